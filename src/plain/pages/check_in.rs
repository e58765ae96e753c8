//! Check-in: the tension of each area.

use super::details::Details;
use super::score;
use crate::areas::Area;
use crate::figure::words::capital;
use crate::history::comfort::Worse;
use crate::history::{Kind, Record};
use crate::plain::page::{Page, Wish};
use crate::situation::Situation;
use crate::words::tension;

/// The question about the tension of each area.
#[derive(Debug)]
pub struct CheckIn {
    /// The areas, each with its score and whether it limits the day.
    told: Vec<(Area, Option<u8>, bool)>,
    /// The area that is asked about.
    chosen: Option<usize>,
    /// The reason for the question, where it is not the person who asked for it.
    reason: Option<String>,
}

impl CheckIn {
    /// A check-in in which no area has a score yet.
    #[must_use]
    pub fn open(situation: &Situation) -> Self {
        let told = situation.library.areas().all().iter().map(|area| (area.clone(), None, false)).collect();
        Self { told, chosen: None, reason: None }
    }

    /// The question how an area is that ended a session worse than it began.
    #[must_use]
    pub fn after(worse: &Worse, situation: &Situation) -> Self {
        let open = Self::open(situation);
        let chosen = open.told.iter().position(|(area, ..)| area.word() == worse.area);
        Self { chosen, reason: Some(tension::worse(worse)), ..open }
    }

    fn records(&self, situation: &Situation) -> Vec<Record> {
        let kinds = self.told.iter().filter_map(|(area, score, limits)| {
            Some(Kind::CheckIn { area: area.word().to_owned(), tension: (*score)?, limits_daily_life: *limits })
        });
        kinds.map(|kind| Record::new(situation.now.local, kind)).collect()
    }
}

impl Page for CheckIn {
    fn says(&self, _: &Situation) -> Vec<String> {
        match (&self.reason, self.chosen) {
            (Some(reason), Some(_)) => vec![reason.clone()],
            // Once is enough.
            _ if self.told.iter().any(|(_, score, _)| score.is_some()) => Vec::new(),
            (_, Some(_)) => vec!["Add l if it limits your day, such as 7 l.".to_owned()],
            _ => vec!["Rate how tense an area is, from 0, not at all, to 10. Rate as many as you like.".to_owned()],
        }
    }

    fn choices(&self, _: &Situation) -> Vec<String> {
        if self.chosen.is_some() {
            return Vec::new();
        }
        let line = |(area, score, limits): &(Area, Option<u8>, bool)| {
            let score = score.map_or("not rated".to_owned(), |score| format!("{score} of 10"));
            let limits = if *limits { ", limits my day" } else { "" };
            format!("{}, {score}{limits}", capital(area.label()))
        };
        self.told.iter().map(line).collect()
    }

    fn question(&self, _: &Situation) -> String {
        match self.chosen.and_then(|chosen| self.told.get(chosen)) {
            Some((area, ..)) => format!("{}: how tense is it?", capital(area.label())),
            None => "Which area?".to_owned(),
        }
    }

    fn answers(&self, _: &Situation) -> String {
        match self.chosen {
            Some(_) => "0 to 10, c for what a clinician will ask".to_owned(),
            None => "d for done, which saves".to_owned(),
        }
    }

    fn choose(&mut self, _: &Situation, choice: usize) -> Vec<Wish> {
        self.chosen = Some(choice);
        Vec::new()
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let answer = answer.to_lowercase();
        let Some(chosen) = self.chosen else {
            return matches!(answer.as_str(), "d" | "done").then(|| Wish::close_and_keep(self.records(situation)));
        };
        let (area, told, limits) = self.told.get_mut(chosen)?;
        match answer.as_str() {
            "b" | "back" | "" => {}
            "c" => return Some(vec![Wish::open(Details::of(area.word()))]),
            answer => {
                let (number, limiting) = limiting(answer);
                *told = Some(score(number)?);
                *limits = limiting;
            }
        }
        self.chosen = None;
        Some(Vec::new())
    }
}

/// The score of an answer, and whether it says that the area limits the day: `7 l`.
pub(super) fn limiting(answer: &str) -> (&str, bool) {
    answer.strip_suffix(['l', 'L']).map_or((answer, false), |number| (number.trim(), true))
}
