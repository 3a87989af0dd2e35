//! `letter-ls gate`: stands before a mail program's `sendmail` and holds back a letter with errors.
//!
//! The letter is held in memory and handed on byte for byte, by a pipe. Nothing but a finding ever
//! holds a letter back: where it can't be checked, it is handed on, and standard error says why.

use std::ffi::OsString;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use clap::{Args, ValueEnum};

use super::input::{Checked, Checker, LARGEST};
use super::{Environment, FAILED, failed};
use crate::config::{Language, Message};
use crate::files;
use crate::letter::Format;
use crate::rules::{Finding, Severity};

/// The letter has mistakes: `EX_DATAERR` of sysexits(3), which mail programs name to their users.
const HELD_BACK: u8 = 65;
/// The letter could not be read to its end: `EX_IOERR` of sysexits(3).
const UNREAD: u8 = 74;
/// The command is there but can't be started, as shells say it (POSIX, 2.8.2).
const NOT_STARTED: u8 = 126;
/// There is no such command, as shells say it (POSIX, 2.8.2).
const NOT_THERE: u8 = 127;
/// The exit code of a command that a signal ended is this plus the signal, as shells say it.
#[cfg(unix)]
const SIGNAL: i32 = 128;

/// The longest part of a letter, in characters, that is shown with a finding.
const LONGEST_WORDS: usize = 60;

#[derive(Debug, Args)]
pub(super) struct GateArguments {
    /// The findings that hold a letter back.
    #[arg(long, value_enum, default_value_t = GateLevel::Error)]
    level: GateLevel,
    /// The command that sends letters, with its arguments. Options for it may stand before a `--`, as
    /// mutt puts them; they go first.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

/// Severities, for `--level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GateLevel {
    /// Only errors.
    Error,
    /// Warnings, too.
    Warning,
}

impl From<GateLevel> for Severity {
    fn from(level: GateLevel) -> Self {
        match level {
            GateLevel::Error => Self::Error,
            GateLevel::Warning => Self::Warning,
        }
    }
}

/// Checks the message on standard input and hands it on; gives the exit code.
pub(super) fn run(arguments: &GateArguments, environment: &Environment, language: Language) -> u8 {
    let Some(mut command) = command(&arguments.command) else {
        return failed(
            "gate",
            &match language {
                Language::Russian => "после «--» нет команды, которая отправляет письма",
                Language::English => "no command that sends letters stands behind “--”",
            },
        );
    };
    if environment.gate_is_open {
        let sent = command.spawn().and_then(|mut child| child.wait());
        return ended(&command, sent, language);
    }
    let mut message = Vec::new();
    if let Err(problem) = std::io::stdin().lock().read_to_end(&mut message) {
        failed("gate", &files::reason(&problem).get(language));
        return UNREAD;
    }
    let level = Severity::from(arguments.level);
    let message = match check(message, level, environment, language) {
        Ok(checked) if checked.findings.is_empty() => checked.bytes,
        Ok(checked) => {
            anstream::eprint!("{}", explanation(&checked, language));
            return HELD_BACK;
        }
        Err((message, problem)) => {
            let unchecked = match language {
                Language::Russian => "письмо передано дальше без проверки",
                Language::English => "the letter is handed on unchecked",
            };
            failed("gate", &format_args!("{unchecked}: {problem}"));
            message
        }
    };
    let sent = command
        .stdin(Stdio::piped())
        .spawn()
        .and_then(|child| hand_on(child, &message));
    ended(&command, sent, language)
}

/// The command that sends letters. mutt makes `gate -f ADDRESS -- SENDMAIL -oi RECIPIENT` of
/// `gate -- SENDMAIL -oi`: it knows where the options of a command end, but not that there are two.
fn command(words: &[OsString]) -> Option<Command> {
    let is_option = |word: &OsString| word.as_encoded_bytes().starts_with(b"-");
    let (options, command) = match words.first().is_some_and(is_option) {
        true => words.split_at(words.iter().position(|word| word == "--")?),
        false => (&[] as &[OsString], words),
    };
    let command = match options {
        [] => command,
        _ => command.get(1..)?,
    };
    let (program, arguments) = command.split_first()?;
    let mut command = Command::new(program);
    command.args(options).args(arguments);
    Some(command)
}

