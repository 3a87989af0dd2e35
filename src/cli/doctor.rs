//! `letter-ls doctor`: what the program works with, to see why it says something or keeps silent.
//!
//! Of a letter only counts and kinds are printed, never its words.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::dictionary;
use super::input::{absolute, format_of, in_maildir, read};
use super::{CLEAN, Environment, FAILED, failed};
use crate::config::{Config, Language, Store, cache_folder};
use crate::engine::Session;
use crate::letter::Format;
use crate::letter::header::FieldName;
use crate::mending::safe_edits;
use crate::rules::{RULES, Severity};
use crate::spelling::{Dictionary, WordList};
use crate::surroundings::Folder;
use crate::text::source::Source;

/// Prints the state of the program, and of a letter where one is given; gives the exit code, which
/// is that of a failure where a file is broken.
pub(super) fn run(letter: Option<&Path>, environment: &Environment, language: Language) -> u8 {
    let mut store = Store::new(environment.user_rules.clone());
    let place = letter.and_then(absolute);
    let folder = match letter {
        Some(_) => place.as_deref().and_then(Path::parent).map(Path::to_owned),
        None => std::env::current_dir().ok(),
    };
    let (config, error) = store.get(folder.as_deref());
    let told = config.messages.unwrap_or(language);
    let mut page = Page::new(language);
    page.program(environment, told);
    page.rules(&store, folder.as_deref(), &config);
    page.words(&store, folder.as_deref());
    page.dictionaries(&config, environment);
    let mut code = CLEAN;
    if let Some(error) = error {
        page.line(
            "Ошибка в правилах",
            "Error in the rules",
            error.complaint(language),
        );
        code = FAILED;
    }
    let examined = letter.map(|path| {
        let bytes = read(path, language)?;
        let source = Source::decode(&bytes);
        let surroundings = Folder::new(place.as_deref(), Some((environment.clock)()));
        let session = Session::new(&source.text, format_of(path), config, told);
        page.letter(path, session, &surroundings);
        Ok::<(), String>(())
    });
    anstream::print!("{}", page.text);
    match examined {
        Some(Err(problem)) => failed("doctor", &problem),
        _ => code,
    }
}

/// The lines to be printed.
struct Page {
    language: Language,
    text: String,
}

impl Page {
    fn new(language: Language) -> Self {
        let text = format!("letter-ls {}\n", env!("CARGO_PKG_VERSION"));
        Self { language, text }
    }

    fn say<T>(&self, ru: T, en: T) -> T {
        match self.language {
            Language::Russian => ru,
            Language::English => en,
        }
    }

    fn heading(&mut self, ru: &str, en: &str) {
        self.text.push('\n');
        self.text.push_str(self.say(ru, en));
        self.text.push('\n');
    }

