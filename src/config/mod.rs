//! `rules.toml`: everything about letters that a user may want to change.
//!
//! The default is embedded in the binary; a user's and a project's file are laid over it. Unknown
//! keys and impossible values are refused with the file, the line and the column.

mod dates;
mod dative;
mod duties;
mod edit;
mod entry;
mod facts;
mod glossary;
pub mod keys;
mod layers;
pub mod lexicon;
mod message;
mod own_words;
mod punctuation;
mod reply;
#[cfg(test)]
mod schema;
mod spelling;
mod store;
mod structure;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

pub use dates::Dates;
pub use dative::Dative;
pub use duties::{Absence, Complaint, Conflict, Deadline, Minutes, Task, You};
pub use edit::set_level;
pub use facts::{Company, Deputy, Fact, Wordings, Writer};
pub use glossary::Glossary;
#[cfg(test)]
pub use layers::DEFAULT;
pub use layers::{ConfigError, FILE_NAMES, Layer, load, project_file};
pub use lexicon::{Lexicon, LexiconError, LexiconSource, Lexicons, Paradigms};
pub use message::Message;
pub use own_words::OwnWords;
pub use punctuation::Punctuation;
pub use reply::Reply;
pub use spelling::Spelling;
pub use store::{Sources, Store, cache_folder, user_file};
pub use structure::Structure;

use crate::letter::Grammar;
use crate::rules::{self, Severity};
use crate::text::index::Index;
use crate::text::phrases::Phrases;

/// A natural language that letters are checked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language of a locale such as `ru_RU.UTF-8` or `ru-RU`: Russian where it says so, else
    /// English.
    pub fn of_locale(locale: &str) -> Self {
        match locale.get(..2) {
            Some("ru" | "RU") => Self::Russian,
            _ => Self::English,
        }
    }
}

/// How official a letter has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Register {
    /// Official, but "Hi Anna" and contractions pass.
    #[default]
    Neutral,
    /// Strictly official.
    Formal,
}

/// What becomes of a rule: off, or on with a severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not checked.
    Off,
    /// Checked and reported as [`Severity::Hint`].
    Hint,
    /// Reported as [`Severity::Information`].
    Information,
    /// Reported as [`Severity::Warning`].
    Warning,
    /// Reported as [`Severity::Error`].
    Error,
}

impl Level {
    /// The severity to report with; `None` when the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Hint => Some(Severity::Hint),
            Self::Information => Some(Severity::Information),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// The code of a rule in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(pub &'static str);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        match rules::by_code(&name) {
            Some(rule) => Ok(Self(rule.code)),
            None => {
                let unknown = format!("{} `{name}`", message::UNKNOWN_RULE);
                Err(serde::de::Error::custom(unknown))
            }
        }
    }
}

