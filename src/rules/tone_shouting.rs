//! `tone-shouting`: no capitals for emphasis, no rows of marks, one exclamation a paragraph.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::{Config, Language};
use crate::letter::Content;
use crate::spelling::Dictionary;
use crate::text::lines::line_around;
use crate::text::words::{Word, capitalised, words};
use crate::text::{Edit, pattern};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "tone-shouting",
    severity: Severity::Warning,
    source: "D1",
    title: Bilingual {
        ru: "Письмо не кричит",
        en: "The letter does not shout",
    },
    why: Bilingual {
        ru: "Прописные буквы и повторы «!» читаются как крик и упрёк.",
        en: "Capitals and repeated “!” read as shouting and reproach.",
    },
    bad: Bilingual {
        ru: "СРОЧНО ответьте!!!",
        en: "Answer IMMEDIATELY!!!",
    },
    good: Bilingual {
        ru: "Просим ответить до 15:00.",
        en: "Please answer by 3 p.m.",
    },
    passage: Some(check),
    letter: None,
};

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    if *passage.content == Content::Heading {
        return;
    }
    capitals(passage, context.config, report);
    marks(passage, report);
}

fn capitals(passage: &Passage, config: &Config, report: &mut Report) {
    let salutation = passage.salutation();
    let shouts = |word: &Word| {
        word.range.start >= salutation.end
            && is_shouted(&passage.text[word.range.clone()], &word.folded, config)
            && !passage.is_speech(&word.range)
            && !is_bracketed(passage.text, word.range.start)
            && !is_heading(passage.text, word.range.start)
            && !is_label(passage.text, word, config)
            && !is_named(passage, word, config)
    };
    let abbreviation = |word: &Word| {
        let listed = &config.shouting.abbreviations;
        listed.is_in(passage.text, std::slice::from_ref(word))
    };
    if !passage.words.iter().any(shouts) {
        return;
    }
    for run in shouted_runs(passage, shouts, abbreviation) {
        let raw = &passage.text[run.clone()];
        let calm = calm(passage, run.clone(), config);
        report
            .find(
                run.clone(),
                format_args!("«{raw}» прописными буквами читается как крик."),
                format_args!("“{raw}” in capitals reads as shouting."),
            )
            .fix(
                format_args!("Заменить на «{calm}»"),
                format_args!("Replace by “{calm}”"),
                vec![Edit::new(run, calm.as_str())],
            );
    }
}

/// Whether a word in capitals is what a sentence names: a key, a button, a command. Words of emphasis
/// are none.
fn is_named(passage: &Passage, word: &Word, config: &Config) -> bool {
    let sentences = &passage.sentences;
    let at = sentences.partition_point(|sentence| sentence.end <= word.range.start);
    let emphasis = &config.subject.emphasis;
    !emphasis.is_in(passage.text, std::slice::from_ref(word))
        && sentences.get(at).is_some_and(|sentence| {
            let words = passage.words_in(sentence);
            config.shouting.named.is_in(passage.text, words)
        })
}

/// Byte ranges of words in capitals that stand in a row, one of them shouted; abbreviations at their
/// ends are not part of them.
fn shouted_runs(
    passage: &Passage,
    shouts: impl Fn(&Word) -> bool,
    is_abbreviation: impl Fn(&Word) -> bool,
) -> Vec<Range<usize>> {
    let in_row = |a: &Word, b: &Word| {
        let between = &passage.text[a.range.end..b.range.start];
        let calm = |word: &Word| {
            passage.text[word.range.clone()]
                .chars()
                .any(char::is_lowercase)
        };
        between.trim_matches([' ', '\n', '\r', ',']).is_empty() && calm(a) == calm(b)
    };
    let rows = passage
        .words
        .chunk_by(in_row)
        .filter(|row| row.iter().any(&shouts));
    rows.filter_map(|row| {
        let first = row.iter().find(|word| !is_abbreviation(word))?;
        let last = row.iter().rfind(|word| !is_abbreviation(word))?;
        Some(first.range.start..last.range.end)
    })
    .collect()
}

