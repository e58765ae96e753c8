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

use super::{clock, scroll};
use crate::catalog::library::Filter;
use crate::catalog::text::clean;
use crate::catalog::{Area, Kind, Position, Routine};
use crate::figure::model::Frame;
use crate::figure::{Beat, Figure};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keymap::{self, Message, Press};
use crate::tui::overlay::Overlay;
use crate::tui::past::in_words;
use crate::tui::screens::{history, learn, preview};
use crate::tui::widgets::body_map::{self, BodyMap};
use crate::tui::widgets::figure::FigureAt;
use crate::tui::widgets::page::{Page, rule};
use crate::tui::widgets::pen::{Pen, cut};

/// The longest time that can be asked for, in minutes; the key goes round through them and "any".
const MINUTES: [u64; 4] = [2, 5, 8, 10];
/// The positions that some routine keeps throughout; the key goes round through them and "any".
const POSITIONS: [Position; 2] = [Position::Seated, Position::Standing];
/// A filter of this many columns is long enough for any title.
const LONGEST_SEARCH: usize = 40;

/// What is chosen on the first screen.
#[derive(Debug, Default)]
pub struct Picker {
    filter: Filter,
    chosen: usize,
    finding: bool,
}

impl Picker {
    /// Whether keys are text for the filter.
    #[must_use]
    pub const fn is_finding(&self) -> bool {
        self.finding
    }
}

/// The routines that are listed.
fn listed(app: &App) -> Vec<&Routine> {
    app.library
        .routines()
        .iter()
        .filter(|routine| app.picker.filter.admits(routine, |routine| app.plan(routine).total()))
        .collect()
}

fn chosen(app: &App) -> Option<&Routine> {
    let listed = listed(app);
    listed.get(app.picker.chosen.min(listed.len().saturating_sub(1))).copied()
}

/// Does what a key means.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let last = listed(app).len().saturating_sub(1);
    let picker = &mut app.picker;
    picker.chosen = picker.chosen.min(last);
    match message {
        Message::Up => picker.chosen = picker.chosen.saturating_sub(1),
        Message::Down => picker.chosen = (picker.chosen + 1).min(last),
        Message::PageUp => picker.chosen = picker.chosen.saturating_sub(8),
        Message::PageDown => picker.chosen = (picker.chosen + 8).min(last),
        Message::First => picker.chosen = 0,
        Message::Last => picker.chosen = last,
        Message::After => change(picker, |filter| filter.area = following(Area::ALL, filter.area)),
        Message::Before => change(picker, |filter| filter.area = preceding(Area::ALL, filter.area)),
        Message::Position => change(picker, |filter| filter.position = following(&POSITIONS, filter.position)),
        Message::Minutes => change(picker, |filter| {
            let minutes = filter.longest.map(|longest| longest.as_secs() / 60);
            // A routine of "5 minutes" may take a few seconds more: the half minute keeps it in.
            filter.longest = following(&MINUTES, minutes).map(|minutes| Duration::from_secs(minutes * 60 + 30));
        }),
        Message::Close => change(picker, |filter| *filter = Filter::default()),
        Message::Find => picker.finding = true,
        Message::Start => {
            if let Some(routine) = chosen(app).cloned() {
                return app.start(&routine);
            }
        }
        Message::Open => {
            if let Some(routine) = chosen(app).cloned() {
                let plan = app.plan(&routine);
                app.screen = Screen::Preview(Box::new(preview::Preview::of(routine, plan, app.now.moment.monotonic)));
            }
        }
        Message::History => {
            let browse = history::Browse::open(&app.past, &app.settings, app.first_weekday());
            app.screen = Screen::History(Box::new(browse));
        }
        Message::CheckIn => app.overlay = Some(Overlay::check_in()),
        Message::Rest => app.overlay = Some(Overlay::Rest { day: app.past.today() }),
        Message::Suggested => choose_suggested(app),
        Message::Learn => app.screen = Screen::Learn(learn::Learn::open(app)),
        Message::Settings => app.screen = Screen::Settings(0),
        Message::Quit => return vec![Effect::Quit(0)],
        _ => {}
    }
    Vec::new()
}

/// A key while the filter is typed.
pub fn type_into(app: &mut App, press: Press) -> Vec<Effect> {
    match (press, keymap::meaning(keymap::FIND, press)) {
        (Press::Char(c), None) => {
            let words = &mut app.picker.filter.words;
            if words.chars().count() < LONGEST_SEARCH {
                words.push(c);
            }
            app.picker.chosen = 0;
        }
        (Press::Backspace, _) => {
            app.picker.filter.words.pop();
        }
        (_, Some(Message::Yes)) => app.picker.finding = false,
        (_, Some(Message::Close)) => {
            app.picker.finding = false;
            app.picker.filter.words.clear();
        }
        (_, Some(message @ (Message::Up | Message::Down | Message::Quit))) => return update(app, message),
        _ => {}
    }
    Vec::new()
}

