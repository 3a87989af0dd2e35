//! Edits of a user's `rules.toml`: what the user wrote stays, remarks included.

use std::io::{Error, ErrorKind};
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, value};

use super::{ConfigError, Layer, Message};
use crate::files::{self, Audience, LARGEST_SETTINGS};

/// Sets a rule to a level in a file of rules, which is made where it does not exist. The file is
/// replaced as a whole or not at all; other processes that do so at the same time wait for each other.
///
/// # Errors
/// The file can't be read or written, or is no TOML; it is then as it was.
pub fn set_level(path: &Path, code: &str, level: &str) -> Result<(), Error> {
    files::make_folder_of(path, Audience::Project)?;
    files::alone(path, || {
        let text = match files::read_text(path, LARGEST_SETTINGS) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let text = with_level(path, text, code, level).map_err(files::refusal)?;
        files::replace(path, text.as_bytes(), Audience::Project)
    })
}

/// A file of rules with a rule set to a level, else why that can't be.
fn with_level(path: &Path, text: String, code: &str, level: &str) -> Result<String, Message> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let (path, range) = (path.to_owned(), error.span().unwrap_or(0..0));
        let message = Message::of_parser(error.message());
        let error = ConfigError::new(&Layer { path, text }, range, message);
        let place = format!("{}:{}", error.line, error.column);
        error.message.about(&place)
    })?;
    let rules = document.entry("rules").or_insert(Item::Table(Table::new()));
    match rules.as_table_like_mut() {
        Some(rules) => rules.insert(code, value(level)),
        None => {
            return Err(Message::new(
                "`rules` здесь не таблица: исправьте это и повторите",
                "`rules` is not a table here: mend that and try again",
            ));
        }
    };
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;

    #[test]
    fn remarks_stay_and_the_file_is_made_where_it_is_missing() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("deep/rules.toml");
        set_level(&path, "tone-emoji", "off").expect("written");
        std::fs::write(&path, "# mine\nregister = \"formal\" # strict\n").expect("written");
        set_level(&path, "tone-emoji", "off").expect("written");
        let text = std::fs::read_to_string(&path).expect("there");
        assert_eq!(
            text,
            "# mine\nregister = \"formal\" # strict\n\n[rules]\ntone-emoji = \"off\"\n"
        );
        for (wrong, russian, english) in [
            ("\nregister = \n", "2:12: ", "2:12: "),
            ("rules = 1\n", "не таблица", "not a table"),
        ] {
            std::fs::write(&path, wrong).expect("written");
            let error = set_level(&path, "tone-emoji", "off").expect_err("no table");
            let reason = files::reason(&error);
            for (language, wanted) in [(Language::Russian, russian), (Language::English, english)] {
                assert!(reason.get(language).contains(wanted), "{reason:?}");
            }
            assert_eq!(std::fs::read_to_string(&path).expect("there"), wrong);
        }
    }
}
