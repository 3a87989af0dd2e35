use crate::letter::Format;
use crate::rules::cases::{body, body_en, draft};

const CODE: &str = super::RULE.code;

#[test]
fn flagged() {
    body("Уважаемый [ИМЯ]!\n\nСрок — ___ ноября, {{сумма}} руб.\n")
        .flags(CODE, &["[ИМЯ]", "___", "{{сумма}}"]);
    body("Добрый день!\n\nКомпания <Название> ждёт <дата договора>.\n")
        .flags(CODE, &["<Название>", "<дата договора>"]);
    body("Добрый день!\n\nДоговор № ХХХ.\n").flags(CODE, &["ХХХ"]);
    body_en("Dear [Name],\n\nThe order of <Company> is TODO. Lorem ipsum dolor.\n")
        .flags(CODE, &["[Name]", "<Company>", "TODO", "Lorem ipsum"]);
    draft("To: a@b.example\nSubject: Minutes of [date]: plan\n\nDear all,\n\nSee below, [name]: done.\n\n[name]: https://example.com\n")
        .flags(CODE, &["[date]", "[name]"]);
    body_en("Dear Anna,\n\nYour text here.\n").flags(CODE, &["Your text here"]);
    body_en("Dear Anna,\n\n[Insert text here] and [date], then your text here.\n")
        .flags(CODE, &["[Insert text here]", "[date]", "your text here"]);
    body("Добрый день!\n\nПоставщик: [НАЗВАНИЕ ФИРМЫ].\n").flags(CODE, &["[НАЗВАНИЕ ФИРМЫ]"]);
    body_en("Dear Anna,\n\nThe price is <enter the price>.\n").flags(CODE, &["<enter the price>"]);
    body_en("Dear {{first_name}},\n\nXXX\n").flags(CODE, &["{{first_name}}", "XXX"]);
    draft("To: a@b.example\nSubject: Offer for [COMPANY NAME]\n\nDear Anna,\n\nSee below.\n")
        .flags(CODE, &["[COMPANY NAME]"]);
    body("Добрый день!\n\nАкт готов.\n\nС уважением,\n[Ваше имя]\n").flags(CODE, &["[Ваше имя]"]);
    body_en("Dear Anna,\n\nIt is ready.\n\n-- \n[Your Name]\nVector Ltd\n")
        .flags(CODE, &["[Your Name]"]);
    draft("To: a@b.example\nSubject: Act 5\nAttach: [file-name]\n\nDear Anna,\n\nSee the file attached.\n")
        .flags(CODE, &["[file-name]"]);
    body("Добрый день!\n\nВодитель [Ф. И. О.] прибудет к {город}, тел. *|PHONE|*, ХХ.ХХ.2026.\n")
        .flags(CODE, &["[Ф. И. О.]", "{город}", "*|PHONE|*", "ХХ.ХХ.2026"]);
    body("Добрый день!\n\nДоверенность действует до ________ 2027 года, договор № __________ от 5 мая.\n")
        .flags(CODE, &["________", "__________"]);
    body_en("Dear Anna,\n\nThe lease runs until __________ 2027. See Contract XXX and XXXX.\n")
        .flags(CODE, &["__________", "XXX", "XXXX"]);
    draft("To: a@b.example\nSubject: Re: [ИМЯ], договор\n\nДобрый день!\n\nСм. ниже.\n")
        .flags(CODE, &["[ИМЯ]"]);
}

