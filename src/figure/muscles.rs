//! Muscles as regions of the body's surface: outlines as in an atlas, on somebody in the anatomical position.
//!
//! A place of the surface is carried back to the anatomical position by the bones it lies on, and looked up there: so a
//! muscle is seen from wherever one looks, on either side, in every pose, and slides with the bones it is fixed to.
//! Outlines follow origin and insertion in Gray's Anatomy for Students (3rd edition, 2015), simplified; heights are
//! centimetres from the floor, breadths from the midline to the muscle's own side, depths forward.

use glam::Vec3;

use super::joints::Half;
use super::skeleton::Bone;

/// A muscle, or a few that are worked as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the table MUSCLES names them")]
pub enum Muscle {
    UpperTrapezius,
    MiddleTrapezius,
    LowerTrapezius,
    LevatorScapulae,
    Scalenes,
    Sternocleidomastoid,
    DeepNeckFlexors,
    Suboccipitals,
    NeckExtensors,
    Rhomboids,
    Latissimus,
    Pectorals,
    Serratus,
    Deltoid,
    PosteriorDeltoid,
    Infraspinatus,
    Triceps,
    Biceps,
    ForearmFlexors,
    ForearmExtensors,
    ThoracicErectors,
    ErectorSpinae,
    Multifidus,
    QuadratusLumborum,
    Obliques,
    Abdominals,
    Diaphragm,
    GluteusMaximus,
    GluteusMedius,
    Piriformis,
    HipFlexors,
    Quadriceps,
    Hamstrings,
    Adductors,
    Calves,
}

