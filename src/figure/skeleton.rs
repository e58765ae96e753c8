//! The skeleton: bones of fixed length, and where a pose puts them.
//!
//! Places are centimetres in the world: x to the person's left, y up from the floor, z ahead. While the body stands
//! upright, the frame of every bone has the same directions: along a limb, y leads back toward the trunk.
//!
//! Lengths are those of an adult of 173 cm, between the women and the men of de Leva 1996 (J Biomech 29:1223, joint
//! centres); breadths from Winter, Biomechanics and Motor Control of Human Movement (4th edition, 2009, table 4.1).

use std::sync::LazyLock;

use glam::{Mat3, Quat, Vec3};

pub use super::bones::{BONES, Bone};
use super::joints::{Axis, Half, Swing};
use super::pose::{On, Pose, Reach, Spot, x_turn, y_turn, z_turn};
use super::reach::bend;

/// Lengths, in centimetres.
pub mod length {
    /// The height of the whole body.
    pub const BODY: f32 = 173.0;
    /// From the hip to the knee.
    pub const THIGH: f32 = 39.4;
    /// From the knee to the ankle.
    pub const SHIN: f32 = 42.6;
    /// From the ankle to the sole.
    pub const FOOT: f32 = 6.7;
    /// From the shoulder to the elbow.
    pub const UPPER_ARM: f32 = 27.7;
    /// From the elbow to the wrist.
    pub const FOREARM: f32 = 26.0;
    /// From the wrist to the knuckles.
    pub const PALM: f32 = 9.0;
    /// From the middle of the pelvis to the sole of somebody who stands.
    pub const PELVIS: f32 = 4.5 + THIGH + SHIN + FOOT;
}

/// The place and the turn of a bone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The origin, in centimetres: the joint nearer to the trunk.
    pub at: Vec3,
    /// The directions as columns: left, toward the trunk or the head, ahead.
    pub turn: Mat3,
}

impl Frame {
    const ZERO: Self = Self { at: Vec3::ZERO, turn: Mat3::IDENTITY };

    /// The place in the world of a place on the bone.
    #[must_use]
    pub fn place(&self, local: Vec3) -> Vec3 {
        self.at + self.turn * local
    }

    /// The place on the bone of a place in the world.
    #[must_use]
    pub fn local(&self, place: Vec3) -> Vec3 {
        self.turn.transpose() * (place - self.at)
    }
}

/// The spine from the pelvis up: the origin of each bone on the bone below it, in the frame of that one, in
/// centimetres. It has the curves of somebody who stands: hollow at the loins, round at the back, forward at the neck.
const SPINE: [(Bone, Vec3); 9] = [
    (Bone::LowLumbar, Vec3::new(0.0, 8.0, -2.2)),
    (Bone::MidLumbar, Vec3::new(0.0, 6.0, 0.8)),
    (Bone::HighLumbar, Vec3::new(0.0, 6.0, 0.0)),
    (Bone::LowThoracic, Vec3::new(0.0, 5.5, -0.8)),
    (Bone::MidThoracic, Vec3::new(0.0, 10.0, -1.4)),
    (Bone::HighThoracic, Vec3::new(0.0, 10.0, -0.2)),
    (Bone::LowNeck, Vec3::new(0.0, 10.0, 1.4)),
    (Bone::HighNeck, Vec3::new(0.0, 5.0, 1.2)),
    (Bone::Head, Vec3::new(0.0, 4.8, 1.2)),
];
/// The middle of the head in the frame of its bone, in centimetres.
pub const HEAD_MIDDLE: Vec3 = Vec3::new(0.0, 4.6, 1.4);
/// The left hip joint in the frame of the pelvis, in centimetres; the right one is its mirror image.
const HIP: Vec3 = Vec3::new(8.6, -4.5, 0.0);
/// The left shoulder joint in the frame of the highest bone of the chest, and the inner end of the collarbone there, in
/// centimetres.
const SHOULDER: Vec3 = Vec3::new(17.0, 0.6, 0.8);
const COLLARBONE: Vec3 = Vec3::new(2.0, 1.6, 6.5);

/// A body in its pose.
#[derive(Debug, Clone, PartialEq)]
pub struct Skeleton {
    bones: [Frame; BONES],
}

/// A pose with every reach turned into joints, which can be mixed with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Joints {
    /// The place of the pelvis in the world, in centimetres.
    pub at: Vec3,
    /// The turn of the pelvis.
    pub pelvis: Quat,
    /// The trunk, and the girdles.
    pub pose: Pose,
    /// The arms, left and right.
    pub arms: [Limb; 2],
    /// The legs.
    pub legs: [Limb; 2],
}

