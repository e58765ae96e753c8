//! A figure at one moment between two frames: its joints on their way, its hands and feet kept on what they hold, and
//! the body set on what carries it.

use std::cell::OnceCell;

use glam::{Quat, Vec3};

use super::camera::{Camera, Framing, Window};
use super::flesh::{self, Group, Piece, Stuff};
use super::joints::{Axis, Half, Swing};
use super::model::{Base, Figure, Frame, Keyframe, Lit, Prop, PropKind};
use super::motion::Phase;
use super::muscles::Muscle;
use super::palette::as_shown;
use super::pose::{On, Pose, Reach, Thing};
use super::props::{self, SEAT};
use super::skeleton::{Bone, Joints, Skeleton, length};
use super::trace::Scene;

/// The height by which a slow breath lifts the shoulders, and the swelling of the belly, in centimetres.
const BREATH_LIFT: f32 = 0.7;
const BREATH_BELLY: f32 = 1.2;

/// A figure at one moment.
#[derive(Debug, Clone)]
pub struct ResolvedPose<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The moment.
    pub phase: Phase,
    /// The bones.
    pub skeleton: Skeleton,
    /// The flesh on them.
    pub body: Vec<Piece>,
    /// The things around the body.
    pub props: Vec<Prop>,
    /// The lit muscles.
    pub lit: Vec<Lit>,
}

/// The frames of a figure, each set on what carries it when it is first needed. All pictures of the figure share this
/// work.
#[derive(Debug, Default)]
pub struct Rig {
    held: [OnceCell<Held>; 5],
}

impl Rig {
    fn held(&self, figure: &Figure, frame: Frame) -> &Held {
        self.held[frame as usize].get_or_init(|| Held::of(figure.base, figure.frames.of(frame)))
    }
}

impl<'a> ResolvedPose<'a> {
    /// The `figure` at `phase`, working the right side.
    #[must_use]
    pub fn of(figure: &'a Figure, phase: Phase) -> Self {
        Self::on(&Rig::default(), figure, phase)
    }

    /// The `figure`, whose frames are on `rig`, at `phase`.
    #[must_use]
    pub fn on(rig: &Rig, figure: &'a Figure, phase: Phase) -> Self {
        let from = figure.frames.of(phase.from);
        #[expect(clippy::cast_possible_truncation, reason = "a share of a way")]
        let (t, breath) = (phase.t as f32, phase.breath as f32);
        let first = rig.held(figure, phase.from);
        let (held, props, mut lit) = if phase.from == phase.to || t <= 0.0 {
            (first.clone(), from.props.clone(), from.lit.clone())
        } else {
            let to = figure.frames.of(phase.to);
            let last = rig.held(figure, phase.to);
            let props: Vec<Prop> =
                from.props.iter().zip(&to.props).map(|(prop, other)| prop.toward(other, t)).collect();
            (first.toward(last, t, &props), props, lit_between(&from.lit, &to.lit, t))
        };
        let held = if breath > 0.0 { held.breathing(breath, &props) } else { held };
        let Held { pose, skeleton } = held;
        if figure.in_turn {
            in_turn(&mut lit, phase.round);
        }
        let belly = pose.of(Axis::Belly) + BREATH_BELLY * breath;
        let body = flesh::body(&skeleton, breath, belly);
        Self { figure, phase, skeleton, body, props, lit }
    }

    /// The scene that `camera` sees: in a mirror from the front, so that the person's right is on the right of the
    /// picture, and in a mirror once more to show the other side.
    #[must_use]
    pub fn scene(&self, camera: &Camera, window: Window, other_side: bool) -> Scene {
        let toward = camera.toward_viewer();
        let mut pieces = self.body.clone();
        pieces.extend(self.things(Some(toward)));
        let lit = self.lit.iter().map(|lit| (lit.muscle, lit.half, as_shown(lit.strength))).collect();
        let mut scene = Scene::new(&pieces, &self.skeleton, &camera.view(), window, lit);
        scene.mirrored = camera.is_in_front() != other_side;
        scene
    }

    /// The solids of the things around the body, and of the ground, in the world's frame.
    #[must_use]
    pub fn things(&self, toward_viewer: Option<Vec3>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = props::ground(self.figure.base, &self.skeleton);
        pieces.extend(self.props.iter().flat_map(|prop| props::solids(prop, &self.skeleton, toward_viewer)));
        pieces
    }
}

