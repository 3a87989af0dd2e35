//! The words for dates in Russian and English, as data.

use std::sync::LazyLock;

use jiff::civil::Weekday;

use super::{Unit, Which};
use crate::text::words::{KeyMap, Word, key};

/// What a word can mean in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// A month from 1 to 12; `short` for an abbreviation.
    Month {
        /// From 1 to 12.
        month: i8,
        /// Whether the name is abbreviated.
        short: bool,
    },
    /// A weekday; `short` for an abbreviation.
    Weekday {
        /// Which.
        weekday: Weekday,
        /// Whether the name is abbreviated.
        short: bool,
    },
    /// A cardinal number in words or figures.
    Number(i64),
    /// An ordinal number: «четвёртого», «24-го», "24th".
    Ordinal(i8),
    /// So many days from today: «завтра», "yesterday".
    Days(i64),
    /// A unit of time.
    Unit(Unit),
    /// «рабочих», "business".
    Working,
    /// «календарных», "calendar".
    Plain,
    /// «следующий», "last".
    Which(Which),
    /// The end of today: "EOD".
    EndOf(Unit),
    /// «конца», "end".
    End,
}

/// The days of the week.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Russian weekdays from Monday on: nominative, genitive, dative, accusative, instrumental,
/// prepositional.
#[rustfmt::skip]
pub const RUSSIAN_WEEKDAYS: [[&str; 6]; 7] = [
    ["понедельник", "понедельника", "понедельнику", "понедельник", "понедельником", "понедельнике"],
    ["вторник", "вторника", "вторнику", "вторник", "вторником", "вторнике"],
    ["среда", "среды", "среде", "среду", "средой", "среде"],
    ["четверг", "четверга", "четвергу", "четверг", "четвергом", "четверге"],
    ["пятница", "пятницы", "пятнице", "пятницу", "пятницей", "пятнице"],
    ["суббота", "субботы", "субботе", "субботу", "субботой", "субботе"],
    ["воскресенье", "воскресенья", "воскресенью", "воскресенье", "воскресеньем", "воскресенье"],
];

/// Abbreviations of Russian weekdays.
#[rustfmt::skip]
pub const RUSSIAN_SHORT_WEEKDAYS: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];

/// English weekdays.
#[rustfmt::skip]
pub const ENGLISH_WEEKDAYS: [&str; 7] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];

/// Abbreviations of English weekdays, the usual one first.
#[rustfmt::skip]
pub const ENGLISH_SHORT_WEEKDAYS: [&[&str]; 7] = [
    &["mon"],
    &["tue", "tues"],
    &["wed", "weds"],
    &["thu", "thur", "thurs"],
    &["fri"],
    &["sat"],
    &["sun"],
];

/// Names of the months.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["январь", "января", "январю", "январем", "январе", "january"],
    &["февраль", "февраля", "февралю", "февралем", "феврале", "february"],
    &["март", "марта", "марту", "мартом", "марте", "march"],
    &["апрель", "апреля", "апрелю", "апрелем", "апреле", "april"],
    &["май", "мая", "маю", "маем", "мае", "may"],
    &["июнь", "июня", "июню", "июнем", "июне", "june"],
    &["июль", "июля", "июлю", "июлем", "июле", "july"],
    &["август", "августа", "августу", "августом", "августе", "august"],
    &["сентябрь", "сентября", "сентябрю", "сентябрем", "сентябре", "september"],
    &["октябрь", "октября", "октябрю", "октябрем", "октябре", "october"],
    &["ноябрь", "ноября", "ноябрю", "ноябрем", "ноябре", "november"],
    &["декабрь", "декабря", "декабрю", "декабрем", "декабре", "december"],
];

/// Abbreviations of the months.
#[rustfmt::skip]
const SHORT_MONTHS: [&[&str]; 12] = [
    &["янв", "jan"],
    &["фев", "февр", "feb"],
    &["мар", "mar"],
    &["апр", "apr"],
    &[],
    &["июн", "jun"],
    &["июл", "jul"],
    &["авг", "aug"],
    &["сен", "сент", "sep", "sept"],
    &["окт", "oct"],
    &["ноя", "нояб", "nov"],
    &["дек", "dec"],
];

