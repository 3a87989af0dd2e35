//! Diagnostics that the client pulls, and that no client gets them both ways.

mod common;

use common::{Client, codes};
use serde_json::{Value, json};

const URI: &str = "untitled:letter";
const LETTER: &str =
    "To: ivan@client.example\nSubject: Акт 5\n\nДобрый день!\n\nЖду инфу.\n\nС уважением,\nАнна\n";

/// What VS Code says of itself.
fn pulling() -> Value {
    json!({
        "workspace": {"diagnostics": {"refreshSupport": true}},
        "textDocument": {
            "diagnostic": {"dynamicRegistration": true, "relatedDocumentSupport": false},
            "publishDiagnostics": {"versionSupport": true, "dataSupport": true},
        },
    })
}

async fn pull(client: &mut Client, uri: &str, known: Option<&str>) -> Value {
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": known});
    client.request("textDocument/diagnostic", params).await
}

fn items(report: &Value) -> Vec<&str> {
    assert_eq!(report["kind"], "full", "{report}");
    codes(report["items"].as_array().expect("items"))
}

fn id(report: &Value) -> &str {
    report["resultId"].as_str().expect("a result id")
}

async fn refreshed(client: &mut Client) {
    client
        .wait_for(|message| message["method"] == "workspace/diagnostic/refresh")
        .await;
}

fn folder_and_uri() -> (tempfile::TempDir, impl Fn(&str) -> String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_owned();
    (folder, move |name: &str| {
        format!("file://{}", path.join(name).display())
    })
}

#[tokio::test]
async fn a_client_that_pulls_is_answered_and_never_pushed_to() {
    let (mut client, result) = Client::initialized(pulling()).await;
    let provider = &result["capabilities"]["diagnosticProvider"];
    assert_eq!(provider["interFileDependencies"], false);
    client.open(URI, "mail", LETTER).await;
    let first = pull(&mut client, URI, None).await;
    assert_eq!(items(&first), ["tone-informal"]);
    assert_eq!(first["items"][0]["data"]["version"], 1);
    let again = pull(&mut client, URI, Some(id(&first))).await;
    assert_eq!(again, json!({"kind": "unchanged", "resultId": id(&first)}));

    let change = json!([{"text": "Привет!\n\nГотово.\n\nС уважением,\nАнна\n"}]);
    client.change(URI, 2, change).await;
    let edited = pull(&mut client, URI, Some(id(&first))).await;
    assert_eq!(items(&edited), ["greeting-informal"]);

    // A client that counts no versions is answered by the text all the same.
    client.change(URI, 2, json!([{"text": LETTER}])).await;
    let same_version = pull(&mut client, URI, Some(id(&edited))).await;
    assert_eq!(items(&same_version), ["tone-informal"]);

    // What is named in another session of the document is not taken for this one's.
    let close = json!({"textDocument": {"uri": URI}});
    client.notify("textDocument/didClose", close).await;
    assert!(items(&pull(&mut client, URI, Some(id(&same_version))).await).is_empty());
    client.open(URI, "mail", LETTER).await;
    let reopened = pull(&mut client, URI, Some(id(&first))).await;
    assert_eq!(items(&reopened), ["tone-informal"]);
    client.shut_down().await;
}

#[tokio::test]
async fn a_client_that_pulls_is_told_when_words_and_rules_change() {
    let (folder, uri) = folder_and_uri();
    let (letter, rules) = (uri("a.mail"), uri("rules.toml"));
    let (mut client, _) = Client::initialized(pulling()).await;
    let text = LETTER.replace("инфу", "хрямзолину и инфу");
    client.open(&letter, "mail", &text).await;
    let report = pull(&mut client, &letter, None).await;
    assert_eq!(items(&report), ["spelling", "tone-informal"]);

    let add =
        json!({"command": "letter-ls.addWord", "arguments": ["хрямзолину", "letter", letter]});
    client.request("workspace/executeCommand", add).await;
    refreshed(&mut client).await;
    let report = pull(&mut client, &letter, Some(id(&report))).await;
    assert_eq!(items(&report), ["tone-informal"]);

    std::fs::write(
        folder.path().join("rules.toml"),
        "[rules]\ntone-informal = \"off\"\n",
    )
    .expect("written");
    let saved = json!({"textDocument": {"uri": rules}});
    client.notify("textDocument/didSave", saved.clone()).await;
    refreshed(&mut client).await;
    let report = pull(&mut client, &letter, Some(id(&report))).await;
    assert!(items(&report).is_empty());

    // Rules that change nothing for the letter: nothing is sent again.
    std::fs::write(
        folder.path().join("rules.toml"),
        "[rules]\ntone-informal = \"off\"\ntone-emoji = \"off\"\n",
    )
    .expect("written");
    client.notify("textDocument/didSave", saved).await;
    let report = pull(&mut client, &letter, Some(id(&report))).await;
    assert_eq!(report["kind"], "unchanged");
    client.shut_down().await;
}

