//! A tile of the picture: the pieces that are seen in it, and the rays of its dots, four at once.

use glam::{BVec4A, Vec3, Vec4};

use super::scene::{Part, SHADOW, Scene};
use crate::figure::flesh::{Group, Piece};
use crate::figure::solid::{Four, melted_four};

/// The distance below which a ray counts as touching, in centimetres.
const TOUCH: f32 = 0.12;
/// The number of steps after which a ray is taken to graze something and is given up.
const MOST_STEPS: usize = 40;
/// The distance from a surface within which a ray may take longer steps, in centimetres.
const NEAR: f32 = 1.0;
/// The sine of the smallest angle between a ray and the surface that is reckoned with.
const STEEPEST: f32 = 0.4;
/// The distance from a ray beyond which a piece changes nothing of what the ray touches, in centimetres.
const MELTS: f32 = 2.5;
/// A distance greater than that of anything drawn, in centimetres.
const FAR: f32 = 1e6;
/// The widest melt of two pieces, in centimetres.
const WIDEST: f32 = 5.0;
/// The distance from a place of the surface up to which room is looked for, in centimetres, and the share of light that
/// is lost where there is none.
pub(super) const ROOM: f32 = 6.0;
const DARKEST: f32 = 0.55;

/// The pieces that may be seen in a tile of the picture or take light from it, and those that one ray may touch.
#[derive(Default)]
pub(super) struct Tile {
    pieces: Vec<Piece>,
    boxes: Vec<(Vec3, Vec3)>,
    /// The pieces on the way of the rays that are followed now.
    pub(super) ahead: Vec<Ahead>,
}

/// A piece on the way of a ray.
pub(super) struct Ahead {
    pub(super) piece: Piece,
    /// The depths between which it lies, least first.
    depths: (f32, f32),
    /// The distance of the piece from the present place of each ray, or a lower bound of it, in centimetres.
    pub(super) away: Vec4,
}

impl Tile {
    /// Collects the pieces that reach into a part of the picture, or throw a shadow into it; returns whether any is
    /// seen in it.
    pub(super) fn gather(&mut self, scene: &Scene, boxes: &[(Vec3, Vec3)], part: &Part) -> bool {
        self.pieces.clear();
        self.boxes.clear();
        let mut seen = false;
        for (piece, corners) in scene.pieces.iter().zip(boxes) {
            seen |= part.is_near(corners, 0.5);
            if part.is_near(corners, SHADOW) {
                self.pieces.push(*piece);
                self.boxes.push(*corners);
            }
        }
        seen
    }

    /// Chooses the pieces on the way of the rays around `x` and `y`, at most `slack` beside it; returns the depths from
    /// which and down to which they may be touched.
    pub(super) fn aim(&mut self, x: f32, y: f32, slack: f32) -> Option<(f32, f32)> {
        self.ahead.clear();
        let (mut near, mut far) = (f32::NEG_INFINITY, f32::INFINITY);
        let beside = MELTS + slack;
        for (piece, (least, most)) in self.pieces.iter().zip(&self.boxes) {
            if x < least.x - beside || x > most.x + beside || y < least.y - beside || y > most.y + beside {
                continue;
            }
            // Where two pieces melt into each other, the surface is at most so far out of both.
            let out = piece.melt.max(piece.group.melt()) * 0.25 + 0.01;
            let entry = piece.solid.entry(x, y, out + slack);
            if let Some(entry) = entry {
                near = near.max(entry);
                far = far.min(least.z);
            }
            if entry.is_some() || piece.solid.entry(x, y, beside).is_some() {
                self.ahead.push(Ahead { piece: *piece, depths: (least.z, most.z), away: Vec4::ZERO });
            }
        }
        near.is_finite().then_some((near, far - 0.5))
    }

    /// The share of the light around that reaches a place of the surface, from 0 to 1.
    pub(super) fn room(&self, at: Vec3, faces: Vec3) -> f32 {
        let probe = at + faces * ROOM;
        let mut nearest = ROOM;
        for (piece, (least, most)) in self.pieces.iter().zip(&self.boxes) {
            let away = (*least - probe).max(probe - *most).max(Vec3::ZERO).length_squared();
            if away < nearest * nearest {
                nearest = nearest.min(piece.solid.distance(probe));
            }
        }
        1.0 - ((ROOM - nearest) / ROOM).clamp(0.0, 1.0) * DARKEST
    }

