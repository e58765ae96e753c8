//! The first screen: areas beside routines.
//!
//! ```text
//! supple                                   6-day streak · 24 of 28 days
//! ──────────────────────────────────────────────────────────────────────
//!   all          21   ▸ Trapezius release    5:01  seated    trapezius neck
//! ▸ trapezius    17     Desk micro-break     1:59  seated    trapezius neck
//!   neck         15     …
//!                     ─────────────────────────────────────────────
//!  position any         Trapezius release
//!  minutes  any         1  Backward shoulder rolls    8 times
//! ──────────────────────────────────────────────────────────────────────
//! enter start  → look  / find                                    ? keys
//! ```

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{history, learn, preview, session, settings};
use crate::areas::Area;
use crate::figure::model::Frame;
use crate::figure::{Figure, Phase};
use crate::library::Filter;
use crate::practice::{Kind, Position, Routine};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::layers::check_in::CheckIn;
use crate::tui::layers::rest::Rest;
use crate::tui::round::turn_or_none;
use crate::tui::view::{Command, View};
use crate::tui::widgets::body_map::{self, BodyMap};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::figure::FigureAt;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page::{Page, rule};
use crate::tui::widgets::pen::{Pen, cut};
use crate::words::clock::clock;
use crate::words::{self, streak};

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
}

impl Default for Picker {
    fn default() -> Self {
        Self { filter: Filter::default(), words: Field::new(LONGEST_SEARCH), chosen: 0, finding: false }
    }
}

impl Picker {
    /// The routines that are listed.
    fn listed<'a>(&self, context: &'a Context) -> Vec<&'a Routine> {
        let routines = context.library.routines().iter();
        routines.filter(|routine| self.filter.admits(routine, |routine| context.total(routine))).collect()
    }

    fn chosen<'a>(&self, context: &'a Context) -> Option<&'a Routine> {
        let listed = self.listed(context);
        listed.get(self.chosen.min(listed.len().saturating_sub(1))).copied()
    }

    fn change(&mut self, with: impl FnOnce(&mut Filter)) {
        with(&mut self.filter);
        self.chosen = 0;
    }

    fn show_all(&mut self) {
        self.words.clear();
        self.change(|filter| *filter = Filter::default());
    }

    /// Goes to the suggested routine, if need be by showing all of them.
    fn choose_suggested(&mut self, context: &Context) {
        let Some(suggestion) = &context.suggestion else {
            return;
        };
        let place = |picker: &Self| picker.listed(context).iter().position(|routine| routine.id == suggestion.routine);
        if place(self).is_none() {
            self.show_all();
        }
        self.chosen = place(self).unwrap_or(self.chosen);
    }
}

impl View for Picker {
    fn keys(&self) -> &'static [Binding] {
        if self.finding { keymap::FIND } else { keymap::PICKER }
    }

    fn typed(&mut self, context: &Context, press: Press) -> Option<Vec<Command>> {
        if !self.finding {
            return None;
        }
        match keymap::meaning(keymap::FIND, press) {
            Some(Message::Yes) => self.finding = false,
            Some(Message::Close) => {
                self.finding = false;
                self.words.clear();
            }
            Some(message @ (Message::Up | Message::Down)) => return Some(self.update(context, message)),
            Some(_) => return None,
            None if self.words.take(press) => self.chosen = 0,
            None => {}
        }
        self.filter.words = self.words.text().to_owned();
        Some(Vec::new())
    }

    fn paste(&mut self, _: &Context, text: &str) {
        if self.finding {
            self.words.paste(text);
            self.chosen = 0;
            self.filter.words = self.words.text().to_owned();
        }
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = self.listed(context).len().saturating_sub(1);
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
            Message::Close => self.show_all(),
            Message::Find => self.finding = true,
            Message::Suggested => self.choose_suggested(context),
            Message::Start => {
                if let Some(routine) = self.chosen(context) {
                    return session::Running::start(routine, context);
                }
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
            Message::Learn => return vec![Command::open(learn::Learn::open(context))],
            Message::Settings => return vec![Command::open(settings::Choosing::default())],
            _ => {}
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let counted = context.digest.streak();
        let status = if context.digest.history().is_some() {
            let says = format!("{} · {} of 28 days", streak::in_short(counted), counted.consistency);
            Line::styled(says, theme.dim)
        } else {
            Line::default()
        };
        let page = Page { title: "", status, keys: self.keys(), theme };
        let body = page.frame(area, buffer);
        if body.width >= 60 {
            self.wide(context, body, buffer);
        } else {
            self.narrow(context, body, buffer);
        }
    }
}

