//! `structure-long-paragraph`: a paragraph holds one thought.

use std::ops::Range;

use super::division::{into_paragraphs, is_long, is_more, own_sentences};
use super::overview::Placed;
use super::{Bilingual, Context, Overview, Passage, Report, Rule, Severity, index_of};
use crate::letter::Content;
use crate::text::Edit;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "structure-long-paragraph",
    severity: Severity::Information,
    source: "D8, G4",
    title: Bilingual {
        ru: "В абзаце одна мысль",
        en: "A paragraph holds one thought",
    },
    why: Bilingual {
        ru: "Длинный абзац не дочитывают: важное в его середине теряется.",
        en: "Nobody reads a long paragraph to its end: what matters in its middle is lost.",
    },
    bad: Bilingual {
        ru: "Насос прибыл. Его проверили. Он исправен. Монтаж начнут завтра. Нужен кран. Кран заказан. Кроме того, счёт готов.",
        en: "The pump is here. It was tested. It works. Mounting starts tomorrow. A crane is needed. It is ordered. Also, the invoice is ready.",
    },
    good: Bilingual {
        ru: "Насос прибыл. Его проверили. Он исправен. Монтаж начнут завтра. Нужен кран. Кран заказан.\n\nКроме того, счёт готов.",
        en: "The pump is here. It was tested. It works. Mounting starts tomorrow. A crane is needed. It is ordered.\n\nAlso, the invoice is ready.",
    },
    passage: Some(check),
    letter: Some(check_pieces),
};

/// Lines of fewer characters than this, four or more of them, are no running text: an address, a table.
const SHORT_LINE: usize = 40;

/// A piece of a paragraph that is judged in pieces.
const PIECE: u8 = 0;

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    let limits = &context.config.structure;
    let sentences: Vec<_> = own_sentences(passage, passage.salutation().end).collect();
    let prose = matches!(passage.content, Content::Paragraph(_)) && !is_lines(passage.text);
    let Some(first) = sentences.first().filter(|_| prose) else {
        return;
    };
    if !passage.extent.is_whole() {
        report.mark(PIECE, first.clone(), "");
    } else if is_long(passage, &sentences, limits) {
        say(first.clone(), into_paragraphs(passage, limits), report);
    }
}

/// Judges the paragraphs that are judged in pieces, by what all pieces come to.
fn check_pieces(overview: &Overview, context: &Context, report: &mut Report) {
    let limits = &context.config.structure;
    for index in overview.marked(RULE.code, PIECE) {
        let first = overview.marks_in(index, index_of(RULE.code)).next();
        let size = |placed: &Placed| placed.leaf.analysis.map(|of| (of.words, of.sentences));
        if let Some(first) = first
            && size(&first).is_some_and(|(words, sentences)| is_more(words, sentences, limits))
        {
            say(
                first.leaf.place(first.mark.range.clone()),
                Vec::new(),
                report,
            );
        }
    }
}

fn say(first: Range<usize>, divided: Vec<Edit>, report: &mut Report) {
    report
        .find(
            first,
            "Абзац длинный: разделите его на части, по мысли на каждую.",
            "This paragraph is long: divide it, one thought to a paragraph.",
        )
        .fix("Разделить абзац", "Divide the paragraph", divided);
}

