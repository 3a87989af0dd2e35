//! The command line: the same engine over files, for hooks and continuous integration.

mod check;
mod dictionary;
mod doctor;
mod fix;
mod format;
mod gate;
pub(crate) mod input;
mod list;
mod manual;
mod new;
mod progress;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

pub use list::{catalogue_page, catalogue_table};

use crate::config::Language;
use crate::letter::Format;
use crate::rules::Severity;
use crate::spelling::Places;
use crate::surroundings::Clock;

/// Nothing at or above warning was found.
const CLEAN: u8 = 0;
/// Something was found.
const FOUND: u8 = 1;
/// Something could not be done.
const FAILED: u8 = 2;

/// A language server and checker for business letters in Russian and English.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Speak LSP on standard input and output (the default without a command).
    #[arg(long)]
    stdio: bool,
    /// Language of messages and of new letters; the default follows LC_ALL, LC_MESSAGES and LANG.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    language: Option<MessageLanguage>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Speak LSP on standard input and output.
    Serve {
        /// Accepted because editors pass it; there is no other way to speak.
        #[arg(long)]
        stdio: bool,
    },
    /// Check letters and print what is found. Exit code 0: nothing at or above warning; 1: findings;
    /// 2: something could not be checked.
    Check(check::CheckArguments),
    /// Apply the fixes that are safe to apply unseen.
    Fix(fix::FixArguments),
    /// Begin a letter from a template, or a file of rules; without a name, list what there is.
    New(new::NewArguments),
    /// List dictionaries, add words of your own.
    #[command(subcommand)]
    Dictionary(dictionary::DictionaryCommand),
    /// Check the message on standard input and hand it on to a command, unless it has errors. Exit
    /// code: that of the command; 65: held back; 74: not read; 126, 127: the command did not start.
    Gate(gate::GateArguments),
    /// List the rules with examples.
    Rules {
        /// How to write the list.
        #[arg(long, value_enum, default_value_t = list::ListFormat::Text)]
        format: list::ListFormat,
    },
    /// Tell what the program works with, and how it reads a letter; no words of it are printed.
    Doctor {
        /// A letter.
        letter: Option<PathBuf>,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in the language of man(7).
    Man,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MessageLanguage {
    /// Russian.
    Ru,
    /// English.
    En,
}

impl From<MessageLanguage> for Language {
    fn from(language: MessageLanguage) -> Self {
        match language {
            MessageLanguage::Ru => Self::Russian,
            MessageLanguage::En => Self::English,
        }
    }
}

/// Kinds of documents, for `--as`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// A mail program's draft.
    Mail,
    /// An RFC 5322 message.
    Eml,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

impl From<As> for Format {
    fn from(kind: As) -> Self {
        match kind {
            As::Mail => Self::Draft,
            As::Eml => Self::Message,
            As::Markdown => Self::Markdown,
            As::Text => Self::Plain,
        }
    }
}

/// Severities, for `--min-severity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MinSeverity {
    /// Only errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// All but hints.
    Information,
    /// Everything.
    Hint,
}

impl From<MinSeverity> for Severity {
    fn from(severity: MinSeverity) -> Self {
        match severity {
            MinSeverity::Error => Self::Error,
            MinSeverity::Warning => Self::Warning,
            MinSeverity::Information => Self::Information,
            MinSeverity::Hint => Self::Hint,
        }
    }
}

/// What the program takes from its surroundings.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The locale of messages, such as `ru_RU.UTF-8`.
    pub locale: String,
    /// The user's own file of rules.
    pub user_rules: Option<PathBuf>,
    /// Where dictionaries are.
    pub places: Places,
    /// Tells the present moment.
    pub clock: Clock,
    /// Whether `letter-ls gate` lets every letter pass.
    pub gate_is_open: bool,
}

/// Runs the program.
pub fn run(arguments: Arguments, environment: &Environment) -> ExitCode {
    let wanted = arguments.language.map(Language::from);
    let language = wanted.unwrap_or_else(|| Language::of_locale(&environment.locale));
    crate::guard::log_panics(language);
    let code = match arguments.command {
        None | Some(Command::Serve { .. }) => serve(environment, language),
        Some(Command::Check(arguments)) => check::run(&arguments, environment, language),
        Some(Command::Fix(arguments)) => fix::run(&arguments, environment, language),
        Some(Command::New(arguments)) => new::run(&arguments, environment, wanted, language),
        Some(Command::Dictionary(command)) => dictionary::run(&command, environment, language),
        Some(Command::Gate(arguments)) => gate::run(&arguments, environment, language),
        Some(Command::Rules { format }) => list::run(format, language),
        Some(Command::Doctor { letter }) => doctor::run(letter.as_deref(), environment, language),
        Some(Command::Completions { shell }) => manual::completions(shell),
        Some(Command::Man) => manual::page(),
    };
    ExitCode::from(code)
}

fn serve(environment: &Environment, language: Language) -> u8 {
    std::thread::spawn(crate::engine::warm_up);
    let served = crate::server::serve_stdio(
        environment.user_rules.clone(),
        language,
        environment.places.clone(),
        environment.clock,
    );
    served.unwrap_or_else(|problem| failed("letter-ls", &problem))
}

/// Tells on standard error what could not be done.
fn failed(what: &str, problem: &dyn std::fmt::Display) -> u8 {
    anstream::eprintln!("letter-ls: {what}: {problem}");
    FAILED
}
