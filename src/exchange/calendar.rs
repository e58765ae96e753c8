//! The history as a calendar (RFC 5545).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::content::Content;
use crate::history::record::MOST_TEXT_CHARS;
use crate::history::{Kind, Record};
use crate::sanitize::clean;

/// The records as iCalendar: sessions as events from their beginning, rest days as events of whole days.
#[must_use]
pub fn to_ical(records: &[Record]) -> String {
    let mut calendar = Content::default();
    calendar.add("BEGIN", "VCALENDAR");
    calendar.add("VERSION", "2.0");
    calendar.add("PRODID", "-//supple//supple//EN");
    calendar.add("CALSCALE", "GREGORIAN");
    calendar.add_text("NAME", "Stretching");
    calendar.add_text("X-WR-CALNAME", "Stretching");
    for record in records {
        event(&mut calendar, record);
    }
    calendar.add("END", "VCALENDAR");
    calendar.into_string()
}

/// Adds a record that belongs in a calendar.
fn event(calendar: &mut Content, record: &Record) {
    let (from, to, summary, note) = match &record.kind {
        Kind::Session(session) => {
            let start = record.at.to_utc();
            let length = TimeDelta::seconds(session.active_secs.max(60).into());
            let end = start.checked_add_signed(length).unwrap_or(start);
            let note = session.note.as_ref().map(|note| clean(note, MOST_TEXT_CHARS));
            (When::At(start), When::At(end), clean(&session.title, MOST_TEXT_CHARS), note)
        }
        Kind::Rest { from, to, reason } => {
            let why = reason.as_deref().map(|reason| format!(": {}", clean(reason, MOST_TEXT_CHARS)));
            // The end of an event of whole days is the day after it.
            let end = to.succ_opt().unwrap_or(*to);
            (When::On(*from), When::On(end), format!("Rest{}", why.unwrap_or_default()), None)
        }
        Kind::RestWeekdays { .. }
        | Kind::CheckIn { .. }
        | Kind::Symptoms(_)
        | Kind::Function { .. }
        | Kind::Profile(_)
        | Kind::Taste { .. }
        | Kind::Program { .. }
        | Kind::Experiment(_)
        | Kind::Retract { .. } => return,
    };
    calendar.add("BEGIN", "VEVENT");
    calendar.add_text("UID", &format!("{}@supple", clean(&record.id, 64)));
    calendar.add("DTSTAMP", &moment(record.at.to_utc()));
    from.add("DTSTART", calendar);
    to.add("DTEND", calendar);
    calendar.add_text("SUMMARY", &summary);
    if let Some(note) = note {
        calendar.add_text("DESCRIPTION", &note);
    }
    calendar.add("END", "VEVENT");
}

/// One end of an event: a moment or a whole day.
enum When {
    At(DateTime<Utc>),
    On(NaiveDate),
}

impl When {
    fn add(&self, name: &str, calendar: &mut Content) {
        match self {
            Self::At(at) => calendar.add(name, &moment(*at)),
            Self::On(day) => calendar.add(&format!("{name};VALUE=DATE"), &day.format("%Y%m%d").to_string()),
        }
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
