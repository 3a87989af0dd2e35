//! Hover and refactorings as a client sees them.

mod common;

use common::{Client, codes};
use serde_json::{Value, json};

const URI: &str = "untitled:letter";

fn place(line: u32, character: u32) -> Value {
    json!({"line": line, "character": character})
}

fn ask(range: &Value, diagnostics: &[Value], only: &str) -> Value {
    let context = json!({"diagnostics": diagnostics, "only": [only]});
    json!({"textDocument": {"uri": URI}, "range": range, "context": context})
}

fn titles(actions: &Value) -> Vec<&str> {
    let actions = actions.as_array().expect("a list");
    actions
        .iter()
        .filter_map(|action| action["title"].as_str())
        .collect()
}

#[tokio::test]
async fn hover_tells_the_rule_in_the_form_that_the_client_takes() {
    for (formats, fence) in [(json!(["markdown"]), true), (json!(["plaintext"]), false)] {
        let capabilities = json!({"textDocument": {"hover": {"contentFormat": formats}}});
        let (mut client, result) = Client::initialized(capabilities).await;
        assert_eq!(result["capabilities"]["hoverProvider"], true);
        client
            .open(URI, "mail", "Добрый день! 👍\n\nЖду инфу.\n")
            .await;
        client.diagnostics(URI, 1).await;
        let at = |line, character| json!({"textDocument": {"uri": URI}, "position": place(line, character)});
        let hover = client.request("textDocument/hover", at(2, 5)).await;
        let text = hover["contents"]["value"].as_str().expect("text");
        assert!(text.contains("tone-informal"), "{text}");
        assert!(
            text.contains("Скиньте инфу") || text.contains("gonna"),
            "{text}"
        );
        assert_eq!(text.contains("```"), fence, "{text}");
        assert_eq!(hover["range"]["start"], place(2, 4));
        let nothing = client.request("textDocument/hover", at(0, 2)).await;
        assert!(!nothing.to_string().contains("minutes"), "{nothing}");
        client.shut_down().await;
    }
}

#[tokio::test]
async fn deleted_history_comes_back() {
    let (mut client, _) = Client::initialized(json!({})).await;
    let history = "Иван пишет:\n> Согласны ли Вы? 👍\n";
    let letter = format!("Subject: Re: Акт\n\nДобрый день!\n\nСогласны.\n\n{history}");
    client.open(URI, "mail", &letter).await;
    client.diagnostics(URI, 1).await;
    let all = json!({"start": place(6, 0), "end": place(8, 0)});
    client
        .change(URI, 2, json!([{"range": all, "text": ""}]))
        .await;
    let diagnostics = client.diagnostics(URI, 2).await;
    let deleted = diagnostics
        .iter()
        .find(|diagnostic| diagnostic["code"] == "history-deleted")
        .expect("a finding");
    let params = ask(&deleted["range"], std::slice::from_ref(deleted), "quickfix");
    let actions = client.request("textDocument/codeAction", params).await;
    assert_eq!(actions[0]["title"], "Restore the deleted history");
    let edit = actions[0]["edit"]["changes"][URI][0].clone();
    client
        .change(
            URI,
            3,
            json!([{"range": edit["range"], "text": edit["newText"]}]),
        )
        .await;
    let diagnostics = client.diagnostics(URI, 3).await;
    assert!(!codes(&diagnostics).contains(&"history-deleted"));
    client.shut_down().await;
}

#[tokio::test]
async fn refactorings_are_offered_without_a_finding() {
    let (mut client, result) = Client::initialized(json!({})).await;
    let kinds = &result["capabilities"]["codeActionProvider"]["codeActionKinds"];
    assert!(
        kinds
            .as_array()
            .is_some_and(|kinds| kinds.contains(&json!("refactor.rewrite")))
    );
    let letter = "Добрый день!\n\nДоговор № 12 подписан.\n\nЖдём вас.\n\nС уважением,\nАнна\n";
    client.open(URI, "mail", letter).await;
    client.diagnostics(URI, 1).await;
    let range = json!({"start": place(2, 0), "end": place(4, 3)});
    let actions = client
        .request("textDocument/codeAction", ask(&range, &[], "refactor"))
        .await;
    assert_eq!(
        titles(&actions),
        [
            "Put a heading over each paragraph",
            "Capitalise «Вы» throughout the letter"
        ]
    );
    let edits = &actions[1]["edit"]["changes"][URI];
    assert_eq!(edits[0]["newText"], "Вас");
    assert_eq!(
        edits[0]["range"],
        json!({"start": place(4, 5), "end": place(4, 8)})
    );
    client.shut_down().await;
}

#[tokio::test]
async fn an_empty_document_is_begun_from_a_template() {
    for (snippets, letter) in [(true, "${1:"), (false, "[")] {
        let item = json!({"snippetSupport": snippets});
        let capabilities = json!({"textDocument": {"completion": {"completionItem": item}}});
        let (mut client, _) = Client::initialized(capabilities).await;
        client.open(URI, "mail", "👍 мин").await;
        client.diagnostics(URI, 1).await;
        let at = |line, character| json!({"textDocument": {"uri": URI}, "position": place(line, character)});
        // Two words are a letter's beginning already.
        let words = client.request("textDocument/completion", at(0, 6)).await;
        assert!(!words.to_string().contains("minutes"), "{words}");
        client.change(URI, 2, json!([{"text": "min"}])).await;
        client.diagnostics(URI, 2).await;
        let items = client.request("textDocument/completion", at(0, 3)).await;
        let items = items["items"].as_array().expect("items");
        let minutes = items.iter().find(|item| item["label"] == "minutes");
        let minutes = minutes.expect("a template");
        let text = minutes["textEdit"]["newText"].as_str().expect("text");
        assert!(
            text.contains("Minutes of the meeting") && text.contains(letter),
            "{text}"
        );
        let whole = json!({"start": place(0, 0), "end": place(0, 3)});
        assert_eq!(minutes["textEdit"]["range"], whole);
        assert!(items.iter().any(|item| item["label"] == "minutes (ru)"));
        // Below a header block only the body is wanted.
        let header = "To: a@b.example\nSubject: Plan 5\n\n";
        client.change(URI, 3, json!([{"text": header}])).await;
        client.diagnostics(URI, 3).await;
        let items = client.request("textDocument/completion", at(3, 0)).await;
        let first = &items["items"][0]["textEdit"];
        let text = first["newText"].as_str().expect("text");
        assert!(text.starts_with("Dear "), "{text}");
        assert_eq!(first["range"]["start"], place(3, 0));
        client.shut_down().await;
    }
}

