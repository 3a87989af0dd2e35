//! `attachment-name-mismatch`: the files that the text says are attached are those that are.

use std::cell::LazyCell;
use std::ops::Range;

use super::overview::{Attached, MOST_ATTACHED, Overview, Placed};
use super::promise::Saying;
use super::{Bilingual, Context, Mark, Passage, Report, Rule, Severity};
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

/// So many files that are promised are looked for.
const MOST_PROMISED: usize = 200;

/// So many files that are attached are offered in the place of one that is not, and for so many of those:
/// who misses more has the wrong files at hand, not the wrong names.
const MOST_OFFERED: usize = 8;

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let attached = overview.attachments();
    let nameless = |attached: &Attached| attached.attachment.name.is_empty();
    // What is not looked at may be the file that is meant.
    let too_many = attached.len() >= MOST_ATTACHED;
    if attached.is_empty() || too_many || attached.iter().any(nameless) {
        return;
    }
    let plain_names = (attached.iter()).map(|attached| plain(&attached.attachment.name));
    let plain_names: Vec<String> = plain_names.collect();
    let unnamed = LazyCell::new(|| unnamed(overview, attached, &plain_names));
    let mut announced = None;
    let mut missed = 0;
    // A file that is named elsewhere counts where a list was announced right before.
    let announcing = overview.marked(RULE.code, ANNOUNCED);
    let leaves = announcing.flat_map(|leaf| [leaf, leaf + 1]);
    let leaves = leaves.chain(overview.marked(RULE.code, PROMISED));
    let marks = overview.marks_among(RULE.code, leaves.take(MOST_PROMISED).collect());
    for placed in marks.take(MOST_PROMISED) {
        let listed = announced == placed.index.checked_sub(1)
            && matches!(placed.leaf.block.content, Content::List);
        match placed.mark.kind {
            ANNOUNCED => announced = Some(placed.index),
            NAMED if !listed => {}
            _ => {
                let name = plain(&placed.mark.text);
                if !plain_names.iter().any(|attached| attached.ends_with(&name)) {
                    missed += 1;
                    let others: &[_] = if missed > MOST_OFFERED { &[] } else { &unnamed };
                    say(&placed, others, report);
                }
            }
        }
    }
}

/// The attached files that the text does not name.
fn unnamed<'a>(
    overview: &Overview,
    attached: &'a [Attached],
    plain_names: &[String],
) -> Vec<&'a Attached> {
    let marks = overview.marks(RULE.code).take(MOST_PROMISED);
    let files = marks.filter(|placed| placed.mark.kind != ANNOUNCED);
    let named: Vec<String> = files.map(|placed| plain(&placed.mark.text)).collect();
    let unnamed = attached.iter().zip(plain_names);
    let unnamed = unnamed.filter(|(_, name)| !named.iter().any(|named| name.ends_with(named)));
    unnamed
        .map(|(attached, _)| attached)
        .take(MOST_OFFERED)
        .collect()
}

/// Says that a file that is promised is not attached, and offers others, the most alike first.
fn say(placed: &Placed, others: &[&Attached], report: &mut Report) {
    let Mark {
        text: name, range, ..
    } = placed.mark;
    let mut found = report.find(
        placed.leaf.place(range.clone()),
        format_args!("Файл «{name}» назван, но не приложен."),
        format_args!("The file “{name}” is named but not attached."),
    );
    let mut others = others.to_vec();
    others.sort_by_cached_key(|other| {
        strsim::levenshtein(&fold(name), &fold(&other.attachment.name))
    });
    for other in others {
        let right = &other.attachment.name;
        found = found.fix(
            format_args!("Заменить на «{right}»"),
            format_args!("Replace by “{right}”"),
            placed.leaf.edit(range.clone(), right).into_iter().collect(),
        );
    }
}

/// A file's name as it is compared: case, «ё», the folder and the writing of spaces do not matter. Of an
/// attached file the text may give the end of the name alone.
fn plain(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    fold(name).replace([' ', '_', '-', '+'], "")
}

#[cfg(test)]
mod cases {
    use super::{MOST_ATTACHED, MOST_OFFERED, MOST_PROMISED};
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
        with("Во вложении:\n- Договор_11.pdf\n- смета.xlsx\n")
            .flags(CODE, &["смета.xlsx"])
            .fixed(CODE, "- Акт 5.pdf\n");
    }

    /// As many as a letter never has: each keystroke would be felt.
    #[test]
    fn no_more_is_looked_at_than_somebody_sends() {
        let letter = |attached: usize, promised: usize| {
            let attached = (0..attached).map(|number| format!("Attach: акт{number}.pdf\n"));
            let promised = (0..promised).map(|number| format!("- смета{number}.pdf\n"));
            let (attached, promised): (String, String) = (attached.collect(), promised.collect());
            draft(&format!(
                "To: a@b.example\nSubject: Акты\n{attached}\nДобрый день!\n\nВо вложении:\n{promised}"
            ))
        };
        let found = letter(MOST_ATTACHED - 1, 300).found(CODE);
        assert_eq!(
            found.len(),
            MOST_PROMISED - 1,
            "the announcement is one, too"
        );
        let offers = |number: usize| found[number].fixes.len();
        assert_eq!(
            (offers(MOST_OFFERED - 1), offers(MOST_OFFERED)),
            (MOST_OFFERED, 0)
        );
        letter(MOST_ATTACHED, 1).clean(CODE);
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
