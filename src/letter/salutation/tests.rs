//! Lines that salutations are, and lines that are none.

use super::*;
use crate::config::{Config, load};
use std::sync::Arc;

fn config() -> Arc<Config> {
    load(&[]).expect("valid rules")
}

/// The parts of the salutation that a line is: its greeting, who is addressed, the mark, and whether it is
/// alone.
#[track_caller]
fn assert_parts(line: &str, greeting: &str, addressee: &str, mark: Option<char>, alone: bool) {
    let found = recognise(line, &config().letter.salutation);
    let found = found.unwrap_or_else(|| panic!("no salutation: {line}"));
    let parts = (
        &line[found.greeting.clone()],
        &line[found.addressee.clone()],
        found.mark,
        found.alone,
    );
    assert_eq!(parts, (greeting, addressee, mark, alone), "{line}");
    let greeted = found.greeting.is_empty() || found.range.start <= found.greeting.start;
    assert!(
        greeted && found.range.start <= found.addressee.start,
        "{line}"
    );
    if let Some(mark) = mark {
        assert!(line[found.range.clone()].ends_with(mark), "{line}");
    }
}

#[track_caller]
fn assert_none(line: &str) {
    let found = recognise(line, &config().letter.salutation);
    assert_eq!(found, None, "{line}");
}

#[test]
fn a_greeting_and_the_one_who_is_greeted() {
    let alone = |line: &str, greeting: &str, addressee: &str, mark: char| {
        assert_parts(line, greeting, addressee, Some(mark), true);
    };
    alone(
        "Добрый день, Иван Петрович!",
        "Добрый день",
        "Иван Петрович",
        '!',
    );
    alone(
        "Уважаемый Иван Петрович !",
        "Уважаемый",
        "Иван Петрович",
        '!',
    );
    alone("Dear Mr. Smith,", "Dear", "Mr. Smith", ',');
    alone("Dear J. Smith,", "Dear", "J. Smith", ',');
    alone("Здравствуйте!", "Здравствуйте", "", '!');
    alone("Уважаемый [имя]!", "Уважаемый", "[имя]", '!');
    alone(
        "Ladies and gentlemen of the Board of Directors of Vector Ltd,",
        "Ladies and gentlemen",
        "of the Board of Directors of Vector Ltd",
        ',',
    );
    assert_parts("Dear Anna. Thanks.", "Dear", "Anna", Some('.'), false);
    assert_parts(
        "Добрый день! Акт готов.",
        "Добрый день",
        "",
        Some('!'),
        false,
    );
    assert_parts("Добрый день Акт готов.", "Добрый день", "", None, false);
}

#[test]
fn the_one_who_is_greeted_may_stand_first() {
    let alone = |line: &str, greeting: &str, addressee: &str| {
        assert_parts(line, greeting, addressee, Some('!'), true);
    };
    alone("Коллеги, добрый день!", "добрый день", "Коллеги");
    alone("Марина добрый день!", "добрый день", "Марина");
    alone(
        "Анна Орлова-Белая добрый день!",
        "добрый день",
        "Анна Орлова-Белая",
    );
    alone("Иван, Анна, добрый день!", "добрый день", "Иван, Анна");
    alone(
        "Анна Сергеевна, Пётр Ильич, добрый день!",
        "добрый день",
        "Анна Сергеевна, Пётр Ильич",
    );
    alone(
        "Анна Сергеевна и коллеги, добрый день!",
        "добрый день",
        "Анна Сергеевна и коллеги",
    );
    for line in [
        "Как обычно, доброе утро начинается с планёрки.",
        "Со своей стороны, привет передаёт и Анна.",
        "Передайте привет!",
        "Завтра, как обычно, доброе утро начнётся с обхода.",
        "Анна доброе утро начинает с кофе.",
        "Иван (Пермь) доброе утро начинает с кофе.",
        "Завтра, вероятно, Вы получите акт.",
        "В 12:30, доброе утро начинается поздно.",
    ] {
        assert_none(line);
    }
}

#[test]
fn a_name_alone_is_a_vocative() {
    let found = recognise("Иван Петрович!", &config().letter.salutation);
    let found = found.expect("a salutation");
    assert_eq!((found.greeting, found.adjective), (0..0, true));
    assert_parts("Иван Петрович!", "", "Иван Петрович", Some('!'), true);
    assert_parts(
        "Анна Сергеевна и Пётр,",
        "",
        "Анна Сергеевна и Пётр",
        Some(','),
        true,
    );
    assert_none("Договор подписан:");
}

#[test]
fn brackets_belong_to_a_name_where_both_are_there() {
    assert_parts("Dear [name],", "Dear", "[name]", Some(','), true);
    assert_parts("Dear [name,", "Dear", "name", Some(','), true);
    assert_parts("Уважаемый Иван]!", "Уважаемый", "Иван", None, true);
}

#[test]
fn who_has_no_mark_behind_him_is_named_by_words_that_are_names() {
    assert_parts(
        "Здравствуйте Иван Петрович Сидоров направляю договор",
        "Здравствуйте",
        "Иван Петрович Сидоров",
        None,
        false,
    );
    assert_parts(
        "Good morning Sales and Marketing and Support and the Legal Team we have moved",
        "Good morning",
        "Sales and Marketing and Support and the Legal Team",
        None,
        false,
    );
    for line in [
        "Dear is the price that we pay for the delay, and it grows.",
        "Дорогой материал купили?",
        "Дорогой материал мы заменили, цена снизилась.",
        "Дорогие насосы нам не нужны, хватит прежних.",
        "Dear prices are a problem, and we lower them.",
        "Дорогой",
    ] {
        assert_none(line);
    }
}

#[test]
fn of_two_lists_with_the_same_words_the_less_official_counts() {
    let mut phrases = config().letter.salutation.clone();
    phrases
        .informal
        .insert("добрый день", "Здравствуйте".to_owned());
    let found = recognise("Добрый день, Иван!", &phrases).expect("a salutation");
    assert_eq!(found.manner, Manner::Informal);
}
