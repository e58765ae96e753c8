//! The user's own files: what is wrong with one is said with its place, and spoils nothing else.

use crate::content::LIBRARY;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use supple::library::{Fault, Library};

const ROUTINE: &str = r#"{
  "id": "mine",
  "title": "Mine",
  "areas": ["neck"],
  "level": "beginner",
  "goal": "Try it.",
  "steps": [
    {"exercise": "upper-trap-stretch", "dose": {"hold_secs": 20, "times": 2, "rest_secs": 5}}
  ]
}"#;

fn write(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

/// The library over one routine file of the user's.
fn with(text: &str) -> Library {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "mine.json", text);
    Library::with_user_files(folder.path())
}

/// The only fault of a routine in which `from` is replaced by `to`: place, field and words.
fn fault(from: &str, to: &str) -> (Option<(usize, usize)>, String, String) {
    assert!(ROUTINE.contains(from), "{from}");
    let library = with(&ROUTINE.replacen(from, to, 1));
    assert_eq!(library.routines().len(), 22, "the built-in routines are all there");
    let [Fault { at, field, what, .. }] = library.faults() else { panic!("{:?}", library.faults()) };
    (*at, field.clone(), what.clone())
}

fn says(from: &str, to: &str, at: (usize, usize), field: &str, words: &str) {
    let (found_at, found_field, what) = fault(from, to);
    assert_eq!((found_at, found_field.as_str()), (Some(at), field), "{what}");
    assert!(what.contains(words), "{what}");
}

#[test]
fn a_good_file_is_listed_beside_the_built_in_ones() {
    let library = with(ROUTINE);
    assert_eq!((library.routines().len(), library.faults()), (23, &[][..]));
    assert_eq!(library.routine("mine").unwrap().steps.len(), 1);
}

#[test]
fn a_dose_out_of_bounds_is_placed_and_the_bounds_are_named() {
    says("20,", "90,", (8, 62), "steps[0].dose.hold_secs", "expected 5 to 60 seconds, found 90");
    says("20,", "0,", (8, 62), "steps[0].dose.hold_secs", "expected 5 to 60 seconds, found 0");
    says("20,", "-20,", (8, 62), "steps[0].dose.hold_secs", "found -20");
    says("\"times\": 2", "\"times\": 5", (8, 75), "steps[0].dose.times", "expected 1 to 4 times a side, found 5");
    says("20,", "99999999999999999999,", (8, 81), "steps[0].dose.hold_secs", "a whole number");
    says("20,", "20.5,", (8, 65), "steps[0].dose.hold_secs", "expected a whole number");
}

#[test]
fn a_dose_of_another_kind_is_told_from_a_wrong_one() {
    says(
        "\"hold_secs\": 20",
        "\"count\": 20",
        (8, 58),
        "steps[0].dose.count",
        "does not belong in the dose of a static",
    );
}

#[test]
fn an_unknown_exercise_is_placed() {
    says("upper-trap-stretch", "upper-trap", (8, 18), "steps[0].exercise", "found \"upper-trap\"");
}

#[test]
fn an_unknown_field_is_a_fault_and_not_a_silent_nothing() {
    says("\"goal\"", "\"gaol\"", (6, 8), "gaol", "there is no field \"gaol\" here; the fields are $schema, id");
}

#[test]
fn a_missing_field_is_named() {
    let (at, field, what) = fault("  \"goal\": \"Try it.\",\n", "");
    assert_eq!((at.is_some(), field.as_str(), what.as_str()), (true, "goal", "is missing"));
}

#[test]
fn a_misspelt_area_or_an_unknown_level_names_what_was_meant() {
    says(
        "[\"neck\"]",
        "[\"nek\"]",
        (4, 13),
        "areas[0]",
        "expected neck, or an area of your own with a less similar name, found \"nek\"",
    );
    says("beginner", "expert", (5, 12), "level", "expected beginner or intermediate, found \"expert\"");
}

#[test]
fn a_routine_without_steps_or_longer_than_an_hour_is_a_fault() {
    let no_steps = &ROUTINE[ROUTINE.find("[\n    {").unwrap()..ROUTINE.rfind(']').unwrap()];
    assert_eq!(fault(no_steps, "[").2, "expected 1 to 100 steps, found 0");
    let step = r#"{"exercise": "march-in-place", "dose": {"count": 100, "secs_each": 40}}"#;
    let all = &ROUTINE[ROUTINE.find("    {\"ex").unwrap()..ROUTINE.rfind("\n  ]").unwrap()];
    assert!(fault(all, step).2.contains("at most 60 minutes"));
}

