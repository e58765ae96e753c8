//! Marks: the moments of prompts, thinned, one small file a day in the state folder, one moment a line.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeDelta};

use super::desk::is_kept;
use crate::files;

/// The largest file of a day, in bytes: three times what 288 moments, one every five minutes, take. A clock that jumps about
/// fills no disk.
const MOST_BYTES: u64 = 10 * 1024;
/// The days for which files are kept.
const KEPT_DAYS: i64 = 30;

/// The moments of a day, as seconds since 1970, in the order in which they were written.
#[must_use]
pub fn read(folder: &Path, day: NaiveDate) -> Vec<i64> {
    let bytes = files::read(&path(folder, day), MOST_BYTES).unwrap_or_default();
    moments(&bytes)
}

/// Keeps the moment `now` of a prompt on `day`, unless one shortly before was kept, and returns all of the day. Nothing is
/// written where nothing is to be kept. Files of days long gone are removed when a day begins.
pub fn note(folder: &Path, day: NaiveDate, now: i64) -> io::Result<Vec<i64>> {
    let mut marks = read(folder, day);
    if !is_kept(marks.last().copied(), now) {
        return Ok(marks);
    }
    let path = path(folder, day);
    let begins = !path.exists();
    files::make_folder(folder)?;
    let mut file = files::open_own(OpenOptions::new().create(true), &path)?;
    // Whoever holds it is another terminal that keeps the same moment.
    if matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)) {
        return Ok(marks);
    }
    let bytes = all(&mut file)?;
    marks = moments(&bytes);
    if is_kept(marks.last().copied(), now) && bytes.len() as u64 + 24 < MOST_BYTES {
        // A line that a power cut left torn is ended first.
        let torn = bytes.last().is_some_and(|last| *last != b'\n');
        file.write_all(format!("{}{now}\n", if torn { "\n" } else { "" }).as_bytes())?;
        marks.push(now);
    }
    if begins {
        remove_before(folder, day.checked_sub_signed(TimeDelta::days(KEPT_DAYS)).unwrap_or(day));
    }
    Ok(marks)
}

/// The days of which there are moments.
#[must_use]
pub fn days(folder: &Path) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = found(folder).into_iter().map(|(day, _)| day).collect();
    days.sort_unstable();
    days
}

/// Removes the moments of all days; returns the number of days.
pub fn forget(folder: &Path) -> io::Result<usize> {
    let found = found(folder);
    for (_, path) in &found {
        fs::remove_file(path)?;
    }
    match fs::remove_dir(folder) {
        // Something that is not ours stays, with its folder.
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => Err(error),
        _ => Ok(found.len()),
    }
}

fn path(folder: &Path, day: NaiveDate) -> PathBuf {
    folder.join(day.format("%Y-%m-%d").to_string())
}

fn moments(bytes: &[u8]) -> Vec<i64> {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.filter_map(|line| str::from_utf8(line).ok()?.trim().parse().ok()).collect()
}

fn all(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files of days in the folder.
fn found(folder: &Path) -> Vec<(NaiveDate, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let day = |path: &Path| NaiveDate::parse_from_str(path.file_name()?.to_str()?, "%Y-%m-%d").ok();
    entries.filter_map(|entry| Some((day(&entry.path())?, entry.path()))).collect()
}

fn remove_before(folder: &Path, day: NaiveDate) {
    for (_, path) in found(folder).into_iter().filter(|(of, _)| *of < day) {
        // One that stays is looked for again when the next day begins.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
    }

    #[test]
    fn prompts_within_five_minutes_are_one_moment() {
        let folder = tempfile::tempdir().unwrap();
        let note = |now| note(folder.path(), today(), now).unwrap();
        assert_eq!([note(1000), note(1299)], [vec![1000], vec![1000]]);
        assert_eq!(note(1300), [1000, 1300]);
        assert_eq!(read(folder.path(), today()), [1000, 1300]);
    }

    #[test]
    fn a_torn_or_foreign_line_spoils_nothing_but_itself() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("2026-11-28"), "1000\nnoon\n13").unwrap();
        note(folder.path(), today(), 2000).unwrap();
        assert_eq!(read(folder.path(), today()), [1000, 13, 2000]);
    }

    #[test]
    fn what_is_older_than_thirty_days_goes_when_a_day_begins() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["2026-10-28", "2026-10-29", "notes"] {
            fs::write(folder.path().join(name), "1000\n").unwrap();
        }
        note(folder.path(), today(), 2000).unwrap();
        let left: Vec<String> = days(folder.path()).iter().map(ToString::to_string).collect();
        assert_eq!(left, ["2026-10-29", "2026-11-28"]);
        assert!(folder.path().join("notes").exists());
        assert_eq!(forget(folder.path()).unwrap(), 2);
        assert!(folder.path().join("notes").exists());
    }

    #[test]
    fn a_clock_that_jumps_about_fills_no_disk() {
        let folder = tempfile::tempdir().unwrap();
        for turn in 0..4000 {
            note(folder.path(), today(), 1_800_000_000 + turn % 2 * 1000).unwrap();
        }
        assert!(fs::metadata(folder.path().join("2026-11-28")).unwrap().len() < MOST_BYTES);
    }

    #[test]
    fn many_terminals_at_once_keep_one_moment() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| note(folder.path(), today(), 1000));
            }
        });
        assert_eq!(read(folder.path(), today()), [1000]);
    }
}
