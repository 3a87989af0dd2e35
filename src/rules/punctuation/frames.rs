//! Commas in set frames: before «который» and «чтобы», after "However" and after «С уважением».

use std::ops::Range;

use crate::config::Punctuation;
use crate::letter::Content;
use crate::rules::overview::Part;
use crate::rules::wording::on_one_line;
use crate::rules::{Context, Overview, Passage, Report};
use crate::text::Edit;
use crate::text::words::{Word, words};

/// A mark among so many words before «который» may open its clause: «срок, решить который».
const NEAR: usize = 2;

pub(super) fn check(passage: &Passage, context: &Context, report: &mut Report) {
    let rules = &context.config.punctuation;
    for at in 1..passage.words.len() {
        if is_due_before(passage, at, rules) {
            missing_before(passage, &passage.words[at - 1], &passage.words[at], report);
        }
    }
    for hit in rules.comma_within.find_all(passage.text, &passage.words) {
        if let [.., before, word] = &passage.words[hit.words]
            && is_space(passage.text, before, word)
        {
            missing_before(passage, before, word, report);
        }
    }
    for sentence in &passage.sentences {
        if let Some(range) = due_after(passage, sentence, rules) {
            let name = on_one_line(&passage.text[range.clone()]);
            missing(
                passage,
                range.clone(),
                range.end,
                format_args!("После «{name}» нужна запятая."),
                format_args!("A comma is missing after “{name}”."),
                report,
            );
        }
        if let Some((before, word)) = due_before_request(passage, sentence, rules) {
            missing_before(passage, before, word, report);
        }
    }
}

/// Reports a comma that is missing between two words.
fn missing_before(passage: &Passage, before: &Word, word: &Word, report: &mut Report) {
    let name = &passage.text[word.range.clone()];
    missing(
        passage,
        before.range.start..word.range.end,
        before.range.end,
        format_args!("Перед «{name}» нужна запятая."),
        format_args!("A comma is missing before “{name}”."),
        report,
    );
}

fn missing(
    passage: &Passage,
    range: Range<usize>,
    at: usize,
    ru: std::fmt::Arguments,
    en: std::fmt::Arguments,
    report: &mut Report,
) {
    if !passage.is_masked(&range) {
        report.find(range, ru, en).fix(
            "Поставить запятую",
            "Insert a comma",
            vec![Edit::insert(at, ",")],
        );
    }
}

/// Whether a comma is missing before the word at an index.
fn is_due_before(passage: &Passage, at: usize, rules: &Punctuation) -> bool {
    let (text, words) = (passage.text, &passage.words);
    let finds = rules.comma_before.match_at(text, words, at).is_some()
        && rules.without_comma.match_at(text, words, at).is_none();
    if !finds || text[words[at].range.clone()].starts_with(char::is_uppercase) {
        return false;
    }
    let before = &words[at - 1];
    let joined = (at.saturating_sub(NEAR)..at).any(|first| {
        let found = rules.joined.match_at(text, words, first);
        found.is_some_and(|found| found.words.end == at)
    });
    let near = &text[words[at.saturating_sub(NEAR + 1)].range.start..before.range.end];
    let marked = near.contains([
        ',', '.', ';', ':', '!', '?', '—', '–', '(', '«', '"', '\u{2026}',
    ]);
    !joined && !marked && is_space(text, before, &words[at])
}

/// The words at the start of a sentence that a comma is missing after. Where the sentence has a comma
/// further on, that may end "However the court decides, …".
fn due_after(
    passage: &Passage,
    sentence: &Range<usize>,
    rules: &Punctuation,
) -> Option<Range<usize>> {
    let (text, words) = (passage.text, passage.words_in(sentence));
    let hit = rules.comma_after.match_at(text, words, 0)?;
    let (first, last) = (words.first()?, &words[hit.words.end - 1]);
    let next = words.get(hit.words.end)?;
    let due = first.range.start == sentence.start
        && rules.openers.match_at(text, words, hit.words.end).is_some()
        && is_space(text, last, next)
        && text[first.range.clone()].starts_with(char::is_uppercase)
        && !(first.folded == "however" && text[sentence.clone()].contains(','));
    due.then_some(first.range.start..last.range.end)
}

/// The "please" that a comma is missing before, and the word before it: "If you agree please sign."
/// There is none after a verb of asking: "if you could please sign".
fn due_before_request<'p>(
    passage: &'p Passage,
    sentence: &Range<usize>,
    rules: &Punctuation,
) -> Option<(&'p Word, &'p Word)> {
    const ASKING: [&str; 9] = [
        "could", "would", "can", "will", "may", "you", "and", "or", "to",
    ];
    let (text, words) = (passage.text, passage.words_in(sentence));
    let opened = rules.conditions.match_at(text, words, 0)?.words.end;
    let at = (opened + 1..words.len()).find(|at| words[*at].folded == "please")?;
    let (before, word) = (&words[at - 1], &words[at]);
    let clause = &text[sentence.start..word.range.start];
    let due = !ASKING.contains(&before.folded.as_str())
        && is_space(text, before, word)
        && !clause.contains([',', ';', ':', '—', '–']);
    due.then_some((before, word))
}

