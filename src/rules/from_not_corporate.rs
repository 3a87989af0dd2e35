//! `from-not-corporate`: letters to customers leave from the corporate mailbox.

use super::overview::Overview;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "from-not-corporate",
    severity: Severity::Warning,
    source: "D5",
    title: Bilingual {
        ru: "Письмо уходит с корпоративного ящика",
        en: "The letter leaves from the corporate mailbox",
    },
    why: Bilingual {
        ru: "Переписка с личного ящика не видна компании и подрывает доверие заказчика.",
        en: "Mail from a private mailbox is lost to the company and costs the customer's trust.",
    },
    bad: Bilingual {
        ru: "От: Анна Смирнова <anna.smirnova@mail.ru>",
        en: "From: John Brown <john.brown@gmail.com>",
    },
    good: Bilingual {
        ru: "От: Анна Смирнова <smirnova@vektor.example>",
        en: "From: John Brown <brown@vector.example>",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let Some((header, leaf)) = overview.header() else {
        return;
    };
    let Some(field) = header.field(FieldName::From) else {
        return;
    };
    let company = &context.config.company;
    for address in header.addresses(FieldName::From) {
        let domain = address.domain();
        let own = company
            .domains
            .iter()
            .any(|own| is_within(&domain, &own.to_lowercase()));
        let free = company.free_mail.contains(&domain);
        let foreign = free || !company.domains.is_empty();
        if domain.is_empty() || own || !foreign {
            continue;
        }
        let found = report.find(
            leaf.place(field.value_range.clone()),
            format_args!("Ящик в домене {domain} — не корпоративный."),
            format_args!("A mailbox at {domain} is not a corporate one."),
        );
        if let Some(mailbox) = &context.config.writer.mailbox {
            let value = match address.name.as_str() {
                "" => mailbox.clone(),
                name => format!("{name} <{mailbox}>"),
            };
            found.fix(
                format_args!("Заменить на {mailbox}"),
                format_args!("Replace by {mailbox}"),
                overview
                    .set_field(FieldName::From, &value)
                    .into_iter()
                    .collect(),
            );
        }
    }
}

/// Whether a domain is another or lies under it.
pub fn is_within(domain: &str, own: &str) -> bool {
    domain == own
        || domain
            .strip_suffix(own)
            .is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::draft;

    const CODE: &str = super::RULE.code;
    const OWN: &str =
        "[company]\ndomains = [\"firm.example\"]\n[writer]\nmailbox = \"anna@firm.example\"";

    #[test]
    fn flagged() {
        draft("From: Анна <anna@mail.ru>\nTo: a@b.example\nSubject: Акт 5\n\nТекст.\n")
            .flags(CODE, &["Анна <anna@mail.ru>"]);
        draft("From: Анна <anna@other.example>\nTo: a@b.example\nSubject: Акт 5\n\nТекст.\n")
            .rules(OWN)
            .flags(CODE, &["Анна <anna@other.example>"])
            .fixed(CODE, "From: Анна <anna@firm.example>\n");
        draft("От: anna@gmail.com\nКому: a@b.example\nТема: Акт 5\n\nТекст.\n")
            .flags(CODE, &["anna@gmail.com"]);
    }

    #[test]
    fn clean() {
        draft("From: Анна <anna@firm.example>\nTo: a@gmail.com\nSubject: Акт 5\n\nТекст.\n")
            .clean(CODE);
        draft("From: a@mail.firm.example\nTo: a@gmail.com\nSubject: Акт 5\n\nТекст.\n")
            .rules(OWN)
            .clean(CODE);
        draft("To: a@gmail.com\nSubject: Акт 5\n\nТекст.\n").clean(CODE);
        draft("From: Анна\nTo: a@gmail.com\nSubject: Акт 5\n\nТекст.\n").clean(CODE);
    }
}
