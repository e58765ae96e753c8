//! The lit muscles: strokes along the line between two joints, shown only where their part of the body shows.

use super::{Ink, Mark, Painter, Part, Plane, Point, capsule};
use crate::figure::model::{Muscle, Surface, View};
use crate::figure::skeleton::{Joint, Limb};

/// Where the skull ends on the way from the middle of the head to the neck.
const SKULL_BASE: f64 = 0.65;

impl Painter<'_> {
    /// Lights the muscles of one part of the body.
    pub(super) fn muscles(&mut self, part: Part) {
        let figure = self.stance.figure;
        let count = figure.muscles.len().max(1);
        for (index, muscle) in figure.muscles.iter().enumerate() {
            let its_turn = !figure.in_turn || index == self.stance.beat.round % count;
            if its_turn && part_of(muscle) == part {
                self.light(muscle, part, part);
            }
        }
    }

    /// From the side, shoulders and head leave hardly a dot of a neck: what runs up to the skull is lit there as well.
    pub(super) fn neck_muscles_on_the_head(&mut self) {
        let figure = self.stance.figure;
        let to_skull = |muscle: &&Muscle| (muscle.from, muscle.to) == (Joint::Head, Joint::Neck);
        if self.plane() == Plane::Sagittal && !figure.in_turn {
            for muscle in figure.muscles.iter().filter(to_skull) {
                let span = (muscle.span.0.max(SKULL_BASE), muscle.span.1.max(SKULL_BASE));
                self.light(&Muscle { span, ..muscle.clone() }, Part::Trunk, Part::Head);
            }
        }
    }

    /// Lights a muscle that lies on `part` where `shown` shows.
    fn light(&mut self, muscle: &Muscle, part: Part, shown: Part) {
        let (from, to) = (self.at(muscle.from), self.at(muscle.to));
        let shift = self.toward_surface(muscle, part, from, to);
        let (a, b) = (from.toward(to, muscle.span.0) + shift, from.toward(to, muscle.span.1) + shift);
        let shines_through = match self.stance.figure.view {
            View::Front | View::Top => muscle.surface == Surface::Back,
            View::Back => muscle.surface == Surface::Front,
            View::Side => false,
        };
        let ink = if shines_through { Ink::Through } else { Ink::Lit };
        for shape in capsule(a, b, muscle.width, muscle.width) {
            self.marks.push(Mark { shape, ink, part: shown, on_part: true });
        }
    }

    /// From the side, a muscle on the front or the back of the body lies beside the bone.
    fn toward_surface(&self, muscle: &Muscle, part: Part, from: Point, to: Point) -> Point {
        let outward = match muscle.surface {
            Surface::Front => 1.0,
            Surface::Back => -1.0,
            Surface::Through => return Point::default(),
        };
        if self.plane() == Plane::Frontal || from.distance(to) < 1e-6 {
            return Point::default();
        }
        let neck_or_shoulders =
            |joint| matches!(joint, Joint::Neck | Joint::Head | Joint::ShoulderA | Joint::ShoulderB);
        let neck_alone = |joint| matches!(joint, Joint::Neck | Joint::Head);
        let (lower, upper, head) = (self.body().lower, self.body().upper, self.body().head);
        let forward = match part {
            Part::Trunk if neck_or_shoulders(muscle.from) && neck_or_shoulders(muscle.to) => 90.0 - head,
            Part::Trunk => 90.0 - f64::midpoint(lower, upper),
            _ => from.angle_to(to) + 90.0,
        };
        let depth = match part {
            Part::Trunk if neck_alone(muscle.from) && neck_alone(muscle.to) => 0.018,
            Part::Trunk => 0.026,
            _ => 0.022,
        };
        Point::polar(forward, depth * outward)
    }
}

/// The part of the body on which a muscle lies.
fn part_of(muscle: &Muscle) -> Part {
    let trunk = |joint| {
        matches!(
            joint,
            Joint::Pelvis
                | Joint::Mid
                | Joint::Neck
                | Joint::Head
                | Joint::ShoulderA
                | Joint::ShoulderB
                | Joint::HipA
                | Joint::HipB
        )
    };
    let joints = [muscle.from, muscle.to];
    if joints.iter().all(|joint| trunk(*joint)) {
        return Part::Trunk;
    }
    let limb = joints.iter().find_map(|joint| joint.limb()).unwrap_or(Limb::ArmA);
    Part::Limb(limb)
}
