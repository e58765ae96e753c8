//! Checks from a figure's shape in its file to the figure: every name is known, every angle within its range.

use std::sync::Arc;

use glam::Vec3;

use super::{LONGEST_LIST, SENTENCE, list, quoted};
use crate::figure::camera::{Camera, Framing};
use crate::figure::joints::{Axis, Half, Motion, Swing, Unit, WHOLE_NECK};
use crate::figure::model::{Base, Cycle, Figure, Frame, Frames, Keyframe, Lit, Place, Prop, PropKind};
use crate::figure::muscles::Muscle;
use crate::figure::pose::{On, Pose, Reach, Spot, Thing};
use crate::figure::props::SEAT;
use crate::library::fault::{FieldFault, Part};
use crate::library::schema::figure::{
    CameraFile, FigureFile, FramesFile, JointFile, MuscleFile, PelvisFile, PlaceFile, PoseFile, PropFile, ReachFile,
    SideFile, VersionFile, VersionFramesFile,
};
use crate::practice::Position;
use crate::practice::drawings::Drawn;
use crate::sanitize::clean;

/// The greatest distance of a place from the origin, in centimetres.
const FARTHEST: f64 = 400.0;
/// The strength, from 0 to 1, of lit muscles where a file does not say it: at the start, on the way, at the end.
const GLOW: (f32, f32, f32) = (0.45, 0.75, 1.0);
/// The usual mat (width and length) and the usual cushion (width, height and length), in centimetres.
const MAT: (f64, f64) = (64.0, 190.0);
const CUSHION: [f64; 3] = [34.0, 9.0, 26.0];

/// The parts that a version of a figure is made from: its own fields, else those of the figure it is a version of.
#[derive(Clone, Copy)]
struct Parts<'a> {
    base: &'a str,
    camera: &'a CameraFile,
    second: Option<&'a CameraFile>,
    props: &'a [PropFile],
    muscles: &'a [MuscleFile],
    common: &'a PoseFile,
}

impl FigureFile {
    pub(in crate::library) fn check(&self) -> Result<Drawn, FieldFault> {
        let cycle = word("loop", &Cycle::ALL, &self.cycle)?;
        let parts = Parts {
            base: &self.base,
            camera: &self.camera,
            second: self.second.as_ref(),
            props: &self.props,
            muscles: &self.muscles,
            common: &self.common,
        };
        let frames = self.frames.check(parts)?;
        let needs = match cycle {
            Cycle::Alternate if frames.end2.is_none() => Some("an alternate loop needs the frame end2"),
            Cycle::Round if frames.mid.is_empty() => Some("a round loop needs the frame mid"),
            _ => None,
        };
        if let Some(what) = needs {
            return Err(FieldFault::new("frames", format!("expected another frame: {what}")));
        }
        let mut figure = parts.check(frames, cycle)?;
        figure.in_turn = self.in_turn;
        figure.words = words(self.words.as_deref())?;
        if let Some(easier) = &self.easier {
            let easier = easier.check(parts, &self.frames.start, cycle).map_err(|fault| under("easier", fault))?;
            figure.easier = Some(Arc::new(Figure { in_turn: self.in_turn, ..easier }));
        }
        let of_positions = self.variants(parts, cycle)?;
        Ok(Drawn { own: Some(Arc::new(figure)), of_positions })
    }

    fn variants(&self, parts: Parts<'_>, cycle: Cycle) -> Result<Vec<(Position, Arc<Figure>)>, FieldFault> {
        (self.variants.iter())
            .map(|(name, file)| {
                let position = super::position("variants", name)?;
                let variant = file.check(parts, &self.frames.start, cycle).map_err(|fault| under("variants", fault))?;
                Ok((position, Arc::new(Figure { in_turn: self.in_turn, ..variant })))
            })
            .collect()
    }
}

impl VersionFile {
    fn check(&self, of: Parts<'_>, start: &PoseFile, cycle: Cycle) -> Result<Figure, FieldFault> {
        // A camera of its own leaves the second one of the figure behind.
        let second = if self.camera.is_some() { self.second.as_ref() } else { self.second.as_ref().or(of.second) };
        let parts = Parts {
            base: self.base.as_deref().unwrap_or(of.base),
            camera: self.camera.as_ref().unwrap_or(of.camera),
            second,
            props: self.props.as_deref().unwrap_or(of.props),
            muscles: self.muscles.as_deref().unwrap_or(of.muscles),
            common: self.common.as_ref().unwrap_or(of.common),
        };
        let mut figure = parts.check(self.frames.check(parts, start)?, cycle)?;
        if figure.frames.end2.is_none() && cycle == Cycle::Alternate {
            figure.cycle = Cycle::PingPong;
        }
        if figure.frames.mid.is_empty() && cycle == Cycle::Round {
            figure.cycle = Cycle::PingPong;
        }
        figure.words = words(self.words.as_deref())?;
        if let Some(easier) = &self.easier {
            let start = self.frames.start.as_ref().unwrap_or(start);
            figure.easier = Some(Arc::new(easier.check(parts, start, cycle).map_err(|fault| under("easier", fault))?));
        }
        Ok(figure)
    }
}

