//! Writing `rules.toml` in an editor: completion, hover, and other TOML files left alone.

mod common;

use common::Client;
use serde_json::{Value, json};

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

fn labels(items: &Value) -> Vec<&str> {
    let items = items.as_array().into_iter().flatten();
    items.filter_map(|item| item["label"].as_str()).collect()
}

#[tokio::test]
async fn keys_codes_and_values_are_completed_and_explained() {
    let uri = "file:///letters/rules.toml";
    for (encoding, column) in [("utf-8", 16), ("utf-16", 14), ("utf-32", 13)] {
        let hover = json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}, "general": {"positionEncodings": [encoding]}});
        let (mut client, _) = Client::initialized(hover).await;
        client.pass_over("textDocument/publishDiagnostics");
        let text =
            "reg\n[rules]\ntone-emoji = \"\"\nto\n[glossary.ru]\n\"👍\" = \"x\"\nwriter.na = 1\n";
        client.open(uri, "toml", text).await;
        let keys = client
            .request("textDocument/completion", at(uri, 0, 3))
            .await;
        assert!(labels(&keys).contains(&"register"), "{keys}");
        let codes = client
            .request("textDocument/completion", at(uri, 3, 2))
            .await;
        let code = codes
            .as_array()
            .and_then(|items| items.iter().find(|item| item["label"] == "tone-rude"));
        let code = code.expect("the code of a rule").clone();
        assert_eq!(code["detail"], "The letter blames nobody");
        assert_eq!(
            code["textEdit"]["range"]["start"],
            json!({"line": 3, "character": 0})
        );
        let resolved = client.request("completionItem/resolve", code).await;
        assert!(
            resolved["documentation"]
                .as_str()
                .is_some_and(|text| text.contains("Bad:"))
        );
        let levels = client
            .request("textDocument/completion", at(uri, 2, 14))
            .await;
        assert_eq!(
            labels(&levels),
            ["off", "hint", "information", "warning", "error"]
        );
        let rule = client.request("textDocument/hover", at(uri, 2, 3)).await;
        let value = rule["contents"]["value"].as_str().expect("a text");
        assert!(
            value.starts_with("`tone-emoji`") && value.contains("Good:"),
            "{value}"
        );
        assert_eq!(rule["range"]["end"], json!({"line": 2, "character": 10}));
        let nothing = client
            .request("textDocument/hover", at(uri, 5, column.min(3)))
            .await;
        assert_eq!(nothing, Value::Null);
        client.shut_down().await;
    }
}

#[tokio::test]
async fn a_hover_tells_what_a_key_means_as_plain_text_where_that_is_all() {
    let uri = "file:///letters/.letter-ls/rules.toml";
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client.open(uri, "toml", "register = \"formal\"\n").await;
    let hover = client.request("textDocument/hover", at(uri, 0, 2)).await;
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert_eq!(
        hover["contents"]["value"],
        "register\n\nHow official letters have to be."
    );
    client.shut_down().await;
}

#[tokio::test]
async fn other_toml_files_are_left_alone() {
    let uri = "file:///project/Cargo.toml";
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client
        .open(uri, "toml", "[package]\nname = \"инфа\"\n")
        .await;
    for method in ["completion", "hover"] {
        let answer = client
            .request(&format!("textDocument/{method}"), at(uri, 1, 1))
            .await;
        assert_eq!(answer, Value::Null);
    }
    client.shut_down().await;
}

#[tokio::test]
async fn mistakes_and_meanings_are_told_in_the_language_of_the_client() {
    let uri = "file:///letters/rules.toml";
    for (locale, mistake, meaning) in [
        (
            "ru-RU",
            "неизвестный ключ `regster`; возможно, нужно `register`?",
            "Насколько официальны письма.",
        ),
        (
            "en-GB",
            "unknown key `regster`; did you mean `register`?",
            "How official letters have to be.",
        ),
    ] {
        let hover = json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}});
        let initialize = json!({"capabilities": hover, "locale": locale});
        let (mut client, _) = Client::initialized_with(initialize).await;
        client.open(uri, "toml", "regster = \"formal\"\n").await;
        let mistakes = client.diagnostics(uri, 1).await;
        assert_eq!(mistakes[0]["message"], mistake);
        let whole = json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": "register = \"formal\"\n"}]});
        client.notify("textDocument/didChange", whole).await;
        assert!(client.diagnostics(uri, 2).await.is_empty());
        let hover = client.request("textDocument/hover", at(uri, 0, 2)).await;
        let value = hover["contents"]["value"].as_str().expect("a text");
        assert_eq!(value, format!("`register`\n\n{meaning}"));
        client.shut_down().await;
    }
}

/// Where [`one_of_two_writers`] writes, and the rules that it turns off, as variables.
const FILE: &str = "LETTER_LS_TEST_FILE";
const CODES: &str = "LETTER_LS_TEST_CODES";

/// Started by [`two_writers_lose_no_rule`] in processes of its own; does nothing by itself.
#[test]
fn one_of_two_writers() {
    let (Ok(file), Ok(codes)) = (std::env::var(FILE), std::env::var(CODES)) else {
        return;
    };
    for code in codes.split(' ') {
        letter_ls::config::set_level(file.as_ref(), code, "off").expect("written");
    }
}

#[test]
fn two_writers_lose_no_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rules.toml");
    let codes: Vec<&str> = letter_ls::rules::RULES
        .iter()
        .map(|rule| rule.code)
        .collect();
    let writers: Vec<_> = codes
        .chunks(codes.len().div_ceil(2))
        .map(|codes| {
            std::process::Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", "one_of_two_writers"])
                .env(FILE, &path)
                .env(CODES, codes.join(" "))
                .spawn()
                .expect("started")
        })
        .collect();
    assert_eq!(writers.len(), 2);
    for mut writer in writers {
        assert!(writer.wait().expect("ended").success());
    }
    let text = std::fs::read_to_string(&path).expect("there");
    let off = |code: &&str| text.contains(&format!("\n{code} = \"off\"\n"));
    let lost: Vec<_> = codes.iter().filter(|code| !off(code)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("there").count(), 1);
}
