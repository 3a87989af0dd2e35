//! Quoted history: quoted replies, attribution lines, original and forwarded messages, as mail
//! programs write them.

use std::sync::LazyLock;

use regex::Regex;

use super::header::{FieldName, split_field};
use crate::text::pattern;

/// How many lines an attribution may be wrapped to.
pub const ATTRIBUTION_LINES: usize = 3;

/// How many lines a header block inside history is judged by.
pub const BLOCK_LINES: usize = 4;

/// Whether a line is quoted: `>` at its start (RFC 3676, 4.5).
pub fn is_quoted(line: &str) -> bool {
    line.starts_with('>')
}

/// A line that opens a message which is copied whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// «-----Original Message-----»: what follows is answered.
    Original,
    /// «-------- Пересылаемое сообщение --------»: what follows is handed on.
    Forwarded,
}

/// Recognises the line that mail programs put above a copied message.
pub fn opening(line: &str) -> Option<Opening> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^\s*(?:[-_—=*]{2,}\s*",
            r"(?:(original message|original appointment|исходное сообщение|исходное письмо|",
            r"первоначальное сообщение|оригинальное сообщение|сообщение от .{1,80})|",
            r"(?:forwarded (?:message|by .{1,80})|пересылаемое сообщение|перенаправленное сообщение|",
            r"пересланное сообщение|пересылаемое письмо|начало пере\S+ сообщения|переслан\S*.{0,80}))",
            r"\s*[-_—=*]{2,}|",
            r"begin forwarded message:|начало пере\S+ сообщения:|пересылаемое сообщение:)\s*$"
        ))
    });
    let line = line.trim();
    let rules = ['-', '_', '—', '=', '*'];
    let ruled = line.starts_with(rules) && line.ends_with(rules);
    if !ruled && !line.ends_with(':') {
        return None;
    }
    let line = line.to_lowercase();
    let headed = |start: &&str| line.starts_with(*start);
    if !ruled && !["begin", "начало", "пересылаемое"].iter().any(headed) {
        return None;
    }
    let groups = LINE.captures(&line)?.get(1).is_some();
    Some(if groups {
        Opening::Original
    } else {
        Opening::Forwarded
    })
}

/// Whether lines begin the header block of a message copied into the body, as Outlook and Lotus
/// Notes write it: «От: … Отправлено: … Кому: … Тема: …», at least three fields with an author.
pub fn is_copied_header(lines: &[&str]) -> bool {
    use FieldName::{Cc, Date, From, Known, Subject, To};
    let kind = |line: &&str| {
        let line = line.trim().trim_start_matches('*');
        split_field(line).map(|(name, _)| FieldName::of(name.trim_end_matches('*')))
    };
    let mut kinds: Vec<FieldName> = Vec::new();
    for line in lines {
        match kind(line) {
            Some(kind) if matches!(kind, From | To | Cc | Date | Subject | Known) => {
                kinds.push(kind);
            }
            Some(_) => {}
            // Lotus Notes breaks long lists of recipients without indenting them.
            None if matches!(kinds.last(), Some(To | Cc)) && line.contains('@') => {}
            None => break,
        }
    }
    kinds.len() >= 3 && kinds[..2].contains(&From) || kinds.len() >= 4
}

/// Whether a line is the rule that Outlook draws above a copied message.
pub fn is_outlook_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.bytes().all(|b| b == b'_')
}

