//! mutt, neomutt and aerc as a person uses them, in tmux, set up by `editors/mail/README.md`: the draft
//! in Neovim and in Helix, and the gate before a `sendmail` that writes down what it gets. A program
//! that is not installed is left out, and standard error says so.
#![cfg(unix)]

mod terminal;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use terminal::{Terminal, installed, left_out};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// What is typed into the draft.
const LINES: [&str; 6] = [
    "Добрый день, [ИМЯ]!",
    "",
    "Отчёт готов.",
    "",
    "С уважением,",
    "Анна",
];
const LEFT: &str = "“[ИМЯ]” is left from a template";
const HELD_BACK: &str = "letter-ls: the letter is not sent, findings: 1";
const HOW: &str = "LETTER_LS_GATE=off";

/// The editors that a mail program starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Editor {
    Neovim,
    Helix,
}

impl Editor {
    fn name(self) -> &'static str {
        match self {
            Self::Neovim => "nvim",
            Self::Helix => "hx",
        }
    }

    /// The program, by the variable that the other tests read, too.
    fn program(self) -> Option<PathBuf> {
        let variable = match self {
            Self::Neovim => "NVIM",
            Self::Helix => "HX",
        };
        match std::env::var_os(variable) {
            Some(named) => Some(named.into()),
            None => {
                let path = std::env::var_os("PATH")?;
                let mut places = std::env::split_paths(&path).map(|place| place.join(self.name()));
                places.find(|place| place.exists())
            }
        }
    }
}

/// A user's home with a mail program and an editor set up by their pages.
struct Home {
    folder: tempfile::TempDir,
    program: &'static str,
    editor: Editor,
}

impl Home {
    /// `None` where the mail program, the editor or tmux is missing.
    fn new(program: &'static str, editor: Editor) -> Option<Self> {
        if left_out() {
            return None;
        }
        let Some(path) = editor.program() else {
            eprintln!("left out: {} is not installed", editor.name());
            return None;
        };
        let all = [
            (Path::new(program), "-v"),
            (Path::new("tmux"), "-V"),
            (&path, "--version"),
        ];
        if !all
            .into_iter()
            .all(|(program, version)| installed(program, version))
        {
            return None;
        }
        let home = Self {
            folder: tempfile::tempdir().expect("a folder"),
            program,
            editor,
        };
        let programs = home.make("bin");
        symlink(path, programs.join(editor.name())).expect("linked");
        let neovim = home.make(".local/share/nvim/site/pack/letter-ls/start");
        symlink(
            format!("{REPOSITORY}/editors/neovim"),
            neovim.join("letter-ls"),
        )
        .expect("linked");
        home.write(
            ".config/nvim/init.lua",
            "vim.diagnostic.config({ virtual_text = true })\n",
        );
        let helix = format!("{REPOSITORY}/editors/helix/languages.toml");
        home.write(
            ".config/helix/languages.toml",
            &fs::read_to_string(helix).expect("there"),
        );
        home.write(
            ".config/helix/config.toml",
            "[editor]\nend-of-line-diagnostics = \"hint\"\n",
        );
        match program {
            "aerc" => home.set_up_aerc(),
            _ => home.set_up_mutt(),
        }
        Some(home)
    }

    /// A fenced block of the page with this in it, set up for what runs in the tests.
    fn block(&self, with: &str) -> String {
        let page = fs::read_to_string(format!("{REPOSITORY}/editors/mail/README.md"));
        let page = page.expect("the page");
        let block = page.split("\n```").find(|block| block.contains(with));
        let (_, block) = block.and_then(|block| block.split_once('\n')).expect(with);
        let sendmail = format!("{REPOSITORY}/tests/mail_programs/bin/sendmail");
        block
            .replace("/usr/sbin/sendmail", &sendmail)
            .replace("nvim", self.editor.name())
    }

    fn set_up_mutt(&self) {
        self.make("Mail");
        self.write(".muttrc", &self.block("set sendmail"));
    }

