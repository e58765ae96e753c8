//! Learn: cards on knots and safety, and every exercise with its figure, filtered by area, position or muscle.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::session::Running;
use crate::areas::Area;
use crate::figure::Figure;
use crate::figure::muscles::Muscle;
use crate::history::Liking;
use crate::library::Library;
use crate::library::texts::{Note, SUBJECTS};
use crate::practice::{Exercise, Position, Side, Sides};
use crate::round::turn_or_none;
use crate::tui::context::Context;
use crate::tui::demonstration::{Demonstration, demonstrate};
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::view::{Command, Effect, View, mark, turn_body};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page::{Page, more_mark};
use crate::tui::widgets::pen::{Pen, cut, wrap};
use crate::words::taste;

/// The positions that exercises are done in; the key goes round through them and "any".
const POSITIONS: &[Position] = Position::ALL;
/// The longest filter, in characters: enough for any muscle.
const LONGEST_SEARCH: usize = 40;
/// The least height of a figure, in rows.
const LEAST_FIGURE: u16 = 10;
/// The width of the figure where facts stand beside it, in columns.
const FIGURE_WIDTH: u16 = 30;

/// The chosen item and the first line in sight of its text.
#[derive(Debug)]
pub struct Learn {
    area: Option<Area>,
    position: Option<Position>,
    words: Field,
    finding: bool,
    items: Vec<Item>,
    chosen: usize,
    top: usize,
    demonstration: Demonstration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Heading(String),
    Card(&'static str, &'static str),
    Doses,
    Exercise(String),
}

impl Learn {
    /// Opens at the first card.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let mut learn = Self {
            area: None,
            position: None,
            words: Field::new(LONGEST_SEARCH),
            finding: false,
            items: Vec::new(),
            chosen: 0,
            top: 0,
            demonstration: Demonstration::default(),
        };
        learn.gather(context);
        learn
    }

    /// Opens at the exercise with this id.
    #[must_use]
    pub fn at_exercise(id: &str, context: &Context) -> Self {
        Self::at(&Item::Exercise(id.to_owned()), context)
    }

    /// Opens at the card on this subject.
    #[must_use]
    pub fn at_card(subject: &str, context: &Context) -> Self {
        let title = SUBJECTS.iter().find(|(known, _)| *known == subject);
        title.map_or_else(|| Self::open(context), |(subject, title)| Self::at(&Item::Card(subject, title), context))
    }

    fn at(item: &Item, context: &Context) -> Self {
        let mut learn = Self::open(context);
        if let Some(index) = learn.items.iter().position(|known| known == item) {
            learn.choose(index, context.now.moment.monotonic);
        }
        learn
    }

    /// Returns `true` if only some of the exercises are listed.
    fn is_filtered(&self) -> bool {
        self.area.is_some() || self.position.is_some() || !self.words.is_blank()
    }

    /// Lists the items that fit the filter. Cards are no exercises, so a filter leaves them out.
    fn gather(&mut self, context: &Context) {
        self.items.clear();
        if !self.is_filtered() {
            self.items.push(Item::Heading("Knots".to_owned()));
            self.items.extend(SUBJECTS.iter().map(|(subject, title)| Item::Card(subject, title)));
            self.items.push(Item::Doses);
        }
        let mut heading = None;
        for exercise in context.library.exercises() {
            if !self.admits(exercise) {
                continue;
            }
            let area = exercise.area().map_or("Warm-up", Area::heading);
            if heading != Some(area) {
                self.items.push(Item::Heading(area.to_owned()));
                heading = Some(area);
            }
            self.items.push(Item::Exercise(exercise.id.clone()));
        }
        self.choose(1.min(self.items.len().saturating_sub(1)), context.now.moment.monotonic);
    }

    /// Returns `true` if an exercise is for the area, is done in the position, and has every word
    /// in its names or muscles.
    fn admits(&self, exercise: &Exercise) -> bool {
        let text = || {
            let lit = exercise.figures().flat_map(|(_, figure)| figure.muscles()).map(Muscle::name).collect::<Vec<_>>();
            let names = exercise.targets.iter().chain([&exercise.name, &exercise.summary, &exercise.id]);
            names
                .map(|name| name.to_lowercase())
                .chain(lit.into_iter().map(str::to_owned))
                .collect::<Vec<_>>()
                .join(" ")
        };
        self.area.as_ref().is_none_or(|area| exercise.areas.contains(area))
            && self.position.is_none_or(|position| {
                exercise.position == position || exercise.figures().any(|(of_figure, _)| of_figure == position)
            })
            && (self.words.is_blank() || {
                let text = text();
                self.words.text().to_lowercase().split_whitespace().all(|word| text.contains(word))
            })
    }

    fn choose(&mut self, index: usize, now: Duration) {
        self.chosen = index;
        self.top = 0;
        self.demonstration = Demonstration { since: now };
    }

    /// Moves by `by` items; headings are passed over.
    fn step(&mut self, by: isize, now: Duration) {
        let mut index = self.chosen;
        loop {
            let next = index.saturating_add_signed(by).min(self.items.len().saturating_sub(1));
            if next == index || next == 0 {
                return;
            }
            index = next;
            if !matches!(self.items[index], Item::Heading(_)) {
                self.choose(index, now);
                return;
            }
        }
    }

    /// The chosen exercise and its figure, in the position of the filter.
    fn shown<'a>(&self, library: &'a Library) -> Option<(&'a Exercise, &'a Figure)> {
        let Some(Item::Exercise(id)) = self.items.get(self.chosen) else {
            return None;
        };
        let exercise = library.exercise(id)?;
        let figure = exercise.figure(self.position.unwrap_or(exercise.position))?;
        Some((exercise, figure))
    }
}

