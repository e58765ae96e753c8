//! A routine that is edited: its title, its steps and blocks, and what is wrong with it.
//!
//! ```text
//! supple  Edit  Neck ease, mine                       not saved · 5:01 · 8 steps
//! ──────────────────────────────────────────────────────────────────────────────
//!   title  Neck ease, mine                      Upper trapezius stretch
//!    1  Shoulder rolls       8 times    0:45    neck · seated
//! ▸  2  Upper trap stretch  2 × 30 s    2:19
//!       3 rounds, 20 s rest between           ▸ hold      30 s   5 to 60
//!    3    Chin tuck         5 × 5 s     0:52    times     2      1 to 4
//!    4    Wall angels       8 times     0:38    rest      10 s   0 to 60
//!  +  add an exercise                           ( the figure )
//! ──────────────────────────────────────────────────────────────────────────────
//! w save  enter change  a add  ← → value  x remove  u undo  m move  b rounds
//! ```

mod about;
mod draft;
mod list;
mod search;
mod values;

use std::path::PathBuf;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::library::bounds::{Flaw, WIDEST_TITLE, flaws};
use crate::library::write::free_id;
use crate::practice::{Routine, Step};
use crate::session::Plan;
use crate::tui::context::Context;
use crate::tui::demonstration::Demonstration;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::layers::unsaved::Unsaved;
use crate::tui::view::{Command, Effect, Notice, Occasion, Place, View, turn_body};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, Sheet, cut};
use crate::words;
use about::About;
use draft::{Draft, Edit, Look, Row, Text};
use list::{Shown, sentence, total};
use search::{Purpose, Search};
use values::{Value, values};

/// The rows of a page.
const PAGE: usize = 8;
/// The time after a change at which a draft of it is kept.
const KEPT_AFTER: Duration = Duration::from_secs(2);

/// A routine that is edited, and the chosen line: the title, its rows, and after them the way to a new step.
#[derive(Debug)]
pub struct Editor {
    draft: Draft,
    /// The id of the person's own routine, and its file, if that is edited.
    edited: Option<(String, PathBuf)>,
    /// The id of the routine that is shown once this is left.
    back: Option<String>,
    chosen: usize,
    /// The chosen value of the row.
    value: usize,
    mode: Mode,
    now: Looked,
    demonstration: Demonstration,
    /// The moment at which a draft is kept.
    kept_at: Option<Duration>,
}

#[derive(Debug)]
enum Mode {
    Choosing,
    /// A text is typed.
    Typing(Text, Field),
    /// A row is moved: the changes before it, and the line that it was in.
    Moving(usize, usize),
    /// Rows are marked from this one on.
    Marking(usize),
    /// An exercise is looked for.
    Finding(Search),
}

/// All that follows from the draft.
#[derive(Debug)]
struct Looked {
    routine: Routine,
    plan: Plan,
    /// The routine as it suits the person, and the time that it then takes.
    fitted: Routine,
    total: Duration,
    flaws: Vec<Flaw>,
}

impl Looked {
    fn at(routine: Routine, context: &Context) -> Self {
        let fitted = context.library.fitted(&routine);
        let total = context.plan(&fitted).total();
        Self { plan: context.plan(&routine), total, flaws: flaws(&routine), fitted, routine }
    }
}

impl Editor {
    /// The person's own routine with this id, or a copy of a built-in one; `None` if there is none.
    #[must_use]
    pub fn of(id: &str, context: &Context) -> Option<Self> {
        let routine = context.library.whole(id)?;
        let edited = context.library.own_file_of_routine(id).map(|file| (id.to_owned(), file.to_owned()));
        let draft = if edited.is_some() { Draft::of(routine) } else { Draft::copy_of(routine) };
        Some(Self { edited, back: Some(id.to_owned()), ..Self::with(draft, context) })
    }

    /// A new routine, whose title is typed first.
    #[must_use]
    pub fn empty(context: &Context) -> Self {
        Self { mode: Mode::Typing(Text::Title, Field::new(WIDEST_TITLE)), ..Self::with(Draft::empty(), context) }
    }

    /// The draft of an earlier run: of the person's own routine with its id, or of a new one.
    #[must_use]
    pub fn go_on(routine: &Routine, is_own: bool, context: &Context) -> Self {
        let own = context.library.own_file_of_routine(&routine.id).filter(|_| is_own);
        let edited = own.map(|file| (routine.id.clone(), file.to_owned()));
        let back = edited.as_ref().map(|(id, _)| id.clone());
        Self { edited, back, ..Self::with(Draft::of(routine).unsaved(), context) }
    }

