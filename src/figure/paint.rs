//! The body and what stands around it, as shapes in the order in which they cover each other.
//!
//! Limbs are tapering capsules, the trunk a shape from shoulders to hips with a slope to the neck; a gap is cut around
//! whatever passes in front of something, which is what makes a hand on a head readable.

mod head;
mod muscles;
mod props;
mod trunk;

use super::model::{Base, Figure, Frame, Framing, Prop, View};
use super::skeleton::{Body, Joint, Limb, Plane, Point};
use super::stance::{Stance, place};

/// What a shape is drawn with. The terminal's colours, and what stands in for them without colour, are chosen later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    /// Nothing: the ground shows.
    #[default]
    Blank,
    /// The floor, a mat's edge, a wall behind.
    Ground,
    /// A chair, a wall, a pillow.
    Prop,
    /// A limb on the far side.
    Far,
    /// Hair: it shows where the face is not.
    Hair,
    /// The trunk and the neck.
    Trunk,
    /// A limb on the near side.
    Near,
    /// The face.
    Face,
    /// A lit muscle.
    Lit,
    /// A lit muscle that shines through from the other surface.
    Through,
    /// The strokes of a push.
    Effort,
    /// A shade of how much was done, from 0 to 3.
    Shade(u8),
}

/// A part of the body: a muscle is lit only where its part shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// No part of the body.
    #[default]
    None,
    /// Trunk and neck.
    Trunk,
    /// The head.
    Head,
    /// A limb.
    Limb(Limb),
}

/// A shape, in body heights.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An ellipse, its second radius toward `lean` degrees from upright.
    Ellipse {
        /// Its middle.
        middle: Point,
        /// Its two radii: across and along.
        radii: (f64, f64),
        /// How far it leans to screen right, in degrees.
        lean: f64,
    },
    /// A filled outline.
    Polygon(Vec<Point>),
}

/// A shape with its ink.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The shape.
    pub shape: Shape,
    /// Its ink.
    pub ink: Ink,
    /// The part of the body it belongs to.
    pub part: Part,
    /// Whether it shows only where its part already does.
    pub on_part: bool,
}

/// A picture as shapes, and the part of the world it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// The shapes, each over those before it.
    pub marks: Vec<Mark>,
    /// What is shown.
    pub window: Window,
    /// Whether it is shown mirrored.
    pub mirrored: bool,
}

/// A rectangle of the world, in body heights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Its lower left corner.
    pub low: Point,
    /// Its upper right corner.
    pub high: Point,
}

impl Window {
    /// The smallest window around these places, each with room around it.
    fn around(places: impl IntoIterator<Item = (Point, f64)>) -> Self {
        let mut low = Point::new(f64::INFINITY, f64::INFINITY);
        let mut high = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (place, room) in places {
            low = Point::new(low.x.min(place.x - room), low.y.min(place.y - room));
            high = Point::new(high.x.max(place.x + room), high.y.max(place.y + room));
        }
        Self { low, high }
    }

    /// Its width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high.x - self.low.x
    }

    /// Its height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.high.y - self.low.y
    }
}

/// How far below the joints of standing feet the floor is: a sole's thickness.
pub const FLOOR: f64 = -0.018;

/// What a figure's pictures show: the same in every frame, so that nothing jumps.
#[must_use]
pub fn window(figure: &Figure) -> Window {
    let mut places = Vec::new();
    for body in on_the_way(figure) {
        for (joint, _) in Joint::ALL {
            let below = matches!(joint, Joint::KneeA | Joint::KneeB | Joint::AnkleA | Joint::AnkleB);
            if figure.framing != Framing::Bust || !below {
                places.push((body.at(joint), room_around(figure, joint)));
            }
        }
    }
    if figure.framing == Framing::Bust {
        let guides = figure.props.iter().filter(|prop| matches!(prop, Prop::Guide { .. }));
        places.extend(guides.flat_map(props::extent).map(|place| (place, 0.0)));
    } else {
        places.extend(figure.props.iter().flat_map(props::extent).map(|place| (place, 0.01)));
        if figure.base != Base::Mat {
            places.push((Point::new(places[0].0.x, FLOOR), 0.012));
        }
    }
    Window::around(places)
}

