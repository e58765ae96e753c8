//! Unfinished: a question about a session that was cut off.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::history::Checkpoint;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Footer, Message};
use crate::tui::view::{Command, Effect, View};
use crate::tui::widgets::pen::cut;
use crate::words::clock::clock_of;
use crate::words::days;

/// The question what to do with a session that was cut off.
#[derive(Debug)]
pub struct Unfinished {
    checkpoint: Checkpoint,
}

impl Unfinished {
    /// Asks about the session that left this checkpoint.
    #[must_use]
    pub const fn of(checkpoint: Checkpoint) -> Self {
        Self { checkpoint }
    }
}

impl View for Unfinished {
    fn keys(&self) -> &'static [Binding] {
        keymap::UNFINISHED
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, _context: &Context, message: Message) -> Vec<Command> {
        match message {
            // It stays until the session is shown: that may fail, and then there is still something to choose.
            Message::Yes => vec![Effect::TakeUp.into()],
            Message::Log => vec![Command::Close, Effect::LogUnfinished.into()],
            Message::Discard => vec![Command::Close, Effect::DropUnfinished.into()],
            _ => vec![Command::Close],
        }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let checkpoint = &self.checkpoint;
        let says = format!(
            "You did {} of {}, on {}. Continue?",
            clock_of(checkpoint.active_secs.into()),
            clock_of(checkpoint.planned_secs.into()),
            days::moment_long(checkpoint.at)
        );
        let mut lines = vec![Line::styled(cut(&checkpoint.title, text_width(area)), theme.strong)];
        lines.extend(paragraph(&says, theme, area));
        lines.push(Line::default());
        for binding in self.keys().iter().filter(|binding| binding.footer != Footer::No) {
            lines.push(Line::from(vec![
                Span::styled(format!("{:<5}", context.keys.label(binding, self.keys())), theme.accent),
                Span::styled(binding.does, theme.text),
            ]));
        }
        Panel { title: "Unfinished session", lines, top: 0, keys: &[], context, is_alarm: false }.render(area, buffer);
    }
}
