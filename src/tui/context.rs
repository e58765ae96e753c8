//! Context: the data that every view may read, and none may change.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, Timelike, Weekday};

use super::hits::Hits;
use super::own_keys::OwnKeys;
use super::theme::{Depth, Surroundings, Theme};
use super::widgets::figure::FigureAt;
use super::widgets::reel::Reel;
use crate::beside::{Screen, Task};
use crate::coach::course::{self, Today};
use crate::coach::experiment::Which;
use crate::coach::{self, Composed, Wish, outcome, told};
use crate::digest::Digest;
use crate::figure::cells::{Glyphs, Look};
use crate::figure::words::capital;
use crate::figure::{Figure, Phase, motion};
use crate::history::{History, day_of};
use crate::library::Library;
use crate::library::texts::Texts;
use crate::paths::Paths;
use crate::practice::{Exercise, Program, Routine};
use crate::presence::desk::Desk;
use crate::session::engine::Options;
use crate::session::{Guide, Level, Moment, Plan};
use crate::settings::{GlyphChoice as Chosen, Settings, Sound};
use crate::suggestion::{self, Suggestion, suggest};
use crate::words::{goal, hurt};

/// The present moment, on every clock that the program needs.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The moment for the engine.
    pub moment: Moment,
    /// The moment for the calendar.
    pub local: DateTime<FixedOffset>,
}

/// The substitute for a sound card that is not heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// The bell of the terminal.
    Bell,
    /// Nothing is heard.
    Silence,
}

impl Instead {
    /// The label of the substitute; shorter where there is little room.
    #[must_use]
    pub const fn label(self, narrow: bool) -> &'static str {
        match self {
            Self::Bell if narrow => "bell",
            Self::Bell => "terminal bell",
            Self::Silence => "no sound",
        }
    }
}

/// The data that every view may read.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself, and any two can go together")]
pub struct Context {
    /// Exercises and routines.
    pub library: Library,
    /// Safety rules and tips.
    pub texts: Texts,
    /// The chosen settings.
    pub settings: Settings,
    /// The places of the program's files, once they are known.
    pub paths: Option<Paths>,
    /// The part of the history that is shown.
    pub digest: Digest,
    /// The day at the desk as far as it was known when the history was read; `None` where no prompt was seen.
    pub desk: Option<Desk>,
    /// The routine to do next, if the history suggests one.
    pub suggestion: Option<Suggestion>,
    /// The programmes that are going on, the one begun last first.
    pub courses: Vec<(Program, Today)>,
    /// The present moment.
    pub now: Now,
    /// The inks.
    pub theme: Theme,
    /// The look of figures.
    pub look: Look,
    /// The keys of the person's own.
    pub keys: OwnKeys,
    /// The places of the last frame that can be clicked.
    pub hits: Hits,
    /// The pictures of figures that were drawn before.
    pub reel: Reel,
    /// What the sessions of this run are led beside, if anything.
    pub beside: Option<Task>,
    /// The screen of it, while it is shown.
    pub(super) beside_screen: Option<Screen>,
    /// The substitute for the sound card, if that is not heard.
    pub instead: Option<Instead>,
    /// `true` if sessions are kept in the history.
    pub kept: bool,
    /// `true` if all sound is off in this run, whatever the settings are.
    pub mute: bool,
    /// `true` if the system speaks the texts for which there is no clip.
    pub speaks_own: bool,
    /// The options of sessions in this run of the program.
    pub options: Options,
    /// `true` if somebody may be looking; `false` only if the terminal said that its window is not
    /// in front.
    pub focus: bool,
    /// The columns and rows of the terminal.
    pub size: (u16, u16),
    /// The volume, the voice and the cues: those of the routine that is running, or else of all.
    pub sound: Sound,
    /// `true` if a layer lies over the screen: a picture in pixels would cover it.
    pub(super) covered: bool,
    pub(super) speechless: bool,
    surroundings: Surroundings,
    /// The time that each routine takes, by id; filled in when a time is first asked for.
    totals: RefCell<HashMap<String, Duration>>,
    /// The pixels across and down a cell, where figures are shown in pixels.
    pixels: Option<(u16, u16)>,
    /// The exercise (by id) whose figure was turned by hand, and the turn in degrees.
    turned: Option<(String, i16)>,
    /// `true` if what is tense today is done in full all the same.
    in_full: bool,
    /// The id of the routine whose steps come in another order.
    shuffled: Option<String>,
}

