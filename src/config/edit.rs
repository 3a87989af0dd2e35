//! Edits of a user's `rules.toml`: what the user wrote stays, remarks included.

use std::io::{Error, ErrorKind};
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, value};

use crate::files::{self, Audience, LARGEST_SETTINGS};

/// Sets a rule to a level in a file of rules, which is made where it does not exist. The file is
/// replaced as a whole or not at all.
///
/// # Errors
/// The file can't be read or written, or is no TOML; it is then as it was.
pub fn set_level(path: &Path, code: &str, level: &str) -> Result<(), Error> {
    let text = match files::read_text(path, LARGEST_SETTINGS) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let invalid =
        |error: toml_edit::TomlError| Error::new(ErrorKind::InvalidData, error.to_string());
    let mut document: DocumentMut = text.parse().map_err(invalid)?;
    let rules = document.entry("rules").or_insert(Item::Table(Table::new()));
    match rules.as_table_like_mut() {
        Some(rules) => rules.insert(code, value(level)),
        None => return Err(Error::new(ErrorKind::InvalidData, "`rules` is not a table")),
    };
    files::make_folder_of(path, Audience::Project)?;
    files::replace(path, document.to_string().as_bytes(), Audience::Project)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        std::fs::write(&path, "register = \n").expect("written");
        assert!(set_level(&path, "tone-emoji", "off").is_err());
        assert_eq!(
            std::fs::read_to_string(&path).expect("there"),
            "register = \n"
        );
    }
}
