//! First names: their gender, their short forms, their other and their Latin spellings.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::person::Gender;
use crate::text::words::fold;

/// The names that the program knows: `dictionaries/names.toml` as the build script has compiled it.
const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/names.json"));

#[derive(Deserialize, Default)]
#[serde(default)]
struct NameLists {
    male: Vec<String>,
    female: Vec<String>,
    both: Vec<String>,
    short: HashMap<String, Vec<String>>,
}

#[derive(Deserialize, Default)]
struct NameFile {
    names: Languages,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Languages {
    ru: NameLists,
    en: NameLists,
    latin: HashMap<String, String>,
    variants: Vec<Vec<String>>,
}

/// Names by their lower-case form.
struct Names {
    genders: HashMap<String, Option<Gender>>,
    full: HashMap<String, Vec<String>>,
    cyrillic: HashMap<String, String>,
    /// The other spellings of a name, folded.
    variants: HashMap<String, Vec<String>>,
}

static KNOWN: LazyLock<Names> = LazyLock::new(|| {
    let file: NameFile = serde_json::from_str(NAMES).unwrap_or_default();
    let mut names = Names {
        genders: HashMap::new(),
        full: HashMap::new(),
        cyrillic: HashMap::new(),
        variants: HashMap::new(),
    };
    for list in [&file.names.ru, &file.names.en] {
        let gendered = [
            (&list.male, Some(Gender::Male)),
            (&list.female, Some(Gender::Female)),
            (&list.both, None),
        ];
        for (spellings, gender) in gendered {
            for name in spellings {
                add_gender(&mut names.genders, name, gender);
            }
        }
    }
    for (short, full) in file.names.ru.short.iter().chain(&file.names.en.short) {
        let genders: HashSet<_> = full
            .iter()
            .map(|name| names.genders.get(&name.to_lowercase()).copied().flatten())
            .map(|g| g.map(|g| g == Gender::Male))
            .collect();
        let gender = match (genders.len(), genders.iter().next()) {
            (1, Some(Some(true))) => Some(Gender::Male),
            (1, Some(Some(false))) => Some(Gender::Female),
            _ => None,
        };
        names.genders.entry(short.to_lowercase()).or_insert(gender);
        let known = names.full.entry(short.to_lowercase()).or_default();
        known.extend(full.iter().map(|name| name.to_lowercase()));
    }
    for (latin, cyrillic) in file.names.latin {
        names.cyrillic.insert(latin.to_lowercase(), cyrillic);
    }
    for group in file.names.variants {
        let folded: Vec<String> = group.iter().map(|name| fold(name)).collect();
        for (name, folded_name) in group.iter().zip(&folded) {
            // A spelling that no list has is known by the others' gender.
            let gender = group
                .iter()
                .find_map(|other| names.genders.get(&other.to_lowercase()))
                .copied();
            if let Some(gender) = gender {
                names.genders.entry(name.to_lowercase()).or_insert(gender);
            }
            let others = names.variants.entry(folded_name.clone()).or_default();
            others.extend(folded.iter().cloned());
        }
    }
    names
});

/// Notes the gender of a name; of one that is noted with another it is not known.
fn add_gender(genders: &mut HashMap<String, Option<Gender>>, name: &str, gender: Option<Gender>) {
    let known = genders.entry(name.to_lowercase()).or_insert(gender);
    if *known != gender {
        *known = None;
    }
}

/// Whether a word is a given name, full or short, in Russian or English.
pub fn is_given_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    KNOWN.genders.contains_key(&lower) || KNOWN.cyrillic.contains_key(&lower)
}

/// The full names that a short one stands for («Саша»: «александр», «александра»), in lower case.
pub fn full_names(short: &str) -> &'static [String] {
    KNOWN
        .full
        .get(&short.to_lowercase())
        .map_or(&[], Vec::as_slice)
}

/// The spellings of one name, folded («Наталья»: «наталья», «наталия»); empty where there is one only.
pub fn spellings(name: &str) -> &'static [String] {
    KNOWN.variants.get(&fold(name)).map_or(&[], Vec::as_slice)
}

/// The Cyrillic spelling of a Russian given name in Latin letters.
pub fn in_cyrillic(latin: &str) -> Option<&'static str> {
    KNOWN
        .cyrillic
        .get(&latin.to_lowercase())
        .map(String::as_str)
}

/// The gender of a given name, where it belongs to one only.
pub fn gender(given: &str) -> Option<Gender> {
    KNOWN.genders.get(&given.to_lowercase()).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_both_genders_has_none() {
        let mut genders = HashMap::new();
        for (name, gender) in [
            ("Женя", Some(Gender::Male)),
            ("Женя", Some(Gender::Female)),
            ("Женя", Some(Gender::Male)),
            ("Иван", Some(Gender::Male)),
            ("Иван", Some(Gender::Male)),
        ] {
            add_gender(&mut genders, name, gender);
        }
        assert_eq!(genders["женя"], None);
        assert_eq!(genders["иван"], Some(Gender::Male));
    }
}
