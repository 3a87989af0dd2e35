//! Completion, as a client sees it.

mod common;

use std::sync::Arc;

use common::Client;
use letter_ls::completion::phrases;
use letter_ls::config::{Config, Language, Layer, load};
use letter_ls::engine::Session;
use letter_ls::letter::Format;
use letter_ls::surroundings::Nowhere;
use serde_json::{Value, json};

const URI: &str = "untitled:letter";

/// A text with its cursor, which is written `|`, and the cursor's line and UTF-16 column.
fn cursor(marked: &str) -> (String, (usize, usize)) {
    let at = marked.find('|').expect("a cursor");
    let before = &marked[..at];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].encode_utf16().count();
    (marked.replacen('|', "", 1), (line, column))
}

fn params(uri: &str, (line, character): (usize, usize), kind: u8) -> Value {
    json!({
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": character},
        "context": {"triggerKind": kind},
    })
}

/// The items for a text with a cursor.
async fn items(capabilities: Value, language: &str, marked: &str, kind: u8) -> Vec<Value> {
    let (mut client, _) = Client::initialized(capabilities).await;
    client.pass_over("textDocument/publishDiagnostics");
    let (text, at) = cursor(marked);
    client.open(URI, language, &text).await;
    let answer = client
        .request("textDocument/completion", params(URI, at, kind))
        .await;
    client.shut_down().await;
    answer["items"].as_array().cloned().unwrap_or_default()
}

async fn labels(marked: &str) -> Vec<String> {
    of(&items(json!({}), "mail", marked, 1).await)
}

fn of(items: &[Value]) -> Vec<String> {
    let labels = items.iter().filter_map(|item| item["label"].as_str());
    labels.map(str::to_owned).collect()
}

fn has(labels: &[String], label: &str) -> bool {
    labels.iter().any(|other| other == label)
}

#[tokio::test]
async fn names_of_fields_that_are_missing() {
    let found = labels("To: a@b.example\n|\n\nDear Anna,\n").await;
    assert_eq!(found, ["From", "Cc", "Bcc", "Subject", "Attach"]);
    let found = labels("To: a@b.example\nSu|\n\nDear Anna,\n").await;
    assert_eq!(found, ["Subject"]);
    let found = labels("Кому: a@b.example\nТема: Акт\nВ|\n\nДобрый день!\n").await;
    assert_eq!(found, ["Вложения"]);
    // The field in this line is not among those that are there.
    let found = labels("T|o: a@b.example\nSubject: x\n\nDear Anna,\n").await;
    assert_eq!(found, ["To"]);
    let found = labels("Кому: a@b.example\nТе|\n").await;
    assert_eq!(found, ["Тема"]);
}

