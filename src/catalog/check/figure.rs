//! From a figure's shape in its file to the figure: every joint is known, every angle and length within its bounds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{LONGEST_LIST, NAME, quoted, some_text};
use crate::catalog::area::Position;
use crate::catalog::fault::{FieldFault, Part};
use crate::catalog::file::figure::{
    ContactFile, FigureFile, FramesFile, LayerFile, MuscleFile, PoseFile, PropFile, VariantFile,
};
use crate::figure::model::{
    Base, Contact, Cycle, Figure, Frame, Frames, Framing, Layer, Muscle, MuscleSide, Prop, Surface, Touched, View,
};
use crate::figure::pose::{DEGREES, PELVIS_BOUNDS, PELVIS_Y, Pose};
use crate::figure::skeleton::{Joint, Limb, Point};

/// Places of props are at most this far from the body, in body heights.
const FARTHEST: f64 = 3.0;
/// How near a joint is that touches another, where the file does not say.
const TOUCHING: f64 = 0.03;
/// Half the width of a muscle, where the file does not say.
const MUSCLE_WIDTH: f64 = 0.024;

const VIEWS: &[(View, &str)] =
    &[(View::Front, "front"), (View::Back, "back"), (View::Side, "side"), (View::Top, "top")];
const BASES: &[(Base, &str)] = &[
    (Base::Chair, "chair"),
    (Base::Standing, "standing"),
    (Base::Wall, "wall"),
    (Base::Floor, "floor"),
    (Base::Mat, "mat"),
];
const FRAMINGS: &[(Framing, &str)] = &[(Framing::Bust, "bust"), (Framing::Full, "full"), (Framing::Floor, "floor")];
const CYCLES: &[(Cycle, &str)] = &[
    (Cycle::Hold, "hold"),
    (Cycle::PingPong, "ping-pong"),
    (Cycle::Alternate, "alternate"),
    (Cycle::Round, "cycle"),
    (Cycle::Breathe, "breathe"),
];
const SURFACES: &[(Surface, &str)] = &[(Surface::Front, "front"), (Surface::Back, "back")];
const MUSCLE_SIDES: &[(MuscleSide, &str)] = &[(MuscleSide::A, "a"), (MuscleSide::B, "b"), (MuscleSide::Both, "both")];

/// A figure, and the figures of other positions.
pub(super) struct Figures {
    pub(super) own: Arc<Figure>,
    pub(super) of_positions: Vec<(Position, Arc<Figure>)>,
}

impl FigureFile {
    pub(super) fn check(&self) -> Result<Figures, FieldFault> {
        let figure = Figure {
            view: word("view", VIEWS, &self.view)?,
            base: word("base", BASES, &self.base)?,
            framing: word("framing", FRAMINGS, &self.framing)?,
            cycle: word("loop", CYCLES, &self.cycle)?,
            frames: self.frames.check()?,
            anchor: self.anchor.as_deref().map(|name| joint("anchor", name)).transpose()?,
            contacts: each("contacts", &self.contacts, ContactFile::check)?,
            props: each("props", &self.props, PropFile::check)?,
            muscles: each("muscles", &self.muscles, MuscleFile::check)?,
            in_turn: self.in_turn,
            behind: each("behind", &self.behind, LayerFile::check)?,
            front: self.front.as_deref().map(|name| word("front", &Limb::ALL, name)).transpose()?,
            mirror: self.mirror,
        };
        let needs = match figure.cycle {
            Cycle::Alternate if figure.frames.end2.is_none() => Some("an alternate loop needs the frame end2"),
            Cycle::Round if figure.frames.mid.is_none() => Some("a cycle needs the frame mid"),
            _ => None,
        };
        if let Some(what) = needs {
            return Err(FieldFault::new("frames", format!("expected another frame: {what}")));
        }
        let of_positions = variants(&self.variants, &figure)?;
        Ok(Figures { own: Arc::new(figure), of_positions })
    }
}

