//! `letter-malformed`: the letter can be read by mail programs as it was meant.
//!
//! Not in the company's document: it is the place where damage is told that would make the other
//! rules judge something that the recipient won't see.

use super::overview::{Overview, Part};
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::letter::header::Style;
use crate::letter::mime::is_of_type;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "letter-malformed",
    severity: Severity::Warning,
    source: "",
    title: Bilingual {
        ru: "Письмо читается программами",
        en: "Programs can read the letter",
    },
    why: Bilingual {
        ru: "Повреждённое письмо получатель увидит не таким, каким его написали.",
        en: "The recipient sees a damaged letter differently from how it was written.",
    },
    bad: Bilingual {
        ru: "---\nsubject: Договор\n(закрывающей строки --- нет)",
        en: "---\nsubject: Contract\n(no closing --- line)",
    },
    good: Bilingual {
        ru: "---\nsubject: Договор\n---",
        en: "---\nsubject: Contract\n---",
    },
    passage: Some(check_passage),
    letter: Some(check),
};

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let mut multipart = None;
    if let Some((header, leaf)) = overview.header() {
        if !header.closed && matches!(header.style, Style::Yaml | Style::Toml) {
            let fence = if header.style == Style::Yaml {
                "---"
            } else {
                "+++"
            };
            let end = header.end;
            report
                .find(
                    leaf.place(0..fence.len()),
                    format_args!("Заголовок письма не закрыт: добавьте строку «{fence}»."),
                    format_args!("The front matter is not closed: add a line “{fence}”."),
                )
                .fix(
                    format_args!("Закрыть строкой «{fence}»"),
                    format_args!("Close it with “{fence}”"),
                    leaf.edit(end..end, &format!("{fence}{}", header.newline))
                        .into_iter()
                        .collect(),
                );
        }
        let mut fields = header.fields.iter();
        let announces = fields.find(|field| is_of_type(&field.value, "multipart/"));
        multipart = announces.map(|field| leaf.place(field.value_range.clone()));
    }
    let closed = overview.has(Part::Delimiter);
    for damaged in overview.damaged_bodies() {
        report.find(
            damaged,
            "Текст письма закодирован с ошибкой: часть его не прочитать.",
            "The text is encoded with errors: a part of it can't be read.",
        );
    }
    if let (Some(range), false) = (multipart, closed) {
        report.find(
            range,
            "Письмо должно состоять из частей, но границы между ними не найдены.",
            "The letter should have parts, but no boundary between them was found.",
        );
    }
}

/// A paragraph that is too long to be judged as a whole, and a NUL byte: what follows one is lost in
/// some mail programs (RFC 5322, 4: obsolete, never to be generated).
fn check_passage(passage: &Passage, _: &Context, report: &mut Report) {
    if passage.extent.first && passage.extent.cut {
        let start = passage
            .words
            .first()
            .map_or(0..0, |word| word.range.clone());
        report.find(
            start,
            "Абзац длиннее 64 КБ: проверено только его начало. Разбейте его на строки.",
            "The paragraph is longer than 64 KB: only its beginning is checked. Break it into lines.",
        );
    }
    if let Some(at) = passage.text.find('\0') {
        report.find(
            at..at + 1,
            "В тексте нулевой байт: это не текстовый файл или он повреждён.",
            "There is a NUL byte in the text: it is no text file, or damaged.",
        );
    }
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::{body, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        draft("---\nto: a@b.example\nsubject: Plan 5\n\nDear Anna,\n\nSee below.\n")
            .format(Format::Markdown)
            .flags(CODE, &["---"])
            .fixed(CODE, "subject: Plan 5\n---\n\nDear");
        body("Добрый день!\n\nДа\0нет.\n").flags(CODE, &["\0"]);
        body(&"слово ".repeat(10_000)).flags(CODE, &["слово"]);
        draft("To: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\nText\n")
            .format(Format::Message)
            .flags(CODE, &["multipart/mixed; boundary=b"]);
        draft("To: a@b.example\nSubject: x\nContent-Transfer-Encoding: base64\n\n0JTQsA=\n0L!!\n")
            .format(Format::Message)
            .flags(CODE, &["0JTQsA="]);
    }

    #[test]
    fn clean() {
        body("Добрый день!\n\nДа.\n").clean(CODE);
        draft("---\nto: a@b.example\n---\nDear Anna,\n")
            .format(Format::Markdown)
            .clean(CODE);
    }
}
