//! Record: all that a record of the history says, laid over the screen or beside the list.

use chrono::{DateTime, FixedOffset};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, text_width};
use crate::history::Session;
use crate::library::Library;
use crate::sanitize::clean;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::theme::Theme;
use crate::tui::view::{Command, View};
use crate::tui::widgets::pen::wrap;
use crate::tui::widgets::scroller::Scroller;
use crate::words::{days, record, tension};

/// The longest note that is shown, in columns.
const LONGEST_NOTE: usize = 600;

/// A record in full.
#[derive(Debug, Clone)]
pub struct RecordInFull {
    what: String,
    time: String,
    when: String,
    tension: Option<String>,
    note: Option<String>,
    /// The steps of a session: each with its name and what was done.
    steps: Vec<(String, String)>,
    scroller: Scroller,
}

impl RecordInFull {
    /// The record of `at`, of which the list says `sentence`; with its session, if it is one.
    #[must_use]
    pub fn of(
        at: DateTime<FixedOffset>,
        sentence: &record::Sentence,
        session: Option<&Session>,
        library: &Library,
    ) -> Self {
        let steps = session.map(|session| session.steps.as_slice()).unwrap_or_default();
        let steps = record::steps(steps).into_iter().map(|(id, done)| {
            let name = library.exercise(id).map_or_else(|| clean(id, 40), |exercise| exercise.short_name().to_owned());
            (name, done)
        });
        Self {
            what: sentence.what.clone(),
            time: sentence.time.clone(),
            when: days::moment_with_year(at),
            tension: session.and_then(tension::of_session),
            note: session.and_then(|session| session.note.as_ref()).map(|note| clean(note, LONGEST_NOTE)),
            steps: steps.collect(),
            scroller: Scroller::default(),
        }
    }

    /// Its lines below those that the list shows: tension, note and steps.
    #[must_use]
    pub fn details(&self, theme: &Theme, width: usize) -> Vec<Line<'static>> {
        let rows = |text: &str, ink| wrap(text, width).into_iter().map(move |row| Line::styled(row, ink));
        let mut lines = Vec::new();
        lines.extend(self.tension.iter().flat_map(|tension| rows(tension, theme.accent)));
        lines.extend(self.note.iter().flat_map(|note| rows(note, theme.text)));
        for (name, done) in &self.steps {
            lines.extend(rows(&format!("{name}: {done}"), theme.dim));
        }
        lines
    }

    /// All of its lines.
    #[must_use]
    pub fn lines(&self, theme: &Theme, width: usize) -> Vec<Line<'static>> {
        let time = if self.time.is_empty() { String::new() } else { format!("   {}", self.time) };
        let mut lines: Vec<Line<'static>> = wrap(&format!("{}{time}", self.what), width)
            .into_iter()
            .map(|row| Line::styled(row, theme.strong))
            .collect();
        lines.extend(wrap(&self.when, width).into_iter().map(|row| Line::styled(row, theme.dim)));
        let told = [(&self.tension, theme.accent), (&self.note, theme.text)];
        for (text, ink) in told.into_iter().filter_map(|(text, ink)| text.as_ref().map(|text| (text, ink))) {
            lines.push(Line::default());
            lines.extend(wrap(text, width).into_iter().map(|row| Line::styled(row, ink)));
        }
        if !self.steps.is_empty() {
            lines.push(Line::default());
        }
        let longest = self.steps.iter().map(|(name, _)| Span::raw(name.as_str()).width()).max().unwrap_or(0);
        for (name, done) in &self.steps {
            // Beside the name where there is room for a few words, else below it.
            let (lead, room) =
                if width >= longest + 24 { (longest + 2, width - longest - 2) } else { (2, width.saturating_sub(2)) };
            let mut done = wrap(done, room).into_iter();
            let name = Span::styled(format!("{name:<longest$}"), theme.text);
            if lead == 2 {
                lines.push(name.into());
            } else {
                let first = done.next().unwrap_or_default();
                lines.push(Line::from(vec![name, Span::styled(format!("  {first}"), theme.dim)]));
            }
            lines.extend(done.map(|row| Line::styled(format!("{}{row}", " ".repeat(lead)), theme.dim)));
        }
        lines
    }
}

impl View for RecordInFull {
    fn keys(&self) -> &'static [Binding] {
        keymap::READING
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, _: &Context, message: Message) -> Vec<Command> {
        if self.scroller.scroll(message) { Vec::new() } else { vec![Command::Close] }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let lines = self.lines(theme, text_width(area));
        Panel::scrolled("Record", lines, &self.scroller, self.keys(), context, area).render(area, buffer);
    }
}