/// The half length from which on a cushion is a bed, in centimetres: a picture need not show all of it.
const BED: f32 = 40.0;

/// The window that holds the whole movement of a figure, as `camera` sees it.
#[must_use]
pub fn window(figure: &Figure, camera: &Camera) -> Window {
    window_on(&Rig::default(), figure, camera)
}

/// The window that holds the whole movement of a figure, whose frames are on `rig`, as `camera` sees it.
#[must_use]
pub fn window_on(rig: &Rig, figure: &Figure, camera: &Camera) -> Window {
    let frames: Vec<Frame> = figure.frames.all().map(|(frame, _)| frame).collect();
    // What is swung from frame to frame goes farthest out half way.
    let ways = frames.iter().zip(frames.iter().skip(1)).filter(|(_, to)| **to != Frame::End2);
    let half_way = ways.map(|(from, to)| Phase { from: *from, to: *to, t: 0.5, ..Phase::still(*from) });
    let phases = frames.iter().map(|frame| Phase::still(*frame)).chain(half_way);
    let stances = phases.map(|phase| ResolvedPose::on(rig, figure, phase));
    let windows = stances.map(|stance| {
        let small = |prop: &&Prop| match &prop.kind {
            PropKind::Ball { .. } => true,
            PropKind::Cushion { half } => half.max_element() < BED,
            _ => false,
        };
        let things = stance.props.iter().filter(small).flat_map(|prop| props::solids(prop, &stance.skeleton, None));
        // What belongs to the whole body has to be seen with it.
        let things: Vec<Piece> = things.filter(|_| camera.framing == Framing::Body).collect();
        camera.window(&stance.body, &things)
    });
    windows.reduce(|window, other| window.and(&other)).unwrap_or(Window { low: (0.0, 0.0), high: (1.0, 1.0) })
}

/// The skeleton of a pose, set on what carries it.
#[must_use]
pub fn settled(base: Base, pose: &Pose) -> Skeleton {
    Skeleton::of(pose, pelvis_at(base, pose))
}

/// The place of the pelvis in the world, in centimetres: as the pose says, or as high as the part that carries the body
/// asks.
fn pelvis_at(base: Base, pose: &Pose) -> Vec3 {
    let at = pose.pelvis.at;
    if pose.pelvis.lifted {
        return at;
    }
    let ground = Vec3::new(at.x, 0.0, at.z);
    if base == Base::Standing
        && let Some(height) = as_tall_as_legs_allow(pose, ground)
    {
        return ground + Vec3::Y * height;
    }
    let skeleton = Skeleton::of(pose, ground + Vec3::Y * length::PELVIS);
    // What a hand or a foot reaches for does not carry the body.
    let reaches = |half: Half| pose.feet[half as usize].is_some();
    let carries = |bone: Bone| match base {
        Base::Seated => bone == Bone::Pelvis,
        Base::Supine | Base::Prone | Base::SideLying => true,
        Base::Standing => Half::BOTH.into_iter().any(|half| {
            let [.., thigh, shin, foot] = Bone::of(half);
            !reaches(half) && [thigh, shin, foot].contains(&bone)
        }),
        // One kneels on the leg whose foot is on nothing.
        Base::Kneeling | Base::HandsAndKnees => Half::BOTH.into_iter().any(|half| {
            let [.., thigh, shin, _] = Bone::of(half);
            (!reaches(half) || reaches(half.other())) && [thigh, shin].contains(&bone)
        }),
    };
    let body = flesh::part(&skeleton, 0.0, 0.0, &carries);
    // Whoever lies lies on the trunk.
    let lies = matches!(base, Base::Supine | Base::Prone | Base::SideLying);
    let rests = |piece: &&Piece| !lies || piece.group == Group::Trunk;
    let lowest = body.iter().filter(rests).map(|piece| piece.solid.reach().0.y).reduce(f32::min).unwrap_or(0.0);
    let floor = if base == Base::Seated { SEAT } else { 0.0 };
    ground + Vec3::Y * (length::PELVIS + floor - lowest)
}

