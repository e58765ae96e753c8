//! A pose: the position of every joint, and the places that hands and feet reach for.

use glam::{Mat3, Quat, Vec3};

use super::bones::Bone;
use super::joints::{Axis, Half, LIMBS, Motion, Swing, TRUNK};

/// A pose of the body. Every angle is within its range.
#[derive(Debug, Clone, PartialEq)]
pub struct Pose {
    trunk: [f32; Axis::ALL.len()],
    limbs: [[f32; Swing::ALL.len()]; 2],
    /// The place and the turn of the pelvis.
    pub pelvis: Placement,
    /// The places that the hands reach for, left and right; a hand that reaches for nothing hangs on the angles of its
    /// arm.
    pub hands: [Option<Reach>; 2],
    /// The places that the feet reach for, left and right.
    pub feet: [Option<Reach>; 2],
}

/// The place and the turn of the pelvis. The middle of the pelvis is 4.5 cm above the line between the hips.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Placement {
    /// The place of the middle, in centimetres and the world's frame: x to the left, z ahead; y is its height where
    /// `lifted` is set.
    pub at: Vec3,
    /// `true` if the height is given; otherwise the body rests on what carries it.
    pub lifted: bool,
    /// The pitch in degrees, + forward: -90 lies on the back.
    pub pitch: f32,
    /// The roll in degrees, + to the left: 90 lies on the left side.
    pub roll: f32,
    /// The turn in degrees, + to the left.
    pub turn: f32,
}

impl Placement {
    /// The turn of the pelvis as a rotation from standing upright.
    #[must_use]
    pub fn rotation(&self) -> Quat {
        Quat::from_mat3(&(y_turn(self.turn) * x_turn(self.pitch) * z_turn(-self.roll)))
    }
}

/// A place that a hand or a foot reaches for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// The thing or the part of the body that is there.
    pub on: On,
    /// The place of the wrist or the ankle, in centimetres: from the origin on the floor for things, in the frame of a
    /// part of the body for that part.
    pub at: Vec3,
    /// The direction toward which the elbow or the knee points; without it, an elbow points down and back, a knee
    /// ahead.
    pub pole: Option<Vec3>,
    /// The direction of the fingers or the toes; without it, that of the forearm or the shin.
    pub along: Option<Vec3>,
    /// The direction that the palm or the sole faces.
    pub face: Option<Vec3>,
}

/// The support of a hand or a foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum On {
    /// Nothing: the hand or the foot is held in the air.
    Air,
    /// A thing that stands or lies around.
    Thing(Thing),
    /// Another part of the body.
    Body(Spot),
}

/// A thing that stands or lies around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Thing {
    Floor,
    Mat,
    Chair,
    Wall,
    DoorFrame,
    Desk,
    Ball,
    Cushion,
    Step,
    Strap,
}

impl Thing {
    /// Every thing, with its name in a file.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Floor, "floor"),
        (Self::Mat, "mat"),
        (Self::Chair, "chair"),
        (Self::Wall, "wall"),
        (Self::DoorFrame, "door-frame"),
        (Self::Desk, "desk"),
        (Self::Ball, "ball"),
        (Self::Cushion, "cushion"),
        (Self::Step, "step"),
        (Self::Strap, "strap"),
    ];
}

/// A part of the body that a hand or a foot can be on, with a frame of its own: x to the person's left, y toward the
/// head (for a limb toward the trunk), z ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The head, from its middle.
    Head,
    /// The neck, from its seventh vertebra.
    Neck,
    /// The chest, from the last rib's height at the spine.
    Chest,
    /// The belly, from the spine at the rim of the pelvis.
    Belly,
    /// The pelvis, from its middle.
    Pelvis,
    /// A shoulder.
    Shoulder(Half),
    /// An upper arm, from the elbow.
    Elbow(Half),
    /// A forearm, from the wrist.
    Wrist(Half),
    /// A thigh, from the knee.
    Knee(Half),
    /// A shin, from the ankle.
    Ankle(Half),
}