impl View for Learn {
    fn keys(&self) -> &'static [Binding] {
        match self.items.get(self.chosen) {
            _ if self.finding => keymap::FIND,
            Some(Item::Exercise(_)) => keymap::LEARN_EXERCISE,
            _ => keymap::LEARN,
        }
    }

    fn typed(&mut self, context: &Context, press: Press) -> Option<Vec<Command>> {
        if !self.finding {
            return None;
        }
        match keymap::meaning(keymap::FIND, press) {
            Some(Message::Yes) => {
                self.finding = false;
                return Some(Vec::new());
            }
            Some(Message::Close) => {
                self.finding = false;
                self.words.clear();
            }
            Some(message @ (Message::Up | Message::Down)) => return Some(self.update(context, message)),
            Some(_) => return None,
            None if self.words.take(press) => {}
            None => return Some(Vec::new()),
        }
        self.gather(context);
        Some(Vec::new())
    }

    fn clicked(&mut self, context: &Context, row: usize) -> Vec<Command> {
        if !matches!(self.items.get(row), None | Some(Item::Heading(_))) {
            self.choose(row, context.now.moment.monotonic);
        }
        Vec::new()
    }

    fn paste(&mut self, context: &Context, text: &str) {
        if self.finding {
            self.words.paste(text);
            self.gather(context);
        }
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let now = context.now.moment.monotonic;
        match message {
            Message::Up => self.step(-1, now),
            Message::Down => self.step(1, now),
            Message::PageUp => self.top = self.top.saturating_sub(8),
            Message::PageDown => self.top += 8,
            Message::First => self.choose(1.min(self.items.len().saturating_sub(1)), now),
            Message::Last => self.choose(self.items.len().saturating_sub(1), now),
            Message::After | Message::Before => {
                let all = context.library.areas().all();
                self.area = turn_or_none(all, self.area.as_ref(), message == Message::After);
                self.gather(context);
            }
            Message::Position => {
                self.position = turn_or_none(POSITIONS, self.position.as_ref(), true);
                self.gather(context);
            }
            Message::Find => self.finding = true,
            Message::Start => {
                let Some(Item::Exercise(id)) = self.items.get(self.chosen) else { return Vec::new() };
                let routine = context.library.routine(id);
                return routine.map(|routine| Running::start(routine, context)).unwrap_or_default();
            }
            Message::Favourite | Message::Never => {
                let Some(Item::Exercise(id)) = self.items.get(self.chosen) else { return Vec::new() };
                let with = if message == Message::Favourite { Liking::Favourite } else { Liking::Never };
                return mark(context, id, with);
            }
            Message::Write => return vec![Effect::BeginExercise.into()],
            Message::BodyLeft | Message::BodyRight => {
                let exercise = self.shown(&context.library).map(|(exercise, _)| exercise);
                return turn_body(exercise, message == Message::BodyLeft);
            }
            Message::Close if self.is_filtered() => *self = Self::open(context),
            Message::Close => return vec![Command::Close],
            _ => {}
        }
        Vec::new()
    }

    fn next_wakeup(&self, context: &Context) -> Option<Duration> {
        let (width, height) = context.size;
        let (_, text) = places(Page::inside(Rect { x: 0, y: 0, width, height }));
        let shown = self.shown(&context.library);
        let (exercise, figure) = shown.filter(|_| context.figures_move() && figure_rows(text).is_some())?;
        self.demonstration.next(exercise, figure, context.now.moment.monotonic, context.step())
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let page = Page { title: "Learn", status: filter_line(context, self), keys: self.keys(), context };
        let body = page.frame(area, buffer);
        let (list, mut text) = places(body);
        items(context, self, list, buffer);
        let (mut lines, facts) =
            self.items.get(self.chosen).map(|item| lines(context, item, text.width)).unwrap_or_default();
        if self.items.is_empty() {
            lines = vec![Line::styled("No match. Press esc to show all.", theme.warm)];
        }
        if let (Some(rows), Some(shown)) = (figure_rows(text), self.shown(&context.library)) {
            let place = if text.width >= FIGURE_WIDTH + 26 {
                let beside =
                    Rect { x: text.x + FIGURE_WIDTH + 2, width: text.width - FIGURE_WIDTH - 2, height: rows, ..text };
                facts_beside(context, shown.0, beside, buffer);
                lines.drain(..facts.min(lines.len()));
                Rect { width: FIGURE_WIDTH, height: rows, ..text }
            } else {
                Rect { height: rows, ..text }
            };
            demonstrate(context, self.demonstration, shown, place, buffer);
            text = Rect { y: text.y + rows + 1, height: text.height - rows - 1, ..text };
        }
        // The last row is kept for saying that there is more.
        let rows = usize::from(text.height) - usize::from(lines.len() > usize::from(text.height) && text.height > 1);
        let top = self.top.min(lines.len().saturating_sub(rows));
        for (y, line) in (text.top()..text.bottom()).zip(lines.iter().skip(top).take(rows)) {
            buffer.set_line(text.x, y, line, text.width);
        }
        if lines.len() > top + rows && text.height > 0 {
            more_mark(theme, Rect { y: text.bottom() - 1, height: 1, ..text }, buffer);
        }
    }
}