/// The body in every frame, and on the ways between them: an arm swings wider than where it begins and ends.
fn on_the_way(figure: &Figure) -> Vec<Body> {
    let ends: Vec<Frame> = figure.frames.present().filter(|frame| *frame != Frame::Start).collect();
    let mut bodies = vec![place(figure, &figure.frames.start)];
    let mut from = Frame::Start;
    for to in ends {
        let part = [0.25, 0.5, 0.75].map(|t| figure.frames.pose(from).toward(figure.frames.pose(to), t));
        bodies.extend(part.iter().chain([figure.frames.pose(to)]).map(|pose| place(figure, pose)));
        from = if to == Frame::Mid { to } else { Frame::Start };
    }
    bodies
}

fn room_around(figure: &Figure, joint: Joint) -> f64 {
    match joint {
        Joint::Head => 0.078,
        // A foot reaches further than an ankle.
        Joint::AnkleA | Joint::AnkleB if figure.plane() == Plane::Sagittal => 0.066,
        Joint::HipA | Joint::HipB | Joint::Pelvis => 0.052,
        _ => 0.042,
    }
}

/// Paints a figure at one moment. `dot` is the size of the smallest thing that can be drawn, in body heights; gaps and
/// thin lines are as wide.
#[must_use]
pub fn scene(stance: &Stance<'_>, dot: f64) -> Vec<Mark> {
    let mut painter = Painter { stance, dot, marks: Vec::with_capacity(160) };
    painter.surroundings();
    if stance.figure.plane() == Plane::Sagittal {
        painter.side_view();
    } else {
        painter.front_view();
    }
    painter.in_front();
    painter.marks
}

/// The inks and sizes of limbs, in body heights: where they begin, bend and end.
const ARM: (f64, f64, f64) = (0.031, 0.025, 0.019);
const LEG: (f64, f64, f64) = (0.045, 0.036, 0.024);

struct Painter<'a> {
    stance: &'a Stance<'a>,
    dot: f64,
    marks: Vec<Mark>,
}