#[tokio::test]
async fn a_template_is_inserted_by_command() {
    let (mut client, _) = Client::initialized(json!({"workspace": {"applyEdit": true}})).await;
    client.open(URI, "mail", "").await;
    client.diagnostics(URI, 1).await;
    let command =
        |name: &str| json!({"command": "letter-ls.insertTemplate", "arguments": [name, URI, "ru"]});
    client
        .request("workspace/executeCommand", command("absence"))
        .await;
    let asked = client
        .wait_for(|message| message["method"] == "workspace/applyEdit")
        .await;
    let edit = &asked["params"]["edit"]["changes"][URI][0];
    let text = edit["newText"].as_str().expect("text");
    assert!(text.contains("замещает"), "{text}");
    for (name, says) in [
        ("absense", "there are: first-letter"),
        ("absence", "not empty"),
    ] {
        client
            .change(URI, 2, json!([{"text": "Добрый день! Уже написано."}]))
            .await;
        client
            .request("workspace/executeCommand", command(name))
            .await;
        let told = client
            .wait_for(|message| message["method"] == "window/showMessage")
            .await;
        let told = told["params"]["message"].as_str().expect("text");
        assert!(told.contains(says), "{told}");
    }
    client.shut_down().await;
}

/// A client that can work out an edit when its action is chosen.
fn lazy() -> Value {
    let resolve = json!({"properties": ["edit"]});
    json!({"textDocument": {"codeAction": {"dataSupport": true, "resolveSupport": resolve}}})
}

const MISSPELLED: &str = "\
Dear Anna,

Thank you for the letter that we have recieved on Monday about the new contract.
Please send us the adress of the office where the meeting will take place.
The calender of the project is ready, and you can read it at any time.
We expect that the goverment will answer the question of the company next week.

Kind regards,
John
";

fn all_actions(kind: u8) -> Value {
    json!({
        "textDocument": {"uri": "untitled:words"},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}},
        "context": {"diagnostics": [], "triggerKind": kind},
    })
}

fn titled<'a>(actions: &'a Value, title: &str) -> Option<&'a Value> {
    let mut actions = actions.as_array()?.iter();
    actions.find(|action| action["title"] == title)
}

#[tokio::test]
async fn corrections_of_many_words_are_sought_when_one_is_chosen() {
    let (mut client, _) = Client::initialized(lazy()).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.open("untitled:words", "mail", MISSPELLED).await;
    let actions = client
        .request("textDocument/codeAction", all_actions(1))
        .await;
    // The first three at once.
    let found = titled(&actions, "Replace by “received”");
    assert!(
        found.is_some_and(|action| action["edit"].is_object()),
        "{actions}"
    );
    let later = titled(&actions, "Correct “goverment”")
        .expect("an action for later")
        .clone();
    assert!(
        later.get("edit").is_none() && later["isPreferred"] == true,
        "{later}"
    );
    assert_eq!(later["diagnostics"][0]["code"], "spelling");
    let resolved = client.request("codeAction/resolve", later.clone()).await;
    let edit = &resolved["edit"]["changes"]["untitled:words"][0];
    assert_eq!(edit["newText"], "government");
    assert_eq!(edit["range"], later["diagnostics"][0]["range"]);
    // For a text that has changed since there is nothing.
    let text = json!([{"text": "Dear Anna,\n"}]);
    client.change("untitled:words", 2, text).await;
    let stale = client.request("codeAction/resolve", later).await;
    assert!(stale.get("edit").is_none(), "{stale}");
    client.shut_down().await;
}

#[tokio::test]
async fn a_client_that_resolves_nothing_gets_whole_actions() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.open("untitled:words", "mail", MISSPELLED).await;
    let actions = client
        .request("textDocument/codeAction", all_actions(1))
        .await;
    for action in actions.as_array().into_iter().flatten() {
        assert!(
            action.get("edit").is_some() || action.get("command").is_some(),
            "{action}"
        );
    }
    client.shut_down().await;
}

#[tokio::test]
async fn what_is_asked_unasked_is_answered_briefly() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    let text = "Dear Anna,\n\nWe recieved  it!!\n\nKind regards,\nJohn\n";
    client.open("untitled:words", "mail", text).await;
    let kinds = |actions: &Value| {
        let actions = actions.as_array().into_iter().flatten();
        let kinds = actions.filter_map(|action| action["kind"].as_str().map(str::to_owned));
        kinds.collect::<std::collections::BTreeSet<String>>()
    };
    let invoked = client
        .request("textDocument/codeAction", all_actions(1))
        .await;
    assert!(kinds(&invoked).contains("source.fixAll.letter-ls"));
    let unasked = client
        .request("textDocument/codeAction", all_actions(2))
        .await;
    assert_eq!(
        kinds(&unasked).into_iter().collect::<Vec<_>>(),
        ["quickfix"]
    );
    client.shut_down().await;
}
