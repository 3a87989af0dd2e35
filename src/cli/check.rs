//! `letter-ls check`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::format::{OutputFormat, Printer};
use super::input::{Checker, expand};
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
    let least = Severity::from(arguments.min_severity);
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    let mut printer = Printer::new(arguments.format, language);
    let mut code = CLEAN;
    let mut paths = expand(&arguments.paths);
    loop {
        let group: Vec<_> = paths.by_ref().take(GROUP).collect();
        if group.is_empty() {
            break;
        }
        let checked: Vec<_> = group
            .into_par_iter()
            .map(|path| {
                let path = path.map_err(|problem| (String::new(), problem))?;
                checker
                    .check(&path)
                    .map_err(|problem| (path.display().to_string(), problem))
            })
            .collect();
        for letter in checked {
            match letter {
                Ok(mut letter) => {
                    letter.findings.retain(|finding| finding.severity <= least);
                    let found = letter
                        .findings
                        .iter()
                        .any(|finding| finding.severity <= Severity::Warning);
                    code = code.max(if found { FOUND } else { CLEAN });
                    if let Err(problem) = printer.letter(&mut out, &letter) {
                        return written(&problem);
                    }
                }
                Err((path, problem)) => code = failed(&path, &problem),
            }
        }
    }
    match printer.finish(&mut out).and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(problem) => written(&problem),
    }
}

/// The exit code when the output could not be written; a closed pipe is nobody's mistake.
fn written(problem: &std::io::Error) -> u8 {
    match problem.kind() {
        std::io::ErrorKind::BrokenPipe => FAILED,
        _ => failed("output", problem),
    }
}
