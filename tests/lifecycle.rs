//! Writes that are cut short: by the end of the program, by a full disk, by a folder that can't be
//! written. What was there stays whole.
//!
//! The system cuts a write at an exact byte by a limit on the size of files (`ulimit -f`, POSIX): it
//! kills the program, as `kill -9` would, or, where that signal is ignored, lets the write fail, as a
//! full disk does.
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use common::at_home;

/// Files may grow to this many blocks of 512 bytes (POSIX), so that a write of 4 KB is cut in the middle.
const BLOCKS: usize = 3;

fn limited(home: &Path, dies: bool, arguments: &[&str]) -> Output {
    let signal = if dies { "" } else { "trap '' XFSZ; " };
    let script = format!("{signal}ulimit -c 0; ulimit -f {BLOCKS}; exec \"$0\" \"$@\"");
    at_home(&mut Command::new("sh"), home)
        .args(["-c", &script, env!("CARGO_BIN_EXE_letter-ls")])
        .args(arguments)
        .output()
        .expect("runs")
}

fn assert_cut_short(home: &Path, dies: bool, arguments: &[&str]) {
    let output = limited(home, dies, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    match dies {
        true => assert!(output.status.signal().is_some(), "{arguments:?}: {said}"),
        false => {
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
            assert!(said.starts_with("letter-ls: "), "{said}");
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("readable")
}

/// How many files that were begun stand in a folder.
fn partial(folder: &Path) -> usize {
    let files = fs::read_dir(folder).expect("there").flatten();
    let begun = |name: &str| name.starts_with(".letter-ls-") && name.ends_with(".part");
    files
        .filter(|file| begun(&file.file_name().to_string_lossy()))
        .count()
}

#[test]
fn a_write_that_is_cut_short_leaves_what_was_there() {
    for dies in [true, false] {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path();
        let words = home.join("config/letter-ls/words.txt");
        fs::create_dir_all(home.join("config/letter-ls")).expect("made");
        let many: String = (0..1000)
            .map(|number| format!("слово{number:04}\n"))
            .collect();
        fs::write(&words, &many).expect("written");
        assert_cut_short(home, dies, &["dictionary", "add", "апдейтинг"]);
        assert_eq!(read(&words), many);
        let letter = home.join("letter.mail");
        let text = "Subject: Акт\n\nДобрый день , Иван !\n".to_owned() + &"Текст.\n".repeat(1000);
        fs::write(&letter, &text).expect("written");
        assert_cut_short(home, dies, &["fix", "letter.mail"]);
        assert_eq!(read(&letter), text);
        fs::write(home.join("qq_QQ.aff"), "SET UTF-8\n").expect("written");
        let entries: String = (0..2000)
            .map(|number| format!("w{number}x{}\n", number * 7919))
            .collect();
        fs::write(home.join("qq_QQ.dic"), format!("2000\n{entries}")).expect("written");
        assert_cut_short(home, dies, &["dictionary", "compile", "qq_QQ"]);
        let whole = fs::read_dir(home.join("cache/letter-ls"))
            .expect("there")
            .flatten();
        let whole = whole.filter(|file| !file.file_name().to_string_lossy().starts_with('.'));
        assert_eq!(
            whole.count(),
            0,
            "no part of a dictionary stands in the cache"
        );
        assert_eq!(
            partial(home),
            usize::from(dies),
            "a killed program leaves it"
        );
        fs::write(home.join("short.mail"), "Добрый день , Иван !\n").expect("written");
        let output = limited(home, false, &["fix", "short.mail"]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(partial(home), 0, "the next one takes it away");
    }
}

#[test]
fn a_home_that_cannot_be_written_is_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    // A file where folders should be stops even the superuser.
    fs::write(home.join("config"), "").expect("written");
    fs::write(home.join("cache"), "").expect("written");
    fs::write(home.join("qq_QQ.aff"), "SET UTF-8\n").expect("written");
    fs::write(home.join("qq_QQ.dic"), "1\nslovo\n").expect("written");
    for arguments in [
        &["dictionary", "add", "слово"][..],
        &["dictionary", "compile", "qq_QQ"],
    ] {
        let output = limited(home, false, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(&*home.to_string_lossy()));
    }
}
