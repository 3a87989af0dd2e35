//! Proposes a subject from the letter's own words.

use std::sync::LazyLock;

use regex::Regex;

use super::overview::Overview;
use crate::text::pattern;
use crate::text::words::capitalised;

/// A proposed subject is at most this many characters long.
const LONGEST: usize = 60;

/// Subjects for a letter, the best first: a document that it names, its first sentence.
pub fn proposals(overview: &Overview) -> Vec<String> {
    let mut proposals = Vec::new();
    let mut sentence = None;
    for (_, leaf) in overview.prose().take(6) {
        let text = overview.text_of(&leaf);
        let start = leaf
            .block
            .content
            .salutation()
            .map_or(0, |salutation| salutation.range.end);
        let own = text[start..].trim();
        if proposals.is_empty() {
            proposals.extend(document(own));
        }
        if sentence.is_none() {
            sentence = first_sentence(own);
        }
    }
    proposals.extend(sentence);
    proposals.dedup();
    proposals
}

/// A document named with its number: «договор № 12», "invoice 2026-11".
pub fn document(text: &str) -> Option<String> {
    static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)(?:(договор|контракт|сч[её]т|акт|накладн|заявк|заказ|приказ|спецификаци|соглашени|претензи)[а-яёa-z]*",
            r"(?:\s+[а-яёa-z]+){0,2}?\s+(№\s*[а-яёa-z0-9/.-]*[0-9][а-яёa-z0-9/-]*)",
            r"|\b((?:contract|invoice|order|agreement|quote|ticket|claim|purchase order)\s+(?:no\.?\s*|number\s+|#\s*)?[A-Z]*-?[0-9][0-9a-z/-]*))"
        ))
    });
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let groups = DOCUMENT.captures(text)?;
    if let Some(english) = groups.get(3) {
        return Some(capitalised(english.as_str()));
    }
    let noun = match groups[1].to_lowercase().as_str() {
        "накладн" => "Накладная".to_owned(),
        "заявк" => "Заявка".to_owned(),
        "спецификаци" => "Спецификация".to_owned(),
        "соглашени" => "Соглашение".to_owned(),
        "претензи" => "Претензия".to_owned(),
        "счет" | "счёт" => "Счёт".to_owned(),
        other => capitalised(other),
    };
    Some(format!("{noun} {}", &groups[2]))
}

/// The first sentence, cut at a clause or a word so that it fits a subject line.
fn first_sentence(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = line.find(['.', '!', '?', ';', ':']).unwrap_or(line.len());
    let mut sentence = line[..end].trim();
    if sentence.chars().count() > LONGEST {
        let limit = sentence
            .char_indices()
            .nth(LONGEST)
            .map_or(sentence.len(), |(at, _)| at);
        let cut = sentence[..limit]
            .rfind(',')
            .or_else(|| sentence[..limit].rfind(' '))?;
        sentence = sentence[..cut].trim_end_matches([',', ' ', '—', '-']);
    }
    let worth =
        sentence.chars().filter(|c| c.is_alphabetic()).count() >= 8 && sentence.contains(' ');
    worth.then(|| capitalised(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_sentence_is_cut_where_it_would_not_fit() {
        let whole = "Направляем акты сверки по всем трём складам за третий квартал";
        assert_eq!(whole.chars().count(), LONGEST + 1);
        let fits = &whole["Н".len()..];
        for (sentence, expected) in [
            (fits, Some(capitalised(fits))),
            (
                whole,
                Some("Направляем акты сверки по всем трём складам за третий".to_owned()),
            ),
            (
                "Направляем акты сверки по складам в Перми, в Твери и в Казани за квартал",
                Some("Направляем акты сверки по складам в Перми".to_owned()),
            ),
            ("Согласовано.", None),
            ("Да, 100 %.", None),
            (
                "Акт сверки готов: подпишите его.",
                Some("Акт сверки готов".to_owned()),
            ),
        ] {
            assert_eq!(first_sentence(sentence), expected, "{sentence}");
        }
    }
}
