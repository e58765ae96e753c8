//! Undoing: the question whether an entry of an earlier run of the program shall be undone.

use super::yes_or_no;
use crate::plain::page::{Effect, Page, Wish};
use crate::situation::Situation;

/// The question whether an entry shall be undone.
#[derive(Debug)]
pub struct Undoing {
    /// The entry in words.
    pub what: String,
}

impl Page for Undoing {
    fn says(&self, _: &Situation) -> Vec<String> {
        vec![format!("{}. It was entered before you started supple this time.", self.what)]
    }

    fn question(&self, _: &Situation) -> String {
        "Undo this?".to_owned()
    }

    fn answers(&self, _: &Situation) -> String {
        "y for yes, n for no".to_owned()
    }

    fn typed(&mut self, _: &Situation, answer: &str) -> Option<Vec<Wish>> {
        let undo = yes_or_no(answer)?.then_some(Wish::Do(Effect::Undo { is_asked: true }));
        Some(std::iter::once(Wish::Close).chain(undo).collect())
    }
}