fn under(field: &'static str, fault: FieldFault) -> FieldFault {
    fault.under(&[Part::Field(field)])
}

fn words(text: Option<&str>) -> Result<Option<String>, FieldFault> {
    text.map(|text| super::some_text("words", text, SENTENCE)).transpose()
}

impl Parts<'_> {
    fn check(&self, frames: Frames, cycle: Cycle) -> Result<Figure, FieldFault> {
        Ok(Figure {
            base: word("base", &Base::ALL, self.base)?,
            cycle,
            camera: self.camera.check().map_err(|fault| under("camera", fault))?,
            second: self.second.map(CameraFile::check).transpose().map_err(|fault| under("second", fault))?,
            frames,
            easier: None,
            in_turn: false,
            words: None,
        })
    }

    /// The keyframe of a frame: the fields that all frames have in common, and over them those of the frame.
    fn frame(&self, name: &'static str, file: &PoseFile, glow: f32) -> Result<Keyframe, FieldFault> {
        let within = |fault: FieldFault| fault.under(&[Part::Field("frames"), Part::Field(name)]);
        let mut pose = Pose::default();
        self.common.apply(&mut pose).map_err(|fault| under("common", fault))?;
        file.apply(&mut pose).map_err(within)?;
        whole_neck(&pose).map_err(within)?;
        let strength = file.strength.or(self.common.strength).map_or(Ok(glow), |strength| share("strength", strength));
        let strength = strength.map_err(within)?;
        let lit = match (&file.muscles, &self.common.muscles) {
            (Some(own), _) => lit(own, file.strength.map_or(1.0, |_| strength)).map_err(within)?,
            (None, Some(common)) => lit(common, strength).map_err(|fault| under("common", fault))?,
            (None, None) => lit(self.muscles, strength)?,
        };
        let props = match (&file.props, &self.common.props) {
            (Some(own), _) => each("props", own, PropFile::check).map_err(within)?,
            (None, Some(common)) => each("props", common, PropFile::check).map_err(|fault| under("common", fault))?,
            (None, None) => each("props", self.props, PropFile::check)?,
        };
        Ok(Keyframe { pose, props, lit })
    }
}

impl FramesFile {
    fn check(&self, parts: Parts<'_>) -> Result<Frames, FieldFault> {
        frames(parts, &self.start, [self.mid.as_ref(), self.mid2.as_ref()], &self.end, self.end2.as_ref())
    }
}

impl VersionFramesFile {
    fn check(&self, parts: Parts<'_>, start: &PoseFile) -> Result<Frames, FieldFault> {
        let start = self.start.as_ref().unwrap_or(start);
        frames(parts, start, [self.mid.as_ref(), self.mid2.as_ref()], &self.end, self.end2.as_ref())
    }
}

fn frames(
    parts: Parts<'_>,
    start: &PoseFile,
    [mid, mid2]: [Option<&PoseFile>; 2],
    end: &PoseFile,
    end2: Option<&PoseFile>,
) -> Result<Frames, FieldFault> {
    let [start_name, mid_name, mid2_name, end_name, end2_name] =
        [Frame::Start, Frame::Mid, Frame::Mid2, Frame::End, Frame::End2].map(Frame::name);
    if mid.is_none() && mid2.is_some() {
        return Err(FieldFault::new("frames", "expected mid beside mid2"));
    }
    let mids = [(mid_name, mid), (mid2_name, mid2)].into_iter().filter_map(|(name, file)| Some((name, file?)));
    Ok(Frames {
        start: parts.frame(start_name, start, GLOW.0)?,
        mid: mids.map(|(name, file)| parts.frame(name, file, GLOW.1)).collect::<Result<_, _>>()?,
        end: parts.frame(end_name, end, GLOW.2)?,
        end2: end2.map(|file| parts.frame(end2_name, file, GLOW.2)).transpose()?,
    })
}