/// Shouted words in an even voice: in lower case, names with a capital, abbreviations as they are.
fn calm(passage: &Passage, run: Range<usize>, config: &Config) -> String {
    let before = passage.text[..run.start].trim_end();
    let mut starts = before.is_empty() || before.ends_with(['.', '!', '?', '…']);
    let mut calm = String::new();
    let mut done = run.start;
    for word in passage.words_in(&run) {
        let raw = &passage.text[word.range.clone()];
        calm.push_str(&passage.text[done..word.range.start]);
        done = word.range.end;
        let abbreviation = config.shouting.abbreviations.is_in(raw, &words(raw));
        let title = capitalised(&raw.to_lowercase());
        calm.push_str(&match abbreviation {
            true => raw.to_owned(),
            false if starts || is_name(&word.folded, &title) => title,
            false => raw.to_lowercase(),
        });
        starts = false;
    }
    calm
}

/// Whether the dictionary knows a word only with a capital: "Friday".
fn is_name(folded: &str, title: &str) -> bool {
    let dictionary = dictionary_for(folded);
    !dictionary.contains(folded) && dictionary.contains(title)
}

fn dictionary_for(word: &str) -> &'static Dictionary {
    Dictionary::builtin(match word.is_ascii() {
        true => Language::English,
        false => Language::Russian,
    })
}

/// Whether a word is in capitals for emphasis: an ordinary word, no abbreviation, no name.
pub fn is_shouted(raw: &str, folded: &str, config: &Config) -> bool {
    if raw.chars().any(|c| c.is_lowercase() || c.is_numeric()) || raw.contains('-') {
        return false;
    }
    if raw.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return false;
    }
    if !raw.chars().any(char::is_uppercase) {
        return false;
    }
    let (words, lists) = (words(raw), &config.shouting);
    lists.stressed.is_in(raw, &words)
        || !lists.abbreviations.is_in(raw, &words) && is_ordinary_word(folded)
}

/// Whether a word in lower case is an ordinary one, so that its capitals are meant as emphasis.
fn is_ordinary_word(folded: &str) -> bool {
    folded.chars().count() >= 4 && dictionary_for(folded).contains(folded)
}

/// Whether a place lies in square, angle or curly brackets: a placeholder or a tag.
fn is_bracketed(text: &str, at: usize) -> bool {
    let line = &text[line_around(text, at).start..at];
    line.rfind(['[', '<', '{'])
        .is_some_and(|open| !line[open..].contains([']', '>', '}']))
}

/// Whether a line is a heading in capitals: a short line on its own without a lower-case letter and
/// without a mark at its end.
fn is_heading(text: &str, at: usize) -> bool {
    let range = line_around(text, at);
    let alone = text[..range.start].trim().is_empty() || text[range.end..].trim().is_empty();
    let line = text[range].trim();
    alone
        && !line.ends_with(['!', '?', '.', ','])
        && !line.chars().any(char::is_lowercase)
        && words(line).len() <= 8
}

/// Whether a word belongs to a label in a form: «АДРЕС: …», "NAME OF CUSTOMER: …". Words of emphasis
/// are none: «ВНИМАНИЕ: …».
fn is_label(text: &str, word: &Word, config: &Config) -> bool {
    let range = line_around(text, word.range.start);
    let Some((label, _)) = text[range.clone()].split_once(':') else {
        return false;
    };
    if range.start + label.len() < word.range.end {
        return false;
    }
    let words = words(label);
    !label.chars().any(char::is_lowercase)
        && words.len() <= 5
        && !config.subject.emphasis.is_in(label, &words)
}

