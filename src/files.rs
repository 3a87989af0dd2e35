//! Files that the program writes. Each is replaced as a whole or not at all: whoever reads it, and
//! whatever ends the program meanwhile, there is the old content or the new one.

mod lock;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

pub use lock::alone;

use crate::config::{Language, Message};

/// Who may read a file that is made anew. One that exists keeps its permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The user alone: mode 0600 on Unix, and 0700 for folders.
    User,
    /// Whoever shares the project: as the system's settings (`umask`) have it.
    Project,
}

/// Rules and lists of words larger than this many bytes are not read; our own rules have an eighth of it.
pub const LARGEST_SETTINGS: u64 = 4 << 20;

/// Names of files that are not yet in their place. Who writes one holds a lock on it; so one that is not
/// locked was left by a program that was killed.
const PARTIAL: &str = ".letter-ls-";
const PARTIAL_END: &str = ".part";

/// Another program may take a partial file for one that was left, if it looks between its making and its
/// locking; then it is made again, so often at most.
const TRIES: usize = 3;

/// Reads a file that somebody else may have put there.
///
/// # Errors
/// It can't be read, is larger than `most` bytes, or is no regular file: a device has no end.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let data = fs::metadata(path)?;
    if !data.is_file() {
        let message = Message::new("это не обычный файл", "not a regular file");
        return Err(refusal(message));
    }
    check_size(data.len(), most)?;
    // Room for one more, so that its end is seen in it.
    let bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or_default() + 1);
    read_into(bytes, File::open(path)?, most)
}

/// Reads all of an input that somebody else may write to.
///
/// # Errors
/// It can't be read, or has more than `most` bytes.
pub fn read_all(input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    read_into(Vec::new(), input, most)
}

fn read_into(mut bytes: Vec<u8>, input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    input.take(most + 1).read_to_end(&mut bytes)?;
    check_size(bytes.len() as u64, most)?;
    Ok(bytes)
}

/// Refuses what has more than `most` bytes.
///
/// # Errors
/// It has.
pub fn check_size(size: u64, most: u64) -> io::Result<()> {
    if size <= most {
        return Ok(());
    }
    let most = most >> 20;
    Err(refusal(Message::new(
        format!("больше {most} МБ, такое не читается"),
        format!("larger than {most} MB, which is the limit"),
    )))
}

/// When a file was written, and how many bytes it has: a clock may not tell two writes apart.
pub type Stamp = (SystemTime, u64);

/// The stamp of a file as it is now; `None` where there is none. To be taken before the file is read, so
/// that what is written meanwhile is seen later.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

/// Reads a text that somebody else may have put there.
///
/// # Errors
/// As [`read`], or it is not UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let invalid = |problem| io::Error::new(io::ErrorKind::InvalidData, problem);
    String::from_utf8(read(path, most)?).map_err(invalid)
}

/// Why we do not do with a file what the system would.
#[derive(Debug)]
struct Refusal(Message);

/// An error with what a user is told of it.
pub fn refusal(message: Message) -> io::Error {
    io::Error::other(Refusal(message))
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.get(Language::English))
    }
}

impl std::error::Error for Refusal {}

/// Which file could not be read or written, and why, for a user.
pub fn complaint(path: &Path, problem: &io::Error, language: Language) -> String {
    format!("{}: {}", path.display(), reason(problem).get(language))
}

/// Why a file could not be read or written, for a user.
pub fn reason(problem: &io::Error) -> Message {
    use io::ErrorKind::{
        AlreadyExists, InvalidData, InvalidFilename, IsADirectory, NotADirectory, NotFound,
        PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    let inner = problem.get_ref();
    if let Some(Refusal(message)) = inner.and_then(|inner| inner.downcast_ref()) {
        return message.clone();
    }
    let not_utf_8 = inner.is_some_and(|inner| inner.is::<std::string::FromUtf8Error>());
    match problem.kind() {
        StorageFull => Message::new(
            "на диске нет места: освободите его и повторите",
            "no space is left on the disk: free some and try again",
        ),
        QuotaExceeded => Message::new(
            "ваша доля диска исчерпана: освободите место и повторите",
            "your share of the disk is used up: free some space and try again",
        ),
        ReadOnlyFilesystem => {
            Message::new("диск открыт только для чтения", "the disk can only be read")
        }
        PermissionDenied => {
            Message::new("нет прав на этот файл или папку", "you have no right to it")
        }
        NotFound => Message::new(
            "такого файла или папки нет",
            "there is no such file or folder",
        ),
        AlreadyExists => Message::new("такое имя уже занято", "there is something of that name"),
        IsADirectory => Message::new("это папка, а не файл", "it is a folder, not a file"),
        NotADirectory => Message::new(
            "на пути к нему вместо папки стоит файл",
            "a file stands where a folder on the way to it should be",
        ),
        InvalidFilename => Message::new(
            "имя слишком длинное или с недопустимыми знаками",
            "the name is too long or has characters that are not allowed",
        ),
        InvalidData if not_utf_8 => Message::new("это не UTF-8", "it is not UTF-8"),
        _ => Message::new(format!("ошибка системы: {problem}"), problem.to_string()),
    }
}

/// Puts a file in its place, through symbolic links.
///
/// # Errors
/// The file can't be written, or not as a whole; what was there stays then.
pub fn replace(path: &Path, bytes: &[u8], audience: Audience) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    place(&path, bytes, audience, true)
}

