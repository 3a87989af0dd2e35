//! `attachment-not-found`: a file that a draft attaches exists.

use std::cell::LazyCell;

use super::overview::Overview;
use super::placeholder_left::is_placeholder;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::text::Edit;
use crate::text::words::fold;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "attachment-not-found",
    severity: Severity::Error,
    source: "",
    title: Bilingual {
        ru: "Прилагаемый файл существует",
        en: "A file to attach exists",
    },
    why: Bilingual {
        ru: "Почтовая программа не сможет отправить письмо или отправит его без файла.",
        en: "The mail program will refuse to send, or send without the file.",
    },
    bad: Bilingual {
        ru: "Attach: догвор.pdf",
        en: "Attach: contarct.pdf",
    },
    good: Bilingual {
        ru: "Attach: договор.pdf",
        en: "Attach: contract.pdf",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let siblings = LazyCell::new(|| overview.surroundings.siblings());
    for attached in overview.attachments() {
        let Some(path) = &attached.attachment.path else {
            continue;
        };
        let to_fill_in = is_placeholder(&attached.attachment.name, context.config);
        if to_fill_in || overview.surroundings.exists(path) != Some(false) {
            continue;
        }
        let found = report.find(
            attached.range.clone(),
            format_args!("Файл «{path}» не найден."),
            format_args!("The file “{path}” was not found."),
        );
        if let Some(name) = nearest(&attached.attachment.name, &siblings) {
            let folder = &path[..path.len() - attached.attachment.name.len()];
            if folder.is_empty()
                && crate::text::slice(overview.text, attached.range.clone()) == path.as_str()
            {
                found.fix(
                    format_args!("Заменить на «{name}»"),
                    format_args!("Replace by “{name}”"),
                    vec![Edit::new(attached.range.clone(), name.replace(' ', "\\ "))],
                );
            }
        }
    }
}

/// The name most like `wanted`, if one is like it at all.
fn nearest<'a>(wanted: &str, names: &'a [String]) -> Option<&'a String> {
    let wanted = fold(wanted);
    let length = wanted.chars().count();
    let is_near = |distance: usize| distance * 3 <= length;
    let names = names.iter().filter_map(|name| {
        // The distance is dear to tell; it is at least the difference in length, and one for each
        // character that the name lacks. In a maildir names are ASCII, of which folding leaves both.
        let folded = (!name.is_ascii()).then(|| fold(name));
        let like = folded.as_deref().unwrap_or(name);
        if !is_near(like.chars().count().abs_diff(length)) {
            return None;
        }
        let ascii = letters_of(like);
        let lacks = |c: &char| match c.is_ascii() {
            true => ascii >> u32::from(*c) & 1 == 0,
            false => !like.contains(*c),
        };
        let lacking = wanted.chars().filter(lacks).count();
        is_near(lacking).then(|| {
            let folded = folded.unwrap_or_else(|| fold(name));
            (strsim::damerau_levenshtein(&wanted, &folded), name)
        })
    });
    let (distance, best) = names.min_by_key(|(distance, _)| *distance)?;
    is_near(distance).then_some(best)
}

/// The ASCII characters of a text as a set: a bit for each, capitals as small letters.
fn letters_of(text: &str) -> u128 {
    let ascii = text.bytes().filter(u8::is_ascii);
    ascii.fold(0, |set, byte| set | 1 << byte.to_ascii_lowercase())
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::draft;

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        draft("To: a@b.example\nSubject: Акт 5\nAttach: догвор.pdf\n\nДоговор во вложении.\n")
            .files(&["договор.pdf", "x.txt"])
            .flags(CODE, &["догвор.pdf"])
            .fixed(CODE, "Attach: договор.pdf\n");
        draft("To: a@b.example\nSubject: Risks\nAttach: asssess.pdf\n\nThe risks are in the file attached.\n")
            .files(&["assess.pdf", "a-list-of-all-the-risks-that-we-know.pdf"])
            .fixed(CODE, "Attach: assess.pdf\n");
        draft("To: a@b.example\nSubject: Акт 5\nAttach: догвор.pdf\n\nДоговор во вложении.\n")
            .files(&["ДОГОВОР.pdf"])
            .fixed(CODE, "Attach: ДОГОВОР.pdf\n");
        for (attached, beside) in [("docs/догвор.pdf", "договор.pdf"), ("смета.pdf", "акт.pdf")]
        {
            draft(&format!(
                "To: a@b.example\nSubject: Акт 5\nAttach: {attached}\n\nСм. вложение.\n"
            ))
            .files(&[beside])
            .flags(CODE, &[attached])
            .unfixable(CODE);
        }
        draft("Кому: a@b.example\nТема: Акт 5\nВложения: акт.pdf, догвор.pdf\n\nДоговор во вложении.\n")
            .files(&["акт.pdf", "x.txt"])
            .flags(CODE, &["догвор.pdf"]);
        draft("To: a@b.example\nSubject: Акт 5\n\nДоговор во вложении.\n<#part filename=\"a.pdf\"><#/part>\n")
            .flags(CODE, &["<#part filename=\"a.pdf\"><#/part>"]);
    }

    #[test]
    fn clean() {
        draft("To: a@b.example\nSubject: Акт 5\nAttach: a.pdf\n\nАкт во вложении.\n")
            .files(&["a.pdf"])
            .clean(CODE);
        draft("To: a@b.example\nSubject: Акт 5\nAttach: [файл]\n\nАкт во вложении.\n")
            .rules("[placeholders]\nwords = [\"файл\"]")
            .clean(CODE);
        draft("To: a@b.example\nSubject: Act\nContent-Type: application/pdf; name=a.pdf\n\nJVBERi0=\n")
            .format(Format::Message)
            .clean(CODE);
    }
}