/// Whether a text is short lines rather than running text.
fn is_lines(text: &str) -> bool {
    let mut lengths: Vec<usize> = text
        .lines()
        .map(|line| line.trim().chars().count())
        .filter(|length| *length > 0)
        .collect();
    lengths.sort_unstable();
    lengths.len() >= 4 && lengths[lengths.len() / 2] < SHORT_LINE
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;
    const CLOSE_RU: &str = "\n\nС уважением,\nАнна\n";
    const CLOSE_EN: &str = "\n\nKind regards,\nJohn\n";

    #[test]
    fn flagged() {
        let seven = "Насос прибыл. Его проверили. Он исправен. Монтаж начнут завтра. Нужен кран. Кран заказан. Кроме того, счёт готов.";
        body(&format!("Добрый день!\n\n{seven}{CLOSE_RU}"))
            .flags(CODE, &["Насос прибыл."])
            .fixed(CODE, "Кран заказан.\n\nКроме того, счёт готов.");
        let long =
            "Договор поставки насосов подписан обеими сторонами и передан в архив. ".repeat(5);
        body(&format!("Добрый день!\n\n{long}{CLOSE_RU}"))
            .rules("[structure]\nparagraph-words = 30")
            .flags(
                CODE,
                &["Договор поставки насосов подписан обеими сторонами и передан в архив."],
            );
        let wrapped = "Насос прибыл на склад в Подольске вчера вечером. Его проверил главный\nинженер завода. Он исправен и готов к работе. Монтаж начнут завтра в\nдевять утра. Нужен кран на десять тонн. Кран заказан у подрядчика.\nНикто не ждёт. Счёт за перевозку насоса готов.";
        body(&format!("Добрый день!\n\n{wrapped}{CLOSE_RU}")).reports(CODE);
        for lines in [
            // Few lines, though short ones.
            "Насос прибыл. Его проверили.\nОн исправен. Монтаж начнут завтра.\nНужен кран. Кран заказан. Счёт готов.",
            // Blank lines behind it are none of its own.
            "Насос прибыл на склад. Его проверил главный\nинженер завода. Он исправен. Монтаж начнут\nзавтра. Нужен кран. Кран заказан. Счёт готов.\n\n\n\n\n",
            // The middle line is of just so many characters.
            "Насос прибыл. Его проверил наш инженер.\nОн исправен. Монтаж начнут завтра в три.\nНужен кран. Кран заказан на весь четверг.\nСчёт готов. Его оплатим завтра к вечеру.",
            "Насос прибыл на склад вчера. Его проверил инженер.\nОн исправен и готов к работе. Монтаж начнут завтра.\nНужен кран на десять тонн. Кран заказан у подрядчика.\nСчёт готов.",
        ] {
            body(&format!("Добрый день!\n\n{lines}{CLOSE_RU}")).reports(CODE);
        }
        let plain = "The pump is here. It was tested. It works. We mount it. A crane is due. It is ordered. Nobody waits.";
        body_en(&format!("Dear Anna,\n\n{plain}{CLOSE_EN}"))
            .flags(CODE, &["The pump is here."])
            .fixed(CODE, "It works.\n\nWe mount it.");
    }

    #[test]
    fn clean() {
        let three = "Насос прибыл. Его проверили. Он исправен.";
        let list = "- Один. Два.\n- Три. Четыре.\n- Пять. Шесть.\n- Семь. Восемь.";
        let address = "ООО «Вектор».\nул. Лесная, д. 5.\nг. Москва.\nтел. 123.\nфакс 456.\nИНН 7701.\nКПП 77.\n";
        let quote = "> Один. Два. Три. Четыре. Пять. Шесть. Семь. Восемь.";
        let lines = "Насос прибыл.\nЕго проверили.\n".repeat(12);
        for text in [
            three,
            list,
            address,
            lines.trim_end(),
            quote,
            "Готово.\n\n-- \nОдин. Два. Три. Четыре. Пять. Шесть. Семь.",
        ] {
            body(&format!("Добрый день!\n\n{text}{CLOSE_RU}")).clean(CODE);
        }
        body(&format!("Добрый день! {three} Раз. Два. Три.{CLOSE_RU}")).clean(CODE);
        let five = "Договор поставки насосов давно подписан. ".repeat(6);
        body(&format!("Добрый день!\n\n{five}{CLOSE_RU}"))
            .rules("[structure]\nparagraph-words = 30")
            .clean(CODE);
        body_en(&format!(
            "Dear Anna,\n\nOne. Two. Three. See p. 4 and Mr. Smith. Four.{CLOSE_EN}"
        ))
        .clean(CODE);
        body_en(&format!(
            "Dear Anna,\n\n```\nOne. Two. Three. Four. Five. Six. Seven. Eight.\n```{CLOSE_EN}"
        ))
        .clean(CODE);
    }
}
