//! Adding to the history so that nothing acknowledged is lost, and what can go wrong with its files.

use super::durable;
use super::reader::MOST_FILE_BYTES;
use super::record::{MOST_LINE_BYTES, Record};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::files;
use thiserror::Error;

/// Why the history could not be read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A record was not written; the file is as it was.
    #[error("could not save to {}: {}. Nothing was written; {}", .path.display(), crate::files::said(source), next_step(source))]
    Append {
        /// The machine's file.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
    /// A record that no version could read back.
    #[error("could not save to {}: the record is larger than a line may be ({MOST_LINE_BYTES} bytes)", .path.display())]
    TooLong {
        /// The machine's file.
        path: PathBuf,
    },
    /// The folder of the history exists and could not be listed.
    #[error("could not read the history in {}: {}; {}", .path.display(), crate::files::said(source), next_step(source))]
    Read {
        /// The folder.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
    /// The file with this machine's name could not be read or made.
    #[error("could not read or create this machine's name in {}: {}; {}", .path.display(), crate::files::said(source), next_step_for_state(source))]
    Machine {
        /// The file with the name.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
    /// The file with this machine's name holds something else.
    #[error("{} does not hold a machine name (1 to 40 of a-z, 0-9 and -); correct it, or delete the file to get a new name", .path.display())]
    MachineName {
        /// The file with the name.
        path: PathBuf,
    },
    /// The progress of a running session could not be put aside.
    #[error("could not save the running session to {}: {}; {}", .path.display(), crate::files::said(source), next_step(source))]
    Checkpoint {
        /// The checkpoint's file.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
}

/// Advice about an error of the file system.
fn next_step(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "free some space and try again, or choose another place with --data-dir"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "make the folder writable for you, or choose another place with --data-dir"
        }
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists | ErrorKind::IsADirectory | ErrorKind::InvalidFilename => {
            "something else is where the folder or file should be: move it away, or choose another place with --data-dir"
        }
        ErrorKind::WouldBlock => "close or continue the other supple (a stopped one may hold it) and try again",
        _ => "try again, or choose another place with --data-dir",
    }
}

/// The same for the folder of this machine's own, which is no part of the data.
fn next_step_for_state(error: &io::Error) -> String {
    next_step(error).replace("--data-dir", "SUPPLE_STATE_DIR")
}

/// Appends one record to the file at `path`, which is made if need be. When this returns `Ok`, the record is on disk.
pub fn append(path: &Path, record: &Record) -> Result<(), StoreError> {
    append_all(path, std::slice::from_ref(record))
}

/// Appends many records at once, all or none.
pub fn append_all(path: &Path, records: &[Record]) -> Result<(), StoreError> {
    let failed = |source| StoreError::Append { path: path.to_owned(), source };
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        let line = record.to_line().map_err(|error| failed(io::Error::other(error)))?;
        if line.len() > MOST_LINE_BYTES {
            return Err(StoreError::TooLong { path: path.to_owned() });
        }
        lines.push(line);
    }
    if lines.is_empty() { Ok(()) } else { append_line(path, &lines.join("\n")).map_err(failed) }
}

fn append_line(path: &Path, line: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    files::make_folder(folder)?;
    let mut file = durable::open(path)?;
    durable::lock(&file)?;
    let length = file.metadata()?.len();
    // What no version would read again is not acknowledged.
    if length.saturating_add(line.len() as u64 + 2) > MOST_FILE_BYTES {
        let what = format!(
            "the file would grow beyond {} MB, which is not read; move it to another folder",
            MOST_FILE_BYTES >> 20
        );
        return Err(io::Error::new(ErrorKind::InvalidInput, what));
    }
    if length == 0 {
        explain(folder);
        // A first record is not safe before the file's name is.
        files::sync_folder(folder)?;
    }
    durable::append_line(&mut file, line)
}

/// Tells whoever finds the folder what it is. The history does not need this, so a failure is no matter.
fn explain(folder: &Path) {
    let _ = files::make(&folder.join("README.md"), include_bytes!("README.md"));
}
