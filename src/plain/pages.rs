//! The pages of lines: one file each.

pub mod areas;
pub mod caution;
pub mod check_in;
pub mod compose;
pub mod details;
pub mod first;
pub mod health;
pub mod history;
pub mod learn;
pub mod list;
pub mod preview;
pub mod programs;
pub mod reading;
pub mod rest;
pub mod settings;
pub mod summary;
pub mod undoing;
pub mod unfinished;
pub mod voice;

use crate::practice::Routine;
use crate::situation::Situation;
use crate::words::aloud;

/// A routine in a line of a list: its title, its time and its positions.
fn routine_line(routine: &Routine, situation: &Situation) -> String {
    let time = aloud::about(situation.total(routine));
    format!("{}, {time}, {}", routine.title, aloud::setting(routine))
}

/// An answer of yes or no; `None` if it is neither.
fn yes_or_no(answer: &str) -> Option<bool> {
    match answer.to_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// A score from 0 to 10; `None` if it is none.
fn score(answer: &str) -> Option<u8> {
    answer.parse().ok().filter(|score| *score <= 10)
}
