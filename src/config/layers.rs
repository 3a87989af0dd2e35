//! Layers of `rules.toml`: the embedded default, the user's file, the project's file.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use toml::{Table, Value};

use super::{Config, Language, LexiconError, Lexicons, Message, spelling};
use crate::files;
use crate::text::index::Index;

/// The default rules, as they stand at the top of the project. The program holds them compiled only.
#[cfg(test)]
pub const DEFAULT: &str = include_str!("../../rules.toml");

/// How long they are, in bytes.
const LENGTH: usize = include_str!("../../rules.toml").len();

/// The default rules as the build script has compiled them: JSON is read several times as fast as TOML.
const COMPILED: &str = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));

/// Where a project keeps its rules, relative to a folder at or above the letter.
pub const FILE_NAMES: [&str; 2] = ["rules.toml", ".letter-ls/rules.toml"];

/// One file of rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layer {
    /// Where it was read from, for messages.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// A file of rules that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// The bytes of the file that are wrong, where that is known.
    pub range: Range<usize>,
    /// Line, from one.
    pub line: usize,
    /// Column in characters, from one.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: Message,
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.complaint(Language::English))
    }
}

impl std::error::Error for ConfigError {}

impl ConfigError {
    /// What is wrong and where, in one line.
    pub fn complaint(&self, language: Language) -> String {
        let Self { line, column, .. } = self;
        let (path, message) = (self.path.display(), self.message.get(language));
        format!("{path}:{line}:{column}: {message}")
    }

    /// A file that exists and can't be read.
    pub(super) fn unreadable(path: &Path, problem: &std::io::Error) -> Self {
        let reason = files::reason(problem);
        let message = Message::new(
            format!("файл не читается: {}", reason.get(Language::Russian)),
            format!("can't be read: {}", reason.get(Language::English)),
        );
        Self::of_file(path, message)
    }

    /// Something is wrong with a file as a whole.
    fn of_file(path: &Path, message: Message) -> Self {
        Self {
            path: path.to_owned(),
            range: 0..0,
            line: 1,
            column: 1,
            message,
        }
    }

    pub(super) fn new(layer: &Layer, range: Range<usize>, message: Message) -> Self {
        let before = layer.text.get(..range.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            path: layer.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            range,
            message,
        }
    }
}

/// Reads the default and lays the given files over it, the first one lowest.
///
/// Tables are merged key by key; lists are added to, and an element `"!phrase"` takes `"phrase"` out
/// of the list below; any other value takes the place of the one below.
///
/// # Errors
/// The first thing wrong in the files, with its place.
pub fn load(layers: &[Layer]) -> Result<Arc<Config>, ConfigError> {
    static PLAIN: LazyLock<Result<Arc<Config>, ConfigError>> = LazyLock::new(|| {
        let (config, index) = Index::gathered(|| serde_json::from_str(COMPILED));
        let config = config.map(|config| compile(config, index));
        config.map(Arc::new).map_err(uncompiled)
    });
    // The file that the default comes from is a project's file to letters below it.
    let layers: Vec<Layer> = layers
        .iter()
        .filter(|layer| !is_default(layer))
        .cloned()
        .collect();
    let layers = layers.as_slice();
    if layers.is_empty() {
        return PLAIN.clone();
    }
    let mut merged = serde_json::from_str(COMPILED).map_err(uncompiled)?;
    let mut parsed = Vec::new();
    for layer in layers {
        parsed.push(read(layer)?);
        let mut above = table(layer)?;
        if let Some(folder) = layer.path.parent() {
            spelling::anchor(&mut above, folder);
        }
        merge(&mut merged, above);
    }
    // By way of JSON, in which the default is read as well: a third reader of all the settings would
    // make the program larger by a third of a megabyte.
    let merged = serde_json::to_string(&merged).map_err(uncompiled)?;
    let (config, index) = Index::gathered(|| serde_json::from_str(&merged));
    let config: Config = config.map_err(|error: serde_json::Error| {
        // What is laid over the default is to blame.
        let top = layers.last().cloned().unwrap_or_default();
        let message = error.to_string();
        let place = message.rfind(" at line ").unwrap_or(message.len());
        ConfigError::new(&top, 0..0, Message::of_parser(&message[..place]))
    })?;
    let config = compile(config, index);
    verify(&config, &parsed).map_err(|error| misplaced(&error, layers))?;
    Ok(Arc::new(config))
}

