//! The computer that this program runs on, by the mark that its system's id leaves.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

#[cfg(not(any(windows, target_os = "macos")))]
use crate::files;

/// The files of the id: of Linux, of Linux with nothing but D-Bus, of the BSDs.
#[cfg(not(any(windows, target_os = "macos")))]
const FILES: [&str; 3] = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostid"];

/// The length of an id, in characters: as a UUID, with or without its hyphens.
const ID_CHARS: std::ops::RangeInclusive<usize> = 32..=36;

/// What the mark is made for, so that no other program's mark of this computer is the same.
const PURPOSE: &[u8] = b"supple: which computer this is";

/// The mark of a computer: tells it from others. The id that it is made from is nobody else's business and cannot be
/// found out from it, as the manual page of machine-id asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host(String);

impl Host {
    /// The length of a mark, in characters, which are hexadecimal digits.
    pub const MARK_CHARS: usize = 32;

    /// The host with this id of its system; `None` if that is no id, as on a system that has not been given one yet.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        let id = id.trim().to_ascii_lowercase();
        let is_plain = id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        let says_nothing = id.bytes().all(|byte| matches!(byte, b'0' | b'-'));
        if !ID_CHARS.contains(&id.len()) || !is_plain || says_nothing {
            return None;
        }
        let hash = Sha256::new().chain_update(PURPOSE).chain_update(id).finalize();
        Some(Self(format!("{hash:x}").chars().take(Self::MARK_CHARS).collect()))
    }

    /// This host, read once; `None` if its system has no id, as many containers have none. `SUPPLE_HOST_ID` stands in
    /// for the system's id, where that is another one after each start.
    #[must_use]
    pub fn this() -> Option<&'static Self> {
        static THIS: LazyLock<Option<Host>> = LazyLock::new(|| {
            let named = std::env::var("SUPPLE_HOST_ID").ok().filter(|id| !id.is_empty());
            named.map_or_else(of_system, |id| Host::of(&id))
        });
        THIS.as_ref()
    }

    /// The mark, in hexadecimal digits.
    #[must_use]
    pub fn mark(&self) -> &str {
        &self.0
    }
}

#[cfg(any(windows, target_os = "macos"))]
fn of_system() -> Option<Host> {
    machine_uid::get().ok().as_deref().and_then(Host::of)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn of_system() -> Option<Host> {
    let read = |file: &&str| files::read_text(file.as_ref(), 1 << 10).ok();
    FILES.iter().filter_map(read).find_map(|id| Host::of(&id))
}
