//! Hours at the desk and breaks in words: for a prompt, for `--why`, and for the day.

use chrono::{DateTime, FixedOffset};

use crate::areas::label_of;
use crate::presence::choices::Choices;
use crate::presence::desk::{AWAY, Desk};
use crate::presence::rule::{Due, Quiet, Since};

/// A time as people say it: `52 min`, `1 h`, `2 h 5 min`.
#[must_use]
pub fn span(secs: i64) -> String {
    let minutes = secs.max(0) / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// The command that starts the break that is offered: `supple go 2m neck`. Nothing in it means anything to a shell.
#[must_use]
pub fn command(due: &Due) -> String {
    let area = due.area.as_deref().filter(|area| area.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let area = area.map(|area| format!(" {area}")).unwrap_or_default();
    format!("supple go {}m{area}", due.minutes)
}

/// The time without a break, shortly: `52 min sitting`.
#[must_use]
pub fn without_break(since: Since, now: i64) -> String {
    match (since, since.secs(now)) {
        (Since::Sitting(_), Some(secs)) => format!("{} sitting", span(secs)),
        (Since::Session(_), Some(secs)) => format!("last break {} ago", span(secs)),
        _ => "no break yet today".to_owned(),
    }
}

/// A break that is due, as short as a prompt needs it: `52 min sitting: supple go 2m neck`.
#[must_use]
pub fn segment(due: &Due, now: i64) -> String {
    format!("{}: {}", without_break(due.since, now), command(due))
}

/// The break that is offered, in a sentence.
#[must_use]
pub fn offer(due: &Due) -> String {
    match &due.area {
        Some(area) => format!("{} min for your {}: {}", due.minutes, label_of(area), command(due)),
        None => format!("{} min: {}", due.minutes, command(due)),
    }
}

/// A session that is offered after a command: `git push is done. Neck ease, 5 min: supple run neck-ease-5`.
#[must_use]
pub fn after(words: &str, offer: &str, run: &str) -> String {
    let offer = if offer.is_empty() { "A break" } else { offer };
    format!("{words} is done. {offer}: supple run {run}")
}

/// Why nothing is said, in a sentence; `clock` shows a moment on the clocks here.
#[must_use]
pub fn quiet(quiet: Quiet, choices: &Choices, now: i64, clock: impl Fn(i64) -> String) -> String {
    match quiet {
        Quiet::Hours => format!("These are quiet hours, {}.", hours(choices)),
        Quiet::Snoozed(until) => format!("Snoozed until {}. To end it: supple nudge --wake", clock(until)),
        Quiet::Away(last) => format!("Nobody seems to be at the desk: the last prompt was drawn at {}.", clock(last)),
        Quiet::NotYet(None) => "A break has just ended.".to_owned(),
        Quiet::NotYet(Some(since)) => {
            format!("{}; a break is due after {} min.", sentence(&without_break(since, now)), choices.after_minutes)
        }
        Quiet::Session => "A session is running.".to_owned(),
        Quiet::Microphone => "A break is due, but the microphone is in use.".to_owned(),
        Quiet::Camera => "A break is due, but the camera is in use.".to_owned(),
    }
}

/// Why a break is due, in a sentence.
#[must_use]
pub fn why(due: &Due, choices: &Choices, now: i64, clock: impl Fn(i64) -> String) -> String {
    let said = match due.since {
        Since::Sitting(since) => format!("{}, since {}", without_break(due.since, now), clock(since)),
        Since::Session(_) | Since::NoneToday => without_break(due.since, now),
    };
    format!("A break is due: {said}; one is due after {} min.", choices.after_minutes)
}

/// The rule, a sentence a line.
#[must_use]
pub fn rule(choices: &Choices) -> Vec<String> {
    let away = AWAY / 60;
    let seen = if choices.desk_hours {
        format!(
            "A prompt that is drawn is you at the desk (supple init). {away} min without one, or a session, is a break."
        )
    } else {
        "Desk hours are off in the settings, so only sessions are known.".to_owned()
    };
    let calls = match (choices.quiet_in_calls, cfg!(target_os = "linux")) {
        (false, _) => ". Calls are not looked for",
        (true, true) => ", and while a microphone or a camera is in use",
        (true, false) => ". Whether you are in a call is not known on this system",
    };
    vec![
        seen,
        format!("A break is due after {} min, 2 min long; after an hour it is 5.", choices.after_minutes),
        "It is for the area that lacks most of its five minutes in seven days, unless that area hurt lately."
            .to_owned(),
        format!("Silent in quiet hours ({}), when snoozed, during a session{calls}.", hours(choices)),
    ]
}

/// The quiet hours: `22:00 to 7:00`, or `none`.
#[must_use]
pub fn hours(choices: &Choices) -> String {
    if choices.quiet_from == choices.quiet_to {
        "none".to_owned()
    } else {
        format!("{}:00 to {}:00", choices.quiet_from, choices.quiet_to)
    }
}

/// A day at the desk, a fact a line.
#[must_use]
pub fn day(desk: &Desk) -> Vec<String> {
    vec![
        format!("At the desk: {}", span(desk.secs)),
        format!("Breaks: {}", desk.breaks),
        format!("Longest sitting: {}", span(desk.longest)),
    ]
}

/// The same in short: `at the desk 4 h 10 min`.
#[must_use]
pub fn in_short(desk: &Desk) -> String {
    format!("at the desk {}", span(desk.secs))
}

/// The same in columns: a name of nine characters at most, and its value.
#[must_use]
pub fn columns(desk: &Desk) -> [(&'static str, String); 3] {
    [("desk", span(desk.secs)), ("breaks", desk.breaks.to_string()), ("longest", span(desk.longest))]
}

/// A moment as a clock here shows it: `9:10`.
#[must_use]
pub fn clock(secs: i64, here: DateTime<FixedOffset>) -> String {
    let moment = DateTime::from_timestamp(secs, 0).unwrap_or_default().with_timezone(here.offset());
    moment.format("%-H:%M").to_string()
}

fn sentence(words: &str) -> String {
    crate::figure::words::capital(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(since: Since, area: Option<&str>) -> Due {
        Due { since, minutes: 2, area: area.map(str::to_owned) }
    }

    #[test]
    fn times_are_said_in_minutes_and_hours() {
        assert_eq!([0, 59, 3_120, 3_600, 7_500].map(span), ["0 min", "0 min", "52 min", "1 h", "2 h 5 min"]);
    }

    #[test]
    fn a_segment_says_how_long_and_what_to_type() {
        let said = |since, area| segment(&due(since, area), 10_000);
        assert_eq!(said(Since::Sitting(10_000 - 3_120), Some("neck")), "52 min sitting: supple go 2m neck");
        assert_eq!(said(Since::Session(10_000 - 3_120), None), "last break 52 min ago: supple go 2m");
        assert_eq!(said(Since::NoneToday, Some("lower-back")), "no break yet today: supple go 2m lower-back");
    }

    #[test]
    fn nothing_in_a_segment_means_anything_to_a_shell() {
        assert_eq!(command(&due(Since::NoneToday, Some("$(reboot)"))), "supple go 2m");
    }
}
