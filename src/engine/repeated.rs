//! Passages that stand word for word in letter after letter: greetings, boilerplate, what comes from a
//! template. In a folder of letters each is judged once.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::mem::{self, discriminant};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::{FixedState, RandomState};

use super::analysis::Analysis;
use crate::letter::{Content, Format};
use crate::rules::passage::Extent;

/// So many passages are remembered, and as many of those that were seen before them.
const MOST: usize = 2048;

/// What was found in passages of letters that were checked by the same rules, with messages in the same
/// language.
#[derive(Debug, Default)]
pub struct Repeated(Mutex<Passages>);

#[derive(Debug, Default)]
struct Passages {
    young: HashMap<u64, Arc<Analysis>, RandomState>,
    /// They are forgotten when there are too many young ones, save for those that were seen again.
    old: HashMap<u64, Arc<Analysis>, RandomState>,
}

impl Repeated {
    /// What was found in the passage with a key, or is found now.
    pub(super) fn or_judge(&self, key: u64, judge: impl FnOnce() -> Analysis) -> Analysis {
        let known = self.passages(|passages| passages.get(key));
        if let Some(known) = known {
            return Analysis::clone(&known);
        }
        let analysis = judge();
        let kept = Arc::new(analysis.clone());
        self.passages(|passages| passages.insert(key, kept));
        analysis
    }

    fn passages<T>(&self, work: impl FnOnce(&mut Passages) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Passages {
    fn get(&mut self, key: u64) -> Option<Arc<Analysis>> {
        if let Some(known) = self.young.get(&key) {
            return Some(known.clone());
        }
        let known = self.old.remove(&key)?;
        self.insert(key, known.clone());
        Some(known)
    }

    fn insert(&mut self, key: u64, analysis: Arc<Analysis>) {
        if self.young.len() >= MOST {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key, analysis);
    }
}

/// Tells a passage from all that are judged otherwise by the same rules.
pub(super) fn key(text: &str, content: &Content, format: Format, extent: Extent) -> u64 {
    let salutation = content.salutation().map(|found| &found.range);
    let kind = (discriminant(content), salutation, discriminant(&format));
    FixedState::default().hash_one((text, kind, extent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_words(words: usize) -> Analysis {
        Analysis {
            words,
            ..Analysis::default()
        }
    }

    #[test]
    fn what_is_seen_again_stays_and_the_rest_is_forgotten() {
        let repeated = Repeated::default();
        let judged = |key: usize| {
            let mut judged = false;
            let found = repeated.or_judge(key as u64, || {
                judged = true;
                of_words(key)
            });
            assert_eq!(found, of_words(key));
            judged
        };
        for key in 0..5 * MOST {
            assert!(judged(key + 2));
            assert_eq!(judged(1), key == 0, "seen all the time");
            assert!(key < MOST / 4 || !judged(key + 2 - MOST / 4), "seen lately");
        }
        assert!(judged(2), "seen long ago");
        let passages = repeated.0.lock().expect("whole");
        assert!(passages.young.len() <= MOST && passages.old.len() <= MOST);
    }
}
