//! Plain sessions: the same session as lines of text, or as one JSON object a line, without alternate screen or cursor
//! tricks. They work in a pipe and with a screen reader. Commands are typed as a letter and enter.

mod lines;

use std::io::{self, IsTerminal, Write, stdout};
use std::path::PathBuf;

use crate::clock::Clock;
use crate::history::{Checkpoint, StoreError};
use crate::logbook::{Logbook, Unsaved};
use crate::session::engine::{Options, Progress, State};
use crate::session::live::{Effect, Ending, Turn};
use crate::session::{Guide, Input, Live, Plan, SessionHeader};
use crate::settings::Settings;
use crate::sound::{BELL, LAST_CUE, LONGEST_OPENING, Output, Played, Speaker};
use crate::wake::{Signal, Wake, Woken};
pub use lines::Format;
use lines::Lines;

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
    let Course { plan, guide, options, taken_up, cut_off, changes, asks } = course;
    let mut wake = Wake::new(false)?;
    let sound = edge.settings.sound_in(plan.routine());
    let mut speaker = if edge.mute { Speaker::silent() } else { Speaker::open(sound.volume.into()) };
    speaker.fit(sound);
    let lines = Lines::new(voice, edge.settings.glyphs == crate::settings::GlyphChoice::Ascii);
    if let Some(cut_off) = cut_off {
        lines.cut_off(&cut_off)?;
    }
    lines.opening(&plan, &changes, &asks)?;
    let is_new = taken_up.is_none();
    let (header, progress) = taken_up.unwrap_or_else(|| (SessionHeader::open(edge.clock.local()), Progress::default()));
    let mut live = Live::take_up(plan, guide, options, progress, header, edge.kept, edge.clock.now());
    speaker.prepare(live.texts(), &edge.voice);
    let _ = speaker.wait_until_ready(LONGEST_OPENING);
    let turn = if is_new { live.begin(options, edge.clock.now()) } else { live.shown() };
    let mut session = Teller {
        live,
        speaker,
        // What a session is expected to be heard by; anything else is told.
        output: Output::SoundCard,
        edge,
        lines,
        is_heard: true,
        is_cut_off: false,
    };
    let ended = session.go_on(&mut wake, turn);
    let (code, ended) = match ended {
        Ok(code) => (code, Ok(())),
        // The output is gone: what was done is kept all the same.
        Err(error) => (1, Err(error)),
    };
    session.keep()?;
    if ended.is_ok() && !session.edge.kept {
        session.lines.rehearsed()?;
    }
    session.speaker.wait_until_quiet(LAST_CUE);
    drop(session);
    crate::sound::restore_stderr();
    ended?;
    Ok(code)
}

struct Teller<'a> {
    live: Live,
    speaker: Speaker,
    /// The output of cues that the person was last told of.
    output: Output,
    edge: Edge<'a>,
    lines: Lines,
    /// `true` if anything can still be typed.
    is_heard: bool,
    /// `true` if the session was cut off with its terminal.
    is_cut_off: bool,
}

impl Teller<'_> {
    /// Goes on until the session is over; returns the exit code.
    fn go_on(&mut self, wake: &mut Wake, mut turn: Turn) -> Result<u8, Error> {
        loop {
            self.react(turn)?;
            if matches!(self.live.engine().state(), State::Finished { .. }) {
                return Ok(0);
            }
            let longest = self.live.next_wakeup().map(|deadline| self.edge.clock.until(deadline));
            let input = match wake.wait(longest)? {
                Woken::Timeout | Woken::Signal(Signal::Resize | Signal::Continue) => Input::Wake,
                Woken::Input => {
                    match self.lines.read()? {
                        None => {
                            wake.stop_listening();
                            self.is_heard = false;
                        }
                        Some(typed) => {
                            for input in typed {
                                let turn = self.handle(input);
                                self.react(turn)?;
                            }
                        }
                    }
                    Input::Wake
                }
                Woken::Signal(Signal::Stop) => {
                    let paused = self.handle(Input::Pause);
                    self.react(paused)?;
                    wake.stop()?;
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
            if !self.is_heard {
                turn = self.go_on_alone(turn)?;
            }
        }
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
            self.lines.remark("The input has ended, so the session ends here. What you did is kept.")?;
        }
        Ok(self.handle(input))
    }

    fn handle(&mut self, input: Input) -> Turn {
        self.live.handle(self.edge.clock.now(), input)
    }

    /// Says that the sound has moved: to the bell, or back to a card.
    fn tell_output(&mut self) -> Result<(), Error> {
        let output = self.speaker.output();
        if output == self.output {
            return Ok(());
        }
        match &output {
            Output::Bell { why } => {
                self.lines.remark(&format!("No sound card ({why}); using the terminal bell."))?;
            }
            Output::SoundCard => self.lines.remark("The sound card works again.")?,
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
                    if let Err(error) = self.edge.logbook.checkpoint(&checkpoint) {
                        self.lines.remark(&error.to_string())?;
                    }
                }
            }
        }
        self.speaker.keep_still(self.live.engine().is_working());
        for event in turn.events {
            self.lines.tell(event, self.live.engine())?;
        }
        Ok(())
    }

    /// Keeps the record of the session, if there is one.
    fn keep(&mut self) -> Result<(), Error> {
        if self.is_cut_off
            && let Some(checkpoint) = self.live.checkpoint()
        {
            return Ok(self.edge.logbook.checkpoint(&checkpoint)?);
        }
        match self.live.end(self.edge.clock.now(), |_| {}) {
            None => Ok(()),
            Some(Ending::Drop) => Ok(self.edge.logbook.drop_checkpoint()?),
            Some(Ending::Keep(record)) => {
                self.edge.logbook.close(&record).map_err(|source| Unsaved::new(source, &record).into())
            }
        }
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
