//! The camera: the direction a body is seen from, and the part of it that fills the picture.

use glam::{Mat3, Vec3};

use super::flesh::{Group, Piece};
use super::pose::{x_turn, y_turn};
use super::skeleton::{Bone, Frame};

/// A camera: the direction a body is seen from, and the part of it that fills the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Degrees around the person: 0 from the front, 90 from their left, 180 from behind.
    pub turn: f32,
    /// Degrees above the horizontal: 0 is level, and a positive camera looks down.
    pub tilt: f32,
    /// The part of the body that fills the picture.
    pub framing: Framing,
}

/// The part of the body that fills the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Framing {
    /// Head, neck and shoulders.
    Head,
    /// Head to hips, with the arms.
    Bust,
    /// Both hands and forearms.
    Hands,
    /// Chest to knees.
    Hips,
    /// The whole body.
    Body,
}

impl Framing {
    /// Every framing, with its name in a file.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Head, "head"),
        (Self::Bust, "bust"),
        (Self::Hands, "hands"),
        (Self::Hips, "hips"),
        (Self::Body, "body"),
    ];

    /// Returns `true` if a piece of the body must be in the picture; never for a thing.
    #[must_use]
    pub fn holds(self, piece: &Piece) -> bool {
        use Bone as B;
        let Some(bone) = piece.bone else {
            return false;
        };
        match self {
            Self::Body => true,
            Self::Head => {
                piece.group == Group::Head
                    || matches!(bone, B::LowNeck | B::HighNeck | B::HighThoracic | B::LeftGirdle | B::RightGirdle)
                    || (piece.group == Group::Trunk && matches!(bone, B::LeftUpperArm | B::RightUpperArm))
            }
            Self::Bust => !matches!(piece.group, Group::Leg(_)),
            Self::Hands => {
                matches!(bone, B::LeftForearm | B::LeftHand | B::LeftFingers)
                    || matches!(bone, B::RightForearm | B::RightHand | B::RightFingers)
            }
            Self::Hips => {
                matches!(
                    bone,
                    B::Pelvis | B::LowLumbar | B::MidLumbar | B::HighLumbar | B::LowThoracic | B::MidThoracic
                ) || matches!(bone, B::LeftThigh | B::RightThigh)
            }
        }
    }
}

/// The window that fills the picture, in the camera's frame: centimetres to the right and up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The least x and y.
    pub low: (f32, f32),
    /// The largest x and y.
    pub high: (f32, f32),
}

impl Window {
    const NOTHING: Self = Self { low: (f32::INFINITY, f32::INFINITY), high: (f32::NEG_INFINITY, f32::NEG_INFINITY) };

    /// The width in centimetres, at least 1.
    #[must_use]
    pub fn width(&self) -> f32 {
        (self.high.0 - self.low.0).max(1.0)
    }

    /// The height in centimetres, at least 1.
    #[must_use]
    pub fn height(&self) -> f32 {
        (self.high.1 - self.low.1).max(1.0)
    }

    /// The middle, in centimetres.
    #[must_use]
    pub fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.low.0, self.high.0), f32::midpoint(self.low.1, self.high.1))
    }

    /// The smallest window that holds both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            low: (self.low.0.min(other.low.0), self.low.1.min(other.low.1)),
            high: (self.high.0.max(other.high.0), self.high.1.max(other.high.1)),
        }
    }
}

impl Camera {
    /// The frame of the world as the camera sees it: x to the right of the picture, y up, z toward the viewer.
    #[must_use]
    pub fn view(&self) -> Frame {
        Frame { at: Vec3::ZERO, turn: x_turn(self.tilt) * y_turn(-self.turn) }
    }

    /// The same camera after the person has been turned by `by` degrees.
    #[must_use]
    pub fn turned(&self, by: f32) -> Self {
        Self { turn: self.turn + by, ..*self }
    }

    /// Returns `true` if the camera sees the body more from the front than from the side or behind.
    #[must_use]
    pub fn is_in_front(&self) -> bool {
        self.turn.to_radians().cos() > 0.2
    }

    /// The window around the part of the body that the framing asks for, and around `things`; both are in the world's
    /// frame.
    #[must_use]
    pub fn window(&self, body: &[Piece], things: &[Piece]) -> Window {
        let view = self.view();
        body.iter().filter(|piece| self.framing.holds(piece)).chain(things).fold(Window::NOTHING, |window, piece| {
            let (low, high) = piece.solid.seen(&view).reach();
            window.and(&Window { low: (low.x, low.y), high: (high.x, high.y) })
        })
    }

    /// The direction toward the viewer, in the world's frame.
    #[must_use]
    pub fn toward_viewer(&self) -> Vec3 {
        let view: Mat3 = self.view().turn;
        view.transpose() * Vec3::Z
    }
}
