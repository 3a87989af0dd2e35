//! Set phrases of official letters, by what they are for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::config::Language;
use crate::rules::Bilingual;

/// What a phrase is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// To ask for something.
    Request,
    /// To decline.
    Refusal,
    /// To remind of something.
    Reminder,
    /// To apologise.
    Apology,
    /// To thank.
    Thanks,
}

impl Intent {
    /// What it is called.
    pub fn name(self) -> Bilingual {
        let (ru, en) = match self {
            Self::Request => ("просьба", "request"),
            Self::Refusal => ("отказ", "refusal"),
            Self::Reminder => ("напоминание", "reminder"),
            Self::Apology => ("извинение", "apology"),
            Self::Thanks => ("благодарность", "thanks"),
        };
        Bilingual { ru, en }
    }
}

type Table = BTreeMap<Intent, Vec<String>>;

static RUSSIAN: LazyLock<Table> =
    LazyLock::new(|| read(include_str!("../../templates/ru/phrases.toml")));
static ENGLISH: LazyLock<Table> =
    LazyLock::new(|| read(include_str!("../../templates/en/phrases.toml")));

fn read(source: &str) -> Table {
    toml::from_str(source).expect("our own phrases can be read")
}

/// The phrases of a language with their intents. Gaps to fill in stand in brackets.
pub fn phrases(language: Language) -> impl Iterator<Item = (Intent, &'static str)> {
    let table: &'static Table = match language {
        Language::Russian => &RUSSIAN,
        Language::English => &ENGLISH,
    };
    table
        .iter()
        .flat_map(|(intent, phrases)| phrases.iter().map(|phrase| (*intent, phrase.as_str())))
}
