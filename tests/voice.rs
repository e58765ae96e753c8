//! What the voice says, and when: every text has its clip, nothing is said over a tick or over another text, and a
//! session can be followed by ear.
//!
//! `SUPPLE_WRITE_PHRASES=1 cargo test voice::` writes the list of all texts anew; `sounds/voice/make_voice.py`
//! then speaks those that have no clip.

use crate::content::LIBRARY;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use supple::practice::{Hurt, Routine};
use supple::session::engine::Options;
use supple::session::phrases;
use supple::session::script::{self, Utterance};
use supple::session::timeline::{self, Before};
use supple::session::wording;
use supple::session::{Cue, Engine, Event, Guide, Input, Level, Moment, Narrator, Plan, SegmentKind, Speech};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sounds/voice")
}

fn guide(level: Level) -> Guide {
    Guide { level, ..Guide::default() }
}

/// Everything that a built-in exercise can make the voice say.
fn all_texts() -> Vec<String> {
    let common = wording::common_texts().into_iter().map(str::to_owned);
    let of_exercises = LIBRARY.exercises().into_iter().flat_map(|exercise| wording::texts_of(exercise));
    let mut seen = BTreeSet::new();
    common.chain(of_exercises).filter(|text| seen.insert(text.clone())).collect()
}

#[test]
fn the_list_of_texts_is_what_can_be_said() {
    let path = folder().join("phrases.txt");
    let expected = all_texts().join("\n") + "\n";
    if std::env::var_os("SUPPLE_WRITE_PHRASES").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), expected, "the texts have changed: see the top of this file");
}

#[test]
fn every_text_has_a_clip_and_every_clip_a_text() {
    let texts: BTreeSet<String> = all_texts().into_iter().collect();
    let clips: BTreeSet<String> = phrases::clips().map(|clip| clip.text.to_string()).collect();
    assert_eq!(texts.difference(&clips).collect::<Vec<_>>(), Vec::<&String>::new(), "without a clip");
    assert_eq!(clips.difference(&texts).collect::<Vec<_>>(), Vec::<&String>::new(), "never said");
}

#[test]
fn the_manifest_knows_every_file_by_its_fingerprint_and_all_fit_into_three_megabytes() {
    let mut bytes = 0;
    let mut files = BTreeSet::new();
    let manifest = fs::read_to_string(folder().join("manifest.json")).unwrap();
    let clips: Vec<serde_json::Value> = serde_json::from_str(&manifest).unwrap();
    assert_eq!(clips.len(), phrases::clips().count());
    for clip in clips {
        let name = clip["file"].as_str().unwrap();
        let file = fs::read(folder().join("clips").join(name)).unwrap();
        bytes += file.len();
        let print = format!("{:x}", Sha256::digest(&file));
        assert_eq!(print, clip["sha256"], "{}: the clip is another one than the manifest's", clip["text"]);
        files.insert(name.to_owned());
    }
    let there = fs::read_dir(folder().join("clips")).unwrap();
    let there: BTreeSet<String> = there.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, files);
    assert!(bytes <= 3_000_000, "{bytes} bytes of clips");
}

/// What is said in each segment of a routine that is done from its first second to its last.
fn script_of(routine: &Routine, guide: &Guide) -> (Plan, Vec<Vec<Utterance>>) {
    let plan = Plan::guided(routine, guide);
    let lines = (0..plan.segments().len()).map(|index| {
        let segment = plan.segments()[index];
        script::lines(&plan, index, segment.length, before(&plan, index), false, guide)
    });
    let lines = lines.collect();
    (plan, lines)
}

fn before(plan: &Plan, index: usize) -> Before {
    let step = |index: usize| plan.segments()[index].step;
    if index > 0 && step(index - 1) != step(index) { Before::Finished } else { Before::Other }
}

