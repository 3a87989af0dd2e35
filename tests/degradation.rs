//! Clients that lack something, and messages that come at the wrong time or make no sense.

mod common;

use common::{Client, codes};
use serde_json::{Value, json};

const URI: &str = "untitled:letter";
const REPLY: &str = "Subject: Re: Акт 5\nTo: a@b.example\n\nДобрый день!\n\nГотово.\n\nС уважением,\nАнна\n\n23.11.2026 10:00, Иван <a@b.example> пишет:\n> Где акт?\n";

async fn command(client: &mut Client, name: &str, arguments: Value) -> Value {
    let params = json!({"command": format!("letter-ls.{name}"), "arguments": arguments});
    client.request("workspace/executeCommand", params).await
}

#[tokio::test]
async fn deleted_history_is_restored_by_command() {
    for able in [true, false] {
        let capabilities = json!({"workspace": {"applyEdit": able}});
        let (mut client, _) = Client::initialized(capabilities).await;
        client.open(URI, "mail", REPLY).await;
        command(&mut client, "restoreHistory", json!([URI])).await;
        assert!(client.told().await.contains("no history was deleted"));
        let end = REPLY.find("\n23.11").expect("a quote");
        client.change(URI, 2, json!([{"text": REPLY[..end]}])).await;
        command(&mut client, "restoreHistory", json!([URI])).await;
        if able {
            let asked = client
                .wait_for(|message| message["method"] == "workspace/applyEdit")
                .await;
            assert!(asked.to_string().contains("Где акт?"), "{asked}");
        } else {
            assert!(client.told().await.contains("applies no edits"));
        }
        client.diagnostics(URI, 2).await;
        client.shut_down().await;
    }
}

#[tokio::test]
async fn the_rules_in_force_are_opened_and_made_where_they_are_missing() {
    for able in [true, false] {
        let folder = tempfile::tempdir().expect("a folder");
        let letter = format!("file://{}/a.mail", folder.path().display());
        let rules = folder.path().join(".letter-ls/rules.toml");
        let mut client = Client::start(None);
        client.answering("window/showDocument", json!({"success": true}));
        let window = json!({"window": {"showDocument": {"support": able}}});
        client.initialize(json!({"capabilities": window})).await;
        for _ in 0..2 {
            command(&mut client, "openRules", json!([letter])).await;
            if able {
                let asked = client
                    .wait_for(|message| message["method"] == "window/showDocument")
                    .await;
                let shown = asked["params"]["uri"].as_str().expect("a URI");
                assert!(shown.ends_with(".letter-ls/rules.toml"), "{shown}");
            } else {
                assert_eq!(client.told().await, rules.display().to_string());
            }
            let text = std::fs::read_to_string(&rules).expect("made");
            assert!(text.starts_with('#'), "{text}");
        }
        command(&mut client, "openRules", json!([URI])).await;
        assert!(client.told().await.contains("not saved"));
        client.shut_down().await;
    }
}

#[tokio::test]
async fn commands_with_wrong_arguments_say_what_is_wrong() {
    let (mut client, result) = Client::initialized(json!({})).await;
    let commands = &result["capabilities"]["executeCommandProvider"]["commands"];
    for name in commands.as_array().expect("commands") {
        for arguments in [json!([]), json!([7, {}, null]), json!(["x", "y", "z"])] {
            let params = json!({"command": name, "arguments": arguments});
            let answer = client.request("workspace/executeCommand", params).await;
            assert_eq!(answer, Value::Null);
            assert!(!client.told().await.is_empty(), "{name}");
        }
    }
    command(&mut client, "noSuch", json!([])).await;
    assert!(client.told().await.contains("unknown command"));
    client.shut_down().await;
}

#[tokio::test]
async fn messages_at_the_wrong_time_are_refused() {
    let mut client = Client::start(None);
    let document = json!({"textDocument": {"uri": URI}});
    assert_eq!(
        client
            .refusal("textDocument/diagnostic", document.clone())
            .await,
        -32002
    );
    assert_eq!(client.refusal("shutdown", Value::Null).await, -32002);
    client.open(URI, "mail", REPLY).await;
    client.initialize(json!({"capabilities": {}})).await;
    assert_eq!(
        client
            .refusal("initialize", json!({"capabilities": {}}))
            .await,
        -32600
    );
    let id = client.ask("shutdown", Value::Null).await;
    client.answer(id).await;
    assert_eq!(
        client.refusal("textDocument/diagnostic", document).await,
        -32600
    );
    assert_eq!(client.refusal("shutdown", Value::Null).await, -32600);
    assert_eq!(client.exit().await, 0);
}