/// Makes a file that does not exist yet.
///
/// # Errors
/// There is something of that name ([`io::ErrorKind::AlreadyExists`]), or the file can't be written as a
/// whole; then there is none.
pub fn create(path: &Path, bytes: &[u8], audience: Audience) -> io::Result<()> {
    place(path, bytes, audience, false)
}

fn place(path: &Path, bytes: &[u8], audience: Audience, may_exist: bool) -> io::Result<()> {
    let mut partial = tempfile::Builder::new();
    partial.prefix(PARTIAL).suffix(PARTIAL_END);
    let before = fs::metadata(path).ok().map(|data| data.permissions());
    #[cfg(unix)]
    let shared: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    if before.is_none() && audience == Audience::Project {
        partial.permissions(shared);
    }
    let folder = folder_of(path);
    take_away_left(folder);
    let mut tried = 1;
    loop {
        let mut file = partial.tempfile_in(folder)?;
        // Where the file system knows no locks, nothing is taken away either.
        let _ = file.as_file().lock();
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        let placed = match &before {
            Some(permissions) => fs::set_permissions(file.path(), permissions.clone()),
            None => Ok(()),
        };
        let placed = placed.and_then(|()| match may_exist {
            true => file.persist(path).map_err(|problem| problem.error),
            false => file
                .persist_noclobber(path)
                .map_err(|problem| problem.error),
        });
        match placed {
            Err(problem) if problem.kind() == io::ErrorKind::NotFound && tried < TRIES => {
                tried += 1
            }
            placed => return placed.map(drop),
        }
    }
}

/// Deletes what killed programs left in a folder; looks once for each folder, which may hold a whole
/// mailbox.
fn take_away_left(folder: &Path) {
    static LOOKED_AT: LazyLock<Mutex<HashSet<PathBuf>>> = LazyLock::new(Mutex::default);
    let mut looked_at = LOOKED_AT.lock().unwrap_or_else(PoisonError::into_inner);
    if !looked_at.insert(folder.to_owned()) {
        return;
    }
    drop(looked_at);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let regular = entry.file_type().is_ok_and(|kind| kind.is_file());
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let partial = name.starts_with(PARTIAL) && name.ends_with(PARTIAL_END);
        if !(regular && partial) {
            continue;
        }
        let file = File::options().write(true).open(entry.path());
        if file.is_ok_and(|file| file.try_lock().is_ok()) {
            // If it can't be deleted, it stays, as it did before.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes the folder that a file is to stand in, and those above it.
///
/// # Errors
/// A folder can't be made.
pub fn make_folder_of(path: &Path, audience: Audience) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if audience == Audience::User {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    builder.create(folder_of(path))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_taken_away_and_what_another_writes_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let (left, written) = (
            folder.path().join(".letter-ls-left.part"),
            folder.path().join(".letter-ls-written.part"),
        );
        fs::write(&left, "half").expect("written");
        let other = File::create(&written).expect("made");
        other.lock().expect("locked");
        let path = folder.path().join("words.txt");
        replace(&path, b"whole", Audience::User).expect("replaced");
        assert!(!left.exists() && written.exists());
        assert_eq!(fs::read(&path).expect("there"), b"whole");
        let twice = replace(&path, b"again", Audience::User);
        assert!(twice.is_ok() && written.exists());
    }

    #[test]
    fn a_file_is_made_only_where_there_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("letter.mail");
        create(&path, b"one", Audience::Project).expect("made");
        let again = create(&path, b"two", Audience::Project).expect_err("it is there");
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).expect("there"), b"one");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }

    #[test]
    fn reasons_are_told_in_both_languages() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rules.toml");
        fs::write(&path, vec![0xff; 2 << 20]).expect("written");
        let large = read_text(&path, 1 << 20).expect_err("too large");
        let binary = read_text(&path, 2 << 20).expect_err("no text");
        let endless = read_all(io::repeat(0), 1 << 20).expect_err("too large");
        let folder = read(folder.path(), 1 << 20).expect_err("no file");
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let missing = read(&path.with_file_name("none"), 1 << 20).expect_err("not there");
        let below = read(&path.join("words.txt"), 1 << 20).expect_err("not a folder");
        let long = read(&path.with_file_name("n".repeat(300)), 1 << 20).expect_err("too long");
        let other = io::Error::from(io::ErrorKind::Interrupted);
        for (problem, russian, english) in [
            (large, "больше 1 МБ", "larger than 1 MB"),
            (endless, "больше 1 МБ", "larger than 1 MB"),
            (folder, "не обычный файл", "not a regular file"),
            (binary, "не UTF-8", "not UTF-8"),
            (full, "нет места", "no space"),
            (missing, "такого файла или папки нет", "no such file"),
            (below, "вместо папки", "where a folder"),
            (long, "слишком длинное", "too long"),
            (other, "ошибка системы: ", "interrupted"),
        ] {
            assert!(reason(&problem).get(Language::Russian).contains(russian));
            assert!(reason(&problem).get(Language::English).contains(english));
        }
    }
}