    fn with(draft: Draft, context: &Context) -> Self {
        let chosen = usize::from(!draft.rows().is_empty());
        Self {
            now: Looked::at(draft.routine(), context),
            draft,
            edited: None,
            back: None,
            chosen,
            value: 0,
            mode: Mode::Choosing,
            demonstration: Demonstration { since: context.now.moment.monotonic },
            kept_at: None,
        }
    }

    /// The routine with what is typed just now.
    fn routine(&self) -> Routine {
        match &self.mode {
            Mode::Typing(text, field) => self.draft.with(*text, field.text()).routine(),
            _ => self.draft.routine(),
        }
    }

    fn is_changed(&self) -> bool {
        let is_typed = match &self.mode {
            Mode::Typing(text, field) => field.text() != self.draft.text(*text),
            _ => false,
        };
        self.draft.is_changed() || is_typed
    }

    /// The text that enter changes on the first line.
    fn chosen_text(&self) -> Text {
        Text::ALL.get(self.value).copied().unwrap_or(Text::Title)
    }

    /// The chosen row; `None` on the title and on the last line.
    fn row(&self) -> Option<usize> {
        self.chosen.checked_sub(1).filter(|row| *row < self.draft.rows().len())
    }

    fn step(&self) -> Option<&Step> {
        match self.draft.rows().get(self.row()?)? {
            Row::Step { step, .. } => Some(step),
            Row::Block { .. } => None,
        }
    }

    /// The values of the chosen row, and the place of the chosen one among them.
    fn values(&self, context: &Context) -> (Vec<Value>, usize) {
        let rows = self.draft.rows();
        let values = self.row().and_then(|row| rows.get(row)).map(|row| values(*row, &context.library));
        let values = values.unwrap_or_default();
        let chosen = self.value.min(values.len().saturating_sub(1));
        (values, chosen)
    }

    fn choose(&mut self, line: usize, context: &Context) {
        let line = line.min(self.draft.rows().len() + 1);
        if line != self.chosen {
            self.chosen = line;
            self.value = if line == 0 { 0 } else { self.value };
            self.demonstration = Demonstration { since: context.now.moment.monotonic };
        }
    }

    fn look(&mut self, look: Option<Look>, context: &Context) {
        match look {
            Some(Look::Text(text)) => self.look_at(text, context),
            Some(Look::Row(row)) => self.choose(row + 1, context),
            None => return,
        }
        self.changed(context);
    }

    fn apply(&mut self, edit: Edit, context: &Context) {
        let look = self.draft.apply(edit);
        self.look(look, context);
    }

    /// Takes in that something has changed.
    fn changed(&mut self, context: &Context) {
        self.now = Looked::at(self.routine(), context);
        self.kept_at.get_or_insert(context.now.moment.monotonic + KEPT_AFTER);
    }

    /// Keeps the text that is typed.
    fn end_typing(&mut self, context: &Context) {
        if let Mode::Typing(text, field) = std::mem::replace(&mut self.mode, Mode::Choosing) {
            self.draft.apply(Edit::Text(text, field.text().to_owned()));
            self.changed(context);
        }
    }

    fn type_text(&mut self, text: Text, context: &Context) {
        self.look_at(text, context);
        self.mode = Mode::Typing(text, Field::holding(self.draft.text(text), text.widest()));
    }

    fn look_at(&mut self, text: Text, context: &Context) {
        self.choose(0, context);
        self.value = Text::ALL.iter().position(|one| *one == text).unwrap_or(0);
    }

    fn search(&mut self, purpose: Purpose, context: &Context) {
        self.mode = Mode::Finding(Search::open(purpose, context));
    }

    fn take_found(&mut self, context: &Context) {
        let Mode::Finding(search) = std::mem::replace(&mut self.mode, Mode::Choosing) else { return };
        if let Some(step) = search.step() {
            let edit = match search.purpose {
                Purpose::Below(below) => Edit::Insert { below, step },
                Purpose::InPlaceOf(row) => Edit::Swap { row, step },
            };
            self.apply(edit, context);
        }
    }

