//! Informal words and the official ones, in every inflected form.
//!
//! An entry puts two aligned paradigms side by side: `"инф:f-a" = "информаци:f-ia"` says that the
//! stem «инф» with the endings of class `f-a` is informal, and that the stem «информаци» with the
//! endings of class `f-ia` is what to write instead, ending for ending.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::text::words::{Match, Phrases, Word};

/// Ending classes of one language, by part of speech.
pub type Paradigms = BTreeMap<String, BTreeMap<String, String>>;

/// The informal words of one language as they stand in `rules.toml`.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct LexiconSource {
    /// Informal in every register.
    pub words: BTreeMap<String, Replacement>,
    /// Informal in the formal register only.
    pub formal: BTreeMap<String, Replacement>,
    /// Phrases in which a word of `words` is not informal.
    pub except: Vec<String>,
}

/// What stands beside an informal word.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Replacement {
    /// One official word.
    One(String),
    /// Several, the best first; none where nothing is right in every place.
    Several(Vec<String>),
    /// `false` takes a word of a lower layer out of the lexicon.
    Removed(bool),
}

impl Replacement {
    fn official(&self) -> &[String] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Several(words) => words,
            Self::Removed(_) => &[],
        }
    }
}

/// An informal form that was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Official forms that can stand in its place, the best first.
    pub official: Vec<Official>,
    /// Whether it is informal in the formal register only.
    pub formal_only: bool,
}

/// An official form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Official {
    /// The form.
    pub text: String,
    /// Whether words that agree in gender with the informal one would clash with it.
    pub changes_gender: bool,
}

/// Informal forms, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    forms: Phrases<Form>,
    except: Phrases<()>,
}

/// An entry that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// The key of the entry in `rules.toml`.
    pub entry: String,
    /// What is wrong with it.
    pub message: String,
}

/// The slot in which Russian nouns have no gender any more: the plural starts here.
const FIRST_PLURAL: usize = 6;

/// Slots of a class of Russian nouns: six cases in two numbers.
const NOUN_SLOTS: usize = 12;

/// Slots in which a noun may be a subject that a past tense agrees with, or looks like one.
const DIRECT_CASES: [usize; 2] = [0, 3];

/// One side of an entry: the words around the inflected one, and its forms slot by slot.
struct Side {
    before: String,
    after: String,
    /// Variants of each slot; an empty slot does not exist.
    slots: Vec<Vec<String>>,
    /// First letter of a noun class: its gender.
    gender: Option<char>,
    /// The table and number of slots must agree with the other side's.
    kind: String,
}

impl Side {
    fn form(&self, slot: usize, variant: usize) -> Option<String> {
        let form = self.slots.get(slot)?.get(variant)?;
        Some(format!("{}{form}{}", self.before, self.after))
    }
}

impl Lexicon {
    /// Builds the lexicon of all languages.
    ///
    /// # Errors
    /// The first entry that names an unknown class or whose sides do not fit together.
    pub fn build(
        sources: &BTreeMap<String, LexiconSource>,
        paradigms: &BTreeMap<String, Paradigms>,
    ) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        let none = Paradigms::new();
        for (language, source) in sources {
            let classes = paradigms.get(language).unwrap_or(&none);
            for (entries, formal_only) in [(&source.words, false), (&source.formal, true)] {
                for (entry, replacement) in entries {
                    if *replacement != Replacement::Removed(false) {
                        lexicon.add(entry, replacement, formal_only, classes)?;
                    }
                }
            }
            for phrase in &source.except {
                lexicon.except.insert(phrase, ());
            }
        }
        Ok(lexicon)
    }

    /// All informal forms in a text that no exception covers.
    pub fn find<'a>(&'a self, text: &str, words: &[Word]) -> Vec<Match<'a, Form>> {
        let excepted: Vec<_> = (0..words.len())
            .filter_map(|at| self.except.match_at(text, words, at))
            .collect();
        let mut found = self.forms.find_all(text, words);
        found.retain(|hit| {
            !excepted.iter().any(|except| {
                except.words.start < hit.words.end && hit.words.start < except.words.end
            })
        });
        found
    }

    fn add(
        &mut self,
        entry: &str,
        replacement: &Replacement,
        formal_only: bool,
        classes: &Paradigms,
    ) -> Result<(), LexiconError> {
        let error = |message: String| LexiconError {
            entry: entry.to_owned(),
            message,
        };
        let informal = side(entry, classes).map_err(error)?;
        let mut officials = Vec::new();
        for text in replacement.official() {
            let official = side(text, classes).map_err(error)?;
            if official.slots.len() != informal.slots.len() || official.kind != informal.kind {
                return Err(error(format!(
                    "{entry:?} has {} forms ({}), {text:?} has {} ({})",
                    informal.slots.len(),
                    informal.kind,
                    official.slots.len(),
                    official.kind
                )));
            }
            officials.push(official);
        }
        for (slot, variants) in informal.slots.iter().enumerate() {
            for variant in 0..variants.len() {
                let Some(form) = informal.form(slot, variant) else {
                    continue;
                };
                let official = officials
                    .iter()
                    .filter_map(|side| replace(&informal, side, slot))
                    .collect();
                self.forms.insert(
                    &form,
                    Form {
                        official,
                        formal_only,
                    },
                );
            }
        }
        Ok(())
    }
}

