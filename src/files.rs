//! Files that the program writes. Each is replaced as a whole or not at all: whoever reads it, and
//! whatever ends the program meanwhile, there is the old content or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Who may read a file that is made anew. One that exists keeps its permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The user alone: mode 0600 on Unix, and 0700 for folders.
    User,
    /// Whoever shares the project: as the system's settings (`umask`) have it.
    Project,
}

/// Names of files that are not yet in their place. Only a program that was killed leaves one behind.
const PARTIAL: &str = ".letter-ls-";

/// Reads a file that somebody else may have put there.
///
/// # Errors
/// It can't be read, is larger than `most` bytes, or is no regular file: a device has no end.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let data = fs::metadata(path)?;
    if !data.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    if data.len() > most {
        let problem = format!("{} bytes are too many; the limit is {most}", data.len());
        return Err(io::Error::other(problem));
    }
    fs::read(path)
}

/// Puts a file in its place, through symbolic links.
///
/// # Errors
/// The file can't be written, or not as a whole; what was there stays then.
pub fn replace(path: &Path, bytes: &[u8], audience: Audience) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut partial = tempfile::Builder::new();
    partial.prefix(PARTIAL);
    let before = fs::metadata(&path).ok().map(|data| data.permissions());
    #[cfg(unix)]
    let shared: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    if before.is_none() && audience == Audience::Project {
        partial.permissions(shared);
    }
    let mut file = partial.tempfile_in(folder_of(&path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if let Some(permissions) = before {
        fs::set_permissions(file.path(), permissions)?;
    }
    file.persist(path).map_err(|problem| problem.error)?;
    Ok(())
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