/// A part of a muscle's outline. The first number of a corner is the breadth (for `Side` the depth), the second the
/// height.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Patch {
    /// Seen from behind.
    Back(&'static [(f32, f32)]),
    /// Seen from the front.
    Front(&'static [(f32, f32)]),
    /// Seen from the side.
    Side(&'static [(f32, f32)]),
    /// A band: places (breadth, height, depth) and the radius around them.
    Band(&'static [((f32, f32, f32), f32)]),
}

/// The region of the body in which a muscle is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    Neck,
    Throat,
    Trunk,
    Shoulder,
    Arm,
    Hip,
    Leg,
}

struct Entry {
    muscle: Muscle,
    name: &'static str,
    region: Region,
    patches: &'static [Patch],
}

const fn entry(muscle: Muscle, name: &'static str, region: Region, patches: &'static [Patch]) -> Entry {
    Entry { muscle, name, region, patches }
}

use Patch::{Back, Band, Front, Side};

/// Every muscle: its name in files and sentences, and its outline.
const MUSCLES: [Entry; 35] = [
    entry(
        Muscle::UpperTrapezius,
        "upper trapezius",
        Region::Shoulder,
        &[Back(&[
            (0.0, 161.0),
            (2.6, 161.0),
            (4.6, 156.0),
            (6.6, 152.5),
            (11.0, 149.5),
            (16.0, 146.5),
            (18.5, 143.0),
            (16.5, 139.6),
            (9.0, 140.6),
            (0.0, 146.0),
        ])],
    ),
    entry(
        Muscle::MiddleTrapezius,
        "middle trapezius",
        Region::Shoulder,
        &[Back(&[(0.0, 146.0), (9.0, 140.6), (16.5, 139.6), (17.0, 137.5), (11.0, 137.0), (7.0, 136.5), (0.0, 135.0)])],
    ),
    entry(
        Muscle::LowerTrapezius,
        "lower trapezius",
        Region::Shoulder,
        &[Back(&[(0.0, 135.0), (7.0, 136.5), (10.0, 137.0), (7.5, 131.5), (4.6, 125.5), (2.2, 120.0), (0.0, 117.0)])],
    ),
    entry(
        Muscle::LevatorScapulae,
        "levator scapulae",
        Region::Shoulder,
        &[Back(&[
            (2.0, 158.5),
            (4.6, 158.0),
            (6.4, 151.0),
            (8.4, 145.0),
            (8.0, 140.0),
            (5.4, 139.5),
            (4.8, 145.0),
            (2.8, 152.0),
        ])],
    ),
    entry(
        Muscle::Scalenes,
        "scalenes",
        Region::Neck,
        &[Band(&[((4.6, 156.5, -1.0), 1.7), ((5.4, 150.5, 0.4), 2.3), ((6.2, 146.5, 1.8), 2.6)])],
    ),
    entry(
        Muscle::Sternocleidomastoid,
        "sternocleidomastoid",
        Region::Throat,
        &[Band(&[((5.8, 158.0, -1.5), 1.6), ((5.2, 152.0, 2.6), 1.8), ((1.8, 145.0, 6.0), 1.2)])],
    ),
    entry(
        Muscle::DeepNeckFlexors,
        "deep neck flexors",
        Region::Throat,
        &[Front(&[(0.0, 158.0), (2.3, 158.0), (2.1, 146.5), (0.0, 145.0)])],
    ),
    entry(
        Muscle::Suboccipitals,
        "suboccipitals",
        Region::Neck,
        &[Back(&[(0.3, 162.5), (5.0, 161.5), (4.8, 156.5), (0.3, 155.0)])],
    ),
    entry(
        Muscle::NeckExtensors,
        "neck extensors",
        Region::Neck,
        &[Back(&[(0.3, 161.0), (5.0, 160.5), (5.4, 154.0), (4.0, 146.0), (0.3, 143.0)])],
    ),
    entry(
        Muscle::Rhomboids,
        "rhomboids",
        Region::Shoulder,
        &[Back(&[(0.4, 146.5), (1.8, 146.0), (6.6, 140.5), (8.2, 128.5), (6.6, 127.5), (0.4, 136.0)])],
    ),
    entry(
        Muscle::Latissimus,
        "latissimus",
        Region::Trunk,
        &[
            Back(&[
                (0.4, 128.0),
                (3.0, 128.5),
                (8.0, 131.0),
                (13.0, 134.5),
                (17.0, 136.5),
                (17.0, 129.0),
                (14.5, 120.0),
                (10.0, 109.0),
                (5.0, 103.0),
                (0.4, 102.5),
            ]),
            Side(&[(-9.0, 134.0), (-1.0, 136.0), (0.5, 131.0), (-2.5, 120.0), (-6.0, 110.0), (-9.0, 108.0)]),
        ],
    ),
    entry(
        Muscle::Pectorals,
        "pectorals",
        Region::Shoulder,
        &[Front(&[
            (0.8, 141.0),
            (6.0, 142.5),
            (12.0, 141.0),
            (17.0, 137.5),
            (16.5, 132.5),
            (12.0, 128.0),
            (7.0, 125.5),
            (1.5, 126.0),
        ])],
    ),
    entry(
        Muscle::Serratus,
        "serratus anterior",
        Region::Trunk,
        &[Side(&[(-4.0, 133.0), (3.0, 131.5), (7.0, 125.0), (4.0, 119.0), (-2.5, 121.5)])],
    ),
    entry(
        Muscle::Deltoid,
        "deltoid",
        Region::Arm,
        &[Band(&[((20.5, 139.5, 0.5), 6.6), ((22.5, 133.0, 0.5), 5.6), ((24.0, 126.5, 0.5), 2.6)])],
    ),
    entry(
        Muscle::PosteriorDeltoid,
        "back of the shoulder",
        Region::Arm,
        &[Band(&[((18.0, 139.5, -5.0), 4.6), ((20.5, 133.5, -4.5), 4.0), ((22.5, 127.5, -3.0), 2.2)])],
    ),
    entry(
        Muscle::Infraspinatus,
        "infraspinatus",
        Region::Shoulder,
        &[Back(&[
            (7.0, 137.0),
            (12.0, 137.6),
            (17.0, 138.5),
            (18.0, 135.0),
            (13.5, 130.5),
            (9.0, 126.5),
            (7.6, 129.5),
        ])],
    ),
    entry(
        Muscle::Triceps,
        "triceps",
        Region::Arm,
        &[Band(&[((19.6, 132.0, -4.6), 3.4), ((21.4, 124.0, -4.4), 3.8), ((22.6, 114.5, -4.0), 2.4)])],
    ),
    entry(
        Muscle::Biceps,
        "biceps",
        Region::Arm,
        &[Band(&[((19.6, 131.0, 4.8), 3.0), ((21.4, 123.0, 4.6), 3.4), ((22.6, 114.0, 4.0), 2.2)])],
    ),
    entry(
        Muscle::ForearmFlexors,
        "forearm flexors",
        Region::Arm,
        &[Band(&[((21.8, 110.5, 0.2), 3.4), ((24.4, 100.0, -0.4), 2.9), ((26.8, 90.0, -1.0), 1.9)])],
    ),
    entry(
        Muscle::ForearmExtensors,
        "forearm extensors",
        Region::Arm,
        &[Band(&[((24.2, 110.5, -6.2), 3.4), ((26.4, 100.0, -5.6), 2.9), ((28.0, 90.0, -5.0), 1.9)])],
    ),
    entry(
        Muscle::ThoracicErectors,
        "upper back along the spine",
        Region::Trunk,
        &[Back(&[(0.6, 147.0), (3.0, 147.0), (4.6, 139.0), (5.4, 129.0), (5.4, 117.0), (0.6, 117.0)])],
    ),
    entry(
        Muscle::ErectorSpinae,
        "lower back along the spine",
        Region::Trunk,
        &[Back(&[(0.6, 128.0), (4.4, 128.0), (6.0, 118.0), (6.4, 108.0), (4.6, 100.0), (0.6, 95.5)])],
    ),
    entry(
        Muscle::Multifidus,
        "deep muscles of the lower back",
        Region::Trunk,
        &[Back(&[(0.5, 113.0), (3.2, 113.0), (4.4, 103.0), (3.4, 96.0), (0.5, 95.0)])],
    ),
    entry(
        Muscle::QuadratusLumborum,
        "quadratus lumborum",
        Region::Trunk,
        &[Back(&[(3.5, 115.5), (8.5, 115.0), (10.8, 104.5), (7.5, 102.5), (3.6, 103.0)])],
    ),
    entry(
        Muscle::Obliques,
        "obliques",
        Region::Trunk,
        &[
            Side(&[
                (-5.5, 112.0),
                (-1.0, 119.5),
                (5.0, 121.0),
                (9.0, 114.0),
                (8.5, 104.0),
                (3.0, 100.5),
                (-3.5, 102.5),
            ]),
            Front(&[(7.0, 118.0), (12.0, 119.0), (13.0, 104.0), (9.5, 99.0), (6.6, 103.0)]),
        ],
    ),
    entry(
        Muscle::Abdominals,
        "abdominals",
        Region::Trunk,
        &[Front(&[(0.4, 118.0), (6.2, 117.0), (6.8, 105.0), (4.5, 93.0), (0.4, 89.0)])],
    ),
    entry(
        Muscle::Diaphragm,
        "diaphragm",
        Region::Trunk,
        &[
            Front(&[(0.0, 119.0), (5.0, 116.0), (12.5, 110.5), (13.5, 115.0), (6.0, 122.0), (0.0, 124.5)]),
            Side(&[(-5.0, 110.0), (9.0, 110.5), (9.0, 115.0), (-5.0, 114.5)]),
        ],
    ),
    entry(
        Muscle::GluteusMaximus,
        "gluteus maximus",
        Region::Hip,
        &[
            Back(&[
                (0.8, 99.5),
                (4.0, 101.5),
                (9.0, 100.0),
                (13.5, 95.5),
                (17.0, 89.0),
                (16.5, 82.5),
                (11.0, 78.5),
                (5.0, 78.5),
                (0.8, 82.0),
            ]),
            Side(&[(-13.0, 97.0), (-5.0, 95.5), (-2.5, 89.0), (-4.0, 80.0), (-13.0, 79.5)]),
        ],
    ),
    entry(
        Muscle::GluteusMedius,
        "gluteus medius",
        Region::Hip,
        &[
            Side(&[(-7.0, 100.0), (-1.0, 103.5), (5.5, 102.0), (6.0, 96.5), (2.0, 89.0), (-2.0, 88.5), (-7.0, 95.0)]),
            Back(&[(8.0, 103.0), (13.0, 102.0), (17.0, 95.0), (17.0, 89.5), (12.5, 96.0), (8.5, 100.0)]),
        ],
    ),
    entry(
        Muscle::Piriformis,
        "piriformis",
        Region::Hip,
        &[
            Back(&[(1.5, 98.5), (4.0, 98.5), (16.5, 91.0), (17.5, 87.0), (12.0, 87.5), (1.5, 92.0)]),
            Side(&[(-11.0, 95.5), (-1.5, 90.5), (-1.0, 86.5), (-11.0, 89.0)]),
        ],
    ),
    entry(
        Muscle::HipFlexors,
        "hip flexors",
        Region::Hip,
        &[Front(&[
            (2.5, 101.0),
            (8.5, 102.0),
            (12.0, 97.0),
            (11.5, 88.0),
            (9.5, 77.0),
            (5.5, 76.0),
            (5.0, 87.0),
            (2.5, 95.0),
        ])],
    ),
    entry(
        Muscle::Quadriceps,
        "front of the thigh",
        Region::Leg,
        &[Front(&[(4.0, 84.0), (15.5, 86.0), (16.0, 70.0), (13.5, 53.5), (5.5, 53.5), (4.0, 70.0)])],
    ),
    entry(
        Muscle::Hamstrings,
        "hamstrings",
        Region::Leg,
        &[Back(&[(3.5, 79.5), (15.0, 79.5), (14.5, 62.0), (13.0, 51.0), (5.5, 51.0), (4.0, 62.0)])],
    ),
    entry(
        Muscle::Adductors,
        "inner thigh",
        Region::Leg,
        &[Front(&[(0.4, 86.0), (4.6, 85.0), (5.4, 68.0), (4.0, 62.0), (0.4, 68.0)])],
    ),
    entry(
        Muscle::Calves,
        "calves",
        Region::Leg,
        &[Back(&[(3.5, 47.0), (16.0, 47.0), (15.0, 35.0), (12.5, 24.0), (8.5, 24.0), (5.0, 35.0)])],
    ),
];

/// A place of the body's surface, in the anatomical position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skin {
    /// The place, in centimetres.
    pub at: Vec3,
    /// The direction it faces.
    pub faces: Vec3,
    /// The nearest bone.
    pub bone: Bone,
}

impl Muscle {
    /// All muscles.
    pub fn all() -> impl Iterator<Item = Self> {
        MUSCLES.iter().map(|entry| entry.muscle)
    }

    /// The name in files and sentences.
    #[must_use]
    pub const fn name(self) -> &'static str {
        MUSCLES[self as usize].name
    }

    /// The muscle with this name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        MUSCLES.iter().find(|entry| entry.name == name).map(|entry| entry.muscle)
    }

    /// Returns `true` if the muscle can lie under skin on `bone`, on this side.
    #[must_use]
    pub fn may_be_on(self, bone: Bone, half: Half) -> bool {
        is_near(MUSCLES[self as usize].region, bone, half)
    }

    /// Returns `true` if the muscle lies under this place of the surface, on this side.
    #[must_use]
    pub fn is_under(self, skin: &Skin, half: Half) -> bool {
        let sign = half.sign();
        let entry = &MUSCLES[self as usize];
        if !is_near(entry.region, skin.bone, half) {
            return false;
        }
        let (x, y, z) = (skin.at.x * sign, skin.at.y, skin.at.z);
        let (out, front) = (skin.faces.x * sign, skin.faces.z);
        let deepest = if entry.region == Region::Shoulder && y < CREST { -1.0 } else { 3.0 };
        entry.patches.iter().any(|patch| match patch {
            // What an atlas shows from behind reaches over the top of the shoulder, but not round to the armpit.
            Back(outline) => front < 0.3 && z < deepest && inside(outline, x, y),
            Front(outline) => front > 0.0 && z > -2.0 && inside(outline, x, y),
            Side(outline) => out > 0.5 && x > 0.0 && inside(outline, z, y),
            Band(places) => within(places, Vec3::new(x, y, z)),
        })
    }
}

