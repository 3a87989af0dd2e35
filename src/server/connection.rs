//! The conversation with a client: takes its messages in their order, and writes what the server says.
//!
//! Requests are handed to the protocol's library and begun at once, one after the other, so that none
//! overtakes a change of the text; those that have to wait are finished aside. Diagnostics are published
//! when nothing more is to be read at the moment.

use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt};
use futures_util::sink::SinkExt;
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LanguageServer, Loopback, LspService};
use tower_service::Service;

use super::frames::{Frames, Message};
use super::output::Outbox;
use super::publisher::Publisher;

/// So many bytes may wait for a client that does not read; then no more of its messages are taken.
/// Enough for a client that first asks for much and then reads.
const MOST_WAITING: usize = 1 << 20;

/// So many requests may wait for something at once, such as for an answer of the client: more than an
/// editor ever leaves open, so that a change of the text never stands behind them.
const REQUESTS_AT_ONCE: usize = 64;

/// After so many reads in a row diagnostics are published though there is more to read.
const READS_IN_A_ROW: usize = 16;

/// A client that says nothing more gets this long to take each further piece of what waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

type Answer = BoxFuture<'static, Result<Option<Response>, ExitedError>>;

/// The server's side of a conversation.
pub struct Connection<S> {
    service: LspService<S>,
    publisher: Publisher,
    /// What the server asks of the client and tells it, diagnostics apart.
    said: <ClientSocket as Loopback>::RequestStream,
    /// The client's answers go here.
    responses: <ClientSocket as Loopback>::ResponseSink,
    /// Requests that wait for something.
    running: FuturesUnordered<Answer>,
    outbox: Outbox,
    shut_down: bool,
}

impl<S: LanguageServer> Connection<S> {
    /// Nothing was said yet.
    pub fn new(service: LspService<S>, socket: ClientSocket, publisher: Publisher) -> Self {
        let (said, responses) = socket.split();
        Self {
            service,
            publisher,
            said,
            responses,
            running: FuturesUnordered::new(),
            outbox: Outbox::default(),
            shut_down: false,
        }
    }

    /// Talks until the client says `exit` or closes either side.
    pub async fn talk<I, O>(mut self, input: I, mut output: O)
    where
        I: AsyncRead + Unpin,
        O: AsyncWrite + Unpin,
    {
        let mut frames = Frames::new(input);
        let mut reads = 0;
        loop {
            while self.takes_more()
                && let Some(message) = frames.next()
            {
                match message {
                    // It fails only after `exit`.
                    Message::Response(response) => drop(self.responses.send(response).await),
                    Message::Request(request) => {
                        if self.begin(request) {
                            let _ = timeout(PATIENCE, self.outbox.write_to(&mut output)).await;
                            return;
                        }
                    }
                }
            }
            let (takes_more, rest) = (self.takes_more(), reads >= READS_IN_A_ROW);
            tokio::select! {
                biased;
                written = self.outbox.write_to(&mut output), if !self.outbox.is_empty() => {
                    if written.is_err() {
                        return;
                    }
                }
                Some(answer) = self.running.next() => self.answer(answer),
                Some(request) = self.said.next() => self.outbox.push(&request),
                more = frames.fill(), if takes_more && !rest => match more {
                    Ok(true) => reads += 1,
                    _ => break,
                },
                () = self.publisher.woken(), if self.outbox.is_empty() => {
                    self.publisher.publish(&mut self.outbox);
                    reads = 0;
                }
                () = std::future::ready(()), if rest => reads = 0,
            }
        }
        self.finish(output).await;
    }

    fn takes_more(&self) -> bool {
        self.outbox.len() < MOST_WAITING && self.running.len() < REQUESTS_AT_ONCE
    }

    /// Does what can be done at once of a request; `true` if it is the last one.
    fn begin(&mut self, request: Request) -> bool {
        self.shut_down |= request.method() == "shutdown";
        if !self.shut_down && self.publisher.report(&request, &mut self.outbox) {
            return false;
        }
        let last = request.method() == "exit";
        let mut answer = self.service.call(request);
        match (&mut answer).now_or_never() {
            Some(answer) => self.answer(answer),
            None => self.running.push(answer),
        }
        last
    }

    /// Adds an answer, after all that was said before it: parts of the answer and its progress mean
    /// nothing to a client that has the whole.
    fn answer(&mut self, answer: Result<Option<Response>, ExitedError>) {
        while let Some(Some(request)) = self.said.next().now_or_never() {
            self.outbox.push(&request);
        }
        if let Ok(Some(response)) = answer {
            self.outbox.push(&response);
        }
    }

    /// Answers what can be answered without the client, and leaves it some time to read.
    async fn finish(mut self, mut output: impl AsyncWrite + Unpin) {
        loop {
            match timeout(PATIENCE, self.outbox.write_to(&mut output)).await {
                Ok(Ok(())) => {}
                _ => return,
            }
            match timeout(PATIENCE, self.running.next()).await {
                Ok(Some(answer)) => self.answer(answer),
                _ => return,
            }
        }
    }
}