fn variants(
    files: &BTreeMap<String, VariantFile>,
    figure: &Figure,
) -> Result<Vec<(Position, Arc<Figure>)>, FieldFault> {
    (files.iter())
        .map(|(name, file)| {
            let position = super::position("variants", name)?;
            let variant = file.check(figure).map_err(|fault| fault.under(&[Part::Field("variants")]))?;
            Ok((position, Arc::new(variant)))
        })
        .collect()
}

impl VariantFile {
    fn check(&self, figure: &Figure) -> Result<Figure, FieldFault> {
        Ok(Figure {
            view: self.view.as_deref().map_or(Ok(figure.view), |name| word("view", VIEWS, name))?,
            base: self.base.as_deref().map_or(Ok(figure.base), |name| word("base", BASES, name))?,
            framing: self.framing.as_deref().map_or(Ok(figure.framing), |name| word("framing", FRAMINGS, name))?,
            frames: self.frames.check()?,
            anchor: self.anchor.as_deref().map(|name| joint("anchor", name)).transpose()?,
            contacts: each("contacts", &self.contacts, ContactFile::check)?,
            props: each("props", &self.props, PropFile::check)?,
            ..figure.clone()
        })
    }
}

impl FramesFile {
    fn check(&self) -> Result<Frames, FieldFault> {
        let pose = |name, file: &PoseFile| {
            file.check().map_err(|fault| fault.under(&[Part::Field("frames"), Part::Field(name)]))
        };
        Ok(Frames {
            start: pose("start", &self.start)?,
            mid: self.mid.as_ref().map(|file| pose("mid", file)).transpose()?,
            end: pose("end", &self.end)?,
            end2: self.end2.as_ref().map(|file| pose("end2", file)).transpose()?,
        })
    }
}

impl PoseFile {
    fn check(&self) -> Result<Pose, FieldFault> {
        let mut pose = Pose::default();
        for (name, value) in &self.0 {
            if name == PELVIS_Y {
                pose = pose.with_pelvis_y(number(PELVIS_Y, *value, PELVIS_BOUNDS)?);
                continue;
            }
            let Some(degree) = DEGREES.iter().find(|degree| degree.name == name) else {
                return Err(unknown_degree(name));
            };
            let bounds = (degree.least, degree.most);
            let value = measure(degree.name, *value, bounds, if degree.is_angle() { " degrees" } else { "" })?;
            pose = pose.with(degree.dof, value);
        }
        Ok(pose)
    }
}

/// Says what was meant, where one name is near; there are too many to list.
fn unknown_degree(name: &str) -> FieldFault {
    let names = DEGREES.iter().map(|degree| degree.name).chain([PELVIS_Y]);
    let nearest = names.max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
    let what = format!(
        "expected a joint's angle such as {} (the schema lists all), found {}",
        nearest.unwrap_or(PELVIS_Y),
        quoted(name)
    );
    FieldFault { path: Vec::new(), what }
}

impl ContactFile {
    fn check(&self) -> Result<Contact, FieldFault> {
        let on = match self.on.as_str() {
            "floor" => Touched::Floor,
            "seat" => Touched::Seat,
            "place" => Touched::Place,
            "head" => Touched::Head,
            name => {
                let other = Joint::named(name).ok_or_else(|| {
                    let joints = joint_names();
                    FieldFault::new("on", format!("expected floor, seat, place, {joints}, found {}", quoted(name)))
                })?;
                Touched::Near(other, number("within", self.within.unwrap_or(TOUCHING), (0.0, 0.3))?)
            }
        };
        Ok(Contact { joint: joint("joint", &self.joint)?, on, frames: frames(&self.frames)? })
    }
}

