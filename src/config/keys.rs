//! The keys of `rules.toml` with what they mean, and which of them can stand at a place in such a file.

use std::ops::Range;

use crate::rules::{Bilingual, RULES, Rule, by_code};

/// What the schema says of each key, one a line: path, type, values, meaning in English and in Russian,
/// divided by tabs. `*` stands for any key. All but the Russian is written with the schema by
/// `config::schema`.
pub(super) const KEYS: &str = include_str!("keys.tsv");

/// A key of `rules.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The keys that lead to it, joined by dots.
    pub path: &'static str,
    /// Its type as JSON Schema names it: `object` is a table; empty where there is a choice.
    pub kind: &'static str,
    /// The values that it may have, joined by commas; empty where there are others.
    values: &'static str,
    /// What it means.
    pub about: Bilingual,
}

fn keys() -> impl Iterator<Item = Key> {
    KEYS.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        Some(Key {
            path: cells.next()?,
            kind: cells.next()?,
            values: cells.next()?,
            about: Bilingual {
                en: cells.next()?,
                ru: cells.next()?,
            },
        })
    })
}

/// Whether a path with `*` in it stands for the given one.
fn fits(pattern: &str, path: &[&str]) -> bool {
    let mut parts = pattern.split('.');
    let same = path.iter().all(|name| {
        parts
            .next()
            .is_some_and(|part| part == *name || part == "*")
    });
    same && parts.next().is_none()
}

/// Something that is written in `rules.toml`.
#[derive(Clone, Copy)]
pub enum Word {
    /// A key.
    Key(Key),
    /// The code of a rule, which is a key of `[rules]`.
    Code(&'static Rule),
    /// A value.
    Value(&'static str),
}

impl Word {
    /// How it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Key(key) => key.path.rsplit('.').next().unwrap_or(key.path),
            Self::Code(rule) => rule.code,
            Self::Value(value) => value,
        }
    }
}

/// Where in a file a place is.
#[derive(Debug, PartialEq, Eq)]
struct Place<'a> {
    /// The keys above, and in a value or on a name that one, too.
    path: Vec<&'a str>,
    kind: PlaceKind,
    /// What is written there, up to the place: bytes of the text.
    typed: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PlaceKind {
    /// The name of a table, between brackets.
    Table,
    /// A key at the start of a line.
    Key,
    /// A value after the equals sign.
    Value,
}

fn names(path: &str) -> impl Iterator<Item = &str> {
    let names = path
        .split('.')
        .map(|name| name.trim().trim_matches(['"', '\'']));
    names.filter(|name| !name.is_empty())
}

/// The table that a line belongs to.
fn table(above: &str) -> Vec<&str> {
    let header = above.lines().rev().find_map(|line| {
        let line = line.trim();
        let inner = line.strip_prefix('[')?;
        // An element of a list over several lines is no header.
        let plain = inner.starts_with(|c: char| c.is_alphabetic() || c == '[');
        plain.then(|| {
            inner
                .trim_start_matches('[')
                .split(']')
                .next()
                .unwrap_or_default()
        })
    });
    header.into_iter().flat_map(names).collect()
}

/// Where byte `at` of a text is; `None` in comments and in lists over several lines.
fn place(text: &str, at: usize) -> Option<Place<'_>> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = &before[start..];
    let code = line.trim_start();
    let from = start + (line.len() - code.len());
    if code.starts_with(['#', '"', '\'']) || code.contains(" #") {
        return None;
    }
    let last = |text: &str| {
        let name = text
            .rsplit(['.', ' ', '"', '\'', '=', '['])
            .next()
            .unwrap_or(text);
        at - name.len()..at
    };
    if code.starts_with('[') {
        let inner = code.trim_start_matches('[');
        let parents = inner.rsplit_once('.').map_or("", |(parents, _)| parents);
        return Some(Place {
            path: names(parents).collect(),
            kind: PlaceKind::Table,
            typed: last(inner),
        });
    }
    let mut path = table(&text[..from]);
    if let Some((key, value)) = code.split_once('=') {
        path.extend(names(key));
        return Some(Place {
            path,
            kind: PlaceKind::Value,
            typed: last(value),
        });
    }
    let parents = code.rsplit_once('.').map_or("", |(parents, _)| parents);
    path.extend(names(parents));
    Some(Place {
        path,
        kind: PlaceKind::Key,
        typed: last(code),
    })
}

/// What can be written at a place of a file.
pub struct Proposals {
    /// The bytes that it takes the place of.
    pub range: Range<usize>,
    /// Each word and how it is written there: a value is quoted where it has to be.
    pub words: Vec<(Word, String)>,
}

