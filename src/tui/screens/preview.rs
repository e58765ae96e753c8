//! A routine, step by step, before it starts.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::editor::Editor;
use super::session;
use crate::figure::Figure;
use crate::figure::words::capital;
use crate::history::Liking;
use crate::practice::routine::{Origin, Why};
use crate::practice::{Exercise, Routine, Side, Sides, Step};
use crate::session::Plan;
use crate::tui::context::Context;
use crate::tui::demonstration::{Demonstration, demonstrate};
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::layers::check_in::CheckIn;
use crate::tui::layers::removing::Removing;
use crate::tui::layers::screening::Screening;
use crate::tui::view::{Command, Notice, View, mark, turn_body};
use crate::tui::widgets::body_map;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Sheet, cut};
use crate::tui::widgets::scroller::Scroller;
use crate::words;
use crate::words::clock::clock;
use crate::words::rounds::{Listed, listed};

/// A routine before it starts, and the chosen line: its steps, and after them the people who should leave something
/// out.
#[derive(Debug)]
pub struct Preview {
    routine: Routine,
    plan: Plan,
    /// Its steps, each block once.
    rows: Vec<Listed>,
    /// The chosen row; one beyond the last for the questions.
    chosen: usize,
    demonstration: Demonstration,
    scroller: Scroller,
}

impl Preview {
    /// A preview of `routine`, from now on.
    #[must_use]
    pub fn of(routine: &Routine, context: &Context) -> Self {
        let demonstration = Demonstration { since: context.now.moment.monotonic };
        let routine = in_order(routine, context);
        let rows = listed(&routine.steps);
        Self {
            plan: plan(&routine, context),
            routine,
            chosen: from(&rows, 0),
            rows,
            demonstration,
            scroller: Scroller::default(),
        }
    }

    /// The place of the step in row `row` among the steps.
    fn step_in(&self, row: usize) -> Option<usize> {
        match self.rows.get(row)? {
            Listed::Step { index, .. } => Some(*index),
            Listed::Block(_) => None,
        }
    }

    /// The chosen step.
    fn step(&self) -> Option<&Step> {
        self.routine.steps.get(self.step_in(self.chosen)?)
    }

    /// The exercise of the chosen step.
    fn exercise(&self) -> Option<&Exercise> {
        self.shown().map(|(step, _)| step.exercise.as_ref())
    }

    /// The commands that put the steps into another order, or back; where none can move, that is said.
    fn shuffle(&self, context: &Context) -> Vec<Command> {
        if context.order(&self.routine).is_some() {
            return vec![Command::Shuffle(None)];
        }
        let routine = context.library.routine(&self.routine.id);
        let can_move =
            routine.is_some_and(|routine| routine.shuffled(context.digest.order_of_today()).steps != routine.steps);
        if can_move {
            return vec![Command::Shuffle(Some(self.routine.id.clone()))];
        }
        let text = "No steps here can change places: neighbours in one position can, but not the first and last.";
        vec![Command::Say(Notice { text: text.to_owned(), until: None })]
    }

    /// The chosen step and its figure.
    fn shown(&self) -> Option<(&Step, &Figure)> {
        let step = self.step()?;
        step.exercise.figure(step.position).map(|figure| (step, figure.as_ref()))
    }
}

/// The routine as its steps are ordered now.
fn in_order(routine: &Routine, context: &Context) -> Routine {
    context.order(routine).map_or_else(|| routine.clone(), |seed| routine.shuffled(seed))
}

/// The plan of a routine that has its order.
fn plan(routine: &Routine, context: &Context) -> Plan {
    Plan::guided(routine, &context.guide(routine))
}

/// The first row from `row` on that can be chosen: what names a block cannot.
fn from(rows: &[Listed], row: usize) -> usize {
    (row..rows.len()).find(|row| !matches!(rows.get(*row), Some(Listed::Block(_)))).unwrap_or(rows.len())
}

