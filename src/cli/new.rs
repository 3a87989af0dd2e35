//! `letter-ls new`

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{CLEAN, Environment, failed};
use crate::config::{Config, ConfigError, Language, Store};
use crate::files::{self, Audience};
use crate::rules::Bilingual;
use crate::templates;

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// A template, or "config" for a file of rules to fill in.
    template: Option<String>,
    /// List the templates.
    #[arg(long)]
    list: bool,
    /// The recipient: "Anna Smith <smith@client.example>"; the salutation is made from the name.
    #[arg(long, value_name = "ADDRESS")]
    to: Option<String>,
    /// Write a new file instead of standard output. A file that exists is left as it is.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The name that stands for the file of rules.
const RULES_FILE: &str = "config";

const RULES_FILE_ABOUT: Bilingual = Bilingual {
    ru: "Файл правил: впишите сведения о себе и компании",
    en: "A file of rules: fill in the facts about you and your company",
};

/// Begins a letter, in the language that is `wanted`, else in that of messages; gives the exit code.
pub(super) fn run(
    arguments: &NewArguments,
    environment: &Environment,
    wanted: Option<Language>,
    language: Language,
) -> u8 {
    let name = match &arguments.template {
        Some(name) if !arguments.list => name.as_str(),
        _ => {
            anstream::print!("{}", list(language));
            return CLEAN;
        }
    };
    match begun(name, arguments, environment, wanted, language) {
        Ok(text) => match put(&text, arguments.output.as_deref(), language) {
            Ok(()) => CLEAN,
            Err(problem) => failed("new", &problem),
        },
        Err(problem) => failed("new", &problem),
    }
}

/// The text of a new letter or file of rules.
fn begun(
    name: &str,
    arguments: &NewArguments,
    environment: &Environment,
    wanted: Option<Language>,
    language: Language,
) -> Result<String, String> {
    if name == RULES_FILE {
        return Ok(templates::RULES_FILE.get(language).to_owned());
    }
    let template = templates::by_name(name).ok_or_else(|| unknown(name, language))?;
    let config = rules(arguments, environment).map_err(|error| error.complaint(language))?;
    let letter_language = wanted.or(config.messages).unwrap_or(language);
    let to = arguments.to.as_deref().unwrap_or_default();
    let now = (environment.clock)();
    Ok(template.render_to(letter_language, &config, Some(&now), to))
}

/// The rules that hold where the letter will be.
fn rules(
    arguments: &NewArguments,
    environment: &Environment,
) -> Result<std::sync::Arc<Config>, ConfigError> {
    let path = arguments.output.as_deref().unwrap_or(Path::new("letter"));
    let letter = std::path::absolute(path).ok();
    let mut store = Store::new(environment.user_rules.clone());
    match store.get(letter.as_deref().and_then(Path::parent)) {
        (_, Some(error)) => Err(error),
        (config, None) => Ok(config),
    }
}

/// Prints a text, or writes it to a file that does not exist yet.
fn put(text: &str, output: Option<&Path>, language: Language) -> Result<(), String> {
    let Some(path) = output else {
        anstream::print!("{text}");
        return Ok(());
    };
    let written = files::create(path, text.as_bytes(), Audience::Project);
    written.map_err(|problem| match (problem.kind(), language) {
        (ErrorKind::AlreadyExists, Language::Russian) => {
            format!("файл {} уже есть; укажите другое имя", path.display())
        }
        (ErrorKind::AlreadyExists, Language::English) => {
            format!("{} exists already; give another name", path.display())
        }
        _ => files::complaint(path, &problem, language),
    })
}

/// Names of all that can be begun, each with what it is for.
fn entries() -> impl Iterator<Item = (&'static str, Bilingual)> {
    templates::all()
        .iter()
        .map(|template| (template.name, template.about))
        .chain([(RULES_FILE, RULES_FILE_ABOUT)])
}

fn list(language: Language) -> String {
    let width = entries().map(|(name, _)| name.len()).max().unwrap_or(0);
    entries()
        .map(|(name, about)| format!("{name:width$}  {}\n", about.get(language)))
        .collect()
}

fn unknown(name: &str, language: Language) -> String {
    let nearest = entries()
        .map(|(known, _)| (strsim::damerau_levenshtein(name, known), known))
        .min()
        .filter(|(distance, _)| *distance <= name.chars().count() / 2);
    match (nearest, language) {
        (Some((_, known)), Language::Russian) => {
            format!("шаблона «{name}» нет; возможно, нужен «{known}»?")
        }
        (Some((_, known)), Language::English) => {
            format!("there is no template “{name}”; did you mean “{known}”?")
        }
        (None, Language::Russian) => {
            format!("шаблона «{name}» нет; список: letter-ls new --list")
        }
        (None, Language::English) => {
            format!("there is no template “{name}”; for a list: letter-ls new --list")
        }
    }
}
