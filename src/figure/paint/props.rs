//! What stands, lies and hangs around the body.

use super::{Base, FLOOR, Ink, Painter, Part, Plane, Point, View};
use crate::figure::model::{Frame, Framing, Prop};
use crate::figure::skeleton::{Joint, length};
use crate::figure::stance::{ball_at, place};

/// How high walls and door frames go.
const CEILING: f64 = 1.3;
/// The thickness of a leg of a chair or a table.
const LEG: f64 = 0.016;

/// The places that must be in the picture for a prop to be recognised.
pub(super) fn extent(prop: &Prop) -> Vec<Point> {
    match *prop {
        Prop::Wall { x, side } => vec![Point::new(x, 0.0), Point::new(x + side * 0.03, 0.0)],
        Prop::DoorFrame { x } => vec![Point::new(x - 0.02, 0.0), Point::new(x + 0.02, 0.0)],
        Prop::ChairBack { x, top, seat, .. } => {
            let mut places = vec![Point::new(x - 0.012, 0.0), Point::new(x + 0.012, top)];
            places.extend(seat.map(|front| Point::new(front, length::SEAT)));
            places
        }
        Prop::Table { left, right, height } => vec![Point::new(left, height), Point::new(right, height)],
        Prop::Guide { x, top, .. } => vec![Point::new(x, top)],
        _ => Vec::new(),
    }
}

