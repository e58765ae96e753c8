//! Context: what every view may read, and none may change.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, Timelike, Weekday};

use super::theme::{Depth, Surroundings, Theme};
use super::widgets::figure::FigureAt;
use super::widgets::reel::Reel;
use crate::digest::Digest;
use crate::figure::cells::Look;
use crate::figure::{Figure, Phase, motion};
use crate::history::{History, day_of};
use crate::library::Library;
use crate::library::texts::Texts;
use crate::practice::{Exercise, Routine};
use crate::session::engine::Options;
use crate::session::{Guide, Level, Moment, Plan};
use crate::settings::{GlyphChoice as Chosen, Settings, Sound};
use crate::suggestion::{Suggestion, suggest};
use crate::words::days;

/// Now, in every way the program needs it.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// For the engine.
    pub moment: Moment,
    /// For the calendar.
    pub local: DateTime<FixedOffset>,
}

/// What takes the sound card's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// The bell of the terminal.
    Bell,
    /// Nothing is heard.
    Silence,
}

impl Instead {
    /// What it is called; shorter where there is little room.
    #[must_use]
    pub const fn label(self, narrow: bool) -> &'static str {
        match self {
            Self::Bell if narrow => "bell",
            Self::Bell => "terminal bell",
            Self::Silence => "no sound",
        }
    }
}

/// What every view may read.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself, and any two can go together")]
pub struct Context {
    /// Exercises and routines.
    pub library: Library,
    /// Safety rules and tips.
    pub texts: Texts,
    /// What was chosen.
    pub settings: Settings,
    /// What is shown of the history.
    pub digest: Digest,
    /// What may be next.
    pub suggestion: Option<Suggestion>,
    /// Now.
    pub now: Now,
    /// The inks.
    pub theme: Theme,
    /// How figures are drawn.
    pub look: Look,
    /// The pictures of figures that were drawn before.
    pub reel: Reel,
    /// What takes the sound card's place, where it is not heard.
    pub instead: Option<Instead>,
    /// Whether sessions are kept in the history.
    pub kept: bool,
    /// How the sessions of this start are run.
    pub options: Options,
    /// Whether somebody may be looking: false only where the terminal said that its window is not in front.
    pub focus: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The volume, the voice and the cues: those of the routine that is running, or else of all.
    pub sound: Sound,
    /// Whether something lies over the screen: a picture in pixels would cover it.
    pub(super) covered: bool,
    pub(super) speechless: bool,
    surroundings: Surroundings,
    /// How long each routine takes, by id.
    totals: RefCell<HashMap<String, Duration>>,
    /// Pixels across and down a cell, where figures are shown in pixels.
    pixels: Option<(u16, u16)>,
    /// How far a figure was turned by hand, in degrees, and of which exercise it is.
    turned: Option<(String, i16)>,
}

impl Context {
    pub(super) fn new(
        library: Library,
        texts: Texts,
        settings: Settings,
        surroundings: Surroundings,
        now: Now,
    ) -> Self {
        let theme = Theme::of(settings.theme, surroundings);
        let mut context = Self {
            look: surroundings.look(settings.glyphs, &theme),
            options: Options { wait: settings.wait, ..Options::default() },
            sound: settings.sound_in(""),
            theme,
            library,
            texts,
            settings,
            digest: Digest::default(),
            suggestion: None,
            now,
            reel: Reel::default(),
            instead: None,
            kept: true,
            focus: true,
            size: (0, 0),
            covered: false,
            speechless: false,
            surroundings,
            totals: RefCell::default(),
            pixels: None,
            turned: None,
        };
        context.plan_anew();
        context
    }

    /// How much the voice says in a session of `routine`.
    #[must_use]
    pub fn guide(&self, routine: &Routine) -> Guide {
        let guide = self.settings.guide(&routine.id, self.digest.familiar());
        Guide { level: self.spoken(self.settings.sound_in(&routine.id)), ..guide }
    }

    /// How much the voice says where `sound` is chosen.
    #[must_use]
    pub const fn spoken(&self, sound: Sound) -> Level {
        if self.speechless { Level::Off } else { sound.spoken() }
    }

    /// A session of `routine` as it would be now.
    #[must_use]
    pub fn plan(&self, routine: &Routine) -> Plan {
        Plan::guided(routine, &self.guide(routine))
    }

