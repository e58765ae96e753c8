//! Solids with a known distance from any place: the body and the things around it are made of them.

mod four;

pub use four::{Four, melted as melted_four};

use glam::{Mat3, Vec3};

use super::skeleton::Frame;

/// The distance from its middle that hardly a solid of the body exceeds, in centimetres.
const LARGE: f32 = 15.0;

/// A solid. Lengths are centimetres; distances are negative inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Solid {
    /// A cone with round ends: from one place and radius to another.
    Cone {
        /// One end.
        from: Vec3,
        /// The way to the other end.
        way: Vec3,
        /// The radius at the first end.
        radius: f32,
        /// The growth of the radius toward the other end.
        taper: f32,
        /// One over the square of the length, per square centimetre.
        per_square: f32,
    },
    /// An ellipsoid, its distance near enough for walking toward it.
    Ellipsoid {
        /// The middle.
        middle: Vec3,
        /// The axes as columns.
        axes: Mat3,
        /// One over each radius.
        per_radius: Vec3,
    },
    /// The part of an ellipsoid on one side of a plane.
    Cap {
        /// The middle.
        middle: Vec3,
        /// The axes as columns.
        axes: Mat3,
        /// One over each radius.
        per_radius: Vec3,
        /// The plane's direction: the part on that side is kept.
        normal: Vec3,
        /// The distance of the plane from the origin.
        offset: f32,
    },
    /// A flat cylinder.
    Disc {
        /// The middle.
        middle: Vec3,
        /// The axes as columns; the second is the axis of the cylinder.
        axes: Mat3,
        /// The radius.
        radius: f32,
        /// Half of the height.
        half: f32,
    },
    /// A box with round edges.
    Slab {
        /// The middle.
        middle: Vec3,
        /// The axes as columns.
        axes: Mat3,
        /// Half of the lengths, without the round edges.
        half: Vec3,
        /// The radius of the edges.
        round: f32,
    },
}

impl Solid {
    /// A cone between two places.
    #[must_use]
    pub fn cone(from: Vec3, to: Vec3, radius: f32, end_radius: f32) -> Self {
        let way = to - from;
        let square = way.length_squared();
        let per_square = if square > 1e-9 { 1.0 / square } else { 0.0 };
        Self::Cone { from, way, radius, taper: end_radius - radius, per_square }
    }

    /// A ball.
    #[must_use]
    pub fn ball(middle: Vec3, radius: f32) -> Self {
        Self::cone(middle, middle, radius, radius)
    }

    /// An ellipsoid around `middle`, its axes those of `turn`.
    #[must_use]
    pub fn ellipsoid(middle: Vec3, turn: Mat3, radii: Vec3) -> Self {
        Self::Ellipsoid { middle, axes: turn, per_radius: Vec3::ONE / radii }
    }

    /// The part of an ellipsoid that lies beyond the plane through `through` in the direction of `normal`.
    #[must_use]
    pub fn cap(middle: Vec3, turn: Mat3, radii: Vec3, through: Vec3, normal: Vec3) -> Self {
        Self::Cap { middle, axes: turn, per_radius: Vec3::ONE / radii, normal, offset: normal.dot(through) }
    }

    /// A flat cylinder; the second axis of `turn` is its axis.
    #[must_use]
    pub const fn disc(middle: Vec3, turn: Mat3, radius: f32, half: f32) -> Self {
        Self::Disc { middle, axes: turn, radius, half }
    }

    /// A box; `half` are half of its lengths, the round edges included.
    #[must_use]
    pub fn slab(middle: Vec3, turn: Mat3, half: Vec3, round: f32) -> Self {
        Self::Slab { middle, axes: turn, half: half - Vec3::splat(round), round }
    }

