//! The settings: a line for each, changed in place and saved at once. The chosen one is explained, and shown or heard as
//! it changes.
//!
//! ```text
//! Sound                    voice  full
//!   volume      70         How much the voice says. In a session: v.
//!   sound       on
//!   cues        soft       ● full   name, position, side and what to do
//! ▸ voice       full       ○ brief  names and sides
//!   brief after 3 sess…    ○ off    nothing; the cues go on
//! Session
//!   start       automatic  Files
//! ...                      settings  ~/.config/supple/settings.json
//! ```

mod sample;

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::choices::{Choice, GROUPS, Sample};
use crate::sanitize::clean;
use crate::settings::Settings;
use crate::tui::context::Context;
use crate::tui::demonstration::Demonstration;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::layers::reading::Reading;
use crate::tui::layers::screening::Screening;
use crate::tui::theme::Theme;
use crate::tui::view::{Command, Effect, View};
use crate::tui::widgets::list::{List, Row, scroll};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::wrap;
use std::time::Duration;

/// The width from which on the explanation stands beside the list, and from which on the sample stands beside that.
const BESIDE: u16 = 70;
const THREE: u16 = 130;
/// The columns of the list.
const LIST: u16 = 32;
/// The least rows of the list, and the rows below which it has no headings.
const LEAST_LIST: u16 = 3;
const HEADED: usize = 12;
/// The rows below a whole list from which on the chosen setting is explained in full.
const ROOMY: u16 = 7;
/// The columns of a name in the list.
const NAME: usize = 13;
/// The longest path that is shown, in characters: longer than any system allows.
const LONGEST_PATH: usize = 4096;

/// What is said of the files.
const ABOUT_FILES: &str = "Plain text, yours to read, copy and back up. Routines of your own go into the last folder; supple \
                           check tells what is wrong with one.";

/// The settings, and the chosen one.
#[derive(Debug, Default)]
pub struct Choosing {
    chosen: usize,
    demonstration: Demonstration,
}

/// A row that can be chosen.
#[derive(Clone, Copy)]
enum Item {
    Choice(&'static Choice),
    /// The places of the files, which nothing changes.
    Files,
}

impl Item {
    const fn name(self) -> &'static str {
        match self {
            Self::Choice(choice) => choice.name,
            Self::Files => "files",
        }
    }

    fn value(self, settings: &Settings) -> String {
        match self {
            Self::Choice(choice) => (choice.value)(settings),
            Self::Files => "where they are".to_owned(),
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Choice(choice) => choice.about,
            Self::Files => ABOUT_FILES,
        }
    }

    const fn sample(self) -> Sample {
        match self {
            Self::Choice(choice) => choice.sample,
            Self::Files => Sample::None,
        }
    }

    const fn values(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Choice(choice) => choice.values,
            Self::Files => &[],
        }
    }
}

