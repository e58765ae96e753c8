//! Screening: the questions whose answers leave out what does not suit a person, the things at hand, and the positions
//! wanted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::asked::{self, Health};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::theme::Theme;
use crate::tui::view::{Command, View, close_and_keep};
use crate::tui::widgets::pen::wrap;

/// The questions to a person about themselves, with their answers.
#[derive(Debug)]
pub struct Screening {
    health: Health,
    chosen: usize,
    /// The questions that were shown as the chosen one; all of them once they were answered before.
    read: usize,
}

impl Screening {
    /// The questions, with the answers that the person gave before.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let health = Health::asked_of(context);
        let read = if context.digest.profile().is_some() { health.rows.len() } else { 1 };
        Self { health, chosen: 0, read }
    }

    /// Returns `true` while there are questions that the person has not come to. An answer that nobody gave is none.
    fn has_more(&self) -> bool {
        self.read < self.health.rows.len()
    }

    /// Goes to a question.
    fn choose(&mut self, row: usize) {
        self.chosen = row.min(self.health.rows.len().saturating_sub(1));
        self.read = self.read.max(self.chosen + 1);
    }

    /// The lines of all rows, and the first line of the chosen one.
    fn lines(&self, theme: &Theme, area: Rect) -> (Vec<Line<'static>>, usize) {
        // In small windows the questions begin at once.
        let mut lines = if area.height < 16 { Vec::new() } else { paragraph(asked::INTRODUCTION, theme, area) };
        let mut start = 0;
        let mut heading = String::new();
        for (index, row) in self.health.rows.iter().enumerate() {
            let [of, text] = row.in_words();
            if heading != of {
                heading = of;
                lines.extend((!lines.is_empty()).then(Line::default));
                lines.push(Line::styled(heading.clone(), theme.strong));
            }
            let is_chosen = index == self.chosen;
            if is_chosen {
                start = lines.len();
            }
            let marked = self.health.is_yes(row);
            let ink = if is_chosen { theme.strong } else { theme.text };
            for (number, part) in wrap(&text, text_width(area).saturating_sub(9)).into_iter().enumerate() {
                let answer = match number {
                    0 if index >= self.read => "[   ] ",
                    0 if marked => "[yes] ",
                    0 => "[no]  ",
                    _ => "      ",
                };
                let mark = if is_chosen && number == 0 { "▸ " } else { "  " };
                lines.push(Line::from(vec![
                    Span::styled(mark, theme.accent),
                    Span::styled(answer, if marked { theme.accent } else { theme.dim }),
                    Span::styled(part, ink),
                ]));
            }
        }
        (lines, start)
    }
}

impl View for Screening {
    fn keys(&self) -> &'static [Binding] {
        if self.has_more() { keymap::SCREENING_AT_FIRST } else { keymap::SCREENING }
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn typed(&mut self, _: &Context, press: Press) -> Option<Vec<Command>> {
        let yes = match press {
            Press::Char('y') => true,
            Press::Char('n') => false,
            _ => return None,
        };
        self.health.answer(self.chosen, yes);
        self.choose(self.chosen + 1);
        Some(Vec::new())
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Up => self.choose(self.chosen.saturating_sub(1)),
            Message::Down => self.choose(self.chosen + 1),
            Message::PageUp => self.choose(self.chosen.saturating_sub(8)),
            Message::PageDown => self.choose(self.chosen + 8),
            Message::First => self.choose(0),
            Message::Last => self.choose(usize::MAX),
            Message::Toggle => self.health.toggle(self.chosen),
            Message::Yes if self.has_more() => self.choose(self.read),
            Message::Yes => return close_and_keep(vec![self.health.record(context)]),
            _ => return vec![Command::Close],
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let (lines, start) = self.lines(theme, area);
        // The chosen row is in sight, with some of what is around it; at the top, so is what this is about.
        let rows = usize::from(area.height).saturating_sub(if area.height < 16 { 3 } else { 5 });
        let top = if start + 3 > rows { start.saturating_sub(rows / 2) } else { 0 };
        let title = format!("Before you stretch: {} of {}", self.chosen + 1, self.health.rows.len());
        Panel { title: &title, lines, top, keys: self.keys(), context, is_alarm: false }.render(area, buffer);
    }
}
