//! How long the parts of a letter may be, and what shows that a new one begins.

use serde::Deserialize;

use crate::text::phrases::Phrases;

/// Limits of a letter's structure.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Structure {
    /// A paragraph of more words is long.
    pub paragraph_words: usize,
    /// A paragraph of more sentences is long.
    pub paragraph_sentences: usize,
    /// A letter of more words needs headings, points or a list.
    pub letter_words: usize,
    /// So many questions in a letter are a list.
    pub questions: usize,
    /// Words that open a new thought.
    pub openers: Phrases<()>,
    /// Words that count: «во-первых», "first".
    pub enumerators: Phrases<()>,
    /// Words that tell of a problem.
    pub problems: Phrases<()>,
    /// Verbs that ask for an answer: «сообщите», "let us know".
    pub asking: Phrases<()>,
    /// Words that open the question after such a verb: «когда», "whether".
    pub interrogatives: Phrases<()>,
    /// Questions of courtesy, which need no answer of their own: «как дела».
    pub small_talk: Phrases<()>,
    /// Numbers of more than one: «два», "several".
    pub several: Phrases<()>,
    /// What they count where points are announced: «вопрос*», "issues".
    pub topics: Phrases<()>,
    /// Words at the start of a sentence that take up one of the points: «первая», "the other".
    pub parts: Phrases<()>,
}