impl Spot {
    /// Every part, with its name in a file.
    pub const ALL: [(Self, &'static str); 15] = [
        (Self::Head, "head"),
        (Self::Neck, "neck"),
        (Self::Chest, "chest"),
        (Self::Belly, "belly"),
        (Self::Pelvis, "pelvis"),
        (Self::Shoulder(Half::Left), "left shoulder"),
        (Self::Shoulder(Half::Right), "right shoulder"),
        (Self::Elbow(Half::Left), "left elbow"),
        (Self::Elbow(Half::Right), "right elbow"),
        (Self::Wrist(Half::Left), "left wrist"),
        (Self::Wrist(Half::Right), "right wrist"),
        (Self::Knee(Half::Left), "left knee"),
        (Self::Knee(Half::Right), "right knee"),
        (Self::Ankle(Half::Left), "left ankle"),
        (Self::Ankle(Half::Right), "right ankle"),
    ];

    /// The bones whose flesh is touched there.
    #[must_use]
    pub fn bones(self) -> Vec<Bone> {
        use Bone as B;
        match self {
            Self::Head => vec![B::Head],
            Self::Neck => vec![B::LowNeck, B::HighNeck, B::HighThoracic, B::LeftGirdle, B::RightGirdle],
            Self::Chest => vec![B::LowThoracic, B::MidThoracic, B::HighThoracic, B::LeftGirdle, B::RightGirdle],
            Self::Belly => vec![B::Pelvis, B::LowLumbar, B::MidLumbar, B::HighLumbar, B::LowThoracic],
            Self::Pelvis => vec![B::Pelvis, B::LowLumbar, B::LeftThigh, B::RightThigh],
            Self::Shoulder(half) => Bone::of(half)[..2].to_vec(),
            Self::Elbow(half) => Bone::of(half)[1..3].to_vec(),
            Self::Wrist(half) => Bone::of(half)[2..5].to_vec(),
            Self::Knee(half) => Bone::of(half)[5..7].to_vec(),
            Self::Ankle(half) => Bone::of(half)[6..].to_vec(),
        }
    }

    /// Returns `true` if the spot is on an arm or a leg; a shoulder is not.
    #[must_use]
    pub const fn is_on_limb(self) -> bool {
        matches!(self, Self::Elbow(_) | Self::Wrist(_) | Self::Knee(_) | Self::Ankle(_))
    }
}

impl On {
    /// Returns `true` if the hand or the foot touches something.
    #[must_use]
    pub const fn touches(self) -> bool {
        !matches!(self, Self::Air)
    }
}

impl Reach {
    /// The reach at the share `t` (0 to 1) of the way to `other`, which is on the same support.
    #[must_use]
    pub fn toward(&self, other: &Self, t: f32) -> Self {
        let way = |from: Option<Vec3>, to: Option<Vec3>| match (from, to) {
            (Some(from), Some(to)) => Some(turned_toward(from, to, t)),
            (from, to) => {
                if t < 0.5 {
                    from
                } else {
                    to
                }
            }
        };
        Self {
            on: self.on,
            at: self.at.lerp(other.at, t),
            pole: way(self.pole, other.pole),
            along: way(self.along, other.along),
            face: way(self.face, other.face),
        }
    }
}

/// The direction at the share `t` (0 to 1) of the turn from one direction to another.
fn turned_toward(from: Vec3, to: Vec3, t: f32) -> Vec3 {
    let (from, to) = (from.normalize_or(Vec3::Z), to.normalize_or(Vec3::Z));
    (Quat::IDENTITY.slerp(Quat::from_rotation_arc(from, to), t)) * from
}

fn in_order(reaches: &[Option<Reach>; 2]) -> [Half; 2] {
    let on_a_limb = reaches[0].is_some_and(|reach| matches!(reach.on, On::Body(spot) if spot.is_on_limb()));
    if on_a_limb { [Half::Right, Half::Left] } else { Half::BOTH }
}

impl Default for Pose {
    fn default() -> Self {
        let limb = LIMBS.map(|motion| motion.rest);
        Self {
            trunk: TRUNK.map(|motion| motion.rest),
            limbs: [limb, limb],
            pelvis: Placement::default(),
            hands: [None, None],
            feet: [None, None],
        }
    }
}

fn bounded(motion: &Motion, value: f32) -> f32 {
    if value.is_finite() { value.clamp(motion.least, motion.most) } else { motion.rest }
}

impl Pose {
    /// The value of `axis` of the trunk, the neck or the head, in the unit of its [`Motion`].
    #[must_use]
    pub const fn of(&self, axis: Axis) -> f32 {
        self.trunk[axis as usize]
    }

