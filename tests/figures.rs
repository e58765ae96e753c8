//! Figures: what holds of any pose, what holds of every built-in figure at any time, and a few looked at by eye.
//!
//! All of them, page by page, in any size and in any characters: `cargo run --release --example contact_sheets -- FOLDER`.

use crate::content::LIBRARY;

use std::time::Duration;

use proptest::prelude::*;
use supple::figure::camera::{Camera, Framing};
use supple::figure::cells::{Look, Picture};
use supple::figure::flesh::Group;
use supple::figure::joints::{Axis, Half, LIMBS, Swing, TRUNK};
use supple::figure::model::{Base, Cycle, Figure, Frame};
use supple::figure::motion::Track;
use supple::figure::palette::Ground;
use supple::figure::physics;
use supple::figure::pose::{On, Pose, Reach, Spot};
use supple::figure::resolved::{ResolvedPose, window};
use supple::figure::skeleton::{Bone, length};
use supple::figure::trace::{Raster, Traced};
use supple::figure::{Glyphs, Phase};
use supple::practice::{Exercise, Position, Side};

const QUADRANTS: Look = Look { glyphs: Glyphs::Quadrant, coloured: true, ground: Ground::Dark };
/// The smallest picture that must be understood, and the usual one, in cells.
const SMALL: (usize, usize) = (30, 14);
const USUAL: (usize, usize) = (48, 20);

/// Every built-in figure, in every position and version it has.
fn every_figure(mut look: impl FnMut(&str, &Exercise, Position, &Figure)) {
    for exercise in LIBRARY.exercises() {
        for (position, figure) in exercise.figures() {
            look(&format!("{} ({position})", exercise.id), exercise, position, figure);
            if let Some(easier) = &figure.easier {
                look(&format!("{} ({position}, easier)", exercise.id), exercise, position, easier);
            }
        }
    }
}

/// Figures are read when they are first looked at: a broken one would be missing without a word.
#[test]
fn every_figure_that_an_exercise_file_of_the_program_holds_can_be_drawn() {
    for exercise in LIBRARY.exercises() {
        let path = format!("{}/routines/exercises/{}.json", env!("CARGO_MANIFEST_DIR"), exercise.id);
        let file: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let of_positions = file["figure"]["variants"].as_object().map_or(0, serde_json::Map::len);
        assert_eq!(exercise.figures().count(), 1 + of_positions, "{}", exercise.id);
    }
}

/// A figure at moments of everything it does in a session.
fn every_moment(figure: &Figure) -> Vec<Phase> {
    let movement = figure.movement();
    let secs = Duration::from_secs;
    let mut tracks = vec![
        Track::demonstration(movement, secs(4)),
        Track::hold(movement, secs(30)),
        Track::release(movement, secs(5)),
    ];
    if !matches!(figure.cycle, Cycle::Hold | Cycle::Breathe) {
        tracks.push(Track::reps(movement, secs(5)));
    }
    tracks.iter().flat_map(|track| (0..14).map(|half| track.at(Duration::from_millis(500 * half)))).collect()
}

fn raster(figure: &Figure, camera: &Camera, phase: Phase, mirrored: bool, (columns, rows): (usize, usize)) -> Raster {
    let scene = ResolvedPose::of(figure, phase).scene(camera, window(figure, camera), mirrored);
    let (across, down) = Glyphs::Quadrant.dots();
    Raster::of(&scene, columns * across, rows * down, Glyphs::Quadrant.aspect())
}

/// How many cells of a picture show a lit muscle.
fn lit_cells(figure: &Figure, camera: &Camera, phase: Phase, (columns, rows): (usize, usize)) -> usize {
    let raster = raster(figure, camera, phase, false, (columns, rows));
    let is_lit = |x: usize, y: usize| {
        (0..4).any(|dot| raster.dot(x * 2 + dot % 2, y * 2 + dot / 2).is_some_and(|dot| dot.lit > 0.3))
    };
    (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))).filter(|(x, y)| is_lit(*x, *y)).count()
}

