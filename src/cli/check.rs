//! `letter-ls check`

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::format::{OutputFormat, Printer};
use super::input::{Checked, Checker, expand};
use super::progress::Progress;
use super::{As, CLEAN, Environment, FAILED, FOUND, MinSeverity, failed};
use crate::config::Language;
use crate::letter::Format;
use crate::rules::{Finding, Severity};

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Letters or folders of letters; `-` is standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
    /// Leave out findings below this severity.
    #[arg(long, value_enum, default_value_t = MinSeverity::Hint)]
    min_severity: MinSeverity,
    /// The kind of the documents, whatever their names say.
    #[arg(long = "as", value_enum)]
    kind: Option<As>,
    /// The present moment, for rules about dates (RFC 3339).
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    now: Option<ZonedDateTime>,
    /// Leave out spelling.
    #[arg(long)]
    no_spelling: bool,
}

/// Reads a moment with its offset from UTC (RFC 3339, 5.6).
fn moment(text: &str) -> Result<ZonedDateTime, jiff::Error> {
    let timestamp: Timestamp = text.parse()?;
    let offset = Pieces::parse(text)?
        .to_numeric_offset()
        .unwrap_or(Offset::UTC);
    Ok(timestamp.to_zoned_datetime(TimeZone::fixed(offset)))
}

/// Letters are checked side by side in groups of this many, and printed in order.
const GROUP: usize = 256;

/// Checks and prints; gives the exit code.
pub(super) fn run(arguments: &CheckArguments, environment: &Environment, language: Language) -> u8 {
    let mut checker = Checker::new(
        environment,
        language,
        arguments.kind.map(Format::from),
        arguments.now.clone().unwrap_or_else(environment.clock),
    );
    if arguments.no_spelling {
        checker = checker.without_spelling();
    }
    if matches!(arguments.format, OutputFormat::Text | OutputFormat::Json) {
        checker = checker.with_corrections();
    }
    let least = Severity::from(arguments.min_severity);
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    let mut printer = Printer::new(arguments.format, language);
    let mut code = CLEAN;
    let stopped = stops_on_interrupt();
    let mut progress = Progress::start(&arguments.paths);
    let mut paths = expand(&arguments.paths);
    let (mut checked, mut done): (Vec<Outcome>, usize) = (Vec::new(), 0);
    loop {
        let group: Vec<_> = match stopped.load(Ordering::Relaxed) {
            true => Vec::new(),
            false => paths.by_ref().take(GROUP).collect(),
        };
        if group.is_empty() && checked.is_empty() {
            break;
        }
        let mut next = Vec::new();
        // A group is printed while the next one is checked.
        let printed = rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = check_all(&checker, group, least));
            for letter in checked.drain(..) {
                done += 1;
                match letter {
                    Ok(letter) => {
                        code = code.max(worst(&letter));
                        if let Some(progress) = progress.as_mut() {
                            match letter.findings.is_empty() {
                                true => progress.show(done),
                                false => progress.hide(),
                            }
                        }
                        printer.letter(&mut out, &letter)?;
                    }
                    Err((path, problem)) => {
                        progress.iter_mut().for_each(Progress::hide);
                        code = failed(&path, &problem);
                    }
                }
            }
            // It is seen while the next group is waited for.
            if let Some(progress) = progress.as_mut() {
                progress.show(done);
                progress.wait(done);
            }
            Ok(())
        });
        if let Err(problem) = printed {
            return written(&problem);
        }
        checked = next;
    }
    progress.iter_mut().for_each(Progress::hide);
    match printer.finish(&mut out).and_then(|()| out.flush()) {
        Ok(()) if stopped.load(Ordering::Relaxed) => INTERRUPTED,
        Ok(()) => code,
        Err(problem) => written(&problem),
    }
}

/// The exit code after Ctrl-C, as of a program that SIGINT has ended.
const INTERRUPTED: u8 = 130;

/// Becomes true on Ctrl-C, so that the output is closed as it should be; the second one ends the
/// program at once.
fn stops_on_interrupt() -> Arc<AtomicBool> {
    use signal_hook::consts::SIGINT;
    use signal_hook::flag::{register, register_conditional_shutdown};
    let stopped = Arc::new(AtomicBool::new(false));
    // Where signals can't be handled, they end the program, as always.
    let _ = register_conditional_shutdown(SIGINT, INTERRUPTED.into(), stopped.clone());
    let _ = register(SIGINT, stopped.clone());
    stopped
}

type Outcome = Result<Checked, (String, String)>;

/// Checks letters side by side; gives what is at least as bad as `least`, in the order of the letters.
fn check_all(
    checker: &Checker,
    paths: Vec<Result<PathBuf, String>>,
    least: Severity,
) -> Vec<Outcome> {
    let check = |path: Result<PathBuf, String>| {
        let path = path.map_err(|problem| (String::new(), problem))?;
        let mut letter = checker
            .check(&path)
            .map_err(|problem| (path.display().to_string(), problem))?;
        letter.findings.retain(|finding| finding.severity <= least);
        Ok(letter)
    };
    paths.into_par_iter().map(check).collect()
}

fn worst(letter: &Checked) -> u8 {
    let bad = |finding: &Finding| finding.severity <= Severity::Warning;
    match letter.findings.iter().any(bad) {
        true => FOUND,
        false => CLEAN,
    }
}

/// The exit code when the output could not be written; a closed pipe is nobody's mistake.
fn written(problem: &std::io::Error) -> u8 {
    match problem.kind() {
        std::io::ErrorKind::BrokenPipe => FAILED,
        _ => failed("output", problem),
    }
}
