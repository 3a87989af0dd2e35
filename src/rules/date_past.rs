//! `date-past`: a term or a meeting lies ahead of the letter.
//!
//! Only three frames are judged: a demand or promise with a last day («просим оплатить до 20 ноября»), a
//! last day that is named so («крайний срок — 20 ноября»), and an event to come that stands beside its day
//! («встреча состоится 3 ноября»). A date that only
//! tells which paper or period is meant («счета, выставленные до 20 ноября») is left alone.

use std::ops::Range;

use jiff::ToSpan;

use super::{Bilingual, ByMarks, Context, Judge, Overview, Passage, Report, Rule, Severity};
use super::{moment, premise, tense};
use crate::config::{Config, Language};
use crate::dates::{self, Day, Mention};
use crate::text::phrases::Phrases;
use crate::text::words::Word;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "date-past",
    severity: Severity::Information,
    source: "",
    title: Bilingual {
        ru: "Срок и встреча — в будущем",
        en: "A deadline or a meeting lies ahead",
    },
    why: Bilingual {
        ru: "Срок, который уже прошёл, выполнить нельзя: чаще всего это опечатка или дата из старого письма.",
        en: "A deadline that has passed can't be met: most often it is a slip or was copied from an old letter.",
    },
    bad: Bilingual {
        ru: "(Письмо от 23 ноября.) Просим оплатить счёт до 20 ноября.",
        en: "(A letter of 23 November.) Please pay the invoice by 20 November.",
    },
    good: Bilingual {
        ru: "(Письмо от 23 ноября.) Просим оплатить счёт до 27 ноября.",
        en: "(A letter of 23 November.) Please pay the invoice by 27 November.",
    },
    passage: Some(collect),
    letter: None,
};

/// A date that lies further back was not meant as a term: it may be a year that somebody else would
/// write, or history.
const MONTHS: i32 = 6;

/// An event and its day stand at most so many words apart.
const APART: usize = 4;

/// The name of an event stands so near before its day, and what announces it at most so far.
const NAMED: usize = 3;
const ANNOUNCED: usize = 10;

/// Marks the days that a sentence speaks of as being ahead.
fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let lists = &context.config.dates;
    for sentence in &passage.sentences {
        let words = passage.words_in(sentence);
        let mentions = passage.dates_in(sentence);
        if mentions.is_empty() || lists.past.is_in(passage.text, words) {
            continue;
        }
        let mut in_stretch = false;
        for mention in mentions {
            let at = words.partition_point(|word| word.range.start < mention.date.start);
            in_stretch |= matches!(
                word_at(words, at, 1),
                "с" | "со" | "from" | "since" | "between"
            );
            let dated = matches!(mention.day, Some(Day::Calendar { month: Some(_), .. }));
            if !dated || in_stretch || passage.is_speech(&mention.range) {
                continue;
            }
            let before = deadline(passage, words, at, context.config)
                .or_else(|| last_day(passage, sentence, words, at, mention, context.config))
                .or_else(|| event(passage, words, at, mention, context.config));
            if let Some(before) = before {
                let start = words
                    .get(at - before)
                    .map_or(mention.date.start, |word| word.range.start);
                let range = start..mention.date.end;
                report.mark_day(0, range.clone(), &passage.text[range], mention.day);
            }
        }
    }
}

/// The word `back` words before word `at`; empty before the sentence.
fn word_at(words: &[Word], at: usize, back: usize) -> &str {
    at.checked_sub(back)
        .and_then(|index| words.get(index))
        .map_or("", |word| word.folded.as_str())
}

/// How many words before word `at` make it the last day of a term that the sentence sets.
fn deadline(passage: &Passage, words: &[Word], at: usize, config: &Config) -> Option<usize> {
    let lists = &config.dates;
    let adjoins = |length: &usize| {
        let end = words[at - 1].range.end;
        let date = words.get(at).map_or(end, |word| word.range.start);
        let found = lists.until.match_at(passage.text, words, at - length);
        passage.text[end..date].trim().is_empty()
            && found.is_some_and(|found| found.words.end == at)
    };
    let length = (1..=at.min(APART)).rev().find(adjoins)?;
    let clause = part(passage, words, at - length);
    let to_do = lists.demands.is_in(passage.text, clause) || is_planned(clause);
    let start = at - length;
    let done = is_done(words, start) && !ends_at(&lists.demands, passage, words, start);
    (to_do && !done).then_some(length)
}

/// Whether one of some phrases ends right before word `at`: "is scheduled".
fn ends_at(phrases: &Phrases<()>, passage: &Passage, words: &[Word], at: usize) -> bool {
    (at.saturating_sub(APART)..at).any(|from| {
        let found = phrases.match_at(passage.text, words, from);
        found.is_some_and(|found| found.words.end == at)
    })
}

/// How many words before word `at` belong to a day that the sentence ends with and calls the last one:
/// «срок оплаты — 20 ноября».
fn last_day(
    passage: &Passage,
    sentence: &Range<usize>,
    words: &[Word],
    at: usize,
    mention: &Mention,
    config: &Config,
) -> Option<usize> {
    let rest = &passage.text[mention.range.end..sentence.end];
    let linked = at
        .checked_sub(1)
        .and_then(|last| words.get(last))
        .is_some_and(|last| {
            let gap = passage.text[last.range.end..mention.date.start].trim();
            matches!(gap, "—" | "–" | "-" | ":")
                || gap.is_empty()
                    && matches!(last.folded.as_str(), "is" | "on" | "это" | "истекает")
        });
    let named = &words[at.saturating_sub(ANNOUNCED)..at];
    (linked
        && !rest.contains(char::is_alphabetic)
        && config.dates.deadlines.is_in(passage.text, named))
    .then_some(0)
}

