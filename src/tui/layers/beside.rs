//! Beside: the screen of the command that a session is led beside. Keys go to the command; the session goes on.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::tui::context::Context;
use crate::tui::keymap::{Binding, Message};
use crate::tui::view::{Command, View};
use crate::tui::widgets::beside::Shown;

/// The time between two looks at the command's screen: ten frames a second.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The screen of the command that a session is led beside.
#[derive(Debug)]
pub struct Beside;

impl View for Beside {
    fn keys(&self) -> &'static [Binding] {
        &[]
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn shows_beside(&self) -> bool {
        true
    }

    fn next_wakeup(&self, context: &Context) -> Option<Duration> {
        let ended = context.beside.as_ref().is_none_or(|task| task.ended.is_some());
        (!ended).then(|| context.now.moment.monotonic + LOOK_EVERY)
    }

    fn update(&mut self, _: &Context, _: Message) -> Vec<Command> {
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        if let Some(screen) = &context.beside_screen {
            Shown(screen).render(area, buffer);
        }
    }
}
