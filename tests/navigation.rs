//! Outline, folding, links and selection, as a client sees them.

mod common;

use common::Client;
use serde_json::{Value, json};

const URI: &str = "untitled:letter";

const LETTER: &str = "\
To: Иван Петров <ivan@client.example>
Subject: Акт 👍 5

Уважаемый Иван Петрович!

Направляю акт. Он на https://пример.рф/акт 👍 лежит.

1. Раз
2. Два
3. Три
4. Четыре
5. Пять
   и ещё

С уважением,
Анна Смирнова
ООО «Вектор»

23.11.2026, 12:00, Иван Петров <ivan@client.example> пишет:
> Где акт?
>> Будет завтра.
>> Обещаем.
> Жду.
";

async fn open(capabilities: Value, language: &str, text: &str) -> Client {
    let (mut client, _) = Client::initialized(capabilities).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.open(URI, language, text).await;
    client.diagnostics(URI, 1).await;
    client
}

async fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    for (key, value) in more.as_object().expect("an object") {
        params[key] = value.clone();
    }
    client.request(method, params).await
}

/// The names of symbols, those inside others indented.
fn names(symbols: &Value, depth: usize, into: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let detail = symbol["detail"].as_str().unwrap_or_default();
        let name = format!(
            "{}{} {detail}",
            " ".repeat(depth),
            symbol["name"].as_str().unwrap_or_default()
        );
        into.push(name.trim_end().to_owned());
        names(&symbol["children"], depth + 1, into);
    }
}

/// Every symbol lies in the one above it, and its name in it.
fn assert_nested(symbols: &Value, outer: Option<&Value>) {
    let place = |value: &Value| (value["line"].as_u64(), value["character"].as_u64());
    let holds = |outer: &Value, inner: &Value| {
        place(&outer["start"]) <= place(&inner["start"])
            && place(&inner["end"]) <= place(&outer["end"])
    };
    for symbol in symbols.as_array().into_iter().flatten() {
        assert!(
            holds(&symbol["range"], &symbol["selectionRange"]),
            "{symbol}"
        );
        assert!(
            outer.is_none_or(|outer| holds(outer, &symbol["range"])),
            "{symbol}"
        );
        assert!(
            symbol["name"]
                .as_str()
                .is_some_and(|name| !name.trim().is_empty())
        );
        assert_nested(&symbol["children"], Some(&symbol["range"]));
    }
}

fn with_tree() -> Value {
    json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}})
}

#[tokio::test]
async fn the_outline_is_a_tree() {
    let mut client = open(with_tree(), "mail", LETTER).await;
    let symbols = ask(&mut client, "textDocument/documentSymbol", json!({})).await;
    let mut found = Vec::new();
    names(&symbols, 0, &mut found);
    assert_eq!(
        found,
        [
            "Header",
            " To Иван Петров <ivan@client.example>",
            " Subject Акт 👍 5",
            "Уважаемый Иван Петрович!",
            "Направляю акт. Он на https://пример.рф/акт 👍 лежит.",
            "1. Раз",
            " 1. Раз",
            " 2. Два",
            " 3. Три",
            " 4. Четыре",
            " 5. Пять",
            "С уважением,",
            "Анна Смирнова",
            "Quoted history 23.11.2026, 12:00, Иван Петров <ivan@client.example> пишет:",
            " 23.11.2026, 12:00, Иван Петров <ivan@client.example> пишет:",
            " > Где акт?",
        ]
    );
    assert_nested(&symbols, None);
    assert_eq!(
        symbols[0]["children"][1]["range"]["end"],
        json!({"line": 1, "character": 17})
    );
    client.shut_down().await;
}

#[tokio::test]
async fn a_client_without_trees_gets_a_list() {
    let mut client = open(json!({}), "mail", LETTER).await;
    let symbols = ask(&mut client, "textDocument/documentSymbol", json!({})).await;
    assert_eq!(symbols[1]["name"], "To: Иван Петров <ivan@client.example>");
    assert_eq!(symbols[1]["containerName"], "Header");
    assert_eq!(symbols[1]["location"]["uri"], URI);
    client.shut_down().await;
}