#[tokio::test]
async fn unknown_methods_and_parameters_are_refused_and_unknown_documents_have_nothing() {
    let (mut client, result) = Client::initialized(json!({})).await;
    assert_eq!(client.refusal("no/such", json!({})).await, -32601);
    assert_eq!(
        client
            .refusal("textDocument/hover", json!({"position": "x"}))
            .await,
        -32602
    );
    client.notify("$/no/such", json!({})).await;
    client.notify("no/such", json!({})).await;
    client
        .change("untitled:unknown", 7, json!([{"text": "x"}]))
        .await;
    for name in ["didClose", "didSave"] {
        let unknown = json!({"textDocument": {"uri": "untitled:unknown"}});
        client
            .notify(&format!("textDocument/{name}"), unknown)
            .await;
    }
    let at = json!({"line": 99, "character": 99});
    let range = json!({"start": at, "end": at});
    let params = |uri: &str| {
        json!({
            "textDocument": {"uri": uri}, "position": at, "range": range, "positions": [at],
            "context": {"diagnostics": [], "triggerKind": 1}, "options": {"tabSize": 4, "insertSpaces": true},
        })
    };
    let capabilities = result["capabilities"].clone();
    for (method, provider) in [
        ("hover", "hoverProvider"),
        ("completion", "completionProvider"),
        ("codeAction", "codeActionProvider"),
        ("documentSymbol", "documentSymbolProvider"),
        ("foldingRange", "foldingRangeProvider"),
        ("documentLink", "documentLinkProvider"),
        ("selectionRange", "selectionRangeProvider"),
        ("formatting", "documentFormattingProvider"),
        ("rangeFormatting", "documentRangeFormattingProvider"),
    ] {
        if capabilities[provider].is_null() {
            continue;
        }
        let method = format!("textDocument/{method}");
        let answer = client.request(&method, params("untitled:unknown")).await;
        let empty = answer.is_null() || answer == json!([]);
        assert!(empty, "{method}: {answer}");
        // Beyond the text.
        client.open(URI, "mail", REPLY).await;
        client.request(&method, params(URI)).await;
    }
    client.diagnostics(URI, 1).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.shut_down().await;
}

#[tokio::test]
async fn a_client_that_knows_nothing_is_asked_for_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let letter = format!("file://{}/a.mail", folder.path().display());
    let (mut client, _) = Client::initialized(json!({})).await;
    client
        .open(&letter, "mail", &REPLY.replace("Готово", "Ждём хрямзолину"))
        .await;
    let diagnostics = client.diagnostics(&letter, 1).await;
    assert!(codes(&diagnostics).contains(&"spelling"));
    command(
        &mut client,
        "addWord",
        json!(["хрямзолину", "project", letter]),
    )
    .await;
    client
        .diagnostics_when(&letter, |codes| !codes.contains(&"spelling"))
        .await;
    let asked = client
        .received()
        .find(|message| message.get("id").is_some() && message.get("method").is_some());
    assert_eq!(asked, None);
    client.shut_down().await;
}

#[tokio::test]
async fn diagnostics_are_lean_for_a_client_that_has_no_use_for_more() {
    for (publish, has) in [
        (json!({"versionSupport": true}), false),
        (
            json!({"dataSupport": true, "codeDescriptionSupport": true}),
            true,
        ),
    ] {
        let capabilities = json!({"textDocument": {"publishDiagnostics": publish}});
        let (mut client, _) = Client::initialized(capabilities).await;
        let letter = "To: a@b.example\nSubject: Contract 7\n\nDear Anna,\n\nPlease see the the contract.\n\nKind regards,\nJohn Brown\n";
        client.open(URI, "mail", letter).await;
        let diagnostics = client.diagnostics(URI, 1).await;
        assert_eq!(codes(&diagnostics), ["word-repeated"]);
        let diagnostic = &diagnostics[0];
        assert_eq!(diagnostic.get("data").is_some(), has);
        assert_eq!(diagnostic.get("codeDescription").is_some(), has);
        // What the client is given is enough to ask for the fix.
        let params = json!({
            "textDocument": {"uri": URI}, "range": diagnostic["range"],
            "context": {"diagnostics": [diagnostic]},
        });
        let actions = client.request("textDocument/codeAction", params).await;
        assert_eq!(actions[0]["title"], "Delete the repetition");
        assert_eq!(actions[0]["diagnostics"][0], *diagnostic);
        client.shut_down().await;
    }
}

#[tokio::test]
async fn older_versions_and_several_openings_leave_a_text() {
    let capabilities = json!({"general": {"positionEncodings": ["utf-8"]}});
    let (mut client, result) = Client::initialized(capabilities).await;
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-8");
    client.open(URI, "mail", REPLY).await;
    client.open(URI, "mail", "Привет!\n").await;
    client
        .change(URI, 5, json!([{"text": "Здравствуйте!\n"}]))
        .await;
    client.change(URI, 3, json!([{"text": "Привет!\n"}])).await;
    client.diagnostics(URI, 5).await;
    client.shut_down().await;
}
