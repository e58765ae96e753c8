//! Content: the part of a routine that is edited, and what each edit makes of it. Pure.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::edit::{Edit, Look, Row, Text};
use crate::library::bounds::{LONGEST_REST, MOST_STEPS, ROUNDS};
use crate::practice::routine::{Passage, unrolled};
use crate::practice::{Routine, Step};
use crate::sanitize::clean;

/// The part of a routine that can be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) title: String,
    pub(super) goal: String,
    pub(super) when: String,
    pub(super) note: String,
    pub(super) entries: Vec<Entry>,
}

/// A step by itself, or steps that are repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    Step(Step),
    Block { rounds: u32, rest: Duration, steps: Vec<Step> },
}

/// The place of a row: the heading of an entry that is a block, a step by itself, or a step within a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Heading(usize),
    Alone(usize),
    Within(usize, usize),
}

pub(super) fn entries(routine: &Routine) -> Vec<Entry> {
    let entry = |Passage { steps, rounds, rest }| {
        let steps = routine.steps.get(steps).unwrap_or_default().iter();
        let mut steps: Vec<Step> =
            steps.map(|step| Step { round: None, rest_before: Duration::ZERO, ..step.clone() }).collect();
        match rounds {
            Some(rounds) => Some(Entry::Block { rounds, rest, steps }),
            None => steps.pop().map(Entry::Step),
        }
    };
    routine.passages().into_iter().filter_map(entry).collect()
}

impl Content {
    pub(super) fn text(&self, text: Text) -> &str {
        match text {
            Text::Title => &self.title,
            Text::Goal => &self.goal,
            Text::When => &self.when,
            Text::Note => &self.note,
        }
    }

    pub(super) fn set(&mut self, text: Text, to: &str) {
        let to = clean(to, text.widest());
        match text {
            Text::Title => self.title = to,
            Text::Goal => self.goal = to,
            Text::When => self.when = to,
            Text::Note => self.note = to,
        }
    }

