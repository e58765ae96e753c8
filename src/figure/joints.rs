//! Joints and their ranges of motion: one table that files, the schema, the checks, the drawing and the words all read.
//!
//! Angles are degrees as clinicians measure them, 0 in the anatomical position: standing upright, arms hanging, palms
//! forward. Ranges are the normal ranges of the American Academy of Orthopaedic Surgeons (Joint Motion: Method of
//! Measuring and Recording, 1965) unless a row names another source: AMA, Guides to the Evaluation of Permanent
//! Impairment (5th edition, 2000) for the neck and the lumbar spine, the neck by 90 % of it, because nobody is asked to
//! go to the end of it; WP, White and Panjabi, Clinical Biomechanics of the Spine (2nd edition, 1990) for the rotation
//! of the trunk; HEM, Hemmerich et al. 2006 (J Orthop Res 24:770) for knees, hips and ankles that carry weight. The
//! girdle's slides are centimetres at the point of the shoulder (ISB: Wu et al. 2005, J Biomech 38:981, measures them
//! as angles of the clavicle; 17 cm of it make 10 degrees 3 cm).

use std::fmt;

/// The left or the right side of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Half {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
}

impl Half {
    /// Both sides.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// The direction of the side along x: 1 for the left, -1 for the right.
    #[must_use]
    pub const fn sign(self) -> f32 {
        match self {
            Self::Left => 1.0,
            Self::Right => -1.0,
        }
    }

    /// The word for the side.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A movement of the trunk, the neck or the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table TRUNK says what each one means")]
pub enum Axis {
    LumbarFlexion,
    LumbarLateral,
    LumbarRotation,
    ThoracicFlexion,
    ThoracicLateral,
    ThoracicRotation,
    NeckFlexion,
    NeckLateral,
    NeckRotation,
    NeckGlide,
    HeadFlexion,
    HeadLateral,
    HeadRotation,
    Belly,
}

/// A movement of an arm or a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table LIMBS says what each one means")]
pub enum Swing {
    GirdleElevation,
    GirdleProtraction,
    ShoulderFlexion,
    ShoulderAbduction,
    ShoulderRotation,
    Elbow,
    Forearm,
    Wrist,
    Fingers,
    HipFlexion,
    HipAbduction,
    HipRotation,
    Knee,
    Ankle,
}

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Degrees.
    Degrees,
    /// Centimetres.
    Centimetres,
}

/// A movement of a joint: its names, range and meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Motion {
    /// The joint, as a file names it.
    pub joint: &'static str,
    /// The movement of a joint that has several, as a file names it; empty for a joint that has one.
    pub name: &'static str,
    /// The unit of its values.
    pub unit: Unit,
    /// The least value, in its unit.
    pub least: f32,
    /// The largest value, in its unit.
    pub most: f32,
    /// The value where a file gives none, in its unit: standing at ease.
    pub rest: f32,
    /// The meaning of positive values.
    pub about: &'static str,
}

const fn angle(joint: &'static str, name: &'static str, range: (f32, f32), about: &'static str) -> Motion {
    Motion { joint, name, unit: Unit::Degrees, least: range.0, most: range.1, rest: 0.0, about }
}

const fn slide(joint: &'static str, name: &'static str, range: (f32, f32), about: &'static str) -> Motion {
    Motion { unit: Unit::Centimetres, ..angle(joint, name, range, about) }
}

const fn at_rest(rest: f32, motion: Motion) -> Motion {
    Motion { rest, ..motion }
}

/// The movements of the trunk, the neck and the head, in the order of [`Axis`]. Neck and head together keep to the
/// range of the whole neck ([`WHOLE_NECK`]).
pub static TRUNK: [Motion; 14] = [
    angle("lumbar", "flexion", (-25.0, 60.0), "+ rounds the lower back, - hollows it"),
    angle("lumbar", "lateral", (-25.0, 25.0), "+ bends to the left"),
    angle("lumbar", "rotation", (-12.0, 12.0), "+ turns to the left"),
    angle("thoracic", "flexion", (-25.0, 45.0), "+ rounds the upper back, - arches it"),
    angle("thoracic", "lateral", (-30.0, 30.0), "+ bends to the left"),
    angle("thoracic", "rotation", (-38.0, 38.0), "+ turns to the left"),
    angle("neck", "flexion", (-54.0, 45.0), "+ brings the chin toward the chest"),
    angle("neck", "lateral", (-40.0, 40.0), "+ tips the left ear toward the left shoulder"),
    angle("neck", "rotation", (-72.0, 72.0), "+ turns the face to the left"),
    slide("neck", "glide", (-4.0, 4.0), "+ slides the head forward, - draws it back, chin in"),
    angle("head", "flexion", (-25.0, 20.0), "+ nods on top of the neck, - lifts the chin"),
    angle("head", "lateral", (-10.0, 10.0), "+ tips the left ear down"),
    angle("head", "rotation", (-40.0, 40.0), "+ turns the face to the left"),
    slide("belly", "", (-1.5, 4.0), "+ swells with the breath, - drawn in"),
];

