//! A slip in this program costs what it was about to say, never the session.
//!
//! A panic is caught around each rule and around each answer to a client. What is logged of it names
//! the rule and the place in the source; the message of a panic may quote the letter, so it is dropped.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::{Mutex, PoisonError};

use crate::config::Language;

thread_local! {
    /// What this thread is doing: the code of a rule, or a step of the program.
    static DOING: Cell<&'static str> = const { Cell::new("") };
}

/// Does a piece of work; `None` where it panics. `what` names it in the log.
///
/// What the work was changing may be left half changed, so the caller makes it anew or drops it.
pub(crate) fn survive<T>(what: &'static str, work: impl FnOnce() -> T) -> Option<T> {
    let outer = DOING.replace(what);
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    #[cfg(test)]
    panicking::count(done.is_none());
    DOING.set(outer);
    done
}

/// So many different lines are logged: a panic may come back at each keystroke.
const MOST_LINES: usize = 100;

/// From now on a panic anywhere in the process writes one line to standard error, each line once. It
/// holds nothing of a letter.
pub fn log_panics(language: Language) {
    let told = Mutex::new(Vec::new());
    std::panic::set_hook(Box::new(move |panic| {
        let line = line(panic, DOING.get(), language);
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() < MOST_LINES && !told.contains(&line) {
            anstream::eprintln!("{line}");
            told.push(line);
        }
    }));
}

fn line(panic: &PanicHookInfo, doing: &str, language: Language) -> String {
    let place = panic.location().map(ToString::to_string);
    let place = place.unwrap_or_default();
    match (language, doing) {
        (Language::Russian, "") => format!(
            "letter-ls: внутренняя ошибка ({place}). Сообщите, пожалуйста, эту строку разработчикам."
        ),
        (Language::Russian, _) => format!(
            "letter-ls: внутренняя ошибка в {doing} ({place}), замечаний оттуда не будет. Сообщите, пожалуйста, эту строку разработчикам: текста письма в ней нет."
        ),
        (Language::English, "") => {
            format!("letter-ls: internal error ({place}). Please report this line.")
        }
        (Language::English, _) => format!(
            "letter-ls: internal error in {doing} ({place}), nothing will be found by it. Please report this line; it holds nothing of the letter."
        ),
    }
}

#[cfg(test)]
pub(crate) mod panicking;
#[cfg(test)]
mod tests;
