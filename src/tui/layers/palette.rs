//! Palette: everything that can be done or looked at, found by a few letters of its words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, text_width};
use crate::library::texts::SUBJECTS;
use crate::tui::context::Context;
use crate::tui::hits::Target;
use crate::tui::keymap::{self, Binding, Group, Message, Press};
use crate::tui::ranking::ranked;
use crate::tui::view::{Command, Place, View};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::scroll;
use crate::tui::widgets::pen::cut;
use crate::words::clock::clock;

/// The longest text to look for, in characters.
const LONGEST_SEARCH: usize = 60;
/// The rows of the list, where there is room for them.
const ROWS: usize = 12;

/// Everything that can be done or looked at, and what was typed to find it.
#[derive(Debug)]
pub struct Palette {
    field: Field,
    items: Vec<Item>,
    /// The items that fit, by index, the best first.
    found: Vec<usize>,
    chosen: usize,
}

#[derive(Debug)]
struct Item {
    /// The words that it is shown and found by.
    text: String,
    /// More words that it is found by.
    also: &'static str,
    /// The key or the length that stands beside it.
    beside: String,
    command: What,
}

#[derive(Debug, Clone)]
enum What {
    Send(Message),
    Visit(Place),
}

impl Palette {
    /// Everything that can be done in a view with the keys `table`; with `elsewhere` as well what is on other screens.
    #[must_use]
    pub fn open(table: &'static [Binding], elsewhere: bool, context: &Context) -> Self {
        let mut items: Vec<Item> = actions(table, table, context, What::Send).collect();
        if elsewhere {
            let first = keymap::PICKER;
            let others = actions(first, table, context, |message| What::Visit(Place::FirstScreen(message)));
            let known: Vec<String> = items.iter().map(|item| item.text.clone()).collect();
            items.extend(others.filter(|item| !known.contains(&item.text)));
            items.extend(context.library.routines().iter().map(|routine| Item {
                also: "",
                text: format!("routine: {}", routine.title),
                beside: clock(context.total(routine)),
                command: What::Visit(Place::Routine(routine.id.clone())),
            }));
            items.extend(context.library.exercises().iter().map(|exercise| Item {
                also: "",
                text: format!("exercise: {}", exercise.short_name()),
                beside: exercise.area().map_or(String::new(), |area| area.label().to_owned()),
                command: What::Visit(Place::Exercise(exercise.id.clone())),
            }));
            let trial = context.digest.trial(context.settings.day_start_hour);
            items.extend(trial.map(|_| Item {
                also: "compare trial two routines",
                text: "card: your experiment".to_owned(),
                beside: String::new(),
                command: What::Visit(Place::Experiment),
            }));
            items.extend(SUBJECTS.iter().map(|(subject, title)| Item {
                also: "",
                text: format!("card: {title}"),
                beside: String::new(),
                command: What::Visit(Place::Card(subject)),
            }));
        }
        let found = (0..items.len()).collect();
        Self { field: Field::new(LONGEST_SEARCH), items, found, chosen: 0 }
    }

    fn find(&mut self) {
        self.chosen = 0;
        let words = |item: &Item| format!("{} {}", item.text, item.also);
        self.found = ranked(self.field.text(), self.items.iter().map(words));
    }

    fn chosen(&self) -> Option<&Item> {
        self.found.get(self.chosen).and_then(|index| self.items.get(*index))
    }

    fn go(&self) -> Vec<Command> {
        let Some(item) = self.chosen() else {
            return Vec::new();
        };
        let command = match item.command.clone() {
            What::Send(message) => Command::Send(message),
            What::Visit(place) => Command::Visit(place),
        };
        vec![Command::Close, command]
    }
}

