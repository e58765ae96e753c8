//! The model of an exercise's figure. It is made only from a checked file.

use std::sync::Arc;

use glam::Vec3;

use super::camera::Camera;
use super::joints::Half;
use super::motion::Movement;
pub use super::motion::{Cycle, Frame};
use super::muscles::Muscle;
use super::pose::{Pose, Spot};

/// The figure of an exercise: its poses, the things around it, the lit muscles, and the cameras. It shows the right
/// side as the one that is stretched or worked; the other side is its mirror image.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The part of the body that carries it.
    pub base: Base,
    /// The order in which the poses follow each other.
    pub cycle: Cycle,
    /// The camera.
    pub camera: Camera,
    /// A second camera, where one does not show everything.
    pub second: Option<Camera>,
    /// The poses.
    pub frames: Frames,
    /// The easier version, where it looks different.
    pub easier: Option<Arc<Figure>>,
    /// `true` if the muscles are lit one after another, for a breath each.
    pub in_turn: bool,
    /// The description for somebody who does not see the figure; `{side}` and `{other}` stand for the sides.
    pub words: Option<String>,
}

/// No number in a checked figure is NaN, so every figure equals itself.
impl Eq for Figure {}

impl Figure {
    /// The movement of the figure.
    #[must_use]
    pub const fn movement(&self) -> Movement {
        Movement { cycle: self.cycle, stations: self.frames.mid.len() }
    }

    /// The figure of the easier version; the figure itself where that looks the same.
    #[must_use]
    pub fn eased(&self) -> &Self {
        self.easier.as_deref().unwrap_or(self)
    }

    /// The muscles that are lit in any frame, without their sides.
    #[must_use]
    pub fn muscles(&self) -> Vec<Muscle> {
        let mut muscles: Vec<Muscle> = Vec::new();
        for lit in self.frames.all().flat_map(|(_, frame)| &frame.lit) {
            if !muscles.contains(&lit.muscle) {
                muscles.push(lit.muscle);
            }
        }
        muscles
    }
}

/// The part of the body that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// On the feet.
    Standing,
    /// On a chair.
    Seated,
    /// On one knee or both.
    Kneeling,
    /// On hands and knees.
    HandsAndKnees,
    /// On the back.
    Supine,
    /// On the front.
    Prone,
    /// On a side.
    SideLying,
}

impl Base {
    /// Every base, with its name in a file.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Standing, "standing"),
        (Self::Seated, "seated"),
        (Self::Kneeling, "kneeling"),
        (Self::HandsAndKnees, "hands-and-knees"),
        (Self::Supine, "supine"),
        (Self::Prone, "prone"),
        (Self::SideLying, "side-lying"),
    ];

    /// Returns `true` if the body lies or kneels on a mat.
    #[must_use]
    pub const fn is_on_floor(self) -> bool {
        !matches!(self, Self::Standing | Self::Seated)
    }
}

/// The poses of a figure, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Frames {
    /// The pose at the start.
    pub start: Keyframe,
    /// The poses on the way, where the path matters: at most two.
    pub mid: Vec<Keyframe>,
    /// The pose at the end.
    pub end: Keyframe,
    /// The pose at the end on the other side, for an exercise that alternates.
    pub end2: Option<Keyframe>,
}

/// A pose with its props and its lit muscles.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyframe {
    /// The pose of the body.
    pub pose: Pose,
    /// The things around the body.
    pub props: Vec<Prop>,
    /// The lit muscles.
    pub lit: Vec<Lit>,
}

/// A muscle that is lit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lit {
    /// The muscle.
    pub muscle: Muscle,
    /// The side that it is on.
    pub half: Half,
    /// The strength, from 0 to 1.
    pub strength: f32,
}

