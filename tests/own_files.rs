//! Files of one's own, from the command line: written, begun, edited, packed and added.

use crate::content::{LIBRARY, TIMED};
use crate::sandbox;

use std::fs;
use std::path::{Path, PathBuf};

use predicates::prelude::*;
use predicates::str::contains;
use proptest::prelude::*;
use sandbox::{Sandbox, assert_harmless, good_routine, write};
use serde_json::{Value, json};
use supple::library::own::{self, Content, Put};
use supple::library::{Library, write as written};
use supple::practice::Routine;
use supple::practice::routine::Origin;

/// The routine that a file with the text of this one is read as.
fn read_back(routine: &Routine) -> Routine {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("it.json"), written::routine(routine));
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults(), [], "{}", written::routine(routine));
    let mut read = library.routine(&routine.id).unwrap().clone();
    assert_eq!(read.origin, Origin::User);
    read.origin = routine.origin;
    read
}

/// The text of a built-in file of a routine, without the doses that are the exercises' own.
fn as_short_as_can_be(text: &str) -> String {
    let mut short = String::new();
    let mut lines = text.lines().filter(|line| !line.contains("$schema"));
    while let Some(line) = lines.next() {
        let mut step = line.to_owned();
        if line == "    {" {
            let rest: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("    }")).collect();
            let comma = if text.contains(&format!("{}\n    }},", rest.last().unwrap())) { "," } else { "" };
            let joined: Vec<&str> = rest.iter().map(|line| line.trim()).collect();
            step = format!("    {{{}}}{comma}", joined.join(" "));
        }
        if let Some((before, rest)) = step.split_once(", \"dose\": ") {
            let id = before.split('"').nth(3).unwrap();
            let dose: Value = serde_json::from_str(&rest[..=rest.find('}').unwrap()]).unwrap();
            let exercise: Value = serde_json::from_str(Content::Exercise.built_in(id).unwrap()).unwrap();
            if exercise["dose"] == dose {
                step = format!("{before}{}", rest.split_once('}').unwrap().1);
            }
        }
        short.push_str(&step);
        short.push('\n');
    }
    short
}

// Written

#[test]
fn every_built_in_routine_is_written_and_read_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for routine in LIBRARY.routines() {
        write(&folder.path().join(format!("{}.json", routine.id)), written::routine(routine));
    }
    let library = Library::with_user_files(folder.path());
    assert_eq!(library.faults(), []);
    for routine in LIBRARY.routines() {
        let mut read = library.routine(&routine.id).unwrap().clone();
        assert!(library.own_file_of_routine(&routine.id).is_some());
        read.origin = routine.origin;
        assert_eq!(read, *routine);
    }
}

#[test]
fn every_built_in_routine_is_written_as_its_file_has_it() {
    for routine in LIBRARY.routines() {
        let text = Content::Routine.built_in(&routine.id).unwrap();
        let (written, short) = (written::routine(routine), as_short_as_can_be(text));
        assert_eq!(as_short_as_can_be(&written), short);
        if short.len() + 45 > text.len() {
            assert_eq!(written, text.replace("  \"$schema\": \"schema/routine.schema.json\",\n", ""));
        }
    }
}

#[test]
fn rounds_are_written_as_blocks_and_read_back_the_same() {
    let mut routine = TIMED.routine("three-rounds").unwrap().clone();
    routine.steps[1].dose = routine.steps[1].exercise.dose;
    assert_eq!(routine.steps.len(), 8);
    let text = written::routine(&routine);
    assert!(
        text.contains("\n      \"rounds\": 3,\n      \"rest_secs\": 20,\n      \"steps\": [\n        {\"exercise\""),
        "{text}"
    );
    // The first of the block is written once, for all three rounds.
    routine.steps[3].dose = routine.steps[1].dose;
    routine.steps[5].dose = routine.steps[1].dose;
    assert_eq!(read_back(&routine).steps, routine.steps);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_of_a_routine_is_written_and_read_back_the_same(
        which in 0usize..22, title in "[^\\x00-\\x20]{1,8}\"?\\\\?[a-z]", note in "[a-z\"\\\\/{}ü]{0,120}", things in 0usize..12,
    ) {
        let mut routine = LIBRARY.routines()[which].clone();
        routine.title = supple::sanitize::clean(&title, 60);
        prop_assume!(!routine.title.is_empty());
        routine.note = Some(supple::sanitize::clean(&note, 400)).filter(|note| !note.is_empty());
        routine.equipment = vec!["a thing with a name".to_owned(); things];
        prop_assert_eq!(&read_back(&routine), &routine);
        prop_assert!(things == 0 || written::routine(&routine).lines().filter(|line| line.contains("a thing")).all(|line| line.len() <= 100));
    }
}