/// The suggestion in a line, as in `n  Desk back break    lower back: 6 days ago; you have 4 minutes at this hour`.
fn suggestion(context: &Context, width: usize) -> Option<Line<'static>> {
    let theme = &context.theme;
    let suggestion = context.suggestion.as_ref()?;
    let title = cut(&context.library.routine(&suggestion.routine)?.title, 33);
    let room = width.saturating_sub(title.chars().count() + 4);
    Some(Line::from(vec![
        Span::styled("n ", theme.accent),
        Span::styled(title, theme.strong),
        Span::styled(format!("  {}", cut(&suggestion.why, room)), theme.dim),
    ]))
}

impl Picker {
    fn wide(&self, context: &Context, body: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        // A wide screen has room for a larger map of the body.
        let column = if body.width >= 90 { 20 } else { 18 };
        let areas = Rect { width: column, ..body };
        let beside = Rect { x: body.x + column + 3, width: body.width - column - 3, ..body };
        self.area_column(context, areas, buffer);
        let mut beside = beside;
        if let Some(line) = suggestion(context, usize::from(beside.width)).filter(|_| beside.height >= 12) {
            Pen::new(buffer, beside).line(line);
            beside = Rect { y: beside.y + 2, height: beside.height - 2, ..beside };
        }
        let routines = self.listed(context);
        // The list takes what it needs, up to a half; the rest shows the chosen routine.
        let most = (beside.height / 2).max(4);
        let rows = u16::try_from(routines.len()).unwrap_or(u16::MAX).clamp(1, most);
        let list = Rect { height: rows.min(beside.height), ..beside };
        self.routine_list(context, &routines, list, buffer);
        let below = Rect { y: list.bottom(), height: beside.height - list.height, ..beside };
        if below.height >= 5 {
            let hidden = routines.len().saturating_sub(usize::from(rows));
            rule(Rect { y: below.y, height: 1, ..below }, theme.faint, buffer);
            if hidden > 0 {
                let more = Line::styled(format!(" {} of {} ", rows, routines.len()), theme.dim);
                let width = u16::try_from(more.width()).unwrap_or(0);
                buffer.set_line(below.right().saturating_sub(width + 1), below.y, &more, width);
            }
            let detail = Rect { y: below.y + 1, height: below.height - 1, ..below };
            if let Some(routine) = self.chosen(context) {
                self.routine_detail(context, routine, detail, buffer);
            }
        }
    }

