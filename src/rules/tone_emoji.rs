//! `tone-emoji`: no emoji, no smileys, no brackets for a smile.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::text::lines::line_around;
use crate::text::{Edit, marks, pattern};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "tone-emoji",
    severity: Severity::Warning,
    source: "D1",
    title: Bilingual {
        ru: "Без смайликов",
        en: "No smileys",
    },
    why: Bilingual {
        ru: "Письмо — документ; смайлики переводят его в личную переписку.",
        en: "A letter is a document; smileys turn it into a chat.",
    },
    bad: Bilingual {
        ru: "Договор готов)))",
        en: "The contract is ready 🎉",
    },
    good: Bilingual {
        ru: "Договор готов.",
        en: "The contract is ready.",
    },
    passage: Some(check),
    letter: None,
};

fn check(passage: &Passage, _: &Context, report: &mut Report) {
    let text = passage.text;
    let mut found = pictures(text);
    found.extend(brackets(text));
    found.sort_by_key(|range| range.start);
    let mut done = 0;
    for range in found {
        if range.start < done || passage.is_masked(&range) || passage.is_speech(&range) {
            continue;
        }
        done = range.end;
        let smiley = &text[range.clone()];
        let gap =
            text[..range.start].len() - text[..range.start].trim_end_matches([' ', '\u{a0}']).len();
        let removed = range.start - gap..range.end;
        let follows_word = text[..removed.start].ends_with(char::is_alphanumeric);
        let ends_line = text[range.end..]
            .trim_start_matches(' ')
            .starts_with(['\n', '\r'])
            || text[range.end..].trim().is_empty();
        let stop = if follows_word && ends_line { "." } else { "" };
        report
            .find(
                range,
                format_args!("«{smiley}» не для делового письма."),
                format_args!("“{smiley}” does not belong in a business letter."),
            )
            .safe_fix("Убрать", "Remove it", vec![Edit::new(removed, stop)]);
    }
}

/// Emoji and smileys made of letters and marks, as byte ranges.
pub fn pictures(text: &str) -> Vec<Range<usize>> {
    static EMOJI: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?:[\p{Emoji_Presentation}\u{2639}\u{263A}\u{2763}\u{2764}]|\p{Extended_Pictographic}\u{FE0F})",
            r"(?:\u{FE0F}|\p{Emoji_Modifier}|\u{200D}\p{Extended_Pictographic}|[\u{E0020}-\u{E007F}]|\p{Regional_Indicator})*"
        ))
    });
    static SMILEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:[:;=]['’]?[-–~oо]?(?:[)(]+|[DPРpр|*](?:$|[\s.,!?)]))|[:;]-[/\\]|\^_+\^|<3(?:$|\s)|(?:^|\s)[xхXХ]D+(?:$|[\s.,!?]))",
        )
    });
    let mut found = Vec::new();
    if !text.is_ascii() {
        found.extend(EMOJI.find_iter(text).map(|emoji| emoji.range()));
    }
    let may_smile = |byte| matches!(byte, b':' | b';' | b'=' | b'^' | b'<' | b'D');
    let may_smile = text.bytes().any(may_smile);
    let smileys = may_smile.then(|| SMILEY.find_iter(text));
    for smiley in smileys.into_iter().flatten().map(|smiley| smiley.range()) {
        let raw = &text[smiley.clone()];
        let core =
            raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '!' | '?'));
        let start = smiley.start + raw.find(core).unwrap_or(0);
        let range = start..start + core.len();
        let in_word = text[..range.start].ends_with(|c: char| c.is_alphanumeric())
            && core.starts_with([':', '=', ';'])
            && core.ends_with(|c: char| c.is_alphabetic());
        let closes =
            matches!(core, ":)" | ";)" | "=)" | ":(" | ":-)") && is_closing(text, range.end - 1);
        let opens = core.ends_with('(')
            && text[range.end..].starts_with(|c: char| c.is_alphanumeric() || c == '«' || c == '"');
        if !in_word && !closes && !opens {
            found.push(range);
        }
    }
    found
}

/// Whether the bracket at `at` closes one that stands open before it on its line.
fn is_closing(text: &str, at: usize) -> bool {
    text[at..].starts_with(')') && open_before(text, at) > 0
}

