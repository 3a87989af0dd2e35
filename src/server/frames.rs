//! Takes the messages of the client apart and hands on those that can be read.
//!
//! The protocol layer beneath ends with the first message that it can't decode: a stray line of
//! another program's, or half an emoji, which editors written in JavaScript send as a lone surrogate
//! (`"\ud83d"`, RFC 8259, 8.2). Here the first is passed over and the second becomes U+FFFD, so that
//! the server goes on.

use std::borrow::Cow;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use regex::bytes::{Captures, Regex};
use std::sync::LazyLock;
use tokio::io::{AsyncRead, ReadBuf};
use tower_lsp::jsonrpc::{Request, Response};

/// Bytes that are asked for at once.
const CHUNK: usize = 16 << 10;
/// A longer header of a message is none (LSP 3.17, "Header Part", has two short fields).
const LONGEST_HEADER: usize = 4 << 10;
/// A message that claims to be longer, in bytes, is not waited for.
const LONGEST_MESSAGE: usize = 1 << 30;

/// An escape of a UTF-16 code unit: a pair of surrogates, or anything else.
static ESCAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i-u)\\(?:\\|u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(d[89a-f][0-9a-f]{2})))")
        .ok()
});

/// The client's side of the connection without what can't be read.
pub struct Frames<R> {
    input: R,
    /// Bytes that came and are not yet a whole message.
    pending: Vec<u8>,
    /// A message, and how much of it was handed on.
    message: Vec<u8>,
    handed_on: usize,
    ended: bool,
}

impl<R> Frames<R> {
    /// Nothing was read yet.
    pub fn new(input: R) -> Self {
        Self {
            input,
            pending: Vec::new(),
            message: Vec::new(),
            handed_on: 0,
            ended: false,
        }
    }

    /// Moves the next readable message from what came to what is handed on; `false` when more has to
    /// come first.
    fn take_message(&mut self) -> bool {
        loop {
            let Some(header) = find(&self.pending, b"\r\n\r\n") else {
                if self.pending.len() > LONGEST_HEADER {
                    // The beginning of a header may have come with it.
                    self.pass_over(self.pending.len() - LONGEST_HEADER / 2);
                }
                return false;
            };
            let body = header + 4;
            let Some(length) = content_length(&self.pending[..header]) else {
                self.pass_over(body);
                continue;
            };
            let Some(text) = self.pending.get(body..body + length) else {
                return false;
            };
            let text = without_lone_surrogates(text);
            if is_message(&text) {
                self.message = format!("Content-Length: {}\r\n\r\n", text.len()).into_bytes();
                self.message.extend_from_slice(&text);
                self.handed_on = 0;
                self.pending.drain(..body + length);
                return true;
            }
            self.pass_over(body + length);
        }
    }

    fn pass_over(&mut self, bytes: usize) {
        eprintln!("letter-ls: {bytes} bytes that are no message of LSP are passed over");
        self.pending.drain(..bytes);
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Frames<R> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            let rest = &this.message[this.handed_on..];
            if !rest.is_empty() {
                let part = rest.len().min(buffer.remaining());
                buffer.put_slice(&rest[..part]);
                this.handed_on += part;
                return Poll::Ready(Ok(()));
            }
            if this.take_message() {
                continue;
            }
            if this.ended {
                return Poll::Ready(Ok(()));
            }
            let mut chunk = [0; CHUNK];
            let mut chunk = ReadBuf::new(&mut chunk);
            ready!(Pin::new(&mut this.input).poll_read(context, &mut chunk))?;
            this.ended = chunk.filled().is_empty();
            this.pending.extend_from_slice(chunk.filled());
        }
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

/// Whether the protocol layer can read a body.
fn is_message(body: &[u8]) -> bool {
    serde_json::from_slice::<Request>(body).is_ok()
        || serde_json::from_slice::<Response>(body).is_ok()
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
    use tokio::io::AsyncReadExt;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    async fn handed_on(sent: &[u8]) -> String {
        let mut text = String::new();
        let read = Frames::new(sent).read_to_string(&mut text).await;
        read.expect("UTF-8");
        text
    }

    #[tokio::test]
    async fn messages_pass_and_nonsense_does_not() {
        let note = framed(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        let answer = framed(r#"{"jsonrpc":"2.0","id":1,"result":null}"#);
        let deep = framed(&"[".repeat(100_000));
        let cases = [
            note.clone(),
            answer.clone(),
            framed("{\"jsonrpc\":"),
            framed("{\"a\":1}"),
            deep,
            "Content-Length: many\r\n\r\n".to_owned(),
            format!("Content-Length: {}\r\n\r\n", u64::MAX),
            "a line of another program\r\n\r\n".to_owned(),
            "\u{1f600}".repeat(5_000),
        ];
        for nonsense in &cases[2..] {
            let sent = format!("{note}{nonsense}{answer}{note}");
            let text = handed_on(sent.as_bytes()).await;
            assert!(text.ends_with(&note), "{text:.200}");
            assert_eq!(
                text.matches("initialized").count(),
                2,
                "after {nonsense:.60}"
            );
        }
        let sent = note.replace("Content-Length", "content-length");
        assert_eq!(handed_on(sent.as_bytes()).await, note);
        assert_eq!(handed_on(&note.as_bytes()[..40]).await, "");
    }

    #[tokio::test]
    async fn half_an_emoji_becomes_the_replacement_character() {
        let body = |text: &str| {
            framed(&format!(
                r#"{{"jsonrpc":"2.0","method":"x","params":["{text}"]}}"#
            ))
        };
        for (sent, read) in [
            (r"a\ud83d", r"a\ufffd"),
            (r"\uDE00b", r"\ufffdb"),
            (r"\ud83d\ud83d\ude00", r"\ufffd\ud83d\ude00"),
            (r"\ud83d\ude00", r"\ud83d\ude00"),
            (r"\\ud83d", r"\\ud83d"),
            (r"\u0434", r"\u0434"),
        ] {
            assert_eq!(handed_on(body(sent).as_bytes()).await, body(read));
        }
    }
}
