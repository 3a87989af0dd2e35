//! Files in the letter's folder and below it, as an attachment field names them.

use super::{Kind, Line, Proposal};
use crate::letter::header::{FieldName, Style};
use crate::surroundings::Folder;
use crate::text::words::fold;

/// Nobody reads a longer menu.
const MOST: usize = 100;

/// The files whose path goes on as the line does from `from`, folders last.
pub(super) fn proposals(folder: &Folder, style: Style, line: &Line, from: usize) -> Vec<Proposal> {
    let raw = &line.before[from..];
    let quoted = raw.starts_with(['"', '\'']);
    let start = from + usize::from(quoted);
    let typed = line.before[start..].replace("\\ ", " ");
    let (parent, name) = match typed.rsplit_once('/') {
        Some((parent, name)) => (format!("{parent}/"), name),
        None => (String::new(), typed.as_str()),
    };
    let wanted = fold(name);
    let mut entries = folder.list(&parent);
    entries.retain(|entry| fold(&entry.name).starts_with(&wanted));
    entries.sort_by(|a, b| (a.is_folder, &a.name).cmp(&(b.is_folder, &b.name)));
    let entries = entries.into_iter().take(MOST).map(|entry| {
        let slash = if entry.is_folder { "/" } else { "" };
        let path = format!("{parent}{}{slash}", entry.name);
        let text = match style {
            Style::Mail | Style::Russian if !quoted => path.replace(' ', "\\ "),
            Style::Yaml | Style::Toml if !quoted && !entry.is_folder => scalar(style, &path),
            _ => path.clone(),
        };
        Proposal {
            text,
            ..Proposal::new(Kind::File, path, line.start + start..line.at)
        }
    });
    entries.collect()
}

/// A path as an element of a list.
fn scalar(style: Style, path: &str) -> String {
    // Any field but that of attachments has a bare scalar.
    style.value(FieldName::Subject, path)
}