/// All settings. Each field is a key of `rules.toml`.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// How official letters have to be.
    pub register: Register,
    /// How «Вы» to one person is written.
    pub you: You,
    /// Language of messages; where unset, the editor's or the environment's.
    pub messages: Option<Language>,
    /// Severity of single rules, by code.
    #[cfg_attr(test, schemars(schema_with = "schema::rules"))]
    pub rules: BTreeMap<Code, Level>,
    /// Facts about the writer.
    pub writer: Writer,
    /// Facts about the writer's company.
    pub company: Company,
    /// The set phrases that make the parts of a letter known.
    pub letter: Grammar,
    /// What subjects must not be.
    pub subject: Subject,
    /// How long the parts of a letter may be.
    pub structure: Structure,
    /// How writers say that files are attached.
    pub attachments: Attachments,
    /// How writers speak of days that are to come.
    pub dates: Dates,
    /// How soon a letter is answered.
    pub reply: Reply,
    /// What is left to be filled in.
    pub placeholders: Placeholders,
    /// The frames in which a comma is due.
    pub punctuation: Punctuation,
    /// Capitals that are no shouting.
    pub shouting: Shouting,
    /// Complaints and how they are answered.
    pub complaint: Complaint,
    /// What a conflict sounds like.
    pub conflict: Conflict,
    /// Tasks that are passed on or taken over.
    pub task: Task,
    /// Promises and requests without a date.
    pub deadline: Deadline,
    /// The writer's absence.
    pub absence: Absence,
    /// What was agreed orally.
    pub minutes: Minutes,
    /// Technical terms with their explanations.
    pub glossary: Glossary,
    /// Dictionaries beside the built-in ones.
    pub spelling: Spelling,
    /// Endings of worse wordings and of the better ones in their place, by language and part of
    /// speech.
    pub paradigms: BTreeMap<String, Paradigms>,
    /// Informal words and the official ones.
    pub informal: BTreeMap<String, LexiconSource>,
    /// Slips of wording and the right ones.
    pub pleonasm: BTreeMap<String, LexiconSource>,
    /// Officialese and plain words.
    pub officialese: BTreeMap<String, LexiconSource>,
    /// Reproaches and neutral words.
    pub rude: BTreeMap<String, LexiconSource>,
    /// Prepositions of the dative, and nouns that are put into the genitive after them.
    pub dative: Dative,
    /// The wordings of all languages, ready to be looked up. Not a key: made from the tables above.
    #[serde(skip)]
    pub lexicons: Arc<Lexicons>,
    /// The lists above by the words that their phrases begin with. Not a key.
    #[serde(skip)]
    pub index: Arc<Index>,
    /// Words of the user's and the project's own. Not a key: read from the word lists and the
    /// dictionaries that `spelling` names.
    #[serde(skip)]
    pub own_words: OwnWords,
}

impl Config {
    /// The tables of worse and better wordings, by language.
    fn wordings(&self) -> [&BTreeMap<String, LexiconSource>; 4] {
        [
            &self.informal,
            &self.pleonasm,
            &self.officialese,
            &self.rude,
        ]
    }

    /// The severity that a rule reports with; `None` when it is off.
    pub fn severity(&self, rule: &rules::Rule) -> Option<Severity> {
        match self.rules.get(&Code(rule.code)) {
            Some(level) => level.severity(),
            None => Some(rule.severity),
        }
    }
}

/// What subjects must not be.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Subject {
    /// Subjects that say nothing; the whole subject is compared.
    pub vague: Phrases<()>,
    /// Words of emphasis that shout even alone: «СРОЧНО».
    pub emphasis: Phrases<()>,
}

/// How writers say that files are attached.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Attachments {
    /// Words that promise an attachment.
    pub promises: Phrases<()>,
    /// Words that promise one only where a word of sending stands in the sentence.
    pub places: Phrases<()>,
    /// Words that promise one at the end of a clause: "the contract, attached."
    pub bare: Phrases<()>,
    /// Words of sending: «направляю», "I am sending".
    pub sending: Phrases<()>,
    /// Words that speak of an attachment, enough for `attachment-unmentioned`.
    pub mentions: Phrases<()>,
    /// Words that ask the reader to attach something.
    pub requests: Phrases<()>,
    /// Words that ask, where an infinitive of sending follows: «прошу … направить».
    pub asking: Phrases<()>,
    /// Infinitives of sending.
    pub to_send: Phrases<()>,
    /// Words that put the attachment into an earlier letter or the reader's hand.
    pub elsewhere: Phrases<()>,
    /// Words that deny.
    pub negations: Phrases<()>,
    /// Participles that are about files only where what they are fixed to is a letter.
    pub fixed: Phrases<()>,
    /// What a thing that is fixed to something is followed by: "to", «к».
    pub fixed_to: Phrases<()>,
    /// Letters that files are fixed to: "to this email", «к письму».
    pub to_letter: Phrases<()>,
}

/// What is left to be filled in.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Placeholders {
    /// What stands in brackets in a template: «имя», "company".
    pub words: Phrases<()>,
    /// Phrases that are placeholders wherever they stand.
    pub phrases: Phrases<()>,
}

/// Capitals that are no shouting.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Shouting {
    /// Abbreviations and names that are written in capitals.
    pub abbreviations: Phrases<()>,
    /// Short words that capitals stress: «не», "not".
    pub stressed: Phrases<()>,
    /// Words in whose sentence capitals name a key, a button, a command: «нажмите», "press".
    pub named: Phrases<()>,
}
