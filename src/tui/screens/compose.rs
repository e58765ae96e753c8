//! Compose: a session made for the time there is, seen before it starts.
//!
//! ```text
//! supple  A session for now                                        3:57 of 4 min
//! ← 4 minutes →                     Neck, 4 minutes
//!                                    1  Overhead reach and sigh   4 times
//! Areas: none asks for what            warm-up
//! you need most                      2  Chin tuck                 8 times
//! ▸ [x] neck           6 days          neck: last stretched 6 days ago
//!   [ ] lower back     4 days        …
//! position  any
//! ```

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::preview::Preview;
use super::session::Running;
use crate::areas::Area;
use crate::coach::{Composed, MINUTES, Wish, usual_minutes};
use crate::library::write;
use crate::practice::Position;
use crate::round::turn_or_none;
use crate::sanitize::clean;
use crate::tui::context::Context;
use crate::tui::hits::Target;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::view::{Command, Effect, Occasion, View};
use crate::tui::widgets::body_map;
use crate::tui::widgets::list::scroll;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, Sheet, cut};
use crate::tui::widgets::scroller::Scroller;
use crate::words::clock::clock;
use crate::words::{coach, counted};

/// The width from which the session stands beside what is asked for.
const BESIDE: u16 = 72;
/// The columns of what is asked for.
const ASKED: u16 = 30;
/// The minutes of a step of the left and the right key, up to and from ten.
const SMALL: u64 = 1;
const LARGE: u64 = 5;

/// What is asked for, and the session made of it.
#[derive(Debug)]
pub struct Compose {
    minutes: u64,
    /// The areas, each with whether it is asked for.
    areas: Vec<(Area, bool)>,
    chosen: usize,
    position: Option<Position>,
    composed: Option<Box<Composed>>,
    scroller: Scroller,
}

impl Compose {
    /// A session for the time that is usual at this hour, for what is needed most.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let minutes = usual_minutes(context.digest.habits(), context.now.local);
        let areas = context.library.areas().all().iter().map(|area| (area.clone(), false)).collect();
        let mut compose =
            Self { minutes, areas, chosen: 0, position: None, composed: None, scroller: Scroller::default() };
        compose.make(context);
        compose
    }

    fn wish(&self) -> Wish {
        let asked = self.areas.iter().filter(|(_, is_asked)| *is_asked);
        Wish {
            time: Duration::from_mins(self.minutes),
            areas: asked.map(|(area, _)| area.clone()).collect(),
            position: self.position,
        }
    }

    fn make(&mut self, context: &Context) {
        self.composed = context.compose(&self.wish()).ok().map(Box::new);
        self.scroller = Scroller::default();
    }

    /// The minutes after a key: one more or less up to ten, then five.
    fn step(&mut self, more: bool) {
        let (least, most) = (*MINUTES.start(), *MINUTES.end());
        let of = |minutes: u64| if minutes + u64::from(more) > 10 { LARGE } else { SMALL };
        let step = of(self.minutes);
        let minutes = if more { self.minutes + step } else { self.minutes.saturating_sub(step) };
        // From an odd number to the next round one.
        let round = if step == LARGE { minutes - minutes % LARGE } else { minutes };
        self.minutes = round.clamp(least, most);
    }
}

impl View for Compose {
    fn keys(&self) -> &'static [Binding] {
        keymap::COMPOSE
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = self.areas.len().saturating_sub(1);
        match message {
            Message::Up => self.chosen = self.chosen.saturating_sub(1),
            Message::Down => self.chosen = (self.chosen + 1).min(last),
            Message::First => self.chosen = 0,
            Message::Last => self.chosen = last,
            Message::PageUp | Message::PageDown => {
                self.scroller.scroll(message);
            }
            Message::Before | Message::After => {
                self.step(message == Message::After);
                self.make(context);
            }
            Message::Toggle => {
                if let Some((_, is_asked)) = self.areas.get_mut(self.chosen) {
                    *is_asked = !*is_asked;
                }
                self.make(context);
            }
            Message::Position => {
                self.position = turn_or_none(Position::ALL, self.position.as_ref(), true);
                self.make(context);
            }
            Message::Start | Message::Open => {
                let Some(composed) = &self.composed else { return Vec::new() };
                let keep = Command::Compose(Box::new(composed.routine.clone()));
                let next = if message == Message::Start {
                    Running::start(&composed.routine, context)
                } else {
                    vec![Command::open(Preview::of(&composed.routine, context))]
                };
                return std::iter::once(keep).chain(next).collect();
            }
            Message::Save => {
                let Some(composed) = &self.composed else { return Vec::new() };
                let title = write::free_title(&composed.routine.title, &context.library);
                let id = write::free_id(&title, &context.library);
                let routine = Box::new(composed.kept(&title, id));
                return vec![Effect::SaveRoutine { routine, edited: None }.into()];
            }
            _ => return vec![Command::Close],
        }
        Vec::new()
    }

    fn clicked(&mut self, context: &Context, row: usize) -> Vec<Command> {
        self.chosen = row;
        self.update(context, Message::Toggle)
    }

    fn on(&mut self, context: &Context, occasion: Occasion) -> Vec<Command> {
        if occasion == Occasion::History {
            self.make(context);
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let status = self.composed.as_ref().map_or_else(Line::default, |composed| {
            Line::styled(format!("{} of {} min", clock(composed.total), self.minutes), theme.dim)
        });
        let page = Page { title: "A session for now", status, keys: self.keys(), context };
        let body = page.frame(area, buffer);
        if body.width >= BESIDE {
            let left = Rect { width: ASKED, ..body };
            self.asked(context, left, buffer);
            let x = left.right() + 4;
            self.session(context, Rect { x, width: body.right() - x, ..body }, buffer);
        } else {
            let rows = (u16::try_from(self.areas.len()).unwrap_or(5) + 2).min(body.height / 2);
            self.asked(context, Rect { height: rows, ..body }, buffer);
            let gap = u16::from(body.height > 14);
            let y = body.y + rows + gap;
            self.session(context, Rect { y, height: body.bottom().saturating_sub(y), ..body }, buffer);
        }
    }
}

