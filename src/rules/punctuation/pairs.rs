//! Brackets and quotation marks: each has its counterpart, and a Russian letter uses one kind.
//!
//! A passage keeps what has no counterpart in it; the letter decides, for a bracket may enclose a
//! list, and a quotation several paragraphs.

use super::{RULE, is_word};
use crate::config::Language;
use crate::rules::overview::{Overview, Placed};
use crate::rules::report::MOST_FINDINGS;
use crate::rules::{self, Context, Judge, Passage, Report};

/// An opening mark without its counterpart; the range starts with it.
const OPEN: u8 = 0;
/// A closing mark without its counterpart; the range ends with it.
const CLOSE: u8 = 1;
/// «» are used.
const ANGLED: u8 = 2;
/// Russian words between straight quotation marks.
const STRAIGHT: u8 = 3;

/// Marks that belong together.
const PAIRS: [(char, char); 2] = [('«', '»'), ('(', ')')];

/// Keeps what the letter has to judge.
pub(super) fn collect(passage: &Passage, report: &mut Report) {
    for (open, close) in PAIRS {
        let mark = |mark: char| passage.text.contains(mark);
        if (mark(open) || mark(close)) && !passage.extent.cut {
            collect_unpaired(passage, open, close, report);
        }
    }
    let angled = passage.speech.iter().find(|quoted| {
        let quoted = &passage.text[(*quoted).clone()];
        quoted.starts_with('«')
    });
    if let Some(angled) = angled {
        report.mark(ANGLED, angled.clone(), "");
    }
    for quoted in &passage.speech {
        let text = &passage.text[quoted.clone()];
        if text.starts_with('"') && is_russian(text) && !passage.is_masked(quoted) {
            report.mark(STRAIGHT, quoted.clone(), text);
        }
    }
}

/// Whether straight quotation marks enclose Russian words, with no space inside the marks.
fn is_russian(quoted: &str) -> bool {
    let inner = quoted.trim_matches('"');
    let tight = inner.trim() == inner;
    tight
        && inner.starts_with(|c: char| c.is_alphanumeric())
        && inner.contains(|c| matches!(c, 'а'..='я' | 'А'..='Я'))
}

/// An opening mark that waits for its counterpart.
struct Waiting {
    at: usize,
    /// Whether it need not come: another pair stood inside, and «ООО «Вектор» has one closing mark for both;
    /// or a mark that may close it came.
    excused: bool,
}

fn collect_unpaired(passage: &Passage, open: char, close: char, report: &mut Report) {
    let text = passage.text;
    let mut waiting: Vec<Waiting> = Vec::new();
    for (at, mark) in text.match_indices([open, close]) {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        if passage.is_masked(&(at..at + mark.len())) {
            continue;
        }
        let opens = mark.starts_with(open);
        if is_face(before, mark) || (!opens && is_item_mark(before, close)) {
            waiting.iter_mut().for_each(|open| open.excused = true);
        } else if opens {
            let excused = false;
            waiting.push(Waiting { at, excused });
        } else if waiting.pop().is_some() {
            if let Some(outer) = waiting.last_mut() {
                outer.excused |= close == '»';
            }
        } else if is_surely_closing(before, after, passage) {
            let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let range = text.ceil_char_boundary(start)..at + mark.len();
            report.mark(CLOSE, range, mark);
        }
    }
    for Waiting { at, .. } in waiting.into_iter().filter(|open| !open.excused) {
        let after = &text[at + open.len_utf8()..];
        let end = after.find(|c| !is_word(c)).unwrap_or(after.len());
        if end > 0 {
            let range = at..at + open.len_utf8() + end;
            report.mark(OPEN, range, open);
        }
    }
}

/// Whether a bracket is the mouth of a face such as `:-)`.
fn is_face(before: &str, mark: &str) -> bool {
    let eyes = [":", ";", "=", ":-", ";-", "=-", ":'", ":*", ":^"];
    matches!(mark, "(" | ")") && eyes.iter().any(|eyes| before.ends_with(eyes))
}

/// Whether a closing bracket may stand after the number or letter of an item: `1)`, «а)».
fn is_item_mark(before: &str, close: char) -> bool {
    let item = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let opened = before[..before.len() - item.len()].ends_with('(');
    let short = (1..=3).contains(&item.chars().count());
    close == ')' && !opened && short && item.chars().all(char::is_alphanumeric)
}

/// Whether a closing mark can be nothing else: no smile («Спасибо)») and no arrow («Файл » Печать»).
fn is_surely_closing(before: &str, after: &str, passage: &Passage) -> bool {
    let smile = passage.letters.language() == Language::Russian;
    let next = after.chars().next();
    let ends = next.is_some_and(|c| matches!(c, ',' | '.' | ';' | ':'));
    let parted = !smile && next.is_none_or(char::is_whitespace);
    before.ends_with(is_word) && (ends || parted)
}

/// Judges what has no counterpart in its passage.
pub(super) fn check(overview: &Overview, report: &mut Report) {
    let marked = [OPEN, CLOSE].map(|kind| overview.marked(RULE.code, kind));
    let leaves = marked.into_iter().flatten().collect();
    // Opening marks that wait for their counterparts, pair by pair, with their places among all.
    let mut open = PAIRS.map(|_| Vec::new());
    for (at, placed) in overview.marks_among(RULE.code, leaves).enumerate() {
        let text = placed.mark.text.as_str();
        let pair = |(open, close): &(char, char)| text.starts_with([*open, *close]);
        let Some(waiting) = PAIRS.iter().position(pair).map(|pair| &mut open[pair]) else {
            continue;
        };
        match placed.mark.kind {
            OPEN => waiting.push((at, placed)),
            CLOSE if waiting.is_empty() => unpaired(&placed, report),
            CLOSE => waiting.clear(),
            _ => {}
        }
        if report.is_full() {
            return;
        }
    }
    let mut open: Vec<(usize, Placed)> = open.into_iter().flatten().collect();
    open.sort_by_key(|(at, _)| *at);
    for (_, placed) in open.iter().take(MOST_FINDINGS) {
        unpaired(placed, report);
    }
}

