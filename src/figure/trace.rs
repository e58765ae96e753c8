//! The picture of a scene: from each dot a ray walks by the distance to the body until it touches.
//!
//! The direction of the surface gives the shade, the room around it the soft shadow in folds, the nearest piece what it
//! is made of, a step in depth the outline. Dots are traced in tiles, each with the pieces that may be seen in it.

use glam::{Mat3, Vec3};

use super::camera::Window;
use super::flesh::{Group, Piece, Stuff};
use super::joints::Half;
use super::muscles::{Muscle, Skin};
use super::skeleton::{ANATOMICAL, Bone, Frame, Skeleton};
use super::solid::{Solid, melted};

/// What is looked at.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The body and the things around it as the camera sees them: x to the right, y up, z toward the viewer.
    pub pieces: Vec<Piece>,
    /// What fills the picture.
    pub window: Window,
    /// What is lit, with its strength from 0 to 1.
    pub lit: Vec<(Muscle, Half, f32)>,
    /// From the camera's view to the anatomical position, for each bone.
    pub to_atlas: Vec<(Mat3, Vec3)>,
    /// Whether the picture is shown in a mirror; the light stays where it is.
    pub mirrored: bool,
}

/// A dot of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Dot {
    /// What is seen there, if anything is.
    pub stuff: Option<Stuff>,
    /// How light it is, from 0 to 1.
    pub light: f32,
    /// How strongly a muscle is lit there, from 0 to 1.
    pub lit: f32,
    /// Whether something nearer ends beside it.
    pub edge: bool,
}

/// A picture in dots.
#[derive(Debug, Clone, PartialEq)]
pub struct Raster {
    /// Dots across.
    pub width: usize,
    /// Dots down.
    pub height: usize,
    /// The dots, row by row from the top.
    pub dots: Vec<Dot>,
}

/// What a dot is while edges are not known yet.
#[derive(Debug, Clone, Copy)]
struct Hit {
    depth: f32,
    group: Group,
}

/// From the viewer to the light: above, and to the left.
const LIGHT: Vec3 = Vec3::new(-0.447, 0.646, 0.616);
/// How near a ray comes before it counts as touching, in centimetres.
const TOUCH: f32 = 0.12;
/// A ray that needs more steps than this grazes something.
const MOST_STEPS: usize = 40;
/// Within this of a surface, in centimetres, a ray may take longer steps.
const NEAR: f32 = 1.0;
/// A surface is taken to be seen at no greater slant than this: the sine of the angle to it.
const STEEPEST: f32 = 0.4;
/// Within this of the nearest piece another one takes part in where a place of the skin is, in centimetres.
const SHARED: f32 = 3.5;
/// How far from a place of the surface room is looked for, in centimetres, and how dark it is where there is none.
const ROOM: f32 = 6.0;
const DARKEST: f32 = 0.55;
/// Pieces farther from a tile than this throw no shadow into it.
const SHADOW: f32 = 7.0;
/// Pieces farther from a ray than this change nothing of what it touches.
const MELTS: f32 = 2.5;
/// The widest melt of two pieces.
const WIDEST: f32 = 5.0;
/// A nearer part whose edge is this much in front is outlined, in centimetres: of another limb, and of the same one.
const STEP: (f32, f32) = (1.6, 4.5);
/// Tiles are about so many dots wide.
const TILE: usize = 8;
/// Around what must be seen a picture shows so much more, as a share of it.
const AIR: f32 = 0.03;

