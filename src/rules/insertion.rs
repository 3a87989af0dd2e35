//! Where sentences are added to a letter. Shared by the rules whose fixes add one.

use super::overview::Overview;
use crate::text::Edit;

/// An edit that adds a paragraph after the salutation, or before the first paragraph where there is
/// none. `None` where the letter has no text, or its body can't be edited in place.
pub fn opening(overview: &Overview, sentence: &str) -> Option<Edit> {
    let newline = overview.newline();
    if let Some((_, leaf, salutation)) = overview.salutation() {
        let after = salutation.range.end;
        let text = format!("{newline}{newline}{sentence}");
        if salutation.alone {
            return leaf.edit(after..after, &text);
        }
        return leaf.edit(after..after, &format!(" {sentence}"));
    }
    let (_, first) = overview.prose().next()?;
    first.edit(0..0, &format!("{sentence}{newline}{newline}"))
}

/// An edit that adds a paragraph after the last one that the writer wrote, before the close.
pub fn ending(overview: &Overview, sentence: &str) -> Option<Edit> {
    let (_, last) = overview.prose().next_back()?;
    let end = overview.text_of(&last).trim_end().len();
    let newline = overview.newline();
    last.edit(end..end, &format!("{newline}{newline}{sentence}"))
}
