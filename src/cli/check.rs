//! `letter-ls check`

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::ColorChoice;
use clap::Args;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::format::{OutputFormat, Printed, Printer};
use super::input::{Checker, expand};
use super::progress::Progress;
use super::{As, CLEAN, Environment, FAILED, FOUND, MinSeverity, failed};
use crate::config::Language;
use crate::letter::Format;
use crate::rules::Severity;

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
    let mut out = output();
    let show = Show {
        least: Severity::from(arguments.min_severity),
        format: arguments.format,
        styled: out.get_ref().current_choice() != ColorChoice::Never,
    };
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
            scope.spawn(|_| next = check_all(&checker, group, &show));
            for letter in checked.drain(..) {
                done += 1;
                match letter {
                    Ok(letter) => {
                        code = code.max(worst(&letter));
                        if let Some(progress) = progress.as_mut() {
                            match letter.severities.is_empty() {
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
            out.flush()?;
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

/// Standard output, whose colours go where they are not wanted or can't be shown.
fn output() -> BufWriter<anstream::AutoStream<std::io::StdoutLock<'static>>> {
    BufWriter::with_capacity(
        64 << 10,
        anstream::AutoStream::auto(std::io::stdout().lock()),
    )
}

/// What of a letter is shown, and how.
struct Show {
    /// Findings that are at least as bad.
    least: Severity,
    format: OutputFormat,
    styled: bool,
}

type Outcome = Result<Printed, (String, String)>;

/// Checks letters side by side; gives what is to be shown of them, in their order.
fn check_all(checker: &Checker, paths: Vec<Result<PathBuf, String>>, show: &Show) -> Vec<Outcome> {
    let check = |path: Result<PathBuf, String>| {
        let path = path.map_err(|problem| (String::new(), problem))?;
        let mut letter = checker
            .check(&path)
            .map_err(|problem| (path.display().to_string(), problem))?;
        (letter.findings).retain(|finding| finding.severity <= show.least);
        Ok(Printed::new(show.format, show.styled, &letter))
    };
    paths.into_par_iter().map(check).collect()
}

fn worst(letter: &Printed) -> u8 {
    let bad = |severity: &Severity| *severity <= Severity::Warning;
    match letter.severities.iter().any(bad) {
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
