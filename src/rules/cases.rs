//! Helpers for the tables of letters that stand beside each rule.

use std::sync::Arc;

use jiff::ZonedDateTime;

use super::{Finding, by_code};
use crate::config::{Config, Language, Layer, load};
use crate::engine::Session;
use crate::guard::panicking::panics;
use crate::letter::Format;
use crate::surroundings::Surroundings;
use crate::text::{Edit, apply};

/// A letter under test and what it is checked with.
pub struct Case {
    text: String,
    format: Format,
    rules: String,
    files: Folder,
    messages: Language,
}

/// Files that exist beside the letter. The present moment is noon of Monday, 23 November 2026, in
/// Moscow.
#[derive(Default)]
struct Folder(Vec<String>);

impl Surroundings for Folder {
    fn exists(&self, path: &str) -> Option<bool> {
        Some(self.0.iter().any(|name| name == path))
    }

    fn siblings(&self) -> Vec<String> {
        self.0.clone()
    }

    fn now(&self) -> Option<ZonedDateTime> {
        "2026-11-23T12:00:00+03:00[Europe/Moscow]".parse().ok()
    }
}

/// A draft with a header block.
pub fn draft(text: &str) -> Case {
    Case {
        text: text.to_owned(),
        format: Format::Draft,
        rules: String::new(),
        files: Folder::default(),
        messages: Language::English,
    }
}

/// A letter to Ivan Petrovich with a subject; only its body is given.
pub fn body(text: &str) -> Case {
    draft(&format!(
        "From: Анна Смирнова <anna@firm.example>\nTo: Иван Петрович Сидоров <ivan@client.example>\nSubject: Договор № 12\n\n{text}"
    ))
}

/// A letter to Anna Smith with a subject; only its body is given.
pub fn body_en(text: &str) -> Case {
    draft(&format!(
        "From: John Brown <john@firm.example>\nTo: Anna Smith <anna@client.example>\nSubject: Contract 12\n\n{text}"
    ))
}

/// Asserts that a rule flags some words of a Russian sentence, and what its preferred fix makes of it.
#[track_caller]
pub fn mended(code: &str, sentence: &str, words: &str, fixed: &str) {
    body(&format!("Добрый день!\n\n{sentence}\n"))
        .flags(code, &[words])
        .fixed(code, fixed);
}

/// The same for an English sentence.
#[track_caller]
pub fn mended_en(code: &str, sentence: &str, words: &str, fixed: &str) {
    body_en(&format!("Dear Anna,\n\n{sentence}\n"))
        .flags(code, &[words])
        .fixed(code, fixed);
}

impl Case {
    /// In another format.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// With rules laid over the default.
    pub fn rules(mut self, rules: &str) -> Self {
        self.rules = rules.to_owned();
        self
    }

    /// With files beside the letter.
    pub fn files(mut self, names: &[&str]) -> Self {
        self.files = Folder(names.iter().map(|name| (*name).to_owned()).collect());
        self
    }

    /// With messages in Russian.
    pub fn in_russian(mut self) -> Self {
        self.messages = Language::Russian;
        self
    }

    fn config(&self) -> Arc<Config> {
        let layer = Layer {
            path: "rules.toml".into(),
            text: self.rules.clone(),
        };
        let layers = if self.rules.is_empty() {
            vec![]
        } else {
            vec![layer]
        };
        load(&layers).expect("valid rules")
    }

    fn session(&self, text: &str) -> Session {
        Session::new(text, self.format, self.config(), self.messages)
    }

    /// What all rules find in a text. None may panic, which the engine would bear.
    #[track_caller]
    fn check(&self, text: &str) -> Vec<Finding> {
        let before = panics();
        let found = self.session(text).check(&self.files);
        assert_eq!(panics(), before, "a rule panicked in:\n{text}");
        found
    }

    #[track_caller]
    pub fn found(&self, code: &str) -> Vec<Finding> {
        assert!(by_code(code).is_some(), "no rule {code}");
        self.check(&self.text)
            .into_iter()
            .filter(|finding| finding.code == code)
            .collect()
    }