    /// The steps, block for block unrolled.
    pub(super) fn steps(&self) -> Vec<Step> {
        let of_entry = |(index, entry): (usize, &Entry)| match entry {
            Entry::Step(step) => vec![step.clone()],
            Entry::Block { rounds, rest, steps } => unrolled(index, steps, *rounds, *rest),
        };
        self.entries.iter().enumerate().flat_map(of_entry).collect()
    }

    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let (mut at, mut number) = (0, 0);
        for entry in &self.entries {
            let (steps, rounds, in_block) = match entry {
                Entry::Step(step) => (std::slice::from_ref(step), 1, false),
                Entry::Block { rounds, rest, steps } => {
                    rows.push(Row::Block { rounds: *rounds, rest: *rest });
                    (steps.as_slice(), usize::try_from(*rounds).unwrap_or(1), true)
                }
            };
            for (index, step) in steps.iter().enumerate() {
                number += 1;
                rows.push(Row::Step { step, index: at + index, number, in_block });
            }
            at += steps.len() * rounds;
        }
        rows
    }

    /// The first row that is not as in `other`.
    pub(super) fn first_difference(&self, other: &Self) -> Look {
        if self.entries == other.entries {
            let differs = |text: &Text| self.text(*text) != other.text(*text);
            return Look::Text(Text::ALL.into_iter().find(differs).unwrap_or(Text::Title));
        }
        // A step after a changed block is the same step at another place.
        let kept = |rows: &[Row<'_>]| -> Vec<(Option<Step>, u32, Duration, bool)> {
            let row = |row: &Row<'_>| match row {
                Row::Block { rounds, rest } => (None, *rounds, *rest, false),
                Row::Step { step, in_block, .. } => (Some((*step).clone()), 0, Duration::ZERO, *in_block),
            };
            rows.iter().map(row).collect()
        };
        let (mine, others) = (kept(&self.rows()), kept(&other.rows()));
        let same = mine.iter().zip(&others).take_while(|(one, other)| one == other).count();
        Look::Row(same.min(mine.len().saturating_sub(1)))
    }

    fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            match entry {
                Entry::Step(_) => places.push(Place::Alone(at)),
                Entry::Block { steps, .. } => {
                    places.push(Place::Heading(at));
                    places.extend((0..steps.len()).map(|within| Place::Within(at, within)));
                }
            }
        }
        places
    }

    fn place(&self, row: usize) -> Option<Place> {
        self.places().get(row).copied()
    }

    fn look_at(&self, place: Place) -> Look {
        let places = self.places();
        Look::Row(places.iter().position(|known| *known == place).unwrap_or(places.len()))
    }

    /// The row, or the last one where there is none any more.
    fn look_near(&self, row: usize) -> Look {
        Look::Row(row.min(self.places().len().saturating_sub(1)))
    }

    fn step_mut(&mut self, row: usize) -> Option<&mut Step> {
        let place = self.place(row)?;
        match (place, self.entries.get_mut(entry_of(place))?) {
            (Place::Alone(_), Entry::Step(step)) => Some(step),
            (Place::Within(_, within), Entry::Block { steps, .. }) => steps.get_mut(within),
            _ => None,
        }
    }

    fn block_mut(&mut self, at: usize) -> Option<&mut Vec<Step>> {
        match self.entries.get_mut(at)? {
            Entry::Block { steps, .. } => Some(steps),
            Entry::Step(_) => None,
        }
    }

    /// Returns `true` if so many more steps can be listed: a few too many can be told, thousands cannot.
    fn has_room_for(&self, steps: usize) -> bool {
        self.places().len() + steps <= MOST_STEPS * 2
    }

    pub(super) fn apply(&mut self, edit: Edit) -> Option<Look> {
        match edit {
            Edit::Text(text, to) => {
                self.set(text, &to);
                Some(Look::Text(text))
            }
            Edit::Insert { below, step } => self.insert(below, step),
            Edit::Swap { row, step } => {
                *self.step_mut(row)? = step;
                Some(Look::Row(row))
            }
            Edit::Remove(row) => self.remove(row),
            Edit::Duplicate(row) => self.duplicate(row),
            Edit::Up(row) => self.up(row),
            Edit::Down(row) => self.down(row),
            Edit::Measure { row, measure, value } => {
                let step = self.step_mut(row)?;
                let bounds = measure.bounds(step.exercise.kind);
                step.dose = measure.with(value.clamp(*bounds.start(), *bounds.end()), step.dose);
                Some(Look::Row(row))
            }
            Edit::Position { row, position } => {
                self.step_mut(row)?.position = position;
                Some(Look::Row(row))
            }
            Edit::Repeat(rows) => self.repeat(rows),
            Edit::Dissolve(row) => self.dissolve(row),
            Edit::Rounds { row, rounds: wanted } => {
                let at = entry_of(self.place(row)?);
                let Entry::Block { rounds, .. } = self.entries.get_mut(at)? else { return None };
                *rounds = wanted.clamp(*ROUNDS.start(), *ROUNDS.end());
                Some(Look::Row(row))
            }
            Edit::Rest { row, secs } => {
                let at = entry_of(self.place(row)?);
                let Entry::Block { rest, .. } = self.entries.get_mut(at)? else { return None };
                *rest = Duration::from_secs(secs.min(LONGEST_REST).into());
                Some(Look::Row(row))
            }
        }
    }

    fn insert(&mut self, below: Option<usize>, step: Step) -> Option<Look> {
        if !self.has_room_for(1) {
            return None;
        }
        let place = match below.and_then(|row| self.place(row)) {
            None => Place::Alone(self.entries.len()),
            Some(Place::Alone(at)) => Place::Alone(at + 1),
            Some(Place::Heading(at)) => Place::Within(at, 0),
            Some(Place::Within(at, within)) => Place::Within(at, within + 1),
        };
        match place {
            Place::Within(at, within) => self.block_mut(at)?.insert(within, step),
            _ => self.entries.insert(entry_of(place), Entry::Step(step)),
        }
        Some(self.look_at(place))
    }

    fn remove(&mut self, row: usize) -> Option<Look> {
        match self.place(row)? {
            Place::Heading(at) | Place::Alone(at) => drop(self.entries.remove(at)),
            Place::Within(at, within) => {
                let steps = self.block_mut(at)?;
                steps.remove(within);
                if steps.is_empty() {
                    self.entries.remove(at);
                }
            }
        }
        Some(self.look_near(row))
    }

    fn duplicate(&mut self, row: usize) -> Option<Look> {
        let place = self.place(row)?;
        let copied = match (place, self.entries.get(entry_of(place))?) {
            (Place::Heading(_), Entry::Block { steps, .. }) => steps.len() + 1,
            _ => 1,
        };
        if !self.has_room_for(copied) {
            return None;
        }
        match place {
            Place::Heading(at) | Place::Alone(at) => {
                let entry = self.entries.get(at)?.clone();
                self.entries.insert(at + 1, entry);
            }
            Place::Within(at, within) => {
                let steps = self.block_mut(at)?;
                let step = steps.get(within)?.clone();
                steps.insert(within + 1, step);
            }
        }
        Some(Look::Row(row + copied))
    }

    fn up(&mut self, row: usize) -> Option<Look> {
        match self.place(row)? {
            Place::Within(at, 0) => {
                let step = self.take_out(at, 0)?;
                self.entries.insert(at, Entry::Step(step));
                Some(self.look_at(Place::Alone(at)))
            }
            Place::Within(at, within) => {
                self.block_mut(at)?.swap(within, within - 1);
                Some(Look::Row(row - 1))
            }
            Place::Heading(at) | Place::Alone(at) => {
                let above = at.checked_sub(1)?;
                let is_alone = matches!(self.entries.get(at)?, Entry::Step(_));
                if is_alone && let Some(steps) = self.block_mut(above) {
                    let last = steps.len();
                    let Entry::Step(step) = self.entries.remove(at) else { return None };
                    self.block_mut(above)?.push(step);
                    return Some(self.look_at(Place::Within(above, last)));
                }
                self.entries.swap(at, above);
                Some(self.look_at(if is_alone { Place::Alone(above) } else { Place::Heading(above) }))
            }
        }
    }

    fn down(&mut self, row: usize) -> Option<Look> {
        match self.place(row)? {
            Place::Within(at, within) => {
                let steps = self.block_mut(at)?;
                if within + 1 < steps.len() {
                    steps.swap(within, within + 1);
                    return Some(Look::Row(row + 1));
                }
                let before = self.entries.len();
                let step = self.take_out(at, within)?;
                let below = if self.entries.len() < before { at } else { at + 1 };
                self.entries.insert(below, Entry::Step(step));
                Some(self.look_at(Place::Alone(below)))
            }
            Place::Heading(at) | Place::Alone(at) => {
                let is_alone = matches!(self.entries.get(at)?, Entry::Step(_));
                let below = Some(at + 1).filter(|below| *below < self.entries.len())?;
                if is_alone && self.block_mut(below).is_some() {
                    let Entry::Step(step) = self.entries.remove(at) else { return None };
                    self.block_mut(at)?.insert(0, step);
                    return Some(self.look_at(Place::Within(at, 0)));
                }
                self.entries.swap(at, below);
                Some(self.look_at(if is_alone { Place::Alone(below) } else { Place::Heading(below) }))
            }
        }
    }

    /// Takes a step out of a block, which goes with its last one.
    fn take_out(&mut self, at: usize, within: usize) -> Option<Step> {
        let steps = self.block_mut(at)?;
        let step = (within < steps.len()).then(|| steps.remove(within))?;
        if steps.is_empty() {
            self.entries.remove(at);
        }
        Some(step)
    }

    fn repeat(&mut self, rows: RangeInclusive<usize>) -> Option<Look> {
        let alone = |row| match self.place(row) {
            Some(Place::Alone(at)) => Some(at),
            _ => None,
        };
        let marked: Vec<usize> = rows.map(alone).collect::<Option<_>>()?;
        let (first, last) = (*marked.first()?, *marked.last()?);
        let steps = self.entries.drain(first..=last).filter_map(|entry| match entry {
            Entry::Step(step) => Some(step),
            Entry::Block { .. } => None,
        });
        let steps = steps.collect();
        self.entries.insert(first, Entry::Block { rounds: *ROUNDS.start(), rest: Duration::ZERO, steps });
        Some(self.look_at(Place::Heading(first)))
    }

    fn dissolve(&mut self, row: usize) -> Option<Look> {
        let at = entry_of(self.place(row)?);
        let steps = std::mem::take(self.block_mut(at)?);
        self.entries.splice(at..=at, steps.into_iter().map(Entry::Step));
        Some(self.look_at(Place::Alone(at)))
    }
}

const fn entry_of(place: Place) -> usize {
    match place {
        Place::Heading(at) | Place::Alone(at) | Place::Within(at, _) => at,
    }
}
