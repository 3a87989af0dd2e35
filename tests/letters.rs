//! Whole letters, good and bad, in both languages: what the checker says of each.
//!
//! `tests/letters/manifest.toml` was written together with the letters by somebody who knew the
//! catalogue but not the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::{Encoding, KOI8_R, UTF_8, WINDOWS_1251};
use letter_ls::config::{Config, Language, load};
use letter_ls::engine::Session;
use letter_ls::letter::Format;
use letter_ls::rules::{Finding, Severity, by_code};
use letter_ls::surroundings::{Folder, Nowhere};
use letter_ls::text::apply;
use letter_ls::text::source::Source;
use serde::Deserialize;

/// What must be said of one letter.
#[derive(Deserialize)]
struct Expected {
    /// Codes at warning or above, complete.
    codes: BTreeSet<String>,
    /// Codes below warning that must be found; a good letter has no others, a bad one may.
    #[serde(default)]
    hints: BTreeSet<String>,
    /// For a code, words that its finding touches.
    #[serde(default)]
    at: BTreeMap<String, String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters")
}

fn manifest() -> BTreeMap<String, Expected> {
    let text = std::fs::read_to_string(root().join("manifest.toml")).expect("readable");
    toml::from_str(&text).expect("valid")
}

fn rules() -> Arc<Config> {
    load(&[]).expect("valid rules")
}

fn session(text: &str, format: Format) -> Session {
    Session::new(text, format, rules(), Language::English)
}

/// The moment at which all letters are checked.
fn noon() -> jiff::ZonedDateTime {
    "2026-11-23T12:00:00+03:00[Europe/Moscow]"
        .parse()
        .expect("a moment")
}

fn codes(findings: &[Finding]) -> BTreeSet<String> {
    let serious = findings
        .iter()
        .filter(|finding| finding.severity <= Severity::Warning);
    serious.map(|finding| finding.code.to_owned()).collect()
}

