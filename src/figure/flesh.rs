//! The flesh on the bones: rounded cones and ellipsoids that melt into each other, and the clothes over them.
//!
//! A plain adult, neither man nor woman, in a T-shirt, shorts and shoes, so that limbs stand out from the trunk.
//! Breadths and girths are those of an adult of 173 cm: Winter 2009 (as for the skeleton) and ISO 7250-3 (neck, upper
//! arm, thigh and calf girths), between women and men.

use glam::{Mat3, Vec3};

use super::joints::Half;
use super::skeleton::{Bone, Skeleton, length};
use super::solid::Solid;

/// A solid of the body or of the things around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// The shape.
    pub solid: Solid,
    /// The bone that carries it; none for a thing.
    pub bone: Option<Bone>,
    /// The material.
    pub stuff: Stuff,
    /// The group of pieces that it melts into.
    pub group: Group,
    /// The width over which it melts into its group, in centimetres.
    pub melt: f32,
}

/// A material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stuff {
    Skin,
    Hair,
    Shirt,
    Shorts,
    Shoe,
    /// A thing that is used: a chair, a ball, a strap.
    Thing,
    /// The ground under or behind the body: the floor, a mat, a wall.
    Ground,
}

impl Stuff {
    /// All materials.
    pub const ALL: [Self; 7] =
        [Self::Skin, Self::Hair, Self::Shirt, Self::Shorts, Self::Shoe, Self::Thing, Self::Ground];
}

/// Pieces that melt into each other. Groups touch each other with a crease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Pelvis, trunk, shoulders and neck.
    Trunk,
    /// The head.
    Head,
    /// An arm from the shoulder on.
    Arm(Half),
    /// A leg from the hip on.
    Leg(Half),
    /// A thing, by itself.
    Thing,
}

impl Group {
    /// The width over which the group melts into the others, in centimetres.
    #[must_use]
    pub const fn melt(self) -> f32 {
        match self {
            Self::Trunk | Self::Thing => 0.0,
            Self::Head | Self::Arm(_) => 1.2,
            Self::Leg(_) => 2.4,
        }
    }
}

/// A collector of the body's pieces that keeps only those on the bones that are wanted.
struct Maker<'a> {
    skeleton: &'a Skeleton,
    wanted: &'a dyn Fn(Bone) -> bool,
    pieces: Vec<Piece>,
}

impl Maker<'_> {
    fn add(&mut self, bone: Bone, stuff: Stuff, group: Group, melt: f32, solid: Solid) {
        if (self.wanted)(bone) {
            let solid = solid.seen(self.skeleton.bone(bone));
            self.pieces.push(Piece { solid, bone: Some(bone), stuff, group, melt });
        }
    }

    fn ellipsoid(&mut self, bone: Bone, stuff: Stuff, melt: f32, middle: [f32; 3], radii: [f32; 3]) {
        let solid = Solid::ellipsoid(middle.into(), Mat3::IDENTITY, radii.into());
        self.add(bone, stuff, Group::Trunk, melt, solid);
    }
}

/// The pieces of the body: `breath` is the share of a breath that fills the chest (0 to 1), `belly` the swelling of the
/// belly in centimetres.
#[must_use]
pub fn body(skeleton: &Skeleton, breath: f32, belly: f32) -> Vec<Piece> {
    part(skeleton, breath, belly, &|_| true)
}

/// The pieces on the bones that are `wanted`, as they are in the [`body`].
#[must_use]
pub fn part(skeleton: &Skeleton, breath: f32, belly: f32, wanted: &dyn Fn(Bone) -> bool) -> Vec<Piece> {
    let mut maker = Maker { skeleton, wanted, pieces: Vec::with_capacity(64) };
    // Group by group: what melts into each other stands beside each other.
    trunk(&mut maker, breath, belly);
    for half in Half::BOTH {
        shoulder(&mut maker, half);
    }
    head(&mut maker);
    for half in Half::BOTH {
        arm(&mut maker, half);
    }
    for half in Half::BOTH {
        leg(&mut maker, half);
    }
    maker.pieces
}

