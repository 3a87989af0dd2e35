//! `letter-ls doctor` as a person sees it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const LETTER: &str = "To: Иван Петров <ivan@client.example>, b@client.example\nCc: c@client.example\nSubject: Re: Акт 5\n\nДобрый день!\n\nЖду инфу для [ИМЯ].\n\nС уважением,\nАнна\n";

fn doctor(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_letter-ls"))
        .arg("doctor")
        .args(arguments)
        .current_dir(home)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .output()
        .expect("runs")
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn write(home: &Path, name: &str, text: &str) {
    let path = home.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

#[track_caller]
fn assert_lines(output: &Output, lines: &[&str]) {
    let printed: Vec<_> = out(output).lines().map(str::trim).collect();
    for line in lines {
        assert!(printed.contains(line), "{line:?} in\n{}", out(output));
    }
}

#[test]
fn without_a_letter_it_tells_of_the_program() {
    let home = home();
    let output = doctor(home.path(), &[]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).starts_with(concat!("letter-ls ", env!("CARGO_PKG_VERSION"), "\n")));
    assert_lines(
        &output,
        &[
            "Locale: C.UTF-8",
            "Language of messages: English",
            "Project's file: not found",
            "Off: none",
        ],
    );
    let user = home.path().join("config/letter-ls/rules.toml");
    let user = format!("User's file: {} (not found)", user.display());
    assert_lines(&output, &[&user]);
    let russian = doctor(home.path(), &["--language", "ru"]);
    assert_lines(&russian, &["Язык сообщений: русский", "Отключены: нет"]);
}

#[test]
fn files_of_the_user_and_the_project_are_named() {
    let home = home();
    write(home.path(), "config/letter-ls/words.txt", "один\nдва\n");
    write(
        home.path(),
        "letters/.letter-ls/rules.toml",
        "messages = \"ru\"\n[rules]\nspelling = \"off\"\ntone-informal = \"off\"\n",
    );
    write(home.path(), "letters/2026/a.mail", LETTER);
    let output = doctor(home.path(), &["letters/2026/a.mail"]);
    let root = home.path().canonicalize().expect("a folder");
    let project = root.join("letters/.letter-ls/rules.toml");
    let words = home.path().join("config/letter-ls/words.txt");
    assert_lines(
        &output,
        &[
            &format!("Project's file: {}", project.display()),
            &format!("User's words: {} (2 words)", words.display()),
            "Language of messages: Russian",
            "Off: tone-informal, spelling",
        ],
    );
}

#[test]
fn dictionaries_of_the_rules_are_found_or_missed() {
    let home = home();
    let rules =
        "[spelling]\ndictionaries = [\"own.aff\", \"xx_XX\"]\nsystem-dictionaries = false\n";
    write(home.path(), "rules.toml", rules);
    write(home.path(), "own.aff", "SET UTF-8\n");
    write(home.path(), "own.dic", "1\nслово\n");
    let output = doctor(home.path(), &[]);
    let told = out(&output);
    let own = home
        .path()
        .canonicalize()
        .expect("a folder")
        .join("own.aff");
    assert!(told.contains(&format!(": {}\n", own.display())), "{told}");
    assert!(told.contains("Dictionary of the rules, xx_XX: "), "{told}");
    assert!(told.contains(" (not used)\n"), "{told}");
}

#[test]
fn a_letter_is_told_of_in_counts_and_kinds_and_not_in_its_words() {
    let home = home();
    write(home.path(), "a.mail", LETTER);
    let output = doctor(home.path(), &["a.mail"]);
    assert_eq!(code(&output), 0);
    assert_lines(
        &output,
        &[
            "Format: a mail program's draft (by the name of the file)",
            "Taken for a letter: yes",
            "Language: Russian",
            "Recipients: 2, copies: 1",
            "Reply: yes",
            "Attachments: 0",
            "Errors: 1",
            "letter-ls fix would correct: 0",
            "letter-ls gate would hold it back: yes",
        ],
    );
    for word in ["Иван", "client", "Акт", "инфу", "[ИМЯ]", "Анна"] {
        assert!(!out(&output).contains(word), "{word}");
    }
}

#[test]
fn the_format_is_told_with_its_reason() {
    let home = home();
    for (name, told) in [
        ("a.eml", "an RFC 5322 message (by the name of the file)"),
        ("cur/1.host:2,S", "an RFC 5322 message (in a Maildir)"),
        ("a.md", "Markdown (by the name of the file)"),
        ("a.txt", "plain text (the name tells nothing)"),
        (
            "mutt-host-1",
            "a mail program's draft (by the name of the file)",
        ),
    ] {
        write(home.path(), name, "Добрый день!\n");
        assert_lines(&doctor(home.path(), &[name]), &[&format!("Format: {told}")]);
    }
    assert_lines(
        &doctor(home.path(), &["a.txt"]),
        &["Recipients: no headers"],
    );
}

#[test]
fn what_is_broken_is_told_with_its_place() {
    let home = home();
    write(home.path(), "a.mail", LETTER);
    write(home.path(), "rules.toml", "[rules]\nspeling = \"off\"\n");
    let output = doctor(home.path(), &["a.mail"]);
    assert_eq!(code(&output), 2);
    let root = home.path().canonicalize().expect("a folder");
    let rules = root.join("rules.toml");
    let place = format!("Error in the rules: {}:2:1:", rules.display());
    assert!(out(&output).contains(&place), "{}", out(&output));
    assert_lines(&output, &["Errors: 1"]);
    let missing = doctor(home.path(), &["missing.mail"]);
    assert_eq!(code(&missing), 2);
    assert!(!missing.stderr.is_empty());
}
