//! Advice: when the log shows something that a clinician should see. Pure rules over records, each with its source; none
//! of them is a diagnosis.
//!
//! A score of a day is the worst that was told of the area on it, in check-ins, before sessions and after them: relief for
//! an hour does not make a day a good one. More pain, or worse, in the last seven days never takes advice away.

use super::comfort::HIGH_TENSION;
use super::record::{Kind, Record};
use super::streak::day_of;
use crate::practice::Hurt;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a clinician should see.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// The area's id; empty where an exercise for no area hurt.
    pub area: String,
    /// The rule that it follows from.
    pub rule: Rule,
    /// The first day of what the rule goes by.
    pub since: NaiveDate,
    /// The moment of the newest record that the rule goes by.
    pub latest: DateTime<FixedOffset>,
}

/// A rule with its numbers. The order is that of urgency.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum Rule {
    /// A session was stopped for signs that need help at once.
    Alarm,
    /// Pain was sharp or spread, or it tingled or was numb, this often.
    Sharp(u32),
    /// It limits daily life.
    DailyLife,
    /// An arm or a leg tingles, is numb or weak.
    InLimb,
    /// It is worse at night.
    AtNight,
    /// The worst of these many of the last seven days was severe.
    OutOfControl(u32),
    /// The mean of a week rose.
    Rising {
        /// The mean of the week before.
        from: f64,
        /// The mean of the last seven days.
        to: f64,
    },
    /// It hurt this often in two weeks.
    Ouches(u32),
    /// It has been more than mild for so many days.
    Lasting(i64),
    /// It was more than mild on most of the days that were told of two weeks.
    MostlyHigh {
        /// Days on which it was.
        high: u32,
        /// Days in all.
        of: u32,
    },
    /// Four weeks of sessions have changed nothing.
    NoBetter {
        /// The mean of the first of the weeks.
        from: f64,
        /// The mean of the last.
        to: f64,
    },
}

/// The article that the project comes from: see someone for knot pain that is not controlled, limits daily activities, or
/// lasts more than one or two weeks.
const ARTICLE: &str = "Houston Methodist, \"Muscles in Knots?\", 26 Jan 2026";
/// Neck pain: a difference of 1.5 to 2.5 of 10 is one that matters to people.
const IMPORTANT: &str = "doi 10.1097/ajp.0000000000000999";

/// The days of the two weeks that most rules look at, today included.
pub const TWO_WEEKS: i64 = 14;
/// The days of a week.
const WEEK: i64 = 7;
/// Severe begins here on the 0-10 numeric rating scale.
const SEVERE: u8 = 7;
/// The fewest days of a week with severe tension that are not under control.
const SEVERE_DAYS: u32 = 3;
/// The rise of a weekly mean that is more than an important difference.
const RISE: f64 = 3.0;
/// The smallest improvement that matters: the lower end of an important difference.
const IMPROVEMENT: f64 = 1.5;
/// The fewest days that make a mean of a week.
const FEWEST_OF_A_MEAN: usize = 2;
/// The fewest times that an area hurts in two weeks, to be more than bad luck.
const OUCHES: u32 = 3;
/// What is above mild for this many days lasts: more than one week, and a rest in between.
const LASTS: i64 = 10;
/// What is severe lasts after a week.
const SEVERE_LASTS: i64 = 7;
/// Days further apart than this say nothing about the days between them.
const FURTHEST_APART: i64 = 28;
/// Fewer days than this are too few to say "most".
const FEWEST_OF_MOST: u32 = 4;
/// The weeks of sessions after which something should be better.
const WEEKS_OF_SESSIONS: i64 = 4;

impl Rule {
    /// The word of the rule, by which it is remembered that it was shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Alarm => "alarm",
            Self::Sharp(_) => "sharp",
            Self::DailyLife => "daily-life",
            Self::InLimb => "in-limb",
            Self::AtNight => "at-night",
            Self::OutOfControl(_) => "out-of-control",
            Self::Rising { .. } => "rising",
            Self::Ouches(_) => "ouches",
            Self::Lasting(_) => "lasting",
            Self::MostlyHigh { .. } => "mostly-high",
            Self::NoBetter { .. } => "no-better",
        }
    }

    /// The source of the rule.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Alarm | Self::Sharp(_) | Self::InLimb | Self::AtNight => {
                "IFOMPT red flag framework, doi 10.2519/jospt.2020.9971"
            }
            Self::Rising { .. } | Self::NoBetter { .. } => IMPORTANT,
            Self::DailyLife | Self::OutOfControl(_) | Self::Ouches(_) | Self::Lasting(_) | Self::MostlyHigh { .. } => {
                ARTICLE
            }
        }
    }
}

