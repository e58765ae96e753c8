//! Situation: what is known of a person now, and what follows from it for them: the routines as they suit them, the times
//! that these take, what is suggested. The screens and the pages of lines read the same one.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, Timelike, Weekday};

use crate::coach::course::{self, Today};
use crate::coach::experiment::Which;
use crate::coach::{self, Composed, Wish, outcome, told};
use crate::digest::Digest;
use crate::figure::words::capital;
use crate::history::advice::Advice;
use crate::history::comfort::Worse;
use crate::history::{Checkpoint, History, day_of};
use crate::library::texts::Texts;
use crate::library::{Filter, Library};
use crate::practice::{Exercise, Program, Routine};
use crate::session::engine::{Options, Progress};
use crate::session::{Guide, Level, Moment, Plan, header};
use crate::settings::{ListOrder, Settings, Sound};
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

/// What is known of a person now, and what follows from it for them.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself, and any two can go together")]
pub struct Situation {
    /// Exercises and routines.
    pub library: Library,
    /// Safety rules and tips.
    pub texts: Texts,
    /// The chosen settings.
    pub settings: Settings,
    /// The part of the history that is shown.
    pub digest: Digest,
    /// The routine to do next, if the history suggests one.
    pub suggestion: Option<Suggestion>,
    /// The programmes that are going on, the one begun last first.
    pub courses: Vec<(Program, Today)>,
    /// The present moment.
    pub now: Now,
    /// `true` if sessions are kept in the history.
    pub kept: bool,
    /// `true` if all sound is off in this run, whatever the settings are.
    pub mute: bool,
    /// `true` if the system speaks the texts for which there is no clip.
    pub speaks_own: bool,
    /// The options of sessions in this run of the program.
    pub options: Options,
    speechless: bool,
    /// The usual first day of the week here.
    usual_weekday: Weekday,
    /// The time that each routine takes, by id; filled in when a time is first asked for.
    totals: RefCell<HashMap<String, Duration>>,
    /// `true` if what is tense today is done in full all the same.
    in_full: bool,
    /// The id of the routine whose steps come in another order.
    shuffled: Option<String>,
}

/// Advice that follows from the log, and what is asked with it.
#[derive(Debug)]
pub struct Due {
    /// The advice.
    pub advice: Vec<Advice>,
    /// The area of which what a clinician will ask is asked first, once for each.
    pub area: Option<String>,
    /// `true` if what suits the person is asked again before they begin anew: pain was sharp.
    pub asks_for_profile: bool,
}

impl Situation {
    /// The situation before the history is known; `usual_weekday` is the usual first day of the week here.
    #[must_use]
    pub fn new(library: Library, texts: Texts, settings: Settings, usual_weekday: Weekday, now: Now) -> Self {
        let mut situation = Self {
            options: Options { wait: settings.wait, ..Options::default() },
            library,
            texts,
            settings,
            digest: Digest::default(),
            suggestion: None,
            courses: Vec::new(),
            now,
            kept: true,
            mute: false,
            speaks_own: false,
            speechless: false,
            usual_weekday,
            totals: RefCell::default(),
            in_full: false,
            shuffled: None,
        };
        situation.plan_anew();
        situation
    }

    /// Takes in changed settings.
    pub fn configure(&mut self, settings: Settings) {
        if settings.wait != self.settings.wait {
            self.options.wait = settings.wait;
        }
        self.settings = settings;
        self.digest.count(&self.settings, self.now.local);
        self.fit();
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
        self.settings.week_starts.day(self.usual_weekday)
    }

    /// The week in words, with what is short and without, where there is a goal.
    #[must_use]
    pub fn week_in_words(&self) -> Option<[String; 2]> {
        let week = self.digest.week(&self.settings, self.first_weekday())?;
        let short = self.digest.short(self.settings.day_start_hour);
        Some([goal::week(&week, short.as_ref()), goal::so_far(&week)])
    }

    /// Takes in the history.
    pub fn remember(&mut self, history: History) {
        self.digest = Digest::of(history, &self.settings, self.now.local);
        self.fit();
    }

    /// The advice that follows from the log and is due. The settings remember that it was shown.
    pub fn advice_due(&mut self) -> Option<Due> {
        let now = self.now.local;
        let advice = self.settings.advice_shown.due(self.digest.advice(), now);
        if advice.is_empty() {
            return None;
        }
        let asks_for_profile = self.settings.asked.is_some() && self.profile_due();
        let asked = &self.settings.asked_about;
        let area =
            advice.iter().map(|advice| &advice.area).find(|area| !area.is_empty() && !asked.contains(*area)).cloned();
        self.settings.asked_about.extend(area.clone());
        self.settings.advice_shown.add(&advice, now);
        Some(Due { advice, area, asks_for_profile })
    }

    /// Returns `true` if what suits the person is to be asked now: at the first start, and after pain that was sharp or
    /// spread. The settings remember that it was asked.
    pub fn profile_due(&mut self) -> bool {
        let asks = self.digest.asks_for_profile(self.settings.asked);
        if asks {
            self.settings.asked = Some(self.now.local);
        }
        asks
    }