    /// Asserts that the rule flags just these words, in this order.
    #[track_caller]
    pub fn flags(self, code: &str, words: &[&str]) -> Self {
        let found = self.found(code);
        let flagged: Vec<&str> = found
            .iter()
            .map(|finding| &self.text[finding.range.clone()])
            .collect();
        assert_eq!(flagged, words, "{code} in:\n{}", self.text);
        self
    }

    /// Asserts what the first finding says.
    #[track_caller]
    pub fn says(self, code: &str, words: &str) -> Self {
        let found = self.found(code);
        let said = found.first().map(|finding| finding.message.as_ref());
        let said: &str = said.unwrap_or_default();
        assert!(said.contains(words), "{words:?} is not in: {said}");
        self
    }

    /// Asserts what the fixes of the first finding are called.
    #[track_caller]
    pub fn titles(self, code: &str, titles: &[&str]) -> Self {
        let found = self.found(code);
        let fixes = found.iter().take(1).flat_map(|finding| &finding.fixes);
        assert_eq!(
            fixes.map(|fix| fix.title.as_str()).collect::<Vec<_>>(),
            titles
        );
        self
    }

    /// Asserts that the findings after an edit, which puts `new` in the place of the last `old`, are those
    /// of a fresh check. Returns the letter as edited.
    #[track_caller]
    pub fn edited(mut self, old: &str, new: &str) -> Self {
        let mut session = self.session(&self.text);
        session.check(&self.files);
        let at = self.text.rfind(old).expect("the words to edit");
        let edit = Edit::new(at..at + old.len(), new);
        session.edit(&edit);
        self.text = apply(&self.text, &[edit]);
        assert_eq!(session.check(&self.files), self.check(&self.text));
        self
    }

    /// Asserts that some fix of the first finding makes this of the letter.
    #[track_caller]
    pub fn offers(self, code: &str, expected: &str) -> Self {
        let found = self.found(code);
        let fixes = found.iter().take(1).flat_map(|finding| &finding.fixes);
        let fixed: Vec<String> = fixes.map(|fix| apply(&self.text, &fix.edits)).collect();
        let offered = fixed.iter().any(|fixed| fixed.contains(expected));
        assert!(offered, "{expected:?} is in none of: {fixed:#?}");
        self
    }

    /// Asserts that the rule flags something, whatever the words.
    #[track_caller]
    pub fn reports(self, code: &str) -> Self {
        assert!(!self.found(code).is_empty(), "no {code} in:\n{}", self.text);
        self
    }

    /// Asserts that the rule flags nothing.
    #[track_caller]
    pub fn clean(self, code: &str) -> Self {
        self.flags(code, &[])
    }

    /// Asserts what the preferred fix of the first finding makes of the letter, and that the finding
    /// is gone then and no other came.
    #[track_caller]
    pub fn fixed(self, code: &str, expected: &str) -> Self {
        let found = self.found(code);
        let fix = found
            .iter()
            .flat_map(|finding| &finding.fixes)
            .find(|fix| fix.preferred);
        let fixed = apply(&self.text, &fix.expect("a preferred fix").edits);
        assert!(fixed.contains(expected), "{expected:?} is not in:\n{fixed}");
        let before = self.check(&self.text);
        let after = self.check(&fixed);
        let left = after.iter().filter(|finding| finding.code == code).count();
        assert!(left < found.len(), "{code} is still there in:\n{fixed}");
        for finding in &after {
            let known = before
                .iter()
                .filter(|other| other.code == finding.code)
                .count();
            let now = after
                .iter()
                .filter(|other| other.code == finding.code)
                .count();
            assert!(
                now <= known,
                "the fix of {code} brought {finding:?} in:\n{fixed}"
            );
        }
        self
    }

    /// Asserts that the first finding offers no fix.
    #[track_caller]
    pub fn unfixable(self, code: &str) -> Self {
        self.fixes(code, 0)
    }

    /// Asserts how many fixes the first finding offers.
    #[track_caller]
    pub fn fixes(self, code: &str, count: usize) -> Self {
        let found = self.found(code);
        assert_eq!(
            found.first().map(|finding| finding.fixes.len()),
            Some(count),
            "{found:?}"
        );
        self
    }
}