#[test]
fn nothing_is_said_over_a_tick_over_another_text_or_past_the_end_of_a_segment() {
    for routine in LIBRARY.routines() {
        for level in [Level::Full, Level::Brief] {
            let (plan, said) = script_of(routine, &guide(level));
            for (index, lines) in said.iter().enumerate() {
                let segment = plan.segments()[index];
                let marks = timeline::marks(&segment, segment.length, before(&plan, index));
                let mut silent_since = Duration::ZERO;
                for line in lines {
                    let place = format!("{} {level:?} segment {index} ({}): {line:?}", routine.id, segment.kind.word());
                    assert!(line.starts() >= silent_since, "over another text: {place}");
                    assert!(line.ends() <= segment.length, "past the end: {place}");
                    let over = marks.iter().find(|mark| {
                        mark.cue == Cue::Tick
                            && mark.after + Duration::from_millis(100) > line.starts()
                            && mark.after < line.ends()
                    });
                    assert_eq!(over, None, "over a tick: {place}");
                    silent_since = line.ends();
                }
            }
        }
    }
}

#[test]
fn in_full_every_exercise_is_announced_with_name_side_and_what_to_do() {
    for routine in LIBRARY.routines() {
        let (plan, said) = script_of(routine, &guide(Level::Full));
        for (segment, lines) in
            plan.segments().iter().zip(&said).filter(|(segment, _)| segment.kind == SegmentKind::GetReady)
        {
            let exercise = plan.exercise(segment.step).unwrap();
            let texts = &lines[0].texts;
            assert!(texts.contains(&format!("{}.", exercise.short_name())), "{}: {texts:?}", routine.id);
            assert!(texts.contains(&exercise.instruction(segment.side)), "{}: {texts:?}", routine.id);
            if let Some(side) = segment.side {
                assert!(texts.iter().any(|text| text.to_lowercase() == format!("{} side.", side.word())), "{texts:?}");
            }
        }
    }
}

#[test]
fn every_change_of_sides_is_said() {
    for routine in LIBRARY.routines() {
        for level in [Level::Full, Level::Brief] {
            let (plan, said) = script_of(routine, &guide(level));
            for (segment, lines) in
                plan.segments().iter().zip(&said).filter(|(segment, _)| segment.kind == SegmentKind::Switch)
            {
                let side = format!("{} side.", segment.side.unwrap().word());
                assert!(lines[0].texts.iter().any(|text| text.to_lowercase() == side), "{}: {lines:?}", routine.id);
            }
        }
    }
}

#[test]
fn half_way_and_ten_seconds_are_said_in_holds_of_thirty_seconds_or_more_only() {
    for routine in LIBRARY.routines() {
        let (plan, said) = script_of(routine, &guide(Level::Full));
        for (segment, lines) in plan.segments().iter().zip(&said) {
            let long = segment.kind == SegmentKind::Hold && segment.length >= Duration::from_secs(30);
            for text in ["Half way.", "Ten seconds."] {
                let is_said = lines.iter().any(|line| line.texts.iter().any(|said| said == text));
                assert_eq!(is_said, long, "{}: {text} in {segment:?}", routine.id);
            }
        }
    }
}

#[test]
fn brief_says_names_and_sides_and_off_says_nothing() {
    let routine = LIBRARY.routine("trap-release-5").unwrap();
    let (plan, said) = script_of(routine, &guide(Level::Brief));
    let texts: Vec<&String> = said.iter().flatten().flat_map(|line| &line.texts).collect();
    let instruction = |text: &&&String| {
        plan.steps().iter().any(|step| {
            [None, Some(supple::practice::Side::Left), Some(supple::practice::Side::Right)]
                .into_iter()
                .any(|side| **text == &step.exercise.instruction(side))
        })
    };
    assert_eq!(texts.iter().find(instruction), None);
    assert!(said.iter().flatten().count() >= plan.steps().len());
    let (_, said) = script_of(routine, &guide(Level::Off));
    assert_eq!(said.into_iter().flatten().next(), None);
}

#[test]
fn a_familiar_exercise_is_named_and_no_more_and_takes_no_longer_to_get_ready_for() {
    let routine = LIBRARY.routine("trap-release-5").unwrap();
    let known = routine.steps[1].exercise.id.clone();
    let guide = Guide { familiar: Arc::new(BTreeSet::from([known])), ..Guide::default() };
    let (plan, said) = script_of(routine, &guide);
    let ready = plan.first_segment(1);
    assert!(!said[ready][0].texts.contains(&routine.steps[1].exercise.instruction(plan.segments()[ready].side)));
    let (full, _) = script_of(routine, &self::guide(Level::Full));
    assert!(plan.segments()[ready].length < full.segments()[ready].length);
    assert_eq!(plan.segments()[0].length, full.segments()[0].length);
}

