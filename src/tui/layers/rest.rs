//! Rest: a question whether a day shall be free.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph};
use crate::history::{Kind, Record};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::view::{Command, View, close_and_keep};
use crate::words::days;

/// The question whether a day shall be free.
#[derive(Debug)]
pub struct Rest {
    /// The day.
    pub day: NaiveDate,
}

impl View for Rest {
    fn keys(&self) -> &'static [Binding] {
        keymap::REST
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let reason = match message {
            Message::Before => {
                self.day = self.day.pred_opt().unwrap_or(self.day);
                return Vec::new();
            }
            Message::After => {
                self.day = self.day.succ_opt().unwrap_or(self.day);
                return Vec::new();
            }
            Message::Yes => None,
            Message::Sick => Some("sick".to_owned()),
            Message::Vacation => Some("vacation".to_owned()),
            _ => return vec![Command::Close],
        };
        let record = Record::new(context.now.local, Kind::Rest { from: self.day, to: self.day, reason });
        close_and_keep(vec![record])
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let today = context.digest.today();
        let beside = days::beside_today(self.day, today).map(|word| format!(", {word}")).unwrap_or_default();
        let mut lines = vec![Line::from(vec![
            Span::styled("← ", theme.accent),
            Span::styled(days::long(self.day), theme.strong),
            Span::styled(" →", theme.accent),
            Span::styled(beside, theme.dim),
        ])];
        lines.extend(paragraph("A rest day keeps the streak but does not lengthen it.", theme, area));
        if self.day < today {
            lines.extend(paragraph("It will be marked as declared afterwards.", theme, area));
        }
        Panel { title: "Rest day?", lines, top: 0, keys: self.keys(), context, is_alarm: false }.render(area, buffer);
    }
}
