//! Tension before and after, and the advice that follows from it.

use super::{counted, days};
use crate::areas::label_of;
use crate::figure::words::capital;
use crate::history::Session;
use crate::history::advice::{Advice, Rule};
use crate::history::comfort::{Comfort, HIGH_TENSION, Worse};

/// Facts worth telling a clinician that the log cannot know.
pub const TO_TELL: &str = "Also worth telling them: what eases it and what makes it worse, what you take for it, and \
                       how you sleep.";

/// The tension of a session as `tension 6 → 3`; `None` where neither value was told.
#[must_use]
pub fn before_and_after(session: &Session) -> Option<String> {
    match (session.before, session.after) {
        (None, None) => None,
        (before, after) => {
            let score = |score: Option<u8>| score.map_or("?".to_owned(), |score| score.to_string());
            Some(format!("tension {} → {}", score(before), score(after)))
        }
    }
}

/// The question after a session that ended worse than it began.
#[must_use]
pub fn worse(worse: &Worse) -> String {
    let area = label_of(&worse.area);
    format!("In your last session, {area} went from {} to {}. How is it now?", worse.before, worse.after)
}

/// The advice that follows from the log of an area: what was found, and what to do about it where that is more than to
/// see a clinician.
#[must_use]
pub fn advice(advice: &Advice) -> String {
    let finding = finding(advice);
    match advice.rule {
        Rule::Alarm => {
            format!("{finding} If no clinician has seen you about them yet, see one before you stretch again.")
        }
        Rule::Sharp(_) => format!("{finding} Have that looked at before you stretch it again."),
        _ => finding,
    }
}

/// What the log of an area shows, in a sentence for anybody.
#[must_use]
pub fn finding(advice: &Advice) -> String {
    let since = days::day_and_month(advice.since);
    let finding = match advice.rule {
        Rule::Alarm => format!("a session was stopped on {since} because of signs that need help at once."),
        Rule::Sharp(1) => format!("sharp or spreading pain, tingling or numbness on {since}."),
        Rule::Sharp(times) => format!("sharp or spreading pain, tingling or numbness {times} times in two weeks."),
        Rule::DailyLife => format!("it limits daily life (first said on {since})."),
        Rule::InLimb => format!("tingling, numbness or weakness in an arm or leg, noted on {since}."),
        Rule::AtNight => format!("worse at night, noted on {since}."),
        Rule::OutOfControl(days) => format!("7 or more of 10 on {days} of the last 7 days. That is not under control."),
        Rule::Rising { from, to } => format!("the weekly average rose from {from:.1} to {to:.1} of 10."),
        Rule::Ouches(times) => format!("it hurt {times} times in two weeks."),
        Rule::Lasting(days) => format!("there for {days} days, since {since}, and still {HIGH_TENSION} or more of 10."),
        Rule::MostlyHigh { high, of } => {
            format!("{HIGH_TENSION} or more of 10 on most days of two weeks, {high} of {of}.")
        }
        Rule::NoBetter { from, to } => {
            format!("no better after four weeks of sessions: {from:.1} of 10 then, {to:.1} now.")
        }
    };
    // What hurt in an exercise for no area is told by itself.
    if advice.area.is_empty() { capital(&finding) } else { format!("{}: {finding}", capital(&label_of(&advice.area))) }
}

/// The tension of a session, area by area where it was told so: `tension: neck 6 → 3, trapezius 4 → 4`; `None` where
/// nothing was told.
#[must_use]
pub fn of_session(session: &Session) -> Option<String> {
    if session.tension.is_empty() {
        return before_and_after(session);
    }
    let score = |score: Option<u8>| score.map_or("?".to_owned(), |score| score.to_string());
    let areas = session.tension.iter();
    let areas: Vec<String> = areas
        .map(|(area, scores)| format!("{} {} → {}", label_of(area), score(scores.before), score(scores.after)))
        .collect();
    Some(format!("tension: {}", areas.join(", ")))
}

/// The change of an area's tension by sessions, from its means: `3.3 → 2.4 (14 sessions)`, or the part of it that is
/// known.
#[must_use]
pub fn change(comfort: &Comfort) -> String {
    let sessions = |count: u32| counted(count.into(), "session", "sessions");
    match (comfort.pair, comfort.before, comfort.after) {
        (Some((before, after)), ..) => format!("{before:.1} → {after:.1} ({})", sessions(comfort.both)),
        (None, Some(before), _) => format!("{before:.1} before ({})", sessions(comfort.sessions)),
        (None, None, Some(after)) => format!("{after:.1} after ({})", sessions(comfort.sessions)),
        (None, None, None) => "no session rated yet".to_owned(),
    }
}
