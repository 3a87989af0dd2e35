use std::process::Command;

use serde_json::json;

use super::panicking::{IN_LETTER, IN_PASSAGE, RULE};
use super::{log_panics, survive};
use crate::config::{Language, load};
use crate::engine::Session;
use crate::letter::Format;
use crate::rules::Finding;
use crate::surroundings::Nowhere;
use crate::text::Edit;

#[path = "../../tests/common/mod.rs"]
mod common;

use common::{Client, codes};

/// A letter whose last word is the one given, and with something for other rules to find.
fn letter(word: &str) -> String {
    format!(
        "To: anna@client.example\nSubject: Договор\n\nДобрый день!\n\nСкиньте инфу. Это паника.\n\nСлово: {word}\n"
    )
}

fn session(text: &str, format: Format) -> Session {
    Session::new(text, format, load(&[]).expect("valid"), Language::English)
}

fn split(findings: Vec<Finding>) -> (usize, Vec<Finding>) {
    let all = findings.len();
    let others: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| finding.code != RULE.code)
        .collect();
    (all - others.len(), others)
}

#[test]
fn a_panic_costs_the_findings_of_its_rule_and_no_others() {
    let (of_rule, _) = split(session(&letter("мир"), Format::Draft).check(&Nowhere));
    assert_eq!(of_rule, 2, "one in the passage, one about the letter");
    for word in [IN_PASSAGE, IN_LETTER] {
        let text = letter(word);
        let (of_rule, others) = split(session(&text, Format::Draft).check(&Nowhere));
        assert_eq!(of_rule, 0, "{word}");
        assert!(others.iter().any(|finding| finding.code == "tone-informal"));
        // The law holds: after the word is typed and deleted all is as it was.
        let calm = letter("мир");
        let mut edited = session(&calm, Format::Draft);
        let before = edited.check(&Nowhere);
        let at = calm.find("мир").expect("there");
        edited.edit(&Edit::new(at..at + "мир".len(), word));
        assert_eq!(split(edited.check(&Nowhere)), (0, others));
        edited.edit(&Edit::new(at..at + word.len(), "мир"));
        assert_eq!(edited.check(&Nowhere), before);
    }
}

#[test]
fn a_panic_in_an_encoded_body_is_one_in_the_letter() {
    let body = data_encoding::BASE64.encode(letter(IN_PASSAGE).as_bytes());
    let text = format!(
        "To: a@b.example\nSubject: Договор\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}\n"
    );
    let (of_rule, others) = split(session(&text, Format::Message).check(&Nowhere));
    assert_eq!(of_rule, 0);
    assert!(others.iter().any(|finding| finding.code == "tone-informal"));
}

#[tokio::test]
async fn the_server_lives() {
    let uri = "file:///letter.mail";
    let (mut client, _) = Client::initialized(json!({})).await;
    client.open(uri, "mail", &letter(IN_PASSAGE)).await;
    let found = client.diagnostics(uri, 1).await;
    assert!(codes(&found).contains(&"tone-informal"));
    assert!(!codes(&found).contains(&RULE.code));
    client
        .change(uri, 2, json!([{"text": letter("мир")}]))
        .await;
    let found = client.diagnostics(uri, 2).await;
    assert!(codes(&found).contains(&RULE.code));
    assert_eq!(client.shut_down().await, 0);
}

/// Set in the process that the test below starts.
const CHILD: &str = "LETTER_LS_TEST_PANIC";

#[test]
fn the_log_names_the_rule_and_holds_nothing_of_the_letter() {
    if std::env::var_os(CHILD).is_some() {
        log_panics(Language::English);
        let mut session = session(&letter(IN_PASSAGE), Format::Draft);
        session.check(&Nowhere);
        session.edit(&Edit::insert(0, "Cc: x@y.example\n"));
        session.check(&Nowhere);
        survive("step", || panic!("{}", letter("тайна")));
        return;
    }
    let program = std::env::current_exe().expect("a program");
    let name = "guard::tests::the_log_names_the_rule_and_holds_nothing_of_the_letter";
    let output = Command::new(program)
        .args(["--exact", "--nocapture", name])
        .env(CHILD, "1")
        .env("RUST_BACKTRACE", "full")
        .output()
        .expect("run");
    assert!(output.status.success());
    let log = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = log
        .lines()
        .filter(|line| line.starts_with("letter-ls: internal error in "))
        .collect();
    assert_eq!(lines.len(), 2, "each once: {log}");
    assert!(lines[0].contains("in panicking (src/guard/panicking.rs:"));
    assert!(lines[1].contains("in step (src/guard/tests.rs:"));
    for word in ["паника", "тайна", "инфу", "client.example"] {
        assert!(!log.contains(word), "{word} in {log}");
    }
}
