//! The first screen: areas beside routines.
//!
//! ```text
//! supple                                          6-day streak · 24 of 28 days
//! ──────────────────────────────────────────────────────────────────────────────
//! ▸ all                 ▸ For you now  Neck ease                        5:01
//!   trapezius   3 days    5 days since you stretched your neck.
//!   neck        5 days
//!                         Desk micro-break     1:57  seated  trapezius, neck
//!   position any          …
//!   minutes  any        ─────────────────────────────────────────────── 8 of 22 ─
//!  ( the body, what      1  Backward shoulder rolls  8 times
//!    is worked lit )     Ask first: 4 questions →
//! ──────────────────────────────────────────────────────────────────────────────
//! enter start  → details  / find  h history  l learn  , settings  ? keys  q quit
//! ```

use std::time::Duration;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::compose::Compose;
use super::editor::Editor;
use super::{history, learn, preview, session, settings};
use crate::areas::Area;
use crate::history::Liking;
use crate::library::Filter;
use crate::practice::dose::OF_A_WEEK;
use crate::practice::{Position, Routine};
use crate::round::{turn, turn_or_none};
use crate::settings::{ListOrder, Settings};
use crate::tui::context::Context;
use crate::tui::hits::Target;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::layers::check_in::CheckIn;
use crate::tui::layers::programs::Programs;
use crate::tui::layers::rest::Rest;
use crate::tui::layers::screening::Screening;
use crate::tui::view::{Command, Effect, Notice, Occasion, View, mark};
use crate::tui::widgets::body_map;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page::{Page, rule};
use crate::tui::widgets::pen::{Pen, Sheet, cut, wrap};
use crate::words::clock::clock;
use crate::words::rounds::{Listed, listed};
use crate::words::{self, counted, desk, streak, taste};

/// The longest time that can be asked for, in minutes; the key goes round through them and "any".
const MINUTES: [u64; 4] = [2, 5, 8, 10];
/// The positions that some routine keeps throughout; the key goes round through them and "any".
const POSITIONS: [Position; 2] = [Position::Seated, Position::Standing];
/// The longest filter, in columns: enough for any title.
const LONGEST_SEARCH: usize = 40;

/// The first screen, and the choices made on it.
#[derive(Debug)]
pub struct Picker {
    filter: Filter,
    words: Field,
    chosen: usize,
    finding: bool,
    /// The id of the routine that was made a favourite: it stays chosen, wherever it is listed then.
    marked: Option<String>,
}

impl Default for Picker {
    fn default() -> Self {
        Self { filter: Filter::default(), words: Field::new(LONGEST_SEARCH), chosen: 0, finding: false, marked: None }
    }
}

impl Picker {
    /// The routines that are listed, in the chosen order; what is never wanted comes last.
    fn listed<'a>(&self, context: &'a Context) -> Vec<&'a Routine> {
        context.listed(&self.filter)
    }

    /// The routine that is proposed, with the reason. It is the first row, unless somebody looks for something else. A gentle
    /// day is one for every area.
    fn proposed<'a>(&self, context: &'a Context) -> Option<(&'a Routine, &'a str)> {
        let suggestion = context.suggestion.as_ref().filter(|_| !self.finding)?;
        let routine = context.library.routine(&suggestion.routine)?;
        let Filter { area, .. } = &self.filter;
        let only_area = Filter { area: area.clone(), ..Filter::default() };
        let suits = area.as_ref().is_none_or(|area| routine.gentle || routine.areas.first() == Some(area));
        (suits && self.filter == only_area).then_some((routine, &suggestion.why))
    }

    /// The routines of all rows: the one that is proposed, and those that are listed.
    fn rows<'a>(&self, context: &'a Context) -> Vec<&'a Routine> {
        let proposed = self.proposed(context).map(|(routine, _)| routine);
        proposed.into_iter().chain(self.listed(context)).collect()
    }

    fn chosen<'a>(&self, context: &'a Context) -> Option<&'a Routine> {
        let rows = self.rows(context);
        rows.get(self.chosen.min(rows.len().saturating_sub(1))).copied()
    }

    fn change(&mut self, with: impl FnOnce(&mut Filter)) {
        with(&mut self.filter);
        self.chosen = 0;
    }

    fn show_all(&mut self) {
        self.words.clear();
        self.change(|filter| *filter = Filter::default());
    }
}

