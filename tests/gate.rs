//! `letter-ls gate` between a mail program and a `sendmail` that writes down what it gets.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const CLEAN: &[u8] = "From: anna@firm.example\r\nTo: ivan@client.example\r\nSubject: Акт 5\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nДобрый день!\r\n\r\nЖду ответа.\r\n\r\nС уважением,\r\nАнна".as_bytes();
const TEMPLATE: &str = "To: ivan@client.example\nSubject: Акт 5\n\nДобрый день, [ИМЯ]!\n\nЖду ответа.\n\nС уважением,\nАнна\n";
const INFORMAL: &str =
    "To: ivan@client.example\nSubject: Акт 5\n\nДобрый день!\n\nЖду инфу.\n\nС уважением,\nАнна\n";

/// Run by `sh sendmail`: a file that was just written can't always be executed while other tests start
/// processes.
const SENDMAIL: &str = "printf '%s\\n' \"$@\" > arguments && cat > sent && . ./end\n";

/// A folder with a `sendmail` that writes its arguments and its input beside itself, and ends as it
/// is told by a file.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("sendmail"), SENDMAIL).expect("written");
    fs::write(home.path().join("end"), "exit 0\n").expect("written");
    home
}

/// The gate with these arguments, the message on its input, as it is told by the changes.
fn gate(
    home: &Path,
    arguments: &[&str],
    message: &[u8],
    change: impl FnOnce(&mut Command),
) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_letter-ls"));
    command
        .arg("gate")
        .args(arguments)
        .current_dir(home)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LETTER_LS_GATE")
        .env("LANG", "C.UTF-8")
        .env("XDG_CONFIG_HOME", home.join("config"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    change(&mut command);
    let mut child = command.spawn().expect("runs");
    let mut stdin = child.stdin.take().expect("piped");
    // A gate that refuses its arguments does not read the message.
    let _ = stdin.write_all(message);
    drop(stdin);
    child.wait_with_output().expect("ends")
}

fn pass(home: &Path, message: &[u8]) -> Output {
    gate(home, &["sh", "sendmail"], message, |_| {})
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

#[track_caller]
fn sent(home: &Path) -> Vec<u8> {
    fs::read(home.join("sent")).expect("sent")
}

#[test]
fn a_clean_message_is_handed_on_byte_for_byte() {
    let mut large = b"To: a@b.example\nSubject: Akt 5\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain\n\nDear Ann,\n\nhere it is.\n\n--q\nContent-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: base64\n\n".to_vec();
    for _ in 0..40_000 {
        large.extend_from_slice(&[b'A'; 76]);
        large.push(b'\n');
    }
    large.extend_from_slice(b"--q--\n");
    let strange = b"Subject: \xff\xfe\x00\r\nTo: a@b.example\n\n\x00\x01\xc3\r\r\n\n\x80";
    for message in [CLEAN, strange, &large] {
        let home = home();
        let output = pass(home.path(), message);
        assert_eq!((code(&output), err(&output)), (0, ""));
        assert!(sent(home.path()) == message, "other bytes");
    }
}

#[test]
fn a_message_with_an_error_is_held_back_and_standard_error_says_why() {
    let home = home();
    let output = pass(home.path(), TEMPLATE.as_bytes());
    assert_eq!(code(&output), 65);
    assert!(!home.path().join("sent").exists());
    assert_eq!(
        err(&output),
        "letter-ls: the letter is not sent, findings: 1\n  line 4: “[ИМЯ]” is left from a template: fill it in.\nCorrect the letter and send it again. To send it as it is, set the environment variable LETTER_LS_GATE=off.\n"
    );
    let russian = gate(
        home.path(),
        &["sh", "sendmail"],
        TEMPLATE.as_bytes(),
        |gate| {
            gate.env("LANG", "ru_RU.UTF-8");
        },
    );
    assert!(err(&russian).contains("строка 4: «[ИМЯ]» осталось"));
}

#[test]
fn an_encoded_message_is_read_and_its_code_is_not_shown() {
    let home = home();
    let encoded = "To: a@b.example\nSubject: Akt 5\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=D0=94=D0=BB=D1=8F [=D0=98=D0=9C=D0=AF].\n";
    let output = pass(home.path(), encoded.as_bytes());
    assert_eq!(code(&output), 65);
    assert!(err(&output).contains("[ИМЯ]"), "{}", err(&output));
    assert!(!err(&output).contains("=D0"), "{}", err(&output));
}

#[test]
fn warnings_hold_back_only_where_that_is_asked() {
    let home = home();
    assert_eq!(code(&pass(home.path(), INFORMAL.as_bytes())), 0);
    assert_eq!(sent(home.path()), INFORMAL.as_bytes());
    let arguments = ["--level", "warning", "--", "sh", "sendmail"];
    let output = gate(home.path(), &arguments, INFORMAL.as_bytes(), |_| {});
    assert_eq!(code(&output), 65);
    assert!(err(&output).contains("“инфу”"), "{}", err(&output));
}

#[test]
fn an_open_gate_lets_everything_pass() {
    let home = home();
    let output = gate(
        home.path(),
        &["sh", "sendmail"],
        TEMPLATE.as_bytes(),
        |gate| {
            gate.env("LETTER_LS_GATE", "off");
        },
    );
    assert_eq!((code(&output), err(&output)), (0, ""));
    assert_eq!(sent(home.path()), TEMPLATE.as_bytes());
}

#[test]
fn what_the_mail_program_adds_reaches_the_command() {
    let home = home();
    let arguments = [
        "sh",
        "sendmail",
        "-oi",
        "-f",
        "a@b.example",
        "--",
        "c@d.example",
    ];
    assert_eq!(code(&gate(home.path(), &arguments, CLEAN, |_| {})), 0);
    let given = fs::read_to_string(home.path().join("arguments")).expect("sent");
    assert_eq!(given, "-oi\n-f\na@b.example\n--\nc@d.example\n");
}

/// What mutt makes of `gate -- SENDMAIL -oi`.
#[test]
fn options_before_the_command_are_its_own() {
    let home = home();
    let options = ["-B8BITMIME", "-f", "a@b.example", "-N", "failure"];
    for level in [&[][..], &["--level", "warning"]] {
        let arguments = [level, &options, &["--", "echo", "-oi", "c@d.example"]].concat();
        let output = gate(home.path(), &arguments, CLEAN, |_| {});
        assert_eq!((code(&output), err(&output)), (0, ""));
        let given = String::from_utf8_lossy(&output.stdout);
        let expected = "-B8BITMIME -f a@b.example -N failure -oi c@d.example\n";
        assert_eq!(given, expected);
    }
    for arguments in [&["-f", "a@b.example"][..], &["-oi", "--"], &["--"]] {
        let refused = gate(home.path(), arguments, CLEAN, |_| {});
        assert_eq!(code(&refused), 2, "{arguments:?}");
    }
    let refused = gate(home.path(), &["-oi", "--"], CLEAN, |_| {});
    assert!(err(&refused).contains("no command that sends letters"));
}

#[test]
fn the_exit_code_is_that_of_the_command() {
    let home = home();
    for (end, expected) in [("exit 75", 75), ("exit 255", 255), ("kill -9 $$", 137)] {
        fs::write(home.path().join("end"), end).expect("written");
        assert_eq!(code(&pass(home.path(), CLEAN)), expected, "{end}");
    }
    let long = [CLEAN, &b"\r\nline".repeat(100_000)].concat();
    let output = gate(home.path(), &["true"], &long, |_| {});
    assert_eq!((code(&output), err(&output)), (0, ""));
}

#[test]
fn a_command_that_does_not_start_is_named() {
    let home = home();
    fs::write(home.path().join("plain"), "no program").expect("written");
    for (name, expected) in [("./missing", 127), ("./plain", 126)] {
        let output = gate(home.path(), &[name], CLEAN, |_| {});
        assert_eq!(code(&output), expected);
        assert!(err(&output).contains("the letter is not sent"));
        assert!(err(&output).contains(name), "{}", err(&output));
    }
    assert_eq!(code(&gate(home.path(), &[], CLEAN, |_| {})), 2);
}

#[test]
fn broken_rules_do_not_hold_a_letter_back_and_standard_error_says_so() {
    let home = home();
    let config = home.path().join("config/letter-ls");
    fs::create_dir_all(&config).expect("a folder");
    fs::write(config.join("rules.toml"), "regster = 1\n").expect("written");
    let output = pass(home.path(), TEMPLATE.as_bytes());
    assert_eq!(code(&output), 0);
    assert_eq!(sent(home.path()), TEMPLATE.as_bytes());
    let told = err(&output);
    assert!(told.contains("handed on unchecked"), "{told}");
    assert!(told.contains("rules.toml:1:1"), "{told}");
}