fn replace(informal: &Side, official: &Side, slot: usize) -> Option<Official> {
    let singular_noun = informal.slots.len() == NOUN_SLOTS && slot < FIRST_PLURAL;
    let changes_gender = singular_noun && informal.gender != official.gender;
    if changes_gender && DIRECT_CASES.contains(&slot) {
        return None;
    }
    Some(Official {
        text: official.form(slot, 0)?,
        changes_gender,
    })
}

/// Reads one side: words of which at most one is inflected (`stem:class` or `form|form|…`).
fn side(text: &str, classes: &Paradigms) -> Result<Side, String> {
    let inflected = text.split(' ').position(|word| word.contains([':', '|']));
    let words: Vec<&str> = text.split(' ').collect();
    let Some(at) = inflected else {
        return Ok(Side {
            before: String::new(),
            after: String::new(),
            slots: vec![vec![text.to_owned()]],
            gender: None,
            kind: "fixed".to_owned(),
        });
    };
    let join = |words: &[&str]| words.join(" ");
    let before = join(&words[..at]);
    let after = join(&words[at + 1..]);
    let (slots, gender, kind) = match words[at].split_once(':') {
        Some((stem, class)) => {
            let (table, endings) = classes
                .iter()
                .find_map(|(table, classes)| classes.get(class).map(|endings| (table, endings)))
                .ok_or_else(|| unknown_class(class, classes))?;
            (inflect(stem, endings), class.chars().next(), table.clone())
        }
        None => {
            let forms: Vec<_> = words[at]
                .split('|')
                .map(|form| variants("", form))
                .collect();
            (forms, None, "listed".to_owned())
        }
    };
    Ok(Side {
        before: if before.is_empty() {
            before
        } else {
            before + " "
        },
        after: if after.is_empty() {
            after
        } else {
            format!(" {after}")
        },
        slots,
        gender,
        kind,
    })
}

fn unknown_class(class: &str, classes: &Paradigms) -> String {
    let known: Vec<&str> = classes
        .values()
        .flat_map(|table| table.keys())
        .map(String::as_str)
        .collect();
    super::layers::unknown("ending class", class, &known)
}

fn inflect(stem: &str, endings: &str) -> Vec<Vec<String>> {
    endings
        .split_whitespace()
        .map(|slot| variants(stem, slot))
        .collect()
}

/// The forms of one slot: `-` is the empty ending, `.` no form, `/` parts variants.
fn variants(stem: &str, slot: &str) -> Vec<String> {
    match slot {
        "." | "" => Vec::new(),
        _ => slot
            .split('/')
            .map(|ending| format!("{stem}{}", if ending == "-" { "" } else { ending }))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    const RULES: &str = r#"
        [paradigms.ru.noun]
        f-a  = "а ы е у ой/ою е  ы - ам ы ами ах"
        f-ia = "я и и ю ей и  и й ям и ями ях"
        f-ka = "ка ки ке ку кой ке  ки ок кам ки ками ках"
        m-k  = "к ка ку к ком ке  ки ков кам ки ками ках"
        m    = "- а у - ом е  ы ов ам ы ами ах"
        [informal.ru]
        except = ["дверн* косяк*"]
        [informal.ru.words]
        "инф:f-a" = "информаци:f-ia"
        "кося:m-k" = ["ошиб:f-ka", "недочёт:m"]
        "лол" = []
        "как-то так" = "следующим образом"
        [informal.en.words]
        "mess|messes|messed|messing up" = "make|makes|made|making an error"
    "#;

    #[derive(Deserialize)]
    struct File {
        paradigms: BTreeMap<String, Paradigms>,
        informal: BTreeMap<String, LexiconSource>,
    }

    fn lexicon(rules: &str) -> Result<Lexicon, LexiconError> {
        let file: File = toml::from_str(rules).expect("TOML");
        Lexicon::build(&file.informal, &file.paradigms)
    }

    #[track_caller]
    fn assert_replaced(text: &str, expected: &[&[&str]]) {
        let lexicon = lexicon(RULES).expect("valid");
        let words = words(text);
        let found: Vec<Vec<&str>> = lexicon
            .find(text, &words)
            .iter()
            .map(|hit| {
                hit.value
                    .official
                    .iter()
                    .map(|official| official.text.as_str())
                    .collect()
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn forms_are_aligned() {
        assert_replaced("Жду инфу", &[&["информацию"]]);
        assert_replaced("с инфою", &[&["информацией"]]);
        assert_replaced("Вышло как-то так, лол", &[&["следующим образом"], &[]]);
        assert_replaced("He messed up", &[&["made an error"]]);
    }

    #[test]
    fn another_gender_is_kept_out_of_direct_cases() {
        assert_replaced("косяк", &[&["недочёт"]]);
        assert_replaced("косяком", &[&["ошибкой", "недочётом"]]);
        assert_replaced("косяки", &[&["ошибки", "недочёты"]]);
    }

    #[test]
    fn exceptions_are_left_alone() {
        assert_replaced("дверной косяк", &[]);
    }

    #[test]
    fn entries_that_do_not_fit_are_refused() {
        let unknown = RULES.replace("\"инф:f-a\"", "\"инф:f-aa\"");
        let error = lexicon(&unknown).expect_err("no such class");
        assert!(error.message.contains("f-a"), "{error:?}");
        let uneven = RULES.replace("make|makes|made|making", "make|makes");
        assert!(lexicon(&uneven).is_err());
    }
}