    /// The distance of the body from places on the way of the rays; also stores the distance of each piece.
    fn distances(&mut self, at: &Four) -> Vec4 {
        let (mut total, mut of_group) = (Vec4::INFINITY, Vec4::INFINITY);
        let mut group = None;
        let mut nearest = Vec4::INFINITY;
        for Ahead { piece, depths, away } in &mut self.ahead {
            // What is so far behind or before takes no part here.
            let apart = (at.z - depths.1).max(Vec4::splat(depths.0) - at.z);
            *away = if apart.cmpgt(nearest + WIDEST).all() { apart } else { piece.solid.distances(at) };
            nearest = nearest.min(*away);
            if group == Some(piece.group) {
                of_group =
                    if piece.melt > 0.0 { melted_four(of_group, *away, piece.melt) } else { of_group.min(*away) };
            } else {
                total = group.map_or(total, |group| joined(total, of_group, group));
                (of_group, group) = (*away, Some(piece.group));
            }
        }
        group.map_or(total, |group| joined(total, of_group, group))
    }

    /// The direction that the surface faces at four places to which the rays have come.
    pub(super) fn surfaces(&self, at: &Four) -> Four {
        let close = self.ahead.iter().fold(Vec4::INFINITY, |nearest, ahead| nearest.min(ahead.away)) + WIDEST;
        let up = Four::all(Vec3::Y);
        let mut total = (Vec4::splat(FAR), up);
        let mut of_group = total;
        let mut group = Group::Trunk;
        for Ahead { piece, away, .. } in self.ahead.iter().filter(|ahead| ahead.away.cmplt(close).any()) {
            let here = (*away, piece.solid.outwards(at));
            if piece.group == group {
                of_group = melded(of_group, here, piece.melt);
            } else {
                total = melded(total, of_group, group.melt());
                (of_group, group) = (here, piece.group);
            }
        }
        melded(total, of_group, group.melt()).1.normalized()
    }

    /// The piece that is nearest to the present place of the ray `lane`, and its distance.
    pub(super) fn nearest(&self, lane: usize) -> Option<(&Piece, f32)> {
        let all = self.ahead.iter().map(|ahead| (&ahead.piece, ahead.away[lane]));
        all.min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// Follows four rays from a depth of `near` until they touch, or have come as deep as `far`; returns the place each
    /// came to and whether it touched.
    pub(super) fn follow(&mut self, x: Vec4, y: Vec4, (near, far): (f32, f32)) -> (Four, BVec4A) {
        let mut at = Four { x, y, z: Vec4::splat(near) };
        let (mut before, mut slope) = (Vec4::INFINITY, Vec4::ONE);
        let mut under_way = BVec4A::splat(true);
        let mut touched = BVec4A::splat(false);
        for _ in 0..MOST_STEPS {
            let away = self.distances(&at);
            touched |= under_way & away.abs().cmplt(Vec4::splat(TOUCH));
            under_way &= !touched & at.z.cmpge(Vec4::splat(far));
            if !under_way.any() {
                break;
            }
            // A surface that is seen at a slant comes nearer more slowly than the ray walks: the last step tells how
            // much. Farther away a longer step might pass through a hand.
            let is_near = away.cmplt(Vec4::splat(NEAR)) & before.cmplt(Vec4::INFINITY);
            let seen = ((before - away) * slope / before).clamp(Vec4::splat(STEEPEST), Vec4::ONE);
            slope = Vec4::select(is_near, seen, Vec4::ONE);
            at.z -= Vec4::select(under_way, away / slope, Vec4::ZERO);
            before = away;
        }
        (at, touched)
    }
}

fn joined(total: Vec4, of_group: Vec4, group: Group) -> Vec4 {
    let melt = group.melt();
    if melt > 0.0 { melted_four(total, of_group, melt) } else { total.min(of_group) }
}

/// Four distances melted into four others, with their directions.
fn melded(a: (Vec4, Four), b: (Vec4, Four), melt: f32) -> (Vec4, Four) {
    let is_first = a.0.cmplt(b.0);
    let (near, far) = (a.0.min(b.0), a.0.max(b.0));
    let (nearer, farther) = (a.1.where_or(is_first, &b.1), b.1.where_or(is_first, &a.1));
    if melt <= 0.0 {
        return (near, nearer);
    }
    let share = ((Vec4::splat(melt) - (far - near)) / (2.0 * melt)).max(Vec4::ZERO);
    (near - share * share * melt, nearer.toward(&farther, share))
}