#[test]
fn broken_and_half_written_json_is_placed() {
    says("\"areas\": [", "\"areas\": ]", (4, 12), "areas", "expected a value");
    for cut in (0..ROUTINE.len()).step_by(7) {
        let library = with(&ROUTINE[..cut]);
        assert_eq!((library.routines().len(), library.faults().len()), (22, 1), "cut at {cut}");
    }
}

#[test]
fn one_bad_file_spoils_nothing_but_itself() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.json", "{");
    write(folder.path(), "b.json", ROUTINE);
    write(folder.path(), "exercises/c.json", "[]");
    let library = Library::with_user_files(folder.path());
    assert_eq!((library.routines().len(), library.exercises().len(), library.faults().len()), (23, 72, 2));
}

#[test]
fn a_users_routine_replaces_the_built_in_one_with_its_id() {
    let library = with(&ROUTINE.replacen("\"mine\"", "\"neck-ease-5\"", 1));
    assert_eq!(library.routines().len(), 22);
    assert_eq!(library.routine("neck-ease-5").unwrap().title, "Mine");
}

#[test]
fn a_users_exercise_replaces_the_built_in_one_in_every_routine() {
    let folder = tempfile::tempdir().unwrap();
    let built_in = include_str!("../routines/exercises/upper-trap-stretch.json");
    let mine = built_in.replace("Upper trapezius stretch (ear to shoulder)", "My own stretch");
    write(folder.path(), "exercises/mine.json", &mine);
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults(), []);
    let uses = library.routines().iter().flat_map(|r| &r.steps).filter(|s| s.exercise.name == "My own stretch");
    assert_eq!(uses.count(), 6);
}

#[test]
fn an_exercise_of_another_kind_cannot_replace_a_built_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let built_in = include_str!("../routines/exercises/shoulder-rolls.json");
    write(
        folder.path(),
        "exercises/mine.json",
        &built_in.replace("\"id\": \"shoulder-rolls\"", "\"id\": \"upper-trap-stretch\""),
    );
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults()[0].field, "kind");
    assert_eq!(library.routines().len(), 22);
}

#[test]
fn a_left_right_exercise_must_name_its_side() {
    let folder = tempfile::tempdir().unwrap();
    let built_in = include_str!("../routines/exercises/upper-trap-stretch.json");
    write(folder.path(), "exercises/mine.json", &built_in.replace("{side}", "one").replace("{other}", "other"));
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults()[0].field, "spoken");
}

#[test]
fn two_files_with_one_id_are_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.json", ROUTINE);
    write(folder.path(), "b.json", ROUTINE);
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.routines().len(), 23);
    assert!(library.faults()[0].what.contains("a.json"), "{}", library.faults()[0]);
}

#[test]
fn what_is_no_text_file_is_told_and_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("folder.json")).unwrap();
    fs::write(folder.path().join("bytes.json"), [0xff, 0xfe, 0x00]).unwrap();
    fs::write(folder.path().join("huge.json"), vec![b' '; 1024 * 1024 + 1]).unwrap();
    fs::write(folder.path().join("deep.json"), "[".repeat(100_000)).unwrap();
    let library = Library::with_user_files(folder.path());
    let mut said: Vec<String> = library.faults().iter().map(|fault| fault.what.clone()).collect();
    said.sort();
    assert_eq!(library.routines().len(), 22);
    assert_eq!(said.len(), 4);
    for words in ["a folder is in its place", "it is not text in UTF-8", "it is larger than 1 MB"] {
        assert!(said.iter().any(|what| what.contains(words)), "{words}: {said:?}");
    }
}

#[test]
fn a_folder_that_is_a_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("routines"), "").unwrap();
    let library = Library::with_user_files(&folder.path().join("routines"));
    assert_eq!(library.routines().len(), 22);
    assert!(library.faults().iter().any(|fault| fault.what.contains("cannot be read")), "{:?}", library.faults());
}

#[test]
fn escape_sequences_in_names_do_not_survive() {
    let library = with(&ROUTINE.replacen("Mine", "\\u001b[2JMi\\u202ene\\u0007", 1));
    assert_eq!(library.routine("mine").unwrap().title, "Mine");
}

