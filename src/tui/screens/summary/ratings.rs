//! Ratings: how tense each area was before the session and is now, on a scale from 0 to 10.
//!
//! ```text
//! How tense is each area?   0 1 2 3 4 5 6 7 8 9 10  before  now
//! ▸ trapezius               ·─·─·─●━━━━━○─·─·─·─·    [ 6]     3
//! ```

use std::collections::BTreeSet;

use ratatui::text::{Line, Span};

use crate::areas::Area;
use crate::history::Scores;
use crate::history::comfort::HIGH_TENSION;
use crate::round::toggle;
use crate::tui::scores;
use crate::tui::theme::Theme;
use crate::tui::widgets::list::scroll;
use crate::tui::widgets::pen::{Pen, cut};

/// The scores of each area.
pub(super) type Told = Vec<(Option<Area>, Scores)>;

/// The width of the column with the names, in columns: the question is asked above it where there is little room.
const NAMES: std::ops::RangeInclusive<usize> = 10..=14;
/// The same where there is little room.
const MOST_IN_NARROW: usize = 11;
/// The columns of a row beside name and scale: the mark of the chosen row, the gaps and both scores.
const BESIDE: usize = 2 + 1 + 2 + 6 + 1 + 4;
/// The most columns from one score to the next.
const WIDEST_PITCH: usize = 4;
/// The width from which on the question has a line of its own.
const WIDE: u16 = 50;

/// The scores that may be given, and the field that is typed into.
#[derive(Debug)]
pub(super) struct Ratings {
    told: Told,
    /// The areas, by row, that are said to limit daily life.
    limits: BTreeSet<usize>,
    field: Field,
}

/// The field that is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Before(usize),
    After(usize),
    Note,
}

impl Ratings {
    /// Ratings of these areas with what is known of them, or of the body as a whole if there is none.
    pub(super) fn of(mut told: Told) -> Self {
        if told.is_empty() {
            told.push((None, Scores::default()));
        }
        // How it is now is what somebody says who types a number without reading.
        Self { told, limits: BTreeSet::new(), field: Field::After(0) }
    }

    pub(super) const fn told(&self) -> &Told {
        &self.told
    }

    pub(super) fn is_in_note(&self) -> bool {
        self.field == Field::Note
    }

    /// The score that is typed into.
    pub(super) fn score(&mut self) -> Option<&mut Option<u8>> {
        match self.field {
            Field::Before(row) => self.told.get_mut(row).map(|(_, scores)| &mut scores.before),
            Field::After(row) => self.told.get_mut(row).map(|(_, scores)| &mut scores.after),
            Field::Note => None,
        }
    }

    /// Goes to the same score of the next area, and from the last to the note; or back.
    pub(super) fn step(&mut self, down: bool) {
        let last = self.told.len() - 1;
        self.field = match (self.field, down) {
            (Field::After(row), true) if row < last => Field::After(row + 1),
            (Field::Before(row), true) if row < last => Field::Before(row + 1),
            (_, true) => Field::Note,
            (Field::Note, false) => Field::After(last),
            (Field::After(row), false) => Field::After(row.saturating_sub(1)),
            (Field::Before(row), false) => Field::Before(row.saturating_sub(1)),
        };
    }

    /// Goes to the other score of the area: how it was before, or how it is now.
    pub(super) fn other_score(&mut self) {
        self.field = match self.field {
            Field::After(row) => Field::Before(row),
            Field::Before(row) => Field::After(row),
            Field::Note => Field::Note,
        };
    }

    /// Says that the chosen area limits daily life, or takes it back.
    pub(super) fn toggle_limits(&mut self) {
        if let Some(row) = self.row() {
            toggle(&mut self.limits, row);
        }
    }

    /// The row of the chosen field, if it is one of scores of an area.
    fn row(&self) -> Option<usize> {
        match self.field {
            Field::Before(row) | Field::After(row) => Some(row).filter(|row| self.told[*row].0.is_some()),
            Field::Note => None,
        }
    }

