//! One file of the history, read into memory and taken apart into lines; a large one in two halves at once.

use super::entry::Lines;
use super::record::MOST_LINE_BYTES;
use memchr::memchr;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::{panic, thread};

/// From this size on, in bytes, a second thread is worth its start.
const WORTH_TWO_THREADS: u64 = 1024 * 1024;

/// How much is read at once in search of a line's end.
const STRIDE: usize = 4096;

/// What a file says.
pub(super) struct Text {
    /// The file's bytes, in one or two parts that begin and end between lines.
    pub(super) parts: Vec<Vec<u8>>,
    /// What its lines say.
    pub(super) lines: Lines,
}

/// A part's bytes, and what its lines say.
type Part = io::Result<(Vec<u8>, Lines)>;

impl Text {
    /// Reads the file at `path`, unless it has more than `most` bytes. Its parts will be known as `index` and the next.
    pub(super) fn read(path: &Path, most: u64, index: u16) -> io::Result<Self> {
        // Asked before opening: opening a pipe would wait for its other end.
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::other("this is not a file"));
        }
        let len = metadata.len();
        if len > most {
            return Err(io::Error::other(format!("the file is too large ({len} bytes)")));
        }
        let mut file = File::open(path)?;
        let middle = if len < WORTH_TWO_THREADS { None } else { line_after(&mut file, len / 2)? };
        let Some(middle) = middle else {
            let (text, lines) = read_part(&mut file, 0, most, len, index)?;
            return Ok(Self { parts: vec![text], lines });
        };

        let second = || read_part(&mut File::open(path)?, middle, most - middle, len - middle, index + 1);
        let (first, second): (Part, Part) = thread::scope(|scope| {
            let other = thread::Builder::new().spawn_scoped(scope, second);
            let first = read_part(&mut file, 0, middle, middle, index);
            let second = match other {
                Ok(other) => other.join().unwrap_or_else(|cause| panic::resume_unwind(cause)),
                // No thread to be had: slower, and the same.
                Err(_) => second(),
            };
            (first, second)
        });
        let ((first, mut lines), (second, more)) = (first?, second?);
        lines.extend(more);
        Ok(Self { parts: vec![first, second], lines })
    }
}

/// Reads up to `most` bytes from `start` on; `len` of them are expected, but another supple may be appending.
fn read_part(file: &mut File, start: u64, most: u64, len: u64, index: u16) -> Part {
    file.seek(SeekFrom::Start(start))?;
    let mut text = Vec::with_capacity(usize::try_from(len).map_err(io::Error::other)? + 1);
    file.take(most).read_to_end(&mut text)?;
    // Some editors begin a file with this mark.
    let mark = if start == 0 && text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let lines = Lines::read(&text, index, mark..text.len());
    Ok((text, lines))
}

/// Where the first line after `start` begins, if one is near.
fn line_after(file: &mut File, start: u64) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(start))?;
    let mut stride = [0; STRIDE];
    let mut position = start;
    while position < start + MOST_LINE_BYTES as u64 {
        let read = file.read(&mut stride)?;
        if let Some(found) = memchr(b'\n', &stride[..read]) {
            return Ok(Some(position + found as u64 + 1));
        }
        if read == 0 {
            break;
        }
        position += read as u64;
    }
    Ok(None)
}
