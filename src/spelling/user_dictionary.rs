//! A user's own Hunspell dictionary, compiled once into the cache and then as quick as ours.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::dictionary::Dictionary;
use super::{Language, forms, pack};

/// Changes with the layout of the packed dictionary and with what the compiler makes of one.
const FORMAT: u32 = 1;
/// The largest file that is read, in bytes; the largest dictionary known to us has a fifth of it.
const LARGEST_FILE: u64 = 64 << 20;
/// The most forms that a dictionary may make; the Russian one makes 1.4 million.
const MOST_FORMS: usize = 8_000_000;

/// A user's dictionary that could not be used: which file, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDictionaryError {
    file: PathBuf,
    reason: String,
}

impl std::fmt::Display for UserDictionaryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.reason)
    }
}

impl std::error::Error for UserDictionaryError {}

/// Opens the dictionary of the affix file `aff` and the `.dic` beside it, whose words are of
/// `language`. The first time it is compiled into the folder `cache`, under a name made of what
/// the files hold: that takes seconds and, for a large one, hundreds of megabytes, so do it in the
/// background. Several processes may do it at once. A cached file that is damaged is made anew.
///
/// # Errors
/// A file can't be read or understood, is larger than 64 MiB, or would make more forms than the
/// limit (8 million); the cache can't be written.
pub fn open_user_dictionary(
    aff: &Path,
    language: Language,
    cache: &Path,
) -> Result<Dictionary, UserDictionaryError> {
    let dic = aff.with_extension("dic");
    let (affixes, words) = (read(aff)?, read(&dic)?);
    let encoding = encoding(&affixes);
    let compiled = cache.join(format!(
        "{FORMAT}-{:016x}-{:016x}.words",
        hash(&affixes),
        hash(&words)
    ));
    let cached = fs::read(&compiled)
        .ok()
        .and_then(|packed| Dictionary::open(language, packed).ok());
    if let Some(dictionary) = cached {
        return Ok(dictionary);
    }
    let packed =
        compile(&encoding.decode(&affixes).0, &encoding.decode(&words).0).map_err(failed(&dic))?;
    store(&packed, &compiled).map_err(|error| failed(&compiled)(error.to_string()))?;
    Dictionary::open(language, packed).map_err(|error| failed(&dic)(error.to_string()))
}

fn failed(file: &Path) -> impl Fn(String) -> UserDictionaryError {
    move |reason| UserDictionaryError {
        file: file.to_owned(),
        reason,
    }
}

fn read(file: &Path) -> Result<Vec<u8>, UserDictionaryError> {
    let size = fs::metadata(file)
        .map_err(|error| failed(file)(error.to_string()))?
        .len();
    if size > LARGEST_FILE {
        return Err(failed(file)(format!(
            "{size} bytes are too many; the limit is {LARGEST_FILE}"
        )));
    }
    fs::read(file).map_err(|error| failed(file)(error.to_string()))
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

fn compile(affixes: &str, words: &str) -> Result<Vec<u8>, String> {
    let most = forms::most_forms(affixes, words);
    if most > MOST_FORMS.saturating_mul(16) {
        return Err(format!(
            "its rules could make {most} forms; nothing is made of it"
        ));
    }
    // zspell reads the whole dictionary by rules of its own; a slip in there must not end us.
    let forms = std::panic::catch_unwind(|| forms::expand(affixes, words, MOST_FORMS))
        .map_err(|_| "its rules can't be understood".to_owned())??;
    pack::pack(forms).map_err(|error| error.to_string())
}

/// Readers see no file or the whole one.
fn store(packed: &[u8], file: &Path) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut partial = tempfile::NamedTempFile::new_in(folder)?;
    partial.write_all(packed)?;
    partial.persist(file)?;
    Ok(())
}

/// FNV-1a, 64 bits: the same in every release, which std's hashers do not promise.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
