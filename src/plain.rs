//! Plain: the whole program as lines of text, and a session as one JSON object a line, without alternate screen or cursor
//! tricks. They work in a pipe and with a screen reader.
//!
//! This file leads a session, whose commands are typed as a letter and enter (`lines`, `typed`). [`page`] is what a
//! page says, offers and wants; [`pages`] are all of them, [`program`] those that are open, [`edge`] reads and writes.

pub mod edge;
mod lines;
pub mod page;
pub mod pages;
pub mod program;
mod typed;

use std::io::{self, IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};

use crate::around::Around;
use crate::clock::Clock;
use crate::history::{Checkpoint, StoreError};
use crate::logbook::{Logbook, Unsaved};
use crate::session::engine::{Options, Progress, State};
use crate::session::live::{Effect, Ending, Turn};
use crate::session::{Guide, Input, Live, Plan, SessionHeader};
use crate::settings::{GlyphChoice, Settings};
use crate::sound::{BELL, LAST_CUE, LONGEST_OPENING, Output, Played, Speaker};
use crate::wake::{Signal, Wake, Woken};
pub use lines::Format;
use lines::Lines;
use typed::Typed;

/// The outside world of a plain session: clock, files, settings and start options.
pub struct Edge<'a> {
    /// The clock.
    pub clock: Clock,
    /// The history.
    pub logbook: Logbook,
    /// The settings, of which volume and characters are used.
    pub settings: &'a Settings,
    /// The folder that keeps the user's own texts as speech.
    pub voice: PathBuf,
    /// `true` if all sound is off.
    pub mute: bool,
    /// `true` if the session is kept in the history.
    pub kept: bool,
}

/// The session to run.
pub struct Course {
    /// The plan.
    pub plan: Plan,
    /// The guide of its voice.
    pub guide: Guide,
    /// The options it runs with.
    pub options: Options,
    /// The header and the progress of a session that is taken up again after it was cut off.
    pub taken_up: Option<(SessionHeader, Progress)>,
    /// Another session that was cut off, which the person is told of.
    pub cut_off: Option<Checkpoint>,
    /// What was changed for the person, a sentence each.
    pub changes: Vec<String>,
    /// What is asked of the person before they begin, a sentence each, with the command that answers it.
    pub asks: Vec<String>,
}

/// The reason why the session had to end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] io::Error),
    /// The history cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record could not be kept.
    #[error(transparent)]
    Unsaved(#[from] Unsaved),
}

/// Runs a session; returns the exit code.
pub fn run(course: Course, voice: Format, edge: Edge<'_>) -> Result<u8, Error> {
    let Edge { clock, mut logbook, settings, voice: folder, mute, kept } = edge;
    let mut lines = Lines::new(voice, settings.glyphs == GlyphChoice::Ascii);
    let mut world = World {
        clock,
        logbook: &mut logbook,
        settings,
        voice: &folder,
        mute,
        kept,
        typed: &mut Typed::default(),
        wake: &mut Wake::new(false)?,
        lines: &mut lines,
    };
    let Led { mut live, is_cut_off, ended, speaker } = lead(course, &mut world)?;
    keep(&mut live, is_cut_off, &mut world)?;
    if ended.is_ok() && !kept {
        world.lines.rehearsed()?;
    }
    speaker.wait_until_quiet(LAST_CUE);
    drop(speaker);
    crate::sound::restore_stderr();
    ended
}

/// The world around a session: what it reads, writes and sounds with.
struct World<'a> {
    clock: Clock,
    logbook: &'a mut Logbook,
    settings: &'a Settings,
    voice: &'a Path,
    mute: bool,
    kept: bool,
    typed: &'a mut Typed,
    wake: &'a mut Wake,
    lines: &'a mut Lines,
}

/// A session that was led to its end. Nothing is kept of it yet but its checkpoint.
struct Led {
    live: Live,
    /// `true` if it was cut off with its terminal.
    is_cut_off: bool,
    /// The exit code, if the program is to end with it; the error is that the output is gone.
    ended: Result<u8, Error>,
    speaker: Speaker,
}

/// Leads a session to its end.
fn lead(course: Course, world: &mut World<'_>) -> Result<Led, Error> {
    let Course { plan, guide, options, taken_up, cut_off, changes, asks } = course;
    let sound = world.settings.sound_in(plan.routine());
    let mut speaker = if world.mute { Speaker::silent() } else { Speaker::open(sound.volume.into()) };
    speaker.fit(sound);
    if let Some(cut_off) = cut_off {
        world.lines.cut_off(&cut_off)?;
    }
    world.lines.opening(&plan, &changes, &asks)?;
    let is_new = taken_up.is_none();
    let (header, progress) =
        taken_up.unwrap_or_else(|| (SessionHeader::open(world.clock.local()), Progress::default()));
    // Let go when the session is over.
    let _around = world.kept.then(|| Around::begin(world.settings, !world.mute && !sound.muted));
    let mut live = Live::take_up(plan, guide, options, progress, header, world.kept, world.clock.now());
    speaker.prepare(live.texts(), world.voice);
    let _ = speaker.wait_until_ready(LONGEST_OPENING);
    let turn = if is_new { live.begin(options, world.clock.now()) } else { live.shown() };
    let mut session = Teller {
        live,
        speaker,
        // What a session is expected to be heard by; anything else is told.
        output: Output::SoundCard,
        world,
        is_cut_off: false,
    };
    let ended = session.go_on(turn);
    let Teller { live, speaker, is_cut_off, .. } = session;
    Ok(Led { live, is_cut_off, ended, speaker })
}