/// All advice that follows from `records` as of `today`, the most urgent first.
#[must_use]
pub fn advice<'a>(records: impl IntoIterator<Item = &'a Record>, today: NaiveDate, day_start_hour: u8) -> Vec<Advice> {
    let mut areas = BTreeMap::<&str, Seen>::new();
    for record in records {
        let ago = today.signed_duration_since(day_of(record.at, day_start_hour)).num_days();
        if ago >= 0 {
            see(&mut areas, record, today, ago);
        }
    }
    let rules: [Finder; 11] = [
        Seen::alarm,
        Seen::sharp,
        Seen::daily_life,
        Seen::in_limb,
        Seen::at_night,
        Seen::out_of_control,
        Seen::rising,
        Seen::ouches,
        Seen::lasting,
        Seen::mostly_high,
        Seen::no_better,
    ];
    let mut found = Vec::new();
    // The most urgent rule first, and areas by name: the order of the log decides nothing.
    for rule in rules {
        for (area, seen) in &areas {
            if let Some((rule, (first, last))) = rule(seen) {
                let latest = seen.latest.get(&last).copied().unwrap_or_default();
                found.push(Advice { area: (*area).to_owned(), rule, since: today - TimeDelta::days(first), latest });
            }
        }
    }
    found
}

/// The days of what a rule goes by, each as days ago: the first, and the last.
type Span = (i64, i64);

/// A rule as a function of what the log tells of an area.
type Finder = fn(&Seen) -> Option<(Rule, Span)>;

/// What the log tells of an area. Days are counted back from today.
#[derive(Debug, Default)]
struct Seen {
    /// The worst score of each day.
    worst: BTreeMap<i64, u8>,
    /// The days of reports that it limits daily life.
    limits: Vec<i64>,
    /// The days of reports that an arm or a leg tingles, is numb or weak.
    in_limb: Vec<i64>,
    /// The days of reports that it is worse at night.
    at_night: Vec<i64>,
    /// The newest report of since when it is there: the day of the report, and the day since when.
    since: Option<(i64, i64)>,
    /// Each time it hurt.
    ouches: Vec<(i64, Option<Hurt>)>,
    /// The days with a session.
    sessions: BTreeSet<i64>,
    /// The moment of the newest record of each day.
    latest: BTreeMap<i64, DateTime<FixedOffset>>,
}

/// Adds what `record`, of so many days ago, tells of each area.
fn see<'a>(areas: &mut BTreeMap<&'a str, Seen>, record: &'a Record, today: NaiveDate, ago: i64) {
    match &record.kind {
        Kind::CheckIn { area, tension, limits_daily_life } => {
            let seen = areas.entry(area).or_default();
            seen.told(ago, record.at, Some(*tension));
            seen.limits.extend(limits_daily_life.then_some(ago));
        }
        Kind::Session(session) => {
            for area in session.areas() {
                let scores = session.scores(area);
                let seen = areas.entry(area).or_default();
                seen.told(ago, record.at, scores.before.max(scores.after));
                seen.sessions.insert(ago);
            }
            for step in &session.steps {
                let ouches = step.hurts();
                let of = step.areas.iter().map(String::as_str);
                let in_general = (step.areas.is_empty() && !ouches.is_empty()).then_some("");
                for area in of.chain(in_general) {
                    let seen = areas.entry(area).or_default();
                    seen.told(ago, record.at, None);
                    seen.ouches.extend(ouches.iter().map(|kind| (ago, *kind)));
                }
            }
        }
        Kind::Symptoms(symptoms) => {
            let seen = areas.entry(&symptoms.area).or_default();
            seen.told(ago, record.at, symptoms.pain);
            seen.in_limb.extend(symptoms.in_limb.filter(|yes| *yes).map(|_| ago));
            seen.at_night.extend(symptoms.at_night.filter(|yes| *yes).map(|_| ago));
            if let Some(since) = symptoms.since
                && seen.since.is_none_or(|(told, _)| ago <= told)
            {
                seen.since = Some((ago, today.signed_duration_since(since).num_days()));
            }
        }
        Kind::Rest { .. }
        | Kind::RestWeekdays { .. }
        | Kind::Function { .. }
        | Kind::Profile(_)
        | Kind::Taste { .. }
        | Kind::Program { .. }
        | Kind::Experiment(_)
        | Kind::Retract { .. } => {}
    }
}

