use super::{Later, corrections};
use crate::config::Language;
use crate::rules::cases::{body, body_en, draft};
use crate::rules::{Finding, Severity};

const CODE: &str = super::RULE.code;

#[test]
fn flagged() {
    body("Добрый день!\n\nОплата по договорру прошла, ждём превет.\n")
        .flags(CODE, &["договорру", "превет"]);
    body_en("Dear Anna,\n\nWe recieved the contract.\n").flags(CODE, &["recieved"]);
    // A careless writer is not taken for a foreigner.
    body(
        "Добрый день!\n\nВашь договар расмотрен, коментарии юриста учтенны в следущей редакции.\n",
    )
    .flags(
        CODE,
        &[
            "Вашь",
            "договар",
            "расмотрен",
            "коментарии",
            "учтенны",
            "следущей",
        ],
    );
    body("Добрый день!\n\nWe recieved договор.\n").flags(CODE, &["recieved"]);
    body("Добрый день!\n\nЗавод готов: просим СРОЧНО ОТВТИТЬ на письмо.\n")
        .flags(CODE, &["ОТВТИТЬ"]);
    body("Добрый день!\n\nПросим ОТВТИТЬ СРОЧНО на письмо.\n").flags(CODE, &["ОТВТИТЬ"]);
    body("Добрый день!\n\nОТВТИТЬ СРОЧНО просим.\n").flags(CODE, &["ОТВТИТЬ"]);
    body("Добрый день!\n\nСРОЧННО!\n").flags(CODE, &["СРОЧННО"]);
    draft("To: a@b.example\nSubject: Опалта счёта 5\n\nДобрый день!\n\nТекст.\n")
        .flags(CODE, &["Опалта"]);
}

#[test]
fn the_subject_of_a_reply_is_not_the_writers() {
    draft("To: a@b.example\nSubject: Re: опалта счёта 5 от 20 ноября\n\nДобрый день!\n\nДа.\n\n> Да?\n")
        .clean(CODE);
}

#[test]
fn names_in_a_subject_are_no_misspellings() {
    draft("To: a@b.example\nSubject: Договор с Пампверк на насосы\n\nДобрый день!\n\nТекст.\n")
        .clean(CODE);
}

#[test]
fn a_slip_beside_a_foreign_paragraph_is_found() {
    body("Sehr geehrte Frau Schmidt, wir haben Ihre Bestellung erhalten und werden die Ware morgen an Ihre Adresse liefern.\n\nДоговр пришлём завтра.\n")
        .flags(CODE, &["Договр"]);
}

#[test]
fn clean() {
    for text in [
        "Добрый день!\n\nСообщите Сидорову и Смирновой: счёт-фактура и счет у Ивана Петровича.\n",
        "Добрый день!\n\nУважаемая Злата Хрящекова согласна. Отвечает Хрящекова.\n\nС уважением,\nЗлата Хрящекова\n",
        "Добрый день!\n\nСм. https://exampel.example/dogovorr, файл договорр.pdf, `превет`, ivan@exampel.example.\n",
        "Добрый день!\n\nНасосы делает Пампверк. Пампверк ответит завтра.\n",
        "Добрый день!\n\nООО «Ромашкинг» платит НДС 20 %, 2-го числа, IT-отдел.\n",
        "Добрый день!\n\nГотово.\n\n> превет договорр\n",
        "Oh thanks.\n\n-Abhishek Kona\n\n\n__\nriak-users mailing list\nriak-users@lists.example\n",
        "Hello,\n\nthe news of PRIMEZONE (via COMTEX) about the pumps and the certificates that\nStrunkel wrote is here.\n",
        "Hello,\n\nyötä vaan\n\nSee GOLFDISCOUNT.com and #sig.\n",
        "Hello,\n\nThe Inter@ctive mail is here: <adf><requestdate>1</requestdate></adf>.\n",
        "Добрый день!\n\nQuisque vel nisi vitae ligula consequat convallis sed orci.\n",
    ] {
        body(text).clean(CODE);
    }
    body("Добрый день!\n\nНасосы «Пампверк» заменены пампверком-2, пампверка нет, с пампверками порядок.\n")
        .rules("[company]\nnames = [\"Пампверк\"]")
        .clean(CODE);
    body("Шаблон: template.dotx, схема: plan.vsdm, чертёж: korpus.sldprt, архив: all.tar.xz.\n")
        .clean(CODE);
    body_en("Dear Anna,\n\nMs Smithson's colour TV and the customer-facing API don't fit; it's the 1st.\n").clean(CODE);
}

