//! The trunk and the neck.

use super::{Ink, Painter, Part, Plane, Point};
use crate::figure::pose::Dof;
use crate::figure::skeleton::Joint;

impl Painter<'_> {
    pub(super) fn trunk(&mut self) {
        match self.plane() {
            Plane::Sagittal => {
                // The far arm shows through the gap; the trunk itself needs one against it.
                self.trunk_from_the_side(self.dot * 0.7, Ink::Blank, Part::None);
                self.trunk_from_the_side(0.0, Ink::Trunk, Part::Trunk);
            }
            Plane::Frontal => self.trunk_from_the_front(),
        }
    }

    fn trunk_from_the_side(&mut self, room: f64, ink: Ink, part: Part) {
        let [pelvis, mid, neck, head] =
            [Joint::Pelvis, Joint::Mid, Joint::Neck, Joint::Head].map(|joint| self.at(joint));
        let (lower, upper) = (self.body().lower, self.body().upper);
        let chest = neck + Point::polar(-upper, 0.04);
        self.capsule((pelvis, mid), (0.052 + room, 0.046 + room), ink, part);
        self.capsule((mid, chest), (0.046 + room, 0.050 + room), ink, part);
        self.capsule((neck, chest), (0.030 + room, 0.050 + room), ink, part);
        let belly = self.stance.pose.of(Dof::Belly);
        if belly > 0.0 {
            let out = Point::polar(90.0 - f64::midpoint(lower, upper), belly);
            let middle = pelvis.toward(mid, 0.65) + out;
            self.disc(middle, 0.046 + room, ink, part);
        }
        if part == Part::None {
            self.capsule((neck, head), (0.030 + room, 0.027 + room), ink, part);
        } else {
            self.neck();
        }
    }

    /// The neck, from the shoulders into the head.
    pub(super) fn neck(&mut self) {
        let (neck, head) = (self.at(Joint::Neck), self.at(Joint::Head));
        let at_head = if self.plane() == Plane::Sagittal { 0.027 } else { 0.030 };
        self.capsule((neck, head), (0.030, at_head), Ink::Trunk, Part::Trunk);
    }

    fn trunk_from_the_front(&mut self) {
        let (ink, part) = (Ink::Trunk, Part::Trunk);
        let [right, left] = [Joint::ShoulderA, Joint::ShoulderB].map(|joint| self.at(joint));
        let [hip_right, hip_left] = [Joint::HipA, Joint::HipB].map(|joint| self.at(joint));
        let [mid, neck] = [Joint::Mid, Joint::Neck].map(|joint| self.at(joint));
        let (lower, upper) = (self.body().lower, self.body().upper);
        let half_waist = (right.distance(left) * 0.40).max(0.045);
        let across = Point::polar(90.0 - f64::midpoint(lower, upper), half_waist);
        let (waist_right, waist_left) = (mid + across, mid - across);
        self.capsule((right, left), (0.030, 0.030), ink, part);
        self.capsule((hip_right, hip_left), (0.042, 0.042), ink, part);
        self.polygon(vec![right, waist_right, hip_right, hip_left, waist_left, left], ink, part);
        for (from, to) in [(right, waist_right), (waist_right, hip_right), (left, waist_left), (waist_left, hip_left)] {
            self.capsule((from, to), (0.022, 0.022), ink, part);
        }
        // The slope from the shoulders to the neck is the upper trapezius.
        let nape = neck + Point::polar(180.0 - upper, 0.045);
        let beside = Point::polar(90.0 - upper, 0.026);
        self.polygon(vec![right, nape + beside, nape - beside, left], ink, part);
        self.neck();
    }
}
