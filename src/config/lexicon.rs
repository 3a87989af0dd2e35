//! Worse wordings and the better ones in their place, in every inflected form.
//!
//! An entry puts two aligned paradigms side by side: `"инф:f-a" = "информаци:f-ia"` says that the
//! stem «инф» with the endings of class `f-a` is informal, and that the stem «информаци» with the
//! endings of class `f-ia` is what to write instead, ending for ending.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use super::entry::{Entry, NOUN_SLOTS, Side, Start as Beginning};
use super::{Config, Message};
use crate::text::index::{Index, Number};
use crate::text::phrases::{Match, Phrases, find_all};
use crate::text::table::Table;
use crate::text::words::{Word, fold, key, stem_key};

/// Ending classes of one language, by part of speech.
pub type Paradigms = BTreeMap<String, BTreeMap<String, String>>;

/// The worse wordings of one language as they stand in `rules.toml`.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct LexiconSource {
    /// To be replaced in every register.
    pub words: BTreeMap<String, Replacement>,
    /// To be replaced in the formal register only.
    pub formal: BTreeMap<String, Replacement>,
    /// Phrases in which a word of `words` is right.
    pub except: Vec<String>,
}

/// What stands beside a worse wording.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Replacement {
    /// One better wording; an empty one leaves the worse one out.
    One(String),
    /// Several, the best first; none where nothing is right in every place.
    Several(Vec<String>),
    /// `false` takes a word of a lower layer out of the lexicon.
    Removed(bool),
}

impl Replacement {
    fn better(&self) -> &[String] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Several(words) => words,
            Self::Removed(_) => &[],
        }
    }
}

/// A form of a worse wording.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Forms that can stand in its place, the best first.
    pub better: Vec<Better>,
    /// Whether it is wrong in the formal register only.
    pub formal_only: bool,
    /// Whether it is wrong only where it starts a sentence.
    pub initial: bool,
    /// Whether an object may follow whose case the better form would change.
    pub open: bool,
    /// Words of the phrase that only have to stand before and after it.
    context: (usize, usize),
}

/// A better form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Better {
    /// The form.
    pub text: String,
    /// Whether words that agree in gender with the worse one would clash with it.
    pub changes_gender: bool,
}

/// Worse wordings, looked up form by form.
///
/// Expanding every entry would make up most of the program's start-up time. So entries are kept under
/// what their forms begin with, and those under the same word or letters are expanded when a word begins
/// like that for the first time.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    entries: Vec<Source>,
    starts: Table<Start>,
    paradigms: Arc<BTreeMap<String, Paradigms>>,
    except: Phrases<()>,
    number: Number,
}

/// An entry as it stands in `rules.toml`.
#[derive(Debug, Clone)]
struct Source {
    language: String,
    key: String,
    replacement: Replacement,
    formal_only: bool,
}

/// The entries with a form that begins in a certain way.
#[derive(Debug, Clone, Default)]
struct Start {
    entries: Vec<usize>,
    forms: OnceLock<Phrases<Form>>,
}

/// The lexicons of all rules of wording.
#[derive(Debug, Clone, Default)]
pub struct Lexicons {
    /// Informal words.
    pub informal: Lexicon,
    /// Slips of wording.
    pub pleonasm: Lexicon,
    /// Officialese.
    pub officialese: Lexicon,
    /// Reproaches.
    pub rude: Lexicon,
}

impl Lexicons {
    /// The lexicons of the tables in a configuration.
    pub fn new(config: &Config, index: &mut Index) -> Self {
        let paradigms = Arc::new(config.paradigms.clone());
        let mut build = |sources| Lexicon::new(sources, paradigms.clone(), index);
        Self {
            informal: build(&config.informal),
            pleonasm: build(&config.pleonasm),
            officialese: build(&config.officialese),
            rude: build(&config.rude),
        }
    }

    /// Reads all entries that a predicate wants, to find mistakes in them.
    ///
    /// # Errors
    /// The first entry that names an unknown class or whose sides do not fit together.
    pub fn verify(&self, wanted: impl Fn(&str) -> bool) -> Result<(), LexiconError> {
        let all = [
            &self.informal,
            &self.pleonasm,
            &self.officialese,
            &self.rude,
        ];
        let mut entries = all
            .into_iter()
            .flat_map(|lexicon| lexicon.entries.iter().map(move |entry| (lexicon, entry)))
            .filter(|(_, entry)| wanted(&entry.key));
        entries.try_for_each(|(lexicon, entry)| lexicon.expand(entry, &mut Phrases::new()))
    }
}

/// An entry that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// The key of the entry in `rules.toml`.
    pub entry: String,
    /// What is wrong with it.
    pub message: Message,
}

/// The slot in which Russian nouns have no gender any more: the plural starts here.
const FIRST_PLURAL: usize = NOUN_SLOTS / 2;

/// Slots in which a noun may be a subject that a past tense agrees with, or looks like one.
const DIRECT_CASES: [usize; 2] = [0, 3];

