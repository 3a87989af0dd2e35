//! `you-capital`: «Вы» to one person is written with a capital throughout, or nowhere.

use super::overview::{Overview, Placed};
use super::report::MOST_FINDINGS;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::{Language, You};
use crate::text::Edit;
use crate::text::words::{Word, capitalised, fold, words};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "you-capital",
    severity: Severity::Information,
    source: "G3",
    title: Bilingual {
        ru: "«Вы» к одному человеку пишется единообразно",
        en: "«Вы» to one person is written one way throughout",
    },
    why: Bilingual {
        ru: "«Вы» то с прописной, то со строчной буквы читается как небрежность или неуважение.",
        en: "In Russian, a lower-case «вы» beside a capital one reads as carelessness or a slight.",
    },
    bad: Bilingual {
        ru: "Направляем Вам договор. Ждём вашего ответа.",
        en: "Направляем Вам договор. Ждём вашего ответа.",
    },
    good: Bilingual {
        ru: "Направляем Вам договор. Ждём Вашего ответа.",
        en: "Направляем Вам договор. Ждём Вашего ответа.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A form in lower case.
const LOWER: u8 = 0;
/// A form with a capital that nothing but courtesy explains.
const CAPITAL: u8 = 1;

/// All forms of «вы» and «ваш», folded.
const FORMS: &[&str] = &[
    "вы",
    "вас",
    "вам",
    "вами",
    "ваш",
    "ваша",
    "ваше",
    "ваши",
    "вашего",
    "вашему",
    "вашим",
    "вашем",
    "вашей",
    "вашу",
    "вашею",
    "ваших",
    "вашими",
];

/// Words beside «вы» that make it several people.
const SEVERAL: &[&str] = &[
    "все",
    "всех",
    "всем",
    "всеми",
    "оба",
    "обе",
    "обоих",
    "обеих",
    "обоим",
    "обеим",
    "двое",
    "трое",
];

fn collect(passage: &Passage, _: &Context, report: &mut Report) {
    for (at, word) in passage.words.iter().enumerate() {
        let polite = word.folded.starts_with('в') && FORMS.contains(&word.folded.as_str());
        if !polite || passage.is_speech(&word.range) {
            continue;
        }
        let raw = &passage.text[word.range.clone()];
        if passage.is_name(word) {
            report.mark(CAPITAL, word.range.clone(), raw);
        } else if raw.starts_with(char::is_lowercase) && !is_about_others(&passage.words, at) {
            report.mark(LOWER, word.range.clone(), raw);
        }
    }
}

/// Whether the words around say that «вы» is several people, or is the word itself («на вы»).
fn is_about_others(words: &[Word], at: usize) -> bool {
    let neighbour = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.map_or("", |word| word.folded.as_str())
    };
    let (before, after) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
    // «Все ваши документы» are all the documents of one person.
    let pronoun = !words[at].folded.starts_with("ваш");
    let company = words[at].folded == "вы" && after == "с";
    let polite_form = words[at].folded == "вы" && before == "на";
    let several = pronoun && (SEVERAL.contains(&before) || SEVERAL.contains(&after));
    several || company || polite_form
}

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let asked = context.config.you == You::Capital;
    let lower = overview.count(RULE.code, LOWER);
    let courteous = asked || overview.count(RULE.code, CAPITAL) > 0;
    if lower == 0 || !courteous || !is_to_one_person(overview) {
        return;
    }
    // Where there are more, they are capitalised as a refactoring: see `rewrites`.
    let all = match lower > MOST_FINDINGS {
        true => Vec::new(),
        false => capitalise_all(overview),
    };
    for (index, placed) in overview.marks_of(RULE.code, LOWER).enumerate() {
        if report.is_full() {
            break;
        }
        let text = &placed.mark.text;
        let found = report.find(
            placed.leaf.place(placed.mark.range.clone()),
            format_args!(
                "«{text}» со строчной буквы, а обращение к одному человеку здесь — с прописной."
            ),
            format_args!(
                "«{text}» is in lower case, while the letter addresses one person with a capital."
            ),
        );
        let found = match index {
            0 if all.len() > 1 => found.safe_fix(
                "Писать «Вы» с прописной буквы во всём письме",
                "Capitalise «Вы» throughout the letter",
                all.clone(),
            ),
            _ => found,
        };
        let capital = capitalised(text);
        found.safe_fix(
            format_args!("Заменить на «{capital}»"),
            format_args!("Replace by «{capital}»"),
            capital_for(&placed).into_iter().collect(),
        );
    }
}

