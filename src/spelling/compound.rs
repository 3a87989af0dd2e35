//! Words made of words: with hyphens («бизнес-план», "customer-facing") and, in Russian, with the
//! prefixes that any word may take.

use super::dictionary::Dictionary;
use super::judge::{Known, Verdict, worst};
use super::{Language, Script, judge as judge_word};

/// First parts that are no words of their own.
const ENGLISH_FIRST: &[&str] = &[
    "anti", "bi", "bio", "co", "counter", "cross", "cyber", "de", "eco", "ex", "hyper", "inter",
    "intra", "macro", "meta", "micro", "mid", "mini", "multi", "neo", "non", "pan", "para", "post",
    "pre", "pro", "pseudo", "quasi", "re", "self", "semi", "sub", "super", "trans", "tri", "ultra",
    "un", "vice",
];
const RUSSIAN_FIRST: &[&str] = &[
    "авиа",
    "авто",
    "англо",
    "аудио",
    "био",
    "веб",
    "видео",
    "внутри",
    "гео",
    "гипер",
    "евро",
    "и",
    "историко",
    "кибер",
    "кое",
    "кой",
    "контр",
    "лже",
    "макро",
    "медико",
    "мега",
    "микро",
    "мульти",
    "не",
    "нано",
    "нефте",
    "обер",
    "онлайн",
    "офлайн",
    "пан",
    "пол",
    "политико",
    "пост",
    "пре",
    "псевдо",
    "радио",
    "ретро",
    "само",
    "санкт",
    "северо",
    "смарт",
    "социо",
    "супер",
    "теле",
    "техно",
    "технико",
    "транс",
    "ультра",
    "физико",
    "фото",
    "франко",
    "химико",
    "экс",
    "экономико",
    "электро",
    "энерго",
    "эко",
    "юго",
];
/// Particles that a hyphen joins to any word.
const PARTICLES: &[&str] = &["то", "либо", "нибудь", "таки", "ка", "де", "с"];

/// Prefixes that Russian writes together with whole words.
const PREFIXES: &[&str] = &[
    "авиа",
    "авто",
    "аудио",
    "био",
    "веб",
    "взаимо",
    "видео",
    "гипер",
    "кибер",
    "контр",
    "макро",
    "медиа",
    "мега",
    "микро",
    "много",
    "мульти",
    "нефте",
    "пере",
    "полу",
    "псевдо",
    "само",
    "сверх",
    "спец",
    "супер",
    "теле",
    "транс",
    "ультра",
    "фото",
    "электро",
    "энерго",
    "эко",
];

/// Judges a word with hyphens by its parts.
pub fn judge(word: &str, own: &dyn Known) -> Verdict {
    let parts: Vec<&str> = word.split('-').collect();
    let last = parts.len() - 1;
    worst(parts.iter().enumerate().map(|(place, part)| {
        let joins = if place < last {
            is_first_part(part)
        } else {
            place > 0 && is_last_part(part, parts[0])
        };
        if joins {
            Verdict::Known
        } else {
            judge_word(part, own)
        }
    }))
}

/// Whether `part` may stand before a hyphen though it is no word.
fn is_first_part(part: &str) -> bool {
    let lower = part.to_lowercase();
    match Script::of(part) {
        Script::Of(Language::English) => ENGLISH_FIRST.contains(&&*lower),
        Script::Of(Language::Russian) => RUSSIAN_FIRST.contains(&&*lower) || adjective(&lower),
        _ => false,
    }
}

/// «торгово» of «торговый», «российско» of «российский», «средне» of «средний».
fn adjective(part: &str) -> bool {
    let dictionary = Dictionary::builtin(Language::Russian);
    part.strip_suffix(['о', 'е']).is_some_and(|stem| {
        ["ый", "ий", "ой"]
            .iter()
            .any(|ending| dictionary.contains(&(stem.to_owned() + ending)))
    })
}

/// Whether `part` may stand after a hyphen though it is no word: «какой-то», «по-русски».
fn is_last_part(part: &str, first: &str) -> bool {
    let lower = part.to_lowercase();
    let manner = lower.ends_with('и') && first.to_lowercase() == "по";
    PARTICLES.contains(&&*lower)
        || manner && Dictionary::builtin(Language::Russian).contains(&(lower + "й"))
}

/// Whether a Russian word is a known one with a productive prefix: «неоплаченный», «видеосвязь».
/// «не» joins adjectives and participles only: «неможет» stays wrong.
pub fn is_prefixed(word: &str) -> bool {
    let dictionary = Dictionary::builtin(Language::Russian);
    let lower = word.to_lowercase();
    let known = |prefix: &&str| {
        lower
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.chars().count() >= 4 && dictionary.contains(rest))
    };
    let negated = lower.strip_prefix("не").is_some_and(|rest| {
        rest.chars().count() >= 4
            && dictionary.stems(rest).any(|stem| {
                ["ый", "ий", "ой"]
                    .iter()
                    .any(|ending| stem.ends_with(ending))
            })
    });
    negated || PREFIXES.iter().any(known)
}

/// Forms of verbs in «-ировать» that «-ся» or «-сь» turns into the passive.
const PASSIVE: &[(&str, &[&str])] = &[
    ("ся", &["ует", "уют", "овать", "овал"]),
    ("сь", &["овала", "овало", "овали"]),
];

/// Whether a Russian word is the passive of a known verb in «-ировать»: «верифицируется».
pub fn is_passive(word: &str) -> bool {
    let lower = word.to_lowercase();
    PASSIVE.iter().any(|(particle, endings)| {
        lower.strip_suffix(particle).is_some_and(|verb| {
            endings.iter().any(|ending| verb.ends_with(ending))
                && Dictionary::builtin(Language::Russian).contains(verb)
        })
    })
}
