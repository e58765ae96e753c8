//! `supple remind`: reminders by the timers of the system.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::{NaiveTime, Weekday, WeekdaySet};
use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::context::{Context, Error, printable, say, say_json, warn};
use super::when::duration;
use crate::cli::Remind;
use crate::files;
use crate::presence::reminder::{Reminder, TIMER, Unit, When};
use crate::programs::installed;
use crate::sanitize::clean;

/// The minutes between two looks, at least and at most.
const EVERY: std::ops::RangeInclusive<u64> = 5..=240;
/// The most times of a day.
const MOST_TIMES: usize = 24;
/// The largest file of a unit.
const MOST_BYTES: u64 = 64 * 1024;
/// The variables that name folders, which a timer does not know.
const FOLDERS: [&str; 4] = ["SUPPLE_DATA_DIR", "SUPPLE_CONFIG_DIR", "SUPPLE_STATE_DIR", "SUPPLE_CACHE_DIR"];
/// `true` where launchd has the timers.
const IS_LAUNCHD: bool = cfg!(target_os = "macos");

/// A file that was written, and what was in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Written {
    path: PathBuf,
    text: String,
}

pub fn run(context: &Context, options: &Remind) -> Result<u8, Error> {
    if cfg!(not(unix)) {
        return Err(Error::Failed(
            "reminders are not set up on this system; let its own scheduler run: supple nudge --notify".to_owned(),
        ));
    }
    if options.remove {
        return remove(context);
    }
    let when = when(options)?;
    let Some(when) = when.filter(|_| !options.status) else {
        return status(context, options.json);
    };
    let program = env::current_exe().map_err(|error| {
        Error::Failed(format!("cannot tell where supple is: {}; install it first", files::said(&error)))
    })?;
    let folder = |name: &'static str| env::var(name).ok().filter(|value| !value.is_empty()).map(|value| (name, value));
    let folders = FOLDERS.into_iter().filter_map(folder).collect();
    let reminder = Reminder { when, program: program.display().to_string(), folders };
    let units = if IS_LAUNCHD { vec![reminder.launchd()] } else { reminder.systemd().to_vec() };
    let folder = folder_of_units()?;
    if options.json {
        let files = units.iter().map(|unit| json!({"path": printable(&folder.join(unit.name)), "text": unit.text}));
        say_json(&json!({"files": files.collect::<Vec<_>>()}))?;
    } else {
        for unit in &units {
            say(format_args!("{}\n\n{}", printable(&folder.join(unit.name)), unit.text))?;
        }
    }
    if !options.install {
        if !options.json {
            say("Nothing was written. Add --install to write these files.")?;
        }
        return Ok(0);
    }
    install(context, &folder, &units, options.json)
}

/// When to remind, if that is what was asked.
fn when(options: &Remind) -> Result<Option<When>, Error> {
    if let Some(every) = &options.every {
        let minutes = duration(every)?.as_secs() / 60;
        if !EVERY.contains(&minutes) {
            let (least, most) = (EVERY.start(), EVERY.end());
            return Err(Error::Usage(format!("--every takes {least} to {most} minutes, such as 50m")));
        }
        return Ok(Some(When::Every(minutes)));
    }
    if options.at.is_empty() {
        if options.install {
            return Err(Error::Usage("say when to remind, such as --at 10:30 or --every 50m".to_owned()));
        }
        return Ok(None);
    }
    let time = |text: &String| {
        let wrong = || Error::Usage(format!("expected a time of day like 10:30, not \"{}\"", clean(text, 40)));
        NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| wrong())
    };
    let mut times = options.at.iter().map(time).collect::<Result<Vec<_>, _>>()?;
    times.sort_unstable();
    times.dedup();
    if times.len() > MOST_TIMES {
        return Err(Error::Usage(format!("at most {MOST_TIMES} times a day")));
    }
    Ok(Some(When::At(times, days(options.days.as_deref().unwrap_or("mon-sun"))?)))
}

/// Days such as `mon-fri` or `tue,thu`.
fn days(text: &str) -> Result<WeekdaySet, Error> {
    let wrong = || Error::Usage(format!("expected days like mon-fri or tue,thu, not \"{}\"", clean(text, 40)));
    let day = |text: &str| text.trim().parse::<Weekday>().map_err(|_| wrong());
    let mut days = WeekdaySet::EMPTY;
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (mut next, last) = (day(first)?, day(last)?);
        days.insert(next);
        while next != last {
            next = next.succ();
            days.insert(next);
        }
    }
    Ok(days)
}

fn folder_of_units() -> Result<PathBuf, Error> {
    let platform = choose_base_strategy().map_err(|_| Error::NoHome(crate::paths::NoHome))?;
    Ok(if IS_LAUNCHD {
        platform.home_dir().join("Library/LaunchAgents")
    } else {
        platform.config_dir().join("systemd/user")
    })
}

