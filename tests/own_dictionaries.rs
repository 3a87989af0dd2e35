//! Hunspell dictionaries of the user's and the system's, as a client sees them.

mod common;

use std::path::Path;

use common::{Client, codes};
use letter_ls::spelling::Places;
use serde_json::{Value, json};

const AFF: &str = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n";
/// A German letter: the words of a language that neither built-in dictionary has.
const GERMAN: &str = "Sehr geehrte Frau Lange,\n\nvielen Dank für die Zusendung der Unterlagen, wir prüfen diese bis Freitag und melden uns danach bei Ihnen zurück, damit die Lieferung rechtzeitig beginnen kann.\n\nMit freundlichen Grüßen\nAnna\n";
const PROGRESS: &str = "$/progress";
const CREATE: &str = "window/workDoneProgress/create";
const MESSAGE: &str = "window/showMessage";

/// Writes a dictionary of some words.
fn dictionary(folder: &Path, name: &str, words: &[&str]) {
    std::fs::create_dir_all(folder).expect("a folder");
    let dic = format!("{}\n{}\n", words.len(), words.join("\n"));
    std::fs::write(folder.join(format!("{name}.aff")), AFF).expect("written");
    std::fs::write(folder.join(format!("{name}.dic")), dic).expect("written");
}

/// The words of a text, but some.
fn words_but<'t>(text: &'t str, some: &[&str]) -> Vec<&'t str> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| !word.is_empty() && !some.contains(word))
        .collect()
}

fn places(folder: &Path) -> Places {
    Places {
        folders: vec![folder.join("hunspell")],
        cache: Some(folder.join("cache")),
    }
}

/// A client with settings, in front of the dictionaries in a folder.
async fn client(folder: &Path, capabilities: Value, settings: Value) -> Client {
    let mut client = Client::start_with(None, places(folder));
    let params = json!({"capabilities": capabilities, "initializationOptions": settings});
    client.request("initialize", params).await;
    client.notify("initialized", json!({})).await;
    client
}

fn named(name: impl Into<Value>) -> Value {
    json!({"spelling": {"dictionaries": [name.into()]}})
}

fn misspelled(codes: &[&str]) -> bool {
    codes.contains(&"spelling")
}

fn right(codes: &[&str]) -> bool {
    !misspelled(codes)
}

