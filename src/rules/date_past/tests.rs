use crate::rules::cases::{body, body_en, draft};

const CODE: &str = super::RULE.code;

#[test]
fn flagged() {
    for (text, words) in [
        (
            "Просим оплатить счёт до 20 ноября 2026 года.",
            "до 20 ноября 2026 года",
        ),
        (
            "Показания счётчика просим передать\nдо 16 ноября, чтобы мы пересчитали плату.",
            "до 16 ноября",
        ),
        ("Встреча состоится 3 ноября.", "3 ноября"),
        (
            "Встреча состоится во вторник, 3 ноября, в 10:00.",
            "во вторник, 3 ноября",
        ),
        ("3 ноября состоится встреча.", "3 ноября"),
        (
            "Пришлите, пожалуйста, акт не позднее 20.11.2026.",
            "не позднее 20.11.2026",
        ),
        (
            "Необходимо подписать договор до пятницы, 20 ноября.",
            "до пятницы, 20 ноября",
        ),
        (
            "Ждём вас на складе. Груз будет готов 19 ноября.",
            "19 ноября",
        ),
        ("Отчёт направлю к 20.11.", "к 20.11"),
        (
            "Приглашаем Вас на семинар по охране труда 12 октября 2026 года.",
            "12 октября 2026 года",
        ),
        ("Груз прибудет в Казань 19 ноября.", "19 ноября"),
        ("19 ноября отгрузим остаток партии.", "19 ноября"),
        ("Пуск котельной запланирован на 16 ноября.", "на 16 ноября"),
        (
            "Собеседование назначено на 16 ноября в 11:00.",
            "на 16 ноября",
        ),
        ("Крайний срок оплаты — 20 ноября.", "20 ноября"),
        (
            "Вопрос решили — скидку сохраним до 20 ноября.",
            "до 20 ноября",
        ),
        (
            "Договор мы уже давно подписали — акт пришлём не позднее 20 ноября.",
            "не позднее 20 ноября",
        ),
        ("Срок сдачи отчёта: 20 ноября 2026 г.", "20 ноября 2026 г"),
        ("Скидка действует до 15 ноября.", "до 15 ноября"),
        (
            "Заявки принимаются до 15 ноября 2026 года.",
            "до 15 ноября 2026 года",
        ),
        (
            "Зарегистрируйтесь, пожалуйста, до 15 ноября.",
            "до 15 ноября",
        ),
        ("Ждём Вас на открытии нового склада 10 ноября.", "10 ноября"),
        (
            "Пришлите данные до 20 ноября — они нужны банку.",
            "до 20 ноября",
        ),
        (
            "Прошу ответить до вечера или не позднее 20 ноября.",
            "не позднее 20 ноября",
        ),
        (
            "Оплатите счёт не позднее чем 20.11.2026 — реквизиты прежние.",
            "не позднее чем 20.11.2026",
        ),
        (
            "Вопрос решили – скидку сохраним до 20 ноября.",
            "до 20 ноября",
        ),
        (
            "До 20 ноября скидку сохраним — так решили партнёры.",
            "До 20 ноября",
        ),
        ("3 ноября в большом зале состоится встреча.", "3 ноября"),
    ] {
        body(&format!("Добрый день!\n\n{text}\n"))
            .flags(CODE, &[words])
            .unfixable(CODE);
    }
    for (text, words) in [
        (
            "Please send us the list by 20 November 2026.",
            "by 20 November 2026",
        ),
        (
            "The form must be received by November 20.",
            "by November 20",
        ),
        (
            "The meeting will take place on 3 November.",
            "on 3 November",
        ),
        ("On 3 November we will test the pump.", "On 3 November"),
        (
            "We would like to invite you to our annual open day on 12 October 2026.",
            "on 12 October 2026",
        ),
        ("The delivery is due on 16 November.", "on 16 November"),
        ("The deadline for the bids is 20 November.", "20 November"),
        (
            "The offer is valid until 15 November 2026.",
            "until 15 November 2026",
        ),
        ("Register by 15 November.", "by 15 November"),
        ("The form is required by 20 November.", "by 20 November"),
        ("The audit is scheduled for 16 November.", "for 16 November"),
        (
            "Please join us for the product webinar on 3 November.",
            "on 3 November",
        ),
        (
            "Your appointment is on 3 November at 10:00.",
            "on 3 November",
        ),
        ("The truck arrives on 16 November.", "on 16 November"),
        (
            "We need your answer no later than Friday, 20 November.",
            "no later than Friday, 20 November",
        ),
    ] {
        body_en(&format!("Dear Anna,\n\n{text}\n")).flags(CODE, &[words]);
    }
    for date in ["Mon, 20 Nov 2023 10:00:00 +0300", "20.11.2023"] {
        draft(&format!("To: a@b.example\nSubject: Акт 5\nDate: {date}\n\nДобрый день!\n\nПросим оплатить до 17 ноября.\n"))
        .flags(CODE, &["до 17 ноября"]);
    }
}