#[test]
fn slips_in_the_subject() {
    for (subject, slips) in [
        ("Опалта счёта", &["Опалта"][..]),
        ("Просим счёт за достафку", &["достафку"]),
        (
            "Опалта счёта и достафка груза завтра",
            &["Опалта", "достафка"],
        ),
        ("Rechnung vom 5 November 2026", &[]),
    ] {
        draft(&format!(
            "To: a@b.example\nSubject: {subject}\n\nHello,\n\nSee below.\n"
        ))
        .flags(CODE, slips);
    }
}

/// A letter to somebody in a German company, and a paragraph in German.
const TO_BERLIN: &str =
    "From: Олег Смирнов <oleg@firm.example>\nTo: info@pampverk.example\nSubject: Act 5\n\n";
const GERMAN: &str = "Sehr geehrte Frau Schmidt, wir haben Ihre Bestellung erhalten und werden die Ware morgen an Ihre Adresse liefern.";

#[test]
fn names_are_told_by_header_salutation_and_signature() {
    draft(&format!("{TO_BERLIN}Добрый день!\n\nШварценду ждём завтра. Pampverk пишет нам.\n\nС уважением,\nАнна Шварценда\n"))
        .clean(CODE)
        .edited("Анна Шварценда", "Анна")
        .flags(CODE, &["Шварценду"]);
    body("Уважаемая Шварценда!\n\nШварцендой всё подписано.\n").clean(CODE);
    body("Добрый день!\n\nА ПАМПВЕРК ответит завтра.\n").clean(CODE);
}

#[test]
fn a_letter_in_another_language_is_left_alone() {
    draft(&format!("{TO_BERLIN}{GERMAN}\n\nVielen Dank im Voraus.\n"))
        .clean(CODE)
        .edited(GERMAN, "Договор готов.")
        .flags(CODE, &["Vielen"]);
    for text in [
        "Hyvää huomenta vaan, see you soon.",
        "Vi har modtaget Deres ordre for den 5 maj.",
        "We zijn in de week van 5 mei in Leiden en zullen u prijzen sturen.",
        "We zijn in de week van 5 mei in Leiden en zullen u morgen de prijzen sturen.",
        "Биз сиздин кат алдык жана эртен жооп беребиз.",
    ] {
        draft(&format!("Hello,\n\n{text}\n")).clean(CODE);
    }
}

#[test]
fn a_very_careless_writer_is_none_of_another_language() {
    body("Добрый день!\n\nВашь договар успешнно расмотрен.\n")
        .flags(CODE, &["Вашь", "договар", "успешнно", "расмотрен"]);
    // Their letters in a row look Danish and Bulgarian.
    body_en("Dear Anna,\n\nMachine broke agen, enginer in Dublin not avilable, spare part mising, adress old.\n")
        .flags(CODE, &["agen", "enginer", "avilable", "mising", "adress"]);
    body("Добрый день!\n\nЗавтро прийдет новая партея насосав, проверте пожалуста накладную и акт.\n")
        .flags(CODE, &["Завтро", "прийдет", "партея", "проверте"]);
    body("Добрый день!\n\nВашь договар расмотрен, коментарии учтенны в следущей редакции.\n")
        .flags(
            CODE,
            &[
                "Вашь",
                "договар",
                "расмотрен",
                "коментарии",
                "учтенны",
                "следущей",
            ],
        );
}

#[test]
fn corrections_are_sought_for_misspelled_words() {
    let finding = |later| Finding {
        code: CODE,
        severity: Severity::Warning,
        range: 4..16,
        message: String::new(),
        fixes: Vec::new(),
        later,
    };
    let misspelled = finding(Some(Later::Corrections("превет".to_owned())));
    let right = |word: &str| {
        assert_eq!(word, "превет");
        vec!["привет".to_owned(), "превед".to_owned()]
    };
    let fixes = corrections(&misspelled, Language::Russian, right);
    let said: Vec<_> = fixes
        .iter()
        .map(|fix| {
            (
                fix.title.as_str(),
                fix.edits[0].range.clone(),
                fix.preferred,
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Заменить на «привет»", 4..16, true),
            ("Заменить на «превед»", 4..16, false)
        ]
    );
    assert!(corrections(&finding(None), Language::English, right).is_empty());
}
