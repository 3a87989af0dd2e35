//! `letter-ls fix`

use std::path::{Path, PathBuf};

use clap::Args;

use super::input::{Checked, Checker, expand};
use super::{CLEAN, Environment, failed};
use crate::config::Language;
use crate::files::{self, Audience};
use crate::mending::{MOST_ROUNDS, safe_edits};

#[derive(Debug, Args)]
pub(super) struct FixArguments {
    /// Letters or folders of letters.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// Mends what is safe to mend; gives the exit code.
pub(super) fn run(arguments: &FixArguments, environment: &Environment, language: Language) -> u8 {
    let checker = Checker::new(environment, language, None, (environment.clock)());
    let mut code = CLEAN;
    for path in expand(&arguments.paths) {
        let mended =
            path.and_then(|path| mend(&checker, &path, language).map(|count| (path, count)));
        match mended {
            Ok((_, 0)) => {}
            Ok((path, count)) => {
                let path = path.display();
                match language {
                    Language::Russian => anstream::println!("{path}: исправлено: {count}"),
                    Language::English => anstream::println!("{path}: fixed: {count}"),
                }
            }
            Err(problem) => code = failed("fix", &problem),
        }
    }
    code
}

/// Mends one file and gives the number of edits. The file is replaced as a whole or not at all.
fn mend(checker: &Checker, path: &Path, language: Language) -> Result<usize, String> {
    let named = |problem: String| format!("{}: {problem}", path.display());
    let mut checked = checker.check(path).map_err(named)?;
    let mut count = 0;
    for _ in 0..MOST_ROUNDS {
        let edits = safe_edits(&checked.findings);
        if edits.is_empty() {
            break;
        }
        let Checked { bytes, source, .. } = &checked;
        let bytes = source
            .encode(bytes, &edits)
            .map_err(|problem| named(problem.to_string()))?;
        count += edits.len();
        checked = checker.check_bytes(path, bytes).map_err(named)?;
    }
    if count > 0 {
        files::replace(path, &checked.bytes, Audience::User)
            .map_err(|problem| files::complaint(path, &problem, language))?;
    }
    Ok(count)
}
