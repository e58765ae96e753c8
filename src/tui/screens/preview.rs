//! A routine, step by step, before it starts.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{clock, picker, scroll};
use crate::catalog::{Exercise, Routine, Side, Sides, Step};
use crate::figure::Figure;
use crate::session::Plan;
use crate::tui::app::{App, Effect, Screen};
use crate::tui::demonstration::{Demonstration, demonstrate};
use crate::tui::keymap::{self, Message};
use crate::tui::overlay::Overlay;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, cut};

/// The routine that is looked at, and the chosen line: its steps, and after them who should leave something out.
#[derive(Debug)]
pub struct Preview {
    routine: Routine,
    plan: Plan,
    chosen: usize,
    demonstration: Demonstration,
}

impl Preview {
    /// Looks at `routine`, from `now` on the monotonic clock.
    #[must_use]
    pub fn of(routine: Routine, plan: Plan, now: Duration) -> Self {
        Self { plan, routine, chosen: 0, demonstration: Demonstration { since: now } }
    }

    /// The exercise of the chosen step.
    #[must_use]
    pub fn exercise(&self) -> Option<&Exercise> {
        self.shown().map(|(step, _)| step.exercise.as_ref())
    }

    /// The chosen step and its figure.
    fn shown(&self) -> Option<(&Step, &Figure)> {
        let step = self.routine.steps.get(self.chosen)?;
        step.exercise.figure(step.position).map(|figure| (step, figure.as_ref()))
    }

    /// When the figure looks different next.
    #[must_use]
    pub fn next_wakeup(&self, app: &App) -> Option<Duration> {
        let (width, height) = app.size();
        let body = Page::inside(Rect { x: 0, y: 0, width, height });
        let (step, figure) = self.shown().filter(|_| figure_place(self, body).is_some())?;
        self.demonstration.next(&step.exercise, figure, app.now.moment.monotonic, app.step())
    }
}

/// Where the figure stands: below the steps, if they leave room for it.
fn figure_place(preview: &Preview, body: Rect) -> Option<Rect> {
    if body.width < 60 || body.height < 10 {
        return None;
    }
    let width = list_width(body);
    let steps = u16::try_from(preview.routine.steps.len() + 1).unwrap_or(u16::MAX);
    // A long list gives way to the figure as long as some of it stays in sight.
    let rows = steps.min(body.height.saturating_sub(LEAST_FIGURE + 1).max(4)) + 1;
    let height = body.height.checked_sub(rows).filter(|height| *height >= LEAST_FIGURE.min(10))?;
    Some(Rect { y: body.y + rows, height, width, ..body })
}

/// Rows of a figure that shows enough.
const LEAST_FIGURE: u16 = 12;

fn list_width(body: Rect) -> u16 {
    (body.width / 2).clamp(26, 38)
}

/// Does what a key means.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let Screen::Preview(preview) = &mut app.screen else {
        return Vec::new();
    };
    let last = preview.routine.steps.len();
    let before = preview.chosen;
    match message {
        Message::Up => preview.chosen = preview.chosen.saturating_sub(1),
        Message::Down => preview.chosen = (preview.chosen + 1).min(last),
        Message::First => preview.chosen = 0,
        Message::Last => preview.chosen = last,
        Message::Start => {
            let routine = preview.routine.clone();
            return app.start(&routine);
        }
        Message::CheckIn => app.overlay = Some(Overlay::check_in()),
        Message::Close => app.screen = Screen::Picker,
        Message::Quit => return vec![Effect::Quit(0)],
        _ => {}
    }
    let now = app.now.moment.monotonic;
    if let Screen::Preview(preview) = &mut app.screen
        && preview.chosen != before
    {
        preview.demonstration = Demonstration { since: now };
    }
    Vec::new()
}

/// Draws the screen.
pub fn render(app: &App, preview: &Preview, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let routine = &preview.routine;
    let status = format!("{} · {} steps · {}", clock(preview.plan.total()), routine.steps.len(), routine.setting());
    let page = Page { title: &routine.title, status: Line::styled(status, theme.dim), keys: keymap::PREVIEW, theme };
    let body = page.frame(area, buffer);
    if body.width >= 60 && body.height >= 10 {
        let list_width = list_width(body);
        let place = figure_place(preview, body);
        let list_height = place.map_or(body.height, |place| place.y - body.y - 1);
        let list = Rect { width: list_width, height: list_height, ..body };
        let detail = Rect { x: body.x + list_width + 3, width: body.width - list_width - 3, ..body };
        steps(app, preview, list, buffer);
        chosen(app, preview, detail, buffer);
        if let (Some(place), Some((step, figure))) = (place, preview.shown()) {
            demonstrate(app, preview.demonstration, (&step.exercise, figure), place, buffer);
        }
    } else if body.height >= 8 {
        let rows = (body.height / 2).min(u16::try_from(routine.steps.len() + 1).unwrap_or(u16::MAX));
        steps(app, preview, Rect { height: rows, ..body }, buffer);
        let detail = Rect { y: body.y + rows, height: body.height - rows, ..body };
        chosen(app, preview, detail, buffer);
    } else {
        steps(app, preview, body, buffer);
    }
}