/// The edits that capitalise «вы» in the whole letter, whether or not the rule asks for it.
pub fn capitalise_all(overview: &Overview) -> Vec<Edit> {
    let lower = overview.marks_of(RULE.code, LOWER);
    lower.filter_map(|placed| capital_for(&placed)).collect()
}

fn capital_for(placed: &Placed) -> Option<Edit> {
    let capital = capitalised(&placed.mark.text);
    placed.leaf.edit(placed.mark.range.clone(), &capital)
}

/// Whether the letter is surely to one person: one recipient who is a person, or a salutation that
/// names one; never where the salutation is to several.
fn is_to_one_person(overview: &Overview) -> bool {
    if overview.language() != Language::Russian || overview.recipient_count() > 1 {
        return false;
    }
    let named = overview.recipients().len() == 1;
    let salutation = overview.salutation().map(|(_, leaf, salutation)| {
        let text = overview.text_of(&leaf);
        let greeting = fold(&text[salutation.greeting.clone()]);
        let addressee = text[salutation.addressee.clone()].to_owned();
        (greeting, addressee)
    });
    match salutation {
        Some((greeting, addressee)) if !addressee.is_empty() => {
            let several = greeting.ends_with("ые") || greeting.ends_with("ие");
            !several && (is_person(&addressee) || named && !is_group(&addressee))
        }
        _ => named,
    }
}

fn is_person(addressee: &str) -> bool {
    let words = words(addressee);
    let capital = |word: &Word| addressee[word.range.clone()].starts_with(char::is_uppercase);
    !words.is_empty() && words.iter().all(capital) && !addressee.contains(',')
}

/// Whether an addressee is written as several people: «коллеги», «дамы и господа».
fn is_group(addressee: &str) -> bool {
    words(addressee).iter().any(|word| {
        let lower = addressee[word.range.clone()].starts_with(char::is_lowercase);
        lower && word.folded.ends_with(['и', 'а', 'ы', 'е', 'м', 'я'])
    })
}

#[cfg(test)]
mod cases {
    use super::MOST_FINDINGS;
    use crate::rules::cases::{body, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Уважаемый Иван Петрович!\n\nНаправляем Вам договор. Ждём вашего ответа, просим вас не медлить.\n")
            .flags(CODE, &["вашего", "вас"])
            .fixed(CODE, "Ждём Вашего ответа, просим Вас не медлить.");
        body("Добрый день!\n\nЖдём вашего ответа. Рады видеть Вас.\n")
            .flags(CODE, &["вашего"])
            .fixed(CODE, "Ждём Вашего ответа.");
        body("Добрый день, Иван Петрович!\n\nПросим вас ответить.\n")
            .rules("you = \"capital\"")
            .flags(CODE, &["вас"]);
        body("Уважаемый Иван Петрович!\n\nНаправляем Вам акт на ваш адрес. Все ваши замечания учтены.\n")
            .flags(CODE, &["ваш", "ваши"]);
        for (text, word) in [
            ("Если вы готовы, подпишите акт.", "вы"),
            ("Надеемся на вас.", "вас"),
            ("Поздравляем вас с праздником.", "вас"),
        ] {
            body(&format!(
                "Уважаемый Иван Петрович!\n\nНаправляем Вам договор. {text}\n"
            ))
            .flags(CODE, &[word]);
        }
        draft("Уважаемая Анна Сергеевна!\n\nБлагодарим Вас. Ваш ответ получен, ваши данные внесены.\n")
            .flags(CODE, &["ваши"]);
    }

