//! `closing-missing`: a letter ends with a complimentary close.
//!
//! A draft in progress is not nagged: nothing is said until the body has a sentence after the
//! salutation. A short answer in a running thread needs no close.

use super::overview::{Overview, Part};
use super::spelling::is_in_another_language;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::Language;
use crate::letter::header::FieldName;
use crate::text::lines::line_around;
use crate::text::words::words;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "closing-missing",
    severity: Severity::Warning,
    source: "G4",
    title: Bilingual {
        ru: "Письмо завершается формулой вежливости",
        en: "A letter ends with a complimentary close",
    },
    why: Bilingual {
        ru: "Заключительная формула и имя показывают, что письмо закончено и кто за него отвечает.",
        en: "The close and a name show that the letter is complete and who answers for it.",
    },
    bad: Bilingual {
        ru: "Жду вашего ответа.",
        en: "I look forward to your answer.",
    },
    good: Bilingual {
        ru: "Жду вашего ответа.\n\nС уважением,\nАнна Смирнова",
        en: "I look forward to your answer.\n\nKind regards,\nJohn Brown",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A reply of fewer sentences needs no close.
const SHORT_REPLY: usize = 2;

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let unfinished =
        overview.sentences == 0 || (overview.is_reply() && overview.sentences < SHORT_REPLY);
    let closed = overview.marks(RULE.code).next().is_some()
        || overview.has(Part::Close)
        || is_closed_in_signature(overview, context);
    if unfinished || closed || is_in_another_language(overview) {
        return;
    }
    let Some((_, last)) = overview.prose().next_back() else {
        return;
    };
    let text = overview.text_of(&last);
    let end = text.trim_end().len();
    let start = line_around(&text, end).start;
    let newline = overview.newline();
    let close = match overview.language() {
        Language::Russian => "С уважением",
        Language::English => "Kind regards",
    };
    let insert = match writer_name(overview, context) {
        Some(name) => format!("{newline}{newline}{close},{newline}{name}"),
        None => format!("{newline}{newline}{close},"),
    };
    let edits = last.edit(end..end, &insert);
    report
        .find(
            last.place(start..end),
            "В конце письма нет формулы вежливости.",
            "The letter ends without a complimentary close.",
        )
        .fix(
            format_args!("Добавить «{close}»"),
            format_args!("Add “{close}”"),
            edits.into_iter().collect(),
        );
}

/// Whether a close stands inside a signature.
fn is_closed_in_signature(overview: &Overview, context: &Context) -> bool {
    let closes = &context.config.letter.close.phrases;
    overview.first(Part::Signature).any(|leaf| {
        let text = overview.text_of(&leaf);
        closes.is_in(&text, &words(&text))
    })
}

/// A close inside a paragraph stands among this many words at its end.
const LAST_WORDS: usize = 8;

/// Marks a paragraph that ends with a close.
fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let from = passage.words.len().saturating_sub(LAST_WORDS);
    let end = &passage.words[from..];
    let closes = &context.config.letter.close.phrases;
    if passage.extent.last && closes.is_in(passage.text, end) {
        report.mark(0, 0..0, "");
    }
}

/// What is to stand under the close: the writer's signature from the rules in the letter's language
/// and with its line ends, else the name of From.
pub fn writer_name(overview: &Overview, context: &Context) -> Option<String> {
    let config = context.config;
    let configured = config
        .writer
        .signature(&config.company, overview.language());
    let configured = configured.map(|signature| signature.replace('\n', overview.newline()));
    configured.or_else(|| {
        let (header, _) = overview.header()?;
        let author = header.addresses(FieldName::From).next()?;
        (!author.name.is_empty()).then(|| author.name.clone())
    })
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nДоговор готов. Жду ответа.\n")
            .flags(CODE, &["Договор готов. Жду ответа."])
            .fixed(CODE, "Жду ответа.\n\nС уважением,\nАнна Смирнова\n");
        body_en("Dear Anna,\n\nThe contract is ready.\nPlease sign it.\n")
            .flags(CODE, &["Please sign it."])
            .fixed(CODE, "sign it.\n\nKind regards,\nJohn Brown\n");
        body("Добрый день!\n\nДоговор готов. Жду ответа.\n\n> Готов ли договор?\n").fixed(
            CODE,
            "Жду ответа.\n\nС уважением,\nАнна Смирнова\n\n> Готов",
        );
        body("Добрый день!\n\nДоговор готов.\n")
            .rules("[writer]\nsignature.ru = \"А. Смирнова\\nООО «Вектор»\"")
            .fixed(CODE, "С уважением,\nА. Смирнова\nООО «Вектор»\n");
        draft("To: a@b.example\r\nSubject: Акт 5\r\n\r\nДобрый день!\r\n\r\nДоговор готов.\r\n")
            .rules("[writer]\nname = \"А. Смирнова\"\n[company]\nname.ru = \"ООО «Вектор»\"")
            .fixed(CODE, "С уважением,\r\nА. Смирнова\r\nООО «Вектор»\r\n");
    }

    #[test]
    fn clean() {
        for text in [
            "",
            "Добрый день!\n",
            "Добрый день!\n\nДоговор готов.\n\nС уважением,\nАнна\n",
            "Добрый день!\n\nДоговор готов.\nС уважением, Анна\n",
            "Добрый день!\n\nДоговор готов.\n\n-- \nС уважением,\nАнна\n",
            "Добрый день!\n\nДоговор готов. С уважением, Анна.\n",
            "Да, готов.\n\n> Готов ли договор?\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nIt is ready.\n\nBest,\nJohn\n").clean(CODE);
        body_en("Dear Anna,\n\nIt is ready.\n\nMany thanks,\nJohn\n").clean(CODE);
        draft("To: a@b.example\nSubject: Re: Contract\n\nYes, it is.\n").clean(CODE);
    }
}
