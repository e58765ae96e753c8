//! Caution: a question before a session that a clinician should be asked about first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph};
use crate::practice::Routine;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::view::{Command, View};
use crate::tui::widgets::scroller::Scroller;
use crate::words::fit;

/// The start of a session, whatever speaks against it.
pub type Begin = fn(&Routine, &Context) -> Vec<Command>;

/// The question whether a session shall begin all the same.
#[derive(Debug)]
pub struct Caution {
    /// The id of the routine.
    routine: String,
    reasons: Vec<String>,
    begin: Begin,
    scroller: Scroller,
}

impl Caution {
    /// The question before a session of `routine`, which `begin` starts; `None` where nothing speaks against it.
    #[must_use]
    pub fn before(routine: &Routine, context: &Context, begin: Begin) -> Option<Self> {
        let reasons = fit::cautions(routine, context.digest.advice(), &context.texts);
        (!reasons.is_empty()).then(|| Self {
            routine: routine.id.clone(),
            reasons,
            begin,
            scroller: Scroller::default(),
        })
    }
}

impl View for Caution {
    fn keys(&self) -> &'static [Binding] {
        keymap::CONFIRM
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        if self.scroller.scroll(message) {
            return Vec::new();
        }
        let routine = context.library.routine(&self.routine).filter(|_| message == Message::Yes);
        let begun = routine.map(|routine| (self.begin)(routine, context)).unwrap_or_default();
        std::iter::once(Command::Close).chain(begun).collect()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut lines: Vec<Line<'static>> = Vec::new();
        for reason in &self.reasons {
            lines.extend(paragraph(reason, theme, area));
        }
        lines.push(Line::default());
        lines.push(Line::styled("Start anyway?", theme.strong));
        Panel::scrolled("Ask a clinician first", lines, &self.scroller, self.keys(), context, area)
            .render(area, buffer);
    }
}
