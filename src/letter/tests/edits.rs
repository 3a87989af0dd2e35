//! What is read again after an edit.

use ropey::Rope;

use crate::config::load;
use crate::letter::{Change, Format, Letter};

#[test]
fn an_edit_has_only_what_it_touches_parsed_again() {
    let config = load(&[]).expect("valid rules");
    let paragraph = "Договор поставки готов.\n\n";
    let text = paragraph.repeat(40);
    let mut letter = Letter::parse(&Rope::from_str(&text), Format::Plain, &config.letter);
    let at = paragraph.len() * 20;
    let edited = text[..at].to_owned() + "Новый " + &text[at..];
    let change = Change {
        removed: at..at,
        inserted: "Новый ".len(),
    };
    let update = letter.update(&Rope::from_str(&edited), &change, (0, 0), &config.letter);
    assert_eq!((update.old, update.new), (20..21, 20..21));
    assert_eq!(letter.covered(), edited.len());
}

#[test]
fn letters_are_the_same_where_their_format_and_their_blocks_are() {
    let config = load(&[]).expect("valid rules");
    let parsed = |text: &str, format| Letter::parse(&Rope::from_str(text), format, &config.letter);
    let draft = parsed("Акт готов.\n", Format::Draft);
    assert_eq!(draft, parsed("Акт готов.\n", Format::Draft));
    assert_ne!(draft, parsed("Акт готов.\n", Format::Plain));
    assert_ne!(draft, parsed("Акт сверки готов.\n", Format::Draft));
}

#[test]
fn a_letter_knows_how_far_behind_a_block_the_parser_looked() {
    let config = load(&[]).expect("valid rules");
    let paragraph = "Договор поставки готов.\n\n";
    let text = paragraph.repeat(40);
    let rope = Rope::from_str(&text);
    let mut letter = Letter::parse(&rope, Format::Plain, &config.letter);
    // Behind the blank line another stands, and it is no quoted message.
    assert_eq!(letter.beyond(), paragraph.len() - 1);
    let long = "Акт сверки за третий квартал года тоже готов.\n\n";
    let edited = long.to_owned() + &text;
    let change = Change {
        removed: 0..0,
        inserted: long.len(),
    };
    letter.update(&Rope::from_str(&edited), &change, (0, 0), &config.letter);
    assert_eq!(letter.beyond(), paragraph.len() - 1);
    let change = Change {
        removed: 0..0,
        inserted: paragraph.len(),
    };
    let edited = paragraph.to_owned() + &edited;
    letter.update(&Rope::from_str(&edited), &change, (0, 0), &config.letter);
    assert_eq!(letter.beyond(), long.len() - 1);
}

#[test]
fn a_letter_that_was_not_read_is_read_whole_at_the_next_edit() {
    let config = load(&[]).expect("valid rules");
    let text = Rope::from_str("Добрый день!\n\nАкт готов.\n");
    let mut letter = Letter::unread(Format::Plain);
    let change = Change {
        removed: 4..9,
        inserted: text.len_bytes(),
    };
    let update = letter.update(&text, &change, (0, 0), &config.letter);
    assert_eq!((update.old, update.new), (0..0, 0..2));
    assert_eq!(letter, Letter::parse(&text, Format::Plain, &config.letter));
}
