//! `letter-ls dictionary`: dictionaries beside the built-in ones, and words of one's own.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{CLEAN, Environment, FAILED, failed};
use crate::config::{Language, Message, Store};
use crate::files::Audience;
use crate::spelling::{HunspellFiles, UserDictionaryError, WordList};

#[derive(Debug, Subcommand)]
pub(super) enum DictionaryCommand {
    /// List the dictionaries: built-in ones, those that the rules name, those of the system.
    List,
    /// Add a word that is right; «онбординг = рейтинг» adds one with the forms of another.
    Add {
        /// The word.
        word: String,
        /// Add it to your own words (the default).
        #[arg(long, conflicts_with = "project")]
        user: bool,
        /// Add it to the words of the project that this folder belongs to.
        #[arg(long)]
        project: bool,
    },
    /// Compile Hunspell dictionaries now, so that the first corrections are quick.
    Compile {
        /// Names such as `de_DE`, or paths of .aff files.
        #[arg(required = true)]
        dictionaries: Vec<String>,
    },
}

/// Carries out a command; gives the exit code.
pub(super) fn run(
    command: &DictionaryCommand,
    environment: &Environment,
    language: Language,
) -> u8 {
    match command {
        DictionaryCommand::List => list(environment, language),
        DictionaryCommand::Add { word, project, .. } => {
            match add(word, *project, environment, language) {
                Ok(()) => CLEAN,
                Err(problem) => failed("dictionary add", &problem),
            }
        }
        DictionaryCommand::Compile { dictionaries } => {
            let codes = dictionaries
                .iter()
                .map(|name| match compile(name, environment) {
                    Ok(()) => CLEAN,
                    Err(error) => {
                        anstream::eprintln!("letter-ls: {}", error.told(language));
                        FAILED
                    }
                });
            codes.max().unwrap_or(CLEAN)
        }
    }
}

/// The folder that the program was started in.
fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

fn list(environment: &Environment, language: Language) -> u8 {
    let mut store = Store::new(environment.user_rules.clone());
    let (config, error) = store.get(Some(&here()));
    if let Some(error) = &error {
        failed("rules", &error.complaint(language));
    }
    let built_in = pick(language, "встроен", "built in");
    anstream::println!("ru\t{built_in}\nen\t{built_in}");
    let mut named = Vec::new();
    for name in &config.spelling.dictionaries {
        match find(name, environment) {
            Ok(aff) => {
                show(
                    &aff,
                    pick(language, "из правил", "named in the rules"),
                    environment,
                    language,
                );
                named.push(aff);
            }
            Err(error) => anstream::println!("{}", error.told(language)),
        }
    }
    let system = match config.spelling.system_dictionaries {
        true => pick(language, "из системы", "the system's"),
        false => pick(
            language,
            "из системы, не используется",
            "the system's, not used",
        ),
    };
    for aff in environment.places.all() {
        if !named.contains(&aff) {
            // There may be dozens: they are read only when a letter needs them.
            print(&aff, system, "");
        }
    }
    u8::from(error.is_some()) * FAILED
}

/// Prints a dictionary with its state.
fn show(aff: &Path, origin: &str, environment: &Environment, language: Language) {
    let cache = environment.places.cache.as_deref();
    let state = HunspellFiles::read(aff).and_then(|files| files.open(cache));
    let state = match &state {
        Ok(dictionary) if dictionary.forms().is_some() => pick(language, "собран", "compiled"),
        Ok(_) => pick(language, "ещё не собран", "not compiled yet"),
        Err(error) => &error.complaint(language),
    };
    print(aff, origin, state);
}

fn print(aff: &Path, origin: &str, state: &str) {
    let name = aff.file_stem().unwrap_or_default().to_string_lossy();
    let line = format!("{name}\t{}\t{origin}\t{state}", aff.display());
    anstream::println!("{}", line.trim_end());
}

fn pick<'t>(language: Language, russian: &'t str, english: &'t str) -> &'t str {
    match language {
        Language::Russian => russian,
        Language::English => english,
    }
}

fn add(
    word: &str,
    project: bool,
    environment: &Environment,
    language: Language,
) -> Result<(), String> {
    let (path, audience) = match project {
        true => (Store::project_words(&here(), &here()), Audience::Project),
        false => {
            let words = Store::new(environment.user_rules.clone()).user_words();
            let words = words.ok_or(pick(
                language,
                "папки для настроек нет",
                "there is no folder for settings",
            ))?;
            (words, Audience::User)
        }
    };
    let added = WordList::add(&path, word, audience);
    added.map_err(|error| error.complaint(language))?;
    anstream::println!("{}", path.display());
    Ok(())
}

pub(super) fn find(name: &str, environment: &Environment) -> Result<PathBuf, UserDictionaryError> {
    let found = environment.places.named(name);
    found.ok_or_else(|| UserDictionaryError::missing(name))
}

fn compile(name: &str, environment: &Environment) -> Result<(), UserDictionaryError> {
    let aff = find(name, environment)?;
    let no_cache = || {
        let reason = Message::new("папки для него нет", "there is no folder to keep it in");
        UserDictionaryError::new(&aff, reason)
    };
    let cache = environment.places.cache.as_deref().ok_or_else(no_cache)?;
    HunspellFiles::read(&aff)?.compile(cache)?;
    anstream::println!("{}", aff.display());
    Ok(())
}
