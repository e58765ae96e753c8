//! The screens: the app's state, the keys, and the loop that passes time, keys and signals to it.
//!
//! Reading order: [`view`] (the abilities and requests of a screen), [`context`] (the data it may read), [`app`] (the
//! views that are open), [`keymap`] (keys to messages), [`screens`] and [`layers`] (one file each), [`widgets`],
//! [`theme`]; [`terminal`] takes the terminal over and gives it back. This file is the edge: it sounds, saves and quits
//! as the app says.

pub mod app;
pub mod context;
pub mod demonstration;
pub mod hits;
pub mod input;
pub mod keymap;
pub mod layers;
mod layouts;
pub mod own_keys;
mod ranking;
pub mod scores;
pub mod screens;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod widgets;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(not(unix))]
use crossterm::event::{self, Event, MouseButton, MouseEventKind};

use crate::around::Around;
use crate::beside::Companion;
#[cfg(unix)]
use crate::beside::for_the_command;
use crate::clock::Clock;
use crate::files;
use crate::keeper::{Keeper, is_held};
use crate::library::{drafts, own, templates};
use crate::logbook::{Answered, Unsaved};
use crate::practice::Routine;
use crate::presence::look::Look;
use crate::session::Speech;
use crate::sound::{LAST_CUE, LONGEST_OPENING, Output, Played, Speaker};
use crate::wake::{Signal, Wake, Woken};
use crate::words::coach;
#[cfg(unix)]
use app::SHOW_BESIDE;
use app::{App, Effect, Instead, Now};
use input::{Keyboard, Typed};
use keymap::Press;
use terminal::TerminalGuard;
use view::Heard;

/// The session that the screens begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// A new session of a routine.
    Routine {
        /// The id of the routine.
        id: String,
        /// `true` if its steps come in another order.
        shuffled: bool,
    },
    /// The newest session that was cut off.
    CutOff,
}

/// The outside world of the screens: clock, files and start options.
#[derive(Debug)]
pub struct Edge {
    /// The clock.
    pub clock: Clock,
    /// What keeps sessions and settings.
    pub keeper: Keeper,
    /// The folder that keeps the user's own texts as speech.
    pub voice: PathBuf,
    /// The folder of the user's own routines.
    pub routines: PathBuf,
    /// The folder of routines that were edited and not saved.
    pub drafts: PathBuf,
    /// `true` if all sound is off.
    pub mute: bool,
    /// The session that begins at once, if any.
    pub begin: Option<Begin>,
}

/// The reason why the screens had to end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The terminal cannot be used for the screens.
    #[error("this terminal cannot show the screens ({0}); try: supple run ROUTINE --plain")]
    Terminal(#[from] io::Error),
    /// A record could not be kept.
    #[error(transparent)]
    Unsaved(#[from] Unsaved),
}

/// Shows the screens until somebody quits; returns the exit code.
pub fn run(app: App, edge: Edge, wake: &mut Wake, beside: Option<&mut (dyn Companion + 'static)>) -> Result<u8, Error> {
    let terminal = TerminalGuard::take()?;
    let mut running = Loop {
        app,
        edge,
        terminal,
        wake,
        beside,
        keyboard: Keyboard::default(),
        stopwatch: Clock::start(1.0),
        heard_at: Duration::ZERO,
        speaker: None,
        drawn_late: None,
        farewell: None,
        draft: None,
        around: None,
        was_heard: false,
        kept_draft: None,
    };
    let code = running.run().or_else(|error| running.without_terminal(error));
    let Loop { terminal, speaker, edge, farewell, .. } = running;
    drop(terminal);
    if let Some(speaker) = speaker {
        speaker.wait_until_quiet(LAST_CUE);
    }
    crate::sound::restore_stderr();
    // What is to be kept comes before anything else that can fail.
    edge.keeper.end()?;
    if let Some(farewell) = farewell {
        writeln!(io::stdout(), "{farewell}")?;
    }
    Ok(code?)
}

struct Loop<'a> {
    app: App,
    edge: Edge,
    terminal: TerminalGuard,
    wake: &'a mut Wake,
    /// What sessions are led beside, if anything.
    beside: Option<&'a mut (dyn Companion + 'static)>,
    keyboard: Keyboard,
    /// The time of the keyboard, which no rehearsal makes faster.
    stopwatch: Clock,
    /// The last time that something came from the terminal, on the stopwatch.
    heard_at: Duration,
    speaker: Option<Speaker>,
    /// The moment, on the monotonic clock, until which the next frame waits for the cue that was just asked for.
    drawn_late: Option<Duration>,
    /// A sentence for when the terminal is given back.
    farewell: Option<String>,
    /// The file that keeps the routine that is edited.
    draft: Option<PathBuf>,
    /// What the running session asks of the system.
    around: Option<Around>,
    /// `true` once the sound card was heard in the running session.
    was_heard: bool,
    /// The file of a routine that was edited in an earlier run.
    kept_draft: Option<PathBuf>,
}