    /// An area that ended a session worse than it began, to be asked about on one of the next days and once. The settings
    /// remember that it was asked.
    pub fn worse_due(&mut self) -> Option<Worse> {
        let worse = self.digest.ended_worse(self.settings.day_start_hour);
        let worse = worse.filter(|worse| self.settings.asked_after.as_ref() != Some(&worse.session))?;
        self.settings.asked_after = Some(worse.session.clone());
        Some(worse)
    }

    /// The plan of a session that was cut off, and how far it had come; `None` if its routine is not what it was.
    pub fn taken_up(&mut self, checkpoint: &Checkpoint) -> Option<(Plan, Progress)> {
        self.library.make_ready(&checkpoint.routine);
        let routine = self.library.routine(&checkpoint.routine)?;
        let plan = Plan::in_order(routine, checkpoint.order, &self.guide(routine));
        let progress = header::progress(checkpoint, &plan)?;
        Some((plan, progress))
    }

    /// The routines that `filter` admits, in the chosen order; what is never wanted comes last.
    #[must_use]
    pub fn listed(&self, filter: &Filter) -> Vec<&Routine> {
        let routines = self.library.routines().iter();
        let admitted = routines.filter(|routine| filter.admits(routine, |routine| self.total(routine)));
        let mut listed: Vec<&Routine> = admitted.collect();
        // What is called by the words that are typed comes before what only holds an exercise of that name.
        let words = filter.words.trim().to_lowercase();
        let is_called = |routine: &Routine| !words.is_empty() && routine.title.to_lowercase().contains(&words);
        // The same holds for what is for the chosen area before all others.
        let is_first = |routine: &Routine| {
            filter.area.as_ref().is_none_or(|of| routine.areas.first() == Some(of) && !routine.on_the_way)
        };
        let tastes = self.digest.tastes();
        let habits = self.digest.habits();
        let order = |routine: &Routine| match self.settings.order {
            ListOrder::Time => (false, None),
            ListOrder::Favourites => (!tastes.favourites().contains(&routine.id), None),
            ListOrder::Recent => {
                let last = habits.last_of_routine(&routine.id);
                (last.is_none(), last.map(Reverse))
            }
        };
        listed.sort_by_key(|routine| {
            let is_never = tastes.never().contains(&routine.id);
            (is_never, !is_called(routine), !is_first(routine), order(routine), self.total(routine))
        });
        listed
    }

    /// A session made for `wish`.
    pub fn compose(&self, wish: &Wish) -> Result<Composed, coach::Nothing> {
        let guide = self.settings.guide(coach::COMPOSED, self.digest.familiar(), self.speaks_own);
        let guide = Guide { level: self.spoken(self.settings.sound_in(coach::COMPOSED)), ..guide };
        coach::compose(&self.library.ways(), wish, &self.digest.person(&self.settings), &guide)
    }

    /// Takes in the session that was composed last.
    pub fn set_composed(&mut self, routine: Routine) {
        self.totals.borrow_mut().remove(&routine.id);
        self.library.set_composed(routine);
    }

    /// What speaks for a gentle day, if anything does.
    #[must_use]
    pub fn gentle(&self) -> Option<String> {
        self.digest.in_situation(&self.settings, |person| {
            suggestion::gentle(self.library.routines(), person).map(|gentle| gentle.why)
        })
    }

    /// Does what is tense today in full all the same, or no longer.
    pub fn in_full(&mut self) {
        self.in_full = !self.in_full;
        self.fit();
    }

    /// Puts the steps of this routine, and of no other, into another order; `None` puts all back.
    pub fn shuffle(&mut self, routine: Option<String>) {
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
        let is_wanted = self.digest.in_situation(&self.settings, |person| person.wants(routine));
        let why = format!("{why} {}", outcome::reminder(&trial, "c"));
        (!hurt && is_wanted).then(|| Suggestion { routine: routine.id.clone(), why })
    }

    /// Turns the voice off from now on.
    pub fn without_voice(&mut self) {
        self.speechless = true;
        self.plan_anew();
    }

    /// Takes in the time: on another day the history is counted anew, in another hour the suggestion may change.
    pub fn at(&mut self, now: Now) {
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
    pub fn plan_anew(&mut self) {
        self.totals.borrow_mut().clear();
        self.suggest();
    }

    fn suggest(&mut self) {
        let total = |routine: &Routine| self.total(routine);
        let local = self.now.local;
        let routines = self.library.routines();
        // A gentle day goes before an experiment, that before a programme, and a programme before all others.
        let gentle = self.digest.in_situation(&self.settings, |person| suggestion::gentle(routines, person));
        let first = gentle.or_else(|| self.tried()).or_else(|| self.due());
        self.suggestion = first
            .or_else(|| self.digest.in_situation(&self.settings, |person| suggest(routines, total, person, local)));
    }
}
