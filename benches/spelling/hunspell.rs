//! The `hunspell` program with our dictionaries, asked over its pipe protocol (`hunspell -a`).

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use letter_ls::config::Language;

/// A running `hunspell`.
pub struct Hunspell {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Hunspell {
    /// Starts the program and waits until its dictionary is loaded; `None` where it is not installed.
    pub fn start(language: Language) -> Option<Self> {
        let folder = match language {
            Language::Russian => "ru",
            Language::English => "en",
        };
        let dictionary = format!("{}/dictionaries/{folder}/index", env!("CARGO_MANIFEST_DIR"));
        let mut process = Command::new("hunspell")
            .args(["-a", "-i", "utf-8", "-d", &dictionary])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let input = process.stdin.take()?;
        let output = BufReader::new(process.stdout.take()?);
        let mut started = Self {
            process,
            input,
            output,
        };
        let mut banner = String::new();
        started.output.read_line(&mut banner).ok()?;
        started.ask("a").first()?;
        Some(started)
    }

    /// What it says of each word of a line: `*` and `+` mean right, `&` and `#` wrong, the first with
    /// suggestions.
    pub fn ask(&mut self, line: &str) -> Vec<String> {
        let mut answers = Vec::new();
        if writeln!(self.input, "^{line}")
            .and_then(|()| self.input.flush())
            .is_err()
        {
            return answers;
        }
        loop {
            let mut answer = String::new();
            match self.output.read_line(&mut answer) {
                Ok(length) if length > 1 => answers.push(answer),
                _ => return answers,
            }
        }
    }

    /// Resident memory in bytes, where the system tells.
    pub fn resident(&self) -> Option<u64> {
        crate::resident::of(self.process.id())
    }
}

impl Drop for Hunspell {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
