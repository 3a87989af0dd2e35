//! The letters that a command is about: files, folders of letters, standard input.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ignore::WalkBuilder;
use jiff::ZonedDateTime;

use super::Environment;
use crate::config::{Config, ConfigError, Language, Store};
use crate::engine::{Repeated, Session};
use crate::files;
use crate::guard;
use crate::letter::Format;
use crate::rules::{Finding, spelling};
use crate::spelling::Library;
use crate::surroundings::{Folder, Listings, OneOfMany};
use crate::text::source::Source;

/// Letters larger than this many bytes are not read.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// A letter's file, read and checked.
pub struct Checked {
    /// Its path as it was given; `-` for standard input.
    pub path: String,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Its text.
    pub source: Source,
    /// What was found; ranges are bytes of the text.
    pub findings: Vec<Finding>,
}

/// Reads and checks letters by the rules that hold for each.
pub struct Checker {
    store: Mutex<Store>,
    library: Mutex<Library>,
    language: Language,
    format: Option<Format>,
    now: ZonedDateTime,
    corrections: bool,
    /// The rules of each folder that a letter was checked in.
    folders: RwLock<HashMap<Option<PathBuf>, Rules>>,
    /// The same for letters in other languages.
    foreign: Mutex<HashMap<InLanguages, Arc<Config>>>,
    /// Corrections of misspelled words, which many letters have in common, by the rules' address.
    corrected: Mutex<HashMap<(usize, String), Vec<String>>>,
    /// Files beside the letters.
    listings: Listings,
}

/// Rules, the language of messages, and what was found by them in passages.
type Rules = (Arc<Config>, Language, Arc<Repeated>);

/// The address of a folder's rules, and languages.
type InLanguages = (usize, Vec<String>);

/// The rules for so many languages together are remembered.
const MOST_FOREIGN: usize = 256;

/// Corrections of so many words are remembered.
const MOST_CORRECTED: usize = 10_000;

impl Checker {
    /// A checker with the rules and dictionaries of its surroundings; `format` forces the kind of all documents, `now` is the
    /// present moment.
    pub fn new(
        environment: &Environment,
        language: Language,
        format: Option<Format>,
        now: ZonedDateTime,
    ) -> Self {
        Self {
            store: Mutex::new(Store::new(environment.user_rules.clone())),
            library: Mutex::new(Library::new(environment.places.clone())),
            language,
            format,
            now,
            corrections: false,
            folders: RwLock::default(),
            foreign: Mutex::default(),
            corrected: Mutex::default(),
            listings: Listings::default(),
        }
    }

    /// Seeks corrections of misspelled words, which takes milliseconds for each.
    pub fn with_corrections(self) -> Self {
        Self {
            corrections: true,
            ..self
        }
    }

    /// Leaves out spelling, whatever the rules say.
    pub fn without_spelling(self) -> Self {
        let off = "[rules]\nspelling = \"off\"\nspelling-mixed-script = \"off\"\n";
        self.store
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .set_settings(Some(off.to_owned()));
        self
    }

    /// Reads and checks one letter.
    ///
    /// # Errors
    /// A message why it could not be read.
    pub fn check(&self, path: &Path) -> Result<Checked, String> {
        let bytes = read(path, self.language)?;
        self.check_bytes(path, bytes)
    }

    /// Checks the bytes of a letter that has been read.
    ///
    /// # Errors
    /// A message what is wrong with the rules.
    pub fn check_bytes(&self, path: &Path, bytes: Vec<u8>) -> Result<Checked, String> {
        guard::survive("check", || self.judge(path, bytes)).unwrap_or_else(|| {
            Err(match self.language {
                Language::Russian => "внутренняя ошибка, письмо не проверено".to_owned(),
                Language::English => "internal error, the letter is not checked".to_owned(),
            })
        })
    }

    fn judge(&self, path: &Path, bytes: Vec<u8>) -> Result<Checked, String> {
        let source = Source::decode(&bytes);
        let letter = absolute(path);
        let folder = letter.as_deref().and_then(Path::parent);
        let (config, language, repeated) = self
            .rules(folder)
            .map_err(|error| error.complaint(self.language))?;
        let surroundings = OneOfMany {
            folder: Folder::new(letter.as_deref(), Some(self.now.clone())),
            listings: &self.listings,
        };
        let format = self.format.unwrap_or_else(|| format_of(path));
        let mut session = Session::new(&source.text, format, config, language).sharing(repeated);
        let mut findings = session.check(&surroundings);
        let languages = session.languages().to_vec();
        if !languages.is_empty() {
            let config = self.in_languages(session.config(), &languages);
            if !Arc::ptr_eq(&config, session.config()) {
                session.reconfigure(config, language);
                findings = session.check(&surroundings);
            }
        }
        for finding in findings.iter_mut().filter(|_| self.corrections) {
            let config = session.config();
            let corrections =
                spelling::corrections(finding, language, |word| match languages.is_empty() {
                    true => self.corrected(word, config),
                    false => spelling::replacements(word, config),
                });
            finding.fixes.extend(corrections);
        }
        Ok(Checked {
            path: path.display().to_string(),
            findings,
            bytes,
            source,
        })
    }

