//! Real Helix against the real server, set up as `editors/helix/README.md` tells a user to do it.
//!
//! The program is what the variable `HX` names, or `hx` on `PATH` where there is one;
//! `scripts/install-helix.sh` gets it. It runs in tmux. `LETTER_LS_PICTURES=docs/images` draws the
//! picture of the page anew.
#![cfg(unix)]

mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anstyle::RgbColor;

use terminal::{Terminal, installed, left_out, path_with_server};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/editors/helix");

const LETTER: &str = "To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Акт сверки за октябрь

Направляю акт сверки за октябрь во вложении.

Вышлите, пожалуйста, инфу по оплате до пятницы 😊. Это срочнаа.

С уважением,
Анна Смирнова
";

const NO_GREETING: &str = "opens without a greeting";
const NO_ATTACHMENT: &str = "a file is attached, but none is";
const INFORMAL: &str = "“инфу” does not belong";
const SMILEY: &str = "“😊” does not belong";
const UNKNOWN: &str = "“срочнаа” is in no dictionary";

/// Helix, or `None` where it is to be left out.
fn helix() -> Option<PathBuf> {
    if left_out() {
        return None;
    }
    if let Some(named) = std::env::var_os("HX") {
        let named = PathBuf::from(named);
        assert!(installed(&named, "--version"), "HX names no Helix");
        assert!(installed(Path::new("tmux"), "-V"), "tmux is not installed");
        return Some(named);
    }
    let plain = PathBuf::from("hx");
    (installed(&plain, "--version") && installed(Path::new("tmux"), "-V")).then_some(plain)
}

