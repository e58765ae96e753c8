//! Days and weekdays.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Weekday, WeekdaySet};

use super::listed;

/// A day as `Tue 17 Nov` or `Sun  1 Nov`: in a column, all of one width.
#[must_use]
pub fn in_a_column(day: NaiveDate) -> String {
    day.format("%a %e %b").to_string()
}

/// A day as `17 Nov`.
#[must_use]
pub fn day_and_month(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}

/// The month of a day as `Nov`.
#[must_use]
pub fn month_alone(day: NaiveDate) -> String {
    day.format("%b").to_string()
}

/// The month of a day as `Nov`; the year instead for the first month of a year.
#[must_use]
pub fn month(day: NaiveDate) -> String {
    day.format(if day.month() == 1 { "%Y" } else { "%b" }).to_string()
}

/// A day as `Tue 17 Nov 2026`.
#[must_use]
pub fn short_with_year(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// A day as `Tuesday 17 November 2026`.
#[must_use]
pub fn long(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// A day as `Tuesday, 17 November`.
#[must_use]
pub fn long_without_year(day: NaiveDate) -> String {
    day.format("%A, %-d %B").to_string()
}

/// A moment as `Tue 17 Nov 20:04`.
#[must_use]
pub fn moment_short(moment: DateTime<FixedOffset>) -> String {
    moment.format("%a %-d %b %H:%M").to_string()
}

/// A moment as `Tue 17 Nov 20:04` or `Sun  1 Nov 20:04`: in a column, all of one width.
#[must_use]
pub fn moment_in_a_column(moment: DateTime<FixedOffset>) -> String {
    moment.format("%a %e %b %H:%M").to_string()
}

/// A moment as `Tuesday 17 November, 20:04`.
#[must_use]
pub fn moment_long(moment: DateTime<FixedOffset>) -> String {
    moment.format("%A %-d %B, %H:%M").to_string()
}

/// A moment as `Tuesday 17 November 2026, 20:04`.
#[must_use]
pub fn moment_with_year(moment: DateTime<FixedOffset>) -> String {
    moment.format("%A %-d %B %Y, %H:%M").to_string()
}

/// The distance of a day from today: `today`, `yesterday` or `6 days ago`.
#[must_use]
pub fn ago(day: NaiveDate, today: NaiveDate) -> String {
    match today.signed_duration_since(day).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// The word `today`, `tomorrow` or `yesterday` for a day; `None` for any other day.
#[must_use]
pub fn beside_today(day: NaiveDate, today: NaiveDate) -> Option<&'static str> {
    match day.signed_duration_since(today).num_days() {
        0 => Some("today"),
        1 => Some("tomorrow"),
        -1 => Some("yesterday"),
        _ => None,
    }
}

/// A set of weekdays as `every Saturday and Sunday`.
#[must_use]
pub fn weekdays(weekdays: WeekdaySet) -> String {
    let names: Vec<&str> = weekdays.iter(Weekday::Mon).map(weekday).collect();
    if names.is_empty() { "no weekday".to_owned() } else { format!("every {}", listed(&names)) }
}

/// A weekday as `Saturday`.
#[must_use]
pub const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// A weekday as `Sat`.
#[must_use]
pub fn weekday_short(day: Weekday) -> &'static str {
    weekday(day).get(..3).unwrap_or_default()
}
