//! Where punctuation is known to be due.

use serde::Deserialize;

use crate::text::phrases::Phrases;

/// Words that have a comma before or after them, and what takes it away.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Punctuation {
    /// Words that a comma stands before: «который», «чтобы».
    pub comma_before: Phrases<()>,
    /// Words after which those of `comma-before` need no comma: «и», «того».
    pub joined: Phrases<()>,
    /// Phrases with words of `comma-before` that need no comma: «который раз».
    pub without_comma: Phrases<()>,
    /// Words that a comma follows at the start of a sentence: "However".
    pub comma_after: Phrases<()>,
    /// Words that open the clause after such a word, so that it is no "however hard it is".
    pub openers: Phrases<()>,
    /// Words with a comma before the last of them: «сообщаем, что».
    pub comma_within: Phrases<()>,
    /// Words that open an English condition, which a comma parts from the request after it: "if".
    pub conditions: Phrases<()>,
}
