//! A figure at one moment: the pose between two frames, placed on its base, with every hand and foot that holds on
//! kept where it holds on.

use super::model::{Base, Contact, Figure, Frame, Prop, Touched};
use super::motion::Beat;
use super::pose::{Dof, Pose};
use super::reach::reach;
use super::skeleton::{Body, Joint, Plane, Point, length};

/// How far a slow breath lifts the shoulders and fills the belly, in body heights: a dot or two in a terminal.
const BREATH_LIFT: f64 = 0.012;
const BREATH_BELLY: f64 = 0.014;

/// A figure at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Stance<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The moment.
    pub beat: Beat,
    /// The pose, between two frames.
    pub pose: Pose,
    /// Where the joints are.
    pub body: Body,
}

impl<'a> Stance<'a> {
    /// `figure` at `beat`.
    #[must_use]
    pub fn of(figure: &'a Figure, beat: Beat) -> Self {
        let (from, to) = (figure.frames.pose(beat.from), figure.frames.pose(beat.to));
        let mut pose = from.toward(to, beat.t);
        if beat.breath > 0.0 {
            pose = pose.plus(Dof::GirdleLift, BREATH_LIFT * beat.breath);
            if figure.plane() == Plane::Sagittal {
                pose = pose.plus(Dof::Belly, BREATH_BELLY * beat.breath);
            }
        }
        let mut body = place(figure, &pose);
        if beat.breath > 0.0 || (beat.from != beat.to && beat.t > 0.0) {
            let ends = (place(figure, from), place(figure, to));
            for contact in &figure.contacts {
                if contact.holds_in(beat.from) && contact.holds_in(beat.to) {
                    hold_on(&mut body, contact, &ends, beat.t);
                }
            }
        }
        Self { figure, beat, pose, body }
    }

    /// How far between start (0) and end (1) a prop that moves has come.
    #[must_use]
    pub fn toward_end(&self) -> f64 {
        let at = |frame| match frame {
            Frame::Start => 0.0,
            Frame::Mid => 0.5,
            Frame::End | Frame::End2 => 1.0,
        };
        let (from, to) = (at(self.beat.from), at(self.beat.to));
        from + (to - from) * self.beat.t
    }
}

/// The body of `pose` on the base of `figure`: the anchor is where the start pose has it.
#[must_use]
pub fn place(figure: &Figure, pose: &Pose) -> Body {
    let body = on_base(figure, pose);
    match figure.anchor {
        None => body,
        Some(anchor) => {
            let start = on_base(figure, &figure.frames.start);
            body.moved(start.at(anchor) - body.at(anchor))
        }
    }
}

fn on_base(figure: &Figure, pose: &Pose) -> Body {
    let body = Body::of(pose, figure.plane());
    let height = match (pose.pelvis_y(), figure.base) {
        (Some(height), _) => height,
        (None, Base::Chair) => length::SEAT,
        (None, Base::Mat) if figure.plane() == Plane::Sagittal => 0.0,
        (None, _) => -body.lowest(),
    };
    body.moved(Point::new(0.0, height))
}

/// What a contact's place is measured from: the floor and other fixed places from the origin, the head from its middle
/// and lean, a joint from itself.
fn origin(body: &Body, on: Touched) -> (Point, f64) {
    match on {
        Touched::Floor | Touched::Seat | Touched::Place => (Point::default(), 0.0),
        Touched::Head => (body.at(Joint::Head), body.head),
        Touched::Near(joint, _) => (body.at(joint), 0.0),
    }
}

/// Keeps a hand or a foot where it touches in both of the frames around the moment.
fn hold_on(body: &mut Body, contact: &Contact, ends: &(Body, Body), t: f64) {
    let Some(limb) = contact.joint.limb().filter(|limb| limb.joints()[2] == contact.joint) else {
        return;
    };
    let seen_from = |end: &Body| {
        let (from, lean) = origin(end, contact.on);
        turned(end.at(contact.joint) - from, lean)
    };
    let offset = seen_from(&ends.0).toward(seen_from(&ends.1), t);
    let (from, lean) = origin(body, contact.on);
    reach(body, limb, from + turned(offset, -lean));
}

/// A direction turned counter-clockwise by `angle` degrees.
fn turned(by: Point, angle: f64) -> Point {
    let (sin, cos) = angle.to_radians().sin_cos();
    Point::new(by.x * cos - by.y * sin, by.x * sin + by.y * cos)
}

/// Where a ball is at this moment.
#[must_use]
pub fn ball_at(prop: &Prop, toward_end: f64) -> Option<Point> {
    match prop {
        Prop::Ball { start, end, .. } => Some(start.toward(*end, toward_end)),
        _ => None,
    }
}