impl View for Preview {
    fn keys(&self) -> &'static [Binding] {
        let is_tense = self.routine.changes.iter().any(|change| matches!(change.why, Why::Tense(..)));
        match (self.routine.origin == Origin::User, is_tense) {
            (true, true) => keymap::PREVIEW_OF_ONES_OWN_ON_A_TENSE_DAY,
            (true, false) => keymap::PREVIEW_OF_ONES_OWN,
            (false, true) => keymap::PREVIEW_OF_A_TENSE_DAY,
            (false, false) => keymap::PREVIEW,
        }
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = self.rows.len();
        let before = self.chosen;
        match message {
            Message::Up => {
                let above = (0..self.chosen).rev().find(|row| self.step_in(*row).is_some());
                self.chosen = above.unwrap_or(self.chosen);
            }
            Message::Down => self.chosen = from(&self.rows, self.chosen + 1),
            Message::First => {
                self.chosen = from(&self.rows, 0);
                self.scroller.reset();
            }
            Message::Last => self.chosen = last,
            Message::PageUp | Message::PageDown => drop(self.scroller.scroll(message)),
            Message::Start => {
                let routine = context.library.routine(&self.routine.id);
                return routine.map(|routine| session::Running::start(routine, context)).unwrap_or_default();
            }
            Message::CheckIn => return vec![Command::open(CheckIn::open(context))],
            Message::BodyLeft | Message::BodyRight => {
                return turn_body(self.exercise(), message == Message::BodyLeft);
            }
            Message::Profile => return vec![Command::open(Screening::open(context))],
            Message::Favourite => return mark(context, &self.routine.id, Liking::Favourite),
            Message::Never => return mark(context, &self.routine.id, Liking::Never),
            Message::InFull => return vec![Command::InFull],
            Message::Shuffle => return self.shuffle(context),
            Message::Close => return vec![Command::Shuffle(None), Command::Close],
            Message::Edit => return Editor::of(&self.routine.id, context).map(Command::open).into_iter().collect(),
            Message::Remove => {
                let Routine { id, title, .. } = self.routine.clone();
                return vec![Command::open(Removing { id, title })];
            }
            _ => {}
        }
        if self.chosen != before {
            self.demonstration = Demonstration { since: context.now.moment.monotonic };
            self.scroller.reset();
        }
        Vec::new()
    }

    fn clicked(&mut self, context: &Context, row: usize) -> Vec<Command> {
        let row = from(&self.rows, row);
        if row != self.chosen {
            self.chosen = row;
            self.demonstration = Demonstration { since: context.now.moment.monotonic };
            self.scroller.reset();
        }
        Vec::new()
    }

    /// The routine may suit the person differently by now.
    fn prepare(&mut self, context: &Context) {
        let now = context.library.routine(&self.routine.id).map(|now| in_order(now, context));
        if let Some(routine) = now.filter(|now| *now != self.routine) {
            self.plan = plan(&routine, context);
            self.rows = listed(&routine.steps);
            self.routine = routine;
            self.chosen = from(&self.rows, self.chosen);
        }
    }

    fn next_wakeup(&self, context: &Context) -> Option<Duration> {
        let (width, height) = context.size;
        let body = Page::inside(Rect { x: 0, y: 0, width, height });
        let (step, figure) = self.shown().filter(|_| context.figures_move() && figure_place(self, body).is_some())?;
        self.demonstration.next(&step.exercise, figure, context.now.moment.monotonic, context.step())
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let routine = &self.routine;
        let status = format!(
            "{} · {} · {}",
            clock(self.plan.total()),
            words::counted(routine.steps.len() as u64, "step", "steps"),
            routine.setting()
        );
        // Where it would push the time off the line, the last row says it.
        let changed = words::fit::summary(routine).filter(|_| area.width >= 100);
        let order = context.order(routine).map(|_| "another order  ").unwrap_or_default();
        let changed = changed.map(|changed| format!("{changed}  ")).unwrap_or_default();
        let status = Line::from(vec![
            Span::styled(order, theme.accent),
            Span::styled(changed, theme.warm),
            Span::styled(status, theme.dim),
        ]);
        let page = Page { title: &routine.title, status, keys: self.keys(), context };
        let inside = page.frame(area, buffer);
        if inside.width >= 60 && inside.height >= 10 {
            let list_width = list_width(inside);
            let place = figure_place(self, inside);
            let list_height = place.map_or(inside.height, |place| place.y - inside.y - 1);
            let list = Rect { width: list_width, height: list_height, ..inside };
            let detail = Rect { x: inside.x + list_width + 3, width: inside.width - list_width - 3, ..inside };
            steps(context, self, list, buffer);
            chosen(context, self, detail, buffer);
            if let (Some(place), Some((step, figure))) = (place, self.shown()) {
                demonstrate(context, self.demonstration, (&step.exercise, figure), place, buffer);
            } else if let Some(place) = place {
                body_map::light(context, &routine.areas, true, place, buffer);
            }
        } else if inside.height >= 2 {
            let rows = (inside.height / 2).min(u16::try_from(self.rows.len() + 1).unwrap_or(u16::MAX));
            steps(context, self, Rect { height: rows, ..inside }, buffer);
            let detail = Rect { y: inside.y + rows, height: inside.height - rows, ..inside };
            chosen(context, self, detail, buffer);
        } else {
            steps(context, self, inside, buffer);
        }
    }
}

/// The place of the figure: below the steps, if they leave room for it.
fn figure_place(preview: &Preview, body: Rect) -> Option<Rect> {
    if body.width < 60 || body.height < 10 {
        return None;
    }
    let width = list_width(body);
    let steps = u16::try_from(preview.rows.len() + 1).unwrap_or(u16::MAX);
    // A long list gives way to the figure as long as some of it stays in sight.
    let rows = steps.min(body.height.saturating_sub(LEAST_FIGURE + 1).max(4)) + 1;
    let height = body.height.checked_sub(rows).filter(|height| *height >= LEAST_FIGURE.min(10))?;
    Some(Rect { y: body.y + rows, height, width, ..body })
}

/// The least height of a figure, in rows.
const LEAST_FIGURE: u16 = 12;

fn list_width(body: Rect) -> u16 {
    (body.width / 2).clamp(26, 38)
}

