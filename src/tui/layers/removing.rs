//! Removing: the question whether a routine of the person's own shall be removed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::view::{Command, Effect, View};
use crate::tui::widgets::pen::cut;

/// The question whether a routine of the person's own shall be removed.
#[derive(Debug)]
pub struct Removing {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

impl View for Removing {
    fn keys(&self) -> &'static [Binding] {
        keymap::CONFIRM
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, _context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Yes => vec![Command::Close, Effect::RemoveRoutine(self.id.clone()).into()],
            _ => vec![Command::Close],
        }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut lines = vec![Line::styled(cut(&self.title, text_width(area)), theme.strong)];
        let says = "Its file stays in your folder under another name. Your sessions stay in the history.";
        lines.extend(paragraph(says, theme, area));
        let keys = self.keys();
        Panel { title: "Remove this routine?", lines, top: 0, keys, context, is_alarm: false }.render(area, buffer);
    }
}