/// The joints of an arm or a leg.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limb {
    /// The turn of the shoulder on the chest, or of the hip on the pelvis.
    pub root: Quat,
    /// The bend of the elbow or the knee, in degrees.
    pub bend: f32,
    /// The turn of the hand on the forearm, or of the foot on the shin.
    pub end: Quat,
}

impl Limb {
    /// The limb at the share `t` (0 to 1) of the way to `other`, each joint along its shortest way.
    #[must_use]
    pub fn toward(&self, other: &Self, t: f32) -> Self {
        Self {
            root: self.root.slerp(other.root, t),
            bend: self.bend + (other.bend - self.bend) * t,
            end: self.end.slerp(other.end, t),
        }
    }
}

impl Skeleton {
    /// The skeleton of a pose with the pelvis `at` a place in the world; a hand or a foot that reaches for a place
    /// comes as near to it as it can.
    #[must_use]
    pub fn of(pose: &Pose, at: Vec3) -> Self {
        let mut skeleton = Self::trunk(pose, at, pose.pelvis.rotation());
        skeleton.pose_limbs(pose);
        skeleton
    }

    /// The skeleton of a set of joints.
    #[must_use]
    pub fn of_joints(joints: &Joints) -> Self {
        let mut skeleton = Self::trunk(&joints.pose, joints.at, joints.pelvis);
        for half in Half::BOTH {
            skeleton.put_leg(half, &joints.legs[half as usize]);
        }
        for half in Half::BOTH {
            skeleton.put_arm(&joints.pose, half, &joints.arms[half as usize]);
        }
        skeleton
    }

    /// A bone's frame.
    #[must_use]
    pub const fn bone(&self, bone: Bone) -> &Frame {
        &self.bones[bone as usize]
    }

    /// The middle of the head in the world, in centimetres.
    #[must_use]
    pub fn head(&self) -> Vec3 {
        self.bone(Bone::Head).place(HEAD_MIDDLE)
    }

    /// The frame in which places on a part of the body are given.
    #[must_use]
    pub fn spot(&self, spot: Spot) -> Frame {
        let end = |bone: Bone, length: f32| {
            let frame = self.bone(bone);
            Frame { at: frame.place(Vec3::new(0.0, -length, 0.0)), turn: frame.turn }
        };
        match spot {
            Spot::Head => Frame { at: self.head(), ..*self.bone(Bone::Head) },
            Spot::Neck => Frame { at: self.bone(Bone::LowNeck).at, ..*self.bone(Bone::HighThoracic) },
            Spot::Chest => *self.bone(Bone::LowThoracic),
            Spot::Belly => *self.bone(Bone::LowLumbar),
            Spot::Pelvis => *self.bone(Bone::Pelvis),
            Spot::Shoulder(half) => Frame { at: self.bone(Bone::of(half)[1]).at, ..*self.bone(Bone::HighThoracic) },
            Spot::Elbow(half) => end(Bone::of(half)[1], length::UPPER_ARM),
            Spot::Wrist(half) => end(Bone::of(half)[2], length::FOREARM),
            Spot::Knee(half) => end(Bone::of(half)[5], length::THIGH),
            Spot::Ankle(half) => end(Bone::of(half)[6], length::SHIN),
        }
    }

    /// The place of a hip joint in the world, in centimetres.
    #[must_use]
    pub(super) fn hip(&self, half: Half) -> Vec3 {
        self.bone(Bone::Pelvis).place(Vec3::new(HIP.x * half.sign(), HIP.y, HIP.z))
    }

    /// The joints of a leg as it is now.
    pub(super) fn leg_as_it_is(&self, half: Half) -> Limb {
        let [.., thigh, shin, foot] = Bone::of(half).map(|bone| self.bone(bone).turn);
        let pelvis = self.bone(Bone::Pelvis).turn;
        let knee = thigh.transpose() * shin;
        Limb {
            root: Quat::from_mat3(&(pelvis.transpose() * thigh)),
            bend: knee.y_axis.z.atan2(knee.y_axis.y).to_degrees().abs(),
            end: Quat::from_mat3(&(shin.transpose() * foot)),
        }
    }

