//! The set phrases that make the parts of a letter known, from `rules.toml`.

use serde::Deserialize;

use crate::text::phrases::Phrases;
use crate::text::words::Word;

/// The phrases that the parser looks for.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Grammar {
    /// How salutations are worded.
    pub salutation: SalutationPhrases,
    /// How letters are closed.
    pub close: ClosePhrases,
    /// How disclaimers begin.
    pub disclaimer: DisclaimerPhrases,
}

/// Words of salutations.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct SalutationPhrases {
    /// Greetings that can stand alone: «Добрый день», "Good morning".
    pub greetings: Phrases<()>,
    /// Words that need an addressee: «Уважаемый …», "Dear …".
    pub addresses: Phrases<()>,
    /// Greetings that are too familiar for an official letter, with the official one.
    pub informal: Phrases<String>,
    /// Greetings that are official only in the neutral register: "Hi Anna".
    pub casual: Phrases<()>,
    /// Addressees that are not names: «коллеги», "team", "Sir or Madam".
    pub addressees: Phrases<()>,
}

impl SalutationPhrases {
    /// Whether a greeting may start with a word.
    pub(super) fn may_start(&self, word: &Word) -> bool {
        self.greetings.may_start(word)
            || self.addresses.may_start(word)
            || self.informal.may_start(word)
            || self.casual.may_start(word)
    }
}

/// Words of complimentary closes.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ClosePhrases {
    /// Closes: «С уважением», "Kind regards".
    pub phrases: Phrases<()>,
    /// Closes only where a name or nothing follows on the line: "Thanks", «Спасибо».
    pub short: Phrases<()>,
}

/// Words of disclaimers.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct DisclaimerPhrases {
    /// Beginnings of the boilerplate that companies add to every letter.
    pub openings: Phrases<()>,
}
