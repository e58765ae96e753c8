//! The figures of an exercise. Those of the program's own exercises are read when somebody first looks at one: reading
//! all of them would take half of the time until the first screen.

use std::sync::{Arc, OnceLock};

use serde_json::value::RawValue;

use super::area::Position;
use super::file::figure::FigureFile;
use crate::figure::Figure;

/// The figures of an exercise, read or not read yet.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    text: Option<&'static str>,
    read: OnceLock<Drawn>,
}

/// The figures of an exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    /// How it looks, if its file says so.
    pub(super) own: Option<Arc<Figure>>,
    /// How it looks in other positions.
    pub(super) of_positions: Vec<(Position, Arc<Figure>)>,
}

impl Figures {
    /// Figures that stand in a file of the program's own, which the tests have read.
    pub(super) fn written(text: Option<&'static RawValue>) -> Self {
        Self { text: text.map(RawValue::get), read: OnceLock::new() }
    }

    /// The figures.
    pub(super) fn drawn(&self) -> &Drawn {
        self.read.get_or_init(|| {
            let file = self.text.and_then(|text| serde_json::from_str::<FigureFile>(text).ok());
            file.and_then(|file| file.check().ok()).unwrap_or_default()
        })
    }
}

impl From<Drawn> for Figures {
    fn from(drawn: Drawn) -> Self {
        Self { text: None, read: OnceLock::from(drawn) }
    }
}

impl PartialEq for Figures {
    fn eq(&self, other: &Self) -> bool {
        self.drawn() == other.drawn()
    }
}

impl Eq for Figures {}