impl Context {
    pub(super) fn new(
        library: Library,
        texts: Texts,
        settings: Settings,
        surroundings: Surroundings,
        now: Now,
    ) -> Self {
        let theme = Theme::of(&settings, surroundings);
        let mut context = Self {
            look: surroundings.look(settings.glyphs, &theme),
            options: Options { wait: settings.wait, ..Options::default() },
            sound: settings.sound_in(""),
            theme,
            keys: own_keys(&settings, surroundings.look(settings.glyphs, &theme)),
            library,
            texts,
            settings,
            paths: None,
            digest: Digest::default(),
            desk: None,
            suggestion: None,
            courses: Vec::new(),
            now,
            hits: Hits::default(),
            reel: Reel::default(),
            beside: None,
            beside_screen: None,
            instead: None,
            kept: true,
            mute: false,
            speaks_own: false,
            focus: true,
            size: (0, 0),
            covered: false,
            speechless: false,
            surroundings,
            totals: RefCell::default(),
            pixels: None,
            turned: None,
            in_full: false,
            shuffled: None,
        };
        context.plan_anew();
        context
    }

    /// The guide of the voice in a session of `routine`.
    #[must_use]
    pub fn guide(&self, routine: &Routine) -> Guide {
        let guide = self.settings.guide(&routine.id, self.digest.familiar(), self.speaks_own);
        Guide { level: self.spoken(self.settings.sound_in(&routine.id)), ..guide }
    }

    /// The level of the voice with the sound settings `sound`.
    #[must_use]
    pub const fn spoken(&self, sound: Sound) -> Level {
        if self.speechless { Level::Off } else { sound.spoken() }
    }

    /// The plan of a session of `routine` that began now.
    #[must_use]
    pub fn plan(&self, routine: &Routine) -> Plan {
        Plan::in_order(routine, self.order(routine), &self.guide(routine))
    }

    /// The seed of the order that the steps of `routine` are put into: today's, if they are.
    #[must_use]
    pub fn order(&self, routine: &Routine) -> Option<u64> {
        (self.shuffled.as_ref() == Some(&routine.id)).then(|| self.digest.order_of_today())
    }

    /// The time that a session of `routine` takes.
    #[must_use]
    pub fn total(&self, routine: &Routine) -> Duration {
        if let Some(total) = self.totals.borrow().get(&routine.id) {
            return *total;
        }
        let total = self.plan(routine).total();
        self.totals.borrow_mut().insert(routine.id.clone(), total);
        total
    }

    /// The time between two pictures of a moving figure.
    #[must_use]
    pub const fn step(&self) -> Duration {
        match (self.pixels, self.surroundings.depth) {
            (Some(_), _) => motion::PIXEL_STEP,
            (None, Depth::True) => motion::STEP,
            (None, _) => motion::SLOW_STEP,
        }
    }

    /// The pixels across and down a cell, where figures are shown in pixels.
    #[must_use]
    pub const fn pixels(&self) -> Option<(u16, u16)> {
        self.pixels
    }

    /// Returns `true` if figures should be in pixels where the terminal can show them: not without
    /// colour, and not if characters were chosen.
    #[must_use]
    pub fn wants_pixels(&self) -> bool {
        self.theme.coloured && matches!(self.settings.glyphs, Chosen::Auto | Chosen::Pixels)
    }

    /// Returns `true` if figures should be in pixels even if the terminal does not say that it can.
    #[must_use]
    pub fn insists_on_pixels(&self) -> bool {
        self.theme.coloured && self.settings.glyphs == Chosen::Pixels
    }

    /// Returns `true` if figures on the screen move: not under a text, and not without motion.
    #[must_use]
    pub const fn figures_move(&self) -> bool {
        self.settings.motion && !self.covered
    }

    /// The figure of an exercise (by id) at one moment, with the present look and turn.
    #[must_use]
    pub fn figure<'a>(&'a self, exercise: &str, figure: &'a Figure, phase: Phase, mirrored: bool) -> FigureAt<'a> {
        let pixels = self.pixels.filter(|_| !self.covered);
        let turn = self.turn_of(exercise);
        FigureAt { figure, phase, mirrored, turn, look: self.look, theme: &self.theme, reel: &self.reel, pixels }
    }

