//! The embedded dictionaries against spellbook, another reading of the same sources.

use std::collections::{BTreeSet, HashMap, HashSet};

use letter_ls::config::Language;
use letter_ls::spelling::Dictionary;

/// The sources of one language.
struct Sources {
    aff: &'static str,
    dic: &'static str,
    business: &'static str,
    confusions: &'static str,
    common: &'static str,
}

macro_rules! sources {
    ($language:literal) => {
        Sources {
            aff: include_str!(concat!("../../dictionaries/", $language, "/index.aff")),
            dic: include_str!(concat!("../../dictionaries/", $language, "/index.dic")),
            business: include_str!(concat!("../../dictionaries/", $language, "/business.txt")),
            confusions: include_str!(concat!("../../dictionaries/", $language, "/confusions.txt")),
            common: include_str!(concat!("../../dictionaries/", $language, "/common.txt")),
        }
    };
}

const RUSSIAN: Sources = sources!("ru");
const ENGLISH: Sources = sources!("en");
/// The other half of English; its words of business are those of the first.
const BRITISH: Sources = Sources {
    aff: include_str!("../../dictionaries/en/british/index.aff"),
    dic: include_str!("../../dictionaries/en/british/index.dic"),
    ..ENGLISH
};

impl Sources {
    fn spellbook(&self) -> spellbook::Dictionary {
        spellbook::Dictionary::new(self.aff, self.dic).expect("a whole dictionary")
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.dic
            .lines()
            .skip(1)
            .map(|line| line.split_once('/').unwrap_or((line, "")))
    }

    /// The affixes of each flag: is it a suffix, what it strips, what it adds.
    fn affixes(&self) -> HashMap<char, Vec<(bool, &str, &str)>> {
        let mut affixes: HashMap<char, Vec<_>> = HashMap::new();
        for line in self.aff.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            if let [kind @ ("SFX" | "PFX"), flag, strip, add, _condition] = fields[..] {
                let empty = |text| if text == "0" { "" } else { text };
                affixes
                    .entry(flag.chars().next().expect("a flag"))
                    .or_default()
                    .push((kind == "SFX", empty(strip), empty(add)));
            }
        }
        affixes
    }

    /// Every stem, and every word that an affix of its could make of it, whether or not the affix's
    /// condition holds: right words and near misses.
    fn candidates(&self) -> HashSet<String> {
        let affixes = self.affixes();
        let mut candidates = HashSet::new();
        for (stem, flags) in self.entries() {
            candidates.insert(stem.to_owned());
            for (suffix, strip, add) in flags
                .chars()
                .filter_map(|flag| affixes.get(&flag))
                .flatten()
            {
                if *suffix {
                    candidates.extend(stem.strip_suffix(strip).map(|root| format!("{root}{add}")));
                } else {
                    candidates.extend(stem.strip_prefix(strip).map(|root| format!("{add}{root}")));
                }
            }
        }
        candidates
    }

    fn words_of(list: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
        list.lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| match line.split_once(" = ") {
                Some((word, value)) => (word, Some(value)),
                None => (line, None),
            })
    }
}

/// What we refuse and spellbook takes, among all that the affix rules could make.
fn refused(sources: &Sources, language: Language) -> BTreeSet<String> {
    let (ours, theirs) = (Dictionary::builtin(language), sources.spellbook());
    sources
        .candidates()
        .into_iter()
        .filter(|word| !ours.contains(word) && theirs.check(word))
        .collect()
}

/// What we hold and spellbook refuses by all of the sources, but for our own words and the everyday
/// spelling of «ё».
fn added(sources: &[Sources], language: Language) -> BTreeSet<String> {
    let ours = Dictionary::builtin(language);
    let theirs: Vec<_> = sources.iter().map(Sources::spellbook).collect();
    let business: HashSet<&str> = Sources::words_of(sources[0].business)
        .map(|(word, _)| word)
        .collect();
    let mut variants = BTreeSet::new();
    let mut added = BTreeSet::new();
    ours.for_each_form(|form| {
        if form.contains(['ё', 'Ё']) {
            variants.insert(form.replace('ё', "е").replace('Ё', "Е"));
        }
        if !theirs.iter().any(|theirs| theirs.check(form))
            && !ours.stems(form).any(|stem| business.contains(&*stem))
        {
            added.insert(form.to_owned());
        }
    });
    &added - &variants
}