#[test]
fn a_name_is_bounded_in_width() {
    let library = with(&ROUTINE.replacen("Mine", &"w".repeat(5000), 1));
    assert_eq!(library.routine("mine").unwrap().title.chars().count(), 60);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_in_any_place_makes_it_panic_or_reaches_the_terminal_raw(place in 0usize..ROUTINE.len(), junk in "\\PC{0,12}|[\\x00-\\x1f\\x7f-\\x9f\\[\\]{}\",:0-9eE.+-]{1,12}") {
        let mut text = ROUTINE.to_owned();
        text.insert_str(place, &junk);
        let library = with(&text);
        prop_assert!(library.routines().len() >= 22);
        let shown = library.faults().iter().map(ToString::to_string).chain(library.routine("mine").map(|r| r.title.clone()));
        for line in shown {
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
}

/// The exercise that the tests of figures change.
const EXERCISE: &str = include_str!("../routines/exercises/upper-trap-stretch.json");

/// The only fault of an exercise in whose figure `from` is replaced by `to`.
fn figure_fault(from: &str, to: &str) -> Fault {
    assert!(EXERCISE.contains(from), "{from}");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "exercises/upper-trap-stretch.json", &EXERCISE.replacen(from, to, 1));
    let library = Library::with_user_files(folder.path());
    assert!(library.exercise("upper-trap-stretch").unwrap().figure(supple::practice::Position::Seated).is_some());
    let [fault] = library.faults() else { panic!("{:?}", library.faults()) };
    fault.clone()
}

/// The line on which `text` stands.
fn line_of(text: &str) -> usize {
    EXERCISE.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn a_joint_that_bends_too_far_is_placed_and_the_bounds_are_named() {
    let fault = figure_fault("\"lateral\": 30", "\"lateral\": 128");
    assert_eq!(fault.field, "figure.frames.end.neck.lateral");
    assert_eq!(fault.at.unwrap().0, line_of("\"lateral\": 30"));
    assert_eq!(fault.what, "expected -40 to 40 degrees, found 128");
    let fault = figure_fault("\"lateral\": 30", "\"lateral\": 39");
    assert_eq!(fault.field, "figure.frames.end.neck");
    assert!(fault.what.starts_with("expected neck and head together within -40.5 to 40.5 degrees"), "{}", fault.what);
}

#[test]
fn a_joint_that_nobody_has_is_told_with_those_that_there_are() {
    let fault = figure_fault("\"lateral\": 30", "\"sideways\": 28");
    assert_eq!(fault.field, "figure.frames.end.neck");
    assert_eq!(fault.what, "expected flexion, lateral, rotation or glide, found \"sideways\"");
    let fault = figure_fault("\"elevation\": -2.5", "\"elevation\": -30");
    assert_eq!(fault.what, "expected -3 to 8 centimetres, found -30");
    let fault = figure_fault("\"name\": \"upper trapezius\"", "\"name\": \"big trapezius\"");
    assert_eq!(fault.field, "figure.muscles[0].name");
    assert!(fault.what.starts_with("expected upper trapezius, middle trapezius"), "{}", fault.what);
}

#[test]
fn what_a_figure_stands_on_and_touches_must_be_known() {
    let fault = figure_fault("\"base\": \"seated\"", "\"base\": \"sofa\"");
    assert!(fault.what.starts_with("expected standing, seated, kneeling"), "{}", fault.what);
    let fault = figure_fault("\"on\": \"chair\"", "\"on\": \"hat\"");
    assert!(fault.field.ends_with(".hand.on") && fault.what.contains("air, floor, mat, chair"), "{fault}");
    let fault = figure_fault("\"kind\": \"chair\"", "\"kind\": \"ball\", \"back\": 20");
    assert_eq!(fault.what, "expected none: a ball has no back");
    let fault = figure_fault("\"loop\": \"hold\"", "\"loop\": \"alternate\"");
    assert!(fault.what.contains("needs the frame end2"), "{}", fault.what);
}

#[test]
fn a_flat_figure_of_version_0_1_is_left_out_with_a_word_on_what_to_do() {
    let figure = EXERCISE.find("\"figure\": ").unwrap();
    let flat = "\"figure\": {\"view\": \"front\", \"base\": \"chair\", \"framing\": \"bust\", \"loop\": \"hold\", \
                \"frames\": {\"start\": {\"hip_a\": 90}, \"end\": {\"head_tilt\": -40}}}}";
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "exercises/upper-trap-stretch.json", &format!("{}{flat}", &EXERCISE[..figure]));
    let library = Library::with_user_files(folder.path());
    let exercise = library.exercise("upper-trap-stretch").unwrap();
    assert_eq!(exercise.figures().count(), 0);
    let [fault] = library.faults() else { panic!("{:?}", library.faults()) };
    assert_eq!(fault.field, "figure");
    assert_eq!(fault.at.unwrap().0, line_of("\"figure\": "));
    assert!(fault.what.contains("shown in words only") && fault.what.contains("FIGURES.md"), "{}", fault.what);
}

#[test]
fn what_a_body_cannot_do_is_told_when_a_file_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("exercises/upper-trap-stretch.json");
    write(folder.path(), "exercises/upper-trap-stretch.json", EXERCISE);
    let library = &*LIBRARY;
    assert_eq!(library.check(&file), Ok(vec![]));
    let floating = EXERCISE.replacen("\"common\": {", "\"common\": {\n      \"pelvis\": {\"height\": 90},", 1);
    write(folder.path(), "exercises/upper-trap-stretch.json", &floating);
    let advice = library.check(&file).unwrap().join("\n");
    assert!(advice.contains("figure (seated), start: the seat is off the chair"), "{advice}");
}

