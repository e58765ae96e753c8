//! The edge of the pages: reads a line at a time, writes what the program says, and does its effects: it leads sessions,
//! keeps records and saves settings.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::lines::{Format, Lines};
use super::page::{Begin, Effect};
use super::program::Program;
use super::typed::Typed;
use super::{Course, Error, Led, World, keep, lead};
use crate::clock::Clock;
use crate::files;
use crate::keeper::{Keeper, is_held};
use crate::logbook::Answered;
use crate::session::engine::Progress;
use crate::session::{Plan, SessionHeader};
use crate::settings::GlyphChoice;
use crate::situation::Now;
use crate::sound::LAST_CUE;
use crate::wake::{Signal, Wake, Woken};
use crate::words::{coach, fit};

/// The outside world of the pages: clock, files and start options.
#[derive(Debug)]
pub struct Outside {
    /// The clock.
    pub clock: Clock,
    /// What keeps sessions and settings.
    pub keeper: Keeper,
    /// The folder that keeps the user's own texts as speech.
    pub voice: PathBuf,
    /// Said before the first page, such as why there are lines and no screens.
    pub opening: Vec<String>,
}

/// Says the pages until somebody ends; returns the exit code.
pub fn run(program: Program, outside: Outside) -> Result<u8, Error> {
    let lines = Lines::new(Format::Text, program.situation().settings.glyphs == GlyphChoice::Ascii);
    let mut desk = Desk { program, outside, lines, typed: Typed::default(), wake: Wake::new(false)?, is_saved: true };
    let ended = desk.run();
    if ended.is_err() {
        // The output is gone: what the open page would lose is kept all the same.
        let effects = desk.program.end(desk.now(), 1);
        for effect in effects {
            desk.keep(effect);
        }
    }
    match (ended, desk.outside.keeper.end()) {
        (Err(Error::Unsaved(session)), Err(others)) => Err(session.and(others).into()),
        (ended, kept) => kept.map_err(Error::from).and(ended),
    }
}

struct Desk {
    program: Program,
    outside: Outside,
    lines: Lines,
    typed: Typed,
    wake: Wake,
    /// `true` if what was to be kept last is saved.
    is_saved: bool,
}

impl Desk {
    fn run(&mut self) -> Result<u8, Error> {
        for line in std::mem::take(&mut self.outside.opening) {
            self.program.say(line);
        }
        self.read_history();
        self.find_unfinished();
        if self.program.ask_what_is_due(true) {
            self.save_settings();
        }
        loop {
            for line in self.program.said() {
                self.lines.write(&line)?;
            }
            let effects = match self.next_line()? {
                Ok(line) => {
                    self.reread_settings();
                    self.program.answer(&line, self.now())
                }
                Err(exit_code) => self.program.end(self.now(), exit_code),
            };
            if let Some(code) = self.perform(effects)? {
                return Ok(code);
            }
        }
    }

    /// The next line that is typed, or the exit code that ends the program: 0 where the input has ended.
    fn next_line(&mut self) -> Result<Result<String, u8>, Error> {
        loop {
            if let Some(line) = self.typed.next() {
                return Ok(Ok(line));
            }
            if self.typed.has_ended() {
                return Ok(Err(0));
            }
            match self.wake.wait(None)? {
                Woken::Input => self.typed.read(&mut self.wake)?,
                Woken::Timeout | Woken::Signal(Signal::Resize | Signal::Continue) => {}
                Woken::Signal(Signal::Stop) => self.wake.stop()?,
                Woken::Signal(signal) => return Ok(Err(signal.exit_code())),
            }
        }
    }

    fn now(&self) -> Now {
        Now { moment: self.outside.clock.now(), local: self.outside.clock.local() }
    }