/// A row of the list: a heading, or the item with this number.
#[derive(Clone, Copy)]
enum Listed {
    Heading(&'static str),
    Item(usize, Item),
}

/// The rows of the list, with headings or without, and with a gap above each where there is room.
fn rows(headed: bool, gaps: bool) -> Vec<Listed> {
    let mut rows = Vec::new();
    let mut count = 0;
    let mut item = |item: Item| {
        count += 1;
        Listed::Item(count - 1, item)
    };
    for group in GROUPS {
        if gaps && !rows.is_empty() {
            rows.push(Listed::Heading(""));
        }
        if headed {
            rows.push(Listed::Heading(group.name));
        }
        rows.extend(group.choices.iter().map(|choice| item(Item::Choice(choice))));
    }
    if gaps {
        rows.push(Listed::Heading(""));
    }
    if headed {
        rows.push(Listed::Heading("Files"));
    }
    rows.push(item(Item::Files));
    rows
}

/// The rows of a list of this height.
fn rows_in(height: u16) -> Vec<Listed> {
    let [spaced, headed, plain] =
        [(true, true), (true, false), (false, false)].map(|(headed, gaps)| rows(headed, gaps));
    match usize::from(height) {
        height if height >= spaced.len() => spaced,
        height if height >= HEADED => headed,
        _ => plain,
    }
}

/// The parts of the screen.
struct Places {
    list: Rect,
    about: Rect,
    /// `true` if the chosen setting is explained in full.
    in_full: bool,
    /// The place of sample and files, if they stand apart.
    aside: Option<Rect>,
}

impl Places {
    fn in_(body: Rect, item: Item) -> Self {
        if body.width < BESIDE {
            let all = u16::try_from(rows(true, false).len()).unwrap_or(u16::MAX);
            if body.height >= all.saturating_add(1 + ROOMY) {
                let about = Rect { y: body.y + all + 1, height: body.height - all - 1, ..body };
                return Self { list: Rect { height: all, ..body }, about, in_full: true, aside: None };
            }
            // What needs more than a few rows is told in full on a key.
            let wanted = if matches!(item, Item::Files) { body.height } else { (body.height * 2 / 5).max(3) };
            let about = wanted.min(body.height.saturating_sub(LEAST_LIST));
            let list = Rect { height: body.height - about, ..body };
            return Self { list, about: Rect { y: list.bottom(), height: about, ..body }, in_full: false, aside: None };
        }
        let list = Rect { width: LIST, ..body };
        let beside = Rect { x: body.x + LIST + 3, width: body.width - LIST - 3, ..body };
        if body.width < THREE {
            return Self { list, about: beside, in_full: true, aside: None };
        }
        let about = Rect { width: beside.width / 2 - 2, ..beside };
        let aside = Rect { x: about.right() + 4, width: beside.width - about.width - 4, ..beside };
        Self { list, about, in_full: true, aside: Some(aside) }
    }
}

impl Choosing {
    /// The chosen item.
    fn item(&self) -> Item {
        let item = |listed| if let Listed::Item(_, item) = listed { Some(item) } else { None };
        rows(false, false).into_iter().filter_map(item).nth(self.chosen).unwrap_or(Item::Files)
    }

    /// The parts of the screen in the window as it is.
    fn places(&self, context: &Context) -> Places {
        let (width, height) = context.size;
        Places::in_(Page::inside(Rect { x: 0, y: 0, width, height }), self.item())
    }

    fn go_to(&mut self, index: usize, now: Duration) {
        self.chosen = index.min(rows(false, false).len() - 1);
        self.demonstration = Demonstration { since: now };
    }

    /// Changes the chosen setting, and lets the change be heard.
    fn change(&self, context: &Context, up: bool) -> Vec<Command> {
        let Item::Choice(choice) = self.item() else {
            return Vec::new();
        };
        let mut settings = context.settings.clone();
        (choice.change)(&mut settings, up);
        let heard = sample::heard(context, &settings, choice.sample);
        let mut commands = vec![Command::Configure(Box::new(settings)), Effect::Loudness.into()];
        commands.extend(heard.map(Command::from));
        commands
    }

    /// All there is to say of the chosen setting, for windows with little room.
    fn in_full(&self, context: &Context) -> Reading {
        let item = self.item();
        let heading = format!("{}: {}", item.name(), item.value(&context.settings));
        let values = item.values().iter().map(|(value, means)| format!("{value}: {means}"));
        let mut facts = vec![(heading, std::iter::once(item.about().to_owned()).chain(values).collect())];
        facts.push(("Files".to_owned(), files(context).map(|(name, path)| format!("{name}: {path}")).collect()));
        Reading::facts("Settings", facts)
    }

