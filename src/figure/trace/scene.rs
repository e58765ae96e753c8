//! A scene: the things in front of the camera, and what is seen of them at a dot.

use std::ops::Range;

use glam::{Mat3, Vec3};

use crate::figure::camera::Window;
use crate::figure::flesh::{Group, Piece, Stuff};
use crate::figure::joints::Half;
use crate::figure::muscles::Muscle;
use crate::figure::skeleton::{ANATOMICAL, Bone, Frame, Skeleton};

/// The things in front of the camera.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The body and the things around it as the camera sees them: x to the right, y up, z toward the viewer.
    pub pieces: Vec<Piece>,
    /// The window that fills the picture.
    pub window: Window,
    /// The lit muscles, each with its side and its strength from 0 to 1.
    pub lit: Vec<(Muscle, Half, f32)>,
    /// The turn and shift that lead each bone from the camera's view to the anatomical position.
    pub to_atlas: Vec<(Mat3, Vec3)>,
    /// `true` if the picture is shown in a mirror; the light stays where it is.
    pub mirrored: bool,
}

impl Scene {
    /// The scene of `pieces` of a body with this skeleton, and of things, as `view` sees them.
    #[must_use]
    pub fn new(
        pieces: &[Piece],
        skeleton: &Skeleton,
        view: &Frame,
        window: Window,
        lit: Vec<(Muscle, Half, f32)>,
    ) -> Self {
        let seen = pieces.iter().map(|piece| Piece { solid: piece.solid.seen(view), ..*piece }).collect();
        let back = view.turn.transpose();
        let to_atlas = Bone::all()
            .map(|bone| {
                let (here, there) = (skeleton.bone(bone), ANATOMICAL.bone(bone));
                let turn = there.turn * here.turn.transpose();
                (turn * back, there.at - turn * here.at)
            })
            .collect();
        Self { pieces: seen, window, lit, to_atlas, mirrored: false }
    }
}

/// A dot of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Dot {
    /// The material seen there, if anything is.
    pub stuff: Option<Stuff>,
    /// The lightness, from 0 to 1.
    pub light: f32,
    /// The strength with which a muscle is lit there, from 0 to 1.
    pub lit: f32,
    /// `true` if the edge of something nearer lies beside the dot.
    pub edge: bool,
}

/// The hit of a ray on the surface, kept until the edges are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) depth: f32,
    pub(super) group: Group,
}

/// The distance from a tile beyond which a piece throws no shadow into it, in centimetres.
pub(super) const SHADOW: f32 = 7.0;
/// A part of the picture: its rows and columns, and its bounds in the scene.
pub(super) struct Part {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) low: (f32, f32),
    pub(super) high: (f32, f32),
}

impl Part {
    /// Returns `true` if the box between two corners reaches into the part, or is less than `room`
    /// beside it.
    pub(super) fn is_near(&self, (least, most): &(Vec3, Vec3), room: f32) -> bool {
        least.x - room < self.high.0
            && most.x + room > self.low.0
            && least.y - room < self.high.1
            && most.y + room > self.low.1
    }
}
