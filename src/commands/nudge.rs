//! `supple nudge`: a break that is due, for a prompt, a status line or the desktop.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::context::{Context, Error, printable, say, say_json};
use super::when::duration;
use crate::cli::Nudge;
use crate::files;
use crate::presence::look::Look;
use crate::presence::rule::{Due, Quiet};
use crate::presence::segment::{Format, segment};
use crate::presence::{anchor, hush, marks};
use crate::programs::installed;
use crate::sanitize::clean;
use crate::words::counted;
use crate::words::desk as words;

/// What was typed before the prompt, and how it ended; not among the arguments, which others on this machine can read.
const TYPED: &str = "SUPPLE_TYPED";
const STATUS: &str = "SUPPLE_STATUS";

pub fn run(context: &Context, options: &Nudge) -> Result<u8, Error> {
    if let Some(time) = &options.snooze {
        return snooze(context, time);
    }
    if options.wake {
        return wake(context);
    }
    if options.forget {
        return forget(context);
    }
    let look = Look::at(context.clock.local(), &context.paths, &context.settings, options.prompt);
    if options.prompt {
        return prompt(context, &look);
    }
    if options.notify {
        return notify(context, &look, options.always);
    }
    let due = look.due(&context.paths, &context.settings);
    if options.json || options.format == Format::Json {
        say_json(&as_json(context, &look, &due))?;
    } else if options.why {
        say(said(context, &look, &due))?;
        if let Ok(due) = &due {
            say(words::offer(due))?;
        }
        for line in words::rule(&context.settings.nudge) {
            say(line)?;
        }
    } else if let Ok(due) = due {
        let choices = &context.settings.nudge;
        say(segment(&due, choices, look.now.secs, |secs| clock(context, secs), options.format))?;
    }
    Ok(0)
}

/// Why a break is due or not, in a sentence.
fn said(context: &Context, look: &Look, due: &Result<Due, Quiet>) -> String {
    let (choices, now) = (&context.settings.nudge, look.now.secs);
    match due {
        Ok(due) => words::why(due, choices, now, |secs| clock(context, secs)),
        Err(quiet) => words::quiet(*quiet, choices, now, |secs| clock(context, secs)),
    }
}

fn clock(context: &Context, secs: i64) -> String {
    words::clock(secs, context.clock.local())
}

fn as_json(context: &Context, look: &Look, due: &Result<Due, Quiet>) -> Value {
    let now = look.now.secs;
    json!({
        "due": due.is_ok(),
        "why": due.as_ref().map_or_else(|quiet| quiet.word(), |_| "due"),
        "said": said(context, look, due),
        "text": due.as_ref().map(|due| words::segment(due, now)).ok(),
        "command": due.as_ref().map(words::command).ok(),
        "minutes": due.as_ref().map(|due| due.minutes).ok(),
        "area": due.as_ref().ok().and_then(|due| due.area.clone()),
        "sitting_secs": look.desk.since.map(|since| now - since),
    })
}

/// What a shell shows: the segment in the first line, which may be empty, and an offer after a command in the second;
/// nothing where there is neither.
fn prompt(context: &Context, look: &Look) -> Result<u8, Error> {
    let segment = look.due(&context.paths, &context.settings).map(|due| words::segment(&due, look.now.secs));
    match (segment.ok(), offer(context, look)) {
        (None, None) => Ok(()),
        (segment, None) => say(segment.unwrap_or_default()),
        (segment, Some(offer)) => say(format_args!("{}\n{offer}", segment.unwrap_or_default())),
    }?;
    Ok(0)
}

/// The session that is offered after the command that has just succeeded.
fn offer(context: &Context, look: &Look) -> Option<String> {
    let anchors = &context.settings.nudge.commands;
    if anchors.is_empty() || std::env::var(STATUS).ok()? != "0" {
        return None;
    }
    let (typed, path) = (std::env::var(TYPED).ok()?, context.paths.offered());
    let (words, anchor) = anchor::after(anchors, &typed, || hush::offered(&path), look.now.secs)?;
    if look.silence(&context.paths, &context.settings).is_some() {
        return None;
    }
    let mut offered = hush::offered(&path);
    offered.insert(words.to_owned(), look.now.secs);
    // What was taken out of the settings is forgotten here too.
    offered.retain(|words, _| anchors.contains_key(words));
    // An offer that cannot be remembered would come with every prompt.
    hush::remember(&path, &offered).ok()?;
    Some(words::after(&clean(words, 60), &clean(&anchor.offer, 80), &clean(&anchor.run, 60)))
}

fn notify(context: &Context, look: &Look, always: bool) -> Result<u8, Error> {
    let (title, body) = match look.due(&context.paths, &context.settings) {
        Ok(due) => (words::without_break(due.since, look.now.secs), words::offer(&due)),
        Err(Quiet::Away(_) | Quiet::NotYet(_)) if always => ("Time for a break".to_owned(), "supple go".to_owned()),
        Err(_) => return Ok(0),
    };
    let mut command = notifier(&title, &body).ok_or_else(|| {
        Error::Failed("there is no program for notifications here; install notify-send (libnotify)".to_owned())
    })?;
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(0),
        _ => Err(Error::Failed("the notification could not be shown; is a desktop session running?".to_owned())),
    }
}

/// The program of the system that shows a notification. No text becomes a part of a script.
fn notifier(title: &str, body: &str) -> Option<Command> {
    if cfg!(target_os = "macos") {
        let mut command = Command::new(installed("osascript")?);
        command.args(["-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)"]);
        command.args(["-e", "end run", title, body]);
        return Some(command);
    }
    let mut command = Command::new(installed("notify-send")?);
    command.args(["--app-name=supple", "--", title, body]);
    Some(command)
}

fn snooze(context: &Context, time: &str) -> Result<u8, Error> {
    let secs = duration(time)?.as_secs();
    let until = context.clock.local().timestamp() + i64::try_from(secs).unwrap_or(0);
    let path = context.paths.snooze();
    hush::snooze(&path, until).map_err(|source| Error::Write { path, source })?;
    say(format_args!("Silent until {}. To end it: supple nudge --wake", clock(context, until)))?;
    Ok(0)
}

fn wake(context: &Context) -> Result<u8, Error> {
    let path = context.paths.snooze();
    let was_silent = hush::wake(&path).map_err(|source| Error::Write { path, source })?;
    say(if was_silent { "Breaks are told again." } else { "Nothing was snoozed." })?;
    Ok(0)
}

fn forget(context: &Context) -> Result<u8, Error> {
    let folder = context.paths.desk();
    let days = marks::forget(&folder).map_err(|error| {
        let said = files::said(&error);
        Error::Failed(format!("cannot delete the desk hours in {}: {said}; delete that folder", printable(&folder)))
    })?;
    say(match days {
        0 => "There are no desk hours.".to_owned(),
        days => format!("Deleted the desk hours of {}.", counted(days as u64, "day", "days")),
    })?;
    Ok(0)
}
