//! A pose: how far every joint is bent, turned or foreshortened. One table names the degrees of freedom, bounds them
//! and says what they mean; files, the schema, the checks and the drawing all read it.

use super::skeleton::Limb;

/// One degree of freedom of the skeleton. Side a is the side that is stretched or worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table DEGREES says what each one means")]
pub enum Dof {
    TorsoLean,
    TorsoCurve,
    TorsoTwist,
    TorsoScale,
    HeadTilt,
    HeadTurn,
    HeadNod,
    HeadGlide,
    GirdleLift,
    GirdleSqueeze,
    Belly,
    ShoulderA,
    ShoulderB,
    ElbowA,
    ElbowB,
    HipA,
    HipB,
    KneeA,
    KneeB,
    UpperArmScaleA,
    UpperArmScaleB,
    ForearmScaleA,
    ForearmScaleB,
    ThighScaleA,
    ThighScaleB,
    ShinScaleA,
    ShinScaleB,
}

/// What is known of a degree of freedom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degree {
    /// Which one.
    pub dof: Dof,
    /// Its name in a file.
    pub name: &'static str,
    /// The least value that is drawn.
    pub least: f64,
    /// The largest value that is drawn.
    pub most: f64,
    /// The value where a file gives none: standing upright, arms hanging.
    pub rest: f64,
    /// What it means, with its unit.
    pub about: &'static str,
}

impl Degree {
    /// Whether it is an angle, in degrees; otherwise it is a length or a share.
    #[must_use]
    pub fn is_angle(&self) -> bool {
        self.about.starts_with("degrees")
    }
}

const fn degree(dof: Dof, name: &'static str, bounds: (f64, f64), rest: f64, about: &'static str) -> Degree {
    Degree { dof, name, least: bounds.0, most: bounds.1, rest, about }
}

const SCALE: &str = "foreshortening of the segment, as it points toward or away from the viewer: 1 is its whole length";
const ARM: &str =
    "degrees from hanging along the trunk: 90 forward (side) or out to the side (front, back), 180 overhead";
const ELBOW: &str = "degrees, 0 straight; + toward the front (side), outward and up (front, back)";
const HIP: &str = "degrees from in line with the trunk: 90 sitting (side), out to the side (front, back)";
const KNEE: &str = "degrees, 0 straight";
const LIMB_TURN: (f64, f64) = (-270.0, 270.0);
const LEG_TURN: (f64, f64) = (-180.0, 180.0);
const SCALES: (f64, f64) = (0.1, 1.15);

/// Every degree of freedom, in the order of [`Dof`]. Angles are degrees, lengths fractions of the body's height.
pub const DEGREES: [Degree; 27] = [
    degree(
        Dof::TorsoLean,
        "torso_lean",
        (-120.0, 140.0),
        0.0,
        "degrees: + forward (side) or to screen right; -90 on the back",
    ),
    degree(
        Dof::TorsoCurve,
        "torso_curve",
        (-60.0, 80.0),
        0.0,
        "degrees between lower and upper trunk: + rounded, - arched",
    ),
    degree(
        Dof::TorsoTwist,
        "torso_twist",
        (-85.0, 85.0),
        0.0,
        "degrees the trunk turns about its length; narrows the shoulders",
    ),
    degree(Dof::TorsoScale, "torso_scale", (0.4, 1.15), 1.0, SCALE),
    degree(
        Dof::HeadTilt,
        "head_tilt",
        (-60.0, 60.0),
        0.0,
        "degrees: + chin down (side), to screen right (front, back)",
    ),
    degree(
        Dof::HeadTurn,
        "head_turn",
        (-90.0, 90.0),
        0.0,
        "degrees the face turns to screen right; side: toward the viewer",
    ),
    degree(Dof::HeadNod, "head_nod", (-60.0, 60.0), 0.0, "degrees the chin drops, seen from the front"),
    degree(
        Dof::HeadGlide,
        "head_glide",
        (-1.5, 1.5),
        0.0,
        "head radii the head slides forward (+) or back (-), seen from the side",
    ),
    degree(
        Dof::GirdleLift,
        "girdle_lift",
        (-0.06, 0.08),
        0.0,
        "body heights the shoulders are raised (+) or lowered (-)",
    ),
    degree(Dof::GirdleSqueeze, "girdle_squeeze", (-1.0, 1.0), 0.0, "shoulder blades together (1) or apart (-1)"),
    degree(Dof::Belly, "belly", (0.0, 0.08), 0.0, "body heights the abdomen swells with the breath"),
    degree(Dof::ShoulderA, "shoulder_a", LIMB_TURN, 0.0, ARM),
    degree(Dof::ShoulderB, "shoulder_b", LIMB_TURN, 0.0, ARM),
    degree(Dof::ElbowA, "elbow_a", LIMB_TURN, 0.0, ELBOW),
    degree(Dof::ElbowB, "elbow_b", LIMB_TURN, 0.0, ELBOW),
    degree(Dof::HipA, "hip_a", LEG_TURN, 0.0, HIP),
    degree(Dof::HipB, "hip_b", LEG_TURN, 0.0, HIP),
    degree(Dof::KneeA, "knee_a", LEG_TURN, 0.0, KNEE),
    degree(Dof::KneeB, "knee_b", LEG_TURN, 0.0, KNEE),
    degree(Dof::UpperArmScaleA, "upper_arm_scale_a", SCALES, 1.0, SCALE),
    degree(Dof::UpperArmScaleB, "upper_arm_scale_b", SCALES, 1.0, SCALE),
    degree(Dof::ForearmScaleA, "forearm_scale_a", SCALES, 1.0, SCALE),
    degree(Dof::ForearmScaleB, "forearm_scale_b", SCALES, 1.0, SCALE),
    degree(Dof::ThighScaleA, "thigh_scale_a", SCALES, 1.0, SCALE),
    degree(Dof::ThighScaleB, "thigh_scale_b", SCALES, 1.0, SCALE),
    degree(Dof::ShinScaleA, "shin_scale_a", SCALES, 1.0, SCALE),
    degree(Dof::ShinScaleB, "shin_scale_b", SCALES, 1.0, SCALE),
];

