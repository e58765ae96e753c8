//! Hits: the places of the last frame that can be clicked. Drawing notes them down; nothing else is changed by it.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::keymap::Message;

/// The effect of a click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// That of a key in the footer.
    Message(Message),
    /// The choice of a row, by its index.
    Row(usize),
}

/// The places that can be clicked.
#[derive(Debug, Default)]
pub struct Hits(RefCell<Vec<(Rect, Target)>>);

impl Hits {
    /// Forgets all places.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Notes down a place.
    pub fn add(&self, place: Rect, target: Target) {
        self.0.borrow_mut().push((place, target));
    }

    /// The effect of a click on a cell.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let places = self.0.borrow();
        places.iter().rev().find(|(place, _)| place.contains(Position::new(column, row))).map(|(_, target)| *target)
    }
}