/// How the marks about quotation marks are judged: straight ones are wrong beside «».
pub(super) fn premise(overview: &Overview, _: &Context) -> Option<u64> {
    let angled = overview.count(RULE.code, ANGLED) > 0;
    (angled && overview.language() == Language::Russian).then(|| rules::premise(()))?
}

pub(super) fn judge<'a>(_: &'a Overview, _: &'a Context) -> Judge<'a> {
    Box::new(|placed, report| {
        if placed.mark.kind == STRAIGHT {
            straight(placed, report);
        }
    })
}

fn unpaired(placed: &Placed, report: &mut Report) {
    let (mark, range) = (&placed.mark.text, placed.mark.range.clone());
    let (at, name, missing) = match placed.mark.kind {
        OPEN => (
            range.start..range.start + mark.len(),
            "открывающий",
            "closed",
        ),
        _ => (range.end - mark.len()..range.end, "закрывающий", "opened"),
    };
    let edit = placed.leaf.edit(at, "");
    report
        .find(
            placed.leaf.place(range),
            format_args!("Знак «{mark}» ({name}) остался без пары."),
            format_args!("The mark “{mark}” is never {missing}."),
        )
        .fix(
            format_args!("Убрать «{mark}»"),
            format_args!("Delete “{mark}”"),
            edit.into_iter().collect(),
        );
}

fn straight(placed: &Placed, report: &mut Report) {
    let range = placed.mark.range.clone();
    let first = placed.leaf.edit(range.start..range.start + 1, "«");
    let last = placed.leaf.edit(range.end - 1..range.end, "»");
    let edits = first.zip(last).map(|(first, last)| vec![first, last]);
    report
        .find(
            placed.leaf.place(range),
            "В письме есть и «ёлочки», и прямые кавычки: пусть будут одни «ёлочки».",
            "The letter mixes «» and straight quotation marks: use «» throughout.",
        )
        .safe_fix(
            "Заменить на «ёлочки»",
            "Replace with «»",
            edits.unwrap_or_default(),
        );
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{body, body_en};
    use crate::rules::punctuation::RULE;

    const CODE: &str = RULE.code;

    #[test]
    fn flagged() {
        for (text, words, fixed) in [
            ("Завод «Заря готов.", "«Заря", "Завод Заря"),
            ("Завод Заря», который рядом.", "Заря»", "Завод Заря,"),
            ("Акт (копия готов.", "(копия", "Акт копия"),
            ("«Заря готова к пуску.", "«Заря", "\n\nЗаря готова"),
            (
                "Направляем акт на завод «Заря, файл акт.pdf.",
                "«Заря",
                "на завод Заря, файл",
            ),
            ("Акт от 5 мая копия), готов.", "копия)", "копия, готов"),
            ("Акт (копия готов 🙂.", "(копия", "Акт копия"),
            (
                "Завод «Заря» и \"Восток\" 👍.",
                "\"Восток\"",
                "и «Восток» 👍",
            ),
        ] {
            body(&format!("Добрый день!\n\n{text}\n"))
                .flags(CODE, &[words])
                .fixed(CODE, fixed);
        }
        body("Добрый день!\n\nЗавод «Заря».\n\nСклад \"Восток\".\n").flags(CODE, &["\"Восток\""]);
        body("Добрый день!\n\nЗавод «Заря готов.\n\nКопия), как и прежде, у Вас.\n")
            .flags(CODE, &["«Заря", "Копия)"]);
        body_en("Dear Anna,\n\nThe copy (signed is here.\n")
            .flags(CODE, &["(signed"])
            .fixed(CODE, "copy signed");
        body_en("Dear Anna,\n\nThe signed copy) is here.\n").flags(CODE, &["copy)"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Акт готов (копия), «Заря» [1].",
            "а) акт\nб) счёт\n1) да 2) нет",
            "Акт (п. 5) и счёт (п. 6); условия: 1) цена, 2) срок.",
            "Спасибо) Жаль( Рады :) И мы ;-) Ура))",
            "Акт (он готов:) лежит здесь.",
            "Жаль:(но ждём акт.",
            "ООО «Завод «Заря» готов.",
            "«Завод «Заря»».",
            "ООО «Завод «Заря» и «Восток» готовы.",
            "Запишите `(сумма` без пробела.",
            "Жаль ( Ждём новостей.",
            "Нужны (все в двух экземплярах:\n\n- акт\n- счёт\n\nи накладная).",
            "Он писал: «Мы согласны.\n\n«И ждём акт.\n\nОтвет за вами».",
            "Файл » Печать » Готово.",
            "Склад \"Восток\" и завод \"Заря\".",
            "Завод «Заря», диск 5\" и 7\", модель \"X\".",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
        }
        let list = "накладная на товар, ".repeat(2000);
        body(&format!("Добрый день!\n\nОпись ({list}акт) готова.\n")).clean(CODE);
        body_en("Dear Anna,\n\nSee a) the price, b) the date (in May), (re-)sent.\n").clean(CODE);
        body_en("Dear Anna,\n\nThanks :) See you ;)\n").clean(CODE);
    }
}
