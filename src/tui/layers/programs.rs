//! Programmes: sessions over weeks, to read, to begin, and to leave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, paragraph, text_width};
use super::reading::Reading;
use crate::coach::course::{Standing, Today};
use crate::coach::told;
use crate::history::record::Doing;
use crate::practice::Program;
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message};
use crate::tui::screens::session::Running;
use crate::tui::view::{Command, Effect, Notice, View};
use crate::tui::widgets::pen::cut;
use crate::words;

/// The programmes, and the one that is chosen.
#[derive(Debug)]
pub struct Programs {
    chosen: usize,
    /// What can be done with the one that is chosen.
    keys: &'static [Binding],
}

impl Programs {
    /// The programmes; the one that is going on is chosen.
    #[must_use]
    pub fn open(context: &Context) -> Self {
        let going = context.courses.first().map(|(program, _)| &program.id);
        let chosen = context.library.programs().iter().position(|program| Some(&program.id) == going);
        let mut programs = Self { chosen: chosen.unwrap_or(0), keys: keymap::PROGRAMS };
        programs.prepare(context);
        programs
    }

    fn chosen<'a>(&self, context: &'a Context) -> Option<(&'a Program, Today)> {
        let program = context.library.programs().get(self.chosen)?;
        Some((program, context.course(program)))
    }

    /// Begins the programme, or its session of today.
    fn start(program: &Program, today: &Today, context: &Context) -> Vec<Command> {
        match today.standing {
            Standing::Open | Standing::Finished => keep(program, Doing::Start, context),
            Standing::Paused => keep(program, Doing::Resume, context),
            Standing::Running => {
                let session = today.session.as_ref().and_then(|session| context.library.routine(&session.id));
                session.map(|session| Running::start(session, context)).unwrap_or_default()
            }
        }
    }
}

fn keep(program: &Program, does: Doing, context: &Context) -> Vec<Command> {
    vec![Effect::Append(vec![context.digest.program_record(context.now.local, &program.id, does)]).into()]
}

/// What enter does with a programme; it stands before the keys.
fn enter(today: &Today) -> &'static str {
    match today.standing {
        Standing::Open => "Press enter to start it.",
        Standing::Paused => "Press enter to go on with it.",
        Standing::Finished => "Press enter to do it once more.",
        Standing::Running if today.is_due() => "Press enter for today's session.",
        Standing::Running if today.off.is_some() => "Today is free. Press enter for a session all the same.",
        Standing::Running => "Today is done. Press enter for one more session.",
    }
}

/// The keys for a programme.
fn keys(today: &Today) -> &'static [Binding] {
    match today.standing {
        Standing::Open => keymap::PROGRAMS,
        Standing::Paused => keymap::PROGRAMS_PAUSED,
        Standing::Finished => keymap::PROGRAMS_FINISHED,
        Standing::Running if today.is_due() => keymap::PROGRAMS_RUNNING,
        Standing::Running => keymap::PROGRAMS_DONE_TODAY,
    }
}

/// Why a programme that is not begun or not running cannot be stopped or paused.
fn nothing_to_do(does: &str, standing: Standing) -> Vec<Command> {
    let text = match standing {
        Standing::Open => format!("There is nothing to {does}: it is not started."),
        Standing::Finished => format!("There is nothing to {does}: it is finished."),
        Standing::Paused | Standing::Running => "It is paused already.".to_owned(),
    };
    vec![Command::Say(Notice { text, until: None })]
}

/// All that there is to read of a programme.
fn details(program: &Program, today: &Today) -> Reading {
    let mut facts = vec![(program.title.clone(), vec![program.goal.clone()])];
    if let Some((_, about)) = facts.first_mut() {
        about.push(format!("{}, {}.", told::weeks(program), told::a_week(program)));
        about.extend(program.note.clone());
    }
    facts.push(("Where you stand".to_owned(), told::why(program, today)));
    facts.push(("Day by day".to_owned(), told::explained(program, today)));
    let stage = |stage: &crate::practice::program::Stage| {
        format!("{}: {}", stage.title, words::counted(stage.days.into(), "day", "days"))
    };
    facts.push(("Stages".to_owned(), program.stages.iter().map(stage).collect()));
    facts.push(("What moves you".to_owned(), told::rules()));
    facts.push(("Sources".to_owned(), program.sources.iter().map(|source| source.title.clone()).collect()));
    facts.retain(|(_, texts)| !texts.is_empty());
    Reading::facts("Programme", facts)
}

impl View for Programs {
    fn keys(&self) -> &'static [Binding] {
        self.keys
    }

    fn prepare(&mut self, context: &Context) {
        self.keys = self.chosen(context).map_or(keymap::PROGRAMS, |(_, today)| keys(&today));
    }

    fn is_layer(&self) -> bool {
        true
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        let last = context.library.programs().len().saturating_sub(1);
        match message {
            Message::Up => self.chosen = self.chosen.saturating_sub(1),
            Message::Down => self.chosen = (self.chosen + 1).min(last),
            Message::First => self.chosen = 0,
            Message::Last => self.chosen = last,
            Message::Close => return vec![Command::Close],
            message => {
                let Some((program, today)) = self.chosen(context) else { return Vec::new() };
                let is_begun = matches!(today.standing, Standing::Running | Standing::Paused);
                return match message {
                    Message::Start => Self::start(program, &today, context),
                    Message::Details => vec![Command::open(details(program, &today))],
                    Message::Pause if today.standing == Standing::Running => keep(program, Doing::Pause, context),
                    Message::Stop if is_begun => keep(program, Doing::Stop, context),
                    Message::Pause => nothing_to_do("pause", today.standing),
                    Message::Stop => nothing_to_do("stop", today.standing),
                    _ => Vec::new(),
                };
            }
        }
        Vec::new()
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let width = text_width(area);
        let mut lines = Vec::new();
        let mut start = 0;
        for (index, program) in context.library.programs().iter().enumerate() {
            let today = context.course(program);
            let is_chosen = index == self.chosen;
            if is_chosen {
                start = lines.len();
            }
            let ink = if is_chosen { theme.strong } else { theme.text };
            lines.push(Line::from(vec![
                Span::styled(if is_chosen { "▸ " } else { "  " }, theme.accent),
                Span::styled(cut(&program.title, width.saturating_sub(2)), ink),
            ]));
            let standing = cut(&told::standing(program, &today), width.saturating_sub(2));
            let is_going = today.standing == Standing::Running;
            let ink = if is_going { theme.accent } else { theme.dim };
            lines.push(Line::from(vec![Span::raw("  "), Span::styled(standing, ink)]));
        }
        if let Some((program, today)) = self.chosen(context) {
            lines.push(Line::default());
            lines.extend(paragraph(&program.goal, theme, area));
            lines.extend(paragraph(enter(&today), theme, area));
        }
        let rows = usize::from(area.height).saturating_sub(if area.height < 16 { 3 } else { 5 });
        let top = if start + 3 > rows { start.saturating_sub(rows / 2) } else { 0 };
        Panel { title: "Programmes", lines, top, keys: self.keys(), context, is_alarm: false }.render(area, buffer);
    }
}