impl CameraFile {
    fn check(&self) -> Result<Camera, FieldFault> {
        Ok(Camera {
            turn: number("turn", self.turn, (-180.0, 180.0), " degrees")?,
            tilt: number("tilt", self.tilt, (-30.0, 90.0), " degrees")?,
            framing: word("frame", &Framing::ALL, &self.frame)?,
        })
    }
}

impl PoseFile {
    fn apply(&self, pose: &mut Pose) -> Result<(), FieldFault> {
        if let Some(pelvis) = &self.pelvis {
            pelvis.apply(pose).map_err(|fault| under("pelvis", fault))?;
        }
        let parts =
            [("lumbar", &self.lumbar), ("thoracic", &self.thoracic), ("neck", &self.neck), ("head", &self.head)];
        for (name, joint) in parts {
            if let Some(joint) = joint {
                for (axis, value) in joint.check(name, &Axis::ALL, Axis::motion)? {
                    *pose = pose.clone().with(axis, value);
                }
            }
        }
        if let Some(belly) = self.belly {
            *pose = pose.clone().with(Axis::Belly, measure("belly", Axis::Belly.motion(), belly)?);
        }
        for (name, half, side) in [("left", Half::Left, &self.left), ("right", Half::Right, &self.right)] {
            if let Some(side) = side {
                side.apply(pose, half).map_err(|fault| under(name, fault))?;
            }
        }
        Ok(())
    }
}

/// Checks that neck and head together keep to the range of the whole neck.
fn whole_neck(pose: &Pose) -> Result<(), FieldFault> {
    for (neck, head, least, most) in WHOLE_NECK {
        let both = pose.of(neck) + pose.of(head);
        if !(least - 0.01..=most + 0.01).contains(&both) {
            let what = format!("expected neck and head together within {least} to {most} degrees, found {both}");
            return Err(FieldFault::new("neck", format!("{what} of {}", neck.motion().name)));
        }
    }
    Ok(())
}

impl PelvisFile {
    fn apply(&self, pose: &mut Pose) -> Result<(), FieldFault> {
        let pelvis = &mut pose.pelvis;
        if let Some([x, z]) = self.at {
            let place = |value| number("at", value, (-FARTHEST, FARTHEST), " centimetres");
            (pelvis.at.x, pelvis.at.z) = (place(x)?, place(z)?);
        }
        if let Some(height) = self.height {
            pelvis.at.y = number("height", height, (0.0, 150.0), " centimetres")?;
            pelvis.lifted = true;
        }
        for (name, value, into) in [
            ("pitch", self.pitch, &mut pelvis.pitch),
            ("roll", self.roll, &mut pelvis.roll),
            ("turn", self.turn, &mut pelvis.turn),
        ] {
            if let Some(value) = value {
                *into = number(name, value, (-180.0, 180.0), " degrees")?;
            }
        }
        Ok(())
    }
}

impl JointFile {
    /// The numbers of a joint, each with the movement that it measures.
    fn check<W: Copy>(
        &self,
        joint: &'static str,
        ways: &[W],
        motion: impl Fn(W) -> &'static Motion,
    ) -> Result<Vec<(W, f32)>, FieldFault> {
        let of_joint = || ways.iter().copied().filter(|way| motion(*way).joint == joint);
        (self.0.iter())
            .map(|(name, value)| {
                let way = of_joint().find(|way| motion(*way).name == name).ok_or_else(|| {
                    let names: Vec<&str> = of_joint().map(|way| motion(way).name).collect();
                    FieldFault::new(joint, format!("expected {}, found {}", list(&names), quoted(name)))
                })?;
                let value = measure(motion(way).name, motion(way), *value).map_err(|fault| under(joint, fault))?;
                Ok((way, value))
            })
            .collect()
    }
}

impl SideFile {
    fn apply(&self, pose: &mut Pose, half: Half) -> Result<(), FieldFault> {
        // An arm or a leg that is bent no longer reaches for what it reached for in all frames.
        if self.shoulder.is_some() || self.elbow.is_some() {
            pose.hands[half as usize] = None;
        }
        if self.hip.is_some() || self.knee.is_some() {
            pose.feet[half as usize] = None;
        }
        for (name, joint) in [("girdle", &self.girdle), ("shoulder", &self.shoulder), ("hip", &self.hip)] {
            if let Some(joint) = joint {
                for (swing, value) in joint.check(name, &Swing::ALL, Swing::motion)? {
                    *pose = pose.clone().with_limb(half, swing, value);
                }
            }
        }
        for (swing, value) in [
            (Swing::Elbow, self.elbow),
            (Swing::Forearm, self.forearm),
            (Swing::Wrist, self.wrist),
            (Swing::Fingers, self.fingers),
            (Swing::Knee, self.knee),
            (Swing::Ankle, self.ankle),
        ] {
            if let Some(value) = value {
                let value = measure(swing.motion().joint, swing.motion(), value)?;
                *pose = pose.clone().with_limb(half, swing, value);
            }
        }
        if let Some(hand) = &self.hand {
            pose.hands[half as usize] = Some(hand.check().map_err(|fault| under("hand", fault))?);
        }
        if let Some(foot) = &self.foot {
            pose.feet[half as usize] = Some(foot.check().map_err(|fault| under("foot", fault))?);
        }
        Ok(())
    }
}

