//! The law of the engine: after any sequence of edits the blocks and the findings equal those of a
//! fresh parse and a fresh check of the final text.

use std::path::Path;

use jiff::ZonedDateTime;
use letter_ls::config::{Language, load};
use letter_ls::engine::Session;
use letter_ls::letter::{Content, Format};
use letter_ls::surroundings::{Nowhere, Surroundings};
use letter_ls::text::Edit;
use letter_ls::text::source::Source;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config as Cases;

/// Sequences of edits that are tried, and edits in each: together at least 10 000.
const CASES: u32 = 260;
const EDITS: usize = 40;

/// What is typed and pasted: what makes and breaks the parts of letters.
const SNIPPETS: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "а",
    "Ё",
    "е\u{301}",
    "👍🏽",
    "👨\u{200d}👩\u{200d}👧",
    "\u{2028}",
    "!",
    "!!!",
    ")))",
    ":",
    ">",
    "> ",
    "> цитата\n",
    "-- \n",
    "--",
    "---\n",
    "+++\n",
    "```\n",
    "# ",
    "- ",
    "1. ",
    "<#part filename=\"x.pdf\"><#/part>\n",
    "Привет",
    "Добрый день, Иван!\n\n",
    "Dear Anna,\n",
    "С уважением,\nАнна\n",
    "Kind regards,\n",
    "во вложении",
    "see attached",
    "Subject: Вопрос\n",
    "Тема:",
    "Attach: акт.pdf\n",
    "To: Иван Петров <ivan@example.com>\n",
    "From: ",
    " folded\n",
    "Content-Type: multipart/mixed; boundary=b\n",
    "--b\n",
    "--b--\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Type: text/plain; charset=koi8-r\n\n",
    "0JTQvtCx0YDRi9C5\n",
    "=D0=94",
    "=\n",
    "On Fri, 20 Nov 2026 at 14:05, Anna <a@b.example> wrote:\n",
    "20.11.2026 14:05, Иван пишет:\n",
    "-----Original Message-----\n",
    "От: a\nОтправлено: b\nКому: c\nТема: d\n",
    "СРОЧНО",
    "инфа",
    "[ИМЯ]",
    "___",
    "\0",
    "https://example.com/a(b)",
    "`code`",
    "Данное сообщение конфиденциально.\n",
    "\u{feff}",
    "договорр",
    "recieved",
    "Пампверк",
    "Anna Smithson",
    "Оплатите счёт до 20 ноября 2026 года, пятницы. ",
    "Ответим в ближайшее время. ",
    "«так» и \"этак\" (",
    "Date: Mon, 23 Nov 2026 12:00:00 +0300\n",
];

/// Letters that editing starts from.
fn letters() -> Vec<(Format, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters/real");
    let mut files = Vec::new();
    for group in std::fs::read_dir(folder).expect("letters").flatten() {
        for file in std::fs::read_dir(group.path()).expect("letters").flatten() {
            files.push(file.path());
        }
    }
    files.sort();
    let mut letters: Vec<(Format, String)> = files
        .iter()
        .map(|path| {
            let text = Source::decode(&std::fs::read(path).expect("readable")).text;
            (Format::of_file_name(&path.to_string_lossy()), text)
        })
        .filter(|(_, text)| text.len() < 8_000)
        .collect();
    let markdown = "---\nto: Анна <a@b.example>\nsubject: Акт\n---\n\nДобрый день!\n\n- раз\n- два\n\n```\ncode\n```\n\nС уважением,\nИван\n";
    letters.push((Format::Markdown, markdown.to_owned()));
    letters.push((Format::Draft, String::new()));
    letters
}

/// One edit: where, how much goes, what comes.
#[derive(Debug, Clone)]
struct Step {
    at: Index,
    remove: usize,
    insert: String,
}

fn step(pieces: Vec<String>) -> impl Strategy<Value = Step> {
    let remove = prop_oneof![5 => Just(0usize), 3 => 1..4usize, 2 => 0..400usize];
    let typed = select(SNIPPETS).prop_map(str::to_owned);
    let insert = prop_oneof![9 => typed, 1 => select(pieces)];
    (any::<Index>(), remove, insert).prop_map(|(at, remove, insert)| Step { at, remove, insert })
}

fn edit(text: &str, step: &Step) -> Edit {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(step.at.index(text.len() + 1));
    let end = boundary((start + step.remove).min(text.len())).max(start);
    Edit::new(start..end, step.insert.as_str())
}

/// A day to write letters on.
struct Monday;

impl Surroundings for Monday {
    fn exists(&self, _: &str) -> Option<bool> {
        None
    }