    #[test]
    fn all_are_capitalised_at_once_where_there_are_several() {
        let text = "Направляем Вам договор. Ждём вашего ответа";
        body(&format!("Уважаемый Иван Петрович!\n\n{text}.\n")).fixes(CODE, 1);
        body(&format!(
            "Уважаемый Иван Петрович!\n\n{text}, просим вас не медлить.\n"
        ))
        .fixes(CODE, 2);
    }

    #[test]
    fn more_than_are_found_are_not_offered_at_once() {
        let letter = |count: usize| {
            let many = "Ждём вашего ответа.\n\n".repeat(count);
            body(&format!(
                "Уважаемый Иван Петрович!\n\nНаправляем Вам акт.\n\n{many}"
            ))
        };
        let (all, one) = (
            "Capitalise «Вы» throughout the letter",
            "Replace by «Вашего»",
        );
        letter(MOST_FINDINGS).titles(CODE, &[all, one]);
        letter(MOST_FINDINGS + 1).titles(CODE, &[one]);
    }

    #[test]
    fn a_letter_is_to_one_person_by_its_salutation_and_its_recipients() {
        let letter = |to: &str, salutation: &str| {
            draft(&format!(
                "To: {to}\nSubject: Акт 5\n\n{salutation}\n\nНаправляем Вам акт. Ждём вашего ответа.\n"
            ))
        };
        let (ivan, sales) = ("Иван Сидоров <i@b.example>", "sales@b.example");
        for (to, salutation) in [
            (ivan, "Моё почтение!"),
            (ivan, "Уважаемый клиент!"),
            (ivan, "Уважаемый Иван!"),
            (sales, "Уважаемый Иван!"),
        ] {
            letter(to, salutation).flags(CODE, &["вашего"]);
        }
        for (to, salutation) in [
            (ivan, "Уважаемые Сидоровы!"),
            (ivan, "Дорогие Сидоровы!"),
            (ivan, "Добрый день, друзья!"),
            (sales, "Добрый день, Иван и Анна!"),
            (sales, "Иван, Анна, добрый день!"),
            (sales, "Уважаемый клиент!"),
            (
                "Иван Сидоров <i@b.example>, Анна Белая <a@b.example>",
                "Уважаемый Иван!",
            ),
        ] {
            letter(to, salutation).clean(CODE);
        }
    }

    #[test]
    fn clean() {
        for text in [
            "Уважаемый Иван Петрович!\n\nВаш договор готов. Ждём вашего ответа.\n",
            "Уважаемый Иван Петрович!\n\nНаправляем Вам договор. Ждём Вашего ответа.\n",
            "Уважаемый Иван Петрович!\n\nЖдём вашего ответа, просим вас не медлить.\n",
            "Добрый день, коллеги!\n\nНаправляем Вам договор. Ждём вашего ответа.\n",
            "Дорогие друзья!\n\nНаправляем Вам договор. Ждём вашего ответа.\n",
            "Уважаемые коллеги!\n\nНаправляем Вам договор. Ждём вашего ответа.\n",
            "Уважаемый Иван Петрович!\n\nНаправляем Вам договор. Ждём всех вас в четверг, и вы с коллегами успеете.\n",
            "Уважаемый Иван Петрович!\n\nНаправляем Вам договор. Он сказал: «Жду вашего ответа».\n",
            "Уважаемый Иван Петрович!\n\nНаправляем Вам договор.\n\n> Ждём вашего ответа.\n",
            "Уважаемый Иван Петрович!\n\nМы обращаемся к Вам на вы.\n",
        ] {
            body(text).clean(CODE);
        }
        draft("To: a@b.example, c@d.example\nSubject: Акт 5\n\nДобрый день!\n\nПрошу Вас и вашего коллегу.\n")
            .clean(CODE);
        for salutation in ["Уважаемый клиент!", "Добрый день, Иван и Анна!"]
        {
            draft(&format!(
                "To: sales@b.example\nSubject: Акт 5\n\n{salutation}\n\nНаправляем Вам акт. Ждём вашего ответа.\n"
            ))
            .clean(CODE);
        }
        draft("To: sales@b.example\nSubject: Акт 5\n\nДобрый день!\n\nПрошу Вас ускорить, ваш заказ готов.\n")
            .clean(CODE);
    }
}