impl ReachFile {
    fn check(&self) -> Result<Reach, FieldFault> {
        let on = match self.on.as_str() {
            "air" => On::Air,
            name => {
                let thing = Thing::ALL.iter().find(|(_, known)| *known == name).map(|(thing, _)| On::Thing(*thing));
                let spot = Spot::ALL.iter().find(|(_, known)| *known == name).map(|(spot, _)| On::Body(*spot));
                thing.or(spot).ok_or_else(|| {
                    let things = Thing::ALL.iter().map(|(_, name)| *name);
                    let names: Vec<&str> =
                        ["air"].into_iter().chain(things).chain(Spot::ALL.iter().map(|(_, name)| *name)).collect();
                    FieldFault::new("on", format!("expected {}, found {}", list(&names), quoted(name)))
                })?
            }
        };
        let direction = |name, way: Option<[f64; 3]>| match way {
            None => Ok(None),
            Some(way) => {
                let way = vector(name, way)?;
                if way.length() < 1e-3 {
                    return Err(FieldFault::new(name, "expected a direction, found no way at all"));
                }
                Ok(Some(way))
            }
        };
        Ok(Reach {
            on,
            at: vector("at", self.at)?,
            pole: direction("pole", self.pole)?,
            along: direction("points", self.points)?,
            face: direction("faces", self.faces)?,
        })
    }
}

impl PlaceFile {
    fn check(&self) -> Result<Place, FieldFault> {
        place(self.on.as_deref(), self.at)
    }
}

fn place(on: Option<&str>, at: [f64; 3]) -> Result<Place, FieldFault> {
    Ok(Place { on: on.map(|name| word("on", &Spot::ALL, name)).transpose()?, at: vector("at", at)? })
}

impl PropFile {
    fn check(&self) -> Result<Prop, FieldFault> {
        let size = |name, value: Option<f64>, usual: f64| {
            number(name, value.unwrap_or(usual), (0.5, FARTHEST), " centimetres")
        };
        let kind = match self.kind.as_str() {
            "chair" => {
                let back = self.back.map_or(Ok(0.0), |back| number("back", back, (0.0, 100.0), " centimetres"))?;
                PropKind::Chair { back }
            }
            "mat" => {
                PropKind::Mat { width: size("width", self.width, MAT.0)?, length: size("length", self.length, MAT.1)? }
            }
            "wall" => PropKind::Wall,
            "door-frame" => PropKind::DoorFrame { width: size("width", self.width, 86.0)? },
            "desk" => {
                PropKind::Desk { width: size("width", self.width, 100.0)?, depth: size("length", self.length, 56.0)? }
            }
            "ball" => PropKind::Ball { radius: size("radius", self.radius, 3.4)? },
            "cushion" => {
                let half = self.size.unwrap_or(CUSHION).map(|side| number("size", side, (1.0, 200.0), " centimetres"));
                let [width, height, length] = half;
                PropKind::Cushion { half: Vec3::new(width?, height?, length?) / 2.0 }
            }
            "step" => PropKind::Step { height: size("height", self.height, 14.0)? },
            "strap" => {
                if self.places.len() < 2 {
                    return Err(FieldFault::new("places", "expected at least two places, for a strap to run between"));
                }
                PropKind::Strap { places: each("places", &self.places, PlaceFile::check)? }
            }
            other => {
                let kinds = ["chair", "mat", "wall", "door-frame", "desk", "ball", "cushion", "step", "strap"];
                return Err(FieldFault::new("kind", format!("expected {}, found {}", list(&kinds), quoted(other))));
            }
        };
        self.nothing_foreign(&kind)?;
        let usual = match kind {
            PropKind::Chair { .. } => [0.0, f64::from(SEAT), -2.0],
            _ => [0.0; 3],
        };
        Ok(Prop {
            at: place(self.on.as_deref(), self.at.unwrap_or(usual))?,
            turn: number("turn", self.turn, (-180.0, 180.0), " degrees")?,
            tilt: number("tilt", self.tilt, (-90.0, 90.0), " degrees")?,
            kind,
        })
    }