/// How many lines of `lines` are an attribution line («Иван Петров <…> пишет:»).
///
/// `quoted` tells whether a quoted reply follows line `n`; a bare «Иван пишет:» counts only then.
pub fn attribution(lines: &[&str], quoted: impl Fn(usize) -> bool) -> Option<usize> {
    static STARTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:on|at|in a message|le|am|quoting|в|вы писали|\d|",
            r"mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|",
            r"понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)|<|@"
        ))
    });
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?:\s(?:wrote|writes|said|schrieb|a écrit|пишет|пишут|написала?|написал\(а\)|писала?|писали|",
            r"сообщила?)\s*(?:\([^)]*\)|[\d.,:/ -]{6,20})?|вы писали.*|you wrote.*|>|\]|quoting .*)\s*[:：]$"
        ))
    });
    static EVIDENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[:./ -]\d|@|<|\b\d{4}\b"));
    let first = lines.first()?.trim().to_lowercase();
    if first.is_empty() || first.len() > 400 {
        return None;
    }
    let likely = STARTS.is_match(&first);
    let mut joined = String::new();
    for (index, line) in lines.iter().take(ATTRIBUTION_LINES).enumerate() {
        let line = line.trim();
        if line.is_empty() || (index > 0 && !likely) {
            return None;
        }
        joined.push(' ');
        joined.push_str(&line.to_lowercase());
        if line.ends_with([':', '：']) {
            let dated = EVIDENCE.is_match(&joined) && likely;
            let verb = VERB.is_match(&joined) && joined.len() <= 600;
            return (verb && (dated || quoted(index + 1))).then_some(index + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributed(text: &str) -> Option<usize> {
        attribution(&text.lines().collect::<Vec<_>>(), |_| false)
    }

    #[test]
    fn attribution_lines_of_many_programs() {
        for text in [
            "On Apr 3, 2012, at 4:19 PM, bob wrote:",
            "On Tue, 2011-03-01 at 18:02 +0530, Abhishek Kona wrote:",
            "20.11.2026 14:05, Иван Петров пишет:",
            "Иван Петров <ivan@example.com> пишет:",
            "понедельник, 6 октября 2014 г. пользователь lidel написал:",
            "Вы писали 20 ноября 2026 г., 14:05:29:",
            "чт, 19 нояб. 2026 г. в 14:05, Иван Петров <ivan@example.com>:",
            "Пятница, 20 ноября 2026, 14:05 +03:00 от Иван Петров <ivan@example.com>:",
            "2026-11-20 14:05 GMT+03:00 Anna <anna@example.com>:",
            "On Mon, Apr 2, 2012 at 6:26 PM, Megan One <xxx@gmail.com> wrote:",
        ] {
            assert_eq!(attributed(text), Some(1), "{text}");
        }
        assert_eq!(
            attributed("On Fri, 20 Nov 2026 at 14:05, Anna\nSmith <anna@example.com>\nwrote:"),
            Some(3)
        );
    }

    #[test]
    fn a_name_alone_needs_a_quote_below() {
        let text = "Сергей Николаевич пишет 24.11.2026 11:48:";
        assert_eq!(attributed(text), None);
        assert_eq!(attribution(&[text, "> Да."], |line| line == 1), Some(1));
    }

    #[test]
    fn prose_is_no_attribution() {
        for text in [
            "On false positive matches we do nothing:",
            "В письме от 20.11.2026 указано:",
            "Направляю документы:",
            "Он пишет:",
            "On Monday we wrote: nothing",
        ] {
            assert_eq!(attributed(text), None, "{text}");
        }
        assert_eq!(attribution(&["Иван пишет:", "> да"], |_| true), Some(1));
        let long = format!("В {}Иван пишет:", "очень длинной строке ".repeat(12));
        assert_eq!(attribution(&[&long, "> да"], |_| true), None);
        let attributed_to = |length: usize| {
            let rest = "Иван <@b.example> пишет:".len();
            let line = format!("Иван <{}@b.example> пишет:", "i".repeat(length - rest));
            attributed(&line)
        };
        assert_eq!(attributed_to(400), Some(1));
        assert_eq!(attributed_to(401), None);
        let broken = ["Это нам ещё летом", "Иван пишет:", "> да"];
        assert_eq!(attribution(&broken, |_| true), None);
    }

    #[test]
    fn copied_messages_are_recognised() {
        assert_eq!(
            opening("-----Original Message-----"),
            Some(Opening::Original)
        );
        assert_eq!(
            opening("-----Исходное сообщение-----"),
            Some(Opening::Original)
        );
        assert_eq!(
            opening("-------- Пересылаемое сообщение --------"),
            Some(Opening::Forwarded)
        );
        assert_eq!(
            opening("---------- Forwarded message ---------"),
            Some(Opening::Forwarded)
        );
        assert_eq!(
            opening("-------- Перенаправленное сообщение --------"),
            Some(Opening::Forwarded)
        );
        assert_eq!(
            opening("Begin forwarded message:"),
            Some(Opening::Forwarded)
        );
        assert_eq!(opening("-- "), None);
        assert_eq!(opening("Итог: original message"), None);
        assert!(is_copied_header(&["From: a", "Sent: b", "To: c"]));
        assert!(is_copied_header(&["От: a", "Кому: b", "Дата: c"]));
        assert!(!is_copied_header(&["Кому: a", "Тема: b"]));
        let broken = ["From: a", "To: b@x.example", "c@y.example", "Date: d"];
        assert!(is_copied_header(&broken));
        for lines in [
            ["От: a", "Кому: b", "просто текст", "Копия: d"],
            ["От: a", "b@x.example", "Кому: c", "Дата: d"],
        ] {
            assert!(!is_copied_header(&lines), "{lines:?}");
        }
        assert!(is_outlook_rule("________________________________\r\n"));
        assert!(!is_outlook_rule("_____"));
    }
}
