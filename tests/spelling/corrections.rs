//! The corrections, on real misspellings and on each kind of slip.

use std::time::{Duration, Instant};

use letter_ls::spelling::{Verdict, corrections, judge};

/// A misspelling, what is right, and whether the ranking was tuned on it.
fn misspellings(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let mut field = || fields.next().expect("three fields");
            (field(), field(), field() == "tuned")
        })
}

const RUSSIAN: &str = include_str!("misspellings.ru.tsv");
const ENGLISH: &str = include_str!("misspellings.en.tsv");

/// How many per cent of one half come first, «е» and «ё» taken for one.
fn first_right(list: &'static str, tuned: bool) -> usize {
    let half: Vec<_> = misspellings(list)
        .filter(|(.., half)| *half == tuned)
        .collect();
    assert_eq!(half.len(), 150);
    let plain = |word: &str| word.replace('ё', "е");
    let is_first = |(typed, right, _): &&(&str, &str, bool)| {
        assert_eq!(judge(typed, &()), Verdict::Unknown, "{typed}");
        corrections(typed, 5, [])
            .first()
            .is_some_and(|first| plain(first) == plain(right))
    };
    half.iter().filter(is_first).count() * 100 / half.len()
}

#[test]
fn nine_of_ten_come_first() {
    for list in [RUSSIAN, ENGLISH] {
        let (tuned, held) = (first_right(list, true), first_right(list, false));
        assert!(tuned >= 95 && held >= 90, "tuned {tuned} %, held {held} %");
    }
}

#[test]
fn corrections_are_right_words() {
    for (typed, ..) in misspellings(RUSSIAN).chain(misspellings(ENGLISH)) {
        let found = corrections(typed, 5, []);
        assert!(!found.is_empty() && found.len() <= 5, "{typed}: {found:?}");
        for word in found.iter().flat_map(|words| words.split(' ')) {
            assert_ne!(judge(word, &()), Verdict::Unknown, "{typed}: {word}");
        }
    }
}

#[test]
fn every_kind_of_slip() {
    for (typed, right) in [
        // The keyboard.
        ("договлр", "договор"),
        ("invpice", "invoice"),
        ("ghbdtn", "привет"),
        ("Ghbdtn", "Привет"),
        ("руддщ", "hello"),
        ("писмьо", "письмо"),
        ("cчёт", "счёт"),
        // The ear.
        ("кампания-парнер", "кампания-партнер"),
        ("зделать", "сделать"),
        ("здраствуйте", "здравствуйте"),
        ("осуществлятся", "осуществляться"),
        ("чорный", "чёрный"),
        ("recieve", "receive"),
        ("definately", "definitely"),
        // Doubled letters.
        ("комисия", "комиссия"),
        ("accomodation", "accommodation"),
        // Together or apart.
        ("немогу", "не могу"),
        ("всвязи", "в связи"),
        ("каклибо", "как-либо"),
        ("изза", "из-за"),
        ("он-лайн", "онлайн"),
        ("alot", "a lot"),
        // Case.
        ("КОМИСИЯ", "КОМИССИЯ"),
        ("Комисия", "Комиссия"),
        ("ДОговор", "Договор"),
        ("москва", "Москва"),
        ("tuesday", "Tuesday"),
        // Numbers.
        ("5-ый", "5-й"),
        ("22th", "22nd"),
        // Apostrophes.
        ("dont", "don't"),
        ("companie's", "company's"),
    ] {
        assert_eq!(
            corrections(typed, 5, []).first().map(String::as_str),
            Some(right),
            "{typed}"
        );
    }
}

#[test]
fn words_of_ones_own_are_proposed() {
    assert_eq!(corrections("Сидорофф", 1, ["Сидороффф"]), ["Сидороффф"]);
    assert!(corrections("qqqqqqqq", 5, []).is_empty());
}

#[test]
fn the_longest_words_take_no_time() {
    let mut times: Vec<Duration> = Vec::new();
    for unit in [
        "переосвидетельствование",
        "Internationalization",
        "Аа",
        "zx",
    ] {
        for length in [1, 5, 10, 20, 30, 40, 41, 100, 10_000] {
            let word: String = unit.chars().cycle().take(length).collect();
            let start = Instant::now();
            assert!(corrections(&word, 5, []).len() <= 5);
            times.push(start.elapsed());
        }
    }
    // Far above what it takes (see benches/spelling.rs), for a debug build on a busy machine.
    assert!(
        times.iter().max() < Some(&Duration::from_secs(2)),
        "{times:?}"
    );
}
