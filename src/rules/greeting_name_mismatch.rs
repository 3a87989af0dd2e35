//! `greeting-name-mismatch`: the salutation names somebody whom the letter is written to.
//!
//! Judged only where all recipients give their names; initials, short names, other spellings and groups
//! pass. A family name is judged after a title, a patronymic beside the given name it belongs to.

use super::overview::Overview;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;
use crate::letter::person::{
    Person, full_names, in_cyrillic, is_given_name, is_patronymic, is_title, spellings,
};
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
        en: "Someone else's name in the greeting gives away a mail merge and offends the reader.",
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
    if salutation.addressee.is_empty() {
        return;
    }
    let addresses = || {
        let to = header.addresses(FieldName::To);
        to.chain(header.addresses(FieldName::Cc))
    };
    let people: Option<Vec<Person>> = addresses().map(Person::of).collect();
    let Some(people) = people.filter(|people| !people.is_empty()) else {
        return;
    };
    let text = overview.text_of(&leaf);
    let addressee = &text[salutation.addressee.clone()];
    let named: Vec<&str> = words(addressee)
        .into_iter()
        .map(|word| &addressee[word.range])
        .collect();
    let greeting = words(&text[salutation.greeting.clone()]);
    let titled = greeting.last().is_some_and(|word| is_title(&word.folded));
    let stranger = strange_given(&named, &people)
        .or_else(|| strange_patronymic(&named, &people))
        .or_else(|| strange_family(&named, titled, &people));
    let in_mailbox = |name: &String| {
        let mut mailboxes = addresses().map(|address| address.mailbox.to_lowercase());
        mailboxes.any(|mailbox| is_in_mailbox(name, &mailbox))
    };
    let Some(stranger) = stranger.filter(|name| !in_mailbox(name)) else {
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

/// A given name that none of the people has. Only names that are surely names can be wrong ones.
fn strange_given(named: &[&str], people: &[Person]) -> Option<String> {
    if people.iter().any(|person| person.given.is_none()) {
        return None;
    }
    let known: Vec<String> = people.iter().flat_map(names).collect();
    let mut given = named
        .iter()
        .filter(|word| is_given_name(word) && !is_patronymic(word));
    let stranger = given.find(|name| !known.iter().any(|known| is_same(name, known)));
    stranger.map(|name| (*name).to_owned())
}

/// A given name and a patronymic where all who have the name have other patronymics.
fn strange_patronymic(named: &[&str], people: &[Person]) -> Option<String> {
    let [.., given, patronymic] = named else {
        return None;
    };
    if !is_patronymic(patronymic) || is_title(given) {
        return None;
    }
    let namesakes: Vec<&Person> = people
        .iter()
        .filter(|person| {
            let known = person.given.as_deref();
            known.is_none_or(|known| is_same(given, known))
        })
        .collect();
    let other = |person: &&Person| {
        let known = person.patronymic.as_deref();
        known.is_some_and(|known| father(known) != father(patronymic))
    };
    (!namesakes.is_empty() && namesakes.iter().all(other)).then(|| format!("{given} {patronymic}"))
}

/// A patronymic without the endings in which its spellings differ: «Анатольевич», «Анатолиевич»,
/// «Николаевич», «Николаич».
fn father(patronymic: &str) -> String {
    let folded = fold(patronymic).replace('ь', "и");
    let endings = ["ович", "евич", "овна", "евна", "инична", "ична", "ич"];
    let stem = endings
        .iter()
        .find_map(|ending| folded.strip_suffix(ending));
    stem.unwrap_or(&folded)
        .trim_end_matches(['и', 'й', 'е'])
        .to_owned()
}

/// Words after a title that are an office rather than a name.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "president", "chairman", "chairwoman", "chairperson", "chair", "director", "speaker", "minister", "ambassador", "editor",
    "secretary", "mayor", "governor", "judge", "justice", "consul", "dean", "rector", "principal", "manager", "madam", "sir",
    "президент", "председатель", "директор", "министр", "посол", "редактор", "секретарь", "мэр", "губернатор", "судья",
    "консул", "декан", "ректор", "генеральный", "главный", "заместитель", "начальник", "глава",
];

