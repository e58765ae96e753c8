//! Draft: a routine while it is edited, with all that can be undone and done again. Pure.
//!
//! It is a list of entries, each a step or a block of steps; a row is a step, or the heading of a block. An edit names its
//! row, and says which row to look at after it.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::library::bounds::{LONGEST_REST, MOST_STEPS, Measure, ROUNDS, WIDEST_SENTENCE, WIDEST_TITLE};
use crate::practice::routine::{Origin, Passage, unrolled};
use crate::practice::{Level, Position, Routine, Step};
use crate::sanitize::clean;

/// The largest number of edits that can be undone.
const MOST_UNDONE: usize = 1000;

/// A routine while it is edited.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The routine that it began as: what cannot be edited is as it is there.
    base: Routine,
    now: Content,
    past: Vec<Content>,
    undone: Vec<Content>,
    /// The content that need not be saved.
    saved: Content,
}

/// The part of a routine that can be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Content {
    title: String,
    goal: String,
    when: String,
    note: String,
    entries: Vec<Entry>,
}

/// A text of a routine that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// The title.
    Title,
    /// What it is good for.
    Goal,
    /// The occasion that it suits.
    When,
    /// A warning for the whole of it.
    Note,
}

impl Text {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Title, Self::Goal, Self::When, Self::Note];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Goal => "goal",
            Self::When => "when",
            Self::Note => "note",
        }
    }

    /// The widest that it can be, in columns.
    #[must_use]
    pub const fn widest(self) -> usize {
        match self {
            Self::Title => WIDEST_TITLE,
            Self::Goal | Self::When | Self::Note => WIDEST_SENTENCE,
        }
    }
}

/// A step by itself, or steps that are repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
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

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row<'a> {
    /// A block begins.
    Block {
        /// The number of rounds.
        rounds: u32,
        /// The rest between two of them.
        rest: Duration,
    },
    /// A step.
    Step {
        /// The step.
        step: &'a Step,
        /// Its place among the unrolled steps; in a block, that of the first round.
        index: usize,
        /// The number that it has in the list, from 1.
        number: usize,
        /// `true` if it is in a block.
        in_block: bool,
    },
}

/// A change. Rows are counted from 0, headings of blocks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Give it this title, goal, occasion or note.
    Text(Text, String),
    /// Put a step below a row, or at the end.
    Insert {
        /// The row.
        below: Option<usize>,
        /// The step.
        step: Step,
    },
    /// Put another step in place of the one in a row.
    Swap {
        /// The row.
        row: usize,
        /// The step.
        step: Step,
    },
    /// Take a step, or a whole block, out.
    Remove(usize),
    /// Put a copy of a step, or of a whole block, below it.
    Duplicate(usize),
    /// Move a step, or a whole block, up: a step goes into blocks and out of them.
    Up(usize),
    /// The same, down.
    Down(usize),
    /// Set a number of the dose of a step.
    Measure {
        /// The row.
        row: usize,
        /// The number.
        measure: Measure,
        /// Its value; what is out of bounds goes to the nearest that is not.
        value: u32,
    },
    /// Do a step in this position.
    Position {
        /// The row.
        row: usize,
        /// The position.
        position: Position,
    },
    /// Repeat the steps of these rows as a block.
    Repeat(RangeInclusive<usize>),
    /// Make single steps of the block that a row is of.
    Dissolve(usize),
    /// Set the number of rounds of a block.
    Rounds {
        /// The row of its heading.
        row: usize,
        /// The number; what is out of bounds goes to the nearest that is not.
        rounds: u32,
    },
    /// Set the rest between the rounds of a block.
    Rest {
        /// The row of its heading.
        row: usize,
        /// The seconds; what is out of bounds goes to the nearest that is not.
        secs: u32,
    },
}

/// The part to look at after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// One of its texts.
    Text(Text),
    /// A row; one beyond the last where there is none.
    Row(usize),
}

