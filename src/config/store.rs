//! The files of rules on disk, read once and kept until they change.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::{Config, ConfigError, FILE_NAMES, Layer, load, project_file};

/// Where the user's own file of rules is, relative to the platform's configuration folder.
const USER_FILE: &str = "letter-ls/rules.toml";

/// The user's own file of rules on this platform, whether it exists or not.
pub fn user_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join(USER_FILE))
}

/// Rules by the files that they come from. A file that can't be used leaves the last rules in force
/// that could be read from the same place.
#[derive(Debug, Default)]
pub struct Store {
    user: Option<PathBuf>,
    /// Settings of the editor, as a layer between the user's and the project's file.
    settings: Option<Layer>,
    known: HashMap<Option<PathBuf>, Entry>,
    /// Folders of letters, and the project's file that held for each.
    folders: HashMap<PathBuf, Option<PathBuf>>,
}

#[derive(Debug, Clone)]
struct Entry {
    config: Arc<Config>,
    error: Option<ConfigError>,
    stamps: Vec<(PathBuf, Option<SystemTime>)>,
}

impl Store {
    /// A store that takes the user's rules from `user`.
    pub fn new(user: Option<PathBuf>) -> Self {
        Self {
            user,
            ..Self::default()
        }
    }

    /// Lays the editor's settings over the user's file, as TOML text; forgets what was read.
    pub fn set_settings(&mut self, text: Option<String>) {
        self.settings = text.map(|text| Layer {
            path: PathBuf::from("settings of the editor"),
            text,
        });
        self.reload();
    }

    /// The rules for letters in `folder`, and what is wrong with their files.
    pub fn get(&mut self, folder: Option<&Path>) -> (Arc<Config>, Option<ConfigError>) {
        let project = folder.and_then(project_file);
        if let Some(folder) = folder {
            self.folders.insert(folder.to_owned(), project.clone());
        }
        if !self.known.contains_key(&project) {
            let entry = self.read(&project, None);
            self.known.insert(project.clone(), entry);
        }
        let entry = &self.known[&project];
        (entry.config.clone(), entry.error.clone())
    }

    /// Reads all files again that were read before.
    pub fn reload(&mut self) {
        let known = std::mem::take(&mut self.known);
        for (project, old) in known {
            if project.as_ref().is_none_or(|path| path.is_file()) {
                let entry = self.read(&project, Some(old.config));
                self.known.insert(project, entry);
            }
        }
    }

    /// Whether a file that was read has changed on disk, appeared or gone.
    pub fn is_stale(&self) -> bool {
        let changed = |(path, stamp): &(PathBuf, Option<SystemTime>)| modified(path) != *stamp;
        let moved = |(folder, known): (&PathBuf, &Option<PathBuf>)| project_file(folder) != *known;
        self.folders.iter().any(moved)
            || self
                .known
                .values()
                .any(|entry| entry.stamps.iter().any(changed))
    }

    /// Whether a path is that of a file of rules.
    pub fn is_rules_file(&self, path: &Path) -> bool {
        self.user.as_deref() == Some(path) || FILE_NAMES.iter().any(|name| path.ends_with(name))
    }

    fn read(&self, project: &Option<PathBuf>, last_good: Option<Arc<Config>>) -> Entry {
        let mut layers = Vec::new();
        let mut unreadable = None;
        let project = project
            .as_ref()
            .filter(|path| Some(*path) != self.user.as_ref());
        for path in [self.user.as_ref(), project].into_iter().flatten() {
            if path.as_path() == project.map_or(Path::new(""), PathBuf::as_path) {
                layers.extend(self.settings.clone());
            }
            match std::fs::read_to_string(path) {
                Ok(text) => layers.push(Layer {
                    path: path.clone(),
                    text,
                }),
                Err(problem) if problem.kind() == std::io::ErrorKind::NotFound => {}
                Err(problem) => unreadable = Some(ConfigError::unreadable(path, &problem)),
            }
        }
        if project.is_none() {
            layers.extend(self.settings.clone());
        }
        let stamps = self
            .user
            .iter()
            .chain(project)
            .map(|path| (path.clone(), modified(path)))
            .collect();
        let (config, error) = match (load(&layers), unreadable) {
            (Ok(config), error) => (Arc::new(config), error),
            (Err(problem), _) => {
                let fallback = || Arc::new(load(&[]).unwrap_or_default());
                (last_good.unwrap_or_else(fallback), Some(problem))
            }
        };
        Entry {
            config,
            error,
            stamps,
        }
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path)
        .and_then(|data| data.modified())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Register;

    #[test]
    fn layers_stand_above_each_other_and_a_broken_file_keeps_the_last_good_rules() {
        let home = tempfile::tempdir().expect("a folder");
        let user = home.path().join("user.toml");
        let project = home.path().join("letters/rules.toml");
        std::fs::create_dir_all(home.path().join("letters/2026")).expect("a folder");
        std::fs::write(&user, "register = \"formal\"\n").expect("written");
        let mut store = Store::new(Some(user));
        let folder = home.path().join("letters/2026");
        assert_eq!(store.get(Some(&folder)).0.register, Register::Formal);
        std::fs::write(&project, "register = \"neutral\"\n").expect("written");
        assert_eq!(store.get(Some(&folder)).0.register, Register::Neutral);
        std::fs::write(&project, "regster = \"formal\"\n").expect("written");
        store.reload();
        let (config, error) = store.get(Some(&folder));
        assert_eq!(config.register, Register::Neutral);
        let error = error.expect("an error");
        assert_eq!((error.path, error.line), (project, 1));
        store.set_settings(Some("register = 1".to_owned()));
        assert!(store.get(None).1.is_some());
    }
}