fn marks(passage: &Passage, report: &mut Report) {
    static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[!?]{2,}|！{2,}"));
    let salutation = passage.salutation();
    let mut single = Vec::new();
    let text = passage.text;
    for run in RUN.find_iter(text).map(|run| run.range()) {
        if passage.is_masked(&run) || passage.is_speech(&run) {
            continue;
        }
        let marks = &text[run.clone()];
        let calm = if marks.contains('?') { "?" } else { "." };
        let calm = if salutation.contains(&run.start) {
            "!"
        } else {
            calm
        };
        let found = report.find(
            run.clone(),
            format_args!("«{marks}» читается как крик: достаточно одного знака."),
            format_args!("“{marks}” reads as shouting: one mark is enough."),
        );
        if text[line_around(text, run.start).start..run.start]
            .trim()
            .is_empty()
        {
            let after = text[run.end..].trim_start_matches(' ');
            let range = run.start..text.len() - after.len();
            found.safe_fix("Убрать", "Remove it", vec![Edit::delete(range)]);
        } else {
            found.safe_fix(
                format_args!("Заменить на «{calm}»"),
                format_args!("Replace by “{calm}”"),
                vec![Edit::new(run.clone(), calm)],
            );
        }
    }
    let runs: Vec<_> = RUN.find_iter(text).map(|run| run.range()).collect();
    for (at, mark) in text.match_indices('!') {
        let range = at..at + mark.len();
        let in_run = super::passage::overlaps(&runs, &range);
        let inside = text[range.end..]
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '=' | ')' | ']'));
        if range.start >= salutation.end
            && !in_run
            && !inside
            && !passage.is_masked(&range)
            && !passage.is_speech(&range)
        {
            single.push(range);
        }
    }
    for range in single.into_iter().skip(1) {
        report
            .find(
                range.clone(),
                "Больше одного восклицательного знака в абзаце.",
                "More than one exclamation mark in the paragraph.",
            )
            .safe_fix(
                "Поставить точку",
                "Put a full stop",
                vec![Edit::new(range, ".")],
            );
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nСРОЧНО пришлите ответ.\n")
            .flags(CODE, &["СРОЧНО"])
            .fixed(CODE, "\n\nСрочно пришлите ответ.");
        body("Добрый день!\n\nЖдём НЕМЕДЛЕННО ответа!!!\n").flags(CODE, &["НЕМЕДЛЕННО", "!!!"]);
        body("Добрый день!!\n\nГде ответ???\n")
            .flags(CODE, &["!!", "???"])
            .fixed(CODE, "Добрый день!\n");
        body("Добрый день!\n\nСпасибо! Ждём! Готово.\n")
            .flags(CODE, &["!"])
            .fixed(CODE, "Спасибо! Ждём. Готово.");
        for (text, words) in [
            ("Оплату ждём СРОЧНО: завтра банк закрыт.", "СРОЧНО"),
            ("СРОЧНО пришлите ответ", "СРОЧНО"),
            ("Итого: СРОЧНО нужен акт", "СРОЧНО"),
            ("ВАЖНО!", "ВАЖНО"),
            (
                "ПРОСИМ ВАС СРОЧНО ОПЛАТИТЬ ВСЕ СЧЕТА ЗА ПОСЛЕДНИЕ ТРИ МЕСЯЦА",
                "ПРОСИМ ВАС СРОЧНО ОПЛАТИТЬ ВСЕ СЧЕТА ЗА ПОСЛЕДНИЕ ТРИ МЕСЯЦА",
            ),
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).flags(CODE, &[words]);
        }
        body_en("Dear Anna,\n\nAnswer IMMEDIATELY!!\n").flags(CODE, &["IMMEDIATELY", "!!"]);
        body_en("Dear Anna,\n\nTHE DEADLINE IS FRIDAY, so answer.\n")
            .flags(CODE, &["THE DEADLINE IS FRIDAY"])
            .fixed(CODE, "The deadline is Friday, so answer.");
        body("Добрый день!\n\nАкт готов.\n!!! Просим ответить.\n")
            .flags(CODE, &["!!!"])
            .fixed(CODE, "Акт готов.\nПросим ответить.\n");
        body("Добрый день?!\n\nАкт готов.\n").fixed(CODE, "Добрый день!\n");
        body_en("Dear Anna,\n\nWhy?!\n")
            .flags(CODE, &["?!"])
            .fixed(CODE, "Why?\n");
    }

    #[test]
    fn clean() {
        body_en("Dear Anna,\n\nPlease fill in:\n\n* NAME OF CUSTOMER: Smith\n* ADDRESS: Leeds\n")
            .clean(CODE);
        for text in [
            "Уважаемый Иван Петрович!\n\nООО «ВЕКТОР» платит НДС по ГОСТ, см. PDF и УПД.\n",
            "Добрый день!\n\nОтвечает ПАО Сбербанк, ИНН 7707083893, СНИЛС не нужен.\n",
            "Добрый день!\n\nПоздравляем с юбилеем!\n",
            "Добрый день!\n\nСпасибо за помощь! Ждём (и очень рады!) ответа.\n",
            "Добрый день, Иван! Спасибо за ответ!\n",
            "Добрый день!\n\nОн сказал: «Ура!!!»\n",
            "Добрый день!\n\nПРЕДМЕТ ДОГОВОРА\n\nПоставщик поставляет товар.\n",
            "Добрый день!\n\nГотово.\n\n> СРОЧНО!!!\n",
            "Добрый день!\n\nСм. https://example.com/a!!b\n",
            "Добрый день!\n\nСрок для <НАЗВАНИЕ ФИРМЫ>: TODO, ASAP.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nThe HTTP API, NATO and IBM answer with JSON.\n").clean(CODE);
    }
}
