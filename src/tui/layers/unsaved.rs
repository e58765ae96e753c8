//! Unsaved: the question what becomes of a routine that was edited and not saved.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Footer, Message};
use crate::tui::view::{Command, View};
use crate::tui::widgets::pen::cut;

/// The question what becomes of a routine that was edited and not saved.
#[derive(Debug)]
pub struct Unsaved {
    /// The title of the routine.
    pub title: String,
}

impl View for Unsaved {
    fn keys(&self) -> &'static [Binding] {
        keymap::UNSAVED
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, _context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Save | Message::Discard => vec![Command::Close, Command::Send(message)],
            _ => vec![Command::Close],
        }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut lines = Vec::new();
        if !self.title.is_empty() {
            lines.push(Line::styled(cut(&self.title, text_width(area)), theme.strong));
        }
        lines.extend(paragraph("What you changed is not saved.", theme, area));
        for binding in self.keys().iter().filter(|binding| binding.footer != Footer::No) {
            lines.push(Line::from(vec![
                Span::styled(format!("{:<7}", context.keys.label(binding, self.keys())), theme.accent),
                Span::styled(binding.does, theme.text),
            ]));
        }
        Panel { title: "Save the routine?", lines, top: 0, keys: &[], context, is_alarm: false }.render(area, buffer);
    }
}