/// How many round brackets stand open before `at` in the same paragraph.
fn open_before(text: &str, at: usize) -> usize {
    let mut open = 0usize;
    for c in text[..at].chars() {
        match c {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open
}

/// Brackets that smile: `)))`, or one after a word that closes nothing.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = 0usize;
    // Brackets that took a partner though they may have been list marks: «(пункты а), б))».
    let mut spare = 0usize;
    for run in marks(text, |byte| matches!(byte, b'(' | b')')) {
        if text[run..].starts_with('(') {
            open += 1;
            continue;
        }
        let listed = usize::from(marks_item(&text[..run]));
        if open > 0 {
            open -= 1;
            spare += listed;
        } else if spare > 0 {
            spare -= 1;
        } else {
            match found.last_mut() {
                Some(Range { end, .. }) if *end == run => *end += 1,
                _ => found.push(run..run + 1),
            }
        }
    }
    found.retain(|range| is_smile(text, range));
    found
}

/// Whether a bracket after this text would be a list mark: «а», «1», «2.1» at a word's start.
fn marks_item(before: &str) -> bool {
    let line = &before[line_around(before, before.len())];
    let word = line
        .rsplit(|c: char| !c.is_alphanumeric() && c != '.')
        .next()
        .unwrap_or_default();
    let lead = line[..line.len() - word.len()].chars().next_back();
    let short = word.chars().count() <= 2 || word.chars().any(|c| c.is_ascii_digit());
    !word.is_empty() && short && lead.is_none_or(|c| !c.is_alphanumeric())
}

/// Whether brackets without a partner are a smile: several, or one that ends a phrase after a word
/// and is no list mark («а)», «1)»).
fn is_smile(text: &str, range: &Range<usize>) -> bool {
    if range.len() > 1 {
        return true;
    }
    let line = &text[..range.start];
    let after = &text[range.end..];
    let ends = after
        .trim_start_matches([' ', '.', '!', ','])
        .starts_with(['\n', '\r'])
        || after.trim().is_empty()
        || after.trim_start().starts_with(char::is_uppercase);
    !marks_item(line)
        && ends
        && line.ends_with(|c: char| c.is_alphabetic() || matches!(c, ' ' | '!' | '?'))
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nДоговор готов)))\n")
            .flags(CODE, &[")))"])
            .fixed(CODE, "Договор готов.\n");
        body("Добрый день!\n\nДоговор готов 👍🏽\n")
            .flags(CODE, &["👍🏽"])
            .fixed(CODE, "Договор готов.\n");
        body("Добрый день!\n\n👍 Договор готов.\n").flags(CODE, &["👍"]);
        body("Добрый день!\n\nДоговор готов 🙂\nи ждёт Вас.\n")
            .fixed(CODE, "Договор готов.\nи ждёт");
        body("Добрый день!\n\nАкт (копия) у Вас, спасибо :)\n").flags(CODE, &[":)"]);
        body("Добрый день!\n\nАкт (копия) готов)) и лежит у нас.\n").flags(CODE, &["))"]);
        body("Добрый день!\n\nАкт готов XD\n")
            .flags(CODE, &["XD"])
            .fixed(CODE, "Акт готов.\n");
        body("Добрый день!\n\nСм. раздел (пункты: а), б)). Спасибо)))\n").flags(CODE, &[")))"]);
        body("Добрый день!\n\nЖаль :( Ждём.\n").flags(CODE, &[":("]);
        body("Добрый день!\n\nСпасибо за ответ)\nждём акт.\n").flags(CODE, &[")"]);
        body("Добрый день!\n\nСпасибо) Ждём.\n")
            .flags(CODE, &[")"])
            .fixed(CODE, "Спасибо Ждём.");
        body("Добрый день!\n\nСпасибо :-) Ждём (до пятницы).\n").flags(CODE, &[":-)"]);
        body_en("Dear Anna,\n\nIt is ready ;) See you :D\n").flags(CODE, &[";)", ":D"]);
        body_en("Dear Anna,\n\nThe family 👨‍👩‍👧 is here ❤️.\n").flags(CODE, &["👨‍👩‍👧", "❤️"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nСроки (см. п. 3) прежние: а) май; б) июнь; 1) июль.\n",
            "Добрый день!\n\nДоговор (проект (второй)) готов.\n",
            "Добрый день!\n\nПришлите документы (список ниже:) до пятницы.\n",
            "Добрый день!\n\nОн пишет: «Спасибо 🙂».\n",
            "Добрый день!\n\nКоманда `make :)` верна.\n",
            "Добрый день!\n\nКод `print(\":)\")` верен.\n",
            "Добрый день!\n\nСписок:(акт и счёт) и список:(«Акт»).\n",
            "Добрый день!\n\n1) первое\n2) второе\nа) третье\n",
            "Добрый день!\n\nПлощадь 5 м², знак © и ™, № 5, 20 °C, тел.: (495) 123-45-67.\n",
            "Добрый день!\n\nСм. раздел (пункты: а), б)).\n",
            "Добрый день!\n\nВремя 10:00) уточняется, C:\\Program.\n",
            "Добрый день!\n\nГотово.\n\n> Ура 🎉)))\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nThe list: (a) one; (b) two. See http://example.com:8080/x.\n")
            .clean(CODE);
    }
}
