use super::*;

fn passage(text: &str, format: Format) -> Passage<'_> {
    Passage::new(text, &Content::List, format)
}

fn sentences_of(text: &str) -> Vec<&str> {
    passage(text, Format::Plain)
        .sentences
        .iter()
        .map(|range| &text[range.clone()])
        .collect()
}

#[test]
fn sentences_survive_lines_abbreviations_and_initials() {
    assert_eq!(
        sentences_of("Адрес: г. Москва, ул. Лесная. Акт подписал\nИ. П. Сидоров. Да!\n\n"),
        [
            "Адрес: г. Москва, ул. Лесная.",
            "Акт подписал\nИ. П. Сидоров.",
            "Да!"
        ]
    );
    assert_eq!(sentences_of("- один\n- два\n"), ["- один", "- два"]);
    let parted = "Акт готов.\u{2029}\u{2029}Ждём счёт.";
    assert_eq!(sentences_of(parted), ["Акт готов.", "Ждём счёт."]);
    assert_eq!(
        sentences_of("See Mr. Smith.\r\nThen go."),
        ["See Mr. Smith.", "Then go."]
    );
}

#[test]
fn what_is_not_language_is_masked() {
    let text = "См. https://example.com/инфа, i@инфа.рф, `инфа`, инфа.pdf и /etc/инфа/x";
    let passage = passage(text, Format::Plain);
    assert!(
        passage.words.iter().all(|word| word.folded != "инфа"),
        "{:?}",
        passage.words
    );
}

#[test]
fn markdown_links_keep_their_text() {
    let text = "Смотрите [инфа](docs/stuff) и <b>x</b>, <!-- инфа --> ![](инфа), [да][инфа]\n\n[инфа]: инфа";
    let passage = passage(text, Format::Markdown);
    let words: Vec<_> = passage
        .words
        .iter()
        .map(|word| word.folded.as_str())
        .collect();
    assert_eq!(words, ["смотрите", "инфа", "и", "x", "да", "инфа", "инфа"]);
}

#[test]
fn letters_are_counted_by_script() {
    let passage = passage("Договор2 по café, 日本, догово\u{301}р, x3", Format::Plain);
    let expected = Letters {
        cyrillic: 16,
        latin: 5,
        other: 2,
    };
    assert_eq!(passage.letters, expected);
}

#[test]
fn names_have_a_capital_that_no_place_explains() {
    let text = "Склад А на ул. Баумана закрыт. Договор у Анны, «Вектор» и ООО готовы.";
    let passage = passage(text, Format::Plain);
    let names = passage.words.iter().filter(|word| passage.is_name(word));
    let names: Vec<_> = names.map(|word| &text[word.range.clone()]).collect();
    assert_eq!(names, ["Баумана", "Анны", "Вектор"]);
}

#[test]
fn speech_is_known() {
    let text = "Он сказал: «инфа». Инфа.";
    let passage = passage(text, Format::Plain);
    let speech: Vec<bool> = passage
        .words
        .iter()
        .map(|word| passage.is_speech(&word.range))
        .collect();
    assert_eq!(speech, [false, false, true, false]);
}