/// What can be written at byte `at` of a file.
pub fn proposals(text: &str, at: usize) -> Option<Proposals> {
    let place = place(text, at)?;
    let path = &place.path;
    let quoted = text[..place.typed.start].ends_with(['"', '\'']);
    let words: Vec<(Word, String)> = match place.kind {
        PlaceKind::Value => values(path)
            .into_iter()
            .map(|value| match quoted || matches!(value, "true" | "false") {
                true => (Word::Value(value), value.to_owned()),
                false => (Word::Value(value), format!("\"{value}\"")),
            })
            .collect(),
        PlaceKind::Key if path.as_slice() == ["rules"] => {
            let codes = RULES
                .iter()
                .map(|rule| (Word::Code(rule), rule.code.to_owned()));
            codes.collect()
        }
        PlaceKind::Table | PlaceKind::Key => children(path)
            .filter(|key| place.kind == PlaceKind::Key || is_table(key))
            .map(|key| (Word::Key(key), Word::Key(key).name().to_owned()))
            .collect(),
    };
    Some(Proposals {
        range: place.typed,
        words,
    })
}

/// Whether a key may head a table: it is one, or a list of them.
fn is_table(key: &Key) -> bool {
    key.kind == "object"
        || keys().any(|other| {
            let below = other.path.strip_prefix(key.path);
            below.is_some_and(|below| below.starts_with('.'))
        })
}

/// The keys just below a path.
fn children<'a>(path: &'a [&str]) -> impl Iterator<Item = Key> + use<'a> {
    keys().filter(move |key| match key.path.rsplit_once('.') {
        Some((parents, name)) => name != "*" && fits(parents, path),
        None => path.is_empty(),
    })
}

/// What a rule may be set to: the values of [`super::Level`].
const LEVELS: [&str; 5] = ["off", "hint", "information", "warning", "error"];

fn values(path: &[&str]) -> Vec<&'static str> {
    if let ["rules", code] = path
        && by_code(code).is_some()
    {
        return LEVELS.to_vec();
    }
    let key = keys().find(|key| fits(key.path, path));
    match key {
        Some(key) if key.kind == "boolean" => vec!["true", "false"],
        Some(key) if !key.values.is_empty() => key.values.split(',').collect(),
        _ => Vec::new(),
    }
}

/// The key or the code of a rule that byte `at` of a file stands on, and where it is written.
pub fn word_at(text: &str, at: usize) -> Option<(Range<usize>, Word)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let before = text.get(..at)?;
    let start = at - (before.len() - before.trim_end_matches(is_name).len());
    let after = &text[at..];
    let end = at + after.len() - after.trim_start_matches(is_name).len();
    let name = text.get(start..end).filter(|name| !name.is_empty())?;
    let place = place(text, end)?;
    if place.kind == PlaceKind::Value {
        return None;
    }
    let mut path = place.path;
    path.push(name);
    let word = match path.as_slice() {
        ["rules", code] => Word::Code(by_code(code)?),
        path => Word::Key(keys().find(|key| fits(key.path, path))?),
    };
    Some((start..end, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(marked: &str) -> Vec<String> {
        let at = marked.find('|').expect("a cursor");
        let found = proposals(&marked.replacen('|', "", 1), at);
        let words = found.into_iter().flat_map(|found| found.words);
        words.map(|(_, text)| text).collect()
    }

    #[test]
    fn keys_tables_codes_and_values_are_proposed() {
        let has = |marked: &str, word: &str| proposed(marked).iter().any(|text| text == word);
        assert!(has("re|", "register") && has("|", "rules"));
        assert!(has("[|", "writer") && !has("[|", "register"));
        assert!(!has("[company.|", "names") && has("[[company.|", "deputies"));
        assert!(has("[rules]\nto|", "tone-emoji") && !has("[rules]\n|", "register"));
        assert_eq!(
            proposed("[rules]\ntone-emoji = |"),
            [
                "\"off\"",
                "\"hint\"",
                "\"information\"",
                "\"warning\"",
                "\"error\""
            ]
        );
        assert_eq!(
            proposed("[rules]\ntone-emoji = \"o|\""),
            ["off", "hint", "information", "warning", "error"]
        );
        assert_eq!(proposed("register = |"), ["\"neutral\"", "\"formal\""]);
        assert!(has("[writer]\nname.|", "ru") && has("writer.|", "mailbox"));
        assert!(has("[[company.deputies]]\n|", "phone"));
        assert!(has("[spelling]\nsystem-dictionaries = |", "true"));
        assert!(proposed("# re|").is_empty() && proposed("names = [\n  \"re|").is_empty());
    }

    #[test]
    fn words_are_known_where_they_stand() {
        let of = |marked: &str| {
            let at = marked.find('|').expect("a cursor");
            word_at(&marked.replacen('|', "", 1), at).map(|(_, word)| word.name())
        };
        assert_eq!(of("reg|ister = \"formal\""), Some("register"));
        assert_eq!(of("[rules]\ntone-|emoji = \"off\""), Some("tone-emoji"));
        assert_eq!(of("[wri|ter]"), Some("writer"));
        assert_eq!(of("[writer]\nna|me.ru = \"x\""), Some("name"));
        assert_eq!(of("register = \"for|mal\""), None);
        assert_eq!(of("# regi|ster"), None);
    }
}