/// Other words that people look for an action with.
const fn also(message: Message) -> &'static str {
    match message {
        Message::Settings => "files folders sound colours theme keys voice volume weekly goal",
        Message::History => "streak year log minutes",
        Message::Learn => "exercises gallery anatomy knots",
        Message::CheckIn => "pain score",
        Message::Profile => "pregnancy surgery conditions ask yourself profile",
        Message::Programs => "programs plan course weeks",
        Message::Find => "search filter",
        Message::Compose => "compose go make a session minutes keep",
        Message::Mute => "silence quiet",
        Message::Ouch => "pain hurts",
        Message::Rest => "sick holiday vacation",
        _ => "",
    }
}

/// The actions of `table`, but for moving about, with the keys that they have in a view with the keys `here`.
fn actions(
    table: &'static [Binding],
    here: &'static [Binding],
    context: &Context,
    what: impl Fn(Message) -> What,
) -> impl Iterator<Item = Item> {
    let rows = table.iter().filter(|row| !row.on.is_empty() && row.group() != Group::Moving);
    let rows = rows.filter(|row| !matches!(row.message, Message::Palette | Message::Close));
    rows.map(move |row| Item {
        text: row.does.to_owned(),
        also: also(row.message),
        beside: if std::ptr::eq(table, here) { context.keys.label(row, table) } else { String::new() },
        command: what(row.message),
    })
}

impl View for Palette {
    fn keys(&self) -> &'static [Binding] {
        keymap::PALETTE_KEYS
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn typed(&mut self, _: &Context, press: Press) -> Option<Vec<Command>> {
        if keymap::meaning(keymap::PALETTE_KEYS, press).is_some() || !self.field.take(press) {
            return None;
        }
        self.find();
        Some(Vec::new())
    }

    fn paste(&mut self, _: &Context, text: &str) {
        self.field.paste(text);
        self.find();
    }

    fn clicked(&mut self, _: &Context, row: usize) -> Vec<Command> {
        self.chosen = row;
        self.go()
    }

    fn update(&mut self, _context: &Context, message: Message) -> Vec<Command> {
        let last = self.found.len().saturating_sub(1);
        match message {
            Message::Up => self.chosen = self.chosen.saturating_sub(1),
            Message::Down => self.chosen = (self.chosen + 1).min(last),
            Message::PageUp => self.chosen = self.chosen.saturating_sub(ROWS),
            Message::PageDown => self.chosen = (self.chosen + ROWS).min(last),
            Message::Yes => return self.go(),
            _ => return vec![Command::Close],
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let width = text_width(area);
        let rows = ROWS.min(usize::from(area.height).saturating_sub(6)).max(1);
        let mut lines = vec![Line::from(vec![
            Span::styled(": ", theme.accent),
            Span::styled(self.field.shown(width.saturating_sub(2), true), theme.strong),
        ])];
        let top = scroll(self.chosen, rows, self.found.len());
        for row in top..top + rows {
            let item = self.found.get(row).and_then(|index| self.items.get(*index));
            lines.push(item.map_or_else(Line::default, |item| self.line(item, row, width, context)));
        }
        if self.found.is_empty() {
            lines[1] = Line::styled("No match.", theme.warm);
        }
        let panel = Panel { title: "Find anything", lines, top: 0, keys: self.keys(), context, is_alarm: false };
        let first = panel.text(area).y + 1;
        panel.render(area, buffer);
        for row in top..(top + rows).min(self.found.len()) {
            let y = first.saturating_add(u16::try_from(row - top).unwrap_or(u16::MAX));
            context.hits.add(Rect { x: area.x, y, width: area.width, height: 1 }, Target::Row(row));
        }
    }
}

impl Palette {
    fn line(&self, item: &Item, row: usize, width: usize, context: &Context) -> Line<'static> {
        let theme = &context.theme;
        let is_chosen = row == self.chosen;
        let room = width.saturating_sub(item.beside.chars().count() + 4);
        let (mark, ink) = if is_chosen { ("▸ ", theme.strong) } else { ("  ", theme.text) };
        Line::from(vec![
            Span::styled(mark, theme.accent),
            Span::styled(format!("{:<room$}", cut(&item.text, room)), ink),
            Span::styled(format!("  {}", item.beside), theme.dim),
        ])
        .style(if is_chosen { theme.chosen } else { Style::new() })
    }
}
