//! Page: what a page of lines says, asks and offers, and what it wants of the rest. A page reads the [`Situation`] and
//! changes nothing but itself.

use std::fmt;

use crate::history::{Checkpoint, Record};
use crate::practice::Routine;
use crate::session::{Engine, SessionHeader};
use crate::settings::Settings;
use crate::situation::Situation;

/// A page: sentences, choices with a number each, and a question.
pub trait Page: fmt::Debug {
    /// The sentences that stand before the choices.
    fn says(&self, _situation: &Situation) -> Vec<String> {
        Vec::new()
    }

    /// The choices, in order: the first has the number 1.
    fn choices(&self, _situation: &Situation) -> Vec<String> {
        Vec::new()
    }

    /// The question, which is read last.
    fn question(&self, situation: &Situation) -> String;

    /// The answers there are beside the numbers of choices, in words; empty if there are none.
    fn answers(&self, _situation: &Situation) -> String {
        String::new()
    }

    /// The answers in short, once the page has gone on to its next question; `None` says them in full again.
    fn in_short(&self) -> Option<&'static str> {
        None
    }

    /// Takes a choice by its place.
    fn choose(&mut self, _situation: &Situation, _choice: usize) -> Vec<Wish> {
        Vec::new()
    }

    /// Takes any other answer; `None` if it means nothing here.
    fn typed(&mut self, _situation: &Situation, _answer: &str) -> Option<Vec<Wish>> {
        None
    }

    /// Returns `true` if whatever is typed now is a text.
    fn takes_text(&self) -> bool {
        false
    }

    /// Returns `true` if the letters that mean the same on every page are named after the question.
    fn names_letters(&self) -> bool {
        !self.takes_text()
    }

    /// What is to be kept if the program ends here.
    fn at_end(&self, _situation: &Situation) -> Vec<Effect> {
        Vec::new()
    }
}

/// A wish of a page. None at all asks for the page to be said again: it has gone on to its next question.
#[derive(Debug)]
pub enum Wish {
    /// Open this page over the one that is open.
    Open(Box<dyn Page>),
    /// Close this page, and say the one behind it.
    Close,
    /// Go back to the first page.
    Leave,
    /// Say a sentence. With nothing else, only the question is asked again.
    Say(String),
    /// Go on with these settings, and save them.
    Configure(Box<Settings>),
    /// Take in the session that was composed last, and keep it.
    Compose(Box<Routine>),
    /// Start a session of the routine with this id; where a clinician should be asked first, that is asked.
    Start(String),
    /// Do what is tense today in full all the same, or no longer.
    InFull,
    /// Put the steps of the routine with this id, and of no other, into another order.
    Shuffle(Option<String>),
    /// Do something that only the edge can do.
    Do(Effect),
}

impl Wish {
    /// Opens a page.
    pub fn open(page: impl Page + 'static) -> Self {
        Self::Open(Box::new(page))
    }

    /// Closes the page and keeps the records that it was about, if there are any.
    #[must_use]
    pub fn close_and_keep(records: Vec<Record>) -> Vec<Self> {
        if records.is_empty() {
            return vec![Self::Close, Self::Say("Nothing was told, so nothing is saved.".to_owned())];
        }
        vec![Self::Do(Effect::Append(records)), Self::Close, Self::Do(Effect::SaySaved)]
    }
}

/// A session that begins, or goes on.
#[derive(Debug, Clone)]
pub enum Begin {
    /// A new session of the routine with this id.
    New(String),
    /// The session that was ended early.
    GoOn(Box<Engine>, SessionHeader),
}

/// A task for the edge.
#[derive(Debug)]
pub enum Effect {
    /// Lead a session.
    Lead(Begin),
    /// Add the session's record, and clear its checkpoint.
    Close(Box<Record>),
    /// Save what was said of the session so far.
    Checkpoint(Box<Checkpoint>),
    /// Forget the session.
    DropCheckpoint,
    /// Add records that are no sessions.
    Append(Vec<Record>),
    /// Say that what was kept just before is saved, if it is.
    SaySaved,
    /// Take back what was entered last; what was entered in an earlier run, only once that `is_asked`.
    Undo {
        /// `true` if the person has said yes to it.
        is_asked: bool,
    },
    /// Take up the session that was cut off.
    TakeUp,
    /// Log the work done in the session that was cut off.
    LogUnfinished,
    /// Forget the session that was cut off.
    DropUnfinished,
    /// Keep the session that was composed last.
    KeepComposed(Box<Routine>),
    /// Save the settings.
    SaveSettings,
    /// End the program with this exit code.
    Quit(u8),
}
