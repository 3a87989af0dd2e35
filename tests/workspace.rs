//! Letters that are not open, several folders at once, and settings for each.

mod common;

use std::path::Path;

use common::{Client, codes};
use serde_json::{Value, json};

const INFORMAL: &str =
    "To: a@b.example\nSubject: Акт 5\n\nДобрый день!\n\nЖду инфу.\n\nС уважением,\nАнна\n";
const WATCHING: &str = "workspace/didChangeWatchedFiles";

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}", folder.join(name).display())
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

fn params(folders: &[&Path], capabilities: Value) -> Value {
    let folders: Vec<Value> = (folders.iter())
        .map(|folder| json!({"uri": uri(folder, ""), "name": "letters"}))
        .collect();
    json!({"capabilities": capabilities, "workspaceFolders": folders})
}

/// What the client knows, of reports.
fn known(reports: &[Value]) -> Value {
    let ids = reports
        .iter()
        .filter(|report| report["resultId"].is_string());
    ids.map(|report| json!({"uri": report["uri"], "value": report["resultId"]}))
        .collect()
}

async fn pull(client: &mut Client, known: Value) -> Vec<Value> {
    let report = client
        .request("workspace/diagnostic", json!({"previousResultIds": known}))
        .await;
    report["items"].as_array().expect("items").clone()
}

/// The kind of a report and the codes in it, by the end of its document's name.
fn of<'a>(reports: &'a [Value], name: &str) -> Option<(&'a str, Vec<&'a str>)> {
    let report = (reports.iter()).find(|report| {
        report["uri"]
            .as_str()
            .is_some_and(|uri| uri.ends_with(name))
    })?;
    let items = report["items"].as_array();
    let codes = items.map(|items| codes(items)).unwrap_or_default();
    Some((report["kind"].as_str().expect("a kind"), codes))
}

#[tokio::test]
async fn all_letters_of_the_workspace_are_checked() {
    let (one, two) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    write(one.path(), "a.mail", INFORMAL);
    write(one.path(), "deep/b.eml", INFORMAL);
    write(one.path(), "cur/1.host:2,S", INFORMAL);
    write(one.path(), "README.md", "# Инфа\n\nИнфа о проекте.\n");
    write(one.path(), "notes.txt", INFORMAL);
    write(one.path(), ".gitignore", "out\n");
    write(one.path(), "out/c.mail", INFORMAL);
    write(
        two.path(),
        "rules.toml",
        "[rules]\ntone-informal = \"off\"\n",
    );
    write(two.path(), "d.mail", INFORMAL);
    let (mut client, result) = Client::initialized_with(params(
        &[one.path(), two.path()],
        json!({"textDocument": {"diagnostic": {}}}),
    ))
    .await;
    assert_eq!(
        result["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"],
        true
    );
    client
        .open(&uri(one.path(), "a.mail"), "mail", "Привет!\n\nТекст.\n")
        .await;
    let reports = pull(&mut client, json!([])).await;
    let informal = Some(("full", vec!["tone-informal"]));
    assert_eq!(of(&reports, "b.eml"), informal);
    assert_eq!(of(&reports, "S"), informal);
    assert_eq!(of(&reports, "README.md"), Some(("full", vec![])));
    assert_eq!(of(&reports, "d.mail"), Some(("full", vec![])));
    assert_eq!(of(&reports, "notes.txt"), None);
    assert_eq!(of(&reports, "c.mail"), None);
    // What is open counts as it is in the editor.
    assert!(
        of(&reports, "a.mail")
            .expect("reported")
            .1
            .contains(&"greeting-informal")
    );
    assert_eq!(reports[0]["version"], 1);

    let again = pull(&mut client, known(&reports)).await;
    assert!(
        again.iter().all(|report| report["kind"] == "unchanged"),
        "{again:?}"
    );

    write(
        one.path(),
        "deep/b.eml",
        &INFORMAL.replace("инфу", "информацию"),
    );
    std::fs::remove_file(one.path().join("cur/1.host:2,S")).expect("removed");
    let later = pull(&mut client, known(&reports)).await;
    assert_eq!(of(&later, "b.eml"), Some(("full", vec![])));
    assert_eq!(
        of(&later, "S"),
        Some(("full", vec![])),
        "what is gone has no findings"
    );
    assert_eq!(of(&later, "d.mail"), Some(("unchanged", vec![])));

    // A folder goes, another rule holds.
    let event = json!({"added": [], "removed": [{"uri": uri(one.path(), ""), "name": "letters"}]});
    client
        .notify(
            "workspace/didChangeWorkspaceFolders",
            json!({"event": event}),
        )
        .await;
    write(two.path(), "rules.toml", "regster = \"formal\"\n");
    let changed = json!({"changes": [{"uri": uri(two.path(), "rules.toml"), "type": 2}]});
    client.notify(WATCHING, changed).await;
    let last = pull(&mut client, json!([])).await;
    assert_eq!(of(&last, "b.eml"), None);
    let rules = (last.iter())
        .find(|report| report["uri"] == uri(two.path(), "rules.toml").as_str())
        .expect("the mistake is shown in its file");
    assert!(
        rules["items"][0]["message"]
            .as_str()
            .expect("text")
            .contains("`register`")
    );
    assert!(client.told().await.contains("`register`"));
    client.shut_down().await;
}

