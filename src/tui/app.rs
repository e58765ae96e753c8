//! The state of the screens, and what a key or a moment does to it.
//!
//! The app does nothing by itself: it returns [`Effect`]s, and the event loop sounds, saves and quits.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, Timelike};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::keymap::{self, Binding, Message, Press};
use super::overlay::{self, Overlay};
use super::past::Past;
use super::screens::{history, learn, picker, preview, session, settings, summary};
use super::theme::{Surroundings, Theme};
use super::widgets::ascii;
use super::widgets::figure::FigureAt;
use super::widgets::reel::Reel;
use crate::catalog::text::clean;
use crate::catalog::texts::Texts;
use crate::catalog::{Exercise, Library, Routine};
use crate::figure::cells::{Glyphs, Look};
use crate::figure::{Beat, Figure, motion};
use crate::history::{Checkpoint, History, Record, comfort};
use crate::session::engine::Options;
use crate::session::{Cue, Guide, Header, Level, Moment, Plan, Speech};
use crate::settings::{Glyphs as Chosen, Settings, Sound};
use crate::suggestion::{Suggestion, suggest};

/// A notice is at most this wide: three lines of a usual terminal hold half of it.
const LONGEST_NOTICE: usize = 400;

/// Now, in every way the program needs it.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// For the engine.
    pub moment: Moment,
    /// For the calendar.
    pub local: DateTime<FixedOffset>,
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
    /// Open the sound; then call [`App::begin`].
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

/// The screens.
#[derive(Debug)]
pub enum Screen {
    /// Areas beside routines.
    Picker,
    /// A routine, step by step.
    Preview(Box<preview::Preview>),
    /// A running session.
    Session(Box<session::Running>),
    /// The end of a session.
    Summary(Box<summary::Summary>),
    /// Streak, year and sessions.
    History(Box<history::Browse>),
    /// Exercises and cards.
    Learn(learn::Learn),
    /// The settings, and the chosen one.
    Settings(usize),
}

/// A sentence that stands at the bottom for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// Until when it stands, on the monotonic clock; `None` until the next key.
    pub until: Option<Duration>,
}

/// The state of the screens.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself, and any two can go together")]
pub struct App {
    pub(super) library: Library,
    pub(super) texts: Texts,
    pub(super) settings: Settings,
    pub(super) past: Past,
    pub(super) picker: picker::Picker,
    pub(super) screen: Screen,
    pub(super) overlay: Option<Overlay>,
    pub(super) notice: Option<Notice>,
    pub(super) unfinished: Option<Checkpoint>,
    /// What may be next.
    pub(super) suggestion: Option<Suggestion>,
    pub(super) now: Now,
    pub(super) theme: Theme,
    /// How figures are drawn.
    pub(super) look: Look,
    /// What is heard in place of the sound card, if not the sound card.
    pub(super) heard_by: Option<String>,
    /// A rehearsal's speed, and whether its sessions are kept all the same.
    pub(super) kept: bool,
    /// How the sessions of this start are run.
    pub(super) options: Options,
    /// Whether the program was started for one session only.
    pub(super) one_session: bool,
    speechless: bool,
    /// Whether somebody may be looking: false only where the terminal said that its window is not in front.
    pub(super) focus: bool,
    surroundings: Surroundings,
    /// The pictures of figures that were drawn before.
    pub(super) reel: Reel,
    /// Pixels across and down a cell, where figures are shown in pixels.
    pixels: Option<(u16, u16)>,
    /// How far a figure was turned by hand, in degrees, and of which exercise it is.
    turned: Option<(String, i16)>,
    /// Columns and rows of the terminal.
    size: (u16, u16),
}