fn trunk(maker: &mut Maker<'_>, breath: f32, belly: f32) {
    use Bone as B;
    use Stuff::{Shirt, Shorts, Skin};
    let breath = breath * 0.7;
    maker.ellipsoid(B::Pelvis, Shorts, 5.0, [0.0, 0.5, -0.5], [14.8, 9.5, 9.8]);
    for side in [1.0, -1.0] {
        maker.ellipsoid(B::Pelvis, Shorts, 4.0, [side * 7.4, -4.6, -4.6], [7.9, 8.2, 7.4]);
    }
    maker.ellipsoid(B::LowLumbar, Shirt, 5.0, [0.0, 1.5, 2.4 + belly * 0.35], [13.2, 7.5, 8.8 + belly * 0.6]);
    maker.ellipsoid(B::MidLumbar, Shirt, 5.0, [0.0, 2.5, 1.8 + belly * 0.5], [12.4, 7.5, 8.7 + belly * 0.6]);
    maker.ellipsoid(B::HighLumbar, Shirt, 5.0, [0.0, 3.0, 2.2 + belly * 0.2], [12.8, 8.0, 9.2 + belly * 0.2]);
    maker.ellipsoid(B::LowThoracic, Shirt, 5.0, [0.0, 4.5, 3.6], [13.8 + breath, 10.5, 10.4 + breath]);
    maker.ellipsoid(B::MidThoracic, Shirt, 5.0, [0.0, 4.0, 4.2], [14.2 + breath, 10.5, 9.9 + breath]);
    maker.ellipsoid(B::HighThoracic, Shirt, 5.0, [0.0, 1.5, 3.2], [13.2, 7.5, 8.0]);
    for side in [1.0, -1.0] {
        maker.ellipsoid(B::MidThoracic, Shirt, 4.0, [side * 6.8, 6.6, 9.4 + breath], [7.0, 6.4, 2.9]);
    }
    let neck = Solid::cone(Vec3::new(0.0, -4.0, 1.6), Vec3::new(0.0, 3.0, 0.8), 6.2, 5.6);
    maker.add(B::LowNeck, Skin, Group::Trunk, 3.0, neck);
    let neck = Solid::cone(Vec3::new(0.0, -1.0, 0.6), Vec3::new(0.0, 5.2, 1.2), 5.6, 4.9);
    maker.add(B::HighNeck, Skin, Group::Trunk, 3.0, neck);
}

fn head(maker: &mut Maker<'_>) {
    use Stuff::{Hair, Skin};
    let mut add = |stuff, melt, solid| maker.add(Bone::Head, stuff, Group::Head, melt, solid);
    let ellipsoid = |middle: [f32; 3], radii: [f32; 3]| Solid::ellipsoid(middle.into(), Mat3::IDENTITY, radii.into());
    // The skull, the face below it, and the chin.
    add(Skin, 2.0, ellipsoid([0.0, 5.2, 1.0], [7.1, 8.6, 8.9]));
    add(Skin, 3.0, ellipsoid([0.0, -1.2, 4.0], [5.7, 6.4, 5.9]));
    add(Skin, 2.0, ellipsoid([0.0, -5.2, 7.0], [3.2, 2.4, 2.8]));
    add(Skin, 1.2, Solid::cone(Vec3::new(0.0, 3.4, 9.2), Vec3::new(0.0, 0.2, 10.4), 0.7, 1.0));
    for side in [1.0, -1.0] {
        add(Skin, 0.8, ellipsoid([side * 7.0, 1.6, 0.6], [1.1, 3.2, 2.0]));
        // Eyes: two dark spots that say where the face is turned.
        add(Hair, 0.0, ellipsoid([side * 3.0, 3.3, 8.4], [1.0, 0.6, 0.9]));
    }
    // Short hair: the skull once more, a little larger, above a line from the forehead to the nape.
    let hair = Solid::cap(
        Vec3::new(0.0, 5.6, 0.2),
        Mat3::IDENTITY,
        Vec3::new(7.9, 9.1, 9.3),
        Vec3::new(0.0, 5.6, 1.2),
        Vec3::new(0.0, 0.62, -0.78),
    );
    add(Hair, 0.0, hair);
}

fn shoulder(maker: &mut Maker<'_>, half: Half) {
    use Stuff::{Shirt, Skin};
    let sign = half.sign();
    let [girdle, upper_arm, ..] = Bone::of(half);
    // From the side of the neck to the point of the shoulder.
    let neck = maker.skeleton.bone(Bone::LowNeck).place(Vec3::new(sign * 2.4, 2.4, -0.6));
    let point = maker.skeleton.bone(girdle).place(Vec3::new(-sign * 1.5, 1.4, -1.6));
    // The collar of the shirt lies a third of the way down.
    let collar = neck.lerp(point, 0.36);
    for (solid, stuff) in [(Solid::cone(neck, collar, 3.9, 3.95), Skin), (Solid::cone(collar, point, 3.95, 4.1), Shirt)]
    {
        if (maker.wanted)(girdle) {
            maker.pieces.push(Piece { solid, bone: Some(girdle), stuff, group: Group::Trunk, melt: 4.0 });
        }
    }
    // The blade, which goes along with the girdle, and the fold of the armpit at the back.
    let blade = Solid::ellipsoid(Vec3::new(-sign * 8.0, -5.0, -4.2), Mat3::IDENTITY, Vec3::new(5.6, 8.0, 2.6));
    maker.add(girdle, Shirt, Group::Trunk, 4.0, blade);
    let deltoid = Solid::ellipsoid(Vec3::new(sign * 0.6, -1.0, -0.2), Mat3::IDENTITY, Vec3::new(5.3, 6.6, 5.5));
    maker.add(upper_arm, Shirt, Group::Trunk, 4.0, deltoid);
}