impl View for Picker {
    fn keys(&self) -> &'static [Binding] {
        if self.finding { keymap::FIND_ROUTINE } else { keymap::PICKER }
    }

    fn typed(&mut self, context: &Context, press: Press) -> Option<Vec<Command>> {
        if !self.finding {
            return None;
        }
        match keymap::meaning(keymap::FIND_ROUTINE, press) {
            Some(Message::Yes) => self.finding = false,
            Some(Message::Close) => {
                self.finding = false;
                self.words.clear();
            }
            Some(message @ (Message::Up | Message::Down)) => return Some(self.update(context, message)),
            Some(Message::Open) => {
                self.finding = false;
                return Some(self.update(context, Message::Open));
            }
            Some(_) => return None,
            None if self.words.take(press) => self.chosen = 0,
            None => {}
        }
        self.filter.words = self.words.text().to_owned();
        Some(Vec::new())
    }

    /// A click chooses, and another one shows more.
    fn clicked(&mut self, context: &Context, row: usize) -> Vec<Command> {
        if self.chosen == row {
            return self.update(context, Message::Open);
        }
        self.chosen = row;
        Vec::new()
    }

    fn paste(&mut self, _: &Context, text: &str) {
        if self.finding {
            self.words.paste(text);
            self.chosen = 0;
            self.filter.words = self.words.text().to_owned();
        }
    }

    fn on(&mut self, context: &Context, occasion: Occasion) -> Vec<Command> {
        if occasion == Occasion::History
            && let Some(id) = self.marked.take()
        {
            let place = self.rows(context).iter().position(|routine| routine.id == id);
            self.chosen = place.unwrap_or(self.chosen);
        }
        Vec::new()
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = self.rows(context).len().saturating_sub(1);
        self.chosen = self.chosen.min(last);
        match message {
            Message::Up => self.chosen = self.chosen.saturating_sub(1),
            Message::Down => self.chosen = (self.chosen + 1).min(last),
            Message::PageUp => self.chosen = self.chosen.saturating_sub(8),
            Message::PageDown => self.chosen = (self.chosen + 8).min(last),
            Message::First => self.chosen = 0,
            Message::Last => self.chosen = last,
            Message::After | Message::Before => self.change(|filter| {
                let all = context.library.areas().all();
                filter.area = turn_or_none(all, filter.area.as_ref(), message == Message::After);
            }),
            Message::Position => self.change(|filter| {
                filter.position = turn_or_none(&POSITIONS, filter.position.as_ref(), true);
            }),
            Message::Minutes => self.change(|filter| {
                let minutes = filter.longest.map(|longest| longest.as_secs() / 60);
                // A routine of "5 minutes" may take a few seconds more: the half minute keeps it in.
                filter.longest = turn_or_none(&MINUTES, minutes.as_ref(), true)
                    .map(|minutes| Duration::from_secs(minutes * 60 + 30));
            }),
            Message::Find => self.finding = true,
            Message::Favourite | Message::Never => {
                let Some(routine) = self.chosen(context) else { return Vec::new() };
                let is_favourite = message == Message::Favourite;
                // What is never wanted goes to the end, and nobody wants to go there with it.
                self.marked = Some(routine.id.clone()).filter(|_| is_favourite);
                return mark(context, &routine.id, if is_favourite { Liking::Favourite } else { Liking::Never });
            }
            Message::Order => {
                let order = turn(&ListOrder::ALL, context.settings.order, true);
                self.chosen = 0;
                let settings = Settings { order, ..context.settings.clone() };
                return vec![Command::Configure(Box::new(settings))];
            }
            Message::Close | Message::Suggested => self.show_all(),
            Message::Start => {
                if let Some(routine) = self.chosen(context) {
                    return session::Running::start(routine, context);
                }
            }
            Message::Again => {
                let last = context.digest.last_routine();
                if let Some(routine) = last.and_then(|id| context.library.routine(id)) {
                    return session::Running::start(routine, context);
                }
                let text = "No session of the last weeks can be repeated.".to_owned();
                return vec![Command::Say(Notice { text, until: None })];
            }
            Message::Open => {
                let routine = self.chosen(context);
                return routine
                    .map(|routine| Command::open(preview::Preview::of(routine, context)))
                    .into_iter()
                    .collect();
            }
            Message::History => return vec![Command::open(history::Browse::open(context))],
            Message::CheckIn => return vec![Command::open(CheckIn::open(context))],
            Message::Rest => return vec![Command::open(Rest { day: context.digest.today() })],
            Message::Compose => return vec![Command::open(Compose::open(context))],
            Message::Profile => return vec![Command::open(Screening::open(context))],
            Message::Programs => return vec![Command::open(Programs::open(context))],
            Message::Undo => return vec![Effect::Undo { is_asked: false }.into()],
            Message::Write => return vec![Command::open(Editor::empty(context))],
            Message::Learn => return vec![Command::open(learn::Learn::open(context))],
            Message::Settings => return vec![Command::open(settings::Choosing::default())],
            _ => {}
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let counted = context.digest.streak();
        let page = |says: String| Page { title: "", status: Line::styled(says, theme.dim), keys: self.keys(), context };
        let has_history = context.digest.history().is_some();
        let says = format!("{} · {} of 28 days", streak::in_short(counted), counted.consistency);
        let says = if has_history { says } else { String::new() };
        let weeks = context.week_in_words().filter(|_| has_history).into_iter().flatten();
        // A wide screen has a column for it.
        let has_column = Page::inside(area).width >= THREE_PANES;
        let desk = context.desk.as_ref().filter(|_| has_history && !has_column).map(desk::in_short);
        // Of the goal and the day at the desk, as much as there is room for.
        let parts = weeks.map(Some).chain([None]).flat_map(|week| [(week.clone(), desk.clone()), (week, None)]);
        let fuller = parts
            .map(|(week, desk)| {
                page([Some(says.clone()), week, desk].into_iter().flatten().collect::<Vec<_>>().join(" · "))
            })
            .find(|page| page.shows_status(area));
        let page = fuller.unwrap_or_else(|| page(says));
        let body = page.frame(area, buffer);
        if body.width >= 60 {
            self.wide(context, body, buffer);
        } else {
            self.narrow(context, body, buffer);
        }
    }
}

