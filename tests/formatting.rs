//! Formatting: white space and the numbers of lists, and nothing else.

mod common;

use std::sync::Arc;

use common::Client;
use letter_ls::config::{Config, Language, load};
use letter_ls::engine::Session;
use letter_ls::formatting::{Options, edits};
use letter_ls::letter::{Content, Format};
use letter_ls::surroundings::Nowhere;
use letter_ls::text::apply;
use letter_ls::text::words::words;
use proptest::prelude::*;
use serde_json::json;

fn config() -> Arc<Config> {
    load(&[]).expect("the default rules")
}

fn formatted(text: &str, format: Format) -> String {
    let config = config();
    let mut session = Session::new(text, format, config.clone(), Language::English);
    let overview = session.judged(&Nowhere);
    let edits = edits(
        &overview,
        &config.letter,
        Options::default(),
        &(0..text.len()),
    );
    apply(text, &edits)
}

fn draft(text: &str) -> String {
    formatted(text, Format::Draft)
}

#[test]
fn spaces_and_blank_lines_are_tidied() {
    assert_eq!(
        draft(
            "To: a@b.example\nSubject: Акт  5 \n\n\n\nДобрый день!\n \t\n\nАкт  готов 👍.\t\nПрошу подписать.   \n\n\n\nС уважением,  \nАнна\n\n\n"
        ),
        "To: a@b.example\nSubject: Акт  5 \n\nДобрый день!\n\nАкт готов 👍.\nПрошу подписать.\n\nС уважением,\nАнна\n"
    );
    assert_eq!(
        draft("Dear Anna,\r\n\r\n\r\nIt  is ready. \r\n\r\n"),
        "Dear Anna,\r\n\r\nIt is ready.\r\n"
    );
}

#[test]
fn blanks_that_mean_something_stay() {
    for (format, text) in [
        (Format::Draft, "Dear Anna,\n\nIt is \nready.\n\n-- \nJohn\n"),
        (
            Format::Markdown,
            "Dear Anna,\n\nIt is  \nready.\n\nKind regards,  \nJohn\n",
        ),
        (Format::Draft, "Dear Anna,\n\nЯблоки  10\nГруши   20\n"),
        (Format::Draft, "Dear Anna,\n\nЯблоки  10\nГруши  20\n"),
        (Format::Draft, "Dear Anna,\n\na | b\nc  | d\n"),
        (Format::Draft, "Dear Anna,\n\n```\na  b \n\n\nc\n```\n"),
        (Format::Draft, "Dear Anna,\n\n> a  b \n> \n>\n\nYes.\n"),
        (Format::Draft, "Dear Anna,\n\nSee `a  b` there.\n"),
        (
            Format::Message,
            "Subject: x\nContent-Type: multipart/signed; boundary=B\n\n--B\n\nDear Anna, \n\n\n\nx  y\n--B--\n",
        ),
        (
            Format::Message,
            "Subject: x\nContent-Transfer-Encoding: quoted-printable\n\nDear Anna, =20\n\n\n\nx  y\n",
        ),
        (
            Format::Draft,
            "-----BEGIN PGP SIGNED MESSAGE-----\n\nDear  Anna, \n\n\n\nx\n",
        ),
    ] {
        assert_eq!(formatted(text, format), text);
    }
}

#[test]
fn lists_are_numbered_anew_where_numbers_do_not_rise() {
    let list = |items: &str| draft(&format!("Dear Anna,\n\n{items}"));
    let expected = |items: &str| format!("Dear Anna,\n\n{items}");
    for (before, after) in [
        ("1. a\n2. b\n2. c\n3. d\n", "1. a\n2. b\n3. c\n4. d\n"),
        ("1) a\n1) b\n1) c\n", "1) a\n2) b\n3) c\n"),
        ("3. a\n2. b\n", "3. a\n4. b\n"),
        (
            "1. a\n   2. x\n   2. y\n2. b\n2. c\n",
            "1. a\n   2. x\n   3. y\n2. b\n3. c\n",
        ),
        ("1. a\n\n2. b\n\n2. c\n", "1. a\n\n2. b\n\n3. c\n"),
        // Answers to somebody's questions, and a second list.
        ("1. a\n3. b\n5. c\n", "1. a\n3. b\n5. c\n"),
        ("1. a\n2. b\n1. c\n2. d\n", "1. a\n2. b\n1. c\n2. d\n"),
    ] {
        assert_eq!(list(before), expected(after));
    }
    let same = "Dear Anna,\n\n1. a\n1. b\n";
    assert_eq!(formatted(same, Format::Markdown), same);
}