    /// The distance of `place` from the solid, in centimetres, negative inside.
    #[must_use]
    #[inline]
    pub fn distance(&self, place: Vec3) -> f32 {
        match self {
            Self::Cone { from, way, radius, taper, per_square } => {
                let out = place - *from;
                let along = (out.dot(*way) * per_square).clamp(0.0, 1.0);
                (out - *way * along).length() - (radius + taper * along)
            }
            Self::Ellipsoid { middle, axes, per_radius } => in_ball(*axes, *per_radius, place - *middle),
            Self::Cap { middle, axes, per_radius, normal, offset } => {
                in_ball(*axes, *per_radius, place - *middle).max(offset - normal.dot(place))
            }
            Self::Disc { middle, axes, radius, half } => {
                let own = axes.transpose() * (place - *middle);
                let (aside, above) = (own.x.hypot(own.z) - radius, own.y.abs() - half);
                aside.max(above).min(0.0) + aside.max(0.0).hypot(above.max(0.0))
            }
            Self::Slab { middle, axes, half, round } => {
                let out = (axes.transpose() * (place - *middle)).abs() - *half;
                out.max(Vec3::ZERO).length() + out.max_element().min(0.0) - round
            }
        }
    }

    /// The direction straight out of the solid at `place`.
    #[must_use]
    #[inline]
    pub fn outward(&self, place: Vec3) -> Vec3 {
        match self {
            Self::Cone { from, way, taper, per_square, .. } => {
                let out = place - *from;
                let along = out.dot(*way) * per_square;
                let inside = along.clamp(0.0, 1.0);
                let straight = (out - *way * inside).normalize_or(Vec3::Y);
                // The side of a cone leans.
                if along > 0.0 && along < 1.0 { straight - *way * (taper * per_square) } else { straight }
            }
            Self::Ellipsoid { middle, axes, per_radius } => {
                let own = axes.transpose() * (place - *middle);
                *axes * (own * *per_radius * *per_radius).normalize_or(Vec3::Y)
            }
            Self::Cap { middle, axes, per_radius, normal, offset } => {
                let out = place - *middle;
                if offset - normal.dot(place) > in_ball(*axes, *per_radius, out) {
                    -*normal
                } else {
                    *axes * ((axes.transpose() * out) * *per_radius * *per_radius).normalize_or(Vec3::Y)
                }
            }
            Self::Disc { middle, axes, radius, half } => {
                let own = axes.transpose() * (place - *middle);
                let round = Vec3::new(own.x, 0.0, own.z);
                let (aside, above) = (round.length() - radius, own.y.abs() - half);
                *axes * if aside > above { round.normalize_or(Vec3::X) } else { Vec3::new(0.0, own.y.signum(), 0.0) }
            }
            Self::Slab { middle, axes, half, .. } => {
                let own = axes.transpose() * (place - *middle);
                let out = own.abs() - *half;
                let way = if out.max_element() > 0.0 {
                    out.max(Vec3::ZERO)
                } else {
                    Vec3::from(out.to_array().map(|side| if side >= out.max_element() { 1.0 } else { 0.0 }))
                };
                *axes * (way * own.signum()).normalize_or(Vec3::Y)
            }
        }
    }

    /// The largest z at which a line along z at `x` and `y` may be within `room` of the solid, if it comes so near at
    /// all.
    #[must_use]
    #[inline]
    pub fn entry(&self, x: f32, y: f32, room: f32) -> Option<f32> {
        match self {
            Self::Cone { from, way, radius, taper, .. } => {
                into_capsule(Vec3::new(x, y, 0.0) - *from, *way, radius.max(radius + taper) + room)
            }
            Self::Ellipsoid { middle, axes, per_radius } | Self::Cap { middle, axes, per_radius, .. } => {
                // In the space in which it is a ball; a little larger than need be where it is flat.
                let ball = 1.0 + room * per_radius.max_element();
                let out = (axes.transpose() * (Vec3::new(x, y, 0.0) - *middle)) * *per_radius;
                let way = -axes.row(2) * *per_radius;
                let (square, along) = (way.length_squared(), way.dot(out));
                let root = along * along - square * (out.length_squared() - ball * ball);
                (root >= 0.0).then(|| (along + root.sqrt()) / square)
            }
            Self::Disc { middle, axes, radius, half } => {
                into_box(Vec3::new(x, y, 0.0) - *middle, *axes, Vec3::new(radius + room, half + room, radius + room))
            }
            Self::Slab { middle, axes, half, round } => {
                into_box(Vec3::new(x, y, 0.0) - *middle, *axes, *half + (round + room))
            }
        }
    }

