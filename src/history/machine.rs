//! The name of this machine, so that no two machines write the same file.

use super::durable;
use super::store::StoreError;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::time::SystemTime;

/// The longest name, in characters, which are all ASCII.
const MOST_CHARS: usize = 40;

/// The name kept in `<state>/machine`, or a new one, kept from now on. It lives in the state folder and not beside the
/// history, so that copying the history to another machine does not copy the name.
pub fn machine_name(state_dir: &Path) -> Result<String, StoreError> {
    let path = state_dir.join("machine");
    let failed = |source| StoreError::Machine { path: path.clone(), source };
    if let Some(kept) = read(&path).map_err(failed)? {
        return valid(&kept).ok_or_else(|| StoreError::MachineName { path: path.clone() });
    }
    write(state_dir, &path).map_err(failed)?;
    // Whoever came first decides, so what stands there now is the name.
    let kept = read(&path).map_err(failed)?.unwrap_or_default();
    valid(&kept).ok_or_else(|| StoreError::MachineName { path: path.clone() })
}

/// What the file says, or `None` where there is none.
fn read(path: &Path) -> io::Result<Option<String>> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut text = Vec::new();
    file.take(MOST_CHARS as u64 + 2).read_to_end(&mut text)?;
    Ok(Some(String::from_utf8_lossy(&text).into_owned()))
}

fn valid(text: &str) -> Option<String> {
    let name = text.trim();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    ((1..=MOST_CHARS).contains(&name.len()) && name.chars().all(plain)).then(|| name.to_owned())
}

/// Puts a new name in place whole or not at all, and only where there is none: of two processes starting at once, one
/// wins and both read its name.
fn write(state_dir: &Path, path: &Path) -> io::Result<()> {
    durable::make_folder(state_dir)?;
    let mut draft = tempfile::NamedTempFile::new_in(state_dir)?;
    writeln!(draft, "{}", new_name())?;
    draft.as_file().sync_all()?;
    match draft.persist_noclobber(path) {
        Ok(_) => durable::sync_folder(state_dir),
        Err(lost) if lost.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(lost) => Err(lost.error),
    }
}

/// Eight random characters: enough for a person's machines never to meet.
fn new_name() -> String {
    // The time in a ULID is not wanted, only its randomness, which is its tail.
    let ulid = ulid::Ulid::from_datetime(SystemTime::UNIX_EPOCH).to_string().to_ascii_lowercase();
    format!("m-{}", &ulid[ulid.len() - 8..])
}
