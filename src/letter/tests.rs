//! Whole letters and the blocks that they are made of.

use ropey::Rope;

use super::{Content, Format, Letter};
use crate::config::load;

mod edits;

/// A letter in one word for each block; blocks of an encoded body stand in brackets.
fn outline(text: &str, format: Format) -> String {
    let config = load(&[]).expect("valid rules");
    let letter = Letter::parse(&Rope::from_str(text), format, &config.letter);
    letter
        .blocks()
        .iter()
        .map(|block| name(&block.content))
        .collect::<Vec<_>>()
        .join(" ")
}

fn name(content: &Content) -> String {
    let word = match content {
        Content::Gap => "gap",
        Content::Header(_) => "header",
        Content::PartHeader(_, None) => "part",
        Content::PartHeader(_, Some(_)) => "attachment",
        Content::Salutation(_) => "salutation",
        Content::Paragraph(None) => "paragraph",
        Content::Paragraph(Some(_)) => "greeted",
        Content::List => "list",
        Content::Heading => "heading",
        Content::Code => "code",
        Content::Separator => "separator",
        Content::Close => "close",
        Content::Signature => "signature",
        Content::Disclaimer => "disclaimer",
        Content::Quote => "quote",
        Content::Attribution => "attribution",
        Content::History { forwarded: false } => "history",
        Content::History { forwarded: true } => "forwarded",
        Content::Tag(_) => "tag",
        Content::Delimiter => "delimiter",
        Content::Opaque { .. } => "opaque",
        Content::Encoded(body) => {
            let inner: Vec<String> = body
                .blocks
                .iter()
                .map(|block| name(&block.content))
                .collect();
            return format!("[{}]", inner.join(" "));
        }
    };
    word.to_owned()
}

#[test]
fn a_draft_from_greeting_to_signature() {
    let text = "To: a@b.example\nSubject: Акт 5\nAttach: акт.pdf\n\nДобрый день!\n\nАкт во вложении:\n- один;\n- два.\n\nС уважением,\nАнна Смирнова\nтел. 123\n\nДанное сообщение конфиденциально.\n";
    assert_eq!(
        outline(text, Format::Draft),
        "header salutation paragraph list close signature disclaimer"
    );
}

#[test]
fn replies_above_below_and_between() {
    let above = "Добрый день!\n\nДа.\n\n20.11.2026 14:05, Иван пишет:\n> Готово?\n> Жду.\n";
    assert_eq!(
        outline(above, Format::Draft),
        "salutation paragraph attribution quote"
    );
    let between = "On Fri, 20 Nov 2026, Anna <a@b.example> wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n-- \nJohn\n";
    assert_eq!(
        outline(between, Format::Draft),
        "attribution quote paragraph quote paragraph signature signature"
    );
}

#[test]
fn copied_messages_end_the_letter() {
    let outlook = "Добрый день!\n\nДа.\n\nС уважением,\nАнна\n\n-----Исходное сообщение-----\nОт: Иван\nТема: Акт\n\nПривет!!!\n";
    assert_eq!(
        outline(outlook, Format::Draft),
        "salutation paragraph close signature history history history"
    );
    let bare =
        "Dear Anna, see below.\n\nFrom: Bob\nSent: Monday\nTo: John\nSubject: Hi\n\nHey guys\n";
    assert_eq!(outline(bare, Format::Draft), "greeted history history");
    let forwarded =
        "Для сведения.\n\n-------- Пересылаемое сообщение --------\nТема: Акт\n\nТекст\n";
    assert_eq!(
        outline(forwarded, Format::Draft),
        "paragraph forwarded forwarded forwarded"
    );
}

#[test]
fn parts_of_a_message() {
    let text = "Subject: x\nContent-Type: multipart/mixed; boundary=o\n\npreamble\n--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n0JTQsCE=\n--i\nContent-Type: text/html\n\n<p>\n--i--\n--o\nContent-Type: application/pdf; name=a.pdf\n\nJVBERi0=\n--o--\nepilogue\n";
    assert_eq!(
        outline(text, Format::Message),
        "header opaque delimiter part delimiter part [paragraph] delimiter part opaque delimiter delimiter attachment opaque delimiter opaque"
    );
}

#[test]
fn markdown_and_its_front_matter() {
    let text =
        "---\nto: a@b.example\n---\n\n# Акт\n\nДобрый день!\n\n```\nкод\n```\n\n1. раз\n2. два\n";
    assert_eq!(
        outline(text, Format::Markdown),
        "header heading salutation code list"
    );
    assert_eq!(
        outline(text, Format::Plain),
        "separator paragraph paragraph salutation code list"
    );
}

