//! Writes one weekday in the place of another, in the same grammatical case and style.

use jiff::civil::Weekday;

use super::names::{
    ENGLISH_SHORT_WEEKDAYS, ENGLISH_WEEKDAYS, RUSSIAN_SHORT_WEEKDAYS, RUSSIAN_WEEKDAYS,
};
use crate::text::words::{capitalised, fold};

/// Words for the grammatical case that a preposition demands: columns of [`RUSSIAN_WEEKDAYS`].
const CASES: &[(&str, usize)] = &[
    ("в", 3),
    ("во", 3),
    ("на", 3),
    ("по", 3),
    ("до", 1),
    ("с", 1),
    ("со", 1),
    ("от", 1),
    ("после", 1),
    ("к", 2),
    ("ко", 2),
    ("перед", 4),
    ("о", 5),
];

/// Prepositions that get a vowel before «вторник», and before «среда».
const VOWELS: &[(&str, &str)] = &[("в", "во"), ("к", "ко"), ("с", "со")];

/// The preposition and the weekday to write for a weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The preposition as it has to stand before the new weekday; what was given where it stays.
    pub preposition: String,
    /// The weekday.
    pub weekday: String,
}

/// Writes a weekday in the place of `written`, which stands after `preposition`, if any. `None` where
/// `written` is no weekday.
pub fn replacement(preposition: &str, written: &str, to: Weekday) -> Option<Replacement> {
    let folded = fold(written);
    let row = usize::try_from(to.to_monday_zero_offset()).ok()?;
    let position = |names: &[&str]| names.iter().position(|name| *name == folded);
    let demanded = fold(preposition);
    let demanded = CASES
        .iter()
        .find(|(word, _)| *word == demanded)
        .map(|(_, case)| *case);
    let russian = RUSSIAN_WEEKDAYS
        .iter()
        .find(|forms| position(&forms[..]).is_some());
    let weekday = if let Some(forms) = russian {
        let fits = demanded.filter(|case| forms[*case] == folded);
        RUSSIAN_WEEKDAYS[row][fits.or_else(|| position(forms))?]
    } else if position(&RUSSIAN_SHORT_WEEKDAYS).is_some() {
        RUSSIAN_SHORT_WEEKDAYS[row]
    } else if position(&ENGLISH_WEEKDAYS).is_some() {
        ENGLISH_WEEKDAYS[row]
    } else {
        let variant = ENGLISH_SHORT_WEEKDAYS
            .iter()
            .find_map(|names| position(names))?;
        let names = ENGLISH_SHORT_WEEKDAYS[row];
        names.get(variant).or(names.first())?
    };
    Some(Replacement {
        preposition: before(preposition, to, russian.is_some()),
        weekday: in_case_of(written, weekday),
    })
}

/// A Russian preposition as it stands before a weekday: «во вторник», «со среды», «в пятницу».
fn before(preposition: &str, weekday: Weekday, russian: bool) -> String {
    let folded = fold(preposition);
    let pair = VOWELS
        .iter()
        .find(|(bare, full)| folded == *bare || folded == *full);
    let Some((bare, full)) = pair.filter(|_| russian) else {
        return preposition.to_owned();
    };
    let vowel = weekday == Weekday::Tuesday || weekday == Weekday::Wednesday && *bare == "с";
    in_case_of(preposition, if vowel { full } else { bare })
}

/// Whether two Russian weekdays have the same grammatical gender, so that an adjective before one fits
/// the other. English ones always do.
pub fn same_gender(one: Weekday, other: Weekday) -> bool {
    let gender = |weekday| match weekday {
        Weekday::Wednesday | Weekday::Friday | Weekday::Saturday => 'f',
        Weekday::Sunday => 'n',
        _ => 'm',
    };
    gender(one) == gender(other)
}

/// A word with its capitals like those of another.
fn in_case_of(model: &str, word: &str) -> String {
    let mut letters = model.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let second = letters.next();
    match second {
        Some(second) if first && second.is_uppercase() => word.to_uppercase(),
        _ if first => capitalised(word),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_replaced_in_their_form() {
        for (preposition, written, to, expected) in [
            ("в", "пятницу", Weekday::Tuesday, "во вторник"),
            ("Во", "вторник", Weekday::Friday, "В пятницу"),
            ("до", "понедельника", Weekday::Wednesday, "до среды"),
            ("с", "понедельника", Weekday::Wednesday, "со среды"),
            ("ко", "вторнику", Weekday::Friday, "к пятнице"),
            ("к", "пятнице", Weekday::Thursday, "к четвергу"),
            ("о", "пятнице", Weekday::Thursday, "о четверге"),
            ("в", "понедельник", Weekday::Sunday, "в воскресенье"),
            ("в", "воскресенье", Weekday::Friday, "в пятницу"),
            ("", "Понедельник", Weekday::Friday, " Пятница"),
            ("в", "пт", Weekday::Tuesday, "в вт"),
            ("on", "Friday", Weekday::Monday, "on Monday"),
            ("on", "Thurs", Weekday::Tuesday, "on Tue"),
            ("", "FRI", Weekday::Tuesday, " TUE"),
        ] {
            let found = replacement(preposition, written, to).expect("a weekday");
            assert_eq!(format!("{} {}", found.preposition, found.weekday), expected);
        }
        assert_eq!(replacement("в", "среднюю", Weekday::Monday), None);
    }
}