impl Scene {
    /// `pieces` of a body with this skeleton, and of things, as `view` sees them.
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

/// The pieces that may be seen in a tile of the picture or take light from it, and those that one ray may touch.
#[derive(Default)]
struct Tile {
    pieces: Vec<Piece>,
    boxes: Vec<(Vec3, Vec3)>,
    /// The pieces on the way of the rays that are followed.
    ahead: Vec<Ahead>,
}

/// A piece on the way of a ray.
struct Ahead {
    piece: Piece,
    /// Between which depths it lies.
    depths: (f32, f32),
    /// How far it is from where the ray is, or at least is.
    away: f32,
}

impl Tile {
    /// The pieces that reach into a part of the picture, or throw a shadow into it; whether any is seen in it.
    fn gather(&mut self, scene: &Scene, boxes: &[(Vec3, Vec3)], low: (f32, f32), high: (f32, f32)) -> bool {
        self.pieces.clear();
        self.boxes.clear();
        let mut seen = false;
        for (piece, (least, most)) in scene.pieces.iter().zip(boxes) {
            let within = |room: f32| {
                least.x - room < high.0 && most.x + room > low.0 && least.y - room < high.1 && most.y + room > low.1
            };
            seen |= within(0.5);
            if within(SHADOW) {
                self.pieces.push(*piece);
                self.boxes.push((*least, *most));
            }
        }
        seen
    }

    /// Chooses the pieces on the way of the rays around `x` and `y`, at most `slack` beside it; from where on, and until
    /// where, they may be touched.
    fn aim(&mut self, x: f32, y: f32, slack: f32) -> Option<(f32, f32)> {
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
                self.ahead.push(Ahead { piece: *piece, depths: (least.z, most.z), away: 0.0 });
            }
        }
        near.is_finite().then_some((near, far - 0.5))
    }

    /// How much of the light around reaches a place of the surface, from 0 to 1.
    fn room(&self, at: Vec3, faces: Vec3) -> f32 {
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

    /// How far the body is from a place on the way of the ray; keeps how far each piece is.
    fn distance(&mut self, at: Vec3) -> f32 {
        let (mut total, mut of_group) = (f32::INFINITY, f32::INFINITY);
        let mut group = None;
        let mut nearest = f32::INFINITY;
        for Ahead { piece, depths, away } in &mut self.ahead {
            // What is so far behind or before takes no part here.
            let apart = (at.z - depths.1).max(depths.0 - at.z);
            *away = if apart > nearest + WIDEST { apart } else { piece.solid.distance(at) };
            nearest = nearest.min(*away);
            if group == Some(piece.group) {
                of_group = if piece.melt > 0.0 { melted(of_group, *away, piece.melt) } else { of_group.min(*away) };
            } else {
                total = group.map_or(total, |group| joined(total, of_group, group));
                (of_group, group) = (*away, Some(piece.group));
            }
        }
        group.map_or(total, |group| joined(total, of_group, group))
    }

    /// Where the surface faces at `at`, which the ray has come to, and the piece it belongs to.
    fn surface(&self, at: Vec3) -> (Vec3, Option<&Ahead>) {
        let nearest = self.ahead.iter().min_by(|a, b| a.away.total_cmp(&b.away));
        let close = nearest.map_or(0.0, |ahead| ahead.away) + WIDEST;
        let mut total = (f32::INFINITY, Vec3::ZERO);
        let mut of_group = total;
        let mut group = Group::Trunk;
        for Ahead { piece, away, .. } in self.ahead.iter().filter(|ahead| ahead.away < close) {
            let here = (*away, piece.solid.outward(at));
            if piece.group == group {
                of_group = melded(of_group, here, piece.melt);
            } else {
                total = melded(total, of_group, group.melt());
                (of_group, group) = (here, piece.group);
            }
        }
        total = melded(total, of_group, group.melt());
        (total.1.normalize_or(Vec3::Z), nearest)
    }
}

fn joined(total: f32, of_group: f32, group: Group) -> f32 {
    let melt = group.melt();
    if melt > 0.0 { melted(total, of_group, melt) } else { total.min(of_group) }
}

/// Two distances melted into each other, with their directions.
fn melded(a: (f32, Vec3), b: (f32, Vec3), melt: f32) -> (f32, Vec3) {
    let (near, far) = if a.0 < b.0 { (a, b) } else { (b, a) };
    if melt <= 0.0 || far.0 - near.0 >= melt {
        return near;
    }
    let share = (melt - (far.0 - near.0)) / (2.0 * melt);
    (near.0 - share * share * melt, near.1 * (1.0 - share) + far.1 * share)
}

