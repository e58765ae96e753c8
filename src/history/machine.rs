//! The name of this machine, so that no two machines write the same file.
//!
//! ```text
//! state/machine          the name of the first machine that used this folder, and of those whose system has no id
//! state/hosts/MARK       empty for that first machine; for each further one, the name it was given
//! state/new-name         the name that a machine was given because the folder came from another, until a person is told
//! ```
//!
//! So a state folder that was copied, restored or is shared between machines has a name for each of them, and one that comes
//! back to a machine finds the name it had there.

use super::store::StoreError;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::files;
use crate::host::Host;

/// The longest name, in characters, which are all ASCII.
const MOST_CHARS: usize = 40;

/// The largest file of a name, in bytes.
const MOST_BYTES: u64 = 1 << 10;

/// The most machines that share a state folder. Where there are more, the system has another id after each start, as a
/// container or a system from a stick may have, and the id says nothing about the machine.
const MOST_HOSTS: usize = 16;

/// The name of this machine: the one kept in the folder `state_dir` for `host`, or a new one, kept from now on. It lives in
/// the state folder and not beside the history, so that copying the history to another machine does not copy the name.
pub fn machine_name(state_dir: &Path, host: Option<&Host>) -> Result<String, StoreError> {
    let first = state_dir.join("machine");
    let Some(host) = host else { return kept_or_new(&first) };
    let hosts = state_dir.join("hosts");
    let own = hosts.join(host.mark());
    match read(&own)? {
        Some(name) if name.trim().is_empty() => return kept_or_new(&first),
        Some(name) => return named(&own, &name),
        None => {}
    }
    let others = others(&hosts, host);
    if others == 0 {
        let name = kept_or_new(&first)?;
        // A folder that cannot be written still tells its name, as it did before it knew of hosts.
        let _ = files::make_folder(&hosts).and_then(|()| files::make(&own, b""));
        return Ok(name);
    }
    if others >= MOST_HOSTS {
        return kept_or_new(&first);
    }
    if make(&own)? {
        let name = kept(&own)?;
        // If it cannot be told later, it still is so.
        let _ = files::replace(&news(state_dir), format!("{name}\n").as_bytes());
    }
    kept(&own)
}

/// The name that this machine has in the folder `state_dir` so far, if it has one. Nothing is written.
#[must_use]
pub fn known_name(state_dir: &Path, host: Option<&Host>) -> Option<String> {
    let first = state_dir.join("machine");
    let Some(host) = host else { return kept(&first).ok() };
    let hosts = state_dir.join("hosts");
    let own = hosts.join(host.mark());
    match read(&own).ok()? {
        Some(name) if !name.trim().is_empty() => valid(&name),
        None if (1..MOST_HOSTS).contains(&others(&hosts, host)) => None,
        _ => kept(&first).ok(),
    }
}

/// The name that this machine was given because its files came from another one, if nobody has been told yet. It is told
/// from now on.
#[must_use]
pub fn take_new_name(state_dir: &Path) -> Option<String> {
    let name = valid(&read(&news(state_dir)).ok()??)?;
    // One that could be told again and again is not told.
    fs::remove_file(news(state_dir)).ok().map(|()| name)
}

fn news(state_dir: &Path) -> PathBuf {
    state_dir.join("new-name")
}

/// The number of other hosts that have used the folder.
fn others(hosts: &Path, host: &Host) -> usize {
    let is_mark = |name: &str| name.len() == Host::MARK_CHARS && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let names = fs::read_dir(hosts).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter(|name| name.to_str().is_some_and(|name| is_mark(name) && name != host.mark())).count()
}

/// The name kept in the file, or a new one.
fn kept_or_new(path: &Path) -> Result<String, StoreError> {
    if let Some(text) = read(path)? {
        return named(path, &text);
    }
    make(path)?;
    // Of two processes that start at once one wins, and both read its name.
    kept(path)
}

/// Makes the file with a new name; false where one is there already.
fn make(path: &Path) -> Result<bool, StoreError> {
    let made = files::make_folder(path.parent().unwrap_or(path))
        .and_then(|()| files::make(path, format!("{}\n", new_name()).as_bytes()));
    made.map_err(|source| StoreError::Machine { path: path.to_owned(), source })
}

/// The name in the file, which must be there.
fn kept(path: &Path) -> Result<String, StoreError> {
    named(path, &read(path)?.unwrap_or_default())
}

fn named(path: &Path, text: &str) -> Result<String, StoreError> {
    valid(text).ok_or_else(|| StoreError::MachineName { path: path.to_owned() })
}

/// The text of the file, or `None` where there is none.
fn read(path: &Path) -> Result<Option<String>, StoreError> {
    match files::read(path, MOST_BYTES) {
        Ok(text) => Ok(Some(String::from_utf8_lossy(&text).into_owned())),
        // What stands in place of a folder is told when something is to be written there.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(source) => Err(StoreError::Machine { path: path.to_owned(), source }),
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
