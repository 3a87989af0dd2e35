//! What the program writes is its user's alone, and what it logs holds nothing of a letter.
#![cfg(unix)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

fn letter_ls(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_letter-ls"));
    common::at_home(&mut command, home).args(arguments);
    command
}

fn run(home: &Path, arguments: &[&str]) {
    let output = letter_ls(home, arguments).output().expect("runs");
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {problem}");
}

fn mode(path: &Path) -> u32 {
    let data = fs::metadata(path).unwrap_or_else(|_| panic!("{}", path.display()));
    data.permissions().mode() & 0o777
}

#[test]
fn words_and_compiled_dictionaries_are_the_users_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    run(home, &["dictionary", "add", "апдейтинг"]);
    let words = home.join("config/letter-ls/words.txt");
    assert_eq!(mode(&words), 0o600);
    assert_eq!(mode(&home.join("config/letter-ls")), 0o700);
    fs::write(home.join("qq_QQ.aff"), "SET UTF-8\n").expect("written");
    fs::write(home.join("qq_QQ.dic"), "1\nслово\n").expect("written");
    run(home, &["dictionary", "compile", "qq_QQ"]);
    let cache = home.join("cache/letter-ls");
    assert_eq!(mode(&cache), 0o700);
    let compiled: Vec<_> = fs::read_dir(&cache).expect("there").flatten().collect();
    assert_eq!(compiled.len(), 1);
    assert_eq!(mode(&compiled[0].path()), 0o600);
}

#[test]
fn what_exists_keeps_its_permissions_and_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let (real, linked) = (
        home.join("dotfiles"),
        home.join("config/letter-ls/words.txt"),
    );
    fs::create_dir_all(linked.parent().expect("a folder")).expect("made");
    fs::write(&real, "# мои\n").expect("written");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("set");
    symlink(&real, &linked).expect("linked");
    run(home, &["dictionary", "add", "апдейтинг"]);
    assert_eq!(
        fs::read_to_string(&real).expect("read"),
        "# мои\nапдейтинг\n"
    );
    assert_eq!(mode(&real), 0o640);
    assert!(linked.is_symlink());
    let letter = home.join("letter.mail");
    fs::write(&letter, "Subject: Акт\n\nДобрый день , Иван !\n").expect("written");
    fs::set_permissions(&letter, fs::Permissions::from_mode(0o604)).expect("set");
    run(home, &["fix", "letter.mail"]);
    assert_ne!(
        fs::read_to_string(&letter).expect("read"),
        "Subject: Акт\n\nДобрый день , Иван !\n"
    );
    assert_eq!(mode(&letter), 0o604);
    assert_eq!(
        fs::read_dir(home).expect("there").count(),
        3,
        "no file is left"
    );
}

#[test]
fn a_projects_words_are_for_those_who_share_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let script = "umask 027; exec \"$0\" dictionary add --project апдейтинг";
    let status = letter_ls(home, &[]).get_program().to_owned();
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(status).current_dir(home);
    assert!(shell.status().expect("runs").success());
    assert_eq!(mode(&home.join(".letter-ls/words.txt")), 0o640);
    assert_eq!(mode(&home.join(".letter-ls")), 0o750);
}

/// A message as it goes over the wire.
fn frame(message: &Value) -> String {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn a_session_logs_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "To: anna@client.example\nSubject: Тайна\n\nСкиньте инфу, [ИМЯ] ![](x)\n";
    let uri = "file:///nowhere/letter.mail";
    let document = json!({"uri": uri, "languageId": "mail", "version": 1, "text": text});
    let call = |id: u32, method: &str, params: Value| json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
    let tell =
        |method: &str, params: Value| json!({"jsonrpc": "2.0", "method": method, "params": params});
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let place = json!({"line": 3, "character": 3});
    let one = json!({"textDocument": {"uri": uri}});
    let with = |name: &str, value: &Value| {
        let mut params = one.clone();
        params[name] = value.clone();
        params
    };
    let mut actions = with("range", &whole);
    actions["context"] = json!({"diagnostics": []});
    let mut change = json!({"textDocument": {"uri": uri, "version": 2}});
    change["contentChanges"] = json!([{"text": text.repeat(2)}]);
    let messages = [
        tell("initialized", json!({})),
        tell("textDocument/didOpen", json!({"textDocument": document})),
        tell("textDocument/didChange", change),
        call(2, "textDocument/codeAction", actions),
        call(3, "textDocument/hover", with("position", &place)),
        call(4, "textDocument/unknown", with("position", &place)),
        call(5, "textDocument/hover", json!({"text": "Скиньте инфу"})),
        tell("textDocument/didSave", one.clone()),
    ];
    let mut child = letter_ls(folder.path(), &[])
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let initialize = frame(&call(1, "initialize", json!({"capabilities": {}})));
    input.write_all(initialize.as_bytes()).expect("it reads");
    hear(&mut output, &["\"id\":1"]);
    let all: String = messages.iter().map(frame).collect();
    input.write_all(all.as_bytes()).expect("it reads");
    hear(&mut output, &["tone-informal", "\"id\":5"]);
    let shutdown = frame(&call(6, "shutdown", Value::Null));
    input.write_all(shutdown.as_bytes()).expect("it reads");
    hear(&mut output, &["\"id\":6"]);
    let exit = frame(&tell("exit", Value::Null));
    input.write_all(exit.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

/// Reads what the server says until it has said all that is waited for.
fn hear(output: &mut impl BufRead, wanted: &[&str]) {
    let mut said = String::new();
    while !wanted.iter().all(|part| said.contains(part)) {
        let read = output.fill_buf().expect("readable");
        assert!(!read.is_empty(), "it ended early: {said}");
        said.push_str(&String::from_utf8_lossy(read));
        let length = read.len();
        output.consume(length);
    }
}
