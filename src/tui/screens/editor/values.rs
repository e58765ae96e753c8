//! Values: the numbers and the position of a row that keys change.

use super::draft::{Edit, Row};
use crate::library::Library;
use crate::library::bounds::{LONGEST_REST, Measure, ROUNDS};
use crate::practice::{Kind, Position, Step};
use crate::round::turn;

/// The seconds by which a key makes a hold or a rest longer.
const SECONDS: u32 = 5;

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its name.
    pub name: &'static str,
    /// The value in words.
    pub text: String,
    /// All that it could be, in words.
    pub bounds: String,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Measure { measure: Measure, kind: Kind, value: u32 },
    Position { now: Position, all: Vec<Position> },
    Rounds(u32),
    Rest(u32),
}

/// The values of a row, in order.
#[must_use]
pub fn values(row: Row<'_>, library: &Library) -> Vec<Value> {
    match row {
        Row::Block { rounds, rest } => {
            let rest = u32::try_from(rest.as_secs()).unwrap_or(LONGEST_REST);
            vec![
                Value {
                    name: "rounds",
                    text: rounds.to_string(),
                    bounds: format!("{} to {}", ROUNDS.start(), ROUNDS.end()),
                    what: What::Rounds(rounds),
                },
                Value {
                    name: "rest",
                    text: format!("{rest} s"),
                    bounds: format!("0 to {LONGEST_REST}"),
                    what: What::Rest(rest),
                },
            ]
        }
        Row::Step { step, .. } => {
            let kind = step.exercise.kind;
            let measures = Measure::of(kind).iter().filter_map(|measure| measured(*measure, kind, step));
            measures.chain(position(step, library)).collect()
        }
    }
}

fn measured(measure: Measure, kind: Kind, step: &Step) -> Option<Value> {
    let value = measure.in_dose(step.dose)?;
    let bounds = measure.bounds(kind);
    Some(Value {
        name: name(measure),
        text: if measure.is_time() { format!("{value} s") } else { value.to_string() },
        bounds: format!("{} to {}", bounds.start(), bounds.end()),
        what: What::Measure { measure, kind, value },
    })
}

/// The position, where there are several in which some routine has the exercise.
fn position(step: &Step, library: &Library) -> Option<Value> {
    let ways = library.ways().into_iter().filter(|(exercise, _)| exercise.id == step.exercise.id);
    let mut all: Vec<Position> = ways.map(|(_, position)| position).collect();
    if !all.contains(&step.position) {
        all.push(step.position);
    }
    let others: Vec<&str> =
        all.iter().filter(|other| **other != step.position).map(|position| position.plain()).collect();
    (all.len() > 1).then(|| Value {
        name: "position",
        text: step.position.plain().to_owned(),
        bounds: format!("or {}", others.join(", ")),
        what: What::Position { now: step.position, all },
    })
}

const fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Hold => "hold",
        Measure::Times => "times",
        Measure::Rest => "rest",
        Measure::Count => "count",
        Measure::Each => "each",
        Measure::Breaths => "breaths",
        Measure::In => "in",
        Measure::Out => "out",
    }
}

impl Value {
    /// The edit that makes it more, or less, in this row.
    #[must_use]
    pub fn turned(&self, row: usize, more: bool) -> Edit {
        match &self.what {
            What::Measure { measure, kind, value } => {
                let least = *measure.bounds(*kind).start();
                let by_five = matches!(measure, Measure::Hold | Measure::Rest) && *kind != Kind::Isometric;
                let value = if by_five { stepped(*value, more, SECONDS) } else { stepped(*value, more, 1) };
                Edit::Measure { row, measure: *measure, value: value.max(least) }
            }
            What::Position { now, all } => Edit::Position { row, position: turn(all, *now, more) },
            What::Rounds(rounds) => Edit::Rounds { row, rounds: stepped(*rounds, more, 1) },
            What::Rest(secs) => Edit::Rest { row, secs: stepped(*secs, more, SECONDS) },
        }
    }
}

/// The next number of those that `by` divides.
const fn stepped(value: u32, more: bool, by: u32) -> u32 {
    if more { (value / by + 1) * by } else { value.saturating_sub(1) / by * by }
}
