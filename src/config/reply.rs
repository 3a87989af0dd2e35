//! The `[reply]` table of `rules.toml`.

use serde::Deserialize;

use crate::text::phrases::Phrases;

/// How soon a letter is answered, and how writers apologise for a delay.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Reply {
    /// Minutes within which a letter is answered; no more than a few weeks of them.
    pub within_minutes: u16,
    /// Words of apology or thanks; they count where a word of delay stands in the sentence.
    pub apologies: Phrases<()>,
    /// Words of delay and waiting.
    pub delays: Phrases<()>,
}
