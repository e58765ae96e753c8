//! `supple correct ID`, `supple retract ID`, `supple undo`: a record that stands in for another, or takes it back.

use super::context::{Context, Error, say, say_saved};
use super::history;
use super::log::apply;
use super::when::Clocks;
use crate::cli::{Correct, Retract};
use crate::history::{Entry, EntryKind, History, Kind, Record};
use crate::sanitize::clean;
use crate::words::record as words;

/// The fewest letters of an id that are taken for one: fewer are a slip of the keyboard.
const FEWEST_LETTERS: usize = 4;

pub fn correct(context: &Context, options: &Correct) -> Result<u8, Error> {
    let history = context.read_history()?;
    let is_session = |entry: &Entry| matches!(entry.kind, EntryKind::Session { .. });
    let record = find(context, &history, &options.id, is_session)?;
    let Kind::Session(mut session) = record.kind else {
        return Err(Error::Usage("only sessions can be corrected; to remove a record, use supple retract".to_owned()));
    };
    let now = context.clock.local();
    let mut at = record.at;
    apply(&options.details, &mut session, &mut at, now, Clocks::OfRecord(record.at), context.library().areas())?;
    session.completed = options.completed.unwrap_or(session.completed);
    session.corrects = Some(record.id);
    let corrected = Record::new(at, Kind::Session(session));
    context.logbook().append(&corrected)?;
    say_saved(format_args!("Corrected: {}", history::line(&corrected, false, &|_| None)))?;
    Ok(0)
}

pub fn retract(context: &Context, options: &Retract) -> Result<u8, Error> {
    let history = context.read_history()?;
    let record = find(context, &history, &options.id, |_| true)?;
    let library = context.library();
    context.logbook().append(&Record::new(context.clock.local(), Kind::Retract { of: record.id.clone() }))?;
    say_saved(format_args!("Removed: {}", history::line(&record, false, &|id| library.title(id))))?;
    say_saved("It no longer counts. Nothing is deleted: supple undo brings it back.")?;
    Ok(0)
}

pub fn undo(context: &Context) -> Result<u8, Error> {
    let history = context.read_history()?;
    let library = context.library();
    let undone = context.logbook().undo(&history, context.clock.local())?;
    let said = words::undone(undone.as_ref(), &|id| library.title(id));
    if undone.is_none() {
        say(said)?;
    } else {
        say_saved(said)?;
        say_saved("Nothing is deleted. To redo, run supple undo again.")?;
    }
    Ok(0)
}

/// The record whose id is, begins or ends with `text`; for "last" the one entered last that is `meant`.
fn find(context: &Context, history: &History, text: &str, meant: impl Fn(&Entry) -> bool) -> Result<Record, Error> {
    let wanted = text.to_ascii_uppercase();
    let entries = history.entries();
    let found: Vec<&Entry> = if text == "last" {
        history.last_entered(&context.logbook().file()?, meant).into_iter().collect()
    } else if let Some(entry) = entries.iter().find(|entry| &*entry.id == text) {
        vec![entry]
    } else if text.len() >= FEWEST_LETTERS {
        let is_part = |id: &str| {
            let id = id.to_ascii_uppercase();
            id.starts_with(&wanted) || id.ends_with(&wanted)
        };
        entries.iter().filter(|entry| is_part(&entry.id)).collect()
    } else {
        Vec::new()
    };
    match found.as_slice() {
        [] => {
            let text = clean(text, 60);
            Err(Error::Usage(format!("no record has the id \"{text}\"; supple history --ids shows the ids")))
        }
        [entry] => history.record(entry).map_err(|error| Error::Usage(format!("this record cannot be read: {error}"))),
        many => {
            let text = clean(text, 60);
            Err(Error::Usage(format!("{} records begin or end with \"{text}\"; type more of the id", many.len())))
        }
    }
}
