//! Days, moments and lengths of time as people type them.

use std::time::Duration;

use chrono::{
    DateTime, Datelike, FixedOffset, Local, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone,
};

use super::context::Error;
use crate::sanitize::clean;

/// The first year that a living person's record can be of.
pub const FIRST_YEAR: i32 = 1900;

/// The day that a text means: `today`, `tomorrow`, `yesterday`, or as in `2026-11-24`.
pub fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, Error> {
    let wanted = || {
        let found = clean(text, 40);
        Error::Usage(format!("expected today, tomorrow, yesterday or a date like 2026-11-24, not \"{found}\""))
    };
    let day = named_day(text, today).ok_or_else(wanted)?;
    if (today - day).num_days().abs() > 20_000 { Err(wanted()) } else { Ok(day) }
}

fn named_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match text {
        "today" => Some(today),
        "tomorrow" => Some(today + TimeDelta::days(1)),
        "yesterday" => Some(today - TimeDelta::days(1)),
        text => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(),
    }
}

/// The clocks by which a person means a time.
#[derive(Debug, Clone, Copy)]
pub enum Clocks {
    /// Those here and now.
    Here(DateTime<FixedOffset>),
    /// Those of a record that is corrected: its day, and the offset from UTC of the place where it was.
    OfRecord(DateTime<FixedOffset>),
}

/// A moment that a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The moment.
    pub at: DateTime<FixedOffset>,
    /// A word on it, where the clocks showed that time twice.
    pub remark: Option<String>,
}

/// The moment that a text means: a day, a day and a time, or a time. A time without a day is of the clocks' day; here, one
/// that is still to come was yesterday's, as after midnight.
pub fn moment(text: &str, clocks: Clocks) -> Result<Meant, Error> {
    let wanted = || {
        let found = clean(text, 40);
        Error::Usage(format!(
            "expected a time like 20:04, yesterday, \"yesterday 20:04\" or \"2026-11-23 20:04\", not \"{found}\""
        ))
    };
    let at = if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        Meant { at: moment, remark: None }
    } else {
        local(text, clocks).ok_or_else(wanted)??
    };
    if at.at.year() < FIRST_YEAR { Err(wanted()) } else { Ok(at) }
}

fn local(text: &str, clocks: Clocks) -> Option<Result<Meant, Error>> {
    let (Clocks::Here(now) | Clocks::OfRecord(now)) = clocks;
    let today = now.date_naive();
    let text = text.trim().replace('T', " ");
    let time = |text: &str| {
        NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S")).ok()
    };
    let day_and_time = text.split_once(' ').map_or((text.as_str(), None), |(day, rest)| (day, Some(rest.trim())));
    let civil = match day_and_time {
        (alone, None) if let Some(time) = time(alone) => {
            let is_ahead = matches!(clocks, Clocks::Here(_)) && time > now.time();
            (if is_ahead { today - TimeDelta::days(1) } else { today }).and_time(time)
        }
        // A day without a time: noon belongs to that day under every day-start hour before it.
        (day, None) => named_day(day, today)?.and_hms_opt(12, 0, 0)?,
        (day, Some(rest)) => named_day(day, today)?.and_time(time(rest)?),
    };
    Some(match clocks {
        Clocks::OfRecord(record) => {
            let found = record.offset().from_local_datetime(&civil).single()?;
            Ok(Meant { at: found, remark: None })
        }
        Clocks::Here(_) => on_clocks_here(civil),
    })
}

/// The moment at which the clocks here show `civil`: they skip an hour in spring, and show one twice in autumn.
pub fn on_clocks_here(civil: NaiveDateTime) -> Result<Meant, Error> {
    match Local.from_local_datetime(&civil) {
        MappedLocalTime::Single(at) => Ok(Meant { at: at.fixed_offset(), remark: None }),
        MappedLocalTime::Ambiguous(one, other) => {
            let (first, second) = (one.min(other), one.max(other));
            let remark = format!(
                "The clocks showed {} twice on {}. Using the first; for the second, use {}.",
                civil.format("%H:%M"),
                civil.format("%Y-%m-%d"),
                second.to_rfc3339()
            );
            Ok(Meant { at: first.fixed_offset(), remark: Some(remark) })
        }
        MappedLocalTime::None => Err(Error::Usage(format!(
            "{} on {} did not exist, because the clocks went forward; use a time one hour later",
            civil.format("%H:%M"),
            civil.format("%Y-%m-%d")
        ))),
    }
}

