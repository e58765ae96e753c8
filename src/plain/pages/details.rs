//! Details: what a clinician asks of an area, one question at a time.

use super::{score, yes_or_no};
use crate::areas::label_of;
use crate::asked::{self, SINCE};
use crate::plain::page::{Page, Wish};
use crate::practice::terms::WhichSide;
use crate::situation::Situation;

/// The questions about an area, and the one that is asked.
#[derive(Debug)]
pub struct Details {
    told: asked::Details,
    at: usize,
}

/// The longest name of what a person wants to do, in characters.
const LONGEST_WHAT: usize = 60;

/// The questions, in order.
const ASKED: [Asked; 7] =
    [Asked::Pain, Asked::Side, Asked::Since, Asked::AtNight, Asked::InLimb, Asked::What, Asked::Score];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Pain,
    Side,
    Since,
    AtNight,
    InLimb,
    What,
    Score,
}

impl Details {
    /// The questions about the area with this id, none of them answered.
    #[must_use]
    pub fn of(area: &str) -> Self {
        Self { told: asked::Details { area: area.to_owned(), ..asked::Details::default() }, at: 0 }
    }

    fn asked(&self) -> Option<Asked> {
        ASKED.get(self.at).copied()
    }

    /// Takes in an answer; `None` if it is none to this question.
    fn take(&mut self, answer: &str) -> Option<()> {
        let asked = self.asked()?;
        let told = &mut self.told;
        match asked {
            Asked::Pain => told.pain = Some(score(answer)?),
            Asked::Score => told.score = Some(score(answer)?),
            Asked::Side => told.side = Some(*WhichSide::ALL.iter().find(|side| side.word() == answer)?),
            Asked::AtNight => told.at_night = Some(yes_or_no(answer)?),
            Asked::InLimb => told.in_limb = Some(yes_or_no(answer)?),
            Asked::What => told.what = answer.chars().take(LONGEST_WHAT).collect(),
            Asked::Since => return None,
        }
        Some(())
    }

    /// Goes on to the next question, or keeps what was told.
    fn go_on(&mut self, situation: &Situation) -> Vec<Wish> {
        self.at += 1;
        // Who wants to do nothing is not asked how well it goes.
        if self.asked() == Some(Asked::Score) && self.told.what.is_empty() {
            self.at += 1;
        }
        if self.asked().is_some() { Vec::new() } else { Wish::close_and_keep(self.told.records(situation)) }
    }
}

impl Page for Details {
    fn says(&self, _: &Situation) -> Vec<String> {
        if self.at > 0 {
            return Vec::new();
        }
        let area = label_of(&self.told.area);
        vec![
            format!("What a clinician will ask about {area}. The answers go into your report."),
            "Enter alone leaves a question out.".to_owned(),
        ]
    }

    fn choices(&self, _: &Situation) -> Vec<String> {
        match self.asked() {
            Some(Asked::Since) => SINCE.iter().map(|(words, _)| (*words).to_owned()).collect(),
            _ => Vec::new(),
        }
    }

    fn question(&self, _: &Situation) -> String {
        match self.asked() {
            Some(Asked::Pain) => "How strong is the pain?".to_owned(),
            Some(Asked::Side) => "Which side?".to_owned(),
            Some(Asked::Since) => "How long is it there?".to_owned(),
            Some(Asked::AtNight) => "Is it worse at night?".to_owned(),
            Some(Asked::InLimb) => "Is an arm or leg tingling, numb or weak?".to_owned(),
            Some(Asked::What) => "What would you like to do that it keeps you from?".to_owned(),
            Some(Asked::Score) => format!("How well can you do it: {}?", self.told.what),
            None => String::new(),
        }
    }

    fn answers(&self, _: &Situation) -> String {
        let answers = match self.asked() {
            Some(Asked::Pain) => "0 to 10, enter",
            Some(Asked::Score) => "0, not at all, to 10, as before, enter",
            Some(Asked::Side) => "left, right, both, enter",
            Some(Asked::AtNight | Asked::InLimb) => "y for yes, n for no, enter",
            Some(Asked::What) => "Type it, or press enter to leave it out",
            Some(Asked::Since) | None => "enter",
        };
        answers.to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        self.told.since = Some(choice);
        self.go_on(situation)
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let is_text = self.takes_text();
        match answer.to_lowercase().as_str() {
            "" => {}
            "b" | "back" if self.at > 0 && !is_text => {
                self.at -= 1;
                return Some(Vec::new());
            }
            lower => self.take(if is_text { answer } else { lower })?,
        }
        Some(self.go_on(situation))
    }

    fn takes_text(&self) -> bool {
        self.asked() == Some(Asked::What)
    }

    fn at_end(&self, situation: &Situation) -> Vec<crate::plain::page::Effect> {
        let records = self.told.records(situation);
        if records.is_empty() { Vec::new() } else { vec![crate::plain::page::Effect::Append(records)] }
    }
}
