//! Where Hunspell dictionaries lie on a system, and where compiled ones are kept.

use std::path::{Path, PathBuf};

/// Folders below those for data of all programs (XDG Base Directory Specification) in which
/// distributions put dictionaries.
const BELOW_DATA: [&str; 2] = ["hunspell", "myspell/dicts"];

/// The folders that dictionaries are looked for in, and the one that compiled ones go to.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Folders with pairs of `.aff` and `.dic`; the first that has a dictionary wins.
    pub folders: Vec<PathBuf>,
    /// Where compiled dictionaries are kept; without it each process compiles them for itself.
    pub cache: Option<PathBuf>,
}

impl Places {
    /// Those of this system and user: the folders in `DICPATH`, as Hunspell honours it, then the
    /// user's, then the system's.
    pub fn of_system() -> Self {
        use etcetera::BaseStrategy;
        let list = |name: &str, otherwise: &str| {
            let value = std::env::var_os(name).filter(|value| !value.is_empty());
            let value = value.unwrap_or_else(|| otherwise.into());
            std::env::split_paths(&value).collect::<Vec<_>>()
        };
        let strategy = etcetera::choose_base_strategy().ok();
        let mut data: Vec<PathBuf> = strategy.iter().map(BaseStrategy::data_dir).collect();
        data.extend(list("XDG_DATA_DIRS", "/usr/local/share:/usr/share"));
        let mut folders = list("DICPATH", "");
        folders.extend(
            (data.iter()).flat_map(|data| BELOW_DATA.iter().map(move |below| data.join(below))),
        );
        let home = etcetera::home_dir().unwrap_or_default();
        folders.extend([
            home.join("Library/Spelling"),
            "/Library/Spelling".into(),
            "/usr/share/hunspell".into(),
            "/usr/share/myspell/dicts".into(),
        ]);
        folders.retain(|folder| folder.is_absolute());
        Self {
            folders,
            cache: strategy.map(|strategy| strategy.cache_dir().join("letter-ls")),
        }
    }

    /// The affix file that a name in the settings means: a path to it or to the `.dic` beside it, or
    /// the name of a dictionary in one of the folders.
    pub fn named(&self, name: &str) -> Option<PathBuf> {
        if is_path(name) {
            let path = match (name.strip_prefix("~/"), etcetera::home_dir()) {
                (Some(rest), Ok(home)) => home.join(rest),
                _ => PathBuf::from(name),
            };
            return Some(path.with_extension("aff"));
        }
        self.in_folders(name)
    }

    /// The affix file of the dictionary for a language tag such as `de-AT` (RFC 5646): that of the
    /// region, of the language, of the region that has its name, or of any region.
    pub fn for_language(&self, tag: &str) -> Option<PathBuf> {
        let language = tag.split('-').next().unwrap_or_default();
        let letters = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if !(2..=3).contains(&language.len()) || !tag.chars().all(letters) {
            return None;
        }
        let language = language.to_ascii_lowercase();
        let regional = match tag.split_once('-') {
            Some((_, rest)) => format!("{language}_{}", rest.to_ascii_uppercase()),
            None => language.clone(),
        };
        let at_home = format!("{language}_{}", language.to_ascii_uppercase());
        let known = [&regional, &language, &at_home];
        known
            .into_iter()
            .find_map(|name| self.in_folders(name))
            .or_else(|| self.of_any_region(&language))
    }

    fn of_any_region(&self, language: &str) -> Option<PathBuf> {
        let prefix = format!("{language}_");
        let of_language = |aff: &PathBuf| {
            let stem = aff.file_stem().and_then(|stem| stem.to_str());
            stem.is_some_and(|stem| stem.starts_with(&prefix))
        };
        self.all().into_iter().find(of_language)
    }

    /// The affix files of all dictionaries in the folders, in their order and by name.
    pub fn all(&self) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = Vec::new();
        for folder in &self.folders {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            let mut here: Vec<PathBuf> = entries
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|end| end == "aff") && is_pair(path))
                .collect();
            here.sort();
            here.retain(|path| !found.contains(path));
            found.extend(here);
        }
        found
    }

    fn in_folders(&self, name: &str) -> Option<PathBuf> {
        let mut candidates = (self.folders.iter()).map(|folder| folder.join(format!("{name}.aff")));
        candidates.find(|aff| is_pair(aff))
    }
}

/// Whether what names a dictionary in the settings is a path: it has a separator or an extension.
pub fn is_path(name: &str) -> bool {
    name.contains(std::path::is_separator) || name.ends_with(".aff") || name.ends_with(".dic")
}

fn is_pair(aff: &Path) -> bool {
    aff.is_file() && aff.with_extension("dic").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionaries_are_found_by_name_and_by_language() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for name in ["de_AT", "de_DE", "pt_BR", "eo", "sr_RS", "sr_LATN"] {
            std::fs::write(path(&format!("{name}.aff")), "").expect("written");
            std::fs::write(path(&format!("{name}.dic")), "").expect("written");
        }
        std::fs::write(path("it_IT.aff"), "").expect("written");
        let places = Places {
            folders: vec![path("none"), folder.path().to_owned()],
            cache: None,
        };
        for (tag, name) in [
            ("de", Some("de_DE.aff")),
            ("DE-at", Some("de_AT.aff")),
            ("de-CH", Some("de_DE.aff")),
            ("pt", Some("pt_BR.aff")),
            ("eo", Some("eo.aff")),
            ("it", None),
            ("x", None),
            ("../de", None),
            ("de-../x", None),
        ] {
            assert_eq!(places.for_language(tag), name.map(path), "{tag}");
        }
        assert_eq!(places.named("de_AT"), Some(path("de_AT.aff")));
        assert_eq!(places.named("it_IT"), None, "there is no .dic");
        assert_eq!(places.named("/x/y.dic"), Some("/x/y.aff".into()));
        assert_eq!(places.all().len(), 6);
    }
}
