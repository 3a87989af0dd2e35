//! `attachment-missing`: the letter says that a file is attached, and none is.
//!
//! Judged only where the letter shows its attachments: a letter without a header block may get them
//! in the mail program.

use std::borrow::Cow;
use std::cell::LazyCell;

use super::overview::{Overview, Part, Placed};
use super::promise::Saying;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::letter::attachment::{Attachment, file_names};
use crate::letter::header::{FieldName, Style};
use crate::letter::mime::is_of_type;
use crate::letter::{Content, Format};
use crate::text::lines::trimmed;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "attachment-missing",
    severity: Severity::Error,
    source: "G6",
    title: Bilingual {
        ru: "Обещанный файл приложен",
        en: "A promised file is attached",
    },
    why: Bilingual {
        ru: "Письмо без обещанного файла задерживает работу: его приходится запрашивать снова.",
        en: "A letter without the promised file costs a day: the reader has to ask for it.",
    },
    bad: Bilingual {
        ru: "Договор во вложении. (Вложений нет.)",
        en: "Please find the contract attached. (Nothing is.)",
    },
    good: Bilingual {
        ru: "Attach: договор.pdf\n\nДоговор во вложении.",
        en: "Attach: contract.pdf\n\nPlease find the contract attached.",
    },
    passage: Some(collect),
    letter: Some(check),
};

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    for (sentence, saying) in passage.sayings(context.config) {
        if let Saying::Promise(range) = saying {
            report.mark(0, range.clone(), &passage.text[sentence.clone()]);
        }
    }
}

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let Some((header, _)) = overview.header() else {
        return;
    };
    let shows_attachments = !header.fields.is_empty();
    if !shows_attachments || !overview.attachments().is_empty() {
        return;
    }
    let style = header.style;
    if overview.format == Format::Message && carries_message(overview) {
        return;
    }
    let siblings = LazyCell::new(|| {
        let mut siblings = overview.surroundings.siblings();
        siblings.sort();
        siblings
    });
    let mut read: Option<(usize, Cow<str>)> = None;
    for placed in overview.marks(RULE.code) {
        if report.is_full() {
            break;
        }
        let words = &placed.mark.text;
        let mut found = report.find(
            placed.leaf.place(placed.mark.range.clone()),
            "В тексте сказано о вложении, но ни один файл не приложен.",
            "The text says that a file is attached, but none is.",
        );
        if overview.format != Format::Message {
            for name in candidates(&siblings, words) {
                let path = if style == Style::Mail {
                    name.replace(' ', "\\ ")
                } else {
                    name.clone()
                };
                found = found.fix(
                    format_args!("Приложить файл «{name}»"),
                    format_args!("Attach the file “{name}”"),
                    overview
                        .set_field(FieldName::Attach, &path)
                        .into_iter()
                        .collect(),
                );
            }
        }
        // Promises stand one after the other, many of them perhaps in one long block.
        let text = match read.take() {
            Some((index, text)) if index == placed.index => text,
            _ => overview.text_of(&placed.leaf),
        };
        let edits = without_sentence(&text, &placed);
        read = Some((placed.index, text));
        found.fix(
            "Удалить предложение о вложении",
            "Delete the sentence about the attachment",
            edits.into_iter().collect(),
        );
    }
}

/// Whether a message goes with the letter as a part of it.
fn carries_message(overview: &Overview) -> bool {
    let mut parts = overview.parts(Part::Envelope);
    parts.any(|(_, leaf)| match &leaf.block.content {
        Content::PartHeader(header, None) => {
            let kind = header.field(FieldName::ContentType);
            kind.is_some_and(|field| is_of_type(&field.value, "message/"))
        }
        _ => false,
    })
}

/// How many files beside the letter are offered.
const MOST_CANDIDATES: usize = 3;

/// Files beside the letter that the sentence may mean: those that it names, else documents.
fn candidates(siblings: &[String], sentence: &str) -> Vec<String> {
    if siblings.is_empty() {
        return Vec::new();
    }
    let documents = [
        ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".zip", ".jpg", ".png", ".odt", ".rtf",
    ];
    let named: Vec<&str> = file_names(sentence)
        .into_iter()
        .map(|range| &sentence[range])
        .collect();
    let lower = sentence.to_lowercase();
    let meant = |name: &String| {
        let stem = name
            .rsplit_once('.')
            .map_or(name.as_str(), |(stem, _)| stem)
            .to_lowercase();
        let first: String = stem
            .chars()
            .take_while(|c| c.is_alphabetic())
            .take(5)
            .collect();
        named.contains(&name.as_str()) || (first.chars().count() >= 3 && lower.contains(&first))
    };
    let (mut best, others): (Vec<String>, Vec<String>) = siblings
        .iter()
        .filter(|name| Attachment::part(name).is_some())
        .cloned()
        .partition(meant);
    best.extend(others.into_iter().filter(|name| {
        let lower = name.to_lowercase();
        documents.iter().any(|ending| lower.ends_with(ending))
    }));
    best.truncate(MOST_CANDIDATES);
    best
}