/// The name of the pelvis's height in a file. It is no degree of freedom of a joint: where it is not given, the body
/// stands on the ground or sits on the seat.
pub const PELVIS_Y: &str = "pelvis_y";
/// The least and the largest height of the pelvis above the ground, in body heights.
pub const PELVIS_BOUNDS: (f64, f64) = (0.0, 1.0);

/// How far every joint is bent, turned or foreshortened; every value is within its bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    values: [f64; DEGREES.len()],
    pelvis_y: Option<f64>,
}

impl Default for Pose {
    fn default() -> Self {
        Self { values: DEGREES.map(|degree| degree.rest), pelvis_y: None }
    }
}

impl Pose {
    /// The value of one degree of freedom.
    #[must_use]
    pub const fn of(&self, dof: Dof) -> f64 {
        self.values[dof as usize]
    }

    /// The same pose but for one degree of freedom, which is kept within its bounds.
    #[must_use]
    pub fn with(mut self, dof: Dof, value: f64) -> Self {
        let degree = DEGREES[dof as usize];
        self.values[dof as usize] = if value.is_nan() { degree.rest } else { value.clamp(degree.least, degree.most) };
        self
    }

    /// The same pose with one value changed by `by`.
    #[must_use]
    pub fn plus(self, dof: Dof, by: f64) -> Self {
        self.with(dof, self.of(dof) + by)
    }

    /// The height of the pelvis above the ground, in body heights, where the pose gives it.
    #[must_use]
    pub const fn pelvis_y(&self) -> Option<f64> {
        self.pelvis_y
    }

    /// The same pose with the pelvis at this height, in body heights.
    #[must_use]
    pub const fn with_pelvis_y(mut self, height: f64) -> Self {
        self.pelvis_y = Some(height.clamp(PELVIS_BOUNDS.0, PELVIS_BOUNDS.1));
        self
    }

    /// The pose `t` of the way (0 to 1) to `other`. Angles are not normalised: -262 degrees to 90 is a long way round.
    #[must_use]
    pub fn toward(&self, other: &Self, t: f64) -> Self {
        let mut values = self.values;
        for (value, goal) in values.iter_mut().zip(other.values) {
            *value += (goal - *value) * t;
        }
        let pelvis_y = match (self.pelvis_y, other.pelvis_y) {
            (Some(from), Some(to)) => Some(from + (to - from) * t),
            (from, to) => from.or(to),
        };
        Self { values, pelvis_y }
    }

    /// The angles of a limb's first joint and of its second, in degrees.
    #[must_use]
    pub const fn bends(&self, limb: Limb) -> (f64, f64) {
        match limb {
            Limb::ArmA => (self.of(Dof::ShoulderA), self.of(Dof::ElbowA)),
            Limb::ArmB => (self.of(Dof::ShoulderB), self.of(Dof::ElbowB)),
            Limb::LegA => (self.of(Dof::HipA), self.of(Dof::KneeA)),
            Limb::LegB => (self.of(Dof::HipB), self.of(Dof::KneeB)),
        }
    }

    /// The foreshortening of a limb's two segments.
    #[must_use]
    pub const fn scales(&self, limb: Limb) -> (f64, f64) {
        match limb {
            Limb::ArmA => (self.of(Dof::UpperArmScaleA), self.of(Dof::ForearmScaleA)),
            Limb::ArmB => (self.of(Dof::UpperArmScaleB), self.of(Dof::ForearmScaleB)),
            Limb::LegA => (self.of(Dof::ThighScaleA), self.of(Dof::ShinScaleA)),
            Limb::LegB => (self.of(Dof::ThighScaleB), self.of(Dof::ShinScaleB)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_degrees_of_freedom() {
        for (index, degree) in DEGREES.iter().enumerate() {
            assert_eq!(degree.dof as usize, index, "{}", degree.name);
            assert!((degree.least..=degree.most).contains(&degree.rest), "{}", degree.name);
        }
    }

    #[test]
    fn a_value_out_of_bounds_is_kept_within_them() {
        let pose = Pose::default().with(Dof::HeadTilt, 500.0).with(Dof::ElbowA, f64::NAN);
        assert!((pose.of(Dof::HeadTilt) - 60.0).abs() < f64::EPSILON);
        assert!(pose.of(Dof::ElbowA).abs() < f64::EPSILON);
    }
}
