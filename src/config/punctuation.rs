//! The fixed frames in which a comma is due.

use serde::Deserialize;

use crate::text::words::Phrases;

/// Words that take a comma.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Punctuation {
    /// Words before which a comma is due: «который».
    pub comma_before: Phrases<()>,
    /// Words before which one is due after a clause: «поэтому».
    pub comma_before_clause: Phrases<()>,
    /// Words that belong to the same clause where they stand before those: prepositions, conjunctions,
    /// particles.
    pub held: Phrases<()>,
    /// Words at the start of a sentence after which a comma is due: "However".
    pub comma_after: Phrases<()>,
    /// Words that begin a clause after those.
    pub clause_words: Phrases<()>,
}
