//! `supple history`

use std::time::Duration;

use super::{Error, House, complain, say};
use crate::catalog::text::{clean, harmless_json};
use crate::cli::History;
use crate::history::{Kind, Record};
use crate::tui::screens::clock;
use crate::tui::screens::history::tension;

pub fn run(house: &House, options: &History) -> Result<u8, Error> {
    let history = house.read_history()?;
    if history.entries().is_empty() && !options.json {
        say("Nothing here yet. One minute of stretching makes the first day count.")?;
        return Ok(0);
    }
    for entry in history.entries().iter().rev().take(options.most) {
        match history.record(entry) {
            Ok(record) if options.json => match record.to_line() {
                Ok(line) => say(harmless_json(line.trim_end()))?,
                Err(error) => complain(format_args!("{}: {error}", entry.id)),
            },
            Ok(record) => say(line(&record))?,
            Err(error) => complain(format_args!("the record of {} cannot be read: {error}", entry.at)),
        }
    }
    Ok(0)
}

fn line(record: &Record) -> String {
    let when = record.at.format("%Y-%m-%d %H:%M");
    match &record.kind {
        Kind::Session(session) => {
            let early = if session.completed { "" } else { ", ended early" };
            let tension = tension(session).map(|tension| format!(", {tension}")).unwrap_or_default();
            let note = session.note.as_deref().map(|note| format!(": {}", clean(note, 100))).unwrap_or_default();
            let time = clock(Duration::from_secs(session.active_secs.into()));
            format!("{when}  {time:>6}  {}{early}{tension}{note}", clean(&session.title, 60))
        }
        Kind::Rest { from, to, reason } => {
            let reason = reason.as_deref().map(|reason| format!(": {}", clean(reason, 100))).unwrap_or_default();
            format!("{when}          rest from {from} to {to}{reason}")
        }
        Kind::CheckIn { area, tension, .. } => {
            format!("{when}          check-in: {} {tension} of 10", clean(area, 20))
        }
        Kind::Retract { of } => format!("{when}          retracts {}", clean(of, 40)),
    }
}
