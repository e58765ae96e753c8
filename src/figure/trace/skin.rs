//! The skin: the light at a place of the surface, and whether a lit muscle lies under it.

use glam::Vec3;

use super::scene::{Dot, Hit, Scene};
use super::tile::{Ahead, ROOM, Tile};
use crate::figure::flesh::{Group, Piece, Stuff};
use crate::figure::muscles::Skin;
use crate::figure::skeleton::Bone;

/// The direction from the viewer to the light: above, and to the left.
const LIGHT: Vec3 = Vec3::new(-0.447, 0.646, 0.616);
/// The distance from the nearest piece within which another one takes part in carrying the skin, in centimetres.
const SHARED: f32 = 3.5;

/// A ray that has touched the surface.
pub(super) struct Ray {
    /// The number of the ray among the four that were followed at once.
    pub(super) lane: usize,
    /// The place where it touched.
    pub(super) at: Vec3,
    /// The direction that the surface faces there.
    pub(super) faces: Vec3,
}

/// The dot, the hit and the room where a ray touches the surface.
///
/// `beside` is the hit and the room just beside it: on the same surface the room is the same.
pub(super) fn look(scene: &Scene, tile: &Tile, ray: &Ray, beside: Option<(Hit, f32)>) -> Option<(Dot, Hit, f32)> {
    let Ray { lane, at, faces } = *ray;
    let (piece, own) = tile.nearest(lane)?;
    let depth = at.z;
    let hit = Hit { depth, group: piece.group };
    let same = beside.filter(|(there, _)| there.group == hit.group && (there.depth - depth).abs() < ROOM / 3.0);
    let room = same.map_or_else(|| tile.room(at, faces), |(_, room)| room);
    let light = if scene.mirrored { Vec3::new(-LIGHT.x, LIGHT.y, LIGHT.z) } else { LIGHT };
    let toward_light = faces.dot(light).max(0.0);
    let toward_viewer = faces.z.max(0.0);
    let light = (0.34 + 0.58 * toward_light + 0.08 * faces.y) * room * (0.74 + 0.26 * toward_viewer);
    let lit = if scene.lit.is_empty() { 0.0 } else { lit(scene, tile, ray, piece, own) };
    let dot = Dot { stuff: Some(piece.stuff), light: light.clamp(0.0, 1.0), lit, edge: false };
    Some((dot, hit, room))
}

/// The strength with which a muscle is lit where a ray touches `piece`, which is `own` centimetres away.
fn lit(scene: &Scene, tile: &Tile, ray: &Ray, piece: &Piece, own: f32) -> f32 {
    let Ray { lane, at, faces } = *ray;
    let (Some(bone), true) = (piece.bone, piece.stuff != Stuff::Shoe) else {
        return 0.0;
    };
    if !scene.lit.iter().any(|(muscle, half, _)| muscle.may_be_on(bone, *half)) {
        return 0.0;
    }
    // Where several bones are near, the skin is carried by all of them.
    let (mut place, mut weights) = (Vec3::ZERO, 0.0);
    for Ahead { piece: other, away, .. } in &tile.ahead {
        let away = (away[lane] - own) / SHARED;
        if let (true, Some(bone)) = (away < 1.0 && is_one_skin(piece, other), other.bone)
            && let Some((turn, shift)) = scene.to_atlas.get(bone as usize)
        {
            let weight = (1.0 - away) * (1.0 - away);
            place += (*turn * at + *shift) * weight;
            weights += weight;
        }
    }
    let Some((turn, shift)) = scene.to_atlas.get(bone as usize) else {
        return 0.0;
    };
    let place = if weights > 0.0 { place / weights } else { *turn * at + *shift };
    let skin = Skin { at: place, faces: *turn * faces, bone };
    let shining = scene.lit.iter().filter(|(muscle, half, _)| muscle.is_under(&skin, *half));
    shining.map(|(_, _, strength)| *strength).fold(0.0, f32::max)
}

/// Returns `true` if one skin covers both pieces: not a hand and the knee it lies on.
fn is_one_skin(a: &Piece, b: &Piece) -> bool {
    let is_root = |piece: &Piece| {
        use Bone as B;
        matches!(piece.bone, Some(B::LeftUpperArm | B::RightUpperArm | B::LeftThigh | B::RightThigh | B::Head))
    };
    a.group == b.group || (a.group == Group::Trunk && is_root(b)) || (b.group == Group::Trunk && is_root(a))
}
