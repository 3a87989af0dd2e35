//! `spelling`: words are spelled right.
//!
//! A passage marks the words that no dictionary holds; the letter then leaves out the names that its
//! header, its salutation and its signature tell. Corrections cost milliseconds and are sought only
//! when they are asked for: see [`corrections`].

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::FixedState;
use smol_str::SmolStr;
use whatlang::Info;

use super::overview::{Leaf, Overview, Part, reply_prefix};
use super::report::Later;
use super::{Bilingual, ByMarks, Context, Finding, Fix, Judge, Mark, Passage, Report, Rule};
use super::{Severity, premise};
use crate::config::{Config, Language};
use crate::letter::Format;
use crate::letter::header::FieldName;
use crate::letter::person::is_given_name;
use crate::spelling::{Known, Verdict, is_plain_foreign, judge};
use crate::text::Edit;
use crate::text::words::{Word, fold, words};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "spelling",
    severity: Severity::Warning,
    source: "G3, D9",
    title: Bilingual {
        ru: "Слова написаны правильно",
        en: "Words are spelled correctly",
    },
    why: Bilingual {
        ru: "Ошибки портят впечатление и меняют смысл.",
        en: "Misspellings spoil the impression and may change the meaning.",
    },
    bad: Bilingual {
        ru: "Оплата по договорру прошла.",
        en: "We recieved the contract.",
    },
    good: Bilingual {
        ru: "Оплата по договору прошла.",
        en: "We received the contract.",
    },
    passage: Some(collect),
    letter: Some(check_subject),
};

/// At most this many corrections are offered.
const MOST_CORRECTIONS: usize = 5;

/// A word that is in no dictionary.
const UNKNOWN: u8 = 0;
/// A word that is in no dictionary and written as a name.
const NAME: u8 = 1;

/// A passage that is in another language, which the mark's text names.
const FOREIGN: u8 = 2;

/// So many bytes of a passage tell its language.
const TELLING: usize = 2000;

/// From so many unknown words on, where they are a third of all, a passage is in another language.
const FOREIGN_WORDS: usize = 5;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let own = &context.config.own_words;
    let raw = |word: &Word| &passage.text[word.range.clone()];
    let mut unknown = not_known(passage.words.iter(), raw, &own.lists());
    // Dear, and not needed for most passages.
    let language = LazyCell::new(|| detected(passage.text));
    let is_foreign = |unknown: &[&Word]| {
        let letters = unknown.iter().any(|word| is_plain_foreign(raw(word)));
        letters && unknown.len() * 2 >= passage.words.len()
            || looks_foreign(&language, unknown.len(), passage.words.len())
    };
    let foreign = is_foreign(&unknown);
    if foreign && let Some(language) = foreign_language(language.as_ref()) {
        report.mark(FOREIGN, 0..0, language);
    }
    if !own.dictionaries().is_empty() {
        unknown = not_known(unknown.into_iter(), raw, own);
    }
    if unknown.is_empty() || is_foreign(&unknown) {
        return;
    }
    // Words in letters of another language can be judged where their language is known.
    unknown.retain(|word| foreign || !is_plain_foreign(raw(word)));
    // Slang is told by another rule.
    let slang = context
        .config
        .lexicons
        .informal
        .find(passage.text, &passage.words);
    let is_slang = |range: &Range<usize>| {
        let mut words = slang
            .iter()
            .flat_map(|hit| &passage.words[hit.words.clone()]);
        words.any(|word| word.range == *range)
    };
    for word in unknown {
        if !is_slang(&word.range) {
            let name = passage.is_name(word)
                || goes_on(passage, word)
                || is_emblem(passage, word)
                || is_person(raw(word));
            match name {
                true => report.mark(NAME, word.range.clone(), stem(&word.folded)),
                false => report.mark(UNKNOWN, word.range.clone(), raw(word)),
            }
        }
    }
}

/// A line of fewer characters was ended on purpose, not because it was full.
const FULL_LINE: usize = 40;