/// The differences each way; the two halves take half a minute, so they run side by side.
fn differences(sources: &[Sources], language: Language) -> (BTreeSet<String>, BTreeSet<String>) {
    std::thread::scope(|threads| {
        let refused = threads.spawn(|| {
            let each = sources.iter().map(|sources| refused(sources, language));
            each.flatten().collect::<BTreeSet<_>>()
        });
        (added(sources, language), refused.join().expect("no panic"))
    })
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn russian_agrees_with_spellbook() {
    let (added, refused) = differences(&[RUSSIAN], Language::Russian);
    assert_eq!(added, set(&[]));
    // Colloquial and out of date: our list of confusions has them.
    assert_eq!(refused, set(&["ихний", "придти"]));
}

#[test]
fn english_agrees_with_spellbook() {
    let (added, refused) = differences(&[ENGLISH, BRITISH], Language::English);
    assert_eq!(added, set(&[]));
    assert_eq!(refused, set(&[]));
}

#[test]
fn words_of_business_are_news_to_the_dictionary() {
    for (sources, also) in [(RUSSIAN, None), (ENGLISH, Some(BRITISH))] {
        let theirs: Vec<_> = std::iter::once(&sources)
            .chain(&also)
            .map(Sources::spellbook)
            .collect();
        let words: Vec<(&str, Option<&str>)> = Sources::words_of(sources.business).collect();
        assert!(words.len() >= 500, "{}", words.len());
        assert!(
            words.is_sorted() && words.windows(2).all(|two| two[0].0 != two[1].0),
            "sorted and unique"
        );
        let stems: HashSet<&str> = sources.entries().map(|(stem, _)| stem).collect();
        let known = |(word, _): &&(&str, _)| theirs.iter().any(|theirs| theirs.check(word));
        let known: Vec<_> = words.iter().filter(known).collect();
        assert!(known.is_empty(), "in the dictionary: {known:?}");
        for (word, model) in words {
            assert!(
                model.is_none_or(|model| stems.contains(model)),
                "{word}: {model:?} is no word"
            );
        }
    }
}

#[test]
fn lists_of_common_words_and_confusions_hold_words() {
    for (sources, language) in [(RUSSIAN, Language::Russian), (ENGLISH, Language::English)] {
        let dictionary = Dictionary::builtin(language);
        let unknown: Vec<&str> = Sources::words_of(sources.common)
            .map(|(word, _)| word)
            .filter(|word| !word.contains('-') && !dictionary.contains(word))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        for (wrong, right) in Sources::words_of(sources.confusions) {
            assert!(!dictionary.contains(wrong), "{wrong}");
            for right in right.expect("what is right").split(' ') {
                assert!(dictionary.contains(right), "{wrong} = {right}");
            }
        }
    }
}

#[test]
fn forms_know_their_stems() {
    for (language, form, stems) in [
        (Language::Russian, "договором", &["договор"][..]),
        (Language::Russian, "Договором", &["договор"]),
        (Language::Russian, "стали", &["сталь", "стать"]),
        (Language::Russian, "расчетом", &["расчет", "расчёт"]),
        (Language::Russian, "елок", &["елка", "ёлка"]),
        (Language::Russian, "онбордингом", &["онбординг"]),
        (Language::Russian, "Яндексе", &["Яндекс"]),
        (Language::Russian, "вообщем", &[]),
        (Language::English, "companies", &["company"]),
        (Language::English, "SHIPMENTS", &["shipment", "shipments"]),
        (Language::English, "undone", &["done", "undone"]),
        (Language::English, "neighbours", &["neighbour"]),
        (Language::English, "qwertz", &[]),
    ] {
        let mut found: Vec<String> = Dictionary::builtin(language).stems(form).collect();
        found.sort_unstable();
        assert_eq!(found, stems, "{form}");
    }
}