impl Picker {
    fn wide(&self, context: &Context, body: Rect, buffer: &mut Buffer) {
        // A wide screen has room for a larger map of the body.
        let column = if body.width >= 90 { 22 } else { 20 };
        let gap = if body.width >= 90 { 3 } else { 2 };
        let areas = Rect { width: column, ..body };
        let mut middle = Rect { x: body.x + column + gap, width: body.width - column - gap, ..body };
        let third = (body.width >= THREE_PANES).then(|| {
            let width = self.list_width(context).min(middle.width.saturating_sub(LEAST_THIRD));
            let third = Rect { x: middle.x + width + gap + 1, width: middle.width - width - gap - 1, ..middle };
            middle.width = width;
            third
        });
        self.area_column(context, third.is_some(), areas, buffer);
        let list = self.proposal(context, self.typed_line(context, middle, buffer), buffer);
        let Some(third) = third else {
            self.list_over_detail(context, list, buffer);
            return;
        };
        self.routine_list(context, list, buffer);
        if let Some(routine) = self.chosen(context) {
            third_pane(context, routine, third, buffer);
        }
    }

    /// Draws the row of what is proposed where there is little room; returns the place below it.
    fn proposal_in_a_line(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Rect {
        let theme = &context.theme;
        let Some((routine, _)) = self.proposed(context).filter(|_| area.height > 1) else {
            return area;
        };
        let is_chosen = self.chosen == 0;
        let row = Rect { height: 1, ..area };
        let width = usize::from(area.width).saturating_sub(16);
        let spans = vec![
            Span::styled(if is_chosen { "▸ " } else { "  " }, theme.accent),
            Span::styled(if routine.first { "start: " } else { "now: " }, theme.accent.patch(theme.strong)),
            Span::styled(cut(&routine.title, width), theme.strong),
            Span::styled(format!("  {}", clock(context.total(routine))), theme.accent),
        ];
        Pen::new(buffer, row).filled_line(spans, if is_chosen { theme.chosen } else { Style::new() });
        context.hits.add(row, Target::Row(0));
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    }

    /// Draws the list, and below it the chosen routine.
    fn list_over_detail(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let count = self.listed(context).len();
        // The list takes what it needs, up to a half; the rest shows the chosen routine.
        let most = (area.height / 2).max(4);
        let rows = u16::try_from(count).unwrap_or(u16::MAX).clamp(1, most);
        let list = Rect { height: rows.min(area.height), ..area };
        self.routine_list(context, list, buffer);
        let below = Rect { y: list.bottom(), height: area.height - list.height, ..area };
        if below.height < 5 {
            return;
        }
        rule(Rect { y: below.y, height: 1, ..below }, theme.faint, buffer);
        if count > usize::from(rows) {
            let more = Line::styled(format!(" {rows} of {count} "), theme.dim);
            let width = u16::try_from(more.width()).unwrap_or(0);
            buffer.set_line(below.right().saturating_sub(width + 1), below.y, &more, width);
        }
        if let Some(routine) = self.chosen(context) {
            routine_detail(context, routine, Rect { y: below.y + 1, height: below.height - 1, ..below }, buffer);
        }
    }

    /// Draws the line that is typed into above the list that it filters; returns the place below it.
    fn typed_line(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Rect {
        let theme = &context.theme;
        if (!self.finding && self.words.is_blank()) || area.height < 4 {
            return area;
        }
        let room = usize::from(area.width).saturating_sub(8);
        let spans = vec![
            Span::styled("  find  ", theme.accent),
            Span::styled(self.words.shown(room, self.finding), theme.strong),
        ];
        Pen::new(buffer, Rect { height: 1, ..area }).line(spans);
        let gap = u16::from(area.height >= 12);
        Rect { y: area.y + 1 + gap, height: area.height - 1 - gap, ..area }
    }

    /// Draws the row of what is proposed; returns the place below it.
    fn proposal(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Rect {
        let theme = &context.theme;
        let Some((routine, why)) = self.proposed(context) else {
            return area;
        };
        if area.height < 12 {
            return self.proposal_in_a_line(context, area, buffer);
        }
        let is_chosen = self.chosen == 0;
        let place = Rect { height: 2, ..area };
        if is_chosen {
            buffer.set_style(place, theme.chosen);
        }
        let label = if routine.first { "Start here" } else { "For you now" };
        let mark = if is_chosen { "▸ " } else { "  " };
        let width = usize::from(area.width).saturating_sub(label.len() + 14);
        let mut pen = Pen::new(buffer, place);
        pen.ends(
            Line::from(vec![
                Span::styled(mark, theme.accent),
                Span::styled(label, theme.accent.patch(theme.strong)),
                Span::styled(format!("  {}", cut(&routine.title, width)), theme.strong),
            ]),
            &Line::styled(format!("{}  ", clock(context.total(routine))), theme.accent),
        );
        let room = usize::from(area.width).saturating_sub(2);
        // The reason proper stands before what it is weighed with.
        let why = match why.split_once(';') {
            Some((first, _)) if why.width() > room => format!("{first}."),
            _ => why.to_owned(),
        };
        pen.line(vec![Span::raw("  "), Span::styled(cut(&why, room), theme.dim)]);
        context.hits.add(place, Target::Row(0));
        Rect { y: area.y + 3, height: area.height - 3, ..area }
    }

    fn area_column(&self, context: &Context, with_week: bool, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let filter = &self.filter;
        let today = context.digest.today();
        let mut pen = Pen::new(buffer, area);
        for of in std::iter::once(None).chain(context.library.areas().all().iter().map(Some)) {
            let label = of.map_or("all", Area::label);
            let is_chosen = filter.area.as_ref() == of;
            let (mark, ink) = if is_chosen { ("▸ ", theme.accent.patch(theme.strong)) } else { ("  ", theme.text) };
            let since = of.filter(|_| !context.digest.is_new()).map(|of| since(context, of, today)).unwrap_or_default();
            pen.ends(
                Line::styled(format!("{mark}{label}"), ink),
                &Line::styled(since, if is_chosen { theme.accent } else { theme.dim }),
            );
        }
        pen.gap();
        let mut setting = |name: &str, value: String, set: bool| {
            pen.line(vec![
                Span::styled(format!("  {name:<9}"), theme.dim),
                Span::styled(value, if set { theme.accent } else { theme.dim }),
            ]);
        };
        setting("position", filter.position.map_or("any", Position::word).to_owned(), filter.position.is_some());
        let minutes = filter.longest.map_or("any".to_owned(), |longest| format!("up to {}", longest.as_secs() / 60));
        setting("minutes", minutes, filter.longest.is_some());
        if context.settings.order != ListOrder::Time {
            setting("order", context.settings.order.word().to_owned(), true);
        }
        for (name, value) in context.desk.iter().filter(|_| with_week).flat_map(desk::columns) {
            setting(name, value, false);
        }
        if with_week {
            pen.gap();
            week(context, &mut pen);
        }
        let left = pen.rows_left();
        // The safety line stands where a first-time user looks last before choosing.
        let safety = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        if left >= 2 {
            Pen::new(buffer, safety).line(vec![
                Span::styled("  s ", theme.accent),
                Span::styled(if area.width < 22 { "safety rules" } else { "safety: never pain" }, theme.dim),
            ]);
        }
        if !with_week && left >= body_map::LEAST_ROWS + 2 {
            let gap = u16::from(left > body_map::LEAST_ROWS + 2);
            let rows = (left - 2 - gap).min(area.width * 3 / 4);
            let y = area.bottom() - left + gap;
            let place = Rect { y, height: rows, ..area };
            let areas = self.chosen(context).map_or(&[][..], |routine| &routine.areas);
            body_map::light(context, areas, rows > 10, place, buffer);
        }
    }

    /// The columns that the list needs to show every title whole.
    fn list_width(&self, context: &Context) -> u16 {
        let columns = Columns::of(&self.listed(context), context, u16::MAX);
        u16::try_from(2 + columns.title + BESIDE_TITLE + columns.areas).unwrap_or(u16::MAX)
    }

    fn routine_list(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let routines = self.listed(context);
        if routines.is_empty() {
            Pen::new(buffer, area).text("No match. Press esc to clear the filters.", theme.warm);
            return;
        }
        let before = usize::from(self.proposed(context).is_some());
        // While the proposal is chosen, no row of the list is.
        let chosen = self.chosen.checked_sub(before).map(|chosen| chosen.min(routines.len() - 1));
        let columns = Columns::of(&routines, context, area.width);
        let row = |index: usize, ink| {
            let routine = routines[index];
            let liking = context.digest.tastes().of(&routine.id);
            let ink = match (chosen == Some(index), liking) {
                (true, _) => ink,
                (false, Liking::Never) => theme.dim,
                (false, _) => theme.text,
            };
            let (title, areas) = (columns.title, columns.areas);
            let sign = taste::sign(liking);
            let name = format!("{}{sign}", cut(&routine.title, title.saturating_sub(sign.len())));
            let mut spans = vec![
                Span::styled(format!("{name:<title$}"), ink),
                Span::styled(format!("{:>6}  ", clock(context.total(routine))), theme.accent),
                Span::styled(format!("{:<9}", routine.setting()), theme.dim),
            ];
            if areas > 0 {
                spans.push(Span::styled(
                    format!(" {}", cut(&areas_within(routine, context, areas - 1), areas - 1)),
                    theme.dim,
                ));
            }
            Row::Item(spans)
        };
        let list = List::new(routines.len(), chosen.unwrap_or(usize::MAX), theme, row);
        (&list.clickable(&context.hits, before)).render(area, buffer);
    }
}

/// Draws the chosen routine with the whole body, what it works lit.
fn third_pane(context: &Context, routine: &Routine, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let steps = u16::try_from(listed(&routine.steps).len()).unwrap_or(u16::MAX);
    // The body is about as high as both are wide.
    let rows = area.height.saturating_sub(steps.saturating_add(12)).min(area.width * 2 / 3).min(34);
    let mut below = area;
    if rows >= body_map::LEAST_ROWS {
        body_map::light(context, &routine.areas, true, Rect { height: rows, ..area }, buffer);
        below = Rect { y: area.y + rows + 1, height: area.height - rows - 1, ..area };
    }
    let mut pen = Pen::new(buffer, Rect { height: 1.min(below.height), ..below });
    let about = format!("{} · {}", clock(context.total(routine)), routine.setting());
    pen.ends(Line::styled(routine.title.clone(), theme.strong), &Line::styled(about, theme.accent));
    let detail = Rect { y: below.y + 1, height: below.height.saturating_sub(1), ..below };
    routine_detail(context, routine, detail, buffer);
}

/// Draws the steps of a routine, what it needs and who should ask first.
fn routine_detail(context: &Context, routine: &Routine, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let mut sheet = Sheet::new(area.width);
    if let Some(changed) = words::fit::summary(routine) {
        sheet.indented("you    ", &changed, theme.dim, theme.warm);
    }
    if let Some(note) = &routine.note {
        sheet.indented("note   ", note, theme.dim, theme.warm);
    }
    if !routine.equipment.is_empty() {
        sheet.indented("needs  ", &words::needs(&routine.equipment), theme.dim, theme.text);
    }
    let questions = u64::try_from(routine.skip_if().len()).unwrap_or(u64::MAX);
    if questions > 0 && context.digest.profile().is_none() {
        let asks = format!("Ask first: {} →", counted(questions, "question", "questions"));
        sheet.text(&asks, theme.warm);
    }
    // What concerns safety stands whole; the steps take what is left.
    let foot = u16::try_from(sheet.lines.len()).unwrap_or(u16::MAX).min(area.height);
    let mut pen = Pen::new(buffer, Rect { height: area.height - foot, ..area });
    let listed = listed(&routine.steps);
    if usize::from(pen.rows_left()) > listed.len().min(4) {
        let goal = wrap(&routine.goal, area.width.into());
        let room = usize::from(pen.rows_left()).saturating_sub(listed.len().min(4));
        if goal.len() <= room {
            pen.text(&routine.goal, theme.dim);
        }
    }
    if usize::from(pen.rows_left()) > listed.len() + 1 {
        pen.gap();
    }
    let rows = usize::from(pen.rows_left());
    let count = listed.len();
    let shown = if count > rows { rows.saturating_sub(1) } else { count };
    let longest = listed.iter().filter_map(|row| match row {
        Listed::Step { index, indent, .. } => {
            Some(routine.steps.get(*index)?.exercise.short_name().chars().count() + indent.len())
        }
        Listed::Block(_) => None,
    });
    let name_width = longest.max().unwrap_or(0).min(usize::from(area.width).saturating_sub(20));
    for row in listed.iter().take(shown) {
        match row {
            Listed::Block(rounds) => pen.line(Line::styled(format!("    {rounds}"), theme.dim)),
            Listed::Step { index, number, indent } => {
                let Some(step) = routine.steps.get(*index) else { continue };
                let width = name_width.saturating_sub(indent.len());
                pen.line(vec![
                    Span::styled(format!("{number:>2}  {indent}"), theme.dim),
                    Span::styled(format!("{:<width$}  ", cut(step.exercise.short_name(), width)), theme.text),
                    Span::styled(step.shorthand(), theme.dim),
                ]);
            }
        }
    }
    let hidden = listed.iter().skip(shown).filter(|row| matches!(row, Listed::Step { .. })).count();
    if hidden > 0 {
        pen.line(Line::styled(format!("    and {hidden} more  →"), theme.dim));
    }
    let y = if pen.rows_left() > 0 { pen.row() + 1 } else { pen.row() };
    let mut pen = Pen::new(buffer, Rect { y, height: area.bottom().saturating_sub(y), ..area });
    pen.lines(sheet.lines);
}

/// The columns from which the chosen routine has a pane of its own: those of a window of 140, without its margins.
const THREE_PANES: u16 = 136;

/// The columns that the third pane keeps, the gap included.
const LEAST_THIRD: u16 = 50;

/// The columns of the time and the setting beside a title.
const BESIDE_TITLE: usize = 17;

/// The widths of the columns of a list, as its content asks.
struct Columns {
    title: usize,
    /// Those of the areas, the gap before them included; 0 where there is no room.
    areas: usize,
}

impl Columns {
    fn of(routines: &[&Routine], context: &Context, width: u16) -> Self {
        let longest =
            |text: &dyn Fn(&Routine) -> usize| routines.iter().map(|routine| text(routine)).max().unwrap_or(0);
        let room = usize::from(width).saturating_sub(2 + BESIDE_TITLE);
        let sign = |routine: &Routine| taste::sign(context.digest.tastes().of(&routine.id)).len();
        let title = longest(&|routine| routine.title.chars().count() + sign(routine)).min(room);
        let areas = longest(&|routine| areas_in_words(routine, context).chars().count()) + 1;
        let left = room - title;
        Self { title, areas: if left >= LEAST_AREAS { areas.min(left) } else { 0 } }
    }
}

/// Fewer columns than this say nothing about areas.
const LEAST_AREAS: usize = 10;

/// The time since an area was stretched last: `today`, `6 days`, or nothing where it is not known.
fn since(context: &Context, area: &Area, today: NaiveDate) -> String {
    let Some(last) = context.digest.habits().last(area.word()) else {
        return "-".to_owned();
    };
    match today.signed_duration_since(last).num_days() {
        0 => "today".to_owned(),
        days => counted(days.unsigned_abs(), "day", "days"),
    }
}

/// Writes the minutes of each area in the last seven days, beside the aim.
fn week(context: &Context, pen: &mut Pen<'_>) {
    let theme = &context.theme;
    let seconds = context.digest.last_seven_days(context.settings.day_start_hour);
    let aim = OF_A_WEEK.as_secs();
    pen.line(Line::styled(format!("  7 days (goal {} min)", aim / 60), theme.dim));
    let bar = usize::from(pen.width()).saturating_sub(14);
    for area in context.library.areas().all() {
        let done = seconds.get(area.word()).copied().unwrap_or(0).min(aim);
        let full = usize::try_from(done).unwrap_or(0) * bar / usize::try_from(aim).unwrap_or(1).max(1);
        // The least that was done shows.
        let full = if done > 0 { full.max(1) } else { 0 };
        pen.line(vec![
            Span::styled(format!("  {:<11} ", cut(area.label(), 11)), theme.text),
            Span::styled("━".repeat(full), theme.accent),
            Span::styled("─".repeat(bar - full), theme.faint),
        ]);
    }
}

/// The areas that a routine serves in at most so many columns: those that have no room are counted.
fn areas_within(routine: &Routine, context: &Context, columns: usize) -> String {
    let all = areas_in_words(routine, context);
    match routine.areas.split_first() {
        Some((first, others)) if all.chars().count() > columns => format!("{} +{}", first.label(), others.len()),
        _ => all,
    }
}

/// The areas that a routine serves, in words; "all areas" if it serves them all, and "all but" one if only that is
/// missing.
fn areas_in_words(routine: &Routine, context: &Context) -> String {
    let mut others = context.library.areas().all().iter().filter(|area| !routine.areas.contains(area));
    match (routine.areas.len(), others.next(), others.next()) {
        (2.., None, _) => "all areas".to_owned(),
        (3.., Some(other), None) => format!("all but {}", other.label()),
        _ => routine.areas.iter().map(Area::label).collect::<Vec<_>>().join(", "),
    }
}

impl Picker {
    fn narrow(&self, context: &Context, body: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let filter = &self.filter;
        let count = self.listed(context).len();
        let top = Rect { height: 1.min(body.height), ..body };
        let area_word = filter.area.as_ref().map_or("all areas", Area::label);
        let mut spans = vec![
            Span::styled("tab ", theme.accent),
            Span::styled(area_word, theme.strong),
            Span::styled(format!("  {count}"), theme.dim),
        ];
        if let Some(position) = filter.position {
            spans.push(Span::styled(format!("  {position}"), theme.accent));
        }
        if let Some(longest) = filter.longest {
            spans.push(Span::styled(format!("  up to {} min", longest.as_secs() / 60), theme.accent));
        }
        if context.settings.order != ListOrder::Time {
            spans.push(Span::styled(format!("  {}", context.settings.order.word()), theme.accent));
        }
        if self.finding || !self.words.is_blank() {
            spans.push(Span::styled(format!("  /{}", self.words.shown(16, self.finding)), theme.accent));
        }
        Pen::new(buffer, top).line(spans);
        // At the foot stands why something is proposed, or one line of safety text.
        let proposed = self.proposed(context);
        let why =
            proposed.filter(|_| self.chosen == 0).map(|(_, why)| wrap(why, body.width.into())).unwrap_or_default();
        let foot = if body.height >= 6 { u16::try_from(why.len()).unwrap_or(1).clamp(1, 3) } else { 0 };
        let mut list = Rect { y: body.y + top.height, height: body.height - top.height - foot, ..body };
        if proposed.is_some() && list.height > 1 {
            list = self.proposal_in_a_line(context, list, buffer);
        }
        self.routine_list(context, list, buffer);
        if foot > 0 {
            let mut pen = Pen::new(buffer, Rect { y: list.bottom(), height: foot, ..body });
            if why.is_empty() {
                let safety = Span::styled("mild tension, never pain", theme.dim);
                pen.line(vec![Span::styled("s ", theme.accent), safety]);
            }
            pen.lines(why.into_iter().map(|row| Line::styled(row, theme.dim)));
        }
    }
}
