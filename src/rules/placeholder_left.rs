//! `placeholder-left`: nothing of a template is left to be filled in.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::overview::{Overview, Part, reply_prefix};
use super::passage::overlaps;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::Config;
use crate::letter::Format;
use crate::text::lines::line_around;
use crate::text::pattern;
use crate::text::words::{Word, words};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "placeholder-left",
    severity: Severity::Error,
    source: "",
    title: Bilingual {
        ru: "Шаблон заполнен",
        en: "The template is filled in",
    },
    why: Bilingual {
        ru: "Забытая подстановка показывает, что письмо шаблонное и его не перечитали.",
        en: "A placeholder left over shows that nobody reread the letter.",
    },
    bad: Bilingual {
        ru: "Уважаемый [ИМЯ]! Срок — ___ ноября.",
        en: "Dear {{name}}, the order of <Company> is TODO.",
    },
    good: Bilingual {
        ru: "Уважаемый Иван Петрович! Срок — 27 ноября.",
        en: "Dear Anna, the order of Vector Ltd is ready.",
    },
    passage: Some(check),
    letter: Some(check_letter),
};

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    for range in passage.placeholders(context.config).iter().cloned() {
        let code = passage
            .masks
            .iter()
            .any(|mask| mask.start <= range.start && range.end <= mask.end);
        if !code {
            say(range.clone(), &passage.text[range], report);
        }
    }
}

fn check_letter(overview: &Overview, context: &Context, report: &mut Report) {
    check_subject(overview, context, report);
    for attached in overview.attachments() {
        let name = &attached.attachment.name;
        if is_placeholder(name, context.config) {
            say(attached.range.clone(), name, report);
        }
    }
    for leaf in overview.first(Part::Signature) {
        let text = overview.text_of(&leaf);
        for range in shapes(&text, context.config) {
            // Underscores under a close are a line to sign on.
            if text[range.clone()].starts_with(['[', '{', '<']) {
                say(leaf.place(range.clone()), &text[range], report);
            }
        }
    }
}

/// Whether a text is nothing but a placeholder.
pub fn is_placeholder(text: &str, config: &Config) -> bool {
    matches!(placeholders(text, config).as_slice(), [only] if *only == (0..text.len()))
}

fn check_subject(overview: &Overview, context: &Context, report: &mut Report) {
    let Some((field, place)) = overview.subject() else {
        return;
    };
    let opening = opening_tags(&field.value);
    for range in placeholders_among(&field.value, overview.subject_words(), context.config) {
        let tag = &field.value[range.clone()];
        if range.end <= opening && !is_known(tag.trim_matches(['[', ']']), context.config) {
            continue;
        }
        let raw = crate::text::slice(overview.text, place.clone());
        let words = &field.value[range.clone()];
        let exact = overview.format != Format::Message || raw == field.value;
        let at = raw
            .find(words)
            .filter(|_| exact)
            .map(|at| place.start + at..place.start + at + words.len());
        say(at.unwrap_or(place.clone()), words, report);
    }
}

/// The bytes of a subject that its tags take, as `[PATCH 1/2]` and `[ОТДЕЛ ПРОДАЖ]`: lists, gateways
/// and trackers put them before it, and a template has words there.
fn opening_tags(subject: &str) -> usize {
    static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\s*\[[^\[\]]*\])+"));
    let mut end = 0;
    loop {
        let rest = &subject[end..];
        let taken = reply_prefix(rest).max(TAGS.find(rest).map_or(0, |found| found.end()));
        match taken {
            0 => return end,
            taken => end += taken,
        }
    }
}

fn say(range: Range<usize>, words: &str, report: &mut Report) {
    report.find(
        range,
        format_args!("«{words}» осталось от шаблона: впишите нужное."),
        format_args!("“{words}” is left from a template: fill it in."),
    );
}

/// No placeholder in brackets has more words.
const MOST_WORDS: usize = 6;

/// What looks like a placeholder, as byte ranges in order.
pub fn placeholders(text: &str, config: &Config) -> Vec<Range<usize>> {
    placeholders_among(text, &words(text), config)
}

/// The same where the words of the text are at hand.
pub fn placeholders_among(text: &str, all: &[Word], config: &Config) -> Vec<Range<usize>> {
    let mut found = shapes(text, config);
    let phrases = config.placeholders.phrases.find_all(text, all).into_iter();
    let phrases = phrases
        .map(|hit| all[hit.words.start].range.start..all[hit.words.end - 1].range.end)
        .filter(|range| !overlaps(&found, range));
    let phrases: Vec<_> = phrases.collect();
    found.extend(phrases);
    found.sort_by_key(|range| range.start);
    found
}