#[test]
fn clean() {
    for text in [
        "Просим оплатить счёт до 27 ноября.",
        "Просим оплатить счёт до 23 ноября 2026 года.",
        "Просим оплатить счёт до 10 января.",
        "Встреча состоялась 3 ноября.",
        "Вы просили ответить до 20 ноября.",
        "Просим оплатить счета, выставленные до 20 ноября.",
        "Просим подтвердить, что оплата поступила до 20 ноября.",
        "Акт подписан 3 ноября, просим оплатить счёт.",
        "Прошлый срок — до 20 ноября; просим продлить его до 30 ноября.",
        "Прежний срок — до 20 ноября — просим продлить.",
        "Договор от 3 ноября будет расторгнут.",
        "Просим прислать отчёт за период с 1 ноября до 20 ноября.",
        "Нужно было ответить до 20 ноября.",
        "Просим считать срок поставки до 20 ноября 2020 года верным.",
        "Счёт, который следовало оплатить до 20 ноября, просим оплатить сегодня.",
        "Счёт до 20 ноября так и не оплачен, просим оплатить его сегодня.",
        "Пишу, как просили: «Просим оплатить до 20 ноября».",
        "> Просим оплатить счёт до 20 ноября.",
        "Счёт, который пришёл 3 ноября, будет оплачен.",
        "Срок оплаты — 20 ноября — мы пропустили.",
        "Приглашаем на семинар; прошлый мы провели 12 октября.",
        "Протокол совещания 3 ноября пришлём завтра.",
        "Отчёт о конференции 12 октября будет опубликован.",
        "Проверьте, пожалуйста, срок действия доверенности от 3 ноября.",
        "Будет рассмотрена заявка от 3 ноября.",
        "Акт будет готов завтра, а 3 ноября склад не работал.",
        "3 ноября мы отправили Вам договор и будем ждать ответа.",
        "Предлагаем обсудить составленный на семинаре 3 ноября протокол.",
    ] {
        body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
    }
    for text in [
        "Please send us the list by 27 November.",
        "Please pay all invoices issued by 20 November.",
        "The meeting took place on 3 November.",
        "You asked us to answer by 20 November.",
        "The invoice of 3 November will be paid tomorrow.",
        "The invoice that came on 3 November will be paid.",
        "Please send the records from 1 November to 20 November.",
        "The invoice due by 20 November is unpaid; please pay it today.",
        "Please send us all invoices before 20 November.",
        "We were to answer by 20 November.",
        "Please find the letter dated 3 November.",
        "We will discuss the letter you sent us on 3 November.",
        "The minutes of the meeting on 3 November will follow.",
        "The offer was valid until 15 November.",
        "The deadline of 20 November was met.",
        "We propose to discuss the issues the seminar raised on 3 November.",
    ] {
        body_en(&format!("Dear Anna,\n\n{text}\n")).clean(CODE);
    }
    draft("To: a@b.example\nSubject: Акт 5\nDate: Mon, 16 Nov 2026 10:00:00 +0300\n\nДобрый день!\n\nПросим оплатить до 17 ноября.\n").clean(CODE);
}