impl Raster {
    /// The picture of `scene` in `width` by `height` dots, each `aspect` times as wide as high.
    #[must_use]
    pub fn of(scene: &Scene, width: usize, height: usize, aspect: f32) -> Self {
        let mut raster = Self { width, height, dots: vec![Dot::default(); width * height] };
        if width == 0 || height == 0 {
            return raster;
        }
        let window = &scene.window;
        // Centimetres of a dot's height.
        let dot =
            (window.width() * (1.0 + AIR) / (width as f32 * aspect)).max(window.height() * (1.0 + AIR) / height as f32);
        let (middle_x, middle_y) = window.middle();
        let x_of = |column: f32| middle_x + (column - width as f32 / 2.0) * dot * aspect;
        let y_of = |row: f32| middle_y + (height as f32 / 2.0 - row) * dot;
        let boxes: Vec<(Vec3, Vec3)> = scene.pieces.iter().map(|piece| piece.solid.reach()).collect();
        let mut hits: Vec<Option<Hit>> = vec![None; width * height];
        // Tiles are about as high as wide.
        let rows = if aspect < 0.75 { TILE / 2 } else { TILE };
        let mut tile = Tile::default();
        for top in (0..height).step_by(rows) {
            for left in (0..width).step_by(TILE) {
                let (right, bottom) = ((left + TILE).min(width), (top + rows).min(height));
                let low = (x_of(left as f32), y_of(bottom as f32));
                let high = (x_of(right as f32), y_of(top as f32));
                if !tile.gather(scene, &boxes, low, high) {
                    continue;
                }
                // Two by two dots look at the same pieces.
                let slack = dot * aspect.hypot(1.0) / 2.0;
                for row in (top..bottom).step_by(2) {
                    for column in (left..right).step_by(2) {
                        let Some(way) = tile.aim(x_of(column as f32 + 1.0), y_of(row as f32 + 1.0), slack) else {
                            continue;
                        };
                        let mut beside: Option<(Hit, f32)> = None;
                        for (row, column) in
                            [(row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1)]
                        {
                            if row >= bottom || column >= right {
                                continue;
                            }
                            let (x, y) = (x_of(column as f32 + 0.5), y_of(row as f32 + 0.5));
                            let index = row * width + column;
                            if let Some((seen, hit, room)) = look(scene, &mut tile, (x, y), way, beside) {
                                raster.dots[index] = seen;
                                hits[index] = Some(hit);
                                beside = Some((hit, room));
                            }
                        }
                    }
                }
            }
        }
        raster.outline(&hits, dot);
        if scene.mirrored {
            raster.dots.chunks_mut(width).for_each(<[Dot]>::reverse);
        }
        raster
    }

    /// A dot, if there is one.
    #[must_use]
    pub fn dot(&self, x: usize, y: usize) -> Option<&Dot> {
        if x < self.width { self.dots.get(y * self.width + x) } else { None }
    }

    /// Marks what lies beside the edge of something nearer.
    fn outline(&mut self, hits: &[Option<Hit>], dot: f32) {
        let (width, height) = (self.width, self.height);
        for row in 0..height {
            for column in 0..width {
                let index = row * width + column;
                let Some(here) = hits[index] else {
                    continue;
                };
                let beside = [
                    (column > 0).then(|| index - 1),
                    (column + 1 < width).then(|| index + 1),
                    (row > 0).then(|| index - width),
                    (row + 1 < height).then(|| index + width),
                ];
                self.dots[index].edge = beside.into_iter().flatten().any(|other| {
                    hits[other].is_some_and(|there| {
                        let step = if there.group == here.group { STEP.1.max(dot * 2.2) } else { STEP.0.max(dot) };
                        there.depth - here.depth > step
                    })
                });
            }
        }
    }
}

