//! A program in a terminal: tmux draws its screen, tests press keys and read what a person would see.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::cell::Cell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use anstyle::RgbColor;

/// How long the screen may take to become what is waited for. Nothing waits this long when all is
/// well.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the screen is looked at meanwhile.
const BETWEEN: Duration = Duration::from_millis(20);

/// Whether the tests in editors are to be left out.
pub fn left_out() -> bool {
    const SKIP: &str = "LETTER_LS_SKIP_EDITORS";
    let skip = std::env::var_os(SKIP).is_some_and(|value| !value.is_empty());
    if skip {
        eprintln!("left out: {SKIP} is set");
    }
    skip
}

/// Whether a program can be started; standard error says so where it can't.
pub fn installed(program: &Path, version: &str) -> bool {
    let output = Command::new(program).arg(version).output();
    let found = output.is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("left out: {} is not installed", program.display());
    }
    found
}

/// `PATH` with the built server in front, so that programs find it as they would find an installed one.
pub fn path_with_server() -> OsString {
    let server = Path::new(env!("CARGO_BIN_EXE_letter-ls"));
    let folder = server.parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path)))
        .expect("a PATH")
}

/// A terminal of its own, with one program in it that ends with it.
pub struct Terminal {
    folder: tempfile::TempDir,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux(&["kill-server"]);
    }
}

impl Terminal {
    /// Starts a command in a terminal of that many columns and rows. It gets the variables that are set
    /// in `command`, and none of the test's own.
    pub fn start(command: &Command, columns: u16, rows: u16) -> Self {
        let terminal = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let mut tmux = terminal.command();
        // The last screen of a program that has ended stays to be read.
        tmux.args(["start-server", ";"])
            .args(["set-option", "-g", "remain-on-exit", "on", ";"])
            .args(["new-session", "-d"])
            .args(["-x", &columns.to_string(), "-y", &rows.to_string()]);
        if let Some(folder) = command.get_current_dir() {
            tmux.arg("-c").arg(folder);
        }
        // tmux itself needs UTF-8; what the program gets stands behind `env`.
        tmux.args(["--", "env", "-i", "TERM=tmux-256color"]);
        for (name, value) in command.get_envs() {
            let Some(value) = value else { continue };
            let mut variable = name.to_owned();
            variable.push("=");
            variable.push(value);
            tmux.arg(variable);
        }
        tmux.arg(command.get_program()).args(command.get_args());
        let output = tmux.output().expect("tmux runs");
        assert!(output.status.success(), "{output:?}");
        terminal
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("tmux")
    }

    fn command(&self) -> Command {
        let mut tmux = Command::new("tmux");
        tmux.args(["-u", "-f", "/dev/null", "-S"])
            .arg(self.socket());
        tmux
    }

    fn tmux(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().expect("tmux runs")
    }

    /// Presses keys, by tmux' names for them: `a`, `Enter`, `C-x`.
    pub fn press(&self, keys: &[&str]) {
        let output = self.tmux(&[&["send-keys", "--"], keys].concat());
        assert!(output.status.success(), "{output:?}");
    }

    /// Types a text, letter for letter.
    pub fn write(&self, text: &str) {
        let output = self.tmux(&["send-keys", "-l", "--", text]);
        assert!(output.status.success(), "{output:?}");
    }

    /// What stands on the screen, without colours.
    pub fn screen(&self) -> String {
        String::from_utf8(self.tmux(&["capture-pane", "-p"]).stdout).expect("UTF-8")
    }

    /// What stands on the screen, with its colours in the escape sequences of ECMA-48.
    pub fn coloured(&self) -> String {
        String::from_utf8(self.tmux(&["capture-pane", "-p", "-e"]).stdout).expect("UTF-8")
    }

    /// Draws the screen as SVG, with the editor's own colours of text and ground. The picture is kept
    /// where the variable `LETTER_LS_PICTURES` names a folder.
    #[track_caller]
    pub fn draw(&self, file: &str, text: RgbColor, ground: RgbColor) {
        let picture = anstyle_svg::Term::new()
            .fg_color(text.into())
            .bg_color(ground.into())
            .render_svg(&self.coloured());
        assert!(picture.contains("underline-rgb"), "{picture}");
        if let Some(folder) = std::env::var_os("LETTER_LS_PICTURES") {
            std::fs::write(Path::new(&folder).join(file), picture).expect("written");
        }
    }

    /// Waits until the screen is as it shall be, and gives it.
    #[track_caller]
    pub fn wait(&self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if condition(&screen) {
                return screen;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "waited {PATIENCE:?} in vain for {what}\n{screen}"
            );
            std::thread::sleep(BETWEEN);
        }
    }

    /// Waits until words stand on the screen, and gives it.
    #[track_caller]
    pub fn wait_for(&self, words: &str) -> String {
        self.wait(words, |screen| screen.contains(words))
    }

    /// Waits for words that ask for a key, and presses it until they have left the screen: a program may
    /// throw away what was typed before it began to read.
    #[track_caller]
    pub fn answer(&self, words: &str, key: &str) {
        self.wait_for(words);
        self.press(&[key]);
        let pressed = Cell::new(Instant::now());
        self.wait(&format!("{words} to be answered"), |screen| {
            let asked = screen.contains(words);
            if asked && pressed.get().elapsed() > PATIENCE / 10 {
                self.press(&[key]);
                pressed.set(Instant::now());
            }
            !asked
        });
    }

    /// Waits until words have left the screen, and gives it.
    #[track_caller]
    pub fn wait_without(&self, words: &str) -> String {
        self.wait(&format!("no {words}"), |screen| !screen.contains(words))
    }
}