    /// The areas that are said to limit daily life, with their tension.
    pub(super) fn limiting(&self) -> impl Iterator<Item = (&Area, u8)> {
        let limited = self.told.iter().enumerate().filter(|(row, _)| self.limits.contains(row));
        limited.filter_map(|(_, (area, scores))| Some((area.as_ref()?, scores.after.or(scores.before)?)))
    }

    /// Returns `true` if an area is still as tense as a clinician should hear of, should it last.
    pub(super) fn is_high(&self) -> bool {
        self.told.iter().any(|(_, scores)| scores.after.is_some_and(|after| after >= HIGH_TENSION))
    }

    /// The rows that all areas take.
    pub(super) fn rows(&self) -> u16 {
        u16::try_from(self.told.len()).unwrap_or(u16::MAX)
    }

    /// The rows of the question and of the numbers above the scale in a place of this width.
    pub(super) const fn heading_rows(width: u16) -> u16 {
        if width >= WIDE { 2 } else { 1 }
    }

    /// Draws the question and at most `rows` areas, the chosen one among them.
    pub(super) fn draw(&self, rows: u16, theme: &Theme, pen: &mut Pen<'_>) {
        let scale = Scale::of(&self.told, pen.width());
        if pen.width() >= WIDE {
            let hint = "0-9 set the score; skip any, or all with enter";
            let short = "0-9 rate, enter skips all";
            let room = usize::from(pen.width()).saturating_sub(QUESTION.len() + 2);
            let hint = [hint, short].into_iter().find(|hint| hint.len() <= room).unwrap_or_default();
            pen.line(vec![Span::styled(QUESTION, theme.strong), Span::styled(format!("  {hint}"), theme.dim)]);
            pen.line(scale.numbers("", theme));
        } else {
            pen.line(scale.numbers("How tense?", theme));
        }
        let chosen = match self.field {
            Field::Before(row) | Field::After(row) => row,
            Field::Note => self.told.len() - 1,
        };
        let rows = usize::from(rows).min(self.told.len());
        let top = scroll(chosen, rows, self.told.len());
        for (row, (area, scores)) in self.told.iter().enumerate().skip(top).take(rows) {
            let field = match self.field {
                Field::Before(at) if at == row => Some(false),
                Field::After(at) if at == row => Some(true),
                _ => None,
            };
            let mut line = scale.row(area.as_ref().map_or(OVERALL, Area::label), *scores, field, theme);
            let is_last = row + 1 == top + rows;
            let hidden = (self.told.len() - top - rows, top);
            let more = match hidden {
                (0, 0) => "",
                (0, _) if is_last => "↑",
                (_, 0) if is_last => "↓",
                _ if is_last => "↕",
                _ => "",
            };
            line.push(Span::styled(more, theme.dim));
            pen.line(line);
        }
    }

    /// The line that says whether the chosen area limits daily life, if an area is chosen.
    pub(super) fn limits_line(&self, theme: &Theme) -> Option<Line<'static>> {
        let row = self.row()?;
        let (area, scores) = self.told.get(row)?;
        let has_score = scores.before.or(scores.after).is_some();
        Some(scores::limits(area.as_ref().map_or("", Area::label), self.limits.contains(&row), has_score, theme))
    }
}

/// The name of the scores of a session without an area.
const OVERALL: &str = "overall";
/// The question.
const QUESTION: &str = "How tense is each area?";

/// The measures of the rows.
struct Scale {
    /// The columns of the names.
    name: usize,
    /// The columns from one score to the next; none where there is no room for a scale.
    pitch: usize,
    /// The columns that are left at the right.
    rest: usize,
}

