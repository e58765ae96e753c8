//! Rest: a question whether a day shall be free.

use chrono::{NaiveDate, TimeDelta};

use crate::figure::words::capital;
use crate::history::{Kind, Record};
use crate::plain::page::{Page, Wish};
use crate::situation::Situation;
use crate::words::days;

/// The question which day shall be free, and then why.
#[derive(Debug, Default)]
pub struct Rest {
    day: Option<NaiveDate>,
}

impl Page for Rest {
    fn says(&self, situation: &Situation) -> Vec<String> {
        match self.day {
            None => vec!["A rest day keeps the streak but does not lengthen it.".to_owned()],
            Some(day) if day < situation.digest.today() => {
                vec![format!("{}. It will be marked as declared afterwards.", days::long(day))]
            }
            Some(day) => vec![format!("{}.", days::long(day))],
        }
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        let today = situation.digest.today();
        match self.day {
            Some(_) => ["No reason", "Sick", "Vacation"].map(str::to_owned).to_vec(),
            None => [0, 1, -1]
                .map(|days| today + TimeDelta::days(days))
                .map(|day| {
                    let beside = days::beside_today(day, today).unwrap_or_default();
                    format!("{}, {}", capital(beside), days::long(day))
                })
                .to_vec(),
        }
    }

    fn question(&self, _: &Situation) -> String {
        if self.day.is_some() { "Why?".to_owned() } else { "Which day?".to_owned() }
    }

    fn answers(&self, situation: &Situation) -> String {
        match self.day {
            Some(_) => String::new(),
            None => format!("a date such as {}", situation.digest.today()),
        }
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let Some(day) = self.day else {
            let by = [0, 1, -1].get(choice).copied().unwrap_or(0);
            self.day = Some(situation.digest.today() + TimeDelta::days(by));
            return Vec::new();
        };
        let reason = match choice {
            0 => None,
            1 => Some("sick".to_owned()),
            _ => Some("vacation".to_owned()),
        };
        Wish::close_and_keep(vec![Record::new(situation.now.local, Kind::Rest { from: day, to: day, reason })])
    }

    fn typed(&mut self, _: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let day = answer.parse().ok().filter(|_| self.day.is_none())?;
        self.day = Some(day);
        Some(Vec::new())
    }
}
