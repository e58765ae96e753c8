//! What is known: cards on knots and safety, and every exercise.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::scroll;
use crate::catalog::texts::Note;
use crate::catalog::{Area, Exercise, Side, Sides};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keymap::{self, Message};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{cut, wrap};

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

/// The chosen item and the first line in sight of its text.
#[derive(Debug)]
pub struct Learn {
    items: Vec<Item>,
    chosen: usize,
    top: usize,
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
        let mut items = vec![Item::Heading("Knots".to_owned())];
        items.extend(CARDS.iter().map(|(subject, title)| Item::Card(subject, title)));
        items.push(Item::Doses);
        let mut area = None;
        for exercise in app.library.exercises() {
            let heading = exercise.area.map_or("Warm-up", heading_of);
            if area != Some(heading) {
                items.push(Item::Heading(heading.to_owned()));
                area = Some(heading);
            }
            items.push(Item::Exercise(exercise.id.clone()));
        }
        Self { items, chosen: 1, top: 0 }
    }

    /// Moves by `by` items; headings are passed over.
    fn step(&mut self, by: isize) {
        let mut index = self.chosen;
        loop {
            let next = index.saturating_add_signed(by).min(self.items.len() - 1);
            if next == index || next == 0 {
                return;
            }
            index = next;
            if !matches!(self.items[index], Item::Heading(_)) {
                self.chosen = index;
                self.top = 0;
                return;
            }
        }
    }
}

/// Does what a key means.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let Screen::Learn(learn) = &mut app.screen else {
        return Vec::new();
    };
    match message {
        Message::Up => learn.step(-1),
        Message::Down => learn.step(1),
        Message::PageUp => learn.top = learn.top.saturating_sub(8),
        Message::PageDown => learn.top += 8,
        Message::First => (learn.chosen, learn.top) = (1, 0),
        Message::Last => (learn.chosen, learn.top) = (learn.items.len() - 1, 0),
        Message::Close => app.screen = Screen::Picker,
        Message::Quit => return vec![Effect::Quit(0)],
        _ => {}
    }
    Vec::new()
}

/// Draws the screen.
pub fn render(app: &App, learn: &Learn, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let page = Page { title: "Learn", status: Line::default(), keys: keymap::LEARN, theme };
    let body = page.frame(area, buffer);
    let (list, text) = if body.width >= 60 {
        let width = (body.width / 3).clamp(24, 36);
        (Rect { width, ..body }, Rect { x: body.x + width + 3, width: (body.width - width - 3).min(72), ..body })
    } else {
        let rows = (body.height / 3).max(1).min(body.height);
        (Rect { height: rows, ..body }, Rect { y: body.y + rows, height: body.height - rows, ..body })
    };
    items(app, learn, list, buffer);
    let lines = learn.items.get(learn.chosen).map(|item| lines(app, item, text.width)).unwrap_or_default();
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

fn items(app: &App, learn: &Learn, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let rows = usize::from(area.height);
    let top = scroll(learn.chosen, rows, learn.items.len());
    let width = usize::from(area.width).saturating_sub(2);
    let mut pen = crate::tui::widgets::pen::Pen::new(buffer, area);
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

fn lines(app: &App, item: &Item, width: u16) -> Vec<Line<'static>> {
    let mut text = Text { lines: Vec::new(), width: usize::from(width), app };
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
    text.lines
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

    fn exercise(&mut self, exercise: &Exercise) {
        let theme = self.app.theme;
        self.title(&exercise.name);
        for row in wrap(&exercise.summary, self.width) {
            self.lines.push(Line::styled(row, theme.text));
        }
        self.lines.push(Line::default());
        let sides = if exercise.sides == Sides::LeftRight { " each side" } else { "" };
        self.part(
            "dose",
            &format!("{}{sides}, {}", exercise.dose.shorthand(), exercise.position.plain()),
            theme.accent,
        );
        self.part("reaches", &exercise.targets.join(", "), theme.warm);
        self.part("needs", &exercise.equipment.join(", "), theme.text);
        self.lines.push(Line::default());
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
