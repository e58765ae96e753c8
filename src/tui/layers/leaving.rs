//! Leaving: the question whether a running session shall end. Behind it the session is paused.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Footer, Message};
use crate::tui::view::{Command, View};
use crate::tui::widgets::pen::wrap;
use crate::words::clock::{clock, clock_left};

/// The question whether a running session shall end.
#[derive(Debug)]
pub struct Leaving {
    /// The title of the routine.
    pub title: String,
    /// The time that was spent on it; `None` if nothing was done that is kept.
    pub done: Option<Duration>,
    /// The time that is left.
    pub left: Duration,
}

impl View for Leaving {
    fn keys(&self) -> &'static [Binding] {
        keymap::LEAVING
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, _context: &Context, message: Message) -> Vec<Command> {
        match message {
            // The session behind it does as it would without the question.
            Message::Toggle | Message::End | Message::Ouch => vec![Command::Close, Command::Send(message)],
            _ => vec![Command::Close],
        }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let title = wrap(&self.title, text_width(area)).into_iter().map(|row| Line::styled(row, theme.strong));
        let mut lines: Vec<Line<'static>> = title.collect();
        let says = match self.done {
            Some(done) => format!("{} done, {} left. What you have done is kept.", clock(done), clock_left(self.left)),
            None => "Nothing is done yet, so there is nothing to keep.".to_owned(),
        };
        lines.extend(paragraph(&says, theme, area));
        // One below the other: none of these keys may be without its word.
        for binding in self.keys().iter().filter(|binding| binding.footer != Footer::No) {
            lines.push(Line::from(vec![
                Span::styled(format!("{:<7}", context.keys.label(binding, self.keys())), theme.accent),
                Span::styled(binding.does, theme.text),
            ]));
        }
        Panel { title: "End the session?", lines, top: 0, keys: &[], context, is_alarm: false }.render(area, buffer);
    }
}
