//! Takes the messages of the client apart, and passes over what can't be read.
//!
//! A stray line of another program's is no reason to end, and neither is half an emoji, which editors
//! written in JavaScript send as a lone surrogate (`"\ud83d"`, RFC 8259, 8.2): it becomes U+FFFD.

use std::borrow::Cow;
use std::io;
use std::sync::LazyLock;

use regex::bytes::{Captures, Regex};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// Bytes that are asked for at once: what fits into a pipe of Linux.
const CHUNK: usize = 64 << 10;
/// A longer header of a message is none (LSP 3.17, "Header Part", has two short fields).
const LONGEST_HEADER: usize = 4 << 10;
/// A message that claims to be longer, in bytes, is not waited for.
const LONGEST_MESSAGE: usize = 1 << 30;

/// An escape of a UTF-16 code unit: a pair of surrogates, or anything else.
static ESCAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i-u)\\(?:\\|u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(d[89a-f][0-9a-f]{2})))")
        .ok()
});

/// A message of the client.
#[derive(Debug, PartialEq)]
pub enum Message {
    /// A request or a notification.
    Request(Request),
    /// The answer to a request of the server.
    Response(Response),
}

/// The fields of all kinds of messages (JSON-RPC 2.0). A field that is there and null is not one that is
/// missing.
#[derive(Deserialize)]
struct Fields {
    #[serde(rename = "jsonrpc")]
    _version: Version,
    method: Option<String>,
    #[serde(default, deserialize_with = "present")]
    params: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Value>,
    error: Option<Error>,
}

#[derive(Deserialize)]
enum Version {
    #[serde(rename = "2.0")]
    Two,
}

fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl From<Fields> for Message {
    fn from(fields: Fields) -> Self {
        let body = match (fields.result, fields.error) {
            (_, Some(error)) => Some(Err(error)),
            (result, None) => result.map(Ok),
        };
        match (fields.method, body) {
            (None, Some(body)) => {
                Self::Response(Response::from_parts(fields.id.unwrap_or_default(), body))
            }
            (method, _) => {
                let mut request = Request::build(method.unwrap_or_default());
                if let Some(params) = fields.params {
                    request = request.params(params);
                }
                if let Some(id) = fields.id {
                    request = request.id(id);
                }
                Self::Request(request.finish())
            }
        }
    }
}

/// The client's side of the connection.
pub struct Frames<R> {
    input: R,
    chunk: Vec<u8>,
    /// Bytes that came and are not yet a whole message.
    pending: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    /// Nothing was read yet.
    pub fn new(input: R) -> Self {
        Self {
            input,
            chunk: vec![0; CHUNK],
            pending: Vec::new(),
        }
    }

    /// Reads what there is, or waits for it; `false` at the end. Nothing is lost when this is dropped
    /// before it ends.
    ///
    /// # Errors
    ///
    /// Those of the input.
    pub async fn fill(&mut self) -> io::Result<bool> {
        let count = self.input.read(&mut self.chunk).await?;
        self.pending.extend_from_slice(&self.chunk[..count]);
        Ok(count > 0)
    }

    /// The next readable message of what was read; `None` when more has to come first.
    pub fn next(&mut self) -> Option<Message> {
        loop {
            let Some(header) = find(&self.pending, b"\r\n\r\n") else {
                if self.pending.len() > LONGEST_HEADER {
                    // The beginning of a header may have come with it.
                    self.pass_over(self.pending.len() - LONGEST_HEADER / 2);
                }
                return None;
            };
            let body = header + 4;
            let Some(length) = content_length(&self.pending[..header]) else {
                self.pass_over(body);
                continue;
            };
            let message = parse(self.pending.get(body..body + length)?);
            if message.is_some() {
                self.drop_first(body + length);
                return message;
            }
            self.pass_over(body + length);
        }
    }

    fn pass_over(&mut self, bytes: usize) {
        eprintln!("letter-ls: {bytes} bytes that are no message of LSP are passed over");
        self.drop_first(bytes);
    }

    fn drop_first(&mut self, bytes: usize) {
        self.pending.drain(..bytes);
        self.pending.shrink_to(CHUNK);
    }
}

/// The length of a message's body in bytes, by its header; a line before the header that is none of its
/// fields does no harm.
fn content_length(header: &[u8]) -> Option<usize> {
    let header = String::from_utf8_lossy(header);
    let value = header.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let name = name.trim();
        let start = name.len().checked_sub("Content-Length".len())?;
        let named = name.get(start..)?.eq_ignore_ascii_case("Content-Length");
        named.then(|| value.trim().parse::<usize>().ok())?
    })?;
    (value <= LONGEST_MESSAGE).then_some(value)
}

