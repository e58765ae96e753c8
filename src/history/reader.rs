//! One file of the history, taken apart into lines block by block; a large one by two threads at once. What is kept is
//! where each line stands: a history of ten years is opened to show one number, and its text is not worth the memory.

use super::durable::despite_lock;
use super::entry::{Lines, Place};
use super::record::MOST_LINE_BYTES;
use memchr::{memchr, memrchr};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::{panic, thread};

use crate::files::BYTE_ORDER_MARK;

/// The largest file that is read, in bytes: some 500,000 sessions.
pub(super) const MOST_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// From this size on, in bytes, a second thread is worth its start.
const WORTH_TWO_THREADS: u64 = 1024 * 1024;

/// Number of bytes read at once: small enough to still be in the processor's cache when it is parsed.
const BLOCK: usize = 256 * 1024;

/// Reads the lines of the file at `path`, known as `index`, unless it has more than `most` bytes. The second value is
/// its size.
pub(super) fn read(path: &Path, most: u64, index: u16) -> io::Result<(Lines, u64)> {
    despite_lock(|| read_all(path, most, index))
}

fn read_all(path: &Path, most: u64, index: u16) -> io::Result<(Lines, u64)> {
    // Asked before opening: opening a pipe would wait for its other end.
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let len = metadata.len();
    if len > most {
        return Err(io::Error::other(format!("the file is too large ({len} bytes)")));
    }
    let middle = if len < WORTH_TWO_THREADS { None } else { line_after(path, len / 2)? };
    // What another supple appends meanwhile is left for the next time.
    let Some(middle) = middle else { return Ok((read_part(path, 0, len, index)?, len)) };

    let second = || read_part(path, middle, len, index);
    let (first, second) = thread::scope(|scope| {
        let other = thread::Builder::new().spawn_scoped(scope, second);
        let first = read_part(path, 0, middle, index);
        let second = match other {
            Ok(other) => other.join().unwrap_or_else(|cause| panic::resume_unwind(cause)),
            // No thread to be had: slower, and the same.
            Err(_) => second(),
        };
        (first, second)
    });
    let mut lines = first?;
    lines.extend(second?);
    Ok((lines, len))
}

/// The same of the lines in the last `newest` bytes of the file.
pub(super) fn read_newest(path: &Path, newest: u64, index: u16) -> io::Result<Lines> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let len = metadata.len();
    let start = if len <= newest { Some(0) } else { line_after(path, len - newest)? };
    despite_lock(|| read_part(path, start.unwrap_or(len), len, index))
}

/// The bytes of one line.
pub(super) fn line(path: &Path, place: Place) -> io::Result<Vec<u8>> {
    despite_lock(|| line_of(&mut File::open(path)?, place))
}

/// The same of a file that is open.
pub(super) fn line_of(file: &mut File, place: Place) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(place.start()))?;
    let mut line = vec![0; place.len()];
    file.read_exact(&mut line)?;
    Ok(line)
}

/// Reads the lines from `start`, where one begins, to `end`.
fn read_part(path: &Path, start: u64, end: u64, index: u16) -> io::Result<Lines> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut rest = file.take(end - start);
    let mut lines = Lines::default();
    let mut block = vec![0; BLOCK];
    let mut held = 0;
    let mut position = start;
    loop {
        if held == block.len() {
            block.resize(held * 2, 0);
        }
        let read = match rest.read(&mut block[held..]) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read?,
        };
        let filled = held + read;
        // The bytes already held have no line's end, and the last line may have none at all.
        let last_end = memrchr(b'\n', &block[held..filled]).map(|found| held + found + 1);
        let whole = if read == 0 { filled } else { last_end.unwrap_or(0) };
        let mark = if position == 0 && block[..whole].starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        lines.add_all(&block[mark..whole], index, position + mark as u64);
        if read == 0 {
            return Ok(lines);
        }
        block.copy_within(whole..filled, 0);
        position += whole as u64;
        held = filled - whole;
        if held > MOST_LINE_BYTES {
            // A line already too long is not kept to its end, only long enough to be refused.
            position += (held - MOST_LINE_BYTES - 1) as u64;
            held = MOST_LINE_BYTES + 1;
        }
    }
}

/// Offset of the first line after `start`, if one is near.
fn line_after(path: &Path, start: u64) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut near = Vec::new();
    file.take(MOST_LINE_BYTES as u64).read_to_end(&mut near)?;
    Ok(memchr(b'\n', &near).map(|found| start + found as u64 + 1))
}
