//! Draft: a routine while it is edited, with all that can be undone and done again. Pure.
//!
//! It is a list of entries, each a step or a block of steps; a row is a step, or the heading of a block. An edit names its
//! row, and says which row to look at after it.

mod content;
mod edit;
#[cfg(test)]
mod tests;

use crate::library::bounds::WIDEST_TITLE;
use crate::practice::routine::Origin;
use crate::practice::{Level, Routine, Step};
use crate::sanitize::clean;
use content::{Content, entries};
pub use edit::{Edit, Look, Row, Text};

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
            on_the_way: false,
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
