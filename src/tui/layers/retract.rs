//! Retract: a question whether a record shall be removed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::history::{Kind, Record};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::view::{Command, Notice, View, close_and_keep};
use crate::tui::widgets::pen::cut;

/// The question whether a record shall be removed.
#[derive(Debug)]
pub struct Retract {
    /// The id of the record.
    pub id: String,
    /// The record in words.
    pub what: String,
}

impl View for Retract {
    fn keys(&self) -> &'static [Binding] {
        keymap::CONFIRM
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        if message != Message::Yes {
            return vec![Command::Close];
        }
        let record = Record::new(context.now.local, Kind::Retract { of: self.id.clone() });
        let removed = Notice { text: format!("Removed: {}. Press u to undo.", self.what), until: None };
        close_and_keep(vec![record]).into_iter().chain([Command::Say(removed)]).collect()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut lines = vec![Line::styled(cut(&self.what, text_width(area)), theme.strong)];
        let says = "It will no longer count. u brings it back.";
        lines.extend(paragraph(says, theme, area));
        Panel { title: "Remove this?", lines, top: 0, keys: self.keys(), context, is_alarm: false }
            .render(area, buffer);
    }
}
