//! What the program says of files of rules, in both of its languages.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Language;
use crate::rules::{Bilingual, RULES};
use crate::text::pattern;

/// A message that is made while the program runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    ru: String,
    en: String,
}

impl Message {
    /// A message in both languages.
    pub fn new(ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ru: ru.into(),
            en: en.into(),
        }
    }

    /// The message in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Russian => &self.ru,
            Language::English => &self.en,
        }
    }

    /// The message with the words that it is about before it.
    pub fn about(&self, words: &str) -> Self {
        Self::new(
            format!("{words}: {}", self.ru),
            format!("{words}: {}", self.en),
        )
    }

    /// A name that is none of the known ones, with the nearest of these. `kind` says what is unknown:
    /// «неизвестный ключ», "unknown key".
    pub fn unknown(kind: Bilingual, name: &str, known: &[&str]) -> Self {
        let nearest = known
            .iter()
            .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
            .min()
            .filter(|(distance, _)| *distance <= name.chars().count() / 2 + 1);
        match nearest {
            Some((_, candidate)) => Self::new(
                format!("{} `{name}`; возможно, нужно `{candidate}`?", kind.ru),
                format!("{} `{name}`; did you mean `{candidate}`?", kind.en),
            ),
            None => {
                let known = known.join(", ");
                Self::new(
                    format!("{} `{name}`; есть: {known}", kind.ru),
                    format!("{} `{name}`; known are: {known}", kind.en),
                )
            }
        }
    }

    /// What serde or the TOML parser says, which is English, in both languages.
    pub(super) fn of_parser(text: &str) -> Self {
        unknown(text)
            .or_else(|| wrong_type(text))
            .or_else(|| other(text))
            .unwrap_or_else(|| {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                Self::new(format!("ошибка в записи TOML: {line}"), text)
            })
    }
}

/// The beginning of the error about a code that no rule has; the codes need not be listed in it.
pub(super) const UNKNOWN_RULE: &str = "unknown rule";

fn unknown(text: &str) -> Option<Message> {
    static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^unknown (field|variant|rule) `([^`]*)`(?:, (?:expected|there are no))?")
    });
    static KNOWN: LazyLock<Regex> = LazyLock::new(|| pattern(r"`([^`]*)`"));
    let groups = UNKNOWN.captures(text)?;
    let kind = match &groups[1] {
        "field" => Bilingual {
            ru: "неизвестный ключ",
            en: "unknown key",
        },
        "variant" => Bilingual {
            ru: "неизвестное значение",
            en: "unknown value",
        },
        _ => Bilingual {
            ru: "неизвестное правило",
            en: UNKNOWN_RULE,
        },
    };
    let known: Vec<&str> = match &groups[1] {
        "rule" => RULES.iter().map(|rule| rule.code).collect(),
        _ => KNOWN
            .captures_iter(&text[groups[0].len()..])
            .filter_map(|name| name.get(1))
            .map(|name| name.as_str())
            .collect(),
    };
    Some(Message::unknown(kind, &groups[2], &known))
}

/// A value of another type: "invalid type: string "x", expected a sequence".
fn wrong_type(text: &str) -> Option<Message> {
    static WRONG: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^invalid (?:type|value): (?s:(.*)), expected (.*)$"));
    let groups = WRONG.captures(text)?;
    let (found, wanted) = (value(&groups[1]), &groups[2]);
    let ru = match wanted {
        "a sequence" => "список: [\"…\", \"…\"]",
        "a map" => "таблица",
        "a string" => "строка в кавычках",
        "a boolean" => "true или false",
        "a borrowed string" | "string or table" => "строка в кавычках",
        _ if wanted.starts_with("struct ") => "таблица",
        "usize" | "u8" | "u16" | "u32" | "u64" => "целое число от нуля",
        other => other,
    };
    Some(Message::new(
        format!("неподходящее значение: {found}; здесь нужно: {ru}"),
        text,
    ))
}

/// A value as serde names it, in Russian.
fn value(named: &str) -> String {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(string|integer|floating point|boolean|sequence|map|datetime)( .*)?$")
    });
    NAMED
        .replace(named, |groups: &Captures| {
            let kind = match &groups[1] {
                "string" => "строка",
                "integer" => "целое число",
                "floating point" => "дробное число",
                "sequence" => "список",
                "map" => "таблица",
                "datetime" => "дата",
                _ => "значение",
            };
            let rest = groups.get(2).map_or("", |rest| rest.as_str());
            format!("{kind}{rest}")
        })
        .into_owned()
}

fn other(text: &str) -> Option<Message> {
    static KEYED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(missing field|duplicate field|duplicate key) `?([^`]*)`?$"));
    let groups = KEYED.captures(text)?;
    let key = &groups[2];
    let (ru, en) = match (&groups[1], key) {
        ("missing field", key) => (
            format!("не хватает ключа `{key}`"),
            format!("the key `{key}` is missing"),
        ),
        (_, "") => ("ключ стоит дважды".to_owned(), text.to_owned()),
        (_, key) => (
            format!("ключ `{key}` стоит дважды"),
            format!("the key `{key}` stands twice"),
        ),
    };
    Some(Message::new(ru, en))
}