fn arm(maker: &mut Maker<'_>, half: Half) {
    use Stuff::{Shirt, Skin};
    let sign = half.sign();
    let group = Group::Arm(half);
    let [_, upper_arm, forearm, hand, fingers, ..] = Bone::of(half);
    let down = |along: f32| Vec3::new(0.0, -along, 0.0);
    let mut add = |bone, stuff, melt, solid| maker.add(bone, stuff, group, melt, solid);
    // The sleeve ends half way to the elbow.
    add(upper_arm, Shirt, 2.0, Solid::cone(down(1.0), down(13.0), 5.5, 5.3));
    add(upper_arm, Skin, 0.8, Solid::cone(down(8.0), down(length::UPPER_ARM), 4.5, 3.9));
    add(forearm, Skin, 2.0, Solid::cone(down(-0.5), down(7.0), 3.9, 4.2));
    add(forearm, Skin, 2.0, Solid::cone(down(7.0), down(length::FOREARM), 4.2, 2.6));
    let palm = Solid::ellipsoid(Vec3::new(0.0, -5.0, 0.2), Mat3::IDENTITY, Vec3::new(4.3, 6.4, 1.9));
    add(hand, Skin, 1.6, palm);
    let row = Solid::ellipsoid(down(3.2), Mat3::IDENTITY, Vec3::new(3.9, 5.6, 1.5));
    add(fingers, Skin, 1.2, row);
    let thumb = Solid::cone(Vec3::new(sign * 3.0, -3.2, 0.8), Vec3::new(sign * 5.6, -8.4, 2.0), 1.5, 1.15);
    add(hand, Skin, 1.2, thumb);
}

fn leg(maker: &mut Maker<'_>, half: Half) {
    use Stuff::{Shoe, Shorts, Skin};
    let sign = half.sign();
    let group = Group::Leg(half);
    let [.., thigh, shin, foot] = Bone::of(half);
    let down = |along: f32| Vec3::new(0.0, -along, 0.0);
    let mut add = |bone, stuff, melt, solid| maker.add(bone, stuff, group, melt, solid);
    // The shorts end above the knee.
    add(thigh, Shorts, 3.0, Solid::cone(Vec3::new(sign * -0.2, 1.0, 0.0), down(24.0), 8.9, 7.7));
    add(thigh, Skin, 1.0, Solid::cone(down(16.0), down(length::THIGH), 7.3, 5.5));
    add(shin, Skin, 2.4, Solid::cone(down(0.0), down(12.0), 5.3, 4.9));
    add(shin, Skin, 2.4, Solid::cone(down(12.0), down(length::SHIN), 4.9, 3.5));
    let calf = Solid::ellipsoid(Vec3::new(0.0, -12.0, -2.4), Mat3::IDENTITY, Vec3::new(4.9, 10.5, 4.6));
    add(shin, Skin, 3.0, calf);
    // A flat sole from heel to toe.
    let heel = Vec3::new(0.0, -3.3, -3.6);
    add(foot, Shoe, 1.5, Solid::cone(Vec3::new(0.0, -1.0, -0.6), heel, 3.7, 3.4));
    let side = sign * 1.4;
    add(foot, Shoe, 2.0, Solid::cone(heel, Vec3::new(side, -3.9, 9.5), 3.4, 2.8));
    add(foot, Shoe, 2.0, Solid::cone(heel, Vec3::new(-side, -3.9, 10.5), 3.4, 2.8));
    let (outer, inner) = (Vec3::new(side, -4.3, 14.0), Vec3::new(-side * 0.6, -4.3, 15.5));
    add(foot, Shoe, 2.0, Solid::cone(Vec3::new(side, -3.9, 9.5), outer, 2.8, 2.2));
    add(foot, Shoe, 2.0, Solid::cone(Vec3::new(-side, -3.9, 10.5), inner, 2.8, 2.3));
}