#[test]
fn the_example_of_how_to_write_a_figure_is_a_good_one() {
    let about = include_str!("../routines/FIGURES.md");
    let example = about.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let figure = EXERCISE.find("\"figure\": ").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{}{example}}}", &EXERCISE[..figure]);
    write(folder.path(), "exercises/upper-trap-stretch.json", &text);
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults(), []);
    assert_eq!(library.check(&folder.path().join("exercises/upper-trap-stretch.json")), Ok(vec![]));
    let exercise = library.exercise("upper-trap-stretch").unwrap();
    let words = exercise.picture_in_words(exercise.position, Some(supple::practice::Side::Left), false).unwrap();
    assert!(words.starts_with("Seated, the left hand holding the edge of the seat."), "{words}");
}

#[test]
fn a_figure_without_words_is_told_by_its_poses() {
    let mut exercise: serde_json::Value = serde_json::from_str(EXERCISE).unwrap();
    exercise["figure"].as_object_mut().unwrap().remove("words");
    let (folder, text) = (tempfile::tempdir().unwrap(), exercise.to_string());
    write(folder.path(), "exercises/upper-trap-stretch.json", &text);
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults(), []);
    let exercise = library.exercise("upper-trap-stretch").unwrap();
    let words = exercise.picture_in_words(exercise.position, Some(supple::practice::Side::Right), false).unwrap();
    assert!(words.starts_with("Seated. The head tips to the left"), "{words}");
    assert!(words.contains("the right hand is on the chair"), "{words}");
}

#[test]
fn an_exercise_without_a_figure_is_shown_in_words_alone() {
    let figure = EXERCISE.find(",\n  \"figure\": ").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "exercises/upper-trap-stretch.json", &format!("{}\n}}", &EXERCISE[..figure]));
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults(), []);
    let exercise = library.exercise("upper-trap-stretch").unwrap();
    assert_eq!(exercise.figures().count(), 0);
    assert_eq!(exercise.picture_in_words(exercise.position, None, false), None);
}

/// The field and the words of the only fault of an exercise whose loads are these.
fn load_fault(loads: &serde_json::Value) -> (String, String) {
    let text = include_str!("../routines/exercises/lateral-raise.json");
    let mut exercise: serde_json::Value = serde_json::from_str(text).unwrap();
    exercise["loads"] = loads.clone();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "exercises/lateral-raise.json", &exercise.to_string());
    let library = Library::with_user_files(folder.path());
    let [fault] = library.faults() else { panic!("{:?}", library.faults()) };
    (fault.field.clone(), fault.what.clone())
}

#[test]
fn loads_that_make_no_sense_are_told() {
    use serde_json::json;
    let load = |name: &str, count: i64| json!({"load": name, "dose": {"count": count, "secs_each": 4}});
    let first = load("a light band", 8);
    for (loads, field, what) in [
        (json!([first]), "loads", "expected 2 to 8 loads, found 1"),
        (json!(vec![first.clone(); 9]), "loads", "expected 2 to 8 loads, found 9"),
        (json!([load("a light band", 9), first]), "loads[0].dose", "expected the exercise's own dose"),
        (json!([first, load("a firm band", 101)]), "loads[1].dose.count", "expected 1 to 100 repetitions"),
        (json!([first, load("\u{1b}", 12)]), "loads[1].load", "expected some text"),
        (
            json!([first, {"load": "a firm band", "dose": {"hold_secs": 5, "times": 1}}]),
            "loads[1].dose.hold_secs",
            "does not belong in the dose of a dynamic exercise",
        ),
        (json!([first, {"load": "a firm band"}]), "loads[1].dose", "is missing"),
        (
            json!([first, {"load": "a firm band", "dose": {"count": 8, "secs_each": 4}, "how": vec!["Pull."; 200]}]),
            "loads[1].how",
            "expected 0 to",
        ),
    ] {
        let (found, said) = load_fault(&loads);
        assert_eq!(found, field, "{said}");
        assert!(said.contains(what), "{said}");
    }
}
