//! The things around a body, as solids.

use glam::{Mat3, Vec3};

use super::flesh::{Group, Piece, Stuff};
use super::joints::Half;
use super::model::{Base, Place, Prop, PropKind};
use super::pose::{Spot, Thing, x_turn, y_turn};
use super::skeleton::{Frame, Skeleton};
use super::solid::Solid;

/// The height of a chair's seat, in centimetres: that of the hollow of the knee of an adult of 173 cm.
pub const SEAT: f32 = 41.0;
/// The thickness of a mat, in centimetres.
const MAT: f32 = 1.0;

/// The position of a place in the world's frame, in centimetres.
#[must_use]
pub fn place(skeleton: &Skeleton, place: Place) -> Vec3 {
    place.on.map_or(place.at, |spot: Spot| skeleton.spot(spot).place(place.at))
}

/// The thing that a prop is, as a hand or a foot touches it.
#[must_use]
pub const fn thing(kind: &PropKind) -> Thing {
    match kind {
        PropKind::Chair { .. } => Thing::Chair,
        PropKind::Mat { .. } => Thing::Mat,
        PropKind::Wall => Thing::Wall,
        PropKind::DoorFrame { .. } => Thing::DoorFrame,
        PropKind::Desk { .. } => Thing::Desk,
        PropKind::Ball { .. } => Thing::Ball,
        PropKind::Cushion { .. } => Thing::Cushion,
        PropKind::Step { .. } => Thing::Step,
        PropKind::Strap { .. } => Thing::Strap,
    }
}

/// The solids of a thing beside a body, in the world's frame; `toward_viewer` is the direction it is seen from, where
/// that matters: a wall that stands between the viewer and the body is left out.
#[must_use]
pub fn solids(prop: &Prop, skeleton: &Skeleton, toward_viewer: Option<Vec3>) -> Vec<Piece> {
    let at = place(skeleton, prop.at);
    let own = match prop.at.on {
        Some(spot) if matches!(prop.kind, PropKind::Cushion { .. }) => skeleton.spot(spot).turn,
        _ => Mat3::IDENTITY,
    };
    let frame = Frame { at, turn: own * y_turn(prop.turn) * x_turn(prop.tilt) };
    let mut pieces = Vec::new();
    let mut add = |stuff, solid: Solid| {
        pieces.push(Piece { solid: solid.seen(&frame), bone: None, stuff, group: Group::Thing, melt: 0.0 });
    };
    let slab = |middle: [f32; 3], half: [f32; 3], round| Solid::slab(middle.into(), Mat3::IDENTITY, half.into(), round);
    let post = |x: f32, z: f32, from: f32, to: f32, radius: f32| {
        Solid::cone(Vec3::new(x, from, z), Vec3::new(x, to, z), radius, radius)
    };
    match &prop.kind {
        PropKind::Chair { back } => {
            add(Stuff::Thing, slab([0.0, -1.5, 0.0], [20.0, 1.5, 20.0], 0.8));
            for (x, z) in [(17.5, 16.5), (-17.5, 16.5), (17.5, -17.5), (-17.5, -17.5)] {
                add(Stuff::Thing, post(x, z, -3.0, -at.y, 1.4));
            }
            if *back > 0.0 {
                for x in [17.5, -17.5] {
                    add(Stuff::Thing, post(x, -21.0, -2.0, *back, 1.4));
                }
                add(Stuff::Thing, slab([0.0, back - 9.0, -21.0], [17.5, 9.0, 1.0], 0.8));
            }
        }
        PropKind::Mat { width, length } => {
            add(Stuff::Ground, slab([0.0, -MAT / 2.0, 0.0], [width / 2.0, MAT / 2.0, length / 2.0], 0.4));
        }
        PropKind::Wall => {
            // Seen from behind it would hide everything.
            if toward_viewer.is_none_or(|toward| toward.dot(frame.turn * Vec3::Z) > 0.1) {
                add(Stuff::Ground, slab([0.0, 100.0, -2.0], [75.0, 100.0, 2.0], 0.2));
            }
        }
        PropKind::DoorFrame { width } => {
            for x in [width / 2.0 + 3.0, -width / 2.0 - 3.0] {
                add(Stuff::Thing, slab([x, 102.0, 0.0], [3.0, 102.0, 5.0], 0.4));
            }
        }
        PropKind::Desk { width, depth } => {
            add(Stuff::Thing, slab([0.0, -1.5, 0.0], [width / 2.0, 1.5, depth / 2.0], 0.6));
            for x in [width / 2.0 - 3.0, 3.0 - width / 2.0] {
                for z in [depth / 2.0 - 3.0, 3.0 - depth / 2.0] {
                    add(Stuff::Thing, post(x, z, -3.0, -at.y, 1.6));
                }
            }
        }
        PropKind::Ball { radius } => add(Stuff::Thing, Solid::ball(Vec3::ZERO, *radius)),
        PropKind::Cushion { half } => {
            add(Stuff::Thing, Solid::slab(Vec3::ZERO, Mat3::IDENTITY, *half, half.min_element() * 0.9));
        }
        PropKind::Step { height } => {
            add(Stuff::Thing, slab([0.0, -height / 2.0, 0.0], [20.0, height / 2.0, 15.0], 0.8));
        }
        PropKind::Strap { places } => {
            let places: Vec<Vec3> = places.iter().map(|of| place(skeleton, *of)).collect();
            for ends in places.windows(2) {
                let solid = Solid::cone(ends[0], ends[1], 0.9, 0.9);
                pieces.push(Piece { solid, bone: None, stuff: Stuff::Thing, group: Group::Thing, melt: 0.0 });
            }
        }
    }
    pieces
}

/// The ground: a floor under somebody who stands or sits, a mat under anyone else.
#[must_use]
pub fn ground(base: Base, skeleton: &Skeleton) -> Vec<Piece> {
    let piece = |solid| Piece { solid, bone: None, stuff: Stuff::Ground, group: Group::Thing, melt: 0.0 };
    if base.is_on_floor() {
        return Vec::new();
    }
    let feet = Half::BOTH.map(|half| skeleton.spot(Spot::Ankle(half)).at);
    let pelvis = skeleton.spot(Spot::Pelvis).at;
    let middle = (feet[0] + feet[1] + pelvis) / 3.0;
    vec![piece(Solid::disc(Vec3::new(middle.x, -1.0, middle.z), Mat3::IDENTITY, 44.0, 1.0))]
}
