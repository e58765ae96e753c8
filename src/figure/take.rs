//! A picture of a body that moves: parts that have not moved since the picture before are neither traced nor drawn
//! anew.

use std::rc::Rc;

use super::cells::{Look, Picture};
use super::trace::{Scene, Traced};

/// A picture in characters with the dots it was drawn from, for the next one of the same body from the same side.
#[derive(Debug, Clone)]
pub struct Take {
    traced: Rc<Traced>,
    picture: Rc<Picture>,
}

impl Take {
    /// A scene in characters, `columns` wide and `rows` high, right after another picture or as the first one.
    #[must_use]
    pub fn after(before: Option<&Self>, scene: Scene, (columns, rows): (u16, u16), look: Look) -> Self {
        let (across, down) = look.glyphs.dots();
        let (width, height) = (usize::from(columns) * across, usize::from(rows) * down);
        let traced = Traced::after(before.map(|take| &*take.traced), scene, width, height, look.glyphs.aspect());
        let picture = Picture::after(before.map(|take| &*take.picture), traced.raster(), look);
        Self { traced: Rc::new(traced), picture: Rc::new(picture) }
    }

    /// The picture.
    #[must_use]
    pub const fn picture(&self) -> &Rc<Picture> {
        &self.picture
    }

    /// The same take with a picture of another moment that has been shown since.
    #[must_use]
    pub fn with_shown(&self, picture: Rc<Picture>) -> Self {
        Self { traced: Rc::clone(&self.traced), picture }
    }
}
