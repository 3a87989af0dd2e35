//! The server as a client sees it.

mod common;

use common::{Client, codes};
use serde_json::{Value, json};

const URI: &str = "untitled:letter";
const LETTER: &str = "To: Иван Петров <ivan@client.example>\nSubject: Акт 👍 5\n\nДобрый день!\n\nЖду инфу.\n\nС уважением,\nАнна\n";

fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    json!({
        "start": {"line": start.0, "character": start.1},
        "end": {"line": end.0, "character": end.1},
    })
}

fn code_action(range: Value, diagnostics: &[Value], only: Option<&str>) -> Value {
    let mut context = json!({"diagnostics": diagnostics});
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    json!({"textDocument": {"uri": URI}, "range": range, "context": context})
}

fn found<'a>(diagnostics: &'a [Value], code: &str) -> &'a Value {
    let found = diagnostics
        .iter()
        .find(|diagnostic| diagnostic["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {diagnostics:?}"))
}

#[tokio::test]
async fn diagnostics_carry_what_the_contract_names() {
    let (mut client, result) = Client::initialized(json!({})).await;
    assert_eq!(result["serverInfo"]["name"], "letter-ls");
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-16");
    client.open(URI, "mail", LETTER).await;
    let diagnostics = client.diagnostics(URI, 1).await;
    let informal = found(&diagnostics, "tone-informal");
    assert_eq!(informal["range"], range((5, 4), (5, 8)));
    assert_eq!(informal["source"], "letter-ls");
    assert_eq!(informal["severity"], 2);
    assert_eq!(informal["data"]["version"], 1);
    assert!(
        informal["codeDescription"]["href"]
            .as_str()
            .is_some_and(|href| href.ends_with("#tone-informal"))
    );
    assert_eq!(client.shut_down().await, 0);
}

#[tokio::test]
async fn positions_are_counted_as_agreed() {
    // The emoji in the subject takes 4 bytes, 2 UTF-16 code units, 1 scalar value.
    for (offered, agreed, end) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 22),
        (json!(["utf-16"]), "utf-16", 17),
        (json!(["utf-32"]), "utf-32", 16),
        (Value::Null, "utf-16", 17),
    ] {
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let (mut client, result) = Client::initialized(capabilities).await;
        assert_eq!(result["capabilities"]["positionEncoding"], agreed);
        client.open(URI, "mail", LETTER).await;
        let diagnostics = client.diagnostics(URI, 1).await;
        let subject = found(&diagnostics, "subject-shouting");
        assert_eq!(subject["range"], range((1, 9), (1, end)), "{agreed}");
        client.shut_down().await;
    }
}

#[tokio::test]
async fn a_quick_fix_is_offered_from_what_the_diagnostic_carries() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.open(URI, "mail", LETTER).await;
    let diagnostics = client.diagnostics(URI, 1).await;
    let informal = found(&diagnostics, "tone-informal").clone();
    let params = code_action(
        informal["range"].clone(),
        std::slice::from_ref(&informal),
        Some("quickfix"),
    );
    let actions = client.request("textDocument/codeAction", params).await;
    assert_eq!(actions[0]["title"], "Replace by “информацию”");
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(actions[0]["diagnostics"][0]["code"], "tone-informal");
    let edit = &actions[0]["edit"]["changes"][URI][0];
    assert_eq!(edit["newText"], "информацию");
    assert_eq!(edit["range"], range((5, 4), (5, 8)));
    // A client that does not send back what diagnostics carry gets the same.
    let params = code_action(informal["range"].clone(), &[], None);
    let again = client.request("textDocument/codeAction", params).await;
    assert_eq!(again[0]["edit"], actions[0]["edit"]);
    // Edits for an older text are not offered.
    client
        .change(
            URI,
            2,
            json!([{"range": range((5, 0), (5, 0)), "text": "Очень "}]),
        )
        .await;
    let params = code_action(range((0, 0), (0, 0)), &[informal], None);
    let stale = client.request("textDocument/codeAction", params).await;
    assert!(!stale.to_string().contains("информацию"), "{stale}");
    client.shut_down().await;
}

#[tokio::test]
async fn all_that_is_safe_is_fixed_at_once() {
    let (mut client, _) = Client::initialized(json!({})).await;
    let text = "Привет, Иван!!\n\nГотово)))\n\nС уважением,\nАнна\n";
    client.open(URI, "plaintext", text).await;
    client.diagnostics(URI, 1).await;
    let params = code_action(range((0, 0), (0, 0)), &[], Some("source.fixAll"));
    let actions = client.request("textDocument/codeAction", params).await;
    assert_eq!(actions.as_array().map(Vec::len), Some(1));
    assert_eq!(actions[0]["kind"], "source.fixAll.letter-ls");
    let edits = actions[0]["edit"]["changes"][URI]
        .as_array()
        .expect("edits");
    let texts: Vec<&str> = edits
        .iter()
        .filter_map(|edit| edit["newText"].as_str())
        .collect();
    assert!(texts.contains(&"."), "{texts:?}");
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("Здравствуйте, Иван")),
        "{texts:?}"
    );
    client.shut_down().await;
}

