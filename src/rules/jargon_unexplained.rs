//! `jargon-unexplained`: technical terms are explained once in a letter that leaves the company.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::overview::Overview;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::Language;
use crate::letter::address::Address;
use crate::letter::header::FieldName;
use crate::text::phrases::{Match, Phrases};
use crate::text::words::{Word, words};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "jargon-unexplained",
    severity: Severity::Hint,
    source: "D10",
    title: Bilingual {
        ru: "Термины объяснены на языке заказчика",
        en: "Technical terms are explained in the customer's words",
    },
    why: Bilingual {
        ru: "Заказчик не обязан знать наши термины; непонятное слово задержит решение.",
        en: "The customer need not know the terms of our trade; an unknown word delays the decision.",
    },
    bad: Bilingual {
        ru: "Хотфикс выйдет в понедельник.",
        en: "The hotfix goes out on Monday.",
    },
    good: Bilingual {
        ru: "Хотфикс (срочное исправление) выйдет в понедельник.",
        en: "The hotfix (an urgent correction) goes out on Monday.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A term that is not explained where it stands.
const TERM: u8 = 0;
/// A term with its explanation beside it.
const EXPLAINED: u8 = 1;
/// A term that the other side uses itself.
const QUOTED: u8 = 2;

/// So many bytes of a quoted message are read.
const QUOTE_BYTES: usize = 4096;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let terms = context.config.glossary.terms(passage.letters.language());
    for hit in terms.find_all(passage.text, &passage.words) {
        let range = range_of(&hit, &passage.words);
        if passage.is_speech(&range) || hit.value.is_empty() {
            continue;
        }
        let kind = match is_explained(passage.text, &range) {
            true => EXPLAINED,
            false => TERM,
        };
        report.mark(kind, range, hit.value.as_str());
    }
}

/// Marks the terms that a quoted message uses: its author knows them.
pub fn read_quote(text: &str, context: &Context, report: &mut Report) {
    let start = &text[..text.floor_char_boundary(QUOTE_BYTES)];
    let words = words(start);
    for language in [Language::Russian, Language::English] {
        let terms: &Phrases<String> = context.config.glossary.terms(language);
        for hit in terms.find_all(start, &words) {
            report.mark(QUOTED, range_of(&hit, &words), hit.value.as_str());
        }
    }
}

fn range_of(hit: &Match<String>, words: &[Word]) -> Range<usize> {
    words[hit.words.start].range.start..words[hit.words.end - 1].range.end
}

/// What introduces a term stands within so many bytes before it.
const INTRODUCED: usize = 64;

/// Whether an explanation stands beside a term: in brackets after it, the term itself in brackets, or
/// after a dash or «то есть».
fn is_explained(text: &str, term: &Range<usize>) -> bool {
    let after = text[term.end..].trim_start_matches(['»', '"', '”', '’', ' ', '\n', '\r', '*']);
    let before = text[..term.start].trim_end_matches(['«', '"', '“', '*']);
    let openings = [
        "(",
        "—",
        "–",
        "- ",
        ", то есть",
        ", т. е.",
        ", т.е.",
        ", that is",
        ", i.e.",
        ", which is",
        ", or ",
    ];
    let bracketed = before.ends_with('(') || before.ends_with("( ");
    let named = [
        "то есть",
        "т. е.",
        "так называемый",
        "так называемая",
        "so-called",
        "what we call",
        "called",
    ];
    let before = before.trim_end();
    let near = before.ceil_char_boundary(before.len().saturating_sub(INTRODUCED));
    let near = before[near..].to_lowercase();
    let introduced = named.iter().any(|words| near.ends_with(words));
    bracketed || introduced || openings.iter().any(|opening| after.starts_with(opening))
}

