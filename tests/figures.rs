//! Figures: what holds of any pose, what holds of every built-in figure at any time, and a few looked at by eye.
//!
//! `SUPPLE_WRITE_SHEET=1 cargo test --test figures` writes the contact sheet, `tests/figures/contact-sheet.txt`, anew:
//! every exercise at its start, half way and at its end, as a terminal shows it in 30 by 14 cells. With colour, and in
//! any size: `supple show --all --size 48x20`.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use supple::catalog::{Exercise, Library, Position};
use supple::figure::cells::{Look, Picture, lies};
use supple::figure::model::{Base, Cycle, Figure, Frame, Framing, Touched, View};
use supple::figure::motion::Track;
use supple::figure::paint::{Ink, Scene, scene, window};
use supple::figure::pose::{DEGREES, Pose};
use supple::figure::raster::{Raster, scale};
use supple::figure::skeleton::{Joint, Limb, length};
use supple::figure::stance::{Stance, place};
use supple::figure::{Beat, Glyphs};

const BRAILLE: Look = Look { glyphs: Glyphs::Braille, coloured: true };
/// The smallest picture that must be understood, in cells.
const SMALL: (usize, usize) = (30, 14);

/// Every built-in figure, in every position it has.
fn every_figure(mut look: impl FnMut(&Exercise, Position, &Figure)) {
    for exercise in Library::built_in().exercises() {
        for (position, figure) in exercise.figures() {
            look(exercise, position, figure);
        }
    }
}

/// A figure at many moments of everything it does in a session.
fn every_moment(figure: &Figure) -> Vec<Beat> {
    let manner = figure.manner();
    let secs = Duration::from_secs;
    let mut tracks =
        vec![Track::demonstration(manner, secs(4)), Track::hold(manner, secs(30)), Track::release(manner, secs(5))];
    if !matches!(figure.cycle, Cycle::Hold | Cycle::Breathe) {
        tracks.push(Track::reps(manner, secs(5)));
    }
    tracks.iter().flat_map(|track| (0..70).map(|tenth| track.at(Duration::from_millis(100 * tenth)))).collect()
}

fn raster(figure: &Figure, beat: Beat, mirrored: bool, columns: usize, rows: usize) -> Raster {
    let window = window(figure);
    let (width, height) = (columns * 2, rows * 4);
    let dot = 1.0 / scale(&window, width, height);
    let marks = scene(&Stance::of(figure, beat), dot);
    Raster::of(&Scene { marks, window, mirrored: mirrored != figure.mirror }, width, height, lies(figure))
}

fn count(raster: &Raster, wanted: impl Fn(Ink) -> bool) -> usize {
    let places = (0..raster.height()).flat_map(|y| (0..raster.width()).map(move |x| (x, y)));
    places.filter(|(x, y)| wanted(raster.ink(*x, *y))).count()
}

/// Any pose within the bounds of its joints.
fn any_pose() -> impl Strategy<Value = Pose> {
    prop::collection::vec(0.0..=1.0f64, DEGREES.len()).prop_map(|shares| {
        DEGREES.iter().zip(shares).fold(Pose::default(), |pose, (degree, share)| {
            pose.with(degree.dof, degree.least + (degree.most - degree.least) * share)
        })
    })
}