impl PropFile {
    fn check(&self) -> Result<Prop, FieldFault> {
        let place = |name, value| number(name, value, (-FARTHEST, FARTHEST));
        let spot = |name, [x, y]: [f64; 2]| Ok::<_, FieldFault>(Point::new(place(name, x)?, place(name, y)?));
        Ok(match self {
            Self::Wall { x, side } => Prop::Wall { x: place("x", *x)?, side: number("side", *side, (-1.0, 1.0))? },
            Self::WallBehind {} => Prop::WallBehind,
            Self::Doorframe { x } => Prop::DoorFrame { x: place("x", *x)? },
            Self::ChairBack { x, y0, y1, seat } => Prop::ChairBack {
                x: place("x", *x)?,
                bottom: place("y0", *y0)?,
                top: place("y1", *y1)?,
                seat: seat.map(|front| place("seat", front)).transpose()?,
            },
            Self::Seat { x0, x1, y } | Self::Desk { x0, x1, y } => {
                Prop::Table { left: place("x0", *x0)?, right: place("x1", *x1)?, height: place("y", *y)? }
            }
            Self::Ball { r, start, end } => Prop::Ball {
                start: spot("start", *start)?,
                end: spot("end", *end)?,
                radius: number("r", *r, (0.005, 0.2))?,
            },
            Self::Pillow { middle: Some(middle), size, .. } => {
                let [width, height] = size.unwrap_or([0.16, 0.03]);
                Prop::Pillow {
                    middle: spot("middle", *middle)?,
                    width: number("size", width, (0.0, 1.0))?,
                    height: number("size", height, (0.0, 1.0))?,
                }
            }
            Self::Pillow { below, .. } => Prop::PillowUnderHead { below: place("below", below.unwrap_or(0.0))? },
            Self::Mat {} => Prop::Mat,
            Self::Strap { from, to } => Prop::Strap { from: joint("from", from)?, to: joint("to", to)? },
            Self::Guide { x, y0, y1 } => {
                Prop::Guide { x: place("x", *x)?, bottom: place("y0", *y0)?, top: place("y1", *y1)? }
            }
            Self::Effort { at, dir, dx, dy, at_end } => Prop::Effort {
                at: joint("at", at)?,
                offset: Point::new(place("dx", *dx)?, place("dy", *dy)?),
                direction: number("dir", *dir, (-360.0, 360.0))?,
                at_end: *at_end,
            },
        })
    }
}

impl MuscleFile {
    fn check(&self) -> Result<Muscle, FieldFault> {
        let [from, to] = self.span.unwrap_or([0.0, 1.0]);
        Ok(Muscle {
            name: some_text("name", &self.name, NAME)?,
            side: word("side", MUSCLE_SIDES, &self.side)?,
            from: joint("from", &self.from)?,
            to: joint("to", &self.to)?,
            span: (number("span", from, (-0.5, 1.5))?, number("span", to, (-0.5, 1.5))?),
            surface: self.surface.as_deref().map_or(Ok(Surface::Through), |name| word("surface", SURFACES, name))?,
            width: number("width", self.width.unwrap_or(MUSCLE_WIDTH), (0.005, 0.12))?,
        })
    }
}

impl LayerFile {
    fn check(&self) -> Result<Layer, FieldFault> {
        Ok(Layer { limb: word("limb", &Limb::ALL, &self.limb)?, frames: frames(&self.frames)? })
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

fn frames(names: &[String]) -> Result<Vec<Frame>, FieldFault> {
    names.iter().map(|name| word("frames", &Frame::ALL, name)).collect()
}

fn joint(field: &'static str, name: &str) -> Result<Joint, FieldFault> {
    Joint::named(name)
        .ok_or_else(|| FieldFault::new(field, format!("expected {}, found {}", joint_names(), quoted(name))))
}

fn joint_names() -> String {
    let names: Vec<&str> = Joint::ALL.iter().map(|(_, name)| *name).collect();
    super::list(&names)
}

fn word<T: Copy>(field: &'static str, known: &[(T, &str)], found: &str) -> Result<T, FieldFault> {
    known.iter().find(|(_, name)| *name == found).map(|(value, _)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(_, name)| *name).collect();
        FieldFault::new(field, format!("expected {}, found {}", super::list(&names), quoted(found)))
    })
}

fn number(field: &'static str, value: f64, bounds: (f64, f64)) -> Result<f64, FieldFault> {
    measure(field, value, bounds, "")
}

fn measure(field: &'static str, value: f64, (least, most): (f64, f64), unit: &str) -> Result<f64, FieldFault> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(FieldFault::new(field, format!("expected {least} to {most}{unit}, found {value}")))
    }
}
