//! `letter-ls rules`: the catalogue, from the rules themselves.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::CLEAN;
use crate::config::Language;
use crate::rules::{Bilingual, RULES, Rule};

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For reading in a terminal.
    Text,
    /// For programs, in both languages.
    Json,
    /// A page of documentation.
    Markdown,
    /// A table in Markdown.
    Table,
}

/// Prints the catalogue.
pub(super) fn run(format: ListFormat, language: Language) -> u8 {
    let list = match format {
        ListFormat::Text => RULES.iter().map(|rule| text(rule, language)).collect(),
        ListFormat::Json => format!(
            "{:#}\n",
            Value::Array(RULES.iter().map(|rule| json_rule(rule)).collect())
        ),
        ListFormat::Markdown => catalogue_page(),
        ListFormat::Table => catalogue_table(),
    };
    anstream::print!("{list}");
    CLEAN
}

fn text(rule: &Rule, language: Language) -> String {
    let (bad, good) = match language {
        Language::Russian => ("плохо", "хорошо"),
        Language::English => ("bad", "good"),
    };
    let indented = |text: Bilingual| text.get(language).replace('\n', "\n      ");
    format!(
        "{} [{}] {}\n  {}\n  {bad}:\n      {}\n  {good}:\n      {}\n\n",
        rule.code,
        rule.severity.as_str(),
        rule.title.get(language),
        rule.why.get(language),
        indented(rule.bad),
        indented(rule.good),
    )
}

fn json_rule(rule: &Rule) -> Value {
    let both = |text: Bilingual| json!({"ru": text.ru, "en": text.en});
    json!({
        "code": rule.code,
        "severity": rule.severity.as_str(),
        "source": rule.source,
        "title": both(rule.title),
        "why": both(rule.why),
        "bad": both(rule.bad),
        "good": both(rule.good),
    })
}

/// The table in the README.
pub fn catalogue_table() -> String {
    let mut table = String::from("| code | severity | what it demands |\n| --- | --- | --- |\n");
    for rule in RULES {
        let (code, severity, title) = (rule.code, rule.severity.as_str(), rule.title.en);
        table.push_str(&format!(
            "| [`{code}`](docs/rules.md#{code}) | {severity} | {title} |\n"
        ));
    }
    table
}

/// The page `docs/rules.md`.
pub fn catalogue_page() -> String {
    let mut page = String::from(
        "# The rules\n\nMade by `letter-ls rules --format markdown`. Letters and numbers such as G1 name the rule of the\ncompany's document that a rule stems from.\n\n",
    );
    for rule in RULES {
        let source = if rule.source.is_empty() {
            ""
        } else {
            &format!(", {}", rule.source)
        };
        page.push_str(&format!(
            "## {}\n\n*{}{source}*\n\n",
            rule.code,
            rule.severity.as_str()
        ));
        for language in [Language::English, Language::Russian] {
            page.push_str(&rule.explanation(language));
            page.push('\n');
        }
    }
    page
}