/// Whether a file says what the default says.
fn is_default(layer: &Layer) -> bool {
    layer.text.len() == LENGTH
        && table(layer).is_ok_and(|table| {
            serde_json::from_str::<Table>(COMPILED).is_ok_and(|default| default == table)
        })
}

/// The mistake of a default that the program can't read, which its tests exclude.
fn uncompiled(error: serde_json::Error) -> ConfigError {
    let problem = error.to_string();
    ConfigError::of_file(
        Path::new("rules.toml"),
        Message::new(problem.as_str(), problem.as_str()),
    )
}

fn compile(mut config: Config, mut index: Index) -> Config {
    config.lexicons = Arc::new(Lexicons::new(&config, &mut index));
    config.index = Arc::new(index);
    // Only the built lexicons are used from here on.
    for source in [
        &mut config.informal,
        &mut config.pleonasm,
        &mut config.officialese,
        &mut config.rude,
    ] {
        source.clear();
    }
    config.paradigms.clear();
    config
}

/// Refuses layers with mistakes in their lexicons. The default is known to have none, so where only
/// entries are added just those are read.
fn verify(config: &Config, layers: &[Config]) -> Result<(), LexiconError> {
    let new_classes = layers.iter().any(|layer| !layer.paradigms.is_empty());
    let added = |key: &str| {
        let sources = layers.iter().flat_map(Config::wordings).flatten();
        let mut tables = sources.flat_map(|(_, source)| [&source.words, &source.formal]);
        tables.any(|entries| entries.contains_key(key))
    };
    config.lexicons.verify(|key| new_classes || added(key))
}

/// The place of a wrong entry in the layers.
fn misplaced(error: &LexiconError, layers: &[Layer]) -> ConfigError {
    let key = format!("{:?}", error.entry);
    let message = error.message.clone();
    let found = layers
        .iter()
        .rev()
        .find_map(|layer| layer.text.find(&key).map(|at| (layer, at)));
    match (found, layers.last()) {
        (Some((layer, at)), _) => ConfigError::new(layer, at..at + key.len(), message),
        (None, Some(layer)) => ConfigError::new(layer, 0..0, message.about(&key)),
        (None, None) => ConfigError {
            path: PathBuf::new(),
            range: 0..0,
            line: 1,
            column: 1,
            message,
        },
    }
}

fn read(layer: &Layer) -> Result<Config, ConfigError> {
    toml::from_str(&layer.text).map_err(|error| syntax_error(layer, &error))
}

fn table(layer: &Layer) -> Result<Table, ConfigError> {
    layer
        .text
        .parse()
        .map_err(|error| syntax_error(layer, &error))
}

fn syntax_error(layer: &Layer, error: &toml::de::Error) -> ConfigError {
    let message = Message::of_parser(error.message());
    ConfigError::new(layer, error.span().unwrap_or(0..0), message)
}