#[test]
fn a_routine_is_saved_whole_and_private_and_again_only_over_its_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("routines");
    let mut routine = LIBRARY.routines()[0].clone();
    routine.id = written::free_id("Lunch break", &LIBRARY);
    let path = own::save(&own, &LIBRARY, &routine, None).unwrap();
    assert_eq!(path, own.join("lunch-break.json"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let library = Library::with_user_files(&own);
    assert_eq!(library.own_file_of_routine("lunch-break"), Some(path.as_path()));
    let before = fs::read(&path).unwrap();
    let refused = own::save(&own, &library, &routine, None).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
    let refused = own::save(&own, &library, &routine, Some(&own.join("other.json"))).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), before);
    routine.title = "Another".to_owned();
    assert_eq!(own::save(&own, &library, &routine, Some(&path)).unwrap(), path);
    assert_eq!(Library::with_user_files(&own).routine("lunch-break").unwrap().title, "Another");
    assert_eq!(written::free_id("Lunch break", &library), "lunch-break-2");
}

#[test]
fn a_routine_is_not_saved_over_a_file_that_cannot_be_used_or_holds_another_id() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path();
    write(&own.join("lunch.json"), good_routine().to_string());
    write(&own.join("dinner.json"), "{");
    let library = Library::with_user_files(own);
    let mut routine = LIBRARY.routines()[0].clone();
    routine.id = "lunch".to_owned();
    assert_eq!(own::save(own, &library, &routine, None).unwrap(), own.join("lunch-2.json"));
    routine.id = "dinner".to_owned();
    assert!(own::save(own, &library, &routine, None).is_err());
    assert_eq!(written::free_id("Dinner", &library), "dinner-2");
    assert_eq!(written::free_id("Nul", &library), "nul-2", "no file can be called so in Windows");
    assert_eq!(fs::read_to_string(own.join("dinner.json")).unwrap(), "{");
    assert_eq!(fs::read_to_string(own.join("lunch.json")).unwrap(), good_routine().to_string());
}

#[test]
fn files_are_put_all_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let put = |name: &str, replaces| Put { path: path(name), text: "new".to_owned(), replaces };
    fs::write(path("old"), "old").unwrap();
    fs::create_dir(path("folder")).unwrap();
    let (at, _) = own::put_all(&[put("old", true), put("a/new", false), put("folder", false)]).unwrap_err();
    assert_eq!(at, path("folder"));
    assert_eq!(fs::read_to_string(path("old")).unwrap(), "old");
    assert!(!path("a/new").exists());
    own::put_all(&[put("old", true), put("a/new", false)]).unwrap();
    assert_eq!(fs::read_to_string(path("old")).unwrap(), "new");
}

// Remarks

#[test]
fn remarks_are_no_fault_and_move_no_fault() {
    let sandbox = Sandbox::new();
    let text = "{\n  \"//\": \"mine\",\n  \"// id\": [1, {}], \"id\": \"mine\", \"title\": \"My own\", \"areas\": [\"neck\"],\n  \
                \"level\": \"beginner\", \"goal\": \"To test.\",\n  \"steps\": [{\"//\": \"why\", \"exercise\": \
                \"chin-tuck\", \"dose\": {\"count\": 5, \"secs_each\": 7, \"//\": \"slowly\"}}],\n  \"// end\": null\n}";
    let path = sandbox.write_routine("mine.json", text);
    let check = |text: &str| {
        fs::write(&path, text).unwrap();
        sandbox.supple(&["check", path.to_str().unwrap()]).assert()
    };
    check(text).success();
    let wrong = text.replace("\"count\": 5", "\"count\": 500");
    let column = wrong.lines().nth(4).unwrap().find("500").unwrap() + 1;
    check(&wrong).code(2).stdout(contains(format!("mine.json:5:{column}: steps[0].dose.count: expected 1 to 100")));
    check(&text.replace("\"goal\"", "\"gaol\"")).code(2).stdout(
        contains("there is no field \"gaol\" here; the fields are $schema, id, title").and(contains("//").not()),
    );
    check(&text.replace("null", "nix")).code(2).stdout(contains("mine.json:6:"));
    check(&text.replace("\"mine\",\n", "\"mine\"\n")).code(2).stdout(contains("mine.json:3:"));
}