impl Frames {
    /// The keyframe of a frame, or the nearest one where the figure has no such frame.
    #[must_use]
    pub fn of(&self, frame: Frame) -> &Keyframe {
        match frame {
            Frame::Start => &self.start,
            Frame::Mid => self.mid.first().unwrap_or(&self.end),
            Frame::Mid2 => self.mid.get(1).unwrap_or(&self.end),
            Frame::End => &self.end,
            Frame::End2 => self.end2.as_ref().unwrap_or(&self.end),
        }
    }

    /// The frames that the figure has, in their order.
    pub fn all(&self) -> impl Iterator<Item = (Frame, &Keyframe)> {
        let mids = [Frame::Mid, Frame::Mid2].into_iter().zip(&self.mid);
        let ends = [(Frame::End, &self.end)].into_iter().chain(self.end2.iter().map(|frame| (Frame::End2, frame)));
        [(Frame::Start, &self.start)].into_iter().chain(mids).chain(ends)
    }
}

/// A thing that stands, lies or hangs around the body.
#[derive(Debug, Clone, PartialEq)]
pub struct Prop {
    /// The kind of thing.
    pub kind: PropKind,
    /// The place of the point that its kind names, else of its middle.
    pub at: Place,
    /// The turn about the vertical in degrees, + to the left.
    pub turn: f32,
    /// The tip forward, in degrees.
    pub tilt: f32,
}

/// A place in the world or on a part of the body, in centimetres.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// The part of the body; none for the world.
    pub on: Option<Spot>,
    /// The offset from the origin of that part, or of the world, in centimetres and in its frame.
    pub at: Vec3,
}

/// A kind of thing, with its measures.
#[derive(Debug, Clone, PartialEq)]
pub enum PropKind {
    /// A chair: its place is the middle of the seat's top.
    Chair {
        /// The height of its back above the seat, in centimetres; 0 for a stool.
        back: f32,
    },
    /// A mat: its place is the middle of its top.
    Mat {
        /// The width from side to side, in centimetres.
        width: f32,
        /// The length from end to end, in centimetres.
        length: f32,
    },
    /// A wall that faces ahead: its place is on its surface.
    Wall,
    /// The frame of a door that one walks through ahead: its place is in the middle of its threshold.
    DoorFrame {
        /// The width from jamb to jamb, in centimetres.
        width: f32,
    },
    /// A desk: its place is the middle of its top.
    Desk {
        /// The width from side to side, in centimetres.
        width: f32,
        /// The depth from front to back, in centimetres.
        depth: f32,
    },
    /// A ball.
    Ball {
        /// The radius, in centimetres.
        radius: f32,
    },
    /// A cushion or a pillow.
    Cushion {
        /// Half of the width, height and depth, in centimetres.
        half: Vec3,
    },
    /// A step: its place is the middle of its top.
    Step {
        /// The height, in centimetres.
        height: f32,
    },
    /// A towel or a strap from place to place.
    Strap {
        /// The places, from one end to the other.
        places: Vec<Place>,
    },
}

impl Place {
    /// The place that is the share `t` (0 to 1) of the way to `other`.
    #[must_use]
    pub fn toward(self, other: Self, t: f32) -> Self {
        if self.on == other.on { Self { at: self.at.lerp(other.at, t), ..self } } else { self }
    }
}

impl Prop {
    /// The thing at the share `t` (0 to 1) of the way to its place in another frame.
    #[must_use]
    pub fn toward(&self, other: &Self, t: f32) -> Self {
        let kind = match (&self.kind, &other.kind) {
            (PropKind::Strap { places }, PropKind::Strap { places: others }) if places.len() == others.len() => {
                let places = places.iter().zip(others).map(|(place, other)| place.toward(*other, t)).collect();
                PropKind::Strap { places }
            }
            (kind, _) => kind.clone(),
        };
        let between = |from: f32, to: f32| from + (to - from) * t;
        Self {
            kind,
            at: self.at.toward(other.at, t),
            turn: between(self.turn, other.turn),
            tilt: between(self.tilt, other.tilt),
        }
    }
}
