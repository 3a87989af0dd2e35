//! A client that speaks LSP to the server over pipes in memory.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::task::JoinHandle;

use letter_ls::config::Language;
use letter_ls::spelling::Places;

/// Bytes that fit into a pipe before its writer waits.
const PIPE: usize = 1 << 20;

const PUBLISH: &str = "textDocument/publishDiagnostics";

/// The moment at which all tests take place.
fn noon() -> jiff::ZonedDateTime {
    "2026-11-23T12:00:00+03:00[Europe/Moscow]"
        .parse()
        .expect("a moment")
}

/// A command that finds all that it reads and keeps in one folder.
pub fn at_home<'c>(command: &'c mut Command, home: &Path) -> &'c mut Command {
    command
        .current_dir(home)
        .env("HOME", home)
        .env("LANG", "C.UTF-8")
        .env("DICPATH", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
}

/// The fake client. [`Client::shut_down`] must end every test: dropping it otherwise is a mistake, and
/// so is a message of the server that the test did not read.
pub struct Client {
    input: DuplexStream,
    output: BufReader<DuplexStream>,
    server: Option<JoinHandle<u8>>,
    next_id: i64,
    /// Messages that came while another was waited for.
    early: VecDeque<Value>,
    /// What requests of the server are answered with, by method; others with nothing.
    answers: HashMap<&'static str, Value>,
    /// All messages that came.
    received: Vec<Value>,
    /// Documents that were opened or whose diagnostics were read: no more of those need be.
    looked_at: HashSet<String>,
    /// Methods whose messages the test need not read.
    passed_over: Vec<&'static str>,
}

impl Drop for Client {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(
                self.server.is_none(),
                "the test did not shut the server down"
            );
        }
    }
}

impl Client {
    /// Starts a server, not yet initialized.
    pub fn start(user_rules: Option<PathBuf>) -> Self {
        Self::start_with(user_rules, Places::default())
    }

    /// Starts a server with dictionaries in some places, not yet initialized.
    pub fn start_with(user_rules: Option<PathBuf>, places: Places) -> Self {
        Self::start_over(PIPE, user_rules, places)
    }

    /// Starts a server over pipes that hold so many bytes, not yet initialized.
    pub fn start_over(pipe: usize, user_rules: Option<PathBuf>, places: Places) -> Self {
        let (input, server_input) = tokio::io::duplex(pipe);
        let (server_output, output) = tokio::io::duplex(pipe);
        let server = letter_ls::server::serve(
            server_input,
            server_output,
            user_rules,
            Language::English,
            places,
            noon,
        );
        Self {
            input,
            output: BufReader::new(output),
            server: Some(tokio::spawn(server)),
            next_id: 0,
            early: VecDeque::new(),
            answers: HashMap::new(),
            received: Vec::new(),
            looked_at: HashSet::new(),
            passed_over: Vec::new(),
        }
    }

    /// Starts a server and initializes it with the client's capabilities.
    pub async fn initialized(capabilities: Value) -> (Self, Value) {
        Self::initialized_with(json!({"capabilities": capabilities})).await
    }

    /// Starts a server and initializes it with these parameters.
    pub async fn initialized_with(params: Value) -> (Self, Value) {
        let mut client = Self::start(None);
        let result = client.initialize(params).await;
        (client, result)
    }