/// Whether a word with a capital starts a line in the middle of a sentence: a name that a line break
/// has put there.
fn goes_on(passage: &Passage, word: &Word) -> bool {
    let capital = passage.text[word.range.clone()].starts_with(char::is_uppercase);
    let starts = |sentence: &Range<usize>| sentence.start == word.range.start;
    let before = passage.text[..word.range.start].trim_end_matches([' ', '\r', '\n']);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let full = line.chars().count() >= FULL_LINE && !line.ends_with(['.', '!', '?', ':', ';']);
    capital && full && !passage.sentences.iter().any(starts)
}

/// Whether a word is a given name, or its possessive: "Svetlana's".
fn is_person(word: &str) -> bool {
    let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    word.starts_with(char::is_uppercase) && is_given_name(owner.unwrap_or(word))
}

/// Whether a word is the only one around that is in capitals: the name of a company, an abbreviation; or
/// the code of a bank (ISO 9362) after "BIC" or "SWIFT".
fn is_emblem(passage: &Passage, word: &Word) -> bool {
    let capitals = |word: &Word| {
        let letters = passage.text[word.range.clone()]
            .chars()
            .filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
    };
    let at = passage
        .words
        .partition_point(|other| other.range.start < word.range.start);
    let alone = |at: Option<usize>| {
        let neighbour = at.and_then(|at| passage.words.get(at));
        neighbour.is_none_or(|word| !capitals(word))
    };
    let before = at.checked_sub(1).and_then(|at| passage.words.get(at));
    let bank = before.is_some_and(|before| matches!(&*before.folded, "bic" | "swift"))
        && word.folded.is_ascii()
        && matches!(word.folded.len(), 8 | 11);
    let alone = || alone(at.checked_sub(1)) && alone(Some(at + 1)) && passage.words.len() > 1;
    capitals(word) && (bank || alone())
}

/// The words that are unknown, and those that would be if their language were known.
fn not_known<'w, 't>(
    words: impl Iterator<Item = &'w Word>,
    raw: impl Fn(&Word) -> &'t str,
    own: &dyn Known,
) -> Vec<&'w Word> {
    let unknown = |word: &&Word| match judge(raw(word), own) {
        Verdict::Known => false,
        Verdict::Unknown => true,
        Verdict::Skipped => is_plain_foreign(raw(word)),
    };
    words.filter(unknown).collect()
}

/// Whether so many words of a passage are unknown that it must be in another language. A third may
/// also be a careless writer's: then the letters in a row have to tell, as far as they do.
fn looks_foreign(
    language: &LazyCell<Option<Info>, impl FnOnce() -> Option<Info>>,
    unknown: usize,
    words: usize,
) -> bool {
    let many = unknown >= FOREIGN_WORDS && unknown * 3 >= words;
    many && match &**language {
        Some(info) if is_ours(info.lang()) => unknown * 4 > words * 3,
        Some(info) if info.is_reliable() => true,
        _ => unknown * 2 > words,
    }
}

fn detected(text: &str) -> Option<Info> {
    whatlang::detect(&text[..text.floor_char_boundary(TELLING)])
}

fn is_ours(language: whatlang::Lang) -> bool {
    matches!(language, whatlang::Lang::Rus | whatlang::Lang::Eng)
}

/// The tag (RFC 5646) of a language that is neither of ours, where it is clear.
fn foreign_language(detected: Option<&Info>) -> Option<&'static str> {
    let info = detected.filter(|info| info.is_reliable() && !is_ours(info.lang()))?;
    isolang::Language::from_639_3(info.lang().code())?.to_639_1()
}

/// The language that a mark tells of: of a passage that is in neither of ours.
pub fn foreign_languages<'a>(overview: &Overview<'a>) -> impl Iterator<Item = &'a str> {
    let marks = overview.marks_of(RULE.code, FOREIGN);
    marks.map(|placed| placed.mark.text.as_str())
}

fn is_unknown(word: &str, config: &Config) -> bool {
    judge(word, &config.own_words) == Verdict::Unknown
}

/// How its marks are judged.
pub const BY_MARKS: ByMarks = ByMarks {
    rule: &RULE,
    premise: names_told,
    judge: by_names,
};