    fn siblings(&self) -> Vec<String> {
        Vec::new()
    }

    fn now(&self) -> Option<ZonedDateTime> {
        "2026-11-23T12:00:00+03:00[Europe/Moscow]".parse().ok()
    }
}

fn assert_lawful(session: &mut Session, surroundings: &dyn Surroundings) {
    let text = session.text().to_string();
    let mut fresh = session.afresh();
    let findings = session.check(surroundings);
    assert_eq!(findings, fresh.check(surroundings), "findings of {text:?}");
    let (worst, count) = session.worst(surroundings, 5);
    assert_eq!(count, findings.len(), "findings of {text:?}");
    for found in worst {
        let line = session.text().byte_to_line(found.start);
        assert_eq!(found.line, line, "a line of {text:?}");
    }
    assert_eq!(session.letter(), fresh.letter(), "blocks of {text:?}");
    let covered = session.letter().covered();
    assert_eq!(covered, text.len(), "blocks cover the text");
}

/// A paragraph of many pages, which is judged in pieces.
fn long_letter() -> (Format, String) {
    const SENTENCES: [&str; 6] = [
        "Оплатите счёт до 20 ноября 2026 года, пятницы. ",
        "Пампверк прислал инфу (срочно), ответим в ближайшее время! ",
        "We have recieved the file offer.pdf, see attached.\n",
        "«Так и сделали. Всё готово», — пишет ООО «Вектор».\n",
        "- договорр на хотфикс\n",
        "Прошу Вас направить акт, как можно скорее. Что с KPI? ",
    ];
    let sentences = (0..120).map(|number| format!("Пункт {number}. {}", SENTENCES[number % 6]));
    let paragraph: String = sentences.collect();
    let (top, end) = (
        "To: a@b.example\n\nДобрый день, Иван! ",
        "\n\nС уважением,\nАнна\n",
    );
    (Format::Draft, format!("{top}{paragraph}{end}"))
}

#[test]
fn findings_after_edits_equal_those_of_a_fresh_check() {
    obeys_the_law(letters(), CASES);
}

#[test]
fn findings_in_a_long_paragraph_equal_those_of_a_fresh_check() {
    let (format, text) = long_letter();
    let config = load(&[]).expect("valid rules");
    let session = Session::new(&text, format, config, Language::English);
    let mut lengths = session.letter().blocks().iter().map(|block| block.len);
    assert!(lengths.any(|length| length > 8_000));
    obeys_the_law(vec![(format, text)], CASES / 20);
}

fn obeys_the_law(letters: Vec<(Format, String)>, cases: u32) {
    let config = load(&[]).expect("valid rules");
    let pieces: Vec<String> = letters
        .iter()
        .map(|(_, text)| text.chars().skip(40).take(600).collect())
        .collect();
    let steps = prop::collection::vec(step(pieces), EDITS);
    let cases = Cases {
        cases,
        failure_persistence: None,
        ..Cases::default()
    };
    proptest!(cases, |(letter in select(letters), steps in steps, pauses in prop::collection::vec(0..3u8, EDITS))| {
        let (format, text) = letter;
        let mut session = Session::new(&text, format, config.clone(), Language::English);
        for (step, pause) in steps.iter().zip(pauses) {
            let text = session.text().to_string();
            session.edit(&edit(&text, step));
            // Several changes may come in one notification, with no check between them.
            match pause {
                0 => {}
                1 => assert_lawful(&mut session, &Nowhere),
                _ => assert_lawful(&mut session, &Monday),
            }
        }
        assert_lawful(&mut session, &Monday);
    });
}

#[test]
fn a_block_is_read_again_when_the_line_below_that_it_hangs_on_has_grown() {
    let config = load(&[]).expect("valid rules");
    let text = "Добрый день!\n\nДоговор готов.\n\
        On Fri, 20 Nov 2026 at 14:05, Anna <a@b.example> wrote:\n> цитата\n";
    let mut session = Session::new(text, Format::Draft, config, Language::English);
    let is_answer = |session: &Session| {
        let mut blocks = session.letter().blocks().iter();
        blocks.any(|block| matches!(block.content, Content::Attribution))
    };
    for _ in 0..20 {
        let at = session.text().to_string().find(" <").expect("an address");
        session.edit(&Edit::insert(at, " Smith"));
        assert_lawful(&mut session, &Monday);
        assert!(is_answer(&session));
    }
    let colon = session.text().to_string().find(":\n").expect("a colon");
    session.edit(&Edit::new(colon..colon + 1, ""));
    assert_lawful(&mut session, &Monday);
    assert!(!is_answer(&session));
}
