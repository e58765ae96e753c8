//! The picture of a scene: from each dot a ray walks by the distance to the body until it touches.
//!
//! The direction of the surface gives the shade, the room around it the soft shadow in folds, the nearest piece what it
//! is made of, a step in depth the outline. Dots are traced in tiles, each with the pieces that may be seen in it.

pub mod scene;
mod skin;
mod tile;

use std::ops::Range;

use glam::{Vec3, Vec4};

use super::camera::Window;
use super::flesh::{Group, Piece};
use super::solid::{Solid, melted};
pub use scene::{Dot, Scene};
use scene::{Hit, Part, SHADOW};
use skin::Ray;
use tile::Tile;

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

/// The difference in depth from which on the edge of a nearer part is outlined, in centimetres: of another limb, and of
/// the same one.
const STEP: (f32, f32) = (1.6, 4.5);
/// The movement below which nothing is traced again, in centimetres: a dot is some twenty times as large.
const HARDLY: f32 = 0.06;
/// The width and height of a tile, in dots.
const TILE: usize = 8;
/// The air that a picture shows around what must be seen, as a share of its size.
const AIR: f32 = 0.03;

/// The places of a picture's dots in a scene.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grid {
    width: usize,
    height: usize,
    /// The width of a dot as a multiple of its height.
    aspect: f32,
    /// The height of a dot, in centimetres.
    dot: f32,
    middle: (f32, f32),
}

impl Grid {
    fn over(window: &Window, width: usize, height: usize, aspect: f32) -> Self {
        let across = window.width() * (1.0 + AIR) / (width as f32 * aspect);
        let dot = across.max(window.height() * (1.0 + AIR) / height as f32);
        Self { width, height, aspect, dot, middle: window.middle() }
    }

    fn x(&self, column: f32) -> f32 {
        self.middle.0 + (column - self.width as f32 / 2.0) * self.dot * self.aspect
    }

    fn y(&self, row: f32) -> f32 {
        self.middle.1 + (self.height as f32 / 2.0 - row) * self.dot
    }
}

/// A solid that is elsewhere than in the picture before.
struct Moved {
    now: Solid,
    then: Solid,
    /// The corners of a box that holds both.
    corners: (Vec3, Vec3),
}

impl Moved {
    fn between(now: Solid, then: Solid) -> Self {
        let (here, there) = (now.reach(), then.reach());
        Self { now, then, corners: (here.0.min(there.0), here.1.max(there.1)) }
    }

    /// Returns `true` if a line along z at `x` and `y` passes the solid now, or passed it before,
    /// within the reach of its shadow and `room` more.
    fn is_at(&self, x: f32, y: f32, room: f32) -> bool {
        [self.now, self.then].iter().any(|solid| solid.entry(x, y, SHADOW + room).is_some())
    }
}

/// A picture and the scene that it shows: parts that stay where they were are not traced again for the next one.
#[derive(Debug, Clone)]
pub struct Traced {
    scene: Scene,
    grid: Grid,
    raster: Raster,
    hits: Vec<Option<Hit>>,
}

impl Traced {
    /// The picture of `scene` in `width` by `height` dots, each `aspect` times as wide as high.
    #[must_use]
    pub fn of(scene: Scene, width: usize, height: usize, aspect: f32) -> Self {
        Self::after(None, scene, width, height, aspect)
    }

    /// The same, right after another picture, which it takes the unchanged parts from.
    #[must_use]
    pub fn after(before: Option<&Self>, scene: Scene, width: usize, height: usize, aspect: f32) -> Self {
        let grid = Grid::over(&scene.window, width, height, aspect);
        let raster = Raster { width, height, dots: vec![Dot::default(); width * height] };
        let mut traced = Self { scene, grid, raster, hits: vec![None; width * height] };
        let still = before.and_then(|before| Some((before, traced.moved_since(before)?)));
        let boxes: Vec<(Vec3, Vec3)> = traced.scene.pieces.iter().map(|piece| piece.solid.reach()).collect();
        // Tiles are about as high as wide.
        let rows = if aspect < 0.75 { TILE / 2 } else { TILE };
        let mut tile = Tile::default();
        let mut near: Vec<&Moved> = Vec::new();
        for top in (0..height).step_by(rows) {
            for left in (0..width).step_by(TILE) {
                let (right, bottom) = ((left + TILE).min(width), (top + rows).min(height));
                let part = Part {
                    rows: top..bottom,
                    columns: left..right,
                    low: (grid.x(left as f32), grid.y(bottom as f32)),
                    high: (grid.x(right as f32), grid.y(top as f32)),
                };
                let Some((before, moved)) = &still else {
                    if tile.gather(&traced.scene, &boxes, &part) {
                        traced.trace(&mut tile, &part, |_, _, _| true);
                    }
                    continue;
                };
                near.clear();
                near.extend(moved.iter().filter(|moved| part.is_near(&moved.corners, SHADOW)));
                if !near.is_empty() && tile.gather(&traced.scene, &boxes, &part) {
                    traced.copy(before, &part);
                    traced.trace(&mut tile, &part, |x, y, slack| near.iter().any(|moved| moved.is_at(x, y, slack)));
                } else if near.is_empty() {
                    traced.copy(before, &part);
                }
            }
        }
        traced.raster.outline(&traced.hits, grid.dot);
        if traced.scene.mirrored {
            traced.raster.dots.chunks_mut(width.max(1)).for_each(<[Dot]>::reverse);
        }
        traced
    }

