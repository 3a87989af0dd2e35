//! `workspace/executeCommand`: what the server does for clients that have no code of their own.

use serde_json::Value;
use tower_lsp::ls_types::{Command as LspCommand, TextEdit, Uri, WorkspaceEdit};

use super::document::Document;
use super::state::State;
use super::{convert, templates};
use crate::config::{Language, set_level};
use crate::files;
use crate::text::{Edit, PositionEncoding};

/// The commands: the list that is advertised, and what is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Adds a word to the user's, the project's or the letter's words: word, scope, document.
    AddWord,
    /// Turns a rule off for the project: code, document.
    DisableRule,
    /// Begins a letter from a template: its name, an empty document, and `ru` or `en` where it is not
    /// the language of messages. The client is asked to apply the edit.
    InsertTemplate,
    /// Puts back the history that was quoted when the letter was opened: document. The client is asked
    /// to apply the edit.
    RestoreHistory,
    /// Opens the file of rules that is in force: the project's, else the user's; where there is none
    /// yet, the project's is made: document.
    OpenRules,
}

/// What the client is to be asked for once a command is done.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// Nothing.
    Done,
    /// To apply an edit.
    Edit(WorkspaceEdit),
    /// To show a file.
    Show(Uri),
}

/// Where a word is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The user's list.
    User,
    /// The list of the project that the letter belongs to.
    Project,
    /// This letter, as long as it is open.
    Letter,
}

impl Scope {
    /// All scopes, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::User, Self::Project, Self::Letter];

    fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Project => "project",
            Self::Letter => "letter",
        }
    }
}

impl Command {
    const ALL: [Self; 5] = [
        Self::AddWord,
        Self::DisableRule,
        Self::InsertTemplate,
        Self::RestoreHistory,
        Self::OpenRules,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::AddWord => "letter-ls.addWord",
            Self::DisableRule => "letter-ls.disableRule",
            Self::InsertTemplate => "letter-ls.insertTemplate",
            Self::RestoreHistory => "letter-ls.restoreHistory",
            Self::OpenRules => "letter-ls.openRules",
        }
    }

    /// The names that the server advertises.
    pub fn names() -> Vec<String> {
        Self::ALL
            .map(|command| command.as_str().to_owned())
            .to_vec()
    }

    /// The command with its arguments and the title that a menu shows.
    fn with(self, title: String, arguments: Vec<Value>) -> LspCommand {
        LspCommand {
            title,
            command: self.as_str().to_owned(),
            arguments: Some(arguments),
        }
    }
}

/// The command that adds a word.
pub fn add_word(word: &str, scope: Scope, uri: &Uri, language: Language) -> LspCommand {
    let title = match (language, scope) {
        (Language::Russian, Scope::User) => format!("Добавить «{word}» в свой словарь"),
        (Language::Russian, Scope::Project) => format!("Добавить «{word}» в словарь проекта"),
        (Language::Russian, Scope::Letter) => format!("Не проверять «{word}» в этом письме"),
        (Language::English, Scope::User) => format!("Add “{word}” to your words"),
        (Language::English, Scope::Project) => format!("Add “{word}” to the project's words"),
        (Language::English, Scope::Letter) => format!("Accept “{word}” in this letter"),
    };
    let arguments = vec![word.into(), scope.as_str().into(), uri.as_str().into()];
    Command::AddWord.with(title, arguments)
}

/// The command that turns a rule off.
pub fn disable_rule(code: &str, uri: &Uri, language: Language) -> LspCommand {
    let title = match language {
        Language::Russian => format!("Отключить правило {code} в этом проекте"),
        Language::English => format!("Turn off the rule {code} in this project"),
    };
    Command::DisableRule.with(title, vec![code.into(), uri.as_str().into()])
}

/// Carries out a command.
///
/// # Errors
/// A message for the user: an unknown command, arguments that do not fit, a file that can't be
/// written.
pub fn execute(state: &mut State, name: &str, arguments: &[Value]) -> Result<Outcome, String> {
    let command = Command::ALL
        .into_iter()
        .find(|command| command.as_str() == name);
    let command = command.ok_or_else(|| format!("unknown command {name}"))?;
    let argument = |index: usize| {
        let text = arguments.get(index).and_then(Value::as_str);
        text.ok_or_else(|| format!("{name}: argument {index} must be a string"))
    };
    let document = |index| {
        let text = argument(index)?;
        text.parse::<Uri>()
            .map_err(|_| format!("{name}: {text:?} is no URI"))
    };
    match command {
        Command::AddWord => {
            let wanted = argument(1)?;
            let scope = Scope::ALL
                .into_iter()
                .find(|scope| scope.as_str() == wanted);
            let scope = scope.ok_or_else(|| format!("{name}: unknown scope {wanted:?}"))?;
            state.add_word(argument(0)?, scope, &document(2)?)?;
            Ok(Outcome::Done)
        }
        Command::DisableRule => {
            let code = argument(0)?;
            crate::rules::by_code(code).ok_or_else(|| format!("unknown rule {code}"))?;
            let path = state.project_rules(&document(1)?)?;
            set_level(&path, code, "off")
                .map_err(|error| files::complaint(&path, &error, state.locale))?;
            state.reload();
            Ok(Outcome::Done)
        }
        Command::InsertTemplate => {
            let uri = document(1)?;
            let (encoding, now) = (state.encoding, (state.clock)());
            let open = state.document(&uri).ok_or("the document is not open")?;
            let language = match arguments.get(2).and_then(Value::as_str) {
                Some(tag) => Language::of_locale(tag),
                None => open.session.messages(),
            };
            let edit = templates::begin(open, argument(0)?, language, &now)?;
            Ok(edited(&uri, open, edit, encoding))
        }
        Command::RestoreHistory => {
            let uri = document(0)?;
            let encoding = state.encoding;
            let open = state.document(&uri).ok_or("the document is not open")?;
            let edit = open.session.restored_history();
            let edit = edit.ok_or("no history was deleted from this letter")?;
            Ok(edited(&uri, open, edit, encoding))
        }
        Command::OpenRules => {
            let path = state.rules_to_open(&document(0)?)?;
            let uri = Uri::from_file_path(&path);
            let uri = uri.ok_or_else(|| format!("{} is no path of a file", path.display()))?;
            Ok(Outcome::Show(uri))
        }
    }
}

fn edited(uri: &Uri, open: &Document, edit: Edit, encoding: PositionEncoding) -> Outcome {
    let range = convert::lsp_range(open.session.text(), &edit.range, encoding);
    let edits = vec![TextEdit::new(range, edit.text)];
    Outcome::Edit(convert::workspace_edit(uri, edits))
}