fn merge(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => merge(below, above),
            (Some(Value::Array(below)), Value::Array(above)) => merge_lists(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

fn merge_lists(below: &mut Vec<Value>, above: Vec<Value>) {
    for value in above {
        match value.as_str().and_then(|text| text.strip_prefix('!')) {
            Some(removed) => below.retain(|known| known.as_str() != Some(removed)),
            None => below.push(value),
        }
    }
}

/// The file of rules that holds for a letter in `folder`: the nearest at or above it.
pub fn project_file(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .flat_map(|folder| FILE_NAMES.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Level, Register};

    fn layered(text: &str) -> Result<Arc<Config>, ConfigError> {
        load(&[Layer {
            path: PathBuf::from("my/rules.toml"),
            text: text.to_owned(),
        }])
    }

    #[test]
    fn the_default_is_valid() {
        let config = load(&[]).expect("valid");
        config.lexicons.verify(|_| true).expect("valid entries");
        let compiled: Table = serde_json::from_str(COMPILED).expect("JSON");
        let default = Layer {
            path: "rules.toml".into(),
            text: DEFAULT.to_owned(),
        };
        assert_eq!(table(&default).expect("TOML"), compiled);
        assert!(is_default(&default));
    }

    #[test]
    fn files_are_laid_over_the_default() {
        let config =
            layered("register = \"formal\"\n[rules]\ntone-emoji = \"off\"\n").expect("valid");
        assert_eq!(config.register, Register::Formal);
        assert_eq!(config.rules.values().next(), Some(&Level::Off));
    }

    #[test]
    fn dictionaries_are_meant_from_the_folder_of_the_file() {
        let below = "[spelling]\ndictionaries = [\"de_DE\", \"x/med.aff\", \"~/own.aff\"]\n";
        let config = layered(below).expect("valid");
        let expected = ["de_DE", "my/x/med.aff", "~/own.aff"];
        assert_eq!(config.spelling.dictionaries, expected);
        assert!(config.spelling.system_dictionaries);
        let layers = [
            (below, "my/rules.toml"),
            (
                "[spelling]\ndictionaries = [\"!med.aff\", \"!de_DE\"]\n",
                "my/x/rules.toml",
            ),
        ];
        let layers = layers.map(|(text, path)| Layer {
            path: path.into(),
            text: text.to_owned(),
        });
        let config = load(&layers).expect("valid");
        assert_eq!(config.spelling.dictionaries, ["~/own.aff"]);
    }

    #[test]
    fn mistakes_are_named_with_their_place_and_the_nearest_key() {
        let cases = [
            (
                "\n[rules]\ngreting-missing = \"off\"\n",
                (3, 1),
                "unknown rule `greting-missing`; did you mean `greeting-missing`?",
                "неизвестное правило `greting-missing`; возможно, нужно `greeting-missing`?",
            ),
            (
                "regster = \"formal\"\n",
                (1, 1),
                "`register`",
                "неизвестный ключ `regster`; возможно, нужно `register`?",
            ),
            (
                "register = \"formel\"\n",
                (1, 12),
                "`formal`",
                "неизвестное значение `formel`; возможно, нужно `formal`?",
            ),
            (
                "register = \"loud\"\n",
                (1, 12),
                "known are: neutral, formal",
                "неизвестное значение `loud`; есть: neutral, formal",
            ),
            ("[subject]\nvauge = []\n", (2, 1), "`vague`", "`vague`"),
            ("register = \n", (1, 12), "", "ошибка в записи TOML: "),
            (
                "[structure]\nquestions = \"3\"\n",
                (2, 13),
                "invalid type: string \"3\", expected usize",
                "неподходящее значение: строка \"3\"; здесь нужно: целое число от нуля",
            ),
            (
                "[subject]\nvague = 1\n",
                (2, 9),
                "expected a sequence",
                "целое число `1`; здесь нужно: список",
            ),
            (
                "[[company.deputies]]\npost = \"инженер\"\n",
                (1, 1),
                "the key `name` is missing",
                "не хватает ключа `name`",
            ),
            (
                "register = \"formal\"\nregister = \"formal\"\n",
                (2, 1),
                "",
                "",
            ),
            (
                "[informal.ru.words]\n\"инф:zz\" = \"x\"\n",
                (2, 1),
                "ending class",
                "неизвестный класс окончаний `zz`",
            ),
        ];
        let is_russian = |c: char| matches!(c, 'а'..='я');
        for (text, place, words, russian) in cases {
            let error = layered(text).expect_err(text);
            assert_eq!((error.line, error.column), place, "{error}");
            let (ru, en) = (Language::Russian, Language::English);
            let (ru, en) = (error.message.get(ru), error.message.get(en));
            assert!(en.contains(words), "{en}");
            assert!(ru.contains(russian) && ru.starts_with(is_russian), "{ru}");
        }
    }
}
