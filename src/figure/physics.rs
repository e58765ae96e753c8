//! Flaws of a figure that no body can have: limbs inside each other, hands that hold nothing, feet off the ground,
//! joints beyond their range.

use std::fmt;

use glam::{Mat3, Quat, Vec3};

use super::flesh::{Group, Piece};
use super::joints::{Half, Swing};
use super::model::{Base, Figure, Frame};
use super::motion::Phase;
use super::pose::{On, Thing, x_turn, z_turn};
use super::props::{self, SEAT};
use super::resolved::ResolvedPose;
use super::skeleton::{Bone, Skeleton};
use super::solid::Solid;
use super::trace::distance;

/// The depth that a limb may be inside something hard, in centimetres: skin and clothes give way by so much.
pub const DEEPEST: f32 = 2.0;
/// The distance that a hand or a foot may be from the thing it touches, in centimetres.
pub const FARTHEST: f32 = 1.5;
/// The number of moments of a movement that are looked at.
pub const MOMENTS: usize = 12;

/// Something in a figure that no body can do.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaw {
    /// The moment.
    pub phase: Phase,
    /// The flaw, in words.
    pub what: String,
    /// The amount by which it exceeds what is possible, in centimetres or degrees.
    pub by: f32,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.phase.from.name(), self.phase.to.name());
        if self.phase.from == self.phase.to {
            write!(f, "{from}: {}", self.what)
        } else {
            write!(f, "{from} to {to}, {:.0} %: {}", self.phase.t * 100.0, self.what)
        }
    }
}

/// The moments of a movement that are looked at: every frame, and moments on the ways between them.
#[must_use]
pub fn moments(figure: &Figure) -> Vec<Phase> {
    let mut ways: Vec<(Frame, Frame)> = Vec::new();
    let frames: Vec<Frame> =
        figure.frames.all().map(|(frame, _)| frame).filter(|frame| *frame != Frame::End2).collect();
    ways.extend(frames.iter().copied().zip(frames.iter().copied().skip(1)));
    if figure.frames.end2.is_some() {
        ways.push((Frame::Start, Frame::End2));
    }
    if figure.cycle == super::model::Cycle::Round {
        ways.push((Frame::End, Frame::Start));
    }
    let each = MOMENTS.div_ceil(ways.len().max(1));
    let mut moments: Vec<Phase> = vec![Phase::still(Frame::Start)];
    for (from, to) in ways {
        for step in 1..each {
            moments.push(Phase { from, to, t: step as f64 / each as f64, ..Phase::still(from) });
        }
        moments.push(Phase::still(to));
    }
    moments
}

/// All flaws of a figure, the worst of each kind.
#[must_use]
pub fn flaws(figure: &Figure) -> Vec<Flaw> {
    let mut found: Vec<(String, Flaw)> = Vec::new();
    for phase in moments(figure) {
        let stance = ResolvedPose::of(figure, phase);
        for (kind, what, by) in at_moment(&stance) {
            let flaw = Flaw { phase, what, by };
            match found.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, worst)) if worst.by < by => *worst = flaw,
                Some(_) => {}
                None => found.push((kind, flaw)),
            }
        }
    }
    found.into_iter().map(|(_, flaw)| flaw).collect()
}

type Found = (String, String, f32);

fn at_moment(stance: &ResolvedPose<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let things: Vec<(Thing, Vec<Piece>)> = (stance.props.iter())
        .map(|prop| (props::thing(&prop.kind), props::solids(prop, &stance.skeleton, None)))
        .collect();
    inside(stance, &things, &mut found);
    contacts(stance, &things, &mut found);
    ground(stance, &things, &mut found);
    ranges(&stance.skeleton, &mut found);
    found
}

