//! Templates are good letters: with their gaps open nothing but the gaps is found in them, with the
//! gaps filled in nothing at all.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jiff::ZonedDateTime;
use letter_ls::config::{Config, Language, Layer, load};
use letter_ls::engine::Session;
use letter_ls::letter::Format;
use letter_ls::surroundings::Folder;
use letter_ls::templates::{self, Part};

const LANGUAGES: [Language; 2] = [Language::Russian, Language::English];

const FACTS: &str = r#"
you = "capital"
register = "formal"
[writer]
name = {ru = "Анна Смирнова", en = "Anna Smirnova"}
mailbox = "smirnova@vektor.example"
post = {ru = "руководитель проектов", en = "project manager"}
phone = "+7 495 123-45-67"
[company]
name = {ru = "ООО «Вектор»", en = "Vector Ltd"}
domains = ["vektor.example"]
manager = "Ольга Белова <belova@vektor.example>"
[[company.deputies]]
name = {ru = "Пётр Орлов", en = "Peter Orlov"}
post = {ru = "ведущий инженер", en = "lead engineer"}
phone = "+7 495 123-45-68"
mailbox = "orlov@vektor.example"
"#;

/// What a person writes into the gaps.
const FILLED: &[(&str, &str)] = &[
    ("дата начала", "30 ноября 2026 года"),
    ("дата окончания", "4 декабря 2026 года"),
    ("дата возвращения", "7 декабря 2026 года"),
    ("дата обращения", "20 ноября 2026 года"),
    ("дата письма", "20 ноября 2026 года"),
    ("дата сообщения", "27 ноября 2026 года"),
    ("дата", "20 ноября 2026 года"),
    ("срок ответа", "26 ноября 2026 года"),
    ("срок плана", "30 ноября 2026 года"),
    ("срок первого решения", "30 ноября 2026 года"),
    ("срок второго решения", "3 декабря 2026 года"),
    ("срок", "4 декабря 2026 года"),
    ("имена участников", "Иван Сидоров, Анна Смирнова"),
    ("имя первого ответственного", "Иван Сидоров"),
    ("имя второго ответственного", "Анна Смирнова"),
    ("имя-файла", "договор.pdf"),
    ("тема предложения", "Учёт перевозок для склада"),
    ("тема письма", "оплата по договору № 12"),
    ("тема совещания", "приёмка второго этапа"),
    ("название документа", "акт сверки за октябрь"),
    ("название документов", "договор № 12"),
    ("название работ", "перенос архива"),
    ("название задачи", "отчёт о перевозках"),
    ("описание задачи", "нужен отчёт о перевозках за месяц"),
    ("описание документа", "договор № 12 с приложениями"),
    ("суть предложения", "систему учёта перевозок"),
    ("выгода заказчика", "сократить сверку накладных на треть"),
    ("первый вопрос", "Когда начнутся работы"),
    ("второй вопрос", "Кто примет результат"),
    ("ответ на первый вопрос", "30 ноября"),
    ("ответ на второй вопрос", "Иван Сидоров"),
    ("первое решение", "Подписать акт второго этапа"),
    ("второе решение", "Согласовать план третьего этапа"),
    ("что будет сделано", "перенесём архив на новый сервер"),
    ("что сделать", "подписать договор"),
    ("результат", "перенесены документы за 2025 год"),
    ("текущий этап", "перенос документов за 2026 год"),
    ("следующий этап", "проверка архива"),
    ("причина", "отпуск"),
    ("date of the letter", "20 November 2026"),
    ("date of the report", "7 December 2026"),
    ("date of the next report", "27 November 2026"),
    ("date of return", "7 December 2026"),
    ("date", "20 November 2026"),
    ("start date", "30 November 2026"),
    ("end date", "4 December 2026"),
    ("deadline for the answer", "26 November 2026"),
    ("deadline for the plan", "30 November 2026"),
    ("deadline of the first decision", "30 November 2026"),
    ("deadline of the second decision", "3 December 2026"),
    ("deadline", "4 December 2026"),
    ("names of the participants", "Ivan Sidorov, Anna Smirnova"),
    ("name of the first person", "Ivan Sidorov"),
    ("name of the second person", "Anna Smirnova"),
    ("name of the document", "the statement for October"),
    ("name of the documents", "contract 12"),
    ("name of the work", "moving the archive"),
    ("name of the task", "transport report"),
    (
        "description of the task",
        "you need a monthly report on transport",
    ),
    (
        "description of the document",
        "contract 12 with its annexes",
    ),
    ("file-name", "contract.pdf"),
    (
        "subject of the proposal",
        "Transport accounting for your warehouse",
    ),
    ("topic", "acceptance of the second stage"),
    ("what you propose", "a transport accounting system"),
    (
        "benefit for the customer",
        "a third less time spent on checking waybills",
    ),
    ("first question", "When will the work begin"),
    ("second question", "Who will accept the result"),
    ("answer to the first question", "on 30 November"),
    ("answer to the second question", "Ivan Sidorov"),
    ("first decision", "Sign the acceptance of the second stage"),
    ("second decision", "Agree the plan of the third stage"),
    (
        "what will be done",
        "we will move the archive to the new server",
    ),
    ("what is to be done", "sign the contract"),
    ("result", "the documents of 2025 have been moved"),
    ("current stage", "moving the documents of 2026"),
    ("next stage", "checking the archive"),
    ("reason", "annual leave"),
];