fn is_space(text: &str, before: &Word, after: &Word) -> bool {
    text[before.range.end..after.range.start].trim().is_empty()
}

/// So many closes are looked at; a letter has one.
const MOST_CLOSES: usize = 16;

/// A Russian close that a name follows ends with a comma. In English open punctuation is a style.
pub(super) fn check_close(overview: &Overview, context: &Context, report: &mut Report) {
    for (index, leaf) in overview.parts(Part::Close).take(MOST_CLOSES) {
        let text = overview.text_of(&leaf);
        let words = words(&text);
        let Some(end) = close_end(&text, &words, context) else {
            continue;
        };
        let signed = overview.leaf(index + 1).is_some_and(|next| {
            matches!(next.block.content, Content::Signature)
                && !overview.text_of(&next).starts_with("--")
        });
        let bare = text[end..].trim().is_empty() && signed;
        let named = text[end..].starts_with(' ')
            && text[end..].trim_start().starts_with(char::is_uppercase);
        if bare || named {
            let start = words.first().map_or(0, |word| word.range.start);
            let close = &text[start..end];
            report
                .find(
                    leaf.place(start..end),
                    format_args!("После «{close}» нужна запятая."),
                    format_args!("A comma is missing after “{close}”."),
                )
                .safe_fix(
                    "Поставить запятую",
                    "Insert a comma",
                    leaf.edit(end..end, ",").into_iter().collect(),
                );
        }
    }
}

/// The byte where a close such as «С уважением» ends.
fn close_end(text: &str, words: &[Word], context: &Context) -> Option<usize> {
    let phrases = &context.config.letter.close.phrases;
    let first = words.first()?;
    let found = phrases.match_at(text, words, 0)?;
    let last = words.get(found.words.end - 1)?;
    matches!(first.folded.as_str(), "с" | "со").then_some(last.range.end)
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{body, body_en};
    use crate::rules::punctuation::RULE;

    const CODE: &str = RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nНаправляем договор который Вы просили.\n")
            .flags(CODE, &["договор который"])
            .fixed(CODE, "договор, который");
        body("Добрый день!\n\nЕсть условия\nкоторые нужно уточнить.\n")
            .flags(CODE, &["условия\nкоторые"])
            .fixed(CODE, "условия,\nкоторые");
        body("Добрый день!\n\nНаправляем договор № 12 который Вы просили.\n")
            .flags(CODE, &["12 который"])
            .fixed(CODE, "договор № 12, который");
        body("Добрый день!\n\nПросим Вас чтобы акт был подписан.\n").flags(CODE, &["Вас чтобы"]);
        body("Добрый день!\n\nНужна справка, и мы позвоним чтобы её забрать.\n")
            .flags(CODE, &["позвоним чтобы"]);
        body("Добрый день!\n\nАкт готов.\n\nС уважением\nАнна Смирнова\n")
            .flags(CODE, &["С уважением"])
            .fixed(CODE, "С уважением,\nАнна");
        body("Добрый день!\n\nАкт готов.\n\nС уважением Анна Смирнова\n")
            .flags(CODE, &["С уважением"])
            .fixed(CODE, "С уважением, Анна");
        body_en("Dear Anna,\n\nIt is late. However we have sent it.\n")
            .flags(CODE, &["However"])
            .fixed(CODE, "However, we");
        body_en("Dear Anna,\n\nTherefore the price is lower.\n").flags(CODE, &["Therefore"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Направляем договор, который Вы просили, и дом, в котором он подписан.",
            "Это вопрос, решить который нужно сегодня.",
            "Мы пишем который раз и ждём который день.",
            "Срок, до истечения которого нужен ответ. Акты, копии которых приложены.",
            "Для того чтобы получить акт, вместо того чтобы ждать, позвоните.",
            "Мы звоним, только чтобы уточнить, и чтобы не ждать.",
            "Чтобы получить акт, позвоните.",
            "Порядок\nЧтобы получить акт, позвоните.",
            "Который из договоров верный?",
            "Нужны и те и другие; лишь чтобы успеть.",
            "Мы звоним лишь чтобы уточнить срок.",
            "Это задача, решить быстро которую трудно.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
        }
        body("Добрый день!\n\nАкт готов.\n\nС уважением,\nАнна\n").clean(CODE);
        body("Добрый день!\n\nАкт готов.\n\nС уважением\n").clean(CODE);
        body("Добрый день!\n\nАкт готов.\n\nС уважением\n\n-- \nАнна\n").clean(CODE);
        body("Добрый день!\n\nАкт готов.\n\nС уважением и благодарностью,\nАнна\n").clean(CODE);
        body("Добрый день!\n\nАкт готов.\n\nДо свидания!\nАнна\n").clean(CODE);
        for text in [
            "However, we have sent it.",
            "However hard we try, it is late.",
            "However the court decides, we pay.",
            "However you do it is fine.",
            "We have, however, sent it.",
            "Therefore, we wait.",
            "When please can we expect the pump?",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n\nKind regards\nJohn\n")).clean(CODE);
        }
    }
}
