//! Which of the many lists of phrases a word can begin a phrase of.
//!
//! Rules ask of each word in a hundred lists, and nearly always in vain. So the lists of a configuration
//! are numbered while it is read, and one table tells for each beginning of a phrase in which of them it
//! stands. A word is looked up once; what a list is asked after that is a bit.

use std::cell::RefCell;

use super::table::Table;
use super::words::Word;

/// Lists as a set of their numbers.
pub(super) type Lists = u128;

/// The number of a list that is in no index: it may hold any word.
const UNNUMBERED: u32 = Lists::BITS - 1;

/// The number of a list in the index of its configuration, as the set of it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(Lists);

impl Number {
    fn new(number: u32) -> Self {
        Self(1 << number)
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::new(UNNUMBERED)
    }
}

impl Number {
    /// Whether this list is in a set.
    #[inline]
    pub(super) fn is_in(self, lists: Lists) -> bool {
        lists & self.0 != 0
    }
}

/// The numbered lists by the keys under which they keep their phrases.
#[derive(Debug, Clone, Default)]
pub struct Index {
    lists: Table<Lists>,
    count: u32,
}

thread_local! {
    /// What was numbered since [`Index::gathered`] was called, if it is at work in this thread: lists are
    /// made by serde, which hands nothing down to them.
    static GATHERED: RefCell<Option<Index>> = const { RefCell::new(None) };
}

impl Index {
    /// Reads something and gives it with the index of the lists in it.
    pub fn gathered<T>(read: impl FnOnce() -> T) -> (T, Self) {
        let outer = GATHERED.replace(Some(Self::default()));
        let value = read();
        (value, GATHERED.replace(outer).unwrap_or_default())
    }

    /// Adds a list that keeps its phrases under these keys. Those that are too many get no number.
    pub fn add(&mut self, keys: impl Iterator<Item = u64>) -> Number {
        if self.count == UNNUMBERED {
            return Number::default();
        }
        let number = Number::new(self.count);
        self.count += 1;
        for key in keys {
            *self.lists.at(key) |= number.0;
        }
        number
    }

    /// Tells words in which lists they can begin a phrase.
    pub fn tell(&self, words: &mut [Word]) {
        for word in words {
            let (mut lists, mut lengths) = (Number::default().0, 0);
            for (length, key) in word.keys_by_length().iter().enumerate() {
                if let Some(found) = self.lists.get(*key) {
                    lists |= found;
                    lengths |= 1 << length;
                }
            }
            (word.lists, word.lengths) = (lists, lengths);
        }
    }
}

/// Adds a list to the index that is being gathered, if one is.
pub(super) fn number(keys: impl Iterator<Item = u64>) -> Number {
    GATHERED.with_borrow_mut(|index| match index {
        Some(index) => index.add(keys),
        None => Number::default(),
    })
}
