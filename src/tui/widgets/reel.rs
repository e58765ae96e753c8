//! Reel: pictures of figures that were drawn before, kept to be shown again: a movement that repeats is traced once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use ratatui::layout::Rect;

use crate::figure::atlas::{Facing, Zone};
use crate::figure::camera::{Camera, Framing, Window};
use crate::figure::cells::{Look, Picture};
use crate::figure::image::Image;
use crate::figure::model::Frame;
use crate::figure::resolved::{Rig, window_on};
use crate::figure::take::Take;
use crate::figure::trace::Scene;
use crate::figure::{Figure, Phase};

/// The largest number of cells that are kept, of 12 bytes each: some 5 MiB, or 35 s of a figure of 46 by 24 cells that
/// moves.
const MOST_CELLS: usize = 400_000;

/// The largest number of pixels that are kept, of a byte each: 8 MiB, or 40 s of a figure that moves five times a
/// second.
const MOST_PIXELS: usize = 8 << 20;

/// The largest number of figures shown at a time, each from one side: the last picture of each is kept with its scene.
const MOST_VIEWS: usize = 8;

/// Pictures that were drawn before.
#[derive(Debug, Default)]
pub struct Reel {
    kept: RefCell<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    pictures: HashMap<Key, Rc<Picture>>,
    cells: usize,
    /// The last picture of a figure from each side that is shown.
    takes: HashMap<View, Take>,
    sprites: HashMap<Key, Sprite>,
    pixels: usize,
    /// The pictures in pixels of the frame that is being drawn.
    shown: Vec<(Rect, Sprite)>,
    /// The windows of the pictures of a figure, by its address in memory, the camera (main or second) and the turn.
    windows: HashMap<(usize, bool, i16), Window>,
    /// The frames of figures, by the figures' addresses in memory.
    rigs: HashMap<usize, Rc<Rig>>,
}

impl Kept {
    fn keep(&mut self, key: Key, picture: Rc<Picture>) {
        let cells = usize::from(key.columns) * usize::from(key.rows);
        if self.cells + cells > MOST_CELLS {
            // What is seen now is soon there again; what was seen before may never be.
            self.pictures.clear();
            self.cells = 0;
        }
        self.cells += cells;
        self.pictures.insert(key, picture);
    }
}

/// A picture in pixels. Two sprites are the same if they share one drawing.
#[derive(Debug, Clone)]
pub struct Sprite(Rc<Image>);

impl Sprite {
    /// The sprite of a picture.
    #[must_use]
    pub fn of(image: Image) -> Self {
        Self(Rc::new(image))
    }

    /// The picture.
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

/// The subject, size and look of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The subject.
    pub subject: Subject,
    /// The number of columns.
    pub columns: u16,
    /// The number of rows.
    pub rows: u16,
    /// The look.
    pub look: Look,
}

/// A figure from one side: what stays the same while it moves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct View {
    figure: usize,
    mirrored: bool,
    second: bool,
    turn: i16,
    columns: u16,
    rows: u16,
    look: Look,
}

impl Key {
    /// The view of a figure, which stays the same while it moves; none for a map, which does not move.
    const fn view(&self) -> Option<View> {
        let Self { subject: Subject::Figure(shot), columns, rows, look } = self else {
            return None;
        };
        let Shot { figure, mirrored, second, turn, .. } = *shot;
        Some(View { figure, mirrored, second, turn, columns: *columns, rows: *rows, look: *look })
    }
}

/// The subject of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A figure at one moment.
    Figure(Shot),
    /// The body as a map, or a part of it, with the strength of each zone in hundredths.
    Map(Facing, Framing, [u8; Zone::ALL.len()]),
}

/// A figure at one moment, from one side.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shot {
    /// The address of the figure in memory: figures live as long as the library.
    figure: usize,
    from: Frame,
    to: Frame,
    /// The share of the way, and the share of a breath in the chest, in thousandths.
    way: (u16, u16),
    round: usize,
    mirrored: bool,
    second: bool,
    turn: i16,
}

