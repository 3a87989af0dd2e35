//! `punctuation`: marks and spaces stand where they belong.
//!
//! Only what can be told without understanding the sentence: spaces around marks, marks without their
//! partner, dashes, and commas in a few fixed frames.

mod frames;
mod pairs;
mod spacing;

use std::ops::Range;

use super::overview::Overview;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::Language;
use crate::letter::Content;
use crate::text::Edit;
use crate::text::words::words;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "punctuation",
    severity: Severity::Information,
    source: "G3",
    title: Bilingual {
        ru: "Знаки препинания и пробелы на месте",
        en: "Marks and spaces stand where they belong",
    },
    why: Bilingual {
        ru: "Пропущенная запятая меняет смысл, а лишние пробелы выдают спешку.",
        en: "A missing comma changes the meaning, and stray spaces betray haste.",
    },
    bad: Bilingual {
        ru: "Договор ,который Вы прислали - подписан..",
        en: "The contract ,which you sent - is signed..",
    },
    good: Bilingual {
        ru: "Договор, который Вы прислали, подписан.",
        en: "The contract, which you sent, is signed.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A slip: what is wrong and how it is mended.
struct Slip {
    range: Range<usize>,
    message: Bilingual,
    /// The title of the fix and its edit; none where only the writer can tell.
    fix: Option<(Bilingual, Edit)>,
    /// Whether the fix changes no meaning.
    safe: bool,
}

/// Straight quotation marks around Russian words.
const STRAIGHT: u8 = 0;
/// Angle quotation marks.
const ANGLE: u8 = 1;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let mut slips = spacing::slips(passage);
    slips.extend(pairs::slips(passage));
    slips.extend(frames::slips(passage, &context.config.punctuation));
    slips.sort_by_key(|slip| slip.range.start);
    for slip in slips {
        let found = report.find(slip.range, slip.message.ru, slip.message.en);
        match slip.fix {
            Some((title, edit)) if slip.safe => found.safe_fix(title.ru, title.en, vec![edit]),
            Some((title, edit)) => found.fix(title.ru, title.en, vec![edit]),
            None => found,
        };
    }
    for speech in &passage.speech {
        let text = &passage.text[speech.clone()];
        let russian = text.contains(|c: char| ('а'..='я').contains(&c));
        if text.starts_with('«') {
            report.mark(ANGLE, speech.clone(), "");
        } else if text.starts_with('"') && russian && !passage.is_masked(speech) {
            report.mark(STRAIGHT, speech.clone(), text);
        }
    }
}

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let marks = || overview.marks(RULE.code);
    if marks().any(|placed| placed.mark.kind == ANGLE) {
        for placed in marks().filter(|placed| placed.mark.kind == STRAIGHT) {
            let right = format!("«{}»", placed.mark.text.trim_matches('"'));
            let edit = placed.leaf.edit(placed.mark.range.clone(), &right);
            report
                .find(
                    placed.leaf.place(placed.mark.range.clone()),
                    "Прямые кавычки, а в этом письме есть и «ёлочки»: пишите их везде.",
                    "Straight quotation marks, while the letter has «» elsewhere: use those throughout.",
                )
                .safe_fix("Поставить «ёлочки»", "Use «»", edit.into_iter().collect());
        }
    }
    close(overview, context, report);
}

