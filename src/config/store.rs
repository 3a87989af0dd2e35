//! The files of rules and words on disk, read once and kept until they change.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Config, ConfigError, FILE_NAMES, Layer, OwnWords, load, project_file};
use crate::files::{self, LARGEST_SETTINGS, Stamp};
use crate::spelling::WordList;

/// Where the user's own file of rules is, relative to the platform's configuration folder.
const USER_FILE: &str = "letter-ls/rules.toml";

/// Name of the list of words beside the user's file of rules.
const USER_WORDS: &str = "words.txt";

/// Where a project keeps its words, relative to a folder at or above the letter.
const PROJECT_WORDS: &str = ".letter-ls/words.txt";

/// The user's own file of rules on this platform, whether it exists or not.
pub fn user_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join(USER_FILE))
}

/// The folder for what the program can make again, whether it exists or not.
pub fn cache_folder() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.cache_dir().join("letter-ls"))
}

/// The files that hold for letters in a folder: the user's, whether they exist or not, and the
/// project's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The user's rules.
    pub user_rules: Option<PathBuf>,
    /// The user's words.
    pub user_words: Option<PathBuf>,
    /// The project's rules.
    pub project_rules: Option<PathBuf>,
    /// The project's words.
    pub project_words: Option<PathBuf>,
}

/// The project's files that hold for a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Project {
    rules: Option<PathBuf>,
    words: Option<PathBuf>,
    /// The folder whose settings of the editor hold, where they are its own.
    root: Option<PathBuf>,
}

impl Project {
    fn of(folder: &Path) -> Self {
        let mut words = folder.ancestors().map(|folder| folder.join(PROJECT_WORDS));
        Self {
            rules: project_file(folder),
            words: words.find(|path| path.is_file()),
            root: None,
        }
    }
}

/// Rules by the files that they come from. A file that can't be used leaves the last rules in force
/// that could be read from the same place.
#[derive(Debug, Default)]
pub struct Store {
    user: Option<PathBuf>,
    /// Settings of the editor, as a layer between the user's and the project's file.
    settings: Option<Layer>,
    /// Settings that hold instead below a folder of the workspace.
    folder_settings: HashMap<PathBuf, Layer>,
    known: HashMap<Project, Entry>,
    /// Folders of letters, and the project's files that held for each.
    folders: HashMap<PathBuf, Project>,
}

#[derive(Debug, Clone)]
struct Entry {
    config: Arc<Config>,
    error: Option<ConfigError>,
    /// Of each file before it was read: what is written meanwhile makes it stale.
    stamps: Vec<(PathBuf, Option<Stamp>)>,
}

impl Store {
    /// A store that takes the user's rules from `user`, and the user's words from beside it.
    pub fn new(user: Option<PathBuf>) -> Self {
        Self {
            user,
            ..Self::default()
        }
    }

    /// Lays the editor's settings over the user's file, as TOML text; forgets what was read.
    pub fn set_settings(&mut self, text: Option<String>) {
        self.settings = text.map(settings_layer);
        self.reload();
    }

    /// Takes settings that hold below some folders of the workspace instead of the editor's others.
    pub fn set_folder_settings(&mut self, texts: Vec<(PathBuf, String)>) {
        let layers = texts
            .into_iter()
            .map(|(folder, text)| (folder, settings_layer(text)));
        self.folder_settings = layers.collect();
        self.reload();
    }

    /// The rules for letters in `folder`, and what is wrong with their files. From now on
    /// [`Self::is_stale`] looks whether other files come to hold there.
    pub fn get(&mut self, folder: Option<&Path>) -> (Arc<Config>, Option<ConfigError>) {
        if let Some(folder) = folder {
            let project = self.project(folder);
            self.folders.insert(folder.to_owned(), project);
        }
        self.get_once(folder)
    }

    /// Looks no longer at folders that nothing is open in.
    pub fn forget_folders(&mut self, is_open: impl Fn(&Path) -> bool) {
        self.folders.retain(|folder, _| is_open(folder));
    }

    /// The rules as [`Self::get`] gives them, for letters that are looked at in passing.
    pub fn get_once(&mut self, folder: Option<&Path>) -> (Arc<Config>, Option<ConfigError>) {
        let project = folder
            .map(|folder| self.project(folder))
            .unwrap_or_default();
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
        let good: Vec<(Project, Arc<Config>)> = known
            .into_iter()
            .map(|(project, entry)| (project, entry.config))
            .collect();
        for (project, config) in good {
            if project.rules.as_ref().is_none_or(|path| path.is_file()) {
                let entry = self.read(&project, Some(config));
                self.known.insert(project, entry);
            }
        }
    }

    /// Whether a file that was read has changed on disk, appeared or gone.
    pub fn is_stale(&self) -> bool {
        let changed = |(path, stamp): &(PathBuf, Option<Stamp>)| files::stamp(path) != *stamp;
        let moved = |(folder, project): (&PathBuf, &Project)| self.project(folder) != *project;
        let mut entries = self.known.values();
        entries.any(|entry| entry.stamps.iter().any(changed)) || self.folders.iter().any(moved)
    }

    /// Whether a path is that of a file of rules or words.
    pub fn is_rules_file(&self, path: &Path) -> bool {
        let user = self.user.as_deref() == Some(path) || self.user_words().as_deref() == Some(path);
        user || path.ends_with(PROJECT_WORDS) || FILE_NAMES.iter().any(|name| path.ends_with(name))
    }

    /// The list of the user's words.
    pub fn user_words(&self) -> Option<PathBuf> {
        Some(self.user.as_ref()?.with_file_name(USER_WORDS))
    }

