//! Experiment: two routines or exercises compared by one person over four weeks. Pure: what is done on which day and what
//! came of it follows from the records, in whatever order they are.
//!
//! The design is that of an N-of-1 trial (Kravitz, Duan et al., Design and Implementation of N-of-1 Trials: A User's Guide,
//! AHRQ 2014): pairs of blocks, the order in each pair by chance, so that better and worse weeks meet both alike.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::history::day_of;
use crate::history::record::{Doing, Experiment, Kind, Record, Session};

/// The length, in days.
pub const DAYS: i64 = 28;
/// The length of a block, in days. Two of the same kind may meet, so that four days in a row are alike at most.
const BLOCK: i64 = 2;
/// The fewest rated sessions of each that a result needs: with fewer, chance alone makes differences of two points.
pub const FEWEST: usize = 8;
/// The variance that rounding to whole scores brings by itself: 1/12 before, and 1/12 after. Scores that happen to be all
/// the same do not make anybody surer than that.
const ROUNDING: f64 = 1.0 / 6.0;
/// The smallest bound that is told as a difference: less than that is printed as none.
const LEAST: f64 = 0.05;

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one that was named first.
    First,
    /// The other.
    Second,
}

/// Tension before and after, in the sessions of one of the two that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arm {
    /// The scores before and after each session, 0-10.
    pub rated: Vec<(u8, u8)>,
    /// The sessions that lack a score.
    pub unrated: usize,
}

/// The difference between the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The mean by which the first eased more than the second, in points of 0-10; less than nothing where it eased less.
    pub by: f64,
    /// The lower end of the interval that holds the true one in 95 of 100 experiments.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Where the person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is running.
    Running,
    /// Its days are over.
    Finished,
    /// It was ended before its time.
    Stopped,
}

/// The experiment that was begun last, as of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The id of the record that began it.
    pub id: String,
    /// What was begun.
    pub told: Experiment,
    /// Its first day.
    pub began: NaiveDate,
    /// Where the person stands.
    pub standing: Standing,
    /// The day of it that today is, counted from 1.
    pub day: i64,
    /// `true` if one of the two was done today.
    pub done_today: bool,
    /// The sessions of the first and of the second.
    pub arms: [Arm; 2],
    /// The days on which the other one came first, which do not count.
    pub strayed: usize,
}

/// The one that is due on a day, counted from 0; `None` before the first day and after the last.
#[must_use]
pub fn due(seed: u32, day: i64) -> Option<Which> {
    if !(0..DAYS).contains(&day) {
        return None;
    }
    let (pair, is_later) = (day / (2 * BLOCK), day % (2 * BLOCK) >= BLOCK);
    let is_swapped = (mixed(seed) >> pair) & 1 == 1;
    Some(if is_later == is_swapped { Which::First } else { Which::Second })
}

