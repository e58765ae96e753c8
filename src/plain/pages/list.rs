//! List: routines, narrowed down by words, position and minutes.

use std::time::Duration;

use super::preview::Preview;
use super::routine_line;
use crate::areas::Area;
use crate::history::Liking;
use crate::library::Filter;
use crate::plain::page::{Page, Wish};
use crate::practice::{Position, Routine};
use crate::situation::Situation;
use crate::words::counted;

/// More sessions than these are better narrowed down.
const MANY: u64 = 5;

/// The shortest word that is looked for: a letter alone is more likely a slip.
const LEAST: usize = 3;

/// The routines that a filter admits.
#[derive(Debug)]
pub struct List {
    filter: Filter,
}

impl List {
    /// The routines that `filter` admits.
    #[must_use]
    pub const fn of(filter: Filter) -> Self {
        Self { filter }
    }
}

impl Page for List {
    fn says(&self, situation: &Situation) -> Vec<String> {
        let filter = &self.filter;
        let count = situation.listed(filter).len() as u64;
        let area = filter.area.as_ref().map(|area| format!(" for {}", area.label())).unwrap_or_default();
        let position = filter.position.map(|position| format!(", {}", position.plain())).unwrap_or_default();
        let longest = filter.longest.map(|longest| longest.as_secs() / 60);
        let longest = longest.map(|minutes| format!(", up to {}", counted(minutes, "minute", "minutes")));
        let words = if filter.words.is_empty() { String::new() } else { format!(", with the words {}", filter.words) };
        let sessions = counted(count, "session", "sessions");
        let says = format!("{sessions}{area}{position}{}{words}.", longest.unwrap_or_default());
        let fewer = "To hear fewer, type words, a position, or minutes such as 5 min. Type any to hear all.";
        if count > MANY { vec![says, fewer.to_owned()] } else { vec![says] }
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        let line = |routine: &&Routine| {
            let sign = match situation.digest.tastes().of(&routine.id) {
                Liking::Favourite => ", a favourite",
                Liking::Never => ", never suggested",
                Liking::Neither | Liking::Unknown => "",
            };
            format!("{}{sign}", routine_line(routine, situation))
        };
        situation.listed(&self.filter).iter().map(line).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Which session?".to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        "words to look for".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let routine = situation.listed(&self.filter).get(choice).map(|routine| routine.id.clone());
        routine.map(|id| Wish::open(Preview::of(&id))).into_iter().collect()
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let answer = answer.to_lowercase();
        let minutes = answer.strip_suffix("minutes").or_else(|| answer.strip_suffix("min")).map(str::trim);
        let mut filter = self.filter.clone();
        if let Some(minutes) = minutes.and_then(|minutes| minutes.parse::<u64>().ok()) {
            // A routine of "5 minutes" may take a few seconds more: the half minute keeps it in.
            filter.longest = Some(Duration::from_secs(minutes.min(600) * 60 + 30));
        } else if let Some(position) = Position::ALL.iter().find(|position| position.word() == answer) {
            filter.position = Some(*position);
        } else if answer == "any" {
            filter = Filter { area: filter.area, ..Filter::default() };
        } else if let Some(area) = situation.library.areas().all().iter().find(|area: &&Area| area.word() == answer) {
            filter = Filter { area: Some(area.clone()), ..Filter::default() };
        } else if answer.chars().count() >= LEAST
            && !matches!(answer.as_str(), "back" | "end" | "quit" | "help" | "more" | "safety")
        {
            filter.words = answer;
        } else {
            return None;
        }
        if situation.listed(&filter).is_empty() {
            return Some(vec![Wish::Say("No session has that. The list stays as it is.".to_owned())]);
        }
        self.filter = filter;
        Some(Vec::new())
    }
}
