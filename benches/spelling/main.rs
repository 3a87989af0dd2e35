//! Look-up, corrections and a page of text, beside spellbook and, where it is installed, the `hunspell`
//! program, all with the same dictionaries. Start-up and memory of the server are in `benches/stdio`.
//!
//! `cargo bench --bench spelling` prints divan's figures; `-- --table` prints a table instead, and
//! `-- --write` puts it into the README.

mod hunspell;
#[path = "../page.rs"]
mod page_file;
#[path = "../resident.rs"]
mod resident;
mod table;

use std::hint::black_box;
use std::sync::LazyLock;

use hunspell::Hunspell;
use letter_ls::config::Language;
use letter_ls::spelling::{Dictionary, corrections, judge};
use unicode_segmentation::UnicodeSegmentation;

const RUSSIAN: &str = "Уважаемый Иван Петрович! Направляем Вам договор поставки оборудования и счёт на оплату. \
    Просим рассмотреть документы, подписать их со своей стороны и вернуть один экземпляр до пятницы. \
    По всем вопросам обращайтесь, пожалуйста, к нашему менеджеру по телефону. С уважением, отдел продаж. ";
const ENGLISH: &str = "Dear Anna, thank you for your letter about the delivery of the equipment. Please find the \
    invoice and the signed agreement attached. We'd appreciate it if you could confirm the company's new schedule \
    by Friday, so that our warehouse can prepare the shipment. Kind regards, the customer service department. ";
const SLIPS: [(Language, &str); 6] = [
    (Language::Russian, "договорр"),
    (Language::Russian, "учавствовать"),
    (Language::Russian, "переосвидетельствованее"),
    (Language::English, "recieve"),
    (Language::English, "accomodation"),
    (Language::English, "internationalisatoin"),
];

static SPELLBOOK: [LazyLock<spellbook::Dictionary>; 2] = [
    LazyLock::new(|| load(Language::Russian)),
    LazyLock::new(|| load(Language::English)),
];

fn load(language: Language) -> spellbook::Dictionary {
    let (aff, dic) = match language {
        Language::Russian => (
            include_str!("../../dictionaries/ru/index.aff"),
            include_str!("../../dictionaries/ru/index.dic"),
        ),
        Language::English => (
            include_str!("../../dictionaries/en/index.aff"),
            include_str!("../../dictionaries/en/index.dic"),
        ),
    };
    spellbook::Dictionary::new(aff, dic).expect("a whole dictionary")
}

fn spellbook_of(language: Language) -> &'static spellbook::Dictionary {
    &SPELLBOOK[usize::from(language == Language::English)]
}

fn main() {
    let wanted = |flag: &str| std::env::args().any(|argument| argument == flag);
    if wanted("--table") || wanted("--write") {
        let table = table::table();
        println!("{table}");
        if wanted("--write") {
            page_file::put("README.md", "spelling", &table);
        }
        return;
    }
    SPELLBOOK.iter().for_each(|dictionary| {
        LazyLock::force(dictionary);
    });
    for language in LANGUAGES {
        match Hunspell::start(language).and_then(|running| running.resident()) {
            Some(bytes) => println!(
                "hunspell with {language:?}: {} MB resident",
                bytes / 1_000_000
            ),
            None => println!("hunspell is not installed: its benchmarks do nothing"),
        }
    }
    divan::main();
}

const LANGUAGES: [Language; 2] = [Language::Russian, Language::English];

mod load {
    use super::*;

    #[divan::bench(args = LANGUAGES, sample_count = 10)]
    fn with_spellbook(language: Language) {
        black_box(load(language));
    }

    #[divan::bench(args = LANGUAGES, sample_count = 10)]
    fn with_hunspell(language: Language) {
        black_box(Hunspell::start(language).is_some());
    }
}

mod lookup {
    use super::*;

    #[divan::bench(args = ["договорами", "Договорами", "договорр", "agreements", "agreemnt"])]
    fn ours(word: &str) -> bool {
        Dictionary::builtin(language_of(word)).contains(black_box(word))
    }

    #[divan::bench(args = ["договорами", "Договорами", "договорр", "agreements", "agreemnt"])]
    fn with_spellbook(word: &str) -> bool {
        spellbook_of(language_of(word)).check(black_box(word))
    }
}

fn language_of(word: &str) -> Language {
    if word.is_ascii() {
        Language::English
    } else {
        Language::Russian
    }
}

mod correct {
    use super::*;

    #[divan::bench(args = SLIPS.map(|(_, word)| word))]
    fn ours(word: &str) -> Vec<String> {
        corrections(black_box(word), 5, [])
    }

    #[divan::bench(args = SLIPS.map(|(_, word)| word), sample_count = 10)]
    fn with_spellbook(word: &str) -> Vec<String> {
        let mut found = Vec::new();
        spellbook_of(language_of(word)).suggest(black_box(word), &mut found);
        found
    }

    #[divan::bench(args = SLIPS.map(|(_, word)| word), sample_count = 10, sample_size = 1)]
    fn with_hunspell(bencher: divan::Bencher, word: &str) {
        if let Some(mut running) = Hunspell::start(language_of(word)) {
            bencher.bench_local(|| running.ask(black_box(word)));
        }
    }
}

fn is_wrong(verdict: &letter_ls::spelling::Verdict) -> bool {
    *verdict == letter_ls::spelling::Verdict::Unknown
}

/// Three thousand characters or so: a short letter nine times.
fn page_of(language: Language) -> String {
    match language {
        Language::Russian => RUSSIAN.repeat(9),
        Language::English => ENGLISH.repeat(9),
    }
}

mod page {
    use super::*;

    #[divan::bench(args = LANGUAGES)]
    fn ours(bencher: divan::Bencher, language: Language) {
        let page = page_of(language);
        bencher.bench(|| {
            page.unicode_words()
                .map(|word| judge(black_box(word), &()))
                .filter(is_wrong)
                .count()
        });
    }

    #[divan::bench(args = LANGUAGES)]
    fn with_spellbook(bencher: divan::Bencher, language: Language) {
        let (page, dictionary) = (page_of(language), spellbook_of(language));
        bencher.bench(|| {
            page.unicode_words()
                .filter(|word| !dictionary.check(black_box(word)))
                .count()
        });
    }

    #[divan::bench(args = LANGUAGES)]
    fn with_hunspell(bencher: divan::Bencher, language: Language) {
        if let Some(mut running) = Hunspell::start(language) {
            let page = page_of(language);
            bencher.bench_local(|| running.ask(black_box(&page)).len());
        }
    }
}
