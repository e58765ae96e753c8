//! What an exercise's figure is made of. Made only from a checked file.

use super::motion::Manner;
use super::pose::Pose;
use super::skeleton::{Joint, Limb, Plane, Point};

/// How an exercise looks: its poses, what stays in touch with what, what stands around, and which muscles are lit.
/// It shows side a, the side that is stretched or worked; the other side is its mirror image.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// From where the body is seen.
    pub view: View,
    /// What the body is on.
    pub base: Base,
    /// How much of the body fills the picture.
    pub framing: Framing,
    /// How the poses follow each other.
    pub cycle: Cycle,
    /// The poses.
    pub frames: Frames,
    /// The joint that stays where `start` has it; otherwise the pelvis stays.
    pub anchor: Option<Joint>,
    /// What stays in touch with what.
    pub contacts: Vec<Contact>,
    /// What stands around.
    pub props: Vec<Prop>,
    /// What is lit.
    pub muscles: Vec<Muscle>,
    /// Whether the muscles are lit one after another, a breath each.
    pub in_turn: bool,
    /// Limbs that are drawn behind the trunk, each in some frames.
    pub behind: Vec<Layer>,
    /// The arm that is drawn over the other.
    pub front: Option<Limb>,
    /// Whether side a is shown facing screen left.
    pub mirror: bool,
}

/// No number in a checked figure is "not a number", so equality is total.
impl Eq for Figure {}

impl Figure {
    /// How it moves.
    #[must_use]
    pub const fn manner(&self) -> Manner {
        Manner { cycle: self.cycle, by_mid: self.frames.mid.is_some() }
    }

    /// The plane in which the body is seen.
    #[must_use]
    pub const fn plane(&self) -> Plane {
        match self.view {
            View::Side => Plane::Sagittal,
            View::Front | View::Back | View::Top => Plane::Frontal,
        }
    }
}

/// From where the body is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// From the front, like a mirror: screen right is the person's right.
    Front,
    /// From behind.
    Back,
    /// From the side, facing screen right.
    Side,
    /// From above, lying with the head at the top.
    Top,
}

/// What the body is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Sitting on a chair.
    Chair,
    /// On the feet.
    Standing,
    /// On the feet, at a wall or a door frame.
    Wall,
    /// On the floor, seen from its level.
    Floor,
    /// On the floor, seen from above: a mat around the body and no ground line.
    Mat,
}

/// How much of the body fills the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Head to hips.
    Bust,
    /// Everything, upright.
    Full,
    /// Everything, lying.
    Floor,
}

/// How the poses follow each other (content sheet, `pose_conventions.loops`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cycle {
    /// Into the end pose, and stay there.
    Hold,
    /// There and back once a repetition.
    PingPong,
    /// To one side and to the other once a repetition.
    Alternate,
    /// Round and round, once a repetition.
    Round,
    /// `start` breathed out, `end` breathed in.
    Breathe,
}

/// The poses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frames {
    /// Where it begins.
    pub start: Pose,
    /// On the way, where the path matters.
    pub mid: Option<Pose>,
    /// Where it leads.
    pub end: Pose,
    /// Where it leads on the other side, for an exercise that alternates.
    pub end2: Option<Pose>,
}

/// One of the poses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Where it begins.
    Start,
    /// On the way.
    Mid,
    /// Where it leads.
    End,
    /// Where it leads on the other side.
    End2,
}

impl Frame {
    /// Every frame, with its name in a file.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Start, "start"), (Self::Mid, "mid"), (Self::End, "end"), (Self::End2, "end2")];
}

impl Frames {
    /// The pose of a frame; where a figure has no such frame, the nearest it has.
    #[must_use]
    pub fn pose(&self, frame: Frame) -> &Pose {
        match frame {
            Frame::Start => &self.start,
            Frame::Mid => self.mid.as_ref().unwrap_or(&self.end),
            Frame::End => &self.end,
            Frame::End2 => self.end2.as_ref().unwrap_or(&self.end),
        }
    }

    /// The frames that there are.
    pub fn present(&self) -> impl Iterator<Item = Frame> {
        let (mid, end2) = (self.mid.is_some(), self.end2.is_some());
        Frame::ALL.into_iter().map(|(frame, _)| frame).filter(move |frame| match frame {
            Frame::Start | Frame::End => true,
            Frame::Mid => mid,
            Frame::End2 => end2,
        })
    }
}