impl App {
    /// The first screen.
    #[must_use]
    pub fn new(library: Library, texts: Texts, settings: Settings, surroundings: Surroundings, now: Now) -> Self {
        let theme = Theme::of(settings.theme, surroundings);
        let look = surroundings.look(settings.glyphs, &theme);
        let options = Options { wait: settings.wait, ..Options::default() };
        let mut app = Self {
            library,
            texts,
            settings,
            past: Past::default(),
            picker: picker::Picker::default(),
            screen: Screen::Picker,
            overlay: None,
            notice: None,
            unfinished: None,
            suggestion: None,
            now,
            theme,
            look,
            heard_by: None,
            kept: true,
            options,
            one_session: false,
            speechless: false,
            focus: true,
            surroundings,
            reel: Reel::default(),
            pixels: None,
            turned: None,
            size: (0, 0),
        };
        if let Some(fault) = app.library.faults().first() {
            let more = app.library.faults().len();
            let text =
                if more > 1 { format!("{fault} (and {} more: supple check)", more - 1) } else { fault.to_string() };
            app.say(text);
        }
        app
    }

    /// The settings as they are now.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The terminal has this many columns and rows: what is not seen need not move.
    pub const fn fit(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
    }

    /// The terminal's window came to the front, or left it.
    pub const fn focused(&mut self, focus: bool) {
        self.focus = focus;
    }

    /// Runs sessions this way, and keeps them or not.
    pub const fn rehearse(&mut self, options: Options, kept: bool) {
        self.options = options;
        self.kept = kept;
    }

    /// How much the voice says in a session of `routine`.
    fn guide(&self, routine: &Routine) -> Guide {
        let guide = self.settings.guide(&routine.id, self.past.familiar());
        Guide { level: self.spoken(self.settings.sound_in(&routine.id)), ..guide }
    }

    /// How much the voice says where `sound` is chosen.
    pub(super) const fn spoken(&self, sound: Sound) -> Level {
        if self.speechless { Level::Off } else { sound.spoken() }
    }

    /// A session of `routine` as it would be now.
    pub(super) fn plan(&self, routine: &Routine) -> Plan {
        Plan::guided(routine, &self.guide(routine))
    }

    /// The volume, the voice and the cues: those of the routine that is running, or else of all.
    #[must_use]
    pub fn sound(&self) -> Sound {
        let routine = match &self.screen {
            Screen::Session(running) => running.routine(),
            Screen::Summary(summary) => summary.routine(),
            _ => "",
        };
        self.settings.sound_in(routine)
    }

    /// What may be said of the exercises of the session that runs.
    #[must_use]
    pub fn spoken_texts(&self) -> Vec<String> {
        match &self.screen {
            Screen::Session(running) => running.texts(),
            _ => Vec::new(),
        }
    }

    /// Whether somebody holds a stretch just now, so that the machine is to be still.
    #[must_use]
    pub fn is_working(&self) -> bool {
        matches!(&self.screen, Screen::Session(running) if running.is_working())
    }

    /// No voice: there shall be no sound, or time runs faster than anybody speaks.
    pub const fn without_voice(&mut self) {
        self.speechless = true;
    }

    /// Hands over the history once it is read.
    pub fn remember(&mut self, history: History) {
        if let Some(problem) = history.problems().iter().find(|problem| !problem.harmless) {
            self.say(format!("{problem}"));
        }
        self.past = Past::of(history, &self.settings, self.now.local);
        let first_weekday = self.first_weekday();
        if let Screen::History(browse) = &mut self.screen {
            browse.refresh(&self.past, &self.settings, first_weekday);
        }
        self.suggest();
    }

    /// Once a week, on the first screen and where nothing else is asked, the advice that follows from the log. Says
    /// whether it was shown, which the settings remember.
    pub fn advise(&mut self) -> bool {
        let today = self.past.today();
        let lately = self.settings.advised.is_some_and(|day| (0..7).contains(&(today - day).num_days()));
        if lately || self.one_session || self.overlay.is_some() || !matches!(self.screen, Screen::Picker) {
            return false;
        }
        let Some(advice) = comfort::advice(self.past.recent(), today, self.settings.day_start_hour) else {
            return false;
        };
        self.overlay = Some(Overlay::advice(&advice, &self.texts));
        self.settings.advised = Some(today);
        true
    }