// New

impl Sandbox {
    fn exercise_file(&self, id: &str) -> PathBuf {
        self.routines().join("exercises").join(format!("{id}.json"))
    }

    fn routine_file(&self, id: &str) -> PathBuf {
        self.routines().join(format!("{id}.json"))
    }

    /// With a routine of its own that has an exercise of its own.
    fn with_own() -> Self {
        let sandbox = Self::new();
        sandbox.says(&["new", "exercise", "head-turn"]);
        let text = routine_of("lunch-break", &["shoulder-rolls", "head-turn"]);
        write(&sandbox.routine_file("lunch-break"), text);
        sandbox
    }

    /// The file that this sandbox packs `lunch-break` into.
    fn packed(&self) -> PathBuf {
        let file = self.config().join("packed.json");
        self.says(&["pack", "lunch-break", "--out", file.to_str().unwrap()]);
        file
    }
}

fn routine_of(id: &str, exercises: &[&str]) -> String {
    let mut routine = good_routine();
    routine["id"] = json!(id);
    routine["title"] = json!("Lunch break");
    routine["steps"] = exercises.iter().map(|id| json!({"exercise": id})).collect();
    serde_json::to_string_pretty(&routine).unwrap()
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_new_routine_and_a_new_exercise_are_good_as_they_are() {
    let sandbox = Sandbox::new();
    let said = sandbox.says(&["new", "routine", "lunch-break"]);
    assert!(said.contains("lunch-break.json") && said.contains("supple edit lunch-break, then supple run lunch-break"));
    sandbox.says(&["new", "exercise", "head-turn"]);
    let files = [sandbox.routine_file("lunch-break"), sandbox.exercise_file("head-turn")].map(|path| text(&path));
    assert!(sandbox.says(&["check", &files[0], &files[1]]).ends_with("\nNo problems found in 2 files.\n"));
    assert!(sandbox.says(&["check"]).contains("\nNo problems found"));
    assert!(sandbox.routines().join("exercises/FIGURES.md").is_file());
    let shown = sandbox.json(&["show", "head-turn", "--json"]);
    assert_eq!((&shown["name"], &shown["sides"]), (&json!("Head turn"), &json!("left-right")));
    assert!(sandbox.says(&["show", "head-turn", "--size", "20x8"]).lines().count() >= 8);
    assert!(sandbox.says(&["list"]).contains("Lunch break"));
    sandbox.says(&["run", "lunch-break", "--plain", "--speed", "1000"]);
}

#[test]
fn sentences_of_the_template_are_named_until_they_are_changed() {
    let sandbox = Sandbox::new();
    sandbox.says(&["new", "routine", "lunch-break"]);
    sandbox.says(&["new", "exercise", "head-turn"]);
    let easier = "head-turn: easier is still the template's: \"Turn half as far and hold for ten seconds.\"";
    let told = sandbox.says(&["check"]);
    for left in [easier, "head-turn: figure is still the template's", "lunch-break: goal is still the template's"] {
        assert!(told.contains(left), "{told}");
    }
    assert!(!told.contains("// spoken") && !told.contains("levator"), "{told}");
    let file = sandbox.exercise_file("head-turn");
    write(&file, fs::read_to_string(&file).unwrap().replace("Turn half as far and hold", "Turn less and stay"));
    assert!(!sandbox.says(&["check"]).contains("easier is still"));
    assert!(sandbox.says(&["check", &text(&file)]).contains("harder is still the template's"));
}

#[test]
fn the_rounds_that_a_new_routine_tells_of_can_be_written_as_they_stand() {
    let sandbox = Sandbox::new();
    sandbox.says(&["new", "routine", "lunch-break"]);
    let file = sandbox.routine_file("lunch-break");
    let remark = fs::read_to_string(&file).unwrap();
    let block = remark.lines().find_map(|line| line.split_once("Rounds: ")).unwrap().1.trim_end_matches("\",");
    let block = block.replace("\\\"", "\"");
    write(&file, remark.replacen("\"steps\": [\n", &format!("\"steps\": [\n{block},\n"), 1));
    assert!(sandbox.says(&["show", "lunch-break"]).contains("3 rounds"));
}

#[test]
fn a_new_routine_can_have_the_steps_of_another() {
    let sandbox = Sandbox::new();
    sandbox.says(&["new", "routine", "my-ease", "--from", "Neck ease"]);
    let (mine, other) =
        (sandbox.json(&["show", "my-ease", "--json"]), sandbox.json(&["show", "neck-ease-5", "--json"]));
    assert_eq!((&mine["title"], &mine["steps"]), (&json!("My ease"), &other["steps"]));
    sandbox.says(&["new", "exercise", "my-tuck", "--from", "chin-tuck"]);
    assert_eq!(sandbox.json(&["show", "my-tuck", "--json"])["name"], "My tuck");
    assert!(sandbox.says(&["check"]).starts_with("No problems found"));
    sandbox.supple(&["new", "routine", "x", "--from", "nek-ease-5"]).assert().code(2).stderr(contains("neck-ease-5"));
}

#[test]
fn a_new_file_never_takes_the_place_of_another() {
    let sandbox = Sandbox::new();
    sandbox.says(&["new", "routine", "lunch-break"]);
    write(&sandbox.routine_file("broken"), "{");
    for (args, words) in [
        (["routine", "lunch-break"], "supple edit lunch-break opens it"),
        (["exercise", "lunch-break"], "you have the routine lunch-break already"),
        (["routine", "neck-ease-5"], "makes a copy of your own that replaces it"),
        (["exercise", "chin-tuck"], "chin-tuck is a built-in exercise"),
        (["routine", "broken"], "broken.json is there already"),
        (["routine", "../x"], "\"../x\" cannot be used; take 1 to 64 lower-case letters"),
        (["routine", "Lunch Break"], "such as lunch-break-2"),
        (["exercise", ""], "such as routine-1"),
        (["routine", "/tmp/x"], "cannot be used"),
    ] {
        let told = sandbox.supple(&["new", args[0], args[1]]).assert().code(2).stderr(contains(words));
        assert_harmless("stderr", &told.get_output().stderr);
    }
    assert_eq!(fs::read_to_string(sandbox.routine_file("broken")).unwrap(), "{");
    assert!(!sandbox.config().join("x.json").exists());
    assert_eq!(fs::read_dir(sandbox.routines()).unwrap().count(), 2);
}

// Packed and added

#[test]
fn a_packed_routine_is_shown_added_once_and_the_same_elsewhere() {
    let (here, there) = (Sandbox::with_own(), Sandbox::new());
    let file = text(&here.packed());
    let shown = there.says(&["add", &file]);
    for words in [
        "Lunch break (lunch-break): 2 steps,",
        "1. Backward shoulder rolls",
        "It brings 1 exercise: Head turn",
        "--yes",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!there.routines().exists());
    assert!(there.says(&["add", &file, "--yes"]).contains("Added. Start it with supple run lunch-break."));
    assert!(there.says(&["check"]).contains("No problems found"));
    let show = |sandbox: &Sandbox, id| sandbox.json(&["show", id, "--json"]);
    assert_eq!(show(&there, "lunch-break"), show(&here, "lunch-break"));
    assert_eq!(show(&there, "head-turn"), show(&here, "head-turn"));
    let kept = |sandbox: &Sandbox| fs::read_to_string(sandbox.exercise_file("head-turn")).unwrap();
    assert_eq!(kept(&there), kept(&here), "remarks and layout come along");
    assert!(there.says(&["add", &file, "--yes"]).contains("You have all of it already"));
}

#[test]
fn what_is_added_never_replaces_a_file_of_the_persons_unless_asked_to() {
    let (here, there) = (Sandbox::with_own(), Sandbox::new());
    let file = text(&here.packed());
    let mine = routine_of("lunch-break", &["chin-tuck"]);
    // Under another name, and it is still the one with that id.
    let path = there.write_routine("noon.json", &mine);
    assert!(there.says(&["add", &file]).contains("noon.json); --replace replaces it"));
    there
        .supple(&["add", &file, "--yes"])
        .assert()
        .code(2)
        .stderr(contains("nothing was added").and(contains("--replace")));
    assert_eq!(fs::read_to_string(&path).unwrap(), mine);
    assert!(!there.exercise_file("head-turn").exists());
    assert!(there.says(&["add", &file, "--yes", "--replace"]).contains("It replaces your routine lunch-break"));
    assert!(fs::read_to_string(&path).unwrap().contains("head-turn"));
    assert!(!there.routine_file("lunch-break").exists());
    assert!(there.says(&["check"]).contains("No problems found"));
}

#[test]
fn a_built_in_routine_is_packed_and_added_over_itself() {
    let sandbox = Sandbox::new();
    let packed: Value = sandbox.json(&["pack", "neck-ease-5"]);
    assert_eq!(packed["routine"]["id"], "neck-ease-5");
    assert!(packed.get("exercises").is_none() && packed["routine"].get("$schema").is_none());
    let file = sandbox.config().join("packed.json");
    write(&file, packed.to_string());
    assert!(sandbox.says(&["add", &text(&file)]).contains("in place of the built-in routine neck-ease-5"));
    let told = sandbox.json(&["add", &text(&file), "--json"]);
    assert_eq!(told["replaces"], json!([{"what": "routine", "id": "neck-ease-5", "file": null}]));
    assert_eq!((&told["routine"]["id"], &told["added"]), (&json!("neck-ease-5"), &json!(false)));
    assert_eq!(sandbox.json(&["add", &text(&file), "--json", "--yes"])["added"], true);
    assert!(sandbox.routine_file("neck-ease-5").exists());
}

#[test]
fn a_plain_file_of_a_routine_or_an_exercise_is_added_too() {
    let (here, there) = (Sandbox::with_own(), Sandbox::new());
    let exercise = here.config().join("exercise.json");
    here.says(&["pack", "head-turn", "--out", &text(&exercise)]);
    let shown = there.says(&["add", &text(&exercise), "--yes"]);
    assert!(shown.contains("An exercise: Head turn (head-turn).") && shown.contains("supple run head-turn"), "{shown}");
    there.says(&["add", &text(&here.routine_file("lunch-break")), "--yes"]);
    assert!(there.says(&["check"]).contains("No problems found"));
    assert!(there.routine_file("lunch-break").exists() && there.exercise_file("head-turn").exists());
}

#[test]
fn faults_of_a_pack_are_told_with_their_place_in_it() {
    let (here, there) = (Sandbox::with_own(), Sandbox::new());
    let file = here.packed();
    let good = fs::read_to_string(&file).unwrap();
    let told = |from: &str, to: &str, words: &str| {
        assert!(good.contains(from), "{from}");
        let bad = good.replacen(from, to, 1);
        fs::write(&file, &bad).unwrap();
        let said = there.supple(&["add", &text(&file), "--yes"]).assert().code(2);
        let said = String::from_utf8(said.get_output().stdout.clone()).unwrap();
        assert!(said.contains(words), "{words}: {said}");
        let line = bad.lines().position(|line| line.contains(to)).unwrap() + 1;
        assert!(said.contains(&format!("packed.json:{line}:")), "line {line}: {said}");
        assert!(!there.routines().exists());
    };
    told("\"turn\": 150", "\"turn\": 1500", "exercises[0].figure.camera.turn: expected");
    told(
        "\"exercise\": \"shoulder-rolls\"",
        "\"exercise\": \"shoulder-rols\"",
        "routine.steps[0].exercise: expected the id",
    );
    told("\"hold_secs\": 20", "\"hold_secs\": 99", "exercises[0].dose.hold_secs: expected 5 to 60 seconds, found 99");
}

#[test]
fn what_is_no_pack_is_told_and_nothing_is_added() {
    let sandbox = Sandbox::new();
    let file = sandbox.config().join("it.json");
    let routine = || serde_json::from_str::<Value>(&routine_of("mine", &["chin-tuck"])).unwrap();
    let exercise = || serde_json::from_str::<Value>(Content::Exercise.built_in("chin-tuck").unwrap()).unwrap();
    let with_id = |id: &str| {
        let mut routine = routine();
        routine["id"] = json!(id);
        routine
    };
    for (contents, words) in [
        (String::new(), "the file ends too early"),
        ("garbage".to_owned(), "it.json:1:"),
        ("[]".to_owned(), "expected an object in { }, found a list"),
        ("{}".to_owned(), "is missing"),
        ("{\"exercises\": []}".to_owned(), "routine: is missing"),
        ("[".repeat(100_000), "it.json:1:"),
        (format!("{{\"routine\": {}", "[".repeat(100_000)), "it.json:1:"),
        (format!("{{\"routine\": {}{}}}", "[".repeat(9_000), "]".repeat(9_000)), "it.json"),
        (
            json!({"routine": routine(), "exercise": []}).to_string(),
            "there is no field \"exercise\" here; the fields are routine, exercises",
        ),
        (json!({"routine": routine(), "exercises": {}}).to_string(), "exercises: expected a list in [ ]"),
        (json!({"routine": 1}).to_string(), "routine: expected an object in { }"),
        (json!({"routine": with_id("../x")}).to_string(), "routine.id: expected 1 to 64 lower-case letters"),
        (
            json!({"routine": routine(), "exercises": [exercise(), exercise()]}).to_string(),
            "exercises[1].id: expected a unique id",
        ),
        (
            json!({"routine": routine(), "exercises": vec![json!({}); 101]}).to_string(),
            "expected at most 100 exercises, found 101",
        ),
        (" ".repeat(5 << 20), "it is larger than 4 MB"),
    ] {
        write(&file, &contents);
        let said =
            sandbox.supple(&["add", &text(&file), "--yes", "--replace"]).assert().code(2).stdout(contains(words));
        assert_harmless("stdout", &said.get_output().stdout);
        assert!(!sandbox.routines().exists(), "{words}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    for (what, put) in crate::strange::STRANGE {
        let sandbox = Sandbox::new();
        let file = sandbox.config().join("it.json");
        fs::create_dir_all(sandbox.config()).unwrap();
        put(&file);
        sandbox
            .supple(&["add", &text(&file), "--yes"])
            .assert()
            .code(2)
            .stdout(contains(format!("{what} is in its place")));
    }
}

#[cfg(unix)]
#[test]
fn what_stands_in_the_way_of_one_file_leaves_none() {
    let (here, there) = (Sandbox::with_own(), Sandbox::new());
    let file = text(&here.packed());
    fs::create_dir_all(there.routine_file("lunch-break")).unwrap();
    there.supple(&["add", &file, "--yes"]).assert().code(2);
    there.supple(&["add", &file, "--yes", "--replace"]).assert().code(1).stderr(contains("a folder is in its place"));
    assert!(!there.exercise_file("head-turn").exists());
}

#[test]
fn hostile_text_of_a_pack_reaches_neither_the_terminal_nor_the_file() {
    let sandbox = Sandbox::new();
    let mut routine: Value = serde_json::from_str(&routine_of("mine", &["chin-tuck"])).unwrap();
    routine["title"] = json!("a\u{1b}[2J\u{202E}b\u{1b}]0;title\u{7}\u{9b}c");
    let file = sandbox.config().join("it.json");
    write(&file, json!({"routine": routine}).to_string());
    let said = sandbox.supple(&["add", &text(&file), "--yes"]).assert().success();
    assert_harmless("stdout", &said.get_output().stdout);
    assert_harmless("the file", &fs::read(sandbox.routine_file("mine")).unwrap());
    assert_harmless("the pack", &sandbox.supple(&["pack", "mine"]).assert().success().get_output().stdout);
}

#[test]
fn what_cannot_be_packed_is_told() {
    let sandbox = Sandbox::with_own();
    sandbox.supple(&["pack", "lunch-brek"]).assert().code(2).stderr(contains("Did you mean lunch-break?"));
    let nowhere = sandbox.config().join("none/it.json");
    sandbox
        .supple(&["pack", "lunch-break", "--out", &text(&nowhere)])
        .assert()
        .code(1)
        .stderr(contains("cannot write"));
}

// Edited

#[cfg(unix)]
mod edited {
    use super::*;
    use crate::window::Terminal;
    use portable_pty::CommandBuilder;

    impl Sandbox {
        /// A command for `EDITOR` that does what the lines of a shell say to the file `$1`.
        fn editor(&self, lines: &str) -> String {
            let script = self.config().join("my editor.sh");
            write(&script, lines);
            format!("/bin/sh '{}'", script.display())
        }

        fn edit(&self, id: &str, lines: &str) -> assert_cmd::assert::Assert {
            self.supple(&["edit", id]).env("EDITOR", self.editor(lines)).assert()
        }
    }

    /// Puts a good routine into the file.
    const GOOD: &str = "printf '%s' '{\"id\": \"neck-ease-5\", \"title\": \"My ease\", \"areas\": [\"neck\"], \
                        \"level\": \"beginner\", \"goal\": \"Try.\", \"steps\": [{\"exercise\": \"chin-tuck\"}]}' > \"$1\"\n";

    #[test]
    fn a_built_in_routine_is_copied_and_the_copy_is_used() {
        let sandbox = Sandbox::new();
        sandbox
            .edit("Neck ease", GOOD)
            .success()
            .stdout(contains("neck-ease-5 is built in; you are editing a copy").and(contains("No problems found.")));
        assert_eq!(sandbox.json(&["show", "neck-ease-5", "--json"])["title"], "My ease");
    }

    #[test]
    fn a_copy_that_nobody_changed_is_taken_away_again() {
        let sandbox = Sandbox::new();
        for (id, lines) in [("neck-ease-5", "exit 0"), ("chin-tuck", "exit 0"), ("neck-ease-5", "rm \"$1\"")] {
            sandbox.edit(id, lines).success().stdout(contains("Nothing was changed, so there is no copy"));
        }
        sandbox.edit("neck-ease-5", "exit 3").code(1).stderr(contains("failed (exit status: 3); nothing was changed"));
        let files = [sandbox.routine_file("neck-ease-5"), sandbox.exercise_file("chin-tuck")];
        assert!(files.iter().all(|file| !file.exists()));
    }

    #[test]
    fn a_file_of_ones_own_is_edited_where_it_is() {
        let sandbox = Sandbox::with_own();
        sandbox.edit("head-turn", "echo >> \"$1\"").success().stdout(contains("head-turn.json. No problems found."));
        let path = sandbox.write_routine("noon.json", routine_of("at-noon", &["chin-tuck"]));
        sandbox.edit("at-noon", "echo >> \"$1\"").success().stdout(contains("noon.json"));
        assert!(fs::read_to_string(path).unwrap().ends_with("}\n"));
    }

    #[test]
    fn an_editor_that_breaks_a_file_is_told_with_places_and_it_can_be_mended() {
        let sandbox = Sandbox::new();
        sandbox.edit("neck-ease-5", "echo '{\n  \"id\": 7}' > \"$1\"").code(1).stdout(
            contains("neck-ease-5.json:2:")
                .and(contains("id: expected a string"))
                .and(contains("supple edit neck-ease-5")),
        );
        assert!(sandbox.routine_file("neck-ease-5").exists(), "what was typed is kept");
        sandbox.edit("neck-ease-5", GOOD).success().stdout(contains("is built in").not());
        assert_eq!(sandbox.json(&["show", "neck-ease-5", "--json"])["title"], "My ease");
    }

    #[test]
    fn what_an_edit_does_to_other_files_is_told() {
        let sandbox = Sandbox::with_own();
        write(&sandbox.routine_file("second"), routine_of("second", &["chin-tuck"]));
        sandbox
            .edit("second", "tmp=$(cat \"$1\"); printf '%s' \"$tmp\" | /usr/bin/env PATH=/bin:/usr/bin sed s/second/lunch-break/ > \"$1\"")
            .code(1)
            .stdout(contains("expected a unique id"));
    }

    #[test]
    fn an_editor_that_fails_or_is_none_is_told_with_what_to_do() {
        let sandbox = Sandbox::with_own();
        sandbox.edit("lunch-break", "exit 1").code(1).stderr(contains("lunch-break.json was not checked"));
        let with = |variable: &str, editor: &str| {
            sandbox.supple(&["edit", "lunch-break"]).env(variable, editor).assert().code(1)
        };
        with("VISUAL", "no-such-editor -w")
            .stderr(contains("\"no-such-editor -w\": there is no such program; set VISUAL"));
        with("EDITOR", "'unfinished").stderr(contains("a quotation mark is missing"));
        with("EDITOR", " ").stderr(contains("set EDITOR to the one you like"));
        sandbox.edit("lunch-brek", "exit 0").code(2).stderr(contains("Did you mean lunch-break?"));
        sandbox.edit("../x", "exit 0").code(2).stderr(contains("there is no routine or exercise"));
    }

    #[test]
    fn visual_goes_before_editor() {
        let sandbox = Sandbox::with_own();
        let visual = sandbox.editor("echo >> \"$1\"");
        sandbox.supple(&["edit", "lunch-break"]).env("EDITOR", "/none").env("VISUAL", visual).assert().success();
    }

    fn in_terminal(sandbox: &Sandbox, args: &[&str], editor: &str) -> Terminal {
        let call = sandbox.call();
        let mut command = CommandBuilder::new(&call[0]);
        command.env_clear();
        command.args(&call[1..]);
        command.args(args);
        for (name, value) in sandbox.environment() {
            command.env(name, value);
        }
        command.env("EDITOR", editor);
        Terminal::run(command, (100, 30))
    }

    #[test]
    fn in_a_terminal_a_broken_file_is_edited_again_if_wanted() {
        let sandbox = Sandbox::new();
        // The first time it breaks the file, the second time it mends it.
        let lines = format!("if [ -e \"$1.seen\" ]; then {GOOD} else : > \"$1.seen\"; echo '{{' > \"$1\"; fi");
        let mut terminal = in_terminal(&sandbox, &["edit", "neck-ease-5"], &sandbox.editor(&lines));
        terminal.wait_for("Edit it again? [Y/n]");
        assert!(terminal.screen().contains("the file ends too early"));
        terminal.press("\r");
        terminal.wait_for("No problems found.");
        assert_eq!(terminal.wait_for_end(), 0);
    }

    #[test]
    fn ctrl_c_is_the_editors_while_it_has_the_terminal() {
        let sandbox = Sandbox::new();
        let editor = sandbox.editor("trap 'exit 0' INT; echo ready; while :; do read line; done");
        let mut terminal = in_terminal(&sandbox, &["edit", "neck-ease-5"], &editor);
        terminal.wait_for("ready");
        terminal.press("\u{3}");
        terminal.wait_for("Nothing was changed");
        assert_eq!(terminal.wait_for_end(), 0);
        assert!(!sandbox.routine_file("neck-ease-5").exists());
    }

    #[test]
    fn in_a_terminal_a_broken_file_can_be_left() {
        let sandbox = Sandbox::new();
        let mut terminal = in_terminal(&sandbox, &["edit", "neck-ease-5"], &sandbox.editor("echo '{' > \"$1\""));
        terminal.wait_for("Edit it again? [Y/n]");
        terminal.press("n\r");
        assert_eq!(terminal.wait_for_end(), 1);
    }

    #[test]
    fn in_a_terminal_what_is_added_is_asked_for() {
        let (here, there) = (Sandbox::with_own(), Sandbox::new());
        let file = text(&here.packed());
        for (key, is_added) in [("\r", false), ("y\r", true)] {
            let mut terminal = in_terminal(&there, &["add", &file], "");
            terminal.wait_for("Add it? [y/N]");
            terminal.press(key);
            assert_eq!(terminal.wait_for_end(), 0);
            assert_eq!(there.routine_file("lunch-break").exists(), is_added);
        }
    }
}
