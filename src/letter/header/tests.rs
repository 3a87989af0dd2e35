//! Fields of header blocks, as they are read and as they are written.

use super::*;

#[test]
fn fields_are_unfolded_decoded_and_ranged() {
    let text = "From: a@b.c\r\nSubject: =?utf-8?B?0JTQvtCz0L7QstC+0YA=?=\r\n =?utf-8?Q?_12?=\r\nX-Odd: 1\r\n\r\n";
    let header = Header::parse(text);
    let subject = header.field(FieldName::Subject).expect("a subject");
    assert_eq!(subject.value, "Договор 12");
    assert!(text[subject.value_range.clone()].starts_with("=?utf-8?B?"));
    assert!(text[subject.value_range.clone()].ends_with("?="));
    assert_eq!(&text[header.end..], "\r\n");
}

#[test]
fn encoded_words_decode_to_what_they_encode() {
    let value = "Договор поставки № 12 от 20 ноября 2026 года: замечания";
    let encoded = encode_words(value);
    assert!(encoded.is_ascii() && encoded.split(' ').all(|word| word.len() <= 75));
    assert_eq!(decode(&encoded), value);
    assert_eq!(encode_words("plain"), "plain");
    for short in ["Замечания к договору", "Замечания по договорам"]
    {
        let encoded = encode_words(short);
        assert!(!encoded.contains(' '), "{encoded}");
    }
    assert!(encode_words("Замечания по договорам!").contains(' '));
}

#[test]
fn new_fields_are_named_in_the_style_and_stand_in_their_place() {
    use FieldName::{Attach, Bcc, Cc, Date, From, Subject, To};
    for (name, mail, russian, yaml) in [
        (Subject, "Subject", "Тема", "subject"),
        (To, "To", "Кому", "to"),
        (Cc, "Cc", "Копия", "cc"),
        (Bcc, "Bcc", "Скрытая копия", "bcc"),
        (From, "From", "От", "from"),
        (Date, "Date", "Дата", "date"),
        (Attach, "Attach", "Вложения", "attachments"),
    ] {
        let keys = [Style::Mail, Style::Russian, Style::Yaml].map(|style| style.key(name));
        assert_eq!(keys, [mail, russian, yaml]);
    }
    let text = "From: a@b.example\nTo: c@d.example\nX-Mailer: x\nSubject: Акт\n";
    let header = Header::parse(text);
    let before = |name| {
        text[header.place_of(name)..]
            .lines()
            .find(|line| !line.is_empty())
    };
    assert_eq!(before(To), Some("To: c@d.example"));
    assert_eq!(before(Cc), Some("X-Mailer: x"));
    assert_eq!(before(Subject), Some("X-Mailer: x"));
    assert_eq!(before(Attach), None);
}

#[test]
fn values_are_quoted_where_the_style_needs_it() {
    let yaml = |value| Style::Yaml.field(FieldName::Subject, value);
    assert_eq!(yaml("Акт 5"), "subject: Акт 5");
    for value in ["Re: Акт", "5 актов", "Акт ", ""] {
        assert_eq!(yaml(value), format!("subject: \"{value}\""));
    }
    let mail = |value| Style::Mail.field(FieldName::Subject, value);
    assert_eq!(mail("Re: Акт"), "Subject: Re: Акт");
    assert_eq!(mail(""), "Subject: ");
}

#[test]
fn new_fields_are_written_as_their_style_demands() {
    use FieldName::{Attach, Subject};
    for (style, name, value, field) in [
        (Style::Mail, Subject, "Акт: 5", "Subject: Акт: 5"),
        (Style::Mail, Subject, "", "Subject: "),
        (Style::Russian, Subject, "Акт 5", "Тема: Акт 5"),
        (Style::Yaml, Subject, "Акт 5", "subject: Акт 5"),
        (Style::Yaml, Subject, "Акт: 5", "subject: \"Акт: 5\""),
        (Style::Yaml, Subject, "5 актов", "subject: \"5 актов\""),
        (Style::Yaml, Subject, "Акт ", "subject: \"Акт \""),
        (Style::Yaml, Subject, "", "subject: \"\""),
        (Style::Yaml, Attach, "акт.pdf", "attachments: [акт.pdf]"),
        (Style::Toml, Subject, "Акт", "subject = \"Акт\""),
        (
            Style::Toml,
            Subject,
            "Акт \"5\"",
            r#"subject = "Акт \"5\"""#,
        ),
        (
            Style::Toml,
            Attach,
            "акт.pdf",
            "attachments = [\"акт.pdf\"]",
        ),
    ] {
        assert_eq!(style.field(name, value), field, "{style:?}");
    }
}

#[test]
fn a_line_that_is_no_field_and_not_folded_belongs_to_none() {
    let header = Header::parse("Subject: Акт\nпросто строка\nTo: a@b.example\n");
    let subject = header.field(FieldName::Subject).expect("a subject");
    assert_eq!((subject.value.as_str(), header.fields.len()), ("Акт", 2));
    for line in [": x", "Note that: x", "Прошу учесть: x"] {
        assert_eq!(split_field(line), None, "{line}");
    }
}

#[test]
fn russian_names_are_understood() {
    let header = Header::parse("Кому: ivan@example.com\nТема:   \nСкрытая копия: x@y.z\n");
    assert_eq!(header.style, Style::Russian);
    assert_eq!(
        header.field(FieldName::Subject).map(|f| f.value.as_str()),
        Some("")
    );
    assert_eq!(header.addresses(FieldName::Bcc).count(), 1);
}

#[test]
fn prose_with_a_colon_is_no_known_field() {
    assert!(!is_known_field("Прошу учесть: срок истёк"));
    assert!(!is_known_field("Note: please read"));
    assert!(is_known_field("X-Mailer: mutt"));
}

#[test]
fn a_value_of_endless_encoded_words_is_left_as_it_is() {
    let word = "=?utf-8?B?0JTQsA==?= ";
    let long = word.repeat(LONGEST_ENCODED / word.len() + 1);
    assert_eq!(decode(&long), long);
    assert_eq!(decode(word), "Да");
}
