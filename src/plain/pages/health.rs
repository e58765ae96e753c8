//! Health: the questions that find out what suits a person, one at a time.

use super::yes_or_no;
use crate::asked::{self, Row};
use crate::plain::page::{Page, Wish};
use crate::situation::Situation;

/// The health questions, and the one that is asked.
#[derive(Debug)]
pub struct Health {
    health: asked::Health,
    at: usize,
}

impl Health {
    /// The questions, with the answers that the person gave before.
    #[must_use]
    pub fn asked_of(situation: &Situation) -> Self {
        Self { health: asked::Health::asked_of(situation), at: 0 }
    }

    fn row(&self) -> Option<&Row> {
        self.health.rows.get(self.at)
    }
}

impl Page for Health {
    fn says(&self, _: &Situation) -> Vec<String> {
        if self.at > 0 {
            return Vec::new();
        }
        let questions = self.health.rows.len();
        vec![
            format!("Before you stretch: {questions} questions."),
            asked::INTRODUCTION.to_owned(),
            "Enter alone says no to a health question, and yes to a thing or a position, unless you said otherwise before. \
             b goes back a question. d saves what you have answered."
                .to_owned(),
        ]
    }

    fn question(&self, _: &Situation) -> String {
        let Some(row) = self.row() else { return String::new() };
        let number = self.at + 1;
        let said = match (row, self.health.is_yes(row)) {
            (Row::Question(..), true) => " You said yes.",
            (Row::Thing(_) | Row::Position(_), false) => " You said no.",
            _ => "",
        };
        let [about, what] = row.in_words();
        let asks = match row {
            Row::Question(..) => what,
            Row::Thing(_) | Row::Position(_) => format!(
                "{} {what}?",
                about.trim_end_matches('?').replace("this position", "the position").replace("have this", "have a")
            ),
        };
        format!("Question {number}. {asks}{said}")
    }

    fn answers(&self, _: &Situation) -> String {
        "y for yes, n for no, enter to keep it, d for done".to_owned()
    }

    fn in_short(&self) -> Option<&'static str> {
        Some("y or n")
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        self.row()?;
        match answer.to_lowercase().as_str() {
            "b" | "back" if self.at > 0 => {
                self.at -= 1;
                return Some(Vec::new());
            }
            "d" | "done" => self.at = self.health.rows.len(),
            "" => self.at += 1,
            answer => {
                self.health.answer(self.at, yes_or_no(answer)?);
                self.at += 1;
            }
        }
        if self.at < self.health.rows.len() {
            return Some(Vec::new());
        }
        Some(Wish::close_and_keep(vec![self.health.record(situation)]))
    }
}