/// So many places where terms stand are looked at, and as many where they are explained or quoted.
const MOST_TERMS: usize = 1000;

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    if overview.count(RULE.code, TERM) == 0
        || !leaves_the_company(overview, context)
        || goes_to_the_trade(overview)
    {
        return;
    }
    let of_kind = |kind| overview.marks_of(RULE.code, kind).take(MOST_TERMS);
    let known = [EXPLAINED, QUOTED].into_iter().flat_map(of_kind);
    let mut told: HashSet<&str, FixedState> =
        known.map(|placed| placed.mark.text.as_str()).collect();
    for placed in of_kind(TERM) {
        let explanation = placed.mark.text.as_str();
        if !told.insert(explanation) {
            continue;
        }
        let range = placed.mark.range.clone();
        let place = placed.leaf.place(range.clone());
        let term = overview.text_of(&placed.leaf)[range.clone()].to_owned();
        let found = report.find(
            place,
            format_args!("Заказчик может не знать слова «{term}»: поясните его."),
            format_args!("The customer may not know “{term}”: explain it."),
        );
        let edit = placed
            .leaf
            .edit(range.end..range.end, &format!(" ({explanation})"));
        found.fix(
            format_args!("Пояснить: «{term} ({explanation})»"),
            format_args!("Explain: “{term} ({explanation})”"),
            edit.into_iter().collect(),
        );
    }
}

/// How those are called who know the terms: in the name or the mailbox of a recipient, or in the
/// salutation.
const TRADE: &[&str] = &[
    "develop",
    "dev",
    "devs",
    "engineer",
    "program",
    "coder",
    "sysadmin",
    "admin",
    "devops",
    "sre",
    "qa",
    "разработ",
    "програм",
    "инженер",
    "админ",
    "тестиров",
    "айти",
    "техподдержк",
];

/// Whether the letter goes to people of the trade: "Dear developers", dev@….
fn goes_to_the_trade(overview: &Overview) -> bool {
    let recipients = overview
        .header()
        .map(|(header, _)| header.addresses(FieldName::To));
    let mut recipients = recipients.into_iter().flatten();
    let addressed = recipients.any(|address| {
        let local = address.mailbox.split('@').next().unwrap_or_default();
        names_the_trade(&address.name) || names_the_trade(&local.replace(['.', '_', '-', '+'], " "))
    });
    addressed
        || overview.prose().next().is_some_and(|(_, leaf)| {
            let salutation = leaf.block.content.salutation();
            salutation.is_some_and(|found| {
                let text = overview.text_of(&leaf);
                text.get(found.range.clone()).is_some_and(names_the_trade)
            })
        })
}

/// Whether a word of a text is such a name: a short one whole, a long one by its beginning.
fn names_the_trade(text: &str) -> bool {
    words(text).iter().any(|word| {
        TRADE.iter().any(|stem| match stem.chars().count() < 4 {
            true => word.folded == *stem,
            false => word.folded.starts_with(stem),
        })
    })
}

/// Whether the letter surely goes to somebody outside: a recipient's domain is not the company's, or
/// not the writer's own where the company's are not set.
fn leaves_the_company(overview: &Overview, context: &Context) -> bool {
    let Some((header, _)) = overview.header() else {
        return false;
    };
    let mut own: Vec<String> = context.config.company.domains.clone();
    if own.is_empty() {
        let writers = header.addresses(FieldName::From);
        own.extend(writers.map(Address::domain));
    }
    own.retain(|domain| !domain.is_empty());
    let mut recipients = header.addresses(FieldName::To);
    let outside = |domain: &str| {
        !domain.is_empty()
            && own
                .iter()
                .all(|own| !super::from_not_corporate::is_within(domain, &own.to_lowercase()))
    };
    !own.is_empty() && recipients.any(|address| outside(&address.domain()))
}

