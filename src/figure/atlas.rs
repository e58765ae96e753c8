//! The body as a map: from the front and from behind, with the areas that can be practised.

use super::camera::{Camera, Framing};
use super::flesh::body;
use super::joints::{Half, Swing};
use super::model::Base;
use super::muscles::Muscle;
use super::pose::Pose;
use super::resolved::settled;
use super::trace::Scene;

/// A part of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The trapezius: a kite from the neck and the shoulders to the middle of the back.
    Trapezius,
    /// The neck.
    Neck,
    /// The lower back.
    LowerBack,
    /// The buttocks.
    Glutes,
    /// The forearms.
    Forearms,
}

impl Zone {
    /// All zones.
    pub const ALL: [Self; 5] = [Self::Trapezius, Self::Neck, Self::LowerBack, Self::Glutes, Self::Forearms];

    /// The muscles of the body's surface that stand for this zone on the map.
    #[must_use]
    pub const fn muscles(self) -> &'static [Muscle] {
        use Muscle as M;
        match self {
            Self::Trapezius => &[M::UpperTrapezius, M::MiddleTrapezius, M::LowerTrapezius],
            Self::Neck => {
                &[M::NeckExtensors, M::Suboccipitals, M::Scalenes, M::Sternocleidomastoid, M::DeepNeckFlexors]
            }
            Self::LowerBack => &[M::ErectorSpinae, M::QuadratusLumborum],
            Self::Glutes => &[M::GluteusMaximus, M::GluteusMedius],
            Self::Forearms => &[M::ForearmFlexors, M::ForearmExtensors],
        }
    }
}

/// The side of the body that the map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facing {
    /// The front.
    Front,
    /// The back.
    Back,
}

/// Draws the map: `glow` gives the strength, from 0 to 1, with which a zone is lit.
#[must_use]
pub fn map(facing: Facing, glow: impl Fn(Zone) -> f32) -> Scene {
    part(facing, Framing::Body, glow)
}

/// Draws the part of the map that `framing` has in sight.
#[must_use]
pub fn part(facing: Facing, framing: Framing, glow: impl Fn(Zone) -> f32) -> Scene {
    let mut pose = Pose::default();
    for half in Half::BOTH {
        pose = pose.with_limb(half, Swing::ShoulderAbduction, 13.0);
    }
    let skeleton = settled(Base::Standing, &pose);
    let pieces = body(&skeleton, 0.0, 0.0);
    let turn = if facing == Facing::Front { 0.0 } else { 180.0 };
    let camera = Camera { turn, tilt: 4.0, framing };
    // What is drawn later wins where two zones meet, so the larger ones come first.
    let lit = Zone::ALL.into_iter().flat_map(|zone| {
        let strength = glow(zone);
        zone.muscles().iter().flat_map(move |muscle| Half::BOTH.map(|half| (*muscle, half, strength)))
    });
    let lit = lit.filter(|(_, _, strength)| *strength > 0.0).collect();
    Scene::new(&pieces, &skeleton, &camera.view(), camera.window(&pieces, &[]), lit)
}
