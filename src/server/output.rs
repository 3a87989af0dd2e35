//! The way out: whole messages one after the other, those of the protocol's library and our own.
//!
//! The library turns all that it sends into trees of JSON first. For hundreds of diagnostics at each
//! keystroke that takes longer than to find them, so they are written here.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_util::sync::PollSemaphore;

/// So many bytes may wait for a client that does not read; then the library waits, too, and takes no
/// more requests. Enough for a client that first asks for much and then reads.
const MOST_WAITING: u32 = 1 << 20;

/// What the protocol's library wrote, and its share of what may wait.
type Piece = (Vec<u8>, OwnedSemaphorePermit);

/// Where the protocol's library writes. It flushes after whole messages and everything is taken at
/// once, so what arrives in one piece is whole messages.
#[derive(Debug)]
pub struct Output {
    room: PollSemaphore,
    sender: mpsc::UnboundedSender<Piece>,
}

/// Where our own messages are posted.
#[derive(Debug, Clone)]
pub struct Post(mpsc::Sender<Vec<u8>>);

/// Takes messages from both and writes them.
#[derive(Debug)]
pub struct Writer {
    library: mpsc::UnboundedReceiver<Piece>,
    own: mpsc::Receiver<Vec<u8>>,
}

/// The way out, with its two entrances.
pub fn open() -> (Output, Post, Writer) {
    let (sender, library) = mpsc::unbounded_channel();
    let room = PollSemaphore::new(Arc::new(Semaphore::new(MOST_WAITING as usize)));
    let (post, own) = mpsc::channel(1);
    let output = Output { room, sender };
    (output, Post(post), Writer { library, own })
}

impl AsyncWrite for Output {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        // A piece that is larger than all the room goes when nothing else waits.
        let share =
            u32::try_from(bytes.len()).map_or(MOST_WAITING, |bytes| bytes.min(MOST_WAITING));
        let permit = ready!(self.room.poll_acquire_many(context, share));
        let sent = permit.map(|permit| self.sender.send((bytes.to_vec(), permit)));
        Poll::Ready(match sent {
            Some(Ok(())) => Ok(bytes.len()),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        })
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
        let mut there = true;
        loop {
            // The share goes back when the piece is written.
            let (message, _share) = tokio::select! {
                Some((piece, share)) = self.library.recv() => (piece, Some(share)),
                Some(message) = self.own.recv() => (message, None),
                () = ended.notified() => break,
            };
            // What is meant for a client that is gone is dropped; the server ends when its input does.
            there =
                there && output.write_all(&message).await.is_ok() && output.flush().await.is_ok();
        }
        while let Ok((piece, _share)) = self.library.try_recv() {
            there = there && output.write_all(&piece).await.is_ok();
        }
        if there {
            let _ = output.flush().await;
        }
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
