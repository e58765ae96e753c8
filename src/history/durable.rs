//! The few acts on files that must not go wrong: locking, appending a line, making both last.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How often, and how far apart, a lock is asked for: five seconds in all. A lock is held for one append, so whoever
/// holds it longer is stopped, and the person is told instead of left waiting.
const LOCK_TRIES: u32 = 500;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// Opens `path` for appending and reading, and makes it if need be.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if is_pipe(path) {
        // What is written into a pipe is gone with whoever reads it, or with nobody.
        return Err(io::Error::new(ErrorKind::InvalidInput, "a pipe stands in its place"));
    }
    OpenOptions::new().read(true).append(true).create(true).open(path)
}

#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    fs::metadata(path).is_ok_and(|about| about.file_type().is_fifo() || about.file_type().is_socket())
}

#[cfg(not(unix))]
const fn is_pipe(_path: &Path) -> bool {
    false
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
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        // Some network folders have no locks. A line appended in one write is still the best that can be done there.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Appends `line` and a line break to a locked file, all or nothing, and makes it last.
///
/// A line that a power cut left torn is ended first, so that it spoils nothing but itself.
pub(super) fn append_line(file: &mut File, line: &str) -> io::Result<()> {
    // Only a regular file has an end to look at, to cut back to, and to make last.
    let regular = file.metadata()?.is_file();
    let len = if regular { file.seek(SeekFrom::End(0))? } else { 0 };

    let mut bytes = Vec::with_capacity(line.len() + 2);
    if len > 0 && last_byte(file)? != b'\n' {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');

    let written = file.write_all(&bytes).and_then(|()| if regular { file.sync_data() } else { Ok(()) });
    if written.is_err() && regular {
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

/// Makes `folder` and the folders above it, and makes them last.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

/// Makes the names within `folder` last: after a power cut a new file without this may have no name.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match File::open(folder)?.sync_all() {
        // Some file systems cannot sync a folder, and do not need it.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}
