//! People as letters name them: given name, patronymic, family name, gender.

use super::address::Address;
use super::names;
pub use super::names::{full_names, in_cyrillic, is_given_name, spellings};

/// Grammatical gender, where a name shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// «Уважаемый», "Mr".
    Male,
    /// «Уважаемая», "Ms".
    Female,
}

/// A person's name in its parts; a part that can't be told is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// «Иван», "Anna".
    pub given: Option<String>,
    /// «Петрович».
    pub patronymic: Option<String>,
    /// «Сидоров», "Smith".
    pub family: Option<String>,
}

const MALE_PATRONYMICS: &[&str] = &["ович", "евич", "ич"];
const FEMALE_PATRONYMICS: &[&str] = &["овна", "евна", "ична", "инична"];

/// Whether a word is a patronymic in the nominative case.
pub fn is_patronymic(word: &str) -> bool {
    patronymic_gender(word).is_some()
}

fn patronymic_gender(word: &str) -> Option<Gender> {
    let lower = word.to_lowercase();
    let long = lower.chars().count() >= 5;
    let ends = |endings: &[&str]| long && endings.iter().any(|ending| lower.ends_with(ending));
    if ends(FEMALE_PATRONYMICS) {
        Some(Gender::Female)
    } else if ends(MALE_PATRONYMICS) {
        Some(Gender::Male)
    } else {
        None
    }
}

/// Words of display names that belong to no person.
const IMPERSONAL: &[&str] = &[
    "ооо",
    "оао",
    "зао",
    "пао",
    "ао",
    "ип",
    "гк",
    "нко",
    "фгуп",
    "отдел",
    "служба",
    "компания",
    "поддержка",
    "бухгалтерия",
    "приемная",
    "канцелярия",
    "центр",
    "магазин",
    "рассылка",
    "группа",
    "ltd",
    "llc",
    "inc",
    "gmbh",
    "corp",
    "co",
    "company",
    "team",
    "support",
    "sales",
    "info",
    "office",
    "service",
    "services",
    "department",
    "helpdesk",
    "desk",
    "billing",
    "accounts",
    "group",
    "list",
    "newsletter",
    "noreply",
    "admin",
    "hr",
    "it",
    "press",
    "marketing",
    "legal",
    "customer",
    "reception",
    "users",
    "dev",
    "all",
];

const TITLES: &[&str] = &[
    "mr",
    "ms",
    "mrs",
    "miss",
    "dr",
    "prof",
    "professor",
    "mx",
    "sir",
    "г-н",
    "г-жа",
    "господин",
    "госпожа",
    "jr",
    "phd",
];

const FAMILY_ENDINGS: &[&str] = &[
    "ов",
    "ев",
    "ин",
    "ын",
    "ова",
    "ева",
    "ина",
    "ына",
    "ский",
    "ская",
    "цкий",
    "цкая",
    "ко",
    "ук",
    "юк",
    "ян",
    "дзе",
    "швили",
    "их",
    "ых",
    "ой",
    "ая",
    "чук",
    "ец",
];

