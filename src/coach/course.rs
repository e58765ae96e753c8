//! Course: where a person stands in a programme. Pure: it follows from the records alone, in whatever order and on
//! whatever machine they were written, and today is an argument.
//!
//! What counts is a day on which a session was done to its end, wherever the person was; several sessions of one day are
//! one day. A day without one changes nothing, so the plan shifts by itself.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::history::record::Doing;
use crate::history::{Kind, Record, Rests, Session, day_of};
use crate::practice::program::{Place, Program, of_session};
use crate::practice::{Felt, Routine};

/// The free days in a row after which the way back begins one step lower: strength that is not used fades.
pub const AWAY: i64 = 14;
/// The days in which as many sessions are proposed as the programme has a week.
const WEEK: i64 = 7;
/// The longest time away that is looked at, in days.
const LONGEST_AWAY: i64 = 3660;

/// How a person stands to a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was never begun, or was left.
    Open,
    /// It is going on.
    Running,
    /// It is left for a while.
    Paused,
    /// All its days are done.
    Finished,
}

/// The reason for which a place was left for another, or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The days of the stage are done.
    Plan,
    /// It was easy on two days in a row.
    Easy,
    /// It was hard.
    Hard,
    /// Something hurt.
    Hurt,
    /// So many days without a session, free days and pauses not counted.
    Away(i64),
}

/// A reason to move, on a day, and where it led. Both places are the same where there is no other to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The day.
    pub day: NaiveDate,
    /// The reason.
    pub cause: Cause,
    /// The place before.
    pub from: Place,
    /// The place after.
    pub to: Place,
}

/// A day of the programme, as it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// The sessions done to their end.
    pub sessions: u32,
    /// The answer; of several, that of the hardest session.
    pub felt: Option<Felt>,
    /// `true` if something hurt.
    pub hurt: bool,
}

/// Why no session is proposed on a day of a running programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Off {
    /// It is a declared rest day, perhaps with a reason.
    Rest(Option<String>),
    /// As many days of the last seven as the programme has a week were done.
    Enough,
}

/// What a programme holds today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// How the person stands to it.
    pub standing: Standing,
    /// The day on which it began.
    pub began: Option<NaiveDate>,
    /// The place.
    pub place: Place,
    /// The session, before it is fitted to the person; `None` where the programme is not going on.
    pub session: Option<Routine>,
    /// The week, from 1.
    pub week: u32,
    /// The day of the week, from 1.
    pub day: u32,
    /// The days done of all days.
    pub done: u32,
    /// The sessions done today.
    pub done_today: u32,
    /// The sessions that today holds.
    pub times: u32,
    /// Why nothing is proposed today, where nothing is.
    pub off: Option<Off>,
    /// The days that counted, in order.
    pub days: Vec<(NaiveDate, Day)>,
    /// The moves, in order.
    pub turns: Vec<Turn>,
}

impl Today {
    /// Returns `true` if all its days are done.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.standing == Standing::Finished
    }

    /// Returns `true` if a session is to be proposed now.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.standing == Standing::Running && self.off.is_none() && self.done_today < self.times
    }
}

/// One run through a programme, from its start.
#[derive(Debug, Default)]
struct Run {
    began: NaiveDate,
    days: BTreeMap<NaiveDate, Day>,
    /// The pauses; the last one may not have ended.
    pauses: Vec<(NaiveDate, Option<NaiveDate>)>,
}

/// The place as it moves from day to day.
#[derive(Debug, Default)]
struct Walk {
    place: Place,
    /// The days done at this stage.
    at_stage: u32,
    /// `true` if the last day was easy.
    was_easy: bool,
    turns: Vec<Turn>,
}

