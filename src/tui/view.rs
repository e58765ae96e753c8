//! View: what a screen, or a layer over one, can do, and what it can ask for.
//!
//! A view is one file: its state, its keys, what they do and how it is drawn. It reads the [`Context`] and changes nothing
//! but itself; what it wants of the rest it returns as [`Command`]s.

use std::fmt;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use super::keymap::{Binding, Message, Press};
use crate::history::{Checkpoint, Record};
use crate::practice::Exercise;
use crate::session::{Cue, Live, Speech};
use crate::settings::Settings;

/// How far a key turns a body, in degrees.
const STEP_OF_TURN: i16 = 30;

/// A screen, or a layer over one.
pub trait View: fmt::Debug {
    /// The keys that mean something in it just now, as the footer and the help print them.
    fn keys(&self) -> &'static [Binding];

    /// Does what a key means.
    fn update(&mut self, context: &Context, message: Message) -> Vec<Command>;

    /// Draws it, from memory alone.
    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer);

    /// Takes a key as it is, where it is text or a digit; `None` leaves it to the table of keys.
    fn typed(&mut self, _context: &Context, _press: Press) -> Option<Vec<Command>> {
        None
    }

    /// Takes in something that is no key.
    fn on(&mut self, _context: &Context, _occasion: Occasion) -> Vec<Command> {
        Vec::new()
    }

    /// Reads what the next frame shows of files. It is called after anything that may have changed that.
    fn prepare(&mut self, _context: &Context) {}

    /// When it looks or acts differently next, on the monotonic clock.
    fn next_wakeup(&self, _context: &Context) -> Option<Duration> {
        None
    }

    /// Whether it is laid over a screen, which stays in sight behind it.
    fn is_layer(&self) -> bool {
        false
    }

    /// The session that runs in it.
    fn session(&self) -> Option<&Live> {
        None
    }

    /// The id of the routine whose sounds are heard in it.
    fn routine(&self) -> Option<&str> {
        None
    }
}

/// What happens to a view that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Time has passed.
    Time,
    /// The sound is ready, or will not be.
    SoundReady,
    /// The program is about to be stopped, or the terminal is gone.
    Stop,
    /// The program ends: what must be kept is kept now.
    End,
    /// The history has changed.
    History,
}

/// What a view asks for.
#[derive(Debug)]
pub enum Command {
    /// Show this: a layer over what is there, a screen in place of any but the first.
    Open(Box<dyn View>),
    /// Close this view; what was behind it is seen again.
    Close,
    /// Back to the first screen, or out, where the program was started for one session.
    Leave,
    /// Go on with these settings, and save them.
    Configure(Box<Settings>),
    /// Say something at the bottom.
    Say(Notice),
    /// Show the body of an exercise (by id) turned by so many degrees, until another is shown.
    Turn(String, i16),
    /// Do what only the edge can do.
    Do(Effect),
}

impl Command {
    /// Shows a view.
    pub fn open(view: impl View + 'static) -> Self {
        Self::Open(Box::new(view))
    }
}

/// What turns the body of the exercise in sight, if there is one.
#[must_use]
pub fn turn_body(exercise: Option<&Exercise>, to_its_left: bool) -> Vec<Command> {
    let by = if to_its_left { STEP_OF_TURN } else { -STEP_OF_TURN };
    exercise.map(|exercise| Command::Turn(exercise.id.clone(), by)).into_iter().collect()
}

impl From<Effect> for Command {
    fn from(effect: Effect) -> Self {
        Self::Do(effect)
    }
}

/// A sentence that stands at the bottom for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// Until when it stands, on the monotonic clock; `None` until the next key.
    pub until: Option<Duration>,
}

/// What the event loop is to do.
#[derive(Debug)]
pub enum Effect {
    /// Sound a cue.
    Play(Cue),
    /// Tell whoever looks at another window.
    Notify(String),
    /// Say something, or fall silent.
    Speak(Speech),
    /// Open the sound; then call [`App::begin`](super::app::App::begin).
    OpenSound,
    /// The session's screens are left: close the sound.
    CloseSound,
    /// Loudness and muting have changed.
    Loudness,
    /// Save how far the session is.
    Checkpoint(Box<Checkpoint>),
    /// Add the session's record, and clear its checkpoint.
    Close(Box<Record>),
    /// Forget the session.
    DropCheckpoint,
    /// Add records that are no session.
    Append(Vec<Record>),
    /// Take the session up that was cut off.
    TakeUp,
    /// Log what was done of the session that was cut off.
    LogUnfinished,
    /// Forget the session that was cut off.
    DropUnfinished,
    /// Save the settings.
    SaveSettings,
    /// Quit with this exit code.
    Quit(u8),
}
