//! Standard input and output without threads between them and the server.
//!
//! The asynchronous runtime reads and writes them on threads of its own, and to hand a keystroke over
//! from one to another takes as long as much of what the server does with it. Here the thread of the
//! server itself waits for the client (`poll`, POSIX). The descriptors stay as they are: what is set on
//! them would hold for other programs that share them, too.

use std::cell::Cell;
use std::io;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::pipe::PIPE_BUF;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::runtime::Builder;

/// What the server can't go on without.
#[derive(Default)]
struct Wanted {
    input: Cell<bool>,
    output: Cell<bool>,
}

/// Standard input.
pub struct Input(Rc<Wanted>);

/// Standard output.
pub struct Output(Rc<Wanted>);

impl AsyncRead for Input {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let input = io::stdin();
        if !is_ready(PollFd::new(&input, PollFlags::IN))? {
            self.0.input.set(true);
            return Poll::Pending;
        }
        let count = unless_interrupted(|| rustix::io::read(&input, buffer.initialize_unfilled()))?;
        buffer.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Output {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let output = io::stdout();
        if !is_ready(PollFd::new(&output, PollFlags::OUT))? {
            self.0.output.set(true);
            return Poll::Pending;
        }
        // More could have to wait (POSIX, `write`).
        let part = &bytes[..bytes.len().min(PIPE_BUF)];
        let count = unless_interrupted(|| rustix::io::write(&output, part))?;
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Whether a descriptor would keep nobody waiting, also because it has ended.
fn is_ready(descriptor: PollFd<'_>) -> io::Result<bool> {
    let mut descriptors = [descriptor];
    unless_interrupted(|| poll(&mut descriptors, Some(&Timespec::default())))?;
    Ok(!descriptors[0].revents().is_empty())
}

fn unless_interrupted<T>(mut call: impl FnMut() -> rustix::io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            done => return Ok(done?),
        }
    }
}

/// Wakes the thread of the server.
struct Bell {
    pipe: io::PipeWriter,
    rung: AtomicBool,
    /// Whether the thread waits, or is about to, so that it has to hear of it.
    waits: AtomicBool,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::SeqCst);
        if self.waits.swap(false, Ordering::SeqCst) {
            // A thread that is gone need not be woken.
            let _ = rustix::io::write(&self.pipe, &[0]);
        }
    }
}

/// Runs a server over standard input and output on this thread; what it spawns runs on another. `None`
/// when the client has closed its end of the output and says nothing more.
///
/// # Errors
///
/// When the system gives no pipe or no thread, or does not let wait.
pub fn run<F: Future>(server: impl FnOnce(Input, Output) -> F) -> io::Result<Option<F::Output>> {
    let runtime = Builder::new_current_thread().enable_time().build()?;
    let handle = runtime.handle().clone();
    let _entered = handle.enter();
    thread::Builder::new().spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    let wanted = Rc::new(Wanted::default());
    let (pipe, ringing) = io::pipe()?;
    let bell = Arc::new(Bell {
        pipe: ringing,
        rung: AtomicBool::new(false),
        waits: AtomicBool::new(false),
    });
    let waker = Waker::from(bell.clone());
    let mut context = Context::from_waker(&waker);
    let mut server = pin!(server(Input(wanted.clone()), Output(wanted.clone())));
    loop {
        wanted.input.set(false);
        wanted.output.set(false);
        if let Poll::Ready(output) = server.as_mut().poll(&mut context) {
            return Ok(Some(output));
        }
        bell.waits.store(true, Ordering::SeqCst);
        let gone = !bell.rung.swap(false, Ordering::SeqCst) && wait(&wanted, &pipe)?;
        bell.waits.store(false, Ordering::SeqCst);
        bell.rung.store(false, Ordering::SeqCst);
        if gone {
            return Ok(None);
        }
    }
}

/// Waits for what is wanted, and for the bell. Gives whether the client reads no more and said nothing.
fn wait(wanted: &Wanted, bell: &io::PipeReader) -> io::Result<bool> {
    let (input, output) = (io::stdin(), io::stdout());
    let flags = |wanted: &Cell<bool>, flags| match wanted.get() {
        true => flags,
        false => PollFlags::empty(),
    };
    let mut descriptors = vec![
        PollFd::new(bell, PollFlags::IN),
        PollFd::new(&output, flags(&wanted.output, PollFlags::OUT)),
    ];
    // The end of an input that is not wanted now would be told without end.
    if wanted.input.get() {
        descriptors.push(PollFd::new(&input, PollFlags::IN));
    }
    unless_interrupted(|| poll(&mut descriptors, None))?;
    if !descriptors[0].revents().is_empty() {
        let mut byte = [0];
        unless_interrupted(|| rustix::io::read(bell, &mut byte))?;
    }
    let closed = descriptors[1]
        .revents()
        .intersects(PollFlags::ERR | PollFlags::HUP);
    let says = |input: &PollFd| !input.revents().is_empty();
    Ok(closed && !descriptors.get(2).is_some_and(says))
}