#[tokio::test]
async fn a_field_is_written_as_the_header_is() {
    let snippets =
        json!({"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}});
    for (language, marked, label, plain, snippet) in [
        (
            "mail",
            "To: a@b.example\nSu|\n\nHi\n",
            "Subject",
            "Subject: ",
            "Subject: ",
        ),
        (
            "markdown",
            "---\nto: a@b.example\nsu|\n---\n",
            "subject",
            "subject: ",
            "subject: ",
        ),
        (
            "markdown",
            "+++\nto = \"a@b.example\"\nsu|\n+++\n",
            "subject",
            "subject = \"\"",
            "subject = \"$1\"",
        ),
    ] {
        for (capabilities, expected) in [(json!({}), plain), (snippets.clone(), snippet)] {
            let items = items(capabilities, language, marked, 1).await;
            assert_eq!(of(&items), [label]);
            assert_eq!(items[0]["textEdit"]["newText"], expected);
            assert_eq!(items[0]["textEdit"]["range"]["start"]["character"], 0);
        }
    }
}

#[tokio::test]
async fn an_empty_draft_offers_templates_and_then_a_header() {
    let found = labels("T|").await;
    assert!(has(&found, "minutes") && has(&found, "To"), "{found:?}");
}

#[tokio::test]
async fn greetings_for_the_recipient() {
    let found = labels("To: Анна Сергеевна Орлова <a@b.example>\nSubject: Акт\n\nУв|\n").await;
    assert!(has(&found, "Уважаемая Анна Сергеевна!"), "{found:?}");
    let found = labels("To: Ms Jane Smith <a@b.example>\nSubject: Contract\n\nDe|\n").await;
    assert!(has(&found, "Dear Ms Smith,"), "{found:?}");
    let found = labels("To: a@b.example, c@d.example\nSubject: Акт\n\nУв|\n").await;
    assert!(has(&found, "Уважаемые коллеги!"), "{found:?}");
    // Not where there is one.
    let found = labels("To: Ms Jane Smith <a@b.example>\n\nDear Anna,\n\nDe|\n").await;
    assert!(!has(&found, "Dear Ms Smith,"), "{found:?}");
}

#[tokio::test]
async fn closes_with_the_signature() {
    let marked = "From: Анна Смирнова <a@b.example>\n\nДобрый день!\n\nДоговор готов.\n\nС ув|\n";
    let found = items(json!({}), "mail", marked, 1).await;
    assert_eq!(of(&found), ["С уважением,"]);
    assert_eq!(
        found[0]["textEdit"]["newText"],
        "С уважением,\nАнна Смирнова"
    );
    let found = labels("Добрый день!\n\nДоговор готов.\n\nС|\n\n-- \nАнна\n").await;
    assert!(has(&found, "С уважением,"), "{found:?}");
    let found = labels("Добрый день!\n\nС|\n\nС уважением,\nАнна\n").await;
    assert!(!has(&found, "С уважением,"), "{found:?}");
}

#[tokio::test]
async fn set_phrases_by_their_words_and_by_what_they_are_for() {
    let found = labels("Добрый день!\n\nДоговор готов. Прошу под|\n").await;
    assert!(
        has(&found, "Прошу подтвердить получение письма."),
        "{found:?}"
    );
    let found = items(json!({}), "mail", "Добрый день!\n\nизвин|\n", 1).await;
    let apology = found
        .iter()
        .find(|item| item["label"] == "Приношу извинения за задержку с ответом.")
        .expect("an apology");
    assert_eq!(apology["detail"], "apology");
    assert_eq!(apology["filterText"], "извин");
    let found = labels("Dear Anna,\n\nThank you fo|\n").await;
    assert!(has(&found, "Thank you for your prompt reply."), "{found:?}");
    // Not in the middle of a sentence.
    let found = labels("Добрый день!\n\nМы вас очень прошу|\n").await;
    assert!(found.iter().all(|label| !label.contains(' ')), "{found:?}");
}

#[tokio::test]
async fn gaps_are_stops_where_the_client_knows_them() {
    let marked = "Добрый день!\n\nПрошу согл|\n";
    let snippets =
        json!({"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}});
    let found = items(snippets, "mail", marked, 1).await;
    assert_eq!(found[0]["insertTextFormat"], 2);
    assert_eq!(
        found[0]["textEdit"]["newText"],
        "Прошу согласовать ${1:документ} до ${2:дата}.$0"
    );
    let found = items(json!({}), "mail", marked, 1).await;
    assert_eq!(
        found[0]["textEdit"]["newText"],
        "Прошу согласовать [документ] до [дата]."
    );
    assert!(found[0].get("insertTextFormat").is_none());
}

#[tokio::test]
async fn words_of_three_letters_and_more() {
    let found = labels("Добрый день!\n\nНаправляю вам на подпись дого|\n").await;
    assert!(has(&found, "договор") && found.len() <= 12, "{found:?}");
    let found = labels("Добрый день!\n\nНаправляю вам на подпись до|\n").await;
    assert!(found.is_empty(), "{found:?}");
}

#[tokio::test]
async fn nothing_pops_up_in_prose_history_and_signature() {
    for marked in [
        "Добрый день!\n\nВажно:|\n",
        "Добрый день!\n\nи/|или\n",
        "Тема: Акт\nКому:|\n\nДобрый день!\n",
    ] {
        assert_eq!(
            of(&items(json!({}), "mail", marked, 2).await),
            [""; 0],
            "{marked}"
        );
    }
    for marked in [
        "Добрый день!\n\n> Прош|\n",
        "Добрый день!\n\nГотово.\n\n-- \nДогов|\n",
        "Добрый день!\n\n```\nдогов|\n```\n",
    ] {
        assert_eq!(
            of(&items(json!({}), "mail", marked, 1).await),
            [""; 0],
            "{marked}"
        );
    }
}

#[tokio::test]
async fn files_beside_the_letter() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["акт 1.pdf", "акт.txt", "смета.pdf", ".secret", "a.letter"] {
        std::fs::write(folder.path().join(name), "12345").expect("written");
    }
    std::fs::create_dir(folder.path().join("архив")).expect("made");
    std::fs::write(folder.path().join("архив/акт 2.pdf"), "").expect("written");
    let uri =
        tower_lsp::ls_types::Uri::from_file_path(folder.path().join("a.letter")).expect("absolute");
    let uri = uri.as_str();
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    let mut version = 1;
    client.open(uri, "mail", "").await;
    for (marked, expected) in [
        (
            "Attach:|\n\nx\n",
            vec!["акт 1.pdf", "акт.txt", "смета.pdf", "архив/"],
        ),
        (
            "Attach: а|\n\nx\n",
            vec!["акт\\ 1.pdf", "акт.txt", "архив/"],
        ),
        (
            "Вложения: смета.pdf, ак|\n\nx\n",
            vec!["акт\\ 1.pdf", "акт.txt"],
        ),
        ("Attach: архив/|\n\nx\n", vec!["архив/акт\\ 2.pdf"]),
        ("Attach: ../|\n\nx\n", vec![]),
        ("Attach: /|\n\nx\n", vec![]),
    ] {
        version += 1;
        let (text, at) = cursor(marked);
        client.change(uri, version, json!([{"text": text}])).await;
        let answer = client
            .request("textDocument/completion", params(uri, at, 2))
            .await;
        let found: Vec<&str> = answer["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|item| item["textEdit"]["newText"].as_str())
            .map(|text| text.trim_start())
            .collect();
        let plain: Vec<String> = found.iter().map(|text| text.replace("\\ ", " ")).collect();
        let wanted: Vec<String> = expected
            .iter()
            .map(|text| text.replace("\\ ", " "))
            .collect();
        assert_eq!(plain, wanted, "{marked}");
        if let Some(first) = answer["items"].get(0).filter(|_| version == 2) {
            let resolved = client
                .request("completionItem/resolve", first.clone())
                .await;
            assert_eq!(resolved["detail"], "5 B");
        }
    }
    client.shut_down().await;
}

#[tokio::test]
async fn files_in_front_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("акт 1.pdf"), "").expect("written");
    let uri =
        tower_lsp::ls_types::Uri::from_file_path(folder.path().join("a.md")).expect("absolute");
    let uri = uri.as_str();
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.open(uri, "markdown", "").await;
    for (version, (marked, expected)) in [
        (
            "---\nto: a@b.example\nattachments:\n  - |\n---\n",
            "акт 1.pdf",
        ),
        ("---\nattachments: [а|]\n---\n", "акт 1.pdf"),
        ("---\nattachments: [\"а|\"]\n---\n", "акт 1.pdf"),
        ("+++\nattachments = [|]\n+++\n", "\"акт 1.pdf\""),
    ]
    .into_iter()
    .enumerate()
    {
        let (text, at) = cursor(marked);
        client
            .change(uri, version as i64 + 2, json!([{"text": text}]))
            .await;
        let answer = client
            .request("textDocument/completion", params(uri, at, 1))
            .await;
        assert_eq!(
            answer["items"][0]["textEdit"]["newText"], expected,
            "{marked}"
        );
    }
    client.shut_down().await;
}

#[tokio::test]
async fn a_template_is_shown_when_it_is_looked_at() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.open(URI, "mail", "").await;
    let answer = client
        .request("textDocument/completion", params(URI, (0, 0), 1))
        .await;
    let resolved = client
        .request("completionItem/resolve", answer["items"][0].clone())
        .await;
    assert!(
        resolved["documentation"]
            .as_str()
            .is_some_and(|text| text.contains("Kind regards"))
    );
    client.shut_down().await;
}

#[tokio::test]
async fn ranges_are_counted_as_agreed() {
    for (encoding, start, end) in [("utf-8", 5, 9), ("utf-16", 3, 5), ("utf-32", 2, 4)] {
        let (mut client, _) =
            Client::initialized(json!({"general": {"positionEncodings": [encoding]}})).await;
        client.pass_over("textDocument/publishDiagnostics");
        client.open(URI, "mail", "Добрый день!\n\n👍 Пр\n").await;
        let answer = client
            .request("textDocument/completion", params(URI, (2, end), 1))
            .await;
        let range = &answer["items"][0]["textEdit"]["range"];
        // The emoji is no mark that ends a sentence, so that nothing begins after it.
        assert!(
            range.is_null() || range["start"]["character"] == start,
            "{encoding}: {answer}"
        );
        client
            .change(URI, 2, json!([{"text": "Добрый день!\n\n👍! Пр\n"}]))
            .await;
        let at = (2, end + 1);
        let answer = client
            .request("textDocument/completion", params(URI, at, 1))
            .await;
        let range = &answer["items"][0]["textEdit"]["range"];
        assert_eq!(
            range["start"]["character"],
            start + 1,
            "{encoding}: {answer}"
        );
        assert_eq!(range["end"]["character"], end + 1, "{encoding}");
        client.shut_down().await;
    }
}

/// What a person writes into the gaps of phrases.
const FILLED: &[(&str, &str)] = &[
    ("[документ]", "договор № 12"),
    ("[дата]", "30 ноября 2026 года"),
    ("[срок]", "4 декабря 2026 года"),
    ("[событие]", "приёмка второго этапа"),
    ("[что сделать]", "перенести приёмку"),
    ("[причина]", "работы не закончены"),
    ("[чего]", "переноса срока"),
    ("[document]", "the contract"),
    ("[date]", "30 November 2026"),
    ("[deadline]", "4 December 2026"),
    ("[event]", "the acceptance of the second stage"),
    ("[proposal]", "moving the date"),
    ("[action]", "move the date"),
    ("[reason]", "the work is not finished"),
    ("[task]", "the report"),
];

fn strict() -> Arc<Config> {
    let text = "you = \"capital\"\nregister = \"formal\"\n";
    let path = "rules.toml".into();
    let text = text.to_owned();
    load(&[Layer { path, text }]).expect("good rules")
}

#[test]
fn nothing_is_wrong_with_the_phrases() {
    let config = strict();
    for language in [Language::Russian, Language::English] {
        for (intent, phrase) in phrases(language) {
            let filled = FILLED.iter().fold(phrase.to_owned(), |text, (gap, words)| {
                text.replace(gap, words)
            });
            assert!(!filled.contains('['), "{filled}");
            let letter = match language {
                Language::Russian => format!(
                    "From: Анна Смирнова <a@vektor.example>\nTo: Иван Сидоров <i@b.example>\nSubject: Сроки по договору № 12\n\nУважаемый Иван!\n\n{filled}\n\nС уважением,\nАнна Смирнова\n"
                ),
                Language::English => format!(
                    "From: Anna Smith <a@vektor.example>\nTo: John Brown <i@b.example>\nSubject: The dates of contract 12\n\nDear John,\n\n{filled}\n\nKind regards,\nAnna Smith\n"
                ),
            };
            let mut session =
                Session::new(&letter, Format::Draft, config.clone(), Language::English);
            let findings = session.check(&Nowhere);
            assert!(findings.is_empty(), "{intent:?}: {filled}: {findings:?}");
        }
    }
}