/// Genitives of the months, to write a date.
#[rustfmt::skip]
pub const RUSSIAN_MONTHS: [&str; 12] = [
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
    "ноября", "декабря",
];

/// English months, to write a date.
#[rustfmt::skip]
pub const ENGLISH_MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
];

/// Cardinal numbers in words.
#[rustfmt::skip]
const NUMBERS: &[(i64, &[&str])] = &[
    (1, &["один", "одного", "одну", "одной", "one", "a", "an"]),
    (2, &["два", "две", "двух", "two", "couple"]),
    (3, &["три", "трех", "three"]),
    (4, &["четыре", "четырех", "four"]),
    (5, &["пять", "пяти", "five"]),
    (6, &["шесть", "шести", "six"]),
    (7, &["семь", "семи", "seven"]),
    (8, &["восемь", "восьми", "eight"]),
    (9, &["девять", "девяти", "nine"]),
    (10, &["десять", "десяти", "ten"]),
    (11, &["одиннадцать", "одиннадцати", "eleven"]),
    (12, &["двенадцать", "двенадцати", "twelve"]),
    (13, &["тринадцать", "тринадцати", "thirteen"]),
    (14, &["четырнадцать", "четырнадцати", "fourteen"]),
    (15, &["пятнадцать", "пятнадцати", "fifteen"]),
    (16, &["шестнадцать", "шестнадцати", "sixteen"]),
    (17, &["семнадцать", "семнадцати", "seventeen"]),
    (18, &["восемнадцать", "восемнадцати", "eighteen"]),
    (19, &["девятнадцать", "девятнадцати", "nineteen"]),
    (20, &["двадцать", "двадцати", "twenty"]),
    (30, &["тридцать", "тридцати", "thirty"]),
];

/// English ordinal numbers from 1 on.
#[rustfmt::skip]
const ENGLISH_ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
    "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth",
    "thirtieth", "thirty-first",
];

/// Stems of Russian ordinal numbers, which take [`ORDINAL_ENDINGS`].
#[rustfmt::skip]
const RUSSIAN_ORDINALS: &[(i8, &str)] = &[
    (1, "перв"),
    (2, "втор"),
    (4, "четверт"),
    (5, "пят"),
    (6, "шест"),
    (7, "седьм"),
    (8, "восьм"),
    (9, "девят"),
    (10, "десят"),
    (11, "одиннадцат"),
    (12, "двенадцат"),
    (13, "тринадцат"),
    (14, "четырнадцат"),
    (15, "пятнадцат"),
    (16, "шестнадцат"),
    (17, "семнадцат"),
    (18, "восемнадцат"),
    (19, "девятнадцат"),
    (20, "двадцат"),
    (30, "тридцат"),
];

#[rustfmt::skip]
const ORDINAL_ENDINGS: &[&str] = &["ое", "ого", "ому", "ым", "ом"];

/// The one Russian ordinal number of another declension.
#[rustfmt::skip]
const THIRD: &[&str] = &["третье", "третьего", "третьему", "третьим", "третьем"];

/// What Russian and English add to the figures of an ordinal number.
#[rustfmt::skip]
const ORDINAL_SUFFIXES: &[&str] = &[
    "-го", "-е", "-ое", "-ого", "-му", "-ому", "-м", "-ым", "st", "nd", "rd", "th",
];

