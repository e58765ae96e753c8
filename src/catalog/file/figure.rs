//! The shape of an exercise's figure in its file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::IgnoredText;
use crate::figure::pose::{DEGREES, PELVIS_BOUNDS, PELVIS_Y};

/// How the exercise looks. Joints are named with `_a` for the side that is stretched or worked and `_b` for the other;
/// from the front and from behind, a is at screen right, from the side it is the near one. The other side is drawn as
/// the mirror image. Angles are degrees, lengths fractions of the body's height; the floor is at 0, a seat at 0.245.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct FigureFile {
    /// `front`, `back`, `side` (facing screen right), or `top` (lying, the head at the top).
    pub(in crate::catalog) view: String,
    /// `chair`, `standing`, `wall`, `floor` (seen from its level) or `mat` (on the floor, seen from above).
    pub(in crate::catalog) base: String,
    /// `bust` (head to hips), `full`, or `floor` (lying).
    pub(in crate::catalog) framing: String,
    /// `hold`, `ping-pong`, `alternate` (start, end, start, end2), `cycle` (start, mid, end) or `breathe`.
    #[serde(rename = "loop")]
    pub(in crate::catalog) cycle: String,
    /// What it shows, for whoever edits it; never shown.
    #[serde(rename = "description", default)]
    _description: Option<IgnoredText>,
    /// The poses.
    pub(in crate::catalog) frames: FramesFile,
    /// The joint that stays where `start` has it; the pelvis where none is named.
    #[serde(default)]
    pub(in crate::catalog) anchor: Option<String>,
    /// What stays in touch with what.
    #[serde(default)]
    pub(in crate::catalog) contacts: Vec<ContactFile>,
    /// What stands around.
    #[serde(default)]
    pub(in crate::catalog) props: Vec<PropFile>,
    /// What is lit.
    #[serde(default)]
    pub(in crate::catalog) muscles: Vec<MuscleFile>,
    /// Whether the muscles are lit one after another, a breath each.
    #[serde(default)]
    pub(in crate::catalog) in_turn: bool,
    /// Limbs that are drawn behind the trunk.
    #[serde(default)]
    pub(in crate::catalog) behind: Vec<LayerFile>,
    /// The arm that is drawn over the other: `arm_a` or `arm_b`.
    #[serde(default)]
    pub(in crate::catalog) front: Option<String>,
    /// Whether side a faces screen left.
    #[serde(default)]
    pub(in crate::catalog) mirror: bool,
    /// The same exercise in another position, by the position's name: what differs.
    #[serde(default)]
    pub(in crate::catalog) variants: BTreeMap<String, VariantFile>,
}

/// What differs in another position. What is left out is as in the figure itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct VariantFile {
    /// From where it is seen.
    #[serde(default)]
    pub(in crate::catalog) view: Option<String>,
    /// What the body is on.
    #[serde(default)]
    pub(in crate::catalog) base: Option<String>,
    /// How much of the body is shown.
    #[serde(default)]
    pub(in crate::catalog) framing: Option<String>,
    /// The poses.
    pub(in crate::catalog) frames: FramesFile,
    /// The joint that stays.
    #[serde(default)]
    pub(in crate::catalog) anchor: Option<String>,
    /// What stays in touch with what; the figure's own contacts do not hold here.
    #[serde(default)]
    pub(in crate::catalog) contacts: Vec<ContactFile>,
    /// What stands around; the figure's own props do not stand here.
    #[serde(default)]
    pub(in crate::catalog) props: Vec<PropFile>,
}

/// The poses.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct FramesFile {
    /// Where it begins.
    pub(in crate::catalog) start: PoseFile,
    /// On the way, where the path matters.
    #[serde(default)]
    pub(in crate::catalog) mid: Option<PoseFile>,
    /// Where it leads.
    pub(in crate::catalog) end: PoseFile,
    /// Where it leads on the other side; an `alternate` loop needs it.
    #[serde(default)]
    pub(in crate::catalog) end2: Option<PoseFile>,
}

/// A pose: the values that differ from standing upright with the arms hanging.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(in crate::catalog) struct PoseFile(pub(in crate::catalog) BTreeMap<String, f64>);