/// A built-in figure whose poses, view and base are anything.
fn any_figure() -> impl Strategy<Value = Figure> {
    let views = prop::sample::select(vec![View::Front, View::Back, View::Side, View::Top]);
    let bases = prop::sample::select(vec![Base::Chair, Base::Standing, Base::Wall, Base::Floor, Base::Mat]);
    let framings = prop::sample::select(vec![Framing::Bust, Framing::Full, Framing::Floor]);
    let exercises = 0..64usize;
    (any_pose(), any_pose(), views, bases, framings, exercises).prop_map(|(start, end, view, base, framing, which)| {
        let library = Library::built_in();
        let exercise = library.exercises()[which];
        let mut figure = Figure::clone(exercise.figure(exercise.position).unwrap());
        (figure.frames.start, figure.frames.end) = (start, end);
        Figure { view, base, framing, ..figure }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_pose_is_drawn_in_any_size(
        figure in any_figure(),
        (columns, rows) in (1..=300usize, 1..=100usize),
        glyphs in prop::sample::select(vec![Glyphs::Braille, Glyphs::HalfBlock, Glyphs::Octant, Glyphs::Ascii]),
        (t, breath, coloured, mirrored) in (0.0..=1.0f64, 0.0..=1.0f64, any::<bool>(), any::<bool>()),
    ) {
        let beat = Beat { from: Frame::Start, to: Frame::End, t, breath, round: 3 };
        let stance = Stance::of(&figure, beat);
        for (joint, _) in Joint::ALL {
            let place = stance.body.at(joint);
            prop_assert!(place.x.is_finite() && place.y.is_finite());
        }
        let picture = Picture::of(&stance, mirrored, columns, rows, Look { glyphs, coloured });
        prop_assert_eq!(picture.columns(), columns);
        prop_assert_eq!(picture.rows().count(), rows);
        if glyphs == Glyphs::Ascii {
            prop_assert!(picture.to_string().is_ascii());
        }
    }

    #[test]
    fn a_figure_mirrored_twice_is_itself(figure in any_figure(), t in 0.0..=1.0f64) {
        let beat = Beat { from: Frame::Start, to: Frame::End, t, breath: 0.0, round: 0 };
        let straight = raster(&figure, beat, false, 30, 14);
        let mirrored = raster(&figure, beat, true, 30, 14);
        for y in 0..straight.height() {
            for x in 0..straight.width() {
                prop_assert_eq!(straight.ink(x, y), mirrored.ink(straight.width() - 1 - x, y));
            }
        }
        prop_assert_eq!(&mirrored.mirrored(), &straight);
    }

    #[test]
    fn bones_keep_their_length_whatever_the_pose(figure in any_figure(), t in 0.0..=1.0f64) {
        let beat = Beat { from: Frame::Start, to: Frame::End, t, breath: 0.0, round: 0 };
        let stance = Stance::of(&figure, beat);
        bones_have_their_length(&stance)?;
    }
}

/// Every segment of the limbs is as long as it is, foreshortened as the pose says.
fn bones_have_their_length(stance: &Stance<'_>) -> Result<(), TestCaseError> {
    for (limb, name) in Limb::ALL {
        let [root, bend, end] = limb.joints().map(|joint| stance.body.at(joint));
        let ((first, second), (first_scale, second_scale)) = (limb.lengths(), stance.pose.scales(limb));
        prop_assert!((root.distance(bend) - first * first_scale).abs() < 1e-6, "{} {}", name, root.distance(bend));
        prop_assert!((bend.distance(end) - second * second_scale).abs() < 1e-6, "{} {}", name, bend.distance(end));
    }
    let torso = stance.pose.of(supple::figure::pose::Dof::TorsoScale);
    let [pelvis, mid, neck] = [Joint::Pelvis, Joint::Mid, Joint::Neck].map(|joint| stance.body.at(joint));
    prop_assert!((pelvis.distance(mid) - length::HALF_TORSO * torso).abs() < 1e-6);
    prop_assert!((mid.distance(neck) - length::HALF_TORSO * torso).abs() < 1e-6);
    Ok(())
}

#[test]
fn bones_keep_their_length_while_hands_and_feet_hold_on() {
    every_figure(|exercise, position, figure| {
        for beat in every_moment(figure) {
            let stance = Stance::of(figure, beat);
            assert!(bones_have_their_length(&stance).is_ok(), "{} ({position}) {beat:?}", exercise.id);
        }
    });
}

/// How high a joint's middle is above the floor when what is around it lies on the floor, in body heights.
fn lies_at(joint: Joint) -> f64 {
    match joint {
        Joint::Head => length::HEAD,
        Joint::Pelvis | Joint::Neck | Joint::Mid | Joint::ShoulderA | Joint::ShoulderB => 0.05,
        _ => 0.0,
    }
}

#[test]
fn contacts_hold_within_half_a_cell_at_every_moment() {
    let mut broken = Vec::new();
    every_figure(|exercise, position, figure| {
        // Half a cell of a small picture is one dot across and two dots down.
        let dot = 1.0 / scale(&window(figure), SMALL.0 * 2, SMALL.1 * 4);
        let half_cell = 2.0 * dot;
        let start = place(figure, &figure.frames.start);
        for beat in every_moment(figure) {
            let body = Stance::of(figure, beat).body;
            for contact in &figure.contacts {
                if !(contact.holds_in(beat.from) && contact.holds_in(beat.to)) {
                    continue;
                }
                let at = body.at(contact.joint);
                let off = match contact.on {
                    // Seen from above, the floor is everywhere.
                    Touched::Floor if figure.base == Base::Mat => 0.0,
                    Touched::Floor => (at.y - lies_at(contact.joint)).abs(),
                    Touched::Seat if contact.joint == Joint::Pelvis => (at.y - length::SEAT).abs(),
                    // A hand holds the edge of the seat, beside or below its top.
                    Touched::Seat => ((at.y - length::SEAT).abs() - 0.05).max(0.0),
                    Touched::Place => at.distance(start.at(contact.joint)),
                    Touched::Head => (at.distance(body.at(Joint::Head)) - length::HEAD).abs(),
                    Touched::Near(other, within) => (at.distance(body.at(other)) - within).max(0.0),
                };
                if off > half_cell {
                    broken.push(format!(
                        "{} ({position}): {:?} on {:?} is off by {:.3}, half a cell is {half_cell:.3}, {:?} to {:?} at {:.2}",
                        exercise.id, contact.joint, contact.on, off, beat.from, beat.to, beat.t
                    ));
                }
            }
        }
    });
    assert!(broken.is_empty(), "{} of them:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn nothing_sinks_into_the_floor_or_leaves_the_picture() {
    every_figure(|exercise, position, figure| {
        let shown = window(figure);
        for beat in every_moment(figure) {
            let body = Stance::of(figure, beat).body;
            for (joint, name) in Joint::ALL {
                let at = body.at(joint);
                let what = format!("{} ({position}): {name} at {at:?}, {beat:?}", exercise.id);
                assert!(figure.base == Base::Mat || at.y > -0.025, "{what}");
                let below = matches!(joint, Joint::KneeA | Joint::KneeB | Joint::AnkleA | Joint::AnkleB);
                if figure.framing != Framing::Bust || !below {
                    assert!((shown.low.x..shown.high.x).contains(&at.x), "{what}");
                    assert!((shown.low.y..shown.high.y).contains(&at.y), "{what}");
                }
            }
        }
    });
}

#[test]
fn no_neck_is_longer_than_a_head() {
    every_figure(|exercise, _, figure| {
        for beat in every_moment(figure) {
            let body = Stance::of(figure, beat).body;
            let neck = body.at(Joint::Neck).distance(body.at(Joint::Head)) - length::HEAD;
            assert!(neck < 2.0 * length::HEAD, "{}: {neck}", exercise.id);
        }
    });
}

#[test]
fn every_movement_and_every_muscle_is_seen_in_a_small_picture() {
    every_figure(|exercise, position, figure| {
        let what = format!("{} ({position})", exercise.id);
        let [start, end] =
            [Frame::Start, Frame::End].map(|frame| raster(figure, Beat::still(frame), false, SMALL.0, SMALL.1));
        let places = (0..start.height()).flat_map(|y| (0..start.width()).map(move |x| (x, y)));
        let differ = places.filter(|(x, y)| start.ink(*x, *y) != end.ink(*x, *y)).count();
        assert!(differ >= 8, "{what}: only {differ} dots move");
        let lit = |round| {
            let beat = Beat { round, ..Beat::still(Frame::End) };
            count(&raster(figure, beat, false, SMALL.0, SMALL.1), |ink| matches!(ink, Ink::Lit | Ink::Through))
        };
        let rounds = if figure.in_turn { figure.muscles.len() } else { 1 };
        for round in 0..rounds {
            assert!(lit(round) >= 6, "{what}: {} dots are lit in round {round}", lit(round));
        }
    });
}

#[test]
fn every_exercise_has_a_figure_in_every_position_that_a_routine_uses() {
    let library = Library::built_in();
    for exercise in library.exercises() {
        assert!(exercise.figure(exercise.position).is_some(), "{}", exercise.id);
    }
    for step in library.routines().iter().flat_map(|routine| &routine.steps) {
        let figure = step.exercise.figure(step.position).unwrap();
        // On the floor, standing, seated: a figure that sits in a chair shows no routine on the feet.
        let sits = figure.base == Base::Chair;
        assert_eq!(sits, step.position == Position::Seated, "{} {}", step.exercise.id, step.position);
    }
}

fn picture(id: &str, frame: Frame, mirrored: bool, glyphs: Glyphs) -> String {
    let library = Library::built_in();
    let exercise = library.exercise(id).unwrap();
    let figure = exercise.figure(exercise.position).unwrap();
    let stance = Stance::of(figure, Beat::still(frame));
    Picture::of(&stance, mirrored, SMALL.0, SMALL.1, Look { glyphs, coloured: true }).to_string()
}

macro_rules! sentinels {
    ($($name:ident: $id:literal, $frame:ident, $mirrored:literal, $glyphs:ident;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(picture($id, Frame::$frame, $mirrored, Glyphs::$glyphs));
        })+
    };
}

sentinels! {
    a_hand_rests_on_a_head_that_tilts: "upper-trap-stretch", End, false, Braille;
    the_other_side_is_mirrored: "upper-trap-stretch", End, true, Braille;
    half_blocks_show_the_same: "upper-trap-stretch", End, false, HalfBlock;
    octants_show_the_same: "upper-trap-stretch", End, false, Octant;
    ascii_shows_the_same: "upper-trap-stretch", End, false, Ascii;
    a_face_turns: "neck-turn-hold", End, false, Braille;
    a_back_rounds: "cat-cow", End, false, Braille;
    hips_rise_from_the_floor: "bridge", End, false, Braille;
    a_chair_stays_under_who_folds_forward: "seated-forward-fold", End, false, Braille;
}

/// Every exercise at its start, half way and at its end, beside each other.
fn contact_sheet() -> String {
    let mut sheet = String::new();
    every_figure(|exercise, position, figure| {
        let half_way = match figure.frames.mid {
            Some(_) => Beat::still(Frame::Mid),
            None => Beat { to: Frame::End, t: 0.5, ..Beat::still(Frame::Start) },
        };
        let beats = [Beat::still(Frame::Start), half_way, Beat::still(Frame::End)];
        let pictures = beats.map(|beat| Picture::of(&Stance::of(figure, beat), false, SMALL.0, SMALL.1, BRAILLE));
        writeln!(sheet, "{} ({position}): start, half way, end", exercise.id).unwrap();
        for row in 0..SMALL.1 {
            let line = pictures.iter().map(|picture| {
                let cells = picture.rows().nth(row).unwrap();
                cells.iter().map(|cell| cell.glyph).collect::<String>()
            });
            writeln!(sheet, "{}", line.collect::<Vec<_>>().join("  ").trim_end()).unwrap();
        }
        sheet.push('\n');
    });
    sheet
}

#[test]
fn the_contact_sheet_shows_the_figures_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures/contact-sheet.txt");
    if std::env::var_os("SUPPLE_WRITE_SHEET").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contact_sheet()).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    let same = kept == contact_sheet();
    assert!(same, "the figures have changed: look at them, and run SUPPLE_WRITE_SHEET=1 cargo test --test figures");
}
