//! Where punctuation is known to be due.

use serde::Deserialize;

use crate::text::words::Phrases;

/// Words that have a comma before or after them, and what takes it away.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Punctuation {
    /// Words that a comma stands before: «который», «чтобы».
    pub comma_before: Phrases<()>,
    /// Words after which [`Punctuation::comma_before`] needs no comma: «и», «того».
    pub joined: Phrases<()>,
    /// Phrases of [`Punctuation::comma_before`] that need no comma: «который раз».
    pub without_comma: Phrases<()>,
    /// Words that a comma follows at the start of a sentence: "However".
    pub comma_after: Phrases<()>,
    /// Words that open the clause after such a word, so that it is no "however hard it is".
    pub openers: Phrases<()>,
}