#[tokio::test]
async fn markdown_headings_hold_what_stands_under_them() {
    let text = "---\nsubject: \"Акт 👍\"\nattachments:\n  - a.pdf\n---\n\nDear Anna,\n\n# One\n\nText.\n\n## Two\n\nMore.\n\n# Three\n\nEnd.\n\nKind regards,\nJohn\n";
    let mut client = open(with_tree(), "markdown", text).await;
    let symbols = ask(&mut client, "textDocument/documentSymbol", json!({})).await;
    let mut found = Vec::new();
    names(&symbols, 0, &mut found);
    assert_eq!(
        found,
        [
            "Header",
            " subject Акт 👍",
            " attachments a.pdf",
            "Dear Anna,",
            "One",
            " Text.",
            " Two",
            "  More.",
            "Three",
            " End.",
            " Kind regards,",
            "John",
        ]
    );
    assert_nested(&symbols, None);
    client.shut_down().await;
}

#[tokio::test]
async fn attached_parts_of_a_message_are_named() {
    let text = "From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear Anna,\r\n\r\nSee it.\r\n--B\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"contract.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\nBBBB\r\n--B--\r\n";
    let mut client = open(with_tree(), "mail", text).await;
    let uri = "untitled:a.eml";
    client.open(uri, "eml", text).await;
    let params = json!({"textDocument": {"uri": uri}});
    let symbols = client
        .request("textDocument/documentSymbol", params.clone())
        .await;
    let mut found = Vec::new();
    names(&symbols, 0, &mut found);
    assert_eq!(
        found.last().map(String::as_str),
        Some("contract.pdf"),
        "{found:?}"
    );
    let folds = client.request("textDocument/foldingRange", params).await;
    assert!(folds.to_string().contains(r#""endLine":17"#), "{folds}");
    client.shut_down().await;
}

fn folded(folds: &Value) -> Vec<(u64, u64)> {
    let line = |fold: &Value, key: &str| fold[key].as_u64().expect("a line");
    let folds = folds.as_array().into_iter().flatten();
    folds
        .map(|fold| (line(fold, "startLine"), line(fold, "endLine")))
        .collect()
}

#[tokio::test]
async fn header_list_signature_and_quotes_fold_by_lines() {
    let mut client = open(json!({}), "mail", LETTER).await;
    let folds = ask(&mut client, "textDocument/foldingRange", json!({})).await;
    assert_eq!(
        folded(&folds),
        [(0, 1), (7, 12), (15, 16), (18, 22), (20, 21)]
    );
    assert!(!folds.to_string().contains("Character"));
    client.shut_down().await;
}

#[tokio::test]
async fn no_more_folds_are_given_than_the_client_wants() {
    let limit =
        json!({"textDocument": {"foldingRange": {"rangeLimit": 4, "lineFoldingOnly": true}}});
    let mut client = open(limit, "mail", LETTER).await;
    let folds = ask(&mut client, "textDocument/foldingRange", json!({})).await;
    assert_eq!(folded(&folds), [(0, 1), (7, 12), (15, 16), (18, 22)]);
    client.shut_down().await;
}

#[tokio::test]
async fn pages_and_mailboxes_are_links_in_every_encoding() {
    for (encoding, start, end) in [("utf-8", 37, 69), ("utf-16", 21, 42), ("utf-32", 21, 42)] {
        let capabilities = json!({"general": {"positionEncodings": [encoding]}});
        let mut client = open(capabilities, "mail", LETTER).await;
        let links = ask(&mut client, "textDocument/documentLink", json!({})).await;
        let targets: Vec<&str> = links
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|link| link["target"].as_str())
            .collect();
        let page = "https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/%D0%B0%D0%BA%D1%82";
        assert_eq!(
            targets,
            [
                "mailto:ivan@client.example",
                page,
                "mailto:ivan@client.example"
            ]
        );
        let range = &links[1]["range"];
        assert_eq!(
            (&range["start"]["character"], &range["end"]["character"]),
            (&json!(start), &json!(end)),
            "{encoding}"
        );
        client.shut_down().await;
    }
}

#[tokio::test]
async fn attached_files_are_links_where_they_exist_and_are_not_run() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["акт 1.pdf", "run.sh", "x.desktop"] {
        std::fs::write(folder.path().join(name), "").expect("written");
    }
    std::fs::create_dir(folder.path().join("folder")).expect("made");
    let uri = url_of(&folder.path().join("a.letter"));
    let text = "Attach: акт\\ 1.pdf\nAttach: нет.pdf\nAttach: run.sh\nAttach: x.desktop\nAttach: folder\nSubject: Акт\n\nДобрый день!\n";
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.open(&uri, "mail", text).await;
    let params = json!({"textDocument": {"uri": uri}});
    let links = client.request("textDocument/documentLink", params).await;
    assert_eq!(links.as_array().map(Vec::len), Some(1), "{links}");
    let target = links[0]["target"].as_str().expect("a target");
    assert!(
        target.starts_with("file:///") && target.ends_with("1.pdf"),
        "{target}"
    );
    assert_eq!(
        links[0]["range"]["end"],
        json!({"line": 0, "character": 18})
    );
    client.shut_down().await;
}