    /// The lines that explain the chosen setting; in few words where there is little room.
    fn lines(&self, context: &Context, width: u16, in_short: bool) -> Vec<Line<'static>> {
        let theme = &context.theme;
        let (item, width) = (self.item(), usize::from(width));
        let value = item.value(&context.settings);
        let plain = |text: &str, ink| wrap(text, width).into_iter().map(move |row| Line::styled(row, ink));
        let mut lines = Vec::new();
        if !in_short {
            lines.push(Line::from(vec![
                Span::styled(item.name(), theme.strong),
                Span::styled(format!("  {value}"), theme.accent),
            ]));
        }
        lines.extend(plain(item.about(), theme.text));
        let names = item.values().iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        if in_short {
            let of_it = item.values().iter().filter(|(name, _)| *name == value);
            lines.extend(
                of_it.flat_map(|(name, means)| meaning("", name, means, name.len(), width, theme.accent, theme)),
            );
        } else if !item.values().is_empty() {
            lines.push(Line::default());
            lines.extend(item.values().iter().flat_map(|(name, means)| {
                let (mark, ink) = if *name == value { ("● ", theme.accent) } else { ("○ ", theme.text) };
                meaning(mark, name, means, names, width, ink, theme)
            }));
        }
        if matches!(item.sample(), Sample::Cue | Sample::Voice) {
            let silent = sample::why_silent(context, &context.settings).or_else(|| sample::by_bell(context));
            lines.extend((!in_short).then(Line::default));
            lines.extend(plain(
                silent.unwrap_or("You hear each change."),
                if silent.is_some() { theme.warm } else { theme.dim },
            ));
        }
        lines
    }
}

/// A value and what it means, over as many lines as it takes.
fn meaning(
    mark: &'static str,
    name: &str,
    means: &str,
    names: usize,
    width: usize,
    ink: ratatui::style::Style,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let lead = format!("{mark}{name:<names$}  ");
    let indent = Span::raw(lead.as_str()).width();
    let rows = wrap(means, width.saturating_sub(indent).max(8)).into_iter().enumerate();
    let line = |(index, row): (usize, String)| {
        let lead = if index == 0 { lead.clone() } else { " ".repeat(indent) };
        Line::from(vec![Span::styled(lead, ink), Span::styled(row, theme.dim)])
    };
    rows.map(line).collect()
}

/// The places of the files, by name.
fn files(context: &Context) -> impl Iterator<Item = (&'static str, String)> {
    let shown = |path: &Path| clean(&path.display().to_string(), LONGEST_PATH);
    let places = context.paths.as_ref().map(|paths| {
        [
            ("settings", shown(&paths.settings())),
            ("history", shown(&paths.history())),
            ("routines", shown(&paths.routines())),
        ]
    });
    places.into_iter().flatten()
}

/// The places of the files under their heading, wrapped.
fn files_lines(context: &Context, width: u16) -> Vec<Line<'static>> {
    let theme = &context.theme;
    let places = files(context).flat_map(|(name, path)| meaning("", name, &path, 9, width.into(), theme.text, theme));
    let mut lines: Vec<Line<'static>> = places.collect();
    if !lines.is_empty() {
        lines.insert(0, Line::styled("Files", theme.strong));
    }
    lines
}

impl View for Choosing {
    fn keys(&self) -> &'static [Binding] {
        keymap::SETTINGS
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let now = context.now.moment.monotonic;
        match message {
            Message::Up => self.go_to(self.chosen.saturating_sub(1), now),
            Message::Down => self.go_to(self.chosen + 1, now),
            Message::First => self.go_to(0, now),
            Message::Last => self.go_to(usize::MAX, now),
            Message::Before | Message::After => {
                self.demonstration = Demonstration { since: now };
                return self.change(context, message == Message::After);
            }
            Message::Why => return vec![Command::open(self.in_full(context))],
            Message::Profile => return vec![Command::open(Screening::open(context))],
            Message::Close => return vec![Command::Close, Effect::CloseSound.into()],
            _ => {}
        }
        Vec::new()
    }

    fn clicked(&mut self, context: &Context, row: usize) -> Vec<Command> {
        if let Some(Listed::Item(index, _)) = rows_in(self.places(context).list.height).get(row) {
            self.go_to(*index, context.now.moment.monotonic);
        }
        Vec::new()
    }

    fn next_wakeup(&self, context: &Context) -> Option<Duration> {
        let places = self.places(context);
        let is_seen = places.aside.is_some() || (places.in_full && self.item().sample() == Sample::Look);
        is_seen.then(|| sample::next(context, self.demonstration)).flatten()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let status = Line::styled("changes are saved at once", theme.dim);
        let page = Page { title: "Settings", status, keys: self.keys(), context };
        let body = page.frame(area, buffer);
        let places = Places::in_(body, self.item());
        self.list(context, places.list, buffer);
        self.about(context, &places, buffer);
        if let Some(aside) = places.aside {
            let files = files_lines(context, aside.width);
            let height = aside.height.saturating_sub(count(&files) + 1);
            sample::draw(context, self.demonstration, Rect { height, ..aside }, buffer);
            write(&files, Rect { y: aside.y + height + 1, height: aside.height - height - 1, ..aside }, buffer);
        }
    }
}

