//! Rule: whether a break is due, which one, and why not. Pure.

use super::choices::Choices;
use super::desk::{AWAY, Desk};
use super::known::Known;

/// The minutes of the break that is offered first, as the guideline has it for every half hour: 1 to 2 min.
const SHORT: u64 = 2;
/// The minutes that are offered once an hour has passed: "5 to 10 min after 50 to 60 min" is better than 15 to 20 min after
/// two hours (UK guidance for work at screens: HSE, nibusinessinfo).
const LONG: u64 = 5;
/// The seconds of sitting from which the longer break is offered.
const LONG_AFTER: i64 = 60 * 60;

/// The present moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Seconds since 1970.
    pub secs: i64,
    /// The hour of the day, as a clock on the wall shows it.
    pub hour: u32,
}

/// What is known of the time without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Somebody has been at the desk since this moment.
    Sitting(i64),
    /// Prompts were not seen today, and the last session ended at this moment.
    Session(i64),
    /// Prompts were not seen today, and there was no session.
    NoneToday,
}

impl Since {
    /// The seconds up to `now`, where they are known.
    #[must_use]
    pub const fn secs(self, now: i64) -> Option<i64> {
        match self {
            Self::Sitting(since) | Self::Session(since) => Some(now - since),
            Self::NoneToday => None,
        }
    }
}

/// A break that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The time without a break.
    pub since: Since,
    /// The minutes that are offered.
    pub minutes: u64,
    /// The area that lacks most of its week, by id.
    pub area: Option<String>,
}

/// Why nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quiet {
    /// It is a quiet hour.
    Hours,
    /// The person asked for silence up to this moment.
    Snoozed(i64),
    /// Nobody was seen since this moment.
    Away(i64),
    /// The last break was so lately; `None` if a break has just ended.
    NotYet(Option<Since>),
    /// A session is running.
    Session,
    /// The microphone is in use.
    Microphone,
    /// The camera is in use.
    Camera,
}

impl Quiet {
    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hours => "quiet-hours",
            Self::Snoozed(_) => "snoozed",
            Self::Away(_) => "away",
            Self::NotYet(_) => "not-yet",
            Self::Session => "session",
            Self::Microphone => "microphone",
            Self::Camera => "camera",
        }
    }
}

/// Silence that holds for every offer, whatever is due: quiet hours, and what the person asked for.
#[must_use]
pub fn silence(now: Now, choices: &Choices, snoozed: Option<i64>) -> Option<Quiet> {
    if choices.is_quiet_at(now.hour) {
        return Some(Quiet::Hours);
    }
    snoozed.filter(|until| now.secs < *until).map(Quiet::Snoozed)
}

/// The break that is due `now`, or why none is. `desk` is today's; a day without a prompt is told from sessions alone.
pub fn due(now: Now, choices: &Choices, snoozed: Option<i64>, desk: &Desk, known: &Known) -> Result<Due, Quiet> {
    if let Some(quiet) = silence(now, choices, snoozed) {
        return Err(quiet);
    }
    let since = match (desk.last, desk.since) {
        (Some(last), _) if now.secs - last >= AWAY => return Err(Quiet::Away(last)),
        (Some(_), None) => return Err(Quiet::NotYet(None)),
        (Some(_), Some(since)) => Since::Sitting(since),
        (None, _) => known.last_of_today.map_or(Since::NoneToday, Since::Session),
    };
    let secs = since.secs(now.secs);
    if secs.is_some_and(|secs| secs < choices.after_secs()) {
        return Err(Quiet::NotYet(Some(since)));
    }
    let minutes = if secs.is_some_and(|secs| secs >= LONG_AFTER) { LONG } else { SHORT };
    Ok(Due { since, minutes, area: known.area.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Now = Now { secs: 1_000_000, hour: 12 };

    /// Somebody who has been at the desk for so many minutes.
    fn sitting(minutes: i64) -> Desk {
        Desk { since: Some(NOON.secs - minutes * 60), last: Some(NOON.secs), ..Desk::default() }
    }

    fn known() -> Known {
        Known { area: Some("neck".to_owned()), ..Known::default() }
    }

    fn asked(desk: &Desk) -> Result<Due, Quiet> {
        due(NOON, &Choices::default(), None, desk, &known())
    }

    #[test]
    fn a_break_is_due_after_the_minutes_that_were_chosen() {
        assert!(matches!(asked(&sitting(29)), Err(Quiet::NotYet(Some(_)))));
        let due = asked(&sitting(30)).unwrap();
        assert_eq!((due.minutes, due.area.as_deref()), (2, Some("neck")));
    }

    #[test]
    fn after_an_hour_the_longer_one_is_offered() {
        assert_eq!(asked(&sitting(59)).unwrap().minutes, 2);
        assert_eq!(asked(&sitting(60)).unwrap().minutes, 5);
    }

    #[test]
    fn nothing_is_due_for_who_is_not_there() {
        let last = NOON.secs - AWAY;
        assert_eq!(asked(&Desk { since: None, last: Some(last), ..Desk::default() }), Err(Quiet::Away(last)));
    }

    #[test]
    fn a_break_that_has_just_ended_is_one() {
        assert_eq!(asked(&Desk { since: None, ..sitting(0) }), Err(Quiet::NotYet(None)));
    }

    #[test]
    fn without_prompts_the_last_session_of_the_day_counts() {
        let known = |minutes: i64| Known { last_of_today: Some(NOON.secs - minutes * 60), ..known() };
        let asked = |known: &Known| due(NOON, &Choices::default(), None, &Desk::default(), known);
        assert!(asked(&known(20)).is_err());
        assert_eq!(asked(&known(45)).unwrap().since, Since::Session(NOON.secs - 45 * 60));
        assert_eq!(asked(&Known::default()).unwrap().since, Since::NoneToday);
    }

    #[test]
    fn quiet_hours_and_a_snooze_are_silent_until_they_end() {
        let choices = Choices::default();
        let at = |hour, snoozed| due(Now { hour, ..NOON }, &choices, snoozed, &sitting(90), &known());
        assert_eq!(at(23, None), Err(Quiet::Hours));
        assert_eq!(at(12, Some(NOON.secs + 1)), Err(Quiet::Snoozed(NOON.secs + 1)));
        assert!(at(12, Some(NOON.secs)).is_ok());
    }
}