/// A message from its body.
fn parse(body: &[u8]) -> Option<Message> {
    let fields = serde_json::from_slice::<Fields>(body).or_else(|problem| {
        match without_lone_surrogates(body) {
            Cow::Borrowed(_) => Err(problem),
            Cow::Owned(mended) => serde_json::from_slice(&mended),
        }
    });
    fields.ok().map(Message::from)
}

/// JSON with U+FFFD for surrogates that have no partner.
fn without_lone_surrogates(json: &[u8]) -> Cow<'_, [u8]> {
    let surrogates = [&b"\\ud"[..], b"\\uD"];
    match ESCAPE.as_ref() {
        Some(escape) if surrogates.iter().any(|mark| find(json, mark).is_some()) => escape
            .replace_all(json, |found: &Captures<'_>| match found.get(1) {
                Some(_) => b"\\ufffd".to_vec(),
                None => found[0].to_vec(),
            }),
        _ => Cow::Borrowed(json),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    async fn messages(sent: &[u8]) -> Vec<Message> {
        let mut frames = Frames::new(sent);
        let mut messages = Vec::new();
        while frames.fill().await.expect("memory") {
            messages.extend(std::iter::from_fn(|| frames.next()));
        }
        messages
    }

    fn read(body: &str) -> Message {
        parse(body.as_bytes()).expect("a message")
    }

    #[tokio::test]
    async fn messages_pass_and_nonsense_does_not() {
        let note = framed(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        let answer = framed(r#"{"jsonrpc":"2.0","id":1,"result":null}"#);
        let notification =
            || Message::Request(Request::build("initialized").params(json!({})).finish());
        let deep = framed(&"[".repeat(100_000));
        let nonsense = [
            framed("{\"jsonrpc\":"),
            framed("{\"a\":1}"),
            framed(r#"{"jsonrpc":"1.0","method":"initialized"}"#),
            deep,
            "Content-Length: many\r\n\r\n".to_owned(),
            format!("Content-Length: {}\r\n\r\n", u64::MAX),
            "a line of another program\r\n\r\n".to_owned(),
            "\u{1f600}".repeat(5_000),
        ];
        for nonsense in &nonsense {
            let sent = format!("{note}{nonsense}{answer}{note}");
            let read = messages(sent.as_bytes()).await;
            assert_eq!(read.first(), Some(&notification()));
            assert_eq!(read.last(), Some(&notification()), "after {nonsense:.60}");
        }
        let sent = note.replace("Content-Length", "content-length");
        assert_eq!(messages(sent.as_bytes()).await, [notification()]);
        assert_eq!(messages(&note.as_bytes()[..40]).await, []);
    }

    #[test]
    fn null_is_not_missing() {
        let asked = |request: Message| match request {
            Message::Request(request) => (request.id().cloned(), request.params().cloned()),
            Message::Response(response) => panic!("{response:?}"),
        };
        let shutdown = asked(read(
            r#"{"jsonrpc":"2.0","id":"a","method":"shutdown","params":null}"#,
        ));
        assert_eq!(shutdown, (Some(Id::from("a")), Some(Value::Null)));
        assert_eq!(
            asked(read(r#"{"method":"exit","jsonrpc":"2.0"}"#)),
            (None, None)
        );
        let answer = read(r#"{"jsonrpc":"2.0","result":null,"id":7}"#);
        assert_eq!(
            answer,
            Message::Response(Response::from_ok(7.into(), Value::Null))
        );
        let refused = read(r#"{"jsonrpc":"2.0","error":{"code":-32603,"message":"x"},"id":7}"#);
        assert!(matches!(refused, Message::Response(response) if response.is_error()));
    }

    #[test]
    fn half_an_emoji_becomes_the_replacement_character() {
        let body = |text: &str| format!(r#"{{"jsonrpc":"2.0","method":"x","params":["{text}"]}}"#);
        for (sent, mended) in [
            (r"a\ud83d", r"a\ufffd"),
            (r"\uDE00b", r"\ufffdb"),
            (r"\ud83d\ud83d\ude00", r"\ufffd\ud83d\ude00"),
            (r"\ud83d\ude00", r"\ud83d\ude00"),
            (r"\\ud83d", r"\\ud83d"),
            (r"\u0434", r"\u0434"),
        ] {
            assert_eq!(read(&body(sent)), read(&body(mended)));
        }
    }
}
