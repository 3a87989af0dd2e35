//! `docs/protocol.md` says what the server does: its table is held against the server.

mod common;

use common::Client;
use serde_json::{Value, json};

const PAGE: &str = include_str!("../docs/protocol.md");

/// The rows of the table of methods: method, what is done, capability.
fn rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let cells = |line: &'static str| line.split('|').map(str::trim).collect::<Vec<_>>();
    (PAGE.lines())
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.starts_with("| `"))
        .map(cells)
        .map(|cells| {
            (
                cells[1].trim_matches('`'),
                cells[2],
                cells[3].trim_matches('`'),
            )
        })
        .collect()
}

/// Parameters that fit every request.
fn any_params() -> Value {
    let at = json!({"line": 0, "character": 0});
    let range = json!({"start": at, "end": at});
    let uri = "untitled:letter";
    let item = json!({"name": "x", "kind": 1, "uri": uri, "range": range, "selectionRange": range});
    json!({
        "textDocument": {"uri": uri}, "position": at, "range": range, "item": item, "name": "x",
        "kind": 1, "uri": uri, "location": {"uri": uri, "range": range}, "label": "x", "query": "",
        "context": {"includeDeclaration": true, "frameId": 1, "stoppedLocation": range,
            "triggerKind": 1, "isRetrigger": false},
        "options": {"tabSize": 4, "insertSpaces": true}, "ch": "x", "newName": "x", "reason": 1,
        "previousResultId": "x", "files": [], "selectionRange": range,
        "color": {"red": 0.0, "green": 0.0, "blue": 0.0, "alpha": 0.0},
    })
}

#[tokio::test]
async fn what_is_advertised_is_in_the_table_and_what_is_refused_is_refused() {
    let (mut client, result) =
        Client::initialized(json!({"textDocument": {"diagnostic": {}}})).await;
    let advertised = result["capabilities"].as_object().expect("capabilities");
    let rows = rows();
    assert!(rows.len() > 80, "{}", rows.len());
    let mut answers = Vec::new();
    for (method, done, capability) in &rows {
        let known = ["supported", "MethodNotFound", "ignored", "sent", "not sent"];
        assert!(known.contains(done), "{method}: {done}");
        if !capability.is_empty() {
            assert!(
                advertised.contains_key(*capability),
                "{method}: {capability}"
            );
        }
        if *done == "MethodNotFound" {
            answers.push((*method, client.refusal(method, any_params()).await));
        }
    }
    answers.retain(|(_, code)| *code != -32601);
    assert!(answers.is_empty(), "{answers:?}");
    for capability in advertised.keys() {
        let told = rows.iter().any(|(_, _, told)| told == capability);
        assert!(told || capability == "positionEncoding", "{capability}");
    }
    let commands = advertised["executeCommandProvider"]["commands"].as_array();
    for command in commands.expect("commands") {
        let command = command.as_str().expect("a name");
        assert!(PAGE.contains(&format!("| `{command}` |")), "{command}");
    }
    client.shut_down().await;
}