/// The place for the list, and the place for the chosen item.
fn places(body: Rect) -> (Rect, Rect) {
    if body.width >= 60 {
        let width = (body.width / 3).clamp(24, 34);
        (Rect { width, ..body }, Rect { x: body.x + width + 3, width: (body.width - width - 3).min(72), ..body })
    } else {
        let rows = (body.height / 3).max(1).min(body.height);
        (Rect { height: rows, ..body }, Rect { y: body.y + rows, height: body.height - rows, ..body })
    }
}

/// The rows for a figure above the text, if there is room for both.
fn figure_rows(text: Rect) -> Option<u16> {
    let rows = (text.height / 2).clamp(LEAST_FIGURE, 18);
    (text.height >= LEAST_FIGURE + 8 && text.width >= 24).then_some(rows)
}

/// The line that shows the filter of the exercises.
fn filter_line(context: &Context, learn: &Learn) -> Line<'static> {
    let theme = &context.theme;
    let mut parts = Vec::new();
    parts.extend(learn.area.as_ref().map(|area| area.label().to_owned()));
    parts.extend(learn.position.map(|position| position.word().to_owned()));
    if learn.finding || !learn.words.is_blank() {
        parts.push(format!("/{}", learn.words.shown(20, learn.finding)));
    }
    if parts.is_empty() {
        return Line::default();
    }
    let count = learn.items.iter().filter(|item| matches!(item, Item::Exercise(_))).count();
    Line::from(vec![
        Span::styled(parts.join(" · "), theme.accent),
        Span::styled(format!("  {count} of {}", context.library.exercises().len()), theme.dim),
    ])
}

/// Draws the name of the exercise and its facts beside the figure.
fn facts_beside(context: &Context, exercise: &Exercise, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let mut pen = Pen::new(buffer, area);
    pen.text(exercise.short_name(), theme.strong);
    pen.text(&exercise.summary, theme.text);
    pen.gap();
    pen.text(&dose(exercise), theme.accent);
    pen.text(&exercise.targets.join(", "), theme.warm);
    if !exercise.equipment.is_empty() && pen.rows_left() > 0 {
        pen.text(&format!("needs {}", exercise.equipment.join(", ")), theme.dim);
    }
}

fn items(context: &Context, learn: &Learn, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let width = usize::from(area.width).saturating_sub(2);
    let row = |index: usize, ink| {
        let (title, liking) = match &learn.items[index] {
            Item::Heading(title) => return Row::Heading(title.clone()),
            Item::Card(_, title) => (*title, Liking::Neither),
            Item::Doses => ("Doses and evidence", Liking::Neither),
            Item::Exercise(id) => {
                let name = context.library.exercise(id).map_or("", |exercise| exercise.short_name());
                (name, context.digest.tastes().of(id))
            }
        };
        let sign = taste::sign(liking);
        let ink = if liking == Liking::Never && index != learn.chosen { theme.dim } else { ink };
        Row::Item(vec![Span::styled(format!("{}{sign}", cut(title, width.saturating_sub(sign.len()))), ink)])
    };
    (&List::new(learn.items.len(), learn.chosen, theme, row).clickable(&context.hits, 0)).render(area, buffer);
}