    /// How long a session of `routine` takes.
    #[must_use]
    pub fn total(&self, routine: &Routine) -> Duration {
        if let Some(total) = self.totals.borrow().get(&routine.id) {
            return *total;
        }
        let total = self.plan(routine).total();
        self.totals.borrow_mut().insert(routine.id.clone(), total);
        total
    }

    /// How long a figure that moves stands still between two pictures.
    #[must_use]
    pub const fn step(&self) -> Duration {
        match (self.pixels, self.surroundings.depth) {
            (Some(_), _) => motion::PIXEL_STEP,
            (None, Depth::True) => motion::STEP,
            (None, _) => motion::SLOW_STEP,
        }
    }

    /// Pixels across and down a cell, where figures are shown in pixels.
    #[must_use]
    pub const fn pixels(&self) -> Option<(u16, u16)> {
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

    /// Whether a figure on the screen moves: not under a text, and not where no motion is wanted.
    #[must_use]
    pub const fn figures_move(&self) -> bool {
        self.settings.motion && !self.covered
    }

    /// The figure of an exercise (by id) at one moment, as it is drawn here.
    #[must_use]
    pub fn figure<'a>(&'a self, exercise: &str, figure: &'a Figure, phase: Phase, mirrored: bool) -> FigureAt<'a> {
        let pixels = self.pixels.filter(|_| !self.covered);
        let turn = self.turn_of(exercise);
        FigureAt { figure, phase, mirrored, turn, look: self.look, theme: &self.theme, reel: &self.reel, pixels }
    }

    /// How far the figure of an exercise was turned by hand, in degrees.
    fn turn_of(&self, exercise: &str) -> i16 {
        self.turned.as_ref().filter(|(id, _)| id == exercise).map_or(0, |(_, turn)| *turn)
    }

    /// That an exercise hurt lately, and the easier way.
    #[must_use]
    pub fn hurt(&self, exercise: &Exercise) -> Option<String> {
        let day = self.digest.habits().hurt(&exercise.id, self.settings.ouch_days)?;
        let easier = if exercise.easier.is_empty() { String::new() } else { format!(" Easier: {}", exercise.easier) };
        Some(format!("It hurt on {}.{easier}", days::long_without_year(day)))
    }

    /// The first day of the week, as chosen or as is usual here.
    #[must_use]
    pub const fn first_weekday(&self) -> Weekday {
        self.settings.week_starts.day(self.surroundings.first_weekday)
    }

    pub(super) fn show_in_pixels(&mut self, cell: Option<(u16, u16)>) {
        self.pixels = cell.filter(|_| self.wants_pixels());
    }

    pub(super) fn turn(&mut self, exercise: String, by: i16) {
        let turn = (self.turn_of(&exercise) + by + 180).rem_euclid(360) - 180;
        self.turned = Some((exercise, turn));
    }

    /// Goes on with other settings.
    pub(super) fn configure(&mut self, settings: Settings) {
        if settings.wait != self.settings.wait {
            self.options.wait = settings.wait;
        }
        self.settings = settings;
        self.theme = Theme::of(self.settings.theme, self.surroundings);
        self.look = self.surroundings.look(self.settings.glyphs, &self.theme);
        self.digest.count(&self.settings, self.now.local);
        self.plan_anew();
    }

    pub(super) fn remember(&mut self, history: History) {
        self.digest = Digest::of(history, &self.settings, self.now.local);
        self.plan_anew();
    }

    /// No voice from now on.
    pub(super) fn without_voice(&mut self) {
        self.speechless = true;
        self.plan_anew();
    }

    /// Takes in what time it is: another day counts anew, another hour may suggest something else.
    pub(super) fn at(&mut self, now: Now) {
        let day = |local| day_of(local, self.settings.day_start_hour);
        let new_day = day(now.local) != day(self.now.local);
        let new_hour = new_day || now.local.hour() != self.now.local.hour();
        self.now = now;
        if new_day {
            self.digest.count(&self.settings, now.local);
        }
        if new_hour {
            self.suggest();
        }
    }

    /// Forgets how long routines take, and looks for what to do next.
    fn plan_anew(&mut self) {
        self.totals.borrow_mut().clear();
        self.suggest();
    }

    fn suggest(&mut self) {
        let (habits, ouch_days) = (self.digest.habits(), self.settings.ouch_days);
        let suggested =
            suggest(self.library.routines(), |routine| self.total(routine), habits, self.now.local, ouch_days);
        self.suggestion = suggested;
    }
}