fn now() -> ZonedDateTime {
    "2026-11-23T12:00:00+03:00[Europe/Moscow]"
        .parse()
        .expect("a moment")
}

fn rules(text: &str) -> Arc<Config> {
    let (path, text) = (PathBuf::from("rules.toml"), text.to_owned());
    load(&[Layer { path, text }]).expect("valid rules")
}

/// The codes and words of what is found in a letter in a folder.
fn found(letter: &str, config: &Arc<Config>, folder: &Path) -> Vec<(&'static str, String)> {
    let surroundings = Folder::new(Some(&folder.join("a.letter")), Some(now()));
    let mut session = Session::new(letter, Format::Draft, config.clone(), Language::English);
    let findings = session.check(&surroundings);
    let words = |finding: &letter_ls::rules::Finding| letter[finding.range.clone()].to_owned();
    findings
        .iter()
        .map(|finding| (finding.code, words(finding)))
        .collect()
}

fn to(language: Language) -> &'static str {
    match language {
        Language::Russian => "Иван Петрович Сидоров <ivan@client.example>",
        Language::English => "Ivan Sidorov <ivan@client.example>",
    }
}

fn filled_in(mut letter: String) -> String {
    for (gap, text) in FILLED {
        letter = letter.replace(&format!("[{gap}]"), text);
    }
    letter
}

#[test]
fn with_nothing_known_only_the_gaps_are_found() {
    let home = tempfile::tempdir().expect("a folder");
    for template in templates::all() {
        for language in LANGUAGES {
            let letter = template.render(language, &Config::default(), None);
            let found = found(&letter, &rules(""), home.path());
            let gaps = letter.matches('[').count();
            let left = found
                .iter()
                .filter(|(code, _)| *code == "placeholder-left")
                .count();
            assert_eq!(left, gaps, "{found:#?}\n{letter}");
            let others: Vec<_> = found
                .iter()
                .map(|(code, _)| *code)
                .filter(|code| *code != "placeholder-left")
                .collect();
            assert_eq!(others, ["recipient-missing"], "{found:#?}\n{letter}");
        }
    }
}

#[test]
fn with_the_gaps_filled_in_nothing_is_found() {
    let home = tempfile::tempdir().expect("a folder");
    for name in ["договор.pdf", "contract.pdf"] {
        std::fs::write(home.path().join(name), "").expect("written");
    }
    let config = rules(FACTS);
    for template in templates::all() {
        for language in LANGUAGES {
            let letter = template.render_to(language, &config, Some(&now()), to(language));
            let letter = filled_in(letter);
            assert!(!letter.contains(['[', '{']), "{letter}");
            let found = found(&letter, &config, home.path());
            assert!(found.is_empty(), "{found:#?}\n{letter}");
        }
    }
}

#[test]
fn facts_stand_where_they_are_known() {
    let config = rules(FACTS);
    let absence = templates::by_name("absence").expect("a template");
    let letter = absence.render(Language::Russian, &config, Some(&now()));
    for words in [
        "From: Анна Смирнова <smirnova@vektor.example>\n",
        "меня замещает Пётр Орлов, ведущий инженер. Контакты: +7 495 123-45-68, orlov@vektor.example.\n",
        "С уважением,\nАнна Смирнова\nруководитель проектов\nООО «Вектор»\n+7 495 123-45-67\n",
    ] {
        assert!(letter.contains(words), "{letter}");
    }
    let progress = templates::by_name("progress").expect("a template");
    let letter = progress.render_to(
        Language::English,
        &config,
        Some(&now()),
        to(Language::English),
    );
    assert!(
        letter.contains(
            "To: Ivan Sidorov <ivan@client.example>\nSubject: Progress on 23 November 2026: ["
        ),
        "{letter}"
    );
    assert!(letter.contains("\n\nDear Mr Sidorov,\n\n"), "{letter}");
}