/// What looks like a placeholder by its marks or capitals, in order.
fn shapes(text: &str, config: &Config) -> Vec<Range<usize>> {
    static SHAPES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?P<braces>\{\{[^{}\n]*\}\}|\$\{[A-Za-zА-Яа-я_. ]+\}|%[A-ZА-Я][A-ZА-Я_]+%|\*\|[A-Z][A-Z0-9_:]*\|\*)",
            r"|(?P<brace>\{[^{}\n]+\})",
            r"|(?P<line>_{3,})",
            r"|(?P<square>\[[^\[\]\n]+\])",
            r"|(?P<angle><[^<>\n@/:=.]+>)",
            r"|(?P<date>\b[XХ]{2}[./][XХ]{2}\b(?:[./](?:[XХ]{2,4}|\d{2,4})\b)?)",
            r"|(?P<word>\b(?:[XХ]{3,}|TODO|FIXME|TBD|[Ll]orem ipsum)\b)"
        ))
    });
    static BEGINNINGS: LazyLock<Regex> =
        LazyLock::new(|| pattern("XX|ХХ|XХ|ХX|TODO|FIXME|TBD|orem"));
    let bracket = |byte| matches!(byte, b'[' | b'<' | b'{' | b'_' | b'%' | b'|');
    let shaped = text.bytes().any(bracket) || BEGINNINGS.is_match(text);
    let mut found = Vec::new();
    for groups in shaped
        .then(|| SHAPES.captures_iter(text))
        .into_iter()
        .flatten()
    {
        let Some(whole) = groups.get(0) else { continue };
        let inner = |name| {
            groups
                .name(name)
                .map(|group| &text[group.start() + 1..group.end() - 1])
        };
        let square = inner("square").or_else(|| inner("brace"));
        let left = match (square, inner("angle")) {
            (Some(inner), _) => {
                !is_markdown_link(text, &whole.range()) && is_name_of_value(inner, config, false)
            }
            (_, Some(inner)) => is_name_of_value(inner, config, true),
            _ if groups.name("line").is_some() => !is_drawn_line(text, &whole.range()),
            _ => !is_roman(text, &whole.range()),
        };
        if left {
            found.push(whole.range());
        }
    }
    found
}

/// Whether brackets belong to a link of Markdown (CommonMark 0.31, 4.7 and 6.3): `[text](address)`,
/// `[text][label]`, and at the start of a line `[label]: address`.
fn is_markdown_link(text: &str, range: &Range<usize>) -> bool {
    let line = line_around(text, range.start);
    let opens_line = text[line.start..range.start].trim().is_empty();
    let after = &text[range.end..];
    after.starts_with(['(', '[']) || (opens_line && after.starts_with(':'))
}

/// Whether what stands in brackets names a value to be filled in: «ИМЯ», "your name", «дата».
fn is_name_of_value(inner: &str, config: &Config, angle: bool) -> bool {
    let inner = inner.trim();
    // «[___]» is a gap; «[ ]» and «[_]» are boxes to tick.
    if inner.trim_matches('_').is_empty() {
        return inner.len() > 2;
    }
    if words(inner).len() > MOST_WORDS {
        return false;
    }
    let letters: Vec<char> = inner.chars().filter(|c| c.is_alphabetic()).collect();
    let russian = letters.iter().any(|c| !c.is_ascii());
    let initials: String = letters.iter().collect();
    // «Ф. И. О.» is «ФИО».
    if inner.contains('.') && is_known(&initials, config) {
        return true;
    }
    let capitals = letters.len() >= 3 && letters.iter().all(|c| c.is_uppercase());
    let known = is_known(inner, config);
    let plain = inner
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | ',' | '/' | '\'' | '’'));
    plain && (known || (capitals && (russian || inner.contains(['_', ' ']))) || (angle && russian))
}

/// Whether what stands in brackets opens with a word that templates use.
fn is_known(inner: &str, config: &Config) -> bool {
    let words = words(inner);
    let phrases = &config.placeholders.words;
    phrases.match_at(inner, &words, 0).is_some()
}

/// Words that a Roman thirty stands beside: «глава XXX», "Super Bowl XXX".
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "глава", "главы", "главе", "том", "тома", "томе", "книга", "книги", "книге", "олимпиада", "олимпиады", "съезд", "съезда",
    "псалом", "век", "века", "веке", "столетие", "столетия", "столетии",
    "chapter", "volume", "book", "bowl", "wrestlemania", "psalm", "canto", "olympiad", "olympics", "century", "congress",
];

/// Whether capitals X are the Roman thirty of a chapter, a century or the like.
fn is_roman(text: &str, range: &Range<usize>) -> bool {
    let numbered = |word: Option<&str>| {
        let word = word
            .unwrap_or_default()
            .trim_matches(|c: char| !c.is_alphanumeric());
        NUMBERED.contains(&word.to_lowercase().as_str())
    };
    let (before, after) = (&text[..range.start], &text[range.end..]);
    text[range.clone()] == *"XXX"
        && (numbered(before.split_whitespace().next_back())
            || numbered(after.split_whitespace().next()))
}

/// So many underscores are a line to sign on, not a gap to fill in.
const LINE_TO_SIGN_ON: usize = 8;

/// What a line to sign on stands before: «________ подпись».
const SIGNED: &[&str] = &[
    "подпис",
    "расшифровк",
    "фамили",
    "фио",
    "дата",
    "signature",
    "name",
    "date",
    "м.п",
    "мп",
];

/// Whether underscores are a gap in a running sentence: «до ________ 2027 года», «№ ________ от 5 мая».
fn is_gap(text: &str, range: &Range<usize>, line_end: usize) -> bool {
    let before = text[..range.start].trim_end();
    let after = text[range.end..line_end].trim_start();
    let word = after.to_lowercase();
    let runs_on = before.ends_with(|c: char| c.is_lowercase() || matches!(c, '№' | ','));
    let spaced = text[..range.start].ends_with([' ', '\u{a0}', '№']);
    runs_on
        && spaced
        && after
            .trim_start_matches([',', ' '])
            .starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && !SIGNED.iter().any(|label| word.starts_with(label))
}

/// Whether underscores draw a line across the page, or one to sign on.
fn is_drawn_line(text: &str, range: &Range<usize>) -> bool {
    let line = line_around(text, range.start);
    range.len() >= LINE_TO_SIGN_ON && !is_gap(text, range, line.end)
        || text[line].chars().all(|c| c == '_' || c.is_whitespace())
        || text[..range.start].ends_with(char::is_alphanumeric)
        || text[range.end..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