impl Person {
    /// Reads a display name; `None` for firms, departments and what does not look like a name.
    pub fn parse(display: &str) -> Option<Self> {
        let display = display.trim().trim_matches(['"', '\'', '«', '»']);
        let display = display
            .split(['(', '|', '['])
            .next()
            .unwrap_or_default()
            .trim();
        if display.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '«' | '"' | '/')) {
            return None;
        }
        let (first, second) = match display.split_once(',') {
            Some((family, rest)) => (rest.trim().to_owned() + " ", family.trim()),
            None => (display.to_owned() + " ", ""),
        };
        let spaced = (first + second).replace('.', ". ");
        let words: Vec<&str> = spaced
            .split_whitespace()
            .filter(|word| !is_title(word))
            .collect();
        let capital = |word: &&str| {
            word.starts_with(char::is_uppercase)
                || matches!(*word, "de" | "van" | "von" | "der" | "la" | "оглы" | "кызы")
        };
        let impersonal = |word: &&str| IMPERSONAL.contains(&word.to_lowercase().as_str());
        if words.len() > 5 || !words.iter().all(capital) || words.iter().any(impersonal) {
            return None;
        }
        let names: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| !is_initial(word))
            .collect();
        Self::from_names(&names, !second.is_empty())
    }

    fn from_names(names: &[&str], family_first: bool) -> Option<Self> {
        let owned = |word: &str| Some(recase(word));
        if let Some(at) = names
            .iter()
            .skip(1)
            .position(|word| is_patronymic(word))
            .map(|at| at + 1)
        {
            let family = names
                .iter()
                .enumerate()
                .find(|(index, _)| *index != at && *index + 1 != at);
            return Some(Self {
                given: owned(names[at - 1]),
                patronymic: owned(names[at]),
                family: family.and_then(|(_, word)| owned(word)),
            });
        }
        match names {
            [] => None,
            [only] => {
                let given = is_given_name(only);
                Some(Self {
                    given: given.then(|| recase(only)),
                    patronymic: None,
                    family: (!given).then(|| recase(only)),
                })
            }
            [first, .., last] => {
                let swapped = !family_first && is_given_name(last) && !is_given_name(first);
                let (given, family) = if swapped {
                    (last, first)
                } else {
                    (first, last)
                };
                let known = is_given_name(given)
                    || family_first
                    || given.is_ascii()
                    || is_family_name(family);
                Some(Self {
                    given: known.then(|| recase(given)),
                    patronymic: None,
                    family: owned(family),
                })
            }
        }
    }

    /// The person that an address names, if it names one.
    pub fn of(address: &Address) -> Option<Self> {
        Self::parse(&address.name)
    }

    /// Gender from the patronymic, else from the given name, else unknown.
    pub fn gender(&self) -> Option<Gender> {
        let of_patronymic = self.patronymic.as_deref().and_then(patronymic_gender);
        of_patronymic.or_else(|| {
            let given = self.given.as_ref()?.to_lowercase();
            let known = names::gender(&given);
            known.or_else(|| {
                let cyrillic = in_cyrillic(&given)?.to_lowercase();
                names::gender(&cyrillic)
            })
        })
    }

    /// A Russian salutation: «Уважаемый Иван Петрович!»; «Здравствуйте, …!» where the gender is not
    /// known; `None` without a given name.
    pub fn russian_salutation(&self) -> Option<String> {
        let given = self.given.as_deref()?;
        let given = match given.is_ascii() {
            true => in_cyrillic(given)?,
            false => given,
        };
        let name = match &self.patronymic {
            Some(patronymic) => format!("{given} {patronymic}"),
            None => given.to_owned(),
        };
        Some(match self.gender() {
            Some(Gender::Male) => format!("Уважаемый {name}!"),
            Some(Gender::Female) => format!("Уважаемая {name}!"),
            None => format!("Здравствуйте, {name}!"),
        })
    }

    /// English salutations, the more formal first: "Dear Ms Smith,", "Dear Anna,".
    pub fn english_salutations(&self) -> Vec<String> {
        let title = match self.gender() {
            Some(Gender::Male) => Some("Mr"),
            Some(Gender::Female) => Some("Ms"),
            None => None,
        };
        let mut forms = Vec::new();
        match (title, &self.given, &self.family) {
            (Some(title), _, Some(family)) => forms.push(format!("Dear {title} {family},")),
            (None, Some(given), Some(family)) => forms.push(format!("Dear {given} {family},")),
            _ => {}
        }
        if let Some(given) = &self.given {
            forms.push(format!("Dear {given},"));
        }
        forms
    }
}

/// A name in capitals as it is usually written: «ПЕТРОВ» gives «Петров».
fn recase(word: &str) -> String {
    let mut letters = word.chars();
    let all_capitals = word.chars().all(|c| !c.is_lowercase());
    match (all_capitals, letters.next()) {
        (true, Some(first)) => first.to_string() + &letters.as_str().to_lowercase(),
        _ => word.to_owned(),
    }
}

/// Whether a word is a title that a family name follows: "Mr", «господин».
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1
}

fn is_family_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    FAMILY_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests;