    fn line(&mut self, ru: &str, en: &str, value: impl std::fmt::Display) {
        let name = self.say(ru, en);
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "  {name}: {value}");
    }

    fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Russian => self.say("русский", "Russian"),
            Language::English => self.say("английский", "English"),
        }
    }

    fn program(&mut self, environment: &Environment, told: Language) {
        let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
        self.line("Система", "System", system);
        let locale = match environment.locale.as_str() {
            "" => self.say("не задана", "not set"),
            locale => locale,
        };
        self.line("Локаль", "Locale", locale.to_owned());
        self.line("Язык сообщений", "Language of messages", self.name(told));
        let user = environment.user_rules.as_deref().and_then(Path::parent);
        let user = self.folder(user);
        self.line("Папка настроек", "Configuration folder", user);
        let cache = self.folder(cache_folder().as_deref());
        self.line("Папка кэша", "Cache folder", cache);
    }

    fn folder(&self, path: Option<&Path>) -> String {
        let missing = self.say("нет", "not found");
        match path {
            Some(path) if path.is_dir() => path.display().to_string(),
            Some(path) => format!("{} ({missing})", path.display()),
            None => missing.to_owned(),
        }
    }

    fn rules(&mut self, store: &Store, folder: Option<&Path>, config: &Config) {
        self.heading("Правила", "Rules");
        self.line("Встроено", "Built in", RULES.len());
        let files = store.sources(folder);
        let user = self.file(files.user_rules.as_ref(), |_| String::new());
        self.line("Файл пользователя", "User's file", user);
        let project = self.file(files.project_rules.as_ref(), |_| String::new());
        self.line("Файл проекта", "Project's file", project);
        let off = RULES.iter().filter(|rule| config.severity(rule).is_none());
        let off: Vec<_> = off.map(|rule| rule.code).collect();
        let off = match off.is_empty() {
            true => self.say("нет", "none").to_owned(),
            false => off.join(", "),
        };
        self.line("Отключены", "Off", off);
    }

    fn words(&mut self, store: &Store, folder: Option<&Path>) {
        self.heading("Слова", "Words");
        for language in [Language::Russian, Language::English] {
            let forms = Dictionary::builtin(language).form_count();
            let value = match self.language {
                Language::Russian => format!("форм: {forms}"),
                Language::English => format!("{forms} forms"),
            };
            let name = self.name(language);
            let (ru, en) = (
                format!("Встроенный словарь, {name}"),
                format!("Built-in dictionary, {name}"),
            );
            self.line(&ru, &en, value);
        }
        let files = store.sources(folder);
        let user = self.list(files.user_words.as_ref());
        self.line("Слова пользователя", "User's words", user);
        let project = self.list(files.project_words.as_ref());
        self.line("Слова проекта", "Project's words", project);
    }

    /// Hunspell dictionaries beside the built-in ones.
    fn dictionaries(&mut self, config: &Config, environment: &Environment) {
        for name in &config.spelling.dictionaries {
            let found = match dictionary::find(name, environment) {
                Ok(aff) => aff.display().to_string(),
                Err(problem) => problem.complaint(self.language),
            };
            let (ru, en) = (
                format!("Словарь из правил, {name}"),
                format!("Dictionary of the rules, {name}"),
            );
            self.line(&ru, &en, found);
        }
        let count = environment.places.all().len();
        let used = match config.spelling.system_dictionaries {
            true => "",
            false => self.say(" (не используются)", " (not used)"),
        };
        let system = format!("{count}{used}");
        self.line("Словарей в системе", "Dictionaries of the system", system);
    }

    fn list(&self, path: Option<&PathBuf>) -> String {
        self.file(path, |path| match WordList::load(path) {
            Ok(list) => match self.language {
                Language::Russian => format!(" (слов: {})", list.words().count()),
                Language::English => format!(" ({} words)", list.words().count()),
            },
            Err(problem) => format!(" ({problem})"),
        })
    }

    /// A file and what is told of it, or that it is not there.
    fn file(&self, path: Option<&PathBuf>, told: impl Fn(&Path) -> String) -> String {
        let missing = self.say("нет", "not found");
        match path {
            Some(path) if path.exists() => format!("{}{}", path.display(), told(path)),
            Some(path) => format!("{} ({missing})", path.display()),
            None => missing.to_owned(),
        }
    }

    fn letter(&mut self, path: &Path, mut session: Session, surroundings: &Folder) {
        self.heading("Письмо", "Letter");
        self.line("Файл", "File", path.display());
        let format = self.format(path, session.letter().format);
        self.line("Формат", "Format", format);
        let mut counts = [0_usize; 4];
        let findings = session.check(surroundings);
        for finding in &findings {
            counts[finding.severity as usize] += 1;
        }
        let overview = session.overview(surroundings);
        let header = overview.header().map(|(header, _)| header);
        let count = |name| header.map_or(0, |header| header.addresses(name).count());
        let [to, cc] = [FieldName::To, FieldName::Cc].map(count);
        let recipients = match (header, self.language) {
            (None, Language::Russian) => "нет заголовков".to_owned(),
            (None, Language::English) => "no headers".to_owned(),
            (Some(_), Language::Russian) => format!("{to}, в копии: {cc}"),
            (Some(_), Language::English) => format!("{to}, copies: {cc}"),
        };
        let yes_or_no = |yes: bool| match yes {
            true => self.say("да", "yes"),
            false => self.say("нет", "no"),
        };
        let held_back = yes_or_no(counts[Severity::Error as usize] > 0);
        let is_letter = yes_or_no(overview.is_letter());
        let is_reply = yes_or_no(overview.is_reply());
        let language = self.name(overview.language());
        let attachments = overview.attachments().len();
        self.line("Считается письмом", "Taken for a letter", is_letter);
        self.line("Язык", "Language", language);
        self.line("Получателей", "Recipients", recipients);
        self.line("Ответ", "Reply", is_reply);
        self.line("Вложений", "Attachments", attachments);
        let [errors, warnings, information, hints] = counts;
        self.line("Ошибок", "Errors", errors);
        self.line("Предупреждений", "Warnings", warnings);
        self.line("Замечаний", "Remarks", information);
        self.line("Советов", "Hints", hints);
        let safe = safe_edits(&findings).len();
        self.line(
            "Исправит letter-ls fix",
            "letter-ls fix would correct",
            safe,
        );
        let (ru, en) = (
            "Задержит letter-ls gate",
            "letter-ls gate would hold it back",
        );
        self.line(ru, en, held_back);
    }

    /// The format of a letter and what it was recognised by.
    fn format(&self, path: &Path, format: Format) -> String {
        let name = match format {
            Format::Draft => self.say("черновик почтовой программы", "a mail program's draft"),
            Format::Message => self.say("письмо RFC 5322", "an RFC 5322 message"),
            Format::Markdown => "Markdown",
            Format::Plain => self.say("простой текст", "plain text"),
        };
        let why = match format {
            Format::Plain => self.say("имя ни о чём не говорит", "the name tells nothing"),
            Format::Message if in_maildir(path) => self.say("лежит в Maildir", "in a Maildir"),
            _ => self.say("по имени файла", "by the name of the file"),
        };
        format!("{name} ({why})")
    }
}