/// The name of the part of the body that a bone is in.
#[must_use]
pub fn part(bone: Bone) -> &'static str {
    use Bone as B;
    match bone {
        B::Pelvis => "pelvis",
        B::LowLumbar | B::MidLumbar | B::HighLumbar => "belly",
        B::LowThoracic | B::MidThoracic | B::HighThoracic => "chest",
        B::LowNeck | B::HighNeck => "neck",
        B::Head => "head",
        B::LeftGirdle => "left shoulder",
        B::RightGirdle => "right shoulder",
        B::LeftUpperArm => "left upper arm",
        B::RightUpperArm => "right upper arm",
        B::LeftForearm => "left forearm",
        B::RightForearm => "right forearm",
        B::LeftHand | B::LeftFingers => "left hand",
        B::RightHand | B::RightFingers => "right hand",
        B::LeftThigh => "left thigh",
        B::RightThigh => "right thigh",
        B::LeftShin => "left shin",
        B::RightShin => "right shin",
        B::LeftFoot => "left foot",
        B::RightFoot => "right foot",
    }
}

/// The depth that a limb may be inside another part of the body, in centimetres; none where the two are joined.
fn soft(limb: Bone, other: Bone) -> Option<f32> {
    use Bone as B;
    let is = |bone: Bone, names: [Bone; 2]| names.contains(&bone);
    let thigh = [B::LeftThigh, B::RightThigh];
    let shin = [B::LeftShin, B::RightShin];
    let foot = [B::LeftFoot, B::RightFoot];
    let upper_arm = [B::LeftUpperArm, B::RightUpperArm];
    let girdle = [B::LeftGirdle, B::RightGirdle];
    let belly = matches!(other, B::LowLumbar | B::MidLumbar | B::HighLumbar | B::LowThoracic);
    let pelvis = other == B::Pelvis;
    let chest = matches!(other, B::LowThoracic | B::MidThoracic | B::HighThoracic);
    Some(match limb {
        // A thigh begins in the pelvis, and an upper arm in the shoulder.
        _ if is(limb, thigh) && (pelvis || is(other, thigh)) => return None,
        _ if is(limb, upper_arm) && (is(other, girdle) || is(other, upper_arm)) => return None,
        // The belly gives way to a thigh that is drawn up, and a calf to the thigh and the seat that rest on it.
        _ if is(limb, thigh) && (belly || chest) => 6.0,
        _ if is(limb, shin) && (is(other, thigh) || pelvis) => 5.0,
        _ if is(limb, foot) && (pelvis || is(other, thigh)) => 5.0,
        // Hands fold into each other, and fingers lie round what they hold.
        _ if is_hand(limb) && is_hand(other) => 5.0,
        _ if is_hand(limb) && !matches!(other, B::Head) => 3.0,
        // The armpit.
        _ if is(limb, upper_arm) && (chest || belly) => 4.0,
        _ => DEEPEST,
    })
}

fn is_hand(bone: Bone) -> bool {
    Half::BOTH.iter().any(|half| Bone::of(*half)[3..5].contains(&bone))
}

