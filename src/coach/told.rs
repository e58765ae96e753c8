//! Told: where a person stands in a programme, in sentences.

use chrono::NaiveDate;

use super::course::{AWAY, Cause, Day, Off, Standing, Today, Turn};
use crate::figure::words::capital;
use crate::practice::Felt;
use crate::practice::program::{Place, Program};
use crate::sanitize::clean;
use crate::words::{counted, days};

/// The programme with its place in time: `Neck: eight weeks, week 2, day 3 of 5`.
#[must_use]
pub fn heading(program: &Program, today: &Today) -> String {
    format!("{}, {}", program.title, place_in_time(program, today))
}

/// The place in time: `week 2, day 3 of 5`.
#[must_use]
pub fn place_in_time(program: &Program, today: &Today) -> String {
    format!("week {}, day {} of {}", today.week, today.day, program.days_a_week)
}

/// Where the person stands, in a few words for a list.
#[must_use]
pub fn standing(program: &Program, today: &Today) -> String {
    match today.standing {
        Standing::Open => format!("{}, {}", weeks(program), a_week(program)),
        Standing::Paused => format!("paused in week {}", today.week),
        Standing::Finished => "finished".to_owned(),
        Standing::Running if today.is_due() => place_in_time(program, today),
        Standing::Running if today.off.is_some() => format!("{}: a free day", place_in_time(program, today)),
        Standing::Running => format!("{}: done today", place_in_time(program, today)),
    }
}

/// The length of a programme: `8 weeks`.
#[must_use]
pub fn weeks(program: &Program) -> String {
    counted(program.weeks.into(), "week", "weeks")
}

/// The rhythm of a programme: `5 days a week`.
#[must_use]
pub fn a_week(program: &Program) -> String {
    format!("{} a week", counted(program.days_a_week.into(), "day", "days"))
}

/// Why today holds what it does, sentence by sentence.
#[must_use]
pub fn why(program: &Program, today: &Today) -> Vec<String> {
    let mut told = Vec::new();
    match today.standing {
        Standing::Open => told.push(format!("Not started. {}, {}.", weeks(program), a_week(program))),
        Standing::Paused => told.push("Paused. Nothing is lost, and nothing is expected of you.".to_owned()),
        Standing::Finished => told.push(finished(program)),
        Standing::Running => {
            told.push(format!("{} of {} days are done.", today.done, program.days()));
            match &today.off {
                Some(Off::Rest(reason)) => {
                    let reason = reason.as_deref().map(|reason| format!(" ({})", clean(reason, 60)));
                    told.push(format!("Today is a rest day{}. The plan waits for you.", reason.unwrap_or_default()));
                }
                Some(Off::Enough) => told.push(format!(
                    "You have done {} of the last seven: today is free.",
                    counted(program.days_a_week.into(), "day", "days")
                )),
                None if today.done_today >= today.times => told.push("Today is done.".to_owned()),
                None if today.times > 1 => {
                    told.push(format!("{} of {} sessions of today are done.", today.done_today, today.times));
                }
                None => {}
            }
            if let Some(stage) = program.stage(today.place) {
                told.push(format!("Stage {} of {}: {}.", today.place.stage + 1, program.stages.len(), stage.title));
            }
            let note = today.session.as_ref().and_then(|session| session.note.clone());
            told.extend(note);
            if let Some(turn) = today.turns.last() {
                told.push(moved(program, turn));
            }
        }
    }
    told
}

/// What comes next, once today is done.
#[must_use]
pub fn next(program: &Program, today: &Today) -> String {
    match today.standing {
        Standing::Finished => program.next.clone().unwrap_or_default(),
        Standing::Running if today.done_today > 0 && today.done_today < today.times => {
            format!("{} today.", counted((today.times - today.done_today).into(), "more session", "more sessions"))
        }
        Standing::Running if today.done_today > 0 => {
            let (week, day) = (today.done / program.days_a_week + 1, today.done % program.days_a_week + 1);
            let stage = program.stage(today.place).map(|stage| format!(": {}", stage.title)).unwrap_or_default();
            format!("Next: week {week}, day {day} of {}{stage}.", program.days_a_week)
        }
        _ => String::new(),
    }
}

/// What comes next once today is done, and why, sentence by sentence; `on` is today.
#[must_use]
pub fn next_time(program: &Program, today: &Today, on: NaiveDate) -> Vec<String> {
    let next = next(program, today);
    if today.standing != Standing::Running || today.done_today == 0 {
        return Some(next).filter(|next| !next.is_empty()).into_iter().collect();
    }
    // Who was away came back a step lower before the session.
    let turn = today.turns.last().filter(|turn| turn.day == on && !matches!(turn.cause, Cause::Away(_)));
    let what = match turn {
        Some(turn) => turned(program, turn),
        None => match today.days.last().filter(|(day, _)| *day == on).and_then(|(_, of_day)| of_day.felt) {
            Some(Felt::Easy) => "the same, because one easy day may be a good day.".to_owned(),
            Some(Felt::Right) => "the same, because it was right.".to_owned(),
            Some(Felt::Hard) | None => "the same, as planned.".to_owned(),
        },
    };
    if today.done_today < today.times {
        return std::iter::once(next).chain(turn.map(|_| format!("Next time: {what}"))).collect();
    }
    let (week, day) = (today.done / program.days_a_week + 1, today.done % program.days_a_week + 1);
    vec![format!("Next time, week {week}, day {day} of {}: {what}", program.days_a_week)]
}

