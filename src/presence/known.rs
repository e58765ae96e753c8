//! Known: what must be known of the history to say whether a break is due. It is kept in a small file until the history's
//! files change, so that a prompt never waits for a long history.

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::desk::{A_BREAK, Span};
use crate::files;
use crate::history::{History, Kind, Record, day_of, fingerprint, goal};
use crate::suggestion::Habits;

/// The bytes of the end of each file that are read anew after a change: some 200 sessions. A record is written when it is
/// entered, so what happened in these days stands at the end.
const NEWEST_BYTES: u64 = 128 * 1024;
/// The same where nothing of this week stands there: old records may have been imported after it.
const MORE_BYTES: u64 = 2 * 1024 * 1024;
/// The days that are looked at: as many as an ouch may keep an area from being offered.
const DAYS: i64 = 90;
/// The days that a break must know of.
const A_WEEK: i64 = 7;
/// The largest file that is read back.
const MOST_BYTES: u64 = 64 * 1024;
/// The version of the file; one of another version is made anew.
const VERSION: u32 = 1;

/// The part of the history that matters for a break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The sessions of today, as seconds since 1970: when they began and ended.
    pub sessions: Vec<Span>,
    /// The end of the last of them.
    pub last_of_today: Option<i64>,
    /// The area that lacks most of its week and has not hurt lately, by id; `None` if none lacks anything.
    pub area: Option<String>,
}

/// What a person and a day change in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The day.
    pub day: NaiveDate,
    /// The hour at which a day begins.
    pub day_start_hour: u8,
    /// For so many days after an area hurt it is not offered.
    pub ouch_days: u8,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Kept {
    v: u32,
    fingerprint: String,
    wanted: Wanted,
    known: Known,
}

impl Known {
    /// What is known from these records, newest first.
    #[must_use]
    pub fn of(records: &[Record], wanted: Wanted) -> Self {
        let Wanted { day, day_start_hour, ouch_days } = wanted;
        let of_today = records.iter().filter(|record| day_of(record.at, day_start_hour) == day);
        let mut sessions: Vec<Span> = of_today.filter_map(span).collect();
        sessions.sort_unstable();
        let habits = Habits::seen(records, day, day_start_hour);
        let (hurt, sharp) = (habits.hurt_areas(ouch_days), habits.sharp_today());
        let suits = |area: &str| !hurt.contains_key(area) && !sharp.contains(area);
        let area = goal::short_of(records, day, day_start_hour, suits).map(|short| short.area);
        let last_of_today = sessions.iter().map(|(_, to)| *to).max();
        Self { sessions, last_of_today, area }
    }

    /// What is known `now` of the history in `folder`: as it was kept in `file`, or read anew where the history or the day
    /// has changed. It is kept again if `keeps`. A history that cannot be read is an empty one.
    #[must_use]
    pub fn read(folder: &Path, file: &Path, wanted: Wanted, keeps: bool) -> Self {
        let fingerprint = fingerprint(folder);
        if let Some(kept) = kept(file).filter(|kept| kept.fingerprint == fingerprint && kept.wanted == wanted) {
            return kept.known;
        }
        let mut history = History::newest(folder, NEWEST_BYTES).unwrap_or_default();
        if history.last_days(wanted.day, A_WEEK, wanted.day_start_hour).is_empty() {
            history = History::newest(folder, MORE_BYTES).unwrap_or_default();
        }
        let known = Self::of(&history.last_days(wanted.day, DAYS, wanted.day_start_hour), wanted);
        if keeps {
            let kept = Kept { v: VERSION, fingerprint, wanted, known: known.clone() };
            // Where it cannot be kept, it is read the next time.
            let _ = keep(file, &kept);
        }
        known
    }
}

fn kept(file: &Path) -> Option<Kept> {
    let kept: Kept = serde_json::from_slice(&files::read(file, MOST_BYTES).ok()?).ok()?;
    (kept.v == VERSION).then_some(kept)
}

fn keep(file: &Path, kept: &Kept) -> std::io::Result<()> {
    files::make_folder(file.parent().unwrap_or(Path::new(".")))?;
    files::replace(file, &serde_json::to_vec(kept)?)
}

/// The time of a session that is long enough to be a break.
fn span(record: &Record) -> Option<Span> {
    let Kind::Session(session) = &record.kind else { return None };
    (session.active_secs >= A_BREAK).then(|| {
        let secs = session.active_secs.saturating_add(session.paused_secs);
        (record.at.timestamp(), record.at.timestamp() + i64::from(secs))
    })
}

