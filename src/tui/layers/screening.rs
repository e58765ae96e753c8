//! Screening: the questions whose answers leave out what does not suit a person, the things at hand, and the positions
//! wanted.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use crate::history::Profile;
use crate::practice::Position;
use crate::sanitize::clean;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::round::toggle;
use crate::tui::theme::Theme;
use crate::tui::view::{Command, View, close_and_keep};
use crate::tui::widgets::pen::wrap;

/// The questions to a person about themselves, with their answers.
#[derive(Debug)]
pub struct Screening {
    rows: Vec<Row>,
    answers: Profile,
    chosen: usize,
}

/// A line that is answered with yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    /// A question of screening: its tag, and its text.
    Question(String, String),
    /// A thing that may be at hand.
    Thing(String),
    /// A position that may be wanted.
    Position(Position),
}

const INTRODUCTION: &str = "Not every exercise suits everyone. If you say yes, exercises are left out or made easier. \
                            This takes a minute or two, and you can stop at any question. Your answers stay on this machine, and you can change them in \
                            the settings.";

impl Screening {
    /// The questions, with the answers that the person gave before.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let answers = context.digest.profile().cloned().unwrap_or_default();
        let questions = context.texts.screening.iter().map(|(tag, text)| Row::Question(tag.clone(), text.clone()));
        let things: BTreeSet<String> = context.library.equipment().into_iter().map(str::to_owned).collect();
        let positions = Position::ALL.iter().map(|position| Row::Position(*position));
        let rows = questions.chain(things.into_iter().map(Row::Thing)).chain(positions).collect();
        Self { rows, answers, chosen: 0 }
    }

    /// Returns `true` if the row is marked: a yes, a thing at hand, a position that is wanted.
    fn is_marked(&self, row: &Row) -> bool {
        match row {
            Row::Question(tag, _) => self.answers.yes.contains(tag),
            Row::Thing(thing) => !self.answers.lacks.contains(thing),
            Row::Position(position) => !self.answers.avoids.contains(position.word()),
        }
    }

    fn toggle(&mut self) {
        let Some(row) = self.rows.get(self.chosen) else {
            return;
        };
        let (set, word) = match row {
            Row::Question(tag, _) => (&mut self.answers.yes, tag.as_str()),
            Row::Thing(thing) => (&mut self.answers.lacks, thing.as_str()),
            Row::Position(position) => (&mut self.answers.avoids, position.word()),
        };
        toggle(set, word.to_owned());
    }

    /// The lines of all rows, and the first line of the chosen one.
    fn lines(&self, theme: &Theme, area: Rect) -> (Vec<Line<'static>>, usize) {
        // In small windows the questions begin at once.
        let mut lines = if area.height < 16 { Vec::new() } else { paragraph(INTRODUCTION, theme, area) };
        let mut start = 0;
        let mut heading = "";
        for (index, row) in self.rows.iter().enumerate() {
            let (of, text) = match row {
                Row::Question(_, question) => ("Say yes to what applies", question.clone()),
                Row::Thing(thing) => ("Do you have this?", clean(thing, 60)),
                Row::Position(position) => ("Can you use this position?", position.plain().to_owned()),
            };
            if heading != of {
                heading = of;
                lines.extend((!lines.is_empty()).then(Line::default));
                lines.push(Line::styled(of, theme.strong));
            }
            let is_chosen = index == self.chosen;
            if is_chosen {
                start = lines.len();
            }
            let marked = self.is_marked(row);
            let ink = if is_chosen { theme.strong } else { theme.text };
            for (number, part) in wrap(&text, text_width(area).saturating_sub(9)).into_iter().enumerate() {
                let answer = match number {
                    0 if marked => "[yes] ",
                    0 => "[no]  ",
                    _ => "      ",
                };
                let mark = if is_chosen && number == 0 { "▸ " } else { "  " };
                lines.push(Line::from(vec![
                    Span::styled(mark, theme.accent),
                    Span::styled(answer, if marked { theme.accent } else { theme.dim }),
                    Span::styled(part, ink),
                ]));
            }
        }
        (lines, start)
    }
}

impl View for Screening {
    fn keys(&self) -> &'static [Binding] {
        keymap::SCREENING
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = self.rows.len().saturating_sub(1);
        self.chosen = match message {
            Message::Up => self.chosen.saturating_sub(1),
            Message::Down => (self.chosen + 1).min(last),
            Message::PageUp => self.chosen.saturating_sub(8),
            Message::PageDown => (self.chosen + 8).min(last),
            Message::First => 0,
            Message::Last => last,
            Message::Toggle => {
                self.toggle();
                self.chosen
            }
            Message::Yes => {
                let record = context.digest.profile_record(context.now.local, self.answers.clone());
                return close_and_keep(vec![record]);
            }
            _ => return vec![Command::Close],
        };
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let (lines, start) = self.lines(theme, area);
        // The chosen row is in sight, with some of what is around it; at the top, so is what this is about.
        let rows = usize::from(area.height).saturating_sub(if area.height < 16 { 3 } else { 5 });
        let top = if start + 3 > rows { start.saturating_sub(rows / 2) } else { 0 };
        let title = format!("Before you stretch: {} of {}", self.chosen + 1, self.rows.len());
        Panel { title: &title, lines, top, keys: self.keys(), context, is_alarm: false }.render(area, buffer);
    }
}