impl Painter<'_> {
    const fn body(&self) -> &Body {
        &self.stance.body
    }

    fn at(&self, joint: Joint) -> Point {
        self.stance.body.at(joint)
    }

    fn plane(&self) -> Plane {
        self.stance.figure.plane()
    }

    /// The gap around a limb: about a dot. Where a body is few dots high it must not eat what is behind.
    fn gap(&self) -> f64 {
        if self.dot < 0.0125 { self.dot * 0.9 } else { self.dot * 0.6 }
    }

    fn mark(&mut self, shape: Shape, ink: Ink, part: Part) {
        self.marks.push(Mark { shape, ink, part, on_part: false });
    }

    fn ellipse(&mut self, middle: Point, radii: (f64, f64), lean: f64, ink: Ink, part: Part) {
        self.mark(Shape::Ellipse { middle, radii, lean }, ink, part);
    }

    fn disc(&mut self, middle: Point, radius: f64, ink: Ink, part: Part) {
        self.ellipse(middle, (radius, radius), 0.0, ink, part);
    }

    fn polygon(&mut self, corners: Vec<Point>, ink: Ink, part: Part) {
        self.mark(Shape::Polygon(corners), ink, part);
    }

    /// A limb's segment: two discs and what lies between them.
    fn capsule(&mut self, (a, b): (Point, Point), (at_a, at_b): (f64, f64), ink: Ink, part: Part) {
        for shape in capsule(a, b, at_a, at_b) {
            self.mark(shape, ink, part);
        }
    }

    /// A line as thin as it can be, or as wide as `width`.
    fn line(&mut self, a: Point, b: Point, width: f64, ink: Ink) {
        let half = width.max(self.dot) / 2.0;
        let across = Point::polar(a.angle_to(b) + 90.0, half);
        self.polygon(vec![a + across, b + across, b - across, a - across], ink, Part::None);
    }

    /// Whether a limb is drawn behind the trunk at this moment.
    fn is_behind(&self, limb: Limb) -> bool {
        let now = self.stance.beat.nearest();
        self.stance.figure.behind.iter().any(|layer| layer.limb == limb && layer.holds_in(now))
    }

    fn lit_limb(&mut self, limb: Limb, ink: Ink) {
        self.limb(limb, ink);
        self.muscles(Part::Limb(limb));
    }

    fn side_view(&mut self) {
        self.lit_limb(Limb::ArmB, Ink::Far);
        self.lit_limb(Limb::LegB, Ink::Far);
        if self.is_behind(Limb::ArmA) {
            self.lit_limb(Limb::ArmA, Ink::Far);
        }
        self.trunk();
        self.muscles(Part::Trunk);
        self.lit_limb(Limb::LegA, Ink::Near);
        self.head();
        if !self.is_behind(Limb::ArmA) {
            self.lit_limb(Limb::ArmA, Ink::Near);
        }
    }

    fn front_view(&mut self) {
        let figure = self.stance.figure;
        // From behind, the legs of somebody who sits are hidden by the seat and the trunk.
        let legs_first = figure.view == View::Back && figure.base == Base::Chair;
        for (limb, _) in Limb::ALL {
            if self.is_behind(limb) || (legs_first && !limb.is_arm()) {
                self.lit_limb(limb, Ink::Far);
            }
        }
        self.trunk();
        self.muscles(Part::Trunk);
        let mut order = [Limb::LegB, Limb::LegA, Limb::ArmB, Limb::ArmA];
        if figure.front == Some(Limb::ArmB) {
            order.swap(2, 3);
        }
        for limb in order {
            if limb == order[2] {
                self.head();
            }
            if !(self.is_behind(limb) || (legs_first && !limb.is_arm())) {
                self.lit_limb(limb, Ink::Near);
            }
        }
    }

    /// An arm with its hand or a leg with its foot, and the gap around it.
    fn limb(&mut self, limb: Limb, ink: Ink) {
        let [root, bend, end] = limb.joints().map(|joint| self.at(joint));
        let (first, second, third) = if limb.is_arm() { ARM } else { LEG };
        let part = Part::Limb(limb);
        for (room, ink, part) in [(self.gap(), Ink::Blank, Part::None), (0.0, ink, part)] {
            self.capsule((root, bend), (first + room, second + room), ink, part);
            self.capsule((bend, end), (second - 0.004 + room, third + room), ink, part);
            if limb.is_arm() {
                let fingers = end + Point::polar(bend.angle_to(end), 0.016);
                self.capsule((end, fingers), (0.021 + room, 0.016 + room), ink, part);
            } else {
                let (heel, toes) = self.foot(bend, end);
                self.capsule((heel, toes), (0.018 + room, 0.012 + room), ink, part);
            }
        }
    }

    /// Heel and toes of the foot at the end of a shin.
    fn foot(&self, knee: Point, ankle: Point) -> (Point, Point) {
        let from_above = self.stance.figure.base == Base::Mat;
        if self.plane() == Plane::Frontal {
            // Feet point at the viewer and a little outward; seen from above they stand up.
            let outward = if knee.x + ankle.x < 2.0 * self.at(Joint::Pelvis).x { -1.0 } else { 1.0 };
            let toes = if from_above { Point::default() } else { Point::new(0.014 * outward, 0.0) };
            return (ankle, ankle + toes);
        }
        let along = knee.angle_to(ankle);
        let level = (along.rem_euclid(180.0) - 90.0).abs() < 35.0;
        let (lower, upper) = (self.body().lower, self.body().upper);
        let on_the_back = lower + upper < -140.0;
        let toes = if level && ankle.y < 0.07 && !on_the_back {
            // Kneeling or prone: the foot lies flat, its sole up.
            Point::polar(along, 0.055)
        } else if ankle.y < 0.05 {
            Point::new(0.055, 0.0)
        } else {
            Point::polar(along + 90.0, 0.055)
        };
        (ankle - toes * 0.25, ankle + toes)
    }
}

/// The shapes of a segment between two discs.
fn capsule(a: Point, b: Point, at_a: f64, at_b: f64) -> impl Iterator<Item = Shape> {
    let disc = |middle, radius| Shape::Ellipse { middle, radii: (radius, radius), lean: 0.0 };
    let between = (a.distance(b) > 1e-6).then(|| {
        let across = Point::polar(a.angle_to(b) + 90.0, 1.0);
        Shape::Polygon(vec![a + across * at_a, b + across * at_b, b - across * at_b, a - across * at_a])
    });
    [disc(a, at_a), disc(b, at_b)].into_iter().chain(between)
}
