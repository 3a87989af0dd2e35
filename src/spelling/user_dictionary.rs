//! The files of a Hunspell dictionary: read, opened, compiled once into the cache.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use super::dictionary::Dictionary;
use super::normal::normal;
use super::own_dictionary::OwnDictionary;
use super::{Language, forms, pack};
use crate::config::Message;
use crate::files::{self, Audience};

/// Changes with the layout of the packed dictionary and with what the compiler makes of one.
const FORMAT: u32 = 3;
/// The largest file that is read, in bytes; the largest dictionary known to us has a fifth of it.
const LARGEST_FILE: u64 = 64 << 20;
/// The most forms that are compiled, and the most that the rules of affixes may seem to make before
/// their conditions are looked at; the German ones seem to make 23 million and make 0.4.
const MOST_FORMS: usize = 2_000_000;
const MOST_TRIED: usize = 32_000_000;

/// A user's dictionary that could not be used: which file, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDictionaryError {
    file: PathBuf,
    reason: Message,
}

impl std::fmt::Display for UserDictionaryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.told(Language::English))
    }
}

impl std::error::Error for UserDictionaryError {}

impl UserDictionaryError {
    /// What is wrong with a file.
    pub fn new(file: &Path, reason: Message) -> Self {
        Self {
            file: file.to_owned(),
            reason,
        }
    }

    /// Which file it is and what is wrong with it.
    pub fn told(&self, language: Language) -> String {
        format!("{}: {}", self.file.display(), self.reason.get(language))
    }

    /// What a user is told of it.
    pub fn complaint(&self, language: Language) -> String {
        let told = self.told(language);
        match language {
            Language::Russian => format!("Словарь пропущен, прочитать его не удалось: {told}"),
            Language::English => format!("A dictionary is skipped, it can't be used: {told}"),
        }
    }

    /// A dictionary that was named and is nowhere.
    pub fn missing(name: &str) -> Self {
        let reason = Message::new(
            "такого словаря нет в папках системы; укажите путь к файлу .aff",
            "no such dictionary is in the system's folders; give the path of its .aff file",
        );
        Self::new(Path::new(name), reason)
    }
}

/// The two files of a Hunspell dictionary, as they were read. Their names in the cache are made of
/// what they hold.
pub struct HunspellFiles {
    dic: PathBuf,
    affixes: Vec<u8>,
    words: Vec<u8>,
}

impl HunspellFiles {
    /// Reads the affix file `aff` and the `.dic` beside it.
    ///
    /// # Errors
    /// A file can't be read or is larger than 64 MiB.
    pub fn read(aff: &Path) -> Result<Self, UserDictionaryError> {
        let dic = aff.with_extension("dic");
        Ok(Self {
            affixes: read(aff)?,
            words: read(&dic)?,
            dic,
        })
    }

    /// Opens the dictionary, with the forms that were compiled before into the folder `cache`.
    ///
    /// # Errors
    /// The files can't be understood.
    pub fn open(&self, cache: Option<&Path>) -> Result<OwnDictionary, UserDictionaryError> {
        let dictionary = OwnDictionary::new(
            self.speller()?,
            &self.text(&self.affixes),
            &self.text(&self.words),
        );
        if let Some(forms) = cache.and_then(|cache| self.cached(cache)) {
            dictionary.set_forms(forms);
        }
        Ok(dictionary)
    }

    /// Compiles all forms of the dictionary into the folder `cache`: that takes seconds and, for a
    /// large one, hundreds of megabytes, so do it in the background. Several processes may do it at
    /// once. A cached file that is damaged is made anew.
    ///
    /// # Errors
    /// The files can't be understood, their forms would be too many, or the cache can't be written.
    pub fn compile(&self, cache: &Path) -> Result<Dictionary, UserDictionaryError> {
        if let Some(forms) = self.cached(cache) {
            return Ok(forms);
        }
        let both = self.both();
        let broken = failed(&both);
        let speller = self.speller()?;
        let packed = compile(&self.text(&self.affixes), &self.text(&self.words), &speller);
        let packed = packed.map_err(&broken)?;
        let file = self.compiled(cache);
        files::make_folder_of(&file, Audience::User)
            .and_then(|()| files::replace(&file, &packed, Audience::User))
            .map_err(|error| UserDictionaryError::new(&file, files::reason(&error)))?;
        Dictionary::open(&packed).map_err(|error| broken(error.to_string()))
    }

