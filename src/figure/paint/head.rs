//! The head: hair and face show which way it looks and leans; a nose shows past the outline when it is turned.

use super::{Ink, Painter, Part, Plane, Point};
use crate::figure::model::View;
use crate::figure::pose::Dof;
use crate::figure::skeleton::Joint;

/// Half of a head's breadth and of its height, in body heights: about an eighth of the body high.
const FROM_THE_FRONT: (f64, f64) = (0.049, 0.063);
const FROM_THE_SIDE: (f64, f64) = (0.056, 0.063);
/// Half of the breadth of a nose at its bridge and at its tip.
const NOSE: (f64, f64) = (0.014, 0.009);
/// The sine of a nod from which the eyes are out of sight.
const LOWERED: f64 = 0.7;

impl Painter<'_> {
    pub(super) fn head(&mut self) {
        let middle = self.at(Joint::Head);
        let lean = self.body().head;
        let radii = if self.plane() == Plane::Sagittal { FROM_THE_SIDE } else { FROM_THE_FRONT };
        let room = self.dot * 0.7;
        self.ellipse(middle, (radii.0 + room, radii.1 + room), lean, Ink::Blank, Part::None);
        // The gap is against what the head passes in front of, not against its own neck.
        self.neck();
        self.muscles(Part::Trunk);
        let nose = self.nose(middle, lean);
        if let Some(nose) = nose {
            // A nose on a bowed head is in front of the chest.
            self.capsule(nose, (NOSE.0 + room, NOSE.1 + room), Ink::Blank, Part::None);
        }
        self.ellipse(middle, radii, lean, Ink::Hair, Part::Head);
        match (self.stance.figure.view, self.plane()) {
            (View::Back, _) => self.nape(middle, lean),
            (_, Plane::Sagittal) => self.profile(middle, lean),
            (_, Plane::Frontal) => self.face(middle, lean),
        }
        if let Some(nose) = nose {
            self.capsule(nose, NOSE, Ink::Face, Part::Head);
        }
        self.neck_muscles_on_the_head();
    }

    /// From the front: how far the nose points across the picture, and how far down it.
    fn gaze(&self) -> (f64, f64) {
        let turn = self.stance.pose.of(Dof::HeadTurn).to_radians();
        let nod = self.stance.pose.of(Dof::HeadNod).to_radians();
        // A head that is bowed looks less to the side.
        (turn.sin() * nod.cos(), nod.sin().max(0.0))
    }

    /// The bridge and the tip of a nose that shows past the outline.
    fn nose(&self, middle: Point, lean: f64) -> Option<(Point, Point)> {
        if self.stance.figure.view == View::Back {
            return None;
        }
        let at = |across, up| on_head(middle, lean, across, up);
        if self.plane() == Plane::Sagittal {
            let forward = self.stance.pose.of(Dof::HeadTurn).to_radians().cos();
            return (forward > 0.5).then(|| (at(0.050 * forward, -0.008), at(0.072 * forward, -0.018)));
        }
        let (aside, down) = self.gaze();
        let bridge = at(0.044 * aside, -0.006 - 0.038 * down);
        let tip = at(0.070 * aside, -0.018 - 0.068 * down);
        (aside.hypot(down) > 0.35).then_some((bridge, tip))
    }

    /// From behind: hair, and ears on both sides to show the lean.
    fn nape(&mut self, middle: Point, lean: f64) {
        let turn = self.stance.pose.of(Dof::HeadTurn).to_radians().sin();
        for side in [-1.0, 1.0] {
            // The ear on the side it turns to goes out of sight.
            if side * turn < 0.5 {
                let ear = on_head(middle, lean, side * 0.050, -0.006);
                self.ellipse(ear, (0.010, 0.016), lean, Ink::Face, Part::Head);
            }
        }
        let nape = on_head(middle, lean, 0.0, -0.05);
        self.ellipse(nape, (0.028, 0.018), lean, Ink::Face, Part::Head);
    }

    fn profile(&mut self, middle: Point, lean: f64) {
        let turn = self.stance.pose.of(Dof::HeadTurn).to_radians();
        let (forward, toward_us) = (turn.cos(), turn.sin().abs());
        let face = on_head(middle, lean, 0.022 * forward, -0.016);
        self.ellipse(face, (0.040, 0.046), lean, Ink::Face, Part::Head);
        let eye = on_head(middle, lean, 0.034 * forward, 0.004);
        self.disc(eye, 0.008, Ink::Blank, Part::Head);
        if toward_us > 0.6 {
            let other = on_head(middle, lean, 0.034 * forward - 0.034, 0.004);
            self.disc(other, 0.008, Ink::Blank, Part::Head);
        }
    }

    fn face(&mut self, middle: Point, lean: f64) {
        let turn = self.stance.pose.of(Dof::HeadTurn).to_radians();
        let ((aside, down), front) = (self.gaze(), turn.cos());
        let face = on_head(middle, lean, 0.018 * aside, -0.013 - 0.026 * down);
        let radii = (0.043 - 0.004 * aside.abs() - 0.004 * down, 0.047 - 0.020 * down);
        self.ellipse(face, radii, lean, Ink::Face, Part::Head);
        // Whoever looks down that far shows their lids.
        let lowered = down > LOWERED;
        for apart in [-0.021, 0.021] {
            let across = 0.040 * aside + apart * front;
            if across.abs() < 0.046 && !lowered {
                let eye = on_head(middle, lean, across, 0.006 - 0.034 * down);
                self.disc(eye, 0.008, Ink::Blank, Part::Head);
            }
        }
        if down < 0.35 && self.dot < 0.011 {
            let mouth = |across| on_head(middle, lean, 0.034 * aside + across * front.max(0.4), -0.034 - 0.034 * down);
            self.capsule((mouth(-0.013), mouth(0.013)), (0.005, 0.005), Ink::Blank, Part::Head);
        }
    }
}

/// A place on a head that leans: across it, and up along it.
fn on_head(middle: Point, lean: f64, across: f64, up: f64) -> Point {
    middle + Point::polar(90.0 - lean, across) + Point::polar(180.0 - lean, up)
}
