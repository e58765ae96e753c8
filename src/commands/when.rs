//! Days, moments and lengths of time as people type them.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};

use super::context::Error;
use crate::sanitize::clean;

/// The day that a text means: `today`, `tomorrow`, `yesterday`, or as in `2026-11-24`.
pub fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, Error> {
    let wanted = || {
        let found = clean(text, 40);
        Error::Usage(format!("expected today, tomorrow, yesterday or a day as in 2026-11-24, found \"{found}\""))
    };
    let day = match text {
        "today" => today,
        "tomorrow" => today + TimeDelta::days(1),
        "yesterday" => today - TimeDelta::days(1),
        text => NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| wanted())?,
    };
    if (today - day).num_days().abs() > 20_000 { Err(wanted()) } else { Ok(day) }
}

/// The moment that a text means on the clocks here: a day, a day and a time, or a time of today.
pub fn moment(text: &str, now: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, Error> {
    let wanted = || {
        let found = clean(text, 40);
        Error::Usage(format!("expected a time as in 2026-11-23, \"2026-11-23 20:04\" or 20:04, found \"{found}\""))
    };
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment);
    }
    let text = text.replace('T', " ");
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let local = if let Ok(moment) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M") {
        moment
    } else if let Ok(time) = NaiveTime::parse_from_str(&text, "%H:%M") {
        now.date_naive().and_time(time)
    } else {
        // A day without a time: noon belongs to that day under every day-start hour before it.
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_err(|_| wanted())?.and_time(noon)
    };
    // A time that a change of clocks skipped or doubled takes the earlier offset.
    Local.from_local_datetime(&local).earliest().map(|moment| moment.fixed_offset()).ok_or_else(wanted)
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
    seconds
        .filter(|seconds| (1..=86_400).contains(seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| Error::Usage(format!("expected a time as in 5m, 90s or 4:30, found \"{}\"", clean(text, 40))))
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

    #[test]
    fn a_day_is_a_word_or_a_date() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(day("tomorrow", today).unwrap(), NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
        assert_eq!(day("2026-12-01", today).unwrap(), NaiveDate::from_ymd_opt(2026, 12, 1).unwrap());
        assert!(day("2026-13-01", today).is_err());
        assert!(day("9999-01-01", today).is_err());
    }
}
