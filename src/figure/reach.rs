//! An arm or a leg that reaches for a place: elbow or knee bend so that the end is there, toward a pole.

use glam::Vec3;

/// A limb of two segments whose end is where it should be, or as near as it can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bent {
    /// The place of the elbow or the knee, in centimetres.
    pub(super) joint: Vec3,
    /// The place of the end, in centimetres.
    pub(super) end: Vec3,
    /// The bend of the joint, in degrees; 0 is straight.
    pub(super) degrees: f32,
    /// The direction in which the joint sticks out, at right angles to the line from root to end.
    pub(super) toward_pole: Vec3,
}

/// The limb from `root` to `target`, with segments of these two lengths, its middle joint toward `pole`.
pub(super) fn bend(root: Vec3, target: Vec3, (first, second): (f32, f32), pole: Vec3) -> Bent {
    let way = target - root;
    // Never quite straight and never quite folded: the direction of the bend must not be lost.
    let distance = way.length().clamp((first - second).abs() + 0.5, first + second - 0.02);
    let along = way.normalize_or(Vec3::NEG_Y);
    let aside = pole - along * pole.dot(along);
    let aside =
        if aside.length_squared() > 1e-6 { aside.normalize_or(Vec3::Z) } else { along.any_orthonormal_vector() };
    let before = (first * first - second * second + distance * distance) / (2.0 * distance);
    let out = (first * first - before * before).max(0.0).sqrt();
    let joint = root + along * before + aside * out;
    let inside = ((first * first + second * second - distance * distance) / (2.0 * first * second)).clamp(-1.0, 1.0);
    Bent { joint, end: root + along * distance, degrees: 180.0 - inside.acos().to_degrees(), toward_pole: aside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_where_it_should_be_and_the_bones_keep_their_length() {
        for target in [Vec3::new(20.0, -30.0, 10.0), Vec3::new(-5.0, 1.0, 30.0), Vec3::new(0.0, -49.0, 0.0)] {
            let bent = bend(Vec3::ZERO, target, (28.0, 26.0), Vec3::NEG_Z);
            assert!(bent.end.distance(target) < 1e-3, "{target}: {}", bent.end);
            assert!((bent.joint.length() - 28.0).abs() < 1e-3 && (bent.joint.distance(bent.end) - 26.0).abs() < 1e-3);
        }
    }

    #[test]
    fn what_is_out_of_reach_is_pointed_at() {
        let bent = bend(Vec3::ZERO, Vec3::new(0.0, 0.0, 500.0), (28.0, 26.0), Vec3::NEG_Y);
        assert!(bent.end.distance(Vec3::new(0.0, 0.0, 54.0)) < 0.1 && bent.degrees < 5.0);
    }
}