    /// A ball that holds the whole solid: its middle and radius.
    #[must_use]
    pub fn bounds(&self) -> (Vec3, f32) {
        match self {
            Self::Cone { from, way, radius, taper, .. } => {
                let (first, last) = (*radius, radius + taper);
                (*from + *way * 0.5, way.length() * 0.5 + first.max(last))
            }
            Self::Ellipsoid { middle, per_radius, .. } | Self::Cap { middle, per_radius, .. } => {
                (*middle, 1.0 / per_radius.min_element())
            }
            Self::Disc { middle, radius, half, .. } => (*middle, radius.hypot(*half)),
            Self::Slab { middle, half, round, .. } => (*middle, half.length() + round),
        }
    }

    /// Returns `true` if the solid is nearly where `other` is, turned alike and as large: the
    /// corners of their boxes are at most `room` apart, in centimetres.
    #[must_use]
    pub fn is_near(&self, other: &Self, room: f32) -> bool {
        let (least, most) = self.reach();
        let (other_least, other_most) = other.reach();
        let is_turned_alike = match (self, other) {
            (Self::Cone { from, way, .. }, Self::Cone { from: other_from, way: other_way, .. }) => {
                from.abs_diff_eq(*other_from, room) && way.abs_diff_eq(*other_way, room)
            }
            (
                Self::Ellipsoid { axes, .. }
                | Self::Cap { axes, .. }
                | Self::Disc { axes, .. }
                | Self::Slab { axes, .. },
                Self::Ellipsoid { axes: other, .. }
                | Self::Cap { axes: other, .. }
                | Self::Disc { axes: other, .. }
                | Self::Slab { axes: other, .. },
            ) => axes.abs_diff_eq(*other, room / LARGE),
            _ => false,
        };
        is_turned_alike && least.abs_diff_eq(other_least, room) && most.abs_diff_eq(other_most, room)
    }

    /// The least and the largest corner of a box along x, y and z that holds the whole solid.
    #[must_use]
    pub fn reach(&self) -> (Vec3, Vec3) {
        match self {
            Self::Cone { from, way, radius, taper, .. } => {
                let to = *from + *way;
                let (first, last) = (Vec3::splat(*radius), Vec3::splat(radius + taper));
                ((*from - first).min(to - last), (*from + first).max(to + last))
            }
            Self::Ellipsoid { middle, axes, per_radius, .. } | Self::Cap { middle, axes, per_radius, .. } => {
                let radii = Vec3::ONE / *per_radius;
                let along = |row: usize| (axes.row(row) * radii).length();
                let half = Vec3::new(along(0), along(1), along(2));
                (*middle - half, *middle + half)
            }
            Self::Disc { middle, axes, radius, half } => {
                let along = |row: usize| {
                    let row = axes.row(row);
                    row.x.hypot(row.z) * radius + row.y.abs() * half
                };
                let half = Vec3::new(along(0), along(1), along(2));
                (*middle - half, *middle + half)
            }
            Self::Slab { middle, axes, half, round } => {
                let along = |row: usize| (axes.row(row).abs() * *half).element_sum() + round;
                let half = Vec3::new(along(0), along(1), along(2));
                (*middle - half, *middle + half)
            }
        }
    }

    /// Balls inside a cone or an ellipsoid that fill it, each with its radius; none for other solids.
    #[must_use]
    pub fn balls(&self) -> Vec<(Vec3, f32)> {
        match self {
            Self::Cone { from, way, radius, taper, .. } => {
                (0..=4u8).map(|step| f32::from(step) / 4.0).map(|t| (*from + *way * t, radius + taper * t)).collect()
            }
            Self::Ellipsoid { middle, axes, per_radius } => {
                let radii = Vec3::ONE / *per_radius;
                let thin = radii.min_element();
                // A flat one is a row of balls along its longer axes.
                let mut balls = vec![(*middle, thin)];
                for axis in 0..3 {
                    let out = radii[axis] - thin;
                    if out > 0.5 {
                        balls.push((*middle + axes.col(axis) * out, thin * 0.8));
                        balls.push((*middle - axes.col(axis) * out, thin * 0.8));
                    }
                }
                balls
            }
            _ => Vec::new(),
        }
    }