/// Goes to the routine that is suggested, if need be by showing all of them.
fn choose_suggested(app: &mut App) {
    let Some(suggested) = app.suggestion.as_ref().map(|suggestion| suggestion.routine.clone()) else {
        return;
    };
    let place = |app: &App| listed(app).iter().position(|routine| routine.id == suggested);
    if place(app).is_none() {
        app.picker.filter = Filter::default();
    }
    if let Some(place) = place(app) {
        app.picker.chosen = place;
    }
}

/// `n  Desk back break    lower back: 6 days ago; you have 4 minutes at this hour`
fn suggestion(app: &App, width: usize) -> Option<Line<'static>> {
    let theme = &app.theme;
    let suggestion = app.suggestion.as_ref()?;
    let title = clean(&app.library.routine(&suggestion.routine)?.title, 33);
    let room = width.saturating_sub(title.chars().count() + 4);
    Some(Line::from(vec![
        Span::styled("n ", theme.accent),
        Span::styled(title, theme.strong),
        Span::styled(format!("  {}", cut(&suggestion.why, room)), theme.dim),
    ]))
}

fn change(picker: &mut Picker, with: impl FnOnce(&mut Filter)) {
    with(&mut picker.filter);
    picker.chosen = 0;
}

/// The value after `current` in a round of all of `values` and none.
pub fn following<T: Copy + PartialEq>(values: &[T], current: Option<T>) -> Option<T> {
    let next = current.map_or(0, |current| values.iter().position(|value| *value == current).map_or(0, |i| i + 1));
    values.get(next).copied()
}

/// The value before it.
pub fn preceding<T: Copy + PartialEq>(values: &[T], current: Option<T>) -> Option<T> {
    match current.and_then(|current| values.iter().position(|value| *value == current)) {
        Some(0) => None,
        Some(index) => values.get(index - 1).copied(),
        None => values.last().copied(),
    }
}

/// Draws the screen.
pub fn render(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let streak = app.past.streak();
    let status = if app.past.history().is_some() {
        Line::styled(format!("{} · {} of 28 days", in_words(streak), streak.consistency), theme.dim)
    } else {
        Line::default()
    };
    let keys = if app.picker.finding { keymap::FIND } else { keymap::PICKER };
    let page = Page { title: "", status, keys, theme };
    let body = page.frame(area, buffer);
    if body.width >= 60 {
        wide(app, body, buffer);
    } else {
        narrow(app, body, buffer);
    }
}

fn wide(app: &App, body: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    // A wide screen has room for a larger map of the body.
    let column = if body.width >= 90 { 20 } else { 18 };
    let areas = Rect { width: column, ..body };
    let beside = Rect { x: body.x + column + 3, width: body.width - column - 3, ..body };
    area_column(app, areas, buffer);
    let mut beside = beside;
    if let Some(line) = suggestion(app, usize::from(beside.width)).filter(|_| beside.height >= 12) {
        Pen::new(buffer, beside).line(line);
        beside = Rect { y: beside.y + 2, height: beside.height - 2, ..beside };
    }
    let routines = listed(app);
    // The list takes what it needs, up to a half; the rest shows the chosen routine.
    let most = (beside.height / 2).max(4);
    let rows = u16::try_from(routines.len()).unwrap_or(u16::MAX).clamp(1, most);
    let list = Rect { height: rows.min(beside.height), ..beside };
    routine_list(app, &routines, list, buffer);
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
        if let Some(routine) = chosen(app) {
            routine_detail(app, routine, detail, buffer);
        }
    }
}

