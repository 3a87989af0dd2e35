//! Names as display names give them.

use super::*;

fn russian(display: &str) -> Option<String> {
    Person::parse(display).and_then(|person| person.russian_salutation())
}

fn english(display: &str) -> Vec<String> {
    Person::parse(display)
        .map(|person| person.english_salutations())
        .unwrap_or_default()
}

#[test]
fn russian_names_in_any_order() {
    let ivan = Some("Уважаемый Иван Петрович!".to_owned());
    assert_eq!(russian("Иван Петрович Сидоров"), ivan);
    assert_eq!(russian("Сидоров Иван Петрович"), ivan);
    assert_eq!(russian("СИДОРОВ ИВАН ПЕТРОВИЧ"), ivan);
    assert_eq!(
        russian("Анна Сергеевна").as_deref(),
        Some("Уважаемая Анна Сергеевна!")
    );
    assert_eq!(russian("Анна Смирнова").as_deref(), Some("Уважаемая Анна!"));
    assert_eq!(russian("Смирнова Анна").as_deref(), Some("Уважаемая Анна!"));
    assert_eq!(
        russian("Саша Петров").as_deref(),
        Some("Здравствуйте, Саша!")
    );
    assert_eq!(russian("Ivan Petrov").as_deref(), Some("Уважаемый Иван!"));
    // No list has the given name: the family name tells that it is one.
    assert_eq!(
        russian("Шамсият Магомедова").as_deref(),
        Some("Здравствуйте, Шамсият!")
    );
}

#[test]
fn what_is_no_person_gets_no_name() {
    for display in [
        "ООО «Вектор»",
        "Отдел продаж",
        "Анна бухгалтерия",
        "И. П. Сидоров",
        "Вектор Плюс",
        "Support Team",
        "info",
        "Петров И. С.",
        "user1",
    ] {
        assert_eq!(russian(display), None, "{display}");
    }
}

#[test]
fn names_of_firms_and_offices_are_nobodys() {
    for display in [
        "",
        "Mr",
        "Client7",
        "Anna@Office",
        "Anna/Bob",
        "Вектор плюс",
        "Анна Бухгалтерия",
        "Комитет По Вопросам Развития Малых Городов",
    ] {
        assert_eq!(Person::parse(display), None, "{display}");
    }
}

#[test]
fn names_are_taken_apart() {
    let parts = |display: &str| {
        let person = Person::parse(display)?;
        let text = |part: Option<String>| part.unwrap_or_default();
        Some([person.given, person.patronymic, person.family].map(text))
    };
    for (display, given, patronymic, family) in [
        ("Иван", "Иван", "", ""),
        ("Сидоров", "", "", "Сидоров"),
        ("ПЕТРОВ", "", "", "Петров"),
        ("Ivan McDonald", "Ivan", "", "McDonald"),
        ("Белый, Шамсият", "Шамсият", "", "Белый"),
        ("Anna, Smith", "Smith", "", "Anna"),
        ("Juan Carlos de la Cruz", "Juan", "", "Cruz"),
        ("Шамсият Ким", "", "", "Ким"),
        ("И. Сидоров", "", "", "Сидоров"),
        ("Госпожа Анна Львовна Белая", "Анна", "Львовна", "Белая"),
    ] {
        let expected = [given, patronymic, family].map(str::to_owned);
        assert_eq!(parts(display), Some(expected), "{display}");
    }
}

#[test]
fn short_names_have_the_gender_of_those_that_they_stand_for() {
    let gender = |given: &str| Person::parse(given).and_then(|person| person.gender());
    assert_eq!(gender("Ваня"), Some(Gender::Male));
    assert_eq!(gender("Маша"), Some(Gender::Female));
    assert_eq!(gender("Саша"), None);
    assert_eq!(gender("Bob"), Some(Gender::Male));
    assert_eq!(gender("Kate"), Some(Gender::Female));
}

#[test]
fn english_names() {
    assert!(english("Support Team").is_empty());
    assert_eq!(english("Anna Smith"), ["Dear Ms Smith,", "Dear Anna,"]);
    assert_eq!(english("Smith, John"), ["Dear Mr Smith,", "Dear John,"]);
    assert_eq!(
        english("Dr. Xiuying Chen"),
        ["Dear Xiuying Chen,", "Dear Xiuying,"]
    );
    assert_eq!(english("John"), ["Dear John,"]);
    assert!(english("J. Smith").is_empty());
}