#[test]
fn odd_texts_are_covered() {
    for text in [
        "",
        "\n",
        "\r\n\r\n",
        "\u{feff}",
        "To:",
        "--",
        "> ",
        "```",
        "---",
        "From: a\nb\n",
        "\0",
    ] {
        for format in [
            Format::Draft,
            Format::Message,
            Format::Markdown,
            Format::Plain,
        ] {
            let config = load(&[]).expect("valid rules");
            let letter = Letter::parse(&Rope::from_str(text), format, &config.letter);
            let covered: usize = letter.blocks().iter().map(|block| block.len).sum();
            assert_eq!(covered, text.len(), "{text:?} as {format:?}");
        }
    }
}

#[test]
fn white_space_of_several_bytes_may_stand_before_the_comma_of_a_salutation() {
    for space in ["", " ", "\u{2028}", "\u{a0} "] {
        let text = format!("Добрый день{space}, Иван!\n\nАкт готов.\n");
        assert_eq!(outline(&text, Format::Plain), "salutation paragraph");
        let config = load(&[]).expect("valid rules");
        let letter = Letter::parse(&Rope::from_str(&text), Format::Plain, &config.letter);
        let salutation = letter.blocks()[0].content.salutation();
        let addressee = salutation.map(|found| &text[found.addressee.clone()]);
        assert_eq!(addressee, Some("Иван"), "{text:?}");
    }
}

#[test]
fn documents_are_known_by_name_or_language() {
    for (name, format) in [
        ("letter.mail", Format::Draft),
        ("/tmp/mutt-host-1000-12-3", Format::Draft),
        ("C:\\mail\\a.EML", Format::Message),
        ("x/README.md", Format::Markdown),
        ("mail.txt", Format::Plain),
        ("letter", Format::Plain),
    ] {
        assert_eq!(Format::of_file_name(name), format, "{name}");
    }
    for (language, format) in [
        ("mail", Some(Format::Draft)),
        ("eml", Some(Format::Message)),
        ("markdown", Some(Format::Markdown)),
        ("plaintext", Some(Format::Plain)),
        ("rust", None),
    ] {
        assert_eq!(Format::of_language_id(language), format, "{language}");
    }
}

#[test]
fn a_close_needs_no_blank_line_before_it() {
    assert_eq!(
        outline(
            "Добрый день!\n\nДоговор готов.\nС уважением,\nИван Петров\n",
            Format::Plain
        ),
        "salutation paragraph close signature"
    );
}

#[test]
fn a_close_in_own_words_stands_right_above_the_name_or_a_line_away() {
    assert_eq!(
        outline(
            "Добрый день!\n\nДоговор готов.\n\nВсегда рады помочь,\nАнтон Лебедь\n",
            Format::Plain
        ),
        "salutation paragraph close signature"
    );
    assert_eq!(
        outline(
            "Добрый день!\n\nДоговор готов.\n\nСпасибо за помощь!\n\nАнтон Лебедь\n",
            Format::Plain
        ),
        "salutation paragraph close signature"
    );
    for (text, expected) in [
        (
            "Всегда рады помочь,\nАнтон Лебедь\nтел. 5\n",
            "close signature",
        ),
        (
            "Спасибо за помощь!\nАнтон Лебедь\nтел. 5\n",
            "close signature",
        ),
        (
            "К Вам приедут мастера,\n\nАнтон Лебедь\n\nи его ученик.\n",
            "paragraph paragraph paragraph",
        ),
    ] {
        assert_eq!(outline(text, Format::Plain), expected, "{text}");
    }
}

