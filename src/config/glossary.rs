//! Technical terms and what they mean, in the customer's words.

use serde::Deserialize;

use super::Language;
use crate::text::phrases::Phrases;

/// Terms that not every customer knows, by the language of the letter, each with its explanation.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Glossary {
    /// In Russian letters.
    pub ru: Phrases<String>,
    /// In English letters.
    pub en: Phrases<String>,
}

impl Glossary {
    /// The terms of a language.
    pub fn terms(&self, language: Language) -> &Phrases<String> {
        match language {
            Language::Russian => &self.ru,
            Language::English => &self.en,
        }
    }
}
