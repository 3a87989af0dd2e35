//! `history-deleted`: a reply keeps the message that it answers.

use super::overview::{Overview, Part, reply_prefix};
use super::report::Later;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "history-deleted",
    severity: Severity::Warning,
    source: "G7",
    title: Bilingual {
        ru: "История переписки сохраняется",
        en: "The history of the correspondence is kept",
    },
    why: Bilingual {
        ru: "Письмо — это документ: без истории ответ непонятен, а договорённости не поднять.",
        en: "A letter is a document: without its history a reply is unclear, and what was agreed is lost.",
    },
    bad: Bilingual {
        ru: "Тема: Re: Договор № 12\n\nСогласны.",
        en: "Subject: Re: Contract 12\n\nWe agree.",
    },
    good: Bilingual {
        ru: "Тема: Re: Договор № 12\n\nСогласны.\n\n20.11.2026 14:05, Иван пишет:\n> Согласны ли Вы с пунктом 3?",
        en: "Subject: Re: Contract 12\n\nWe agree.\n\nOn 20 November 2026, Anna wrote:\n> Do you agree with clause 3?",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let kept = overview.has(Part::Message);
    let Some((_, first)) = overview.prose().next() else {
        return;
    };
    if kept || overview.sentences == 0 || is_forward(overview) {
        return;
    }
    let deleted = overview.had_history;
    if !deleted && !answers(overview) {
        return;
    }
    let place = overview.subject().map(|(_, place)| place);
    let place = place.filter(|place| !place.is_empty()).unwrap_or_else(|| {
        let text = overview.text_of(&first);
        let start = text.len() - text.trim_start().len();
        let end = text[start..]
            .find(['\n', '\r'])
            .map_or(text.len(), |at| start + at);
        first.place(start..end)
    });
    if deleted {
        let found = report.find(
            place,
            "История переписки удалена. Верните её: письмо — это документ.",
            "The history of the correspondence has been deleted. Restore it: a letter is a document.",
        );
        found.later(Later::History);
    } else {
        report.find(
            place,
            "В ответе нет письма, на которое он отвечает. Сохраните историю переписки.",
            "This reply does not quote the message that it answers. Keep the history.",
        );
    }
}

/// Whether the header says that the letter answers another.
fn answers(overview: &Overview) -> bool {
    let Some((header, _)) = overview.header() else {
        return false;
    };
    let subject = header.field(FieldName::Subject);
    let answered = header.field(FieldName::InReplyTo);
    subject.is_some_and(|field| reply_prefix(&field.value) > 0)
        || answered.is_some_and(|field| !field.value.is_empty())
}

/// Whether the subject says that the letter passes another on.
fn is_forward(overview: &Overview) -> bool {
    let Some((subject, _)) = overview.subject() else {
        return false;
    };
    let prefix = subject.value[..reply_prefix(&subject.value)].to_lowercase();
    prefix.trim_start().starts_with(['f', 'п'])
}

#[cfg(test)]
mod cases {
    use crate::config::{Language, load};
    use crate::engine::Session;
    use crate::letter::Format;
    use crate::rules::cases::draft;
    use crate::rules::report::Later;
    use crate::surroundings::Nowhere;
    use crate::text::Edit;

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        draft("To: a@b.example\nSubject: Re: Договор 12\n\nДобрый день!\n\nСогласны.\n")
            .flags(CODE, &["Re: Договор 12"])
            .unfixable(CODE);
        draft("To: a@b.example\nSubject: Contract 12\nIn-Reply-To: <1@b.example>\n\nWe agree.\n")
            .flags(CODE, &["Contract 12"]);
        draft("To: a@b.example\nIn-Reply-To: <1@b.example>\n\n  We agree.\nIt is signed.\n")
            .flags(CODE, &["We agree."]);
        draft("Subject: RE: Contract\n\nWe agree.\n\nOn Mon, 23 Nov 2026, Anna wrote:\n")
            .flags(CODE, &["RE: Contract"]);
        draft("Тема: На: Договор\n\nСогласны.\n").flags(CODE, &["На: Договор"]);
    }

    #[test]
    fn what_was_deleted_while_the_letter_was_open_can_be_restored() {
        let start = "To: a@b.example\nSubject: Re: Акт\n\nСогласны.\n\n";
        let history = "Иван пишет:\n> Согласны ли Вы?\n> 👍 Жду.\n";
        let config = load(&[]).expect("valid");
        let mut session = Session::new(
            &format!("{start}{history}-- \nАнна\n"),
            Format::Draft,
            config,
            Language::English,
        );
        session.edit(&Edit::delete(start.len()..start.len() + history.len()));
        let findings = session.check(&Nowhere);
        let found = findings.iter().find(|finding| finding.code == CODE);
        let found = found.expect("a finding");
        assert_eq!(found.later, Some(Later::History));
        let edit = session.restored_history().expect("an edit");
        session.edit(&edit);
        assert_eq!(
            session.text().to_string(),
            format!("{start}-- \nАнна\n\n{history}")
        );
        assert!(
            session
                .check(&Nowhere)
                .iter()
                .all(|finding| finding.code != CODE)
        );
        assert_eq!(session.restored_history(), None);
    }

    #[test]
    fn clean() {
        draft("To: a@b.example\nSubject: Re: Договор 5\n\nДобрый день!\n").clean(CODE);
        for text in [
            "To: a@b.example\nSubject: Re: Договор 12\n\nСогласны.\n\n> Согласны ли Вы?\n",
            "To: a@b.example\nSubject: Договор 12\n\nСогласны.\n",
            "To: a@b.example\nSubject: Fwd: Договор 12\n\nПередаю.\n",
            "To: a@b.example\nSubject: Пер: Договор 12\n\nПередаю.\n",
            "To: a@b.example\nSubject: Re: Договор 12\n\n",
            "To: a@b.example\nSubject: Re: Договор 12\n\n> Согласны ли Вы?\n\nДа.\n\n> А с ценой?\n\nТоже.\n",
            "Subject: Re: Договор\n\nСогласны.\n\n-----Original Message-----\nFrom: a@b.example\nSent: Monday\nTo: c\nSubject: d\n\nСогласны?\n",
            "Re: Договор 12 согласован.\n",
            "Subject: Re: Акт\n\nДобрый день!\n\nСогласны.\n\nС уважением, Анна\n\nОт:     \"И. Петров\" <i@b.example>\nКому:   a@b.example, Пётр\n<p@b.example>\nДата:   30.05.2014 11:17\nТема:   Акт\n\nСогласны ли Вы?\n",
        ] {
            draft(text).clean(CODE);
        }
    }
}