/// The text of an item, and the number of its lines that stand beside a figure instead, where there is room.
fn lines(context: &Context, item: &Item, width: u16) -> (Vec<Line<'static>>, usize) {
    let mut text = Text { lines: Vec::new(), facts: 0, width: usize::from(width), context };
    match item {
        Item::Heading(_) => {}
        Item::Card(subject, title) => {
            text.title(title);
            text.notes(context.texts.about(subject));
        }
        Item::Doses => {
            text.title("Doses and evidence");
            text.notes(context.texts.doses.iter());
        }
        Item::Exercise(id) => {
            if let Some(exercise) = context.library.exercise(id) {
                text.exercise(exercise);
            }
        }
    }
    (text.lines, text.facts)
}

/// The dose of an exercise, with its sides and its position.
fn dose(exercise: &Exercise) -> String {
    let sides = if exercise.sides == Sides::LeftRight { " each side" } else { "" };
    format!("{}{sides}, {}", exercise.dose.shorthand(), exercise.position.plain())
}

/// Text that is laid out for a width.
struct Text<'a> {
    lines: Vec<Line<'static>>,
    facts: usize,
    width: usize,
    context: &'a Context,
}

impl Text<'_> {
    fn title(&mut self, title: &str) {
        self.lines.push(Line::styled(cut(title, self.width), self.context.theme.strong));
        self.lines.push(Line::default());
    }

    /// Adds statements, each with the numbers of its sources, which stand once at the end.
    fn notes<'n>(&mut self, notes: impl Iterator<Item = &'n Note>) {
        let theme = &self.context.theme;
        let mut sources: Vec<&str> = Vec::new();
        for note in notes {
            let mut numbers = Vec::new();
            for source in &note.sources {
                let known = sources.iter().position(|title| *title == source.title);
                let index = known.unwrap_or_else(|| {
                    sources.push(&source.title);
                    sources.len() - 1
                });
                numbers.push((index + 1).to_string());
            }
            let numbers = if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) };
            for row in wrap(&format!("{}{numbers}", note.in_full()), self.width) {
                self.lines.push(Line::styled(row, theme.text));
            }
            self.lines.push(Line::default());
        }
        for (index, title) in sources.iter().enumerate() {
            for (row, part) in wrap(title, self.width.saturating_sub(5)).into_iter().enumerate() {
                let lead = if row == 0 { format!("{:<5}", format!("[{}]", index + 1)) } else { "     ".to_owned() };
                self.lines.push(Line::styled(format!("{lead}{part}"), theme.dim));
            }
        }
    }

    fn part(&mut self, label: &str, text: &str, ink: ratatui::style::Style) {
        if text.is_empty() {
            return;
        }
        let theme = &self.context.theme;
        for (index, row) in wrap(text, self.width.saturating_sub(10)).into_iter().enumerate() {
            let lead = format!("{:<10}", if index == 0 { label } else { "" });
            self.lines.push(Line::from(vec![Span::styled(lead, theme.dim), Span::styled(row, ink)]));
        }
    }

    /// Adds all about an exercise; its facts stand beside the figure where there is room.
    fn exercise(&mut self, exercise: &Exercise) {
        let theme = self.context.theme;
        self.title(&exercise.name);
        let summary = wrap(&exercise.summary, self.width);
        self.lines.extend(summary.into_iter().map(|row| Line::styled(row, theme.text)));
        self.lines.push(Line::default());
        self.part("dose", &dose(exercise), theme.accent);
        self.part("reaches", &exercise.targets.join(", "), theme.warm);
        self.part("needs", &exercise.equipment.join(", "), theme.text);
        self.lines.push(Line::default());
        self.facts = self.lines.len();
        let side = (exercise.sides == Sides::LeftRight).then_some(Side::FIRST);
        self.part("set up", &exercise.setup(None), theme.text);
        self.part("move", &exercise.cues.r#move.join(" "), theme.text);
        self.part("in short", &exercise.instruction(side), theme.text);
        self.part("feel", &exercise.cues.feel, theme.warm);
        self.part("breathe", &exercise.cues.breathe, theme.text);
        self.lines.push(Line::default());
        self.part("avoid", &exercise.mistakes.join(" "), theme.text);
        self.part("careful", &exercise.careful().collect::<Vec<_>>().join(" "), theme.text);
        let questions: Vec<&str> = exercise.skip_if.iter().filter_map(|tag| self.context.texts.question(tag)).collect();
        self.part("ask first", &questions.join(" "), theme.text);
        self.part("easier", &exercise.easier, theme.text);
        self.part("harder", &exercise.harder, theme.text);
        self.part("in steps", &exercise.loads_in_words(), theme.text);
        self.lines.push(Line::default());
        for source in &exercise.sources {
            self.part("source", &source.title, theme.dim);
        }
    }
}