fn steps(context: &Context, preview: &Preview, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let name_width = usize::from(area.width).saturating_sub(13);
    let row = |row: usize, ink| match preview.rows.get(row) {
        Some(Listed::Block(rounds)) => Row::Heading(format!("      {rounds}")),
        Some(Listed::Step { index, number, indent }) => {
            let name = preview.routine.steps.get(*index).map(name).unwrap_or_default();
            let width = name_width.saturating_sub(indent.len());
            Row::Item(vec![
                Span::styled(format!("{number:>2}  {indent}"), theme.dim),
                Span::styled(format!("{:<width$}", cut(&name, width)), ink),
                Span::styled(format!("{:>6}", clock(preview.plan.step_total(*index))), theme.accent),
            ])
        }
        None if preview.routine.changes.is_empty() => Row::Item(vec![Span::styled("Ask yourself first", ink)]),
        None => Row::Item(vec![Span::styled("For you", ink)]),
    };
    (&List::new(preview.rows.len() + 1, preview.chosen, theme, row).clickable(&context.hits, 0)).render(area, buffer);
}

/// The name of a step, and whether it is done the easier way.
fn name(step: &Step) -> String {
    if step.eased { format!("easier: {}", step.exercise.short_name()) } else { step.exercise.short_name().to_owned() }
}

fn chosen(context: &Context, preview: &Preview, area: Rect, buffer: &mut Buffer) {
    let sheet = match preview.step() {
        Some(step) => step_detail(context, &preview.routine, step, area),
        None => questions(context, &preview.routine, &preview.rows, area),
    };
    preview.scroller.render(&sheet.lines, "space", &context.theme, area, buffer);
}

fn step_detail(context: &Context, routine: &Routine, step: &Step, area: Rect) -> Sheet {
    let theme = &context.theme;
    let exercise = &step.exercise;
    let mut pen = Sheet::new(area.width);
    pen.text(&exercise.name, theme.strong);
    pen.text(&format!("{} · {}", step.shorthand(), step.position.plain()), theme.accent);
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
    let change = routine.changes.iter().find(|change| change.exercise.id == exercise.id);
    part("for you", &change.map(|change| words::fit::change(change, &context.texts)).unwrap_or_default(), theme.warm);
    part("ouch", &context.hurt(exercise).unwrap_or_default(), theme.warm);
    part("careful", &exercise.careful().collect::<Vec<_>>().join(" "), theme.text);
    part("set up", &exercise.setup(side), theme.text);
    part("do", &exercise.instruction_of(step.eased, side), theme.text);
    part("feel", &exercise.cues.feel, theme.warm);
    part("breathe", &exercise.cues.breathe, theme.text);
    part("easier", &exercise.easier, theme.text);
    part("harder", &exercise.harder, theme.text);
    pen
}

fn questions(context: &Context, routine: &Routine, rows: &[Listed], area: Rect) -> Sheet {
    let theme = &context.theme;
    let mut pen = Sheet::new(area.width);
    if let Some(changed) = words::fit::summary(routine) {
        pen.text(&capital(&changed), theme.warm.patch(theme.strong));
    }
    for change in &routine.changes {
        pen.indented("- ", &words::fit::change(change, &context.texts), theme.accent, theme.warm);
    }
    if routine.changes.iter().any(|change| matches!(change.why, Why::Tense(..))) {
        pen.indented("f ", "Do everything in full today.", theme.accent, theme.text);
    }
    if !routine.changes.is_empty() {
        pen.gap();
    }
    pen.indented("needs  ", &words::needs(&routine.equipment), theme.dim, theme.text);
    if !routine.when.is_empty() {
        pen.indented("when   ", &routine.when, theme.dim, theme.text);
    }
    if let Some(note) = &routine.note {
        pen.indented("note   ", note, theme.dim, theme.warm);
    }
    if let Some(muscles) = words::dose::muscles(routine) {
        pen.indented("hold   ", &muscles, theme.dim, theme.text);
    }
    pen.gap();
    if routine.skip_if().is_empty() {
        pen.text("No exercise here is ruled out for anyone. Mild tension, never pain.", theme.text);
        return pen;
    }
    let profile = context.digest.profile();
    let ask = if profile.is_some() {
        "What you answered before. If anything has changed, press h and say so. In brackets: the steps it is about."
    } else {
        "Ask yourself first. If yes, skip the steps in brackets, or ask a clinician. h: answer once, for all routines."
    };
    pen.text(ask, theme.dim);
    for tag in routine.skip_if() {
        let question = context.texts.question(tag).unwrap_or(tag);
        let asks = |index: usize| {
            routine.steps.get(index).is_some_and(|step| step.exercise.skip_if.iter().any(|of_step| of_step == tag))
        };
        let numbered = rows.iter().filter_map(|row| match row {
            Listed::Step { index, number, .. } if asks(*index) => Some(number.to_string()),
            _ => None,
        });
        let steps: Vec<String> = numbered.collect();
        let said = profile.map(|profile| if profile.yes.contains(tag) { "Yes: " } else { "No: " }).unwrap_or_default();
        pen.indented("- ", &format!("{said}{question} ({})", steps.join(", ")), theme.accent, theme.text);
    }
    pen
}
