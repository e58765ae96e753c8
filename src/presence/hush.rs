//! Hush: the moment up to which the person asked for silence, and when each offer after a command was made last.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::files;

/// The largest file that is read.
const MOST_BYTES: u64 = 64 * 1024;

/// The moment up to which the person asked for silence, as seconds since 1970.
#[must_use]
pub fn snoozed_until(file: &Path) -> Option<i64> {
    files::read_text(file, MOST_BYTES).ok()?.trim().parse().ok()
}

/// Remembers silence up to a moment.
pub fn snooze(file: &Path, until: i64) -> io::Result<()> {
    put(file, format!("{until}\n").as_bytes())
}

/// Ends the silence; `false` if there was none.
pub fn wake(file: &Path) -> io::Result<bool> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        done => done.map(|()| true),
    }
}

/// The moments at which offers were made last, by the words of their commands.
#[must_use]
pub fn offered(file: &Path) -> BTreeMap<String, i64> {
    let bytes = files::read(file, MOST_BYTES).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Remembers when offers were made.
pub fn remember(file: &Path, offered: &BTreeMap<String, i64>) -> io::Result<()> {
    put(file, &serde_json::to_vec(offered)?)
}

fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    files::make_folder(file.parent().unwrap_or(Path::new(".")))?;
    files::replace(file, bytes)
}
