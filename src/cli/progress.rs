//! How far a check of many letters has come, on a terminal.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::input::expand;

/// A check that takes no longer than this shows no progress.
const SHORT: Duration = Duration::from_millis(500);
/// How often the line is drawn.
const OFTEN: Duration = Duration::from_millis(100);
/// Width of the bar.
const WIDTH: usize = 30;

/// A line on standard error that is drawn over and over; nothing where that is no terminal.
pub struct Progress {
    /// How many letters there are, once they are counted.
    total: Arc<AtomicUsize>,
    next: Instant,
    drawn: bool,
    /// Whether it was drawn before.
    begun: bool,
}

impl Progress {
    /// Counts the letters in the background.
    pub fn start(paths: &[PathBuf]) -> Option<Self> {
        if !std::io::stderr().is_terminal() {
            return None;
        }
        let total = Arc::new(AtomicUsize::new(0));
        let (counted, paths) = (total.clone(), paths.to_vec());
        std::thread::spawn(move || counted.store(expand(&paths).count(), Ordering::Relaxed));
        Some(Self {
            total,
            next: Instant::now() + SHORT,
            drawn: false,
            begun: false,
        })
    }

    /// Draws the line when it is time to.
    pub fn show(&mut self, done: usize) {
        if Instant::now() >= self.next {
            self.draw(done);
        }
    }

    /// Draws the line again where it was taken away, since the next letters are waited for.
    pub fn wait(&mut self, done: usize) {
        if self.begun && !self.drawn {
            self.draw(done);
        }
    }

    fn draw(&mut self, done: usize) {
        self.begun = true;
        self.next = Instant::now() + OFTEN;
        self.drawn = true;
        let line = line(done, self.total.load(Ordering::Relaxed));
        // A terminal that is gone is no reason to stop.
        let _ = write!(std::io::stderr(), "\r{line}\x1b[K");
    }

    /// Takes the line away, so that something else can be printed.
    pub fn hide(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn line(done: usize, total: usize) -> String {
    if total < done {
        return format!("{done}");
    }
    let filled = done * WIDTH / total.max(1);
    let bar = "#".repeat(filled) + &".".repeat(WIDTH - filled);
    format!("[{bar}] {done}/{total}")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_bar_fills_once_the_letters_are_counted() {
        assert_eq!(line(256, 0), "256");
        assert_eq!(line(50, 100), "[###############...............] 50/100");
        assert_eq!(line(0, 0), "[..............................] 0/0");
    }
}