fn names_told(overview: &Overview, _: &Context) -> Option<u64> {
    if overview.count(RULE.code, UNKNOWN) == 0 {
        return None;
    }
    let written = overview.digest(RULE.code, NAME);
    let foreign = overview.count(RULE.code, FOREIGN);
    let told: Vec<Told> = told(overview).collect();
    premise((written, foreign, told))
}

fn by_names<'a>(overview: &'a Overview, context: &'a Context) -> Judge<'a> {
    let names = Names::of(overview, context.config);
    let foreign = overview.count(RULE.code, FOREIGN) > 0;
    Box::new(move |placed, report| {
        let word = &placed.mark.text;
        // A short passage of a letter in another language: a greeting, a close.
        let passed = placed.mark.kind != UNKNOWN || foreign && is_mostly_unknown(&placed.leaf);
        if passed || names.holds(word) {
            return;
        }
        let found = say(report, placed.leaf.place(placed.mark.range.clone()), word);
        if placed.leaf.is_plain() {
            found.later(Later::Corrections(word.clone()));
        }
    })
}

/// Whether a third of a passage's words are unknown.
fn is_mostly_unknown(leaf: &Leaf) -> bool {
    leaf.analysis.is_some_and(|analysis| {
        let unknown = |mark: &&Mark| mark.code == RULE.code && mark.kind != FOREIGN;
        analysis.marks.iter().filter(unknown).count() * 3 > analysis.words
    })
}

/// Whether most of what the writer wrote is in a language that no rule knows.
pub fn is_in_another_language(overview: &Overview) -> bool {
    let foreign = overview.count(RULE.code, FOREIGN);
    overview.is_foreign() || foreign * 2 >= overview.prose_count().max(1)
}

fn say<'r>(report: &'r mut Report, range: Range<usize>, word: &str) -> super::report::Found<'r> {
    report.find(
        range,
        format_args!("Слова «{word}» нет в словарях."),
        format_args!("“{word}” is in no dictionary."),
    )
}

/// Checks a subject that is the writer's own and stands plainly in the header.
fn check_subject(overview: &Overview, context: &Context, report: &mut Report) {
    let Some((field, place)) = overview.subject() else {
        return;
    };
    let raw = crate::text::slice(overview.text, place.clone());
    if raw != field.value || reply_prefix(&raw) > 0 || overview.format == Format::Message {
        return;
    }
    let all = overview.subject_words();
    let is_new = |word: &Word| is_unknown(&raw[word.range.clone()], context.config);
    let new = all.iter().filter(|word| is_new(word)).count();
    if new > 1 && new * 3 > all.len() {
        return;
    }
    let names = LazyCell::new(|| Names::of(overview, context.config));
    for word in all {
        let text = &raw[word.range.clone()];
        let first = word.range.start == 0;
        let capital = text.starts_with(char::is_uppercase) && !first || is_person(text);
        if !capital && is_new(word) && !names.holds(text) {
            let range = place.start + word.range.start..place.start + word.range.end;
            say(report, range, text).later(Later::Corrections(text.to_owned()));
        }
    }
}

/// The words of a text that are written with a capital, folded.
fn capitalised(text: &str) -> Vec<SmolStr> {
    let capital = |word: &Word| text[word.range.clone()].starts_with(char::is_uppercase);
    let words = words(text).into_iter();
    words.filter(capital).map(|word| word.folded).collect()
}

/// What tells names.
#[derive(Hash)]
enum Told<'a> {
    /// Those of its words that are written with a capital.
    Words(Cow<'a, str>),
    /// The parts of a domain.
    Domain(String),
}

/// What of a letter's header, salutation and signature tells names.
fn told<'a>(overview: &Overview<'a>) -> impl Iterator<Item = Told<'a>> {
    let header = overview.header().map(|(header, _)| header);
    let fields = [FieldName::From, FieldName::To, FieldName::Cc];
    let addresses = header.into_iter().flat_map(move |header| {
        fields
            .into_iter()
            .flat_map(move |name| header.addresses(name))
    });
    let addresses = addresses.flat_map(|address| {
        let name = Told::Words(Cow::Borrowed(&*address.name));
        [name, Told::Domain(address.domain())]
    });
    let signatures = overview.first(Part::Signature);
    let signatures = signatures.map(|leaf| Told::Words(overview.text_of(&leaf)));
    let salutations = overview.first(Part::Salutation).filter_map(|leaf| {
        let addressee = leaf.block.content.salutation()?.addressee.clone();
        let text = overview.text_of(&leaf)[addressee].to_owned();
        Some(Told::Words(Cow::Owned(text)))
    });
    addresses.chain(signatures).chain(salutations)
}

