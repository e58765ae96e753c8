//! What is known: cards on knots and safety, and every exercise with its figure, filtered by area, position or muscle.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::picker::{following, preceding};
use super::scroll;
use crate::catalog::texts::Note;
use crate::catalog::{Area, Exercise, Library, Position, Side, Sides};
use crate::figure::Figure;
use crate::figure::muscles::Muscle;
use crate::tui::app::{App, Effect, Screen};
use crate::tui::demonstration::{Demonstration, demonstrate};
use crate::tui::keymap::{self, Message, Press};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut, wrap};

/// The subjects of the cards, in reading order, as the content spells them and as they are shown.
const CARDS: [(&str, &str); 9] = [
    ("what-knots-are", "What knots are"),
    ("telling-apart", "Telling them apart"),
    ("causes", "Where they come from"),
    ("prevention", "Keeping them away"),
    ("workstation", "The desk"),
    ("how-to-stretch", "How to stretch"),
    ("treatment", "What helps"),
    ("massage-gun", "Massage guns"),
    ("see-a-doctor", "When to see someone"),
];

/// The positions that exercises are done in; the key goes round through them and "any".
const POSITIONS: &[Position] = Position::ALL;
/// A filter of this many characters is long enough for any muscle.
const LONGEST_SEARCH: usize = 40;
/// Rows of a figure that shows enough.
const LEAST_FIGURE: u16 = 10;
/// Columns of the figure where facts stand beside it.
const FIGURE_WIDTH: u16 = 30;

/// The chosen item and the first line in sight of its text.
#[derive(Debug, Default)]
pub struct Learn {
    area: Option<Area>,
    position: Option<Position>,
    words: String,
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
    pub fn open(app: &App) -> Self {
        let mut learn = Self::default();
        learn.gather(&app.library, app.now.moment.monotonic);
        learn
    }

    /// Whether keys are text for the filter.
    #[must_use]
    pub const fn is_finding(&self) -> bool {
        self.finding
    }

    /// Whether only some of the exercises are listed.
    fn is_filtered(&self) -> bool {
        self.area.is_some() || self.position.is_some() || !self.words.trim().is_empty()
    }

    /// Lists what fits the filter. Cards are no exercises, so a filter leaves them out.
    fn gather(&mut self, library: &Library, now: Duration) {
        self.items.clear();
        if !self.is_filtered() {
            self.items.push(Item::Heading("Knots".to_owned()));
            self.items.extend(CARDS.iter().map(|(subject, title)| Item::Card(subject, title)));
            self.items.push(Item::Doses);
        }
        let mut heading = None;
        for exercise in library.exercises() {
            if !self.admits(exercise) {
                continue;
            }
            let area = exercise.area.map_or("Warm-up", heading_of);
            if heading != Some(area) {
                self.items.push(Item::Heading(area.to_owned()));
                heading = Some(area);
            }
            self.items.push(Item::Exercise(exercise.id.clone()));
        }
        self.choose(1.min(self.items.len().saturating_sub(1)), now);
    }

    /// Whether an exercise is for the area, is done in the position, and has every word in its names or muscles.
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
        self.area.is_none_or(|area| exercise.area == Some(area))
            && self.position.is_none_or(|position| {
                exercise.position == position || exercise.figures().any(|(of_figure, _)| of_figure == position)
            })
            && (self.words.trim().is_empty() || {
                let text = text();
                self.words.to_lowercase().split_whitespace().all(|word| text.contains(word))
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

    /// The chosen exercise and its figure, in the position that is asked for.
    fn shown<'a>(&self, library: &'a Library) -> Option<(&'a Exercise, &'a Figure)> {
        let Some(Item::Exercise(id)) = self.items.get(self.chosen) else {
            return None;
        };
        let exercise = library.exercise(id)?;
        let figure = exercise.figure(self.position.unwrap_or(exercise.position))?;
        Some((exercise, figure))
    }

    /// The exercise that is shown.
    #[must_use]
    pub fn exercise<'a>(&self, library: &'a Library) -> Option<&'a Exercise> {
        self.shown(library).map(|(exercise, _)| exercise)
    }

    /// When the figure looks different next.
    #[must_use]
    pub fn next_wakeup(&self, app: &App) -> Option<Duration> {
        let (width, height) = app.size();
        let (_, text) = places(Page::inside(Rect { x: 0, y: 0, width, height }));
        let (exercise, figure) = self.shown(&app.library).filter(|_| figure_rows(text).is_some())?;
        self.demonstration.next(exercise, figure, app.now.moment.monotonic, app.step())
    }
}