    /// The joints of an arm as it is now.
    pub(super) fn arm_as_it_is(&self, half: Half) -> Limb {
        let [_, upper_arm, forearm, hand, ..] = Bone::of(half).map(|bone| self.bone(bone).turn);
        let chest = self.bone(Bone::HighThoracic).turn;
        let elbow = upper_arm.transpose() * forearm;
        Limb {
            root: Quat::from_mat3(&(chest.transpose() * upper_arm)),
            bend: elbow.y_axis.z.atan2(elbow.y_axis.y).to_degrees().abs(),
            end: Quat::from_mat3(&(forearm.transpose() * hand)),
        }
    }

    /// The skeleton of the pelvis, the spine, the head and the girdles.
    pub(super) fn trunk(pose: &Pose, at: Vec3, pelvis: Quat) -> Self {
        let mut bones = [Frame::ZERO; BONES];
        let mut below = Frame { at, turn: Mat3::from_quat(pelvis) };
        bones[Bone::Pelvis as usize] = below;
        let glide = pose.of(Axis::NeckGlide);
        for (bone, offset) in SPINE {
            let mut offset = offset;
            let turn = match bone {
                Bone::LowLumbar | Bone::MidLumbar | Bone::HighLumbar => {
                    bent(pose, [Axis::LumbarFlexion, Axis::LumbarLateral, Axis::LumbarRotation], 3.0)
                }
                Bone::LowThoracic | Bone::MidThoracic | Bone::HighThoracic => {
                    bent(pose, [Axis::ThoracicFlexion, Axis::ThoracicLateral, Axis::ThoracicRotation], 3.0)
                }
                Bone::Head => {
                    offset.z += glide * 0.6;
                    bent(pose, [Axis::HeadFlexion, Axis::HeadLateral, Axis::HeadRotation], 1.0)
                }
                _ => {
                    if bone == Bone::HighNeck {
                        offset.z += glide * 0.4;
                    }
                    bent(pose, [Axis::NeckFlexion, Axis::NeckLateral, Axis::NeckRotation], 2.0)
                }
            };
            below = Frame { at: below.place(offset), turn: below.turn * turn };
            bones[bone as usize] = below;
        }
        let mut skeleton = Self { bones };
        for half in Half::BOTH {
            skeleton.put_girdle(pose, half, 0.0);
        }
        skeleton
    }

    /// Places the girdle as the pose has it, and `raised` centimetres higher, as a raised arm takes it along.
    fn put_girdle(&mut self, pose: &Pose, half: Half, raised: f32) {
        let chest = *self.bone(Bone::HighThoracic);
        let sign = half.sign();
        let (up, forward) =
            (pose.limb(half, Swing::GirdleElevation) + raised, pose.limb(half, Swing::GirdleProtraction));
        let from = Vec3::new(COLLARBONE.x * sign, COLLARBONE.y, COLLARBONE.z);
        let rest = Vec3::new(SHOULDER.x * sign, SHOULDER.y, SHOULDER.z) - from;
        // The point of the shoulder moves on a sphere around the inner end of the collarbone.
        let moved = (rest + Vec3::new(0.0, up, forward)).normalize_or(rest) * rest.length();
        let turn = Mat3::from_quat(Quat::from_rotation_arc(rest.normalize_or(Vec3::X), moved.normalize_or(Vec3::X)));
        let shoulder = Frame { at: chest.place(from + moved), turn: chest.turn * turn };
        let [girdle, upper_arm, ..] = Bone::of(half);
        self.bones[girdle as usize] = shoulder;
        self.bones[upper_arm as usize] = Frame { at: shoulder.at, turn: chest.turn };
    }

    fn pose_limbs(&mut self, pose: &Pose) {
        // What a limb is on has to be there before it.
        for half in pose.legs_in_order() {
            let leg = self.leg(pose, half);
            self.put_leg(half, &leg);
        }
        for half in pose.arms_in_order() {
            let arm = self.arm(pose, half);
            self.put_arm(pose, half, &arm);
        }
    }