/// A number in which neighbouring seeds have nothing in common (the last step of `SplitMix64`, Steele et al. 2014).
const fn mixed(seed: u32) -> u64 {
    let mut number = (seed as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

impl Trial {
    /// The experiment that these records say was begun last, as of `today`; of two begun at one moment, that with the
    /// greater id.
    #[must_use]
    pub fn newest(records: &[Record], today: NaiveDate, day_start_hour: u8) -> Option<Self> {
        let experiments = || {
            records.iter().filter_map(|record| match &record.kind {
                Kind::Experiment(told) => Some((record, told)),
                _ => None,
            })
        };
        let compares =
            |told: &Experiment| !told.first.is_empty() && !told.second.is_empty() && told.first != told.second;
        let (start, told) = experiments()
            .filter(|(_, told)| told.does == Doing::Start && compares(told))
            .max_by_key(|(record, _)| (record.at, &record.id))?;
        let ends = |told: &Experiment| told.does == Doing::Stop && told.of.as_ref() == Some(&start.id);
        let stopped = experiments().filter(|(_, told)| ends(told)).map(|(record, _)| record.at).min();

        let began = day_of(start.at, day_start_hour);
        let number = |day: NaiveDate| day.signed_duration_since(began).num_days();
        let standing = match stopped {
            Some(at) if number(day_of(at, day_start_hour)) < DAYS => Standing::Stopped,
            _ if number(today) >= DAYS => Standing::Finished,
            _ => Standing::Running,
        };
        let mut trial = Self {
            id: start.id.clone(),
            told: told.clone(),
            began,
            standing,
            day: number(today) + 1,
            done_today: false,
            arms: [Arm::default(), Arm::default()],
            strayed: 0,
        };
        let counts = |at: DateTime<FixedOffset>| at >= start.at && stopped.is_none_or(|stopped| at <= stopped);
        let mut sessions: Vec<(NaiveDate, &Record, &Session)> = (records.iter())
            .filter(|record| counts(record.at))
            .filter_map(|record| match &record.kind {
                Kind::Session(session) => Some((day_of(record.at, day_start_hour), record, session)),
                _ => None,
            })
            .filter(|(.., session)| [&told.first, &told.second].contains(&&session.routine))
            .collect();
        sessions.sort_by_key(|(day, record, _)| (*day, record.at, &record.id));
        // Only the first session of a day tells what a day without it would have been like.
        sessions.dedup_by_key(|(day, ..)| *day);
        for (day, _, session) in sessions {
            trial.count(number(day), session);
            trial.done_today |= day == today;
        }
        Some(trial)
    }

    /// Counts the first session of a day, unless chance had chosen the other one for it: who chooses by how they feel
    /// compares good days with bad ones.
    fn count(&mut self, day: i64, session: &Session) {
        let Some(due) = due(self.told.seed, day) else { return };
        if session.routine != *self.id_of(due) {
            self.strayed += 1;
            return;
        }
        let scores = session.scores(&self.told.area);
        let [first, second] = &mut self.arms;
        let arm = if due == Which::First { first } else { second };
        match (scores.before, scores.after) {
            (Some(before), Some(after)) => arm.rated.push((before, after)),
            _ => arm.unrated += 1,
        }
    }

    /// The one that is due today, while it is running.
    #[must_use]
    pub fn today(&self) -> Option<Which> {
        due(self.told.seed, self.day - 1).filter(|_| self.standing == Standing::Running)
    }

    /// The id of one of the two.
    #[must_use]
    pub const fn id_of(&self, which: Which) -> &String {
        match which {
            Which::First => &self.told.first,
            Which::Second => &self.told.second,
        }
    }

    /// The day on which the result is told.
    #[must_use]
    pub fn ends(&self) -> NaiveDate {
        self.began + TimeDelta::days(DAYS)
    }

    /// The difference, once the experiment has ended with enough rated sessions of both. While it runs there is none: who
    /// looks every day, and stops when they like what they see, finds differences that chance made.
    #[must_use]
    pub fn difference(&self) -> Option<Difference> {
        let [first, second] = &self.arms;
        let enough = self.standing != Standing::Running && self.has_enough();
        if enough { Difference::between(&first.changes(), &second.changes()) } else { None }
    }

    /// Returns `true` if there are enough rated sessions of both.
    #[must_use]
    pub fn has_enough(&self) -> bool {
        self.arms.iter().all(|arm| arm.rated.len() >= FEWEST)
    }
}

impl Arm {
    /// What each session took off the tension.
    fn changes(&self) -> Vec<f64> {
        self.rated.iter().map(|(before, after)| f64::from(*before) - f64::from(*after)).collect()
    }

    /// The mean tension before and after; `None` where nothing was rated.
    #[must_use]
    pub fn means(&self) -> Option<(f64, f64)> {
        let (before, after): (Vec<f64>, Vec<f64>) =
            self.rated.iter().map(|(before, after)| (f64::from(*before), f64::from(*after))).unzip();
        Some((mean(&before)?, mean(&after)?))
    }
}

impl Difference {
    /// The difference of two means with its 95 % interval by Welch's t, which asks neither for equal numbers nor for equal
    /// spread, and whose width grows as it should with few sessions. A bootstrap of eight values is too narrow, and the
    /// seven pairs by themselves allow too few permutations for an interval once days are missed. A test holds that the
    /// interval covers the truth with 8 to 14 whole scores a side, also where better and worse weeks come and go.
    #[must_use]
    pub fn between(first: &[f64], second: &[f64]) -> Option<Self> {
        let by = mean(first)? - mean(second)?;
        let (one, one_free) = squared_error(first)?;
        let (other, other_free) = squared_error(second)?;
        // Welch and Satterthwaite's degrees of freedom.
        let free = (one + other).powi(2) / (one.powi(2) / one_free + other.powi(2) / other_free);
        let wide = (one + other).sqrt() * quantile(free);
        Some(Self { by, low: by - wide, high: by + wide })
    }

    /// The one that eased more, if that is more than chance.
    #[must_use]
    pub fn better(&self) -> Option<Which> {
        match self {
            Self { low, .. } if *low >= LEAST => Some(Which::First),
            Self { high, .. } if *high <= -LEAST => Some(Which::Second),
            _ => None,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "sessions of four weeks are few")]
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The square of the standard error of a mean, and its degrees of freedom.
#[expect(clippy::cast_precision_loss, reason = "sessions of four weeks are few")]
fn squared_error(values: &[f64]) -> Option<(f64, f64)> {
    let mean = mean(values)?;
    let free = values.len().checked_sub(1).filter(|free| *free > 0)? as f64;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / free;
    Some((variance.max(ROUNDING) / values.len() as f64, free))
}

/// The 97.5 % quantile of Student's t (Abramowitz and Stegun 26.7.5), to a thousandth from seven degrees of freedom on.
fn quantile(free: f64) -> f64 {
    const Z: f64 = 1.959_963_985;
    let terms = [
        (Z.powi(3) + Z) / 4.0,
        (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0,
        (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / 384.0,
        (79.0 * Z.powi(9) + 776.0 * Z.powi(7) + 1482.0 * Z.powi(5) - 1920.0 * Z.powi(3) - 945.0 * Z) / 92_160.0,
    ];
    Z + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantile_is_that_of_the_tables() {
        for (free, table) in [(7.0, 2.365), (10.0, 2.228), (14.0, 2.145), (26.0, 2.056)] {
            assert!((quantile(free) - table).abs() < 0.001, "{free}: {}", quantile(free));
        }
    }

    #[test]
    fn scores_that_are_all_alike_leave_the_doubt_of_whole_numbers() {
        let found = Difference::between(&[2.0; 8], &[2.0; 8]).unwrap();
        assert!(found.by.abs() < 1e-9 && found.low < -0.3 && found.high > 0.3, "{found:?}");
        assert_eq!(found.better(), None);
    }
}