impl Compose {
    /// Draws what is asked for: the minutes, the areas with the days that each has waited, the position.
    fn asked(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut pen = Pen::new(buffer, area);
        let position = self.position.map_or("any position", Position::plain);
        let minutes = counted(self.minutes, "minute", "minutes");
        let time = vec![
            Span::styled("← ", theme.accent),
            Span::styled(minutes, theme.strong),
            Span::styled(" →", theme.accent),
            Span::styled(format!("   {position}"), if self.position.is_some() { theme.warm } else { theme.dim }),
        ];
        pen.line(time);
        let is_roomy = area.height > 12;
        if is_roomy {
            pen.gap();
            let hint = "Choose areas with space. Without any, the session is for what you need most.";
            pen.text(hint, theme.dim);
            pen.gap();
        }
        let rows = usize::from(pen.rows_left());
        let top = scroll(self.chosen, rows, self.areas.len());
        for (index, (of, is_asked)) in self.areas.iter().enumerate().skip(top).take(rows) {
            let is_chosen = index == self.chosen;
            let waited = match context.digest.habits().days_since(of.word()) {
                None => "-".to_owned(),
                Some(0) => "today".to_owned(),
                Some(days) => counted(u64::try_from(days).unwrap_or(0), "day", "days"),
            };
            let room = usize::from(area.width).saturating_sub(15);
            let ink = if is_chosen { theme.strong } else { theme.text };
            let place = Rect { y: pen.row(), height: 1, ..area };
            context.hits.add(place, Target::Row(index));
            pen.filled_line(
                vec![
                    Span::styled(if is_chosen { "▸ " } else { "  " }, theme.accent),
                    Span::styled(
                        if *is_asked { "[x] " } else { "[ ] " },
                        if *is_asked { theme.accent } else { theme.dim },
                    ),
                    Span::styled(format!("{:<room$}", cut(of.label(), room)), ink),
                    Span::styled(format!("{waited:>8} "), theme.dim),
                ],
                if is_chosen { theme.chosen } else { Style::new() },
            );
        }
        let y = pen.row() + 1;
        if let Some(composed) = self.composed.as_ref().filter(|_| y + body_map::LEAST_ROWS <= area.bottom()) {
            let place = Rect { y, height: area.bottom() - y, ..area };
            body_map::light(context, &composed.routine.areas, true, place, buffer);
        }
    }

    /// Draws the session, step by step, each with its reason.
    fn session(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut sheet = Sheet::new(area.width);
        let Some(composed) = &self.composed else {
            let said = "Nothing that suits you today fits that. Try more minutes, another area, or any position.";
            sheet.text(said, theme.warm);
            self.scroller.render(&sheet.lines, "space", theme, area, buffer);
            return;
        };
        if let Some(gentle) = context.gentle() {
            sheet.text(&gentle, theme.warm);
        }
        for sentence in coach::left_out(composed, self.position) {
            sheet.text(&sentence, theme.warm);
        }
        sheet.text(&composed.routine.title, theme.strong);
        for (number, (step, reason)) in composed.routine.steps.iter().zip(&composed.reasons).enumerate() {
            let eased = if step.eased { "easier: " } else { "" };
            let name = clean(&format!("{eased}{}", step.exercise.short_name()), 60);
            let dose = step.shorthand();
            let room = usize::from(area.width).saturating_sub(5 + dose.chars().count() + 1);
            sheet.lines.push(Line::from(vec![
                Span::styled(format!("{:>2}  ", number + 1), theme.dim),
                Span::styled(format!("{:<room$} ", cut(&name, room)), theme.text),
                Span::styled(dose, theme.accent),
            ]));
            let ink = if step.eased { theme.warm } else { theme.dim };
            sheet.indented("    ", &format!("{} · {}", coach::why(reason), step.position.plain()), ink, ink);
        }
        self.scroller.render(&sheet.lines, "page down", theme, area, buffer);
    }
}
