//! `attachment-unmentioned`: a letter that carries files says so.

use super::overview::Overview;
use super::promise::Saying;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::Language;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "attachment-unmentioned",
    severity: Severity::Warning,
    source: "G6",
    title: Bilingual {
        ru: "О вложениях сказано в письме",
        en: "The letter says that files are attached",
    },
    why: Bilingual {
        ru: "Если файл не дойдёт, получатель узнает об этом только из текста письма.",
        en: "If a file gets lost, only the text of the letter tells the reader.",
    },
    bad: Bilingual {
        ru: "Прошу согласовать. (Вложен файл договор.pdf.)",
        en: "Please review. (The file contract.pdf is attached.)",
    },
    good: Bilingual {
        ru: "Прошу согласовать договор. Во вложении: договор.pdf.",
        en: "Please review the contract. Attached: contract.pdf.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// The passage speaks of attachments.
const SPOKEN: u8 = 0;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let spoken = passage.sayings(context.config).find(|(sentence, saying)| {
        **saying != Saying::Nothing
            || context
                .config
                .attachments
                .sending
                .is_in(passage.text, passage.words_in(sentence))
    });
    if let Some((sentence, _)) = spoken {
        report.mark(SPOKEN, sentence.clone(), "");
    }
    for file in &passage.files {
        report.mark(SPOKEN, file.clone(), &passage.text[file.clone()]);
    }
}

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let attached = overview.attachments();
    let Some(first) = attached.first() else {
        return;
    };
    if overview.marks(RULE.code).next().is_some() {
        return;
    }
    let Some((_, last)) = overview.prose().next_back() else {
        return;
    };
    let names: Vec<&str> = attached
        .iter()
        .map(|attached| attached.attachment.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let list = names.join(", ");
    let sentence = match (overview.language(), names.is_empty()) {
        (Language::Russian, false) => format!("Во вложении: {list}."),
        (Language::Russian, true) => "Файл во вложении.".to_owned(),
        (Language::English, false) => format!("Please find attached: {list}."),
        (Language::English, true) => "Please find the file attached.".to_owned(),
    };
    let end = overview.text_of(&last).trim_end().len();
    let newline = overview.newline();
    let edits = last.edit(end..end, &format!("{newline}{newline}{sentence}"));
    report
        .find(
            first.range.clone(),
            format_args!("К письму приложены файлы ({list}), но в тексте о них не сказано."),
            format_args!("Files are attached ({list}), but the text does not say so."),
        )
        .fix(
            format_args!("Добавить «{sentence}»"),
            format_args!("Add “{sentence}”"),
            edits.into_iter().collect(),
        );
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::draft;

    const CODE: &str = super::RULE.code;

    fn with(attach: &str, body: &str) -> crate::rules::cases::Case {
        draft(&format!(
            "To: a@b.example\nSubject: Акт 5\n{attach}\n{body}"
        ))
    }

    #[test]
    fn flagged() {
        with(
            "Attach: out/акт.pdf Акт\nAttach: b.xlsx\n",
            "Добрый день!\n\nПрошу согласовать.\n\nС уважением,\nАнна\n",
        )
        .flags(CODE, &["out/акт.pdf"])
        .fixed(
            CODE,
            "согласовать.\n\nВо вложении: акт.pdf, b.xlsx.\n\nС уважением",
        );
        with(
            "Вложения: a.pdf\n",
            "Добрый день!\n\nПрошу согласовать.\n\n> Акт во вложении\n",
        )
        .flags(CODE, &["a.pdf"]);
        draft("---\nto: a@b.example\nsubject: Offer 5\nattachments: [offer.pdf]\n---\n\nDear Anna,\n\nWe agreed on the terms.\n")
            .format(Format::Markdown)
            .flags(CODE, &["offer.pdf"])
            .fixed(CODE, "terms.\n\nPlease find attached: offer.pdf.\n");
    }

    #[test]
    fn clean() {
        // Only HTML tells what it says.
        draft("To: a@b.example\nSubject: Акт 5\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Акт во вложении</p>\n--b\nContent-Type: application/pdf; name=a.pdf\n\nJVBERi0=\n--b--\n")
            .format(Format::Message)
            .clean(CODE);
        with("Attach: a.pdf\n", "Добрый день!\n\nАкт во вложении.\n").clean(CODE);
        with("Attach: a.pdf\n", "Добрый день!\n\nВысылаю акт сверки.\n").clean(CODE);
        with(
            "Attach: a.pdf\n",
            "Добрый день!\n\nПодробности — в файле a.pdf.\n",
        )
        .clean(CODE);
        with("Attach: key.asc\n", "Добрый день!\n\nПрошу согласовать.\n").clean(CODE);
        with("", "Добрый день!\n\nПрошу согласовать.\n").clean(CODE);
    }

    #[test]
    fn signatures_go_without_saying() {
        let message = |kind: &str| {
            let part = format!("Content-Type: {kind}; name=\"part.bin\"");
            draft(&format!(
                "From: a@b.example\nSubject: Акт 5\nContent-Type: multipart/signed; boundary=x\n\n--x\n\
                 Content-Type: text/plain; charset=utf-8\n\nДобрый день!\n\nАкт готов.\n\
                 --x\n{part}\nContent-Disposition: attachment\n\nabc\n--x--\n"
            ))
            .format(Format::Message)
        };
        message("application/octet-stream").reports(CODE);
        message("application/pgp-signature").clean(CODE);
    }
}