/// Where a turn led, and why: `one load less, because it was hard.`, and then the load.
fn turned(program: &Program, turn: &Turn) -> String {
    let (why, is_back) = match turn.cause {
        Cause::Plan => ("the days of the stage are done", false),
        Cause::Easy => ("it was easy twice", false),
        Cause::Hard => ("it was hard", true),
        Cause::Hurt => ("something hurt", true),
        Cause::Away(_) => ("you were away", true),
    };
    if turn.from == turn.to {
        let why_not = if is_back { "go gently: there is no easier step" } else { "this is the hardest step" };
        return format!("the same. {} ({why}).", capital(why_not));
    }
    if turn.from.stage == turn.to.stage {
        let what = if is_back { "one load less" } else { "one load more" };
        return format!("{what}, because {why}. {}", loads(program, turn.to)).trim_end().to_owned();
    }
    let title = program.stage(turn.to).map(|stage| stage.title.clone()).unwrap_or_default();
    let back = if is_back { "back to " } else { "" };
    format!("{back}stage {}, {title}, because {why}.", turn.to.stage + 1)
}

/// The sentence for a programme that is done to its end.
#[must_use]
pub fn finished(program: &Program) -> String {
    format!("You have finished {}: all {} days of it. Well done.", program.title, program.days())
}

/// Each day that counted and each move, in order.
#[must_use]
pub fn explained(program: &Program, today: &Today) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(began) = today.began {
        told.push(format!("{}  started", days::in_a_column(began)));
    }
    let mut turns = today.turns.iter().peekable();
    for (day, of_day) in &today.days {
        // Whoever was away is a step lower before the day begins.
        while let Some(turn) = turns.next_if(|turn| turn.day <= *day && matches!(turn.cause, Cause::Away(_))) {
            told.push(format!("{}  {}", days::in_a_column(turn.day), moved(program, turn)));
        }
        told.push(format!("{}  {}", days::in_a_column(*day), done(*of_day)));
        while let Some(turn) = turns.next_if(|turn| turn.day <= *day) {
            told.push(format!("{}  {}", days::in_a_column(turn.day), moved(program, turn)));
        }
    }
    told.extend(turns.map(|turn| format!("{}  {}", days::in_a_column(turn.day), moved(program, turn))));
    told
}

/// The rules by which a programme moves, for whoever wonders.
#[must_use]
pub fn rules() -> Vec<String> {
    vec![
        "A day counts once a session is done to its end; a day without one changes nothing.".to_owned(),
        "Easy on two days in a row: one step on. One easy day may be a good day.".to_owned(),
        "Right, or no answer: on at the plan's pace.".to_owned(),
        "Hard, or an ouch: one step back, and that day does not move the plan on.".to_owned(),
        format!("{AWAY} days or more away: one step back. Rest days and pauses do not count as away."),
    ]
}

fn done(day: Day) -> String {
    let sessions = match day.sessions {
        0 => "ended early".to_owned(),
        1 => "done".to_owned(),
        many => format!("{many} sessions done"),
    };
    let felt = match day.felt {
        None => "",
        Some(Felt::Easy) => ", felt easy",
        Some(Felt::Right) => ", felt right",
        Some(Felt::Hard) => ", felt hard",
    };
    format!("{sessions}{felt}{}", if day.hurt { ", something hurt" } else { "" })
}

/// A move, as a sentence.
#[must_use]
pub fn moved(program: &Program, turn: &Turn) -> String {
    let cause = match turn.cause {
        Cause::Plan => "The days of the stage are done".to_owned(),
        Cause::Easy => "Easy on two days in a row".to_owned(),
        Cause::Hard => "It was hard".to_owned(),
        Cause::Hurt => "Something hurt".to_owned(),
        Cause::Away(days) => format!("{days} days away"),
    };
    let is_back = matches!(turn.cause, Cause::Hard | Cause::Hurt | Cause::Away(_));
    let what = if turn.from == turn.to {
        if is_back {
            "but there is no easier step; go gently".to_owned()
        } else {
            "and this is the hardest step".to_owned()
        }
    } else if turn.from.stage == turn.to.stage {
        format!("{}: {}", if is_back { "one load back" } else { "one load on" }, loads(program, turn.to))
    } else {
        let title = program.stage(turn.to).map(|stage| stage.title.clone()).unwrap_or_default();
        format!("{} stage {}, {title}", if is_back { "back to" } else { "on to" }, turn.to.stage + 1)
    };
    let joined = if turn.from == turn.to { ", " } else { ": " };
    let end = if what.ends_with('.') { "" } else { "." };
    format!("{cause}{joined}{what}{end}")
}

fn loads(program: &Program, place: Place) -> String {
    program.session(place).and_then(|session| session.note).unwrap_or_default()
}