/// What is seen from a place of the picture.
///
/// `beside` is what was seen just beside it, and its room: on the same surface it is the same.
fn look(
    scene: &Scene,
    tile: &mut Tile,
    (x, y): (f32, f32),
    (near, far): (f32, f32),
    beside: Option<(Hit, f32)>,
) -> Option<(Dot, Hit, f32)> {
    let mut depth = near;
    let (mut before, mut slope) = (f32::INFINITY, 1.0f32);
    let mut steps = 0;
    loop {
        let away = tile.distance(Vec3::new(x, y, depth));
        if away.abs() < TOUCH {
            break;
        }
        // A surface that is seen at a slant comes nearer more slowly than the ray walks: the last step tells how much.
        // Farther away a longer step might pass through a hand.
        slope = if away < NEAR && before.is_finite() {
            ((before - away) / (before / slope)).clamp(STEEPEST, 1.0)
        } else {
            1.0
        };
        depth -= away / slope;
        before = away;
        steps += 1;
        if depth < far || steps == MOST_STEPS {
            return None;
        }
    }
    let at = Vec3::new(x, y, depth);
    let tile = &*tile;
    let (faces, nearest) = tile.surface(at);
    let Ahead { piece, away, .. } = nearest?;
    let hit = Hit { depth, group: piece.group };
    let same = beside.filter(|(there, _)| there.group == hit.group && (there.depth - depth).abs() < ROOM / 3.0);
    let room = same.map_or_else(|| tile.room(at, faces), |(_, room)| room);
    let light = if scene.mirrored { Vec3::new(-LIGHT.x, LIGHT.y, LIGHT.z) } else { LIGHT };
    let toward_light = faces.dot(light).max(0.0);
    let toward_viewer = faces.z.max(0.0);
    let light = (0.34 + 0.58 * toward_light + 0.08 * faces.y) * room * (0.74 + 0.26 * toward_viewer);
    let lit = if scene.lit.is_empty() { 0.0 } else { lit(scene, tile, (piece, *away), at, faces) };
    let dot = Dot { stuff: Some(piece.stuff), light: light.clamp(0.0, 1.0), lit, edge: false };
    Some((dot, hit, room))
}

/// How strongly a muscle is lit at a place of the surface.
fn lit(scene: &Scene, tile: &Tile, (piece, own): (&Piece, f32), at: Vec3, faces: Vec3) -> f32 {
    let (Some(bone), true) = (piece.bone, piece.stuff != Stuff::Shoe) else {
        return 0.0;
    };
    if !scene.lit.iter().any(|(muscle, half, _)| muscle.may_be_on(bone, *half)) {
        return 0.0;
    }
    // Where several bones are near, the skin is carried by all of them.
    let (mut place, mut weights) = (Vec3::ZERO, 0.0);
    for Ahead { piece: other, away, .. } in &tile.ahead {
        let away = (*away - own) / SHARED;
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

/// Whether skin goes over from one piece to the other: not from a hand to the knee it lies on.
fn is_one_skin(a: &Piece, b: &Piece) -> bool {
    let is_root = |piece: &Piece| {
        use Bone as B;
        matches!(piece.bone, Some(B::LeftUpperArm | B::RightUpperArm | B::LeftThigh | B::RightThigh | B::Head))
    };
    a.group == b.group || (a.group == Group::Trunk && is_root(b)) || (b.group == Group::Trunk && is_root(a))
}

/// The distance from `at` to the nearest of `pieces`, melted as they are drawn.
#[must_use]
pub fn distance<'a>(pieces: impl IntoIterator<Item = &'a Piece>, at: Vec3) -> f32 {
    let mut total = f32::INFINITY;
    let mut of_group = f32::INFINITY;
    let mut group = None;
    for piece in pieces {
        let distance = piece.solid.distance(at);
        if group == Some(piece.group) {
            of_group = if piece.melt > 0.0 { melted(of_group, distance, piece.melt) } else { of_group.min(distance) };
        } else {
            total = group.map_or(total, |group| joined(total, of_group, group));
            (of_group, group) = (distance, Some(piece.group));
        }
    }
    group.map_or(total, |group| joined(total, of_group, group))
}

/// A solid alone, for whoever asks how far something is from it.
#[must_use]
pub fn nearest<'a>(solids: impl IntoIterator<Item = &'a Solid>, at: Vec3) -> f32 {
    solids.into_iter().map(|solid| solid.distance(at)).fold(f32::INFINITY, f32::min)
}