    /// The joints of a leg of `pose` on this trunk.
    pub(super) fn leg(&self, pose: &Pose, half: Half) -> Limb {
        let sign = half.sign();
        let pelvis = self.bone(Bone::Pelvis);
        let of = |swing| pose.limb(half, swing);
        let Some(reach) = pose.feet[half as usize] else {
            let root = x_turn(-of(Swing::HipFlexion))
                * z_turn(sign * of(Swing::HipAbduction))
                * y_turn(-sign * of(Swing::HipRotation));
            let foot = x_turn(-of(Swing::Ankle));
            return Limb { root: Quat::from_mat3(&root), bend: of(Swing::Knee), end: Quat::from_mat3(&foot) };
        };
        let hip = self.hip(half);
        // Knees point ahead and, of somebody who folds forward, up.
        let pole = reach.pole.unwrap_or(pelvis.turn * Vec3::Z + Vec3::Y * 0.5);
        let (target, [along, face]) = self.aim(&reach);
        let bent = bend(hip, target, (length::THIGH, length::SHIN), pole);
        // A knee points to its pole; the shin folds back.
        let thigh = directed(bent.joint - hip, bent.toward_pole);
        let shin = thigh * x_turn(bent.degrees);
        let foot = match along {
            None => shin * x_turn(-of(Swing::Ankle)),
            Some(toes) => {
                let leading = target - bent.joint;
                let sole = face.unwrap_or(if toes.normalize_or(Vec3::Z).y.abs() < 0.7 { Vec3::NEG_Y } else { leading });
                oriented(-sole, toes)
            }
        };
        Limb {
            root: Quat::from_mat3(&(pelvis.turn.transpose() * thigh)),
            bend: bent.degrees,
            end: Quat::from_mat3(&(shin.transpose() * foot)),
        }
    }

    pub(super) fn put_leg(&mut self, half: Half, leg: &Limb) {
        let [.., thigh, shin, foot] = Bone::of(half);
        let pelvis = *self.bone(Bone::Pelvis);
        let upper = Frame { at: self.hip(half), turn: pelvis.turn * Mat3::from_quat(leg.root) };
        let lower = Frame { at: upper.place(Vec3::new(0.0, -length::THIGH, 0.0)), turn: upper.turn * x_turn(leg.bend) };
        let end =
            Frame { at: lower.place(Vec3::new(0.0, -length::SHIN, 0.0)), turn: lower.turn * Mat3::from_quat(leg.end) };
        self.bones[thigh as usize] = upper;
        self.bones[shin as usize] = lower;
        self.bones[foot as usize] = end;
    }

    /// The joints of an arm of `pose` on this trunk.
    pub(super) fn arm(&mut self, pose: &Pose, half: Half) -> Limb {
        let sign = half.sign();
        let of = |swing| pose.limb(half, swing);
        let chest = *self.bone(Bone::HighThoracic);
        let resting_hand = y_turn(-sign * of(Swing::Forearm)) * x_turn(-of(Swing::Wrist));
        let Some(reach) = pose.hands[half as usize] else {
            let root = z_turn(sign * of(Swing::ShoulderAbduction))
                * x_turn(-of(Swing::ShoulderFlexion))
                * y_turn(-sign * of(Swing::ShoulderRotation));
            return Limb { root: Quat::from_mat3(&root), bend: of(Swing::Elbow), end: Quat::from_mat3(&resting_hand) };
        };
        // Elbows point down and back, but not into what somebody lies on.
        let back = if chest.turn.z_axis.y > 0.5 { 0.1 } else { -0.4 };
        let pole = reach.pole.unwrap_or(chest.turn * Vec3::new(sign * 0.7, -0.8, back));
        let (target, [along, face]) = self.aim(&reach);
        // The girdle goes along with the arm, and where the arm goes depends on it: twice is near enough.
        let mut bent = bend(self.bone(Bone::of(half)[1]).at, target, (length::UPPER_ARM, length::FOREARM), pole);
        for _ in 0..2 {
            let shoulder = self.bone(Bone::of(half)[1]).at;
            self.put_girdle(pose, half, taken_along(chest.turn.transpose() * (bent.joint - shoulder)));
            bent = bend(self.bone(Bone::of(half)[1]).at, target, (length::UPPER_ARM, length::FOREARM), pole);
        }
        let shoulder = self.bone(Bone::of(half)[1]).at;
        // An elbow points to its pole, and the forearm folds away from it.
        let upper = directed(bent.joint - shoulder, -bent.toward_pole);
        let fore = upper * x_turn(-bent.degrees);
        let hand = match (along, face) {
            (None, None) => fore * resting_hand,
            (along, face) => {
                let fingers = along.unwrap_or(bent.end - bent.joint);
                oriented_by(-fingers, face.unwrap_or_else(|| fore * resting_hand * Vec3::Z))
            }
        };
        Limb {
            root: Quat::from_mat3(&(chest.turn.transpose() * upper)),
            bend: bent.degrees,
            end: Quat::from_mat3(&(fore.transpose() * hand)),
        }
    }

