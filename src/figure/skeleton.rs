//! The skeleton: bones of fixed length, and where a pose puts the joints.
//!
//! Angles count from straight down: 0 points down, 90 to screen right, 180 up. Lengths are fractions of the body's
//! height, y goes up, and the floor is at 0. The reference kinematics and the lengths come from the content sheet.

use super::pose::{Dof, Pose};

/// A place or a direction, in body heights.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To screen right.
    pub x: f64,
    /// Up.
    pub y: f64,
}

impl Point {
    /// A place.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// `length` in the direction of `angle` degrees.
    #[must_use]
    pub fn polar(angle: f64, length: f64) -> Self {
        let (sin, cos) = angle.to_radians().sin_cos();
        Self { x: length * sin, y: -length * cos }
    }

    /// The place `t` of the way to `other`.
    #[must_use]
    pub fn toward(self, other: Self, t: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * t, y: self.y + (other.y - self.y) * t }
    }

    /// How far it is to `other`.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (other.x - self.x).hypot(other.y - self.y)
    }

    /// The direction in which `other` lies, in degrees.
    #[must_use]
    pub fn angle_to(self, other: Self) -> f64 {
        (other.x - self.x).atan2(self.y - other.y).to_degrees()
    }
}

impl std::ops::Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl std::ops::Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

impl std::ops::Mul<f64> for Point {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by }
    }
}

/// Lengths, in body heights.
pub mod length {
    /// From the middle of the head to its edge.
    pub const HEAD: f64 = 0.060;
    /// From the seventh vertebra of the neck to the middle of the head.
    pub const NECK: f64 = 0.105;
    /// Each half of the trunk.
    pub const HALF_TORSO: f64 = 0.15;
    /// Shoulder to elbow.
    pub const UPPER_ARM: f64 = 0.155;
    /// Elbow to the middle of the hand.
    pub const FOREARM: f64 = 0.145;
    /// Hip to knee.
    pub const THIGH: f64 = 0.245;
    /// Knee to ankle.
    pub const SHIN: f64 = 0.245;
    /// From the spine to each shoulder.
    pub const HALF_SHOULDERS: f64 = 0.095;
    /// From the spine to each hip.
    pub const HALF_HIPS: f64 = 0.055;
    /// The height of a seat, which is that of the knee.
    pub const SEAT: f64 = 0.245;
}

/// A joint, or another place of the body that something can touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the anatomy's")]
pub enum Joint {
    Pelvis,
    Mid,
    Neck,
    Head,
    ShoulderA,
    ShoulderB,
    ElbowA,
    ElbowB,
    HandA,
    HandB,
    HipA,
    HipB,
    KneeA,
    KneeB,
    AnkleA,
    AnkleB,
}

impl Joint {
    /// Every joint, with its name in a file.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::Pelvis, "pelvis"),
        (Self::Mid, "mid"),
        (Self::Neck, "neck"),
        (Self::Head, "head"),
        (Self::ShoulderA, "shoulder_a"),
        (Self::ShoulderB, "shoulder_b"),
        (Self::ElbowA, "elbow_a"),
        (Self::ElbowB, "elbow_b"),
        (Self::HandA, "hand_a"),
        (Self::HandB, "hand_b"),
        (Self::HipA, "hip_a"),
        (Self::HipB, "hip_b"),
        (Self::KneeA, "knee_a"),
        (Self::KneeB, "knee_b"),
        (Self::AnkleA, "ankle_a"),
        (Self::AnkleB, "ankle_b"),
    ];

    /// The joint with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(joint, _)| *joint)
    }

    /// The limb that this joint is the middle or the end of.
    #[must_use]
    pub const fn limb(self) -> Option<Limb> {
        match self {
            Self::ElbowA | Self::HandA => Some(Limb::ArmA),
            Self::ElbowB | Self::HandB => Some(Limb::ArmB),
            Self::KneeA | Self::AnkleA => Some(Limb::LegA),
            Self::KneeB | Self::AnkleB => Some(Limb::LegB),
            _ => None,
        }
    }
}

/// An arm or a leg: side a is the near one from the side, the one at screen right from the front and the back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the anatomy's")]
pub enum Limb {
    ArmA,
    ArmB,
    LegA,
    LegB,
}

impl Limb {
    /// Every limb, with its name in a file.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::ArmA, "arm_a"), (Self::ArmB, "arm_b"), (Self::LegA, "leg_a"), (Self::LegB, "leg_b")];

    /// Its joints, from the trunk outward.
    #[must_use]
    pub const fn joints(self) -> [Joint; 3] {
        match self {
            Self::ArmA => [Joint::ShoulderA, Joint::ElbowA, Joint::HandA],
            Self::ArmB => [Joint::ShoulderB, Joint::ElbowB, Joint::HandB],
            Self::LegA => [Joint::HipA, Joint::KneeA, Joint::AnkleA],
            Self::LegB => [Joint::HipB, Joint::KneeB, Joint::AnkleB],
        }
    }

    /// Whether it is an arm.
    #[must_use]
    pub const fn is_arm(self) -> bool {
        matches!(self, Self::ArmA | Self::ArmB)
    }