#[tokio::test]
async fn reports_come_in_parts_with_progress_where_the_client_gives_tokens() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..150 {
        write(folder.path(), &format!("{number:03}.mail"), INFORMAL);
    }
    let (mut client, _) = Client::initialized_with(params(&[folder.path()], json!({}))).await;
    let ask = json!({"previousResultIds": [], "partialResultToken": "part", "workDoneToken": 7});
    let id = client.ask("workspace/diagnostic", ask).await;
    assert_eq!(client.answer(id).await, json!({"items": []}));
    // A client forgets the tokens with the answer, so that all that has them comes before it.
    let with = |token: Value| {
        let values = client
            .unread()
            .filter(move |message| message["params"]["token"] == token);
        values.map(|message| &message["params"]["value"])
    };
    let parts = with(json!("part")).map(|value| value["items"].as_array().expect("items").len());
    assert_eq!(parts.collect::<Vec<_>>(), [64, 64, 22]);
    let steps: Vec<&str> = with(json!(7))
        .filter_map(|value| value["kind"].as_str())
        .collect();
    assert_eq!(steps, ["begin", "report", "report", "report", "end"]);
    client.pass_over("$/progress");
    client.shut_down().await;
}

/// It would count it twice: what is pushed and what is pulled are kept apart.
#[tokio::test]
async fn a_mistake_in_the_rules_that_was_pushed_is_in_no_report() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.mail", INFORMAL);
    write(folder.path(), "rules.toml", "regster = \"formal\"\n");
    let pushable = json!({
        "workspace": {"diagnostics": {"refreshSupport": true}},
        "textDocument": {"diagnostic": {}, "publishDiagnostics": {}},
    });
    let (mut client, _) = Client::initialized_with(params(&[folder.path()], pushable)).await;
    for _ in 0..2 {
        let reports = pull(&mut client, json!([])).await;
        assert_eq!(reports.len(), 1, "{reports:?}");
        assert_eq!(of(&reports, "a.mail").expect("reported").0, "full");
    }
    let rules = uri(folder.path(), "rules.toml");
    let pushed = client
        .wait_for(|message| message["params"]["uri"] == rules.as_str())
        .await;
    let mistake = &pushed["params"]["diagnostics"][0]["message"];
    assert!(mistake.as_str().expect("text").contains("`regster`"));
    client.shut_down().await;
}

#[tokio::test]
async fn a_client_that_polls_waits_until_something_is_new_and_may_cancel() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.mail", INFORMAL);
    let watching = json!({
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
        "textDocument": {"diagnostic": {}},
    });
    let (mut client, _) = Client::initialized_with(params(&[folder.path()], watching)).await;
    let reports = pull(&mut client, json!([])).await;
    let again = pull(&mut client, known(&reports)).await;
    assert_eq!(of(&again, "a.mail"), Some(("unchanged", vec![])));

    let ask = json!({"previousResultIds": known(&reports)});
    let waiting = client.ask("workspace/diagnostic", ask.clone()).await;
    client
        .notify("$/cancelRequest", json!({"id": waiting}))
        .await;
    assert_eq!(client.refused(waiting).await, -32800);

    let waiting = client.ask("workspace/diagnostic", ask).await;
    // Other requests are answered meanwhile.
    client.open("untitled:b", "mail", "Привет!\n").await;
    let document = json!({"textDocument": {"uri": "untitled:b"}});
    client.request("textDocument/diagnostic", document).await;
    write(folder.path(), "a.mail", "Subject: Акт 5\n");
    let changed = json!({"changes": [{"uri": uri(folder.path(), "a.mail"), "type": 2}]});
    client.notify(WATCHING, changed).await;
    let news = client.answer(waiting).await;
    let items = news["items"].as_array().expect("items");
    assert_eq!(of(items, "a.mail").expect("reported").0, "full");
    client.shut_down().await;
}

#[tokio::test]
async fn a_letter_that_was_closed_is_still_answered_from_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.mail", INFORMAL);
    let (mut client, _) = Client::initialized(json!({"textDocument": {"diagnostic": {}}})).await;
    let document = json!({"textDocument": {"uri": uri(folder.path(), "a.mail")}});
    let report = client.request("textDocument/diagnostic", document).await;
    assert_eq!(
        codes(report["items"].as_array().expect("items")),
        ["tone-informal"]
    );
    client.shut_down().await;
}

#[tokio::test]
async fn settings_are_asked_for_each_folder() {
    let (one, two) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let mut client = Client::start(None);
    let settings = json!([
        {"rules": {"tone-informal": "hint"}},
        {"rules": {"tone-informal": "off"}},
        {"rules": {"tone-informal": "hint"}},
    ]);
    client.answering("workspace/configuration", settings);
    let able = json!({"workspace": {"configuration": true}});
    client
        .initialize(params(&[one.path(), two.path()], able))
        .await;
    let asked = client
        .wait_for(|message| message["method"] == "workspace/configuration")
        .await;
    let scopes: Vec<&str> = (asked["params"]["items"].as_array().expect("items").iter())
        .filter_map(|item| item["scopeUri"].as_str())
        .collect();
    assert_eq!(scopes.len(), 2);
    assert_eq!(asked["params"]["items"][0]["section"], "letter-ls");
    for (folder, severity) in [(&one, None), (&two, Some(4))] {
        let letter = uri(folder.path(), "a.mail");
        client.open(&letter, "mail", INFORMAL).await;
        let wished = |codes: &[&str]| codes.contains(&"tone-informal") == severity.is_some();
        let diagnostics = client.diagnostics_when(&letter, wished).await;
        let informal = diagnostics
            .iter()
            .find(|found| found["code"] == "tone-informal");
        assert_eq!(
            informal.and_then(|found| found["severity"].as_i64()),
            severity
        );
    }
    client.shut_down().await;
}
