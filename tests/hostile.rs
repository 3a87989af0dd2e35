//! What a stranger may send: letters, rules and messages that are made to hurt. Each size is chosen so
//! that anything that grows faster than the input would take minutes.

mod common;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use common::{Client, at_home, codes};
use letter_ls::config::{Language, Layer, load};
use letter_ls::engine::Session;
use letter_ls::letter::Format;
use letter_ls::surroundings::{Folder, Nowhere, Surroundings};
use letter_ls::text::source::Source;

/// Decodes and checks a file; what is found lies in its text.
fn check(bytes: &[u8], format: Format) -> usize {
    let text = Source::decode(bytes).text;
    let config = load(&[]).expect("valid");
    let mut session = Session::new(&text, format, config, Language::English);
    let findings = session.check(&Nowhere);
    for finding in &findings {
        assert!(text.get(finding.range.clone()).is_some(), "{finding:?}");
    }
    findings.len()
}

/// A multipart in a multipart, so deep.
fn nested(depth: usize) -> String {
    let level =
        |number| format!("Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n");
    let levels: String = (0..depth).map(level).collect();
    format!("To: a@b.example\n{levels}Content-Type: text/plain\n\nHello\n")
}

#[test]
fn messages_made_to_hurt() {
    check(nested(2_000).as_bytes(), Format::Message);
    let undecodable = [nested(2_000).as_bytes(), b"\xff\xfe\n"].concat();
    check(&undecodable, Format::Message);
    let boundary = "Content-Type: multipart/mixed; boundary=b\n\n";
    check(
        (boundary.to_owned() + &"--b\n".repeat(20_000)).as_bytes(),
        Format::Message,
    );
    check(
        format!("--b\n{boundary}").repeat(2_000).as_bytes(),
        Format::Message,
    );
    let headers: String = (0..50_000)
        .map(|number| format!("X-{number}: y\n"))
        .collect();
    check((headers + "\nHello\n").as_bytes(), Format::Message);
    let subject = format!("Subject: {}\n\nHello\n", "a".repeat(2_000_000));
    check(subject.as_bytes(), Format::Message);
    let encoded = format!(
        "Subject: {}\n\nHello\n",
        "=?utf-8?Q?=D0=B0?= ".repeat(100_000)
    );
    check(encoded.as_bytes(), Format::Message);
    let soft =
        "Content-Transfer-Encoding: quoted-printable\n\n".to_owned() + &"=\n".repeat(100_000);
    check(soft.as_bytes(), Format::Message);
    let odd = b"Content-Type: text/plain; charset=x-unknown\nContent-Transfer-Encoding: x-odd\n\n\xff\0a\n";
    check(odd, Format::Message);
}

#[test]
fn texts_made_to_hurt() {
    let texts = [
        "[".repeat(5_000) + &"> ".repeat(500) + &"*a_".repeat(5_000),
        "а\u{301}\u{200d}".repeat(5_000),
        "ы-".repeat(5_000),
        "a".repeat(200_000),
        "!?.,«»\"()".repeat(1_000),
        "http://a.b/c(d)".repeat(1_000) + &"a@".repeat(5_000),
        ">".repeat(100_000) + "\n",
        "понедельник 5 декабря 2026 ".repeat(500),
        "On Mon, Nov 23, 2026 at 10:00 Ann Smith wrote:\n".repeat(1_000),
        "The the cta.\n\n".repeat(300),
        "\r".repeat(50_000) + &"\0".repeat(50_000),
    ];
    for text in texts {
        for format in [Format::Markdown, Format::Plain] {
            let opening = "---\nto: a@b.example\n---\n\nHello\n\n";
            check((opening.to_owned() + &text).as_bytes(), format);
        }
    }
    for (fence, value) in [("---", "to: "), ("+++", "to = ")] {
        for bracket in ["[", "{", "{a: [", "{a = ["] {
            let matter = format!(
                "{fence}\n{value}{}\n{fence}\n\nHello\n",
                bracket.repeat(20_000)
            );
            check(matter.as_bytes(), Format::Markdown);
        }
    }
}

fn rules(text: String) -> Result<(), String> {
    let path = "rules.toml".into();
    let loaded = load(&[Layer { path, text }]);
    loaded.map(drop).map_err(|error| error.to_string())
}

#[test]
fn rules_made_to_hurt() {
    for bracket in ["[", "{a=", "a."] {
        let problem = rules(format!("rules = {}", bracket.repeat(50_000)));
        assert!(problem.is_err());
    }
    assert!(rules("[[".repeat(20_000)).is_err());
    let words: String = (0..5_000)
        .map(|number| format!("\"слово{number}\" = false\n"))
        .collect();
    // Whether words that are not in the list may be taken out of it is not the point.
    let _ = rules(format!("[informal.ru.words]\n{words}"));
    let off: String = (0..5_000)
        .map(|number| format!("rule-{number} = \"off\"\n"))
        .collect();
    assert!(rules(format!("[rules]\n{off}")).is_err());
}