    /// The same solid after `frame` has turned and moved it.
    #[must_use]
    pub fn seen(&self, frame: &Frame) -> Self {
        let (turn, place) = (frame.turn, |at: Vec3| frame.place(at));
        match self {
            Self::Cone { from, way, radius, taper, per_square } => Self::Cone {
                from: place(*from),
                way: turn * *way,
                radius: *radius,
                taper: *taper,
                per_square: *per_square,
            },
            Self::Ellipsoid { middle, axes, per_radius } => {
                Self::Ellipsoid { middle: place(*middle), axes: turn * *axes, per_radius: *per_radius }
            }
            Self::Cap { middle, axes, per_radius, normal, offset } => {
                let normal = turn * *normal;
                Self::Cap {
                    middle: place(*middle),
                    axes: turn * *axes,
                    per_radius: *per_radius,
                    normal,
                    offset: offset + normal.dot(frame.at),
                }
            }
            Self::Disc { middle, axes, radius, half } => {
                Self::Disc { middle: place(*middle), axes: turn * *axes, radius: *radius, half: *half }
            }
            Self::Slab { middle, axes, half, round } => {
                Self::Slab { middle: place(*middle), axes: turn * *axes, half: *half, round: *round }
            }
        }
    }
}

/// The distance from the surface of an ellipsoid of a place that is `out` of its middle: exact for a ball, near enough
/// for the rest.
#[inline]
fn in_ball(axes: Mat3, per_radius: Vec3, out: Vec3) -> f32 {
    let ball = Vec3::new(axes.x_axis.dot(out), axes.y_axis.dot(out), axes.z_axis.dot(out)) * per_radius;
    let near = ball.length();
    near * (near - 1.0) / (ball * per_radius).length().max(1e-6)
}

/// The largest z at which a line along z through the origin meets a capsule that begins at `-out` and leads along
/// `way`.
fn into_capsule(out: Vec3, way: Vec3, radius: f32) -> Option<f32> {
    let square = way.length_squared();
    let (turn, aside) = (-way.z, way.dot(out));
    let (a, b) = (square - turn * turn, -square * out.z - aside * turn);
    let root = b * b - a * (square * out.length_squared() - aside * aside - radius * radius * square);
    let end = |out: Vec3| {
        let root = out.z * out.z - (out.length_squared() - radius * radius);
        (root >= 0.0).then(|| root.sqrt() - out.z)
    };
    if a < 1e-4 * square.max(1e-6) {
        // Seen along its length, or a ball.
        return match (end(out), end(out - way)) {
            (Some(one), Some(two)) => Some(one.max(two)),
            (one, two) => one.or(two),
        };
    }
    if root < 0.0 {
        return None;
    }
    let t = (-b - root.sqrt()) / a;
    let along = aside + t * turn;
    match () {
        () if along <= 0.0 => end(out),
        () if along >= square => end(out - way),
        () => Some(-t),
    }
}

/// The largest z at which a line along z meets a box, relative to its start `out` of the middle of the box; `half` are
/// half of its lengths.
fn into_box(out: Vec3, axes: Mat3, half: Vec3) -> Option<f32> {
    let (out, way) = (axes.transpose() * out, -axes.row(2));
    let (mut first, mut last) = (f32::NEG_INFINITY, f32::INFINITY);
    for axis in 0..3 {
        if way[axis].abs() < 1e-6 {
            if out[axis].abs() > half[axis] {
                return None;
            }
            continue;
        }
        let (one, two) = ((-half[axis] - out[axis]) / way[axis], (half[axis] - out[axis]) / way[axis]);
        first = first.max(one.min(two));
        last = last.min(one.max(two));
    }
    (first <= last).then_some(-first)
}

/// Two distances melted into each other over a width of `melt`.
#[must_use]
#[inline]
pub fn melted(a: f32, b: f32, melt: f32) -> f32 {
    let overlap = (melt - (a - b).abs()).max(0.0);
    a.min(b) - overlap * overlap / (4.0 * melt)
}
