//! Passages that are judged in pieces, or once for many letters.

use super::*;
use crate::engine::pieces::LONG;

#[test]
fn pieces_of_a_long_paragraph_that_an_edit_left_alone_keep_their_findings() {
    let sentence = |number| format!("Скиньте договор {number} до вечера (срочно). ");
    let paragraph: String = (0..300).map(sentence).collect();
    let mut session = session(&format!(
        "To: a@b.example\nSubject: Акт\n\nДобрый день! {paragraph}Жду!\n\nС уважением,\nАнна\n"
    ));
    let informal = "tone-informal";
    let found = lawful(&mut session, &Nowhere);
    assert_eq!(starts(&found, informal).len(), 300);
    assert_eq!(starts(&found, "letter-malformed").len(), 0);
    assert_eq!(starts(&found, "structure-long-paragraph").len(), 1);
    let before = kept(&mut session, &Nowhere, informal);
    for (old, new) in [
        ("договор 150", "новый договор 150"),
        ("новый договор 150", "скан"),
    ] {
        replace(&mut session, old, new);
        lawful(&mut session, &Nowhere);
        let after = kept(&mut session, &Nowhere, informal);
        assert_eq!(after.len(), 300);
        // Those behind the edit are moved, those before it are what they were.
        assert_same(&after[..100], &before[..100]);
        assert_eq!(
            format!("{:?}", session.known),
            "Known({})",
            "nothing is kept in vain"
        );
    }
}

#[test]
fn a_long_paragraph_comes_to_what_its_pieces_do() {
    let sentence = |number| format!("Насос {number} ждёт our pump 漢 давно. ");
    let analysed = |sentences: Range<usize>, tail: usize| {
        let paragraph: String = sentences.map(sentence).collect();
        let text = format!("Кстати: {paragraph}Жду{}!\n", "о".repeat(tail / 2));
        let mut session = session(&text);
        lawful(&mut session, &Nowhere);
        (text.len(), session.analyses[0].clone().expect("judged"))
    };
    let (_, one) = analysed(100..101, 0);
    let (_, whole) = analysed(100..400, 0);
    assert!(!whole.pieces.is_empty() && one.pieces.is_empty());
    assert_eq!((one.words, whole.words), (2 + 7, 2 + 300 * 7));
    assert_eq!((one.sentences, whole.sentences), (2, 301));
    let (a, b) = (one.letters, whole.letters);
    let rest = "КстатиЖду".chars().count();
    assert_eq!(b.cyrillic - rest, 300 * (a.cyrillic - rest));
    assert_eq!((b.latin, b.other), (300 * a.latin, 300 * a.other));
    assert!(a.latin > 0 && a.other > 0);
    assert!(whole.marked.iter().all(|(_, marks)| !marks.is_empty()));

    // One that is just short enough is judged as a whole.
    let (short, _) = analysed(100..140, 0);
    let fill = LONG - short;
    let (length, whole) = analysed(100..140, fill);
    assert_eq!((length, whole.pieces.is_empty()), (LONG, true));
    let (length, parted) = analysed(100..140, fill + 2);
    assert_eq!((length, parted.pieces.is_empty()), (LONG + 2, false));
}

#[test]
fn a_passage_that_stands_in_another_letter_is_not_judged_again() {
    let repeated = Arc::new(Repeated::default());
    let checked = |top: &str, format: Format| {
        let text = format!("{top}\n\nСкиньте инфу (срочно.\n\nС уважением,\nАнна\n");
        let config = load(&[]).expect("valid rules");
        let alone = Session::new(&text, format, config, Language::English);
        let mut shared = alone.clone().sharing(repeated.clone());
        let found = lawful(&mut shared, &Nowhere);
        assert_eq!(found, alone.clone().check(&Nowhere));
        kept(&mut shared, &Nowhere, "tone-informal")
    };
    let first = checked(
        "To: a@b.example\nSubject: Акт\n\nДобрый день!",
        Format::Draft,
    );
    let second = checked(
        "To: c@d.example\nSubject: Счёт 5\n\nИван, спасибо.",
        Format::Draft,
    );
    assert_eq!(first.len(), 2);
    assert_same(&first, &second);
    let markdown = checked(
        "---\nto: a@b.example\n---\n\nДобрый день!",
        Format::Markdown,
    );
    assert!(!Arc::ptr_eq(&markdown[0], &first[0]));
}