impl Draft {
    /// A draft of a routine that is the person's own already.
    #[must_use]
    pub fn of(routine: &Routine) -> Self {
        let now = Content {
            title: routine.title.clone(),
            goal: routine.goal.clone(),
            when: routine.when.clone(),
            note: routine.note.clone().unwrap_or_default(),
            entries: entries(routine),
        };
        let base = Routine { changes: Vec::new(), ..routine.clone() };
        Self { base, saved: now.clone(), now, past: Vec::new(), undone: Vec::new() }
    }

    /// A draft of a copy of a routine, for oneself.
    #[must_use]
    pub fn copy_of(routine: &Routine) -> Self {
        let title = clean(&format!("{}, mine", routine.title), WIDEST_TITLE);
        // What is proposed to newcomers and on bad days is the program's own.
        Self::of(&Routine { title, gentle: false, first: false, origin: Origin::User, ..routine.clone() })
    }

    /// A draft without title and steps.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(&Routine {
            id: String::new(),
            title: String::new(),
            areas: Vec::new(),
            level: Level::Beginner,
            goal: String::new(),
            when: String::new(),
            equipment: Vec::new(),
            note: None,
            steps: Vec::new(),
            changes: Vec::new(),
            gentle: false,
            first: false,
            origin: Origin::User,
        })
    }

    /// The same draft, which is to be saved even if nothing is changed.
    #[must_use]
    pub fn unsaved(self) -> Self {
        let nothing = Self::empty().now;
        Self { saved: nothing, ..self }
    }

    /// One of its texts.
    #[must_use]
    pub fn text(&self, text: Text) -> &str {
        self.now.text(text)
    }

    /// The routine as it would be kept. It serves the areas and needs the things that its steps do, and what
    /// it was said to serve and to need beyond them.
    #[must_use]
    pub fn routine(&self) -> Routine {
        let (base, now) = (&self.base, &self.now);
        let steps = self.now.steps();
        let areas = |steps: &[Step]| each_once(steps, |step| &step.exercise.areas);
        let equipment = |steps: &[Step]| each_once(steps, |step| &step.exercise.equipment);
        let hardest = |steps: &[Step]| steps.iter().map(|step| step.exercise.level).max();
        let level = hardest(&steps).filter(|level| Some(*level) != hardest(&base.steps));
        Routine {
            title: now.title.clone(),
            goal: now.goal.clone(),
            when: now.when.clone(),
            note: Some(now.note.clone()).filter(|note| !note.is_empty()),
            areas: followed(&base.areas, &areas(&base.steps), &areas(&steps)),
            equipment: followed(&base.equipment, &equipment(&base.steps), &equipment(&steps)),
            level: level.unwrap_or(base.level),
            steps,
            ..base.clone()
        }
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> Vec<Row<'_>> {
        self.now.rows()
    }

    /// The same draft with another text, of which nothing is to be undone.
    #[must_use]
    pub fn with(&self, text: Text, to: &str) -> Self {
        let mut now = self.now.clone();
        now.set(text, to);
        Self { base: self.base.clone(), now, past: Vec::new(), undone: Vec::new(), saved: self.saved.clone() }
    }

    /// Returns `true` if something would be lost that was not saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.now != self.saved
    }

    /// Makes a change; `None` if nothing is changed by it.
    pub fn apply(&mut self, edit: Edit) -> Option<Look> {
        let mut next = self.now.clone();
        let look = next.apply(edit)?;
        if next == self.now {
            return None;
        }
        if self.past.len() >= MOST_UNDONE {
            self.past.remove(0);
        }
        self.past.push(std::mem::replace(&mut self.now, next));
        self.undone.clear();
        Some(look)
    }

    /// Takes the last change back; `None` if there is none.
    pub fn undo(&mut self) -> Option<Look> {
        let before = self.past.pop()?;
        let look = before.first_difference(&self.now);
        self.undone.push(std::mem::replace(&mut self.now, before));
        Some(look)
    }

    /// Makes the change again that was taken back last; `None` if there is none.
    pub fn redo(&mut self) -> Option<Look> {
        let after = self.undone.pop()?;
        let look = after.first_difference(&self.now);
        self.past.push(std::mem::replace(&mut self.now, after));
        Some(look)
    }

    /// The number of changes that can be undone.
    #[must_use]
    pub const fn changes(&self) -> usize {
        self.past.len()
    }

    /// Makes one change of all after the first `changes`.
    pub fn join_after(&mut self, changes: usize) {
        let is_as_before = self.past.get(changes) == Some(&self.now);
        self.past.truncate(if is_as_before { changes } else { changes + 1 });
    }

    /// Forgets all changes after the first `changes`.
    pub fn back_to(&mut self, changes: usize) {
        if let Some(then) = self.past.get(changes) {
            self.now = then.clone();
            self.past.truncate(changes);
        }
    }
}