    /// What enter does with the chosen line.
    fn open(&mut self, context: &Context) {
        match self.draft.rows().get(self.chosen.wrapping_sub(1)) {
            _ if self.chosen == 0 => self.type_text(self.chosen_text(), context),
            None => self.search(Purpose::Below(None), context),
            Some(Row::Step { .. }) => self.search(Purpose::InPlaceOf(self.chosen - 1), context),
            Some(Row::Block { .. }) => self.value += 1,
        }
    }

    fn turn(&mut self, more: bool, context: &Context) {
        let (values, chosen) = self.values(context);
        if let (Some(row), Some(value)) = (self.row(), values.get(chosen)) {
            self.apply(value.turned(row, more), context);
        }
    }

    /// Begins to mark the steps that are to be repeated, or makes single steps of a block.
    fn rounds(&mut self, context: &Context) -> Vec<Command> {
        match self.row().and_then(|row| Some((row, *self.draft.rows().get(row)?))) {
            None => say("Choose the first step of those that are to be repeated."),
            Some((row, Row::Block { .. } | Row::Step { in_block: true, .. })) => {
                self.apply(Edit::Dissolve(row), context);
                let undo = context.keys.of(Message::Undo, keymap::EDITOR);
                say(&format!("Rounds taken apart. {undo} brings them back."))
            }
            Some((row, Row::Step { .. })) => {
                self.mode = Mode::Marking(row);
                Vec::new()
            }
        }
    }

    /// Returns `true` if this line is a step that can be repeated together with the marked ones.
    fn can_be_marked(&self, from: usize, line: usize) -> bool {
        let Some(row) = line.checked_sub(1) else { return false };
        let rows = self.draft.rows();
        let between = rows.get(from.min(row)..=from.max(row)).unwrap_or_default();
        !between.is_empty() && between.iter().all(|row| matches!(row, Row::Step { in_block: false, .. }))
    }

    fn marked(&self) -> Option<std::ops::RangeInclusive<usize>> {
        match (&self.mode, self.row()) {
            (Mode::Marking(from), Some(row)) => Some(row.min(*from)..=row.max(*from)),
            _ => None,
        }
    }

    fn save(&mut self, context: &Context) -> Vec<Command> {
        self.end_typing(context);
        if let Some(flaw) = self.now.flaws.first().copied() {
            match flaw {
                Flaw::NoTitle => self.choose(0, context),
                Flaw::NoSteps => self.choose(1, context),
                _ => {}
            }
            return say(&format!("Not saved. {}", sentence(flaw)));
        }
        if self.edited.is_some() && !self.is_changed() {
            return self.leave();
        }
        let routine = self.now.routine.clone();
        let id = self.edited.as_ref().map_or_else(|| free_id(&routine.title, &context.library), |(id, _)| id.clone());
        let edited = self.edited.as_ref().map(|(_, file)| file.clone());
        vec![Effect::SaveRoutine { routine: Box::new(Routine { id, ..routine }), edited }.into()]
    }

    fn leave(&self) -> Vec<Command> {
        let back = self.back.clone();
        let way = back.map_or(Command::Close, |id| Command::Visit(Place::Routine(id)));
        vec![Effect::DropDraft.into(), way]
    }

    /// Keeps what is not saved, or forgets what was kept of it.
    fn keep(&mut self) -> Command {
        self.kept_at = None;
        if !self.is_changed() {
            return Effect::DropDraft.into();
        }
        let id = self.edited.as_ref().map(|(id, _)| id.clone());
        let is_own = id.is_some();
        let routine = Routine { id: id.unwrap_or_else(|| "draft".to_owned()), ..self.routine() };
        Effect::KeepDraft { routine: Box::new(routine), is_own }.into()
    }