impl Scale {
    fn of(told: &Told, width: u16) -> Self {
        let labels = told.iter().map(|(area, _)| Span::raw(area.as_ref().map_or(OVERALL, Area::label)).width());
        let name = labels.max().unwrap_or(0).clamp(*NAMES.start(), *NAMES.end());
        let name = if width < WIDE { name.min(MOST_IN_NARROW) } else { name };
        let room = usize::from(width).saturating_sub(BESIDE + name);
        let pitch = (room.saturating_sub(1) / 10).min(WIDEST_PITCH);
        Self { name, pitch, rest: room.saturating_sub(Self::track(pitch)) }
    }

    /// The columns of the scale: a number of two digits stands at its end.
    const fn track(pitch: usize) -> usize {
        if pitch == 0 { 0 } else { 10 * pitch + 1 }
    }

    /// The numbers above the scale.
    fn numbers(&self, lead: &str, theme: &Theme) -> Line<'static> {
        let numbers = match self.pitch {
            0 => String::new(),
            1 => "0    5   10 ".to_owned(),
            pitch => {
                (0..=10).map(|score| format!("{score:<pitch$}")).collect::<Vec<_>>().concat().trim_end().to_owned()
            }
        };
        Line::from(vec![
            Span::styled(format!("  {lead:<name$} ", name = self.name), theme.strong),
            Span::styled(format!("{numbers}  now  before"), theme.dim),
        ])
    }

    /// A row: name, scale, and both scores; `field` is the one that is typed into, `true` for now.
    fn row(&self, label: &str, scores: Scores, field: Option<bool>, theme: &Theme) -> Vec<Span<'static>> {
        let chosen = field.is_some();
        let ink = if chosen { theme.strong } else { theme.text };
        let mut spans = vec![
            Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
            Span::styled(format!("{:<name$} ", cut(label, self.name), name = self.name), ink),
        ];
        spans.extend(self.marks(scores, chosen, theme));
        let cell = |score: Option<u8>, is_typed: bool| {
            let score = score.map_or("-".to_owned(), |score| score.to_string());
            if is_typed {
                Span::styled(format!("[{score:>2}]"), theme.accent.patch(theme.strong))
            } else {
                Span::styled(format!(" {score:>2} "), theme.text)
            }
        };
        spans.extend([Span::raw(" "), cell(scores.after, field == Some(true))]);
        spans.extend([Span::raw("  "), cell(scores.before, field == Some(false))]);
        if let (Some(before), Some(after)) = (scores.before, scores.after)
            && self.rest >= 10
        {
            let (change, ink) = match before.cmp(&after) {
                std::cmp::Ordering::Greater => (format!("  {} lower", before - after), theme.accent),
                std::cmp::Ordering::Equal => ("  the same".to_owned(), theme.dim),
                std::cmp::Ordering::Less => (format!("  {} higher", after - before), theme.warm),
            };
            spans.push(Span::styled(change, ink));
        }
        spans
    }

    /// The scale: an open mark for before, a full one for now, and the way between them.
    fn marks(&self, scores: Scores, chosen: bool, theme: &Theme) -> Vec<Span<'static>> {
        if self.pitch == 0 {
            return Vec::new();
        }
        let column = |score: Option<u8>| score.map(|score| usize::from(score.min(10)) * self.pitch);
        let (before, after) = (column(scores.before), column(scores.after));
        let way = before.zip(after);
        let worse = way.is_some_and(|(before, after)| after > before);
        let ink = if worse { theme.warm } else { theme.accent };
        let marks = (0..=10 * self.pitch).map(|at| {
            if after == Some(at) {
                Span::styled("●", ink.patch(theme.strong))
            } else if before == Some(at) {
                Span::styled("○", theme.text)
            } else if way.is_some_and(|(before, after)| (before.min(after)..before.max(after)).contains(&at)) {
                Span::styled("━", ink)
            } else if at % self.pitch == 0 {
                Span::styled("·", if chosen { theme.text } else { theme.dim })
            } else {
                Span::styled("─", theme.faint)
            }
        });
        marks.chain([Span::raw("  ")]).collect()
    }
}