/// The movements of an arm and a leg, in the order of [`Swing`]. The arm is first lifted sideways (abduction), then
/// swung forward (flexion), then turned about its length.
pub static LIMBS: [Motion; 14] = [
    slide("girdle", "elevation", (-3.0, 8.0), "+ lifts the shoulder toward the ear"),
    slide("girdle", "protraction", (-5.0, 6.0), "+ brings the shoulder forward, - draws the blade back to the spine"),
    angle("shoulder", "flexion", (-60.0, 180.0), "+ swings the arm forward: 90 level, 180 overhead"),
    at_rest(8.0, angle("shoulder", "abduction", (-50.0, 180.0), "+ lifts the arm out to the side")),
    angle("shoulder", "rotation", (-90.0, 90.0), "+ turns the arm inward"),
    at_rest(10.0, angle("elbow", "", (0.0, 150.0), "0 straight")),
    at_rest(70.0, angle("forearm", "", (-10.0, 170.0), "0 palm forward, 80 thumb forward, 160 palm back (pronation)")),
    angle("wrist", "", (-70.0, 80.0), "+ bends the hand toward the palm"),
    at_rest(20.0, angle("fingers", "", (0.0, 100.0), "0 flat, 100 a fist")),
    angle("hip", "flexion", (-30.0, 125.0), "+ brings the thigh forward and up: 90 sitting"),
    at_rest(3.0, angle("hip", "abduction", (-30.0, 45.0), "+ brings the thigh out to the side")),
    angle("hip", "rotation", (-45.0, 45.0), "+ turns the thigh inward"),
    at_rest(2.0, angle("knee", "", (0.0, 155.0), "0 straight; over 135 only in deep kneeling (HEM)")),
    angle("ankle", "", (-50.0, 30.0), "+ lifts the toes toward the shin, - points them; over 20 only under load (HEM)"),
];

/// The range of neck and head together, in degrees: 90 % of 60 back and 50 forward, 45 to each side and 80 of turning
/// (AMA), and a little more forward, for a chin that rests on the chest.
pub const WHOLE_NECK: [(Axis, Axis, f32, f32); 3] = [
    (Axis::NeckFlexion, Axis::HeadFlexion, -54.0, 50.0),
    (Axis::NeckLateral, Axis::HeadLateral, -40.5, 40.5),
    (Axis::NeckRotation, Axis::HeadRotation, -72.0, 72.0),
];

impl Axis {
    /// All axes, in the order of [`TRUNK`].
    pub const ALL: [Self; 14] = {
        use Axis as A;
        [
            A::LumbarFlexion,
            A::LumbarLateral,
            A::LumbarRotation,
            A::ThoracicFlexion,
            A::ThoracicLateral,
            A::ThoracicRotation,
            A::NeckFlexion,
            A::NeckLateral,
            A::NeckRotation,
            A::NeckGlide,
            A::HeadFlexion,
            A::HeadLateral,
            A::HeadRotation,
            A::Belly,
        ]
    };

    /// The row of [`TRUNK`] for this axis.
    #[must_use]
    pub const fn motion(self) -> &'static Motion {
        &TRUNK[self as usize]
    }
}

impl Swing {
    /// All swings, in the order of [`LIMBS`].
    pub const ALL: [Self; 14] = {
        use Swing as S;
        [
            S::GirdleElevation,
            S::GirdleProtraction,
            S::ShoulderFlexion,
            S::ShoulderAbduction,
            S::ShoulderRotation,
            S::Elbow,
            S::Forearm,
            S::Wrist,
            S::Fingers,
            S::HipFlexion,
            S::HipAbduction,
            S::HipRotation,
            S::Knee,
            S::Ankle,
        ]
    };

    /// The row of [`LIMBS`] for this swing.
    #[must_use]
    pub const fn motion(self) -> &'static Motion {
        &LIMBS[self as usize]
    }

    /// Returns `true` for a movement of an arm, `false` for one of a leg.
    #[must_use]
    pub const fn is_of_arm(self) -> bool {
        (self as usize) <= Self::Fingers as usize
    }
}
