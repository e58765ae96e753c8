//! What stands where this program reads and writes: regular files, links, pipes, sockets, devices, folders, endless and
//! large files.
#![cfg(unix)]

use crate::strange::{STRANGE, device, pipe};

use std::fs::{self, OpenOptions, Permissions};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use rustix::fs::makedev;
use supple::files;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn nothing_but_a_file_is_read_and_nothing_waits() {
    for (what, put) in STRANGE {
        let folder = folder();
        let path = folder.path().join("it");
        put(&path);
        assert_eq!(files::read(&path, 10).unwrap_err().to_string(), format!("{what} is in its place"));
    }
}

#[test]
fn nothing_but_a_file_is_replaced() {
    for (what, put) in STRANGE {
        let folder = folder();
        let path = folder.path().join("it");
        put(&path);
        let before = fs::metadata(&path).unwrap().ino();
        assert_eq!(files::replace(&path, b"new").unwrap_err().to_string(), format!("{what} is in its place"));
        assert_eq!(fs::metadata(&path).unwrap().ino(), before, "{what}");
        assert_eq!(names(folder.path()), ["it"]);
    }
}

#[test]
fn nothing_but_a_file_is_appended_to() {
    for (what, put) in STRANGE {
        let folder = folder();
        let path = folder.path().join("it");
        put(&path);
        let opened = files::open_own(OpenOptions::new().create(true), &path);
        let expected = if fs::symlink_metadata(&path).unwrap().is_symlink() { "a symbolic link" } else { what };
        assert_eq!(opened.unwrap_err().to_string(), format!("{expected} is in its place"));
    }
}

#[test]
fn a_link_is_never_appended_to() {
    let folder = folder();
    let (path, victim) = (folder.path().join("log"), folder.path().join("victim"));
    symlink(&victim, &path).unwrap();
    let opened = files::open_own(OpenOptions::new().create(true), &path);
    assert_eq!(opened.unwrap_err().to_string(), "a symbolic link is in its place");
    assert!(!victim.exists());
}

#[test]
fn a_file_is_read_up_to_its_bound() {
    let folder = folder();
    let path = folder.path().join("it");
    fs::write(&path, "1234").unwrap();
    assert_eq!(files::read(&path, 4).unwrap(), b"1234");
    assert_eq!(files::read(&path, 3).unwrap_err().to_string(), "it is larger than 3 bytes");
}

#[test]
fn a_file_that_says_it_has_no_end_is_read_up_to_its_bound() {
    let folder = folder();
    let path = folder.path().join("it");
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(files::read(&path, 1 << 20).unwrap_err().to_string(), "it is larger than 1 MB");
}

#[test]
fn a_mark_before_the_text_is_no_part_of_it() {
    let folder = folder();
    let path = folder.path().join("it");
    fs::write(&path, "\u{feff}{}").unwrap();
    assert_eq!(files::read_text(&path, 10).unwrap(), "{}");
    fs::write(&path, b"caf\xe9").unwrap();
    assert_eq!(files::read_text(&path, 10).unwrap_err().to_string(), "it is not text in UTF-8");
}

#[test]
fn what_is_made_is_its_owners_alone() {
    let folder = folder();
    let inner = folder.path().join("one/two");
    files::make_folder(&inner).unwrap();
    assert_eq!((mode(&inner), mode(inner.parent().unwrap())), (0o700, 0o700));
    files::replace(&inner.join("replaced"), b"").unwrap();
    assert!(files::make(&inner.join("made"), b"").unwrap());
    files::open_own(OpenOptions::new().create(true), &inner.join("opened")).unwrap();
    for name in ["replaced", "made", "opened"] {
        assert_eq!(mode(&inner.join(name)), 0o600, "{name}");
    }
}

#[test]
fn what_is_made_once_is_not_made_again() {
    let folder = folder();
    let path = folder.path().join("it");
    assert!(files::make(&path, b"first").unwrap());
    assert!(!files::make(&path, b"second").unwrap());
    assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (b"first".to_vec(), vec!["it".to_owned()]));
}

#[test]
fn a_link_stays_when_what_it_leads_to_is_replaced() {
    let folder = folder();
    let (link, file) = (folder.path().join("link"), folder.path().join("there/file"));
    fs::create_dir(file.parent().unwrap()).unwrap();
    symlink("there/file", &link).unwrap();
    for text in ["made", "replaced"] {
        files::replace(&link, text.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}

#[test]
fn links_that_go_round_are_refused() {
    let folder = folder();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    symlink(&one, &two).unwrap();
    symlink(&two, &one).unwrap();
    assert_eq!(files::replace(&one, b"").unwrap_err().to_string(), "its symbolic links form a loop");
}

#[test]
fn what_is_asked_for_goes_into_a_device_and_leaves_it_there() {
    let folder = folder();
    let path = folder.path().join("null");
    device(&path, makedev(1, 3), "/dev/null");
    files::write_out(&path, b"to nowhere").unwrap();
    assert!(fs::metadata(&path).unwrap().file_type().is_char_device());
}

#[test]
fn what_is_asked_for_goes_into_a_pipe_that_is_read_from() {
    let folder = folder();
    let path = folder.path().join("pipe");
    pipe(&path);
    assert_eq!(files::write_out(&path, b"lost").unwrap_err().to_string(), "nothing is reading from it");
    let reader = std::thread::spawn({
        let path = path.clone();
        // Open for reading and writing, which waits for nobody.
        let mut pipe = OpenOptions::new().read(true).write(true).open(&path).unwrap();
        move || {
            let mut heard = [0; 5];
            pipe.read_exact(&mut heard).unwrap();
            heard
        }
    });
    files::write_out(&path, b"heard").unwrap();
    assert_eq!(&reader.join().unwrap(), b"heard");
    assert!(fs::metadata(&path).unwrap().file_type().is_fifo());
}

#[test]
fn what_is_asked_for_replaces_a_file_and_keeps_who_may_read_it() {
    let folder = folder();
    let path = folder.path().join("it");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    files::write_out(&path, b"new").unwrap();
    assert_eq!((fs::read_to_string(&path).unwrap().as_str(), mode(&path)), ("new", 0o640));
}

#[test]
fn what_is_asked_for_and_new_may_be_read_by_whom_the_umask_lets() {
    let folder = folder();
    let (asked, usual) = (folder.path().join("asked"), folder.path().join("usual"));
    files::write_out(&asked, b"").unwrap();
    fs::write(&usual, "").unwrap();
    assert_eq!(mode(&asked), mode(&usual));
}

#[test]
fn an_error_names_no_draft() {
    let folder = folder();
    let error = files::write_out(&folder.path().join("no/such/folder"), b"").unwrap_err();
    assert_eq!(error.to_string(), "No such file or directory (os error 2)");
}

#[test]
fn a_draft_that_was_left_behind_long_ago_is_cleared_away() {
    let folder = folder();
    let draft = |name: &str| folder.path().join(format!(".supple-{name}.part"));
    let now = fs::metadata(folder.path()).unwrap().modified().unwrap();
    let long_ago = now - std::time::Duration::from_hours(2);
    fs::File::create(draft("old")).unwrap().set_modified(long_ago).unwrap();
    fs::write(draft("new"), "").unwrap();
    files::replace(&folder.path().join("it"), b"").unwrap();
    assert_eq!(names(folder.path()), [".supple-new.part", "it"]);
}
