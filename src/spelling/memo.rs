//! Answers about words that every letter asks about again.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::text::words::key;

/// So many answers are remembered. A word has two places, of which the second keeps what a newer word has
/// driven out of the first.
const PLACES: usize = 1 << 14;

/// Remembers yes or no for words, for all threads and without a lock. The answer must depend on the word
/// alone.
///
/// A word is known by a hash of 63 bits, and its answer is the last bit of what is kept.
pub struct Memo([AtomicU64; PLACES]);

impl Memo {
    pub const fn new() -> Self {
        Self([const { AtomicU64::new(0) }; PLACES])
    }

    /// The answer for a word, which is worked out if it is not remembered.
    pub fn answer(&self, word: &str, work_out: impl FnOnce() -> bool) -> bool {
        // Nothing is kept under 0, which says that a place is empty.
        let key = key(word) | 2;
        let first = usize::try_from(key >> 32).unwrap_or_default() % PLACES;
        let places = [first, first ^ 1].map(|place| &self.0[place]);
        let kept = places.map(|place| place.load(Ordering::Relaxed));
        if let Some(kept) = kept.into_iter().find(|kept| kept | 1 == key | 1) {
            return kept & 1 == 1;
        }
        let answer = work_out();
        places[1].store(kept[0], Ordering::Relaxed);
        places[0].store(key & !1 | u64::from(answer), Ordering::Relaxed);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_remembered_and_not_mixed_up() {
        let memo = Memo::new();
        let even = |number: usize| number.is_multiple_of(2);
        for _ in 0..2 {
            for number in 0..PLACES * 2 {
                let answer = memo.answer(&number.to_string(), || even(number));
                assert_eq!(answer, even(number));
            }
        }
        assert!(memo.answer("last", || true));
        assert!(memo.answer("last", || unreachable!("it is remembered")));
    }
}
