//! Undoing: the question whether an entry of an earlier run of the program shall be undone.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel::{Panel, text_width};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::view::{Command, Effect, View};
use crate::tui::widgets::pen::wrap;

/// The question whether an entry of an earlier run of the program shall be undone.
#[derive(Debug)]
pub struct Undoing {
    /// The entry in words.
    pub what: String,
}

impl View for Undoing {
    fn keys(&self) -> &'static [Binding] {
        keymap::CONFIRM
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, _: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Yes => vec![Command::Close, Effect::Undo { is_asked: true }.into()],
            _ => vec![Command::Close],
        }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let what = wrap(&self.what, text_width(area)).into_iter().map(|row| Line::styled(row, theme.strong));
        let says = "It was entered before you started supple this time.";
        let says = wrap(says, text_width(area)).into_iter().map(|row| Line::styled(row, theme.text));
        let lines: Vec<Line<'static>> = what.chain(says).collect();
        Panel { title: "Undo this?", lines, top: 0, keys: self.keys(), context, is_alarm: false }.render(area, buffer);
    }
}