/// A Russian close takes a comma before the name under it.
fn close(overview: &Overview, context: &Context, report: &mut Report) {
    let index = overview
        .leaves
        .iter()
        .position(|leaf| leaf.block.content == Content::Close);
    let Some(leaf) = index.map(|index| &overview.leaves[index]) else {
        return;
    };
    let signed = overview.leaves[index.unwrap_or_default()..]
        .iter()
        .any(|leaf| leaf.block.content == Content::Signature);
    let text = overview.text_of(leaf);
    let line = text.trim();
    let start = text.len() - text.trim_start().len();
    let bare = line.ends_with(char::is_alphabetic) && overview.language() == Language::Russian;
    let words = words(line);
    let phrase = context
        .config
        .letter
        .close
        .phrases
        .match_at(line, &words, 0);
    let whole = phrase.is_some_and(|phrase| phrase.words.len() == words.len());
    let russian = line.contains(|c: char| ('а'..='я').contains(&c));
    if !(signed && bare && whole && russian) {
        return;
    }
    let end = start + line.len();
    report
        .find(
            leaf.place(start..end),
            format_args!("После «{line}» нужна запятая."),
            format_args!("“{line}” takes a comma."),
        )
        .safe_fix(
            "Поставить запятую",
            "Insert a comma",
            leaf.edit(end..end, ",").into_iter().collect(),
        );
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn spaces_and_marks() {
        body("Добрый день!\n\nСтекло закреплено по схеме завода , пломбы целы.\n")
            .flags(CODE, &[" ,"])
            .fixed(CODE, "схеме завода, пломбы целы.");
        body("Добрый день!\n\nДоговор,акт и счёт готовы.\n")
            .flags(CODE, &[","])
            .fixed(CODE, "Договор, акт и счёт");
        body("Добрый день!\n\nАкт готов.Счёт тоже.\n").fixed(CODE, "Акт готов. Счёт тоже.");
        body("Добрый день!\n\nАкт  готов 👍🏽 , да..\n").flags(CODE, &["  ", " ,", ".."]);
        body("Добрый день!\n\nАкт готов,, счёт тоже.\n").fixed(CODE, "готов, счёт");
        body("Добрый день!\n\nАкт готов - ждём подписи.\n")
            .flags(CODE, &["-"])
            .fixed(CODE, "Акт готов — ждём подписи.");
        body("Добрый день!\n\nФирма «Вектор готова (см. акт.\n").flags(CODE, &["«", "("]);
        body_en("Dear Anna,\n\nOur driver has the certificate ,the seal numbers and the key.\n")
            .flags(CODE, &[" ,"])
            .fixed(CODE, "certificate, the seal");
        body_en("Dear Anna,\n\nThe act is ready - please sign it.\n")
            .fixed(CODE, "ready – please sign");
        body("Добрый день!\n\nФирма «Вектор» и \"Луч\" согласны.\n")
            .flags(CODE, &["\"Луч\""])
            .fixed(CODE, "«Вектор» и «Луч» согласны");
    }

    #[test]
    fn commas_in_frames() {
        body("Добрый день!\n\nНаправляем договор который Вы просили.\n")
            .flags(CODE, &["который"])
            .fixed(CODE, "договор, который Вы");
        body("Добрый день!\n\nПросим подписать акт чтобы закрыть месяц.\n")
            .fixed(CODE, "акт, чтобы закрыть");
        body("Добрый день!\n\nДоговор ещё не подписан поэтому оплата задержана.\n")
            .fixed(CODE, "не подписан, поэтому оплата");
        body_en("Dear Anna,\n\nHowever the act is signed.\n").fixed(CODE, "However, the act");
        body_en("Dear Anna,\n\nTherefore we wait.\n").fixed(CODE, "Therefore, we wait");
        draft("Subject: Акт 5\n\nДобрый день!\n\nАкт готов.\n\nС уважением\nАнна Смирнова\n")
            .flags(CODE, &["С уважением"])
            .fixed(CODE, "С уважением,\nАнна");
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nЦена 1,5 млн руб., срок 12:30, версия 2.10.1, т.е. всё... Готово.\n",
            "Добрый день!\n\nСм. https://a.example/x,y и C:\\a,b и `a ,b`.\n",
            "Добрый день!\n\n1) Акт.\n2) Счёт.\n",
            "Добрый день!\n\nИмя         Сумма\nАнна        10\n",
            "Добрый день!\n\nДоговор, который подписан, и акт, на который есть ссылка, готовы.\n",
            "Добрый день!\n\nДоговор, условия которого согласованы, готов; для того чтобы начать, ждём.\n",
            "Добрый день!\n\nИван Петров — директор; 10 - 15 штук; пн - пт.\n",
            "Добрый день!\n\nСпасибо) Всё хорошо :)\n",
            "Добрый день!\n\nМы именно поэтому и пишем.\n",
            "Добрый день!\n\nПлатформа .NET и файлы .pdf открыты.\n",
            "Добрый день!\n\n- Акт\n- Счёт\n",
            "Добрый день!\n\n> Договор который\n",
            "Добрый день!\n\nАкт готов.\n\nС уважением, Анна\n",
        ] {
            body(text).clean(CODE);
        }
        for text in [
            "Dear Anna,\n\nIt is done.  We wait.  However hard we try, it takes time.\n",
            "Dear Anna,\n\nThe price is 1,500.50 (net), e.g., for Node.js and x-ray.\n",
            "Dear Anna,\n\n    telephone  +44 0000 000 213\n    e-mail     pike@a.example\n",
            "Dear Anna,\n\nHe said \"yes\" and 'no'.\n\nKind regards\nJohn\n",
            "Dear Anna,\n\nThe well-known part -- the pump -- is here...\n",
        ] {
            body_en(text).clean(CODE);
        }
    }
}