#[cfg(unix)]
#[test]
fn paths_in_a_letter_open_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .expect("runs")
            .success()
    );
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero")).expect("linked");
    std::os::unix::fs::symlink("loop", folder.path().join("loop")).expect("linked");
    let around = Folder::new(Some(&folder.path().join("letter.mail")), None);
    for path in [
        "pipe",
        "zero",
        "loop",
        "/dev/zero",
        "/dev/stdin",
        "..",
        "",
        "a\0b",
    ] {
        assert_eq!(around.exists(path), Some(false), "{path:?}");
    }
    for remote in ["\\\\server\\share\\file.pdf", "//server/share/file.pdf"] {
        assert_eq!(around.exists(remote), None, "{remote}");
    }
    assert_eq!(around.siblings(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_folder_made_to_hurt() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    std::os::unix::fs::symlink(".", home.join("round")).expect("linked");
    std::os::unix::fs::symlink("/dev/zero", home.join("zero.eml")).expect("linked");
    std::os::unix::fs::symlink("/dev/zero", home.join("rules.toml")).expect("linked");
    std::os::unix::fs::symlink("/dev/zero", home.join("zz_ZZ.aff")).expect("linked");
    std::fs::write(home.join("zz_ZZ.dic"), "1\nword\n").expect("written");
    std::fs::write(home.join("a.txt"), "Hello").expect("written");
    let run = |arguments: &[&str]| letter_ls(home, arguments);
    let (code, said) = run(&["check", "--format", "github", "."]);
    assert_eq!((code, said.contains("round")), (Some(0), false), "{said}");
    let (code, said) = run(&["check", "zero.eml"]);
    assert_eq!(
        (code, said.contains("not a regular file")),
        (Some(2), true),
        "{said}"
    );
    let (code, said) = run(&["dictionary", "compile", "zz_ZZ"]);
    assert_eq!(code, Some(2), "{said}");
}

#[cfg(unix)]
#[test]
fn rules_and_words_that_are_too_large_are_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    std::fs::create_dir(home.join(".letter-ls")).expect("made");
    std::fs::write(home.join("a.txt"), "Hello,\n").expect("written");
    let entries = |entry: &str| entry.repeat((4 << 20) / entry.len() + 1);
    let (rules, words) = (home.join("rules.toml"), home.join(".letter-ls/words.txt"));
    for (path, entry) in [(rules, "# rule\n"), (words, "слово\n")] {
        std::fs::write(&path, entries(entry)).expect("written");
        for (language, problem) in [("ru", "больше 4 МБ"), ("en", "larger than 4 MB")] {
            let arguments = ["check", "--language", language, "a.txt"];
            let (code, said) = letter_ls(home, &arguments);
            assert_eq!((code, said.contains(problem)), (Some(2), true), "{said}");
        }
        let (code, _) = letter_ls(home, &["dictionary", "add", "--project", "слово"]);
        assert_eq!(code, Some(if path.ends_with("words.txt") { 2 } else { 0 }));
        std::fs::remove_file(&path).expect("removed");
    }
    let (code, said) = letter_ls(home, &["check", "a.txt"]);
    assert_eq!(code, Some(0), "{said}");
}

/// Runs the program; gives its exit code and all that it said.
#[cfg(unix)]
fn letter_ls(home: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_letter-ls"));
    let output = at_home(&mut program, home).args(arguments).output();
    let output = output.expect("runs");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

const URI: &str = "file:///nowhere/letter.mail";
const LETTER: &str = "To: anna@client.example\nSubject: Договор\n\nСкиньте инфу.\n";

fn edit(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    json!({"text": text, "range": {
        "start": {"line": start.0, "character": start.1},
        "end": {"line": end.0, "character": end.1},
    }})
}

#[tokio::test]
async fn positions_beyond_the_text_and_versions_that_go_back() {
    let (mut client, _) = Client::initialized(json!({})).await;
    client.open(URI, "mail", LETTER).await;
    let far = u32::MAX;
    let beyond = [
        edit((far, far), (far, far), "Конец.\n"),
        edit((4, far), (1, 0), ""),
        edit((0, far), (far, 0), "\n\nСкиньте инфу.\n"),
    ];
    client.change(URI, 7, json!(beyond)).await;
    client
        .change(URI, 3, json!([edit((0, 0), (far, far), "")]))
        .await;
    client
        .change(
            "file:///nowhere/unknown",
            1,
            json!([edit((0, 0), (1, 0), "")]),
        )
        .await;
    client.change(URI, 8, json!([{"text": LETTER}])).await;
    let found = client.diagnostics(URI, 8).await;
    assert!(codes(&found).contains(&"tone-informal"), "{found:?}");
    assert_eq!(client.shut_down().await, 0);
}
