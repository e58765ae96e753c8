//! What a session is led beside, in one line at the foot of every screen; and the screen of a command.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::pen::cut;
use crate::beside::{Ending, Screen, Task};
use crate::session::engine::Engine;
use crate::session::{Moment, SegmentKind};
use crate::tui::theme::Theme;
use crate::words::beside as words;
use crate::words::clock::clock_left;

/// The line about what a session is led beside.
pub struct Strip<'a> {
    /// What is known of it.
    pub task: &'a Task,
    /// The session, while the command's own screen covers it.
    pub covered: Option<(&'a Engine, Moment)>,
    /// `true` while the command's own screen is shown.
    pub is_shown: bool,
    /// `true` if the session ends with what has begun.
    pub winds_up: bool,
    /// The inks.
    pub theme: &'a Theme,
}

impl Widget for &Strip<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let Strip { task, theme, .. } = self;
        let width = usize::from(area.width);
        let (first, ink) = match words::ended(task) {
            Some(ended) => {
                let went_well = matches!(task.ended, Some(Ending::Exited(0) | Ending::Told));
                (ended, if went_well { theme.accent } else { theme.warm })
            }
            None => (words::running(task), theme.text),
        };
        let key = match (self.is_shown, task.has_screen) {
            (true, _) => words::BACK,
            (false, true) if task.ended.is_none() => words::SHOW,
            _ => "",
        };
        let rest = match self.covered {
            Some((engine, now)) => told(engine, now),
            None if self.winds_up => words::LAST.to_owned(),
            None => task.last_line.clone(),
        };
        let first = cut(&first, width.saturating_sub(2));
        // The last line is worth more than the key's words, which the help has as well; a few letters of it are worth nothing.
        let taken = Span::raw(first.as_str()).width() + 2;
        let with_key = width.saturating_sub(taken + key.len() + 3);
        let (room, key) = if with_key >= LEAST_LINE { (with_key, key) } else { (width.saturating_sub(taken), "") };
        let rest = if room >= LEAST_LINE { cut(&rest, room) } else { String::new() };
        buffer.set_style(area, theme.text);
        Line::from(vec![Span::styled(format!(" {first}  "), ink), Span::styled(rest, theme.dim)]).render(area, buffer);
        let at = area.right().saturating_sub(u16::try_from(key.len()).unwrap_or_default() + 1);
        buffer.set_string(at, area.y, key, theme.dim);
    }
}

/// The columns of a line that are worth showing.
const LEAST_LINE: usize = 12;

/// The session in a few words.
fn told(engine: &Engine, now: Moment) -> String {
    let Some(segment) = engine.segment() else {
        return String::new();
    };
    let name = engine.plan().exercise(segment.step).map_or("", |exercise| exercise.short_name());
    let side = segment.side.map(|side| format!(", {} side", side.word())).unwrap_or_default();
    let left = clock_left(engine.segment_left(now));
    let doing = match segment.kind {
        SegmentKind::GetReady => "get ready",
        SegmentKind::Switch => "switch sides",
        SegmentKind::Rest => "rest",
        SegmentKind::Hold => "hold",
        SegmentKind::Reps { .. } => "move",
        SegmentKind::Breathe { .. } => "breathe",
    };
    format!("{doing} {left}  {name}{side}")
}

/// The screen of a command. Where there is less room than it has rows, those around its cursor are shown.
pub struct Shown<'a>(pub &'a Screen);

impl Widget for Shown<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let (columns, rows) = self.0.size();
        let hidden = rows.saturating_sub(area.height).min((self.0.row() + 1).saturating_sub(area.height));
        for row in 0..area.height.min(rows) {
            for column in 0..area.width.min(columns) {
                let Some(from) = self.0.cell(column, row + hidden) else {
                    continue;
                };
                let Some(cell) = buffer.cell_mut((area.x + column, area.y + row)) else {
                    continue;
                };
                if from.is_wide_continuation() {
                    continue;
                }
                cell.set_symbol(if from.has_contents() { from.contents() } else { " " }).set_style(style(from));
            }
        }
        if let Some((column, row)) = self.0.cursor()
            && let Some(row) = row.checked_sub(hidden).filter(|row| *row < area.height)
            && let Some(cell) = buffer.cell_mut((area.x + column.min(area.width.saturating_sub(1)), area.y + row))
        {
            cell.modifier.toggle(Modifier::REVERSED);
        }
    }
}

fn style(cell: &vt100::Cell) -> Style {
    let mut style = Style::new().fg(colour(cell.fgcolor())).bg(colour(cell.bgcolor()));
    for (is_on, modifier) in [
        (cell.bold(), Modifier::BOLD),
        (cell.dim(), Modifier::DIM),
        (cell.italic(), Modifier::ITALIC),
        (cell.underline(), Modifier::UNDERLINED),
        (cell.inverse(), Modifier::REVERSED),
    ] {
        if is_on {
            style = style.add_modifier(modifier);
        }
    }
    style
}

const fn colour(colour: vt100::Color) -> Color {
    match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(index) => Color::Indexed(index),
        vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}
