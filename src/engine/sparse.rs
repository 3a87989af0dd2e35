//! What some of many things in a row have.

use std::ops::Range;

/// What some of the things in a row have, by their indices. Those behind the place of the last change
/// are counted from the end: a writer changes one place again and again, and nothing has to be moved.
#[derive(Debug, Clone, Default)]
pub struct Sparse<T> {
    /// In order.
    before: Vec<(usize, T)>,
    /// Behind the last change: from the last one on, and counted from the end, where 1 is the last thing.
    after: Vec<(usize, T)>,
    /// How many things there are, with something or with nothing.
    len: usize,
}

impl<T> Sparse<T> {
    /// So many things that have nothing.
    pub fn of(len: usize) -> Self {
        Self {
            before: Vec::new(),
            after: Vec::new(),
            len,
        }
    }

    /// Counts on from here what comes at or after an index.
    fn open(&mut self, at: usize) {
        while let Some((index, what)) = self.before.pop_if(|(index, _)| *index >= at) {
            self.after.push((self.len - index, what));
        }
        let len = self.len;
        while let Some((back, what)) = self.after.pop_if(|(back, _)| len - *back < at) {
            self.before.push((len - back, what));
        }
    }

    /// Puts `new` things that have nothing in the place of others; hands over what those had.
    pub fn replace(&mut self, old: &Range<usize>, new: usize, mut gone: impl FnMut(T)) {
        self.open(old.start);
        let len = self.len;
        while let Some((_, what)) = self.after.pop_if(|(back, _)| len - *back < old.end) {
            gone(what);
        }
        self.len = self.len - old.len() + new;
    }

    /// What a thing has; at first it is `default`.
    pub fn entry(&mut self, index: usize, default: T) -> &mut T {
        self.open(index + 1);
        let at = self.before.partition_point(|(other, _)| *other < index);
        if at == self.before.len() {
            self.before.push((index, default));
        }
        &mut self.before[at].1
    }

    /// What the things have that have something, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &T)> + Clone {
        self.range(0..self.len)
    }

    /// What a range of them have.
    pub fn range(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, &T)> + Clone {
        let before = |at: usize| self.before.partition_point(|(index, _)| *index < at);
        let behind = |at: usize| {
            let most = self.len.saturating_sub(at);
            self.after.partition_point(|(back, _)| *back <= most)
        };
        let after = &self.after[behind(range.end)..behind(range.start)];
        let before = &self.before[before(range.start)..before(range.end)];
        let after = after.iter().rev();
        let after = after.map(|(back, what)| (self.len - back, what));
        let before = before.iter().map(|(index, what)| (*index, what));
        before.chain(after)
    }

    /// Takes what the things before an index have.
    pub fn forget_before(&mut self, index: usize) {
        if self.iter().next().is_some_and(|(first, _)| first < index) {
            self.open(index);
            self.before.clear();
        }
    }

    /// Takes what all of them have.
    pub fn clear(&mut self) {
        self.before.clear();
        self.after.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_row_of_which_some_have_something(
            steps in prop::collection::vec((0..20usize, 0..4usize, 0..4usize, prop::option::of(0..9u8)), 0..60),
        ) {
            let mut row: Vec<Option<u8>> = Vec::new();
            let mut sparse = Sparse::default();
            for (start, removed, added, what) in steps {
                let old = start.min(row.len())..(start + removed).min(row.len());
                let mut gone = Vec::new();
                sparse.replace(&old, added, |what| gone.push(what));
                let went = row.splice(old.clone(), std::iter::repeat_n(None, added));
                prop_assert_eq!(gone, went.flatten().collect::<Vec<u8>>());
                if let Some(what) = what && added > 0 {
                    let at = old.start + added - 1;
                    *sparse.entry(at, 0) += what;
                    *sparse.entry(at, 0) += 1;
                    row[at] = Some(what + 1);
                }
                let have = row.iter().enumerate();
                let have: Vec<(usize, &u8)> = have.filter_map(|(at, what)| Some((at, what.as_ref()?))).collect();
                prop_assert_eq!(sparse.iter().collect::<Vec<_>>(), have.clone());
                let part = have.iter().filter(|(at, _)| old.contains(at));
                prop_assert_eq!(sparse.range(old.clone()).collect::<Vec<_>>(), part.copied().collect::<Vec<_>>());
                let mut rest = sparse.clone();
                rest.forget_before(old.start);
                let behind = have.iter().filter(|(at, _)| *at >= old.start);
                prop_assert_eq!(rest.iter().collect::<Vec<_>>(), behind.copied().collect::<Vec<_>>());
                prop_assert_eq!(sparse.iter().rev().collect::<Vec<_>>(), have.into_iter().rev().collect::<Vec<_>>());
            }
        }
    }
}
