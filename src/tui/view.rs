//! View: the abilities of a screen, or of a layer over one, and its requests.
//!
//! A view is one file: its state, its keys, their work and its drawing. It reads the [`Context`] and changes nothing
//! but itself; its requests to the rest are returned as [`Command`]s.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use super::keymap::{Binding, Message, Press};
use crate::history::{Checkpoint, Liking, Record};
use crate::practice::{Exercise, Routine};
use crate::session::{Cue, Live, Speech};
use crate::settings::Settings;
use crate::words::taste;

/// The degrees by which a key turns a body.
const STEP_OF_TURN: i16 = 30;

/// A screen, or a layer over one.
pub trait View: fmt::Debug {
    /// The keys that mean something in the view just now, as the footer and the help print them.
    fn keys(&self) -> &'static [Binding];

    /// Does what a message asks.
    fn update(&mut self, context: &Context, message: Message) -> Vec<Command>;

    /// Draws the view, from memory alone.
    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer);

    /// Takes a key that is text or a digit; `None` leaves it to the table of keys.
    fn typed(&mut self, _context: &Context, _press: Press) -> Option<Vec<Command>> {
        None
    }

    /// Takes in a click on row `row` of the list that the view drew.
    fn clicked(&mut self, _context: &Context, _row: usize) -> Vec<Command> {
        Vec::new()
    }

    /// Takes in a text that was pasted. A view without a line to type in leaves it: nobody meant its letters as keys.
    fn paste(&mut self, _context: &Context, _text: &str) {}

    /// Takes in an occasion that is no key.
    fn on(&mut self, _context: &Context, _occasion: Occasion) -> Vec<Command> {
        Vec::new()
    }

    /// Reads the files that the next frame needs. It is called after anything that may have changed them.
    fn prepare(&mut self, _context: &Context) {}

    /// The next moment at which the view looks or acts differently, on the monotonic clock.
    fn next_wakeup(&self, _context: &Context) -> Option<Duration> {
        None
    }

    /// Returns `true` if no other screen may take its place before the person has left it.
    fn stays(&self) -> bool {
        false
    }

    /// Returns `true` if the view is laid over a screen, which stays in sight behind it.
    fn is_layer(&self) -> bool {
        false
    }

    /// Returns `true` if the view shows the screen of the command that a session is led beside, which gets all keys.
    fn shows_beside(&self) -> bool {
        false
    }

    /// The session that runs in the view.
    fn session(&self) -> Option<&Live> {
        None
    }

    /// The id of the routine whose sound settings hold in the view.
    fn routine(&self) -> Option<&str> {
        None
    }
}

/// An event that reaches a view and is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Time has passed.
    Time,
    /// The sound is ready, or is known not to come.
    SoundReady,
    /// The program is about to be stopped, or the terminal is gone.
    Stop,
    /// The program ends: anything that must be kept is kept now.
    End,
    /// The terminal is gone, which nobody may have wanted: a session is to be offered at the next start.
    Gone,
    /// The history has changed.
    History,
    /// What the session is led beside is done.
    WaitOver,
}

/// A request of a view.
#[derive(Debug)]
pub enum Command {
    /// Show this view: a layer lies over the open views, a screen replaces all but the first.
    Open(Box<dyn View>),
    /// Close this view and show the one behind it.
    Close,
    /// Go back to the first screen, or quit if the program was started for one session.
    Leave,
    /// Go on with these settings, and save them.
    Configure(Box<Settings>),
    /// Show a sentence at the bottom.
    Say(Notice),
    /// Turn the figure of an exercise (by id) by so many degrees, until another exercise is shown.
    Turn(String, i16),
    /// Take in the session that was composed last, and keep it where it is found again.
    Compose(Box<Routine>),
    /// Do what is tense today in full all the same, or no longer.
    InFull,
    /// Put the steps of the routine with this id, and of no other, into another order.
    Shuffle(Option<String>),
    /// Go to this place.
    Visit(Place),
    /// Do what this message asks of the view in front.
    Send(Message),
    /// Do something that only the edge can do.
    Do(Effect),
}