/// What is wanted on the day of `now`.
#[must_use]
pub fn wanted(now: DateTime<FixedOffset>, day_start_hour: u8, ouch_days: u8) -> Wanted {
    Wanted { day: day_of(now, day_start_hour), day_start_hour, ouch_days }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::history::{Session, StepRecord, append};

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-23T20:00:00+00:00").unwrap()
    }

    fn session(at: &str, area: &str, secs: u32) -> Record {
        let step = StepRecord { areas: vec![area.to_owned()], secs, ..StepRecord::default() };
        let session = Session { active_secs: secs, paused_secs: 10, steps: vec![step], ..Session::default() };
        Record::new(DateTime::parse_from_rfc3339(at).unwrap(), Kind::Session(session))
    }

    fn today() -> Wanted {
        wanted(now(), 3, 7)
    }

    #[test]
    fn a_session_of_today_has_its_time_and_its_area_lacks_less() {
        let records =
            [session("2026-11-23T09:00:00+00:00", "neck", 200), session("2026-11-22T09:00:00+00:00", "glutes", 100)];
        let known = Known::of(&records, today());
        let began = records[0].at.timestamp();
        assert_eq!(known.sessions, [(began, began + 210)]);
        assert_eq!((known.last_of_today, known.area.as_deref()), (Some(began + 210), Some("glutes")));
    }

    #[test]
    fn a_session_of_a_few_seconds_is_no_break() {
        assert_eq!(Known::of(&[session("2026-11-23T09:00:00+00:00", "neck", 29)], today()).sessions, []);
    }

    #[test]
    fn what_is_kept_is_read_until_the_history_or_the_day_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (history, file) = (folder.path().join("history"), folder.path().join("state/nudge.json"));
        let read = |wanted| Known::read(&history, &file, wanted, true);
        append(&history.join("m.jsonl"), &session("2026-11-23T09:00:00+00:00", "neck", 60)).unwrap();
        assert_eq!(read(today()).sessions.len(), 1);
        let before = fs::metadata(&file).unwrap().modified().unwrap();
        let text = fs::read_to_string(&file).unwrap().replace("neck", "nose");
        fs::write(&file, &text).unwrap();
        assert_eq!(read(today()).area.as_deref(), Some("nose"), "read again though nothing had changed");
        assert_eq!(fs::read_to_string(&file).unwrap(), text, "written though nothing had changed since {before:?}");
        append(&history.join("m.jsonl"), &session("2026-11-23T10:00:00+00:00", "neck", 60)).unwrap();
        assert_eq!(read(today()).sessions.len(), 2);
        let tomorrow = Wanted { day: today().day.succ_opt().unwrap(), ..today() };
        assert_eq!(read(tomorrow).sessions.len(), 0);
    }

    #[test]
    fn old_records_that_were_imported_after_a_session_of_today_do_not_hide_it() {
        let folder = tempfile::tempdir().unwrap();
        let history = folder.path().join("history");
        let of_today = session("2026-11-23T09:00:00+00:00", "neck", 60).to_line().unwrap();
        let old = session("2020-01-01T09:00:00+00:00", "neck", 60).to_line().unwrap();
        fs::create_dir_all(&history).unwrap();
        let imported = format!("{old}\n").repeat(2 * usize::try_from(NEWEST_BYTES).unwrap() / old.len());
        fs::write(history.join("m.jsonl"), format!("{of_today}\n{imported}")).unwrap();
        assert_eq!(Known::read(&history, &folder.path().join("nudge.json"), today(), false).sessions.len(), 1);
    }

    #[test]
    fn of_a_long_history_its_end_is_enough() {
        let folder = tempfile::tempdir().unwrap();
        let history = folder.path().join("history");
        let old = session("2020-01-01T09:00:00+00:00", "neck", 60).to_line().unwrap();
        fs::create_dir_all(&history).unwrap();
        let text: String = (0..5000).map(|_| old.clone() + "\n").collect();
        assert!(text.len() as u64 > 2 * NEWEST_BYTES);
        fs::write(history.join("m.jsonl"), text).unwrap();
        append(&history.join("m.jsonl"), &session("2026-11-23T10:00:00+00:00", "neck", 60)).unwrap();
        let known = Known::read(&history, &folder.path().join("nothing"), today(), false);
        assert_eq!((known.sessions.len(), known.area.as_deref()), (1, Some("neck")));
        assert!(!folder.path().join("nothing").exists());
    }
}