    fn update_choosing(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = self.draft.rows().len() + 1;
        match message {
            Message::Up => self.choose(self.chosen.saturating_sub(1), context),
            Message::Down => self.choose(self.chosen + 1, context),
            Message::PageUp => self.choose(self.chosen.saturating_sub(PAGE), context),
            Message::PageDown => self.choose(self.chosen + PAGE, context),
            Message::First => self.choose(0, context),
            Message::Last => self.choose(last, context),
            Message::FieldDown | Message::FieldUp => {
                let (count, chosen) = if self.chosen == 0 {
                    (Text::ALL.len(), self.value)
                } else {
                    let (values, chosen) = self.values(context);
                    (values.len(), chosen)
                };
                let by = if message == Message::FieldDown { 1 } else { count.saturating_sub(1) };
                self.value = (chosen + by) % count.max(1);
            }
            Message::After | Message::Before => self.turn(message == Message::After, context),
            Message::Open => self.open(context),
            Message::Title => self.type_text(Text::Title, context),
            Message::Add => self.search(Purpose::Below(self.row()), context),
            Message::Remove | Message::Duplicate | Message::Move => {
                let Some(row) = self.row() else { return say("Choose a step first.") };
                match message {
                    Message::Remove => self.apply(Edit::Remove(row), context),
                    Message::Duplicate => self.apply(Edit::Duplicate(row), context),
                    _ => self.mode = Mode::Moving(self.draft.changes(), self.chosen),
                }
            }
            Message::Rounds => return self.rounds(context),
            Message::Undo => {
                let look = self.draft.undo();
                self.look(look, context);
                return if look.is_none() { say("Nothing to undo.") } else { Vec::new() };
            }
            Message::Redo => {
                let look = self.draft.redo();
                self.look(look, context);
                return if look.is_none() { say("Nothing to redo.") } else { Vec::new() };
            }
            Message::BodyLeft | Message::BodyRight => {
                let exercise = self.step().map(|step| step.exercise.as_ref());
                return turn_body(exercise, message == Message::BodyLeft);
            }
            Message::Close if self.is_changed() => {
                let title = self.draft.text(Text::Title).to_owned();
                return vec![Command::open(Unsaved { title })];
            }
            Message::Close => return self.leave(),
            _ => {}
        }
        Vec::new()
    }

    fn update_moving(&mut self, context: &Context, message: Message, (before, line): (usize, usize)) {
        let row = self.row().unwrap_or_default();
        match message {
            Message::Up => self.apply(Edit::Up(row), context),
            Message::Down => self.apply(Edit::Down(row), context),
            Message::Yes => {
                self.draft.join_after(before);
                self.mode = Mode::Choosing;
            }
            Message::Close => {
                self.draft.back_to(before);
                self.mode = Mode::Choosing;
                self.choose(line, context);
                self.changed(context);
            }
            _ => {}
        }
    }

    fn update_marking(&mut self, context: &Context, message: Message, from: usize) {
        let line = match message {
            Message::Up => self.chosen.saturating_sub(1),
            Message::Down => self.chosen + 1,
            Message::Yes => {
                let marked = self.marked();
                self.mode = Mode::Choosing;
                self.value = 0;
                if let Some(rows) = marked {
                    self.apply(Edit::Repeat(rows), context);
                }
                return;
            }
            Message::Close => {
                self.mode = Mode::Choosing;
                return;
            }
            _ => return,
        };
        if self.can_be_marked(from, line) {
            self.choose(line, context);
        }
    }

    fn update_typing(&mut self, context: &Context, message: Message) {
        match message {
            Message::Yes => {
                self.end_typing(context);
                // Whoever has named a new routine wants to fill it.
                if self.value == 0 && self.draft.rows().is_empty() {
                    self.choose(1, context);
                }
            }
            Message::Down => {
                self.end_typing(context);
                self.choose(1, context);
            }
            Message::Close => {
                self.mode = Mode::Choosing;
                self.changed(context);
            }
            _ => {}
        }
    }
}

fn say(text: &str) -> Vec<Command> {
    vec![Command::Say(Notice { text: text.to_owned(), until: None })]
}