/// A joint that touches something, in some frames. Between two frames in which it touches, it stays in touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// What touches.
    pub joint: Joint,
    /// What is touched.
    pub on: Touched,
    /// The frames in which it touches; all where none is named.
    pub frames: Vec<Frame>,
}

/// What is touched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Touched {
    /// The floor or the mat.
    Floor,
    /// The seat of the chair.
    Seat,
    /// A place that does not move: a door frame, a desk, the back of a chair.
    Place,
    /// The head.
    Head,
    /// Another joint, at most this far away, in body heights.
    Near(Joint, f64),
}

impl Contact {
    /// Whether it touches in `frame`.
    #[must_use]
    pub fn holds_in(&self, frame: Frame) -> bool {
        self.frames.is_empty() || self.frames.contains(&frame)
    }
}

/// Something that stands, lies or hangs around. Places are in body heights from the pelvis of the start pose, and from
/// the floor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prop {
    /// A wall seen edge-on; the body is on its left (-1) or its right (1).
    Wall {
        /// Where its surface is.
        x: f64,
        /// On which side of the surface the wall is: -1 screen left, 1 screen right.
        side: f64,
    },
    /// A wall behind the body.
    WallBehind,
    /// The frame of a door, seen edge-on.
    DoorFrame {
        /// Where it is.
        x: f64,
    },
    /// The back of a chair.
    ChairBack {
        /// Where it is.
        x: f64,
        /// Its lower end.
        bottom: f64,
        /// Its upper end.
        top: f64,
        /// Where the front of the seat is, if the chair is to be drawn whole.
        seat: Option<f64>,
    },
    /// A seat, a desk or a step: a top on two legs.
    Table {
        /// Its left end.
        left: f64,
        /// Its right end.
        right: f64,
        /// The height of its top.
        height: f64,
    },
    /// A ball, between the body and a wall.
    Ball {
        /// Where it is in the start pose.
        start: Point,
        /// Where it is in the end pose.
        end: Point,
        /// Its radius.
        radius: f64,
    },
    /// A pillow under the head.
    PillowUnderHead {
        /// How far below the middle of the head it lies, seen from above.
        below: f64,
    },
    /// A pillow somewhere.
    Pillow {
        /// Its middle.
        middle: Point,
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
    },
    /// A mat on the floor.
    Mat,
    /// A strap from one joint to another.
    Strap {
        /// From here.
        from: Joint,
        /// To here.
        to: Joint,
    },
    /// A dotted line that shows which way is straight.
    Guide {
        /// Where it is.
        x: f64,
        /// Its lower end.
        bottom: f64,
        /// Its upper end.
        top: f64,
    },
    /// Strokes that show a push.
    Effort {
        /// Where the push is.
        at: Joint,
        /// From the joint to the middle of the strokes.
        offset: Point,
        /// Where the strokes point, in degrees.
        direction: f64,
        /// Whether it shows in the end pose alone.
        at_end: bool,
    },
}

/// A muscle that is lit, as a stroke along the line between two joints.
#[derive(Debug, Clone, PartialEq)]
pub struct Muscle {
    /// Its name.
    pub name: String,
    /// The side it is on.
    pub side: MuscleSide,
    /// From this joint.
    pub from: Joint,
    /// To this joint.
    pub to: Joint,
    /// Which part of the way between the two is lit: 0 is the first joint, 1 the second.
    pub span: (f64, f64),
    /// On which surface of the body it is.
    pub surface: Surface,
    /// Half of its width, in body heights.
    pub width: f64,
}

/// The side a muscle is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MuscleSide {
    /// The side that is stretched or worked.
    A,
    /// The other side.
    B,
    /// Both.
    Both,
}

/// On which surface of the body a muscle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// In the middle, seen from everywhere.
    Through,
    /// On the front; from behind it shines through.
    Front,
    /// On the back; from the front it shines through.
    Back,
}

/// A limb that is drawn behind the trunk, in some frames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The limb.
    pub limb: Limb,
    /// The frames in which it is behind; all where none is named.
    pub frames: Vec<Frame>,
}

impl Layer {
    /// Whether the limb is behind in `frame`.
    #[must_use]
    pub fn holds_in(&self, frame: Frame) -> bool {
        self.frames.is_empty() || self.frames.contains(&frame)
    }
}