/// The greatest height of the pelvis with both feet where they should be, in centimetres from the floor; none without
/// such a foot.
fn as_tall_as_legs_allow(pose: &Pose, ground: Vec3) -> Option<f32> {
    let hips = Half::BOTH.map(|half| {
        let skeleton = Skeleton::trunk(pose, ground, pose.pelvis.rotation());
        skeleton.hip(half) - ground
    });
    let heights = Half::BOTH.into_iter().zip(hips).filter_map(|(half, hip)| match pose.feet[half as usize] {
        Some(Reach { on: On::Thing(_), at, .. }) => {
            let aside = (at - ground - hip) * Vec3::new(1.0, 0.0, 1.0);
            let leg = (length::THIGH + length::SHIN) * 0.998;
            Some(at.y - hip.y + (leg * leg - aside.length_squared()).max(0.0).sqrt())
        }
        _ => None,
    });
    heights.min_by(f32::total_cmp)
}

/// A pose whose hands and feet touch what they are on.
#[derive(Debug, Clone)]
struct Held {
    pose: Pose,
    skeleton: Skeleton,
}

impl Held {
    /// The pose of a frame.
    fn of(base: Base, frame: &Keyframe) -> Self {
        let skeleton = settled(base, &frame.pose);
        let mut held = Self { pose: frame.pose.clone(), skeleton };
        held.touch(&frame.props);
        held.keep_clear(&frame.props);
        held
    }

    fn joints(&self) -> Joints {
        let pelvis = self.skeleton.bone(Bone::Pelvis);
        let (arms, legs) = (
            Half::BOTH.map(|half| self.skeleton.arm_as_it_is(half)),
            Half::BOTH.map(|half| self.skeleton.leg_as_it_is(half)),
        );
        Joints { at: pelvis.at, pelvis: Quat::from_mat3(&pelvis.turn), pose: self.pose.clone(), arms, legs }
    }

    /// The pose at the share `t` (0 to 1) of the way to `last`: each joint on its shortest way, but a hand or a foot
    /// that is on the same place in both stays on it.
    fn toward(&self, last: &Self, t: f32, props: &[Prop]) -> Self {
        let (from, to) = (self.joints(), last.joints());
        let mut pose = self.pose.toward(&last.pose, t);
        let stays = |from: &Option<Reach>, to: &Option<Reach>| match (from, to) {
            (Some(from), Some(to)) if from.on == to.on && from.on.touches() => Some(from.toward(to, t)),
            _ => None,
        };
        for half in [0, 1] {
            pose.hands[half] = stays(&self.pose.hands[half], &last.pose.hands[half]);
            pose.feet[half] = stays(&self.pose.feet[half], &last.pose.feet[half]);
        }
        let mixed = Joints {
            at: from.at.lerp(to.at, t),
            pelvis: from.pelvis.slerp(to.pelvis, t),
            pose: pose.clone(),
            arms: [0, 1].map(|half| from.arms[half].toward(&to.arms[half], t)),
            legs: [0, 1].map(|half| from.legs[half].toward(&to.legs[half], t)),
        };
        let mut held = Self { skeleton: Skeleton::of_joints(&mixed), pose };
        held.hold();
        held.touch(props);
        held.keep_clear(props);
        held
    }

    /// Puts the hands and feet that reach for a place there, and leaves the rest.
    fn hold(&mut self) {
        for half in self.pose.legs_in_order() {
            if self.pose.feet[half as usize].is_some() {
                let leg = self.skeleton.leg(&self.pose, half);
                self.skeleton.put_leg(half, &leg);
            }
        }
        for half in self.pose.arms_in_order() {
            let arm = if self.pose.hands[half as usize].is_some() {
                self.skeleton.arm(&self.pose, half)
            } else {
                self.skeleton.arm_as_it_is(half)
            };
            self.skeleton.put_arm(&self.pose, half, &arm);
        }
    }

    /// Moves hands and feet that are on something until their flesh touches it.
    fn touch(&mut self, props: &[Prop]) {
        for (is_hand, halves) in [(false, self.pose.legs_in_order()), (true, self.pose.arms_in_order())] {
            for half in halves {
                for _ in 0..TRIES {
                    let reaches = if is_hand { &self.pose.hands } else { &self.pose.feet };
                    let Some(reach) = reaches[half as usize].filter(|reach| reach.on.touches()) else {
                        break;
                    };
                    let Some(shift) = self.gap(half, is_hand, reach.on, props) else {
                        break;
                    };
                    let own = match reach.on {
                        On::Body(spot) => self.skeleton.spot(spot).turn.transpose() * shift,
                        _ => shift,
                    };
                    let reaches = if is_hand { &mut self.pose.hands } else { &mut self.pose.feet };
                    reaches[half as usize] = Some(Reach { at: reach.at + own, ..reach });
                    self.hold();
                }
            }
        }
    }