    fn area_column(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let filter = &self.filter;
        let count = |of: Option<&Area>| {
            let wanted = Filter { area: of.cloned(), ..filter.clone() };
            context
                .library
                .routines()
                .iter()
                .filter(|routine| wanted.admits(routine, |routine| context.total(routine)))
                .count()
        };
        let mut pen = Pen::new(buffer, area);
        for of in std::iter::once(None).chain(context.library.areas().all().iter().map(Some)) {
            let label = of.map_or("all", Area::label);
            let is_chosen = filter.area.as_ref() == of;
            let (mark, ink) = if is_chosen { ("▸ ", theme.accent.patch(theme.strong)) } else { ("  ", theme.text) };
            pen.ends(
                Line::styled(format!("{mark}{label}"), ink),
                &Line::styled(format!("{:>2}", count(of)), if is_chosen { theme.accent } else { theme.dim }),
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
        if self.finding || !self.words.is_blank() {
            setting("find", self.words.shown(8, self.finding), true);
        }
        // The safety line stands where a first-time user looks last before choosing.
        let left = pen.rows_left();
        if left >= body_map::LEAST_ROWS + 2 {
            let gap = u16::from(left > body_map::LEAST_ROWS + 2);
            pen.skip(gap);
            let rows = (left - 2 - gap).min(area.width * 3 / 4);
            let place = Rect { y: pen.row(), height: rows, ..area };
            pen.skip(rows);
            if pen.rows_left() > 2 {
                pen.gap();
            }
            pen.line(Line::styled("  Mild tension,", theme.dim));
            pen.line(vec![Span::styled("  never pain  ", theme.dim), Span::styled("s", theme.accent)]);
            let lit = |area: &Area, zone| area.zone() == Some(zone);
            let glow = |zone| if filter.area.as_ref().is_none_or(|chosen| lit(chosen, zone)) { 1.0 } else { 0.0 };
            (&BodyMap { glow, labelled: rows > 10, look: context.look, theme, reel: &context.reel })
                .render(place, buffer);
        } else if left >= 6 {
            pen.gap();
            pen.text("  Mild tension,", theme.dim);
            pen.text("  never pain.", theme.dim);
            pen.line(vec![Span::styled("  s", theme.accent), Span::styled(" safety", theme.dim)]);
        }
    }

    fn routine_list(&self, context: &Context, routines: &[&Routine], area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        if routines.is_empty() {
            Pen::new(buffer, area).text("Nothing fits. Press esc to show all.", theme.warm);
            return;
        }
        let chosen = self.chosen.min(routines.len() - 1);
        let wide = area.width >= 72;
        let title_width = if wide { 33 } else { usize::from(area.width).saturating_sub(19).min(33) };
        let row = |index: usize, ink| {
            let routine = routines[index];
            let mut spans = vec![
                Span::styled(format!("{:<title_width$}", cut(&routine.title, title_width)), ink),
                Span::styled(format!("{:>6}  ", clock(context.total(routine))), theme.accent),
                Span::styled(format!("{:<9}", routine.setting()), theme.dim),
            ];
            if wide {
                let room = usize::from(area.width).saturating_sub(title_width + 20);
                spans.push(Span::styled(cut(&areas_in_words(routine, context), room), theme.dim));
            }
            Row::Item(spans)
        };
        (&List::new(routines.len(), chosen, theme, row)).render(area, buffer);
    }

    fn routine_detail(&self, context: &Context, routine: &Routine, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let aside = (area.height * 2).min(24);
        let (area, beside) = if area.width >= aside + 44 && area.height >= 10 {
            let beside = Rect { x: area.right() - aside, y: area.y + 1, width: aside, height: area.height - 1 };
            (Rect { width: area.width - aside - 2, ..area }, Some(beside))
        } else {
            (area, None)
        };
        if let Some(figure) = shown_figure(routine, self.filter.area.as_ref())
            && let Some(place) = beside
        {
            let phase = Phase::still(Frame::End);
            (&FigureAt { turn: 0, ..context.figure("", figure, phase, false) }).render(place, buffer);
        }
        let mut pen = Pen::new(buffer, area);
        if area.height >= 12 {
            pen.line(Line::styled(routine.title.clone(), theme.strong));
        }
        pen.text(&routine.goal, theme.dim);
        let mut after = vec![("needs", words::needs(&routine.equipment))];
        if !routine.skip_if().is_empty() {
            after.push(("ask", "→ shows who should leave something out".to_owned()));
        }
        let steps = routine.steps.len();
        let room = usize::from(pen.rows_left()).saturating_sub(after.len() + 2);
        if room >= 3 {
            pen.gap();
            let name_width = usize::from(area.width).saturating_sub(24).min(46);
            let shown = if steps > room { room.saturating_sub(1) } else { steps };
            for (index, step) in routine.steps.iter().enumerate().take(shown) {
                pen.line(vec![
                    Span::styled(format!("{:>2}  ", index + 1), theme.dim),
                    Span::styled(format!("{:<name_width$}  ", cut(step.exercise.short_name(), name_width)), theme.text),
                    Span::styled(step.shorthand(), theme.dim),
                ]);
            }
            if shown < steps {
                pen.line(Line::styled(format!("    and {} more  → look", steps - shown), theme.dim));
            }
        } else {
            after.insert(0, ("steps", steps.to_string()));
        }
        if usize::from(pen.rows_left()) > after.len() {
            pen.gap();
        }
        if let Some(changed) = words::fit::summary(routine) {
            pen.indented("you    ", &changed, theme.dim, theme.warm);
        }
        if let Some(note) = &routine.note {
            pen.indented("note   ", note, theme.dim, theme.warm);
        }
        for (label, text) in after.iter().take(1) {
            pen.indented(&format!("{label:<7}"), text, theme.dim, theme.text);
        }
        let skip = routine.skip_if();
        if !skip.is_empty() && pen.rows_left() > 0 {
            let tags: Vec<String> = skip.iter().map(|tag| tag.replace('-', " ")).collect();
            let width = usize::from(area.width).saturating_sub(12);
            pen.line(vec![
                Span::styled("skip if  ", theme.dim),
                Span::styled(cut(&tags.join(", "), width), theme.text),
            ]);
        }
    }
}

/// The figure that stands for a routine: that of the first stretch for the filter's area or, without one, for the
/// routine's first.
fn shown_figure<'a>(routine: &'a Routine, area: Option<&Area>) -> Option<&'a Figure> {
    let wanted = area.or_else(|| routine.areas.first())?;
    let steps = || routine.steps.iter();
    let stretch = steps().find(|step| step.exercise.areas.contains(wanted) && step.exercise.kind == Kind::Static);
    let step =
        stretch.or_else(|| steps().find(|step| step.exercise.areas.contains(wanted))).or_else(|| steps().next())?;
    step.exercise.figure(step.position).map(AsRef::as_ref)
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
        let routines = self.listed(context);
        let top = Rect { height: 1.min(body.height), ..body };
        let area_word = filter.area.as_ref().map_or("all areas", Area::label);
        let mut spans = vec![
            Span::styled("tab ", theme.accent),
            Span::styled(area_word, theme.strong),
            Span::styled(format!("  {}", routines.len()), theme.dim),
        ];
        if let Some(position) = filter.position {
            spans.push(Span::styled(format!("  {position}"), theme.accent));
        }
        if let Some(longest) = filter.longest {
            spans.push(Span::styled(format!("  up to {} min", longest.as_secs() / 60), theme.accent));
        }
        if self.finding || !self.words.is_blank() {
            spans.push(Span::styled(format!("  /{}", self.words.shown(16, self.finding)), theme.accent));
        }
        Pen::new(buffer, top).line(spans);
        // Before the first session there is one line of safety text here too.
        let is_new = context.digest.history().is_none_or(|history| history.entries().is_empty());
        let suggested = suggestion(context, usize::from(body.width)).filter(|_| !is_new && body.height >= 6);
        let safety = u16::from((is_new && body.height >= 6) || suggested.is_some());
        let list = Rect { y: body.y + top.height, height: body.height - top.height - safety, ..body };
        self.routine_list(context, &routines, list, buffer);
        if safety > 0 {
            let line = Rect { y: list.bottom(), height: 1, ..body };
            Pen::new(buffer, line).line(suggested.unwrap_or_else(|| {
                Line::from(vec![
                    Span::styled("Mild tension, never pain.  ", theme.dim),
                    Span::styled("s", theme.accent),
                    Span::styled(" safety", theme.dim),
                ])
            }));
        }
    }
}