impl Seen {
    fn told(&mut self, ago: i64, at: DateTime<FixedOffset>, score: Option<u8>) {
        let latest = self.latest.entry(ago).or_insert(at);
        *latest = at.max(*latest);
        if let Some(score) = score {
            let worst = self.worst.entry(ago).or_insert(score);
            *worst = score.max(*worst);
        }
    }

    /// The scores of the days `from` to `to`, today counted as 0.
    fn scores(&self, from: i64, to: i64) -> impl DoubleEndedIterator<Item = (i64, u8)> {
        self.worst.range(from..to).map(|(ago, score)| (*ago, *score))
    }

    /// The mean of the days `from` to `to`, where enough of them tell.
    fn mean(&self, from: i64, to: i64) -> Option<f64> {
        let scores: Vec<f64> = self.scores(from, to).map(|(_, score)| f64::from(score)).collect();
        (scores.len() >= FEWEST_OF_A_MEAN).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    }

    fn ouches_that(&self, meant: impl Fn(Option<Hurt>) -> bool) -> Option<(u32, Span)> {
        let lately = self.ouches.iter().filter(|(ago, kind)| *ago < TWO_WEEKS && meant(*kind));
        let days: Vec<i64> = lately.map(|(ago, _)| *ago).collect();
        Some((u32::try_from(days.len()).unwrap_or(u32::MAX), span(days)?))
    }

    fn alarm(&self) -> Option<(Rule, Span)> {
        let (_, span) = self.ouches_that(|kind| kind == Some(Hurt::Emergency))?;
        Some((Rule::Alarm, span))
    }

    fn sharp(&self) -> Option<(Rule, Span)> {
        let (times, span) = self.ouches_that(|kind| kind == Some(Hurt::Sharp))?;
        Some((Rule::Sharp(times), span))
    }

    fn daily_life(&self) -> Option<(Rule, Span)> {
        let span = span(self.limits.iter().copied().filter(|ago| *ago < TWO_WEEKS))?;
        Some((Rule::DailyLife, span))
    }

    fn in_limb(&self) -> Option<(Rule, Span)> {
        let span = span(self.in_limb.iter().copied().filter(|ago| *ago < TWO_WEEKS))?;
        Some((Rule::InLimb, span))
    }

    fn at_night(&self) -> Option<(Rule, Span)> {
        let span = span(self.at_night.iter().copied().filter(|ago| *ago < TWO_WEEKS))?;
        Some((Rule::AtNight, span))
    }

    fn out_of_control(&self) -> Option<(Rule, Span)> {
        let severe: Vec<i64> = self.scores(0, WEEK).filter(|(_, score)| *score >= SEVERE).map(|(ago, _)| ago).collect();
        let days = u32::try_from(severe.len()).unwrap_or(u32::MAX);
        Some((Rule::OutOfControl(days), span(severe)?)).filter(|_| days >= SEVERE_DAYS)
    }

    fn rising(&self) -> Option<(Rule, Span)> {
        let (from, to) = (self.mean(WEEK, 2 * WEEK)?, self.mean(0, WEEK)?);
        let span = span(self.scores(0, 2 * WEEK).map(|(ago, _)| ago))?;
        (to - from >= RISE).then_some((Rule::Rising { from, to }, span))
    }

    fn ouches(&self) -> Option<(Rule, Span)> {
        let (times, span) = self.ouches_that(|_| true)?;
        (times >= OUCHES).then_some((Rule::Ouches(times), span))
    }