    /// Whether it is on side a.
    #[must_use]
    pub const fn is_a(self) -> bool {
        matches!(self, Self::ArmA | Self::LegA)
    }

    /// The whole length of its two segments.
    #[must_use]
    pub const fn lengths(self) -> (f64, f64) {
        if self.is_arm() { (length::UPPER_ARM, length::FOREARM) } else { (length::THIGH, length::SHIN) }
    }
}

/// In which plane the body is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    /// From the side, facing screen right; both shoulders and both hips are one place.
    Sagittal,
    /// From the front, from behind, or from above.
    Frontal,
}

/// Where a pose puts the joints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Body {
    joints: [Point; Joint::ALL.len()],
    /// The lean of the lower trunk, in degrees.
    pub lower: f64,
    /// The lean of the upper trunk, in degrees.
    pub upper: f64,
    /// The lean of the head, in degrees.
    pub head: f64,
}

/// How much squeezing the shoulder blades together narrows the shoulders (content sheet, `pose_conventions`).
const SQUEEZE: f64 = 0.18;
/// How far the shoulder lies below the seventh vertebra of the neck.
const SHOULDER_DROP: f64 = 0.012;

impl Body {
    /// The joints of `pose`, with the pelvis at the origin.
    #[must_use]
    pub fn of(pose: &Pose, plane: Plane) -> Self {
        let (lean, curve) = (pose.of(Dof::TorsoLean), pose.of(Dof::TorsoCurve));
        let (lower, upper) = (lean - curve / 2.0, lean + curve / 2.0);
        let head = upper + pose.of(Dof::HeadTilt);
        let mut body = Self { joints: [Point::default(); Joint::ALL.len()], lower, upper, head };
        let half = length::HALF_TORSO * pose.of(Dof::TorsoScale);
        let mid = Point::polar(180.0 - lower, half);
        let neck = mid + Point::polar(180.0 - upper, half);
        body.set(Joint::Mid, mid);
        body.set(Joint::Neck, neck);
        body.set(Joint::Head, neck + Self::head_from_neck(pose, plane, head));
        let girdle = neck + Point::polar(180.0 - upper, pose.of(Dof::GirdleLift)) + Point::polar(-upper, SHOULDER_DROP);
        let twist = pose.of(Dof::TorsoTwist).to_radians().cos().max(0.0).sqrt();
        let half_shoulders = length::HALF_SHOULDERS * (1.0 - SQUEEZE * pose.of(Dof::GirdleSqueeze)) * twist;
        for (limb, _) in Limb::ALL {
            let outward = match plane {
                Plane::Sagittal => 0.0,
                Plane::Frontal if limb.is_a() => 1.0,
                Plane::Frontal => -1.0,
            };
            let root = if limb.is_arm() {
                girdle + Point::polar(90.0 - upper, half_shoulders * outward)
            } else {
                Point::polar(90.0 - lower, length::HALF_HIPS * outward)
            };
            body.hang(pose, plane, limb, root);
        }
        body
    }

    fn head_from_neck(pose: &Pose, plane: Plane, head: f64) -> Point {
        match plane {
            Plane::Sagittal => {
                let glide = pose.of(Dof::HeadGlide) * length::HEAD;
                Point::polar(180.0 - head, length::NECK) + Point::polar(90.0 - head, glide)
            }
            Plane::Frontal => Point::polar(180.0 - head, length::NECK * pose.of(Dof::HeadNod).to_radians().cos()),
        }
    }

    /// Lets a limb hang from its root as the pose bends it.
    fn hang(&mut self, pose: &Pose, plane: Plane, limb: Limb, root: Point) {
        let mirrored = if plane == Plane::Frontal && !limb.is_a() { -1.0 } else { 1.0 };
        let (first, second) = pose.bends(limb);
        let (first_scale, second_scale) = pose.scales(limb);
        let (first_length, second_length) = limb.lengths();
        let lean = if limb.is_arm() { self.upper } else { self.lower };
        let first_angle = -lean + mirrored * first;
        // An elbow bends forward, a knee backward.
        let turn = if limb.is_arm() { second } else { -second };
        let second_angle = first_angle + mirrored * turn;
        let [from, middle, end] = limb.joints();
        let bend = root + Point::polar(first_angle, first_length * first_scale);
        self.set(from, root);
        self.set(middle, bend);
        self.set(end, bend + Point::polar(second_angle, second_length * second_scale));
    }

    /// Where a joint is.
    #[must_use]
    pub const fn at(&self, joint: Joint) -> Point {
        self.joints[joint as usize]
    }

    /// Puts a joint somewhere else.
    pub const fn set(&mut self, joint: Joint, place: Point) {
        self.joints[joint as usize] = place;
    }

    /// The whole body, moved.
    #[must_use]
    pub fn moved(mut self, by: Point) -> Self {
        for place in &mut self.joints {
            *place = *place + by;
        }
        self
    }

    /// The height of the lowest joint; the head counts with its edge.
    #[must_use]
    pub fn lowest(&self) -> f64 {
        let others = Joint::ALL.iter().filter(|(joint, _)| *joint != Joint::Head);
        others.map(|(joint, _)| self.at(*joint).y).fold(f64::INFINITY, f64::min)
    }
}
