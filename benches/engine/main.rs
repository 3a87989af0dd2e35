//! The engine without a protocol: to parse a letter, to edit it, each family of rules, a whole check.
//!
//! `cargo bench --bench engine`

use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use letter_ls::config::{Config, Language, load};
use letter_ls::engine::Session;
use letter_ls::letter::{Content, Format, Letter};
use letter_ls::rules::{Context, Passage, RULES, Report};
use letter_ls::surroundings::Nowhere;
use letter_ls::text::Edit;
use ropey::Rope;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

const PARAGRAPHS: [&str; 2] = [
    "Направляем Вам договор поставки насосов и счёт на оплату. Просим рассмотреть документы до пятницы \
     и вернуть один подписанный экземпляр. По всем вопросам пишите на sales@vector.example.\n\n",
    "Please find the contract and the invoice attached. We would be glad to have your answer by Friday, \
     27 November, so that the warehouse can prepare the shipment of the pumps.\n\n",
];

fn main() {
    divan::main();
}

fn config() -> Arc<Config> {
    load(&[]).expect("valid rules")
}

/// A letter of about `size` bytes in both languages.
fn letter(size: usize) -> String {
    let both = PARAGRAPHS.concat();
    let body = both.repeat(size.div_ceil(both.len()));
    format!("Subject: Pumps\n\nDear Anna,\n\n{body}Kind regards,\nJohn Brown\n")
}

fn session(text: &str) -> Session {
    Session::new(text, Format::Draft, config(), Language::English)
}

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher, size: usize) {
    let (config, rope) = (config(), Rope::from_str(&letter(size)));
    bencher
        .counter(BytesCount::new(rope.len_bytes()))
        .bench(|| Letter::parse(&rope, Format::Draft, &config.letter));
}

#[divan::bench(args = SIZES)]
fn check(bencher: Bencher, size: usize) {
    let text = letter(size);
    bencher
        .counter(BytesCount::new(text.len()))
        .with_inputs(|| session(&text))
        .bench_values(|mut session| session.check(&Nowhere));
}

/// A character typed in the middle of a letter that was checked before, and the check after it.
#[divan::bench(args = SIZES)]
fn keystroke(bencher: Bencher, size: usize) {
    let text = letter(size);
    let mut session = session(&text);
    session.check(&Nowhere);
    let middle = text.len() / 2;
    let at = middle + text[middle..].find(' ').expect("a space");
    bencher.bench_local(|| {
        session.edit(&Edit::insert(at, "x"));
        let findings = session.check(&Nowhere);
        session.edit(&Edit::delete(at..at + 1));
        findings
    });
}

/// Families of rules: the first word of their codes.
fn families() -> Vec<&'static str> {
    let mut families: Vec<_> = RULES.iter().map(|rule| family(rule.code)).collect();
    families.dedup();
    families.sort_unstable();
    families.dedup();
    families
}

fn family(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// What the rules of a family take for one paragraph in each language.
#[divan::bench(args = families())]
fn family_of_rules(bencher: Bencher, name: &str) {
    let config = config();
    let content = Content::Paragraph(None);
    let context = Context {
        config: &config,
        messages: Language::English,
    };
    let rules: Vec<_> = (RULES.iter())
        .filter(|rule| family(rule.code) == name)
        .filter_map(|rule| Some((rule, rule.passage?)))
        .collect();
    bencher.bench(|| {
        let (mut findings, mut marks) = (Vec::new(), Vec::new());
        for text in PARAGRAPHS {
            let passage = Passage::new(text, &content, Format::Draft);
            for (rule, judge) in &rules {
                let (severity, language) = (rule.severity, Language::English);
                let mut report = Report::new(rule, severity, language, &mut findings, &mut marks);
                judge(&passage, &context, &mut report);
            }
        }
        (findings, marks)
    });
}

/// To prepare a paragraph in each language, which each family needs, too.
#[divan::bench]
fn passage() -> usize {
    let content = Content::Paragraph(None);
    let words = PARAGRAPHS.map(|text| Passage::new(text, &content, Format::Draft).words.len());
    words.iter().sum()
}
