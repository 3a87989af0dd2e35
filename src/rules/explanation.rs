//! What a rule demands and why, as Markdown: the same text in the catalogue and on a finding.

use super::Rule;
use crate::config::Language;

impl Rule {
    /// Title, reason and the two examples, as Markdown (CommonMark).
    pub fn explanation(&self, language: Language) -> String {
        let (bad, good) = match language {
            Language::Russian => ("Плохо", "Хорошо"),
            Language::English => ("Bad", "Good"),
        };
        format!(
            "**{}.** {}\n\n{bad}:\n\n```text\n{}\n```\n\n{good}:\n\n```text\n{}\n```\n",
            self.title.get(language),
            self.why.get(language),
            self.bad.get(language),
            self.good.get(language),
        )
    }

    /// The same for clients that show plain text only.
    pub fn plain_explanation(&self, language: Language) -> String {
        let explanation = self.explanation(language);
        let lines = explanation.lines().filter(|line| !line.starts_with("```"));
        lines.collect::<Vec<_>>().join("\n").replace("**", "")
    }

    /// The rules of the company's document that it stems from, in words; empty where there are none.
    pub fn origin(&self, language: Language) -> String {
        match (self.source, language) {
            ("", _) => String::new(),
            (source, Language::Russian) => format!("Правило документа: {source}"),
            (source, Language::English) => format!("Rule of the document: {source}"),
        }
    }
}