#[tokio::test]
async fn mistakes_in_rules_reach_a_client_that_pulls() {
    for (related, pushed) in [(true, true), (false, true), (false, false)] {
        let (folder, uri) = folder_and_uri();
        let (letter, rules) = (uri("a.mail"), uri("rules.toml"));
        let path = folder.path().join("rules.toml");
        std::fs::write(&path, "# «👍»\nregister = \"formel\"\n").expect("written");
        let mut capabilities = pulling();
        capabilities["textDocument"]["diagnostic"]["relatedDocumentSupport"] = json!(related);
        if !pushed {
            capabilities["textDocument"]["publishDiagnostics"] = Value::Null;
        }
        let (mut client, _) = Client::initialized(capabilities).await;
        client.open(&letter, "mail", LETTER).await;
        refreshed(&mut client).await;
        let report = pull(&mut client, &letter, None).await;
        assert_eq!(items(&report), ["tone-informal"]);
        let place = json!({"line": 1, "character": 11});
        if related {
            let mistake = &report["relatedDocuments"][&rules]["items"][0];
            assert_eq!(mistake["range"]["start"], place);
        } else if pushed {
            let mistakes = client.diagnostics(&rules, Value::Null).await;
            assert_eq!(mistakes[0]["range"]["start"], place);
            // It is pulled as long as it is open; each time the client is told to pull again.
            client.pass_over("workspace/diagnostic/refresh");
            client.open(&rules, "toml", "register = \"formel\"\n").await;
            assert!(client.diagnostics(&rules, Value::Null).await.is_empty());
            let closed = json!({"textDocument": {"uri": rules}});
            client.notify("textDocument/didClose", closed).await;
            let mistakes = client.diagnostics(&rules, Value::Null).await;
            assert_eq!(mistakes[0]["range"]["start"], place);
        } else {
            assert_eq!(report["relatedDocuments"], Value::Null);
            let told = client
                .wait_for(|message| message["method"] == "window/showMessage")
                .await;
            let text = told["params"]["message"].as_str().expect("a message");
            assert!(
                text.contains("rules.toml:2:12") && text.contains("`formal`"),
                "{text}"
            );
        }

        std::fs::write(&path, "register = \"formal\"\n").expect("written");
        let saved = json!({"textDocument": {"uri": rules}});
        client.notify("textDocument/didSave", saved).await;
        refreshed(&mut client).await;
        let report = pull(&mut client, &letter, Some(id(&report))).await;
        let mended = &report["relatedDocuments"][&rules]["items"];
        let expected = if related { json!([]) } else { Value::Null };
        assert_eq!(*mended, expected);
        if pushed && !related {
            assert!(client.diagnostics(&rules, Value::Null).await.is_empty());
        }
        client.shut_down().await;
    }
}

#[tokio::test]
async fn a_client_that_can_not_be_told_to_pull_is_pushed_to() {
    // Neovim 0.11 pulls after edits only.
    let capabilities = json!({
        "textDocument": {"diagnostic": {}, "publishDiagnostics": {}},
    });
    let (mut client, result) = Client::initialized(capabilities).await;
    assert_eq!(result["capabilities"]["diagnosticProvider"], Value::Null);
    client.open(URI, "mail", LETTER).await;
    assert_eq!(codes(&client.diagnostics(URI, 1).await), ["tone-informal"]);
    client.shut_down().await;

    // One that takes nothing else pulls all the same.
    let capabilities = json!({"textDocument": {"diagnostic": {}}});
    let (mut client, result) = Client::initialized(capabilities).await;
    assert_ne!(result["capabilities"]["diagnosticProvider"], Value::Null);
    client.open(URI, "mail", LETTER).await;
    assert_eq!(
        items(&pull(&mut client, URI, None).await),
        ["tone-informal"]
    );
    let settings = json!({"settings": {"letter-ls": {"rules": {"tone-informal": "off"}}}});
    client
        .notify("workspace/didChangeConfiguration", settings)
        .await;
    assert!(items(&pull(&mut client, URI, None).await).is_empty());
    client.shut_down().await;
}

#[tokio::test]
async fn an_open_file_of_rules_is_no_letter_and_shows_its_mistakes_as_they_are_written() {
    for capabilities in [pulling(), json!({})] {
        let pulls = capabilities["workspace"] != Value::Null;
        let (_folder, uri) = folder_and_uri();
        let rules = uri(".letter-ls/rules.toml");
        let (mut client, _) = Client::initialized(capabilities).await;
        client.open(&rules, "toml", "register = \"formal\"\n").await;
        let change = json!([{"range": {
            "start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 3},
        }, "text": "# 👍\n reg"}]);
        client.change(&rules, 2, change.clone()).await;
        client
            .change(
                &rules,
                3,
                json!([{"range": {
            "start": {"line": 1, "character": 3}, "end": {"line": 1, "character": 4},
        }, "text": ""}]),
            )
            .await;
        let place = json!({
            "start": {"line": 1, "character": 1}, "end": {"line": 1, "character": 8},
        });
        if pulls {
            let report = pull(&mut client, &rules, None).await;
            assert_eq!(report["items"][0]["range"], place);
            let again = pull(&mut client, &rules, Some(id(&report))).await;
            assert_eq!(again["kind"], "unchanged");
        } else {
            let diagnostics = client.diagnostics(&rules, 3).await;
            assert_eq!(diagnostics[0]["range"], place);
        }
        client.shut_down().await;
    }
}
