//! The body as a map: from the front and from behind, with the areas that can be practised.

use super::model::{Base, Cycle, Figure, Frame, Frames, Framing, View};
use super::motion::Beat;
use super::paint::{Ink, Mark, Part, Scene, Shape, scene, window};
use super::pose::{Dof, Pose};
use super::raster::scale;
use super::skeleton::{Limb, Point};
use super::stance::Stance;

/// A part of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The trapezius: a kite from the neck and the shoulders to the middle of the back.
    Trapezius,
    /// The neck.
    Neck,
    /// The lower back.
    LowerBack,
    /// The buttocks.
    Glutes,
}

/// Whether the map shows the front or the back of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facing {
    /// The front.
    Front,
    /// The back.
    Back,
}

/// The map for `width` by `height` dots: `ink` says what a zone is drawn with, if it stands out at all.
#[must_use]
pub fn map(facing: Facing, ink: impl Fn(Zone) -> Option<Ink>, width: usize, height: usize) -> Scene {
    let figure = standing(facing);
    let window = window(&figure);
    let dot = 1.0 / scale(&window, width, height);
    let mut marks = scene(&Stance::of(&figure, Beat::still(Frame::Start)), dot);
    marks.retain(|mark| mark.ink != Ink::Ground);
    for zone in [Zone::LowerBack, Zone::Glutes, Zone::Trapezius, Zone::Neck] {
        if let Some(ink) = ink(zone) {
            for shape in shapes(zone, facing) {
                // A zone shows on the body alone: on the trunk, and the buttocks on the thighs as well.
                for part in [Part::Trunk, Part::Limb(Limb::LegA), Part::Limb(Limb::LegB)] {
                    marks.push(Mark { shape: shape.clone(), ink, part, on_part: true });
                }
            }
        }
    }
    Scene { marks, window, mirrored: false }
}

/// Somebody who stands at ease, seen from this side.
fn standing(facing: Facing) -> Figure {
    let pose = Pose::default()
        .with(Dof::ShoulderA, 12.0)
        .with(Dof::ShoulderB, 12.0)
        .with(Dof::ElbowA, -6.0)
        .with(Dof::ElbowB, -6.0)
        .with(Dof::HipA, 3.0)
        .with(Dof::HipB, 3.0);
    Figure {
        view: if facing == Facing::Front { View::Front } else { View::Back },
        base: Base::Standing,
        framing: Framing::Full,
        cycle: Cycle::Hold,
        frames: Frames { start: pose, mid: None, end: pose, end2: None },
        anchor: None,
        contacts: Vec::new(),
        props: Vec::new(),
        muscles: Vec::new(),
        in_turn: false,
        behind: Vec::new(),
        front: None,
        mirror: false,
    }
}

/// Where a zone is on somebody who stands, in body heights; its left half mirrors the right one.
fn shapes(zone: Zone, facing: Facing) -> Vec<Shape> {
    let both = |half: &[(f64, f64)]| {
        let right = half.iter().map(|&(x, y)| Point::new(x, y));
        let left = half.iter().rev().map(|&(x, y)| Point::new(-x, y));
        vec![Shape::Polygon(right.chain(left).collect())]
    };
    let ellipse = |x, y, radii| Shape::Ellipse { middle: Point::new(x, y), radii, lean: 0.0 };
    match (zone, facing) {
        (Zone::Trapezius, Facing::Back) => both(&[(0.028, 0.835), (0.105, 0.79), (0.085, 0.75), (0.012, 0.62)]),
        (Zone::Trapezius, Facing::Front) => both(&[(0.026, 0.835), (0.105, 0.79), (0.055, 0.775), (0.02, 0.79)]),
        (Zone::Neck, _) => both(&[(0.031, 0.86), (0.031, 0.80), (0.02, 0.79)]),
        (Zone::LowerBack, Facing::Back) => vec![ellipse(0.0, 0.565, (0.066, 0.048))],
        (Zone::Glutes, Facing::Back) => {
            vec![ellipse(0.05, 0.468, (0.045, 0.045)), ellipse(-0.05, 0.468, (0.045, 0.045))]
        }
        (Zone::LowerBack | Zone::Glutes, Facing::Front) => Vec::new(),
    }
}
