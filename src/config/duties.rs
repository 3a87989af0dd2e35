//! Settings of the rules about duties: promises, requests, complaints, conflicts, absences, meetings.

use serde::Deserialize;

use crate::text::phrases::Phrases;

/// How «Вы» is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum You {
    /// With a capital where the letter does so elsewhere.
    #[default]
    Consistent,
    /// Always with a capital, in letters to one person.
    Capital,
}

/// What a complaint sounds like, and what its answer must say.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Complaint {
    /// Words of one who complains.
    pub words: Phrases<()>,
    /// Phrases with such words that are no complaint.
    pub except: Phrases<()>,
    /// Words of thanks.
    pub thanks: Phrases<()>,
    /// Words of apology.
    pub apology: Phrases<()>,
    /// Words that say what will be done.
    pub action: Phrases<()>,
}

/// What a conflict sounds like.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Conflict {
    /// Words of a hard conflict.
    pub words: Phrases<()>,
    /// Phrases with such words that speak of none.
    pub except: Phrases<()>,
}

/// Tasks that are passed on, asked for or taken over.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Task {
    /// Words that ask.
    pub requests: Phrases<()>,
    /// Verbs of work that takes time, after a word that asks.
    pub work: Phrases<()>,
    /// Imperatives of such work: «подготовьте».
    pub orders: Phrases<()>,
    /// Words that take a task over: «взяли в работу».
    pub acceptance: Phrases<()>,
    /// Words that give a reason.
    pub reasons: Phrases<()>,
    /// Words that tell what is to come out, or say how.
    pub results: Phrases<()>,
}

/// Promises and requests without a date.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Deadline {
    /// Words that stand where a date should.
    pub vague: Phrases<()>,
    /// Those of them that any verb in the future or imperative makes a promise or a request.
    pub sure: Phrases<()>,
    /// Phrases with such words that are no promise of a time.
    pub except: Phrases<()>,
    /// Words that promise.
    pub promises: Phrases<()>,
    /// Words of a wish.
    pub wishes: Phrases<()>,
}

/// The writer's absence.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Absence {
    /// Words that announce it.
    pub words: Phrases<()>,
    /// Words that name who stands in.
    pub deputy: Phrases<()>,
}

/// What was agreed orally.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Minutes {
    /// Words that refer to a meeting.
    pub meeting: Phrases<()>,
    /// Words that refer to a talk, on the telephone or elsewhere.
    pub talk: Phrases<()>,
    /// Words that rest on what was said; a meeting or a talk has to follow: «в соответствии с», "as per".
    pub references: Phrases<()>,
    /// Words that lead to the place of an agreement: «на», "at"; the sentence has to tell of one, too.
    pub places: Phrases<()>,
    /// Words between these and what follows them: «нашим», "the".
    pub between: Phrases<()>,
    /// Names of meetings.
    pub meetings: Phrases<()>,
    /// Names of talks.
    pub talks: Phrases<()>,
    /// Words that tell of an agreement: «решили», "we agreed".
    pub agreed: Phrases<()>,
    /// Words with which a sentence does not record an agreement.
    pub except: Phrases<()>,
    /// Words of a subject that says so.
    pub subject: Phrases<()>,
}