impl Painter<'_> {
    /// What is behind the body.
    pub(super) fn surroundings(&mut self) {
        let figure = self.stance.figure;
        for prop in &figure.props {
            self.behind(prop);
        }
        match figure.base {
            Base::Mat => self.mat(),
            _ if figure.framing == Framing::Bust && figure.base != Base::Floor => {}
            _ => {
                let y = FLOOR - self.dot * 0.5;
                self.line(Point::new(-5.0, y), Point::new(5.0, y), self.dot, Ink::Ground);
            }
        }
        if figure.base == Base::Chair {
            self.chair();
        }
    }

    /// What is in front of the body.
    pub(super) fn in_front(&mut self) {
        let figure = self.stance.figure;
        for prop in &figure.props {
            match *prop {
                Prop::Strap { from, to } => {
                    let (from, to) = (self.at(from), self.at(to));
                    self.line(from, to, 0.010, Ink::Prop);
                }
                Prop::Ball { radius, .. } => {
                    if let Some(middle) = ball_at(prop, self.stance.toward_end()) {
                        // It must be round and stand out from the lit muscle that it presses.
                        let radius = radius.max(self.dot * 1.5);
                        self.disc(middle, radius + self.dot, Ink::Blank, Part::None);
                        self.disc(middle, radius, Ink::Face, Part::None);
                    }
                }
                Prop::Guide { x, bottom, top } => self.dotted(x, bottom, top),
                Prop::Effort { at, offset, direction, at_end } if !at_end || self.at_the_end() => {
                    self.effort(self.at(at) + offset, direction);
                }
                _ => {}
            }
        }
    }

    /// Whether the end pose is reached: a push that begins on the way there would push against nothing.
    fn at_the_end(&self) -> bool {
        let beat = self.stance.beat;
        let at = |frame| f64::from(u8::from(matches!(frame, Frame::End | Frame::End2)));
        at(beat.from) + (at(beat.to) - at(beat.from)) * beat.t > 0.95
    }

    fn behind(&mut self, prop: &Prop) {
        match *prop {
            Prop::WallBehind => self.bricks(),
            Prop::Wall { x, side } => self.block(Point::new(x, FLOOR), Point::new(x + side * 0.03, CEILING)),
            Prop::DoorFrame { x } => self.block(Point::new(x - 0.018, FLOOR), Point::new(x + 0.018, CEILING)),
            Prop::Table { left, right, height } => {
                let under = height - 0.012;
                self.line(Point::new(left, under), Point::new(right, under), 0.024, Ink::Prop);
                for x in [left + 0.012, right - 0.012] {
                    self.line(Point::new(x, under), Point::new(x, FLOOR), LEG, Ink::Prop);
                }
            }
            Prop::ChairBack { x, bottom, top, seat } => {
                let foot = if bottom <= 0.0 { FLOOR } else { bottom };
                self.line(Point::new(x, foot), Point::new(x, top), 0.022, Ink::Prop);
                if let Some(front) = seat {
                    self.line(Point::new(x, length::SEAT), Point::new(front, length::SEAT), 0.02, Ink::Prop);
                    self.line(Point::new(front, length::SEAT), Point::new(front, FLOOR), LEG, Ink::Prop);
                }
            }
            Prop::PillowUnderHead { below } => {
                let head = self.at(Joint::Head);
                if self.stance.figure.base == Base::Mat {
                    let middle = head - Point::new(0.0, below);
                    self.pillow(middle, 0.20, 0.14);
                } else {
                    self.pillow(Point::new(head.x, FLOOR + 0.015), 0.16, 0.03);
                }
            }
            Prop::Pillow { middle, width, height } => self.pillow(middle, width, height),
            Prop::Mat | Prop::Strap { .. } | Prop::Ball { .. } | Prop::Guide { .. } | Prop::Effort { .. } => {}
        }
    }

    fn block(&mut self, a: Point, b: Point) {
        self.polygon(vec![a, Point::new(b.x, a.y), b, Point::new(a.x, b.y)], Ink::Prop, Part::None);
    }

    fn pillow(&mut self, middle: Point, width: f64, height: f64) {
        let half = Point::new(width / 2.0, height / 2.0);
        self.block(middle - half, middle + half);
    }

    /// A wall behind somebody: courses of bricks.
    fn bricks(&mut self) {
        let (course, brick) = (0.11, 0.22);
        for row in 0..12 {
            let y = FLOOR + course * f64::from(row);
            self.line(Point::new(-2.0, y), Point::new(2.0, y), 0.0, Ink::Ground);
            let shift = if row % 2 == 0 { 0.0 } else { brick / 2.0 };
            for column in -6..6 {
                let x = brick * f64::from(column) + shift;
                self.line(Point::new(x, y), Point::new(x, y + course), 0.0, Ink::Ground);
            }
        }
    }

    /// The mat around somebody who lies, seen from above: its edge.
    fn mat(&mut self) {
        let figure = self.stance.figure;
        let mut low = Point::new(f64::INFINITY, f64::INFINITY);
        let mut high = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
        for frame in figure.frames.present() {
            let body = place(figure, figure.frames.pose(frame));
            for (joint, _) in Joint::ALL {
                let (place, room) = (body.at(joint), if joint == Joint::Head { 0.07 } else { 0.036 });
                low = Point::new(low.x.min(place.x - room), low.y.min(place.y - room));
                high = Point::new(high.x.max(place.x + room), high.y.max(place.y + room));
            }
        }
        let corners = [low, Point::new(high.x, low.y), high, Point::new(low.x, high.y)];
        for (from, to) in corners.into_iter().zip(corners.into_iter().cycle().skip(1)) {
            self.line(from, to, self.dot, Ink::Ground);
        }
    }

    fn chair(&mut self) {
        let figure = self.stance.figure;
        let x = place(figure, &figure.frames.start).at(Joint::Pelvis).x;
        let at = |dx: f64, y: f64| Point::new(x + dx, y);
        if self.plane() == Plane::Sagittal {
            self.line(at(-0.10, 0.187), at(0.10, 0.187), 0.024, Ink::Prop);
            self.line(at(-0.088, 0.19), at(-0.088, FLOOR), LEG, Ink::Prop);
            self.line(at(0.09, 0.19), at(0.09, FLOOR), LEG, Ink::Prop);
            if !figure.props.iter().any(|prop| matches!(prop, Prop::ChairBack { .. })) {
                self.line(at(-0.095, 0.19), at(-0.115, 0.46), 0.022, Ink::Prop);
            }
            return;
        }
        self.line(at(-0.13, 0.195), at(0.13, 0.195), 0.03, Ink::Prop);
        for leg in [-0.12, 0.12] {
            self.line(at(leg, 0.2), at(leg, FLOOR), LEG, Ink::Prop);
        }
        if figure.view == View::Back {
            // From behind, the back of the chair is in front of the person's: it stays low, so that the muscles show.
            self.line(at(-0.12, 0.2), at(-0.12, 0.26), LEG, Ink::Prop);
            self.line(at(0.12, 0.2), at(0.12, 0.26), LEG, Ink::Prop);
        }
    }

    fn dotted(&mut self, x: f64, bottom: f64, top: f64) {
        let mut y = bottom;
        // A guide is a hint: two dots in four.
        while y < top {
            self.line(Point::new(x, y), Point::new(x, y + self.dot * 2.0), 0.0, Ink::Effort);
            y += self.dot * 4.0;
        }
    }

    fn effort(&mut self, middle: Point, direction: f64) {
        for turn in [-35.0, 0.0, 35.0] {
            let from = middle + Point::polar(direction + turn, 0.024);
            let to = middle + Point::polar(direction + turn, 0.056);
            self.line(from, to, 0.010, Ink::Effort);
        }
    }
}