/// What `program` holds today, from the records of programmes; `rests` are the declared rest days.
#[must_use]
pub fn today(program: &Program, records: &[Record], rests: &Rests, today: NaiveDate, day_start_hour: u8) -> Today {
    let Some(run) = run(program, records, today, day_start_hour) else {
        return Today {
            standing: Standing::Open,
            began: None,
            place: Place::default(),
            session: None,
            week: 1,
            day: 1,
            done: 0,
            done_today: 0,
            times: program.stages.first().map_or(1, |stage| stage.times),
            off: None,
            days: Vec::new(),
            turns: Vec::new(),
        };
    };
    let walk = run.walk(program, rests, today);
    let done = run.done();
    let of_today = run.days.get(&today).copied().unwrap_or_default();
    let standing = if done >= program.days() {
        Standing::Finished
    } else if run.is_paused() {
        Standing::Paused
    } else {
        Standing::Running
    };
    // A day that is begun is the one that is shown until it ends.
    let number = if of_today.sessions > 0 { done.saturating_sub(1) } else { done };
    let is_running = standing == Standing::Running;
    Today {
        standing,
        began: Some(run.began),
        place: walk.place,
        session: if is_running { program.session(walk.place) } else { None },
        week: (number / program.days_a_week).min(program.weeks.saturating_sub(1)) + 1,
        day: number % program.days_a_week + 1,
        done,
        done_today: of_today.sessions,
        times: program.stage(walk.place).map_or(1, |stage| stage.times),
        off: if is_running { run.off(program, rests, today) } else { None },
        days: run.days.into_iter().collect(),
        turns: walk.turns,
    }
}

/// The run through the programme that counts on `today`: the latest, unless it was left.
fn run(program: &Program, records: &[Record], today: NaiveDate, day_start_hour: u8) -> Option<Run> {
    let mut ours: Vec<&Record> = records.iter().filter(|record| is_of(record, &program.id)).collect();
    ours.sort_by(|one, other| in_time(one, other));
    let mut seen = BTreeSet::new();
    ours.retain(|record| seen.insert(record.id.as_str()));
    let mut run: Option<Run> = None;
    for record in ours {
        let day = day_of(record.at, day_start_hour);
        if day > today {
            continue;
        }
        match (&record.kind, &mut run) {
            // A second start, as of another machine, begins nothing anew.
            (Kind::Program { does: Doing::Start, .. }, Some(run)) if run.done() < program.days() => run.go_on(day),
            (Kind::Program { does: Doing::Start, .. }, run) => *run = Some(Run { began: day, ..Run::default() }),
            (Kind::Program { does: Doing::Stop, .. }, run) => *run = None,
            (Kind::Program { does: Doing::Pause, .. }, Some(run)) if !run.is_paused() => run.pauses.push((day, None)),
            (Kind::Program { does: Doing::Resume, .. }, Some(run)) => run.go_on(day),
            (Kind::Session(session), Some(run)) if run.done() < program.days() || run.days.contains_key(&day) => {
                run.take(day, session);
            }
            _ => {}
        }
    }
    run
}

/// Returns `true` if `record` tells of the programme with this id.
fn is_of(record: &Record, id: &str) -> bool {
    match &record.kind {
        Kind::Program { program, .. } => program == id,
        Kind::Session(session) => session.program.as_deref().or_else(|| of_session(&session.routine)) == Some(id),
        _ => false,
    }
}

/// The order of two records in time; of one moment, what was begun comes before what was done.
fn in_time(one: &Record, other: &Record) -> Ordering {
    let rank = |record: &Record| match &record.kind {
        Kind::Program { does, .. } => Some(*does),
        _ => None,
    };
    let key = |record: &Record| (record.at, rank(record).is_none(), rank(record));
    key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
}

impl Run {
    fn done(&self) -> u32 {
        u32::try_from(self.days.values().filter(|day| day.sessions > 0).count()).unwrap_or(u32::MAX)
    }

    fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|(_, to)| to.is_none())
    }

    fn go_on(&mut self, day: NaiveDate) {
        if let Some((_, to @ None)) = self.pauses.last_mut() {
            *to = Some(day);
        }
    }

    fn take(&mut self, day: NaiveDate, session: &Session) {
        let hurt = session.steps.iter().any(|step| !step.hurts().is_empty());
        let felt = session.felt.filter(|felt| session.completed || *felt == Felt::Hard);
        // What was ended early, and was neither hard nor hurt, says nothing.
        if !session.completed && !hurt && felt.is_none() {
            return;
        }
        let of_day = self.days.entry(day).or_default();
        of_day.sessions += u32::from(session.completed);
        of_day.hurt |= hurt;
        of_day.felt = of_day.felt.max(felt);
    }

    /// The days between two others on which a session could have been: neither rest days nor paused.
    fn away(&self, rests: &Rests, from: NaiveDate, to: NaiveDate) -> i64 {
        let paused =
            |day: NaiveDate| self.pauses.iter().any(|(from, to)| (*from..=to.unwrap_or(NaiveDate::MAX)).contains(&day));
        let between = (1..(to - from).num_days().min(LONGEST_AWAY))
            .filter_map(|days| from.checked_add_signed(TimeDelta::days(days)));
        let free = between.filter(|day| !paused(*day) && rests.on(*day).is_none());
        i64::try_from(free.count()).unwrap_or(AWAY)
    }

    /// The way through the stages up to `today`.
    fn walk(&self, program: &Program, rests: &Rests, today: NaiveDate) -> Walk {
        let mut walk = Walk::default();
        let mut last: Option<NaiveDate> = None;
        for (day, of_day) in &self.days {
            if let Some(away) = last.map(|last| self.away(rests, last, *day)).filter(|away| *away >= AWAY) {
                walk.back(program, *day, Cause::Away(away));
            }
            walk.day(program, *day, *of_day);
            last = Some(*day);
        }
        if let Some(last) = last.filter(|last| *last < today) {
            let away = self.away(rests, last, today);
            if away >= AWAY && self.done() < program.days() {
                walk.back(program, today, Cause::Away(away));
            }
        }
        walk
    }

    /// Why nothing is proposed today.
    fn off(&self, program: &Program, rests: &Rests, today: NaiveDate) -> Option<Off> {
        if let Some((reason, _)) = rests.on(today) {
            return Some(Off::Rest(reason));
        }
        let is_today = |day: &NaiveDate| *day == today;
        let lately = |day: &NaiveDate| !is_today(day) && (today - *day).num_days() < WEEK;
        let done = self.days.iter().filter(|(day, of_day)| lately(day) && of_day.sessions > 0).count();
        let begun = self.days.get(&today).is_some_and(|of_day| of_day.sessions > 0);
        (!begun && u32::try_from(done).unwrap_or(u32::MAX) >= program.days_a_week).then_some(Off::Enough)
    }
}

impl Walk {
    fn go(&mut self, day: NaiveDate, cause: Cause, to: Option<Place>) {
        let from = self.place;
        let to = to.unwrap_or(from);
        self.turns.push(Turn { day, cause, from, to });
        if to.stage != from.stage {
            self.at_stage = 0;
        }
        self.place = to;
        self.was_easy = false;
    }

    fn back(&mut self, program: &Program, day: NaiveDate, cause: Cause) {
        self.go(day, cause, program.easier(self.place));
    }

    fn day(&mut self, program: &Program, day: NaiveDate, of_day: Day) {
        if of_day.hurt {
            return self.back(program, day, Cause::Hurt);
        }
        if of_day.felt == Some(Felt::Hard) {
            return self.back(program, day, Cause::Hard);
        }
        self.at_stage += 1;
        let is_easy = of_day.felt == Some(Felt::Easy);
        let stage_days = program.stage(self.place).map_or(u32::MAX, |stage| stage.days);
        match program.next_stage(self.place) {
            // One step a day: where the plan moves on by itself, two easy days move nothing more.
            Some(next) if self.at_stage >= stage_days => self.go(day, Cause::Plan, Some(next)),
            _ if is_easy && self.was_easy => self.go(day, Cause::Easy, program.harder(self.place)),
            _ => self.was_easy = is_easy,
        }
    }
}

/// The id of the programmes that these records say are going on, the one begun last first.
#[must_use]
pub fn running<'a>(
    programs: &'a [Program],
    records: &[Record],
    rests: &Rests,
    on: NaiveDate,
    day_start_hour: u8,
) -> Vec<(&'a Program, Today)> {
    let begun = |id: &str| {
        let starts = records.iter().filter(|record| match &record.kind {
            Kind::Program { program, does: Doing::Start } => program == id,
            _ => false,
        });
        starts.map(|record| record.at).max()
    };
    let mut running: Vec<(Option<DateTime<FixedOffset>>, &Program, Today)> = (programs.iter())
        .filter_map(|program| {
            let at = Some(begun(&program.id)?);
            let today = today(program, records, rests, on, day_start_hour);
            (today.standing == Standing::Running).then_some((at, program, today))
        })
        .collect();
    running.sort_by(|one, other| (&other.0, &other.1.id).cmp(&(&one.0, &one.1.id)));
    running.into_iter().map(|(_, program, today)| (program, today)).collect()
}