/// Does what a key means.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let now = app.now.moment.monotonic;
    let Screen::Learn(learn) = &mut app.screen else {
        return Vec::new();
    };
    match message {
        Message::Up => learn.step(-1, now),
        Message::Down => learn.step(1, now),
        Message::PageUp => learn.top = learn.top.saturating_sub(8),
        Message::PageDown => learn.top += 8,
        Message::First => learn.choose(1.min(learn.items.len().saturating_sub(1)), now),
        Message::Last => learn.choose(learn.items.len().saturating_sub(1), now),
        Message::After => {
            learn.area = following(Area::ALL, learn.area);
            learn.gather(&app.library, now);
        }
        Message::Before => {
            learn.area = preceding(Area::ALL, learn.area);
            learn.gather(&app.library, now);
        }
        Message::Position => {
            learn.position = following(POSITIONS, learn.position);
            learn.gather(&app.library, now);
        }
        Message::Find => learn.finding = true,
        Message::Close if learn.is_filtered() => {
            *learn = Learn::default();
            learn.gather(&app.library, now);
        }
        Message::Close => app.screen = Screen::Picker,
        Message::Quit => return vec![Effect::Quit(0)],
        _ => {}
    }
    Vec::new()
}

/// A key while the filter is typed.
pub fn type_into(app: &mut App, press: Press) -> Vec<Effect> {
    let now = app.now.moment.monotonic;
    let Screen::Learn(learn) = &mut app.screen else {
        return Vec::new();
    };
    match (press, keymap::meaning(keymap::FIND, press)) {
        (Press::Char(c), None) if learn.words.chars().count() < LONGEST_SEARCH => learn.words.push(c),
        (Press::Backspace, _) => {
            learn.words.pop();
        }
        (_, Some(Message::Yes)) => {
            learn.finding = false;
            return Vec::new();
        }
        (_, Some(Message::Close)) => {
            learn.finding = false;
            learn.words.clear();
        }
        (_, Some(message @ (Message::Up | Message::Down | Message::Quit))) => return update(app, message),
        _ => return Vec::new(),
    }
    learn.gather(&app.library, now);
    Vec::new()
}

/// Draws the screen.
pub fn render(app: &App, learn: &Learn, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let keys = if learn.finding { keymap::FIND } else { keymap::LEARN };
    let page = Page { title: "Learn", status: filter_line(app, learn), keys, theme };
    let body = page.frame(area, buffer);
    let (list, mut text) = places(body);
    items(app, learn, list, buffer);
    let (mut lines, facts) = learn.items.get(learn.chosen).map(|item| lines(app, item, text.width)).unwrap_or_default();
    if learn.items.is_empty() {
        lines = vec![Line::styled("Nothing fits. Press esc to show all.", theme.warm)];
    }
    if let (Some(rows), Some(shown)) = (figure_rows(text), learn.shown(&app.library)) {
        let place = if text.width >= FIGURE_WIDTH + 26 {
            let beside =
                Rect { x: text.x + FIGURE_WIDTH + 2, width: text.width - FIGURE_WIDTH - 2, height: rows, ..text };
            facts_beside(app, shown.0, beside, buffer);
            lines.drain(..facts.min(lines.len()));
            Rect { width: FIGURE_WIDTH, height: rows, ..text }
        } else {
            Rect { height: rows, ..text }
        };
        demonstrate(app, learn.demonstration, shown, place, buffer);
        text = Rect { y: text.y + rows + 1, height: text.height - rows - 1, ..text };
    }
    // The last row is kept for saying that there is more.
    let rows = usize::from(text.height) - usize::from(lines.len() > usize::from(text.height) && text.height > 1);
    let top = learn.top.min(lines.len().saturating_sub(rows));
    for (row, line) in lines.iter().skip(top).take(rows).enumerate() {
        buffer.set_line(text.x, text.y + u16::try_from(row).unwrap_or(0), line, text.width);
    }
    if lines.len() > top + rows && text.height > 0 {
        let mark = Line::styled("more ↓", theme.dim);
        let width = u16::try_from(mark.width()).unwrap_or(0);
        buffer.set_line(text.right().saturating_sub(width), text.bottom() - 1, &mark, width);
    }
}

/// The list, and the place for what is chosen in it.
fn places(body: Rect) -> (Rect, Rect) {
    if body.width >= 60 {
        let width = (body.width / 3).clamp(24, 34);
        (Rect { width, ..body }, Rect { x: body.x + width + 3, width: (body.width - width - 3).min(72), ..body })
    } else {
        let rows = (body.height / 3).max(1).min(body.height);
        (Rect { height: rows, ..body }, Rect { y: body.y + rows, height: body.height - rows, ..body })
    }
}

/// The rows for a figure above the text, where there is room for both.
fn figure_rows(text: Rect) -> Option<u16> {
    let rows = (text.height / 2).clamp(LEAST_FIGURE, 18);
    (text.height >= LEAST_FIGURE + 8 && text.width >= 24).then_some(rows)
}

/// What the exercises are filtered by.
fn filter_line(app: &App, learn: &Learn) -> Line<'static> {
    let theme = &app.theme;
    let mut parts = Vec::new();
    parts.extend(learn.area.map(|area| area.label().to_owned()));
    parts.extend(learn.position.map(|position| position.word().to_owned()));
    if learn.finding || !learn.words.is_empty() {
        parts.push(format!("/{}{}", cut(&learn.words, 20), if learn.finding { "_" } else { "" }));
    }
    if parts.is_empty() {
        return Line::default();
    }
    let count = learn.items.iter().filter(|item| matches!(item, Item::Exercise(_))).count();
    Line::from(vec![
        Span::styled(parts.join(" · "), theme.accent),
        Span::styled(format!("  {count} of {}", app.library.exercises().len()), theme.dim),
    ])
}