/// A thousand changes in one burst, mixed with requests: the text that the server has in the end is
/// the one that the client has, and no diagnostics are for an older version than those before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_are_applied_in_the_order_in_which_they_arrive() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.open(URI, "plaintext", "").await;
    // Version n types the word number n; every tenth version takes back what the one before typed.
    let mut expected = String::new();
    let mut asked = Vec::new();
    for version in 2..1002_u32 {
        let column = expected.chars().count() as u32;
        if version % 10 == 0 {
            let word = format!("{} ", version - 1);
            expected.truncate(expected.len() - word.len());
            let start = column - word.chars().count() as u32;
            client
                .change(
                    URI,
                    version.into(),
                    json!([{"range": range((0, start), (0, column)), "text": ""}]),
                )
                .await;
        } else {
            let word = format!("{version} ");
            expected.push_str(&word);
            client
                .change(
                    URI,
                    version.into(),
                    json!([{"range": range((0, column), (0, column)), "text": word}]),
                )
                .await;
        }
        if version % 7 == 0 {
            let params = code_action(range((0, 0), (0, 1)), &[], None);
            asked.push(client.ask("textDocument/codeAction", params).await);
        }
    }
    // What the server has is shown by where it finds a word that stands at the end.
    let column = expected.chars().count() as u32;
    let last = json!([{"range": range((0, column), (0, column)), "text": "инфа"}]);
    client.change(URI, 1002, last).await;
    for id in asked {
        client.answer(id).await;
    }
    let diagnostics = client.diagnostics(URI, 1002).await;
    let informal = found(&diagnostics, "tone-informal");
    assert_eq!(informal["range"], range((0, column), (0, column + 4)));
    let versions: Vec<i64> = client
        .received()
        .filter(|message| message["method"] == "textDocument/publishDiagnostics")
        .filter_map(|message| message["params"]["version"].as_i64())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    client.shut_down().await;
}

/// Helix 25.01 sends changes out of their order, such as this one.
#[tokio::test]
async fn changes_that_overtook_each_other_are_applied_by_their_versions() {
    const ORDER: [usize; 12] = [3, 4, 0, 1, 2, 8, 5, 9, 6, 10, 7, 11];
    let (mut client, _) = Client::initialized(json!({})).await;
    client.open(URI, "plaintext", "").await;
    let (mut column, mut version) = (0, 1);
    let mut changes = Vec::new();
    for char in "Добрый день! 😊 ".repeat(12).chars() {
        let at = range((0, column), (0, column));
        version += 1;
        changes.push((version, json!([{"range": at, "text": char}])));
        column += char.len_utf16() as u32;
    }
    for group in changes.chunks(ORDER.len()) {
        for (version, change) in ORDER.into_iter().filter_map(|place| group.get(place)) {
            client.change(URI, *version, change.clone()).await;
        }
    }
    // The last smiley gives way.
    let last = json!([{"range": range((0, column - 3), (0, column)), "text": "инфа"}]);
    client.change(URI, version + 1, last).await;
    let diagnostics = client.diagnostics(URI, version + 1).await;
    assert_eq!(
        found(&diagnostics, "tone-informal")["range"],
        range((0, column - 3), (0, column + 1))
    );
    let codes = codes(&diagnostics).into_iter();
    assert_eq!(codes.filter(|code| *code == "tone-emoji").count(), 11);
    client.shut_down().await;
}

#[tokio::test]
async fn several_changes_in_one_notification_follow_each_other() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client
        .open(URI, "plaintext", "Добрый день!\r\n\r\nГотово.\r\n")
        .await;
    let changes = json!([
        {"range": range((2, 0), (2, 7)), "text": "👍 Жду "},
        {"range": range((2, 7), (2, 7)), "text": "инфу."},
        {"range": range((0, 99), (99, 0)), "text": "\r\n\r\nЖду инфу."},
    ]);
    client.change(URI, 2, changes).await;
    let diagnostics = client.diagnostics(URI, 2).await;
    assert_eq!(
        found(&diagnostics, "tone-informal")["range"],
        range((2, 4), (2, 8))
    );
    assert!(!codes(&diagnostics).contains(&"tone-emoji"));
    client.change(URI, 3, json!([{"text": "Привет!\n"}])).await;
    assert!(codes(&client.diagnostics(URI, 3).await).contains(&"greeting-informal"));
    client.shut_down().await;
}