fn url_of(path: &std::path::Path) -> String {
    tower_lsp::ls_types::Uri::from_file_path(path)
        .expect("absolute")
        .as_str()
        .to_owned()
}

#[tokio::test]
async fn nobody_elses_message_names_files_of_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.pdf"), "").expect("written");
    let uri = url_of(&folder.path().join("a.eml"));
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client
        .open(
            &uri,
            "mail",
            "From: a@b.example\nAttach: a.pdf\nSubject: x\n\nDear Anna,\n",
        )
        .await;
    let params = json!({"textDocument": {"uri": uri}});
    let links = client.request("textDocument/documentLink", params).await;
    assert!(!links.to_string().contains("file:"), "{links}");
    client.shut_down().await;
}

/// The texts that a chain of selections takes in, from the inner one out.
fn chain(selection: &Value, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let offset = |place: &Value| {
        let line = place["line"].as_u64().expect("a line") as usize;
        let character = place["character"].as_u64().expect("a character") as usize;
        let before: usize = lines.iter().take(line).map(|line| line.len()).sum();
        let units = lines.get(line).map_or(0, |line| {
            let wide = line.encode_utf16().take(character).collect::<Vec<_>>();
            String::from_utf16(&wide).expect("whole characters").len()
        });
        before + units
    };
    let mut found = Vec::new();
    let mut next = selection;
    while next.is_object() {
        let (start, end) = (&next["range"]["start"], &next["range"]["end"]);
        found.push(text[offset(start)..offset(end)].to_owned());
        next = &next["parent"];
    }
    found
}

#[tokio::test]
async fn selections_grow_from_the_word_to_the_letter() {
    let mut client = open(json!({}), "mail", LETTER).await;
    let positions = json!([{"line": 5, "character": 12}, {"line": 1, "character": 10}, {"line": 19, "character": 3}]);
    let found = ask(
        &mut client,
        "textDocument/selectionRange",
        json!({"positions": positions}),
    )
    .await;
    let body = chain(&found[0], LETTER);
    assert_eq!(body[0], "акт");
    assert_eq!(body[1], "Направляю акт.");
    assert_eq!(
        body[2],
        "Направляю акт. Он на https://пример.рф/акт 👍 лежит."
    );
    assert!(
        body[3].starts_with("Уважаемый") && body[3].ends_with("ООО «Вектор»"),
        "{body:?}"
    );
    assert_eq!(body.last().map(String::as_str), Some(LETTER));
    let header = chain(&found[1], LETTER);
    assert_eq!(header[..3], ["Акт", "Акт 👍 5", "Subject: Акт 👍 5"]);
    let quote = chain(&found[2], LETTER);
    assert_eq!(quote[..2], ["Где", "> Где акт?"]);
    client.shut_down().await;
}

#[tokio::test]
async fn an_empty_document_is_answered_too() {
    let mut client = open(with_tree(), "mail", "").await;
    let position = json!({"positions": [{"line": 5, "character": 5}]});
    let selection = ask(&mut client, "textDocument/selectionRange", position).await;
    assert_eq!(selection.as_array().map(Vec::len), Some(1));
    for method in ["documentSymbol", "foldingRange", "documentLink"] {
        let answer = ask(&mut client, &format!("textDocument/{method}"), json!({})).await;
        assert_eq!(answer, json!([]), "{method}");
    }
    client.shut_down().await;
}
