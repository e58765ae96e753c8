//! Walks all built-in content: it is read, it resolves, it plans, and it says what it must.

use crate::content::{LIBRARY, TEXTS};

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use supple::practice::{Side, Sides};
use supple::session::{Plan, SegmentKind};

/// What the content sheet says of a routine: its total, and for each step its position and seconds.
fn sheet() -> BTreeMap<String, Value> {
    serde_json::from_str(include_str!("data/sheet.json")).unwrap()
}

fn files(folder: &str) -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            (stem, serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn every_file_becomes_an_exercise_or_a_routine() {
    let library = &*LIBRARY;
    assert_eq!(library.faults(), []);
    assert_eq!(library.exercises().len(), 72);
    assert_eq!(library.routines().len(), 22);
    for (stem, file) in files("routines/exercises") {
        assert_eq!(file["id"], stem.as_str());
        assert!(library.exercise(&stem).is_some(), "{stem}");
    }
    for (stem, file) in files("routines") {
        assert_eq!(file["id"], stem.as_str());
        assert!(library.routine(&stem).is_some(), "{stem}");
    }
}

/// The sheet gives 5 s before the first exercise and 8 s for a change of position. Getting down to the floor or up
/// from it takes 12 s: 7 s more at the start of a session, 4 s more within it.
fn longer_get_readies(steps: &[Value]) -> u64 {
    let on_floor = |step: &Value| !matches!(step["position"].as_str().unwrap(), "seated" | "standing");
    let at_the_start = if on_floor(&steps[0]) { 12 - 5 } else { 0 };
    let crossings = steps.windows(2).filter(|pair| on_floor(&pair[0]) != on_floor(&pair[1])).count() as u64;
    at_the_start + crossings * (12 - 8)
}

#[test]
fn every_total_is_the_sheets_and_the_longer_get_ready_to_and_from_the_floor() {
    let library = &*LIBRARY;
    let sheet = sheet();
    assert_eq!(sheet.len(), library.routines().len());
    for routine in library.routines() {
        let of_sheet = &sheet[&routine.id];
        let expected =
            of_sheet["sheet_total_secs"].as_u64().unwrap() + longer_get_readies(of_sheet["steps"].as_array().unwrap());
        assert_eq!(Plan::of(routine).total().as_secs(), expected, "{}", routine.id);
    }
}

#[test]
fn every_step_takes_the_time_that_the_sheet_gives_it() {
    let library = &*LIBRARY;
    for (id, of_sheet) in sheet() {
        let routine = library.routine(&id).unwrap();
        let plan = Plan::of(routine);
        for (index, step) in of_sheet["steps"].as_array().unwrap().iter().enumerate() {
            assert_eq!(routine.steps[index].exercise.id, step["exercise"].as_str().unwrap());
            assert_eq!(routine.steps[index].position.word(), step["position"].as_str().unwrap());
            let get_ready = plan.segments()[plan.first_segment(index)].length;
            let work = plan.step_total(index).checked_sub(get_ready).unwrap();
            assert_eq!(work.as_secs(), step["secs"].as_u64().unwrap(), "{id} step {index}");
        }
    }
}

#[test]
fn every_routine_asks_the_questions_of_all_its_exercises() {
    let texts = &*TEXTS;
    let library = &*LIBRARY;
    for (id, of_sheet) in sheet() {
        let expected: BTreeSet<&str> =
            of_sheet["caution_tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
        let routine = library.routine(&id).unwrap();
        assert_eq!(routine.skip_if(), expected, "{id}");
        for tag in expected {
            assert!(texts.question(tag).is_some(), "{tag}");
        }
    }
}

#[test]
fn every_exercise_has_a_source_a_caution_a_stop_rule_and_an_easier_version() {
    for exercise in LIBRARY.exercises() {
        let id = &exercise.id;
        assert!(!exercise.sources.is_empty(), "{id}");
        assert!(!exercise.stop.is_empty(), "{id}");
        assert!(!exercise.easier.is_empty(), "{id}");
        assert!(!exercise.mistakes.is_empty() && !exercise.harder.is_empty(), "{id}");
        assert!(!exercise.cues.feel.is_empty() && !exercise.cues.breathe.is_empty(), "{id}");
    }
}

#[test]
fn every_left_right_exercise_names_its_side_and_stretches_or_works_that_side() {
    let library = &*LIBRARY;
    let poses: BTreeMap<String, Value> =
        files("routines/exercises").into_iter().map(|(id, file)| (id, file["figure"].clone())).collect();
    let mut checked = 0;
    for exercise in library.exercises().into_iter().filter(|exercise| exercise.sides == Sides::LeftRight) {
        let right = exercise.instruction(Some(Side::Right));
        let left = exercise.instruction(Some(Side::Left));
        assert!(right.contains("right") && left.contains("left"), "{}: {right}", exercise.id);
        assert!(!right.contains('{') && !left.contains('{'), "{}", exercise.id);
        // One is the mirror image of the other.
        let mirrored = right.split_inclusive(|c: char| !c.is_alphabetic()).map(|word| {
            word.strip_prefix("right").map_or_else(
                || word.strip_prefix("left").map_or_else(|| word.to_owned(), |rest| format!("right{rest}")),
                |rest| format!("left{rest}"),
            )
        });
        let mirrored: String = mirrored.collect();
        assert_eq!(mirrored, left, "{}", exercise.id);
        // In a pose, side a is the side that is stretched or worked (content sheet, "pose_conventions"); the muscles
        // that are lit must be on the side that is announced, never on the other alone.
        let muscles = poses[&exercise.id]["muscles"].as_array().unwrap();
        assert!(muscles.iter().all(|muscle| muscle["side"] != "b"), "{}", exercise.id);
        checked += 1;
    }
    assert_eq!(checked, 27);
}

/// Which side each instruction must name as the one that does or feels what: read by a person, sentence by sentence,
/// against the muscles of the exercise. A changed sentence must be read again.
#[test]
fn the_announced_side_is_the_one_that_is_stretched_or_worked() {
    let expected = [
        ("upper-trap-stretch", "Hold the seat with your right hand. Tip your left ear toward your left shoulder"),
        ("levator-scapulae-stretch", "Hold the seat with your right hand. Turn your head halfway to the left"),
        ("scalene-stretch", "below your right collarbone. Tip your head to the left"),
        ("neck-turn-hold", "Turn your head to the left; feel it on the right."),
        ("neck-isometric-side", "Place your right palm above your right ear."),
        (
            "upper-trap-arm-behind",
            "Hold your right wrist behind your back with your left hand. Tip your head to the left",
        ),
        ("cross-body-arm-stretch", "Bring your right arm across your chest."),
        ("thread-the-needle", "slide your right arm under your left armpit"),
        (
            "open-book",
            "Lie on your left side, knees bent, head on the pillow, both arms straight in front. Open your right arm up and back",
        ),
        ("clamshell", "Lie on your left side, knees bent, feet together. Lift your right knee"),
        ("wall-ball-trap-release", "Lean your right upper back into the ball"),
        ("wall-ball-glute-release", "Lean your right outer buttock into the ball."),
        ("seated-side-bend", "Raise your right arm and hold the seat with your left hand. Lean to the left"),
        ("standing-side-bend", "Raise your right arm. Lean to the left"),
        ("side-reach-childs-pose", "walk both hands to the left. Let your right hip sink back"),
        ("seated-figure-four", "Rest your right ankle on your left knee."),
        ("supine-figure-four", "Rest your right ankle on your left knee."),
        ("knee-to-opposite-shoulder", "Guide your right knee toward your left shoulder"),
        ("single-knee-to-chest", "Draw your right knee toward your chest"),
        ("seated-knee-hug", "Clasp both hands behind your right thigh."),
        ("half-kneeling-hip-flexor", "Kneel on your right knee, left foot in front."),
        ("standing-hip-flexor-stretch", "step your right foot back"),
        ("supine-hamstring-stretch", "Raise your right leg"),
        ("standing-hamstring-stretch", "Put your right heel on a low step."),
        (
            "seated-trunk-rotation",
            "Sit tall with your right hand on your left thigh. Turn your ribs and shoulders to the left.",
        ),
        ("wrist-extensor-stretch", "Stretch your right arm forward, palm down. Let the hand hang; with your left hand"),
        ("wrist-flexor-stretch", "Stretch your right arm forward, palm up. Let the fingers drop; with your left hand"),
    ];
    let library = &*LIBRARY;
    assert_eq!(expected.len(), 27);
    for (id, words) in expected {
        let instruction = library.exercise(id).unwrap().instruction(Some(Side::Right));
        assert!(instruction.contains(words), "{id}: {instruction}");
    }
}

#[test]
fn every_left_right_step_gives_both_sides_the_same_time() {
    for routine in LIBRARY.routines() {
        let plan = Plan::of(routine);
        for step in 0..plan.steps().len() {
            let of = |side| {
                let segments = plan.segments().iter().filter(|s| s.step == step && s.kind.is_work());
                segments.filter(|s| s.side == Some(side)).map(|s| s.length).sum::<std::time::Duration>()
            };
            assert_eq!(of(Side::Left), of(Side::Right), "{} step {step}", routine.id);
        }
    }
}

#[test]
fn rolling_over_takes_longer_than_changing_hands() {
    let library = &*LIBRARY;
    let plan = Plan::of(library.routine("glutes-8").unwrap());
    let switch = |id: &str| {
        let step = plan.steps().iter().position(|step| step.exercise.id == id).unwrap();
        plan.segments().iter().find(|s| s.step == step && s.kind == SegmentKind::Switch).unwrap().length.as_secs()
    };
    assert_eq!((switch("clamshell"), switch("supine-figure-four")), (8, 5));
}

#[test]
fn no_hold_of_the_neck_or_trapezius_can_be_made_longer_than_thirty_seconds() {
    for exercise in LIBRARY.exercises() {
        if exercise.areas.iter().any(|area| matches!(area.word(), "neck" | "trapezius")) {
            assert!(exercise.longest_hold.as_secs() <= 30, "{}", exercise.id);
        }
    }
}

#[test]
fn whatever_area_an_exercise_serves_it_names_a_muscle_of() {
    // Words of the exercises' own lists of muscles, which come from the content sheet.
    let muscles = [
        ("trapezius", &["trapezius"][..]),
        ("neck", &["scalene", "cervic", "splenius", "suboccipital", "sternocleidomastoid", "neck", "longus"]),
        ("lower-back", &["lumb", "spinae"]),
        ("glutes", &["glut"]),
        ("wrists", &["wrist", "finger", "pronator"]),
    ];
    for exercise in LIBRARY.exercises() {
        let targets = exercise.targets.join(", ");
        for area in exercise.areas.iter().skip(1) {
            let (_, words) = muscles.iter().find(|(id, _)| *id == area.word()).unwrap();
            assert!(words.iter().any(|word| targets.contains(word)), "{}: {area} among {targets}", exercise.id);
        }
    }
}

#[test]
fn every_area_has_routines_of_its_own() {
    let library = &*LIBRARY;
    for area in library.areas().all() {
        let least = if area.word() == "wrists" { 1 } else { 5 };
        assert!(library.routines().iter().filter(|routine| routine.areas.contains(area)).count() >= least, "{area}");
    }
}

#[test]
fn an_exercise_that_gets_harder_in_steps_has_at_least_three_of_them() {
    let with_loads: Vec<_> = LIBRARY.exercises().into_iter().filter(|exercise| !exercise.loads.is_empty()).collect();
    let ids: Vec<&str> = with_loads.iter().map(|exercise| exercise.id.as_str()).collect();
    assert_eq!(ids, ["lateral-raise", "band-row", "wall-push-up-plus", "chin-nod-hold"]);
    for exercise in with_loads {
        assert!(exercise.loads.len() >= 3, "{}", exercise.id);
        assert_eq!(exercise.loads[0].dose, exercise.dose, "{}", exercise.id);
        for pair in exercise.loads.windows(2) {
            assert_ne!(pair[0], pair[1], "{}", exercise.id);
        }
    }
}

#[test]
fn the_texts_are_all_there() {
    let texts = &*TEXTS;
    assert!(texts.one_line.contains("Not medical advice"));
    assert_eq!(
        [
            texts.emergency.len(),
            texts.urgent.len(),
            texts.see_clinician.len(),
            texts.stop_rules.len(),
            texts.tips.len()
        ],
        [7, 10, 5, 7, 69]
    );
    assert_eq!([texts.general_rules.len(), texts.massage_gun.len(), texts.doses.len()], [10, 5, 24]);
    assert_eq!((texts.screening.len(), texts.pain_scale.len()), (21, 3));
}

#[test]
fn a_card_says_what_the_safety_texts_say_of_its_subject_once() {
    for (subject, part) in [
        ("massage-gun", &TEXTS.massage_gun),
        ("see-a-doctor", &TEXTS.emergency),
        ("see-a-doctor", &TEXTS.urgent),
        ("see-a-doctor", &TEXTS.see_clinician),
    ] {
        for note in part {
            assert_eq!(TEXTS.about(subject).filter(|said| said.text == note.text).count(), 1, "{}", note.text);
        }
    }
    let first = TEXTS.about("see-a-doctor").next();
    assert_eq!(first, TEXTS.emergency.first(), "what needs help at once comes first");
}

#[test]
fn what_rests_on_no_source_is_marked_in_the_files_and_never_shown() {
    let marked = files("routines/exercises").into_iter().filter(|(_, file)| file.get("from_memory").is_some()).count();
    assert!(marked > 0);
    for exercise in LIBRARY.exercises() {
        let shown = format!("{exercise:?}");
        assert!(!shown.contains("from memory") && !shown.contains("unsourced"), "{}", exercise.id);
    }
}
