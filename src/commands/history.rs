//! `supple history`

mod views;

use serde_json::json;

use super::context::{Context, Error, printable, say, say_json, warn};
use crate::cli::History;
use crate::history::audit::{FileAudit, audit};
use crate::history::{Entry, Kind, Record};
use crate::sanitize::{clean, harmless_json};
use crate::words::record;

pub fn run(context: &Context, options: &History) -> Result<u8, Error> {
    if options.verify {
        return verify(context, options.json);
    }
    let history = context.read_history()?;
    if let Some(view) = options.view {
        return views::show(context, &history, view, options.json);
    }
    if history.entries().is_empty() && !options.json {
        say("Nothing here yet. One minute of stretching makes the first day count.")?;
        return Ok(0);
    }
    let library = context.library();
    let mut listed: Vec<(&Entry, &str)> = history.entries().iter().map(|entry| (entry, "")).collect();
    if options.all {
        let why = |entry: &Entry| {
            if history.retracted().contains(&*entry.id) { "  (removed)" } else { "  (corrected later)" }
        };
        listed.extend(history.dropped().iter().map(|entry| (entry, why(entry))));
        listed.sort_by_key(|(entry, _)| entry.at);
    }
    for (entry, mark) in listed.into_iter().rev().take(options.most) {
        match history.record(entry) {
            Ok(record) if options.json => match record.to_line() {
                Ok(line) => say(harmless_json(line.trim_end()))?,
                Err(error) => warn(format_args!("{}: {error}", entry.id)),
            },
            Ok(record) => say(format_args!("{}{mark}", line(&record, options.ids, &|id| library.title(id))))?,
            Err(error) => warn(format_args!("the record of {} cannot be read: {error}", entry.at)),
        }
    }
    Ok(0)
}

/// A record in a line, with its id or without.
pub fn line(record: &Record, id: bool, titles: record::Titles<'_>) -> String {
    let when = record.at.format("%Y-%m-%d %H:%M");
    let id = if id { format!("{}  ", clean(&record.id, 64)) } else { String::new() };
    let record::Sentence { what, time } = record::sentence(&record.kind, titles);
    let told = if let Kind::Session(session) = &record.kind { record::told(session) } else { String::new() };
    let what = format!("{time:>6}  {what}{told}");
    format!("{id}{when}  {what}")
}

/// Checks every file of the folder; returns 1 if something cannot be read.
fn verify(context: &Context, as_json: bool) -> Result<u8, Error> {
    let folder = context.paths.history();
    let files = audit(&folder)?;
    let history = context.logbook().read()?;
    let harmful = history.problems().iter().filter(|problem| !problem.harmless).count();
    if as_json {
        let files: Vec<_> = files.iter().map(file_as_json).collect();
        let problems: Vec<_> = history.problems().iter().map(|problem| clean(&problem.to_string(), 400)).collect();
        say_json(&json!({
            "folder": clean(&folder.display().to_string(), 400),
            "files": files,
            "problems": problems,
            "records": history.entries().len(),
            "retracted": history.retracted().len(),
            "whole": harmful == 0,
        }))?;
        return Ok(u8::from(harmful > 0));
    }
    if files.is_empty() {
        say(format_args!("No history in {} yet.", printable(&folder)))?;
        return Ok(0);
    }
    for file in &files {
        say(clean(&in_words(file), 400))?;
    }
    for problem in history.problems() {
        say(clean(&format!("{problem}"), 400))?;
    }
    let standing = history.entries().len();
    say(format_args!("{standing} records count, {} removed.", history.retracted().len()))?;
    match harmful {
        0 => say("All lines readable.")?,
        1 => say("One line or file cannot be read. It was left unchanged.")?,
        many => say(format_args!("{many} lines or files cannot be read. They were left unchanged."))?,
    }
    Ok(u8::from(harmful > 0))
}

fn file_as_json(file: &FileAudit) -> serde_json::Value {
    json!({
        "file": clean(&file.path.display().to_string(), 400),
        "bytes": file.bytes,
        "lines": file.lines,
        "records": file.records,
        "duplicates": file.duplicates,
        "unknown": file.unknown,
        "unreadable": file.bad,
        "torn": file.torn,
        "copy": file.copy,
        "oldest": file.span.map(|(oldest, _)| oldest.to_rfc3339()),
        "newest": file.span.map(|(_, newest)| newest.to_rfc3339()),
        "fault": file.fault,
    })
}

fn in_words(file: &FileAudit) -> String {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(fault) = &file.fault {
        return format!("{name}: cannot be read: {fault}");
    }
    let mut parts = vec![format!("{} records in {} lines, {} bytes", file.records, file.lines, file.bytes)];
    if let Some((oldest, newest)) = file.span {
        parts.push(format!("{} to {}", oldest.format("%Y-%m-%d"), newest.format("%Y-%m-%d")));
    }
    for (count, what) in [
        (file.duplicates, "duplicated"),
        (file.unknown, "of a kind unknown to this version"),
        (file.bad, "cannot be read"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    if file.torn {
        parts.push("the last line is incomplete".to_owned());
    }
    if file.copy {
        parts.push("looks like a copy left by a sync tool".to_owned());
    }
    format!("{name}: {}", parts.join("; "))
}