    /// Looks for what to do next.
    fn suggest(&mut self) {
        let routines = self.library.routines().iter().map(|routine| (routine, self.plan(routine).total()));
        self.suggestion = suggest(routines, self.past.habits(), self.now.local, self.settings.ouch_days);
    }

    /// Hands over a session that was cut off; the first screen offers to take it up.
    pub fn offer(&mut self, checkpoint: Checkpoint) {
        if matches!(self.screen, Screen::Picker) {
            self.overlay = Some(Overlay::Unfinished);
        }
        self.unfinished = Some(checkpoint);
    }

    /// Says something at the bottom until the next key.
    pub fn say(&mut self, text: impl Into<String>) {
        // File names and titles in it may be anybody's.
        self.notice = Some(Notice { text: clean(&text.into(), LONGEST_NOTICE), until: None });
    }

    /// Tells where the cues are heard, when that is not the sound card.
    pub fn heard_by(&mut self, where_else: Option<String>) {
        self.heard_by = where_else;
    }

    /// Shows the session of `routine`, about to begin.
    pub fn start(&mut self, routine: &Routine) -> Vec<Effect> {
        let (plan, guide) = (self.plan(routine), self.guide(routine));
        self.overlay = None;
        self.notice = None;
        let header = Header::open(self.now.local);
        let running = session::Running::opening(plan, guide, self.options, self.now, header, self.kept);
        self.screen = Screen::Session(Box::new(running.steady(!self.settings.motion)));
        vec![Effect::OpenSound]
    }

    /// Ends the program with the session that was started.
    pub const fn only_one_session(&mut self) {
        self.one_session = true;
    }

    /// Begins the session that is shown: the sound is ready, or will not be.
    pub fn begin(&mut self, now: Now) -> Vec<Effect> {
        self.now = now;
        match &mut self.screen {
            Screen::Session(running) if running.is_opening() => running.begin(now.moment, self.options),
            _ => Vec::new(),
        }
    }

    /// Takes up the session that was cut off; says whether it could.
    pub fn take_up(&mut self, checkpoint: &Checkpoint) -> Result<Vec<Effect>, String> {
        let changed = || format!("{} has changed since; press l to log what was done", checkpoint.title);
        let routine = self.library.routine(&checkpoint.routine).ok_or_else(changed)?;
        let (plan, guide) = (self.plan(routine), self.guide(routine));
        let progress = crate::session::header::progress(checkpoint, &plan).ok_or_else(changed)?;
        let header = Header::of(checkpoint);
        let running = session::Running::taken_up(plan, guide, self.options, progress, self.now, header, self.kept);
        self.overlay = None;
        self.unfinished = None;
        self.screen = Screen::Session(Box::new(running.steady(!self.settings.motion)));
        Ok(vec![Effect::OpenSound])
    }

    /// A key was pressed.
    pub fn press(&mut self, press: Press, now: Now) -> Vec<Effect> {
        self.at(now);
        self.notice = None;
        if self.overlay.is_some() {
            return overlay::press(self, press);
        }
        match &self.screen {
            Screen::Picker if self.picker.is_finding() => picker::type_into(self, press),
            Screen::Learn(learn) if learn.is_finding() => learn::type_into(self, press),
            Screen::Summary(_) => summary::press(self, press),
            _ => match keymap::meaning(self.table(), press) {
                Some(message) => self.obey(message),
                None => Vec::new(),
            },
        }
    }

    /// Time has passed.
    pub fn wake(&mut self, now: Now) -> Vec<Effect> {
        self.at(now);
        match &mut self.screen {
            Screen::Session(_) => session::wake(self),
            _ => Vec::new(),
        }
    }

    /// The program is about to be stopped, or the terminal is gone: the session does not run on unheard.
    pub fn pause(&mut self, now: Now) -> Vec<Effect> {
        self.at(now);
        session::pause(self)
    }