#[tokio::test]
async fn a_named_dictionary_is_compiled_in_the_background_with_progress() {
    let folder = tempfile::tempdir().expect("a folder");
    dictionary(folder.path(), "med", &["хрямзолин", "widgetron/S"]);
    let aff = folder.path().join("med.aff");
    let settings = named(aff.to_string_lossy().as_ref());
    let uri = "untitled:letter";
    let text = "Добрый день!\n\nЖдём хрямзолин и widgetrons.\n";
    let window = json!({"window": {"workDoneProgress": true}});

    let mut client = client(folder.path(), window.clone(), settings.clone()).await;
    client.open(uri, "mail", text).await;
    client.diagnostics_when(uri, misspelled).await;
    let created = client.wait_for(|message| message["method"] == CREATE).await;
    for kind in ["begin", "end"] {
        let progress = client
            .wait_for(|message| message["method"] == PROGRESS)
            .await;
        assert_eq!(progress["params"]["value"]["kind"], kind);
        assert_eq!(progress["params"]["token"], created["params"]["token"]);
        if kind == "begin" {
            assert_eq!(
                progress["params"]["value"]["title"],
                "Preparing the dictionary med"
            );
        }
    }
    client.diagnostics_when(uri, right).await;
    // Its words are corrections, too.
    client
        .change(
            uri,
            2,
            json!([{"text": "Добрый день!\n\nЖдём хрямзолен.\n"}]),
        )
        .await;
    let diagnostics = client.diagnostics(uri, 2).await;
    let found = (diagnostics.iter()).find(|diagnostic| diagnostic["code"] == "spelling");
    let found = found.expect("misspelled").clone();
    let ask = json!({"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}});
    let actions = client.request("textDocument/codeAction", ask).await;
    assert_eq!(actions[0]["title"], "Replace by “хрямзолин”");
    client.shut_down().await;

    // The next server finds it in the cache, which takes no time that progress could show.
    let mut client = self::client(folder.path(), window, settings).await;
    client.open(uri, "mail", text).await;
    client.diagnostics_when(uri, right).await;
    let methods: Vec<&Value> = client
        .received()
        .map(|message| &message["method"])
        .collect();
    assert!(
        !methods.iter().any(|method| *method == CREATE),
        "{methods:?}"
    );
    client.shut_down().await;
}

#[tokio::test]
async fn a_client_that_shows_no_progress_is_sent_none() {
    let folder = tempfile::tempdir().expect("a folder");
    dictionary(&folder.path().join("hunspell"), "med", &["хрямзолин"]);
    let mut client = client(folder.path(), json!({}), named("med")).await;
    let uri = "untitled:letter";
    client
        .open(uri, "mail", "Добрый день!\n\nЖдём хрямзолин.\n")
        .await;
    client.diagnostics_when(uri, misspelled).await;
    client.diagnostics_when(uri, right).await;
    for message in client.received() {
        assert!(message["method"] != CREATE && message["method"] != PROGRESS);
    }
    client.shut_down().await;
}

#[tokio::test]
async fn what_is_broken_or_missing_is_named_once_and_skipped() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("hunspell");
    dictionary(&own, "good", &["хрямзолин"]);
    dictionary(&own, "bad", &["x"]);
    std::fs::write(own.join("bad.aff"), "SFX S Y 1\nSFX S 0 s [\n").expect("written");
    let settings = json!({"spelling": {"dictionaries": ["bad", "nowhere", "good"]}});
    let mut client = client(folder.path(), json!({}), settings).await;
    let uri = "untitled:letter";
    client
        .open(uri, "mail", "Добрый день!\n\nЖдём хрямзолин.\n")
        .await;
    for name in ["nowhere: no such dictionary", "bad.aff, bad.dic: "] {
        let told = client
            .wait_for(|message| {
                let text = message["params"]["message"].as_str();
                message["method"] == MESSAGE && text.is_some_and(|text| text.contains(name))
            })
            .await;
        assert_eq!(told["params"]["type"], 2, "a warning");
    }
    client.diagnostics_when(uri, right).await;
    client.change(uri, 2, json!([{"text": "хрямзолин"}])).await;
    client.diagnostics(uri, 2).await;
    assert!(client.unread().all(|message| message["method"] != MESSAGE));

    // Once it is mended it is used.
    dictionary(&own, "bad", &["кравабулька"]);
    client
        .change(uri, 3, json!([{"text": "Добрый день!\n\nКравабулька.\n"}]))
        .await;
    let changed = json!({"changes": [{"uri": "file:///rules.toml", "type": 2}]});
    client
        .notify("workspace/didChangeWatchedFiles", changed)
        .await;
    client
        .diagnostics_when(uri, |codes| {
            right(codes) && codes.contains(&"closing-missing")
        })
        .await;
    client.shut_down().await;
}

#[tokio::test]
async fn a_letter_in_another_language_is_judged_by_the_systems_dictionary() {
    let folder = tempfile::tempdir().expect("a folder");
    let unknown = ["rechtzeitig", "prüfen"];
    let own = folder.path().join("hunspell");
    dictionary(&own, "de_DE", &words_but(GERMAN, &unknown));
    let mut client = client(folder.path(), json!({}), json!({})).await;
    // The language is known by the letter's words, or by its header where there are few.
    let few = "Content-Language: de-AT\nSubject: Lieferung\n\nMit freundlichen Grüßen\n";
    for (name, text, unknown) in [("a", GERMAN, &unknown[..]), ("b", few, &[])] {
        let uri = format!("untitled:{name}");
        client.open(&uri, "mail", text).await;
        let wished = |codes: &[&str]| {
            let found = codes.iter().filter(|code| **code == "spelling");
            found.count() == unknown.len()
        };
        let diagnostics = client.diagnostics_when(&uri, wished).await;
        let said = json!(diagnostics).to_string();
        assert!(unknown.iter().all(|word| said.contains(word)), "{said}");
    }
    // A letter that is not in German is not judged by it.
    let uri = "untitled:c";
    client
        .open(uri, "mail", "Dear Anna,\n\nThe lieferung is late.\n")
        .await;
    assert!(misspelled(&codes(&client.diagnostics(uri, 1).await)));
    client.shut_down().await;
}

#[tokio::test]
async fn system_dictionaries_can_be_turned_off() {
    let folder = tempfile::tempdir().expect("a folder");
    dictionary(&folder.path().join("hunspell"), "de_DE", &["freundlichen"]);
    let settings = json!({"spelling": {"system-dictionaries": false}});
    let mut client = client(folder.path(), json!({}), settings).await;
    // A letter that is a file, so that the rules of this project do not hold for it.
    let uri = format!("file://{}", folder.path().join("a.mail").display());
    let text = "Content-Language: de\nSubject: Lieferung\n\nMit freundlichen Wünschen\n";
    client.open(&uri, "mail", text).await;
    for version in 2..5 {
        assert!(misspelled(&codes(
            &client.diagnostics(&uri, version - 1).await
        )));
        client.change(&uri, version, json!([{"text": text}])).await;
    }
    client.shut_down().await;
    assert!(!folder.path().join("cache").exists());
}
