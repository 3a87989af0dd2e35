//! Sentences that each rule must and must not flag, beside the tables of the rules themselves.
//!
//! `tests/letters/sentences.tsv` has one a line: code of the rule, language, `+` where it must be
//! flagged or `-` where not, what the letter says, and the message that it answers, if any. `\n` is a
//! line break.

use letter_ls::config::{Language, load};
use letter_ls::engine::Session;
use letter_ls::letter::Format;
use letter_ls::surroundings::Folder;

const SENTENCES: &str = include_str!("letters/sentences.tsv");

/// A letter that has no other fault and says what it is given.
fn letter(language: &str, text: &str, answered: Option<&str>) -> String {
    let quoted = answered.map(|message| format!("> {message}\n"));
    let quote = |attribution: &str| quoted.map(|quoted| format!("\n{attribution}\n{quoted}"));
    match language {
        "ru" => format!(
            "From: Анна Смирнова <anna@firm.example>\nTo: Иван Петрович Сидоров <ivan@client.example>\n\
             Subject: Договор № 12\n\nДобрый день, Иван Петрович!\n\n{text}\n\nС уважением,\nАнна Смирнова\n{}",
            quote("23.11.2026 11:50, Иван Сидоров пишет:").unwrap_or_default()
        ),
        _ => format!(
            "From: John Brown <john@firm.example>\nTo: Anna Smith <anna@client.example>\n\
             Subject: Contract 12\n\nDear Ms Smith,\n\n{text}\n\nKind regards,\nJohn Brown\n{}",
            quote("On Mon, 23 Nov 2026 at 11:50, Anna Smith wrote:").unwrap_or_default()
        ),
    }
}

#[test]
fn sentences_are_flagged_or_left_alone() {
    let config = load(&[]).expect("valid rules");
    let now = "2026-11-23T12:00:00+03:00[Europe/Moscow]"
        .parse()
        .expect("a moment");
    let folder = Folder::new(None, Some(now));
    let mut wrong = Vec::new();
    for line in SENTENCES.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [code, language, wanted, text, answered @ ..] = cells.as_slice() else {
            panic!("{line}");
        };
        let text = letter(
            language,
            &text.replace("\\n", "\n"),
            answered.first().copied(),
        );
        let mut session = Session::new(&text, Format::Draft, config.clone(), Language::English);
        let findings = session.check(&folder);
        let flagged = findings.iter().any(|finding| finding.code == *code);
        if flagged != (*wanted == "+") {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "judged wrongly:\n{}", wrong.join("\n"));
}
