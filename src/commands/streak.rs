//! `supple streak`

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::json;

use super::context::{Context, Error, say, say_json};
use crate::cli::Streak as Options;
use crate::digest::rules;
use crate::history::goal::{LATELY, Week, short};
use crate::history::{DayKind, Entry, EntryKind, Streak};
use crate::sanitize::clean;
use crate::words::{goal, plural, streak as words};

/// The time from which a record is ahead of now: clocks of two machines may be a little apart.
const LEAST_AHEAD: TimeDelta = TimeDelta::hours(1);

pub fn run(context: &Context, options: &Options) -> Result<u8, Error> {
    let history = context.read_history()?;
    let hour = context.settings.day_start_hour;
    let now = context.clock.local();
    let today = history.today(now, hour);
    let rules = rules(&context.settings);
    let days = history.days(hour);
    let rests = history.rests(hour);
    let streak = Streak::count(&days, &rests, today, &rules);
    let first = context.settings.week_starts.day(crate::locale::first_weekday());
    let week = Week::count(context.settings.goal, &days, &rests, today, first, rules.least_secs);
    // Whole records are read only for a goal.
    let short = week.as_ref().and_then(|_| short(&history.last_days(today, LATELY, hour), today, hour));
    // A clock that was wrong, here or on another machine.
    let ahead = history.entries().iter().filter(|entry| is_ahead(entry, now)).count();
    if options.json {
        let mut value = json!({
            "today": today.to_string(),
            "current": streak.current,
            "longest": streak.longest,
            "pending": streak.pending,
            "consistency": streak.consistency,
            "consistency_of": 28,
            "bridged_rest": streak.bridged_rest,
            "bridged_grace": streak.bridged_grace,
            "next_milestone": streak.next_milestone(),
            "ahead": ahead,
        });
        if let Some(week) = &week {
            value["week"] = json!({
                "starts": week.start.to_string(),
                "goal": context.settings.goal,
                "needed": week.needed,
                "done": week.done,
                "reached": week.is_reached(),
            });
        }
        if let Some(short) = &short {
            value["short"] = json!({"area": clean(&short.area, 60), "secs": short.secs});
        }
        if options.explain {
            let explained = words::explain(&history, &days, &streak, &rules);
            value["days"] = explained
                .iter()
                .map(|day| {
                    let zones: Vec<String> = day.zones.iter().map(ToString::to_string).collect();
                    json!({"day": day.day, "kind": word(&day.kind), "zones": zones, "why": clean(&day.why, 300)})
                })
                .collect();
            value["day_start_hour"] = json!(hour);
        }
        say_json(&value)?;
        return Ok(0);
    }
    let unit = plural(streak.current.into(), "day", "days");
    let pending = if streak.pending { ", today still to come" } else { "" };
    say(format_args!("{} {unit} in a row{pending}", streak.current))?;
    say(format_args!("{} of the last 28 days; longest streak: {}", streak.consistency, streak.longest))?;
    say(format_args!("next milestone: {} days", streak.next_milestone()))?;
    if let Some(week) = &week {
        say(goal::week(week, short.as_ref()))?;
    }
    if ahead > 0 {
        let what = if ahead == 1 { "One session is".to_owned() } else { format!("{ahead} sessions are") };
        say(format_args!(
            "{what} dated after today ({today}): a clock is or was wrong. Each counts once its day comes."
        ))?;
    }
    if options.explain {
        say("")?;
        for day in words::explain(&history, &days, &streak, &rules).iter().rev() {
            say(format_args!("{}  {}", day.day.format("%a %Y-%m-%d"), clean(&day.why, 300)))?;
        }
        say("")?;
        for line in textwrap::wrap(&words::rules(&rules), 100) {
            say(line)?;
        }
    }
    Ok(0)
}

/// Returns `true` for a session that lies ahead of `now`, whatever the date is where it was done.
fn is_ahead(entry: &Entry, now: DateTime<FixedOffset>) -> bool {
    matches!(entry.kind, EntryKind::Session { .. }) && entry.at.signed_duration_since(now) > LEAST_AHEAD
}

const fn word(kind: &DayKind) -> &'static str {
    match kind {
        DayKind::Active { .. } => "done",
        DayKind::Rest { .. } => "rest",
        DayKind::Grace => "grace",
        DayKind::Pending => "pending",
        DayKind::Missed => "missed",
    }
}