    /// The newest days that were told, as far back as none of them is mild and none is far from the next; or as long as the
    /// person said that it has been there, if no day since they said so was mild.
    fn lasting(&self) -> Option<(Rule, Span)> {
        let (newest, _) =
            self.worst.first_key_value().filter(|(ago, score)| **ago < TWO_WEEKS && **score >= HIGH_TENSION)?;
        let since = |least: u8| {
            let mut first = *newest;
            for (ago, score) in &self.worst {
                if *score < least || *ago - first > FURTHEST_APART {
                    break;
                }
                first = *ago;
            }
            first
        };
        let first = since(HIGH_TENSION);
        let said = self.since.filter(|(told, _)| *told <= first.max(*newest)).map_or(0, |(_, since)| since);
        let first = first.max(said);
        let lasts = first - newest >= LASTS || since(SEVERE) - newest >= SEVERE_LASTS;
        lasts.then_some((Rule::Lasting(first - newest + 1), (first, *newest)))
    }

    fn mostly_high(&self) -> Option<(Rule, Span)> {
        let days: Vec<(i64, u8)> = self.scores(0, TWO_WEEKS).collect();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let of = count(days.len());
        let high = count(days.iter().filter(|(_, score)| *score >= HIGH_TENSION).count());
        let span = span(days.into_iter().map(|(ago, _)| ago))?;
        let enough = of >= FEWEST_OF_MOST && span.0 - span.1 + 1 >= LASTS;
        (enough && high * 2 > of).then_some((Rule::MostlyHigh { high, of }, span))
    }

    fn no_better(&self) -> Option<(Rule, Span)> {
        let each_week =
            (0..WEEKS_OF_SESSIONS).all(|week| self.sessions.range(week * WEEK..(week + 1) * WEEK).next().is_some());
        let first_week = (WEEKS_OF_SESSIONS - 1) * WEEK;
        let (from, to) = (self.mean(first_week, first_week + WEEK)?, self.mean(0, WEEK)?);
        let span = span(self.scores(0, first_week + WEEK).map(|(ago, _)| ago))?;
        let unchanged = to >= f64::from(HIGH_TENSION) && from - to < IMPROVEMENT;
        (each_week && unchanged).then_some((Rule::NoBetter { from, to }, span))
    }
}

/// The first and the last of days that are counted back from today.
fn span(days: impl IntoIterator<Item = i64>) -> Option<Span> {
    days.into_iter().fold(None, |span, day| match span {
        None => Some((day, day)),
        Some((first, last)) => Some((day.max(first), day.min(last))),
    })
}

/// The advice that was shown, each by area and rule, with the moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shown(BTreeMap<String, DateTime<FixedOffset>>);

impl Shown {
    /// Returns `true` if nothing was ever shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of `advice` that are to be shown `now`.
    #[must_use]
    pub fn due(&self, advice: &[Advice], now: DateTime<FixedOffset>) -> Vec<Advice> {
        advice.iter().filter(|advice| self.lacks(advice, now)).cloned().collect()
    }

    /// Returns `true` if `advice` is to be shown `now`: once a week for an area and rule, and what is urgent whenever there
    /// is news of it; signs that need help, and that daily life is limited, each day.
    fn lacks(&self, advice: &Advice, now: DateTime<FixedOffset>) -> bool {
        let Some(shown) = self.0.get(&key(advice)) else {
            return true;
        };
        let days = (now.date_naive() - shown.date_naive()).num_days();
        let is_news = advice.latest > *shown;
        match advice.rule {
            // A clock that was ahead must not keep it back.
            _ if days < 0 => true,
            Rule::Alarm | Rule::DailyLife => is_news || days >= 1,
            Rule::Sharp(_) => is_news || days >= WEEK,
            _ => days >= WEEK,
        }
    }

    /// Remembers that `advice` was shown `now`, and forgets what was shown so long ago that it says nothing.
    pub fn add(&mut self, advice: &[Advice], now: DateTime<FixedOffset>) {
        self.0.retain(|_, shown| (now.date_naive() - shown.date_naive()).num_days() < WEEK);
        self.0.extend(advice.iter().map(|advice| (key(advice), now)));
    }
}

fn key(advice: &Advice) -> String {
    format!("{} {}", advice.area, advice.rule.word()).trim().to_owned()
}

#[cfg(test)]
mod tests;