/// The family name after a title, "Dr Stone", where everybody's family name is another.
fn strange_family(named: &[&str], titled: bool, people: &[Person]) -> Option<String> {
    let from = match named.iter().rposition(|word| is_title(word)) {
        Some(title) => title + 1,
        None if titled => 0,
        None => return None,
    };
    let after = named.get(from..)?;
    let capital = |word: &&&str| word.starts_with(char::is_uppercase) && word.chars().count() > 2;
    let family: Vec<&&str> = after.iter().filter(capital).collect();
    let same_script = |name: &str| family.iter().all(|word| is_latin(name) == is_latin(word));
    let unknown = people.iter().any(|person| {
        let known = person.family.as_deref();
        known.is_none_or(|known| known.chars().count() < 3 || !same_script(known))
    });
    let office = after
        .iter()
        .any(|word| OFFICES.contains(&fold(word).as_str()));
    if family.is_empty() || family.len() > 2 || unknown || office {
        return None;
    }
    let known: Vec<String> = people.iter().flat_map(names).collect();
    let met = family.iter().any(|word| {
        known
            .iter()
            .any(|known| is_same(word, known) || is_akin(word, known))
    });
    (!met).then(|| {
        family
            .iter()
            .map(|word| **word)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

/// Whether a name is written in Latin letters, with marks or without: "Müller", "Mueller".
fn is_latin(name: &str) -> bool {
    name.chars()
        .all(|c| c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | '’'))
}

/// Whether two family names may be one: a part of a double name, one gender's form of it, or another
/// spelling.
fn is_akin(a: &str, b: &str) -> bool {
    let plain = |name: &str| -> String {
        fold(name)
            .chars()
            .map(|c| match c {
                'à'..='æ' => 'a',
                'ç' => 'c',
                'è'..='ë' => 'e',
                'ì'..='ï' => 'i',
                'ñ' => 'n',
                'ò'..='ö' | 'ø' => 'o',
                'ù'..='ü' => 'u',
                _ => c,
            })
            .collect()
    };
    let (a, b) = (plain(a), plain(b));
    let parts = |name: &str| -> Vec<String> { name.split('-').map(str::to_owned).collect() };
    let shared = parts(&a).iter().any(|part| parts(&b).contains(part));
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    // «Сидоров» and «Сидорова», «Ковальский» and «Ковальская»; "Mueller" and "Müller".
    shared
        || common >= 3 && common + 3 >= longer
        || common >= 2 && a.replace("ue", "u") == b.replace("ue", "u")
}

/// Whether a name stands in a mailbox: the display name may be another's, or an old one.
fn is_in_mailbox(name: &str, mailbox: &str) -> bool {
    let local = mailbox.split('@').next().unwrap_or_default();
    let mut words = name.split(' ').map(fold);
    words.any(|word| word.is_ascii() && word.len() > 3 && local.contains(&word))
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
        let others: Vec<String> = forms
            .iter()
            .flat_map(|form| spellings(form))
            .cloned()
            .collect();
        forms.extend(others);
        forms
    };
    if a == b {
        return true;
    }
    let (a, b) = (forms(a), forms(b));
    a.iter().any(|form| b.contains(form))
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{Case, body, body_en, draft};

    const CODE: &str = super::RULE.code;

    /// A letter to somebody of this name, who is greeted so.
    fn to_name(name: &str, greeting: &str) -> Case {
        draft(&format!(
            "To: {name} <x@b.example>\nSubject: Акт 5\n\n{greeting}\n\nТекст.\n"
        ))
    }

    #[test]
    fn flagged() {
        body("Уважаемый Пётр!\n\nДоговор готов.\n")
            .flags(CODE, &["Пётр"])
            .fixed(CODE, "\n\nУважаемый Иван Петрович!\n\n");
        body("Добрый день, Анна!\n\nДоговор готов.\n").flags(CODE, &["Анна"]);
        body_en("Dear Robert,\n\nThe contract is ready.\n").flags(CODE, &["Robert"]);
        for (to, greeting, words) in [
            (
                "Иван Петрович Сидоров",
                "Уважаемый Иван Сергеевич!",
                "Иван Сергеевич",
            ),
            (
                "Анна Львовна Белая",
                "Добрый день, Анна Павловна!",
                "Анна Павловна",
            ),
            ("Ольга Орлова", "Уважаемая Алёна!", "Алёна"),
            ("Елена Орлова", "Уважаемая Алёна!", "Алёна"),
            (
                "Иван Сидоров",
                "Уважаемый господин Петренко!",
                "господин Петренко",
            ),
            ("Иван Сидоров", "Господин Петренко!", "Петренко"),
            ("Dr Emily Stone", "Dear Dr Patterson,", "Dr Patterson"),
            ("Emily Stone", "Dear Prof. Novak,", "Prof. Novak"),
            ("Jürgen Müller", "Dear Mr Smith,", "Mr Smith"),
            ("Yuki Tanaka", "Dear Hiroshi,", "Hiroshi"),
            ("Priya Raman", "Good morning, Fatima,", "Fatima"),
            ("John Smith", "Dear Mr Müller,", "Mr Müller"),
            ("Anna Lee", "Dear Ms Stone,", "Ms Stone"),
            ("Anna Smith", "Dear Ms Smolin,", "Ms Smolin"),
            ("Emily Stone", "Dear Mr Van Damme,", "Mr Van Damme"),
            (
                "Emily Stone",
                "Dear Dr Patterson and team,",
                "Dr Patterson and team",
            ),
            (
                "Иван Петров",
                "Уважаемый господин Петренко!",
                "господин Петренко",
            ),
        ] {
            to_name(to, greeting).flags(CODE, &[words]);
        }
        to_name("Emily Stone", "Dear Prof. Novak,").says(CODE, "called “Novak”");
        to_name("Emily Stone", "Dear Dr PJ Novak,").says(CODE, "called “Novak”");
        draft("To: Yuki Tanaka <hannah@b.example>\nSubject: Act 5\n\nDear Ann,\n\nText.\n")
            .flags(CODE, &["Ann"]);
    }

    #[test]
    fn other_spellings_and_forms_of_a_name_are_the_same_name() {
        for (to, greeting) in [
            ("Наталия Белая", "Уважаемая Наталья!"),
            ("Дмитрий Белый", "Уважаемый Димитрий!"),
            ("София Белая", "Уважаемая Софья!"),
            ("Sofia Brown", "Dear Sophia,"),
            ("Katherine Brown", "Dear Catherine,"),
            ("Steven Brown", "Dear Stephen,"),
            ("Mohamed Salah", "Dear Muhammad,"),
            ("Catherine Brown", "Dear Kate,"),
            ("Юрий Анатольевич Белый", "Уважаемый Юрий Анатолиевич!"),
            ("Пётр Николаевич Белый", "Уважаемый Пётр Николаич!"),
            ("Анна Белая", "Уважаемая Анна Сергеевна!"),
            ("Анна Сидорова", "Уважаемый господин Сидоров!"),
            ("Jane Smith-Jones", "Dear Ms Jones,"),
            ("Jürgen Müller", "Dear Mr Mueller,"),
            ("Jan Sørensen", "Dear Mr Sorensen,"),
            ("Björn Ödegård", "Dear Mr Odegard,"),
            ("Lars Åberg", "Dear Mr Aberg,"),
            ("Ayşe Çelik", "Dear Ms Celik,"),
            ("Paul Éluard", "Dear Mr Eluard,"),
            ("Ana Íñiguez", "Dear Ms Iniguez,"),
            ("John Brown", "Dear Mr John Brown,"),
            ("John Brown", "Dear Mr President,"),
            ("John Brown", "Dear Sir,"),
            ("John Brown", "Dear Mr J. Brown,"),
            ("Иван Сидоров", "Dear Mr Sidorov,"),
            ("Wei Zhang", "Dear Mr Wei,"),
            ("Hans Müller", "Уважаемый господин Мюллер!"),
            ("Juan González", "Уважаемый г-н Гонсалес!"),
            ("Пётр Громов", "Dear Peter,"),
            ("Евгений Громов", "Dear Eugene,"),
            ("Иван Петрович Сидоров", "Уважаемый Иван Сидоров!"),
            (
                "Роман Аркадьевич Абрамович",
                "Уважаемый господин Абрамович!",
            ),
        ] {
            to_name(to, greeting).clean(CODE);
        }
        draft("To: Yuki Tanaka <hiroshi.tanaka@b.example>\nSubject: Act 5\n\nDear Hiroshi,\n\nText.\n")
            .clean(CODE);
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
        to("Jörg Müller <j@b.example>", "Dear Jorg,").clean(CODE);
        to("Ivan Petrov <i@b.example>", "Уважаемый Иван!").clean(CODE);
        to("a@b.example", "Уважаемый Пётр!").clean(CODE);
        to("Отдел продаж <sales@b.example>", "Уважаемый Пётр!").clean(CODE);
        to("Петров И. С. <p@b.example>", "Уважаемый Иван Сергеевич!").clean(CODE);
    }
}
