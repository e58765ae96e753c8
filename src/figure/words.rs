//! The words for a figure: a sentence or two for somebody who does not see it, from its file, or else from its poses.

use super::joints::{Axis, Half, Swing};
use super::model::{Base, Cycle, Figure, Keyframe};
use super::pose::{On, Spot, Thing};
use super::resolved::settled;
use super::skeleton::{Bone, Skeleton};

/// The least movement of a joint of the trunk, the neck or the head that counts, in degrees.
const NOTICEABLE: f32 = 8.0;
/// The least turn of an arm or a leg that counts, in degrees.
const NOTICEABLE_LIMB: f32 = 20.0;
/// The largest number of movements that are told.
const MOST: usize = 3;

/// The words for a figure; `mirrored` is the other side, the left.
#[must_use]
pub fn describe(figure: &Figure, mirrored: bool) -> String {
    let (side, other) = if mirrored { (Half::Left, Half::Right) } else { (Half::Right, Half::Left) };
    match &figure.words {
        Some(words) => words.replace("{side}", side.word()).replace("{other}", other.word()),
        None => Teller { figure, mirrored }.tell(),
    }
}

struct Teller<'a> {
    figure: &'a Figure,
    mirrored: bool,
}

impl Teller<'_> {
    fn tell(&self) -> String {
        let frames = &self.figure.frames;
        let (start, end) = (&frames.start, &frames.end);
        let mut moves = self.trunk(start, end);
        moves.extend(self.girdles(start, end));
        moves.extend(self.arms(start, end));
        moves.extend(self.legs(start, end));
        moves.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut told: Vec<String> = moves.into_iter().take(MOST).map(|(says, _)| says).collect();
        if told.is_empty() {
            told.push("the body stays as it is, and the effort grows".to_owned());
        }
        let then = match self.figure.cycle {
            Cycle::Alternate => ", then to the other side",
            Cycle::PingPong | Cycle::Round => ", and back",
            Cycle::Breathe => " with the breath in, and back with the breath out",
            Cycle::Hold => "",
        };
        let holds = self.holds(end);
        let holds = if holds.is_empty() { String::new() } else { format!(" {}.", capital(&holds.join("; "))) };
        format!("{}. {}{then}.{holds}", self.base(start), capital(&told.join("; ")))
    }

    /// The word for a side as the reader sees it: swapped when mirrored.
    fn side(&self, half: Half) -> &'static str {
        if self.mirrored { half.other().word() } else { half.word() }
    }

    /// The word for the left if `left`, else for the right, swapped when mirrored.
    fn toward(&self, left: bool) -> &'static str {
        self.side(if left { Half::Left } else { Half::Right })
    }

    fn base(&self, start: &Keyframe) -> String {
        match self.figure.base {
            Base::Standing => "Standing".to_owned(),
            Base::Seated => "Seated".to_owned(),
            Base::Kneeling => "Kneeling".to_owned(),
            Base::HandsAndKnees => "On hands and knees".to_owned(),
            Base::Supine => "Lying on the back".to_owned(),
            Base::Prone => "Lying on the front".to_owned(),
            Base::SideLying => format!("Lying on the {} side", self.toward(start.pose.pelvis.roll > 0.0)),
        }
    }

    fn trunk(&self, start: &Keyframe, end: &Keyframe) -> Vec<(String, f32)> {
        let change = |axes: [Axis; 2]| axes.iter().map(|axis| end.pose.of(*axis) - start.pose.of(*axis)).sum::<f32>();
        let mut moves = Vec::new();
        let mut say = |by: f32, weight: f32, forward: &str, back: &str| {
            if by.abs() > NOTICEABLE {
                moves.push(((if by > 0.0 { forward } else { back }).to_owned(), by.abs() * weight));
            }
        };
        let (left, right) = (self.toward(true), self.toward(false));
        let head = |axis: [Axis; 2]| change(axis);
        say(head([Axis::NeckFlexion, Axis::HeadFlexion]), 2.0, "the chin sinks toward the chest", "the head tips back");
        let tips = [format!("the head tips to the {left}"), format!("the head tips to the {right}")];
        say(head([Axis::NeckLateral, Axis::HeadLateral]), 2.0, &tips[0], &tips[1]);
        let turns = [format!("the face turns to the {left}"), format!("the face turns to the {right}")];
        say(head([Axis::NeckRotation, Axis::HeadRotation]), 1.5, &turns[0], &turns[1]);
        say(change([Axis::LumbarFlexion, Axis::ThoracicFlexion]), 1.5, "the back rounds", "the back arches");
        let bends = [format!("the trunk bends to the {left}"), format!("the trunk bends to the {right}")];
        say(change([Axis::LumbarLateral, Axis::ThoracicLateral]), 2.0, &bends[0], &bends[1]);
        let twists = [format!("the trunk turns to the {left}"), format!("the trunk turns to the {right}")];
        say(change([Axis::LumbarRotation, Axis::ThoracicRotation]), 2.0, &twists[0], &twists[1]);
        let glide = end.pose.of(Axis::NeckGlide) - start.pose.of(Axis::NeckGlide);
        if glide.abs() > 1.0 {
            let way = if glide > 0.0 { "the head slides forward" } else { "the head slides straight back, chin in" };
            moves.push((way.to_owned(), 90.0));
        }
        let belly = end.pose.of(Axis::Belly) - start.pose.of(Axis::Belly);
        if belly.abs() > 0.8 {
            let way = if belly > 0.0 { "the belly swells" } else { "the belly draws in" };
            moves.push((way.to_owned(), 200.0));
        }
        let height = |frame: &Keyframe| settled(self.figure.base, &frame.pose).bone(Bone::Pelvis).at.y;
        let rise = height(end) - height(start);
        if rise.abs() > 4.0 {
            let way = if rise > 0.0 { "the hips rise" } else { "the hips sink" };
            moves.push((way.to_owned(), rise.abs() * 4.0));
        }
        let leans = end.pose.pelvis.pitch - start.pose.pelvis.pitch;
        if leans.abs() > NOTICEABLE && !matches!(self.figure.base, Base::Supine | Base::Prone) {
            let way = if leans > 0.0 { "the trunk leans forward" } else { "the trunk leans back" };
            moves.push((way.to_owned(), leans.abs() * 1.5));
        }
        moves
    }

    fn girdles(&self, start: &Keyframe, end: &Keyframe) -> Vec<(String, f32)> {
        let ways = [
            (Swing::GirdleElevation, "rise toward the ears", "sink"),
            (Swing::GirdleProtraction, "move forward, the blades apart", "draw back, the blades together"),
        ];
        let mut moves = Vec::new();
        for (swing, up, down) in ways {
            let by = Half::BOTH.map(|half| end.pose.limb(half, swing) - start.pose.limb(half, swing));
            let way = |by: f32| if by > 0.0 { up } else { down };
            if by.iter().all(|by| by.abs() > 1.0) && by[0] * by[1] > 0.0 {
                moves.push((format!("the shoulders {}", way(by[0])), by[0].abs() * 15.0));
            } else {
                for (half, by) in Half::BOTH.into_iter().zip(by).filter(|(_, by)| by.abs() > 1.0) {
                    let verb = way(by).replacen("rise", "rises", 1).replacen("sink", "sinks", 1);
                    let verb = verb.replacen("move", "moves", 1).replacen("draw", "draws", 1);
                    let says = format!("the {} shoulder {}", self.side(half), verb.split(',').next().unwrap_or(""));
                    moves.push((says, by.abs() * 15.0));
                }
            }
        }
        moves
    }

    /// The movement of two limbs: told once where both do the same.
    fn of_both(&self, name: &str, does: [Option<(&'static str, &'static str, f32)>; 2]) -> Vec<(String, f32)> {
        match does {
            [Some(left), Some(right)] if left.0 == right.0 => {
                vec![(format!("both {name}s {}", left.1), left.2.max(right.2))]
            }
            does => (Half::BOTH.into_iter().zip(does))
                .filter_map(|(half, does)| {
                    does.map(|(one, _, counts)| (format!("the {} {name} {one}", self.side(half)), counts))
                })
                .collect(),
        }
    }

    fn arms(&self, start: &Keyframe, end: &Keyframe) -> Vec<(String, f32)> {
        let (before, after) = (self.skeleton(start), self.skeleton(end));
        let does = Half::BOTH.map(|half| {
            let [_, upper_arm, ..] = Bone::of(half);
            let way = |skeleton: &Skeleton| {
                -(skeleton.bone(Bone::HighThoracic).turn.transpose() * skeleton.bone(upper_arm).turn.y_axis)
            };
            let (from, to) = (way(&before), way(&after));
            let turned = from.angle_between(to).to_degrees();
            if turned < NOTICEABLE_LIMB {
                return None;
            }
            let aside = to.x * half.sign();
            Some(match () {
                () if to.y > 0.6 => ("reaches up", "reach up", turned),
                () if aside < -0.3 => ("crosses the chest", "cross the chest", turned),
                () if aside > 0.6 => ("lifts out to the side", "lift out to the sides", turned),
                () if to.z > 0.6 => ("reaches forward", "reach forward", turned),
                () if to.z < -0.3 => ("reaches back", "reach back", turned),
                () => ("comes down", "come down", turned),
            })
        });
        self.of_both("arm", does)
    }

    fn legs(&self, start: &Keyframe, end: &Keyframe) -> Vec<(String, f32)> {
        let (before, after) = (self.skeleton(start), self.skeleton(end));
        let does = Half::BOTH.map(|half| {
            let [.., thigh, shin, _] = Bone::of(half);
            let pelvis = |skeleton: &Skeleton| skeleton.bone(Bone::Pelvis).turn.transpose();
            let way = |skeleton: &Skeleton| -(pelvis(skeleton) * skeleton.bone(thigh).turn.y_axis);
            let (from, to) = (way(&before), way(&after));
            let turned = from.angle_between(to).to_degrees();
            let bent = |skeleton: &Skeleton| {
                skeleton.bone(thigh).turn.y_axis.angle_between(skeleton.bone(shin).turn.y_axis).to_degrees()
            };
            let bends = bent(&after) - bent(&before);
            let aside = (to.x - from.x) * half.sign();
            match () {
                () if turned < NOTICEABLE_LIMB && bends.abs() < NOTICEABLE_LIMB => None,
                () if turned < NOTICEABLE_LIMB && bends > 0.0 => {
                    Some(("bends at the knee", "bend at the knees", bends))
                }
                () if turned < NOTICEABLE_LIMB => Some(("straightens", "straighten", -bends)),
                () if aside > 0.3 => Some(("opens to the side", "open to the sides", turned)),
                () if aside < -0.3 => Some(("crosses to the other side", "cross over", turned)),
                () if to.z > from.z => Some(("is drawn up", "are drawn up", turned)),
                () => Some(("stretches back", "stretch back", turned)),
            }
        });
        self.of_both("leg", does)
    }

    fn skeleton(&self, frame: &Keyframe) -> Skeleton {
        settled(self.figure.base, &frame.pose)
    }

    /// The places that the hands hold at the end, in words.
    fn holds(&self, end: &Keyframe) -> Vec<String> {
        let mut holds: Vec<String> = Vec::new();
        let places = end.pose.hands.map(|reach| reach.map(|reach| reach.on));
        let place = |on: On| match on {
            On::Air | On::Thing(Thing::Floor | Thing::Mat) => None,
            On::Thing(thing) => {
                let name = Thing::ALL.iter().find(|(known, _)| *known == thing).map_or("", |(_, name)| *name);
                Some(format!("the {}", name.replace('-', " ")))
            }
            On::Body(spot) => Some(match spot {
                Spot::Shoulder(half) => format!("the {} shoulder", self.side(half)),
                Spot::Elbow(half) => format!("the {} arm", self.side(half)),
                Spot::Wrist(half) => format!("the {} hand", self.side(half)),
                Spot::Knee(half) => format!("the {} leg", self.side(half)),
                Spot::Ankle(half) => format!("the {} foot", self.side(half)),
                spot => {
                    let name = Spot::ALL.iter().find(|(known, _)| *known == spot).map_or("", |(_, name)| *name);
                    format!("the {name}")
                }
            }),
        };
        for (half, on) in Half::BOTH.into_iter().zip(places) {
            if let Some(place) = on.and_then(place) {
                holds.push(format!("the {} hand is on {place}", self.side(half)));
            }
        }
        holds
    }
}

/// The words with a capital letter at the beginning.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
