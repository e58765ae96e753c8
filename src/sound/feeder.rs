//! The thread that feeds an output.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use super::shared::Shared;

/// A thread that feeds an output until that takes nothing any more.
pub(super) struct Feeder {
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Feeder {
    /// Starts `feed`, which ends with an error only: unless it was to end, the card is lost then.
    pub(super) fn start<E>(
        name: &str,
        shared: &Shared,
        feed: impl FnOnce() -> Result<(), E> + Send + 'static,
    ) -> io::Result<Self> {
        let closing = Arc::new(AtomicBool::new(false));
        let (over, losing) = (Arc::clone(&closing), shared.clone());
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            // Why it ended is of no use to anybody.
            let _ = feed();
            if !over.load(Ordering::Relaxed) {
                losing.lose("the sound card went away");
            }
        })?;
        Ok(Self { closing, thread: Some(thread) })
    }

    /// Ends the thread: `close` sees to it that what it writes to takes nothing any more.
    pub(super) fn end(&mut self, close: impl FnOnce()) {
        self.closing.store(true, Ordering::Relaxed);
        close();
        if let Some(thread) = self.thread.take() {
            // It writes to nothing any more, so that it ends at once; if it failed, it has ended.
            let _ = thread.join();
        }
    }
}
