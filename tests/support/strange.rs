//! Things that may stand where a file is expected.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use rustix::fs::{Dev, makedev};

/// Puts something at a path.
pub type Put = fn(&Path);

/// Everything that is no file, each made anew, and the words for it.
pub const STRANGE: [(&str, Put); 4] = [
    ("a pipe", pipe),
    ("a socket", |path| drop(UnixListener::bind(path).unwrap())),
    ("a device", |path| device(path, makedev(1, 5), "/dev/zero")),
    ("a folder", |path| fs::create_dir(path).unwrap()),
];

/// A pipe that nobody reads from.
pub fn pipe(path: &Path) {
    // By the program, which every Unix has; not every one's library makes one below a folder.
    let made = std::process::Command::new("mkfifo").arg("-m").arg("600").arg(path).status().unwrap();
    assert!(made.success(), "{}", path.display());
}

/// A device like the system's own. Only the superuser can make a node; everybody else meets the system's, behind a link,
/// which they cannot harm.
pub fn device(path: &Path, number: Dev, system: &str) {
    if !is_made(path, number) {
        symlink(system, path).unwrap();
    }
}

#[cfg(not(target_vendor = "apple"))]
fn is_made(path: &Path, number: Dev) -> bool {
    use rustix::fs::{CWD, FileType, mknodat};
    mknodat(CWD, path, FileType::CharacterDevice, 0o600.into(), number).is_ok()
}

#[cfg(target_vendor = "apple")]
fn is_made(_: &Path, _: Dev) -> bool {
    false
}