#[test]
fn getting_ready_takes_no_longer_than_needed_for_what_is_said() {
    for routine in LIBRARY.routines() {
        let (bare, full) = (Plan::of(routine), script_of(routine, &guide(Level::Full)));
        for ((bare, full), lines) in bare.segments().iter().zip(full.0.segments()).zip(&full.1) {
            if full.kind != SegmentKind::GetReady {
                assert_eq!(bare, full);
            } else if full.length > bare.length {
                let idle = full.length.checked_sub(lines[0].ends() + Duration::from_secs(3)).unwrap();
                assert!(idle < Duration::from_millis(1300), "{}: {idle:?} of silence", routine.id);
            }
        }
    }
}

/// A session with a voice, on virtual time.
struct Session {
    engine: Engine,
    narrator: Narrator,
    now: Duration,
    said: Vec<(Duration, Speech)>,
}

fn at(monotonic: Duration) -> Moment {
    Moment { monotonic, sleepless: monotonic }
}

impl Session {
    fn start(routine: &str, level: Level) -> Self {
        let guide = guide(level);
        let plan = Plan::guided(LIBRARY.routine(routine).unwrap(), &guide);
        let (engine, events) = Engine::start(plan, Options::default(), at(Duration::ZERO));
        let mut session = Self { engine, narrator: Narrator::new(guide), now: Duration::ZERO, said: Vec::new() };
        session.follow(&events);
        session
    }

    fn follow(&mut self, events: &[Event]) {
        let speech = self.narrator.follow(&self.engine, events, at(self.now));
        self.said.extend(speech.into_iter().map(|speech| (self.now, speech)));
    }

    /// Runs by the engine's own wake-ups until `then`.
    fn run_until(&mut self, then: Duration) {
        while let Some(next) = self.engine.next_wakeup().filter(|next| *next <= then) {
            self.now = next;
            let events = self.engine.handle(at(next), Input::Wake);
            self.follow(&events);
        }
        self.now = then;
    }

    fn press(&mut self, input: Input) -> Vec<Speech> {
        let before = self.said.len();
        let events = self.engine.handle(at(self.now), input);
        self.follow(&events);
        self.said[before..].iter().map(|(_, speech)| speech.clone()).collect()
    }
}

fn texts(speech: &Speech) -> Vec<&str> {
    match speech {
        Speech::Say { texts, .. } => texts.iter().map(String::as_str).collect(),
        Speech::Hush => Vec::new(),
    }
}

#[test]
fn a_whole_routine_is_said_at_the_moments_of_its_script() {
    for routine in LIBRARY.routines() {
        let mut session = Session::start(&routine.id, Level::Full);
        session.run_until(Duration::from_hours(2));
        let (plan, said) = script_of(routine, &guide(Level::Full));
        let mut start = Duration::ZERO;
        let mut expected = Vec::new();
        for (segment, lines) in plan.segments().iter().zip(said) {
            expected.extend(lines.into_iter().map(|line| (start + line.starts(), line.texts)));
            start += segment.length;
        }
        let mut heard: Vec<_> = session
            .said
            .iter()
            .filter_map(|(now, speech)| match speech {
                Speech::Say { after, texts } => Some((*now + *after, texts.clone())),
                Speech::Hush => None,
            })
            .collect();
        assert_eq!(heard.pop().unwrap().1, ["Session complete."], "{}", routine.id);
        assert_eq!(heard, expected, "{}", routine.id);
    }
}

#[test]
fn pausing_ends_what_is_said_and_going_on_says_the_exercise_again() {
    let mut session = Session::start("trap-release-5", Level::Full);
    session.run_until(Duration::from_secs(2));
    let speech = session.press(Input::Pause);
    assert_eq!(speech[0], Speech::Hush);
    assert_eq!(texts(&speech[1]), ["Paused."]);
    session.run_until(Duration::from_mins(1));
    let speech = session.press(Input::Resume);
    assert_eq!(speech[0], Speech::Hush);
    let name = format!("{}.", session.engine.plan().exercise(0).unwrap().short_name());
    assert!(texts(&speech[1]).contains(&name.as_str()), "{speech:?}");
}

