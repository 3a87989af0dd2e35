//! Where the blocks of a letter start.

use std::ops::Range;

/// Where blocks start, and where the last one ends, in bytes of the text. Behind the place of the last
/// change they are counted from the end, so that a change there moves none of them.
#[derive(Debug, Clone, Default)]
pub struct Places {
    before: Vec<usize>,
    /// Behind the last change: from the last block on, and counted from the end.
    after: Vec<usize>,
    end: usize,
}

impl Places {
    /// Where a block starts.
    pub fn start(&self, block: usize) -> usize {
        let Some(behind) = block.checked_sub(self.before.len()) else {
            return self.before[block];
        };
        match self.after.len().checked_sub(behind + 1) {
            Some(at) => self.end - self.after[at],
            None => self.end,
        }
    }

    /// Puts blocks, whose lengths are given, in the place of others.
    pub fn replace(&mut self, old: &Range<usize>, new: impl Iterator<Item = usize>) {
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
            at += len;
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
            steps in prop::collection::vec((0..20usize, 0..4usize, prop::collection::vec(0..9usize, 0..4)), 0..60),
        ) {
            let mut lens: Vec<usize> = Vec::new();
            let mut places = Places::default();
            for (start, removed, new) in steps {
                let old = start.min(lens.len())..(start + removed).min(lens.len());
                places.replace(&old, new.iter().copied());
                lens.splice(old, new);
                for block in 0..=lens.len() {
                    prop_assert_eq!(places.start(block), lens[..block].iter().sum::<usize>());
                }
            }
        }
    }
}