#[test]
fn each_letter_gets_what_its_author_expects() {
    let mut wrong = Vec::new();
    for (name, expected) in manifest() {
        let path = root().join(&name);
        let source = Source::decode(&std::fs::read(&path).expect("readable"));
        let folder = Folder::new(Some(&path), Some(noon()));
        let findings = session(&source.text, Format::of_file_name(&name)).check(&folder);
        let known: BTreeSet<String> = expected
            .codes
            .iter()
            .filter(|code| by_code(code).is_some())
            .cloned()
            .collect();
        let found = codes(&findings);
        if found != known {
            wrong.push(format!("{name}: expected {known:?}, found {found:?}"));
        }
        let told: BTreeSet<&str> = findings.iter().map(|finding| finding.code).collect();
        for hint in expected.hints.iter().filter(|code| by_code(code).is_some()) {
            if !told.contains(hint.as_str()) {
                wrong.push(format!("{name}: {hint} is not found"));
            }
        }
        let planned = |code: &str| expected.codes.contains(code) || expected.hints.contains(code);
        if name.contains("/good/") && !told.iter().all(|code| planned(code)) {
            wrong.push(format!("{name}: found {told:?}"));
        }
        for (code, words) in &expected.at {
            let touches = |finding: &Finding| {
                let at: Vec<usize> = source
                    .text
                    .match_indices(words.as_str())
                    .map(|(at, _)| at)
                    .collect();
                at.iter()
                    .any(|at| finding.range.start < at + words.len() && *at < finding.range.end)
            };
            let placed = findings
                .iter()
                .filter(|finding| finding.code == code)
                .any(touches);
            let plain = source.text.contains(words.as_str()) && !words.is_empty();
            if known.contains(code) && plain && !placed {
                wrong.push(format!("{name}: {code} is not at {words:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each fix that may be applied unseen takes its finding away and brings no other.
#[test]
fn safe_fixes_mend_and_break_nothing() {
    for name in manifest().keys() {
        let source = Source::decode(&std::fs::read(root().join(name)).expect("readable"));
        let format = Format::of_file_name(name);
        let before = session(&source.text, format).check(&Nowhere);
        for finding in &before {
            for fix in finding.fixes.iter().filter(|fix| fix.safe) {
                let fixed = apply(&source.text, &fix.edits);
                let after = session(&fixed, format).check(&Nowhere);
                let count = |findings: &[Finding]| {
                    findings
                        .iter()
                        .filter(|other| other.code == finding.code)
                        .count()
                };
                assert!(
                    count(&after) < count(&before),
                    "{name}: {fix:?} leaves {finding:?}"
                );
                assert!(
                    codes(&after).is_subset(&codes(&before)),
                    "{name}: {fix:?} brings {:?}",
                    codes(&after)
                );
            }
        }
    }
}

/// The same letter says the same in every charset, transfer encoding and line end.
#[test]
fn encodings_change_nothing() {
    let mut tried = 0;
    for name in manifest()
        .keys()
        .filter(|name| name.ends_with(".mail") || name.ends_with(".letter"))
    {
        let text = Source::decode(&std::fs::read(root().join(name)).expect("readable")).text;
        let Some((_, body)) = text
            .replace("\r\n", "\n")
            .split_once("\n\n")
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
        else {
            continue;
        };
        let plain = message("8bit", UTF_8, body.as_bytes(), "\n");
        let expected = codes(&check(&plain));
        for charset in [UTF_8, KOI8_R, WINDOWS_1251] {
            let (bytes, _, unmappable) = charset.encode(&body);
            if unmappable {
                continue;
            }
            for (transfer, newline) in [
                ("8bit", "\n"),
                ("8bit", "\r\n"),
                ("base64", "\n"),
                ("base64", "\r\n"),
                ("quoted-printable", "\n"),
                ("quoted-printable", "\r\n"),
            ] {
                let encoded = match transfer {
                    "base64" => base64(&bytes),
                    "quoted-printable" => quoted_printable(&bytes),
                    _ => bytes.to_vec(),
                };
                let message = message(transfer, charset, &encoded, newline);
                let found = codes(&check(&message));
                assert_eq!(
                    found,
                    expected,
                    "{name} in {} {transfer} {newline:?}",
                    charset.name()
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} variants");
}

fn check(bytes: &[u8]) -> Vec<Finding> {
    let source = Source::decode(bytes);
    let findings = session(&source.text, Format::Message).check(&Nowhere);
    for finding in &findings {
        assert!(
            source.text.get(finding.range.clone()).is_some(),
            "{finding:?}"
        );
    }
    findings
}

fn message(transfer: &str, charset: &'static Encoding, body: &[u8], newline: &str) -> Vec<u8> {
    let head = format!(
        "From: anna@firm.example\nTo: ivan@client.example\nSubject: Order 5 of November\nMIME-Version: 1.0\nContent-Type: text/plain; charset={}\nContent-Transfer-Encoding: {transfer}\n\n",
        charset.name()
    );
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(body);
    let mut result = Vec::new();
    for byte in bytes {
        match byte {
            b'\n' => result.extend_from_slice(newline.as_bytes()),
            _ => result.push(byte),
        }
    }
    result
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let text = data_encoding::BASE64.encode(bytes).into_bytes();
    text.chunks(76)
        .flat_map(|line| [line, b"\n"].concat())
        .collect()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut result = Vec::new();
    let mut column = 0;
    for &byte in bytes {
        let token = match byte {
            b'\n' => vec![b'\n'],
            b' '..=b'~' if byte != b'=' => vec![byte],
            _ => format!("={byte:02X}").into_bytes(),
        };
        if column + token.len() > 75 {
            result.extend_from_slice(b"=\n");
            column = 0;
        }
        column = if byte == b'\n' {
            0
        } else {
            column + token.len()
        };
        result.extend(token);
    }
    result
}