/// Finds limbs inside the trunk, the head, other limbs, or things.
fn inside(stance: &ResolvedPose<'_>, things: &[(Thing, Vec<Piece>)], found: &mut Vec<Found>) {
    let body = &stance.body;
    for piece in body {
        let (Some(bone), Group::Arm(_) | Group::Leg(_)) = (piece.bone, piece.group) else {
            continue;
        };
        let room = piece.solid.balls();
        for other in body.iter().filter(|other| other.group != piece.group) {
            let Some(other_bone) = other.bone else {
                continue;
            };
            let (Some(one), Some(two)) = (soft(bone, other_bone), soft(other_bone, bone)) else {
                continue;
            };
            let allowed = one.max(two);
            let deep =
                room.iter().map(|(place, radius)| radius - other.solid.distance(*place)).fold(f32::MIN, f32::max);
            if deep > allowed {
                let (limb, other) = (part(bone), part(other_bone));
                // Two limbs are in each other: said once.
                let kind = if limb < other { format!("{limb} in {other}") } else { format!("{other} in {limb}") };
                found.push((kind, format!("the {limb} is {deep:.1} cm inside the {other}"), deep));
            }
        }
        for (thing, pieces) in things {
            let solids = pieces.iter().map(|piece| &piece.solid);
            let deep = solids.flat_map(|solid| room.iter().map(|(place, radius)| radius - solid.distance(*place)));
            let deep = deep.fold(f32::MIN, f32::max);
            // A cushion, a ball and a strap give way.
            let allowed = match thing {
                Thing::Cushion | Thing::Strap => 8.0,
                Thing::Ball => 4.0,
                // Who sits is soft.
                Thing::Chair if matches!(bone, Bone::LeftThigh | Bone::RightThigh) => 3.0,
                _ => DEEPEST,
            };
            if deep > allowed {
                let (limb, thing) = (part(bone), name(*thing));
                found.push((
                    format!("{limb} in {thing}"),
                    format!("the {limb} is {deep:.1} cm inside the {thing}"),
                    deep,
                ));
            }
        }
        // The floor is everywhere.
        let low = room.iter().map(|(place, radius)| radius - place.y).fold(f32::MIN, f32::max);
        if low > DEEPEST {
            let limb = part(bone);
            found.push((format!("{limb} in floor"), format!("the {limb} is {low:.1} cm under the floor"), low));
        }
    }
    for piece in body.iter().filter(|piece| matches!(piece.group, Group::Trunk | Group::Head)) {
        let Some(bone) = piece.bone else {
            continue;
        };
        let low = -piece.solid.reach().0.y;
        if low > DEEPEST + 1.0 {
            let of = part(bone);
            found.push((format!("{of} in floor"), format!("the {of} is {low:.1} cm under the floor"), low));
        }
        let head = piece.group == Group::Head;
        for other in body.iter().filter(|other| head && other.group == Group::Trunk) {
            let near = matches!(
                other.bone,
                Some(Bone::LowNeck | Bone::HighNeck | Bone::LeftGirdle | Bone::RightGirdle | Bone::HighThoracic)
            );
            let deep = piece
                .solid
                .balls()
                .iter()
                .map(|(at, radius)| radius - other.solid.distance(*at))
                .fold(f32::MIN, f32::max);
            if !near && deep > DEEPEST + 1.0 {
                found.push(("head in trunk".to_owned(), format!("the head is {deep:.1} cm inside the trunk"), deep));
            }
        }
        for (thing, pieces) in things {
            let hard = matches!(thing, Thing::Wall | Thing::Desk | Thing::DoorFrame | Thing::Step);
            let hard = hard || (*thing == Thing::Chair && bone != Bone::Pelvis);
            if !hard {
                continue;
            }
            let solids = pieces.iter().map(|piece| &piece.solid);
            let room = piece.solid.balls();
            let deep = solids.flat_map(|solid| room.iter().map(|(at, radius)| radius - solid.distance(*at)));
            let deep = deep.fold(f32::MIN, f32::max);
            if deep > DEEPEST + 1.0 {
                let (of, thing) = (part(bone), name(*thing));
                found.push((format!("{of} in {thing}"), format!("the {of} is {deep:.1} cm inside the {thing}"), deep));
            }
        }
    }
}

fn name(thing: Thing) -> &'static str {
    Thing::ALL.iter().find(|(known, _)| *known == thing).map_or("", |(_, name)| *name)
}

