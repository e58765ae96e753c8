//! The few acts on files that must not go wrong: locking, appending a line, making both last.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::files;

/// Number of tries for a lock, and the pause between them: one second in all, in which a screen stands still. A lock is
/// held for one append, so whoever holds it longer is stopped, and the person is told instead of left waiting.
const LOCK_TRIES: u32 = 100;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// Opens `path` for appending and reading, and makes it if need be.
pub(super) fn open(path: &Path) -> io::Result<File> {
    files::open_own(OpenOptions::new().create(true), path)
}

/// Locks `file`, waiting a little for its holder.
pub(super) fn lock(file: &File) -> io::Result<()> {
    for _ in 0..LOCK_TRIES {
        if try_lock(file)? {
            return Ok(());
        }
        thread::sleep(LOCK_PAUSE);
    }
    Err(io::Error::new(ErrorKind::WouldBlock, "another program keeps it locked"))
}

/// Locks `file`, or says that somebody holds it.
pub(super) fn try_lock(file: &File) -> io::Result<bool> {
    is_ours(file.try_lock())
}

/// Returns `true` where the file may be written, by the answer to a wish for its lock.
fn is_ours(answer: Result<(), TryLockError>) -> io::Result<bool> {
    match answer {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        // Some network folders have no locks. A line appended in one write is still the best that can be done there.
        Err(TryLockError::Error(error)) if is_lockless(&error) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// What `read` reads. On Windows nobody else can read a file while it is locked; a lock is held for one append, so the reader
/// waits for its holder.
pub(super) fn despite_lock<T>(mut read: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 1..LOCK_TRIES {
        match read() {
            Err(error) if is_locked(&error) => thread::sleep(LOCK_PAUSE),
            done => return done,
        }
    }
    read()
}

/// Returns `true` if `error` says that somebody else has locked what was to be read (`ERROR_LOCK_VIOLATION`).
fn is_locked(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error() == Some(33)
}

/// Returns `true` if the file system of `file` lends locks, which keep two programs from writing at once.
#[must_use]
pub fn lends_locks(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::Error(error)) if is_lockless(&error))
}

/// Returns `true` if `error` says that a file system lends no locks, as NFS does without its lock
/// service (`ENOLCK`).
fn is_lockless(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported || error.raw_os_error().is_some_and(|code| LOCKLESS.contains(&code))
}

#[cfg(unix)]
const LOCKLESS: [i32; 3] = {
    use rustix::io::Errno;
    [Errno::NOLCK.raw_os_error(), Errno::NOSYS.raw_os_error(), Errno::OPNOTSUPP.raw_os_error()]
};

#[cfg(not(unix))]
const LOCKLESS: [i32; 0] = [];

/// Appends `line` and a line break to a locked file, all or nothing, and makes it last.
///
/// A line that a power cut left torn is ended first, so that it spoils nothing but itself.
pub(super) fn append_line(file: &mut File, line: &str) -> io::Result<()> {
    let len = file.seek(SeekFrom::End(0))?;

    let mut bytes = Vec::with_capacity(line.len() + 2);
    if len > 0 && last_byte(file)? != b'\n' {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');

    let written = file.write_all(&bytes).and_then(|()| file.sync_data());
    if written.is_err() {
        // Should this fail too, the next append ends the torn line.
        let _ = file.set_len(len);
    }
    written
}

fn last_byte(file: &mut File) -> io::Result<u8> {
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    Ok(byte[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_system_without_locks_is_written_to() {
        for code in LOCKLESS {
            assert!(is_ours(Err(TryLockError::Error(io::Error::from_raw_os_error(code)))).unwrap());
        }
    }

    #[test]
    fn a_file_that_is_locked_for_a_moment_is_read_after_it() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        io::Write::write_all(&mut file, b"line").unwrap();
        let mut holder = Some(file.reopen().unwrap());
        lock(holder.as_ref().unwrap()).unwrap();
        let text = despite_lock(|| {
            let text = std::fs::read_to_string(file.path());
            holder = None;
            text
        });
        assert_eq!(text.unwrap(), "line");
    }

    #[test]
    fn a_lock_that_somebody_holds_or_that_fails_is_not_passed_over() {
        assert!(!is_ours(Err(TryLockError::WouldBlock)).unwrap());
        assert!(is_ours(Err(TryLockError::Error(io::Error::from(ErrorKind::PermissionDenied)))).is_err());
    }
}