/// The height of the top of the shoulders, in centimetres from the floor.
const CREST: f32 = 139.0;

/// Returns `true` if a place on `bone` can belong to a muscle of the region, on this side.
fn is_near(region: Region, bone: Bone, half: Half) -> bool {
    use Bone as B;
    let [girdle, upper_arm, forearm, _, _, thigh, shin, _] = Bone::of(half);
    let spine = matches!(
        bone,
        B::Pelvis
            | B::LowLumbar
            | B::MidLumbar
            | B::HighLumbar
            | B::LowThoracic
            | B::MidThoracic
            | B::HighThoracic
            | B::LowNeck
    );
    let neck = matches!(bone, B::HighThoracic | B::LowNeck | B::HighNeck | B::Head);
    match region {
        Region::Neck => neck || bone == girdle,
        Region::Throat => matches!(bone, B::HighThoracic | B::LowNeck | B::HighNeck),
        Region::Trunk => spine || bone == girdle,
        Region::Shoulder => spine || neck || bone == girdle,
        Region::Arm => bone == girdle || bone == upper_arm || bone == forearm,
        Region::Hip => matches!(bone, B::Pelvis | B::LowLumbar | B::MidLumbar) || bone == thigh,
        Region::Leg => bone == thigh || bone == shin,
    }
}

