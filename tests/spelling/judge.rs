//! The judge on tables of words.

use letter_ls::spelling::Verdict::{self, Known, Skipped, Unknown};
use letter_ls::spelling::judge;

#[track_caller]
fn all(verdict: Verdict, words: &str) {
    for word in words.split_whitespace() {
        assert_eq!(judge(word, &()), verdict, "{word}");
    }
}

#[test]
fn words_of_either_language() {
    all(
        Known,
        "договор договорами Письмо ПИСЬМО invoice Invoices INVOICE Москва МОСКВА London",
    );
    all(
        Unknown,
        "договорр кампьютер Кампьютер КАМПЬЮТЕР invoise Invoise INVOISE москва london",
    );
}

#[test]
fn either_spelling_of_yo() {
    all(
        Known,
        "ещё еще Ещё ЕЩЕ расчёт расчет елка ёлка всё-таки все-таки трёхлетний трехлетний",
    );
    all(Unknown, "ёщё пёчать");
}

#[test]
fn composed_and_decomposed_letters_are_one() {
    all(
        Known,
        "и\u{306}ог и\u{306}од еще\u{308} дого\u{301}вор re\u{301}sume\u{301} soft\u{AD}ware",
    );
}

#[test]
fn apostrophes_and_possessives() {
    all(
        Known,
        "don't don’t DON'T I'm we’ve o'clock company's company’s dashboard's clients' 'invoice' CEO's",
    );
    all(Unknown, "dont' invoise's companie's");
}

#[test]
fn hyphenated_compounds() {
    all(
        Known,
        "по-русски по-нашему По-прежнему бизнес-план бизнес-плана онлайн-оплата какой-то Кто-нибудь кое-что из-за",
    );
    all(
        Known,
        "торгово-промышленный российско-китайский научно-технический вице-президент экс-министр всё-таки двух-трёх",
    );
    all(
        Known,
        "customer-facing well-known pre-approved Санкт-Петербург санкт-петербургский Ростов-на-Дону счёт-фактура",
    );
    all(Known, "IT-отдел PDF-файл e-mail Wi-Fi чек-лист");
    all(
        Unknown,
        "бизнес-плпн бизнесс-план costumer-faceing по-рзски по-этому что-бы потому-что",
    );
}

#[test]
fn numbers() {
    all(
        Known,
        "2-го 5-й 10-летний 3-х 20-е 1st 2nd 3rd 4th 11th 12th 13th 21st 112th 1,000th",
    );
    all(Unknown, "2-ого 5-ый 1th 2st 11st 10-литний");
    all(
        Skipped,
        "12 3,5 1С 1C A4 B2B COVID-19 10px 5кг № 12.11.2026",
    );
}

#[test]
fn prefixes_that_join_any_word() {
    all(
        Known,
        "неоплаченный нерегламентированных видеосвязь мультивалютный микросервис",
    );
    all(Unknown, "неможем незнаю нехватает");
}

#[test]
fn abbreviations_and_trade_marks_are_not_judged() {
    all(
        Skipped,
        "ГОСБ ЖЦД XYZQ GitHubX iPhoneX КонсультантПлюсс PDFы",
    );
    all(Unknown, "ДОГОВРО IMPORTENT ДОговор THis");
}

#[test]
fn names_are_known_by_their_endings() {
    all(
        Skipped,
        "Белозёров Белозёрову Ашотовна Маратовичем Вербицкого Арутюнян Бойченко Ахундовой Меладзе",
    );
    all(Unknown, "белозёров Росийский Компютеров Дакументов");
}

#[test]
fn other_scripts_and_languages_are_not_judged() {
    all(Skipped, "你好 Ελλάδα вітаю ґанок Ürünü Łódź cчёт 🙂 — ");
    all(Known, "café naïve Café résumé");
}

#[test]
fn both_sides_of_the_ocean() {
    all(
        Known,
        "organize organise organisation colour color neighbours centre catalogue cheque fulfil programme travelled haemoglobin paediatric",
    );
    all(Unknown, "capsise sise authour errour");
}

#[test]
fn words_of_ones_own() {
    let own = |word: &str| word == "Сидорофф" || word == "letterls";
    for word in ["Сидорофф", "letterls", "letterls's", "letterls-сервер"] {
        assert_eq!(judge(word, &own), Known, "{word}");
    }
    assert_eq!(judge("Петрофф", &own), Unknown);
}

#[test]
fn nothing_breaks_it() {
    let long = "ж".repeat(10_000);
    for word in [
        "", "-", "'", "--", "'''", "а-", "-а", "а--б", ".", "..", "а.б", "_", "a_b", "\u{301}",
        "1-", "1--", "1,", "'s", &long,
    ] {
        judge(word, &());
        letter_ls::spelling::corrections(word, 5, []);
        letter_ls::spelling::mixed_script(word);
    }
}