    /// Checks that the file gives no measure that this kind of thing does not have.
    fn nothing_foreign(&self, kind: &PropKind) -> Result<(), FieldFault> {
        use PropKind as K;
        let is = |given: bool, name: &'static str, belongs: bool| {
            if given && !belongs {
                let what = format!("expected none: a {} has no {name}", clean(&self.kind, 20));
                return Err(FieldFault::new(name, what));
            }
            Ok(())
        };
        is(self.back.is_some(), "back", matches!(kind, K::Chair { .. }))?;
        is(self.width.is_some(), "width", matches!(kind, K::Mat { .. } | K::DoorFrame { .. } | K::Desk { .. }))?;
        is(self.length.is_some(), "length", matches!(kind, K::Mat { .. } | K::Desk { .. }))?;
        is(self.radius.is_some(), "radius", matches!(kind, K::Ball { .. }))?;
        is(self.height.is_some(), "height", matches!(kind, K::Step { .. }))?;
        is(self.size.is_some(), "size", matches!(kind, K::Cushion { .. }))?;
        is(!self.places.is_empty(), "places", matches!(kind, K::Strap { .. }))
    }
}

/// The muscles of a list, each with its strength times `strength`.
fn lit(files: &[MuscleFile], strength: f32) -> Result<Vec<Lit>, FieldFault> {
    let checked = each("muscles", files, |file| file.check(strength))?;
    Ok(checked.concat())
}

impl MuscleFile {
    fn check(&self, glow: f32) -> Result<Vec<Lit>, FieldFault> {
        let muscle = Muscle::named(&self.name).ok_or_else(|| {
            let names: Vec<&str> = Muscle::all().map(Muscle::name).collect();
            FieldFault::new("name", format!("expected {}, found {}", list(&names), quoted(&self.name)))
        })?;
        let strength = share("strength", self.strength)? * glow;
        let halves: &[Half] = match self.side.as_str() {
            "right" => &[Half::Right],
            "left" => &[Half::Left],
            "both" => &Half::BOTH,
            other => {
                return Err(FieldFault::new("side", format!("expected right, left or both, found {}", quoted(other))));
            }
        };
        Ok(halves.iter().map(|half| Lit { muscle, half: *half, strength }).collect())
    }
}

fn each<F, T>(
    name: &'static str,
    files: &[F],
    check: impl Fn(&F) -> Result<T, FieldFault>,
) -> Result<Vec<T>, FieldFault> {
    if files.len() > LONGEST_LIST {
        let what = format!("expected at most {LONGEST_LIST} entries, found {}", files.len());
        return Err(FieldFault::new(name, what));
    }
    (files.iter().enumerate())
        .map(|(index, file)| check(file).map_err(|fault| fault.under(&[Part::Field(name), Part::Item(index)])))
        .collect()
}

fn word<T: Copy>(field: &'static str, known: &[(T, &str)], found: &str) -> Result<T, FieldFault> {
    known.iter().find(|(_, name)| *name == found).map(|(value, _)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(_, name)| *name).collect();
        FieldFault::new(field, format!("expected {}, found {}", list(&names), quoted(found)))
    })
}

fn vector(field: &'static str, [x, y, z]: [f64; 3]) -> Result<Vec3, FieldFault> {
    let place = |value| number(field, value, (-FARTHEST, FARTHEST), " centimetres");
    Ok(Vec3::new(place(x)?, place(y)?, place(z)?))
}

fn share(field: &'static str, value: f64) -> Result<f32, FieldFault> {
    number(field, value, (0.0, 1.0), "")
}

/// The number of a joint, checked to be within its range.
fn measure(field: &'static str, motion: &Motion, value: f64) -> Result<f32, FieldFault> {
    let unit = match motion.unit {
        Unit::Degrees => " degrees",
        Unit::Centimetres => " centimetres",
    };
    number(field, value, (f64::from(motion.least), f64::from(motion.most)), unit)
}

#[expect(clippy::cast_possible_truncation, reason = "within bounds that an f32 holds to a thousandth")]
fn number(field: &'static str, value: f64, (least, most): (f64, f64), unit: &str) -> Result<f32, FieldFault> {
    if (least..=most).contains(&value) {
        Ok(value as f32)
    } else {
        Err(FieldFault::new(field, format!("expected {least} to {most}{unit}, found {value}")))
    }
}
