//! The way out: whole messages one after the other, those of the protocol's library and our own.
//!
//! The library turns all that it sends into trees of JSON first. For hundreds of diagnostics at each
//! keystroke that takes longer than to find them, so they are written here.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{Notify, mpsc};

/// Where the protocol's library writes. It flushes after whole messages and everything is taken at
/// once, so what arrives in one piece is whole messages.
#[derive(Debug)]
pub struct Output(mpsc::UnboundedSender<Vec<u8>>);

/// Where our own messages are posted.
#[derive(Debug, Clone)]
pub struct Post(mpsc::Sender<Vec<u8>>);

/// Takes messages from both and writes them.
#[derive(Debug)]
pub struct Writer {
    library: mpsc::UnboundedReceiver<Vec<u8>>,
    own: mpsc::Receiver<Vec<u8>>,
}

/// The way out, with its two entrances.
pub fn open() -> (Output, Post, Writer) {
    let (output, library) = mpsc::unbounded_channel();
    let (post, own) = mpsc::channel(1);
    (Output(output), Post(post), Writer { library, own })
}

impl AsyncWrite for Output {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = self.0.send(bytes.to_vec());
        let closed = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        Poll::Ready(sent.map(|()| bytes.len()).map_err(closed))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl Post {
    /// Posts a message, when the one before is on its way.
    pub async fn send(&self, message: Vec<u8>) {
        // Once the server has ended nobody reads any more.
        let _ = self.0.send(message).await;
    }
}

impl Writer {
    /// Writes until `ended` says that nothing more will come, and what is left then.
    pub async fn write_to(mut self, output: impl AsyncWrite, ended: &Notify) {
        let mut output = std::pin::pin!(output);
        loop {
            let message = tokio::select! {
                Some(message) = self.library.recv() => message,
                Some(message) = self.own.recv() => message,
                () = ended.notified() => break,
            };
            if output.write_all(&message).await.is_err() || output.flush().await.is_err() {
                // The client is gone; the server ends when its input does.
                ended.notified().await;
                return;
            }
        }
        while let Ok(message) = self.library.try_recv() {
            let _ = output.write_all(&message).await;
        }
        let _ = output.flush().await;
    }
}

/// A notification with its header (LSP 3.17, "Base Protocol"), ready to be written.
pub fn notification(method: &str, params: &impl Serialize) -> Vec<u8> {
    #[derive(Serialize)]
    struct Message<'a, P> {
        jsonrpc: &'static str,
        method: &'a str,
        params: &'a P,
    }
    let message = Message {
        jsonrpc: "2.0",
        method,
        params,
    };
    let body = serde_json::to_vec(&message).unwrap_or_default();
    let mut message = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    message.extend(body);
    message
}
