//! The way out: whole messages one after the other, written as text at once.
//!
//! The protocol's library turns notifications into trees of JSON first. For hundreds of diagnostics at
//! each keystroke that takes longer than to find them.

use std::collections::VecDeque;
use std::io;

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};

/// Memory that is kept for the next messages, in bytes.
const KEPT: usize = 64 << 10;

/// Messages that wait to be written to the client.
#[derive(Debug, Default)]
pub struct Outbox {
    bytes: VecDeque<u8>,
    /// Whether something was written that may not have left yet.
    unflushed: bool,
    /// Where a message is made, since its length stands before it.
    body: Vec<u8>,
}

impl Outbox {
    /// Adds a message.
    pub fn push(&mut self, message: &impl Serialize) {
        self.make(|out| Ok(serde_json::to_writer(out, message)?));
    }

    /// Adds a message that is written here, with its header (LSP 3.17, "Base Protocol").
    pub fn make(&mut self, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
        self.body.clear();
        let made = write(&mut self.body);
        // All types of the protocol can be written, and memory takes what is written to it.
        debug_assert!(made.is_ok(), "{made:?}");
        let header = format!("Content-Length: {}\r\n\r\n", self.body.len());
        self.bytes.extend(header.as_bytes());
        self.bytes.extend(&self.body);
    }

    /// Adds a notification.
    pub fn notify(&mut self, method: &str, params: &impl Serialize) {
        #[derive(Serialize)]
        struct Notification<'a, P> {
            jsonrpc: &'static str,
            method: &'a str,
            params: &'a P,
        }
        self.push(&Notification {
            jsonrpc: "2.0",
            method,
            params,
        });
    }

    /// Bytes that wait.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether everything went out.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty() && !self.unflushed
    }

    /// Writes all that waits. What was written is gone from here, also when this is dropped before it
    /// ends.
    ///
    /// # Errors
    ///
    /// When the client takes nothing any more.
    pub async fn write_to(&mut self, output: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        while !self.bytes.is_empty() {
            self.unflushed = true;
            if output.write_buf(&mut self.bytes).await? == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
        }
        output.flush().await?;
        self.unflushed = false;
        self.bytes.shrink_to(KEPT);
        self.body.clear();
        self.body.shrink_to(KEPT);
        Ok(())
    }
}
