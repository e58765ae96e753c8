//! Compose: a session made for the time there is, heard before it starts.

use std::time::Duration;

use super::reading::Reading;
use crate::areas::Area;
use crate::coach::{Composed, MINUTES, Wish as Asked, usual_minutes};
use crate::figure::words::capital;
use crate::plain::page::{Page, Wish};
use crate::practice::Position;
use crate::situation::Situation;
use crate::words::{aloud, coach, counted, listed};

/// What is asked for.
#[derive(Debug)]
pub struct Compose {
    minutes: u64,
    areas: Vec<Area>,
    position: Option<Position>,
    asks: Asks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Minutes,
    Start,
    Areas,
    Position,
}

impl Compose {
    /// A session for the time that is usual at this hour, for what is needed most.
    #[must_use]
    pub fn open(situation: &Situation) -> Self {
        let minutes = usual_minutes(situation.digest.habits(), situation.now.local);
        Self { minutes, areas: Vec::new(), position: None, asks: Asks::Minutes }
    }

    fn composed(&self, situation: &Situation) -> Option<Composed> {
        let asked =
            Asked { time: Duration::from_mins(self.minutes), areas: self.areas.clone(), position: self.position };
        situation.compose(&asked).ok()
    }

    fn areas_in_words(&self) -> String {
        if self.areas.is_empty() {
            return "what you need most".to_owned();
        }
        listed(&self.areas.iter().map(Area::label).collect::<Vec<_>>())
    }

    fn back(&mut self) -> Vec<Wish> {
        self.asks = Asks::Start;
        Vec::new()
    }
}

impl Page for Compose {
    fn says(&self, situation: &Situation) -> Vec<String> {
        match self.asks {
            Asks::Minutes => vec!["A session for the minutes you have, for what you need most.".to_owned()],
            Asks::Areas => {
                vec!["Choose an area to add it or to take it out. None asks for what you need most.".to_owned()]
            }
            Asks::Position => Vec::new(),
            Asks::Start => {
                let Some(composed) = self.composed(situation) else {
                    return vec![format!("{}.", capital(coach::NOTHING))];
                };
                let mut says = vec![format!("{}: it takes {}.", composed.routine.title, aloud::time(composed.total))];
                let steps = composed.routine.steps.iter().zip(&composed.reasons).enumerate();
                says.extend(steps.map(|(index, (step, reason))| {
                    let easier = if step.eased { ", the easier version" } else { "" };
                    let (name, dose) = (step.exercise.short_name(), aloud::dose(step));
                    let position = step.position.plain();
                    format!("Step {}: {name}, {dose}, {position}{easier}. {}.", index + 1, capital(&coach::why(reason)))
                }));
                says.extend(coach::left_out(&composed, self.position));
                says
            }
        }
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        match self.asks {
            Asks::Minutes => Vec::new(),
            Asks::Areas => {
                let line = |area: &Area| {
                    let is_asked = if self.areas.contains(area) { ", asked for" } else { "" };
                    format!("{}{is_asked}", capital(area.label()))
                };
                situation.library.areas().all().iter().map(line).collect()
            }
            Asks::Position => {
                let any = std::iter::once("Any position".to_owned());
                any.chain(Position::ALL.iter().map(|position| capital(position.plain()))).collect()
            }
            Asks::Start => vec![
                "Start".to_owned(),
                format!("Minutes: {}", self.minutes),
                format!("Areas: {}", self.areas_in_words()),
                format!("Position: {}", self.position.map_or("any", Position::plain)),
                "Hear every step in full".to_owned(),
            ],
        }
    }

    fn question(&self, _: &Situation) -> String {
        match self.asks {
            Asks::Minutes => "How many minutes do you have?",
            Asks::Start => "Start?",
            Asks::Areas => "Which area?",
            Asks::Position => "Which position?",
        }
        .to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        match self.asks {
            Asks::Minutes => {
                let usual = counted(self.minutes, "minute", "minutes");
                format!("{} to {}, enter for {usual}", MINUTES.start(), MINUTES.end())
            }
            Asks::Areas => "d for done".to_owned(),
            Asks::Start | Asks::Position => String::new(),
        }
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        match self.asks {
            Asks::Minutes => {}
            Asks::Areas => {
                if let Some(area) = situation.library.areas().all().get(choice) {
                    match self.areas.iter().position(|known| known == area) {
                        Some(place) => drop(self.areas.remove(place)),
                        None => self.areas.push(area.clone()),
                    }
                }
            }
            Asks::Position => {
                self.position = choice.checked_sub(1).and_then(|place| Position::ALL.get(place)).copied();
                self.asks = Asks::Start;
            }
            Asks::Start => match choice {
                0 => {
                    let Some(composed) = self.composed(situation) else { return Vec::new() };
                    let id = composed.routine.id.clone();
                    let compose = Wish::Compose(Box::new(composed.routine));
                    return vec![compose, Wish::Start(id)];
                }
                1 => self.asks = Asks::Minutes,
                2 => self.asks = Asks::Areas,
                3 => self.asks = Asks::Position,
                _ => {
                    let steps = self.composed(situation).map(|composed| composed.routine.steps).unwrap_or_default();
                    let steps = steps.iter().enumerate();
                    let lines = steps.flat_map(|(at, step)| super::preview::step_in_full(step, at + 1, situation));
                    return vec![Wish::open(Reading::lines(lines.collect()))];
                }
            },
        }
        Vec::new()
    }

    fn typed(&mut self, _: &Situation, answer: &str) -> Option<Vec<Wish>> {
        match (self.asks, answer) {
            (Asks::Areas, "d" | "D" | "done" | "b" | "back") | (Asks::Position, "b" | "back") | (Asks::Minutes, "") => {
            }
            (Asks::Minutes, answer) => {
                let number = answer.split_whitespace().next()?;
                self.minutes = number.parse().ok().filter(|minutes| MINUTES.contains(minutes))?;
            }
            _ => return None,
        }
        Some(self.back())
    }
}