#[cfg(test)]
mod cases {
    use super::MOST_TERMS;
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nХотфикс выйдет в понедельник, хотфиксом займётся Пётр.\n")
            .flags(CODE, &["Хотфикс"])
            .fixed(CODE, "Хотфикс (срочное исправление) выйдет");
        body("Добрый день!\n\nНа этой неделе запланирован деплой, откат не нужен.\n")
            .flags(CODE, &["деплой"]);
        body_en("Dear Anna,\n\nThe webhook is ready, and the webhooks are tested.\n")
            .flags(CODE, &["webhook"]);
        for (text, term) in [
            ("Сверьте SKU по складу.", "SKU"),
            ("Цена указана на условиях FCA Казань.", "FCA"),
            ("Коносамент придёт завтра.", "Коносамент"),
            ("EBITDA выросла.", "EBITDA"),
            ("Нужна МЧД директора.", "МЧД"),
            ("Кросс-докинг в Твери.", "Кросс-докинг"),
            ("Возможна цессия.", "цессия"),
            ("У пациента ХОБЛ.", "ХОБЛ"),
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).flags(CODE, &[term]);
        }
        for (text, term) in [
            ("Check the SKUs in the list.", "SKUs"),
            ("The demurrage is due.", "demurrage"),
            ("The bill of lading is here.", "bill of lading"),
            ("Our EBITDA rose.", "EBITDA"),
            ("We offer escrow.", "escrow"),
            ("The load balancer is new.", "load balancer"),
            ("We found a comorbidity.", "comorbidity"),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).flags(CODE, &[term]);
        }
        for to in [
            "Device Rent <rent@client.example>",
            "Admiral Hotel <hotel@client.example>",
        ] {
            draft(&format!(
                "From: a@firm.example\nTo: {to}\nSubject: API 2\n\nThe webhook changes on Monday.\n"
            ))
            .flags(CODE, &["webhook"]);
        }
        body_en("Dear Anna,\n\nThe hotfix goes out on Monday.\n")
            .fixed(CODE, "The hotfix (an urgent correction) goes out");
    }

    #[test]
    fn a_term_that_comes_late_in_a_very_long_text_is_not_looked_for() {
        let letter = |hotfixes: usize| {
            let many = "Хотфикс готов.\n\n".repeat(hotfixes);
            body(&format!("Добрый день!\n\n{many}Вечером деплой.\n"))
        };
        letter(MOST_TERMS - 1).flags(CODE, &["Хотфикс", "деплой"]);
        letter(MOST_TERMS).flags(CODE, &["Хотфикс"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nХотфикс (срочное исправление) выйдет в понедельник. Хотфикс проверен.\n",
            "Добрый день!\n\nХотфикс — срочное исправление — выйдет в понедельник.\n",
            "Добрый день!\n\nСрочное исправление (хотфикс) выйдет в понедельник.\n",
            "Добрый день!\n\nСтатья «Деплой без боли» опубликована.\n",
            "Добрый день!\n\nХотфикс выйдет в понедельник.\n\n> Когда выйдет хотфикс?\n",
            "Добрый день!\n\nСчёт с НДС в формате PDF для ООО «Вектор», ИНН 7701.\n",
            "Добрый день!\n\nСм. `deploy.sh`.\n",
            "Добрый день!\n\nГотово.\n\n-- \nОтдел деплоя\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nThe webhook, that is, an automatic message, is ready.\n")
            .clean(CODE);
        body_en("Dear Anna,\n\nPlease see the PDF and the FAQ.\n").clean(CODE);
        body_en("Dear Anna,\n\nOur CEO and the HR team will send the VAT invoice and the USB key to the UK.\n")
            .clean(CODE);
        body("Добрый день!\n\nООО с ИНН и КПП: оплата в РФ по СБП, акт МРТ, СМС с QR-кодом, CRM и IT-отдел.\n")
            .clean(CODE);
        draft("From: a@firm.example\nTo: b@dev.firm.example\nSubject: Выпуск 5\n\nКоллеги, деплой в пятницу.\n")
            .clean(CODE);
        draft("From: a@mail.example\nTo: b@firm.example\nSubject: Выпуск 5\n\nКоллеги, деплой в пятницу.\n")
            .rules("[company]\ndomains = [\"firm.example\"]")
            .clean(CODE);
        draft("Коллеги, деплой в пятницу.\n").clean(CODE);
        draft("From: a@firm.example\nTo: Developers <api-dev@client.example>\nSubject: API 2\n\nThe API and the webhook change on Monday.\n")
            .clean(CODE);
        for to in [
            "Отдел разработки <info@client.example>",
            "Анна <dev@client.example>",
        ] {
            draft(&format!(
                "From: a@firm.example\nTo: {to}\nSubject: API 2\n\nAPI изменится в понедельник.\n"
            ))
            .clean(CODE);
        }
        for people in ["разработчики", "айтишники"] {
            draft(&format!("From: a@firm.example\nTo: b@client.example\nSubject: API 2\n\nУважаемые {people}!\n\nAPI изменится в понедельник.\n"))
                .clean(CODE);
        }
    }
}
