//! The history as a calendar (RFC 5545).

use chrono::TimeDelta;
use icalendar::{Calendar, Component, Event, EventLike};

use crate::history::record::MOST_TEXT_CHARS;
use crate::history::{Kind, Record};
use crate::sanitize::clean;

/// The records as iCalendar: sessions as events from their beginning, rest days as events of whole days.
#[must_use]
pub fn to_ical(records: &[Record]) -> String {
    let mut calendar = Calendar::new();
    calendar.name("Stretching");
    for record in records {
        let mut event = Event::new();
        event.uid(&format!("{}@supple", clean(&record.id, 64))).timestamp(record.at.to_utc());
        match &record.kind {
            Kind::Session(session) => {
                let start = record.at.to_utc();
                let length = TimeDelta::seconds(session.active_secs.max(60).into());
                event.summary(&clean(&session.title, MOST_TEXT_CHARS)).starts(start);
                event.ends(start.checked_add_signed(length).unwrap_or(start));
                if let Some(note) = &session.note {
                    event.description(&clean(note, MOST_TEXT_CHARS));
                }
            }
            Kind::Rest { from, to, reason } => {
                let why = reason.as_deref().map(|reason| format!(": {}", clean(reason, MOST_TEXT_CHARS)));
                event.summary(&format!("Rest{}", why.unwrap_or_default())).starts(*from);
                // The end of an event of whole days is the day after it.
                event.ends(to.succ_opt().unwrap_or(*to));
            }
            Kind::RestWeekdays { .. }
            | Kind::CheckIn { .. }
            | Kind::Symptoms(_)
            | Kind::Function { .. }
            | Kind::Profile(_)
            | Kind::Taste { .. }
            | Kind::Program { .. }
            | Kind::Experiment(_)
            | Kind::Retract { .. } => continue,
        }
        calendar.push(event.done());
    }
    calendar.to_string()
}