/// The message with the findings that hold it back, or, where it can't be checked, the message and why.
fn check(
    message: Vec<u8>,
    level: Severity,
    environment: &Environment,
    language: Language,
) -> Result<Checked, (Vec<u8>, String)> {
    if let Err(problem) = files::check_size(message.len() as u64, LARGEST) {
        return Err((message, files::reason(&problem).get(language).to_owned()));
    }
    let checker = Checker::new(
        environment,
        language,
        Some(Format::Message),
        (environment.clock)(),
    );
    match checker.check_bytes(Path::new("-"), message.clone()) {
        Ok(mut checked) => {
            checked.findings.retain(|finding| finding.severity <= level);
            Ok(checked)
        }
        Err(problem) => Err((message, problem)),
    }
}

/// Writes the message to the command and waits for its end. A command that does not want all of it
/// tells by its exit code whether that is a mistake.
fn hand_on(mut child: Child, message: &[u8]) -> std::io::Result<ExitStatus> {
    let written = child
        .stdin
        .take()
        .map_or(Ok(()), |mut stdin| stdin.write_all(message));
    let status = child.wait()?;
    match written {
        Err(problem) if problem.kind() != ErrorKind::BrokenPipe => Err(problem),
        _ => Ok(status),
    }
}

/// The exit code that tells how the command ended.
fn ended(command: &Command, sent: std::io::Result<ExitStatus>, language: Language) -> u8 {
    let problem = match sent {
        Ok(status) => return code(status),
        Err(problem) => problem,
    };
    let program = command.get_program().display();
    let reason = match problem.kind() {
        ErrorKind::NotFound => Message::new("такой программы нет", "there is no such program"),
        _ => files::reason(&problem),
    };
    let reason = reason.get(language);
    match language {
        Language::Russian => failed(
            "gate",
            &format_args!("письмо не отправлено: {program}: {reason}"),
        ),
        Language::English => failed(
            "gate",
            &format_args!("the letter is not sent: {program}: {reason}"),
        ),
    };
    match problem.kind() {
        ErrorKind::NotFound => NOT_THERE,
        _ => NOT_STARTED,
    }
}

fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    let ended_by = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(unix)]
    let code = status.code().or(ended_by.map(|signal| SIGNAL + signal));
    #[cfg(not(unix))]
    let code = status.code();
    code.and_then(|code| u8::try_from(code).ok())
        .unwrap_or(FAILED)
}

/// What holds the letter back, and how to send it all the same.
fn explanation(checked: &Checked, language: Language) -> String {
    let count = checked.findings.len();
    let (held_back, how) = match language {
        Language::Russian => (
            format!("письмо не отправлено, замечаний: {count}"),
            "Исправьте письмо и отправьте его ещё раз. Чтобы отправить его как есть, задайте переменную среды LETTER_LS_GATE=off.",
        ),
        Language::English => (
            format!("the letter is not sent, findings: {count}"),
            "Correct the letter and send it again. To send it as it is, set the environment variable LETTER_LS_GATE=off.",
        ),
    };
    let findings = checked.findings.iter();
    let findings: String = findings
        .map(|finding| line(checked, finding, language))
        .collect();
    format!("letter-ls: {held_back}\n{findings}{how}\n")
}

/// A finding on one line, and on the next what to do where that is known.
fn line(checked: &Checked, finding: &Finding, language: Language) -> String {
    let text = &checked.source.text;
    let before = text.get(..finding.range.start).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let (place, open, close) = match language {
        Language::Russian => ("строка", '«', '»'),
        Language::English => ("line", '“', '”'),
    };
    let words = words(text.get(finding.range.clone()).unwrap_or_default());
    let words = match words.filter(|words| !finding.message.contains(words)) {
        Some(words) => format!(" {open}{words}{close}:"),
        None => String::new(),
    };
    let fix = finding.fixes.first();
    let fix = fix.map_or(String::new(), |fix| format!("    → {}\n", fix.title));
    format!("  {place} {number}:{words} {}\n{fix}", finding.message)
}

/// The part of the letter that a finding is about, on one line; `None` where it says nothing to
/// people, as what is written in quoted-printable or base64 (RFC 2045, 6.7 and 6.8).
fn words(found: &str) -> Option<String> {
    let line = found.lines().next()?;
    let encoded = |line: &str| {
        let base64 = |char: char| char.is_ascii_alphanumeric() || "+/=".contains(char);
        line.chars().all(base64) || line.contains("=D0=") || line.contains("=D1=")
    };
    (!encoded(line)).then(|| line.chars().take(LONGEST_WORDS).collect())
}
