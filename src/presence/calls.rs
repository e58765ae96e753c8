//! Calls: whether a microphone or a camera is in use, as far as the system tells.

use std::fs;
use std::path::{Path, PathBuf};

/// What a call uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    /// The microphone.
    Microphone,
    /// The camera.
    Camera,
    /// Neither.
    None,
    /// This system does not tell.
    Unknown,
}

/// What is in use now. Only Linux tells without asking for rights: ALSA says whether a device records, and a process of the
/// same user that holds a camera can be seen.
#[must_use]
pub fn in_use() -> Calls {
    if cfg!(target_os = "linux") { found(Path::new("/")) } else { Calls::Unknown }
}

/// What is in use by what `/proc` and `/dev` below `root` say.
fn found(root: &Path) -> Calls {
    if records(&root.join("proc/asound")) {
        Calls::Microphone
    } else if films(root) {
        Calls::Camera
    } else if root.join("proc").is_dir() {
        Calls::None
    } else {
        Calls::Unknown
    }
}

/// Returns `true` if a device for recording is running: `/proc/asound/card0/pcm0c/sub0/status` begins with `state: RUNNING`.
fn records(cards: &Path) -> bool {
    let inside = |folder: &Path, begin: &str, end: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let fits = |name: &str| name.starts_with(begin) && name.ends_with(end);
        entries.filter(|entry| entry.file_name().to_str().is_some_and(fits)).map(|entry| entry.path()).collect()
    };
    let devices = inside(cards, "card", "").into_iter().flat_map(|card| inside(&card, "pcm", "c"));
    let streams = devices.flat_map(|device| inside(&device, "sub", ""));
    streams
        .into_iter()
        .any(|stream| fs::read_to_string(stream.join("status")).is_ok_and(|text| text.contains("RUNNING")))
}

/// Returns `true` if a process holds a camera open. Where there is no camera, no process is looked at.
fn films(root: &Path) -> bool {
    let is_camera = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"video"));
    let devices = fs::read_dir(root.join("dev")).into_iter().flatten().flatten();
    if !devices.into_iter().any(|entry| is_camera(&entry.path())) {
        return false;
    }
    let is_number = |name: &std::ffi::OsStr| name.as_encoded_bytes().iter().all(u8::is_ascii_digit);
    let processes = fs::read_dir(root.join("proc")).into_iter().flatten().flatten();
    let processes = processes.filter(|entry| is_number(&entry.file_name()));
    let mut open = processes.flat_map(|entry| fs::read_dir(entry.path().join("fd")).into_iter().flatten().flatten());
    open.any(|file| fs::read_link(file.path()).is_ok_and(|to| to.starts_with("/dev") && is_camera(&to)))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A system in which the microphone is in this state, and a process holds this file.
    fn system(state: &str, held: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let stream = root.path().join("proc/asound/card0/pcm0c/sub0");
        let open = root.path().join("proc/4711/fd");
        for folder in [&stream, &open, &root.path().join("dev")] {
            fs::create_dir_all(folder).unwrap();
        }
        fs::write(stream.join("status"), format!("{state}\n")).unwrap();
        fs::write(root.path().join("dev/video0"), "").unwrap();
        std::os::unix::fs::symlink(held, open.join("3")).unwrap();
        root
    }

    #[test]
    fn a_device_that_records_or_a_camera_that_is_held_is_a_call() {
        assert_eq!(found(system("state: RUNNING", "/tmp/x").path()), Calls::Microphone);
        assert_eq!(found(system("closed", "/dev/video0").path()), Calls::Camera);
        assert_eq!(found(system("closed", "/dev/null").path()), Calls::None);
    }

    #[test]
    fn playing_music_is_no_call() {
        let root = system("closed", "/dev/null");
        let stream = root.path().join("proc/asound/card0/pcm0p/sub0");
        fs::create_dir_all(&stream).unwrap();
        fs::write(stream.join("status"), "state: RUNNING\n").unwrap();
        assert_eq!(found(root.path()), Calls::None);
    }

    #[test]
    fn a_system_that_tells_nothing_is_not_known() {
        assert_eq!(found(tempfile::tempdir().unwrap().path()), Calls::Unknown);
    }
}
