//! The `[dates]` table of `rules.toml`.

use serde::Deserialize;

use crate::text::phrases::Phrases;

/// How writers speak of days that are to come.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Dates {
    /// Words before the last day of a term: «до», "no later than".
    pub until: Phrases<()>,
    /// Words that ask for something, or promise it: «просим», "please".
    pub demands: Phrases<()>,
    /// Words that speak of an event to come: «состоится», "will".
    pub future: Phrases<()>,
    /// Names of events, which may stand between such words and the day: «семинар», "webinar".
    pub events: Phrases<()>,
    /// Words that name a last day themselves: «крайний срок», "the deadline is".
    pub deadlines: Phrases<()>,
    /// Words that make a sentence a report about the past.
    pub past: Phrases<()>,
}
