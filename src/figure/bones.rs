//! Bones: the parts of the body that move as one.

use super::joints::Half;

/// A bone, or a few that move as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the anatomy's")]
pub enum Bone {
    Pelvis,
    LowLumbar,
    MidLumbar,
    HighLumbar,
    LowThoracic,
    MidThoracic,
    HighThoracic,
    LowNeck,
    HighNeck,
    Head,
    LeftGirdle,
    LeftUpperArm,
    LeftForearm,
    LeftHand,
    LeftFingers,
    LeftThigh,
    LeftShin,
    LeftFoot,
    RightGirdle,
    RightUpperArm,
    RightForearm,
    RightHand,
    RightFingers,
    RightThigh,
    RightShin,
    RightFoot,
}

/// The number of bones.
pub const BONES: usize = 26;

impl Bone {
    const ALL: [Self; BONES] = {
        use Bone as B;
        [
            B::Pelvis,
            B::LowLumbar,
            B::MidLumbar,
            B::HighLumbar,
            B::LowThoracic,
            B::MidThoracic,
            B::HighThoracic,
            B::LowNeck,
            B::HighNeck,
            B::Head,
            B::LeftGirdle,
            B::LeftUpperArm,
            B::LeftForearm,
            B::LeftHand,
            B::LeftFingers,
            B::LeftThigh,
            B::LeftShin,
            B::LeftFoot,
            B::RightGirdle,
            B::RightUpperArm,
            B::RightForearm,
            B::RightHand,
            B::RightFingers,
            B::RightThigh,
            B::RightShin,
            B::RightFoot,
        ]
    };

    /// All bones, in the order of their declaration.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter()
    }

    /// The girdle, upper arm, forearm, hand, fingers, thigh, shin and foot of a side.
    #[must_use]
    pub const fn of(half: Half) -> [Self; 8] {
        use Bone as B;
        match half {
            Half::Left => [
                B::LeftGirdle,
                B::LeftUpperArm,
                B::LeftForearm,
                B::LeftHand,
                B::LeftFingers,
                B::LeftThigh,
                B::LeftShin,
                B::LeftFoot,
            ],
            Half::Right => [
                B::RightGirdle,
                B::RightUpperArm,
                B::RightForearm,
                B::RightHand,
                B::RightFingers,
                B::RightThigh,
                B::RightShin,
                B::RightFoot,
            ],
        }
    }
}