impl Choosing {
    fn list(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let rows = rows_in(area.height);
        let is_chosen = |listed: &Listed| matches!(listed, Listed::Item(index, _) if *index == self.chosen);
        let chosen = rows.iter().position(is_chosen).unwrap_or(0);
        let row = |index: usize, ink| match rows[index] {
            Listed::Heading(name) => Row::Heading(name.to_owned()),
            Listed::Item(_, item) => {
                let value_ink = if index == chosen { theme.accent } else { theme.dim };
                let name = Span::styled(format!("{:<NAME$}", item.name()), ink);
                Row::Item(vec![name, Span::styled(item.value(&context.settings), value_ink)])
            }
        };
        (&List::new(rows.len(), chosen, theme, row).clickable(&context.hits, 0)).render(area, buffer);
        let height = usize::from(area.height);
        if height > 0 && scroll(chosen, height, rows.len()) + height < rows.len() {
            // Beside the value of the last row there is no room for a word.
            buffer.set_stringn(area.right().saturating_sub(1), area.bottom() - 1, "↓", 1, theme.dim);
        }
    }

    /// Draws what the chosen setting does; below it, where there is room, its sample and the places of the files.
    fn about(&self, context: &Context, places: &Places, buffer: &mut Buffer) {
        let theme = &context.theme;
        let Places { about: area, in_full, .. } = *places;
        let with_rest = places.aside.is_none() && in_full;
        let item = self.item();
        let wants_figure = with_rest && item.sample() == Sample::Look;
        let mut lines = self.lines(context, area.width, !in_full);
        let below = |lines: &[Line<'_>]| {
            let used = count(lines) + 1;
            Rect { y: area.y + used.min(area.height), height: area.height.saturating_sub(used), ..area }
        };
        if wants_figure && !sample::has_room(below(&lines)) {
            // The figure says more than the values that are not chosen.
            let head = lines.first().cloned();
            lines = head.into_iter().chain(self.lines(context, area.width, true)).collect();
        }
        let files = files_lines(context, area.width);
        if matches!(item, Item::Files) && in_full {
            lines.push(Line::default());
            lines.extend(files.into_iter().skip(1));
        } else if matches!(item, Item::Files) {
            // Where there is little room, the paths are what is looked for.
            let text = |(name, path)| wrap(&format!("{name}: {path}"), area.width.into());
            lines = self::files(context).flat_map(text).map(|row| Line::styled(row, theme.text)).collect();
        } else if wants_figure {
            sample::draw(context, self.demonstration, below(&lines), buffer);
        } else if with_rest && usize::from(below(&lines).height) > files.len() {
            let rows = count(&files);
            write(&files, Rect { y: area.bottom() - rows, height: rows, ..area }, buffer);
        }
        write(&lines, area, buffer);
        if lines.len() > usize::from(area.height) && area.height > 0 {
            // The rest is a key away.
            let mark = Line::from(vec![
                Span::styled("… ", theme.dim),
                Span::styled(context.keys.of(Message::Why, self.keys()), theme.accent),
                Span::styled(" more", theme.dim),
            ]);
            let width = u16::try_from(mark.width()).unwrap_or(0);
            buffer.set_line(area.right().saturating_sub(width), area.bottom() - 1, &mark, width);
        }
    }
}

/// Writes lines, as many as there is room for.
fn write(lines: &[Line<'_>], area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        buffer.set_line(area.x, y, line, area.width);
    }
}

/// The number of rows that lines take.
fn count(lines: &[Line<'_>]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}
