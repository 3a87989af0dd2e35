//! Mail programs with `letter-ls gate` as their `sendmail`, driven for real in batch mode. A program
//! that is not installed is left out, and standard error says so.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const CLEAN: &str = "Добрый день, Иван!\n\nОтчёт готов.\n\nС уважением,\nАнна\n";
const TEMPLATE: &str = "Добрый день, [ИМЯ]!\n\nОтчёт готов.\n\nС уважением,\nАнна\n";
const PROMISE: &str = "Добрый день, Иван!\n\nПрилагаю отчёт за ноябрь.\n\nС уважением,\nАнна\n";

/// Writes down what the mail program sends, and hands it to the gate.
const BEFORE: &str = "tee before | \"$LETTER_LS\" gate sh after.sh \"$@\"\n";

/// The `sendmail` behind the gate.
const AFTER: &str = "printf '%s\\n' \"$@\" > arguments && cat > after\n";

/// Settings as in `editors/mail/README.md`, with those that make mutt give options to `sendmail`.
const SETTINGS: &str = "set sendmail=\"sh before.sh -oem -oi\"\nset from=anna@firm.example use_envelope_from=yes\nset charset=utf-8 send_charset=utf-8 copy=no\n";

/// Both have the same command line.
const PROGRAMS: [&str; 2] = ["mutt", "neomutt"];

fn installed(program: &str) -> bool {
    let version = Command::new(program).arg("-v").output();
    let found = version.is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("left out: {program} is not installed");
    }
    found
}

/// A folder with settings for the mail program, the two scripts and a file to attach.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let files = [
        ("before.sh", BEFORE),
        ("after.sh", AFTER),
        ("settings", SETTINGS),
        ("отчёт.csv", "1;2\r\n3;4"),
    ];
    for (name, text) in files {
        fs::write(home.path().join(name), text).expect("written");
    }
    home
}

/// Sends a letter with these further arguments.
fn send(program: &str, home: &Path, settings: &[&str], attached: &[&str], letter: &str) -> Output {
    fs::write(home.join("body"), letter).expect("written");
    let mut command = Command::new(program);
    command
        .args(["-n", "-F", "settings", "-s", "Отчёт за ноябрь"])
        .args(settings);
    for file in attached {
        command.args(["-a", file]);
    }
    command
        .args(["--", "ivan@client.example"])
        .current_dir(home)
        .env_remove("LC_MESSAGES")
        .env_remove("LETTER_LS_GATE")
        .env("LC_ALL", "C.UTF-8")
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("LETTER_LS", env!("CARGO_BIN_EXE_letter-ls"))
        .stdin(Stdio::from(
            fs::File::open(home.join("body")).expect("there"),
        ))
        .output()
        .expect("runs")
}

fn text(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{out}{err}")
}

#[track_caller]
fn assert_sent(home: &Path, output: &Output) {
    assert!(output.status.success(), "{}", text(output));
    let [before, after] = ["before", "after"].map(|name| fs::read(home.join(name)).expect("sent"));
    assert!(!before.is_empty() && before == after, "other bytes");
}

#[track_caller]
fn assert_held_back(home: &Path, output: &Output, why: &str) {
    let told = text(output);
    assert!(!output.status.success(), "{told}");
    assert!(told.contains(why), "{told}");
    assert!(home.join("before").exists() && !home.join("after").exists());
}

fn programs() -> impl Iterator<Item = &'static str> {
    PROGRAMS.into_iter().filter(|program| installed(program))
}

#[test]
fn a_clean_letter_is_sent_byte_for_byte_with_the_options_of_the_program() {
    for program in programs() {
        let home = home();
        let output = send(program, home.path(), &[], &[], CLEAN);
        assert_sent(home.path(), &output);
        let given = fs::read_to_string(home.path().join("arguments")).expect("sent");
        assert_eq!(
            given, "-oem\n-oi\n-f\nanna@firm.example\n--\nivan@client.example\n",
            "{program}"
        );
    }
}

#[test]
fn a_letter_with_an_attachment_is_sent_byte_for_byte_however_it_is_encoded() {
    for program in programs() {
        for allowed in ["yes", "no"] {
            let home = home();
            let setting = format!("set allow_8bit={allowed}");
            let output = send(
                program,
                home.path(),
                &["-e", &setting],
                &["отчёт.csv"],
                PROMISE,
            );
            assert_sent(home.path(), &output);
        }
    }
}

#[test]
fn a_letter_with_a_placeholder_is_held_back_however_it_is_encoded() {
    for program in programs() {
        for allowed in ["yes", "no"] {
            let home = home();
            let setting = format!("set allow_8bit={allowed}");
            let output = send(program, home.path(), &["-e", &setting], &[], TEMPLATE);
            assert_held_back(home.path(), &output, "[ИМЯ]");
        }
    }
}

#[test]
fn a_letter_without_the_attachment_it_promises_is_held_back() {
    for program in programs() {
        let home = home();
        let output = send(program, home.path(), &[], &[], PROMISE);
        assert_held_back(home.path(), &output, "letter-ls: the letter is not sent");
        let open = "setenv LETTER_LS_GATE off";
        let output = send(program, home.path(), &["-e", open], &[], PROMISE);
        assert_sent(home.path(), &output);
    }
}