#[test]
fn gaps_names_and_phrases() {
    for (text, words) in [
        (
            "Договор — в файле договор.pdf, срок — ___ ноября.",
            &["___"][..],
        ),
        (
            "Подписывает [ПОЛНОЕ НАИМЕНОВАНИЕ ОРГАНИЗАЦИИ-ЗАКАЗЧИКА И ФАМИЛИЯ РУКОВОДИТЕЛЯ].",
            &["[ПОЛНОЕ НАИМЕНОВАНИЕ ОРГАНИЗАЦИИ-ЗАКАЗЧИКА И ФАМИЛИЯ РУКОВОДИТЕЛЯ]"],
        ),
        (
            "Водитель — [Ф.И.О.], паспорт [СЕРИЯ].",
            &["[Ф.И.О.]", "[СЕРИЯ]"],
        ),
        (
            "Срок поставки — [___] дней, см. договор №________ от 5 мая.",
            &["[___]", "________"],
        ),
        (
            "Сумма — {{ сумма }}, получатель — имярек.",
            &["{{ сумма }}", "имярек"],
        ),
    ] {
        body(&format!("Добрый день!\n\n{text}\n")).flags(CODE, words);
    }
    for (text, words) in [
        (
            "The lessee is [LEGAL ENTITY], call [HOTLINE_ONE].",
            &["[LEGAL ENTITY]", "[HOTLINE_ONE]"][..],
        ),
        (
            "Insert text here[date], your text here.",
            &["Insert text here", "[date]", "your text here"],
        ),
        (
            "Send it to [date]your text here.",
            &["[date]", "your text here"],
        ),
    ] {
        body_en(&format!("Dear Anna,\n\n{text}\n")).flags(CODE, words);
    }
    draft("---\nto: a@b.example\nsubject: \"Offer for [COMPANY NAME]\"\n---\n\nDear Anna,\n\nSee below.\n")
        .format(Format::Markdown)
        .flags(CODE, &["[COMPANY NAME]"]);
}

#[test]
fn notes_boxes_and_lines_are_no_gaps() {
    for text in [
        "Встречаемся [дата и место встречи пока не согласованы, уточняем].",
        "Согласны: [__] да, [_] нет, [ ] ещё думаем […].",
        "Адреса складов — ниже.\n_____\nСклад на Лесной открыт.",
        "В выгрузке пусты поля name___ и ___id.",
        "См. [1], [12 34] и [5 000].",
    ] {
        body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
    }
}

#[test]
fn tags_before_the_subject_are_no_placeholders() {
    for tags in [
        "[PATCH v2 1/3]",
        "Re: [ОТДЕЛ ПРОДАЖ]",
        "[EXTERNAL MAIL] Re: [CRM TEAM]",
    ] {
        draft(&format!(
            "To: a@b.example\nSubject: {tags} Plan 5\n\nDear Anna,\n\nSee it.\n"
        ))
        .clean(CODE);
    }
}

#[test]
fn clean() {
    for text in [
        "Добрый день!\n\nСм. [1], [2] и [п. 3.2], <https://example.com>, <ivan@example.com>.\n",
        "Добрый день!\n\nГод MMXXVI, глава XXX века — XIX.\n________________________\n",
        "Добрый день!\n\nИсполнитель: ____________ /А. А. Смирнова/\n",
        "Добрый день!\n\nЗаказчик ____________ подпись, ____________ дата\n",
        "Добрый день!\n\nСм. схему:\n[имя]: https://firm.example/a\n",
        "Добрый день!\n\nНажмите <Esc> и ждите, пока не появится [ОК].\n",
        "Добрый день!\n\nО главе XXX и о XXX веке; формат {\"a\": 1} и {x}.\n",
        "Добрый день!\n\nПеременная my_long__name и `{{x}}` в коде.\n",
    ] {
        body(text).clean(CODE);
    }
    draft("---\nto: a@b.example\nsubject: Plan 5\n---\n\nDear Anna,\n\n- [ ] one\n- [x] two\n\nSee [name](https://example.com).\n")
        .format(Format::Markdown)
        .clean(CODE);
    body("Добрый день!\n\nАкт готов.\n\nС уважением,\nАнна Смирнова ____\n[подпись есть на бумаге, см. скан]\n")
        .clean(CODE);
    body("Добрый день!\n\nАкт готов.\n\nС уважением,\nАнна\n\n> С уважением,\n> [Имя]\n")
        .clean(CODE);
    body_en("Dear Anna,\n\nThe Super Bowl XXX, chapter XXX and the XXX Olympiad; sign here: __________ (name)\n")
        .clean(CODE);
    body_en("Dear Anna,\n\nPress <Enter> and then [Enter] again.\n").clean(CODE);
    body("Добрый день!\n\nНажмите <Enter> и дождитесь письма.\n").clean(CODE);
    body_en("Dear Anna,\n\n[EXTERNAL] The log says [ERROR] and [INFO].\n").clean(CODE);
}
