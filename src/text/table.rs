//! What is kept under the keys of words and of their beginnings.

use super::index::Number;
use super::words::{KeyMap, Word};

/// Values by keys, of which a word has several: its own and those of its beginnings.
///
/// Nearly every word is sought in vain. So a bit for each key tells at once of most that nothing is kept
/// under them. (A Bloom filter with one hash.)
#[derive(Debug, Clone)]
pub struct Table<V> {
    values: KeyMap<V>,
    bits: Box<[u64; WORDS]>,
}

const WORDS: usize = 1 << 10;

/// The word and the bit in it that stand for a key.
fn place(key: u64) -> (usize, u64) {
    ((key >> 6) as usize % WORDS, 1 << (key & 63))
}

impl<V: Default> Table<V> {
    /// The value under a key, which is made where there is none.
    pub fn at(&mut self, key: u64) -> &mut V {
        let (word, bit) = place(key);
        self.bits[word] |= bit;
        self.values.entry(key).or_default()
    }
}

impl<V> Table<V> {
    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.values.keys().copied()
    }

    /// The value under a key.
    #[inline]
    pub fn get(&self, key: u64) -> Option<&V> {
        let (word, bit) = place(key);
        match self.bits[word] & bit {
            0 => None,
            _ => self.values.get(&key),
        }
    }

    /// The values under the keys of a word, in the table of a list with a number.
    #[inline]
    pub fn of<'a, 'w>(
        &'a self,
        word: &'w Word,
        list: Number,
    ) -> impl Iterator<Item = &'a V> + use<'a, 'w, V> {
        let keys = word.keys_of(word.lengths_in(list));
        keys.filter_map(|key| self.get(key))
    }
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self {
            values: KeyMap::default(),
            bits: Box::new([0; WORDS]),
        }
    }
}