#[test]
fn next_cuts_what_is_said_and_announces_the_next() {
    let mut session = Session::start("trap-release-5", Level::Full);
    session.run_until(Duration::from_secs(2));
    let speech = session.press(Input::Next);
    assert_eq!(speech[0], Speech::Hush);
    let name = format!("{}.", session.engine.plan().exercise(1).unwrap().short_name());
    assert!(texts(&speech[1]).contains(&name.as_str()), "{speech:?}");
}

#[test]
fn the_answers_to_what_hurts_are_told_the_most_urgent_first_and_then_the_easier_version() {
    let mut session = Session::start("trap-release-5", Level::Full);
    session.run_until(Duration::from_secs(30));
    let easier = session.engine.plan().exercise(session.engine.segment().unwrap().step).unwrap().easier.clone();
    let speech = session.press(Input::Ouch);
    assert_eq!(speech[0], Speech::Hush);
    let answers: Vec<&str> = texts(&speech[1]);
    let place = |sign: &str| answers.iter().position(|text| text.contains(sign));
    assert!(place("Chest pain").is_some() && place("Chest pain") < place("Sharp"), "{answers:?}");
    assert!(place("Sharp") < place("too much pull"), "{answers:?}");
    let speech = session.press(Input::Answer(Hurt::Pull));
    let told = texts(speech.last().unwrap());
    assert!(told.contains(&"Easier version.") && told.contains(&easier.as_str()), "{speech:?}");
}

#[test]
fn when_to_stop_is_said_once_a_session() {
    for level in [Level::Full, Level::Brief] {
        let mut session = Session::start("trap-release-5", level);
        session.run_until(Duration::from_secs(20));
        session.press(Input::Ouch);
        session.press(Input::Answer(Hurt::Pull));
        session.run_until(Duration::from_secs(400));
        let rule = session.said.iter().filter(|(_, speech)| {
            matches!(speech, Speech::Say { texts, .. } if texts.iter().any(|text| text.contains("Press O if it hurts")))
        });
        assert_eq!(rule.count(), 1, "{level:?}");
    }
}

#[test]
fn pain_that_ends_an_area_and_signs_that_need_help_are_told() {
    let mut session = Session::start("trap-release-5", Level::Brief);
    session.run_until(Duration::from_secs(30));
    session.press(Input::Ouch);
    let speech = session.press(Input::Answer(Hurt::Sharp));
    assert!(
        texts(speech.last().unwrap()).contains(&"That is all for this area today. See a clinician about it."),
        "{speech:?}"
    );
    let mut session = Session::start("trap-release-5", Level::Brief);
    session.press(Input::Ouch);
    let speech = session.press(Input::Answer(Hurt::Emergency));
    assert_eq!(texts(speech.last().unwrap()), ["The session is over. Call emergency services now."]);
}

#[test]
fn a_voice_that_is_turned_off_falls_silent_and_one_that_is_turned_on_waits_for_the_next_line() {
    let mut session = Session::start("trap-release-5", Level::Full);
    session.run_until(Duration::from_secs(2));
    assert_eq!(session.narrator.set_level(Level::Off, &session.engine, at(session.now)), [Speech::Hush]);
    let before = session.said.len();
    session.run_until(Duration::from_secs(40));
    assert!(session.said[before..].iter().all(|(_, speech)| *speech == Speech::Hush));
    assert_eq!(session.narrator.set_level(Level::Full, &session.engine, at(session.now)), []);
    session.run_until(Duration::from_secs(100));
    assert!(session.said[before..].iter().any(|(_, speech)| *speech != Speech::Hush));
}

#[test]
fn a_text_that_nothing_can_say_takes_no_time() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("exercises")).unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("routines/exercises/chin-tuck.json");
    let text = std::fs::read_to_string(source).unwrap();
    let mut own: serde_json::Value = serde_json::from_str(&text).unwrap();
    own["spoken"] = serde_json::json!(["肩を回す、ゆっくりと、痛みのない範囲で、息を止めずに、もう一度。"]);
    std::fs::write(folder.path().join("exercises/mine.json"), own.to_string()).unwrap();
    let library = supple::library::Library::with_user_files(folder.path());
    let routine = library.routines().iter().find(|one| one.steps.iter().any(|step| step.exercise.id == "chin-tuck"));
    let total = |speaks_own| Plan::guided(routine.unwrap(), &Guide { speaks_own, ..Guide::default() }).total();
    assert!(total(false) < total(true));
}
