//! Opens dictionaries in the background: one task, so that one at a time is compiled.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::ls_types::{NumberOrString, ProgressToken};

use super::lock;
use super::state::State;
use crate::config::{Language, Message};
use crate::spelling::{HunspellFiles, UserDictionaryError};

/// A client that does not agree to see the progress within this time is not shown any.
const PATIENCE: Duration = Duration::from_secs(2);

/// Starts the task. It looks for wanted dictionaries when `wanted` says so, and wakes `ready` when
/// letters are to be published anew. It ends with the server.
pub fn start(client: Client, state: Arc<Mutex<State>>, wanted: Arc<Notify>, ready: Arc<Notify>) {
    tokio::spawn(async move {
        let mut number = 0;
        loop {
            wanted.notified().await;
            loop {
                let next = lock(&state).next_dictionary();
                let Some(aff) = next else { break };
                number += 1;
                add(&client, &state, &aff, number, &ready).await;
            }
        }
    });
}

/// Opens a dictionary, which takes little time, and compiles its forms where they are not in the cache
/// yet, while the client shows that this takes more.
async fn add(client: &Client, state: &Mutex<State>, aff: &Path, number: i32, ready: &Notify) {
    let (cache, shown, language) = {
        let state = lock(state);
        (state.cache(), state.client.progress, state.locale)
    };
    let opened = aside(aff, {
        let (aff, cache) = (aff.to_owned(), cache.clone());
        move || {
            let files = HunspellFiles::read(&aff)?;
            let opened = Arc::new(files.open(cache.as_deref())?);
            let compiled = opened.forms().is_some() || !files.is_compilable();
            Ok((opened, (!compiled).then_some(files)))
        }
    });
    let (opened, files) = match opened.await {
        Ok((opened, files)) => (Ok(opened), files),
        Err(error) => (Err(error), None),
    };
    lock(state).put_dictionary(aff, opened.clone());
    ready.notify_one();
    let (Ok(dictionary), Some(files), Some(cache)) = (opened, files, cache) else {
        return;
    };
    let token = NumberOrString::String(format!("letter-ls/dictionary/{number}"));
    let shown = shown && agrees(client, &token).await;
    let progress = match shown {
        true => Some(client.progress(token, title(aff, language)).begin().await),
        false => None,
    };
    // Where it fails, corrections are slower, that is all.
    if let Ok(forms) = aside(aff, move || files.compile(&cache)).await {
        dictionary.set_forms(forms);
    }
    if let Some(progress) = progress {
        progress.finish().await;
    }
}

/// Whether the client will show the progress of a token.
async fn agrees(client: &Client, token: &ProgressToken) -> bool {
    let created = client.create_work_done_progress(token.clone());
    matches!(tokio::time::timeout(PATIENCE, created).await, Ok(Ok(())))
}

/// Does something that takes long where it keeps no other task waiting.
async fn aside<T: Send + 'static>(
    aff: &Path,
    work: impl FnOnce() -> Result<T, UserDictionaryError> + Send + 'static,
) -> Result<T, UserDictionaryError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(UserDictionaryError::new(
            aff,
            Message::new("открыть его не удалось", "it could not be opened"),
        )),
    }
}

fn title(aff: &Path, language: Language) -> String {
    let name: PathBuf = aff.file_stem().unwrap_or_default().into();
    match language {
        Language::Russian => format!("Подготовка словаря {}", name.display()),
        Language::English => format!("Preparing the dictionary {}", name.display()),
    }
}
