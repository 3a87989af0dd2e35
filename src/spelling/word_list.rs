//! Words of a user's or a project's own: a text file, one word a line, sorted.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::case::readings;
use super::dictionary::Dictionary;
use super::judge::Known;
use super::normal::normal;
use super::{Language, Script};
use crate::config::Message;
use crate::files::{self, Audience, LARGEST_SETTINGS};

/// A list of words that are right. A line is a word, or a word with a model that it is inflected
/// like («онбординг = рейтинг»); lines that start with `#` are the user's remarks and are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordList {
    remarks: Vec<String>,
    /// Each word with its model.
    words: BTreeMap<String, Option<String>>,
}

/// A word list that could not be read or written.
#[derive(Debug)]
pub struct WordListError {
    path: PathBuf,
    error: io::Error,
}

impl WordListError {
    /// What a user is told of it.
    pub fn complaint(&self, language: Language) -> String {
        files::complaint(&self.path, &self.error, language)
    }

    /// What the system said.
    pub fn cause(&self) -> &io::Error {
        &self.error
    }
}

impl std::fmt::Display for WordListError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for WordListError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl WordList {
    /// Reads the list from text.
    pub fn parse(text: &str) -> Self {
        let mut list = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line.starts_with('#') {
                list.remarks.push(line.to_owned());
            } else {
                list.insert(line);
            }
        }
        list
    }

    /// Adds the word of one line; one that is there with a model keeps it.
    fn insert(&mut self, line: &str) {
        let line = normal(line);
        let (word, model) = match line.split_once('=') {
            Some((word, model)) => (word.trim(), Some(model.trim().to_owned())),
            None => (line.trim(), None),
        };
        let of_word = self.words.entry(word.to_owned()).or_default();
        *of_word = model.filter(|model| !model.is_empty()).or(of_word.take());
    }

    /// Reads the list at `path`; one that does not exist is empty.
    ///
    /// # Errors
    /// The file can't be read, is too large, or is not UTF-8.
    pub fn load(path: &Path) -> Result<Self, WordListError> {
        match files::read_text(path, LARGEST_SETTINGS) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(WordListError {
                path: path.to_owned(),
                error,
            }),
        }
    }

    /// Adds `line` («слово» or «слово = модель») to the list at `path`, and gives the list as it
    /// now stands there. One that is made anew is for `audience`. Other processes that add at the
    /// same time wait for each other, so that none loses a word; readers see the old list or the new
    /// one, never a part.
    ///
    /// # Errors
    /// A folder or file can't be made, read or written; the list is then as it was.
    pub fn add(path: &Path, line: &str, audience: Audience) -> Result<Self, WordListError> {
        let adding = || {
            if line.contains(['\n', '\r']) {
                return Err(files::refusal(Message::new(
                    "добавляйте по одному слову: здесь несколько строк",
                    "add one word at a time: these are several lines",
                )));
            }
            if line.trim().starts_with('#')
                || line
                    .split('=')
                    .next()
                    .is_none_or(|word| word.trim().is_empty())
            {
                return Err(files::refusal(Message::new(
                    "это не слово: добавьте «слово» или «слово = образец»",
                    "that is no word: add “word” or “word = model”",
                )));
            }
            files::make_folder_of(path, audience)?;
            files::alone(path, || {
                let mut list = Self::load(path).map_err(|error| error.error)?;
                list.insert(line);
                files::replace(path, list.to_string().as_bytes(), audience)?;
                Ok(list)
            })
        };
        adding().map_err(|error| WordListError {
            path: path.to_owned(),
            error,
        })
    }

    /// The words themselves, sorted, without their forms.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

impl std::fmt::Display for WordList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.remarks
            .iter()
            .try_for_each(|remark| writeln!(f, "{remark}"))?;
        self.words.iter().try_for_each(|(word, model)| match model {
            Some(model) => writeln!(f, "{word} = {model}"),
            None => writeln!(f, "{word}"),
        })
    }
}

impl Known for WordList {
    fn knows(&self, word: &str) -> bool {
        readings(word).any(|reading| {
            self.words.contains_key(&*reading)
                || self.words.iter().any(|(own, model)| {
                    model
                        .as_ref()
                        .is_some_and(|model| is_form_like(&reading, own, model))
                })
        })
    }
}

/// Whether `form` comes from `word` as a form of `model` comes from `model`: «онбордингом» from
/// «онбординг», since «рейтингом» is a form of «рейтинг».
fn is_form_like(form: &str, word: &str, model: &str) -> bool {
    let Script::Of(language) = Script::of(model) else {
        return false;
    };
    let shared: usize = form
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (ending, form_ending) = (&word[shared..], &form[shared..]);
    let like = |stem: &str| {
        let of_model = stem.to_owned() + form_ending;
        Dictionary::builtin(language)
            .stems(&of_model)
            .any(|stem| stem == model)
    };
    shared > 0 && model.strip_suffix(ending).is_some_and(like)
}