#[test]
fn snippets_have_tab_stops_for_gaps() {
    let minutes = templates::by_name("minutes").expect("a template");
    let config = Config::default();
    let snippet = minutes.snippet(Language::Russian, &config, None, Part::Letter);
    let start = "To: ${1:}\nSubject: Итоги совещания от ${2:дата}: ${3:тема совещания}\n\nУважаемые коллеги!\n\nПодтверждаю договорённости, достигнутые на совещании ${2:дата}.";
    assert!(snippet.starts_with(start), "{snippet}");
    assert!(
        snippet.ends_with("С уважением,\n${12:ваше имя}\n$0"),
        "{snippet}"
    );
    let body = minutes.snippet(Language::English, &config, None, Part::Body);
    assert!(
        body.starts_with("Dear all,\n\nBelow is what we agreed at the meeting of ${1:date}."),
        "{body}"
    );
    let priced = rules("[writer]\nname = 'A $1} \\ B'");
    let snippet = minutes.snippet(Language::English, &priced, None, Part::Body);
    assert!(
        snippet.ends_with("Kind regards,\nA \\$1\\} \\\\ B\n$0"),
        "{snippet}"
    );
}

/// Runs `letter-ls new` in a folder, in Russian where the arguments do not say otherwise.
fn new(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_letter-ls"))
        .arg("new")
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "ru_RU.UTF-8")
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .output()
        .expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("no signal");
    (code, text(output.stdout), text(output.stderr))
}

#[test]
fn a_letter_is_begun_with_the_facts_of_its_folder() {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(home.path().join("letters")).expect("a folder");
    std::fs::write(home.path().join("letters/rules.toml"), FACTS).expect("written");
    let to = "Иван Петрович Сидоров <ivan@client.example>";
    let (code, letter, _) = new(home.path(), &["reply", "--to", to]);
    assert_eq!(code, 0);
    assert!(
        letter.starts_with(
            "To: Иван Петрович Сидоров <ivan@client.example>\nSubject: Ответ на письмо"
        ),
        "{letter}"
    );
    assert!(
        letter.contains("\n\nУважаемый Иван Петрович!\n\n"),
        "{letter}"
    );
    let arguments = ["reply", "--language", "en", "--output", "letters/a.letter"];
    assert_eq!(
        new(home.path(), &arguments),
        (0, String::new(), String::new())
    );
    let path = home.path().join("letters/a.letter");
    let letter = std::fs::read_to_string(&path).expect("written");
    assert!(
        letter.starts_with("From: Anna Smirnova <smirnova@vektor.example>\nTo: \n"),
        "{letter}"
    );
    std::fs::write(&path, "mine").expect("written");
    let (code, _, problem) = new(home.path(), &arguments);
    assert_eq!(code, 2);
    assert!(
        problem.contains("letters/a.letter exists already; give another name"),
        "{problem}"
    );
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "mine");
    let several = "Иван <ivan@client.example>,\r\nBcc: Пётр <petr@client.example>";
    let (_, letter, _) = new(home.path(), &["task", "--to", several]);
    assert!(letter.contains("\n\nУважаемые коллеги!\n\n"), "{letter}");
    assert!(
        letter.lines().all(|line| !line.starts_with("Bcc")),
        "a line break begins no header"
    );
}

#[test]
fn templates_are_listed_and_the_nearest_name_is_told() {
    let home = tempfile::tempdir().expect("a folder");
    let (code, list, _) = new(home.path(), &[]);
    assert_eq!(code, 0);
    assert_eq!(list.lines().count(), templates::all().len() + 1);
    for template in templates::all() {
        let described =
            |line: &str| line.starts_with(template.name) && line.ends_with(template.about.ru);
        assert!(list.lines().any(described), "{list}");
    }
    assert_eq!(new(home.path(), &["--list"]).1, list);
    let (code, _, problem) = new(home.path(), &["mintues"]);
    assert_eq!(
        (code, problem.as_str()),
        (
            2,
            "letter-ls: new: шаблона «mintues» нет; возможно, нужен «minutes»?\n"
        )
    );
    let (code, _, problem) = new(home.path(), &["x", "--language", "en"]);
    assert_eq!(
        (code, problem.as_str()),
        (
            2,
            "letter-ls: new: there is no template “x”; for a list: letter-ls new --list\n"
        )
    );
}

#[test]
fn the_file_of_rules_loads_as_it_is_and_with_its_examples() {
    let home = tempfile::tempdir().expect("a folder");
    for language in ["ru", "en"] {
        let (code, text, _) = new(home.path(), &["config", "--language", language]);
        assert_eq!(code, 0);
        let plain = rules(&text);
        assert!(plain.writer.name.is_none() && plain.company.deputies.is_empty());
        let is_example = |line: &str| line.contains(" = ") || line.starts_with("[[");
        let examples: String = text
            .lines()
            .map(|line| {
                line.strip_prefix("# ")
                    .filter(|rest| is_example(rest))
                    .unwrap_or(line)
            })
            .flat_map(|line| [line, "\n"])
            .collect();
        let config = rules(&examples);
        for language in LANGUAGES {
            assert!(
                config.writer.name(language).is_some() && config.company.name(language).is_some()
            );
            assert!(config.company.deputies[0].named(language).is_some());
        }
        assert!(config.company.manager.is_some() && !config.company.domains.is_empty());
    }
}