#[tokio::test]
async fn closing_takes_the_diagnostics_away() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.open(URI, "mail", LETTER).await;
    assert!(!client.diagnostics(URI, 1).await.is_empty());
    client
        .notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": URI}}),
        )
        .await;
    assert!(client.diagnostics(URI, Value::Null).await.is_empty());
    // What is said about documents that are not open is passed over.
    client.change(URI, 2, json!([{"text": "x"}])).await;
    let params = code_action(range((0, 0), (0, 0)), &[], None);
    assert_eq!(
        client.request("textDocument/codeAction", params).await,
        json!([])
    );
    client.shut_down().await;
}

#[tokio::test]
async fn rules_are_reloaded_and_their_mistakes_are_shown_in_their_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("rules.toml");
    let uri_of = |name: &str| format!("file://{}", folder.path().join(name).display());
    let (letter, rules_uri) = (uri_of("a.mail"), uri_of("rules.toml"));
    let (mut client, _) = Client::initialized(json!({})).await;
    let informal = |codes: &[&str]| codes.contains(&"tone-informal");
    let official = |codes: &[&str]| !codes.contains(&"tone-informal");
    client.open(&letter, "mail", LETTER).await;
    client.diagnostics_when(&letter, informal).await;

    std::fs::write(&rules, "[rules]\ntone-informal = \"off\"\n").expect("written");
    let saved = json!({"textDocument": {"uri": rules_uri}});
    client.notify("textDocument/didSave", saved.clone()).await;
    client.diagnostics_when(&letter, official).await;

    std::fs::write(&rules, "[rules]\ntone-infromal = \"off\"\n").expect("written");
    let changed = json!({"changes": [{"uri": rules_uri, "type": 2}]});
    client
        .notify("workspace/didChangeWatchedFiles", changed)
        .await;
    let mistakes = client.diagnostics(&rules_uri, Value::Null).await;
    assert_eq!(
        mistakes[0]["range"]["start"],
        json!({"line": 1, "character": 0})
    );
    assert!(
        mistakes[0]["message"]
            .as_str()
            .is_some_and(|text| text.contains("did you mean `tone-informal`?"))
    );
    // The last good rules stay in force.
    client.diagnostics_when(&letter, official).await;

    std::fs::write(&rules, "register = \"formal\"\n").expect("written");
    client.notify("textDocument/didSave", saved).await;
    assert!(client.diagnostics(&rules_uri, Value::Null).await.is_empty());
    client.diagnostics_when(&letter, informal).await;
    client.shut_down().await;
}

#[tokio::test]
async fn settings_of_the_editor_are_rules_too() {
    let options = json!({"rules": {"tone-informal": "hint"}, "messages": "ru", "unset": null});
    let (mut client, _) =
        Client::initialized_with(json!({"capabilities": {}, "initializationOptions": options}))
            .await;
    client.open(URI, "mail", LETTER).await;
    let diagnostics = client.diagnostics(URI, 1).await;
    let informal = found(&diagnostics, "tone-informal");
    assert_eq!(informal["severity"], 4);
    assert!(
        informal["message"]
            .as_str()
            .is_some_and(|text| text.contains("не для официального письма"))
    );
    let settings = json!({"settings": {"letter-ls": {"rules": {"tone-informal": "off"}}}});
    client
        .notify("workspace/didChangeConfiguration", settings)
        .await;
    assert!(!codes(&client.diagnostics(URI, 1).await).contains(&"tone-informal"));
    let wrong = json!({"settings": {"letter-ls": {"regster": "formal"}}});
    client
        .notify("workspace/didChangeConfiguration", wrong)
        .await;
    let told = client
        .wait_for(|message| message["method"] == "window/showMessage")
        .await;
    assert!(
        told["params"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("`register`"))
    );
    client.shut_down().await;
}

#[tokio::test]
async fn the_language_of_messages_follows_the_client() {
    for (locale, words) in [
        ("ru-RU", "У письма нет темы"),
        ("en", "no subject"),
        ("de", "no subject"),
    ] {
        let (mut client, _) =
            Client::initialized_with(json!({"capabilities": {}, "locale": locale})).await;
        client
            .open(URI, "mail", "To: a@b.example\n\nТекст письма.\n")
            .await;
        let diagnostics = client.diagnostics(URI, 1).await;
        assert!(
            found(&diagnostics, "subject-missing")["message"]
                .as_str()
                .is_some_and(|text| text.contains(words))
        );
        client.shut_down().await;
    }
}

#[tokio::test]
async fn the_server_ends_with_its_client() {
    let (client, _) = Client::initialized(json!({})).await;
    assert_eq!(client.die().await, 1, "no shutdown came first");
}