impl JsonSchema for PoseFile {
    fn schema_name() -> Cow<'static, str> {
        "PoseFile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let number = |(least, most): (f64, f64), about: &str| json_schema!({"description": about, "type": "number", "minimum": least, "maximum": most});
        let mut properties = serde_json::Map::new();
        for degree in DEGREES {
            let schema = number((degree.least, degree.most), degree.about);
            properties.insert(degree.name.to_owned(), schema.to_value());
        }
        let about = "body heights of the pelvis above the ground; where not given, the body stands or sits";
        properties.insert(PELVIS_Y.to_owned(), number(PELVIS_BOUNDS, about).to_value());
        json_schema!({
            "description": "A pose: the values that differ from standing upright with the arms hanging.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}

/// A joint that touches something. Between two frames in which it touches, it stays in touch.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct ContactFile {
    /// What touches: a joint.
    pub(in crate::catalog) joint: String,
    /// What is touched: `floor`, `seat`, `place` (what does not move), `head`, or a joint.
    pub(in crate::catalog) on: String,
    /// With a joint: at most this far from it, in body heights; 0.03 where not given.
    #[serde(default)]
    pub(in crate::catalog) within: Option<f64>,
    /// The frames in which it touches: `start`, `mid`, `end`, `end2`; all where none is named.
    #[serde(default)]
    pub(in crate::catalog) frames: Vec<String>,
}

/// Something that stands, lies or hangs around, from the pelvis of the start pose and from the floor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(in crate::catalog) enum PropFile {
    /// A wall seen edge-on.
    Wall {
        /// Where its surface is.
        x: f64,
        /// On which side of it the wall is: -1 screen left, 1 screen right.
        #[serde(default = "to_the_left")]
        side: f64,
    },
    /// A wall behind the body.
    WallBehind {},
    /// The frame of a door, seen edge-on.
    Doorframe {
        /// Where it is.
        x: f64,
    },
    /// The back of a chair.
    ChairBack {
        /// Where it is.
        x: f64,
        /// Its lower end.
        y0: f64,
        /// Its upper end.
        y1: f64,
        /// Where the front of the seat is, if the whole chair is to be drawn.
        #[serde(default)]
        seat: Option<f64>,
    },
    /// A seat.
    Seat {
        /// Its left end.
        x0: f64,
        /// Its right end.
        x1: f64,
        /// The height of its top.
        y: f64,
    },
    /// A desk.
    Desk {
        /// Its left end.
        x0: f64,
        /// Its right end.
        x1: f64,
        /// The height of its top.
        y: f64,
    },
    /// A ball.
    Ball {
        /// Its radius.
        r: f64,
        /// Where it is in the start pose.
        start: [f64; 2],
        /// Where it is in the end pose.
        end: [f64; 2],
    },
    /// A pillow; under the head where no place is given.
    Pillow {
        /// Its middle.
        #[serde(default)]
        middle: Option<[f64; 2]>,
        /// Its width and height.
        #[serde(default)]
        size: Option<[f64; 2]>,
        /// Under the head: how far below its middle, seen from above.
        #[serde(default)]
        below: Option<f64>,
    },
    /// A mat on the floor.
    Mat {},
    /// A strap between two joints.
    Strap {
        /// From here.
        from: String,
        /// To here.
        to: String,
    },
    /// A dotted line that shows which way is straight.
    Guide {
        /// Where it is.
        x: f64,
        /// Its lower end.
        y0: f64,
        /// Its upper end.
        y1: f64,
    },
    /// Strokes that show a push.
    Effort {
        /// The joint that pushes.
        at: String,
        /// Where the strokes point, in degrees: 0 down, 90 screen right, 180 up.
        dir: f64,
        /// From the joint to the strokes, to the right.
        #[serde(default)]
        dx: f64,
        /// From the joint to the strokes, up.
        #[serde(default)]
        dy: f64,
        /// Whether they show in the end pose alone.
        #[serde(default)]
        at_end: bool,
    },
}

const fn to_the_left() -> f64 {
    -1.0
}

/// A muscle that is lit, as a stroke along the line between two joints.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct MuscleFile {
    /// Its name.
    pub(in crate::catalog) name: String,
    /// `a`, `b` or `both`.
    pub(in crate::catalog) side: String,
    /// From this joint.
    pub(in crate::catalog) from: String,
    /// To this joint.
    pub(in crate::catalog) to: String,
    /// Which part of the way between the two is lit: 0 is the first joint, 1 the second, -0.5 to 1.5; all of the way
    /// where not given.
    #[serde(default)]
    pub(in crate::catalog) span: Option<[f64; 2]>,
    /// `front` or `back`, for a muscle on that surface of the body.
    #[serde(default)]
    pub(in crate::catalog) surface: Option<String>,
    /// Half of its width, in body heights: 0.005 to 0.12, 0.024 where not given.
    #[serde(default)]
    pub(in crate::catalog) width: Option<f64>,
}

/// A limb that is drawn behind the trunk.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::catalog) struct LayerFile {
    /// `arm_a`, `arm_b`, `leg_a` or `leg_b`.
    pub(in crate::catalog) limb: String,
    /// The frames in which it is; all where none is named.
    #[serde(default)]
    pub(in crate::catalog) frames: Vec<String>,
}
