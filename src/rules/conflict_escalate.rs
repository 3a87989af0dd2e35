//! `conflict-escalate`: the management learns of a hard conflict at once.

use super::overview::Overview;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::letter::address::parse;
use crate::letter::header::FieldName;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "conflict-escalate",
    severity: Severity::Information,
    source: "D11",
    title: Bilingual {
        ru: "О конфликте сразу знает руководство",
        en: "Management learns of a conflict at once",
    },
    why: Bilingual {
        ru: "Сложный конфликт нельзя решать в одиночку: слова в письме могут дорого стоить.",
        en: "A serious conflict is not for one person to settle: words in a letter can be costly.",
    },
    bad: Bilingual {
        ru: "Кому: Иван Сидоров <sidorov@client.example>\n\nМы начислим неустойку по пункту 7.",
        en: "To: Anna Smith <smith@client.example>\n\nWe regard this as a breach of contract.",
    },
    good: Bilingual {
        ru: "Кому: Иван Сидоров <sidorov@client.example>\nКопия: Ольга Белова <belova@vektor.example>\n\nМы начислим неустойку по пункту 7.",
        en: "To: Anna Smith <smith@client.example>\nCc: Olga Belova <belova@vector.example>\n\nWe regard this as a breach of contract.",
    },
    passage: Some(collect),
    letter: Some(check),
};

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let lists = &context.config.conflict;
    let words = &passage.words;
    let mut at = 0;
    while at < words.len() {
        if let Some(other) = lists.except.match_at(passage.text, words, at) {
            at = other.words.end;
        } else if let Some(hit) = lists.words.match_at(passage.text, words, at) {
            let range = words[hit.words.start].range.start..words[hit.words.end - 1].range.end;
            if !passage.is_speech(&range) {
                report.mark(0, range, "");
                return;
            }
            at = hit.words.end;
        } else {
            at += 1;
        }
    }
}

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let (Some(first), Some((header, _))) = (overview.marks(RULE.code).next(), overview.header())
    else {
        return;
    };
    let copies = || [FieldName::To, FieldName::Cc, FieldName::Bcc].into_iter();
    let place = first.leaf.place(first.mark.range.clone());
    let Some(manager) = &context.config.company.manager else {
        // Who the manager is is not known: somebody in copy may be the one.
        let names_any = |name| header.addresses(name).next().is_some();
        let copied = copies().skip(1).any(names_any);
        if !copied && names_any(FieldName::To) {
            report.find(
                place,
                "Похоже на конфликт. Сообщите о нём руководителю или поставьте его в копию.",
                "This looks like a conflict. Tell your manager, or put them in copy.",
            );
        }
        return;
    };
    let mailboxes = parse(manager);
    let is_manager = |mailbox: &str| {
        mailboxes
            .iter()
            .any(|own| own.mailbox.eq_ignore_ascii_case(mailbox))
    };
    let mut receivers = copies().flat_map(|name| header.addresses(name));
    if receivers.any(|address| is_manager(&address.mailbox)) {
        return;
    }
    let copy = header.field(FieldName::Cc).map(|field| field.value.trim());
    let value = match copy {
        Some(others) if !others.is_empty() => format!("{others}, {manager}"),
        _ => manager.clone(),
    };
    report
        .find(
            place,
            format_args!("Похоже на конфликт. Поставьте в копию руководителя: {manager}."),
            format_args!("This looks like a conflict. Put your manager in copy: {manager}."),
        )
        .fix(
            format_args!("Поставить в копию: {manager}"),
            format_args!("Put {manager} in copy"),
            overview
                .set_field(FieldName::Cc, &value)
                .into_iter()
                .collect(),
        );
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;
    const MANAGER: &str = "[company]\nmanager = \"Ольга Белова <belova@firm.example>\"";

    #[test]
    fn flagged() {
        body("Добрый день!\n\nПо пункту 7 начислена неустойка.\n")
            .flags(CODE, &["неустойка"])
            .unfixable(CODE);
        body("Добрый день!\n\nНаправляем досудебную претензию.\n")
            .rules(MANAGER)
            .flags(CODE, &["досудебную"])
            .fixed(
                CODE,
                "ivan@client.example>\nCc: Ольга Белова <belova@firm.example>\n",
            );
        draft("From: a@firm.example\nTo: b@c.example\nCc: d@firm.example\nSubject: Договор 12\n\nМы обратимся в суд.\n")
            .rules(MANAGER)
            .flags(CODE, &["обратимся в суд"])
            .fixed(CODE, "Cc: d@firm.example, Ольга Белова <belova@firm.example>\n");
        draft("From: a@firm.example\nTo: b@c.example\nCc:\nSubject: Договор 12\n\nМы обратимся в суд.\n")
            .rules(MANAGER)
            .fixed(CODE, "Cc: Ольга Белова <belova@firm.example>\n");
        body_en("Dear Anna,\n\nWe regard this as a breach of contract.\n")
            .flags(CODE, &["breach of contract"]);
        for text in [
            "Уведомляем об отказе от поставки и расторгаем контракт.",
            "Вынуждены обратиться в суд.",
            "Мы взыщем пени за каждый день.",
            "Требуем возместить ущерб.",
            "Это существенное нарушение договора.",
            "Приостанавливаем поставки до оплаты.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).reports(CODE);
        }
        for text in [
            "We hereby terminate the tenancy with effect from 1 March.",
            "This is a notice of termination.",
            "You have breached clause 4.",
            "We will sue for damages.",
            "We have instructed our solicitors.",
            "We reserve the right to claim compensation.",
            "We shall refer the matter to our lawyers.",
            "You are in default of payment.",
            "We are suspending: we withhold payment until the repair.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).reports(CODE);
        }
        body_en("Dear Anna,\n\nWe shall take legal action, and the breach of contract stands.\n")
            .flags(CODE, &["legal action"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nПретензий не имеем, акт подписан.\n",
            "Добрый день!\n\nРаботы приняты без претензий.\n",
            "Добрый день!\n\nСудно прибыло в порт, рассудите сами.\n",
            "Добрый день!\n\nВ одностороннем порядке движение закрыто.\n",
            "Добрый день!\n\nИскать замену не нужно, в судоходстве перерыв.\n",
            "Добрый день!\n\nСтатья «Неустойка по договору» опубликована.\n",
            "Добрый день!\n\nОтвечаю ниже.\n\n> Мы начислим неустойку.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nThe tennis court is free of penalty.\n").clean(CODE);
        for text in [
            "The bus terminates at the station.",
            "The session is terminated after an hour.",
            "We terminate the call at noon.",
            "The default setting is off.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).clean(CODE);
        }
        draft("To: b@c.example\nCc: belova@firm.example\nSubject: Договор 12\n\nМы обратимся в суд.\n")
            .clean(CODE);
        draft("To: b@c.example\nCc: BELOVA@firm.example\nSubject: Договор 12\n\nМы обратимся в суд.\n")
            .rules(MANAGER)
            .clean(CODE);
        draft("To: b@c.example\nSubject: Договор 12\n\nМы обратимся в суд.\n")
            .rules("[rules]\nconflict-escalate = \"off\"")
            .clean(CODE);
        draft("Мы обратимся в суд.\n").clean(CODE);
    }
}
