//! The edge of the pages: reads a line at a time, writes what the program says, and does its effects: it leads sessions,
//! keeps records and saves settings.

use std::collections::VecDeque;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use super::lines::{Format, Lines};
use super::page::{Begin, Effect};
use super::program::Program;
use super::typed::Typed;
use super::{Course, Error, Led, World, keep, lead};
use crate::clock::Clock;
use crate::files::{self, Stamp};
use crate::history::{Record, StoreError, Unfinished};
use crate::library::own;
use crate::logbook::{Answered, Logbook, Unsaved};
use crate::session::engine::Progress;
use crate::session::{Plan, SessionHeader};
use crate::settings::{GlyphChoice, Settings};
use crate::situation::Now;
use crate::sound::LAST_CUE;
use crate::wake::{Signal, Wake, Woken};
use crate::words::{coach, fit};

/// The outside world of the pages: clock, files and start options.
#[derive(Debug)]
pub struct Outside {
    /// The clock.
    pub clock: Clock,
    /// The history.
    pub logbook: Logbook,
    /// The file that the settings are saved in.
    pub settings: PathBuf,
    /// The file of the session that was composed last.
    pub composed: PathBuf,
    /// The folder that keeps the user's own texts as speech.
    pub voice: PathBuf,
    /// Said before the first page, such as why there are lines and no screens.
    pub opening: Vec<String>,
}

/// Says the pages until somebody ends; returns the exit code.
pub fn run(program: Program, outside: Outside) -> Result<u8, Error> {
    let lines = Lines::new(Format::Text, program.situation().settings.glyphs == GlyphChoice::Ascii);
    let started = outside.clock.local();
    let settings_seen = Stamp::of(&outside.settings);
    let mut desk = Desk {
        program,
        outside,
        lines,
        typed: Typed::default(),
        wake: Wake::new(false)?,
        found: Vec::new(),
        unsaved: Vec::new(),
        settings_seen,
        started,
    };
    let ended = desk.run();
    if ended.is_err() {
        // The output is gone: what the open page would lose is kept all the same.
        let effects = desk.program.end(desk.now(), 1);
        for effect in effects {
            desk.keep(effect);
        }
    }
    for record in desk.unsaved {
        // One more try: there may be room by now.
        if let Err(source) = desk.outside.logbook.append(&record) {
            return Err(Unsaved::new(source, &record).into());
        }
    }
    ended
}

struct Desk {
    program: Program,
    outside: Outside,
    lines: Lines,
    typed: Typed,
    wake: Wake,
    /// The sessions of earlier runs that were cut off, the newest last.
    found: Vec<Unfinished>,
    unsaved: Vec<Record>,
    /// The file of the settings as it was last read or written.
    settings_seen: Option<Stamp>,
    /// The moment at which the program began.
    started: DateTime<FixedOffset>,
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
                    if let Some(found) = self.found.pop()
                        && let Err(error) = found.discard()
                    {
                        self.program.say(error.to_string());
                    }
                    self.offer_next();
                }
                Effect::KeepComposed(routine) => {
                    if let Err(error) = own::keep_composed(&self.outside.composed, &routine) {
                        self.program.say(coach::not_kept(&files::said(&error)));
                    }
                }
                Effect::SaveSettings => self.save_settings(),
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

    /// Keeps records, and takes in the history that holds them; if that fails, holds on to them and says so.
    fn keep(&mut self, effect: Effect) {
        let (kept, records): (Result<(), StoreError>, _) = match effect {
            Effect::Close(record) => (self.outside.logbook.close(&record), vec![*record]),
            Effect::Append(records) => (self.outside.logbook.append_all(&records), records),
            Effect::Checkpoint(checkpoint) => {
                if let Err(error) = self.outside.logbook.checkpoint(&checkpoint) {
                    self.program.say(error.to_string());
                }
                return;
            }
            Effect::DropCheckpoint => {
                if let Err(error) = self.outside.logbook.drop_checkpoint() {
                    self.program.say(error.to_string());
                }
                return;
            }
            _ => return,
        };
        match kept {
            Ok(()) => self.read_history(),
            Err(error) => {
                self.program.say(error.to_string());
                self.unsaved.extend(records);
            }
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
            logbook: &mut self.outside.logbook,
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
        let Some(found) = self.found.pop() else { return Ok(Ok(Vec::new())) };
        let Some((plan, progress)) = self.program.taken_up(found.checkpoint()) else {
            let title = found.checkpoint().title.clone();
            self.program.say(format!("{title} has changed since then. Choose 2 to log what you did."));
            self.found.push(found);
            return Ok(Ok(Vec::new()));
        };
        let header = SessionHeader::of(&self.outside.logbook.take_up(found));
        self.lead_plan(plan, Some((header, progress)))
    }

    fn undo(&mut self, is_asked: bool) {
        let now = self.outside.clock.local();
        let Some(history) = self.program.situation().digest.history() else { return };
        let titles = |id: &str| self.program.situation().library.title(id);
        match self.outside.logbook.undo_or_ask(history, now, self.started, is_asked, &titles) {
            Ok(Answered::Asks(what)) => self.program.ask_to_undo(what),
            Ok(Answered::Did { says, can_redo }) => {
                self.read_history();
                self.program.say(if can_redo { format!("{says}. Undo again brings it back.") } else { says });
            }
            Err(error) => self.program.say(error.to_string()),
        }
    }

    fn read_history(&mut self) {
        match self.outside.logbook.read() {
            Ok(history) => self.program.remember(history),
            Err(error) => self.program.say(error.to_string()),
        }
    }

    fn find_unfinished(&mut self) {
        let Some(history) = self.program.situation().digest.history() else { return };
        let left = self.outside.logbook.look_after(history);
        self.found = left.unfinished;
        if left.logged {
            self.read_history();
        }
        self.offer_next();
    }

    fn offer_next(&mut self) {
        if let Some(found) = self.found.last() {
            self.program.offer(found.checkpoint().clone());
        }
    }

    fn log_unfinished(&mut self) {
        if let Some(found) = self.found.pop() {
            let record = found.to_record();
            match self.outside.logbook.append(&record).and_then(|()| found.discard()) {
                Ok(()) => {
                    self.read_history();
                    self.program.say("Logged.");
                }
                Err(error) => self.program.say(error.to_string()),
            }
        }
        self.offer_next();
    }

    fn save_settings(&mut self) {
        if let Err(error) = self.program.situation().settings.save(&self.outside.settings) {
            self.program.say(error.to_string());
        }
        self.settings_seen = Stamp::of(&self.outside.settings);
    }

    /// Takes in settings that somebody has changed in their file meanwhile: the next answer must not write over them.
    fn reread_settings(&mut self) {
        let stamp = Stamp::of(&self.outside.settings);
        if stamp == self.settings_seen {
            return;
        }
        self.settings_seen = stamp;
        match Settings::load(&self.outside.settings) {
            (settings, None) => self.program.configure(settings),
            (_, Some(fault)) => self.program.say(fault),
        }
    }
}
