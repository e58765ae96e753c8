//! List: the title, the steps and the blocks of a draft, one below the other.

use std::ops::RangeInclusive;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use super::draft::{Row, Text};
use crate::library::bounds::Flaw;
use crate::session::Plan;
use crate::tui::context::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::{List, Row as Line};
use crate::tui::widgets::pen::{Pen, cut, wrap};
use crate::words::clock::{clock, clock_of};
use crate::words::rounds::block;

/// The columns from which the dose has a place beside the name.
const WITH_DOSE: usize = 44;
/// The columns from which it says that it is done on each side.
const WITH_SIDES: usize = 56;

/// All that the list shows. Its first line is the title, its last the way to a new step.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The title.
    pub title: &'a str,
    /// The text that is typed just now, in place of the title.
    pub typed: Option<(Text, &'a Field)>,
    /// The rows between them.
    pub rows: Vec<Row<'a>>,
    /// The chosen line.
    pub chosen: usize,
    /// The rows that are marked to be repeated.
    pub marked: Option<RangeInclusive<usize>>,
    /// `true` if the chosen row is moved.
    pub is_moved: bool,
    /// The plan that tells the times.
    pub plan: &'a Plan,
    /// The reasons why it cannot be kept.
    pub flaws: &'a [Flaw],
}

/// A flaw as a sentence that says what to do.
#[must_use]
pub fn sentence(flaw: Flaw) -> String {
    match flaw {
        Flaw::NoTitle => "Give it a title.".to_owned(),
        Flaw::NoSteps => "Add at least one exercise.".to_owned(),
        Flaw::NoArea => "These are all warm-ups: add an exercise for an area.".to_owned(),
        Flaw::TooManySteps(found) => format!("{found} steps in all rounds; at most 100."),
        Flaw::TooLong(total) => format!("{} in all; at most 60 minutes.", clock_of(total.as_secs())),
    }
}

impl Shown<'_> {
    /// Draws the list, and below it what is wrong.
    pub fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let width = usize::from(area.width);
        // The title's own place says what is wrong with it.
        let wrong = self.flaws.iter().filter(|flaw| !matches!(flaw, Flaw::NoTitle | Flaw::NoSteps));
        let wrong: Vec<String> = wrong.flat_map(|flaw| wrap(&sentence(*flaw), width)).collect();
        let foot = u16::try_from(wrong.len()).unwrap_or(0).min(area.height.saturating_sub(3));
        let list = Rect { height: area.height - foot, ..area };
        let row = |line: usize, ink| self.line(context, line, width, ink);
        let lines = self.rows.len() + 2;
        (&List::new(lines, self.chosen, theme, row).clickable(&context.hits, 0)).render(list, buffer);
        let y = list.y + list.height.min(u16::try_from(lines).unwrap_or(u16::MAX));
        let mut pen = Pen::new(buffer, Rect { y, height: area.bottom().saturating_sub(y), ..area });
        if usize::from(pen.rows_left()) > wrong.len() {
            pen.gap();
        }
        pen.lines(wrong.into_iter().map(|line| Span::styled(line, theme.warm).into()));
    }

    fn line(&self, context: &Context, line: usize, width: usize, ink: ratatui::style::Style) -> Line {
        let theme = &context.theme;
        let Some(row) = line.checked_sub(1) else {
            return Line::Item(self.title_line(context, width, ink));
        };
        match self.rows.get(row) {
            None => {
                let says = if self.rows.is_empty() { "add the first exercise" } else { "add an exercise" };
                let ink = if self.flaws.contains(&Flaw::NoSteps) { theme.warm } else { theme.dim };
                Line::Item(vec![Span::styled(" +  ", theme.accent), Span::styled(says, ink)])
            }
            Some(Row::Block { rounds, rest }) => {
                let mark = if self.is_moved && line == self.chosen { " ↕  " } else { "    " };
                let says = cut(&block(*rounds, *rest), width.saturating_sub(6));
                let is_chosen = line == self.chosen;
                Line::Item(vec![
                    Span::styled(mark, theme.accent),
                    Span::styled(says, if is_chosen { ink } else { theme.dim }),
                ])
            }
            Some(Row::Step { step, index, number, in_block }) => {
                let is_marked = self.marked.as_ref().is_some_and(|marked| marked.contains(&row));
                let (mark, mark_ink) = if self.is_moved && line == self.chosen {
                    (" ↕  ".to_owned(), theme.accent)
                } else if is_marked {
                    (format!("{number:>2}│ "), theme.accent)
                } else {
                    (format!("{number:>2}  "), theme.dim)
                };
                let indent = if *in_block { "  " } else { "" };
                let (dose, dose_width) = match width {
                    WITH_SIDES.. => (step.shorthand(), 20),
                    WITH_DOSE.. => (step.dose.shorthand(), 12),
                    _ => (String::new(), 0),
                };
                let room = width.saturating_sub(6 + indent.len() + dose_width + 7);
                let time = self.plan.step_total(*index);
                Line::Item(vec![
                    Span::styled(mark, mark_ink),
                    Span::raw(indent),
                    Span::styled(format!("{:<room$}", cut(step.exercise.short_name(), room)), ink),
                    Span::styled(format!("{dose:>dose_width$}"), theme.dim),
                    Span::styled(
                        format!("{:>7}", if time.is_zero() { String::new() } else { clock(time) }),
                        theme.accent,
                    ),
                ])
            }
        }
    }

    fn title_line(&self, context: &Context, width: usize, ink: ratatui::style::Style) -> Vec<Span<'static>> {
        let theme = &context.theme;
        let room = width.saturating_sub(9);
        let name = self.typed.map_or(Text::Title, |(text, _)| text).name();
        let label = Span::styled(format!("{name:<5}  "), theme.dim);
        let nothing = self.flaws.contains(&Flaw::NoTitle);
        match self.typed {
            Some((of, field)) => {
                let text = field.shown(room, true);
                let hint = if nothing && of == Text::Title { "  give it a title" } else { "" };
                vec![label, Span::styled(text, theme.strong), Span::styled(hint, theme.warm)]
            }
            None if nothing => vec![label, Span::styled("give it a title", theme.warm)],
            None => vec![label, Span::styled(cut(self.title, room), ink)],
        }
    }
}

/// A time for a line of the header.
#[must_use]
pub fn total(for_you: Duration, whole: Duration) -> String {
    if for_you == whole { clock(whole) } else { format!("{} for you, {} in all", clock(for_you), clock(whole)) }
}