    /// Does what the program asks for; returns an exit code if it asks to end.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<Option<u8>, Error> {
        let mut todo = VecDeque::from(effects);
        while let Some(effect) = todo.pop_front() {
            match effect {
                Effect::Lead(begin) => match self.lead(begin)? {
                    Ok(effects) => todo.extend(effects),
                    Err(code) => return Ok(Some(code)),
                },
                Effect::TakeUp => match self.take_up()? {
                    Ok(effects) => todo.extend(effects),
                    Err(code) => return Ok(Some(code)),
                },
                Effect::Undo { is_asked } => self.undo(is_asked),
                Effect::LogUnfinished => self.log_unfinished(),
                Effect::DropUnfinished => {
                    if let Err(error) = self.outside.keeper.forget_cut_off() {
                        self.program.say(error.to_string());
                    }
                    self.offer_next();
                }
                Effect::KeepComposed(routine) => {
                    if let Err(error) = self.outside.keeper.keep_composed(&routine) {
                        self.program.say(coach::not_kept(&files::said(&error)));
                    }
                }
                Effect::SaveSettings => self.save_settings(),
                Effect::SaySaved if self.is_saved => self.program.say("Saved."),
                Effect::SaySaved => {}
                Effect::Quit(code) => return Ok(Some(code)),
                effect => {
                    self.keep(effect);
                    if self.program.ask_what_is_due(false) {
                        self.save_settings();
                    }
                }
            }
        }
        Ok(None)
    }

    /// Keeps records, and takes in the history that holds them; if that fails, says so.
    fn keep(&mut self, effect: Effect) {
        let keeper = &mut self.outside.keeper;
        let is_history = matches!(effect, Effect::Close(_) | Effect::Append(_));
        let kept = match effect {
            Effect::Close(record) => keeper.close(*record),
            Effect::Append(records) => keeper.append(records),
            Effect::Checkpoint(checkpoint) => keeper.logbook.checkpoint(&checkpoint),
            Effect::DropCheckpoint => keeper.logbook.drop_checkpoint(),
            _ => return,
        };
        self.is_saved = kept.is_ok();
        match kept {
            Ok(()) if is_history => self.read_history(),
            Ok(()) => {}
            Err(error) if is_history => self.program.say(is_held(&error)),
            Err(error) => self.program.say(error.to_string()),
        }
    }

    /// Leads a session; the error is the exit code that ends the program with it.
    fn lead(&mut self, begin: Begin) -> Result<Result<Vec<Effect>, u8>, Error> {
        let situation = self.program.situation();
        let (plan, taken_up) = match begin {
            Begin::New(id) => match situation.library.routine(&id) {
                Some(routine) => (situation.plan(routine), None),
                None => return Ok(Ok(Vec::new())),
            },
            Begin::GoOn(ended, header) => match ended.before_end() {
                Some(progress) => (ended.plan().clone(), Some((header, progress))),
                None => return Ok(Ok(Vec::new())),
            },
        };
        self.lead_plan(plan, taken_up)
    }

    fn lead_plan(
        &mut self,
        plan: Plan,
        taken_up: Option<(SessionHeader, Progress)>,
    ) -> Result<Result<Vec<Effect>, u8>, Error> {
        let situation = self.program.situation();
        let Some(routine) = situation.library.routine(plan.routine()) else { return Ok(Ok(Vec::new())) };
        let changes = routine.changes.iter().map(|change| format!("{}.", fit::change(change, &situation.texts)));
        let course = Course {
            guide: situation.guide(routine),
            options: situation.options,
            taken_up,
            cut_off: None,
            changes: changes.collect(),
            asks: Vec::new(),
            plan,
        };
        self.lines.write("")?;
        let settings = situation.settings.clone();
        let mut world = World {
            clock: self.outside.clock,
            logbook: &mut self.outside.keeper.logbook,
            settings: &settings,
            voice: &self.outside.voice,
            mute: situation.mute,
            kept: situation.kept,
            typed: &mut self.typed,
            wake: &mut self.wake,
            lines: &mut self.lines,
        };
        let Led { mut live, is_cut_off, ended, speaker } = lead(course, &mut world)?;
        // The page after it is not to wait for the last tone: what is read aloud takes longer to come.
        speaker.wait_until_quiet(LAST_CUE);
        drop(speaker);
        crate::sound::restore_stderr();
        match ended {
            Ok(0) if !is_cut_off => {
                let now = self.now();
                Ok(Ok(self.program.ended(&live, now)))
            }
            ended => {
                keep(&mut live, is_cut_off, &mut world)?;
                Ok(Err(ended?))
            }
        }
    }

    /// Takes up the session that was cut off last.
    fn take_up(&mut self) -> Result<Result<Vec<Effect>, u8>, Error> {
        let Some(cut_off) = self.outside.keeper.cut_off() else { return Ok(Ok(Vec::new())) };
        let Some((plan, progress)) = self.program.taken_up(cut_off) else {
            let says = format!("{} has changed since then. Choose 2 to log what you did.", cut_off.title);
            self.program.say(says);
            return Ok(Ok(Vec::new()));
        };
        let header = self.outside.keeper.take_up().map(|checkpoint| SessionHeader::of(&checkpoint));
        self.lead_plan(plan, header.map(|header| (header, progress)))
    }

    fn undo(&mut self, is_asked: bool) {
        let now = self.outside.clock.local();
        let Some(history) = self.program.situation().digest.history() else { return };
        let titles = |id: &str| self.program.situation().library.title(id);
        match self.outside.keeper.undo(history, now, is_asked, &titles) {
            Ok(Answered::Asks(what)) => self.program.ask_to_undo(what),
            Ok(Answered::Did { says, can_redo }) => {
                self.read_history();
                self.program.say(if can_redo { format!("{says}. Undo again reverses that.") } else { says });
            }
            Err(error) => self.program.say(error.to_string()),
        }
    }

    fn read_history(&mut self) {
        match self.outside.keeper.logbook.read() {
            Ok(history) => self.program.remember(history),
            Err(error) => self.program.say(error.to_string()),
        }
    }

    fn find_unfinished(&mut self) {
        let Some(history) = self.program.situation().digest.history() else { return };
        if self.outside.keeper.look_after_cut_off(history) {
            self.read_history();
        }
        self.offer_next();
    }

    fn offer_next(&mut self) {
        if let Some(cut_off) = self.outside.keeper.cut_off() {
            self.program.offer(cut_off.clone());
        }
    }

    fn log_unfinished(&mut self) {
        match self.outside.keeper.log_cut_off() {
            Ok(()) => {
                self.read_history();
                self.program.say("Logged.");
            }
            Err(error) => self.program.say(error.to_string()),
        }
        self.offer_next();
    }

    fn save_settings(&mut self) {
        if let Err(error) = self.outside.keeper.save_settings(&self.program.situation().settings) {
            self.program.say(error.to_string());
        }
    }

    /// Takes in settings that somebody has changed in their file meanwhile.
    fn reread_settings(&mut self) {
        match self.outside.keeper.changed_settings() {
            None => {}
            Some(Ok(settings)) => self.program.configure(settings),
            Some(Err(fault)) => self.program.say(fault),
        }
    }
}