/// A place in the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The first screen, and there what this message asks.
    FirstScreen(Message),
    /// The routine with this id, before it starts.
    Routine(String),
    /// The exercise with this id.
    Exercise(String),
    /// The card on this subject.
    Card(&'static str),
    /// The experiment of the person's own, in words.
    Experiment,
}

impl Command {
    /// Shows a view.
    pub fn open(view: impl View + 'static) -> Self {
        Self::Open(Box::new(view))
    }
}

/// The command that turns the body of the exercise in sight, if there is one.
#[must_use]
pub fn turn_body(exercise: Option<&Exercise>, to_its_left: bool) -> Vec<Command> {
    let by = if to_its_left { STEP_OF_TURN } else { -STEP_OF_TURN };
    exercise.map(|exercise| Command::Turn(exercise.id.clone(), by)).into_iter().collect()
}

/// The commands that mark a routine or an exercise (by id), or take the mark back where it has it, and say so.
#[must_use]
pub fn mark(context: &Context, id: &str, with: Liking) -> Vec<Command> {
    let tastes = context.digest.tastes();
    let before = tastes.of(id);
    let now = if before == with { Liking::Neither } else { with };
    let notice = Notice { text: taste::marked(before, now).to_owned(), until: None };
    vec![Effect::Append(vec![tastes.record(context.now.local, id, now)]).into(), Command::Say(notice)]
}

/// The commands that close a view and keep the records that it was about, if there are any.
#[must_use]
pub fn close_and_keep(records: Vec<Record>) -> Vec<Command> {
    let kept = (!records.is_empty()).then(|| Effect::Append(records).into());
    std::iter::once(Command::Close).chain(kept).collect()
}

impl From<Effect> for Command {
    fn from(effect: Effect) -> Self {
        Self::Do(effect)
    }
}

/// A sentence that stands at the bottom for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// The moment until which it stands, on the monotonic clock; `None` until the next key.
    pub until: Option<Duration>,
}

/// A sound by which a setting is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A cue.
    Cue(Cue),
    /// Words of the voice.
    Words(&'static [&'static str]),
}

/// A task for the event loop.
#[derive(Debug)]
pub enum Effect {
    /// Sound a cue.
    Play(Cue),
    /// Let a person hear a setting. The sound is opened if need be, and nothing waits for it.
    LetHear(Heard),
    /// Notify somebody who looks at another window.
    Notify(String),
    /// Say something, or fall silent.
    Speak(Speech),
    /// Open the sound; then call [`App::begin`](super::app::App::begin).
    OpenSound,
    /// Close the sound: the session's screens are left.
    CloseSound,
    /// Take over the changed loudness and muting.
    Loudness,
    /// Save the progress of the session.
    Checkpoint(Box<Checkpoint>),
    /// Add the session's record, and clear its checkpoint.
    Close(Box<Record>),
    /// Forget the session.
    DropCheckpoint,
    /// Add records that are no sessions.
    Append(Vec<Record>),
    /// Take back what was entered last; what was entered in an earlier run, only once that `is_asked`.
    Undo {
        /// `true` if the person has said yes to it.
        is_asked: bool,
    },
    /// Take up the session that was cut off.
    TakeUp,
    /// Log the work done in the session that was cut off.
    LogUnfinished,
    /// Forget the session that was cut off.
    DropUnfinished,
    /// Keep the session that was composed last.
    KeepComposed(Box<Routine>),
    /// Save the settings.
    SaveSettings,
    /// Save a routine of the person's own, in place of the file that it was read from, or as a new one.
    SaveRoutine {
        /// The routine.
        routine: Box<Routine>,
        /// The file that it was read from.
        edited: Option<PathBuf>,
    },
    /// Begin an exercise of the person's own, as a file to change.
    BeginExercise,
    /// Put the file of the person's own routine with this id aside.
    RemoveRoutine(String),
    /// Keep a routine that is edited, for the next start.
    KeepDraft {
        /// The routine as far as it is made.
        routine: Box<Routine>,
        /// `true` if it is the person's own routine with its id.
        is_own: bool,
    },
    /// Go on with the routine that was kept in an earlier run.
    TakeUpDraft,
    /// Forget the routine that was kept.
    DropDraft,
    /// Say this once the terminal is given back.
    Farewell(String),
    /// Quit with this exit code.
    Quit(u8),
}