/// Endings of Russian participles, which tell what a paper is, and of verbs in the past.
#[rustfmt::skip]
const DONE: &[&str] = &[
    "нные", "нный", "нных", "нного", "нному", "нную", "нная", "вшие", "вший", "вших", "вшего", "мые", "тые", "тых",
    "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись",
];

/// Words that end like them.
#[rustfmt::skip]
const NOT_DONE: &[&str] = &[
    "или", "если", "данные", "файл", "протокол", "журнал", "материал", "оригинал", "персонал",
];

/// Whether the word before word `at` tells what happened by then: «выставленные до», «поступила до»,
/// "received by" — but not "must be received by".
fn is_done(words: &[Word], at: usize) -> bool {
    let word = word_at(words, at, 1);
    let russian = DONE.iter().any(|ending| word.ends_with(ending)) && !NOT_DONE.contains(&word);
    let english =
        word.ends_with("ed") || matches!(word, "sent" | "paid" | "made" | "done" | "period" | "up");
    russian || english && word_at(words, at, 2) != "be"
}

/// The words of the part of a sentence that ends at semicolons and spaced dashes and holds word `at`.
fn part<'p>(passage: &Passage, words: &'p [Word], at: usize) -> &'p [Word] {
    let breaks = |pair: &[Word]| {
        let gap = &passage.text[pair[0].range.end..pair[1].range.start];
        gap.contains([';', '—']) || gap.contains(" – ") || gap.contains(" - ")
    };
    let (before, after) = words.split_at(at.min(words.len()));
    let start = before
        .windows(2)
        .rposition(breaks)
        .map_or(0, |index| index + 1);
    let end = after
        .windows(2)
        .position(breaks)
        .map_or(words.len(), |index| at + index + 1);
    &words[start..end]
}

/// How many words before word `at` belong to the day of an event that the clause announces.
fn event(
    passage: &Passage,
    words: &[Word],
    at: usize,
    mention: &Mention,
    config: &Config,
) -> Option<usize> {
    let preposition = match word_at(words, at, 1) {
        "в" | "во" | "на" | "on" | "for" => 1,
        "от" | "за" | "по" | "до" | "к" | "с" | "of" | "by" | "until" | "to" | "dated"
        | "before" | "after" => return None,
        _ => 0,
    };
    let start = at - preposition;
    let end = words.partition_point(|word| word.range.end <= mention.range.end);
    let announced = |range: Range<usize>, gap: &str| {
        let near = words.get(range).unwrap_or_default();
        !gap.contains([',', ';', ':', '—', '–', '('])
            && (config.dates.future.is_in(passage.text, near) || is_planned(near))
    };
    let text = |words: &[Word]| match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    };
    let before = start.saturating_sub(APART)..start;
    let gap = &passage.text[text(words.get(before.clone()).unwrap_or_default())];
    let done = is_done(words, start) && !ends_at(&config.dates.future, passage, words, start);
    let mut ahead = announced(before, gap) && !done;
    // «Приглашаем Вас на наш семинар по охране труда 12 октября».
    let named = words
        .get(start.saturating_sub(NAMED)..start)
        .unwrap_or_default();
    if config.dates.events.is_in(passage.text, named) {
        let far = start.saturating_sub(ANNOUNCED)..start;
        let between = words.get(far.clone()).unwrap_or_default();
        let gap = &passage.text[text(between)];
        ahead |= announced(far, gap)
            && !(1..=between.len()).any(|back| is_done(words, start + 1 - back));
    }
    if start == 0 {
        let after = end..(end + APART).min(words.len());
        let gap = &passage.text[mention.range.end
            ..text(words.get(after.clone()).unwrap_or_default())
                .end
                .max(mention.range.end)];
        ahead |= announced(after, gap);
    }
    ahead.then_some(preposition)
}

/// Whether words have a verb in the future and none in the past.
fn is_planned(words: &[Word]) -> bool {
    let any = |is: fn(&str) -> bool| words.iter().any(|word| is(&word.folded));
    any(tense::is_future) && !any(tense::is_past)
}

/// How its marks are judged.
pub const BY_MARKS: ByMarks = ByMarks {
    rule: &RULE,
    premise: |overview, _| premise(moment::day(overview)?),
    judge,
};

fn judge<'a>(overview: &'a Overview, _: &'a Context) -> Judge<'a> {
    let today = moment::day(overview);
    let oldest = today.and_then(|today| today.checked_sub(MONTHS.months()).ok());
    Box::new(move |placed, report| {
        let date = today.and_then(|today| placed.mark.day?.resolve(today));
        let Some(date) = date.filter(|date| Some(*date) < today && oldest <= Some(*date)) else {
            return;
        };
        report.find(
            placed.leaf.place(placed.mark.range.clone()),
            format_args!(
                "Эта дата уже прошла: {}. Укажите новый срок.",
                dates::written(date, Language::Russian)
            ),
            format_args!(
                "{} has already passed. Please name a future date.",
                dates::written(date, Language::English)
            ),
        );
    })
}

#[cfg(test)]
mod tests;