/// The length of time that a text means: `5m`, `90s`, `4:30`, or minutes as a bare number.
pub fn duration(text: &str) -> Result<Duration, Error> {
    let seconds = if let Some((minutes, seconds)) = text.split_once(':') {
        minutes
            .parse::<u64>()
            .ok()
            .zip(seconds.parse::<u64>().ok().filter(|seconds| *seconds < 60))
            .and_then(|(minutes, seconds)| minutes.checked_mul(60)?.checked_add(seconds))
    } else if let Some(seconds) = text.strip_suffix('s') {
        seconds.parse().ok()
    } else {
        text.strip_suffix('m').unwrap_or(text).parse::<u64>().ok().and_then(|minutes| minutes.checked_mul(60))
    };
    seconds.filter(|seconds| (1..=86_400).contains(seconds)).map(Duration::from_secs).ok_or_else(|| {
        Error::Usage(format!("expected a length of time like 5m, 90s or 4:30, not \"{}\"", clean(text, 40)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_as_people_type_them() {
        for (text, secs) in [("5m", 300), ("90s", 90), ("4:30", 270), ("7", 420)] {
            assert_eq!(duration(text).unwrap().as_secs(), secs, "{text}");
        }
        for text in ["", "0", "-1", "m", "1:75", "99999999999999999999", "5h"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    fn clocks(now: &str) -> Clocks {
        Clocks::Here(DateTime::parse_from_rfc3339(now).unwrap())
    }

    fn meant(text: &str, clocks: Clocks) -> String {
        moment(text, clocks).unwrap().at.to_rfc3339()
    }

    #[test]
    fn a_time_that_is_still_to_come_was_yesterdays() {
        let after_midnight = clocks("2026-11-24T00:10:00+00:00");
        assert!(meant("23:50", after_midnight).starts_with("2026-11-23T23:50:00"));
        assert!(meant("00:05", after_midnight).starts_with("2026-11-24T00:05:00"));
    }

    #[test]
    fn a_moment_is_typed_as_people_type_it() {
        let now = clocks("2026-11-23T20:04:27+00:00");
        for (text, begin) in [
            ("2026-11-20 20:04:27", "2026-11-20T20:04:27"),
            ("2026-11-20T20:04", "2026-11-20T20:04:00"),
            ("yesterday", "2026-11-22T12:00:00"),
            ("yesterday 07:30", "2026-11-22T07:30:00"),
            ("2026-11-20", "2026-11-20T12:00:00"),
        ] {
            assert!(meant(text, now).starts_with(begin), "{text}");
        }
        for text in ["", "soon", "25:00", "-0001-01-01", "0001-01-01", "1899-12-31", "tomorrow noon"] {
            assert!(moment(text, now).is_err(), "{text}");
        }
    }

    #[test]
    fn a_correction_keeps_day_and_offset() {
        let record = Clocks::OfRecord(DateTime::parse_from_rfc3339("2026-03-01T19:00:00-08:00").unwrap());
        assert_eq!(meant("09:30", record), "2026-03-01T09:30:00-08:00");
        assert_eq!(meant("2026-03-02 21:00", record), "2026-03-02T21:00:00-08:00");
    }

    #[test]
    fn a_day_is_a_word_or_a_date() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(day("tomorrow", today).unwrap(), NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
        assert_eq!(day("2026-12-01", today).unwrap(), NaiveDate::from_ymd_opt(2026, 12, 1).unwrap());
        assert!(day("2026-13-01", today).is_err());
        assert!(day("9999-01-01", today).is_err());
    }
}