    pub(super) fn put_arm(&mut self, pose: &Pose, half: Half, arm: &Limb) {
        let [_, upper_arm, forearm, hand, fingers, ..] = Bone::of(half);
        let chest = *self.bone(Bone::HighThoracic);
        let root = Mat3::from_quat(arm.root);
        self.put_girdle(pose, half, taken_along(root * Vec3::NEG_Y));
        let upper = Frame { at: self.bone(upper_arm).at, turn: chest.turn * root };
        let lower =
            Frame { at: upper.place(Vec3::new(0.0, -length::UPPER_ARM, 0.0)), turn: upper.turn * x_turn(-arm.bend) };
        let palm = Frame {
            at: lower.place(Vec3::new(0.0, -length::FOREARM, 0.0)),
            turn: lower.turn * Mat3::from_quat(arm.end),
        };
        let curl = pose.limb(half, Swing::Fingers);
        let tips = Frame { at: palm.place(Vec3::new(0.0, -length::PALM, 0.0)), turn: palm.turn * x_turn(-curl) };
        self.bones[upper_arm as usize] = upper;
        self.bones[forearm as usize] = lower;
        self.bones[hand as usize] = palm;
        self.bones[fingers as usize] = tips;
    }

    /// The target of a reach in the world, in centimetres, and the directions in which its end points and faces.
    fn aim(&self, reach: &Reach) -> (Vec3, [Option<Vec3>; 2]) {
        // Directions are the world's: only the place goes along with a part of the body.
        let target = match reach.on {
            On::Body(spot) => self.spot(spot).place(reach.at),
            On::Air | On::Thing(_) => reach.at,
        };
        (target, [reach.along, reach.face])
    }
}

/// The height, in centimetres, by which an arm that points in `direction` (in the chest's frame) raises its girdle: the
/// scapulohumeral rhythm, a third of the elevation beyond 30 degrees (Inman et al. 1944), of which the point of the
/// shoulder shows about 4 cm.
fn taken_along(direction: Vec3) -> f32 {
    let elevation = (-direction.normalize_or(Vec3::NEG_Y).y).clamp(-1.0, 1.0).acos().to_degrees();
    ((elevation - 30.0) / 150.0).clamp(0.0, 1.0) * 4.0
}

/// The share that one of `bones` has of a bend: forward, then to the side, then about the length.
fn bent(pose: &Pose, [flexion, lateral, rotation]: [Axis; 3], bones: f32) -> Mat3 {
    x_turn(pose.of(flexion) / bones) * z_turn(-pose.of(lateral) / bones) * y_turn(pose.of(rotation) / bones)
}

/// The frame of a bone that leads in `direction`, its front toward `front`.
fn directed(direction: Vec3, front: Vec3) -> Mat3 {
    oriented_by(-direction, front)
}

/// The frame whose y is `up` and whose z is as near as can be to `front`.
fn oriented_by(up: Vec3, front: Vec3) -> Mat3 {
    let y = up.normalize_or(Vec3::Y);
    let aside = front - y * front.dot(y);
    let z = if aside.length_squared() > 1e-8 {
        aside.normalize_or(y.any_orthonormal_vector())
    } else {
        y.any_orthonormal_vector()
    };
    Mat3::from_cols(y.cross(z), y, z)
}

/// The frame whose z is `front` and whose y is as near as can be to `up`.
fn oriented(up: Vec3, front: Vec3) -> Mat3 {
    let z = front.normalize_or(Vec3::Z);
    let aside = up - z * up.dot(z);
    let y = if aside.length_squared() > 1e-8 {
        aside.normalize_or(z.any_orthonormal_vector())
    } else {
        z.any_orthonormal_vector()
    };
    Mat3::from_cols(y.cross(z), y, z)
}

/// Somebody in the anatomical position, arms a little out: the map on which muscles are drawn.
pub static ANATOMICAL: LazyLock<Skeleton> = LazyLock::new(|| {
    let mut pose = Pose::default();
    for half in Half::BOTH {
        for (swing, value) in [(Swing::ShoulderAbduction, 12.0), (Swing::Elbow, 0.0), (Swing::Forearm, 0.0)] {
            pose = pose.with_limb(half, swing, value);
        }
        pose = pose.with_limb(half, Swing::Fingers, 0.0).with_limb(half, Swing::Knee, 0.0);
    }
    Skeleton::of(&pose, Vec3::new(0.0, length::PELVIS, 0.0))
});