impl Subject {
    /// The subject for a figure at one moment, from one side.
    #[must_use]
    pub fn figure(figure: &Figure, phase: Phase, mirrored: bool, second: bool, turn: i16) -> Self {
        // The way back leads past what was seen on the way there.
        let (from, to, t) = if phase.t >= 1.0 {
            (phase.to, phase.to, 0.0)
        } else if phase.t <= 0.0 {
            (phase.from, phase.from, 0.0)
        } else if phase.from > phase.to {
            (phase.to, phase.from, 1.0 - phase.t)
        } else {
            (phase.from, phase.to, phase.t)
        };
        let round = if figure.in_turn { phase.round % figure.muscles().len().max(1) } else { 0 };
        Self::Figure(Shot {
            figure: std::ptr::from_ref(figure).addr(),
            from,
            to,
            way: (thousandths(t), thousandths(phase.breath)),
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
    /// The window that fills the pictures of a figure, as `camera` sees it: its second one, or its first one turned by
    /// `turn`.
    pub fn window(&self, figure: &Figure, camera: &Camera, is_second: bool, turn: i16) -> Window {
        let key = (std::ptr::from_ref(figure).addr(), is_second, turn);
        let rig = self.rig(figure);
        *self.kept.borrow_mut().windows.entry(key).or_insert_with(|| window_on(&rig, figure, camera))
    }

    /// The frames of a figure.
    pub fn rig(&self, figure: &Figure) -> Rc<Rig> {
        Rc::clone(self.kept.borrow_mut().rigs.entry(std::ptr::from_ref(figure).addr()).or_default())
    }

    /// The picture of `key`: the one drawn before, or else a new one of the scene that `look` returns.
    pub fn picture(&self, key: Key, look: impl FnOnce() -> Scene) -> Rc<Picture> {
        let mut kept = self.kept.borrow_mut();
        let view = key.view();
        if let Some(picture) = kept.pictures.get(&key).map(Rc::clone) {
            if let Some(take) = view.and_then(|view| kept.takes.get_mut(&view)) {
                *take = take.with_shown(Rc::clone(&picture));
            }
            return picture;
        }
        let before = view.as_ref().and_then(|view| kept.takes.get(view));
        let take = Take::after(before, look(), (key.columns, key.rows), key.look);
        let picture = Rc::clone(take.picture());
        if let Some(view) = view {
            if kept.takes.len() >= MOST_VIEWS {
                kept.takes.clear();
            }
            kept.takes.insert(view, take);
        }
        kept.keep(key, Rc::clone(&picture));
        picture
    }

    /// Shows a picture in pixels at `place`: the one drawn before, or else the one that `draw` makes.
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
    use crate::library::Library;

    fn key(columns: u16, glow: u8) -> Key {
        let look = Look { glyphs: Glyphs::Quadrant, coloured: true, ground: Ground::Dark };
        Key { subject: Subject::Map(Facing::Back, Framing::Body, [glow; Zone::ALL.len()]), columns, rows: 2, look }
    }

    fn scene() -> Scene {
        atlas::map(Facing::Back, |_| 0.0)
    }

    #[test]
    fn what_was_drawn_before_is_not_drawn_again() {
        let reel = Reel::default();
        let first = reel.picture(key(4, 0), scene);
        let again = reel.picture(key(4, 0), || unreachable!("it is kept"));
        assert_eq!(first, again);
        let mut drawn = false;
        reel.picture(key(4, 1), || {
            drawn = true;
            scene()
        });
        assert!(drawn, "another map is another picture");
    }

    #[test]
    fn the_way_back_shows_what_the_way_there_showed() {
        let library = Library::built_in();
        let figure =
            library.exercise("cat-cow").and_then(|exercise| exercise.figures().next()).map(|(_, figure)| figure);
        let subject = |from, to, t| {
            Subject::figure(figure.unwrap(), Phase { from, to, t, ..Phase::still(from) }, false, false, 0)
        };
        assert_eq!(subject(Frame::Start, Frame::End, 0.3), subject(Frame::End, Frame::Start, 0.7));
        assert_eq!(subject(Frame::Start, Frame::End, 1.0), subject(Frame::End, Frame::End, 0.0));
        assert_ne!(subject(Frame::Start, Frame::End, 0.3), subject(Frame::End, Frame::Start, 0.3));
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let reel = Reel::default();
        let picture = reel.picture(key(4, 0), scene);
        let mut kept = reel.kept.borrow_mut();
        for columns in 0..700 {
            kept.keep(Key { rows: 1000, ..key(columns, 0) }, Rc::clone(&picture));
            assert!(kept.cells <= MOST_CELLS.max(usize::from(columns) * 1000));
        }
        assert!(kept.pictures.len() < 700);
    }
}