impl Loop<'_> {
    fn run(&mut self) -> io::Result<u8> {
        let begin = self.edge.begin.take();
        if let Some(code) = self.look_beside()? {
            return Ok(code);
        }
        self.fit()?;
        if self.app.context().asks_for_ground() {
            self.terminal.ask_ground()?;
        }
        // The first frame waits for nothing; the history comes with the second.
        if !matches!(begin, Some(Begin::Routine { .. })) {
            self.draw()?;
        }
        self.read_history();
        let mut started = None;
        if let Some(Begin::Routine { id, shuffled }) = &begin {
            if *shuffled {
                self.app.shuffle(id);
            }
            // What suits the person is asked before, and is part of the plan.
            self.screen();
            started = Some(self.app.start(id));
        }
        self.find_unfinished();
        if begin == Some(Begin::CutOff) {
            if self.edge.keeper.cut_off().is_none() {
                self.app.say("there is no interrupted session");
            }
            started = Some(self.take_up());
        }
        if begin.is_none() && !self.advise() {
            self.screen();
            if self.app.ask_after() {
                self.save_settings();
            }
            self.offer_draft();
        }
        if let Some(code) = self.perform(started.unwrap_or_default())? {
            return Ok(code);
        }
        loop {
            if let Some(code) = self.look_beside()? {
                return Ok(code);
            }
            if let Some(code) = self.attend_to_lost_sound()? {
                return Ok(code);
            }
            // What is heard takes a moment to leave the sound card; the picture that belongs to it waits for it.
            let now = self.edge.clock.now().monotonic;
            if self.drawn_late.is_none_or(|then| then <= now) {
                self.drawn_late = None;
                self.draw()?;
            }
            let next = self.app.next_wakeup().into_iter().chain(self.drawn_late).min();
            let longest = next.map(|deadline| self.edge.clock.until(deadline)).into_iter().chain(self.patience()).min();
            let effects = match self.wake.wait(longest)? {
                Woken::Timeout => {
                    if self.patience().is_some_and(|patience| patience.is_zero()) {
                        let typed = self.keyboard.give_up();
                        if let Some(code) = self.attend(typed)? {
                            return Ok(code);
                        }
                    }
                    self.app.wake(self.now())
                }
                #[cfg(unix)]
                Woken::Input if self.app.shows_beside() => self.type_beside()?,
                Woken::Input => {
                    let typed = self.read()?;
                    if let Some(code) = self.attend(typed)? {
                        return Ok(code);
                    }
                    // Whoever types without end does not stop the clock.
                    let now = self.now();
                    if self.app.next_wakeup().is_some_and(|next| next <= now.moment.monotonic) {
                        self.app.wake(now)
                    } else {
                        Vec::new()
                    }
                }
                Woken::Signal(Signal::Resize) => {
                    self.fit()?;
                    Vec::new()
                }
                Woken::Signal(Signal::Stop) => self.stop()?,
                Woken::Signal(Signal::Continue) => {
                    self.terminal.reenter()?;
                    self.fit()?;
                    Vec::new()
                }
                Woken::Signal(Signal::Child) => Vec::new(),
                Woken::Signal(signal @ Signal::Hangup) => self.app.lose_terminal(self.now(), signal.exit_code()),
                Woken::Signal(signal) => self.app.end(self.now(), signal.exit_code()),
            };
            if let Some(code) = self.perform(effects)? {
                return Ok(code);
            }
        }
    }

    /// Looks what has become of the work that the session is led beside; returns an exit code if that quits.
    fn look_beside(&mut self) -> io::Result<Option<u8>> {
        let now = self.now();
        let Some(beside) = &mut self.beside else {
            return Ok(None);
        };
        let task = beside.look(now.moment.monotonic);
        let screen = if self.app.shows_beside() { beside.screen() } else { None };
        let effects = self.app.take_beside(task, screen, now);
        self.perform(effects)
    }

    /// Hands what is typed on to the command whose screen is shown; one key leads back.
    #[cfg(unix)]
    fn type_beside(&mut self) -> io::Result<Vec<Effect>> {
        let now = self.now();
        let (typed, screen) = (self.read_bytes()?, self.beside.as_ref().and_then(|beside| beside.screen()));
        let (Some(beside), Some(screen)) = (&mut self.beside, screen) else {
            return Ok(Vec::new());
        };
        let typed = for_the_command(&typed, &screen);
        beside.send(&typed.bytes);
        Ok(if typed.goes_back { self.app.press(SHOW_BESIDE, now) } else { self.app.wake(now) })
    }

    /// Ends when the terminal can no longer be written or read: records are kept all the same.
    fn without_terminal(&mut self, error: io::Error) -> io::Result<u8> {
        let gone = Signal::Hangup.exit_code();
        for effect in self.app.lose_terminal(self.now(), gone) {
            match effect {
                Effect::KeepDraft { routine, is_own } => drop(self.keep_draft(&routine, is_own)),
                effect => self.keep(effect),
            }
        }
        // EIO is what a terminal says after it was closed.
        let closed = error.raw_os_error() == Some(5) || error.kind() == io::ErrorKind::BrokenPipe;
        if closed { Ok(gone) } else { Err(error) }
    }

    /// Draws the app with the present settings and terminal.
    fn draw(&mut self) -> io::Result<()> {
        // A card may be lost at any time.
        self.tell_output();
        let context = self.app.context();
        let pixels = if context.wants_pixels() { self.terminal.pixels(context.insists_on_pixels()) } else { None };
        self.app.show_in_pixels(pixels);
        self.terminal.hear_mouse(self.app.settings().mouse)?;
        // A command's own keys are those of a plain terminal.
        self.terminal.hear_media_keys(!self.app.shows_beside())?;
        self.terminal.draw(&self.app)
    }

    /// Tells the app the size of the terminal; where the terminal does not say, nothing is taken to be seen.
    fn fit(&mut self) -> io::Result<()> {
        let (columns, rows) = self.terminal.measure()?;
        if let Some(beside) = &mut self.beside {
            beside.fit(columns, rows);
        }
        self.app.fit(columns, rows);
        Ok(())
    }

    fn now(&self) -> Now {
        Now { moment: self.edge.clock.now(), local: self.edge.clock.local() }
    }

    /// Time that the keyboard still waits for more of what has begun, if anything has.
    fn patience(&self) -> Option<Duration> {
        let waited = self.stopwatch.now().monotonic.saturating_sub(self.heard_at);
        self.keyboard.patience().map(|patience| patience.saturating_sub(waited))
    }

    /// Reads what has come from the terminal.
    #[cfg(unix)]
    fn read(&mut self) -> io::Result<Vec<Typed>> {
        let bytes = self.read_bytes()?;
        self.heard_at = self.stopwatch.now().monotonic;
        Ok(self.keyboard.hear(&bytes))
    }

    /// Reads the bytes that have come from the terminal.
    #[cfg(unix)]
    fn read_bytes(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; 4096];
        let read = self.wake.read(&mut bytes)?;
        bytes.truncate(read);
        Ok(bytes)
    }

    /// Reads what has come from the console, which tells keys apart by itself.
    #[cfg(not(unix))]
    fn read(&mut self) -> io::Result<Vec<Typed>> {
        let mut typed = Vec::new();
        while event::poll(Duration::ZERO)? {
            typed.extend(match event::read()? {
                Event::Key(key) => Press::of(&key).map(Typed::Press),
                Event::Paste(text) => Some(Typed::Paste(text)),
                Event::FocusGained => Some(Typed::Focus(true)),
                Event::FocusLost => Some(Typed::Focus(false)),
                Event::Resize(..) => {
                    self.fit()?;
                    None
                }
                Event::Mouse(mouse) => match mouse.kind {
                    MouseEventKind::Down(MouseButton::Left) => Some(Typed::Click(mouse.column, mouse.row)),
                    MouseEventKind::ScrollUp => Some(Typed::Wheel(true)),
                    MouseEventKind::ScrollDown => Some(Typed::Wheel(false)),
                    _ => None,
                },
            });
        }
        Ok(typed)
    }

    /// Takes in what a person did; returns an exit code if that quits.
    fn attend(&mut self, typed: Vec<Typed>) -> io::Result<Option<u8>> {
        let is_touched = typed.iter().any(|one| !matches!(one, Typed::Ground(_)));
        let fault = if is_touched { self.reread_settings() } else { None };
        for one in typed {
            let effects = match one {
                // What another program left on is no wish of the person.
                Typed::Click(..) | Typed::Wheel(_) if !self.app.settings().mouse => continue,
                Typed::Click(column, row) => self.app.click(column, row, self.now()),
                Typed::Wheel(is_up) => self.app.wheel(is_up, self.now()),
                Typed::Focus(has_it) => {
                    self.app.focused(has_it);
                    continue;
                }
                Typed::Ground(light) => {
                    self.app.set_ground(light);
                    continue;
                }
                Typed::Press(Press::Ctrl('z')) => self.stop()?,
                Typed::Press(press) => self.app.press(press, self.now()),
                Typed::Paste(text) => self.app.paste(&text, self.now()),
            };
            // What a key does is seen at once.
            self.drawn_late = None;
            if let Some(speaker) = &self.speaker {
                // After a long pause the card is closed; the cue of this key may be the next thing to be heard.
                speaker.wake();
            }
            if let Some(code) = self.perform(effects)? {
                return Ok(Some(code));
            }
        }
        // Said now, for a key takes away what was said before it.
        if let Some(fault) = fault {
            self.app.say(fault);
        }
        Ok(None)
    }

    /// Takes in settings that somebody has changed in their file meanwhile; returns what is wrong with it.
    fn reread_settings(&mut self) -> Option<String> {
        match self.edge.keeper.changed_settings()? {
            Ok(settings) => self.app.configure(settings),
            Err(fault) => return Some(fault),
        }
        None
    }

    /// Stops like any program in a shell; the session is paused meanwhile.
    fn stop(&mut self) -> io::Result<Vec<Effect>> {
        let effects = self.app.pause(self.now());
        self.perform(effects)?;
        self.terminal.leave();
        if let Some(beside) = &mut self.beside {
            beside.stop();
        }
        self.wake.stop()?;
        if let Some(beside) = &mut self.beside {
            beside.go_on();
        }
        self.terminal.reenter()?;
        self.fit()?;
        Ok(Vec::new())
    }

    /// Does what the app asks for; returns an exit code if it asks to quit.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<Option<u8>> {
        let mut todo = VecDeque::from(effects);
        while let Some(effect) = todo.pop_front() {
            match effect {
                Effect::Play(cue) => self.play(cue)?,
                Effect::LetHear(heard) => self.let_hear(heard)?,
                Effect::Notify(text) => self.terminal.notify(&text)?,
                Effect::Speak(speech) => {
                    if let Some(speaker) = &self.speaker {
                        speaker.speak(speech);
                    }
                }
                Effect::OpenSound => {
                    self.open_sound()?;
                    self.ask_around();
                    todo.extend(self.app.begin(self.now()));
                }
                Effect::CloseSound => {
                    self.speaker = None;
                    self.around = None;
                    self.was_heard = false;
                    self.app.heard_by(None);
                }
                Effect::Loudness => {
                    if let Some(speaker) = &mut self.speaker {
                        speaker.fit(self.app.sound());
                        speaker.prepare(self.app.spoken_texts(), &self.edge.voice);
                    }
                }
                effect @ (Effect::Close(_) | Effect::Append(_) | Effect::Checkpoint(_) | Effect::DropCheckpoint) => {
                    self.keep(effect);
                }
                Effect::TakeUp => todo.extend(self.take_up()),
                Effect::Undo { is_asked } => self.undo(is_asked),
                Effect::LogUnfinished => self.log_unfinished(),
                Effect::DropUnfinished => {
                    if let Err(error) = self.edge.keeper.forget_cut_off() {
                        self.app.say(error.to_string());
                    }
                    self.offer_next();
                }
                Effect::KeepComposed(routine) => {
                    if let Err(error) = self.edge.keeper.keep_composed(&routine) {
                        self.app.say(coach::not_kept(&files::said(&error)));
                    }
                }
                Effect::SaveSettings => self.save_settings(),
                Effect::SaveRoutine { routine, edited } => todo.extend(self.save_routine(&routine, edited.as_deref())),
                Effect::BeginExercise => todo.extend(self.begin_exercise()),
                Effect::RemoveRoutine(id) => todo.extend(self.remove_routine(&id)),
                Effect::KeepDraft { routine, is_own } => {
                    if let Err(error) = self.keep_draft(&routine, is_own) {
                        self.app.say(format!("No draft could be kept: {}.", files::said(&error)));
                    }
                }
                Effect::TakeUpDraft => self.draft = self.kept_draft.take(),
                Effect::DropDraft => self.drop_draft(),
                Effect::Farewell(text) => self.farewell = Some(text),
                Effect::Quit(code) => return Ok(Some(code)),
            }
        }
        if let Some(speaker) = &self.speaker {
            speaker.keep_still(self.app.is_working());
        }
        // A session that waited for an answer begins when that is kept.
        match self.app.go_on() {
            more if more.is_empty() => Ok(None),
            more => self.perform(more),
        }
    }

    fn play(&mut self, cue: crate::session::Cue) -> io::Result<()> {
        let Some(speaker) = &self.speaker else {
            return Ok(());
        };
        match speaker.play(cue) {
            Played::RingBell => self.terminal.ring()?,
            Played::OnCard => {
                let latency = speaker.latency().mul_f64(self.edge.clock.speed());
                self.drawn_late = Some(self.edge.clock.now().monotonic + latency);
            }
            Played::Nothing => {}
        }
        self.tell_output();
        Ok(())
    }

    /// Lets a person hear a setting. A sound card that is not open yet plays it as soon as it is; no key waits for that.
    fn let_hear(&mut self, heard: Heard) -> io::Result<()> {
        let speaker = self.speaker.take().unwrap_or_else(|| self.new_speaker());
        speaker.fit(self.app.sound());
        speaker.speak(Speech::Hush);
        match heard {
            Heard::Cue(cue) => {
                if matches!(speaker.play(cue), Played::RingBell) {
                    self.terminal.ring()?;
                }
            }
            Heard::Words(texts) => speaker.say(Duration::ZERO, texts.iter().map(|&text| text.to_owned()).collect()),
        }
        self.speaker = Some(speaker);
        self.tell_output();
        Ok(())
    }

    fn new_speaker(&self) -> Speaker {
        if self.edge.mute { Speaker::silent() } else { Speaker::open(self.app.sound().volume.into()) }
    }

    fn open_sound(&mut self) -> io::Result<()> {
        if self.speaker.is_none() {
            let sound = self.app.sound();
            let mut speaker = self.new_speaker();
            speaker.fit(sound);
            speaker.prepare(self.app.spoken_texts(), &self.edge.voice);
            self.draw()?;
            let _ = speaker.wait_until_ready(LONGEST_OPENING);
            self.speaker = Some(speaker);
        }
        self.tell_output();
        Ok(())
    }

    fn tell_output(&mut self) {
        let by = match self.speaker.as_ref().map(Speaker::output) {
            Some(Output::Bell { .. }) => Some(Instead::Bell),
            Some(Output::Silent) => Some(Instead::Silence),
            _ => None,
        };
        self.app.heard_by(by);
    }

    /// Asks the system for what a session needs; a rehearsal needs nothing.
    fn ask_around(&mut self) {
        if self.around.is_none() && self.app.context().kept {
            let sound = self.app.sound();
            let is_heard = !self.edge.mute && !sound.muted && sound.volume > 0;
            self.around = Some(Around::begin(self.app.settings(), is_heard));
        }
    }

    /// Pauses a session that was heard and is so no longer, as when headphones are pulled out.
    fn attend_to_lost_sound(&mut self) -> io::Result<Option<u8>> {
        let output = self.speaker.as_ref().map(Speaker::output);
        self.was_heard |= matches!(output, Some(Output::SoundCard));
        let is_lost = self.was_heard && matches!(output, Some(Output::Bell { .. }));
        if !is_lost || !self.app.has_session() {
            return Ok(None);
        }
        self.was_heard = false;
        if !self.app.settings().pause_unheard {
            return Ok(None);
        }
        let effects = self.app.pause(self.now());
        self.app.say("The sound card is gone. Press space to continue with the terminal bell.");
        self.perform(effects)
    }

    fn read_history(&mut self) {
        match self.edge.keeper.logbook.read() {
            Ok(history) => self.app.remember(history),
            Err(error) => self.app.say(error.to_string()),
        }
        if let Some(paths) = &self.app.context().paths {
            let desk = Look::at(self.edge.clock.local(), paths, &self.app.context().settings, false).desk;
            self.app.remember_desk(desk);
        }
    }

    fn undo(&mut self, is_asked: bool) {
        let now = self.edge.clock.local();
        let Some(history) = self.app.context().digest.history() else {
            return;
        };
        let titles = |id: &str| self.app.context().library.title(id);
        let said = match self.edge.keeper.undo(history, now, is_asked, &titles) {
            Ok(Answered::Asks(what)) => {
                self.app.ask_to_undo(what);
                return;
            }
            Ok(Answered::Did { says, can_redo: true }) => format!("Undone. {says}. Press u again to redo."),
            Ok(Answered::Did { says, .. }) => says,
            Err(error) => error.to_string(),
        };
        self.read_history();
        self.app.say(said);
    }

    /// Shows advice that is due; returns whether there was any.
    fn advise(&mut self) -> bool {
        let advised = self.app.advise();
        if advised {
            self.save_settings();
        }
        advised
    }

    /// Asks what suits the person, if that is due.
    fn screen(&mut self) {
        if self.app.screen() {
            self.save_settings();
        }
    }

    fn save_settings(&mut self) {
        if let Err(error) = self.edge.keeper.save_settings(self.app.settings()) {
            self.app.say(error.to_string());
        }
    }

    /// Saves a routine and shows it; if that fails, it stays as it is edited.
    fn save_routine(&mut self, routine: &Routine, edited: Option<&Path>) -> Vec<Effect> {
        let folder = &self.edge.routines;
        let library = &self.app.context().library;
        let before = edited.map_or(Ok(None), |file| own::keep_as_written(library, &routine.id, file));
        match before.and_then(|before| own::save(folder, library, routine, edited).map(|_| before)) {
            Ok(before) => {
                let library = library.read_anew(folder);
                self.drop_draft();
                let effects = self.app.saved(library, Some(&routine.id));
                let before = before.map(|copy| format!(" Your file as it was: {}.", copy.display()));
                self.app.say(format!("Saved {}.{}", routine.title, before.unwrap_or_default()));
                effects
            }
            Err(error) => {
                let into = edited.unwrap_or(folder).display();
                self.app.say(format!("Not saved: {} ({into}). Nothing is lost; try again.", files::said(&error)));
                Vec::new()
            }
        }
    }

    /// Begins an exercise of the person's own.
    fn begin_exercise(&mut self) -> Vec<Effect> {
        let folder = &self.edge.routines;
        let library = &self.app.context().library;
        match templates::begin_exercise(folder, library) {
            Ok((id, path)) => {
                let effects = self.app.exercise_begun(library.read_anew(folder), &id);
                self.app.say(format!("Wrote {}. Change it with: supple edit {id}", path.display()));
                effects
            }
            Err(error) => {
                self.app.say(format!("Not written: {} ({}).", files::said(&error), folder.display()));
                Vec::new()
            }
        }
    }

    /// Puts the file of a routine aside.
    fn remove_routine(&mut self, id: &str) -> Vec<Effect> {
        let library = &self.app.context().library;
        let Some(file) = library.own_file_of_routine(id) else {
            return Vec::new();
        };
        match own::put_aside(file) {
            Ok(aside) => {
                let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let folder = self.edge.routines.display();
                let (is, was) = (name(&aside), name(file));
                let says = format!("Removed. To bring it back, rename {is} to {was} in {folder}.");
                let effects = self.app.saved(library.read_anew(&self.edge.routines), None);
                self.app.say(says);
                effects
            }
            Err(error) => {
                let says = format!("Not removed: {} ({}).", files::said(&error), file.display());
                self.app.say(says);
                Vec::new()
            }
        }
    }

    fn keep_draft(&mut self, routine: &Routine, is_own: bool) -> io::Result<()> {
        let kept = drafts::keep(&self.edge.drafts, self.draft.as_deref(), routine, is_own)?;
        self.draft = Some(kept);
        Ok(())
    }

    fn drop_draft(&mut self) {
        if let Some(file) = self.draft.take() {
            // One that cannot be removed is offered again, and can be discarded then.
            let _ = std::fs::remove_file(file);
        }
    }

    /// Offers to go on with a routine that was not saved in an earlier run.
    fn offer_draft(&mut self) {
        if let Some(found) = drafts::find(&self.edge.drafts, &self.app.context().library)
            && self.app.offer_draft(found.routine, found.is_own)
        {
            self.kept_draft = Some(found.file);
        }
    }

    fn find_unfinished(&mut self) {
        let Some(history) = self.app.context().digest.history() else {
            return;
        };
        if self.edge.keeper.look_after_cut_off(history) {
            self.read_history();
        }
        self.offer_next();
    }

    fn offer_next(&mut self) {
        if let Some(cut_off) = self.edge.keeper.cut_off() {
            self.app.offer(cut_off.clone());
        }
    }

    fn take_up(&mut self) -> Vec<Effect> {
        let Some(cut_off) = self.edge.keeper.cut_off() else {
            return Vec::new();
        };
        match self.app.take_up(cut_off) {
            Ok(effects) => {
                self.edge.keeper.take_up();
                effects
            }
            Err(why) => {
                self.app.say(why);
                Vec::new()
            }
        }
    }

    fn log_unfinished(&mut self) {
        match self.edge.keeper.log_cut_off() {
            Ok(()) => self.read_history(),
            Err(error) => self.app.say(error.to_string()),
        }
        self.offer_next();
    }

    /// Keeps records, and shows the history that holds them; if that fails, says so.
    fn keep(&mut self, effect: Effect) {
        let keeper = &mut self.edge.keeper;
        let is_history = matches!(effect, Effect::Close(_) | Effect::Append(_));
        let kept = match effect {
            Effect::Close(record) => keeper.close(*record),
            Effect::Append(records) => keeper.append(records),
            Effect::Checkpoint(checkpoint) => keeper.logbook.checkpoint(&checkpoint),
            Effect::DropCheckpoint => keeper.logbook.drop_checkpoint(),
            _ => return,
        };
        match kept {
            Ok(()) if is_history => {
                self.read_history();
                if !self.advise() && !self.app.is_for_one_session() {
                    self.screen();
                }
            }
            Ok(()) => {}
            Err(error) if is_history => self.app.say(is_held(&error)),
            Err(error) => self.app.say(error.to_string()),
        }
    }
}
