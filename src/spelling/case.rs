//! Capital letters, as Hunspell treats them.

use std::borrow::Cow;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital: «письмо».
    Lower,
    /// Only the first: «Письмо».
    Title,
    /// Nothing but capitals, at least two: «ПИСЬМО».
    Upper,
    /// Anything else: «ГитХаб».
    Mixed,
}

impl Case {
    pub fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let first = letters.next().is_some_and(char::is_uppercase);
        let (mut upper, mut other) = (0, 0);
        for letter in letters {
            if letter.is_uppercase() {
                upper += 1
            } else {
                other += 1
            }
        }
        match (first, upper, other) {
            (false, 0, _) => Self::Lower,
            (true, 0, _) => Self::Title,
            (true, _, 0) => Self::Upper,
            _ => Self::Mixed,
        }
    }

    /// `word` written this way; a proper name keeps its capital, and [`Case::Mixed`] asks nothing.
    pub fn apply(self, word: &str) -> String {
        match self {
            Self::Lower | Self::Mixed => word.to_owned(),
            Self::Title => title(word),
            Self::Upper => word.to_uppercase(),
        }
    }
}

/// The spellings under which a dictionary may hold `word`, itself first: a word in capitals may be
/// a common word or a name there, a word in small letters is no name.
pub fn readings(word: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let case = Case::of(word);
    let lower = || word.to_lowercase();
    let lowered = matches!(case, Case::Title | Case::Upper).then(lower);
    let upper = case == Case::Upper;
    let titled = upper.then(|| title(&lower()));
    // «D'ARTAGNAN» is «D'Artagnan».
    let elided = (upper && word.contains('\''))
        .then(|| lower().split('\'').map(title).collect::<Vec<_>>().join("'"));
    std::iter::once(Cow::Borrowed(word)).chain(
        [lowered, titled, elided]
            .into_iter()
            .flatten()
            .map(Cow::Owned),
    )
}

/// `word` with its first letter large and the others as they are.
pub fn title(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (word, case) in [
            ("письмо", Case::Lower),
            ("Письмо", Case::Title),
            ("Я", Case::Title),
            ("ПИСЬМО", Case::Upper),
            ("O'BRIEN", Case::Upper),
            ("GitHub", Case::Mixed),
            ("eBay", Case::Mixed),
            ("", Case::Lower),
        ] {
            assert_eq!(Case::of(word), case, "{word}");
        }
    }

    #[test]
    fn reads_capitals_as_hunspell_does() {
        let of = |word| readings(word).map(Cow::into_owned).collect::<Vec<_>>();
        assert_eq!(of("москва"), ["москва"]);
        assert_eq!(of("Москва"), ["Москва", "москва"]);
        assert_eq!(of("МОСКВА"), ["МОСКВА", "москва", "Москва"]);
        assert_eq!(
            of("D'ARTAGNAN"),
            ["D'ARTAGNAN", "d'artagnan", "D'artagnan", "D'Artagnan"]
        );
    }
}
