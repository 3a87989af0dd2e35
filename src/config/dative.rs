//! Russian prepositions of the dative that writers put a genitive after: «согласно приказа».

use serde::Deserialize;

use crate::text::phrases::Phrases;

/// Prepositions of the dative and nouns that stand after them.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Dative {
    /// The prepositions.
    pub prepositions: Phrases<()>,
    /// Genitives of nouns and the datives in their place.
    pub nouns: Phrases<String>,
}