    /// The program must end now: what was done is recorded.
    pub fn end(&mut self, now: Now, exit_code: u8) -> Vec<Effect> {
        self.at(now);
        let mut effects = match &self.screen {
            Screen::Session(_) => session::record_now(self),
            Screen::Summary(_) => summary::record_now(self),
            _ => Vec::new(),
        };
        effects.push(Effect::Quit(exit_code));
        effects
    }

    /// When [`App::wake`] is to be called next, on the monotonic clock.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Duration> {
        let of_screen = match &self.screen {
            Screen::Session(running) => {
                let moves = self.settings.motion && session::Running::shows_figure(self.size);
                running.next_wakeup(self.now.moment, moves.then(|| self.step()))
            }
            Screen::Preview(preview) if self.figures_move() => preview.next_wakeup(self),
            Screen::Learn(learn) if self.figures_move() => learn.next_wakeup(self),
            _ => None,
        };
        let of_notice = self.notice.as_ref().and_then(|notice| notice.until);
        of_screen.into_iter().chain(of_notice).min()
    }

    /// Whether a figure on the screen moves: not under a text, and not where no motion is wanted.
    const fn figures_move(&self) -> bool {
        self.settings.motion && self.overlay.is_none()
    }

    /// How long a figure that moves stands still between two pictures.
    pub(super) const fn step(&self) -> Duration {
        if self.pixels.is_some() { motion::PIXEL_STEP } else { motion::STEP }
    }

    /// Figures are shown in pixels, a cell being so large; or in characters.
    pub fn show_in_pixels(&mut self, cell: Option<(u16, u16)>) {
        self.pixels = cell.filter(|_| self.wants_pixels());
    }

    /// Pixels across and down a cell, where figures are shown in pixels.
    pub(super) const fn pixels(&self) -> Option<(u16, u16)> {
        self.pixels
    }

    /// Whether figures are to be shown in pixels where the terminal can: not without colour, and not where characters
    /// were chosen.
    #[must_use]
    pub fn wants_pixels(&self) -> bool {
        self.theme.coloured && matches!(self.settings.glyphs, Chosen::Auto | Chosen::Pixels)
    }

    /// Whether figures are to be shown in pixels even where the terminal does not say that it can.
    #[must_use]
    pub fn insists_on_pixels(&self) -> bool {
        self.theme.coloured && self.settings.glyphs == Chosen::Pixels
    }

    /// A figure at one moment, as it is drawn here.
    pub(super) fn figure<'a>(&'a self, figure: &'a Figure, beat: Beat, mirrored: bool) -> FigureAt<'a> {
        let (turn, theme) = (self.turn(), &self.theme);
        // A picture in pixels would cover what is written over it.
        let pixels = self.pixels.filter(|_| self.overlay.is_none() && self.notice.is_none());
        FigureAt { figure, beat, mirrored, turn, look: self.look, theme, reel: &self.reel, pixels }
    }

    /// How far the figure in sight was turned by hand, in degrees.
    fn turn(&self) -> i16 {
        let shown = self.exercise_in_sight();
        self.turned
            .as_ref()
            .filter(|(id, _)| shown.is_some_and(|exercise| exercise.id == *id))
            .map_or(0, |(_, turn)| *turn)
    }

    /// The exercise whose figure is in sight.
    fn exercise_in_sight(&self) -> Option<&Exercise> {
        match &self.screen {
            Screen::Session(running) => running.exercise(),
            Screen::Preview(preview) => preview.exercise(),
            Screen::Learn(learn) => learn.exercise(&self.library),
            _ => None,
        }
    }

    /// Turns the body in sight: by hand, until another exercise is shown.
    pub(super) fn turn_body(&mut self, by: i16) {
        let turn = (self.turn() + by + 180).rem_euclid(360) - 180;
        self.turned = self.exercise_in_sight().map(|exercise| (exercise.id.clone(), turn));
    }

    /// The first day of the week, as chosen or as is usual here.
    pub(super) const fn first_weekday(&self) -> chrono::Weekday {
        self.settings.week_starts.day(self.surroundings.first_weekday)
    }

    /// The columns and rows of the terminal.
    pub(super) const fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The keys of the screen in front.
    pub(super) fn table(&self) -> &'static [Binding] {
        match (&self.overlay, &self.screen) {
            (Some(overlay), _) => overlay.table(),
            (None, Screen::Picker) if self.picker.is_finding() => keymap::FIND,
            (None, Screen::Learn(learn)) if learn.is_finding() => keymap::FIND,
            (None, screen) => screen_table(screen),
        }
    }

    /// Looks like the settings say.
    pub(super) fn restyle(&mut self) {
        self.theme = Theme::of(self.settings.theme, self.surroundings);
        self.look = self.surroundings.look(self.settings.glyphs, &self.theme);
        self.options.wait = self.settings.wait;
        self.past.reckon(&self.settings, self.now.local);
        self.suggest();
    }

    fn at(&mut self, now: Now) {
        let day = |local| crate::history::day_of(local, self.settings.day_start_hour);
        let new_day = day(now.local) != day(self.now.local);
        let new_hour = new_day || now.local.hour() != self.now.local.hour();
        self.now = now;
        if new_day {
            self.past.reckon(&self.settings, now.local);
        }
        if new_hour {
            self.suggest();
        }
        if self.notice.as_ref().and_then(|notice| notice.until).is_some_and(|until| until <= now.moment.monotonic) {
            self.notice = None;
        }
    }

    /// Does what a message means on the screen in front.
    pub(super) fn obey(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Help => {
                self.overlay = Some(Overlay::help(screen_table(&self.screen)));
                Vec::new()
            }
            Message::Safety => {
                self.overlay = Some(Overlay::safety(&self.texts));
                Vec::new()
            }
            Message::BodyLeft | Message::BodyRight => {
                self.turn_body(if message == Message::BodyLeft { STEP_OF_TURN } else { -STEP_OF_TURN });
                Vec::new()
            }
            message => match &self.screen {
                Screen::Picker => picker::update(self, message),
                Screen::Preview(_) => preview::update(self, message),
                Screen::Session(_) => session::update(self, message),
                Screen::Summary(_) => Vec::new(),
                Screen::History(_) => history::update(self, message),
                Screen::Learn(_) => learn::update(self, message),
                Screen::Settings(_) => settings::update(self, message),
            },
        }
    }

    /// Back to the first screen, or out, if the program was started for one session.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        if self.one_session {
            return vec![Effect::Quit(0)];
        }
        self.screen = Screen::Picker;
        vec![Effect::CloseSound]
    }
}

