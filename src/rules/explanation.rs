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

#[cfg(test)]
mod tests {
    use crate::config::Language;
    use crate::rules::by_code;

    #[test]
    fn a_rule_tells_where_it_stems_from() {
        let rule = |code| by_code(code).expect("a rule");
        let (late, long) = (rule("reply-late"), rule("subject-too-long"));
        assert_eq!(late.origin(Language::Russian), "Правило документа: D2");
        assert_eq!(late.origin(Language::English), "Rule of the document: D2");
        assert_eq!(long.origin(Language::English), "");
    }
}