    /// Moves hands and feet that are on nothing out of the way of the floor, things, other limbs and the trunk.
    fn keep_clear(&mut self, props: &[Prop]) {
        let hard = |prop: &&Prop| {
            !matches!(props::thing(&prop.kind), Thing::Mat | Thing::Cushion | Thing::Ball | Thing::Strap)
        };
        let things: Vec<Piece> =
            props.iter().filter(hard).flat_map(|prop| props::solids(prop, &self.skeleton, None)).collect();
        let mut body = flesh::body(&self.skeleton, 0.0, self.pose.of(Axis::Belly));
        for (is_hand, half) in [(false, Half::Left), (false, Half::Right), (true, Half::Left), (true, Half::Right)] {
            let held = if is_hand { &self.pose.hands } else { &self.pose.feet };
            if held[half as usize].is_some_and(|reach| reach.on.touches()) {
                continue;
            }
            for _ in 0..TRIES {
                let Some(shift) = self.in_the_way(half, is_hand, &body, &things) else {
                    break;
                };
                self.push(half, is_hand, shift);
                body = flesh::body(&self.skeleton, 0.0, self.pose.of(Axis::Belly));
            }
        }
    }

    /// The shift, in centimetres, that takes a hand or a foot out of the obstacle it is in; none if it is in none.
    fn in_the_way(&self, half: Half, is_hand: bool, body: &[Piece], things: &[Piece]) -> Option<Vec3> {
        let [_, _, _, hand, fingers, _, _, foot] = Bone::of(half);
        let (ends, group) = if is_hand { ([hand, fingers], Group::Arm(half)) } else { ([foot; 2], Group::Leg(half)) };
        let own = |piece: &&Piece| piece.bone.is_some_and(|bone| ends.contains(&bone));
        let balls: Vec<(Vec3, f32)> = body.iter().filter(own).flat_map(|piece| piece.solid.balls()).collect();
        let middle = self.skeleton.bone(ends[0]).at;
        let near = |piece: &&Piece| {
            let (of, radius) = piece.solid.bounds();
            of.distance(middle) < radius + 24.0
        };
        let other = body.iter().chain(things).filter(|piece| piece.group != group).filter(near);
        let (gap, out) = nearest(&balls, other);
        let floor = balls.iter().map(|(at, radius)| at.y - radius).fold(f32::INFINITY, f32::min);
        let (gap, out) = if floor < gap { (floor, Vec3::Y) } else { (gap, out) };
        (gap < -GIVES).then(|| out * (-gap - GIVES * 0.5))
    }

    /// Moves a hand or a foot by `shift`; its elbow or knee keeps the direction of its bend.
    fn push(&mut self, half: Half, is_hand: bool, shift: Vec3) {
        let [_, upper_arm, forearm, hand, _, thigh, shin, foot] = Bone::of(half).map(|bone| *self.skeleton.bone(bone));
        let (root, joint, end) = if is_hand { (upper_arm, forearm, hand) } else { (thigh, shin, foot) };
        let way = end.at - root.at;
        let out = joint.at - root.at - way * ((joint.at - root.at).dot(way) / way.length_squared().max(1.0));
        let pole = if out.length() > 1.0 { Some(out) } else { None };
        let (along, face) =
            if is_hand { (-end.turn.y_axis, end.turn.z_axis) } else { (end.turn.z_axis, -end.turn.y_axis) };
        let reach = Reach { on: On::Air, at: end.at + shift, pole, along: Some(along), face: Some(face) };
        let mut pose = self.pose.clone();
        if is_hand {
            pose.hands[half as usize] = Some(reach);
            let arm = self.skeleton.arm(&pose, half);
            self.skeleton.put_arm(&pose, half, &arm);
        } else {
            pose.feet[half as usize] = Some(reach);
            let leg = self.skeleton.leg(&pose, half);
            self.skeleton.put_leg(half, &leg);
        }
    }

