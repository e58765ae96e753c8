//! Search: an exercise found by a few letters of its name, its area or its position.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::about::About;
use crate::practice::{Exercise, Step};
use crate::tui::context::Context;
use crate::tui::demonstration::Demonstration;
use crate::tui::keymap::{self, Message, Press};
use crate::tui::ranking::ranked;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::pen::{Pen, cut};

/// The longest text to look for, in characters.
const LONGEST_SEARCH: usize = 40;
/// The rows of a page.
const PAGE: usize = 8;

/// What the exercise is for that is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A new step, below this row or at the end.
    Below(Option<usize>),
    /// Another exercise in place of the one in this row.
    InPlaceOf(usize),
}

/// The exercises, and what was typed to find one.
#[derive(Debug)]
pub struct Search {
    /// What the exercise is for.
    pub purpose: Purpose,
    field: Field,
    exercises: Vec<Arc<Exercise>>,
    /// Those that fit, by index, the best first.
    found: Vec<usize>,
    chosen: usize,
    demonstration: Demonstration,
}

impl Search {
    /// A search among all exercises.
    #[must_use]
    pub fn open(purpose: Purpose, context: &Context) -> Self {
        let exercises: Vec<_> = context.library.exercises().into_iter().cloned().collect();
        let found = (0..exercises.len()).collect();
        let demonstration = Demonstration { since: context.now.moment.monotonic };
        Self { purpose, field: Field::new(LONGEST_SEARCH), exercises, found, chosen: 0, demonstration }
    }

    /// The chosen exercise, as a step.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        self.exercise().map(Step::of)
    }

    fn exercise(&self) -> Option<&Arc<Exercise>> {
        self.found.get(self.chosen).and_then(|index| self.exercises.get(*index))
    }

    /// Takes a key that is text; returns `false` if it is none.
    pub fn typed(&mut self, context: &Context, press: Press) -> bool {
        if keymap::meaning(keymap::EDITOR_SEARCH, press).is_some() || !self.field.take(press) {
            return false;
        }
        self.find(context);
        true
    }

    /// Takes in a text that was pasted.
    pub fn paste(&mut self, context: &Context, text: &str) {
        self.field.paste(text);
        self.find(context);
    }

    fn find(&mut self, context: &Context) {
        let words = |exercise: &Arc<Exercise>| {
            let area = exercise.area().map_or("warm-up", crate::areas::Area::label);
            format!("{} {area} {} {}", exercise.name, exercise.position.plain(), exercise.targets.join(" "))
        };
        self.found = ranked(self.field.text(), self.exercises.iter().map(words));
        // What is called by the words that are typed comes before what only has their letters.
        let typed = self.field.text().trim().to_lowercase();
        let is_called = |index: &usize| {
            self.exercises.get(*index).is_some_and(|exercise| exercise.name.to_lowercase().contains(&typed))
        };
        self.found.sort_by_key(|index| !is_called(index));
        self.choose(0, context);
    }

    /// Chooses a row of the list.
    pub fn choose(&mut self, row: usize, context: &Context) {
        self.chosen = row.min(self.found.len().saturating_sub(1));
        self.demonstration = Demonstration { since: context.now.moment.monotonic };
    }

    /// The chosen row.
    #[must_use]
    pub const fn chosen(&self) -> usize {
        self.chosen
    }

    /// Moves about the list.
    pub fn go(&mut self, message: Message, context: &Context) {
        let row = match message {
            Message::Up => self.chosen.saturating_sub(1),
            Message::Down => self.chosen + 1,
            Message::PageUp => self.chosen.saturating_sub(PAGE),
            Message::PageDown => self.chosen + PAGE,
            _ => return,
        };
        self.choose(row, context);
    }

    fn about(&self, context: &Context) -> Option<About<'_>> {
        let exercise = self.exercise()?;
        let lines = vec![Line::styled(Step::of(exercise).shorthand(), context.theme.text)];
        Some(About { exercise, position: exercise.position, lines, demonstration: self.demonstration })
    }

    /// The next moment at which the figure looks different.
    #[must_use]
    pub fn next_wakeup(&self, context: &Context, detail: Rect) -> Option<Duration> {
        self.about(context)?.next_wakeup(context, detail)
    }

    /// Draws the line that is typed into and the list below it, and beside them the chosen exercise.
    pub fn render(&self, context: &Context, list: Rect, detail: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let width = usize::from(list.width);
        let mut pen = Pen::new(buffer, list);
        pen.line(vec![
            Span::styled("find  ", theme.accent),
            Span::styled(self.field.shown(width.saturating_sub(6), true), theme.strong),
        ]);
        if list.height >= 12 {
            pen.gap();
        }
        let rows = Rect { y: pen.row(), height: pen.rows_left(), ..list };
        if self.found.is_empty() {
            pen.text("No match. Press esc to go back.", theme.warm);
            return;
        }
        let room = width.saturating_sub(14);
        let row = |row: usize, ink| {
            let exercise = self.found.get(row).and_then(|index| self.exercises.get(*index));
            let name = exercise.map_or("", |exercise| exercise.short_name());
            let area = exercise.and_then(|exercise| exercise.area()).map_or("warm-up", crate::areas::Area::label);
            Row::Item(vec![
                Span::styled(format!("{:<room$}", cut(name, room)), ink),
                Span::styled(format!("  {}", cut(area, 10)), theme.dim),
            ])
        };
        (&List::new(self.found.len(), self.chosen, theme, row).clickable(&context.hits, 0)).render(rows, buffer);
        if let Some(about) = self.about(context) {
            about.render(context, detail, buffer);
        }
    }
}
