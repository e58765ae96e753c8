//! The shape of an exercise's figure in its file.

use std::collections::BTreeMap;

#[cfg(test)]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::ignored::IgnoredText;
#[cfg(test)]
use crate::figure::joints::{LIMBS, Motion, TRUNK, Unit};
#[cfg(test)]
use crate::figure::muscles::Muscle;

/// The figure of the exercise, posed in three dimensions. Write it for the right side as the one
/// that is stretched or worked; the other side is drawn as its mirror image. Angles are degrees, 0
/// in the anatomical position; lengths are centimetres; x leads to the person's left, y up from the
/// floor, z ahead. FIGURES.md tells more.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FigureFile {
    /// The base that carries the body: `standing`, `seated`, `kneeling`, `hands-and-knees`,
    /// `supine`, `prone`, `side-lying`.
    pub(in crate::library) base: String,
    /// `hold`, `ping-pong`, `alternate` (start, end, start, end2), `round` (start, mid, end, start) or `breathe`.
    #[serde(rename = "loop")]
    pub(in crate::library) cycle: String,
    /// From where it is seen.
    pub(in crate::library) camera: CameraFile,
    /// From where else, where one camera does not show everything.
    #[serde(default)]
    pub(in crate::library) second: Option<CameraFile>,
    /// The things around the body.
    #[serde(default)]
    pub(in crate::library) props: Vec<PropFile>,
    /// The muscles that are lit, half as strongly at the start as at the end unless a frame says
    /// otherwise.
    #[serde(default)]
    pub(in crate::library) muscles: Vec<MuscleFile>,
    /// `true` if the muscles are lit one after another, a breath each.
    #[serde(default)]
    pub(in crate::library) in_turn: bool,
    /// The pose that all frames have in common; a frame says what differs.
    #[serde(default)]
    pub(in crate::library) common: PoseFile,
    /// The poses.
    pub(in crate::library) frames: FramesFile,
    /// The easier version, where it looks different: what differs from the figure.
    #[serde(default)]
    pub(in crate::library) easier: Option<VersionFile>,
    /// The same exercise in another position, by the position's name: what differs from the figure.
    #[serde(default)]
    pub(in crate::library) variants: BTreeMap<String, VersionFile>,
    /// One or two sentences for whoever does not see it; `{side}` and `{other}` stand for the sides. Where there are
    /// none, they are made from the poses.
    #[serde(default)]
    pub(in crate::library) words: Option<String>,
    /// The description, for whoever edits it; never shown.
    #[serde(rename = "description", default)]
    _description: Option<IgnoredText>,
}

/// The differences of another version. Whatever is left out is as in the figure itself.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct VersionFile {
    /// The base that carries the body.
    #[serde(default)]
    pub(in crate::library) base: Option<String>,
    /// From where it is seen.
    #[serde(default)]
    pub(in crate::library) camera: Option<CameraFile>,
    /// From where else.
    #[serde(default)]
    pub(in crate::library) second: Option<CameraFile>,
    /// The things around the body.
    #[serde(default)]
    pub(in crate::library) props: Option<Vec<PropFile>>,
    /// The muscles that are lit.
    #[serde(default)]
    pub(in crate::library) muscles: Option<Vec<MuscleFile>>,
    /// The pose that all frames have in common.
    #[serde(default)]
    pub(in crate::library) common: Option<PoseFile>,
    /// The poses; a `start` that is left out is the figure's own.
    pub(in crate::library) frames: VersionFramesFile,
    /// The easier version of this version.
    #[serde(default)]
    pub(in crate::library) easier: Option<Box<VersionFile>>,
    /// The same in a sentence or two.
    #[serde(default)]
    pub(in crate::library) words: Option<String>,
}

/// From where a body is seen.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct CameraFile {
    /// Degrees around the person: 0 from the front, 90 from their left, 180 from behind, -90 from their right.
    #[cfg_attr(test, schemars(range(min = -180, max = 180)))]
    pub(in crate::library) turn: f64,
    /// Degrees from above.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = -30, max = 90)))]
    pub(in crate::library) tilt: f64,
    /// The part of the body that fills the picture: `head` (to the shoulders), `bust` (to the hips,
    /// with the arms), `hands` (with the forearms), `hips` (chest to knees) or `body`.
    pub(in crate::library) frame: String,
}

/// The poses.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct FramesFile {
    /// The pose at the start.
    pub(in crate::library) start: PoseFile,
    /// On the way, where the path matters.
    #[serde(default)]
    pub(in crate::library) mid: Option<PoseFile>,
    /// Further on the way.
    #[serde(default)]
    pub(in crate::library) mid2: Option<PoseFile>,
    /// The pose at the end.
    pub(in crate::library) end: PoseFile,
    /// The pose at the end on the other side; an `alternate` loop needs it.
    #[serde(default)]
    pub(in crate::library) end2: Option<PoseFile>,
}

