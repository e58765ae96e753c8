//! Composed sessions in words: why a step is there, and what could not be done.

use super::listed;
use crate::areas::{Area, label_of};
use crate::coach::{Composed, Reason};
use crate::practice::Position;

/// Said where nothing is left to compose a session of.
pub const NOTHING: &str =
    "nothing that suits you today fits that; try more minutes, another area, or leave the position open";

/// A composed session could not be kept, for the reason `said`.
#[must_use]
pub fn not_kept(said: &str) -> String {
    format!("cannot keep this session: {said}; it cannot be resumed if it is interrupted")
}

/// Why a step is in a composed session.
#[must_use]
pub fn why(reason: &Reason) -> String {
    match reason {
        Reason::WarmUp => "warm-up".to_owned(),
        Reason::Tense(area, tension) => format!("{}: tension {tension} of 10 today", label_of(area)),
        Reason::Waited(area, days) => format!("{}: last stretched {days} days ago", label_of(area)),
        Reason::Never(area) => format!("{}: not stretched lately", label_of(area)),
        Reason::Short(area, secs) => format!("{}: {} short this week", label_of(area), time(*secs)),
        Reason::Asked(area) => format!("{}: as you asked", label_of(area)),
        Reason::More(area) => format!("{}: more than the week's minutes", label_of(area)),
        Reason::Whole => "for the whole body".to_owned(),
    }
}

/// A time in a word or two: minutes, or seconds where there are few.
fn time(secs: u64) -> String {
    if secs < 60 { format!("{secs} s") } else { format!("{} min", secs.div_ceil(60)) }
}

/// What was asked for and is not in a session, a sentence each.
#[must_use]
pub fn left_out(composed: &Composed, position: Option<Position>) -> Vec<String> {
    let names = |areas: &[Area]| listed(&areas.iter().map(Area::label).collect::<Vec<_>>());
    let unsuited = (!composed.unsuited.is_empty()).then(|| match position {
        Some(position) => format!("Nothing for your {} can be done {}.", names(&composed.unsuited), position.plain()),
        None => format!("Nothing for your {} suits you today.", names(&composed.unsuited)),
    });
    let too_many = (!composed.too_many.is_empty())
        .then(|| format!("There is no time for your {}: add a few minutes.", names(&composed.too_many)));
    unsuited.into_iter().chain(too_many).collect()
}