#[tokio::test]
async fn nonsense_is_answered_and_survived() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client
        .send(json!({"jsonrpc": "2.0", "id": 77, "method": "no/such", "params": {}}))
        .await;
    let answer = client.wait_for(|message| message["id"] == 77).await;
    assert_eq!(answer["error"]["code"], -32601);
    client.open("not a uri", "mail", "x").await;
    client.open(URI, "mail", LETTER).await;
    client
        .change(
            URI,
            2,
            json!([{"range": range((9999, 9999), (0, 0)), "text": "x"}]),
        )
        .await;
    client.diagnostics(URI, 2).await;
    client.shut_down().await;
}

#[tokio::test]
async fn misspelled_words_are_corrected_when_asked_and_added_by_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = format!("file://{}", folder.path().display());
    let letter = format!("{root}/2026/a.mail");
    std::fs::create_dir(folder.path().join("2026")).expect("a folder");
    let params =
        json!({"capabilities": {}, "workspaceFolders": [{"uri": root, "name": "letters"}]});
    let (mut client, _) = Client::initialized_with(params).await;
    client
        .open(
            &letter,
            "mail",
            "Добрый день!\n\nЖдём договорр и хрямзолину.\n",
        )
        .await;
    let diagnostics = client.diagnostics(&letter, 1).await;
    assert_eq!(
        codes(&diagnostics),
        ["closing-missing", "spelling", "spelling"]
    );
    let misspelled = diagnostics[1].clone();
    assert_eq!(
        misspelled["data"]["fixes"],
        json!([]),
        "corrections are not sought before they are asked for"
    );
    let ask = |diagnostic: &Value| json!({"textDocument": {"uri": letter}, "range": diagnostic["range"], "context": {"diagnostics": [diagnostic]}});
    let actions = client
        .request("textDocument/codeAction", ask(&misspelled))
        .await;
    assert_eq!(actions[0]["title"], "Replace by “договор”");
    assert_eq!(actions[0]["isPreferred"], true);

    let odd = diagnostics[2].clone();
    let actions = client.request("textDocument/codeAction", ask(&odd)).await;
    let command = |title: &str| {
        let all = actions.as_array().expect("actions");
        let found = all.iter().find(|action| {
            action["title"]
                .as_str()
                .is_some_and(|text| text.contains(title))
        });
        found.unwrap_or_else(|| panic!("no {title} in {actions}"))["command"].clone()
    };
    client
        .request("workspace/executeCommand", command("project's words"))
        .await;
    client
        .diagnostics_when(&letter, |codes| codes == ["closing-missing", "spelling"])
        .await;
    let words =
        std::fs::read_to_string(folder.path().join(".letter-ls/words.txt")).expect("a list");
    assert_eq!(words.trim(), "хрямзолину");

    client
        .request(
            "workspace/executeCommand",
            command("Turn off the rule spelling"),
        )
        .await;
    client
        .diagnostics_when(&letter, |codes| codes == ["closing-missing"])
        .await;
    let rules =
        std::fs::read_to_string(folder.path().join(".letter-ls/rules.toml")).expect("rules");
    assert_eq!(rules, "[rules]\nspelling = \"off\"\n");

    let wrong = json!({"command": "letter-ls.addWord", "arguments": ["x", "nowhere", letter]});
    client.request("workspace/executeCommand", wrong).await;
    let told = client
        .wait_for(|message| message["method"] == "window/showMessage")
        .await;
    assert!(
        told["params"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("unknown scope"))
    );
    client.shut_down().await;
}

#[tokio::test]
async fn a_word_can_be_accepted_in_one_letter() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client
        .open(URI, "mail", "Добрый день!\n\nЖдём хрямзолину.\n")
        .await;
    assert!(codes(&client.diagnostics(URI, 1).await).contains(&"spelling"));
    let accept =
        json!({"command": "letter-ls.addWord", "arguments": ["хрямзолину", "letter", URI]});
    client.request("workspace/executeCommand", accept).await;
    assert!(!codes(&client.diagnostics(URI, 1).await).contains(&"spelling"));
    client.shut_down().await;
}

#[tokio::test]
async fn of_thousands_of_findings_the_worst_are_sent_with_their_number() {
    let (mut client, _) = Client::initialized(json!({})).await;
    let many = "Жду инфу.\n\n".repeat(1000);
    let letter = format!("Subject: Акт 5\n\nДобрый день!\n\n{many}Файл во вложении.\n");
    client.open(URI, "mail", &letter).await;
    let diagnostics = client.diagnostics(URI, 1).await;
    assert_eq!(diagnostics.len(), 101);
    assert!(codes(&diagnostics).contains(&"attachment-missing"));
    let last = &diagnostics[100];
    assert_eq!(last["code"], Value::Null);
    let said = last["message"].as_str().expect("text");
    assert!(said.contains("more findings"), "{said}");
    client.shut_down().await;
}
