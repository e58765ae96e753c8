//! Check-in: the tension of each area.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::details::Details;
use super::panel::{Panel, paragraph};
use crate::areas::Area;
use crate::history::comfort::Worse;
use crate::history::{Kind, Record};
use crate::round::toggle;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::scores;
use crate::tui::view::{Command, View, close_and_keep};
use crate::words::tension;

/// The question about the tension of each area.
#[derive(Debug)]
pub struct CheckIn {
    /// The areas that are asked about, each with its score.
    scores: Vec<(Area, Option<u8>)>,
    /// The areas, by row, that are said to limit daily life.
    limits: BTreeSet<usize>,
    /// The chosen area.
    field: usize,
    /// The reason for the question, where it is not the person who asked for it.
    reason: Option<String>,
}

impl CheckIn {
    /// A check-in in which no area has a score yet.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let scores = context.library.areas().all().iter().map(|area| (area.clone(), None)).collect();
        Self { scores, limits: BTreeSet::new(), field: 0, reason: None }
    }

    /// The question how an area is that ended a session worse than it began.
    #[must_use]
    pub fn after(worse: &Worse, context: &Context) -> Self {
        let open = Self::open(context);
        let field = open.scores.iter().position(|(area, _)| area.word() == worse.area).unwrap_or(0);
        Self { field, reason: Some(tension::worse(worse)), ..open }
    }

    fn chosen(&mut self) -> Option<&mut Option<u8>> {
        self.scores.get_mut(self.field).map(|(_, score)| score)
    }

    /// A record for each area that has a score.
    fn records(&self, context: &Context) -> Vec<Record> {
        let told = self.scores.iter().enumerate().filter_map(|(row, (area, score))| Some((row, area, (*score)?)));
        let kinds = told.map(|(row, area, tension)| {
            let limits_daily_life = self.limits.contains(&row);
            Kind::CheckIn { area: area.word().to_owned(), tension, limits_daily_life }
        });
        kinds.map(|kind| Record::new(context.now.local, kind)).collect()
    }
}

impl View for CheckIn {
    fn keys(&self) -> &'static [Binding] {
        keymap::CHECK_IN
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn typed(&mut self, _context: &Context, press: Press) -> Option<Vec<Command>> {
        let Press::Char(digit @ '0'..='9') = press else {
            return None;
        };
        if let Some(score) = self.chosen() {
            scores::type_digit(score, digit);
        }
        Some(Vec::new())
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::FieldDown => self.field = (self.field + 1).min(self.scores.len().saturating_sub(1)),
            Message::FieldUp => self.field = self.field.saturating_sub(1),
            Message::After | Message::Before => {
                if let Some(score) = self.chosen() {
                    scores::step(score, if message == Message::After { 1 } else { -1 });
                }
            }
            Message::Limits => {
                toggle(&mut self.limits, self.field);
            }
            Message::Details => {
                let area = self.scores.get(self.field).map(|(area, _)| Command::open(Details::open(area.word())));
                return area.into_iter().collect();
            }
            Message::Yes => {
                // What limits the day is not to be lost for want of a score.
                let unscored = self.limits.iter().find(|row| self.scores.get(**row).is_some_and(|row| row.1.is_none()));
                if let Some(row) = unscored {
                    self.field = *row;
                    return Vec::new();
                }
                return close_and_keep(self.records(context));
            }
            _ => return vec![Command::Close],
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut lines = Vec::new();
        if let Some(reason) = &self.reason {
            lines.extend(paragraph(reason, theme, area));
        }
        if area.height >= 16 {
            lines.extend(paragraph("From 0 (not at all) to 10. Skip any.", theme, area));
            lines.push(Line::default());
        }
        let label_width = self.scores.iter().map(|(area, _)| area.label().len()).max().unwrap_or(0).max(11) + 1;
        for (index, (of, score)) in self.scores.iter().enumerate() {
            let chosen = index == self.field;
            lines.push(Line::from(vec![
                Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
                Span::styled(format!("{:<label_width$}", of.label()), if chosen { theme.strong } else { theme.text }),
                Span::styled(scores::meter(*score), if chosen { theme.strong } else { theme.text }),
            ]));
        }
        if let Some((area, score)) = self.scores.get(self.field) {
            lines.push(scores::limits(area.label(), self.limits.contains(&self.field), score.is_some(), theme));
        }
        // Where there are more areas than rows, the chosen one stays in sight.
        let top = lines.len().saturating_sub(usize::from(area.height)).min(self.field);
        Panel { title: "How tense is each area?", lines, top, keys: self.keys(), context, is_alarm: false }
            .render(area, buffer);
    }
}