/// Finds hands and feet that are not on what they should be on.
fn contacts(stance: &ResolvedPose<'_>, things: &[(Thing, Vec<Piece>)], found: &mut Vec<Found>) {
    let (from, to) = (stance.figure.frames.of(stance.phase.from), stance.figure.frames.of(stance.phase.to));
    for half in Half::BOTH {
        let index = half as usize;
        let limbs =
            [(from.pose.hands[index], to.pose.hands[index], true), (from.pose.feet[index], to.pose.feet[index], false)];
        for (from, to, is_hand) in limbs {
            let on = match (from, to) {
                (Some(from), Some(to)) if from.on == to.on => from.on,
                _ => continue,
            };
            let end = if is_hand { [Bone::of(half)[3], Bone::of(half)[4]] } else { [Bone::of(half)[7]; 2] };
            let own = |piece: &&Piece| piece.bone.is_some_and(|bone| end.contains(&bone));
            let room: Vec<(Vec3, f32)> = stance.body.iter().filter(own).flat_map(|piece| piece.solid.balls()).collect();
            let gap = |solids: &mut dyn Iterator<Item = &Solid>| {
                solids
                    .flat_map(|solid| room.iter().map(move |(at, radius)| solid.distance(*at) - radius))
                    .fold(f32::INFINITY, f32::min)
            };
            let (away, what) = match on {
                On::Air => continue,
                On::Thing(Thing::Floor | Thing::Mat) => (
                    room.iter().map(|(at, radius)| at.y - radius).fold(f32::INFINITY, f32::min),
                    "the floor".to_owned(),
                ),
                On::Thing(thing) => {
                    let of = things.iter().filter(|(known, _)| *known == thing).flat_map(|(_, pieces)| pieces);
                    (gap(&mut of.map(|piece| &piece.solid)), format!("the {}", name(thing)))
                }
                On::Body(spot) => {
                    let group = if is_hand { Group::Arm(half) } else { Group::Leg(half) };
                    let body = stance.body.iter().filter(|piece| piece.group != group).map(|piece| &piece.solid);
                    let name =
                        super::pose::Spot::ALL.iter().find(|(known, _)| *known == spot).map_or("", |(_, name)| *name);
                    // A hand may rest on a hand that holds a knee, and on clothes that a strap goes round.
                    let straps =
                        things.iter().filter(|(known, _)| *known == Thing::Strap).flat_map(|(_, pieces)| pieces);
                    (gap(&mut body.chain(straps.map(|piece| &piece.solid))), format!("the {name}"))
                }
            };
            if away > FARTHEST {
                let limb = if is_hand { "hand" } else { "foot" };
                let (side, kind) = (half.word(), format!("{} {limb} off", half.word()));
                found.push((kind, format!("the {side} {limb} is {away:.1} cm away from {what}"), away));
            }
        }
    }
}

/// Checks that the part of the body that carries it is on the ground.
fn ground(stance: &ResolvedPose<'_>, things: &[(Thing, Vec<Piece>)], found: &mut Vec<Found>) {
    let lowest = |wanted: &dyn Fn(&Piece) -> bool| {
        let pieces = stance.body.iter().filter(|piece| wanted(piece));
        pieces.map(|piece| piece.solid.reach().0.y).fold(f32::INFINITY, f32::min)
    };
    let of = |bones: &[Bone]| {
        let bones = bones.to_vec();
        move |piece: &Piece| piece.bone.is_some_and(|bone| bones.contains(&bone))
    };
    let [feet, shins, thighs] = [7, 6, 5].map(|index| Half::BOTH.map(|half| Bone::of(half)[index]));
    let mut say = |what: &str, away: f32| {
        if away.abs() > FARTHEST && away > 0.0 {
            found.push((what.to_owned(), format!("{what} by {away:.1} cm"), away));
        }
    };
    match stance.figure.base {
        Base::Standing => say("the feet are off the floor", lowest(&of(&feet))),
        Base::Seated => {
            let seat = things.iter().any(|(thing, _)| *thing == Thing::Chair);
            if seat {
                say("the seat is off the chair", lowest(&of(&[Bone::Pelvis])) - SEAT);
            }
            for half in Half::BOTH {
                if stance.figure.frames.of(stance.phase.to).pose.feet[half as usize].is_none() {
                    say(&format!("the {half} foot is off the floor"), lowest(&of(&[Bone::of(half)[7]])));
                }
            }
        }
        Base::Kneeling | Base::HandsAndKnees => {
            say("the knees are off the floor", lowest(&of(&[shins[0], shins[1], thighs[0], thighs[1]])));
        }
        Base::Supine | Base::Prone | Base::SideLying => {
            say("the body is off the floor", lowest(&|piece| matches!(piece.group, Group::Trunk | Group::Head)));
        }
    }
}

