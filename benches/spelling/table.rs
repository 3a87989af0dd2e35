//! The same figures as a table: the median of many runs, all in one process.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use letter_ls::config::Language;
use letter_ls::spelling::{Dictionary, corrections, judge};
use unicode_segmentation::UnicodeSegmentation;

use crate::hunspell::Hunspell;
use crate::{LANGUAGES, SLIPS, is_wrong, load, page_of, spellbook_of};

/// What is measured runs at least so often, and for this long.
const RUNS: usize = 5;
const LONG_ENOUGH: Duration = Duration::from_millis(300);

/// The time that half of the runs stayed within.
fn median(mut work: impl FnMut()) -> Duration {
    let mut times = Vec::new();
    let start = Instant::now();
    while times.len() < RUNS || start.elapsed() < LONG_ENOUGH {
        let before = Instant::now();
        work();
        times.push(before.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

fn time(time: Duration) -> String {
    match time.as_nanos() {
        nanos @ 0..1_000 => format!("{nanos} ns"),
        nanos @ 1_000..1_000_000 => format!("{:.1} µs", nanos as f64 / 1e3),
        nanos => format!("{:.1} ms", nanos as f64 / 1e6),
    }
}

/// A word that is right.
fn word(language: Language) -> &'static str {
    match language {
        Language::Russian => "договорами",
        Language::English => "agreements",
    }
}

/// The misspellings that the tests correct.
fn misspellings(language: Language) -> impl Iterator<Item = &'static str> {
    let list = match language {
        Language::Russian => include_str!("../../tests/spelling/misspellings.ru.tsv"),
        Language::English => include_str!("../../tests/spelling/misspellings.en.tsv"),
    };
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split('\t').next())
}

/// The time that 99 of 100 misspellings are corrected within: each once, as a writer asks.
fn slowest(language: Language, mut correct: impl FnMut(&str)) -> Duration {
    let mut times: Vec<Duration> = misspellings(language)
        .map(|word| {
            let before = Instant::now();
            correct(word);
            before.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() * 99 / 100]
}

/// So many look-ups are timed together: one alone is shorter than the clock can tell.
const TOGETHER: u32 = 1000;

/// Measures everything and writes it as Markdown.
pub fn table() -> String {
    let mut table =
        String::from("| | letter-ls | spellbook | hunspell |\n| --- | --- | --- | --- |\n");
    let mut row = |name: String, cells: [Option<Duration>; 3]| {
        let cells = cells.map(|cell| cell.map_or("–".to_owned(), time));
        let _ = writeln!(table, "| {name} | {} |", cells.join(" | "));
    };
    for language in LANGUAGES {
        let name = match language {
            Language::Russian => "Russian",
            Language::English => "English",
        };
        let ours = Dictionary::builtin(language);
        let spellbook = spellbook_of(language);
        let mut hunspell = Hunspell::start(language);
        row(
            format!("{name}: to load the dictionary"),
            [
                Some(Duration::ZERO),
                Some(median(|| drop(black_box(load(language))))),
                hunspell
                    .is_some()
                    .then(|| median(|| drop(black_box(Hunspell::start(language))))),
            ],
        );
        let word = word(language);
        let many = |look_up: &dyn Fn(&str) -> bool| {
            let all = median(|| {
                for _ in 0..TOGETHER {
                    black_box(look_up(black_box(word)));
                }
            });
            Some(all / TOGETHER)
        };
        row(
            format!("{name}: to look a word up"),
            [
                many(&|word| ours.contains(word)),
                many(&|word| spellbook.check(word)),
                None,
            ],
        );
        let page = page_of(language);
        row(
            format!("{name}: a page of text"),
            [
                Some(median(|| {
                    let verdicts = page.unicode_words().map(|word| judge(word, &()));
                    black_box(verdicts.filter(is_wrong).count());
                })),
                Some(median(|| {
                    let wrong = page.unicode_words().filter(|word| !spellbook.check(word));
                    black_box(wrong.count());
                })),
                hunspell
                    .as_mut()
                    .map(|hunspell| median(|| drop(black_box(hunspell.ask(&page))))),
            ],
        );
        row(
            format!("{name}: to correct 300 misspellings, p99"),
            [
                Some(slowest(language, |word| {
                    black_box(corrections(word, 5, []));
                })),
                Some(slowest(language, |word| {
                    let mut found = Vec::new();
                    spellbook.suggest(word, &mut found);
                    black_box(found);
                })),
                hunspell
                    .as_mut()
                    .map(|hunspell| slowest(language, |word| drop(black_box(hunspell.ask(word))))),
            ],
        );
        for (_, slip) in SLIPS.iter().filter(|(of, _)| *of == language) {
            row(
                format!("{name}: to correct “{slip}”"),
                [
                    Some(median(|| drop(black_box(corrections(slip, 5, []))))),
                    Some(median(|| {
                        let mut found = Vec::new();
                        spellbook.suggest(slip, &mut found);
                        black_box(found);
                    })),
                    hunspell
                        .as_mut()
                        .map(|hunspell| median(|| drop(black_box(hunspell.ask(slip))))),
                ],
            );
        }
    }
    table
}
