//! The findings in real letters, each with a verdict: right, or a false alarm.
//!
//! `tests/letters/verdicts.tsv` lists every finding of warning or above in `tests/letters/real`, in
//! tab-separated columns: language of the letter, code, file, line, the words, the verdict. It is a
//! snapshot: a finding that comes or goes has to be judged anew. Precision is counted from it.
//!
//! `UPDATE_VERDICTS=1 cargo test --test verdicts` writes the file again, with `?` where a verdict is
//! due.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use letter_ls::config::{Language, load};
use letter_ls::engine::Session;
use letter_ls::letter::Format;
use letter_ls::rules::Severity;
use letter_ls::surroundings::Folder;
use letter_ls::text::source::Source;

/// At least so many of a hundred findings are right, in each language.
const RIGHT_IN_LANGUAGE: usize = 95;
/// And for each rule.
const RIGHT_OF_RULE: usize = 85;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters")
}

fn letters() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for group in std::fs::read_dir(root().join("real"))
        .expect("letters")
        .flatten()
    {
        for file in std::fs::read_dir(group.path()).expect("letters").flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if !name.starts_with("LICENSE") {
                files.push(file.path());
            }
        }
    }
    files.sort();
    files
}

/// The findings as rows without verdicts.
fn found() -> Vec<String> {
    let config = load(&[]).expect("valid rules");
    let now = "2026-11-23T12:00:00+03:00[Europe/Moscow]"
        .parse()
        .expect("a moment");
    let folder = |path: &Path| Folder::new(Some(path), Some(jiff::ZonedDateTime::clone(&now)));
    let mut rows = Vec::new();
    for path in letters() {
        let source = Source::decode(&std::fs::read(&path).expect("readable"));
        let name = path
            .strip_prefix(root())
            .expect("below")
            .to_string_lossy()
            .into_owned();
        let format = Format::of_file_name(&name);
        let mut session = Session::new(&source.text, format, config.clone(), Language::English);
        let findings = session.check(&folder(&path));
        let language = match session.language() {
            Language::Russian => "ru",
            Language::English => "en",
        };
        for finding in findings
            .iter()
            .filter(|finding| finding.severity <= Severity::Warning)
        {
            let before = &source.text[..finding.range.start];
            let line = before.matches('\n').count() + 1;
            let words: String = source.text[finding.range.clone()]
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .take(50)
                .collect();
            rows.push(format!(
                "{language}\t{}\t{name}\t{line}\t{}",
                finding.code,
                words.trim()
            ));
        }
    }
    rows
}

/// The verdicts, by row.
fn verdicts() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(root().join("verdicts.tsv")).unwrap_or_default();
    let mut verdicts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        if let Some((row, verdict)) = line.rsplit_once('\t') {
            verdicts
                .entry(row.to_owned())
                .or_default()
                .push(verdict.to_owned());
        }
    }
    verdicts
}

#[test]
fn real_letters_get_what_was_judged_right() {
    let mut known = verdicts();
    let mut judged: Vec<(String, String)> = Vec::new();
    for row in found() {
        let verdict = known
            .get_mut(&row)
            .filter(|left| !left.is_empty())
            .map(|left| left.remove(0));
        judged.push((row, verdict.unwrap_or_else(|| "?".to_owned())));
    }
    if std::env::var_os("UPDATE_VERDICTS").is_some() {
        let lines: String = judged
            .iter()
            .map(|(row, verdict)| format!("{row}\t{verdict}\n"))
            .collect();
        std::fs::write(root().join("verdicts.tsv"), lines).expect("written");
    }
    let open: Vec<&str> = judged
        .iter()
        .filter(|(_, verdict)| !matches!(verdict.as_str(), "right" | "false"))
        .map(|(row, _)| row.as_str())
        .collect();
    assert!(open.is_empty(), "to be judged:\n{}", open.join("\n"));
    let gone: Vec<&String> = known
        .iter()
        .filter(|(_, left)| !left.is_empty())
        .map(|(row, _)| row)
        .collect();
    assert!(gone.is_empty(), "no longer found: {gone:#?}");

    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for (row, verdict) in &judged {
        let mut columns = row.split('\t');
        let (language, code) = (
            columns.next().unwrap_or_default(),
            columns.next().unwrap_or_default(),
        );
        for (key, least) in [(language, RIGHT_IN_LANGUAGE), (code, RIGHT_OF_RULE)] {
            let count = counts.entry(key.to_owned()).or_insert((0, 0, least));
            count.0 += usize::from(verdict == "right");
            count.1 += 1;
        }
    }
    let low: Vec<String> = counts
        .iter()
        .filter(|(_, (right, all, least))| right * 100 < all * least)
        .map(|(key, (right, all, least))| format!("{key}: {right} of {all}, at least {least} %"))
        .collect();
    for (key, (right, all, _)) in &counts {
        println!("{key}: {right} of {all} right");
    }
    assert!(low.is_empty(), "{low:#?}");
}