/// What of a letter must stay: its words, but for numbers of items, and its blocks.
fn essence(text: &str, format: Format) -> (Vec<String>, Vec<std::mem::Discriminant<Content>>) {
    let config = config();
    let mut session = Session::new(text, format, config, Language::English);
    let overview = session.judged(&Nowhere);
    let blocks = overview
        .leaves()
        .filter(|leaf| leaf.block.content != Content::Gap)
        .map(|leaf| std::mem::discriminant(&leaf.block.content));
    let blocks = blocks.collect();
    let number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let words = words(text).into_iter().map(|word| word.folded.to_string());
    (words.filter(|word| !number(word)).collect(), blocks)
}

/// What must stay as it is to the byte: quoted lines and the mark of a signature.
fn fixed_lines(text: &str) -> Vec<&str> {
    let lines = text.lines();
    lines
        .filter(|line| line.starts_with('>') || *line == "-- ")
        .collect()
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("   ".to_owned()),
        Just("-- ".to_owned()),
        Just("---".to_owned()),
        Just("```".to_owned()),
        Just("To: a@b.example  ".to_owned()),
        Just("Добрый день!".to_owned()),
        Just("С уважением,  ".to_owned()),
        Just("Анна Смирнова".to_owned()),
        Just("> quoted  line ".to_owned()),
        Just("a  |  b".to_owned()),
        Just("On 20 November 2026, Anna <a@b.example> wrote:".to_owned()),
        "[0-9]{1,2}[.)]  ?[а-я]{2,5}  [a-z]{1,3} ?",
        "- [а-я]{2,5}  ?[a-z]{1,3} ?",
        "[А-Я][а-яё]{1,6}(  ?[а-я👍́]{1,6}){0,5}[.!?]?[ \t]{0,2}",
        " {0,5}[a-z]{1,6}( {1,3}[a-z]{1,6}){0,5}[.,]? ?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn words_and_blocks_stay_and_a_second_time_changes_nothing(
        lines in prop::collection::vec(line(), 0..24),
        crlf in any::<bool>(),
        format in prop_oneof![Just(Format::Draft), Just(Format::Markdown), Just(Format::Plain), Just(Format::Message)],
    ) {
        let text = lines.join(if crlf { "\r\n" } else { "\n" });
        let once = formatted(&text, format);
        prop_assert_eq!(essence(&text, format), essence(&once, format));
        prop_assert_eq!(fixed_lines(&text), fixed_lines(&once));
        prop_assert_eq!(formatted(&once, format), once);
    }
}

const URI: &str = "untitled:letter";

#[tokio::test]
async fn a_range_is_formatted_alone_in_every_encoding() {
    for (encoding, column) in [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)] {
        let (mut client, result) =
            Client::initialized(json!({"general": {"positionEncodings": [encoding]}})).await;
        client.pass_over("textDocument/publishDiagnostics");
        assert_eq!(result["capabilities"]["documentFormattingProvider"], true);
        client
            .open(URI, "mail", "Dear Anna,\n\nAb. \t\n👍  c.\n")
            .await;
        let options = json!({"tabSize": 4, "insertSpaces": true});
        let range =
            json!({"start": {"line": 3, "character": 0}, "end": {"line": 4, "character": 0}});
        let document = json!({"uri": URI});
        let params = json!({"textDocument": document, "options": options, "range": range});
        let edits = client.request("textDocument/rangeFormatting", params).await;
        let range = json!({"start": {"line": 3, "character": column}, "end": {"line": 3, "character": column + 2}});
        assert_eq!(
            edits,
            json!([{"range": range, "newText": " "}]),
            "{encoding}"
        );
        client.shut_down().await;
    }
}

#[tokio::test]
async fn the_editors_wishes_are_honoured() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.pass_over("textDocument/publishDiagnostics");
    client
        .open(URI, "mail", "Dear Anna, \n\nIt is ready.\n\n")
        .await;
    let keep = json!({"tabSize": 4, "insertSpaces": true, "trimTrailingWhitespace": false, "trimFinalNewlines": false});
    let params = json!({"textDocument": {"uri": URI}, "options": keep});
    assert_eq!(
        client.request("textDocument/formatting", params).await,
        json!([])
    );
    client
        .change(URI, 2, json!([{"text": "Dear Anna,\n\nIt is ready."}]))
        .await;
    let end = json!({"tabSize": 4, "insertSpaces": true, "insertFinalNewline": true});
    let params = json!({"textDocument": {"uri": URI}, "options": end});
    let edits = client.request("textDocument/formatting", params).await;
    assert_eq!(edits[0]["newText"], "\n");
    client.shut_down().await;
}
