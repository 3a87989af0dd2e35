//! `greeting-name-mismatch`: the salutation names somebody whom the letter is written to.
//!
//! Judged only where all recipients give their names; initials, short names and groups pass.

use super::overview::Overview;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;
use crate::letter::person::{Person, full_names, in_cyrillic, is_given_name, is_patronymic};
use crate::text::words::{fold, words};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "greeting-name-mismatch",
    severity: Severity::Warning,
    source: "",
    title: Bilingual {
        ru: "Обращение — к получателю письма",
        en: "The greeting names the recipient",
    },
    why: Bilingual {
        ru: "Чужое имя в обращении выдаёт рассылку и обижает получателя.",
        en: "Another's name in the greeting betrays a mail merge and offends the reader.",
    },
    bad: Bilingual {
        ru: "Кому: Иван Сидоров <ivan@client.example>\n\nУважаемый Пётр!",
        en: "To: Anna Smith <anna@client.example>\n\nDear Robert,",
    },
    good: Bilingual {
        ru: "Кому: Иван Сидоров <ivan@client.example>\n\nУважаемый Иван!",
        en: "To: Anna Smith <anna@client.example>\n\nDear Anna,",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let (Some((header, _)), Some((_, leaf, salutation))) =
        (overview.header(), overview.salutation())
    else {
        return;
    };
    let mut addresses = header.addresses(FieldName::To);
    addresses.extend(header.addresses(FieldName::Cc));
    let people: Option<Vec<Person>> = addresses.iter().map(Person::of).collect();
    let Some(people) = people.filter(|people| !people.is_empty()) else {
        return;
    };
    let text = overview.text_of(leaf);
    let addressee = &text[salutation.addressee.clone()];
    // Only names that are surely names can be the wrong ones.
    let named: Vec<String> = words(addressee)
        .into_iter()
        .map(|word| addressee[word.range].to_owned())
        .filter(|word| is_given_name(word) && !is_patronymic(word))
        .collect();
    let known: Vec<String> = people.iter().flat_map(names).collect();
    let certain = people.iter().all(|person| person.given.is_some());
    let stranger = named
        .iter()
        .find(|name| !known.iter().any(|known| is_same(name, known)));
    let (Some(stranger), true) = (stranger, certain) else {
        return;
    };
    let mut found = report.find(
        leaf.place(salutation.addressee.clone()),
        format_args!("Среди получателей нет имени «{stranger}»."),
        format_args!("Nobody called “{stranger}” is among the recipients."),
    );
    if people.len() == 1 {
        for greeting in super::greeting_missing::greetings(overview) {
            found = found.fix(
                format_args!("Заменить обращение на «{greeting}»"),
                format_args!("Replace the greeting by “{greeting}”"),
                leaf.edit(salutation.range.clone(), &greeting)
                    .into_iter()
                    .collect(),
            );
        }
    }
}

fn names(person: &Person) -> Vec<String> {
    let parts = [&person.given, &person.patronymic, &person.family];
    parts.into_iter().flatten().cloned().collect()
}

/// Whether two given names may be one person's: equal, one short for the other, both short for one,
/// or one written in another script.
fn is_same(a: &str, b: &str) -> bool {
    let forms = |name: &str| {
        let mut forms = vec![fold(name)];
        forms.extend(in_cyrillic(name).map(fold));
        let full: Vec<String> = forms
            .iter()
            .flat_map(|form| full_names(form))
            .map(|full| fold(full))
            .collect();
        forms.extend(full);
        forms
    };
    let (a, b) = (forms(a), forms(b));
    a.iter().any(|form| b.contains(form))
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Уважаемый Пётр!\n\nДоговор готов.\n")
            .flags(CODE, &["Пётр"])
            .fixed(CODE, "\n\nУважаемый Иван Петрович!\n\n");
        body("Добрый день, Анна!\n\nДоговор готов.\n").flags(CODE, &["Анна"]);
        body_en("Dear Robert,\n\nThe contract is ready.\n").flags(CODE, &["Robert"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Уважаемый Иван Петрович!\n\nДоговор готов.\n",
            "Уважаемый г-н Сидоров!\n\nДоговор готов.\n",
            "Уважаемые коллеги!\n\nДоговор готов.\n",
            "Добрый день!\n\nДоговор готов.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Ms Smith,\n\nThe contract is ready.\n").clean(CODE);
        let to = |to: &str, greeting: &str| {
            draft(&format!(
                "To: {to}\nSubject: Акт 5\n\n{greeting}\n\nТекст.\n"
            ))
        };
        to("Александр Иванов <a@b.example>", "Саша, добрый день!").clean(CODE);
        to("Robert Brown <r@b.example>", "Dear Bob,").clean(CODE);
        to("Ivan Petrov <i@b.example>", "Уважаемый Иван!").clean(CODE);
        to("a@b.example", "Уважаемый Пётр!").clean(CODE);
        to("Отдел продаж <sales@b.example>", "Уважаемый Пётр!").clean(CODE);
        to("Петров И. С. <p@b.example>", "Уважаемый Иван Сергеевич!").clean(CODE);
    }
}