    /// Initializes the server with these parameters.
    pub async fn initialize(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params).await;
        self.notify("initialized", json!({})).await;
        result
    }

    /// Sets what requests of the server for a method are answered with from now on.
    pub fn answering(&mut self, method: &'static str, result: Value) {
        self.answers.insert(method, result);
    }

    /// Sends a message.
    pub async fn send(&mut self, message: Value) {
        self.send_text(&message.to_string()).await;
    }

    /// Sends what may be no message.
    pub async fn send_text(&mut self, body: &str) {
        self.send_bytes(framed(body).as_bytes()).await;
    }

    /// Sends what may be a part of a message.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).await.expect("the server reads");
    }

    /// Sends as many of some bodies as the server takes while nothing that it says is read. Gives how
    /// many those are; the rest of the one that it stopped in is not sent.
    pub async fn send_unheard(&mut self, bodies: impl Iterator<Item = String>) -> usize {
        let mut sent = 0;
        for body in bodies {
            let frame = framed(&body);
            let sending = self.input.write_all(frame.as_bytes());
            if stuck(sending).await {
                break;
            }
            sent += 1;
        }
        sent
    }

    /// Whether nothing comes from the server, however long one waits.
    pub async fn is_silent(&mut self) -> bool {
        stuck(self.output.fill_buf()).await
    }

    /// Sends a notification.
    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}))
            .await;
    }

    /// Sends a request and gives its id.
    pub async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
            .await;
        id
    }

    /// The result of a request.
    pub async fn answer(&mut self, id: i64) -> Value {
        let is_answer = |message: &Value| message["id"] == id && message.get("method").is_none();
        let message = self.wait_for(is_answer).await;
        assert!(message.get("error").is_none(), "{message}");
        message["result"].clone()
    }

    /// The code of the error that a request is answered with.
    pub async fn refusal(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params).await;
        self.refused(id).await
    }

    /// The code of the error that a request was answered with.
    pub async fn refused(&mut self, id: i64) -> i64 {
        let is_answer = |message: &Value| message["id"] == id && message.get("method").is_none();
        let message = self.wait_for(is_answer).await;
        let code = message["error"]["code"].as_i64();
        code.unwrap_or_else(|| panic!("no error: {message}"))
    }

    /// The text of the next `window/showMessage`.
    pub async fn told(&mut self) -> String {
        let message = self
            .wait_for(|message| message["method"] == "window/showMessage")
            .await;
        let text = message["params"]["message"].as_str();
        text.unwrap_or_default().to_owned()
    }

    /// Sends a request and waits for its result.
    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    /// Opens a document with version 1.
    pub async fn open(&mut self, uri: &str, language: &str, text: &str) {
        self.looked_at.insert(uri.to_owned());
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}))
            .await;
    }

    /// Changes a document.
    pub async fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params).await;
    }

    /// The diagnostics of a version of a document; those of older versions are passed over.
    pub async fn diagnostics(&mut self, uri: &str, version: impl Into<Value>) -> Vec<Value> {
        let version = version.into();
        let fits = |message: &Value| message["params"]["version"] == version;
        self.published(uri, fits).await
    }

    /// The diagnostics of a document in the next message that fits.
    async fn published(&mut self, uri: &str, fits: impl Fn(&Value) -> bool) -> Vec<Value> {
        self.looked_at.insert(uri.to_owned());
        let about = |message: &Value| {
            message["method"] == PUBLISH && message["params"]["uri"] == uri && fits(message)
        };
        let message = self.wait_for(about).await;
        let diagnostics = message["params"]["diagnostics"].as_array();
        diagnostics.cloned().unwrap_or_default()
    }

    /// Waits until diagnostics of a document come whose codes are as wished; the server may publish
    /// the same ones more than once.
    pub async fn diagnostics_when(
        &mut self,
        uri: &str,
        wished: impl Fn(&[&str]) -> bool,
    ) -> Vec<Value> {
        let fits = |message: &Value| {
            let diagnostics = message["params"]["diagnostics"].as_array();
            diagnostics.is_some_and(|diagnostics| wished(&codes(diagnostics)))
        };
        self.published(uri, fits).await
    }

    /// Says that messages of a method need not be read.
    pub fn pass_over(&mut self, method: &'static str) {
        self.passed_over.push(method);
    }

    /// The next message that fits; others wait for their turn. Requests of the server are answered with
    /// nothing.
    pub async fn wait_for(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.early.iter().position(&fits) {
            return self.early.remove(at).expect("just found");
        }
        loop {
            let message = self.read().await.expect("the server closed its side");
            self.received.push(message.clone());
            if message.get("id").is_some() && message.get("method").is_some() {
                let method = message["method"].as_str().unwrap_or_default();
                let result = self.answers.get(method).cloned().unwrap_or_default();
                let id = message["id"].clone();
                self.send(json!({"jsonrpc": "2.0", "id": id, "result": result}))
                    .await;
            }
            if fits(&message) {
                return message;
            }
            self.early.push_back(message);
        }
    }

    /// All messages that came and were not read yet.
    pub fn unread(&self) -> impl Iterator<Item = &Value> {
        self.early.iter()
    }

    /// All messages that came, read or not.
    pub fn received(&self) -> impl Iterator<Item = &Value> {
        self.received.iter()
    }

    async fn read(&mut self) -> Option<Value> {
        let mut length = None;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", digits)) => length = digits.parse().ok(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length?];
        self.output.read_exact(&mut body).await.ok()?;
        serde_json::from_slice(&body).ok()
    }

    /// Ends the session in good order and gives the exit code.
    pub async fn shut_down(mut self) -> u8 {
        self.request("shutdown", Value::Null).await;
        self.exit().await
    }

    /// Says `exit`, gives the exit code, and looks whether anything was left unread.
    pub async fn exit(mut self) -> u8 {
        self.notify("exit", Value::Null).await;
        let server = self.server.take().expect("running");
        let code = server.await.expect("no panic");
        while let Some(message) = self.read().await {
            self.early.push_back(message);
        }
        let read = |message: &&Value| {
            let uri = message["params"]["uri"].as_str().unwrap_or_default();
            let method = message["method"].as_str().unwrap_or_default();
            let newer = method == PUBLISH && self.looked_at.contains(uri);
            // A request of the server was answered.
            let answered = message.get("id").is_some() && !method.is_empty();
            newer || answered || self.passed_over.contains(&method)
        };
        let unread: Vec<&Value> = self.early.iter().filter(|message| !read(message)).collect();
        assert!(unread.is_empty(), "the test did not read {unread:#?}");
        code
    }

    /// Closes only its end of what the server says, says one thing more, and gives the exit code.
    pub async fn turn_away(mut self) -> u8 {
        self.output = BufReader::new(tokio::io::duplex(1).0);
        self.ask("no/such", Value::Null).await;
        let server = self.server.take().expect("running");
        server.await.expect("no panic")
    }

    /// Closes only its end of what it says itself, reads nothing any more, and gives the exit code.
    pub async fn fall_silent(mut self) -> u8 {
        self.input.shutdown().await.expect("closed");
        let server = self.server.take().expect("running");
        server.await.expect("no panic")
    }

    /// Closes the pipes as a client that dies does, and gives the exit code.
    pub async fn die(mut self) -> u8 {
        let server = self.server.take().expect("running");
        drop(self);
        server.await.expect("no panic")
    }
}

/// So often everything else in the runtime gets its turn before it is sure to wait.
const TURNS: usize = 10_000;

/// Whether something still waits when all tasks of the runtime do. Holds for a runtime of one thread
/// whose tasks wait for nothing outside.
async fn stuck(work: impl Future) -> bool {
    let mut work = std::pin::pin!(work);
    for _ in 0..TURNS {
        tokio::select! {
            biased;
            _ = &mut work => return false,
            () = tokio::task::yield_now() => {}
        }
    }
    true
}

/// A message as it goes over the wire.
fn framed(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

/// The codes of diagnostics.
pub fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic["code"].as_str())
        .collect()
}
