//! `attachment-name-mismatch`: the files that the text says are attached are those that are.

use std::ops::Range;

use super::overview::{Attached, Overview};
use super::promise::Saying;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::letter::Content;
use crate::text::words::fold;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "attachment-name-mismatch",
    severity: Severity::Warning,
    source: "G6",
    title: Bilingual {
        ru: "Названные файлы — те, что приложены",
        en: "The files named are those attached",
    },
    why: Bilingual {
        ru: "Если назван один файл, а приложен другой, получатель работает не с тем документом.",
        en: "If one file is named and another attached, the reader works with the wrong document.",
    },
    bad: Bilingual {
        ru: "Во вложении договор_12.pdf. (Приложен договор_11.pdf.)",
        en: "Please find attached contract_12.pdf. (contract_11.pdf is attached.)",
    },
    good: Bilingual {
        ru: "Во вложении договор_12.pdf. (Он и приложен.)",
        en: "Please find attached contract_12.pdf. (It is.)",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A file named in a sentence that promises an attachment.
const PROMISED: u8 = 0;
/// A file named elsewhere.
const NAMED: u8 = 1;
/// A promise that a list follows: it ends with a colon.
const ANNOUNCED: u8 = 2;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    for (sentence, saying) in passage.sayings(context.config) {
        let promised = matches!(saying, Saying::Promise(_));
        if promised && passage.text[sentence.clone()].trim_end().ends_with(':') {
            report.mark(ANNOUNCED, sentence.clone(), "");
        }
        let inside =
            |file: &&Range<usize>| sentence.start <= file.start && file.end <= sentence.end;
        for file in passage.files.iter().filter(inside) {
            let kind = if promised { PROMISED } else { NAMED };
            report.mark(kind, file.clone(), &passage.text[file.clone()]);
        }
    }
}

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let attached = overview.attachments();
    if attached.is_empty()
        || attached
            .iter()
            .any(|attached| attached.attachment.name.is_empty())
    {
        return;
    }
    let mut announced = None;
    let named = |attached: &Attached| {
        let mut marks = overview.marks(RULE.code);
        marks.any(|placed| is_same(&placed.mark.text, &attached.attachment.name))
    };
    // A file that is named elsewhere counts where a list was announced right before.
    let announcing = overview.marked(RULE.code, ANNOUNCED);
    let leaves = announcing.flat_map(|leaf| [leaf, leaf + 1]);
    let leaves = leaves.chain(overview.marked(RULE.code, PROMISED));
    for placed in overview.marks_among(RULE.code, leaves.collect()) {
        let listed = announced == placed.index.checked_sub(1)
            && matches!(placed.leaf.block.content, Content::List);
        match placed.mark.kind {
            ANNOUNCED => announced = Some(placed.index),
            NAMED if !listed => {}
            _ => {
                let name = &placed.mark.text;
                if attached
                    .iter()
                    .any(|attached| is_same(name, &attached.attachment.name))
                {
                    continue;
                }
                let mut found = report.find(
                    placed.leaf.place(placed.mark.range.clone()),
                    format_args!("Файл «{name}» назван, но не приложен."),
                    format_args!("The file “{name}” is named but not attached."),
                );
                let mut others: Vec<&Attached> = attached
                    .iter()
                    .filter(|attached| !named(attached))
                    .collect();
                others.sort_by_key(|other| {
                    strsim::damerau_levenshtein(&fold(name), &fold(&other.attachment.name))
                });
                for other in others {
                    let right = &other.attachment.name;
                    found = found.fix(
                        format_args!("Заменить на «{right}»"),
                        format_args!("Replace by “{right}”"),
                        placed
                            .leaf
                            .edit(placed.mark.range.clone(), right)
                            .into_iter()
                            .collect(),
                    );
                }
            }
        }
    }
}

/// Whether two names mean the same file: case, «ё» and the writing of spaces do not matter.
fn is_same(named: &str, attached: &str) -> bool {
    let plain = |name: &str| {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        fold(name).replace([' ', '_', '-', '+'], "")
    };
    plain(attached).ends_with(&plain(named))
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{Case, draft};

    const CODE: &str = super::RULE.code;

    fn with(body: &str) -> Case {
        draft(&format!(
            "To: a@b.example\nSubject: Акт 5\nAttach: Договор_11.pdf\nAttach: Акт 5.pdf\n\nДобрый день!\n\n{body}"
        ))
    }

    #[test]
    fn flagged() {
        with("Во вложении Договор_12.pdf.\n")
            .flags(CODE, &["Договор_12.pdf"])
            .fixed(CODE, "Во вложении Договор_11.pdf.");
        with("Во вложении:\n- Договор_11.pdf\n- смета.xlsx\n").flags(CODE, &["смета.xlsx"]);
    }

    #[test]
    fn clean() {
        with("Во вложении договор_11.pdf и акт_5.pdf.\n").clean(CODE);
        // What follows the announcement is no list of it.
        with("Во вложении:\n\nСмету смета.xlsx Вы найдёте на портале.\n").clean(CODE);
        with("Файл Договор_12.pdf мы обсудим завтра.\n").clean(CODE);
        with("Файлы во вложении.\n\n- Договор_12.pdf подпишем позже\n").clean(CODE);
        draft("To: a@b.example\nSubject: Акт 5\n\nВо вложении Договор_12.pdf.\n").clean(CODE);
    }
}