/// Finds joints of reaching limbs that are beyond their range; those that are bent by angles are checked in the file.
fn ranges(skeleton: &Skeleton, found: &mut Vec<Found>) {
    let mut say = |half: Half, what: &str, value: f32, least: f32, most: f32| {
        let by = (least - value).max(value - most);
        if by > SLACK {
            let words = format!("the {half} {what} is at {value:.0} degrees, its range is {least:.0} to {most:.0}");
            found.push((format!("{half} {what}"), words, by));
        }
    };
    let range = |swing: Swing| (swing.motion().least, swing.motion().most);
    for half in Half::BOTH {
        let sign = half.sign();
        let [_, upper_arm, forearm, hand, _, thigh, shin, foot] = Bone::of(half).map(|bone| skeleton.bone(bone).turn);
        let pelvis = skeleton.bone(Bone::Pelvis).turn;
        let chest = skeleton.bone(Bone::HighThoracic).turn;
        let hip = hip_angles(pelvis.transpose() * thigh, sign);
        for (value, swing, name) in [
            (hip[0], Swing::HipFlexion, "hip's flexion"),
            (hip[1], Swing::HipAbduction, "hip's abduction"),
            (hip[2], Swing::HipRotation, "hip's rotation"),
        ] {
            let (mut least, most) = range(swing);
            if swing == Swing::HipRotation && hip[0] > 60.0 && hip[1] > 15.0 {
                // A hip that is bent and spread turns out farther, as in sitting cross-legged.
                least -= OPEN;
            }
            say(half, name, value, least, most);
        }
        let bend = |upper: Mat3, lower: Mat3| {
            let between = upper.transpose() * lower;
            between.y_axis.z.atan2(between.y_axis.y).to_degrees()
        };
        say(half, "knee", bend(thigh, shin), -2.0, range(Swing::Knee).1);
        say(half, "elbow", -bend(upper_arm, forearm), -2.0, range(Swing::Elbow).1);
        let (least, most) = range(Swing::Ankle);
        say(half, "ankle", -bend(shin, foot), least, most);
        let wrist = (forearm.transpose() * hand).y_axis;
        say(half, "wrist", wrist.y.clamp(-1.0, 1.0).acos().to_degrees(), 0.0, range(Swing::Wrist).1);
        // An arm swings back no farther than the range, and crosses the chest 45 degrees past the middle.
        let arm = chest.transpose() * upper_arm;
        let way = -arm.y_axis;
        if way.z < 0.0 && way.x * sign < 0.5 && way.y < 0.5 {
            say(
                half,
                "shoulder's extension",
                (-way.z).atan2((-way.y).max(0.05)).to_degrees(),
                0.0,
                -range(Swing::ShoulderFlexion).0 + 10.0,
            );
        }
        let across = (-way.x * sign).clamp(-1.0, 1.0).asin().to_degrees();
        say(half, "shoulder's adduction", across, -90.0, 60.0);
        // Straight overhead there is no telling a turn of the arm from a swing of it.
        if way.y > 0.8 {
            continue;
        }
        let swing = Quat::from_rotation_arc(Vec3::NEG_Y, way.normalize_or(Vec3::NEG_Y));
        let twist = Mat3::from_quat(swing.inverse()) * arm;
        let turned = sign * twist.x_axis.z.atan2(twist.x_axis.x).to_degrees();
        let (least, most) = range(Swing::ShoulderRotation);
        say(half, "shoulder's rotation", turned, least - 20.0, most + 20.0);
    }
}

/// The degrees that a bent and spread hip may turn out beyond its range; the sources of the ranges measure it straight
/// or at a right angle, where it turns less.
const OPEN: f32 = 30.0;

/// The degrees that a joint may be beyond its range before it counts: goniometers agree to about five.
const SLACK: f32 = 5.0;

/// Flexion, abduction and rotation of a hip, in degrees.
fn hip_angles(hip: Mat3, sign: f32) -> [f32; 3] {
    let way = -hip.y_axis;
    let abduction = (way.x * sign).clamp(-1.0, 1.0).asin();
    let flexion = way.z.atan2(-way.y);
    let swing = x_turn(-flexion.to_degrees()) * z_turn(sign * abduction.to_degrees());
    let twist = swing.transpose() * hip;
    let rotation = -sign * (-twist.x_axis.z).atan2(twist.x_axis.x);
    [flexion.to_degrees(), abduction.to_degrees(), rotation.to_degrees()]
}

/// The distance of a place from the nearest of these pieces, in centimetres: for tests.
#[must_use]
pub fn clearance(pieces: &[Piece], at: Vec3) -> f32 {
    distance(pieces, at)
}