/// Any pose within the ranges of its joints.
fn any_pose() -> impl Strategy<Value = Pose> {
    let shares = prop::collection::vec(0.0..=1.0f32, TRUNK.len() + 2 * LIMBS.len());
    (shares, -180.0..=180.0f32, -180.0..=180.0f32).prop_map(|(shares, pitch, roll)| {
        let mut shares = shares.into_iter();
        let mut pose = Pose::default();
        for axis in Axis::ALL {
            let motion = axis.motion();
            pose = pose.with(axis, motion.least + (motion.most - motion.least) * shares.next().unwrap());
        }
        for half in Half::BOTH {
            for swing in Swing::ALL {
                let motion = swing.motion();
                pose =
                    pose.with_limb(half, swing, motion.least + (motion.most - motion.least) * shares.next().unwrap());
            }
        }
        (pose.pelvis.pitch, pose.pelvis.roll) = (pitch, roll);
        pose
    })
}

/// A hand that reaches anywhere.
fn any_reach() -> impl Strategy<Value = Option<Reach>> {
    let place = (-80.0..=80.0f32, 0.0..=160.0f32, -80.0..=80.0f32);
    let on = prop::sample::select(vec![On::Air, On::Body(Spot::Head), On::Body(Spot::Knee(Half::Left))]);
    prop::option::of((place, on).prop_map(|((x, y, z), on)| Reach {
        on,
        at: glam::Vec3::new(x, y, z),
        pole: None,
        along: Some(glam::Vec3::new(z, x, y)),
        face: None,
    }))
}

/// A built-in figure whose poses, base and camera are anything.
fn any_figure() -> impl Strategy<Value = Figure> {
    let bases = prop::sample::select(Base::ALL.map(|(base, _)| base).to_vec());
    let framings = prop::sample::select(Framing::ALL.map(|(framing, _)| framing).to_vec());
    let camera = (-180.0..=180.0f32, -30.0..=90.0f32, framings);
    (any_pose(), any_pose(), bases, camera, (any_reach(), any_reach()), 0..72usize).prop_map(
        |(start, end, base, (turn, tilt, framing), reaches, which)| {
            let library = &*LIBRARY;
            let exercise = library.exercises()[which];
            let mut figure = Figure::clone(exercise.figure(exercise.position).unwrap());
            (figure.frames.start.pose, figure.frames.end.pose) = (start, end);
            figure.frames.start.pose.hands = [reaches.0, reaches.1];
            figure.frames.end.pose.feet = [reaches.1, reaches.0];
            Figure { base, camera: Camera { turn, tilt, framing }, ..figure }
        },
    )
}

