//! Reading: a text laid over the screen: keys, safety rules, advice, or the reasons for a streak.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::panel::{Panel, text_width};
use crate::coach::outcome;
use crate::digest::Digest;
use crate::history::advice::Advice;
use crate::library::texts::Texts;
use crate::reading::{self, Paragraph};
use crate::sanitize::clean;
use crate::settings::Settings;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Group, Message};
use crate::tui::own_keys::OwnKeys;
use crate::tui::theme::Theme;
use crate::tui::view::{Command, View};
use crate::tui::widgets::pen::{indented, wrap};
use crate::tui::widgets::scroller::Scroller;

/// A text to read.
#[derive(Debug)]
pub struct Reading {
    title: &'static str,
    paragraphs: Vec<Paragraph>,
    scroller: Scroller,
    /// `true` if it says to get help at once.
    is_alarm: bool,
}

impl Reading {
    fn of(title: &'static str, paragraphs: Vec<Paragraph>) -> Self {
        Self { title, paragraphs, scroller: Scroller::default(), is_alarm: false }
    }

    /// The keys of a screen, those that belong together under one heading.
    #[must_use]
    pub fn keys(table: &[Binding], own: &OwnKeys) -> Self {
        let mut paragraphs = Vec::new();
        let rows = || table.iter().filter(|row| row.is_in_help());
        let widest = rows().map(|row| own.label(row, table).width()).max().unwrap_or(0).max(11);
        for group in Group::ALL {
            let of_group: Vec<_> = rows().filter(|row| row.group() == group).collect();
            if of_group.is_empty() {
                continue;
            }
            paragraphs.push(Paragraph::Heading(group.title().to_owned()));
            paragraphs.extend(of_group.into_iter().map(|row| {
                let label = own.label(row, table);
                let gap = " ".repeat((widest + 2).saturating_sub(label.width()));
                Paragraph::Text(format!("{label}{gap}"), row.does.to_owned())
            }));
        }
        Self::of("Keys", paragraphs)
    }

    /// The words about an exercise: its name, and texts with a label each.
    #[must_use]
    pub fn exercise(name: &str, texts: &[(&str, String)]) -> Self {
        let mut paragraphs = vec![Paragraph::Heading(name.to_owned()), Paragraph::plain("")];
        paragraphs.extend(texts.iter().map(|(label, text)| Paragraph::Text(format!("{label:<9}"), text.clone())));
        Self::of("In full", paragraphs)
    }

    /// Facts under headings, in full.
    #[must_use]
    pub fn facts(title: &'static str, facts: Vec<(String, Vec<String>)>) -> Self {
        let paragraphs = facts.into_iter().flat_map(|(heading, texts)| {
            let texts = texts.into_iter().map(|text| Paragraph::Text("- ".to_owned(), text));
            std::iter::once(Paragraph::Heading(heading)).chain(texts)
        });
        Self::of(title, paragraphs.collect())
    }

    /// The experiment that was begun last, in the words of `supple experiment`; `None` if there is none.
    #[must_use]
    pub fn experiment(context: &Context) -> Option<Self> {
        let trial = context.digest.trial(context.settings.day_start_hour)?;
        let title = |id: &str| clean(&context.library.title(id).unwrap_or_else(|| id.to_owned()), 60);
        let [first, second] = [&trial.told.first, &trial.told.second].map(|id| title(id));
        let start = "It is the first row of the first screen.";
        let before = context.keys.of(Message::CheckIn, keymap::PICKER);
        let [stands, result] = outcome::told(&trial, [&first, &second], &before, start);
        Some(Self::facts("Experiment", vec![("Today".to_owned(), stands), ("So far".to_owned(), result)]))
    }

    /// The safety rules.
    #[must_use]
    pub fn safety(texts: &Texts) -> Self {
        Self::of("Safety", reading::safety(texts))
    }

    /// The signs that need help at once, after one of them has ended a session.
    #[must_use]
    pub fn emergency(texts: &Texts) -> Self {
        let by_mistake = "Pressed by mistake? Close this and press b to continue.";
        Self { is_alarm: true, ..Self::of("Stop everything", reading::emergency(texts, by_mistake)) }
    }

    /// What the log shows that a clinician should see, with the things to bring.
    #[must_use]
    pub fn advice(advice: &[Advice], texts: &Texts) -> Self {
        Self::of("What the log shows", reading::advice(advice, texts))
    }

    /// The reasons for the streak, day by day, newest first.
    #[must_use]
    pub fn why(digest: &Digest, settings: &Settings) -> Self {
        Self::of("Why this streak", reading::why(digest, settings))
    }
}

impl View for Reading {
    fn keys(&self) -> &'static [Binding] {
        keymap::READING
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, _context: &Context, message: Message) -> Vec<Command> {
        if self.scroller.scroll(message) { Vec::new() } else { vec![Command::Close] }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let lines = lay_out(&self.paragraphs, theme, text_width(area));
        let panel = Panel::scrolled(self.title, lines, &self.scroller, self.keys(), context, area);
        Panel { is_alarm: self.is_alarm, ..panel }.render(area, buffer);
    }
}

/// Fewer columns than this have no room for a label beside a text.
const NARROW: usize = 28;

fn lay_out(paragraphs: &[Paragraph], theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        match paragraph {
            Paragraph::Heading(text) => {
                if !lines.is_empty() {
                    lines.push(Line::default());
                }
                lines.extend(wrap(text, width).into_iter().map(|row| Line::styled(row, theme.strong)));
            }
            Paragraph::Text(lead, text) => {
                let mut lead = lead.clone();
                if width < NARROW && lead.len() > 4 {
                    // A label beside the text would leave it too little room.
                    lines.push(Line::styled(std::mem::take(&mut lead).trim_end().to_owned(), theme.accent));
                }
                lines.extend(indented(&lead, text, width, theme.accent, theme.text));
            }
        }
    }
    lines
}
