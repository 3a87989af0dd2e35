//! Findings in their places.

use std::ops::Range;
use std::sync::Arc;

use super::analysis::shifted;
use super::places::Place;
use crate::rules::Finding;

/// A finding where it is kept, and where its block starts.
pub(super) type Seen<'a> = (&'a Arc<Finding>, Place);

/// By this findings are put in order.
pub(super) fn order((finding, start): &Seen) -> (usize, usize, &'static str) {
    let Range { start: from, end } = finding.range;
    (start.byte + from, start.byte + end, finding.code)
}

/// A finding in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The finding. Its ranges are bytes from the start of its block; as long as that does not change, it
    /// is one and the same.
    pub finding: Arc<Finding>,
    /// Where the block starts: a byte of the text.
    pub start: usize,
    /// The line that starts there.
    pub line: usize,
}

impl Found {
    /// The finding with ranges in bytes of the text.
    pub fn in_text(&self) -> Finding {
        shifted(&self.finding, self.start)
    }
}