impl Lexicon {
    /// The lexicon of all languages. Its entries are read when they are needed: see
    /// [`Lexicons::verify`].
    pub fn new(
        sources: &BTreeMap<String, LexiconSource>,
        paradigms: Arc<BTreeMap<String, Paradigms>>,
        index: &mut Index,
    ) -> Self {
        let mut lexicon = Self {
            paradigms,
            ..Self::default()
        };
        for (language, source) in sources {
            for (entries, formal_only) in [(&source.words, false), (&source.formal, true)] {
                for (key, replacement) in entries {
                    if *replacement != Replacement::Removed(false) {
                        lexicon.add(Source {
                            language: language.clone(),
                            key: key.clone(),
                            replacement: replacement.clone(),
                            formal_only,
                        });
                    }
                }
            }
            for phrase in &source.except {
                lexicon.except.insert(phrase, ());
            }
        }
        lexicon.number = index.add(lexicon.starts.keys());
        lexicon
    }

    fn add(&mut self, source: Source) {
        let index = self.entries.len();
        for start in Entry::new(&source.key).starts() {
            let key = match start {
                Beginning::Word(word) => key(&fold(word)),
                Beginning::Stem(stem) => stem_key(&fold(stem)),
            };
            let entries = &mut self.starts.at(key).entries;
            if entries.last() != Some(&index) {
                entries.push(index);
            }
        }
        self.entries.push(source);
    }

    /// All worse forms in a text that no exception covers, without the words of their context.
    pub fn find<'a>(&'a self, text: &str, words: &[Word]) -> Vec<Match<'a, Form>> {
        let mut found = find_all(words.len(), |at| self.match_at(text, words, at));
        if found.is_empty() {
            return found;
        }
        let excepted: Vec<_> = (0..words.len())
            .filter_map(|at| self.except.match_at(text, words, at))
            .collect();
        found.retain(|hit| {
            !excepted.iter().any(|except| {
                except.words.start < hit.words.end && hit.words.start < except.words.end
            })
        });
        for hit in &mut found {
            hit.words.start += hit.value.context.0;
            hit.words.end -= hit.value.context.1;
        }
        found
    }

    /// The longest form that starts at word `at`.
    fn match_at<'a>(&'a self, text: &str, words: &[Word], at: usize) -> Option<Match<'a, Form>> {
        let word = words.get(at).filter(|word| word.may_be_in(self.number))?;
        self.starts
            .of(word, self.number)
            .filter_map(|start| self.forms(start).match_at(text, words, at))
            .max_by_key(|hit| hit.words.len())
    }

    fn forms<'a>(&self, start: &'a Start) -> &'a Phrases<Form> {
        start.forms.get_or_init(|| {
            let mut forms = Phrases::new();
            for source in start.entries.iter().map(|index| &self.entries[*index]) {
                // Entries with mistakes were refused when the file was read.
                let _ = self.expand(source, &mut forms);
            }
            forms
        })
    }

    /// Adds all forms of an entry.
    fn expand(&self, source: &Source, forms: &mut Phrases<Form>) -> Result<(), LexiconError> {
        static NONE: Paradigms = Paradigms::new();
        let classes = self.paradigms.get(&source.language).unwrap_or(&NONE);
        let key = &source.key;
        let error = |message: Message| LexiconError {
            entry: key.clone(),
            message,
        };
        let entry = Entry::new(key);
        let worse = Side::new(entry.wording, classes).map_err(error)?;
        let mut sides = Vec::new();
        for text in source.replacement.better() {
            let better = Side::new(text, classes).map_err(error)?;
            if better.slots.len() != worse.slots.len() || better.kind != worse.kind {
                let (worse, better) = (worse.described(), better.described());
                return Err(error(Message::new(
                    format!("у {key:?} и {text:?} формы разные: {worse} и {better}"),
                    format!("{key:?} and {text:?} differ in their forms: {worse} and {better}"),
                )));
            }
            sides.push(better);
        }
        for (slot, variants) in worse.slots.iter().enumerate() {
            let better: Vec<_> = sides
                .iter()
                .filter_map(|side| replace(&worse, side, slot))
                .collect();
            for form in variants {
                for (phrase, context) in entry.phrases(form) {
                    forms.insert(
                        &phrase,
                        Form {
                            better: better.clone(),
                            formal_only: source.formal_only,
                            initial: entry.initial,
                            open: entry.open,
                            context,
                        },
                    );
                }
            }
        }
        Ok(())
    }
}

fn replace(worse: &Side, better: &Side, slot: usize) -> Option<Better> {
    let singular_noun = worse.slots.len() == NOUN_SLOTS && slot < FIRST_PLURAL;
    let changes_gender = singular_noun && worse.gender != better.gender;
    if changes_gender && DIRECT_CASES.contains(&slot) {
        return None;
    }
    Some(Better {
        text: better.slots.get(slot)?.first()?.clone(),
        changes_gender,
    })
}

#[cfg(test)]
mod tests;
