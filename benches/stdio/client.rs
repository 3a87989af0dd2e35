//! A client that speaks LSP to a server's process over pipes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Server;

/// A server's process and the pipes to it. It is killed when this is dropped.
pub struct Client {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// Whether the server wants the whole text at each change (LSP 3.17, `TextDocumentSyncKind.Full`).
    whole_text: bool,
}

impl Client {
    /// Starts a server and initializes it with what every editor can do; `None` if it does not answer
    /// in time.
    pub fn start(server: &Server, patience: Duration) -> Option<Self> {
        let program = &server.program;
        let mut process = Command::new(program)
            .args(&server.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} can't be started: {error}"));
        let input = process.stdin.take().expect("piped");
        let output = BufReader::new(process.stdout.take().expect("piped"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = output;
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut client = Self {
            process,
            input,
            messages,
            whole_text: false,
        };
        let capabilities =
            json!({"textDocument": {"publishDiagnostics": {"versionSupport": true}}});
        let parameters = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        client.send(
            &json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": parameters}),
        );
        let answer = client.wait(patience, |message| {
            message["id"] == 1 && message.get("method").is_none()
        })?;
        let kind = &answer["result"]["capabilities"]["textDocumentSync"];
        client.whole_text = *kind == 1 || kind["change"] == 1;
        client.send(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
        Some(client)
    }

    /// Opens a letter.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}));
    }

    /// A character typed at a byte of a letter, as the server wants to be told of it.
    pub fn typed(&self, text: &mut String, at: usize, character: char) -> Value {
        let before = &text[..at];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[start..].encode_utf16().count();
        let place = json!({"line": line, "character": column});
        text.insert(at, character);
        match self.whole_text {
            true => json!({"text": &*text}),
            false => {
                json!({"range": {"start": place, "end": place}, "text": character.to_string()})
            }
        }
    }

    /// Tells the server of a change.
    pub fn change(&mut self, uri: &str, version: i32, change: &Value) {
        let parameters =
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]});
        self.send(
            &json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": parameters}),
        );
    }

    /// Waits for diagnostics of a document; `None` if none come in time.
    pub fn diagnostics(&mut self, uri: &str, patience: Duration) -> Option<Value> {
        self.wait(patience, |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        })
    }

    /// Resident memory of the process in bytes, where the system tells (`VmRSS` of Linux's proc(5)).
    pub fn resident(&self) -> Option<u64> {
        crate::resident::of(self.process.id())
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        // A server that has died is noticed by what does not come.
        let _ = self
            .input
            .write_all(frame.as_bytes())
            .and_then(|()| self.input.flush());
    }

    /// Waits for a message, answering what the server asks with nothing.
    fn wait(&mut self, patience: Duration, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
        let until = Instant::now() + patience;
        loop {
            let left = until.checked_duration_since(Instant::now())?;
            let message = self.messages.recv_timeout(left).ok()?;
            if wanted(&message) {
                return Some(message);
            }
            if let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                let result = match method {
                    "workspace/configuration" => Value::Array(vec![Value::Null; items]),
                    _ => Value::Null,
                };
                let answer = json!({"jsonrpc": "2.0", "id": id, "result": result});
                self.send(&answer);
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok()?;
            }
            None if line.trim().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
