//! Pictures of figures that were drawn before, kept to be shown again: a movement that repeats is traced once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use ratatui::layout::Rect;

use crate::figure::atlas::Facing;
use crate::figure::camera::{Camera, Window};
use crate::figure::cells::{Look, Picture};
use crate::figure::image::Image;
use crate::figure::model::Frame;
use crate::figure::stance::window;
use crate::figure::{Beat, Figure};

/// The most cells that are kept, of 12 bytes each: some 5 MiB, or 35 s of a figure of 46 by 24 cells that moves.
const MOST_CELLS: usize = 400_000;

/// The most pixels that are kept, of a byte each: 8 MiB, or 40 s of a figure that moves five times a second.
const MOST_PIXELS: usize = 8 << 20;

/// Pictures that were drawn before.
#[derive(Debug, Default)]
pub struct Reel {
    kept: RefCell<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    pictures: HashMap<Key, Rc<Picture>>,
    cells: usize,
    sprites: HashMap<Key, Sprite>,
    pixels: usize,
    /// The pictures in pixels of the frame that is being drawn.
    shown: Vec<(Rect, Sprite)>,
    /// What fills the pictures of a figure, by where it is in memory, from which of its cameras, and how it is turned.
    windows: HashMap<(usize, bool, i16), Window>,
}

/// A picture in pixels. Two are the same where they were drawn at once.
#[derive(Debug, Clone)]
pub struct Sprite(Rc<Image>);

impl Sprite {
    /// The sprite of a picture.
    #[must_use]
    pub fn of(image: Image) -> Self {
        Self(Rc::new(image))
    }

    /// Its picture.
    #[must_use]
    pub fn image(&self) -> &Image {
        &self.0
    }
}

impl PartialEq for Sprite {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What a picture shows, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// What it shows.
    pub subject: Subject,
    /// Its columns.
    pub columns: u16,
    /// Its rows.
    pub rows: u16,
    /// Its characters.
    pub look: Look,
}

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A figure at one moment.
    Figure(Shot),
    /// The body as a map, each zone lit so strongly, in hundredths.
    Map(Facing, [u8; 4]),
}

/// A figure at one moment, from one side.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shot {
    /// Where the figure is in memory: figures live as long as the library.
    figure: usize,
    from: Frame,
    to: Frame,
    /// How far on the way, and how full the chest, in thousandths.
    way: (u16, u16),
    round: usize,
    mirrored: bool,
    second: bool,
    turn: i16,
}

impl Subject {
    /// A figure at one moment, from one side.
    #[must_use]
    pub fn figure(figure: &Figure, beat: Beat, mirrored: bool, second: bool, turn: i16) -> Self {
        let round = if figure.in_turn { beat.round % figure.muscles().len().max(1) } else { 0 };
        Self::Figure(Shot {
            figure: std::ptr::from_ref(figure).addr(),
            from: beat.from,
            to: beat.to,
            way: (thousandths(beat.t), thousandths(beat.breath)),
            round,
            mirrored,
            second,
            turn,
        })
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1")]
fn thousandths(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

impl Reel {
    /// What fills the pictures of a figure, as `camera` sees it: its second one, or its first one turned by `turn`.
    pub fn window(&self, figure: &Figure, camera: &Camera, is_second: bool, turn: i16) -> Window {
        let key = (std::ptr::from_ref(figure).addr(), is_second, turn);
        *self.kept.borrow_mut().windows.entry(key).or_insert_with(|| window(figure, camera))
    }

    /// The picture of `key`: as it was drawn before, else as `draw` makes it.
    pub fn picture(&self, key: Key, draw: impl FnOnce() -> Picture) -> Rc<Picture> {
        if let Some(picture) = self.kept.borrow().pictures.get(&key) {
            return Rc::clone(picture);
        }
        let picture = Rc::new(draw());
        let mut kept = self.kept.borrow_mut();
        let cells = usize::from(key.columns) * usize::from(key.rows);
        if kept.cells + cells > MOST_CELLS {
            // What is seen now is soon there again; what was seen before may never be.
            kept.pictures.clear();
            kept.cells = 0;
        }
        kept.cells += cells;
        kept.pictures.insert(key, Rc::clone(&picture));
        picture
    }

    /// Shows a picture in pixels at `place`, as it was drawn before, else as `draw` makes it.
    pub fn place(&self, place: Rect, key: Key, draw: impl FnOnce() -> Image) {
        let known = self.kept.borrow().sprites.get(&key).cloned();
        let sprite = known.unwrap_or_else(|| {
            let image = draw();
            let mut kept = self.kept.borrow_mut();
            if kept.pixels + image.pixels.len() > MOST_PIXELS {
                kept.sprites.clear();
                kept.pixels = 0;
            }
            kept.pixels += image.pixels.len();
            let sprite = Sprite::of(image);
            kept.sprites.insert(key, sprite.clone());
            sprite
        });
        self.kept.borrow_mut().shown.push((place, sprite));
    }

    /// The pictures in pixels of the frame that was drawn; the next frame begins with none.
    pub fn shown(&self) -> Vec<(Rect, Sprite)> {
        std::mem::take(&mut self.kept.borrow_mut().shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::atlas;
    use crate::figure::cells::Glyphs;
    use crate::figure::palette::Ground;
    use crate::figure::trace::Raster;

    fn key(columns: u16, glow: u8) -> Key {
        let look = Look { glyphs: Glyphs::Quadrant, coloured: true, ground: Ground::Dark };
        Key { subject: Subject::Map(Facing::Back, [glow; 4]), columns, rows: 2, look }
    }

    fn picture(columns: u16) -> Picture {
        let raster = Raster::of(&atlas::map(Facing::Back, |_| 0.0), usize::from(columns) * 2, 4, 0.5);
        Picture::of(&raster, key(columns, 0).look)
    }

    #[test]
    fn what_was_drawn_before_is_not_drawn_again() {
        let reel = Reel::default();
        let first = reel.picture(key(4, 0), || picture(4));
        let again = reel.picture(key(4, 0), || unreachable!("it is kept"));
        assert_eq!(first, again);
        let mut drawn = false;
        reel.picture(key(4, 1), || {
            drawn = true;
            picture(4)
        });
        assert!(drawn, "another map is another picture");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let reel = Reel::default();
        for columns in 0..700 {
            reel.picture(Key { rows: 1000, ..key(columns, 0) }, || picture(1));
            assert!(reel.kept.borrow().cells <= MOST_CELLS.max(usize::from(columns) * 1000));
        }
        assert!(reel.kept.borrow().pictures.len() < 700);
    }
}
