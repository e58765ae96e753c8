//! Distances from four places at once: neighbouring dots ask for the distances of the same solids.

use glam::{BVec4A, Mat3, Vec3, Vec4};

use super::Solid;

/// Four places, coordinate by coordinate.
#[derive(Debug, Clone, Copy)]
pub struct Four {
    /// The four x.
    pub x: Vec4,
    /// The four y.
    pub y: Vec4,
    /// The four z.
    pub z: Vec4,
}

impl Four {
    /// The place in `lane`, from 0 to 3.
    #[must_use]
    pub fn place(&self, lane: usize) -> Vec3 {
        Vec3::new(self.x[lane], self.y[lane], self.z[lane])
    }

    #[inline]
    fn from(&self, at: Vec3) -> Self {
        Self { x: self.x - at.x, y: self.y - at.y, z: self.z - at.z }
    }

    #[inline]
    fn dot(&self, way: Vec3) -> Vec4 {
        self.x * way.x + self.y * way.y + self.z * way.z
    }

    #[inline]
    fn scaled(&self, by: Vec3) -> Self {
        Self { x: self.x * by.x, y: self.y * by.y, z: self.z * by.z }
    }

    #[inline]
    fn less(&self, way: Vec3, share: Vec4) -> Self {
        Self { x: self.x - share * way.x, y: self.y - share * way.y, z: self.z - share * way.z }
    }

    #[inline]
    fn length(&self) -> Vec4 {
        (self.x * self.x + self.y * self.y + self.z * self.z).sqrt()
    }

    /// The same directions, each of length 1; one without length leads up.
    #[must_use]
    #[inline]
    pub fn normalized(&self) -> Self {
        let length = self.length();
        let some = length.cmpgt(Vec4::splat(1e-12));
        let over = Vec4::select(some, length, Vec4::ONE).recip();
        Self { x: self.x * over, y: Vec4::select(some, self.y * over, Vec4::ONE), z: self.z * over }
    }

    /// These places where `mask` is set, and `others` elsewhere.
    #[must_use]
    #[inline]
    pub fn where_or(&self, mask: BVec4A, others: &Self) -> Self {
        let either = |one, other| Vec4::select(mask, one, other);
        Self { x: either(self.x, others.x), y: either(self.y, others.y), z: either(self.z, others.z) }
    }

    /// The places at `share` of the way from these to the others.
    #[must_use]
    #[inline]
    pub fn toward(&self, others: &Self, share: Vec4) -> Self {
        let between = |from: Vec4, to: Vec4| from + (to - from) * share;
        Self { x: between(self.x, others.x), y: between(self.y, others.y), z: between(self.z, others.z) }
    }

    /// Four times the same place.
    #[must_use]
    #[inline]
    pub const fn all(at: Vec3) -> Self {
        Self { x: Vec4::splat(at.x), y: Vec4::splat(at.y), z: Vec4::splat(at.z) }
    }

    /// The directions in the common frame of these, which are given along `axes`.
    #[inline]
    fn back(&self, axes: &Mat3) -> Self {
        let back = |row: Vec3| self.x * row.x + self.y * row.y + self.z * row.z;
        Self { x: back(axes.row(0)), y: back(axes.row(1)), z: back(axes.row(2)) }
    }

    /// The same places along other axes.
    #[inline]
    fn along(&self, axes: &Mat3) -> Self {
        Self { x: self.dot(axes.x_axis), y: self.dot(axes.y_axis), z: self.dot(axes.z_axis) }
    }
}

impl Solid {
    /// The distance of each of four places from the solid, as [`Solid::distance`] has it.
    #[must_use]
    #[inline]
    pub fn distances(&self, places: &Four) -> Vec4 {
        match self {
            Self::Cone { from, way, radius, taper, per_square } => {
                let out = places.from(*from);
                let along = (out.dot(*way) * *per_square).clamp(Vec4::ZERO, Vec4::ONE);
                out.less(*way, along).length() - along * *taper - *radius
            }
            Self::Ellipsoid { middle, axes, per_radius } => in_ball(axes, *per_radius, &places.from(*middle)),
            Self::Cap { middle, axes, per_radius, normal, offset } => {
                in_ball(axes, *per_radius, &places.from(*middle)).max(Vec4::splat(*offset) - places.dot(*normal))
            }
            Self::Disc { middle, axes, radius, half } => {
                let own = places.from(*middle).along(axes);
                let (aside, above) = ((own.x * own.x + own.z * own.z).sqrt() - *radius, own.y.abs() - *half);
                let (beside, over) = (aside.max(Vec4::ZERO), above.max(Vec4::ZERO));
                aside.max(above).min(Vec4::ZERO) + (beside * beside + over * over).sqrt()
            }
            Self::Slab { middle, axes, half, round } => {
                let own = places.from(*middle).along(axes);
                let out = Four { x: own.x.abs() - half.x, y: own.y.abs() - half.y, z: own.z.abs() - half.z };
                let far = Four { x: out.x.max(Vec4::ZERO), y: out.y.max(Vec4::ZERO), z: out.z.max(Vec4::ZERO) };
                far.length() + out.x.max(out.y).max(out.z).min(Vec4::ZERO) - *round
            }
        }
    }
}