/// What is fenced as TOML on the page, in its order.
fn toml_blocks() -> Vec<String> {
    let page = fs::read_to_string(format!("{SOURCE}/README.md")).expect("the page");
    let blocks = page.split("```toml\n").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

/// A user's home with Helix set up by its page, and letters.
struct Home {
    folder: tempfile::TempDir,
    helix: PathBuf,
}

impl Home {
    /// `None` where Helix is to be left out.
    fn new() -> Option<Self> {
        let helix = helix()?;
        let home = Self {
            folder: tempfile::tempdir().expect("a folder"),
            helix,
        };
        let languages =
            fs::read_to_string(format!("{SOURCE}/languages.toml")).expect("languages.toml");
        home.write(".config/helix/languages.toml", &languages);
        let config = toml_blocks().remove(0);
        assert!(config.contains("inline-diagnostics"), "{config}");
        home.write(".config/helix/config.toml", &config);
        Some(home)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn append(&self, name: &str, text: &str) {
        let before = fs::read_to_string(self.path(name)).expect("there");
        self.write(name, &(before + text));
    }

    /// The command that starts Helix in the folder of letters.
    fn command(&self, locale: &str, arguments: &[&str]) -> Command {
        let letters = self.path("letters");
        fs::create_dir_all(&letters).expect("a folder");
        let mut command = Command::new(&self.helix);
        command
            .args(arguments)
            .current_dir(letters)
            .env("HOME", self.folder.path())
            .env("PATH", path_with_server())
            .env("LANG", locale)
            // These tell Helix what its terminal can show.
            .env("COLORTERM", "truecolor")
            .env("VTE_VERSION", "6003");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.command("en_US.UTF-8", arguments);
        command
            .env_remove("XDG_CONFIG_HOME")
            .output()
            .expect("runs")
    }

    /// Writes a letter and opens it.
    fn open(&self, name: &str, text: &str) -> Terminal {
        self.write(&format!("letters/{name}"), text);
        Terminal::start(&self.command("en_US.UTF-8", &[name]), 120, 40)
    }
}

/// Goes to words of the letter and selects them, as `/` does.
fn go_to(helix: &Terminal, words: &str) {
    helix.press(&["g", "g", "/"]);
    helix.wait_for("search:");
    helix.write(words);
    helix.wait_for(&format!("search:{words}"));
    helix.press(&["Enter"]);
    helix.wait_without("search:");
}

/// Opens the menu of corrections at words of the letter, and takes one. `first` begins the menu.
#[track_caller]
fn take(helix: &Terminal, words: &str, first: &str, wanted: &str) {
    go_to(helix, words);
    helix.press(&["Space", "a"]);
    let menu = helix.wait_for(wanted);
    let row = |title: &str| menu.lines().position(|line| line.contains(title));
    let (first, wanted) = (row(first).expect("the menu"), row(wanted).expect("there"));
    for _ in first..wanted {
        helix.press(&["Down"]);
    }
    helix.press(&["Enter"]);
}

/// Types words at the end of the line that the cursor is in.
fn type_at_end(helix: &Terminal, words: &str) {
    helix.press(&["A"]);
    helix.wait_for(" INS ");
    helix.write(words);
    helix.press(&["Escape"]);
    helix.wait_for(" NOR ");
}

#[test]
fn helix_finds_the_server() {
    let Some(home) = Home::new() else { return };
    for language in ["mail", "markdown", "text"] {
        let output = home.run(&["--health", language]);
        assert!(output.status.success(), "{output:?}");
        let told = String::from_utf8_lossy(&output.stdout);
        let told = anstream::adapter::strip_str(&told).to_string();
        assert!(told.contains("✓ letter-ls: /"), "{language}: {told}");
    }
}

#[test]
fn a_letter_is_checked_and_corrected() {
    let Some(home) = Home::new() else { return };
    let helix = home.open("a.letter", LETTER);
    helix.wait_for(NO_ATTACHMENT);
    go_to(&helix, "Направляю");
    helix.wait_for(NO_GREETING);
    take(
        &helix,
        "Направляю",
        "Insert “Уваж",
        "Insert “Уважаемая Мария!”",
    );
    helix.wait_for("4  Уважаемая Мария!");
    helix.wait_without(NO_GREETING);
    take(&helix, "инфу", "Replace", "Replace by “информацию”");
    helix.wait_for("пожалуйста, информацию по");
    helix.wait_without(INFORMAL);
    helix.press(&["u"]);
    helix.wait_for(INFORMAL);
}

#[test]
fn findings_follow_what_is_typed_and_the_rules() {
    let Some(home) = Home::new() else { return };
    let helix = home.open("a.letter", LETTER);
    helix.wait_for(NO_ATTACHMENT);
    go_to(&helix, "Вышлите");
    helix.wait_for(SMILEY);
    type_at_end(&helix, " Привет [ИМЯ].");
    helix.wait_for("“[ИМЯ]” is left from a template");
    helix.press(&["u"]);
    helix.wait_without("“[ИМЯ]” is left from a template");
    home.write("letters/rules.toml", "[rules]\ntone-emoji = \"off\"\n");
    helix.wait_without(SMILEY);
    home.write("letters/rules.toml", "");
    helix.wait_for(SMILEY);
}

#[test]
fn a_word_is_added() {
    let Some(home) = Home::new() else { return };
    let helix = home.open("a.letter", LETTER);
    helix.wait_for(NO_ATTACHMENT);
    go_to(&helix, "Вышлите");
    helix.wait_for(UNKNOWN);
    take(&helix, "срочнаа", "Replace", "Add “срочнаа” to your words");
    helix.wait_without(UNKNOWN);
    let words = fs::read_to_string(home.path(".config/letter-ls/words.txt"));
    assert_eq!(words.expect("a list"), "срочнаа\n");
    type_at_end(&helix, " Срочнаа инфаа.");
    let screen = helix.wait_for("“инфаа” is in no dictionary");
    assert!(!screen.contains("“Срочнаа” is in"), "{screen}");
}

#[test]
fn a_hover_tells_why_and_a_letter_is_formatted() {
    let Some(home) = Home::new() else { return };
    let letter = LETTER.replace("Это срочнаа.", "Это важно.   \n\n\n\nЖду.");
    let helix = home.open("a.letter", &letter);
    helix.wait_for(NO_ATTACHMENT);
    go_to(&helix, "инфу");
    helix.press(&["Space", "k"]);
    helix.wait_for("tone-informal");
    helix.press(&["Escape"]);
    helix.wait_without("tone-informal");
    helix.write(":format");
    helix.wait_for(":format");
    helix.press(&["Enter"]);
    helix.wait_for("8  Жду.");
}

#[test]
fn a_rule_that_is_off_in_the_settings_is_silent() {
    let Some(home) = Home::new() else { return };
    let blocks = toml_blocks();
    let settings = blocks.iter().find(|block| block.contains("tone-emoji"));
    let settings = settings.expect("settings on the page");
    let helix = home.open("a.letter", LETTER);
    helix.wait_for(NO_ATTACHMENT);
    go_to(&helix, "Вышлите");
    helix.wait_for(SMILEY);
    home.append(".config/helix/languages.toml", settings);
    for (command, done) in [
        ("config-reload", "Config refreshed"),
        ("lsp-restart", "Language server exited"),
    ] {
        helix.write(&format!(":{command}"));
        helix.press(&["Enter"]);
        helix.wait_for(done);
    }
    helix.wait_for("Слова «срочнаа» нет");
    let screen = helix.wait_for("«инфу»");
    assert!(!screen.contains("«😊»"), "{screen}");
    drop(helix);
    let helix = home.open("b.letter", LETTER);
    helix.wait_for("ни один файл");
    go_to(&helix, "Вышлите");
    let screen = helix.wait_for("«инфу»");
    assert!(!screen.contains("«😊»"), "{screen}");
}

#[test]
fn markdown_and_plain_text_are_checked() {
    let Some(home) = Home::new() else { return };
    let markdown = "---\nto: ivan@client.example\nsubject: Report\n---\n\nDear Ivan,\n\nplease find the report attached.\n\nKind regards,\nAnna\n";
    home.open("a.md", markdown).wait_for(NO_ATTACHMENT);
    let text = "Dear Ivan,\n\nthe report is reday.\n\nKind regards,\nAnna\n";
    home.open("a.txt", text)
        .wait_for("“reday” is in no dictionary");
}

#[test]
fn drafts_of_mail_programs_are_letters() {
    let Some(home) = Home::new() else { return };
    for name in [
        "mutt-host-1000-99-1",
        "neomutt-host-1000-99-1",
        "aerc-compose-1.eml",
    ] {
        home.open(name, LETTER).wait_for(NO_ATTACHMENT);
    }
}

#[test]
fn the_picture_of_the_page_is_drawn() {
    let Some(home) = Home::new() else { return };
    home.write("letters/Акт сверки.pdf", "");
    home.write("letters/письмо.letter", LETTER);
    let command = home.command("ru_RU.UTF-8", &["письмо.letter"]);
    let helix = Terminal::start(&command, 110, 18);
    helix.wait_for("ни один файл");
    go_to(&helix, "Направляю");
    helix.wait_for("Письмо начинается без обращения");
    helix.press(&["x", "Space", "a"]);
    helix.wait_for("Приложить файл «Акт сверки.pdf»");
    helix.draw(
        "helix.svg",
        RgbColor(0xa4, 0xa0, 0xe8),
        RgbColor(0x3b, 0x22, 0x4c),
    );
}