    fn set_up_aerc(&self) {
        self.make("Maildir/INBOX/cur");
        self.make(".cache");
        let executable = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
        };
        self.write("bin/aerc-send", &self.block("exec letter-ls gate"));
        executable(&self.path("bin/aerc-send"), 0o700);
        let home = self.folder.path().to_str().expect("UTF-8");
        let outgoing = self.block("outgoing =").replace("/home/you", home);
        let account = "[work]\nsource = maildir://~/Maildir\nfrom = Anna <anna@firm.example>\n";
        let accounts = ".config/aerc/accounts.conf";
        self.write(accounts, &format!("{account}{outgoing}\n"));
        executable(&self.path(accounts), 0o600);
        let editor = format!("[compose]\neditor = {}\n", self.editor.name());
        self.write(".config/aerc/aerc.conf", &editor);
        let binds = fs::read_to_string("/usr/share/aerc/binds.conf").expect("aerc's own keys");
        let section = "[compose::review]\n";
        let key = self.block("w = :term");
        let binds = binds.replace(section, &format!("{section}{key}\n"));
        self.write(".config/aerc/binds.conf", &binds);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn make(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(&path).expect("a folder");
        path
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    /// Starts the mail program.
    fn start(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Terminal {
        let path = std::env::var("PATH").expect("a PATH");
        let bin = self.path("bin");
        let mut command = Command::new(self.program);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env(
                "PATH",
                format!(
                    "{REPOSITORY}/tests/mail_programs/bin:{}:{path}",
                    bin.display()
                ),
            )
            .env("LETTER_LS", env!("CARGO_BIN_EXE_letter-ls"))
            .env("LANG", "C.UTF-8")
            .envs(variables.iter().copied());
        Terminal::start(&command, 110, 40)
    }

    /// Types the letter into the open draft, sees what is found, writes it and leaves the editor.
    #[track_caller]
    fn write_letter(&self, terminal: &Terminal, found: &str) {
        let (end, inserting) = match self.editor {
            Editor::Neovim => ("G", "-- INSERT --"),
            Editor::Helix => ("ge", " INS "),
        };
        terminal.write(end);
        terminal.press(&["o"]);
        terminal.wait_for(inserting);
        for line in LINES {
            terminal.write(line);
            terminal.press(&["Enter"]);
        }
        terminal.press(&["Escape"]);
        terminal.wait_without(inserting);
        terminal.wait_for(found);
        self.leave(terminal);
    }

    fn leave(&self, terminal: &Terminal) {
        terminal.write(":wq");
        terminal.wait_for(":wq");
        terminal.press(&["Enter"]);
    }

    /// Puts a name where the template left a place for it.
    fn correct(&self, terminal: &Terminal) {
        let keys = match self.editor {
            Editor::Neovim => ":%s/.ИМЯ./Иван/",
            Editor::Helix => "%s.ИМЯ.",
        };
        terminal.write(keys);
        terminal.press(&["Enter"]);
        if self.editor == Editor::Helix {
            terminal.press(&["c"]);
            terminal.wait_for(" INS ");
            terminal.write("Иван");
            terminal.press(&["Escape"]);
            terminal.wait_for(" NOR ");
        }
        terminal.wait_for("Добрый день, Иван!");
        terminal.wait_without("is left from a template");
        self.leave(terminal);
    }

    /// Waits until the letter is sent and gives it; its bytes are those that the mail program wrote.
    #[track_caller]
    fn sent(&self, terminal: &Terminal) -> String {
        terminal.wait("the letter to be sent", |_| self.path("after").exists());
        let [before, after] = ["before", "after"].map(|name| fs::read(self.path(name)));
        let (before, after) = (before.expect("written"), after.expect("sent"));
        assert!(!before.is_empty() && before == after, "other bytes");
        String::from_utf8(after).expect("UTF-8")
    }
}

/// Writes a letter with a placeholder in mutt: it is shown in the editor, held back with the reason,
/// corrected and sent.
fn held_back_corrected_and_sent_by_mutt(program: &'static str, editor: Editor) {
    let Some(home) = Home::new(program, editor) else {
        return;
    };
    let mutt = home.start(&[], &["-s", "Отчёт", "ivan@client.example"]);
    mutt.wait_for("To: ivan@client.example");
    mutt.press(&["Enter"]);
    mutt.wait_for("Subject: Отчёт");
    mutt.press(&["Enter"]);
    mutt.wait_for("Reply-To:");
    home.write_letter(&mutt, LEFT);
    mutt.answer("y:Send", "y");
    let screen = mutt.wait_for(HELD_BACK);
    assert!(screen.contains(LEFT) && screen.contains(HOW), "{screen}");
    assert!(!home.path("after").exists());
    mutt.press(&["q"]);
    mutt.answer("y:Send", "e");
    mutt.wait_for("Добрый день");
    mutt.wait_for(LEFT);
    home.correct(&mutt);
    mutt.answer("y:Send", "y");
    let letter = home.sent(&mutt);
    assert!(letter.contains("\nДобрый день, Иван!\n"), "{letter}");
}

#[test]
fn mutt_with_neovim_sends_what_is_corrected() {
    held_back_corrected_and_sent_by_mutt("mutt", Editor::Neovim);
}

#[test]
fn mutt_with_helix_sends_what_is_corrected() {
    held_back_corrected_and_sent_by_mutt("mutt", Editor::Helix);
}

#[test]
fn neomutt_with_neovim_sends_what_is_corrected() {
    held_back_corrected_and_sent_by_mutt("neomutt", Editor::Neovim);
}

#[test]
fn neomutt_with_helix_sends_what_is_corrected() {
    held_back_corrected_and_sent_by_mutt("neomutt", Editor::Helix);
}

/// Y in the compose menu sends what was held back; the reason is told in Russian.
fn sent_unchecked_by_mutt(program: &'static str) {
    let Some(home) = Home::new(program, Editor::Neovim) else {
        return;
    };
    let settings = fs::read_to_string(home.path(".muttrc")).expect("written");
    let contract = settings.replace("letter-ls gate /", "letter-ls gate -- /");
    assert_ne!(contract, settings);
    // mutt itself wants a locale that is installed; its children take any.
    let more = "set from=anna@firm.example use_envelope_from=yes\nsetenv LANG ru_RU.UTF-8\n";
    home.write(".muttrc", &format!("{contract}\n{more}"));
    let mutt = home.start(&[], &["-s", "Отчёт", "ivan@client.example"]);
    mutt.wait_for(": ivan@client.example");
    mutt.press(&["Enter"]);
    mutt.wait_for(": Отчёт");
    mutt.press(&["Enter"]);
    mutt.wait_for("Reply-To:");
    home.write_letter(&mutt, "«[ИМЯ]» осталось");
    mutt.answer("y:", "y");
    let screen = mutt.wait_for("letter-ls: письмо не отправлено, замечаний: 1");
    assert!(
        screen.contains("«[ИМЯ]» осталось") && screen.contains(HOW),
        "{screen}"
    );
    mutt.press(&["q"]);
    mutt.wait_for("y:");
    assert!(!home.path("after").exists());
    mutt.press(&["Y"]);
    assert!(home.sent(&mutt).contains("[ИМЯ]"));
    let given = fs::read_to_string(home.path("arguments")).expect("sent");
    assert!(
        given.starts_with("-f\nanna@firm.example\n-oem\n-oi\n"),
        "{given}"
    );
    assert!(given.ends_with("ivan@client.example\n"), "{given}");
}

#[test]
fn mutt_sends_unchecked_what_the_writer_wants_so() {
    sent_unchecked_by_mutt("mutt");
}

#[test]
fn neomutt_sends_unchecked_what_the_writer_wants_so() {
    sent_unchecked_by_mutt("neomutt");
}

/// Opens a new letter in aerc and writes it.
fn written_in_aerc(home: &Home, variables: &[(&str, &str)]) -> Terminal {
    let aerc = home.start(variables, &[]);
    aerc.wait_for("[work] Connected");
    aerc.write(":compose -H \"To: ivan@client.example\" -H \"Subject: Отчёт\"");
    aerc.press(&["Enter"]);
    aerc.wait_for("Subject: Отчёт");
    aerc.wait("the editor", |screen| {
        screen.contains(".eml ") || screen.contains(" NOR ")
    });
    // From the recipients over the sender and the subject to the editor.
    aerc.press(&["Tab", "Tab", "Tab"]);
    home.write_letter(&aerc, LEFT);
    aerc.wait_for("Send this email?");
    aerc
}

fn held_back_corrected_and_sent_by_aerc(editor: Editor) {
    let Some(home) = Home::new("aerc", editor) else {
        return;
    };
    let aerc = written_in_aerc(&home, &[]);
    aerc.press(&["y"]);
    aerc.wait_for("Sending...");
    // aerc 0.14 shows that it is back at the next key; this one does nothing.
    aerc.wait("the letter to be held back", |_| {
        let log = fs::read_to_string(home.path(".cache/letter-ls.log"));
        log.is_ok_and(|log| log.contains(HOW))
    });
    aerc.wait("the review", |screen| {
        aerc.press(&["Z"]);
        screen.contains("Send this email?")
    });
    aerc.press(&["w"]);
    let screen = aerc.wait_for(HELD_BACK);
    assert!(screen.contains(LEFT), "{screen}");
    aerc.press(&["q"]);
    aerc.wait_for("Send this email?");
    assert!(!home.path("after").exists());
    aerc.press(&["e"]);
    aerc.wait_for(LEFT);
    home.correct(&aerc);
    aerc.wait_for("Send this email?");
    aerc.press(&["y"]);
    let letter = home.sent(&aerc);
    assert!(letter.contains("\nSubject: "), "{letter}");
}

#[test]
fn aerc_with_neovim_sends_what_is_corrected() {
    held_back_corrected_and_sent_by_aerc(Editor::Neovim);
}

#[test]
fn aerc_with_helix_sends_what_is_corrected() {
    held_back_corrected_and_sent_by_aerc(Editor::Helix);
}

#[test]
fn aerc_sends_unchecked_what_the_writer_wants_so() {
    let Some(home) = Home::new("aerc", Editor::Neovim) else {
        return;
    };
    let aerc = written_in_aerc(&home, &[("LETTER_LS_GATE", "off")]);
    aerc.press(&["y"]);
    home.sent(&aerc);
}