/// Names, by their stems: what is left without the vowels that case endings begin with.
#[derive(Default)]
struct Names {
    stems: HashSet<String, FixedState>,
    /// The letters that they begin with. Most words begin with none of them.
    initials: HashSet<char, FixedState>,
}

impl Names {
    /// Names in the letter's header, salutation and signature, words written as names in its text, and
    /// those of the facts.
    fn of(overview: &Overview, config: &Config) -> Self {
        let mut names = Self::default();
        let named = overview.marks_of(RULE.code, NAME);
        for placed in named {
            names.insert(&placed.mark.text);
        }
        let facts = config.company.names.iter().flat_map(|name| words(name));
        names.add(facts.map(|word| word.folded));
        for told in told(overview) {
            match told {
                Told::Words(text) => names.add(capitalised(&text)),
                Told::Domain(domain) => {
                    let parts = domain.split(['.', '-']);
                    names.add(parts.map(fold).map(SmolStr::from));
                }
            }
        }
        names
    }

    fn add(&mut self, folded: impl IntoIterator<Item = SmolStr>) {
        for name in folded {
            self.insert(stem(&name));
        }
    }

    fn insert(&mut self, stem: &str) {
        self.initials.extend(stem.chars().next());
        self.stems.insert(stem.to_owned());
    }

    /// Whether a word is one of the names, in whatever case: «Сидорову» for «Сидоров».
    fn holds(&self, word: &str) -> bool {
        let word = fold(word);
        let initial = word.chars().next();
        if initial.is_none_or(|initial| !self.initials.contains(&initial)) {
            return false;
        }
        let ends = word.char_indices().map(|(at, _)| at).rev();
        let mut beginnings = std::iter::once(word.len())
            .chain(ends)
            .take(LONGEST_ENDING + 1)
            .map(|end| &word[..end]);
        beginnings.any(|beginning| self.stems.contains(beginning))
    }
}

/// Case endings are at most this many characters.
const LONGEST_ENDING: usize = 3;

/// A shorter stem could be any word's: the name is kept whole.
const SHORTEST_STEM: usize = 3;

/// A folded name without the vowels at its end.
fn stem(name: &str) -> &str {
    let stem = name.trim_end_matches(['а', 'я', 'й', 'ь', 'о', 'е', 'и', 'ы', 'у', 'ю', '\'']);
    match stem.chars().count() >= SHORTEST_STEM {
        true => stem,
        false => name,
    }
}

/// Corrections of a misspelled word that was found, the best first. None for other findings.
pub fn corrections(
    finding: &Finding,
    language: Language,
    replacements: impl Fn(&str) -> Vec<String>,
) -> Vec<Fix> {
    let Some(Later::Corrections(word)) = &finding.later else {
        return Vec::new();
    };
    replacements(word)
        .into_iter()
        .enumerate()
        .map(|(place, right)| Fix {
            title: title(&right, language),
            edits: vec![Edit::new(finding.range.clone(), right)],
            preferred: place == 0,
            safe: false,
        })
        .collect()
}

/// What a misspelled word may have been meant to be, the best first.
pub fn replacements(word: &str, config: &Config) -> Vec<String> {
    let own = &config.own_words;
    let dictionaries = own.dictionaries();
    crate::spelling::corrections_with(word, MOST_CORRECTIONS, own.words(), dictionaries)
}

/// The title of a replacement in a menu.
pub fn title(right: &str, language: Language) -> String {
    match language {
        Language::Russian => format!("Заменить на «{right}»"),
        Language::English => format!("Replace by “{right}”"),
    }
}

#[cfg(test)]
mod tests;