/// The poses of another version.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct VersionFramesFile {
    /// The pose at the start; the figure's own where it is left out.
    #[serde(default)]
    pub(in crate::library) start: Option<PoseFile>,
    /// On the way.
    #[serde(default)]
    pub(in crate::library) mid: Option<PoseFile>,
    /// Further on the way.
    #[serde(default)]
    pub(in crate::library) mid2: Option<PoseFile>,
    /// The pose at the end.
    pub(in crate::library) end: PoseFile,
    /// The pose at the end on the other side.
    #[serde(default)]
    pub(in crate::library) end2: Option<PoseFile>,
}

/// A pose: what differs from standing at ease, or from what all frames have in common.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(in crate::library) struct PoseFile {
    /// The place and the turn of the pelvis.
    pub(in crate::library) pelvis: Option<PelvisFile>,
    /// The lower back: `flexion`, `lateral`, `rotation`.
    #[cfg_attr(test, schemars(schema_with = "schema::lumbar"))]
    pub(in crate::library) lumbar: Option<JointFile>,
    /// The upper back: `flexion`, `lateral`, `rotation`.
    #[cfg_attr(test, schemars(schema_with = "schema::thoracic"))]
    pub(in crate::library) thoracic: Option<JointFile>,
    /// The neck: `flexion`, `lateral`, `rotation`, `glide`.
    #[cfg_attr(test, schemars(schema_with = "schema::neck"))]
    pub(in crate::library) neck: Option<JointFile>,
    /// The head on the neck: `flexion`, `lateral`, `rotation`.
    #[cfg_attr(test, schemars(schema_with = "schema::head"))]
    pub(in crate::library) head: Option<JointFile>,
    /// The swell of the belly, in centimetres.
    #[cfg_attr(test, schemars(schema_with = "schema::belly"))]
    pub(in crate::library) belly: Option<f64>,
    /// The left arm and leg.
    pub(in crate::library) left: Option<SideFile>,
    /// The right arm and leg.
    pub(in crate::library) right: Option<SideFile>,
    /// The things around the body in this frame, in place of the figure's own.
    pub(in crate::library) props: Option<Vec<PropFile>>,
    /// The muscles that are lit in this frame, in place of the figure's own.
    pub(in crate::library) muscles: Option<Vec<MuscleFile>>,
    /// The strength with which the figure's muscles are lit in this frame, from 0 to 1.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub(in crate::library) strength: Option<f64>,
}

/// The place and the turn of the pelvis. Without a height, the body rests on what carries it.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(in crate::library) struct PelvisFile {
    /// Centimetres to the left and ahead.
    pub(in crate::library) at: Option<[f64; 2]>,
    /// Centimetres from the floor to its middle, 4.5 above the hips.
    #[cfg_attr(test, schemars(range(min = 0, max = 150)))]
    pub(in crate::library) height: Option<f64>,
    /// Degrees, + forward: -90 lies on the back, 90 on the front.
    #[cfg_attr(test, schemars(range(min = -180, max = 180)))]
    pub(in crate::library) pitch: Option<f64>,
    /// Degrees, + to the left: 90 lies on the left side.
    #[cfg_attr(test, schemars(range(min = -180, max = 180)))]
    pub(in crate::library) roll: Option<f64>,
    /// Degrees, + to the left.
    #[cfg_attr(test, schemars(range(min = -180, max = 180)))]
    pub(in crate::library) turn: Option<f64>,
}

/// A joint that moves in several ways: each with its number.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(in crate::library) struct JointFile(pub(in crate::library) BTreeMap<String, f64>);

/// An arm and a leg. An arm or a leg that reaches for a place needs no angles.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(in crate::library) struct SideFile {
    /// The shoulder girdle: `elevation`, `protraction`.
    #[cfg_attr(test, schemars(schema_with = "schema::girdle"))]
    pub(in crate::library) girdle: Option<JointFile>,
    /// The shoulder: `flexion`, `abduction`, `rotation`.
    #[cfg_attr(test, schemars(schema_with = "schema::shoulder"))]
    pub(in crate::library) shoulder: Option<JointFile>,
    /// The elbow.
    #[cfg_attr(test, schemars(schema_with = "schema::elbow"))]
    pub(in crate::library) elbow: Option<f64>,
    /// The turn of the forearm.
    #[cfg_attr(test, schemars(schema_with = "schema::forearm"))]
    pub(in crate::library) forearm: Option<f64>,
    /// The wrist.
    #[cfg_attr(test, schemars(schema_with = "schema::wrist"))]
    pub(in crate::library) wrist: Option<f64>,
    /// The curl of the fingers.
    #[cfg_attr(test, schemars(schema_with = "schema::fingers"))]
    pub(in crate::library) fingers: Option<f64>,
    /// The place that the hand reaches for.
    pub(in crate::library) hand: Option<ReachFile>,
    /// The hip: `flexion`, `abduction`, `rotation`.
    #[cfg_attr(test, schemars(schema_with = "schema::hip"))]
    pub(in crate::library) hip: Option<JointFile>,
    /// The knee.
    #[cfg_attr(test, schemars(schema_with = "schema::knee"))]
    pub(in crate::library) knee: Option<f64>,
    /// The ankle.
    #[cfg_attr(test, schemars(schema_with = "schema::ankle"))]
    pub(in crate::library) ankle: Option<f64>,
    /// The place that the foot reaches for.
    pub(in crate::library) foot: Option<ReachFile>,
}

