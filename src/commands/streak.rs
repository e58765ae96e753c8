//! `supple streak`

use serde_json::json;

use super::{Error, House, say, say_json};
use crate::cli::Streak as Options;
use crate::history::{DayKind, Streak, day_of};
use crate::tui::past::rules;
use crate::tui::screens::history::reason;

pub fn run(house: &House, options: &Options) -> Result<u8, Error> {
    let history = house.read_history()?;
    let hour = house.settings.day_start_hour;
    let today = day_of(house.clock.local(), hour);
    let streak = Streak::reckon(&history.days(hour), &history.rests(), today, &rules(&house.settings));
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
        });
        if options.explain {
            value["days"] = streak
                .days
                .iter()
                .map(|(day, kind)| json!({"day": day.to_string(), "kind": word(kind), "why": reason(kind)}))
                .collect();
        }
        say_json(&value)?;
        return Ok(0);
    }
    let days = if streak.current == 1 { "day" } else { "days" };
    let pending = if streak.pending { ", today still to come" } else { "" };
    say(format_args!("{} {days} in a row{pending}", streak.current))?;
    say(format_args!("{} of the last 28 days, longest streak {}", streak.consistency, streak.longest))?;
    if options.explain {
        say("")?;
        for (day, kind) in streak.days.iter().rev() {
            say(format_args!("{}  {}", day.format("%a %Y-%m-%d"), reason(kind)))?;
        }
        say(format_args!(
            "\nA day begins at {hour}:00 and counts with one completed session or 60 active seconds. Rest days bridge.\n\
             Missed days that are bridged: {} in any seven.",
            house.settings.grace_per_week
        ))?;
    }
    Ok(0)
}

const fn word(kind: &DayKind) -> &'static str {
    match kind {
        DayKind::Active { .. } => "active",
        DayKind::Rest { .. } => "rest",
        DayKind::Grace => "grace",
        DayKind::Pending => "pending",
        DayKind::Missed => "missed",
    }
}
