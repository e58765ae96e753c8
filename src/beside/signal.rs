//! Work of another program, which tells by signals when it starts and when it is done: a message to a socket that the
//! waiting program has made, under the name that both agreed upon.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{Companion, Ending, Task};
use crate::files;
use crate::wake::Waker;

/// A message of the other program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It has started.
    Start,
    /// It is done.
    Done,
}

impl Said {
    const fn byte(self) -> u8 {
        match self {
            Self::Start => b's',
            Self::Done => b'd',
        }
    }

    const fn of(byte: u8) -> Option<Self> {
        match byte {
            b's' => Some(Self::Start),
            b'd' => Some(Self::Done),
            _ => None,
        }
    }
}

/// Waits for another program's signals.
#[derive(Debug)]
pub struct Waiter {
    name: String,
    path: PathBuf,
    heard: Arc<Mutex<Vec<Said>>>,
    /// The moment of the start that was heard last, and that of the end, on the monotonic clock.
    began: Option<Duration>,
    took: Option<Duration>,
}

impl Waiter {
    /// Waits under `name` in `folder`; `waker` is called at each message. The error is that somebody else does already, or
    /// that there can be no socket.
    pub fn listen(folder: &Path, name: &str, waker: Waker) -> io::Result<Self> {
        files::make_folder(folder)?;
        let path = folder.join(name);
        let socket = match UnixDatagram::bind(&path) {
            Err(error) if error.kind() == ErrorKind::AddrInUse && !answers(&path) => {
                // Left behind by a program that was killed.
                fs::remove_file(&path)?;
                UnixDatagram::bind(&path)?
            }
            bound => bound?,
        };
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hears = Arc::clone(&heard);
        thread::Builder::new().name("signals of others".to_owned()).spawn(move || {
            let mut message = [0; 1];
            while let Ok(read) = socket.recv(&mut message) {
                if let Some(said) = message.first().filter(|_| read > 0).and_then(|byte| Said::of(*byte)) {
                    hears.lock().unwrap_or_else(PoisonError::into_inner).push(said);
                    waker.wake();
                }
            }
        })?;
        Ok(Self { name: name.to_owned(), path, heard, began: None, took: None })
    }

    /// Takes in what was said, at `now` on the monotonic clock.
    pub fn attend(&mut self, now: Duration) {
        for said in std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner)) {
            match said {
                // It may say so again with every prompt that it is given.
                Said::Start if self.began.is_some() && self.took.is_none() => {}
                Said::Start => {
                    self.began = Some(now);
                    self.took = None;
                }
                Said::Done => self.took = self.took.or_else(|| Some(now.saturating_sub(self.began?))),
            }
        }
    }

    /// The moment at which it started, if it runs.
    #[must_use]
    pub fn runs_since(&self) -> Option<Duration> {
        self.began.filter(|_| self.took.is_none())
    }

    /// The time that it took, if it is done.
    #[must_use]
    pub const fn took(&self) -> Option<Duration> {
        self.took
    }

    /// Waits for the next start.
    pub const fn forget(&mut self) {
        self.began = None;
        self.took = None;
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        // One that stays is found to be left behind.
        let _ = fs::remove_file(&self.path);
    }
}

impl Companion for Waiter {
    fn look(&mut self, now: Duration) -> Task {
        self.attend(now);
        let runs_for = self.took.unwrap_or_else(|| now.saturating_sub(self.began.unwrap_or(now)));
        Task {
            name: self.name.clone(),
            runs_for,
            ended: self.took.map(|_| Ending::Told),
            last_line: String::new(),
            has_screen: false,
            needs_terminal: false,
        }
    }
}

/// Sends a message to who waits under `name` in `folder`; false if nobody does.
pub fn send(folder: &Path, name: &str, said: Said) -> io::Result<bool> {
    let socket = UnixDatagram::unbound()?;
    socket.set_nonblocking(true)?;
    match socket.send_to(&[said.byte()], folder.join(name)) {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => Ok(false),
        // Who is told so often that they cannot keep up knows.
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(true),
        Err(error) => Err(error),
    }
}

/// Returns `true` if somebody reads the socket at `path`.
fn answers(path: &Path) -> bool {
    UnixDatagram::unbound().and_then(|socket| socket.connect(path)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wake::Wake;

    fn listening(folder: &Path) -> (Waiter, Wake) {
        let wake = Wake::new(false).unwrap();
        (Waiter::listen(folder, "claude", wake.waker().unwrap()).unwrap(), wake)
    }

    /// Waits for a message, and takes it in at `now` seconds.
    fn attend(waiter: &mut Waiter, wake: &mut Wake, now: u64) {
        wake.stop_listening();
        wake.wait(Some(Duration::from_secs(20))).unwrap();
        waiter.attend(Duration::from_secs(now));
    }

    #[test]
    fn a_start_and_an_end_are_heard_with_the_time_between_them() {
        let folder = tempfile::tempdir().unwrap();
        let (mut waiter, mut wake) = listening(folder.path());
        assert!(send(folder.path(), "claude", Said::Start).unwrap());
        attend(&mut waiter, &mut wake, 5);
        assert_eq!(waiter.runs_since(), Some(Duration::from_secs(5)));
        assert!(send(folder.path(), "claude", Said::Done).unwrap());
        attend(&mut waiter, &mut wake, 65);
        assert_eq!((waiter.runs_since(), waiter.took()), (None, Some(Duration::from_mins(1))));
    }

    #[test]
    fn a_signal_that_nobody_waits_for_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!send(folder.path(), "claude", Said::Done).unwrap());
    }

    #[test]
    fn two_cannot_wait_under_one_name_and_one_that_was_killed_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let (waiter, wake) = listening(folder.path());
        assert!(Waiter::listen(folder.path(), "claude", wake.waker().unwrap()).is_err());
        drop(waiter);
        drop(UnixDatagram::bind(folder.path().join("claude")).unwrap());
        listening(folder.path());
    }
}