    /// The degrees by which the figure of an exercise was turned by hand.
    fn turn_of(&self, exercise: &str) -> i16 {
        self.turned.as_ref().filter(|(id, _)| id == exercise).map_or(0, |(_, turn)| *turn)
    }

    /// A sentence that says when an exercise hurt, and the easier way; `None` if it did not hurt lately.
    #[must_use]
    pub fn hurt(&self, exercise: &Exercise) -> Option<String> {
        let habits = self.digest.habits();
        let day = habits.hurt(&exercise.id, self.settings.ouch_days)?;
        Some(hurt::lately(exercise, day, habits.was_an_alarm(&exercise.id, day)))
    }

    /// The first day of the week: the chosen one, or the usual one here.
    #[must_use]
    pub const fn first_weekday(&self) -> Weekday {
        self.settings.week_starts.day(self.surroundings.first_weekday)
    }

    /// The week in words, with what is short and without, where there is a goal.
    #[must_use]
    pub fn week_in_words(&self) -> Option<[String; 2]> {
        let week = self.digest.week(&self.settings, self.first_weekday())?;
        let short = self.digest.short(self.settings.day_start_hour);
        Some([goal::week(&week, short.as_ref()), goal::so_far(&week)])
    }

    pub(super) fn show_in_pixels(&mut self, cell: Option<(u16, u16)>) {
        self.pixels = cell.filter(|_| self.wants_pixels());
    }

    pub(super) fn turn(&mut self, exercise: String, by: i16) {
        let turn = (self.turn_of(&exercise) + by + 180).rem_euclid(360) - 180;
        self.turned = Some((exercise, turn));
    }

    /// Returns `true` if only the terminal can tell whether its background is light, and that matters.
    #[must_use]
    pub fn asks_for_ground(&self) -> bool {
        self.surroundings.light.is_none() && self.surroundings.depth != Depth::None
    }

    /// Takes in whether the terminal's background is light.
    pub(super) fn set_ground(&mut self, light: bool) {
        self.surroundings.light = Some(light);
        self.theme = Theme::of(&self.settings, self.surroundings);
        self.look = self.surroundings.look(self.settings.glyphs, &self.theme);
    }

    /// Takes in changed settings.
    pub(super) fn configure(&mut self, settings: Settings) {
        if settings.wait != self.settings.wait {
            self.options.wait = settings.wait;
        }
        self.settings = settings;
        self.theme = Theme::of(&self.settings, self.surroundings);
        self.look = self.surroundings.look(self.settings.glyphs, &self.theme);
        self.keys = own_keys(&self.settings, self.look);
        self.digest.count(&self.settings, self.now.local);
        self.fit();
    }

    pub(super) fn remember(&mut self, history: History) {
        self.digest = Digest::of(history, &self.settings, self.now.local);
        self.fit();
    }

    /// A session made for `wish`.
    pub fn compose(&self, wish: &Wish) -> Result<Composed, coach::Nothing> {
        let guide = self.settings.guide(coach::COMPOSED, self.digest.familiar(), self.speaks_own);
        let guide = Guide { level: self.spoken(self.settings.sound_in(coach::COMPOSED)), ..guide };
        coach::compose(&self.library.ways(), wish, &self.digest.person(&self.settings), &guide)
    }

    /// Takes in the session that was composed last.
    pub(super) fn set_composed(&mut self, routine: Routine) {
        self.totals.borrow_mut().remove(&routine.id);
        self.library.set_composed(routine);
    }

    /// What speaks for a gentle day, if anything does.
    #[must_use]
    pub fn gentle(&self) -> Option<String> {
        self.digest.in_situation(&self.settings, |situation| {
            suggestion::gentle(self.library.routines(), situation).map(|gentle| gentle.why)
        })
    }

    /// Does what is tense today in full all the same, or no longer.
    pub(super) fn in_full(&mut self) {
        self.in_full = !self.in_full;
        self.fit();
    }

    /// Puts the steps of this routine, and of no other, into another order; `None` puts all back.
    pub(super) fn shuffle(&mut self, routine: Option<String>) {
        self.shuffled = routine;
        self.totals.borrow_mut().clear();
    }