    /// The picture.
    #[must_use]
    pub const fn raster(&self) -> &Raster {
        &self.raster
    }

    /// The solids that have moved since `before`, or are lit more or less; none where the pictures have too little in
    /// common.
    ///
    /// Solids that have hardly moved are put back to where they were when they were traced: small steps add up.
    fn moved_since(&mut self, before: &Self) -> Option<Vec<Moved>> {
        let (scene, old) = (&mut self.scene, &before.scene);
        let is_same_view = self.grid == before.grid && scene.mirrored == old.mirrored;
        if !is_same_view || scene.pieces.len() != old.pieces.len() || scene.lit.len() != old.lit.len() {
            return None;
        }
        let changed: Vec<_> = scene.lit.iter().zip(&old.lit).filter(|(now, then)| now != then).collect();
        let shines_anew = |piece: &Piece| {
            let mut muscles = changed.iter().flat_map(|(now, then)| [now, then]);
            piece.bone.is_some_and(|bone| muscles.any(|(muscle, half, _)| muscle.may_be_on(bone, *half)))
        };
        let mut moved = Vec::new();
        for (now, then) in scene.pieces.iter_mut().zip(&old.pieces) {
            let stays = now.solid.is_near(&then.solid, HARDLY);
            if stays {
                now.solid = then.solid;
            }
            if !stays || now != then || shines_anew(now) {
                moved.push(Moved::between(now.solid, then.solid));
            }
        }
        Some(moved)
    }

    fn clear(&mut self, rows: Range<usize>, columns: Range<usize>) {
        for row in rows {
            let here = row * self.grid.width + columns.start..row * self.grid.width + columns.end;
            self.raster.dots[here.clone()].fill(Dot::default());
            self.hits[here].fill(None);
        }
    }

    /// Copies a part of the picture from the one before.
    fn copy(&mut self, before: &Self, part: &Part) {
        let width = self.raster.width;
        for row in part.rows.clone() {
            let of_row = row * width;
            let here = of_row + part.columns.start..of_row + part.columns.end;
            self.hits[here.clone()].copy_from_slice(&before.hits[here.clone()]);
            if self.scene.mirrored {
                for column in part.columns.clone() {
                    self.raster.dots[of_row + column] = before.raster.dots[of_row + width - 1 - column];
                }
            } else {
                self.raster.dots[here.clone()].copy_from_slice(&before.raster.dots[here]);
            }
        }
    }

    /// Traces a part of the picture, but only where `is_asked` is true of a place and the room around it.
    fn trace(&mut self, tile: &mut Tile, part: &Part, is_asked: impl Fn(f32, f32, f32) -> bool) {
        let grid = self.grid;
        // Two by two dots look at the same pieces.
        let slack = grid.dot * grid.aspect.hypot(1.0) / 2.0;
        for row in part.rows.clone().step_by(2) {
            for column in part.columns.clone().step_by(2) {
                let (x, y) = (grid.x(column as f32 + 1.0), grid.y(row as f32 + 1.0));
                if !is_asked(x, y, slack) {
                    continue;
                }
                self.clear(row..(row + 2).min(part.rows.end), column..(column + 2).min(part.columns.end));
                let Some(way) = tile.aim(x, y, slack) else {
                    continue;
                };
                let places = [(row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1)];
                let x = Vec4::from_array(places.map(|(_, column)| grid.x(column as f32 + 0.5)));
                let y = Vec4::from_array(places.map(|(row, _)| grid.y(row as f32 + 0.5)));
                let (at, touched) = tile.follow(x, y, way);
                if !touched.any() {
                    continue;
                }
                let faces = tile.surfaces(&at);
                let mut beside: Option<(Hit, f32)> = None;
                for (lane, (row, column)) in places.into_iter().enumerate() {
                    if !part.rows.contains(&row) || !part.columns.contains(&column) || !touched.test(lane) {
                        continue;
                    }
                    let ray = Ray { lane, at: at.place(lane), faces: faces.place(lane) };
                    if let Some((seen, hit, room)) = skin::look(&self.scene, tile, &ray, beside) {
                        let index = row * grid.width + column;
                        self.raster.dots[index] = seen;
                        self.hits[index] = Some(hit);
                        beside = Some((hit, room));
                    }
                }
            }
        }
    }
}

impl Raster {
    /// The picture of `scene` in `width` by `height` dots, each `aspect` times as wide as high.
    #[must_use]
    pub fn of(scene: &Scene, width: usize, height: usize, aspect: f32) -> Self {
        Traced::of(scene.clone(), width, height, aspect).raster
    }

    /// The dot at column `x` and row `y`, if there is one.
    #[must_use]
    pub fn dot(&self, x: usize, y: usize) -> Option<&Dot> {
        if x < self.width { self.dots.get(y * self.width + x) } else { None }
    }

    /// Marks the dots beside the edge of something nearer.
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

fn joined(total: f32, of_group: f32, group: Group) -> f32 {
    let melt = group.melt();
    if melt > 0.0 { melted(total, of_group, melt) } else { total.min(of_group) }
}

/// The distance from `at` to the nearest of `pieces`, in centimetres, with the pieces melted as they are drawn.
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

/// The distance from `at` to the nearest of `solids`, in centimetres, each taken alone.
#[must_use]
pub fn nearest<'a>(solids: impl IntoIterator<Item = &'a Solid>, at: Vec3) -> f32 {
    solids.into_iter().map(|solid| solid.distance(at)).fold(f32::INFINITY, f32::min)
}
