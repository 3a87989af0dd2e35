//! Words of one's own: the file, their forms, many writers at once.

use std::fs;
use std::process::Command;

use letter_ls::files::Audience;
use letter_ls::spelling::{Known, WordList};

/// Set for the processes that [`many_writers_lose_no_word`] starts: the list, and the writer's name.
const LIST: &str = "LETTER_LS_TEST_LIST";
const WRITER: &str = "LETTER_LS_TEST_WRITER";

const PROCESSES: usize = 4;
const THREADS: usize = 4;
const WORDS: usize = 10;

#[test]
fn a_list_is_sorted_and_keeps_remarks() {
    let list = WordList::parse("# Мои слова\nслово\n\nайдентика = логика\nслово\n Acme \n");
    assert_eq!(
        list.to_string(),
        "# Мои слова\nAcme\nайдентика = логика\nслово\n"
    );
    assert_eq!(WordList::parse(&list.to_string()), list);
    assert_eq!(
        list.words().collect::<Vec<_>>(),
        ["Acme", "айдентика", "слово"]
    );
}

#[test]
fn a_model_covers_the_forms() {
    let list = WordList::parse(
        "айдентика = логика\nАкмеев = Иванов\nзумер = менеджер\nplainword\nwidgetron = computer",
    );
    for word in [
        "айдентика",
        "айдентику",
        "Айдентикой",
        "АЙДЕНТИКЕ",
        "зумерам",
        "plainword",
        "Plainword",
        "widgetrons",
    ] {
        assert!(list.knows(word), "{word}");
    }
    for word in [
        "айдент",
        "айдентикам-то",
        "зумерский",
        "plainwords",
        "логика",
        "",
    ] {
        assert!(!list.knows(word), "{word}");
    }
}

#[test]
fn adding_makes_the_file_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("deep/words.txt");
    assert_eq!(
        WordList::load(&path).expect("no list is an empty one"),
        WordList::default()
    );
    WordList::add(&path, "слово", Audience::User).expect("added");
    WordList::add(&path, "айдентика = логика", Audience::User).expect("added");
    WordList::add(&path, "айдентика", Audience::User).expect("added again, keeps its model");
    assert_eq!(
        fs::read_to_string(&path).expect("written"),
        "айдентика = логика\nслово\n"
    );
    let written: Vec<_> = fs::read_dir(path.parent().expect("a folder"))
        .expect("listed")
        .flatten()
        .collect();
    assert_eq!(written.len(), 1, "the list and no lock: {written:?}");
}

#[test]
fn a_list_that_cannot_be_read_is_an_error_and_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("words.txt");
    fs::write(&path, b"\xFF\xFE").expect("written");
    let error = WordList::add(&path, "слово", Audience::User).expect_err("no UTF-8");
    assert!(error.to_string().contains("words.txt"), "{error}");
    assert_eq!(fs::read(&path).expect("still there"), b"\xFF\xFE");
}

/// Started by [`many_writers_lose_no_word`] in processes of its own; does nothing by itself.
#[test]
fn one_of_many_writers() {
    let (Ok(list), Ok(writer)) = (std::env::var(LIST), std::env::var(WRITER)) else {
        return;
    };
    std::thread::scope(|threads| {
        for thread in 0..THREADS {
            let (list, writer) = (&list, &writer);
            threads.spawn(move || {
                for word in 0..WORDS {
                    WordList::add(
                        list.as_ref(),
                        &format!("слово{writer}x{thread}x{word}"),
                        Audience::User,
                    )
                    .expect("added");
                }
            });
        }
    });
}

#[test]
fn many_writers_lose_no_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("words.txt");
    let program = std::env::current_exe().expect("this test");
    let writers: Vec<_> = (0..PROCESSES)
        .map(|writer| {
            Command::new(&program)
                .args(["--exact", "word_list::one_of_many_writers"])
                .env(LIST, &path)
                .env(WRITER, writer.to_string())
                .spawn()
                .expect("started")
        })
        .collect();
    for mut writer in writers {
        assert!(writer.wait().expect("ended").success());
    }
    let list = WordList::load(&path).expect("read");
    assert_eq!(list.words().count(), PROCESSES * THREADS * WORDS);
    assert!(fs::read_to_string(&path).expect("read").lines().is_sorted());
}