/// Every segment of the limbs and the spine is as long as it is.
fn bones_have_their_length(stance: &ResolvedPose<'_>) -> Result<(), String> {
    let at = |bone: Bone| stance.skeleton.bone(bone).at;
    for half in Half::BOTH {
        let [_, upper_arm, forearm, hand, fingers, thigh, shin, foot] = Bone::of(half);
        for (from, to, length) in [
            (upper_arm, forearm, length::UPPER_ARM),
            (forearm, hand, length::FOREARM),
            (hand, fingers, length::PALM),
            (thigh, shin, length::THIGH),
            (shin, foot, length::SHIN),
        ] {
            let found = at(from).distance(at(to));
            if (found - length).abs() > 0.01 {
                return Err(format!("{from:?} is {found} cm long, not {length}"));
            }
        }
    }
    let spine: Vec<Bone> = Bone::all().take_while(|bone| *bone != Bone::LeftGirdle).collect();
    let whole: f32 = spine.windows(2).map(|ends| at(ends[0]).distance(at(ends[1]))).sum();
    // The head glides by at most 4 cm.
    if (62.0..=72.0).contains(&whole) { Ok(()) } else { Err(format!("the spine is {whole} cm long")) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_pose_is_drawn_in_any_size(
        figure in any_figure(),
        (columns, rows) in (1..=120usize, 1..=50usize),
        glyphs in prop::sample::select(vec![
            Glyphs::Quadrant, Glyphs::Braille, Glyphs::HalfBlock, Glyphs::Octant, Glyphs::Ascii,
        ]),
        (t, breath, coloured, mirrored) in (0.0..=1.0f64, 0.0..=1.0f64, any::<bool>(), any::<bool>()),
    ) {
        let phase = Phase { from: Frame::Start, to: Frame::End, t, breath, round: 3 };
        let stance = ResolvedPose::of(&figure, phase);
        prop_assert!(Bone::all().all(|bone| stance.skeleton.bone(bone).at.is_finite()));
        bones_have_their_length(&stance).map_err(TestCaseError::fail)?;
        let scene = stance.scene(&figure.camera, window(&figure, &figure.camera), mirrored);
        let (across, down) = glyphs.dots();
        let raster = Raster::of(&scene, columns * across, rows * down, glyphs.aspect());
        let picture = Picture::of(&raster, Look { glyphs, coloured, ground: Ground::Light });
        prop_assert_eq!(picture.columns(), columns);
        prop_assert_eq!(picture.rows().count(), rows);
        if glyphs == Glyphs::Ascii {
            prop_assert!(picture.to_string().is_ascii());
        }
    }

    #[test]
    fn the_other_side_is_the_mirror_image_and_mirrored_twice_a_figure_is_itself(
        figure in any_figure(),
        t in 0.0..=1.0f64,
    ) {
        let phase = Phase { from: Frame::Start, to: Frame::End, t, breath: 0.0, round: 0 };
        let [one, other] = [false, true].map(|other| raster(&figure, &figure.camera, phase, other, SMALL));
        let stuff = |raster: &Raster, x: usize, y: usize| raster.dot(x, y).map(|dot| (dot.stuff, dot.lit > 0.5));
        for y in 0..one.height {
            for x in 0..one.width {
                prop_assert_eq!(stuff(&one, x, y), stuff(&other, one.width - 1 - x, y));
            }
        }
    }
}

#[test]
fn no_figure_shows_what_a_body_cannot_do() {
    let mut found = Vec::new();
    every_figure(|name, _, _, figure| {
        found.extend(physics::flaws(figure).iter().map(|flaw| format!("{name} {flaw}")));
    });
    assert!(found.is_empty(), "{} of them:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_limb_in_the_trunk_a_hand_in_the_air_and_a_bent_wrist_are_found() {
    let library = &*LIBRARY;
    let exercise = library.exercise("upper-trap-stretch").unwrap();
    let sound = exercise.figure(Position::Seated).unwrap();
    let flaws_of = |change: &dyn Fn(&mut Pose)| {
        let mut figure = Figure::clone(sound);
        change(&mut figure.frames.start.pose);
        change(&mut figure.frames.end.pose);
        physics::flaws(&figure).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(flaws_of(&|_| {}), "");
    let hand = |at: glam::Vec3, on| Reach { on, at, pole: None, along: None, face: None };
    let floats = flaws_of(&|pose| pose.hands[0] = Some(hand(glam::Vec3::new(40.0, 120.0, 40.0), On::Body(Spot::Head))));
    assert!(floats.contains("the left hand is") && floats.contains("away from the head"), "{floats}");
    let lifted = flaws_of(&|pose| (pose.pelvis.lifted, pose.pelvis.at.y) = (true, 70.0));
    assert!(lifted.contains("the seat is off the chair") && lifted.contains("off the floor"), "{lifted}");
    let folded = flaws_of(&|pose| {
        let reach = hand(glam::Vec3::new(-23.0, 46.0, -2.0), On::Air);
        pose.hands[1] = Some(Reach { along: Some(glam::Vec3::Y), ..reach });
    });
    assert!(folded.contains("wrist"), "{folded}");
}

#[test]
fn bones_keep_their_length_while_hands_and_feet_hold_on() {
    every_figure(|name, _, _, figure| {
        for phase in every_moment(figure) {
            bones_have_their_length(&ResolvedPose::of(figure, phase)).unwrap_or_else(|what| panic!("{name}: {what}"));
        }
    });
}

#[test]
fn every_movement_is_seen_in_a_small_picture() {
    every_figure(|name, _, _, figure| {
        let [start, end] =
            [Frame::Start, Frame::End].map(|frame| raster(figure, &figure.camera, Phase::still(frame), false, SMALL));
        // What moves, or lights up.
        let differ = start.dots.iter().zip(&end.dots);
        let differ = differ.filter(|(a, b)| a.stuff != b.stuff || (a.lit - b.lit).abs() > 0.2).count();
        assert!(differ >= 8, "{name}: only {differ} dots change");
    });
}

#[test]
fn every_lit_muscle_is_seen() {
    let mut found = Vec::new();
    every_figure(|name, _, _, figure| {
        let rounds = if figure.in_turn { figure.muscles().len() } else { 1 };
        for round in 0..rounds {
            let phase = Phase { round, ..Phase::still(Frame::End) };
            let lit = |camera: &Camera| lit_cells(figure, camera, phase, USUAL);
            let (main, second) = (lit(&figure.camera), figure.second.as_ref().map_or(0, lit));
            if main.max(second) < 14 {
                found.push(format!("{name}: {main} cells, {second} in the second view, round {round}"));
            }
        }
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_of_the_body_leaves_a_picture_of_all_of_it() {
    every_figure(|name, _, _, figure| {
        let shown = window(figure, &figure.camera);
        for phase in physics::moments(figure) {
            let stance = ResolvedPose::of(figure, phase);
            let now = figure.camera.window(&stance.body, &[]);
            let room = 0.25 * shown.width().max(shown.height());
            let inside = now.low.0 > shown.low.0 - room
                && now.low.1 > shown.low.1 - room
                && now.high.0 < shown.high.0 + room
                && now.high.1 < shown.high.1 + room;
            assert!(inside, "{name}: {phase:?} leaves the picture");
        }
    });
}

#[test]
fn every_exercise_has_a_figure_in_every_position_that_a_routine_uses() {
    let library = &*LIBRARY;
    for exercise in library.exercises() {
        assert!(exercise.figure(exercise.position).is_some(), "{}", exercise.id);
    }
    for step in library.routines().iter().flat_map(|routine| &routine.steps) {
        let figure = step.exercise.figure(step.position).unwrap();
        let fits = match step.position {
            Position::Seated => figure.base == Base::Seated,
            Position::Standing => figure.base == Base::Standing,
            Position::Supine => figure.base == Base::Supine,
            Position::Prone => figure.base == Base::Prone,
            Position::SideLying => figure.base == Base::SideLying,
            Position::Quadruped => figure.base == Base::HandsAndKnees,
            Position::Kneeling => matches!(figure.base, Base::Kneeling | Base::HandsAndKnees),
        };
        assert!(fits, "{} {}: {:?}", step.exercise.id, step.position, figure.base);
    }
}

#[test]
fn every_exercise_has_an_easier_figure_and_words_for_both() {
    every_figure(|name, exercise, _, figure| {
        assert!(figure.easier.is_some() || name.ends_with("easier)"), "{name} shows no easier version");
        let words = figure.words.as_deref().unwrap_or_else(|| panic!("{name} has no words"));
        let count = words.split_whitespace().count();
        assert!((8..=60).contains(&count) && words.ends_with('.'), "{name}: {count} words: {words}");
        let sided = exercise.sides == supple::practice::Sides::LeftRight;
        assert_eq!(words.contains("{side}") || words.contains("{other}"), sided, "{name}: {words}");
        for stray in ["{right}", "{left}", "you ", "your "] {
            assert!(!words.contains(stray), "{name} says {stray}: {words}");
        }
    });
}

#[test]
fn the_other_side_is_told_as_its_mirror_image() {
    for id in ["upper-trap-stretch", "neck-turn-hold", "seated-side-bend", "levator-scapulae-stretch"] {
        let library = &*LIBRARY;
        let exercise = library.exercise(id).unwrap();
        let said = |side| exercise.picture_in_words(exercise.position, Some(side), false).unwrap();
        let swapped = |word: &str| match word {
            "right" => "left".to_owned(),
            "left" => "right".to_owned(),
            word => word.to_owned(),
        };
        let right = said(Side::Right);
        let words = right.split_inclusive(|c: char| !c.is_alphabetic()).map(|piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
            format!("{}{}", swapped(word), &piece[word.len()..])
        });
        let mirrored: String = words.collect();
        assert_eq!(mirrored, said(Side::Left), "{id}");
    }
}

#[test]
fn a_hand_on_the_seat_stays_there_while_the_head_tips() {
    let library = &*LIBRARY;
    let figure = library.exercise("upper-trap-stretch").unwrap().figure(Position::Seated).unwrap().clone();
    let hand = |t: f64| {
        let phase = Phase { from: Frame::Start, to: Frame::End, t, ..Phase::still(Frame::Start) };
        ResolvedPose::of(&figure, phase).skeleton.bone(Bone::RightHand).at
    };
    for tenth in 0..=10 {
        assert!(hand(f64::from(tenth) / 10.0).distance(hand(0.0)) < 1.0, "{tenth}");
    }
}

#[test]
fn arms_and_legs_are_parts_of_their_own() {
    let library = &*LIBRARY;
    let figure = library.exercise("march-in-place").unwrap().figure(Position::Standing).unwrap().clone();
    let stance = ResolvedPose::of(&figure, Phase::still(Frame::Start));
    for group in [Group::Arm(Half::Left), Group::Arm(Half::Right), Group::Leg(Half::Left), Group::Leg(Half::Right)] {
        assert!(stance.body.iter().any(|piece| piece.group == group));
    }
}

fn picture(id: &str, frame: Frame, mirrored: bool, look: Look) -> String {
    let library = &*LIBRARY;
    let exercise = library.exercise(id).unwrap();
    let figure = exercise.figure(exercise.position).unwrap();
    let camera = &figure.camera;
    let scene = ResolvedPose::of(figure, Phase::still(frame)).scene(camera, window(figure, camera), mirrored);
    let (across, down) = look.glyphs.dots();
    let raster = Raster::of(&scene, SMALL.0 * across, SMALL.1 * down, look.glyphs.aspect());
    Picture::of(&raster, look).to_string()
}

macro_rules! sentinels {
    ($($name:ident: $id:literal, $frame:ident, $mirrored:literal, $glyphs:ident, $coloured:literal;)+) => {
        $(#[test]
        fn $name() {
            let look = Look { glyphs: Glyphs::$glyphs, coloured: $coloured, ..QUADRANTS };
            insta::assert_snapshot!(picture($id, Frame::$frame, $mirrored, look));
        })+
    };
}

sentinels! {
    a_head_tips: "upper-trap-stretch", End, false, Quadrant, true;
    the_other_side_is_mirrored: "upper-trap-stretch", End, true, Quadrant, true;
    half_blocks_show_the_same: "upper-trap-stretch", End, false, HalfBlock, true;
    octants_show_the_same: "upper-trap-stretch", End, false, Octant, true;
    braille_shows_the_same: "upper-trap-stretch", End, false, Braille, true;
    an_ink_drawing_shows_the_same: "upper-trap-stretch", End, false, Braille, false;
    ascii_shows_the_same: "upper-trap-stretch", End, false, Ascii, false;
    a_back_rounds: "cat-cow", End, false, Braille, false;
    hips_rise_from_the_floor: "bridge", End, false, Braille, false;
}

/// What stands still is not traced again, and small steps must not add up to a wrong picture.
#[test]
fn a_picture_after_many_others_is_the_one_it_would_be_by_itself() {
    every_figure(|name, _, _, figure| {
        let (across, down) = Glyphs::Quadrant.dots();
        let (width, height) = (USUAL.0 * across, USUAL.1 * down);
        let (seen, track) =
            (window(figure, &figure.camera), Track::demonstration(figure.movement(), Duration::from_secs(4)));
        let mut before: Option<Traced> = None;
        for tenth in (0..22).map(|step| step * 100) {
            let phase = track.at(Duration::from_millis(tenth));
            let scene = ResolvedPose::of(figure, phase).scene(&figure.camera, seen, false);
            before = Some(Traced::after(before.as_ref(), scene, width, height, Glyphs::Quadrant.aspect()));
        }
        let alone = raster(figure, &figure.camera, track.at(Duration::from_millis(2100)), false, USUAL);
        let after = before.as_ref().unwrap().raster();
        let dots = || alone.dots.iter().zip(&after.dots);
        let other =
            dots().filter(|(alone, after)| alone.stuff != after.stuff || (alone.light - after.light).abs() > 0.2);
        let drawn = alone.dots.iter().filter(|dot| dot.stuff.is_some()).count();
        assert!(other.count() * 100 <= drawn, "{name}: more than 1 % of its dots are different");
    });
}

#[test]
fn a_cell_that_stays_as_it_was_never_changes_the_outline() {
    let exercise = LIBRARY.exercise("cat-cow").unwrap().clone();
    let (_, figure) = exercise.figures().next().unwrap();
    let phase = |t| Phase { from: Frame::Start, to: Frame::End, t, ..Phase::still(Frame::Start) };
    let mut before: Option<Picture> = None;
    let mut stayed = 0;
    for step in 0..20 {
        let raster = raster(figure, &figure.camera, phase(f64::from(step) / 20.0), false, USUAL);
        let alone = Picture::of(&raster, QUADRANTS);
        let after = Picture::after(before.as_ref(), &raster, QUADRANTS);
        for (alone, after) in alone.rows().flatten().zip(after.rows().flatten()) {
            assert_eq!(alone.ink.is_some(), after.ink.is_some());
            assert!(after.under.is_none() || (alone.under.is_some() || alone.glyph == '█'), "{alone:?}, {after:?}");
            stayed += usize::from(alone != after);
        }
        before = Some(after);
    }
    assert!(stayed > 100, "only {stayed} cells were left as they were");
}
