//! Asked: the questions to a person about themselves, and the records of the answers: what suits them, and what a clinician
//! asks of an area.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::history::{Kind, Profile, Record, Symptoms};
use crate::practice::Position;
use crate::practice::terms::WhichSide;
use crate::sanitize::clean;
use crate::situation::Situation;

/// The questions that find out what suits a person, with their answers.
#[derive(Debug, Clone)]
pub struct Health {
    /// The questions.
    pub rows: Vec<Row>,
    answers: Profile,
}

/// A question that is answered with yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A question of screening: its tag, and its text.
    Question(String, String),
    /// A thing that may be at hand.
    Thing(String),
    /// A position that may be wanted.
    Position(Position),
}

/// What the questions are for.
pub const INTRODUCTION: &str = "Not every exercise suits everyone. If you say yes, exercises are left out or made easier. \
                            This takes a minute or two, and you can stop at any question. Your answers stay on this machine, and you can change them in \
                            the settings.";

impl Row {
    /// What is asked, and of what.
    #[must_use]
    pub fn in_words(&self) -> [String; 2] {
        match self {
            Self::Question(_, question) => ["Say yes to what applies".to_owned(), question.clone()],
            Self::Thing(thing) => ["Do you have this?".to_owned(), clean(thing, 60)],
            Self::Position(position) => ["Can you use this position?".to_owned(), position.plain().to_owned()],
        }
    }
}

impl Health {
    /// The questions, with the answers that the person gave before.
    #[must_use]
    pub fn asked_of(situation: &Situation) -> Self {
        let answers = situation.digest.profile().cloned().unwrap_or_default();
        let questions = situation.texts.screening.iter().map(|(tag, text)| Row::Question(tag.clone(), text.clone()));
        let things: BTreeSet<String> = situation.library.equipment().into_iter().map(str::to_owned).collect();
        let positions = Position::ALL.iter().map(|position| Row::Position(*position));
        let rows = questions.chain(things.into_iter().map(Row::Thing)).chain(positions).collect();
        Self { rows, answers }
    }

    /// Returns `true` if the answer to `row` is yes: it applies, the thing is at hand, the position can be used.
    #[must_use]
    pub fn is_yes(&self, row: &Row) -> bool {
        match row {
            Row::Question(tag, _) => self.answers.yes.contains(tag),
            Row::Thing(thing) => !self.answers.lacks.contains(thing),
            Row::Position(position) => !self.answers.avoids.contains(position.word()),
        }
    }

    /// Answers the question with this number.
    pub fn answer(&mut self, row: usize, yes: bool) {
        if self.rows.get(row).is_some_and(|asked| self.is_yes(asked) != yes) {
            self.toggle(row);
        }
    }

    /// Answers the question with this number the other way.
    pub fn toggle(&mut self, row: usize) {
        let Some(row) = self.rows.get(row) else {
            return;
        };
        let (set, word) = match row {
            Row::Question(tag, _) => (&mut self.answers.yes, tag.as_str()),
            Row::Thing(thing) => (&mut self.answers.lacks, thing.as_str()),
            Row::Position(position) => (&mut self.answers.avoids, position.word()),
        };
        if !set.remove(word) {
            set.insert(word.to_owned());
        }
    }

    /// The record of the answers.
    #[must_use]
    pub fn record(&self, situation: &Situation) -> Record {
        situation.digest.profile_record(situation.now.local, self.answers.clone())
    }
}

/// How long something is there, in words, and about how many days that is.
pub const SINCE: [(&str, i64); 4] =
    [("less than a week", 3), ("one or two weeks", 10), ("two to six weeks", 28), ("longer", 90)];

/// What a person tells of an area for a clinician.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// The id of the area.
    pub area: String,
    /// The pain, from 0 to 10.
    pub pain: Option<u8>,
    /// The side.
    pub side: Option<WhichSide>,
    /// How long it is there, by its place in [`SINCE`].
    pub since: Option<usize>,
    /// `true` if it is worse at night.
    pub at_night: Option<bool>,
    /// `true` if an arm or a leg is numb, tingling or weak.
    pub in_limb: Option<bool>,
    /// What the person wants to do.
    pub what: String,
    /// How well they can do it, from 0 to 10.
    pub score: Option<u8>,
}

impl Details {
    /// The records of what was told; none where nothing was.
    #[must_use]
    pub fn records(&self, situation: &Situation) -> Vec<Record> {
        let now = situation.now.local;
        let ago = |place: usize| Some(situation.digest.today() - TimeDelta::days(SINCE.get(place)?.1));
        let symptoms = Symptoms {
            area: self.area.clone(),
            pain: self.pain,
            side: self.side,
            since: self.since.and_then(ago),
            at_night: self.at_night,
            in_limb: self.in_limb,
        };
        let what = self.what.trim().to_owned();
        let function = self.score.filter(|_| !what.is_empty()).map(|score| Kind::Function { what, score });
        let kinds = (!symptoms.is_empty()).then_some(Kind::Symptoms(symptoms)).into_iter().chain(function);
        kinds.map(|kind| Record::new(now, kind)).collect()
    }
}
