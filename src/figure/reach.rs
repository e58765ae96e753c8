//! Two-link inverse kinematics: bends an arm or a leg so that its end is where it must be.

use super::skeleton::{Body, Limb, Point};

/// Bends `limb` of `body` so that its hand or ankle is at `target`, or as near as its length allows. The elbow or knee
/// stays on the side on which it was; the segments keep the length they had.
pub fn reach(body: &mut Body, limb: Limb, target: Point) {
    let [root, middle, end] = limb.joints().map(|joint| (joint, body.at(joint)));
    let first = root.1.distance(middle.1);
    let second = middle.1.distance(end.1);
    if first < 1e-9 || second < 1e-9 {
        return;
    }
    let distance = root.1.distance(target).clamp((first - second).abs() + 1e-9, (first + second - 1e-9).max(1e-9));
    let toward = root.1.angle_to(target);
    let cosine = (first * first + distance * distance - second * second) / (2.0 * first * distance);
    let opening = cosine.clamp(-1.0, 1.0).acos().to_degrees();
    let bent_to = if side_of(root.1, end.1, middle.1) < 0.0 { -1.0 } else { 1.0 };
    let bend = root.1 + Point::polar(toward + bent_to * opening, first);
    let tip = root.1 + Point::polar(toward, distance);
    body.set(middle.0, bend);
    body.set(end.0, tip);
}

/// On which side of the line from `a` to `b` a point lies: positive where the angle grows.
fn side_of(a: Point, b: Point, point: Point) -> f64 {
    (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::pose::{Dof, Pose};
    use crate::figure::skeleton::{Joint, Plane, length};

    fn body(elbow: f64) -> Body {
        Body::of(&Pose::default().with(Dof::ShoulderA, 60.0).with(Dof::ElbowA, elbow), Plane::Frontal)
    }

    #[test]
    fn the_hand_is_where_it_must_be_and_the_bones_keep_their_length() {
        let mut body = body(40.0);
        let target = body.at(Joint::Head) + Point::new(0.05, 0.03);
        reach(&mut body, Limb::ArmA, target);
        assert!(body.at(Joint::HandA).distance(target) < 1e-6);
        assert!((body.at(Joint::ShoulderA).distance(body.at(Joint::ElbowA)) - length::UPPER_ARM).abs() < 1e-6);
        assert!((body.at(Joint::ElbowA).distance(body.at(Joint::HandA)) - length::FOREARM).abs() < 1e-6);
    }

    #[test]
    fn a_hand_that_is_where_it_must_be_moves_nothing() {
        for elbow in [40.0, -40.0] {
            let mut after = body(elbow);
            let before = after;
            reach(&mut after, Limb::ArmA, before.at(Joint::HandA));
            assert!(after.at(Joint::ElbowA).distance(before.at(Joint::ElbowA)) < 1e-6, "{elbow}");
        }
    }

    #[test]
    fn what_is_out_of_reach_is_reached_for_with_a_straight_limb() {
        let mut body = body(40.0);
        let far = body.at(Joint::ShoulderA) + Point::new(3.0, 0.0);
        reach(&mut body, Limb::ArmA, far);
        let reached = body.at(Joint::ShoulderA).distance(body.at(Joint::HandA));
        assert!((reached - length::UPPER_ARM - length::FOREARM).abs() < 1e-6);
    }
}