impl View for Editor {
    fn keys(&self) -> &'static [Binding] {
        match self.mode {
            Mode::Choosing => keymap::EDITOR,
            Mode::Typing(..) => keymap::EDITOR_TITLE,
            Mode::Moving(..) => keymap::EDITOR_MOVING,
            Mode::Marking(_) => keymap::EDITOR_ROUNDS,
            Mode::Finding(_) => keymap::EDITOR_SEARCH,
        }
    }

    fn stays(&self) -> bool {
        true
    }

    fn typed(&mut self, context: &Context, press: Press) -> Option<Vec<Command>> {
        match &mut self.mode {
            Mode::Typing(_, field) if keymap::meaning(keymap::EDITOR_TITLE, press).is_none() => {
                field.take(press);
                self.changed(context);
                Some(Vec::new())
            }
            Mode::Finding(search) => search.typed(context, press).then(Vec::new),
            _ => None,
        }
    }

    fn paste(&mut self, context: &Context, text: &str) {
        match &mut self.mode {
            Mode::Typing(_, field) => {
                field.paste(text);
                self.changed(context);
            }
            Mode::Finding(search) => search.paste(context, text),
            _ => {}
        }
    }

    fn clicked(&mut self, context: &Context, row: usize) -> Vec<Command> {
        match &mut self.mode {
            Mode::Finding(search) if search.chosen() == row => self.take_found(context),
            Mode::Finding(search) => search.choose(row, context),
            Mode::Choosing if self.chosen == row => self.open(context),
            Mode::Choosing => self.choose(row, context),
            Mode::Typing(..) => {
                self.end_typing(context);
                self.choose(row, context);
            }
            Mode::Moving(before, _) => {
                self.draft.join_after(*before);
                self.mode = Mode::Choosing;
                self.choose(row, context);
            }
            Mode::Marking(from) => {
                let from = *from;
                if self.can_be_marked(from, row) {
                    self.choose(row, context);
                }
            }
        }
        Vec::new()
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Save => return self.save(context),
            Message::Discard => return self.leave(),
            _ => {}
        }
        match &mut self.mode {
            Mode::Choosing => return self.update_choosing(context, message),
            Mode::Typing(..) => self.update_typing(context, message),
            Mode::Moving(before, line) => {
                let began = (*before, *line);
                self.update_moving(context, message, began);
            }
            Mode::Marking(from) => {
                let from = *from;
                self.update_marking(context, message, from);
            }
            Mode::Finding(search) => match message {
                Message::Yes => self.take_found(context),
                Message::Close => self.mode = Mode::Choosing,
                message => search.go(message, context),
            },
        }
        Vec::new()
    }

    fn on(&mut self, context: &Context, occasion: Occasion) -> Vec<Command> {
        match occasion {
            Occasion::Time if self.kept_at.is_some_and(|at| at <= context.now.moment.monotonic) => vec![self.keep()],
            Occasion::Stop | Occasion::Gone => vec![self.keep()],
            Occasion::End => {
                let says = "Your routine is not saved yet; supple offers it at the next start.".to_owned();
                let farewell = self.is_changed().then(|| Effect::Farewell(says).into());
                std::iter::once(self.keep()).chain(farewell).collect()
            }
            Occasion::History => {
                self.now = Looked::at(self.routine(), context);
                Vec::new()
            }
            Occasion::Time | Occasion::SoundReady | Occasion::WaitOver => Vec::new(),
        }
    }

    fn next_wakeup(&self, context: &Context) -> Option<Duration> {
        let (width, height) = context.size;
        let (_, detail) = places(Page::inside(Rect { x: 0, y: 0, width, height }));
        let of_figure = match &self.mode {
            Mode::Finding(search) => search.next_wakeup(context, detail),
            _ => self.about(context, detail).and_then(|about| about.next_wakeup(context, detail)),
        };
        self.kept_at.into_iter().chain(of_figure).min()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let steps = words::counted(self.now.routine.steps.len().try_into().unwrap_or(u64::MAX), "step", "steps");
        let time = total(self.now.total, self.now.plan.total());
        // Where there is little room, the time is what counts.
        let unsaved = if self.is_changed() && area.width >= 60 { "not saved · " } else { "" };
        let is_wrong = self.now.flaws.iter().any(|flaw| matches!(flaw, Flaw::TooLong(_) | Flaw::TooManySteps(_)));
        let status = Line::from(vec![
            Span::styled(unsaved, theme.warm),
            Span::styled(format!("{time} · {steps}"), if is_wrong { theme.warm } else { theme.dim }),
        ]);
        let what = if self.edited.is_some() { "Edit" } else { "New routine" };
        let page = Page { title: what, status, keys: self.keys(), context };
        let (list, detail) = places(page.frame(area, buffer));
        if let Mode::Finding(search) = &self.mode {
            search.render(context, list, detail, buffer);
            return;
        }
        let typed = match &self.mode {
            Mode::Typing(text, field) => Some((*text, field)),
            _ => None,
        };
        let shown = Shown {
            title: self.draft.text(Text::Title),
            typed,
            rows: self.draft.rows(),
            chosen: self.chosen,
            marked: self.marked(),
            is_moved: matches!(self.mode, Mode::Moving(..)),
            plan: &self.now.plan,
            flaws: &self.now.flaws,
        };
        shown.render(context, list, buffer);
        self.detail(context, detail, buffer);
    }
}