    /// The files that hold for letters in `folder`.
    pub fn sources(&self, folder: Option<&Path>) -> Sources {
        let project = folder.map(Project::of).unwrap_or_default();
        Sources {
            user_rules: self.user.clone(),
            user_words: self.user_words(),
            project_rules: project.rules,
            project_words: project.words,
        }
    }

    /// The list of words for letters in `folder`: the project's where there is one, else one to be
    /// made under `root`.
    pub fn project_words(folder: &Path, root: &Path) -> PathBuf {
        let project = Project::of(folder);
        let beside = |rules: &PathBuf| {
            rules
                .parent()
                .map(|folder| match folder.ends_with(".letter-ls") {
                    true => folder.with_file_name(PROJECT_WORDS),
                    false => folder.join(PROJECT_WORDS),
                })
        };
        let made = || root.join(PROJECT_WORDS);
        project
            .words
            .or(project.rules.as_ref().and_then(beside))
            .unwrap_or_else(made)
    }

    /// The file of rules for letters in `folder`: the project's where there is one, else one to be made
    /// under `root`.
    pub fn project_rules(folder: &Path, root: &Path) -> PathBuf {
        project_file(folder).unwrap_or_else(|| root.join(FILE_NAMES[1]))
    }

    fn project(&self, folder: &Path) -> Project {
        let roots = self.folder_settings.keys();
        let around = roots.filter(|root| folder.starts_with(root));
        Project {
            root: around.max_by_key(|root| root.as_os_str().len()).cloned(),
            ..Project::of(folder)
        }
    }

    fn read(&self, project: &Project, last_good: Option<Arc<Config>>) -> Entry {
        let rules = project
            .rules
            .as_ref()
            .filter(|path| Some(*path) != self.user.as_ref());
        let user_words = self.user_words();
        let files = [
            self.user.as_ref(),
            rules,
            user_words.as_ref(),
            project.words.as_ref(),
        ];
        let stamps = files
            .into_iter()
            .flatten()
            .map(|path| (path.clone(), files::stamp(path)))
            .collect();
        let mut problem = None;
        let mut layers = Vec::new();
        let read = |path: &PathBuf| files::read_text(path, LARGEST_SETTINGS);
        let mut add = |path: Option<&PathBuf>| match path.map(|path| (path, read(path))) {
            Some((path, Ok(text))) => Some(Layer {
                path: path.clone(),
                text,
            }),
            Some((path, Err(error))) if error.kind() != std::io::ErrorKind::NotFound => {
                problem = Some(ConfigError::unreadable(path, &error));
                None
            }
            _ => None,
        };
        layers.extend(add(self.user.as_ref()));
        let own = project.root.as_ref();
        let own = own.and_then(|root| self.folder_settings.get(root));
        layers.extend(own.or(self.settings.as_ref()).cloned());
        layers.extend(add(rules));
        let mut lists = Vec::new();
        for path in [user_words.as_ref(), project.words.as_ref()]
            .into_iter()
            .flatten()
        {
            match WordList::load(path) {
                Ok(list) => lists.push(Arc::new(list)),
                Err(error) => problem = Some(ConfigError::unreadable(path, error.cause())),
            }
        }
        let (config, error) = match load(&layers) {
            Ok(config) => (config, problem),
            Err(error) => {
                let fallback = || load(&[]).unwrap_or_default();
                (last_good.unwrap_or_else(fallback), Some(error))
            }
        };
        Entry {
            config: with_words(config, lists),
            error,
            stamps,
        }
    }
}

fn settings_layer(text: String) -> Layer {
    Layer {
        path: PathBuf::from("settings of the editor"),
        text,
    }
}

/// Rules with the user's and the project's words.
fn with_words(config: Arc<Config>, lists: Vec<Arc<WordList>>) -> Arc<Config> {
    if lists.iter().all(|list| list.words().next().is_none()) {
        return config;
    }
    let mut config = Config::clone(&config);
    config.own_words = OwnWords::new(lists);
    Arc::new(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Register;
    use crate::files::Audience;
    use std::time::SystemTime;

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
        assert!(store.is_stale(), "a file of rules appeared");
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

    #[test]
    fn two_writes_at_one_moment_are_told_apart() {
        let home = tempfile::tempdir().expect("a folder");
        let rules = home.path().join("rules.toml");
        let write = |text: &str| {
            std::fs::write(&rules, text).expect("written");
            let file = std::fs::File::options().append(true).open(&rules);
            let moment = SystemTime::UNIX_EPOCH;
            file.and_then(|file| file.set_modified(moment))
                .expect("a file system with times");
        };
        write("");
        let mut store = Store::new(None);
        assert_eq!(store.get(Some(home.path())).0.register, Register::Neutral);
        assert!(!store.is_stale());
        write("register = \"formal\"\n");
        assert!(store.is_stale());
        store.reload();
        assert_eq!(store.get(Some(home.path())).0.register, Register::Formal);
    }

    #[test]
    fn words_of_the_user_and_of_the_project_hold() {
        use crate::spelling::Known;
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("letters/2026");
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut store = Store::new(Some(home.path().join("config/rules.toml")));
        let words = Store::project_words(&folder, &home.path().join("letters"));
        assert_eq!(words, home.path().join("letters/.letter-ls/words.txt"));
        WordList::add(&words, "апдейтинг", Audience::Project).expect("added");
        WordList::add(
            &store.user_words().expect("a path"),
            "kludgy",
            Audience::User,
        )
        .expect("added");
        let own = store.get(Some(&folder)).0.own_words.clone();
        assert!(own.knows("апдейтинг") && own.knows("kludgy") && !own.knows("другое"));
    }
}
