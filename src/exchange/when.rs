//! Dates and times as other programs and spreadsheets write them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::sanitize::clean;

/// The days that a spreadsheet's number may count, from 1954 to 2118: other numbers are something else.
const SERIAL_DAYS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// The moment that a cell means: with an offset from UTC, or as the clocks `here` show it.
pub fn moment(
    text: &str,
    here: &dyn Fn(NaiveDateTime) -> Result<DateTime<FixedOffset>, String>,
) -> Result<DateTime<FixedOffset>, String> {
    let with_offset = ["%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M%z", "%Y-%m-%d %H:%M %z"];
    let spaced = text.replacen('T', " ", 1);
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment);
    }
    if let Some(moment) = with_offset.iter().find_map(|form| DateTime::parse_from_str(&spaced, form).ok()) {
        return Ok(moment);
    }
    here(civil(&spaced)?)
}

/// The date and time in a cell that has no offset.
fn civil(text: &str) -> Result<NaiveDateTime, String> {
    let wanted = || format!("\"at\" should look like 2026-11-23 20:04, not \"{}\"", clean(text, 40));
    if let Some(days) = text.parse::<f64>().ok().filter(|days| SERIAL_DAYS.contains(days)) {
        return serial(days).ok_or_else(wanted);
    }
    let (date, rest) = text.split_once(' ').map_or((text, None), |(date, rest)| (date, Some(rest.trim())));
    let time = match rest {
        // A day without a time: noon belongs to that day under every day-start hour before it.
        None => NaiveTime::from_hms_opt(12, 0, 0),
        Some(rest) => time(rest),
    };
    let (day, time) = (day(date)?.ok_or_else(wanted)?, time.ok_or_else(wanted)?);
    Ok(day.and_time(time))
}

/// The date and time that a spreadsheet counts in days since 30 December 1899, to the second.
#[expect(clippy::cast_possible_truncation, reason = "the days are within a century and a half")]
fn serial(days: f64) -> Option<NaiveDateTime> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    epoch.checked_add_signed(TimeDelta::seconds((days * 86_400.0).round() as i64))
}

fn time(text: &str) -> Option<NaiveTime> {
    let forms = ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%H.%M"];
    forms.iter().find_map(|form| NaiveTime::parse_from_str(&text.to_uppercase(), form).ok())
}

/// The day in a cell: `2026-11-23`, `2026/11/23`, `23.11.2026`, and with slashes what only one order allows.
fn day(text: &str) -> Result<Option<NaiveDate>, String> {
    let forms = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y"];
    if let Some(day) = forms.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok()) {
        return Ok(Some(day));
    }
    let american = NaiveDate::parse_from_str(text, "%m/%d/%Y").ok();
    let british = NaiveDate::parse_from_str(text, "%d/%m/%Y").ok();
    match (american, british) {
        (Some(one), Some(other)) if one != other => Err(format!(
            "\"at\" could mean {} or {}; write it like {}",
            one.format("%-d %B"),
            other.format("%-d %B"),
            one.format("%Y-%m-%d")
        )),
        (one, other) => Ok(one.or(other)),
    }
}