/// How far a key turns a body, in degrees.
const STEP_OF_TURN: i16 = 30;

fn screen_table(screen: &Screen) -> &'static [Binding] {
    match screen {
        Screen::Picker => keymap::PICKER,
        Screen::Preview(_) => keymap::PREVIEW,
        Screen::Session(running) if running.is_hurt() => keymap::HURT,
        Screen::Session(_) => keymap::SESSION,
        Screen::Summary(_) => keymap::SUMMARY,
        Screen::History(_) => keymap::HISTORY,
        Screen::Learn(_) => keymap::LEARN,
        Screen::Settings(_) => keymap::SETTINGS,
    }
}

impl Widget for &App {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        match &self.screen {
            Screen::Picker => picker::render(self, area, buffer),
            Screen::Preview(preview) => preview::render(self, preview, area, buffer),
            Screen::Session(running) => session::render(self, running, area, buffer),
            Screen::Summary(summary) => summary::render(self, summary, area, buffer),
            Screen::History(browse) => history::render(self, browse, area, buffer),
            Screen::Learn(learn) => learn::render(self, learn, area, buffer),
            Screen::Settings(chosen) => settings::render(self, *chosen, area, buffer),
        }
        if let Some(overlay) = &self.overlay {
            overlay::render(self, overlay, area, buffer);
        }
        if let Some(notice) = &self.notice {
            overlay::render_notice(notice, &self.theme, area, buffer);
        }
        if self.look.glyphs == Glyphs::Ascii {
            ascii::make_plain(buffer);
        }
    }
}