/// An edit that takes the promising sentence out of its block, whose text is given.
fn without_sentence(text: &str, placed: &Placed) -> Option<crate::text::Edit> {
    let (promise, sentence) = (&placed.mark.range, placed.mark.text.as_str());
    let first = promise.end.saturating_sub(sentence.len());
    let mut starts = (first..=promise.start).rev();
    let start = starts.find(|at| {
        text.get(*at..)
            .is_some_and(|rest| rest.starts_with(sentence))
    })?;
    let mut range = trimmed(text, start..start + sentence.len());
    let after = &text[range.end..];
    range.end += after.len() - after.trim_start_matches([' ', '\t']).len();
    placed.leaf.edit(range, "")
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn each_sentence_can_be_deleted() {
        let sentences = ["Акт во вложении. ", "Смету прилагаю.", "Счёт во вложении."];
        let [act, estimate, invoice] = sentences;
        let found = body(&format!("Добрый день!\n\n{act}{estimate}\n\n{invoice}\n")).found(CODE);
        let deleted = found.iter().map(|finding| {
            let edit = &finding.fixes[0].edits[0];
            assert!(edit.range.start <= finding.range.start && finding.range.end <= edit.range.end);
            edit.range.len()
        });
        assert_eq!(deleted.collect::<Vec<_>>(), sentences.map(str::len));
    }

    #[test]
    fn flagged() {
        body("Добрый день!\n\nДоговор во вложении. Жду ответа.\n")
            .files(&["letter.txt", "договор 12.pdf"])
            .flags(CODE, &["во вложении"])
            .fixed(CODE, "Attach: договор\\ 12.pdf\n");
        body("Добрый день!\n\nДоговор во вложении.  Жду ответа.\n")
            .files(&["2024.pdf", "скан.pdf", "договор 12.pdf"])
            .fixed(CODE, "Attach: договор\\ 12.pdf\n")
            .offers(CODE, "Добрый день!\n\nЖду ответа.\n");
        body("Добрый день!\n\nПрилагаю файл s1.txt.\n")
            .files(&["a.pdf", "s1.txt"])
            .fixed(CODE, "Attach: s1.txt\n");
        body("Добрый день!\n\nЖду ответа. Акт прилагаю.\n").flags(CODE, &["прилагаю"]);
        body_en("Dear Anna,\n\nPlease find attached the offer.\n")
            .flags(CODE, &["Please find attached"]);
        draft(
            "---\nto: a@b.example\nsubject: Offer 5\n---\n\nDear Anna,\n\nThe offer is attached.\n",
        )
        .format(Format::Markdown)
        .files(&["offer.pdf"])
        .flags(CODE, &["is attached"])
        .fixed(CODE, "attachments: [offer.pdf]\n---\n");
    }

    #[test]
    fn clean() {
        body("Добрый день!\n\nПришлите, пожалуйста, акт во вложении.\n").clean(CODE);
        body("Добрый день!\n\nГотово.\n\n> Договор во вложении.\n").clean(CODE);
        draft("To: a@b.example\nSubject: Акт 5\nAttach: акт.pdf\n\nАкт во вложении.\n").clean(CODE);
        draft("To: a@b.example\nSubject: Акт 5\n\nАкт во вложении.\n<#part filename=\"a.pdf\"><#/part>\n").clean(CODE);
        draft("To: a@b.example\nSubject: Hotel\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nPlease see the message attached.\n\n--x\nContent-Type: message/rfc822\n\nFrom: c@d.example\nSubject: Room 5\n\nIt is free.\n\n--x--\n")
            .format(Format::Message)
            .clean(CODE);
        draft("Акт во вложении: заголовков нет, и вложений не видно.\n").clean(CODE);
        body_en("Dear Anna,\n\nThe plate is attached to the wall.\n").clean(CODE);
    }
}
