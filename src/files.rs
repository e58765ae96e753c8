//! Files that anybody may have put where this program reads or writes.
//!
//! Input is a regular file of bounded size: a pipe, a device or an endless file is refused in
//! words, and nothing waits for it. Output is there whole or not at all, and a file that this
//! program makes for itself is its owner's alone.

use std::ffi::OsStr;
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

/// The mark that some editors put before UTF-8 text.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Names of files that are being written begin and end so.
const DRAFT: (&str, &str) = (".supple-", ".part");

/// The age at which a draft was left behind by a program that was killed, for nothing takes that long to write.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// The longest chain of symbolic links that is followed, as on Linux.
const MOST_LINKS: usize = 40;

/// Opens a regular file for reading, through symbolic links, without waiting for whatever else stands there.
fn open(path: &Path) -> io::Result<File> {
    // Looked at before, because merely opening a device can move it, and after, because it may have been exchanged.
    regular(fs::metadata(path)?.file_type())?;
    let mut options = OpenOptions::new();
    options.read(true);
    let file = with_flags(&mut options, false).open(path)?;
    regular(file.metadata()?.file_type())?;
    Ok(file)
}

/// The bytes of a regular file that holds at most `most` of them.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(ErrorKind::FileTooLarge, format!("it is larger than {}", size(most))));
    }
    Ok(bytes)
}

/// The text of a file in UTF-8 of at most `most` bytes, without a byte order mark.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let mut bytes = read(path, most)?;
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not text in UTF-8"))
}

/// Replaces a file of this program by one with `bytes`, whole or not at all, for its owner alone. A symbolic link stays
/// and what it leads to is replaced; anything but a regular file is refused. The folder must exist.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = behind_links(path)?;
    if let Ok(about) = fs::metadata(&path) {
        regular(about.file_type())?;
    }
    put(&path, bytes, Readers::Owner)
}

/// Makes a file of this program with `bytes`, whole or not at all, for its owner alone; false where one is there already.
pub fn make(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let folder = folder_of(path);
    let draft = draft(folder, bytes, Readers::Owner)?;
    match draft.persist_noclobber(path) {
        Ok(_) => sync_folder(folder).map(|()| true),
        Err(lost) if lost.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(lost) => Err(lost.error),
    }
}

/// Writes `bytes` where the person asked for them. A regular file is replaced, whole or not at all; a pipe or a device is
/// written to as it is; symbolic links are followed. A new file may be read by whom the system's umask lets.
pub fn write_out(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = behind_links(path)?;
    match fs::metadata(&path) {
        Ok(about) if about.is_file() => put(&path, bytes, Readers::AsBefore(about.permissions())),
        Ok(about) if about.is_dir() => regular(about.file_type()),
        Ok(_) => pour(&path, bytes),
        Err(_) => put(&path, bytes, Readers::ByUmask),
    }
}

/// Makes `folder` and the folders above it, for their owner alone, and makes them last.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

/// Makes the names within `folder` last: after a power cut a new file without this may have no name.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match File::open(folder)?.sync_all() {
        // Some file systems cannot sync a folder, and do not need it.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Opens a file of this program, to read and to append to: a regular one that stands there itself. Whoever can put a
/// symbolic link into a folder that is shared between machines would otherwise choose what is written to. A new file is
/// for its owner alone.
pub fn open_own(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    if let Ok(about) = fs::symlink_metadata(path) {
        regular(about.file_type())?;
    }
    options.read(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let file = with_flags(options, true).open(path)?;
    regular(file.metadata()?.file_type())?;
    Ok(file)
}

/// Options with which nothing waits for the other end of a pipe, and perhaps no symbolic link is followed.
fn with_flags(options: &mut OpenOptions, no_link: bool) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        flags.set(OFlags::NOFOLLOW, no_link);
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _ = no_link;
    options
}

/// Refuses what is no regular file, in words that can follow "cannot read FILE: ".
fn regular(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        return Ok(());
    }
    let what = if kind.is_dir() { "a folder" } else { special(kind) };
    Err(io::Error::new(ErrorKind::InvalidInput, format!("{what} is in its place")))
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_symlink() {
        "a symbolic link"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
const fn special(_: FileType) -> &'static str {
    "something that is not a file"
}

/// The place that a path leads to, through symbolic links; nothing need exist there.
pub fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "its symbolic links form a loop"))
}

/// Puts a new file in place of what is there, if anything.
fn put(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let folder = folder_of(path);
    let draft = draft(folder, bytes, readers)?;
    let now = draft.persist(path).map_err(|lost| lost.error)?.metadata()?.modified()?;
    tidy(folder, now);
    sync_folder(folder)
}

/// The users who may read a new file.
enum Readers {
    Owner,
    /// Those whom the system's umask lets.
    ByUmask,
    /// Those who could read the file that it replaces.
    AsBefore(fs::Permissions),
}

/// A file beside its later place that holds `bytes`, and is gone if it is not put there.
fn draft(folder: &Path, bytes: &[u8], readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(DRAFT.0).suffix(DRAFT.1);
    #[cfg(unix)]
    if matches!(readers, Readers::ByUmask) {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(without_name)?;
    if let Readers::AsBefore(permissions) = readers {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The error without the name of a draft, which means nothing to anybody.
fn without_name(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((what, _)) => io::Error::new(error.kind(), what),
        None => error,
    }
}

/// Removes drafts that programs left behind when they were killed.
fn tidy(folder: &Path, now: SystemTime) {
    let is_draft =
        |name: &OsStr| name.to_str().is_some_and(|name| name.starts_with(DRAFT.0) && name.ends_with(DRAFT.1));
    let is_old = |about: &fs::Metadata| {
        about.modified().is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > LEFT_BEHIND))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_draft(&entry.file_name()) && entry.metadata().is_ok_and(|about| about.is_file() && is_old(&about)) {
            // One that stays does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes into what is no regular file, as it stands.
fn pour(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    let mut file = match with_flags(&mut options, false).open(path) {
        #[cfg(unix)]
        Err(error) if error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error()) => {
            return Err(io::Error::new(ErrorKind::BrokenPipe, "nothing is reading from it"));
        }
        opened => opened?,
    };
    // From here on a reader that takes its time is waited for.
    #[cfg(unix)]
    rustix::fs::fcntl_setfl(&file, rustix::fs::OFlags::empty())?;
    file.write_all(bytes)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// An error of the system in words, without the number that it has there, nor the full stop of Windows.
#[must_use]
pub fn said(error: &io::Error) -> String {
    let words = error.to_string();
    let words = words.find(" (os error ").map_or(words.as_str(), |end| &words[..end]);
    words.trim_end_matches('.').to_owned()
}

/// A number of bytes in words.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..0x10_0000 => format!("{} kB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}

/// The time and the length of a file, by which a change is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp(SystemTime, u64);

impl Stamp {
    /// The stamp of the file at `path`; `None` if there is none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        Some(Self(about.modified().ok()?, about.len()))
    }
}
