//! Caution: a question before a session that a clinician should be asked about first.

use super::yes_or_no;
use crate::plain::page::{Begin, Effect, Page, Wish};
use crate::situation::Situation;
use crate::words::fit;

/// The question whether a session shall begin all the same.
#[derive(Debug)]
pub struct Caution {
    routine: String,
    reasons: Vec<String>,
}

impl Caution {
    /// The start of a session of the routine with this id; where a clinician should be asked first, that question.
    #[must_use]
    pub fn or_start(id: &str, situation: &Situation) -> Vec<Wish> {
        let Some(routine) = situation.library.routine(id) else { return vec![Wish::Close] };
        let reasons = fit::cautions(routine, situation.digest.advice(), &situation.texts);
        if reasons.is_empty() {
            return vec![Wish::Do(Effect::Lead(Begin::New(id.to_owned())))];
        }
        vec![Wish::open(Self { routine: id.to_owned(), reasons })]
    }
}

impl Page for Caution {
    fn says(&self, _: &Situation) -> Vec<String> {
        std::iter::once("Ask a clinician first.".to_owned()).chain(self.reasons.clone()).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Start anyway?".to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        "y for yes, n for no".to_owned()
    }

    fn typed(&mut self, _: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let begins = yes_or_no(answer)?;
        let begin = begins.then(|| Wish::Do(Effect::Lead(Begin::New(self.routine.clone()))));
        Some(std::iter::once(Wish::Close).chain(begin).collect())
    }
}
