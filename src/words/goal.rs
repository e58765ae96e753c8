//! The goal of a week in words, how far it has come, and what is short.

use super::{counted, plural};
use crate::areas::label_of;
use crate::history::goal::{Goal, Short, Week};

/// The goal: `5 days a week`, or `none`.
#[must_use]
pub fn goal(goal: Goal) -> String {
    match goal {
        Goal::None => "none".to_owned(),
        Goal::Days(days) => format!("{} a week", counted(days.into(), "day", "days")),
        Goal::Minutes(minutes) => format!("{minutes} min a week"),
        Goal::Breaks(breaks) => format!("{} a week", counted(breaks.into(), "break", "breaks")),
    }
}

/// The week as far as it has come: `4 of 5 days this week`.
#[must_use]
pub fn so_far(week: &Week) -> String {
    let (done, needed) = (week.done, week.needed);
    let unit = |count| match week.goal {
        Goal::Days(_) => plural(count, "day", "days"),
        Goal::Breaks(_) => plural(count, "break", "breaks"),
        Goal::Minutes(_) | Goal::None => "min",
    };
    if needed == 0 {
        return "a week of rest".to_owned();
    }
    format!("{done} of {needed} {} this week", unit(needed))
}

/// The same with what is short: `4 of 5 days this week; neck 3 min short`.
#[must_use]
pub fn week(week: &Week, short: Option<&Short>) -> String {
    let short = short.map(|short| format!("; {} {} min short", label_of(&short.area), short.secs.div_ceil(60)));
    format!("{}{}", so_far(week), short.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_week_is_a_line_that_says_what_is_short() {
        let of = |goal, needed, done| Week { start: NaiveDate::default(), goal, needed, done };
        let short = Short { area: "neck".to_owned(), secs: 170 };
        assert_eq!(week(&of(Goal::Days(5), 5, 4), Some(&short)), "4 of 5 days this week; neck 3 min short");
        assert_eq!(week(&of(Goal::Minutes(60), 60, 42), None), "42 of 60 min this week");
        assert_eq!(week(&of(Goal::Breaks(1), 1, 0), None), "0 of 1 break this week");
        assert_eq!(week(&of(Goal::Days(2), 0, 0), None), "a week of rest");
    }
}
