//! Kept draft: a question about a routine that was edited in an earlier run and not saved.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::practice::Routine;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Footer, Message};
use crate::tui::screens::editor::Editor;
use crate::tui::view::{Command, Effect, View};
use crate::tui::widgets::pen::cut;

/// The question what to do with a routine that was not saved.
#[derive(Debug)]
pub struct KeptDraft {
    /// The routine as far as it was made.
    pub routine: Routine,
    /// `true` if it is the person's own routine with its id.
    pub is_own: bool,
}

impl View for KeptDraft {
    fn keys(&self) -> &'static [Binding] {
        keymap::KEPT_DRAFT
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Yes => {
                let editor = Editor::go_on(&self.routine, self.is_own, context);
                vec![Effect::TakeUpDraft.into(), Command::open(editor)]
            }
            Message::Discard => vec![Command::Close, Effect::TakeUpDraft.into(), Effect::DropDraft.into()],
            _ => vec![Command::Close],
        }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let title = if self.routine.title.is_empty() { "A new routine" } else { &self.routine.title };
        let mut lines = vec![Line::styled(cut(title, text_width(area)), theme.strong)];
        lines.extend(paragraph("You edited it and did not save it.", theme, area));
        for binding in self.keys().iter().filter(|binding| binding.footer != Footer::No) {
            lines.push(Line::from(vec![
                Span::styled(format!("{:<7}", context.keys.label(binding, self.keys())), theme.accent),
                Span::styled(binding.does, theme.text),
            ]));
        }
        Panel { title: "Unsaved routine", lines, top: 0, keys: &[], context, is_alarm: false }.render(area, buffer);
    }
}
