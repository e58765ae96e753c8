//! The first page: the streak, what is proposed, and all there is to do.

use super::areas::Areas;
use super::check_in::CheckIn;
use super::compose::Compose;
use super::health::Health;
use super::history::Browse;
use super::learn::Learn;
use super::list::List;
use super::preview::Preview;
use super::programs::Programs;
use super::rest::Rest;
use super::routine_line;
use super::settings::Choosing;
use crate::library::Filter;
use crate::plain::page::{Effect, Page, Wish};
use crate::practice::Routine;
use crate::situation::Situation;
use crate::words::streak;

/// The first page.
#[derive(Debug)]
pub struct First;

/// The routine that is proposed.
fn proposed(situation: &Situation) -> Option<&Routine> {
    situation.library.routine(&situation.suggestion.as_ref()?.routine)
}

/// The routine of the last session.
fn last(situation: &Situation) -> Option<&Routine> {
    situation.library.routine(situation.digest.last_routine()?)
}

impl Page for First {
    fn says(&self, situation: &Situation) -> Vec<String> {
        let mut says = streak::in_sentences(situation.digest.streak());
        says.extend(situation.week_in_words().map(|[week, _]| format!("{}.", crate::figure::words::capital(&week))));
        if let (Some(suggestion), Some(routine)) = (&situation.suggestion, proposed(situation)) {
            says.push(format!("For you now: {}. {}", routine_line(routine, situation), suggestion.why));
        }
        says
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        let proposed = proposed(situation).map(|routine| format!("{}: hear it, then start", routine.title));
        let mut choices = vec![
            proposed.unwrap_or_else(|| "All sessions".to_owned()),
            "Choose a session by area".to_owned(),
            "A session for the minutes you have".to_owned(),
            "Programmes over weeks".to_owned(),
            "Check in: how tense you are".to_owned(),
            "Rest day".to_owned(),
            "History and streak".to_owned(),
            "Exercises, and tips on knots".to_owned(),
            "Health questions".to_owned(),
            "Settings".to_owned(),
            "Undo the last entry".to_owned(),
        ];
        choices.extend(last(situation).map(|routine| format!("Again: {}", routine.title)));
        choices
    }

    fn question(&self, _: &Situation) -> String {
        "What would you like to do?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        vec![match choice {
            0 => match proposed(situation) {
                Some(routine) => Wish::open(Preview::of(&routine.id)),
                None => Wish::open(List::of(Filter::default())),
            },
            1 => Wish::open(Areas),
            2 => Wish::open(Compose::open(situation)),
            3 => Wish::open(Programs),
            4 => Wish::open(CheckIn::open(situation)),
            5 => Wish::open(Rest::default()),
            6 => Wish::open(Browse),
            7 => Wish::open(Learn),
            8 => Wish::open(Health::asked_of(situation)),
            9 => Wish::open(Choosing),
            10 => Wish::Do(Effect::Undo { is_asked: false }),
            _ => match last(situation) {
                Some(routine) => Wish::open(Preview::of(&routine.id)),
                None => return Vec::new(),
            },
        }]
    }
}