    /// The same pose but for one axis, which is kept within its range.
    #[must_use]
    pub fn with(mut self, axis: Axis, value: f32) -> Self {
        self.trunk[axis as usize] = bounded(axis.motion(), value);
        self
    }

    /// The value of a movement of an arm or a leg, in the unit of its [`Motion`].
    #[must_use]
    pub const fn limb(&self, half: Half, swing: Swing) -> f32 {
        self.limbs[half as usize][swing as usize]
    }

    /// The same pose but for one movement of one limb, which is kept within its range.
    #[must_use]
    pub fn with_limb(mut self, half: Half, swing: Swing, value: f32) -> Self {
        self.limbs[half as usize][swing as usize] = bounded(swing.motion(), value);
        self
    }

    /// The sides in the order in which their arms are placed: an arm that touches the other one comes second.
    #[must_use]
    pub fn arms_in_order(&self) -> [Half; 2] {
        in_order(&self.hands)
    }

    /// The sides in the order in which their legs are placed, like the arms.
    #[must_use]
    pub fn legs_in_order(&self) -> [Half; 2] {
        in_order(&self.feet)
    }

    /// The pose of the trunk at the share `t` (0 to 1) of the way to `other`, with the limbs' angles between those of
    /// both; the reaches stay as they are in `self`.
    #[must_use]
    pub fn toward(&self, other: &Self, t: f32) -> Self {
        let mut pose = self.clone();
        for (value, goal) in pose.trunk.iter_mut().zip(other.trunk) {
            *value += (goal - *value) * t;
        }
        for (limb, goals) in pose.limbs.iter_mut().zip(other.limbs) {
            for (value, goal) in limb.iter_mut().zip(goals) {
                *value += (goal - *value) * t;
            }
        }
        pose
    }
}

/// A turn about x by `degrees`: a positive one tips what is up forward.
#[must_use]
pub(super) fn x_turn(degrees: f32) -> Mat3 {
    Mat3::from_rotation_x(degrees.to_radians())
}

/// A turn about y by `degrees`: a positive one turns what is ahead to the left.
#[must_use]
pub(super) fn y_turn(degrees: f32) -> Mat3 {
    Mat3::from_rotation_y(degrees.to_radians())
}

/// A turn about z by `degrees`: a positive one tips what is up to the right.
#[must_use]
pub(super) fn z_turn(degrees: f32) -> Mat3 {
    Mat3::from_rotation_z(degrees.to_radians())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_the_order_of_their_names() {
        for (index, (axis, swing)) in Axis::ALL.into_iter().zip(Swing::ALL).enumerate() {
            assert_eq!((axis as usize, swing as usize), (index, index));
        }
        for motion in TRUNK.iter().chain(&LIMBS) {
            assert!((motion.least..=motion.most).contains(&motion.rest), "{} {}", motion.joint, motion.name);
        }
        assert_eq!(Axis::Belly.motion().joint, "belly");
        assert_eq!((Swing::Ankle.motion().joint, Swing::Fingers.motion().joint), ("ankle", "fingers"));
        assert!(Swing::Fingers.is_of_arm() && !Swing::HipFlexion.is_of_arm());
    }

    #[test]
    fn a_value_out_of_range_is_kept_within_it() {
        let pose = Pose::default().with(Axis::NeckLateral, 500.0).with_limb(Half::Left, Swing::Knee, f32::NAN);
        assert!((pose.of(Axis::NeckLateral) - 40.0).abs() < f32::EPSILON);
        assert!((pose.limb(Half::Left, Swing::Knee) - 2.0).abs() < f32::EPSILON);
    }
}
