//! The head: hair and face show which way it looks and leans; a nose shows past the outline when it is turned.

use super::{Ink, Painter, Part, Plane, Point};
use crate::figure::model::View;
use crate::figure::pose::Dof;
use crate::figure::skeleton::Joint;

/// Half of a head's breadth and of its height, in body heights: about an eighth of the body high.
const FROM_THE_FRONT: (f64, f64) = (0.049, 0.063);
const FROM_THE_SIDE: (f64, f64) = (0.056, 0.063);

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
        self.ellipse(middle, radii, lean, Ink::Hair, Part::Head);
        match (self.stance.figure.view, self.plane()) {
            (View::Back, _) => self.nape(middle, lean),
            (_, Plane::Sagittal) => self.profile(middle, lean),
            (_, Plane::Frontal) => self.face(middle, lean),
        }
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
        if forward > 0.5 {
            let bridge = on_head(middle, lean, 0.050 * forward, -0.008);
            let tip = on_head(middle, lean, 0.072 * forward, -0.018);
            self.capsule((bridge, tip), (0.014, 0.008), Ink::Face, Part::Head);
        }
        let eye = on_head(middle, lean, 0.034 * forward, 0.004);
        self.disc(eye, 0.008, Ink::Blank, Part::Head);
        if toward_us > 0.6 {
            let other = on_head(middle, lean, 0.034 * forward - 0.034, 0.004);
            self.disc(other, 0.008, Ink::Blank, Part::Head);
        }
    }

    fn face(&mut self, middle: Point, lean: f64) {
        let turn = self.stance.pose.of(Dof::HeadTurn).to_radians();
        let nod = self.stance.pose.of(Dof::HeadNod).to_radians().sin();
        let (aside, front) = (turn.sin(), turn.cos());
        let down = 0.034 * nod;
        let face = on_head(middle, lean, 0.016 * aside, -0.013 - down * 0.8);
        self.ellipse(face, (0.043 - 0.004 * aside.abs(), 0.047 - 0.012 * nod.max(0.0)), lean, Ink::Face, Part::Head);
        if aside.abs() > 0.35 {
            let bridge = on_head(middle, lean, 0.044 * aside, -0.006 - down);
            let tip = on_head(middle, lean, 0.066 * aside, -0.018 - down);
            self.capsule((bridge, tip), (0.014, 0.009), Ink::Face, Part::Head);
        }
        for apart in [-0.021, 0.021] {
            let across = 0.040 * aside + apart * front;
            if across.abs() < 0.046 {
                let eye = on_head(middle, lean, across, 0.006 - down);
                self.disc(eye, 0.008, Ink::Blank, Part::Head);
            }
        }
        if nod < 0.35 && self.dot < 0.011 {
            let mouth = |across| on_head(middle, lean, 0.034 * aside + across * front.max(0.4), -0.034 - down);
            self.capsule((mouth(-0.013), mouth(0.013)), (0.005, 0.005), Ink::Blank, Part::Head);
        }
    }
}

/// A place on a head that leans: across it, and up along it.
fn on_head(middle: Point, lean: f64, across: f64, up: f64) -> Point {
    middle + Point::polar(90.0 - lean, across) + Point::polar(180.0 - lean, up)
}