/// A place that a hand or a foot reaches for: between two frames in which it is on the same, it stays on it.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct ReachFile {
    /// The support: `air`, a thing (`floor`, `mat`, `chair`, `wall`, `door-frame`, `desk`, `ball`,
    /// `cushion`, `step`, `strap`) or a part of the body (`head`, `neck`, `chest`, `belly`,
    /// `pelvis`, `left shoulder`, `left elbow`, `left wrist`, `left knee`, `left ankle`, and the
    /// same on the right).
    pub(in crate::library) on: String,
    /// The place of the wrist or the ankle, in centimetres: in the world for air and things, in the
    /// frame of a part of the body for that part.
    pub(in crate::library) at: [f64; 3],
    /// The direction in which elbow or knee point; elbows down and back, knees ahead where not given.
    #[serde(default)]
    pub(in crate::library) pole: Option<[f64; 3]>,
    /// The direction in which fingers or toes point.
    #[serde(default)]
    pub(in crate::library) points: Option<[f64; 3]>,
    /// The direction in which the palm or the sole faces.
    #[serde(default)]
    pub(in crate::library) faces: Option<[f64; 3]>,
}

/// Something that stands, lies or hangs around.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(in crate::library) struct PropFile {
    /// `chair`, `mat`, `wall`, `door-frame`, `desk`, `ball`, `cushion`, `step` or `strap`.
    pub(in crate::library) kind: String,
    /// A part of the body that it goes along with; the world where none is named.
    pub(in crate::library) on: Option<String>,
    /// The place: the middle of a ball or a cushion, the middle of the top of a chair, a mat, a
    /// desk or a step, the foot of a wall or a door frame.
    pub(in crate::library) at: Option<[f64; 3]>,
    /// Degrees it is turned, + to the left. A wall faces ahead.
    #[cfg_attr(test, schemars(range(min = -180, max = 180)))]
    pub(in crate::library) turn: f64,
    /// Degrees it is tipped forward.
    #[cfg_attr(test, schemars(range(min = -90, max = 90)))]
    pub(in crate::library) tilt: f64,
    /// Of a chair: how high its back rises above the seat; a stool where not given.
    pub(in crate::library) back: Option<f64>,
    /// Of a mat, a door frame or a desk: from side to side.
    pub(in crate::library) width: Option<f64>,
    /// Of a mat or a desk: from end to end.
    pub(in crate::library) length: Option<f64>,
    /// Of a ball.
    pub(in crate::library) radius: Option<f64>,
    /// Of a step.
    pub(in crate::library) height: Option<f64>,
    /// Of a cushion: its width, height and length.
    pub(in crate::library) size: Option<[f64; 3]>,
    /// Of a strap: the places it runs through.
    pub(in crate::library) places: Vec<PlaceFile>,
}

/// A place in the world or on a part of the body.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct PlaceFile {
    /// The part of the body; the world where none is named.
    #[serde(default)]
    pub(in crate::library) on: Option<String>,
    /// The place there, in centimetres.
    pub(in crate::library) at: [f64; 3],
}

/// A muscle that is lit.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct MuscleFile {
    /// Its name.
    #[cfg_attr(test, schemars(schema_with = "schema::muscle"))]
    pub(in crate::library) name: String,
    /// `right` (the side that is stretched or worked), `left` or `both`.
    pub(in crate::library) side: String,
    /// The strength of the light, from 0 to 1.
    #[serde(default = "whole")]
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub(in crate::library) strength: f64,
}

const fn whole() -> f64 {
    1.0
}

/// The schemas of joints, made from the table of their ranges.
#[cfg(test)]
mod schema {
    use super::{LIMBS, Motion, Muscle, Schema, SchemaGenerator, TRUNK, Unit, json_schema};

    fn number(motion: &Motion) -> Schema {
        let unit = match motion.unit {
            Unit::Degrees => "degrees",
            Unit::Centimetres => "centimetres",
        };
        let about = format!("{unit}: {}", motion.about);
        json_schema!({"description": about, "type": "number", "minimum": motion.least, "maximum": motion.most})
    }

    fn joint(name: &str) -> Schema {
        let motions = TRUNK.iter().chain(&LIMBS).filter(|motion| motion.joint == name);
        let mut properties = serde_json::Map::new();
        for motion in motions {
            if motion.name.is_empty() {
                return number(motion);
            }
            properties.insert(motion.name.to_owned(), number(motion).to_value());
        }
        json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
    }

    macro_rules! joints {
        ($($name:ident)+) => {
            $(pub(super) fn $name(_: &mut SchemaGenerator) -> Schema {
                joint(stringify!($name))
            })+
        };
    }

    joints! { lumbar thoracic neck head belly girdle shoulder elbow forearm wrist fingers hip knee ankle }

    pub(super) fn muscle(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Muscle::all().map(Muscle::name).collect();
        json_schema!({"description": "Its name.", "type": "string", "enum": names})
    }
}
