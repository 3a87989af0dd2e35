//! Clients that do not behave: that stop reading, stop in the middle of a message, or die; and two that
//! work on one project.

mod common;

use std::path::Path;

use serde_json::{Value, json};

use common::{Client, codes};
use letter_ls::spelling::Places;

const URI: &str = "file:///nowhere/letter.mail";
const LETTER: &str = "To: anna@client.example\nSubject: Договор\n\nСкиньте инфу.\n";

/// Bytes that fit into a narrow pipe.
const NARROW: usize = 4 << 10;

fn hover(id: i64) -> String {
    let position = json!({"line": 3, "character": 9});
    let params = json!({"textDocument": {"uri": URI}, "position": position});
    json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": params})
        .to_string()
}

async fn narrow() -> Client {
    let mut client = Client::start_over(NARROW, None, Places::default());
    client.initialize(json!({"capabilities": {}})).await;
    client.open(URI, "mail", LETTER).await;
    client.diagnostics(URI, 1).await;
    client
}

/// Requests that a stuck client sends at most, and those that are surely taken.
const MANY: i64 = 10_000;
const FEW: usize = 500;

#[tokio::test]
async fn a_client_that_stops_reading_is_waited_for_and_then_gets_all_answers() {
    let mut client = narrow().await;
    let first = 1_000;
    let sent = client
        .send_unheard((0..MANY).map(|number| hover(first + number)))
        .await;
    assert!(sent > FEW, "{sent}");
    assert!((sent as i64) < MANY, "what waits for the client is bounded");
    // All but the request that did not go through as a whole.
    for number in 0..sent as i64 {
        let answer = client.answer(first + number).await;
        assert!(answer["contents"]["value"].is_string(), "{answer}");
    }
    assert_eq!(client.die().await, 1);
}

#[tokio::test]
async fn a_client_that_stops_reading_and_dies_ends_the_server() {
    let mut client = narrow().await;
    client.send_unheard((1_000..MANY).map(hover)).await;
    assert_eq!(client.die().await, 1);
}

#[tokio::test]
async fn a_client_that_closes_one_side_ends_the_server() {
    assert_eq!(narrow().await.turn_away().await, 1);
    assert_eq!(narrow().await.fall_silent().await, 1);
}

/// The clock runs ahead when all wait.
#[tokio::test(start_paused = true)]
async fn a_client_that_closes_its_side_and_never_reads_ends_the_server() {
    let mut client = narrow().await;
    let answers = client.send_unheard((1_000..1_000 + FEW as i64).map(hover));
    assert_eq!(answers.await, FEW);
    assert_eq!(client.fall_silent().await, 1);
    // The server waits for an answer that does not come.
    let capabilities = json!({"workspace": {"applyEdit": true}});
    let (mut client, _) = Client::initialized(capabilities).await;
    client.open(URI, "mail", "").await;
    let arguments = json!(["reply", URI, "en"]);
    let params = json!({"command": "letter-ls.insertTemplate", "arguments": arguments});
    client.ask("workspace/executeCommand", params).await;
    assert_eq!(client.fall_silent().await, 1);
}

#[cfg(unix)]
mod over_stdio {
    use std::fs::File;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    use serde_json::json;

    use crate::common::at_home;

    fn start(home: &Path, input: Stdio) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_letter-ls"));
        let command = at_home(&mut command, home);
        command.stdin(input).stdout(Stdio::piped());
        command.spawn().expect("runs")
    }

    #[test]
    fn a_client_that_closes_its_end_of_the_output_ends_an_idle_server() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = start(folder.path(), Stdio::piped());
        let still_open = server.stdin.take();
        drop(server.stdout.take());
        assert_eq!(server.wait().expect("ends").code(), Some(1));
        drop(still_open);
    }

    #[test]
    fn a_session_in_a_file_is_answered() {
        let folder = tempfile::tempdir().expect("a folder");
        let session = folder.path().join("session");
        let params = json!({"capabilities": {}});
        let messages = [
            json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}),
            json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}),
            json!({"jsonrpc": "2.0", "method": "exit"}),
        ];
        let framed = messages.map(|message| {
            let body = message.to_string();
            format!("Content-Length: {}\r\n\r\n{body}", body.len())
        });
        for (sent, code, answers) in [(3, 0, 2), (2, 0, 2), (1, 1, 1), (0, 1, 0)] {
            std::fs::write(&session, framed[..sent].concat()).expect("written");
            let input = File::open(&session).expect("there");
            let server = start(folder.path(), input.into());
            let output = server.wait_with_output().expect("ends");
            let said = String::from_utf8_lossy(&output.stdout);
            assert_eq!(output.status.code(), Some(code), "{said}");
            assert_eq!(said.matches("\"result\":").count(), answers, "{said}");
        }
    }
}