fn steps(app: &App, preview: &Preview, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let rows = usize::from(area.height);
    let items = preview.routine.steps.len() + 1;
    let top = scroll(preview.chosen, rows, items);
    let name_width = usize::from(area.width).saturating_sub(13);
    let mut pen = Pen::new(buffer, area);
    for index in top..items.min(top + rows) {
        let is_chosen = index == preview.chosen;
        let mark = Span::styled(if is_chosen { "▸ " } else { "  " }, theme.accent);
        let ink = if is_chosen { theme.strong } else { theme.text };
        let ground = if is_chosen { theme.chosen } else { ratatui::style::Style::new() };
        match preview.routine.steps.get(index) {
            Some(step) => {
                let name = format!("{:<name_width$}", cut(step.exercise.short_name(), name_width));
                pen.filled_line(
                    vec![
                        mark,
                        Span::styled(format!("{:>2}  ", index + 1), theme.dim),
                        Span::styled(name, ink),
                        Span::styled(format!("{:>6}", clock(preview.plan.step_total(index))), theme.accent),
                    ],
                    ground,
                );
            }
            None => pen.filled_line(vec![mark, Span::styled("Ask yourself first", ink)], ground),
        }
    }
}

fn chosen(app: &App, preview: &Preview, area: Rect, buffer: &mut Buffer) {
    match preview.routine.steps.get(preview.chosen) {
        Some(step) => step_detail(app, step, area, buffer),
        None => questions(app, &preview.routine, area, buffer),
    }
}

fn step_detail(app: &App, step: &Step, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let exercise = &step.exercise;
    let mut pen = Pen::new(buffer, area);
    pen.line(Line::styled(cut(&exercise.name, usize::from(area.width)), theme.strong));
    pen.line(Line::styled(format!("{} · {}", step.shorthand(), step.position.plain()), theme.accent));
    if area.height >= 14 {
        pen.gap();
    }
    let side = (exercise.sides == Sides::LeftRight).then_some(Side::FIRST);
    let roomy = area.height >= 18;
    let mut part = |label: &str, text: &str, ink| {
        if !text.is_empty() {
            pen.indented(&format!("{label:<9}"), text, theme.dim, ink);
            if roomy {
                pen.gap();
            }
        }
    };
    part("ouch", &hurt(app, exercise).unwrap_or_default(), theme.warm);
    part("set up", &exercise.cues.setup.join(" "), theme.text);
    part("do", &exercise.instruction(side), theme.text);
    part("feel", &exercise.cues.feel, theme.warm);
    part("breathe", &exercise.cues.breathe, theme.text);
    part("careful", &exercise.cautions.join(" "), theme.text);
    part("easier", &exercise.easier, theme.text);
    part("harder", &exercise.harder, theme.text);
}

/// That it hurt lately, and the easier way.
#[must_use]
pub fn hurt(app: &App, exercise: &Exercise) -> Option<String> {
    let day = app.past.habits().hurt(&exercise.id, app.settings.ouch_days)?;
    let easier = if exercise.easier.is_empty() { String::new() } else { format!(" Easier: {}", exercise.easier) };
    Some(format!("It hurt on {}.{easier}", day.format("%A, %-d %B")))
}

fn questions(app: &App, routine: &Routine, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let mut pen = Pen::new(buffer, area);
    pen.indented("needs  ", &picker::needs(routine), theme.dim, theme.text);
    if !routine.when.is_empty() {
        pen.indented("when   ", &routine.when, theme.dim, theme.text);
    }
    if let Some(note) = &routine.note {
        pen.indented("note   ", note, theme.dim, theme.warm);
    }
    pen.gap();
    if routine.skip_if().is_empty() {
        pen.text("Nothing in it is ruled out for anyone. Mild tension, never pain.", theme.text);
        return;
    }
    pen.text("With a yes, leave out the steps that are named, or ask a clinician first.", theme.dim);
    for tag in routine.skip_if() {
        let question = app.texts.question(tag).unwrap_or(tag);
        let steps: Vec<String> = (routine.steps.iter().enumerate())
            .filter(|(_, step)| step.exercise.skip_if.iter().any(|of_step| of_step == tag))
            .map(|(index, _)| (index + 1).to_string())
            .collect();
        pen.indented("- ", &format!("{question} ({})", steps.join(", ")), theme.accent, theme.text);
    }
}