/// Keeps the record of a session, if there is one.
fn keep(live: &mut Live, is_cut_off: bool, world: &mut World<'_>) -> Result<(), Error> {
    if is_cut_off && let Some(checkpoint) = live.checkpoint() {
        return Ok(world.logbook.checkpoint(&checkpoint)?);
    }
    match live.end(world.clock.now(), |_| {}) {
        None => Ok(()),
        Some(Ending::Drop) => Ok(world.logbook.drop_checkpoint()?),
        Some(Ending::Keep(record)) => {
            world.logbook.close(&record).map_err(|source| Unsaved::new(source, &record).into())
        }
    }
}

struct Teller<'w, 'a> {
    live: Live,
    speaker: Speaker,
    /// The output of cues that the person was last told of.
    output: Output,
    world: &'w mut World<'a>,
    /// `true` if the session was cut off with its terminal.
    is_cut_off: bool,
}

impl Teller<'_, '_> {
    /// Goes on until the session is over; returns the exit code.
    fn go_on(&mut self, mut turn: Turn) -> Result<u8, Error> {
        loop {
            self.react(turn)?;
            self.attend()?;
            if self.is_over() {
                return Ok(0);
            }
            let longest = self.live.next_wakeup().map(|deadline| self.world.clock.until(deadline));
            let input = match self.world.wake.wait(longest)? {
                Woken::Timeout | Woken::Signal(Signal::Resize | Signal::Continue) => Input::Wake,
                Woken::Input => {
                    self.world.typed.read(self.world.wake)?;
                    self.attend()?;
                    Input::Wake
                }
                Woken::Signal(Signal::Stop) => {
                    let paused = self.handle(Input::Pause);
                    self.react(paused)?;
                    self.world.wake.stop()?;
                    Input::Wake
                }
                Woken::Signal(signal @ Signal::Hangup) => {
                    // Nobody may have wanted that: the session is offered at the next start.
                    self.handle(Input::Wake);
                    self.is_cut_off = true;
                    return Ok(signal.exit_code());
                }
                Woken::Signal(signal) => {
                    let ended = self.handle(Input::End);
                    // The terminal may be gone; what was done is kept by the caller.
                    let _ = self.react(ended);
                    return Ok(signal.exit_code());
                }
            };
            turn = self.handle(input);
            if self.world.typed.has_ended() {
                self.world.wake.stop_listening();
                turn = self.go_on_alone(turn)?;
            }
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.live.engine().state(), State::Finished { .. })
    }

    /// Does what the typed lines ask; those after the end of the session are left.
    fn attend(&mut self) -> Result<(), Error> {
        while !self.is_over()
            && let Some(line) = self.world.typed.next()
        {
            for input in self.world.lines.meant(&line)? {
                let turn = self.handle(input);
                self.react(turn)?;
            }
        }
        Ok(())
    }

    /// Goes on, or ends, where the session waits for somebody, and nothing can be typed any more.
    fn go_on_alone(&mut self, turn: Turn) -> Result<Turn, Error> {
        let input = match self.live.engine().state() {
            State::Waiting => Input::Resume,
            State::Paused { .. } | State::Asking { .. } => Input::End,
            State::Running { .. } | State::LeadIn { .. } | State::Finished { .. } => return Ok(turn),
        };
        self.react(turn)?;
        if input == Input::End {
            self.world.lines.remark("The input has ended, so the session ends here. What you did is kept.")?;
        }
        Ok(self.handle(input))
    }

    fn handle(&mut self, input: Input) -> Turn {
        self.live.handle(self.world.clock.now(), input)
    }

    /// Says that the sound has moved: to the bell, or back to a card.
    fn tell_output(&mut self) -> Result<(), Error> {
        let output = self.speaker.output();
        if output == self.output {
            return Ok(());
        }
        match &output {
            Output::Bell { why } => {
                self.world.lines.remark(&format!("No sound card ({why}); using the terminal bell."))?;
            }
            Output::SoundCard => self.world.lines.remark("The sound card works again.")?,
            // A card that is being opened is on its way, which is no news; silence was asked for.
            Output::Opening | Output::Silent => return Ok(()),
        }
        self.output = output;
        Ok(())
    }

    fn react(&mut self, turn: Turn) -> Result<(), Error> {
        self.tell_output()?;
        for effect in turn.effects {
            match effect {
                Effect::Play(cue) => {
                    if self.speaker.play(cue) == Played::RingBell {
                        ring()?;
                    }
                }
                Effect::Speak(speech) => self.speaker.speak(speech),
                Effect::Save(checkpoint) => {
                    if let Err(error) = self.world.logbook.checkpoint(&checkpoint) {
                        self.world.lines.remark(&error.to_string())?;
                    }
                }
            }
        }
        self.speaker.keep_still(self.live.engine().is_working());
        for event in turn.events {
            self.world.lines.tell(event, self.live.engine())?;
        }
        Ok(())
    }
}

/// Rings the bell. It is for ears, so it goes to a terminal only.
fn ring() -> io::Result<()> {
    let mut out = stdout();
    if out.is_terminal() {
        out.write_all(BELL.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}