#[tokio::test]
async fn half_a_message_is_waited_for() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.open(URI, "mail", LETTER).await;
    client.diagnostics(URI, 1).await;
    let body = hover(77);
    let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    for middle in [9, 21, 40] {
        let (start, rest) = frame.as_bytes().split_at(middle);
        client.send_bytes(start).await;
        assert!(client.is_silent().await);
        client.send_bytes(rest).await;
        assert!(client.answer(77).await["contents"].is_object());
    }
    client.send_bytes(&frame.as_bytes()[..30]).await;
    assert_eq!(client.die().await, 1);
}

async fn editor(root: &str) -> Client {
    let folders = json!([{"uri": root, "name": "letters"}]);
    let params = json!({"capabilities": {}, "workspaceFolders": folders});
    let (client, _) = Client::initialized_with(params).await;
    client
}

async fn command(client: &mut Client, name: &str, arguments: Value) {
    let params = json!({"command": name, "arguments": arguments});
    client.request("workspace/executeCommand", params).await;
}

async fn changed(client: &mut Client, folder: &Path, name: &str) {
    let uri = format!("file://{}", folder.join(name).display());
    let params = json!({"changes": [{"uri": uri, "type": 2}]});
    client
        .notify("workspace/didChangeWatchedFiles", params)
        .await;
}

#[tokio::test]
async fn two_editors_work_on_one_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = format!("file://{}", folder.path().display());
    let letters = [format!("{root}/a.mail"), format!("{root}/b.mail")];
    let text = "To: a@b.example\nSubject: Акт 5\n\nДобрый день!\n\nВот квазамбр и фурбилат 👍\n\nС уважением,\nАнна\n";
    let mut editors = [editor(&root).await, editor(&root).await];
    for (editor, letter) in editors.iter_mut().zip(&letters) {
        editor.open(letter, "mail", text).await;
        let found = editor.diagnostics(letter, 1).await;
        let misspelled = codes(&found)
            .iter()
            .filter(|code| **code == "spelling")
            .count();
        assert_eq!(misspelled, 2, "{found:?}");
    }
    for ((editor, letter), word) in editors
        .iter_mut()
        .zip(&letters)
        .zip(["квазамбр", "фурбилат"])
    {
        command(
            editor,
            "letter-ls.addWord",
            json!([word, "project", letter]),
        )
        .await;
    }
    for ((editor, letter), code) in editors
        .iter_mut()
        .zip(&letters)
        .zip(["tone-emoji", "subject-vague"])
    {
        command(editor, "letter-ls.disableRule", json!([code, letter])).await;
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("there");
    assert_eq!(read(".letter-ls/words.txt"), "квазамбр\nфурбилат\n");
    let rules = read(".letter-ls/rules.toml");
    assert!(
        rules.contains("tone-emoji") && rules.contains("subject-vague"),
        "{rules}"
    );
    for (editor, letter) in editors.iter_mut().zip(&letters) {
        changed(editor, folder.path(), ".letter-ls/words.txt").await;
        let clean = |codes: &[&str]| !codes.contains(&"spelling") && !codes.contains(&"tone-emoji");
        editor.diagnostics_when(letter, clean).await;
    }
    for editor in editors {
        assert_eq!(editor.shut_down().await, 0);
    }
}