/// The things of all steps, each once, in order.
fn each_once<T: Clone + PartialEq>(steps: &[Step], of: impl Fn(&Step) -> &Vec<T>) -> Vec<T> {
    let mut found = Vec::new();
    for one in steps.iter().flat_map(of) {
        if !found.contains(one) {
            found.push(one.clone());
        }
    }
    found
}

/// What is said of a routine, once its steps are for `now` and no longer for `before`.
fn followed<T: Clone + PartialEq>(said: &[T], before: &[T], now: &[T]) -> Vec<T> {
    let kept = said.iter().filter(|one| now.contains(one) || !before.contains(one));
    let new = now.iter().filter(|one| !before.contains(one) && !said.contains(one));
    kept.chain(new).cloned().collect()
}

fn entries(routine: &Routine) -> Vec<Entry> {
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
    fn text(&self, text: Text) -> &str {
        match text {
            Text::Title => &self.title,
            Text::Goal => &self.goal,
            Text::When => &self.when,
            Text::Note => &self.note,
        }
    }

    fn set(&mut self, text: Text, to: &str) {
        let to = clean(to, text.widest());
        match text {
            Text::Title => self.title = to,
            Text::Goal => self.goal = to,
            Text::When => self.when = to,
            Text::Note => self.note = to,
        }
    }

    /// The steps, block for block unrolled.
    fn steps(&self) -> Vec<Step> {
        let of_entry = |(index, entry): (usize, &Entry)| match entry {
            Entry::Step(step) => vec![step.clone()],
            Entry::Block { rounds, rest, steps } => unrolled(index, steps, *rounds, *rest),
        };
        self.entries.iter().enumerate().flat_map(of_entry).collect()
    }

    fn rows(&self) -> Vec<Row<'_>> {
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
    fn first_difference(&self, other: &Self) -> Look {
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

    fn apply(&mut self, edit: Edit) -> Option<Look> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::bounds::flaws;
    use crate::library::{Library, write};

    /// An edit from four numbers, most of which name a row that there is.
    fn edit(library: &Library, (what, row, other, value): (u8, usize, usize, u32)) -> Edit {
        let exercises = library.exercises();
        let step = || Step::of(exercises[value as usize % exercises.len()]);
        let measures = [
            Measure::Hold,
            Measure::Times,
            Measure::Rest,
            Measure::Count,
            Measure::Each,
            Measure::Breaths,
            Measure::In,
        ];
        match what % 13 {
            0 => Edit::Text(Text::ALL[row % 4], "x".repeat(value as usize % 70)),
            1 | 2 => Edit::Insert { below: (value % 3 > 0).then_some(row), step: step() },
            3 => Edit::Swap { row, step: step() },
            4 => Edit::Remove(row),
            5 => Edit::Duplicate(row),
            6 => Edit::Up(row),
            7 => Edit::Down(row),
            8 => Edit::Measure { row, measure: measures[other % measures.len()], value },
            9 => Edit::Repeat(row..=row + other % 4),
            10 => Edit::Dissolve(row),
            11 => Edit::Rounds { row, rounds: value },
            _ => Edit::Rest { row, secs: value },
        }
    }

    fn edits() -> impl Strategy<Value = Vec<(u8, usize, usize, u32)>> {
        prop::collection::vec((any::<u8>(), 0usize..14, 0usize..14, 0u32..200), 0..40)
    }

    fn draft(library: &Library) -> Draft {
        Draft::copy_of(library.routine("neck-ease-5").unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_edited_can_be_kept_and_read_again_or_says_why_not(edits in edits()) {
            let library = Library::built_in();
            let mut draft = draft(&library);
            for numbers in edits {
                draft.apply(edit(&library, numbers));
            }
            let routine = Routine { id: "mine".to_owned(), ..draft.routine() };
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("mine.json"), write::routine(&routine)).unwrap();
            let read = Library::with_user_files(folder.path());
            prop_assert_eq!(read.faults().is_empty(), flaws(&routine).is_empty(), "{:?}", read.faults());
            if read.faults().is_empty() {
                prop_assert_eq!(read.routine("mine"), Some(&routine));
            }
        }

        #[test]
        fn undo_after_any_edit_is_as_before_and_redo_as_after(edits in edits()) {
            let library = Library::built_in();
            let mut draft = draft(&library);
            for numbers in edits {
                let before = draft.now.clone();
                let look = draft.apply(edit(&library, numbers));
                let after = draft.now.clone();
                prop_assert_eq!(look.is_some(), before != after);
                if let Some(look) = look {
                    draft.undo();
                    prop_assert_eq!(&draft.now, &before);
                    draft.redo();
                    prop_assert_eq!(&draft.now, &after);
                    if let Look::Row(row) = look {
                        prop_assert!(row <= draft.rows().len());
                    }
                }
            }
            while draft.undo().is_some() {}
            prop_assert!(!draft.is_changed());
        }

        #[test]
        fn what_moves_down_and_up_again_is_where_it_was(edits in edits(), row in 0usize..14) {
            let library = Library::built_in();
            let mut draft = draft(&library);
            for numbers in edits {
                draft.apply(edit(&library, numbers));
            }
            let before = draft.now.clone();
            // A block of one step is gone once the step has left it.
            let blocks = |content: &Content| content.rows().iter().filter(|row| matches!(row, Row::Block { .. })).count();
            if let Some(Look::Row(below)) = draft.apply(Edit::Down(row))
                && blocks(&draft.now) == blocks(&before)
            {
                prop_assert_eq!(draft.apply(Edit::Up(below)), Some(Look::Row(row)));
                prop_assert_eq!(draft.now, before);
            }
        }
    }

    #[test]
    fn a_routine_that_is_not_edited_stays_what_it_is() {
        let library = Library::built_in();
        for routine in library.routines() {
            assert_eq!(Draft::of(routine).routine(), *routine);
        }
    }

    #[test]
    fn a_new_routine_serves_the_areas_of_its_exercises() {
        let library = Library::built_in();
        let mut draft = Draft::empty();
        assert_eq!(
            flaws(&draft.routine()),
            [crate::library::bounds::Flaw::NoTitle, crate::library::bounds::Flaw::NoSteps]
        );
        let exercise = library.exercise("chin-tuck").unwrap();
        draft.apply(Edit::Insert { below: None, step: Step::of(exercise) });
        assert_eq!(draft.routine().areas, exercise.areas);
    }

    #[test]
    fn what_was_carried_through_many_rows_is_one_change() {
        let library = Library::built_in();
        let mut draft = draft(&library);
        for row in 0..3 {
            draft.apply(Edit::Down(row));
        }
        draft.join_after(0);
        assert_eq!(draft.changes(), 1);
        draft.undo();
        assert!(!draft.is_changed());
    }
}
