//! Letters to begin with: a text with gaps to fill in, in both languages.
//!
//! A template is a draft under `templates/`. `[имя]` in it is a gap, which `placeholder-left` watches;
//! `{writer.name}` is a fact, which comes from the rules, the command line or the clock, and is a gap
//! where it is not known. The keys of facts are those of [`facts::Facts`].

mod facts;
mod snippet;

use std::sync::LazyLock;

use jiff::ZonedDateTime;
use regex::Regex;

use crate::config::{Config, Language};
use crate::rules::Bilingual;
use crate::text::pattern;

use facts::Facts;

/// A letter to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its name on the command line and in completions.
    pub name: &'static str,
    /// What it is for, in one line.
    pub about: Bilingual,
    /// Its text, with gaps and keys of facts.
    text: Bilingual,
}

/// What of a template is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The header block and the body.
    Letter,
    /// Only the body, for a draft that has its header block.
    Body,
}

macro_rules! template {
    ($name:literal, $ru:literal, $en:literal) => {
        Template {
            name: $name,
            about: Bilingual { ru: $ru, en: $en },
            text: Bilingual {
                ru: include_str!(concat!("../../templates/ru/", $name, ".letter")),
                en: include_str!(concat!("../../templates/en/", $name, ".letter")),
            },
        }
    };
}

/// All templates, in the order in which letters to a customer come.
#[rustfmt::skip]
static TEMPLATES: [Template; 9] = [
    template!("first-letter", "Первое письмо: предложение и выгода заказчика", "A first letter: a proposal and its benefit"),
    template!("reply", "Ответ на вопросы по порядку", "Answers to questions, point by point"),
    template!("task", "Уточнение задачи: причина, измеримый результат, срок", "Questions about a task: reason, measurable result, date"),
    template!("progress", "Ход длительной работы и срок её окончания", "The progress of a long job and when it ends"),
    template!("minutes", "Итоги совещания или разговора", "Minutes of a meeting or a talk"),
    template!("attachments", "Письмо с вложением", "A letter with a file attached"),
    template!("reminder", "Напоминание о сроке", "A reminder of a deadline"),
    template!("absence", "Отсутствие: срок, заместитель и его контакты", "An absence: its period, the deputy and how to reach them"),
    template!("complaint", "Ответ на жалобу: благодарность, извинение, меры, срок", "An answer to a complaint: thanks, apology, remedy, date"),
];

/// A file of rules to fill in: all facts as examples behind `#`, explained in each language.
pub const RULES_FILE: Bilingual = Bilingual {
    ru: include_str!("../../templates/ru/rules.toml"),
    en: include_str!("../../templates/en/rules.toml"),
};

/// All templates.
pub fn all() -> &'static [Template] {
    &TEMPLATES
}

/// The template with a name.
pub fn by_name(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// A stretch of a letter.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Text that stands as it is.
    Text(String),
    /// Something to fill in: what it is. Empty where nothing stands in its place until then.
    Gap(String),
}

impl Template {
    /// The letter with the facts of the rules; `now` is the present moment. What is not known stands
    /// in brackets; where the writer's mailbox is not known, there is no From.
    pub fn render(
        &self,
        language: Language,
        config: &Config,
        now: Option<&ZonedDateTime>,
    ) -> String {
        self.render_to(language, config, now, "")
    }

    /// The same for known recipients: the value of a To field.
    pub fn render_to(
        &self,
        language: Language,
        config: &Config,
        now: Option<&ZonedDateTime>,
        to: &str,
    ) -> String {
        let facts = Facts {
            language,
            config,
            now,
            to,
        };
        let pieces = pieces(self.text.get(language), &facts);
        pieces.iter().map(Piece::plain).collect()
    }

    /// The letter as a snippet (LSP 3.17, "Snippet Syntax"): gaps are tab stops, the same gap the same
    /// one, and the cursor ends after the letter.
    pub fn snippet(
        &self,
        language: Language,
        config: &Config,
        now: Option<&ZonedDateTime>,
        part: Part,
    ) -> String {
        let text = self.text.get(language);
        let text = match (part, text.split_once("\n\n")) {
            (Part::Body, Some((_, body))) => body,
            _ => text,
        };
        let facts = Facts {
            language,
            config,
            now,
            to: "",
        };
        snippet::snippet(&pieces(text, &facts))
    }
}

impl Piece {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn gap(what: impl Into<String>) -> Self {
        Self::Gap(what.into())
    }

    /// The piece in a letter that is no snippet.
    fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Gap(what) if what.is_empty() => String::new(),
            Self::Gap(what) => format!("[{what}]"),
        }
    }
}

/// A text with gaps in brackets as a snippet; `None` where it has none.
pub fn with_stops(text: &str) -> Option<String> {
    let facts = Facts {
        language: Language::English,
        config: &Config::default(),
        now: None,
        to: "",
    };
    let pieces = pieces(text, &facts);
    let gaps = pieces.iter().any(|piece| matches!(piece, Piece::Gap(_)));
    gaps.then(|| snippet::snippet(&pieces))
}

/// The pieces of a template, with facts in place of their keys.
fn pieces(template: &str, facts: &Facts) -> Vec<Piece> {
    template
        .split_inclusive('\n')
        .filter_map(|line| pieces_of_line(line, facts))
        .flatten()
        .collect()
}

/// The pieces of a line; `None` when it is left out for want of a fact.
fn pieces_of_line(line: &str, facts: &Facts) -> Option<Vec<Piece>> {
    static PARTS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\{(?<fact>[a-z.]+)\}|\[(?<gap>[^\[\]\n]+)\]"));
    let mut pieces = Vec::new();
    let mut end = 0;
    for groups in PARTS.captures_iter(line) {
        let (whole, fact) = (groups.get(0)?, groups.name("fact"));
        pieces.push(Piece::text(&line[end..whole.start()]));
        end = whole.end();
        match fact {
            Some(key) => pieces.extend(facts.get(key.as_str())?),
            None => pieces.push(Piece::gap(&groups["gap"])),
        }
    }
    pieces.push(Piece::text(&line[end..]));
    Some(pieces)
}
