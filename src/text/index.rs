//! Which of the many lists of phrases a word can begin a phrase of.
//!
//! Rules ask of each word in a hundred lists, and nearly always in vain. So the lists of a configuration
//! are numbered while it is read, and one table tells for each beginning of a phrase in which of them it
//! stands. A word is looked up once; what a list is asked after that is a bit.

use std::cell::RefCell;

use super::words::{KeyMap, Word};

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
    lists: KeyMap<Lists>,
    count: u32,
    filter: Filter,
}

/// Tells of most keys at once that no list has them. (A Bloom filter with one bit for each key.)
#[derive(Debug, Clone)]
pub struct Filter(Box<[u64; Filter::WORDS]>);

impl Filter {
    const WORDS: usize = 1 << 10;

    fn place(key: u64) -> (usize, u64) {
        ((key >> 6) as usize % Self::WORDS, 1 << (key & 63))
    }

    /// Adds a key.
    pub fn add(&mut self, key: u64) {
        let (word, bit) = Self::place(key);
        self.0[word] |= bit;
    }

    /// Whether a key may have been added.
    #[inline]
    pub fn admits(&self, key: u64) -> bool {
        let (word, bit) = Self::place(key);
        self.0[word] & bit != 0
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self(Box::new([0; Self::WORDS]))
    }
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
            *self.lists.entry(key).or_default() |= number.0;
            self.filter.add(key);
        }
        number
    }

    /// Tells words in which lists they can begin a phrase.
    pub fn tell(&self, words: &mut [Word]) {
        for word in words {
            let known = word.keys().filter(|key| self.filter.admits(*key));
            let lists = known.filter_map(|key| self.lists.get(&key));
            word.lists = lists.fold(Number::default().0, |all, lists| all | lists);
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