fn install(context: &Context, folder: &Path, units: &[Unit], quiet: bool) -> Result<u8, Error> {
    let before = written(context);
    let write =
        |path: &Path, text: &str| files::make_folder(folder).and_then(|()| files::replace(path, text.as_bytes()));
    let mut now = Vec::new();
    for unit in units {
        let path = folder.join(unit.name);
        let is_ours = before.iter().any(|one| one.path == path && is_as_written(one));
        if path.exists() && !is_ours {
            return Err(Error::Failed(format!(
                "{} is there already and was not written by supple remind, or was changed since; move it away first",
                printable(&path)
            )));
        }
        now.push(Written { path, text: unit.text.clone() });
    }
    // What is to be removed later is known before it is there.
    remember(context, &now)?;
    for one in &now {
        write(&one.path, &one.text).map_err(|source| Error::Write { path: one.path.clone(), source })?;
    }
    if quiet {
        return Ok(0);
    }
    say("Written.")?;
    match enable(&now) {
        Ok(()) => say("The timer is on."),
        Err(command) => say(format_args!("To turn it on: {command}")),
    }?;
    Ok(0)
}

/// Turns the timer on; the error is the command that does.
fn enable(units: &[Written]) -> Result<(), String> {
    if IS_LAUNCHD {
        let path = units.first().map(|unit| unit.path.display().to_string()).unwrap_or_default();
        return Err(format!("launchctl bootstrap gui/$(id -u) \"{}\"", clean(&path, 400)));
    }
    let command = format!("systemctl --user daemon-reload && systemctl --user enable --now {TIMER}");
    let is_on = systemctl(&["daemon-reload"]) && systemctl(&["enable", "--now", TIMER]);
    if is_on { Ok(()) } else { Err(command) }
}

/// Runs `systemctl --user`; `false` where that does not work.
fn systemctl(arguments: &[&str]) -> bool {
    let Some(program) = installed("systemctl") else { return false };
    let mut command = Command::new(program);
    command.arg("--user").args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn remove(context: &Context) -> Result<u8, Error> {
    let written = written(context);
    if written.is_empty() {
        say("No reminder is set up.")?;
        return Ok(0);
    }
    let (ours, others): (Vec<_>, Vec<_>) = written.into_iter().filter(|one| one.path.exists()).partition(is_as_written);
    if !IS_LAUNCHD && !ours.is_empty() {
        systemctl(&["disable", "--now", TIMER]);
    }
    for one in &ours {
        fs::remove_file(&one.path).map_err(|source| Error::Write { path: one.path.clone(), source })?;
        say(format_args!("Removed: {}", printable(&one.path)))?;
    }
    for one in &others {
        warn(format_args!("{} was changed since, and is left where it is", printable(&one.path)));
    }
    let path = context.paths.reminder();
    fs::remove_file(&path).map_err(|source| Error::Write { path, source })?;
    if IS_LAUNCHD {
        say("To turn it off until you log in again: launchctl bootout gui/$(id -u)/supple.remind")?;
    } else {
        systemctl(&["daemon-reload"]);
    }
    Ok(0)
}

fn status(context: &Context, as_json: bool) -> Result<u8, Error> {
    let written = written(context);
    let there: Vec<_> = written.iter().filter(|one| one.path.exists()).collect();
    let is_on = (!IS_LAUNCHD && !there.is_empty()).then(|| systemctl(&["is-active", "--quiet", TIMER]));
    if as_json {
        let files = there.iter().map(|one| json!({"path": printable(&one.path), "as_written": is_as_written(one)}));
        say_json(&json!({
            "system": if IS_LAUNCHD { "launchd" } else { "systemd" },
            "installed": !there.is_empty(),
            "on": is_on,
            "files": files.collect::<Vec<_>>(),
        }))?;
        return Ok(0);
    }
    for one in &there {
        let changed = if is_as_written(one) { "" } else { "  (changed since)" };
        say(format_args!("{}{changed}", printable(&one.path)))?;
    }
    match (there.is_empty(), is_on) {
        (true, _) => say("No reminder is set up. To see one: supple remind --at 10:30 --days mon-fri"),
        (false, Some(true)) => say("The timer is on."),
        (false, Some(false)) => {
            say(format_args!("The timer is off. To turn it on: systemctl --user enable --now {TIMER}"))
        }
        (false, None) => say("Whether launchd runs it: launchctl list supple.remind"),
    }?;
    Ok(0)
}

fn is_as_written(one: &Written) -> bool {
    files::read(&one.path, MOST_BYTES).is_ok_and(|bytes| bytes == one.text.as_bytes())
}

fn written(context: &Context) -> Vec<Written> {
    let bytes = files::read(&context.paths.reminder(), MOST_BYTES).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

fn remember(context: &Context, written: &[Written]) -> Result<(), Error> {
    let path = context.paths.reminder();
    let bytes = serde_json::to_vec_pretty(written).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new("."));
    files::make_folder(folder)
        .and_then(|()| files::replace(&path, &bytes))
        .map_err(|source| Error::Write { path: path.clone(), source })
}
