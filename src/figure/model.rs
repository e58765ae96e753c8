//! What an exercise's figure is made of. Made only from a checked file.

use std::sync::Arc;

use glam::Vec3;

use super::camera::Camera;
use super::joints::Half;
use super::motion::Movement;
pub use super::motion::{Cycle, Frame};
use super::muscles::Muscle;
use super::pose::{Pose, Spot};

/// How an exercise looks: its poses, what stands around, which muscles are lit, and from where it is seen. It shows the
/// right side as the one that is stretched or worked; the other side is its mirror image.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What carries the body.
    pub base: Base,
    /// How the poses follow each other.
    pub cycle: Cycle,
    /// From where it is seen.
    pub camera: Camera,
    /// From where else, where one camera does not show everything.
    pub second: Option<Camera>,
    /// The poses.
    pub frames: Frames,
    /// The easier version, where it looks different.
    pub easier: Option<Arc<Figure>>,
    /// Whether the muscles are lit one after another, a breath each.
    pub in_turn: bool,
    /// What somebody who does not see it must know; `{side}` and `{other}` stand for the sides.
    pub words: Option<String>,
}

/// No number in a checked figure is "not a number", so equality is total.
impl Eq for Figure {}

impl Figure {
    /// How it moves.
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

/// What carries the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// The feet.
    Standing,
    /// A chair.
    Seated,
    /// One knee or both.
    Kneeling,
    /// Hands and knees.
    HandsAndKnees,
    /// The back.
    Supine,
    /// The front.
    Prone,
    /// A side.
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

    /// Whether the body lies or kneels on a mat.
    #[must_use]
    pub const fn is_on_floor(self) -> bool {
        !matches!(self, Self::Standing | Self::Seated)
    }
}

/// The poses.
#[derive(Debug, Clone, PartialEq)]
pub struct Frames {
    /// Where it begins.
    pub start: Keyframe,
    /// On the way, where the path matters: at most two.
    pub mid: Vec<Keyframe>,
    /// Where it leads.
    pub end: Keyframe,
    /// Where it leads on the other side, for an exercise that alternates.
    pub end2: Option<Keyframe>,
}

/// A pose with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyframe {
    /// How the body is posed.
    pub pose: Pose,
    /// What stands around.
    pub props: Vec<Prop>,
    /// What is lit, and how strongly.
    pub lit: Vec<Lit>,
}

/// A muscle that is lit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lit {
    /// Which.
    pub muscle: Muscle,
    /// On which side.
    pub half: Half,
    /// How strongly, from 0 to 1.
    pub strength: f32,
}

impl Frames {
    /// A frame; where a figure has no such frame, the nearest it has.
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

    /// The frames that there are.
    pub fn all(&self) -> impl Iterator<Item = (Frame, &Keyframe)> {
        let mids = [Frame::Mid, Frame::Mid2].into_iter().zip(&self.mid);
        let ends = [(Frame::End, &self.end)].into_iter().chain(self.end2.iter().map(|frame| (Frame::End2, frame)));
        [(Frame::Start, &self.start)].into_iter().chain(mids).chain(ends)
    }
}

/// Something that stands, lies or hangs around.
#[derive(Debug, Clone, PartialEq)]
pub struct Prop {
    /// What it is.
    pub kind: PropKind,
    /// Where it is.
    pub at: Place,
    /// How far it is turned, in degrees: + to the left.
    pub turn: f32,
    /// How far it is tipped forward, in degrees.
    pub tilt: f32,
}

/// A place in the world or on a part of the body, in centimetres.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// The part of the body; none for the world.
    pub on: Option<Spot>,
    /// Where it is there.
    pub at: Vec3,
}

/// What a thing is.
#[derive(Debug, Clone, PartialEq)]
pub enum PropKind {
    /// A chair: its place is the middle of the seat's top.
    Chair {
        /// How high its back rises above the seat, in centimetres; 0 for a stool.
        back: f32,
    },
    /// A mat: its place is the middle of its top.
    Mat {
        /// From side to side, in centimetres.
        width: f32,
        /// From end to end, in centimetres.
        length: f32,
    },
    /// A wall that faces ahead: its place is on its surface.
    Wall,
    /// The frame of a door that one walks through ahead: its place is in the middle of its threshold.
    DoorFrame {
        /// From jamb to jamb, in centimetres.
        width: f32,
    },
    /// A desk: its place is the middle of its top.
    Desk {
        /// From side to side, in centimetres.
        width: f32,
        /// From front to back, in centimetres.
        depth: f32,
    },
    /// A ball.
    Ball {
        /// Its radius, in centimetres.
        radius: f32,
    },
    /// A cushion or a pillow.
    Cushion {
        /// Half of its width, height and depth, in centimetres.
        half: Vec3,
    },
    /// A step: its place is the middle of its top.
    Step {
        /// Its height, in centimetres.
        height: f32,
    },
    /// A towel or a strap from place to place.
    Strap {
        /// The places.
        places: Vec<Place>,
    },
}

impl Place {
    /// The place `t` of the way (0 to 1) to `other`.
    #[must_use]
    pub fn toward(self, other: Self, t: f32) -> Self {
        if self.on == other.on { Self { at: self.at.lerp(other.at, t), ..self } } else { self }
    }
}

impl Prop {
    /// The thing `t` of the way (0 to 1) to where it is in another frame.
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