    /// Whether the forms are few enough to be compiled.
    pub fn is_compilable(&self) -> bool {
        forms::most_forms(&self.text(&self.affixes), &self.text(&self.words)) <= MOST_TRIED
    }

    fn speller(&self) -> Result<spellbook::Dictionary, UserDictionaryError> {
        let (affixes, words) = (self.text(&self.affixes), self.text(&self.words));
        // A slip in the reader of others' files must not end us.
        let opened = std::panic::catch_unwind(|| spellbook::Dictionary::new(&affixes, &words));
        let opened = opened.map_err(|_| "its rules can't be understood".to_owned());
        opened
            .and_then(|opened| opened.map_err(|error| error.to_string()))
            .map_err(failed(&self.both()))
    }

    fn text<'b>(&self, bytes: &'b [u8]) -> Cow<'b, str> {
        encoding(&self.affixes).decode(bytes).0
    }

    fn cached(&self, cache: &Path) -> Option<Dictionary> {
        let packed = fs::read(self.compiled(cache)).ok()?;
        Dictionary::open(&packed).ok()
    }

    /// The names of both files, where it is not known which is wrong.
    fn both(&self) -> PathBuf {
        let mut names = self.dic.with_extension("aff").into_os_string();
        names.push(", ");
        names.push(self.dic.file_name().unwrap_or_default());
        names.into()
    }

    fn compiled(&self, cache: &Path) -> PathBuf {
        cache.join(format!(
            "{FORMAT}-{:016x}-{:016x}.words",
            hash(&self.affixes),
            hash(&self.words)
        ))
    }
}

fn failed(file: &Path) -> impl Fn(String) -> UserDictionaryError {
    move |reason| UserDictionaryError::new(file, Message::new(reason.as_str(), reason.as_str()))
}

fn read(file: &Path) -> Result<Vec<u8>, UserDictionaryError> {
    files::read(file, LARGEST_FILE)
        .map_err(|error| UserDictionaryError::new(file, files::reason(&error)))
}

/// What the affix file names in its `SET` line, else UTF-8 (Hunspell's «ISO8859-1» has no hyphen).
fn encoding(affixes: &[u8]) -> &'static encoding_rs::Encoding {
    let name = affixes
        .split(|byte| *byte == b'\n')
        .find_map(|line| line.trim_ascii().strip_prefix(b"SET "));
    let label = String::from_utf8_lossy(name.unwrap_or_default().trim_ascii())
        .replace("ISO8859", "ISO-8859");
    encoding_rs::Encoding::for_label(label.replace("microsoft-", "").as_bytes())
        .unwrap_or(encoding_rs::UTF_8)
}

/// The forms that `speller` finds right: the expansion does not know every rule of Hunspell's.
fn compile(affixes: &str, words: &str, speller: &spellbook::Dictionary) -> Result<Vec<u8>, String> {
    let most = forms::most_forms(affixes, words);
    if most > MOST_TRIED {
        return Err(format!(
            "its rules could make {most} forms; nothing is made of it"
        ));
    }
    // zspell reads the whole dictionary by rules of its own; a slip in there must not end us.
    let mut forms = std::panic::catch_unwind(|| forms::expand(affixes, words, MOST_FORMS))
        .map_err(|_| "its rules can't be understood".to_owned())??;
    forms.retain(|form| speller.check(&form.form));
    for form in &mut forms {
        if let Cow::Owned(same) = normal(&form.form) {
            form.form = same;
        }
    }
    pack::pack(forms).map_err(|error| error.to_string())
}

/// FNV-1a, 64 bits: the same in every release, which std's hashers do not promise.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