    /// The shift, in centimetres, that makes a hand or a foot touch its support; none where it touches, or is too far
    /// for contact to be meant.
    fn gap(&self, half: Half, is_hand: bool, on: On, props: &[Prop]) -> Option<Vec3> {
        let [.., hand, fingers, _, _, foot] = Bone::of(half);
        let flesh = |wanted: &dyn Fn(Bone) -> bool| flesh::part(&self.skeleton, 0.0, self.pose.of(Axis::Belly), wanted);
        let end = flesh(&|bone| if is_hand { bone == hand || bone == fingers } else { bone == foot });
        let balls: Vec<(Vec3, f32)> = end.iter().flat_map(|piece| piece.solid.balls()).collect();
        let (gap, out) = match on {
            On::Air => return None,
            On::Thing(Thing::Floor | Thing::Mat) => {
                (balls.iter().map(|(at, radius)| at.y - radius).fold(f32::INFINITY, f32::min), Vec3::Y)
            }
            On::Thing(thing) => {
                let things: Vec<Piece> = (props.iter())
                    .filter(|prop| props::thing(&prop.kind) == thing)
                    .flat_map(|prop| props::solids(prop, &self.skeleton, None))
                    .collect();
                nearest(&balls, things.iter())
            }
            On::Body(spot) => {
                let bones = spot.bones();
                nearest(&balls, flesh(&|bone| bones.contains(&bone)).iter())
            }
        };
        (gap.is_finite() && gap.abs() > TOUCHES && gap.abs() < MEANT).then(|| -out * (gap + SINKS))
    }
}

/// The number of times that a hand is moved toward its support.
const TRIES: usize = 3;
/// The distance below which a hand or a foot touches, in centimetres.
const TOUCHES: f32 = 0.5;
/// The distance from its support above which a hand is not moved, in centimetres: its file is wrong.
const MEANT: f32 = 14.0;
/// The depth by which skin gives way where it touches, and where something passes by it, in centimetres.
const SINKS: f32 = 0.2;
const GIVES: f32 = 1.0;

/// The smallest room between balls and solids, in centimetres (negative inside), and the direction out of the solid
/// there.
fn nearest<'a>(balls: &[(Vec3, f32)], pieces: impl Iterator<Item = &'a Piece>) -> (f32, Vec3) {
    let mut least = (f32::INFINITY, Vec3::Y);
    for piece in pieces {
        for (at, radius) in balls {
            let gap = piece.solid.distance(*at) - radius;
            if gap < least.0 {
                least = (gap, piece.solid.outward(*at).normalize_or(Vec3::Y));
            }
        }
    }
    least
}

impl Held {
    /// The same body with the shoulders lifted a little by a breath; hands that hold something keep holding it.
    fn breathing(mut self, breath: f32, props: &[Prop]) -> Self {
        for half in Half::BOTH {
            let elevation = self.pose.limb(half, Swing::GirdleElevation) + BREATH_LIFT * breath;
            self.pose = self.pose.with_limb(half, Swing::GirdleElevation, elevation);
        }
        self.hold();
        self.touch(props);
        self
    }
}

fn lit_between(from: &[Lit], to: &[Lit], t: f32) -> Vec<Lit> {
    let same = |a: &Lit, b: &Lit| a.muscle == b.muscle && a.half == b.half;
    let strength_in =
        |all: &[Lit], lit: &Lit| all.iter().find(|other| same(other, lit)).map_or(0.0, |lit| lit.strength);
    let mut between: Vec<Lit> = Vec::new();
    for lit in from.iter().chain(to) {
        if !between.iter().any(|other| same(other, lit)) {
            let (first, last) = (strength_in(from, lit), strength_in(to, lit));
            between.push(Lit { strength: first + (last - first) * t, ..*lit });
        }
    }
    between
}

/// Leaves one of all lit muscles, on both of its sides: the one whose turn it is.
fn in_turn(lit: &mut Vec<Lit>, round: usize) {
    let mut muscles: Vec<Muscle> = Vec::new();
    for one in lit.iter() {
        if !muscles.contains(&one.muscle) {
            muscles.push(one.muscle);
        }
    }
    if let Some(chosen) = muscles.get(round % muscles.len().max(1)).copied() {
        lit.retain(|one| one.muscle == chosen);
    }
}

/// Returns `true` if a piece belongs to the body, not to a thing or the ground.
#[must_use]
pub const fn is_flesh(piece: &Piece) -> bool {
    !matches!(piece.stuff, Stuff::Thing | Stuff::Ground)
}