#[test]
fn a_block_ends_where_another_begins_without_a_blank_line() {
    for (text, expected) in [
        ("Договор готов:\n- акт\n- счёт\n", "paragraph list"),
        ("Пункты:\n\nа) акт\nб) счёт\n", "paragraph list"),
        (
            "Добрый день!\n\nДоговор готов.\nС уважением,\nАнна\n",
            "salutation paragraph close signature",
        ),
        (
            "Запустите:\n```\nmake\n``\n# all\n```\nГотово.\n",
            "paragraph code paragraph",
        ),
        (
            "Запустите:\n~~~\nmake\n~~~\nГотово.\n",
            "paragraph code paragraph",
        ),
        (
            "Акт:\n<#part filename=\"a.pdf\"><#/part>\n",
            "paragraph tag",
        ),
        ("Заказ\n#5 готов.\n", "paragraph"),
        ("Договор готов.\n> Готов?\n", "paragraph quote"),
        (
            "Договор готов.\nИван пишет:\n> Готов?\n",
            "paragraph attribution quote",
        ),
        (
            "Договор готов.\n-----Original Message-----\nГотов?\n",
            "paragraph history history",
        ),
        (
            "Готово.\n\nИван пишет:\n\n\n\n> Готово?\n",
            "paragraph attribution quote",
        ),
        (
            "Готово.\n\nВот что Иван пишет:\n\n\n\n\n> Готово?\n",
            "paragraph paragraph quote",
        ),
        (
            "Запустите:\n```\nmake\n    ~~~\n~~~\n `` \n  ````\nГотово.\n",
            "paragraph code paragraph",
        ),
        (
            "Участвовали:\n\n-Анна Смирнова\n-Пётр Орлов\n",
            "paragraph paragraph",
        ),
        (
            "Согласны.\n\n________________________________\nFrom: Anna\nSent: Monday\nTo: John\nSubject: Act\n\nDo you agree?\n",
            "paragraph history history",
        ),
    ] {
        assert_eq!(outline(text, Format::Plain), expected, "{text}");
    }
    assert_eq!(
        outline("Заказ готов.\n# Итог\n", Format::Markdown),
        "paragraph heading"
    );
}

#[test]
fn what_follows_a_signature_is_one_as_long_as_it_reads_like_one() {
    let start = "Добрый день!\n\nДоговор готов.\n\nС уважением,\nАнна\n\n";
    for (rest, expected) in [
        ("ООО «Вектор»\nтел. 123-45-67\n", "signature"),
        ("Москва, ул. Лесная, 5.\n", "signature"),
        ("P.S. Счёт завтра.\n", "paragraph"),
        (
            "Акт и счёт пришлём во вторник вместе с договором.\n",
            "paragraph",
        ),
    ] {
        let text = format!("{start}{rest}");
        assert_eq!(
            outline(&text, Format::Plain),
            format!("salutation paragraph close signature {expected}"),
            "{rest}"
        );
    }
}

#[test]
fn headers_are_taken_for_headers_where_mail_has_them() {
    for (text, format, expected) in [
        (
            "From now on the price is lower.\n\nText.\n",
            Format::Draft,
            "paragraph paragraph",
        ),
        (
            "From a@b.example Mon Nov 23\nTo: c@d.example\n\nText.\n",
            Format::Message,
            "header paragraph",
        ),
        (
            "Project: Alpha\nTo: a@b.example\n\nText.\n",
            Format::Draft,
            "header paragraph",
        ),
        (
            "Project: Alpha\nTo: a@b.example\n\nText.\n",
            Format::Plain,
            "paragraph paragraph",
        ),
        (
            "Project: Alpha\nDone: yes\n\nText.\n",
            Format::Draft,
            "paragraph paragraph",
        ),
        (
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nOne.\n--x\nContent-Type: text/plain\n\nTwo.\n--x--\n",
            Format::Message,
            "header delimiter paragraph delimiter part paragraph delimiter",
        ),
        (
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nRun:\n```\nmake\n--x\nContent-Type: text/plain\n\nTwo.\n--x--\n",
            Format::Message,
            "header delimiter paragraph code delimiter part paragraph delimiter",
        ),
        (
            "To: a@b.example\nSubject: Акт\nДобрый день!\n",
            Format::Draft,
            "header salutation",
        ),
        (
            "Subject: Акт\n сверки за май\nTo: a@b.example\n\nДобрый день!\n",
            Format::Draft,
            "header salutation",
        ),
    ] {
        assert_eq!(outline(text, format), expected, "{text}");
    }
}

#[test]
fn multiparts_are_read_as_deep_as_mail_has_them() {
    let message = |depth: usize| {
        let levels: Vec<usize> = (1..=depth).collect();
        let open = |level: &usize| {
            format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")
        };
        let opened: String = levels.iter().map(open).collect();
        let closed: String = levels
            .iter()
            .rev()
            .map(|level| format!("--b{level}--\n"))
            .collect();
        format!("{opened}\nАкт готов.\n{closed}")
    };
    let reads = |depth| outline(&message(depth), Format::Message).contains("paragraph");
    assert!(reads(1) && reads(32));
    assert!(!reads(33));
}