impl Solid {
    /// The direction straight out of the solid at each of four places, as [`Solid::outward`] has it.
    #[must_use]
    #[inline]
    pub fn outwards(&self, places: &Four) -> Four {
        match self {
            Self::Cone { from, way, taper, per_square, .. } => {
                let out = places.from(*from);
                let along = out.dot(*way) * *per_square;
                let straight = out.less(*way, along.clamp(Vec4::ZERO, Vec4::ONE)).normalized();
                // The side of a cone leans.
                let side = along.cmpgt(Vec4::ZERO) & along.cmplt(Vec4::ONE);
                straight.less(*way, Vec4::select(side, Vec4::splat(taper * per_square), Vec4::ZERO))
            }
            Self::Ellipsoid { middle, axes, per_radius } => {
                places.from(*middle).along(axes).scaled(*per_radius * *per_radius).normalized().back(axes)
            }
            Self::Cap { .. } | Self::Disc { .. } | Self::Slab { .. } => {
                let all = [0, 1, 2, 3].map(|lane| self.outward(places.place(lane)));
                Four {
                    x: Vec4::from_array(all.map(|way| way.x)),
                    y: Vec4::from_array(all.map(|way| way.y)),
                    z: Vec4::from_array(all.map(|way| way.z)),
                }
            }
        }
    }
}

#[inline]
fn in_ball(axes: &Mat3, per_radius: Vec3, out: &Four) -> Vec4 {
    let ball = out.along(axes).scaled(per_radius);
    let near = ball.length();
    near * (near - 1.0) / ball.scaled(per_radius).length().max(Vec4::splat(1e-6))
}

/// Four distances melted into four others over a width of `melt`.
#[must_use]
#[inline]
pub fn melted(a: Vec4, b: Vec4, melt: f32) -> Vec4 {
    let overlap = (Vec4::splat(melt) - (a - b).abs()).max(Vec4::ZERO);
    a.min(b) - overlap * overlap / (4.0 * melt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::Quat;

    #[test]
    fn four_places_are_as_far_as_each_by_itself() {
        let turn = Mat3::from_quat(Quat::from_euler(glam::EulerRot::XYZ, 0.4, -0.9, 1.7));
        let (middle, radii) = (Vec3::new(3.0, -2.0, 5.0), Vec3::new(9.0, 4.0, 6.0));
        let solids = [
            Solid::cone(middle, Vec3::new(10.0, 8.0, -3.0), 5.0, 2.0),
            Solid::ball(middle, 3.0),
            Solid::ellipsoid(middle, turn, radii),
            Solid::cap(middle, turn, radii, middle, Vec3::new(0.6, 0.8, 0.0)),
            Solid::disc(middle, turn, 12.0, 3.0),
            Solid::slab(middle, turn, radii, 1.0),
        ];
        for solid in solids {
            for step in 0..200u8 {
                let at = f32::from(step) / 10.0 - 10.0;
                let places = Four {
                    x: Vec4::new(at, -at, 3.0, at * 2.0),
                    y: Vec4::new(1.0, at, at, -7.0),
                    z: Vec4::new(at * 0.7, 4.0, -at, 2.5),
                };
                let (all, out) = (solid.distances(&places), solid.outwards(&places));
                for lane in 0..4 {
                    let alone = solid.distance(places.place(lane));
                    let way = (out.place(lane) - solid.outward(places.place(lane))).length();
                    assert!(way < 1e-3, "{solid:?} at {}: {}", places.place(lane), out.place(lane));
                    assert!(
                        (all[lane] - alone).abs() < 1e-3,
                        "{solid:?} at {}: {}, {alone}",
                        places.place(lane),
                        all[lane]
                    );
                }
            }
        }
    }
}