    /// The rules for letters in a folder, and the language of messages.
    fn rules(&self, folder: Option<&Path>) -> Result<Rules, ConfigError> {
        let folder = folder.map(Path::to_owned);
        let folders = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(&folder) {
            return Ok(known.clone());
        }
        drop(folders);
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let config = match store.get(folder.as_deref()) {
            (_, Some(error)) => return Err(error),
            (config, None) => config,
        };
        drop(store);
        let language = config.messages.unwrap_or(self.language);
        let config = self.with_dictionaries(config, &[]);
        let rules = (config, language, Arc::default());
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        Ok(folders.entry(folder).or_insert(rules).clone())
    }

    /// Corrections of a word by the rules of a folder, which live as long as this does.
    fn corrected(&self, word: &str, config: &Arc<Config>) -> Vec<String> {
        let key = (Arc::as_ptr(config) as usize, word.to_owned());
        remembered(&self.corrected, MOST_CORRECTED, key, || {
            spelling::replacements(word, config)
        })
    }

    /// The rules of a folder, which live as long as this does, for letters in other languages.
    fn in_languages(&self, config: &Arc<Config>, languages: &[String]) -> Arc<Config> {
        let key = (Arc::as_ptr(config) as usize, languages.to_vec());
        remembered(&self.foreign, MOST_FOREIGN, key, || {
            self.with_dictionaries(config.clone(), languages)
        })
    }

    /// Rules with the dictionaries that hold for a letter in these languages; they are compiled now if
    /// they were not yet. What is wrong with one is told once.
    fn with_dictionaries(&self, mut config: Arc<Config>, languages: &[String]) -> Arc<Config> {
        let mut library = self.library.lock().unwrap_or_else(PoisonError::into_inner);
        config.dictionaries(&mut library, languages);
        for error in library.open_now() {
            anstream::eprintln!("letter-ls: {}", error.complaint(self.language));
        }
        let dictionaries = config.dictionaries(&mut library, languages);
        if dictionaries.len() > config.own_words.dictionaries().len() {
            let own = &mut Arc::make_mut(&mut config).own_words;
            *own = own.with_dictionaries(dictionaries);
        }
        config
    }
}

/// What a memory of at most so many things has under a key, or what is made now.
fn remembered<K: Eq + Hash, V: Clone>(
    memory: &Mutex<HashMap<K, V>>,
    most: usize,
    key: K,
    make: impl FnOnce() -> V,
) -> V {
    let memory = || memory.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = memory().get(&key) {
        return known.clone();
    }
    // It takes long, and others are not to wait for it.
    let made = make();
    let mut memory = memory();
    if memory.len() < most {
        memory.insert(key, made.clone());
    }
    made
}

/// The format of a letter by its name and place.
pub fn format_of(path: &Path) -> Format {
    match Format::of_file_name(&path.to_string_lossy()) {
        Format::Plain if in_maildir(path) => Format::Message,
        named => named,
    }
}

/// Whether a file lies where a Maildir keeps its messages.
pub fn in_maildir(path: &Path) -> bool {
    path.parent()
        .and_then(Path::file_name)
        .is_some_and(|name| name == "cur" || name == "new")
}

/// The absolute path of a letter; `None` for standard input.
pub fn absolute(path: &Path) -> Option<PathBuf> {
    let named = path != Path::new("-");
    named.then(|| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// The bytes of a letter; `-` is standard input.
///
/// # Errors
/// A message why it could not be read.
pub fn read(path: &Path, language: Language) -> Result<Vec<u8>, String> {
    let bytes = match path == Path::new("-") {
        true => files::read_all(std::io::stdin().lock(), LARGEST),
        false => files::read(path, LARGEST),
    };
    bytes.map_err(|problem| files::reason(&problem).get(language).to_owned())
}

/// The files to check for the paths given: a file stands for itself, a folder for the letters in and
/// below it, in the order of their names.
pub fn expand(paths: &[PathBuf]) -> impl Iterator<Item = Result<PathBuf, String>> {
    paths.iter().flat_map(
        |path| -> Box<dyn Iterator<Item = Result<PathBuf, String>>> {
            if !path.is_dir() {
                return Box::new(std::iter::once(Ok(path.clone())));
            }
            let walk = WalkBuilder::new(path)
                .standard_filters(false)
                // The project's own rules and words are no letters.
                .filter_entry(|entry| entry.file_name() != ".letter-ls")
                .sort_by_file_name(Ord::cmp)
                .build();
            Box::new(walk.filter_map(|entry| match entry {
                Ok(entry) => {
                    let file = entry.file_type().is_some_and(|kind| kind.is_file());
                    (file && is_letter(entry.path())).then(|| Ok(entry.into_path()))
                }
                Err(problem) => Some(Err(problem.to_string())),
            }))
        },
    )
}

/// Whether a file found in a folder is a letter by its name.
fn is_letter(path: &Path) -> bool {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    in_maildir(path)
        || matches!(
            extension.to_lowercase().as_str(),
            "eml" | "mail" | "letter" | "md" | "txt"
        )
}
