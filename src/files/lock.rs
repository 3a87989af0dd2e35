//! Changes that read a file first: one program at a time, so that none undoes the change of another.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use same_file::Handle;

use super::{PARTIAL, PARTIAL_END, refusal};
use crate::config::Message;

/// How long one other program may take over its change. It takes some milliseconds, so one that takes
/// longer is stuck, and an editor must not be stuck with it.
const PATIENCE: Duration = Duration::from_secs(2);

/// Carries out a change of the file at `path` while no other program that does the same carries out
/// one. The folder must be there; a file beside `path` is the lock while the change lasts.
///
/// # Errors
/// That of `change`; the lock can't be made, or another program does not give it back.
pub fn alone<T>(path: &Path, change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let _lock = Lock::of(&path, PATIENCE)?;
    change()
}

/// A file that is locked. It has the name of a partial file, so that it is taken away if we are killed.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn of(path: &Path, patience: Duration) -> io::Result<Self> {
        let mut name = OsString::from(PARTIAL);
        name.push(path.file_name().unwrap_or_default());
        name.push(".lock");
        name.push(PARTIAL_END);
        let path = path.with_file_name(name);
        loop {
            let mut options = File::options();
            let file = options.create(true).truncate(false).write(true).open(&path);
            // Another user may have left it.
            let file = file.or_else(|problem| File::open(&path).map_err(|_| problem))?;
            let file = locked(file, patience)?;
            // Who had the lock before has taken the file away: ours may no longer be the one there.
            let ours = Handle::from_file(file.try_clone()?)?;
            if Handle::from_path(&path).is_ok_and(|there| there == ours) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If it can't be deleted, it is locked again next time.
        let _ = fs::remove_file(&self.path);
    }
}

fn locked(file: File, patience: Duration) -> io::Result<File> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {}
        // Where the file system knows no locks, there is nothing to wait for.
        Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
    }
    let (sender, receiver) = mpsc::channel();
    // The system wakes those who wait in turn, but has no end to their patience.
    std::thread::spawn(move || {
        let _ = file.lock();
        let _ = sender.send(file);
    });
    receiver.recv_timeout(patience).map_err(|_| {
        refusal(Message::new(
            "файл занят другой программой: попробуйте ещё раз",
            "another program is at work on it: try again",
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::files::reason;

    #[test]
    fn a_lock_is_had_once_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rules.toml");
        let first = Lock::of(&path, Duration::ZERO).expect("free");
        let Err(second) = Lock::of(&path, Duration::ZERO) else {
            panic!("had twice");
        };
        assert!(
            reason(&second)
                .get(Language::English)
                .contains("another program")
        );
        drop(first);
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 0);
        let again = alone(&path, || fs::write(&path, "new"));
        assert!(again.is_ok());
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    }

    #[test]
    fn who_waits_gets_a_lock_that_holds() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rules.toml");
        let mut locks = vec![Lock::of(&path, Duration::ZERO).expect("free")];
        std::thread::scope(|threads| {
            let waiting = threads.spawn(|| Lock::of(&path, PATIENCE));
            locks.clear();
            locks.push(waiting.join().expect("ends").expect("given back"));
        });
        assert!(Lock::of(&path, Duration::ZERO).is_err());
    }
}
