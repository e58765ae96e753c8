//! The name of this machine, so that no two machines write the same file.

use super::store::StoreError;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;

use crate::files;

/// The longest name, in characters, which are all ASCII.
const MOST_CHARS: usize = 40;

/// The largest file of a name, in bytes.
const MOST_BYTES: u64 = 1 << 10;

/// The name kept in `<state>/machine`, or a new one, kept from now on. It lives in the state folder and not beside the
/// history, so that copying the history to another machine does not copy the name.
pub fn machine_name(state_dir: &Path) -> Result<String, StoreError> {
    let path = state_dir.join("machine");
    let failed = |source| StoreError::Machine { path: path.clone(), source };
    if let Some(kept) = read(&path).map_err(failed)? {
        return valid(&kept).ok_or_else(|| StoreError::MachineName { path: path.clone() });
    }
    files::make_folder(state_dir).map_err(failed)?;
    files::make(&path, format!("{}\n", new_name()).as_bytes()).map_err(failed)?;
    // Of two processes that start at once one wins, and both read its name.
    let kept = read(&path).map_err(failed)?.unwrap_or_default();
    valid(&kept).ok_or_else(|| StoreError::MachineName { path: path.clone() })
}

/// The text of the file, or `None` where there is none.
fn read(path: &Path) -> io::Result<Option<String>> {
    match files::read(path, MOST_BYTES) {
        Ok(text) => Ok(Some(String::from_utf8_lossy(&text).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn valid(text: &str) -> Option<String> {
    let name = text.trim();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    ((1..=MOST_CHARS).contains(&name.len()) && name.chars().all(plain)).then(|| name.to_owned())
}

/// Eight random characters: enough for a person's machines never to meet.
fn new_name() -> String {
    // The time in a ULID is not wanted, only its randomness, which is its tail.
    let ulid = ulid::Ulid::from_datetime(SystemTime::UNIX_EPOCH).to_string().to_ascii_lowercase();
    format!("m-{}", &ulid[ulid.len() - 8..])
}
