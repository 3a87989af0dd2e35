//! `[spelling]`: dictionaries beside the built-in ones.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use toml::{Table, Value};

use super::Config;
use crate::rules;
use crate::spelling::{Library, OwnDictionary, is_path};

/// Dictionaries beside the built-in ones.
#[derive(Debug, Clone, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Spelling {
    /// Hunspell dictionaries whose words are right in all letters: names such as `de_DE`, or paths of
    /// `.aff` files.
    pub dictionaries: Vec<String>,
    /// Whether the system's dictionary of a language is used in letters that are written in it.
    pub system_dictionaries: bool,
}

impl Config {
    /// The dictionaries that hold for a letter in these languages and are open; the library is told to
    /// open the others.
    pub fn dictionaries(
        &self,
        library: &mut Library,
        languages: &[String],
    ) -> Vec<Arc<OwnDictionary>> {
        if self.severity(&rules::spelling::RULE).is_none() {
            return Vec::new();
        }
        let languages = match self.spelling.system_dictionaries {
            true => languages,
            false => &[],
        };
        library.get(&self.spelling.dictionaries, languages)
    }
}

/// Takes relative paths of dictionaries in a file of rules as meant from the file's folder.
pub(super) fn anchor(rules: &mut Table, folder: &Path) {
    let spelling = rules.get_mut("spelling").and_then(Value::as_table_mut);
    let names = spelling.and_then(|spelling| spelling.get_mut("dictionaries"));
    let names = names.and_then(Value::as_array_mut).into_iter().flatten();
    for value in names {
        let Some(name) = value.as_str() else { continue };
        let (mark, name) = match name.strip_prefix('!') {
            Some(name) => ("!", name),
            None => ("", name),
        };
        if is_path(name) && !name.starts_with("~/") {
            *value = Value::String(format!("{mark}{}", folder.join(name).display()));
        }
    }
}