    /// Makes the routines suit the person, and plans them anew.
    fn fit(&mut self) {
        let mut needs = self.digest.needs(&self.settings);
        if self.in_full {
            needs.tense.clear();
            needs.hurt.clear();
        }
        self.library.fit(&needs);
        self.lead();
        self.plan_anew();
    }

    /// What a programme holds today.
    #[must_use]
    pub fn course(&self, program: &Program) -> Today {
        let hour = self.settings.day_start_hour;
        course::today(program, self.digest.of_programs(), self.digest.rests(), self.digest.today(), hour)
    }

    /// Looks where the person stands in programmes, and makes the sessions of today ready.
    fn lead(&mut self) {
        let (digest, hour) = (&self.digest, self.settings.day_start_hour);
        let going =
            course::running(self.library.programs(), digest.of_programs(), digest.rests(), digest.today(), hour);
        self.courses = going.into_iter().map(|(program, today)| (program.clone(), today)).collect();
        let last = self.digest.last_routine().map(str::to_owned);
        let of_today = self.courses.iter().filter_map(|(_, today)| Some(today.session.as_ref()?.id.clone()));
        for id in of_today.chain(last) {
            self.library.make_ready(&id);
        }
    }

    /// The session of a programme that is due, unless something in it hurt lately.
    fn due(&self) -> Option<Suggestion> {
        self.courses.iter().filter(|(_, today)| today.is_due()).find_map(|(program, today)| {
            let session = self.library.routine(&today.session.as_ref()?.id)?;
            let hurt = self.digest.habits().hurt_in(session, self.settings.ouch_days);
            let why = format!("{}. {}", capital(&told::place_in_time(program, today)), session.goal);
            (!hurt).then(|| Suggestion { routine: session.id.clone(), why })
        })
    }

    /// The routine or exercise that the person's experiment has today, unless it was done, or something in it hurt lately.
    fn tried(&self) -> Option<Suggestion> {
        let trial = self.digest.trial(self.settings.day_start_hour)?;
        let names = [&trial.told.first, &trial.told.second].map(|id| self.library.routine(id));
        let [Some(first), Some(second)] = names else { return None };
        let routine = match trial.today().filter(|_| !trial.done_today)? {
            Which::First => first,
            Which::Second => second,
        };
        let hurt = self.digest.habits().hurt_in(routine, self.settings.ouch_days);
        let why = outcome::today(&trial, [&first.title, &second.title])?;
        let is_wanted = self.digest.in_situation(&self.settings, |situation| situation.wants(routine));
        let why = format!("{why} {}", outcome::reminder(&trial, "c"));
        (!hurt && is_wanted).then(|| Suggestion { routine: routine.id.clone(), why })
    }

    /// Turns the voice off from now on.
    pub(super) fn without_voice(&mut self) {
        self.speechless = true;
        self.plan_anew();
    }

    /// Takes in the time: on another day the history is counted anew, in another hour the suggestion may change.
    pub(super) fn at(&mut self, now: Now) {
        let day = |local| day_of(local, self.settings.day_start_hour);
        let new_day = day(now.local) != day(self.now.local);
        let new_hour = new_day || now.local.hour() != self.now.local.hour();
        self.now = now;
        if new_day {
            self.digest.count(&self.settings, now.local);
            self.in_full = false;
            self.fit();
        }
        if new_hour {
            self.suggest();
        }
    }

    /// Forgets the times of routines, and looks for a new suggestion.
    pub(super) fn plan_anew(&mut self) {
        self.totals.borrow_mut().clear();
        self.suggest();
    }

    fn suggest(&mut self) {
        let total = |routine: &Routine| self.total(routine);
        let local = self.now.local;
        let routines = self.library.routines();
        // A gentle day goes before an experiment, that before a programme, and a programme before all others.
        let gentle = self.digest.in_situation(&self.settings, |situation| suggestion::gentle(routines, situation));
        let first = gentle.or_else(|| self.tried()).or_else(|| self.due());
        self.suggestion = first.or_else(|| {
            self.digest.in_situation(&self.settings, |situation| suggest(routines, total, situation, local))
        });
    }
}

/// The keys of the person's own, as they are written in this look.
fn own_keys(settings: &Settings, look: Look) -> OwnKeys {
    OwnKeys::read(&settings.keys).0.in_words(look.glyphs == Glyphs::Ascii)
}
