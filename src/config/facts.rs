//! Facts about the writer and the company. What is not set is not used.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Language;

/// A fact: one wording for all letters, or one for each language of letters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(
    untagged,
    expecting = "expected a text, or a text for each language: `.ru = \"…\"`, `.en = \"…\"`"
)]
pub enum Fact {
    /// The same in all languages.
    Same(String),
    /// By the language of the letter.
    ByLanguage(Wordings),
}

/// A fact in the words of each language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Wordings {
    /// In Russian letters.
    pub ru: Option<String>,
    /// In English letters.
    pub en: Option<String>,
}

impl Fact {
    /// The fact in a letter's language; `None` where it is not known in that language or is empty.
    pub fn get(&self, language: Language) -> Option<&str> {
        let text = match (self, language) {
            (Self::Same(text), _) => Some(text),
            (Self::ByLanguage(wordings), Language::Russian) => wordings.ru.as_ref(),
            (Self::ByLanguage(wordings), Language::English) => wordings.en.as_ref(),
        };
        text.map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// The fact, where it is set and known in a letter's language.
fn known(fact: Option<&Fact>, language: Language) -> Option<&str> {
    fact.and_then(|fact| fact.get(language))
}

/// Facts about the writer.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Writer {
    /// The writer's name as it stands under letters.
    pub name: Option<Fact>,
    /// The writer's corporate mailbox.
    pub mailbox: Option<String>,
    /// The writer's post in the company.
    pub post: Option<Fact>,
    /// The writer's telephone number, as it is to be read.
    pub phone: Option<String>,
    /// What stands under the close, by language; where unset, it is composed of the other facts.
    pub signature: BTreeMap<String, String>,
}

impl Writer {
    /// The writer's name in a letter's language.
    pub fn name(&self, language: Language) -> Option<&str> {
        known(self.name.as_ref(), language)
    }

    /// What stands under the close: the signature that is set, else the name, and below it the post,
    /// the company and the telephone as far as they are known. `None` where not even the name is.
    pub fn signature(&self, company: &Company, language: Language) -> Option<String> {
        let key = match language {
            Language::Russian => "ru",
            Language::English => "en",
        };
        if let Some(signature) = self.signature.get(key) {
            return Some(signature.trim_end().to_owned());
        }
        let below = [
            known(self.post.as_ref(), language),
            company.name(language),
            self.phone.as_deref(),
        ];
        let lines = below.into_iter().flatten();
        let lines: Vec<&str> = std::iter::once(self.name(language)?).chain(lines).collect();
        Some(lines.join("\n"))
    }
}

/// Facts about the writer's company.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Company {
    /// The company's name as it stands under letters.
    pub name: Option<Fact>,
    /// Domains of the company's mailboxes; those below them belong to it, too.
    pub domains: Vec<String>,
    /// The manager who is to know of conflicts: a mailbox, with the name before it.
    pub manager: Option<String>,
    /// Colleagues who stand in for the writer, the first one first.
    pub deputies: Vec<Deputy>,
    /// Names of people, products and companies that letters speak of, in the nominative.
    pub names: Vec<String>,
    /// Domains of free mailboxes.
    pub free_mail: Vec<String>,
}

impl Company {
    /// The company's name in a letter's language.
    pub fn name(&self, language: Language) -> Option<&str> {
        known(self.name.as_ref(), language)
    }
}

/// A colleague who stands in for the writer.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deputy {
    /// The name.
    pub name: Fact,
    /// The post in the company.
    pub post: Option<Fact>,
    /// The telephone number, as it is to be read.
    pub phone: Option<String>,
    /// The mailbox.
    pub mailbox: Option<String>,
}

impl Deputy {
    /// The name and, after a comma, the post.
    pub fn named(&self, language: Language) -> Option<String> {
        let name = self.name.get(language)?;
        Some(match known(self.post.as_ref(), language) {
            Some(post) => format!("{name}, {post}"),
            None => name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writer(facts: &str) -> Option<String> {
        let config: super::super::Config = toml::from_str(facts).expect("valid");
        config.writer.signature(&config.company, Language::Russian)
    }

    #[test]
    fn a_signature_is_composed_of_the_facts_that_are_known() {
        let cases = [
            ("", None),
            ("[writer]\npost = \"инженер\"", None),
            ("[writer]\nname = \"Анна\"", Some("Анна")),
            (
                "[writer]\nname = \"Анна\"\nphone = \"+7 495 123-45-67\"\npost = {ru = \"инженер\"}\n[company]\nname.ru = \"ООО «Вектор»\"",
                Some("Анна\nинженер\nООО «Вектор»\n+7 495 123-45-67"),
            ),
            (
                "[writer]\nname.en = \"Anna\"\nname.ru = \"Анна\"\npost.en = \"engineer\"",
                Some("Анна"),
            ),
            (
                "[writer]\nname = \"Анна\"\nsignature.ru = \"А. Смирнова\"",
                Some("А. Смирнова"),
            ),
        ];
        for (facts, expected) in cases {
            assert_eq!(writer(facts).as_deref(), expected, "{facts}");
        }
    }

    #[test]
    fn a_wrong_fact_is_refused() {
        for facts in [
            "[writer]\nname = 5",
            "[writer]\nname.de = \"Anna\"",
            "[[company.deputies]]\npost = \"инженер\"",
        ] {
            assert!(
                toml::from_str::<super::super::Config>(facts).is_err(),
                "{facts}"
            );
        }
    }
}
