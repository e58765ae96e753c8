//! The figures of an exercise. Those of the program's own exercises are read when somebody first looks at one: reading
//! all of them would take half of the time until the first screen.

use std::sync::{Arc, OnceLock};

use serde_json::value::RawValue;

use super::terms::Position;
use crate::figure::Figure;

/// The figures of an exercise, read or not read yet.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    written: Option<Written>,
    drawn: OnceLock<Drawn>,
}

/// The text of a figure, and the function that reads it.
type Written = (&'static str, fn(&str) -> Option<Drawn>);

/// The figures of an exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// The figure in the exercise's own position, if its file has one.
    pub(crate) own: Option<Arc<Figure>>,
    /// The figures in other positions.
    pub(crate) of_positions: Vec<(Position, Arc<Figure>)>,
}

impl Figures {
    /// Figures from one of the program's own files, which `read` reads later; the tests have read them.
    pub(crate) fn written(text: Option<&'static RawValue>, read: fn(&str) -> Option<Drawn>) -> Self {
        Self { written: text.map(|text| (text.get(), read)), drawn: OnceLock::new() }
    }

    /// The figures, read now if they have not been read yet.
    pub(crate) fn drawn(&self) -> &Drawn {
        self.drawn.get_or_init(|| self.written.and_then(|(text, read)| read(text)).unwrap_or_default())
    }
}

impl From<Drawn> for Figures {
    fn from(drawn: Drawn) -> Self {
        Self { written: None, drawn: OnceLock::from(drawn) }
    }
}

impl PartialEq for Figures {
    fn eq(&self, other: &Self) -> bool {
        self.drawn() == other.drawn()
    }
}

impl Eq for Figures {}