/// The place for the list, and the place for the chosen line.
fn places(body: Rect) -> (Rect, Rect) {
    if body.width >= 60 {
        let width = (body.width * 11 / 20).clamp(36, 64);
        (Rect { width, ..body }, Rect { x: body.x + width + 3, width: body.width - width - 3, ..body })
    } else {
        let rows = if body.height < 6 { body.height } else { body.height - (body.height / 2).min(6) };
        (Rect { height: rows, ..body }, Rect { y: body.y + rows, height: body.height - rows, ..body })
    }
}

impl Editor {
    fn about(&self, context: &Context, area: Rect) -> Option<About<'_>> {
        let step = self.step()?;
        let mut lines = self.value_lines(context, area);
        let change = self.now.fitted.changes.iter().find(|change| change.exercise.id == step.exercise.id);
        if let Some(change) = change {
            let mut sheet = Sheet::new(area.width);
            sheet.indented(
                "for you  ",
                &words::fit::change(change, &context.texts),
                context.theme.dim,
                context.theme.warm,
            );
            lines.extend(sheet.lines);
        }
        Some(About { exercise: &step.exercise, position: step.position, lines, demonstration: self.demonstration })
    }

    /// The values of the chosen row: one a line, or all in one where there is little room.
    fn value_lines(&self, context: &Context, area: Rect) -> Vec<Line<'static>> {
        let theme = &context.theme;
        let (values, chosen) = self.values(context);
        let inks = |index: usize| if index == chosen { (theme.accent, theme.strong) } else { (theme.dim, theme.text) };
        if area.height < 9 {
            let mut spans = Vec::new();
            for (index, value) in values.iter().enumerate() {
                let mark = if index == chosen { "▸ " } else { "  " };
                let name = if value.name == "position" { String::new() } else { format!("{} ", value.name) };
                spans.push(Span::styled(mark, theme.accent));
                spans.push(Span::styled(name, theme.dim));
                spans.push(Span::styled(value.text.clone(), inks(index).1));
                spans.push(Span::raw(" "));
            }
            return vec![Line::from(spans)];
        }
        let width = values.iter().map(|value| value.text.chars().count()).max().unwrap_or(0).max(4);
        let line = |(index, value): (usize, &Value)| {
            let (mark, ink) = inks(index);
            let room = usize::from(area.width).saturating_sub(14 + width);
            Line::from(vec![
                Span::styled(if index == chosen { "▸ " } else { "  " }, theme.accent),
                Span::styled(format!("{:<10}", value.name), mark),
                Span::styled(format!("{:<width$}", value.text), ink),
                Span::styled(format!("  {}", cut(&value.bounds, room)), theme.dim),
            ])
        };
        std::iter::once(Line::default()).chain(values.iter().enumerate().map(line)).collect()
    }

    /// Draws what belongs to the chosen line.
    fn detail(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        if let Some(about) = self.about(context, area) {
            about.render(context, area, buffer);
            return;
        }
        let routine = &self.now.routine;
        let mut pen = Pen::new(buffer, area);
        if self.row().is_some() {
            pen.text("Rounds", theme.strong);
            pen.lines(self.value_lines(context, area));
            pen.gap();
            pen.text("Move steps into it or out of it. b makes single steps of it, x removes all of it.", theme.dim);
            return;
        }
        if self.chosen > 0 {
            pen.text("Press enter to add an exercise at the end, or a to add one below the chosen step.", theme.dim);
            return;
        }
        for text in Text::ALL {
            let is_chosen = text == self.chosen_text();
            let label = format!("{}{:<6}", if is_chosen { "▸ " } else { "  " }, text.name());
            let says = match &self.mode {
                Mode::Typing(typed, field) if *typed == text => field.text(),
                _ => self.draft.text(text),
            };
            let says = if says.is_empty() { "-" } else { says };
            pen.indented(&label, says, if is_chosen { theme.accent } else { theme.dim }, theme.text);
        }
        let tab = context.keys.of(Message::FieldDown, keymap::EDITOR);
        let enter = context.keys.of(Message::Open, keymap::EDITOR);
        pen.text(&format!("  {tab} goes through them, {enter} changes one."), theme.dim);
        pen.gap();
        let areas: Vec<&str> = routine.areas.iter().map(crate::areas::Area::label).collect();
        if !areas.is_empty() {
            pen.indented("for    ", &areas.join(", "), theme.dim, theme.text);
        }
        pen.indented("needs  ", &words::needs(&routine.equipment), theme.dim, theme.text);
        if let Some(changed) = words::fit::summary(&self.now.fitted) {
            pen.indented("you    ", &changed, theme.dim, theme.warm);
        }
    }
}