/// Returns `true` if the place (`x`, `y`) lies inside an outline.
fn inside(outline: &[(f32, f32)], x: f32, y: f32) -> bool {
    let ends = outline.iter().zip(outline.iter().cycle().skip(1));
    let crossings = ends.filter(|((from_x, from_y), (to_x, to_y))| {
        (*from_y <= y) != (*to_y <= y) && x < from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x)
    });
    !crossings.count().is_multiple_of(2)
}

/// Returns `true` if a place lies within the radius of a band.
fn within(band: &[((f32, f32, f32), f32)], place: Vec3) -> bool {
    band.iter().zip(band.iter().skip(1)).any(|((from, first), (to, last))| {
        let (from, to) = (Vec3::from(*from), Vec3::from(*to));
        let way = to - from;
        let along = ((place - from).dot(way) / way.length_squared()).clamp(0.0, 1.0);
        (place - from - way * along).length() < first + (last - first) * along
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_muscles() {
        for (index, entry) in MUSCLES.iter().enumerate() {
            assert_eq!(entry.muscle as usize, index, "{}", entry.name);
            assert_eq!(Muscle::named(entry.name), Some(entry.muscle));
        }
    }

    #[test]
    fn a_muscle_is_on_its_own_side() {
        let blade = Skin { at: Vec3::new(-9.0, 145.0, -9.0), faces: Vec3::NEG_Z, bone: Bone::RightGirdle };
        assert!(Muscle::UpperTrapezius.is_under(&blade, Half::Right));
        assert!(!Muscle::UpperTrapezius.is_under(&blade, Half::Left));
        assert!(!Muscle::LowerTrapezius.is_under(&blade, Half::Right));
    }
}
