//! Words that lack a space or a hyphen: «немогу», «вобщем», «както», "alot".

use super::{Dictionary, Language, Lookup};

/// Words that are often run together with the next one, and what that costs.
const RUSSIAN_FIRST: &[&str] = &[
    "не", "ни", "в", "во", "на", "с", "со", "к", "ко", "по", "о", "об", "от", "до", "за", "из",
    "у", "для", "без", "под", "при", "про", "над", "и", "а", "как", "так", "что", "все", "всё",
    "то", "бы", "же",
];
const ENGLISH_FIRST: &[&str] = &[
    "a", "an", "the", "in", "on", "at", "of", "to", "for", "by", "as", "is", "no", "not", "all",
    "and", "so", "any", "every", "each", "thank",
];
/// Particles after a hyphen, and first parts before one.
const RUSSIAN_PARTICLES: &[&str] = &["то", "либо", "нибудь", "таки", "ка"];
const RUSSIAN_HYPHENED: &[&str] = &["по", "кое", "из"];

/// What the first of two words costs: a little one, a common one.
const LITTLE: u32 = 75;
const COMMON: u32 = 115;
const HYPHEN: u32 = 45;

/// All ways to make two known words of `word` (in small letters), with their costs.
pub fn splits(word: &str, dictionary: &Dictionary, language: Language) -> Vec<(String, u32)> {
    word.char_indices()
        .skip(1)
        .flat_map(|(at, _)| {
            let (first, second) = word.split_at(at);
            let known = dictionary.lookup(first) == Lookup::Known
                && dictionary.lookup(second) == Lookup::Known;
            [
                known
                    .then(|| spaced(first, second, dictionary, language))
                    .flatten(),
                (language == Language::Russian)
                    .then(|| hyphened(first, second, dictionary))
                    .flatten(),
            ]
        })
        .flatten()
        .collect()
}

fn spaced(
    first: &str,
    second: &str,
    dictionary: &Dictionary,
    language: Language,
) -> Option<(String, u32)> {
    let little = match language {
        Language::Russian => RUSSIAN_FIRST,
        Language::English => ENGLISH_FIRST,
    };
    let letters = |word: &str| word.chars().count();
    let common = |word| dictionary.commonness(word);
    let cost = if little.contains(&first) && letters(second) > 1 {
        LITTLE
    } else if letters(first) > 2 && letters(second) > 2
        || common(first) > 0 && common(second) > 0 && letters(second) > 1
    {
        COMMON
    } else {
        return None;
    };
    let rarity = 12 * u32::from(3 - common(second)) + 4 * u32::from(3 - common(first));
    Some((format!("{first} {second}"), cost + rarity))
}

fn hyphened(first: &str, second: &str, dictionary: &Dictionary) -> Option<(String, u32)> {
    let whole = format!("{first}-{second}");
    let particle = RUSSIAN_PARTICLES.contains(&second) && dictionary.commonness(first) > 0;
    let joined =
        RUSSIAN_HYPHENED.contains(&first) && super::judge(&whole, &()) == super::Verdict::Known;
    let ending = [
        "ски",
        "цки",
        "ому",
        "ему",
        "то",
        "либо",
        "нибудь",
        "за",
        "под",
        "кто",
        "что",
        "где",
        "как",
        "какой",
    ];
    (particle || joined && ending.iter().any(|ending| second.ends_with(ending)))
        .then_some((whole, HYPHEN))
}