/// All other words.
#[rustfmt::skip]
const OTHERS: &[(Term, &[&str])] = &[
    (Term::Days(0), &["сегодня", "today", "tonight"]),
    (Term::Days(1), &["завтра", "tomorrow"]),
    (Term::Days(2), &["послезавтра"]),
    (Term::Days(-1), &["вчера", "yesterday"]),
    (Term::Days(-2), &["позавчера"]),
    (Term::Unit(Unit::Day), &["день", "дня", "дней", "дню", "днем", "сутки", "суток", "day", "days"]),
    (Term::Unit(Unit::Week), &["неделя", "недели", "неделе", "неделю", "неделей", "недель", "week", "weeks"]),
    (Term::Unit(Unit::Month), &["месяц", "месяца", "месяцу", "месяцем", "месяце", "месяцев", "month",
        "months"]),
    (Term::Unit(Unit::Quarter), &["квартал", "квартала", "кварталу", "квартале", "кварталов", "quarter",
        "quarters"]),
    (Term::Unit(Unit::Year), &["год", "года", "году", "годом", "годе", "лет", "г", "year", "years"]),
    (Term::Unit(Unit::Hour), &["час", "часа", "часу", "часов", "часам", "ч", "hour", "hours", "hrs"]),
    (Term::Unit(Unit::Minute), &["минута", "минуты", "минуту", "минут", "мин", "minute", "minutes", "mins"]),
    (Term::Working, &["рабочий", "рабочего", "рабочему", "рабочих", "банковских", "working", "business"]),
    (Term::Plain, &["календарный", "календарных", "calendar"]),
    (Term::Which(Which::This), &["этот", "эту", "этой", "этого", "этом", "эта", "текущий", "текущую",
        "текущей", "текущего", "текущем", "ближайший", "ближайшую", "ближайшего", "this", "coming",
        "upcoming"]),
    (Term::Which(Which::Next), &["следующий", "следующую", "следующей", "следующего", "следующем",
        "следующему", "будущий", "будущую", "будущей", "будущего", "будущем", "next"]),
    (Term::Which(Which::Last), &["прошлый", "прошлую", "прошлой", "прошлого", "прошлом", "минувший",
        "минувшую", "last", "previous"]),
    (Term::End, &["конец", "конца", "концу", "конце", "end"]),
    (Term::EndOf(Unit::Day), &["eod", "cob", "eob"]),
    (Term::EndOf(Unit::Week), &["eow"]),
];

/// Terms by the keys of the words for them. Every word of a letter is sought here.
type Terms = KeyMap<(String, Term)>;

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let mut terms = Terms::default();
    for (month, (long, short)) in (1..).zip(MONTHS.iter().zip(SHORT_MONTHS)) {
        add(
            &mut terms,
            Term::Month {
                month,
                short: false,
            },
            long,
        );
        add(&mut terms, Term::Month { month, short: true }, short);
    }
    for (index, weekday) in WEEKDAYS.into_iter().enumerate() {
        let long = Term::Weekday {
            weekday,
            short: false,
        };
        let short = Term::Weekday {
            weekday,
            short: true,
        };
        add(&mut terms, long, &RUSSIAN_WEEKDAYS[index]);
        add(&mut terms, long, &[ENGLISH_WEEKDAYS[index]]);
        add(&mut terms, short, &[RUSSIAN_SHORT_WEEKDAYS[index]]);
        add(&mut terms, short, ENGLISH_SHORT_WEEKDAYS[index]);
    }
    for (number, forms) in NUMBERS {
        add(&mut terms, Term::Number(*number), forms);
    }
    for (number, form) in (1..).zip(ENGLISH_ORDINALS) {
        add(&mut terms, Term::Ordinal(number), &[form]);
    }
    for (number, stem) in RUSSIAN_ORDINALS {
        for ending in ORDINAL_ENDINGS {
            add(
                &mut terms,
                Term::Ordinal(*number),
                &[&format!("{stem}{ending}")],
            );
        }
    }
    add(&mut terms, Term::Ordinal(3), THIRD);
    for (term, forms) in OTHERS {
        add(&mut terms, *term, forms);
    }
    terms
});

fn add(terms: &mut Terms, term: Term, forms: &[&str]) {
    let keyed = |form: &&str| (key(form), ((*form).to_owned(), term));
    terms.extend(forms.iter().map(keyed));
}

/// What a word means in a date.
pub fn term(word: &Word) -> Option<Term> {
    let key = word.key();
    let word = word.folded.as_str();
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        let (known, term) = TERMS.get(&key)?;
        return (known == word).then_some(*term);
    }
    let figures = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &word[..word.len() - figures.len()];
    if figures.is_empty() && number.len() <= 4 {
        return number.parse().ok().map(Term::Number);
    }
    ORDINAL_SUFFIXES
        .contains(&figures)
        .then(|| number.parse().ok().map(Term::Ordinal))
        .flatten()
}
