//! What is seen of whole letters.

use super::*;
use crate::rules::cases::draft;
use crate::surroundings::Nowhere;

#[test]
fn a_markdown_text_is_a_letter_where_one_part_of_a_letter_is_there() {
    const CODE: &str = "structure-needs-parts";
    let asks = "Кто придёт? Где встретимся? Когда начнём?";
    let markdown = |text: &str| draft(text).format(Format::Markdown);
    markdown(&format!("{asks}\n")).clean(CODE);
    for text in [
        format!("{asks}\n\nС уважением,\nАнна\n"),
        format!("Добрый день!\n\n{asks}\n"),
        format!("---\nto: a@b.example\n---\n\n{asks}\n"),
    ] {
        markdown(&text).reports(CODE);
    }
}

#[test]
fn nothing_is_assumed_of_a_text_that_only_html_shows() {
    let message = |first: &str| {
        draft(&format!(
            "To: a@b.example\nSubject: Акт 5\nContent-Type: multipart/mixed; boundary=b\n\n\
             --b\n{first}\n--b\nContent-Type: application/pdf; name=a.pdf\n\nJVBERi0=\n--b--\n"
        ))
        .format(Format::Message)
    };
    let code = "attachment-unmentioned";
    message("Content-Type: text/html\n\n<p>Акт во вложении.</p>").clean(code);
    message("\nДобрый день!\n\nАкт готов.").reports(code);
    message("\nДобрый день!\n\nАкт готов.\n--b\nContent-Type: text/html\n\n<p>Акт готов.</p>")
        .reports(code);
}

#[test]
fn a_text_without_blocks_was_not_read() {
    for (text, unread) in [("", false), ("Акт готов.\n", true)] {
        let text = Rope::from_str(text);
        let ledger = Ledger::new(&[]);
        let overview = Overview::new(Format::Draft, &text, &[], &[], &ledger, &Nowhere);
        assert_eq!(overview.is_unread(), unread);
    }
    let config = crate::config::load(&[]).expect("valid rules");
    let text = Rope::from_str("Акт готов.\n");
    let letter = crate::letter::Letter::parse(&text, Format::Draft, &config.letter);
    let (blocks, analyses) = (letter.blocks(), [None]);
    let ledger = Ledger::new(blocks);
    let overview = Overview::new(Format::Draft, &text, blocks, &analyses, &ledger, &Nowhere);
    assert!(!overview.is_unread());
}