/// The name and what it is for, beside the figure.
fn facts_beside(app: &App, exercise: &Exercise, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
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

fn items(app: &App, learn: &Learn, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let rows = usize::from(area.height);
    let top = scroll(learn.chosen, rows, learn.items.len());
    let width = usize::from(area.width).saturating_sub(2);
    let mut pen = Pen::new(buffer, area);
    for (index, item) in learn.items.iter().enumerate().skip(top).take(rows) {
        let chosen = index == learn.chosen;
        let title = match item {
            Item::Heading(title) => {
                pen.line(Line::styled(title.clone(), theme.dim));
                continue;
            }
            Item::Card(_, title) => (*title).to_owned(),
            Item::Doses => "Doses, and what is proven".to_owned(),
            Item::Exercise(id) => app.library.exercise(id).map(|e| e.short_name().to_owned()).unwrap_or_default(),
        };
        pen.filled_line(
            vec![
                Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
                Span::styled(cut(&title, width), if chosen { theme.strong } else { theme.text }),
            ],
            if chosen { theme.chosen } else { ratatui::style::Style::new() },
        );
    }
}

/// The text of an item, and how many of its lines are facts that stand beside a figure where there is room.
fn lines(app: &App, item: &Item, width: u16) -> (Vec<Line<'static>>, usize) {
    let mut text = Text { lines: Vec::new(), facts: 0, width: usize::from(width), app };
    match item {
        Item::Heading(_) => {}
        Item::Card(subject, title) => {
            text.title(title);
            let tips = app.texts.tips.iter().filter(|tip| tip.subject == *subject).map(|tip| &tip.note);
            let more: &[Note] = if *subject == "massage-gun" { &app.texts.massage_gun } else { &[] };
            text.notes(tips.chain(more));
        }
        Item::Doses => {
            text.title("Doses, and what is proven");
            text.notes(app.texts.doses.iter());
        }
        Item::Exercise(id) => {
            if let Some(exercise) = app.library.exercise(id) {
                text.exercise(exercise);
            }
        }
    }
    (text.lines, text.facts)
}

/// How much of an exercise, and how.
fn dose(exercise: &Exercise) -> String {
    let sides = if exercise.sides == Sides::LeftRight { " each side" } else { "" };
    format!("{}{sides}, {}", exercise.dose.shorthand(), exercise.position.plain())
}

/// The area as a heading.
const fn heading_of(area: Area) -> &'static str {
    match area {
        Area::Trapezius => "Trapezius",
        Area::Neck => "Neck",
        Area::LowerBack => "Lower back",
        Area::Glutes => "Glutes",
    }
}

/// Text that is laid out for a width.
struct Text<'a> {
    lines: Vec<Line<'static>>,
    facts: usize,
    width: usize,
    app: &'a App,
}

impl Text<'_> {
    fn title(&mut self, title: &str) {
        self.lines.push(Line::styled(cut(title, self.width), self.app.theme.strong));
        self.lines.push(Line::default());
    }

    /// Statements, each with the numbers of its sources, which stand once at the end.
    fn notes<'n>(&mut self, notes: impl Iterator<Item = &'n Note>) {
        let theme = &self.app.theme;
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
            for row in wrap(&format!("{}{numbers}", note.text), self.width) {
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
        let theme = &self.app.theme;
        for (index, row) in wrap(text, self.width.saturating_sub(10)).into_iter().enumerate() {
            let lead = format!("{:<10}", if index == 0 { label } else { "" });
            self.lines.push(Line::from(vec![Span::styled(lead, theme.dim), Span::styled(row, ink)]));
        }
    }

    /// All about an exercise; its facts stand beside the figure where there is room.
    fn exercise(&mut self, exercise: &Exercise) {
        let theme = self.app.theme;
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
        self.part("set up", &exercise.cues.setup.join(" "), theme.text);
        self.part("move", &exercise.cues.r#move.join(" "), theme.text);
        self.part("in short", &exercise.instruction(side), theme.text);
        self.part("feel", &exercise.cues.feel, theme.warm);
        self.part("breathe", &exercise.cues.breathe, theme.text);
        self.lines.push(Line::default());
        self.part("avoid", &exercise.mistakes.join(" "), theme.text);
        self.part("careful", &exercise.cautions.join(" "), theme.text);
        let questions: Vec<&str> = exercise.skip_if.iter().filter_map(|tag| self.app.texts.question(tag)).collect();
        self.part("not with", &questions.join(" "), theme.text);
        self.part("easier", &exercise.easier, theme.text);
        self.part("harder", &exercise.harder, theme.text);
        self.lines.push(Line::default());
        for source in &exercise.sources {
            self.part("source", &source.title, theme.dim);
        }
    }
}
