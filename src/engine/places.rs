//! Where the blocks of a letter start.

use std::ops::{Add, Range, Sub};

/// A place in a text, or how far two places are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Bytes.
    pub byte: usize,
    /// Lines.
    pub line: usize,
}

impl Add for Place {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            byte: self.byte + other.byte,
            line: self.line + other.line,
        }
    }
}

impl Sub for Place {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            byte: self.byte - other.byte,
            line: self.line - other.line,
        }
    }
}

/// Where blocks start, and where the last one ends. Behind the place of the last change they are counted
/// from the end, so that a change there moves none of them.
#[derive(Debug, Clone, Default)]
pub struct Places {
    before: Vec<Place>,
    /// Behind the last change: from the last block on, and counted from the end.
    after: Vec<Place>,
    end: Place,
}

impl Places {
    /// Where a block starts.
    pub fn start(&self, block: usize) -> Place {
        let Some(behind) = block.checked_sub(self.before.len()) else {
            return self.before[block];
        };
        match self.after.len().checked_sub(behind + 1) {
            Some(at) => self.end - self.after[at],
            None => self.end,
        }
    }

    /// How many blocks start before a byte.
    pub fn before(&self, byte: usize) -> usize {
        let before = self.before.partition_point(|start| start.byte < byte);
        let behind = |back: &Place| self.end.byte - back.byte >= byte;
        before + self.after.len() - self.after.partition_point(behind)
    }

    /// Puts blocks, which are so long, in the place of others.
    pub fn replace(&mut self, old: &Range<usize>, new: impl Iterator<Item = Place>) {
        let (mut at, rest) = (self.start(old.start), self.end - self.start(old.end));
        while self.before.len() > old.start
            && let Some(start) = self.before.pop()
        {
            self.after.push(self.end - start);
        }
        while self.before.len() < old.start
            && let Some(back) = self.after.pop()
        {
            self.before.push(self.end - back);
        }
        self.after.truncate(self.after.len() - old.len());
        for len in new {
            self.before.push(at);
            at = at + len;
        }
        self.end = at + rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_start_where_those_before_end(
            steps in prop::collection::vec((0..20usize, 0..4usize, prop::collection::vec((0..9usize, 0..3usize), 0..4)), 0..60),
        ) {
            let mut lens: Vec<Place> = Vec::new();
            let mut places = Places::default();
            for (start, removed, new) in steps {
                let old = start.min(lens.len())..(start + removed).min(lens.len());
                let new = new.into_iter().map(|(byte, line)| Place { byte, line });
                places.replace(&old, new.clone());
                lens.splice(old, new);
                for block in 0..=lens.len() {
                    let start = lens[..block].iter().copied().fold(Place::default(), Place::add);
                    prop_assert_eq!(places.start(block), start);
                    let before = (0..lens.len()).filter(|other| places.start(*other).byte < start.byte);
                    prop_assert_eq!(places.before(start.byte), before.count());
                }
            }
        }
    }
}
