//! Spelling: which words of a letter are right, and what should stand where one is not.
//!
//! The dictionaries are compiled when the crate is built (`build.rs`) and embedded: nothing is read
//! or parsed at start. [`judge`] says of one word whether it is right, [`corrections`] what it may
//! have been meant to be. Both take a word as `unicode-segmentation` finds it, or with the hyphens
//! that join its parts, and choose the language by the script, word for word.
//!
//! Hunspell dictionaries of the user's and the system's stand beside them: [`Places`] finds them, a
//! [`Library`] tells which are open, [`OwnDictionary`] is one of them.

mod case;
mod compound;
mod corrections;
mod dictionary;
mod judge;
mod library;
mod memo;
mod mixed_script;
mod names;
mod normal;
mod number;
mod own_dictionary;
mod places;
mod prefix;
mod user_dictionary;
mod word_list;

#[path = "../../build/flags.rs"]
mod flags;
#[path = "../../build/forms.rs"]
mod forms;
#[path = "../../build/pack.rs"]
mod pack;

pub use corrections::{corrections, corrections_with};
pub use dictionary::{BadDictionary, Dictionary};
pub use judge::{Known, Verdict, is_plain_foreign, judge};
pub use library::Library;
pub use mixed_script::mixed_script;
pub use own_dictionary::OwnDictionary;
pub use places::{Places, is_path};
pub use prefix::starting_with;
pub use user_dictionary::{HunspellFiles, UserDictionaryError};
pub use word_list::{WordList, WordListError};

use crate::config::Language;

/// The letters a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// No letter at all.
    None,
    /// Letters of one language that has a dictionary.
    Of(Language),
    /// Both Cyrillic and Latin letters.
    Mixed,
    /// A letter that neither Russian nor English has.
    Foreign,
}

impl Script {
    /// The script of one letter; none for anything else.
    fn of_letter(letter: char) -> Option<Self> {
        match letter {
            'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => Some(Self::Of(Language::Russian)),
            'a'..='z' | 'A'..='Z' => Some(Self::Of(Language::English)),
            _ => letter.is_alphabetic().then_some(Self::Foreign),
        }
    }

    fn of(word: &str) -> Self {
        word.chars()
            .filter_map(Self::of_letter)
            .fold(Self::None, |script, letter| match (script, letter) {
                (Self::None, any) => any,
                (same, other) if same == other => same,
                (Self::Foreign, _) | (_, Self::Foreign) => Self::Foreign,
                _ => Self::Mixed,
            })
    }
}
