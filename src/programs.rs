//! Programs of the system that this one starts.

use std::env;
use std::path::PathBuf;

/// The program of this name in one of the folders for programs. A folder that is named relative to the one somebody works
/// in may hold anything.
#[must_use]
pub fn installed(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders = env::split_paths(&path).filter(|folder| folder.is_absolute());
    which::which_in(name, Some(env::join_paths(folders).ok()?), "/").ok().filter(|program| program.is_absolute())
}