fn area_column(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let filter = &app.picker.filter;
    let count = |of: Option<Area>| {
        let wanted = Filter { area: of, ..filter.clone() };
        app.library
            .routines()
            .iter()
            .filter(|routine| wanted.admits(routine, |routine| app.plan(routine).total()))
            .count()
    };
    let mut pen = Pen::new(buffer, area);
    for of in std::iter::once(None).chain(Area::ALL.iter().copied().map(Some)) {
        let label = of.map_or("all", Area::label);
        let is_chosen = filter.area == of;
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
    if app.picker.finding || !filter.words.is_empty() {
        let cursor = if app.picker.finding { "_" } else { "" };
        setting("find", format!("{}{cursor}", cut(&filter.words, 8)), true);
    }
    // The safety line stands where a first-time user looks last before choosing.
    let left = pen.rows_left();
    if left >= body_map::LEAST_ROWS + 3 {
        pen.gap();
        let rows = (left - 3).min(area.width * 3 / 4);
        let place = Rect { y: pen.row(), height: rows, ..area };
        pen.skip(rows);
        if pen.rows_left() > 2 {
            pen.gap();
        }
        pen.line(Line::styled("  Mild tension,", theme.dim));
        pen.line(vec![Span::styled("  never pain  ", theme.dim), Span::styled("s", theme.accent)]);
        let glow = |of: Area| if filter.area.is_none_or(|chosen| chosen == of) { 1.0 } else { 0.0 };
        (&BodyMap { glow, labelled: rows > 10, look: app.look, theme, reel: &app.reel }).render(place, buffer);
    } else if left >= 6 {
        pen.gap();
        pen.text("  Mild tension,", theme.dim);
        pen.text("  never pain.", theme.dim);
        pen.line(vec![Span::styled("  s", theme.accent), Span::styled(" safety", theme.dim)]);
    }
}

fn routine_list(app: &App, routines: &[&Routine], area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let mut pen = Pen::new(buffer, area);
    if routines.is_empty() {
        pen.text("Nothing fits. Press esc to show all.", theme.warm);
        return;
    }
    let chosen = app.picker.chosen.min(routines.len() - 1);
    let top = scroll(chosen, usize::from(area.height), routines.len());
    let wide = area.width >= 72;
    let title_width = if wide { 33 } else { usize::from(area.width).saturating_sub(19).min(33) };
    for (index, routine) in routines.iter().enumerate().skip(top).take(usize::from(area.height)) {
        let is_chosen = index == chosen;
        let mark = if is_chosen { "▸ " } else { "  " };
        let mut spans = vec![
            Span::styled(mark, theme.accent),
            Span::styled(
                format!("{:<title_width$}", cut(&routine.title, title_width)),
                if is_chosen { theme.strong } else { theme.text },
            ),
            Span::styled(format!("{:>6}  ", clock(app.plan(routine).total())), theme.accent),
            Span::styled(format!("{:<9}", routine.setting()), theme.dim),
        ];
        if wide {
            let areas: Vec<&str> = routine.areas.iter().map(|area| area.label()).collect();
            let room = usize::from(area.width).saturating_sub(title_width + 20);
            let needs = match routine.areas.len() {
                4 => "all four areas".to_owned(),
                _ => areas.join(", "),
            };
            spans.push(Span::styled(cut(&needs, room), theme.dim));
        }
        let ground = if is_chosen { theme.chosen } else { ratatui::style::Style::new() };
        pen.filled_line(spans, ground);
    }
}

fn routine_detail(app: &App, routine: &Routine, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let aside = (area.height * 2).min(24);
    let (area, beside) = if area.width >= aside + 44 && area.height >= 10 {
        let beside = Rect { x: area.right() - aside, y: area.y + 1, width: aside, height: area.height - 1 };
        (Rect { width: area.width - aside - 2, ..area }, Some(beside))
    } else {
        (area, None)
    };
    if let Some(figure) = shown_figure(routine, app.picker.filter.area)
        && let Some(place) = beside
    {
        let beat = Beat::still(Frame::End);
        (&FigureAt { turn: 0, ..app.figure(figure, beat, false) }).render(place, buffer);
    }
    let mut pen = Pen::new(buffer, area);
    if area.height >= 12 {
        pen.line(Line::styled(routine.title.clone(), theme.strong));
    }
    pen.text(&routine.goal, theme.dim);
    let mut after = vec![("needs", needs(routine))];
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
        pen.line(vec![Span::styled("skip if  ", theme.dim), Span::styled(cut(&tags.join(", "), width), theme.text)]);
    }
}

/// The figure that stands for a routine: that of the first stretch for the area that was asked for, or for the
/// routine's own.
fn shown_figure(routine: &Routine, area: Option<Area>) -> Option<&Figure> {
    let wanted = area.or_else(|| routine.areas.first().copied());
    let steps = || routine.steps.iter();
    let stretch = steps().find(|step| step.exercise.area == wanted && step.exercise.kind == Kind::Static);
    let step = stretch.or_else(|| steps().find(|step| step.exercise.area == wanted)).or_else(|| steps().next())?;
    step.exercise.figure(step.position).map(AsRef::as_ref)
}

/// What must be at hand.
#[must_use]
pub fn needs(routine: &Routine) -> String {
    if routine.equipment.is_empty() { "nothing".to_owned() } else { routine.equipment.join(", ") }
}

fn narrow(app: &App, body: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let filter = &app.picker.filter;
    let routines = listed(app);
    let top = Rect { height: 1.min(body.height), ..body };
    let area_word = filter.area.map_or("all areas", Area::label);
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
    if app.picker.finding || !filter.words.is_empty() {
        spans.push(Span::styled(format!("  /{}", cut(&filter.words, 16)), theme.accent));
    }
    Pen::new(buffer, top).line(spans);
    // Before the first session there is one line of safety text here too.
    let is_new = app.past.history().is_none_or(|history| history.entries().is_empty());
    let suggested = suggestion(app, usize::from(body.width)).filter(|_| !is_new && body.height >= 6);
    let safety = u16::from((is_new && body.height >= 6) || suggested.is_some());
    let list = Rect { y: body.y + top.height, height: body.height - top.height - safety, ..body };
    routine_list(app, &routines, list, buffer);
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
