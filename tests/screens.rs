//! Whole screens, driven by keys and virtual time, kept as pictures in text. Each was looked at when it was accepted.

use crate::content::{LIBRARY, TEXTS, TIMED};
use crate::svg;

#[cfg(feature = "sound")]
mod visit;

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta, Weekday};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use strum::IntoEnumIterator;
use supple::areas::Area;
use supple::beside::{Ending, Task};
use supple::coach::experiment::{Which, due};
use supple::history::record::{Doing, Experiment};
use supple::history::{History, Kind, Ouch, Profile, Record, Scores, Session, StepOutcome as Outcome, StepRecord};
use supple::library::{Library, write};
use supple::paths::Paths;
use supple::practice::{Exercise, Hurt, Routine, Side, Sides};
use supple::presence::desk::Desk;
use supple::session::engine::Options;
use supple::session::{Moment, Speech};
use supple::settings::{CueSet, GlyphChoice as Glyphs, Settings, Voice};
use supple::tui::app::{App, Effect, Heard, Now};
use supple::tui::keymap::{Message, Press};
use supple::tui::theme::{Depth, Surroundings, Theme};
use tempfile::TempDir;

/// The program with its screen, without clock, files or sound.
struct Stage {
    app: App,
    surroundings: Surroundings,
    terminal: Terminal<TestBackend>,
    now: Now,
    cues: Vec<&'static str>,
    notified: Vec<String>,
    said: Vec<String>,
    /// The records that were to be kept, without what differs each time.
    told: Vec<String>,
    /// The titles of the drafts that were to be kept.
    kept: Vec<String>,
    quit: Option<u8>,
}

fn local() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-23T20:04:27+01:00").unwrap()
}

/// The line of a record without what differs each time: version, id and moment.
fn without_id(record: &Record) -> String {
    let line = record.to_line().unwrap();
    let (head, rest) = line.split_once(r#","id":""#).unwrap();
    let (_, rest) = rest.split_once(r#","at":""#).unwrap();
    let (_, rest) = rest.split_once('"').unwrap();
    format!("{}{rest}", head.replace(r#""v":1,"#, ""))
}

fn now(millis: u64) -> Now {
    let local = local();
    let passed = Duration::from_millis(millis);
    Now { moment: Moment { monotonic: passed, sleepless: passed }, local: local + passed }
}

const fn truecolour() -> Surroundings {
    Surroundings {
        depth: Depth::True,
        light: None,
        glyphs: supple::figure::Glyphs::Quadrant,
        first_weekday: Weekday::Mon,
    }
}

/// The history that the screens show.
fn past() -> History {
    History::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/history")).unwrap()
}

fn app(library: &Library, settings: Settings, surroundings: Surroundings) -> App {
    let mut app = App::new(library.clone(), TEXTS.clone(), settings, surroundings, now(0));
    let home = |folder: &str| Path::new("/home/someone-with-a-long-name").join(folder).join("supple");
    let (data, config) = (home(".local/share"), home(".config"));
    app.keeps_files_in(Paths { data, config, state: home(".local/state"), cache: home(".cache") });
    app
}

fn stage(columns: u16, rows: u16, settings: Settings) -> Stage {
    stage_of(app(&LIBRARY, settings, truecolour()), truecolour(), columns, rows)
}

fn stage_of(mut app: App, surroundings: Surroundings, columns: u16, rows: u16) -> Stage {
    app.fit(columns, rows);
    app.remember(past());
    let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    Stage {
        app,
        surroundings,
        terminal,
        now: now(0),
        cues: Vec::new(),
        notified: Vec::new(),
        said: Vec::new(),
        told: Vec::new(),
        kept: Vec::new(),
        quit: None,
    }
}

/// Without a voice, whose words take time that most of these screens have nothing to do with.
fn speechless() -> Settings {
    Settings { voice: Voice::Off, ..Settings::default() }
}

fn large() -> Stage {
    stage(100, 30, speechless())
}

/// The usual size on a terminal without colour.
fn without_colour() -> Stage {
    let plain = Surroundings { depth: Depth::None, ..truecolour() };
    stage_of(app(&LIBRARY, speechless(), plain), plain, 80, 24)
}

fn usual() -> Stage {
    stage(80, 24, speechless())
}

fn small() -> Stage {
    stage(40, 12, speechless())
}

/// With a routine of three rounds among the others.
fn with_rounds(columns: u16, rows: u16) -> Stage {
    stage_of(app(&TIMED, speechless(), truecolour()), truecolour(), columns, rows)
}

impl Stage {
    /// Presses keys, as in `jj<enter>`, and goes to what has an id, as in `{neck-ease-5}<enter>`: to a routine on the
    /// first screen, to an exercise in what is known. Where the list is kept to an area, that is named before the id:
    /// `{glutes/bridge}`.
    fn keys(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = |open, close| rest.strip_prefix(open).and_then(|rest: &str| rest.split_once(close));
            if let Some((id, after)) = named('{', '}') {
                rest = after;
                self.go_to(id);
                continue;
            }
            let press = if let Some((name, after)) = named('<', '>') {
                rest = after;
                match name {
                    "enter" => Press::Enter,
                    "esc" => Press::Esc,
                    "tab" => Press::Tab,
                    "up" => Press::Up,
                    "down" => Press::Down,
                    "left" => Press::Left,
                    "right" => Press::Right,
                    "end" => Press::End,
                    "pagedown" => Press::PageDown,
                    "ctrl-c" => Press::Ctrl('c'),
                    other => panic!("no such key: {other}"),
                }
            } else {
                rest = &rest[c.len_utf8()..];
                Press::Char(c)
            };
            self.press(press);
        }
        self
    }

    /// Changes the size of the window.
    fn resize(&mut self, columns: u16, rows: u16) {
        self.app.fit(columns, rows);
        self.terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    }

    fn press(&mut self, press: Press) {
        let effects = self.app.press(press, self.now);
        self.perform(effects);
    }

    /// Goes to the first row and on to the one that is named, as it stands in the list; or from the last row up, where
    /// other things come before the exercises.
    fn go_to(&mut self, name: &str) {
        let library = &self.app.context().library;
        let (area, id) = name.split_once('/').map_or((None, name), |(area, id)| (Some(area), id));
        let in_area = |areas: &[Area]| area.is_none_or(|id| areas.iter().any(|area| area.word() == id));
        let tabs = area.map(|id| library.areas().all().iter().position(|area| area.word() == id).unwrap() + 1);
        let context = self.app.context();
        let mut routines: Vec<_> = library.routines().iter().filter(|one| in_area(&one.areas)).collect();
        routines.sort_by_key(|one| context.total(one));
        let mut routines: Vec<&str> = routines.into_iter().map(|one| &*one.id).collect();
        if area.is_none() && context.suggestion.is_some() {
            routines.insert(0, "(what is proposed)");
        }
        let exercises: Vec<&str> =
            library.exercises().into_iter().filter(|one| in_area(&one.areas)).map(|one| &*one.id).collect();
        let place = |ids: &[&str]| ids.iter().position(|listed| *listed == id);
        let (from, towards, steps) = match (place(&routines), place(&exercises)) {
            (Some(place), _) => (Press::Home, Press::Down, place),
            (_, Some(place)) => (Press::End, Press::Up, exercises.len() - 1 - place),
            _ => panic!("no such routine or exercise: {name}"),
        };
        std::iter::repeat_n(Press::Tab, tabs.unwrap_or(0)).for_each(|press| self.press(press));
        self.press(from);
        std::iter::repeat_n(towards, steps).for_each(|press| self.press(press));
    }

    /// Lets seconds pass, from wake-up to wake-up.
    fn seconds(mut self, seconds: f64) -> Self {
        let until = self.now.moment.monotonic + Duration::from_secs_f64(seconds);
        while let Some(next) = self.app.next_wakeup().filter(|next| *next <= until) {
            self.now = now(u64::try_from(next.as_millis()).unwrap().max(1));
            let effects = self.app.wake(self.now);
            self.perform(effects);
        }
        self.now = now(u64::try_from(until.as_millis()).unwrap());
        let effects = self.app.wake(self.now);
        self.perform(effects);
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::OpenSound => {
                    let begun = self.app.begin(self.now);
                    self.perform(begun);
                }
                Effect::Play(cue) | Effect::LetHear(Heard::Cue(cue)) => self.cues.push(cue.word()),
                Effect::LetHear(Heard::Words(texts)) => self.said.extend(texts.iter().map(|&text| text.to_owned())),
                Effect::Notify(text) => self.notified.push(text),
                Effect::Speak(Speech::Say { texts, .. }) => self.said.extend(texts),
                Effect::Append(records) => self.told.extend(records.iter().map(without_id)),
                Effect::Close(record) => self.told.push(without_id(&record)),
                Effect::SaveRoutine { routine, .. } => self.told.push(write::routine(&routine)),
                Effect::KeepDraft { routine, .. } => self.kept.push(routine.title),
                Effect::Quit(code) => self.quit = Some(code),
                _ => {}
            }
        }
    }

    fn picture(&mut self) -> String {
        self.terminal.draw(|frame| frame.render_widget(&self.app, frame.area())).unwrap();
        let buffer = self.terminal.backend().buffer().clone();
        let width = usize::from(buffer.area.width);
        let rows = buffer.content.chunks(width).map(|row| {
            let text: String = row.iter().map(Cell::symbol).collect();
            text.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The picture, and below it the styles that are more than plain text: `3: 2-9 strong` says that in row 3 the columns 2
    /// to 9 are strong. The colours of figures are left out: other tests look at them.
    fn styled_picture(&mut self) -> String {
        let picture = self.picture();
        let buffer = self.terminal.backend().buffer();
        let theme = Theme::of(&self.app.context().settings, self.surroundings);
        let rows = buffer.content.chunks(buffer.area.width.into()).map(|row| {
            // Between words of one role nothing need be said of the gap.
            let is_gap = |cell: &Cell| cell.symbol() == " " && role(&theme, cell).is_none();
            let cells: Vec<_> = row.iter().enumerate().filter(|(_, cell)| !is_gap(cell)).collect();
            let cells: Vec<_> = cells.into_iter().map(|(column, cell)| (column, role(&theme, cell))).collect();
            cells.chunk_by(|a, b| a.1 == b.1).filter_map(run).collect::<Vec<_>>().join(", ")
        });
        let rows: Vec<_> = rows.enumerate().collect();
        let same = rows.chunk_by(|a, b| a.1 == b.1).filter(|rows| !rows[0].1.is_empty());
        let lines = same.map(|rows| format!("{}: {}", span(rows[0].0, rows[rows.len() - 1].0), rows[0].1));
        format!("{picture}\n\n{}", lines.collect::<Vec<_>>().join("\n"))
    }
}

/// A run of cells with one role, as `2-9 strong`.
fn run(cells: &[(usize, Option<String>)]) -> Option<String> {
    let role = cells[0].1.as_ref()?;
    Some(format!("{} {role}", span(cells[0].0, cells[cells.len() - 1].0)))
}

/// Numbers from one, the first and the last.
fn span(first: usize, last: usize) -> String {
    if first == last { format!("{}", first + 1) } else { format!("{}-{}", first + 1, last + 1) }
}

/// The roles of the theme that a cell has, if it is more than plain text and more than empty.
fn role(theme: &Theme, cell: &Cell) -> Option<String> {
    let foregrounds = [
        ("dim", theme.dim),
        ("faint", theme.faint),
        ("accent", theme.accent),
        ("warm", theme.warm),
        ("shade 1", theme.shades[0]),
        ("shade 2", theme.shades[1]),
        ("shade 3", theme.shades[2]),
    ];
    let inked = foregrounds.iter().find(|(_, style)| cell.symbol() != " " && style.fg == Some(cell.fg));
    let on = [
        (theme.chosen.bg == Some(cell.bg), "chosen"),
        (cell.modifier.contains(Modifier::BOLD) && cell.symbol() != " ", "strong"),
        (cell.modifier.contains(Modifier::DIM) && cell.symbol() != " ", "dim"),
        (cell.modifier.contains(Modifier::UNDERLINED), "underlined"),
        (cell.modifier.contains(Modifier::REVERSED), "reversed"),
    ];
    let words: Vec<_> = inked
        .map(|(name, _)| *name)
        .into_iter()
        .chain(on.into_iter().filter_map(|(is, name)| is.then_some(name)))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

macro_rules! pictures {
    ($($name:ident: $stage:expr;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!($stage.styled_picture());
        })+
    };
}

// Paths are written otherwise in Windows, and break elsewhere.
#[cfg(unix)]
pictures! {
    the_settings_show_how_figures_look: large().keys(",jjjjjjjjjj<right><right>");
}

#[cfg(feature = "sound")]
pictures! {
    a_session_with_a_full_voice: stage(80, 24, Settings::default()).keys("{trap-release-5}<enter>").seconds(3.0);
}

pictures! {
    the_first_screen_shows_areas_beside_routines: large();
    the_first_screen_at_the_usual_size: usual();
    the_first_screen_when_small: small();
    the_second_area_lists_only_its_routines: usual().keys("<tab><tab>");
    a_copy_that_is_edited: large().keys("{desk-micro-2}<right>e<down><right>");
    a_copy_that_is_edited_at_the_usual_size: edited("<down>b<down><enter>");
    a_copy_that_is_edited_when_small: small().keys("{desk-micro-2}<right>e<down>");
    a_step_that_is_moved: edited("m<down>");
    steps_that_are_marked: edited("b<down>");
    an_exercise_that_is_looked_for: edited("acat");
    an_exercise_that_is_looked_for_when_small: small().keys("{desk-micro-2}<right>eacat");
    a_new_routine_without_anything: usual().keys("w");
    changes_that_are_not_saved: edited("d<esc>");
    a_routine_that_is_edited_without_colour: without_colour().keys("{desk-micro-2}<right>e<down>");
    a_session_for_now: usual().keys("g");
    a_session_for_now_in_a_large_window: large().keys("g<down> ");
    a_session_for_now_when_small: small().keys("g<down> <left>");
    typing_finds_routines_by_title_or_exercise: usual().keys("/cat cow");
    a_filter_that_nothing_fits_says_how_to_get_back: usual().keys("/xyzzy");
    seated_routines_of_at_most_two_minutes: usual().keys("pm");
    a_preview_explains_every_step: large().keys("{trap-release-5}<right>jjj");
    a_preview_at_the_usual_size: usual().keys("{trap-release-5}<right>jjj");
    a_preview_when_small: small().keys("{trap-release-5}<right>j");
    a_block_of_rounds_on_the_first_screen: with_rounds(100, 30).keys("{three-rounds}");
    a_preview_of_rounds_has_each_step_once: with_rounds(80, 24).keys("{three-rounds}<right>j");
    a_preview_of_rounds_when_small: with_rounds(40, 12).keys("{three-rounds}<right>j");
    a_rest_between_rounds: with_rounds(80, 24).keys("{three-rounds}<enter>").seconds(80.0);
    a_rest_between_rounds_when_small: with_rounds(40, 12).keys("{three-rounds}<enter>").seconds(80.0);
    a_hold_in_the_second_round: with_rounds(80, 24).keys("{three-rounds}<enter>").seconds(105.0);
    a_hold_in_the_second_round_when_small: with_rounds(40, 12).keys("{three-rounds}<enter>").seconds(105.0);
    the_end_of_a_session_with_rounds: with_rounds(80, 24).keys("{three-rounds}<enter>").seconds(270.0);
    a_preview_ends_with_the_questions_to_ask_oneself: usual().keys("{trap-release-5}<right><end>");
    a_session_in_a_quiet_room: stage(80, 24, Settings { quiet_room: true, ..Settings::default() }).keys("{trap-release-5}<enter>");
    a_session_begins_with_get_ready: large().keys("{trap-release-5}<enter>");
    a_session_at_the_usual_size_names_the_side: usual().keys("{trap-release-5}<enter>nnn").seconds(9.0);
    a_hold_is_read_from_three_metres: large().keys("{trap-release-5}<enter>nnn").seconds(9.0);
    a_session_when_small_keeps_number_side_and_instruction: small().keys("{trap-release-5}<enter>nnn").seconds(9.0);
    repetitions_are_counted: usual().keys("{trap-release-5}<enter>").seconds(15.5);
    breaths_are_paced: usual().keys("{neck-ease-5}<enter>").seconds(10.5);
    a_pause_says_how_to_go_on: usual().keys("{trap-release-5}<enter>nnn").seconds(9.0).keys(" ");
    ouch_shows_the_easier_version_and_when_to_see_someone: usual().keys("{trap-release-5}<enter>nnn").seconds(9.0).keys("o");
    ouch_when_small: small().keys("{trap-release-5}<enter>nnn").seconds(9.0).keys("o");
    a_longer_hold_says_so: usual().keys("{trap-release-5}<enter>nnn").seconds(9.0).keys("+");
    the_end_of_a_session_asks_how_tense_it_was: large().keys("{desk-micro-2}<enter>").seconds(130.0).keys("3<tab>6<tab><down>5<tab>5<down>left side");
    the_end_of_a_session_when_small: small().keys("{desk-micro-2}<enter>").seconds(130.0).keys("10<tab>6");
    the_end_of_a_session_in_a_large_window: stage(160, 50, speechless()).keys("{full-reset-15}<enter>").seconds(900.0).keys("4<tab>7");
    a_session_ended_early_says_so: usual().keys("{trap-release-5}<enter>").seconds(20.0).keys("nnq");
    the_history_shows_streak_year_and_sessions: large().keys("h");
    the_history_at_the_usual_size: usual().keys("h");
    the_history_when_small: small().keys("h");
    a_session_of_the_history_has_details: usual().keys("hj");
    the_streak_is_explained_day_by_day: usual().keys("he");
    removing_a_record_asks_first: usual().keys("hx");
    a_record_is_read_in_full_when_small: small().keys("h<enter>");
    the_history_on_a_large_screen: stage(160, 50, speechless()).keys("h<left><left><left>");
    the_history_without_colour: without_colour().keys("h[[[");
    learning_about_knots: usual().keys("l");
    learning_an_exercise: large().keys("l{cross-body-arm-stretch}");
    learning_when_small: small().keys("ljj");
    the_settings: usual().keys(",jjj");
    the_settings_when_small: small().keys(",jjj");
    the_keys_of_the_first_screen: usual().keys("?");
    the_safety_rules: usual().keys("s");
    the_safety_rules_when_small: small().keys("s<pagedown>");
    half_blocks_where_braille_is_missing: stage(80, 24, Settings { glyphs: Glyphs::HalfBlock, ..speechless() }).keys("{trap-release-5}<enter>nnn").seconds(9.0);
    without_motion_a_session_shows_where_it_begins_and_leads: stage(80, 24, Settings { motion: false, ..speechless() }).keys("{trap-release-5}<enter>nnn").seconds(9.0);
    a_tall_screen_has_the_figure_below_the_number: stage(46, 34, speechless()).keys("{trap-release-5}<enter>nnn").seconds(9.0);
    the_gallery_filtered_by_muscle: large().keys("l/pirif<enter>").seconds(1.5);
    the_gallery_at_the_usual_size: usual().keys("l{lower-back/childs-pose}").seconds(2.0);
    ascii_only: stage(80, 24, Settings { glyphs: Glyphs::Ascii, ..speechless() }).keys("{trap-release-5}<enter>nnn").seconds(9.0);
    ascii_only_history: stage(80, 24, Settings { glyphs: Glyphs::Ascii, ..Settings::default() }).keys("h");
}

/// An area that a user's files name.
#[test]
fn an_area_of_the_user_s_own_is_in_the_picker_the_check_in_and_the_history() {
    let folder = TempDir::new().unwrap();
    let exercise = std::fs::read_to_string("routines/exercises/self-hug-stretch.json").unwrap();
    let exercise = exercise.replace("\"area\": \"trapezius\"", "\"area\": \"feet\"");
    std::fs::create_dir(folder.path().join("exercises")).unwrap();
    std::fs::write(folder.path().join("exercises/self-hug-stretch.json"), exercise).unwrap();
    let library = Library::with_user_files(folder.path());
    let with_feet =
        |keys: &str| stage_of(app(&library, speechless(), truecolour()), truecolour(), 80, 24).keys(keys).picture();
    assert!(with_feet("").contains("feet"));
    assert!(with_feet("c").contains("feet"));
    assert!(with_feet("h<tab>").contains("feet"));
    assert!(with_feet("l<tab><tab><tab><tab><tab><tab>").contains("Feet"));
    let told = stage_of(app(&library, speechless(), truecolour()), truecolour(), 80, 24)
        .keys("c<down><down><down><down><down>4<enter>")
        .told;
    assert_eq!(told, [r#"{"kind":"check-in","area":"feet","tension":4,"limits_daily_life":false}"#]);
}

/// The files are gone when the frame is drawn: what it shows was read before.
#[test]
fn drawing_opens_no_file() {
    for keys in
        ["", "h", "hjjjjj", "h<end>", "h<tab>", "h<tab><tab>", "h<tab><tab><tab>", "hx", "he", "l", "c", "r", "?"]
    {
        let folder = TempDir::new().unwrap();
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/history");
        for file in std::fs::read_dir(data).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let mut stage = usual();
        stage.app.remember(History::read(folder.path()).unwrap());
        let mut stage = stage.keys(keys);
        let mut expected = usual().keys(keys);
        drop(folder);
        assert_eq!(stage.picture(), expected.picture(), "after {keys:?}");
    }
}

#[test]
fn every_screen_survives_every_size() {
    let ways = [
        "",
        "?",
        "s",
        "<right>",
        "<right><end>",
        "<right>e",
        "<right>eaneck",
        "w",
        "h",
        "he",
        "hx",
        "w",
        "l",
        "l{shoulder-rolls}",
        ",",
        "/abc",
        "{slump-undo-4}<enter>",
        "{slump-undo-4}<enter>o",
        "{slump-undo-4}<enter> ",
    ];
    for keys in ways {
        for (columns, rows) in
            [(1, 1), (2, 3), (5, 4), (10, 5), (20, 6), (29, 9), (40, 12), (59, 15), (60, 16), (300, 100)]
        {
            let mut stage = stage(columns, rows, Settings::default()).keys(keys).seconds(6.0);
            assert_eq!(stage.picture().split('\n').count(), usize::from(rows), "{keys} at {columns}x{rows}");
        }
    }
}

/// A copy of a short routine that is edited.
fn edited(keys: &str) -> Stage {
    usual().keys("{desk-micro-2}<right>e").keys(keys)
}

#[test]
fn a_copy_is_saved_under_a_title_of_its_own_and_without_what_was_removed() {
    let stage = edited("xt2<enter>w");
    let [text] = &stage.told[..] else { panic!("{:?}", stage.told) };
    assert!(
        text.contains(r#""id": "desk-micro-break-mine2""#) && text.contains(r#""title": "Desk micro-break, mine2""#),
        "{text}"
    );
    assert_eq!(text.matches("\"exercise\"").count(), LIBRARY.routine("desk-micro-2").unwrap().steps.len() - 1);
}

#[test]
fn the_goal_the_occasion_and_the_note_of_a_routine_are_edited_like_its_title() {
    let stage = edited("g<tab><enter>!<enter><tab><enter>!<enter><tab><enter>Slowly.<enter>w");
    let [text] = &stage.told[..] else { panic!("{:?}", stage.told) };
    let routine = LIBRARY.routine("desk-micro-2").unwrap();
    for part in [format!("\"{}!\"", routine.goal), format!("\"{}!\"", routine.when), "\"Slowly.\"".to_owned()] {
        assert!(text.contains(&part), "{part}: {text}");
    }
    let undone = edited("g<tab><enter>!<enter>u").keys("w");
    assert!(undone.told[0].contains(&format!("\"{}\"", routine.goal)), "{:?}", undone.told);
}

#[test]
fn rounds_that_are_taken_apart_say_how_they_come_back() {
    let mut stage = with_rounds(100, 30).keys("{three-rounds}<right>eg<down><down>b");
    assert!(stage.picture().contains("Rounds taken apart. u brings them back."), "{}", stage.picture());
    assert!(stage.keys("u").picture().contains("3 rounds"));
}

#[test]
fn changes_that_are_not_saved_are_asked_about_and_a_look_is_not() {
    assert!(!edited("<esc>").picture().contains("Save the routine?"));
    let mut stage = edited("d<esc>");
    assert!(stage.picture().contains("Save the routine?"));
    let mut stage = stage.keys("<esc>");
    assert!(stage.picture().contains("not saved"));
    let mut stage = stage.keys("<esc>d");
    assert!(stage.picture().contains("enter start") && stage.told.is_empty());
}

#[test]
fn the_palette_leads_away_from_no_changes() {
    let mut stage = edited("d:settings<enter>");
    assert!(stage.picture().contains("No match."));
}

#[test]
fn what_is_wrong_with_a_routine_is_said_and_it_is_not_saved() {
    let mut stage = usual().keys("w<enter>w");
    assert!(stage.picture().contains("Not saved. Give it a title."));
    let mut stage = stage.keys("t x<enter>w");
    assert!(stage.picture().contains("Not saved. Add at least one exercise."));
    let mut stage = stage.keys("achild's pose<enter>").keys(&"d".repeat(60));
    assert!(stage.picture().contains("in all; at most 60 minutes."));
    assert_eq!(stage.keys("w").told, Vec::<String>::new());
}

#[test]
fn a_draft_is_kept_soon_after_a_change_and_when_the_program_ends() {
    assert_eq!(edited("").seconds(5.0).kept, Vec::<String>::new());
    let stage = edited("d");
    assert_eq!(stage.kept, Vec::<String>::new());
    let stage = stage.seconds(2.0);
    assert_eq!(stage.kept, ["Desk micro-break, mine"]);
    assert_eq!(stage.keys("tx<ctrl-c>").kept, ["Desk micro-break, mine", "Desk micro-break, minex"]);
}

#[test]
fn the_time_that_is_shown_is_the_one_for_this_person() {
    let mut stage = with_a_yes("knee-kneeling", usual()).keys("{steady-base-9}<right>e");
    assert!(stage.picture().contains(" for you, "), "{}", stage.picture());
}

#[test]
fn clicks_choose_lines_and_open_them() {
    let mut stage = edited("");
    let row = stage.picture().lines().position(|line| line.contains("add an exercise")).unwrap();
    let row = u16::try_from(row).unwrap();
    for _ in 0..2 {
        let effects = stage.app.click(10, row, stage.now);
        stage.perform(effects);
    }
    assert!(stage.picture().contains("find  _"));
}

#[test]
fn the_summary_survives_every_size() {
    for (columns, rows) in [(1, 1), (3, 2), (12, 5), (40, 12), (200, 60)] {
        stage(columns, rows, Settings::default()).keys("{desk-micro-2}<enter>").seconds(130.0).picture();
    }
}

#[test]
fn the_number_is_in_the_picture_at_every_useful_size() {
    for (columns, rows) in [(100, 30), (80, 24), (40, 12)] {
        let picture =
            stage(columns, rows, Settings::default()).keys("{trap-release-5}<enter>nnn").seconds(9.0).picture();
        assert!(picture.contains("hold 1 of 2") && picture.contains('█'), "{picture}");
    }
}

/// Whether the banner is lit.
fn is_lit(stage: &mut Stage) -> bool {
    styles(stage).iter().any(|style| style.add_modifier.contains(ratatui::style::Modifier::REVERSED))
}

/// Every one lights the banner, unless that would be a second flash within a second; the end is seen as the summary.
#[test]
fn every_cue_but_the_tick_is_also_seen() {
    let mut seen = std::collections::BTreeSet::new();
    for (keys, seconds) in
        [("{trap-release-5}<enter>", 320), ("{evening-10}<enter>", 640), ("{neck-ease-5}<enter>", 400)]
    {
        let mut stage = usual().keys(keys);
        let (mut told, mut lit_at, mut paused) = (0, None, false);
        loop {
            let now = stage.now.moment.monotonic;
            let new: Vec<&str> = stage.cues[told..].iter().copied().filter(|cue| *cue != "tick").collect();
            told = stage.cues.len();
            if new == ["complete"] {
                assert!(stage.picture().contains("Done."), "{}", stage.styled_picture());
                seen.insert("complete");
            } else if !new.is_empty() {
                if is_lit(&mut stage) {
                    lit_at = Some(now);
                    seen.extend(new);
                } else {
                    let since = lit_at.map(|then| now.saturating_sub(then));
                    assert!(
                        since.is_some_and(|since| since < Duration::from_secs(1)),
                        "{new:?} is not seen at {now:?}"
                    );
                }
            }
            // Long after any other flash.
            let is_dark = lit_at.is_some_and(|then| now.saturating_sub(then) >= Duration::from_secs(1));
            if !paused && is_dark && now > Duration::from_secs(20) {
                paused = true;
                stage = stage.keys(" ");
                continue;
            }
            if stage.cues.last() == Some(&"pause") {
                stage = stage.seconds(1.5).keys(" ");
                continue;
            }
            match stage.app.next_wakeup().filter(|next| *next < Duration::from_secs(seconds)) {
                Some(next) => stage = stage.seconds((next.saturating_sub(now)).as_secs_f64().max(0.001)),
                None => break,
            }
        }
    }
    let all: std::collections::BTreeSet<&str> =
        // The end of what was waited for is a line of its own, and only in a session beside it.
        supple::session::Cue::ALL.iter().map(|cue| cue.word()).filter(|cue| !matches!(*cue, "tick" | "done")).collect();
    assert_eq!(seen, all);
}

/// A session beside a command that has run for a minute and, if `ended`, has ended then.
fn beside(keys: &str, ended: Option<Ending>) -> Stage {
    let task = |ended| Task {
        name: "cargo build".to_owned(),
        runs_for: Duration::from_mins(1),
        ended,
        last_line: "Compiling serde v1.0.228".to_owned(),
        has_screen: true,
        needs_terminal: false,
    };
    let mut stage = usual();
    stage.app.take_beside(task(None), None, stage.now);
    stage.app.fit(80, 24);
    stage.app.only_one_session();
    stage = stage.keys(keys).seconds(20.0);
    if ended.is_some() {
        let effects = stage.app.take_beside(task(ended), None, stage.now);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Play(supple::session::Cue::Done))), "{effects:?}");
    }
    stage
}

#[test]
fn a_session_beside_a_command() {
    insta::assert_snapshot!(beside("{trap-release-5}<enter>", None).styled_picture());
}

#[test]
fn a_session_beside_a_command_that_has_failed() {
    insta::assert_snapshot!(beside("{trap-release-5}<enter>", Some(Ending::Exited(101))).styled_picture());
}

#[test]
fn a_command_is_looked_at_every_second_though_the_session_stands_still() {
    let stage = beside("{trap-release-5}<enter>", None).keys(" ").seconds(30.0);
    let now = stage.now.moment.monotonic;
    assert_eq!(stage.app.next_wakeup(), Some(now + Duration::from_secs(1)));
}

#[test]
fn a_pause_when_the_command_ends_ends_the_session_and_keeps_what_was_done() {
    let mut stage = beside("{trap-release-5}<enter>", None).keys(" ");
    let task = Task { ended: Some(Ending::Exited(0)), ..stage.app.context().beside.clone().unwrap() };
    let effects = stage.app.take_beside(task, None, stage.now);
    let place = |wanted: fn(&Effect) -> bool| effects.iter().position(wanted).unwrap();
    assert!(place(|one| matches!(one, Effect::Close(_))) < place(|one| matches!(one, Effect::Quit(0))), "{effects:?}");
}

fn styles(stage: &mut Stage) -> Vec<ratatui::style::Style> {
    stage.picture();
    stage.terminal.backend().buffer().content.iter().map(ratatui::buffer::Cell::style).collect()
}

#[test]
fn without_motion_nothing_flashes_and_a_change_is_marked_for_a_second() {
    let is_marked = |stage: &mut Stage| {
        styles(stage).iter().any(|style| style.add_modifier.contains(ratatui::style::Modifier::REVERSED))
    };
    let still = Settings { motion: false, ..speechless() };
    let mut stage = stage(80, 24, still).keys("{trap-release-5}<enter>").seconds(0.9);
    assert!(is_marked(&mut stage));
    let mut stage = stage.seconds(0.2);
    assert!(!is_marked(&mut stage));
    // Shoulder rolls: what paces the repetitions is not marked.
    let mut stage = stage.seconds(5.0);
    for _ in 0..20 {
        stage = stage.seconds(0.5);
        assert!(!is_marked(&mut stage), "{:?}", stage.cues);
    }
    assert!(stage.cues.contains(&"rep"), "{:?}", stage.cues);
}

#[test]
fn without_colour_no_cell_is_coloured_and_the_side_is_still_marked() {
    let surroundings = Surroundings {
        depth: Depth::None,
        light: None,
        glyphs: supple::figure::Glyphs::Braille,
        first_weekday: Weekday::Mon,
    };
    let stage = stage_of(app(&LIBRARY, Settings::default(), surroundings), surroundings, 80, 24);
    let mut stage = stage.keys("{trap-release-5}<enter>nnn").seconds(9.0);
    let coloured = styles(&mut stage).into_iter().filter(|style| {
        let plain =
            |colour: Option<ratatui::style::Color>| colour.is_none_or(|colour| colour == ratatui::style::Color::Reset);
        !plain(style.fg) || !plain(style.bg)
    });
    assert_eq!(coloured.count(), 0);
    assert!(stage.picture().contains("RIGHT SIDE"));
}

#[test]
fn a_session_wakes_at_most_a_few_times_a_second() {
    let mut stage = usual().keys("{trap-release-5}<enter>nnn").seconds(6.0);
    let mut wakes = 0;
    let until = stage.now.moment.monotonic + Duration::from_secs(10);
    while let Some(next) = stage.app.next_wakeup().filter(|next| *next < until) {
        assert!(next >= stage.now.moment.monotonic);
        stage.now = now(u64::try_from(next.as_millis()).unwrap());
        let effects = stage.app.wake(stage.now);
        stage.perform(effects);
        wakes += 1;
    }
    assert!((8..=30).contains(&wakes), "{wakes} wake-ups in 10 s");
}

/// The moments at which the screen is drawn anew within the next seconds.
fn wakes(stage: &mut Stage, seconds: u64) -> Vec<Duration> {
    let until = stage.now.moment.monotonic + Duration::from_secs(seconds);
    let mut wakes = Vec::new();
    while let Some(next) = stage.app.next_wakeup().filter(|next| *next < until) {
        stage.now = now(u64::try_from(next.as_millis()).unwrap());
        let effects = stage.app.wake(stage.now);
        stage.perform(effects);
        wakes.push(next);
    }
    wakes
}

#[test]
fn a_figure_moves_ten_times_a_second_into_a_hold_and_then_costs_nothing() {
    let mut stage = usual().keys("{trap-release-5}<enter>nnn").seconds(5.0);
    assert!(stage.picture().contains("hold 1 of 2"));
    let moving = wakes(&mut stage, 2).len();
    assert!((18..=26).contains(&moving), "{moving} wake-ups in the 2 s of easing in");
    let mut stage = stage.seconds(1.0);
    let held = wakes(&mut stage, 10).len();
    assert!(
        (10..=16).contains(&held),
        "{held} wake-ups in 10 s of holding: the digits, the half-way cue and its flash"
    );
}

#[test]
fn a_figure_that_is_not_seen_does_not_move() {
    for mut still in [
        small().keys("{trap-release-5}<enter>nnn"),
        stage(80, 24, Settings { motion: false, ..Settings::default() }).keys("{trap-release-5}<enter>nnn"),
    ] {
        still = still.seconds(1.0);
        let count = wakes(&mut still, 3).len();
        assert!(count <= 8, "{count} wake-ups in 3 s of getting ready");
    }
}

#[test]
fn a_demonstration_ends_when_nobody_seems_to_watch() {
    let mut stage = usual().keys("l{trapezius/doorway-chest-stretch}");
    assert!(wakes(&mut stage, 60).len() > 300);
    let mut stage = stage.seconds(60.0);
    assert_eq!(stage.app.next_wakeup(), None);
    assert!(stage.picture().contains("Doorway chest stretch"));
    assert_eq!(usual().app.next_wakeup(), None, "the first screen waits for a key alone");
}

#[test]
fn changing_sides_mirrors_the_figure() {
    // Where it is drawn at all; the light stays where it is, so that shades differ.
    let shape = |stage: &mut Stage| -> Vec<Vec<bool>> {
        let picture = stage.picture();
        let cells = |line: &str| line.chars().chain(std::iter::repeat(' ')).take(34).map(|c| c != ' ').collect();
        let rows: Vec<Vec<bool>> = picture.lines().skip(4).take(17).map(cells).collect();
        let taken: Vec<usize> = (0..34).filter(|column| rows.iter().any(|row| row[*column])).collect();
        let (first, last) = (taken[0], taken[taken.len() - 1]);
        rows.iter().map(|row| row[first..=last].to_vec()).collect()
    };
    let mut right = usual().keys("{trap-release-5}<enter>nnn").seconds(12.0);
    let mut left = usual().keys("{trap-release-5}<enter>nnn").seconds(5.0 + 25.0 + 5.0 + 25.0 + 4.0 + 7.0);
    assert!(right.picture().contains("RIGHT SIDE") && left.picture().contains("LEFT SIDE"));
    let (right, left) = (shape(&mut right), shape(&mut left));
    assert_ne!(right, left);
    let mirrored: Vec<Vec<bool>> = left.iter().map(|row| row.iter().rev().copied().collect()).collect();
    assert_eq!(right, mirrored);
}

/// Run with `SUPPLE_WRITE_PICTURES=1` to draw them anew.
#[test]
fn the_pictures_of_the_readme_are_real_screens() {
    let mut session = large().keys("{trap-release-5}<enter>nnn").seconds(11.0);
    let mut picker = large().keys("<tab><down><down><down><down>");
    let mut gallery = large().keys("l{lower-back/desk-lean-stretch}").seconds(2.2);
    let mut history = large().keys("h");
    for (name, title, stage) in [
        ("history", "the history: the days of a year, the body, the sessions", &mut history),
        ("session", "supple in a session: a figure holds a neck stretch", &mut session),
        ("picker", "the first screen: areas, routines, the body with the trapezius lit", &mut picker),
        ("gallery", "the gallery of exercises", &mut gallery),
    ] {
        stage.picture();
        let drawn = svg::picture(stage.terminal.backend().buffer(), title);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/guide/pictures/{name}.svg"));
        if std::env::var_os("SUPPLE_WRITE_PICTURES").is_some() {
            std::fs::write(&path, &drawn).unwrap();
        }
        let same = std::fs::read_to_string(&path).unwrap_or_default() == drawn;
        assert!(same, "{name} has changed: look at it, and run SUPPLE_WRITE_PICTURES=1 cargo test of_the_readme");
    }
}

#[test]
fn q_quits_and_ctrl_c_is_an_interruption() {
    assert_eq!(usual().keys("q").quit, Some(0));
    assert_eq!(usual().keys("{desk-micro-2}<enter>").seconds(8.0).keys("<ctrl-c>").quit, Some(130));
}

#[test]
fn a_whole_session_is_heard_from_ready_to_complete() {
    let stage = usual().keys("{desk-micro-2}<enter>").seconds(125.0);
    assert_eq!(stage.cues.first(), Some(&"ready"));
    assert_eq!(stage.cues.last(), Some(&"complete"));
    for cue in ["begin", "tick", "rest", "finish", "rep", "switch"] {
        assert!(stage.cues.contains(&cue), "{cue}");
    }
}

#[test]
fn a_rehearsal_is_not_kept_and_asks_nothing() {
    let mut stage = usual();
    stage.app.rehearse(Options::default(), false);
    let mut stage = stage.keys("{desk-micro-2}<enter>").seconds(125.0);
    let picture = stage.picture();
    assert!(picture.contains("not kept") && !picture.contains("How tense"), "{picture}");
    assert_eq!(stage.keys("3<enter>").told, Vec::<String>::new());
}

#[test]
fn the_voice_key_is_remembered_for_its_routine_and_for_no_other() {
    let mut stage = stage(80, 24, Settings::default()).keys("{desk-micro-2}<enter>v");
    assert!(stage.picture().contains("voice: brief"), "{}", stage.styled_picture());
    let settings = stage.app.settings();
    assert_eq!(settings.sound_in("desk-micro-2").voice, Voice::Brief);
    assert_eq!(settings.sound_in("trap-release-5").voice, Voice::Full);
    let stage = stage.keys("vv");
    assert_eq!(stage.app.settings().routines, std::collections::BTreeMap::new(), "like all others again");
}

#[test]
fn volume_mute_and_cues_are_remembered_for_their_routine() {
    let stage = usual().keys("{desk-micro-2}<enter>[cm");
    let sound = stage.app.settings().sound_in("desk-micro-2");
    assert_eq!((sound.volume, sound.cues, sound.muted), (60, CueSet::Clear, true));
    assert_eq!(stage.app.settings().volume, 70);
}

#[test]
fn in_a_quiet_room_every_cue_is_seen_as_a_word() {
    let mut stage = stage(80, 24, Settings { quiet_room: true, ..Settings::default() }).keys("{desk-micro-2}<enter>");
    let picture = stage.picture();
    assert!(picture.contains("get ready") && picture.contains("quiet room"), "{picture}");
    let sound = stage.app.settings().sound_in("desk-micro-2");
    assert!(sound.muted);
}

#[test]
fn the_end_of_a_session_is_told_only_to_whoever_looks_at_another_window() {
    for (focus, told) in [(true, false), (false, true)] {
        let mut stage = usual().keys("{desk-micro-2}<enter>");
        stage.app.focused(focus);
        let stage = stage.seconds(125.0);
        let notified = stage.notified.iter().any(|text| text.contains("session complete: Desk micro-break"));
        assert_eq!(notified, told);
    }
}

#[test]
fn a_pause_of_a_minute_is_told_once_to_whoever_looks_at_another_window() {
    let mut stage = usual().keys("{desk-micro-2}<enter>").seconds(2.0).keys(" ");
    stage.app.focused(false);
    let stage = stage.seconds(58.0);
    assert_eq!(stage.notified, Vec::<String>::new());
    let stage = stage.seconds(200.0);
    assert_eq!(stage.notified, ["paused for a minute: Desk micro-break. Press space to continue."]);
}

#[cfg(feature = "sound")]
#[test]
fn a_muted_session_is_unrolled_without_time_for_words() {
    let heard = stage(80, 24, Settings::default()).keys("{desk-micro-2}<enter>").picture();
    let muted = stage(80, 24, Settings { muted: true, ..Settings::default() }).keys("{desk-micro-2}<enter>").picture();
    assert!(heard.contains("2:24 left"), "{heard}");
    assert!(muted.contains("1:57 left"), "{muted}");
}

#[cfg(feature = "sound")]
#[test]
fn a_session_that_began_muted_speaks_once_it_is_heard() {
    let muted =
        stage(80, 24, Settings { muted: true, ..Settings::default() }).keys("{desk-micro-2}<enter>").seconds(20.0);
    assert_eq!(muted.said, Vec::<String>::new());
    let heard = muted.keys("m").seconds(60.0);
    assert!(heard.said.iter().any(|text| text == "Left side."), "{:?}", heard.said);
}

// The history's leaves, and what is told between sessions

#[test]
fn the_history_turns_to_areas_comfort_and_hours() {
    let mut stage = large().keys("h<tab>");
    insta::assert_snapshot!("areas_week_by_week", stage.styled_picture());
    let mut stage = stage.keys("<tab>");
    insta::assert_snapshot!("comfort_week_by_week", stage.styled_picture());
    let mut stage = stage.keys("<tab>");
    insta::assert_snapshot!("hours_of_the_day", stage.styled_picture());
    assert!(stage.keys("<tab>").picture().contains("▸days"));
}

#[test]
fn the_leaves_of_the_history_when_small() {
    let mut stage = small().keys("h<tab>");
    insta::assert_snapshot!("areas_when_small", stage.styled_picture());
    let mut stage = stage.keys("<tab>");
    insta::assert_snapshot!("comfort_when_small", stage.styled_picture());
    let mut stage = stage.keys("<tab>");
    insta::assert_snapshot!("hours_when_small", stage.styled_picture());
}

/// Somebody who has never entered anything.
fn newcomer(columns: u16, rows: u16) -> Stage {
    let folder = TempDir::new().unwrap();
    let mut stage = stage(columns, rows, speechless());
    stage.app.remember(History::read(folder.path()).unwrap());
    stage
}

#[test]
fn an_empty_history_says_what_will_be_here_and_begins_it() {
    let mut stage = newcomer(100, 30).keys("h");
    insta::assert_snapshot!("an_empty_history", stage.styled_picture());
    assert!(newcomer(40, 12).keys("h").picture().contains("enter  start First session"));
    assert!(stage.keys("<enter>").picture().contains("First session"), "the session begins");
}

#[test]
fn only_what_is_seen_can_be_removed() {
    assert!(usual().keys("hx").picture().contains("Remove this?"));
    for elsewhere in ["h<tab>x", "h<tab><tab>x", "h<tab><tab><tab>x"] {
        let mut stage = usual().keys(elsewhere);
        assert!(!stage.picture().contains("Remove"), "{}", stage.picture());
    }
}

#[test]
fn what_was_removed_is_said_and_the_next_record_is_chosen() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("m.jsonl");
    std::fs::copy("tests/data/history/m-example.jsonl", &file).unwrap();
    let mut stage = usual();
    stage.app.remember(History::read(folder.path()).unwrap());
    let mut stage = stage.keys("h<down><down>xy");
    assert!(stage.picture().contains("Removed: Fri 20 Nov 12:04 Desk micro-break. Press u to undo."));
    assert_eq!(stage.told, [r#"{"kind":"retract","of":"01KDEM00000000000000000140"}"#]);
    let before = std::fs::read_to_string(&file).unwrap();
    let retraction = Record::new(local(), Kind::Retract { of: "01KDEM00000000000000000140".to_owned() });
    std::fs::write(&file, format!("{before}{}\n", retraction.to_line().unwrap())).unwrap();
    stage.app.remember(History::read(folder.path()).unwrap());
    let mut stage = stage.keys("e<esc>");
    assert!(stage.picture().contains("▸ Thu 19 Nov 12:04  Lower back unwinder"), "{}", stage.picture());
    // What comes back is chosen.
    std::fs::write(&file, before).unwrap();
    stage.app.remember(History::read(folder.path()).unwrap());
    assert!(stage.keys("e<esc>").picture().contains("▸ Fri 20 Nov 12:04  Desk micro-break"));
}

#[test]
fn areas_and_hours_are_chosen_with_the_arrows() {
    let picture = usual().keys("h<tab><down><down>").picture();
    assert!(picture.contains("▸ lower back"), "{picture}");
    let picture = usual().keys("h<tab><tab><tab><left><left>").picture();
    assert!(picture.contains("10 am to 11 am: nothing"), "{picture}");
}

#[test]
fn the_arrows_go_from_day_to_day_and_the_record_follows() {
    let picture = usual().keys("h<left><left>").picture();
    assert!(picture.contains("Sat 21 Nov 2026  rest day: sick"), "{picture}");
    let picture = usual().keys("h[").picture();
    assert!(picture.contains("Mon 16 Nov 2026"), "{picture}");
    let picture = usual().keys("h<right><right>").picture();
    assert!(picture.contains("Mon 23 Nov 2026"), "no day after today: {picture}");
}

#[test]
fn a_day_is_declared_free_on_one_key_and_another_for_the_day_and_why() {
    let mut stage = usual().keys("r");
    insta::assert_snapshot!("a_rest_day", stage.styled_picture());
    let stage = stage.keys("<left>s");
    assert_eq!(stage.told, [r#"{"kind":"rest","from":"2026-11-22","to":"2026-11-22","reason":"sick"}"#]);
    assert_eq!(usual().keys("hr<esc>").told, Vec::<String>::new());
}

#[test]
fn a_check_in_tells_the_areas_that_were_given_a_score() {
    let mut stage = usual().keys("c8l<down><down>10");
    insta::assert_snapshot!("a_check_in", stage.styled_picture());
    let told = [
        r#"{"kind":"check-in","area":"trapezius","tension":8,"limits_daily_life":true}"#,
        r#"{"kind":"check-in","area":"lower-back","tension":10,"limits_daily_life":false}"#,
    ];
    assert_eq!(stage.keys("<enter>").told, told);
}

#[test]
fn a_check_in_is_skipped_with_one_key_and_daily_life_can_be_limited_whatever_the_score() {
    assert_eq!(usual().keys("c8<esc>").told, Vec::<String>::new());
    assert_eq!(usual().keys("c<enter>").told, Vec::<String>::new());
    let mut stage = usual().keys("cl");
    assert!(stage.picture().contains("add a score"), "{}", stage.styled_picture());
    assert!(stage.keys("1<enter>").told[0].ends_with(r#""limits_daily_life":true}"#));
}

#[test]
fn what_limits_daily_life_after_a_session_is_told_beside_it() {
    let stage = usual().keys("{desk-micro-2}<enter>").seconds(130.0).keys("7<tab>8l<enter>");
    assert_eq!(stage.told.len(), 2);
    assert!(stage.told[0].contains(r#""tension":{"trapezius":{"before":8,"after":7}}"#), "{}", stage.told[0]);
    assert_eq!(stage.told[1], r#"{"kind":"check-in","area":"trapezius","tension":7,"limits_daily_life":true}"#);
}

#[test]
fn what_a_clinician_will_ask_is_told_once_and_kept() {
    let mut stage =
        usual().keys("c<down>d5<down><right><right><down><right><down><right><down><left><down>look left<down>4");
    insta::assert_snapshot!("what_a_clinician_will_ask", stage.styled_picture());
    let told = [
        r#"{"kind":"symptoms","area":"neck","pain":5,"side":"right","since":"2026-11-20","at_night":true,"in_limb":false}"#,
        r#"{"kind":"function","what":"look left","score":4}"#,
    ];
    assert_eq!(stage.keys("<enter>").told, told);
    assert_eq!(usual().keys("cd<enter>").told, Vec::<String>::new());
}

/// Keeps what was told in the history that is shown.
fn remembered(mut stage: Stage, folder: &TempDir) -> Stage {
    let told = std::mem::take(&mut stage.told);
    let line = |(number, line): (usize, &String)| {
        line.replacen('{', &format!(r#"{{"v":1,"id":"T{number}","at":"2026-11-23T20:04:27+01:00","#), 1)
    };
    let lines: Vec<String> = told.iter().enumerate().map(line).collect();
    std::fs::copy("tests/data/history/m-example.jsonl", folder.path().join("m.jsonl")).unwrap();
    std::fs::write(folder.path().join("n.jsonl"), lines.join("\n")).unwrap();
    stage.app.remember(History::read(folder.path()).unwrap());
    stage
}

/// A person who began a programme two days ago, and did its session yesterday.
fn in_a_programme(id: &str, mut stage: Stage) -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let start = Kind::Program { program: id.to_owned(), does: Doing::Start };
    let session = Session {
        routine: format!("{id}.1"),
        title: "Yesterday".to_owned(),
        completed: true,
        program: Some(id.to_owned()),
        active_secs: 60,
        ..Session::default()
    };
    let lines = [(2, start), (1, Kind::Session(session))]
        .map(|(ago, kind)| Record::new(local() - TimeDelta::days(ago), kind).to_line().unwrap());
    std::fs::write(folder.path().join("m.jsonl"), lines.join("\n") + "\n").unwrap();
    stage.app.remember(History::read(folder.path()).unwrap());
    stage
}

#[test]
fn a_favourite_and_what_is_never_wanted_are_marked_with_a_key_and_the_cursor_keeps_its_place() {
    let folder = TempDir::new().unwrap();
    let stage = usual().keys("{neck-ease-5}f{desk-micro-2}x");
    assert_eq!(
        stage.told,
        [
            r#"{"kind":"taste","of":"neck-ease-5","is":"favourite"}"#,
            r#"{"kind":"taste","of":"desk-micro-2","is":"never"}"#,
        ]
    );
    let mut stage = remembered(stage, &folder);
    insta::assert_snapshot!("the_first_screen_with_marks", stage.styled_picture());
    // The one that was marked last is the last of the list now, and not chosen; its mark is taken back with the same key.
    assert!(!stage.picture().contains("▸ Desk micro-break"), "{}", stage.picture());
    assert_eq!(stage.keys("<end>x").told, [r#"{"kind":"taste","of":"desk-micro-2","is":"neither"}"#]);
}

#[test]
fn an_exercise_is_marked_in_the_gallery() {
    let folder = TempDir::new().unwrap();
    let stage = usual().keys("l{childs-pose}x<up>f");
    assert_eq!(stage.told[0], r#"{"kind":"taste","of":"childs-pose","is":"never"}"#);
    let mut stage = remembered(stage, &folder);
    assert!(stage.picture().contains("(never)") && stage.picture().contains(" *"), "{}", stage.picture());
}

#[test]
fn the_list_is_ordered_by_favourites_or_what_was_done_last() {
    let folder = TempDir::new().unwrap();
    let first = |stage: &mut Stage| {
        let picture = stage.picture();
        picture.lines().skip_while(|line| !line.contains("For you now")).nth(3).unwrap().to_owned()
    };
    let mut stage = remembered(usual().keys("{neck-ease-5}f"), &folder).keys("o");
    assert!(first(&mut stage).contains("Neck ease *"), "{}", stage.picture());
    let mut stage = stage.keys("o");
    assert_eq!(stage.app.settings().order, supple::settings::ListOrder::Recent);
    assert!(first(&mut stage).contains("Lower back unwinder"), "{}", stage.picture());
}

#[test]
fn the_steps_of_a_preview_come_in_another_order_on_a_key_and_the_session_has_it() {
    let mut stage = usual().keys("{full-reset-15}<right>");
    let before = stage.picture();
    let mut stage = stage.keys("o");
    insta::assert_snapshot!("a_preview_in_another_order", stage.styled_picture());
    assert_eq!(stage.keys("o").picture(), before);
    let routine = LIBRARY.routine("full-reset-15").unwrap();
    let stage = usual().keys("{full-reset-15}<right>o<enter>");
    let seed = stage.app.context().digest.order_of_today();
    let (first, next) = routine.steps.iter().zip(routine.shuffled(seed).steps).find(|(a, b)| **a != *b).unwrap();
    let keys = "n".repeat(routine.steps.iter().position(|step| step == first).unwrap());
    let picture = stage.keys(&keys).picture();
    assert!(picture.contains(next.exercise.short_name()), "{picture}");
}

#[test]
fn the_goal_of_the_week_stands_beside_the_streak() {
    let goal = Settings { goal: supple::history::goal::Goal::Days(4), ..speechless() };
    let mut large = stage(120, 30, goal.clone());
    assert!(large.picture().contains("1 of 4 days this week; "), "{}", large.picture());
    let mut history = stage(100, 30, goal.clone()).keys("h");
    assert!(history.picture().contains("1 of 4 days this week"), "{}", history.picture());
    let mut usual = stage(80, 24, goal.clone());
    assert!(usual.picture().contains("1 of 4 days this week"), "{}", usual.picture());
    let mut summary = stage(100, 30, goal).keys("{desk-micro-2}<enter>").seconds(130.0);
    assert!(summary.picture().contains("1 of 4 days"), "{}", summary.picture());
}

#[test]
fn the_first_row_is_the_session_of_the_programme_that_is_running() {
    let picture = in_a_programme("neck-eight-weeks", large()).picture();
    assert!(picture.contains("For you now  Neck: eight weeks"), "{picture}");
    assert!(picture.contains("Week 1, day 2 of 5. Find the nod"), "{picture}");
}

/// A person who began an experiment four days ago and a programme three days ago, and since then this.
fn in_an_experiment(since: Vec<Kind>, mut stage: Stage) -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let experiment = Kind::Experiment(Experiment {
        does: Doing::Start,
        first: "neck-ease-5".to_owned(),
        second: "chin-tuck".to_owned(),
        area: "neck".to_owned(),
        seed: 1,
        of: None,
    });
    let program = Kind::Program { program: "back-six-weeks".to_owned(), does: Doing::Start };
    let begun = [(TimeDelta::days(4), experiment), (TimeDelta::days(3), program)];
    let since = since.into_iter().map(|kind| (TimeDelta::hours(2), kind));
    let lines: Vec<String> = (begun.into_iter().chain(since))
        .map(|(ago, kind)| Record::new(local() - ago, kind).to_line().unwrap() + "\n")
        .collect();
    std::fs::write(folder.path().join("m.jsonl"), lines.concat()).unwrap();
    stage.app.remember(History::read(folder.path()).unwrap());
    stage
}

#[test]
fn the_first_row_is_what_the_experiment_has_today() {
    let due = due(1, 4).unwrap();
    let title = if due == Which::First { "Neck ease" } else { "Chin tuck" };
    let picture = in_an_experiment(Vec::new(), large()).picture();
    assert!(picture.contains(&format!("For you now  {title}")), "{picture}");
    assert!(picture.contains(&format!("Day 5 of 28 of your experiment: {title} today.")), "{picture}");
}

#[test]
fn a_gentle_day_goes_before_an_experiment_and_one_that_was_done_today_gives_way() {
    let tense = Kind::CheckIn { area: "neck".to_owned(), tension: 8, limits_daily_life: false };
    let gentle = in_an_experiment(vec![tense], large()).picture();
    assert!(gentle.contains("go gently") && !gentle.contains("of your experiment"), "{gentle}");
    let done = Session { routine: "chin-tuck".to_owned(), completed: true, active_secs: 60, ..Session::default() };
    let done = in_an_experiment(vec![Kind::Session(done)], large()).picture();
    assert!(done.contains("For you now  Back at the desk"), "{done}");
}

#[test]
fn programmes_are_read_begun_and_left_in_one_place() {
    let mut stage = in_a_programme("neck-eight-weeks", usual()).keys("t");
    insta::assert_snapshot!("programmes", stage.styled_picture());
    assert_eq!(stage.keys("p").told, [r#"{"kind":"program","program":"neck-eight-weeks","do":"pause"}"#]);
    assert_eq!(usual().keys("t<enter>").told, [r#"{"kind":"program","program":"back-six-weeks","do":"start"}"#]);
    let mut open = usual().keys("tp");
    assert!(open.picture().contains("There is nothing to pause: it is not started."), "{}", open.picture());
    assert_eq!(open.keys("x").told, Vec::<String>::new());
    assert!(usual().keys("t?").picture().contains("Everywhere"));
    let details = in_a_programme("neck-eight-weeks", usual()).keys("td").picture();
    assert!(details.contains("8 weeks, 5 days a week."), "{details}");
}

#[test]
fn a_session_of_a_programme_ends_with_how_it_was_and_what_comes_next() {
    let mut stage = in_a_programme("breaks", usual()).keys("<enter>").seconds(120.0);
    insta::assert_snapshot!("the_end_of_a_session_of_a_programme", stage.styled_picture());
    let told = stage.keys("e<enter>").told;
    assert!(told[0].contains(r#""program":"breaks","felt":"easy""#), "{told:?}");
    let skipped = in_a_programme("breaks", usual()).keys("<enter>").seconds(120.0).keys("<enter>").told;
    assert!(skipped[0].contains(r#""program":"breaks""#) && !skipped[0].contains("felt"), "{skipped:?}");
    let taken_back = in_a_programme("breaks", usual()).keys("<enter>").seconds(120.0).keys("hh<enter>").told;
    assert!(!taken_back[0].contains("felt"), "{taken_back:?}");
}

/// A person who said yes to one question, with the history of that alone.
fn with_a_yes(tag: &str, mut stage: Stage) -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile { yes: [tag.to_owned()].into(), ..Profile::default() };
    let line = Record::new(local() - TimeDelta::days(1), Kind::Profile(profile)).to_line().unwrap();
    std::fs::write(folder.path().join("m.jsonl"), line).unwrap();
    stage.app.remember(History::read(folder.path()).unwrap());
    stage
}

#[test]
fn what_does_not_suit_a_person_is_left_out_and_said_in_picker_and_preview() {
    let mut preview = with_a_yes("knee-kneeling", usual()).keys("{steady-base-9}<right>G");
    insta::assert_snapshot!("a_preview_for_somebody", preview.styled_picture());
    assert!(preview.picture().contains("left out for you"), "{}", preview.picture());
    let mut large = with_a_yes("knee-kneeling", large()).keys("{steady-base-9}");
    assert!(large.picture().contains("left out for you"), "{}", large.picture());
}

#[test]
fn a_routine_in_which_nothing_suits_is_asked_about_and_done_the_easier_way() {
    let asked = || with_a_yes("wrist", usual()).keys("{hands-2}<enter>");
    insta::assert_snapshot!("a_caution", asked().styled_picture());
    assert!(!asked().keys("n").picture().contains("get ready"));
    let mut begun = asked().keys("y");
    assert!(begun.picture().contains("easier: "), "{}", begun.picture());
}

#[test]
fn after_signs_that_need_help_every_start_asks_first() {
    let folder = tempfile::tempdir().unwrap();
    let ouches = vec![Ouch { kind: Some(Hurt::Emergency), ..Ouch::default() }];
    let step = StepRecord { ouches, ..StepRecord::default() };
    let session = Session { steps: vec![step], ..Session::default() };
    let line = Record::new(local() - TimeDelta::days(1), Kind::Session(session)).to_line().unwrap();
    std::fs::write(folder.path().join("m.jsonl"), line).unwrap();
    let mut stage = usual();
    stage.app.remember(History::read(folder.path()).unwrap());
    let mut stage = stage.keys("{desk-micro-2}<enter>");
    assert!(stage.picture().contains("Start anyway?"), "{}", stage.picture());
    assert!(stage.app.context().digest.advice().len() == 1);
}

#[test]
fn the_questions_at_the_first_start() {
    let mut stage = usual().keys(",h");
    insta::assert_snapshot!("the_health_questions", stage.styled_picture());
    // What nobody has read is not answered: enter leads through all questions before it saves.
    let mut stage = stage.keys("nyn");
    let mut questions = 4;
    while stage.told.is_empty() && questions < 100 {
        assert!(stage.picture().contains(&format!("{questions} of ")), "{}", stage.picture());
        stage = stage.keys("<enter>");
        questions += 1;
    }
    assert!(questions > 30, "{questions}");
    assert_eq!(stage.told, [r#"{"kind":"profile","yes":["neck-nerve"]}"#]);
    assert_eq!(usual().keys(",h <esc>").told, Vec::<String>::new());
    let mut small = small().keys(",h");
    insta::assert_snapshot!("the_health_questions_when_small", small.styled_picture());
}

#[test]
fn an_area_that_is_tense_today_begins_easier_and_in_full_on_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let kind = Kind::CheckIn { area: "neck".to_owned(), tension: 5, limits_daily_life: false };
    std::fs::write(folder.path().join("m.jsonl"), Record::new(local(), kind).to_line().unwrap()).unwrap();
    let mut stage = usual();
    stage.app.remember(History::read(folder.path()).unwrap());
    let mut stage = stage.keys("{neck-ease-5}<right>G");
    assert!(stage.picture().contains("eased for you"), "{}", stage.picture());
    let mut stage = stage.keys("f");
    assert!(!stage.picture().contains("eased for you"), "{}", stage.picture());
}

#[test]
fn a_session_that_ended_worse_is_asked_about_the_next_day_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let step = StepRecord { areas: vec!["neck".to_owned()], secs: 30, ..StepRecord::default() };
    let mut session = Session { steps: vec![step], ..Session::default() };
    session.set_tension([("neck".to_owned(), Scores { before: Some(3), after: Some(6) })].into());
    let line = Record::new(local() - TimeDelta::days(1), Kind::Session(session)).to_line().unwrap();
    std::fs::write(folder.path().join("m.jsonl"), line).unwrap();
    let mut stage = usual();
    stage.app.remember(History::read(folder.path()).unwrap());
    assert!(stage.app.ask_after());
    assert!(stage.picture().contains("neck went from 3 to 6."), "{}", stage.picture());
    let mut stage = stage.keys("<esc>");
    assert!(!stage.app.ask_after());
}

#[test]
fn the_smallest_screen_shows_every_answer_to_what_hurts_to_its_end() {
    let mut stage = small().keys("{trap-release-5}<enter>nnn").seconds(9.0).keys("o");
    let shown = stage.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    for hurt in Hurt::ALL {
        let answer = supple::words::hurt::signs(*hurt);
        assert!(shown.contains(answer), "{answer}\n{}", stage.picture());
    }
}

#[test]
fn signs_that_need_help_show_what_to_do_and_a_wrong_key_can_be_taken_back() {
    let mut stage = usual().keys("{trap-release-5}<enter>nnn").seconds(12.0).keys("o1");
    insta::assert_snapshot!("signs_that_need_help", stage.styled_picture());
    // Behind it nothing is asked and nothing counted: no streak, no ratings.
    let mut stage = stage.keys("<esc>");
    insta::assert_snapshot!("the_end_of_an_emergency", stage.styled_picture());
    let mut stage = stage.keys("b");
    assert!(stage.picture().contains("What do you feel?"), "{}", stage.picture());
}

#[test]
fn n_goes_to_what_is_suggested() {
    let is_chosen = |stage: &mut Stage| stage.picture().contains("▸ For you now");
    let mut stage = usual();
    assert!(is_chosen(&mut stage));
    let mut stage = stage.keys("<down><down>");
    assert!(!is_chosen(&mut stage));
    assert!(is_chosen(&mut stage.keys("n")));
}

/// A history in which the neck was tense for two weeks.
fn tense(folder: &TempDir) -> History {
    let line = |day: u32| {
        let at = local() - TimeDelta::days(day.into());
        let kind = Kind::CheckIn { area: "neck".to_owned(), tension: 6, limits_daily_life: false };
        Record::new(at, kind).to_line().unwrap()
    };
    std::fs::write(folder.path().join("m.jsonl"), [13, 9, 5, 1].map(line).join("\n")).unwrap();
    History::read(folder.path()).unwrap()
}

#[test]
fn the_advice_to_see_a_clinician_is_shown_by_itself_once_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = usual();
    stage.app.remember(tense(&folder));
    assert!(stage.app.advise(), "the day is to be kept");
    insta::assert_snapshot!("what_the_log_shows", stage.styled_picture());
    // Once it is read, what a clinician will ask is asked.
    let mut stage = stage.keys("<esc>");
    assert!(stage.picture().contains("What a clinician will ask"));
    let mut stage = stage.keys("<esc>");
    assert!(!stage.app.advise());
    assert!(!stage.picture().contains("What the log shows"));
    assert!(stage.keys("h<tab><tab>a").picture().contains("What the log shows"), "and always on a key");
}

#[test]
fn an_exercise_that_hurt_lately_offers_its_easier_version_beforehand() {
    let folder = tempfile::tempdir().unwrap();
    let step = StepRecord { exercise: "shoulder-rolls".to_owned(), outcome: Outcome::Stopped, ..StepRecord::default() };
    let record =
        Record::new(local() - TimeDelta::days(2), Kind::Session(Session { steps: vec![step], ..Session::default() }));
    std::fs::write(folder.path().join("m.jsonl"), record.to_line().unwrap()).unwrap();
    let mut stage = usual();
    stage.app.remember(History::read(folder.path()).unwrap());
    let mut stage = stage.keys("{desk-micro-2}<right>");
    assert!(stage.picture().contains("It hurt on Saturday, 21"), "{}", stage.styled_picture());
    let picture = stage.keys("<enter>").picture();
    assert!(picture.contains("It hurt on Saturday, 21"), "{picture}");
}

#[test]
fn records_from_the_ends_of_time_are_shown_without_harm() {
    let folder = tempfile::tempdir().unwrap();
    let line = |at: &str| {
        let at = DateTime::parse_from_rfc3339(at).unwrap();
        Record::new(at, Kind::Session(Session { active_secs: 300, ..Session::default() })).to_line().unwrap()
    };
    let lines = ["0000-01-01T00:00:00+14:00", "1970-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00"].map(line);
    std::fs::write(folder.path().join("m.jsonl"), lines.join("\n")).unwrap();
    for size in [(100, 30), (80, 24), (40, 12)] {
        let mut stage = stage(size.0, size.1, speechless());
        stage.app.remember(History::read(folder.path()).unwrap());
        let mut stage = stage.keys("h");
        for keys in ["", "<left>", "]", "G", "<left>[", "g", "<tab>", "<tab>", "<tab>", "e"] {
            stage = stage.keys(keys);
            stage.picture();
        }
    }
}

/// The rows of windows: each of the smallest, and on both sides of every change of the layout.
const ROWS: [u16; 14] = [1, 2, 3, 4, 5, 6, 8, 10, 11, 13, 15, 17, 24, 40];

#[test]
fn the_history_and_what_is_asked_fit_into_any_window() {
    for columns in [1, 2, 9, 20, 31, 33, 45, 60, 79, 130] {
        for rows in ROWS {
            let mut stage = stage(columns, rows, speechless()).keys("h");
            for keys in ["<left>", "<tab>", "<tab>", "<tab>", "c8", "<esc>r", "<esc>e", "<esc>?", "<esc>"] {
                stage = stage.keys(keys);
                stage.picture();
            }
        }
    }
}

#[test]
fn every_other_screen_fits_into_any_window() {
    for columns in [1, 2, 9, 20, 31, 45, 60, 79, 130] {
        for rows in ROWS {
            let mut stage = stage(columns, rows, speechless());
            for keys in
                ["", "n", "<tab>", "/x", "<esc><right>", "<down><end>", "<esc>l", "<tab>j", "<esc>,", "s", "<esc><esc>"]
            {
                stage = stage.keys(keys);
                stage.picture();
            }
            let mut stage = stage.keys("{desk-micro-2}<right>e");
            for keys in
                ["", "t", "<esc>b<down>", "<enter>", "m<down>", "<enter>aneck", "<down><enter>", "<end>", "<esc>", "d"]
            {
                stage = stage.keys(keys);
                stage.picture();
            }
            let mut stage = stage.keys("<esc>{desk-micro-2}<enter>").seconds(9.0);
            for keys in [" ", "o", "e", "?", "<esc>nnnn"] {
                stage = stage.keys(keys);
                stage.picture();
            }
            let mut stage = stage.seconds(200.0).keys("8<tab>9l");
            stage.picture();
        }
    }
}

/// Run with `SUPPLE_WRITE_PICTURES=1` to write them anew.
#[test]
fn what_keys_can_do_is_listed_in_the_guide() {
    let (from, to) = ("<!-- what keys can do -->\n", "\n<!-- to here -->");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/files.md");
    let guide = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = guide.split_once(from).unwrap();
    let (listed, after) = rest.split_once(to).unwrap();
    let words: Vec<String> = Message::iter().map(|message| format!("`{message}`")).collect();
    let whole = textwrap::Options::new(120).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let wanted = textwrap::fill(&words.join(", "), whole);
    if std::env::var_os("SUPPLE_WRITE_PICTURES").is_some() {
        std::fs::write(&path, format!("{before}{from}{wanted}{to}{after}")).unwrap();
    } else {
        assert_eq!(listed, wanted);
    }
}

#[test]
fn a_click_chooses_a_row_and_presses_a_key_and_the_wheel_scrolls() {
    let mut stage = usual();
    let place = |stage: &mut Stage, text: &str| {
        let picture = stage.picture();
        let (row, line) = picture.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
        let column = line.split_once(text).unwrap().0.chars().count();
        (u16::try_from(column).unwrap(), u16::try_from(row).unwrap())
    };
    let (column, row) = place(&mut stage, "Desk micro-break");
    stage.app.click(column, row, now(0));
    assert!(stage.picture().contains("▸ Desk micro-break"), "{}", stage.picture());
    stage.app.wheel(false, now(0));
    assert!(!stage.picture().contains("▸ Desk micro-break"), "{}", stage.picture());
    let (column, row) = place(&mut stage, "h history");
    stage.app.click(column, row, now(0));
    assert!(stage.picture().starts_with("  supple  History"), "{}", stage.picture());
}

#[test]
fn an_exercise_is_a_session_by_itself_and_suits_the_person() {
    let mut stage = usual().keys("l{upper-trap-stretch}<enter>").seconds(2.0);
    assert!(stage.picture().starts_with("  supple  Upper trapezius stretch"), "{}", stage.picture());
    assert!(stage.picture().contains("step 1 of 1"), "{}", stage.picture());
    let exercise = LIBRARY.exercises().into_iter().find(|exercise| !exercise.easier_suits.is_empty()).unwrap();
    let tag = exercise.easier_suits[0].clone();
    let mut library = LIBRARY.clone();
    library.fit(&supple::practice::fit::Needs { yes: [tag].into(), ..supple::practice::fit::Needs::default() });
    assert!(library.routine(&exercise.id).unwrap().steps[0].eased);
}

#[test]
fn the_last_session_is_begun_again_on_one_key() {
    let mut stage = usual();
    let last = stage.app.context().digest.last_routine().unwrap().to_owned();
    let title = LIBRARY.routine(&last).unwrap().title.clone();
    stage.press(Press::Char('a'));
    assert!(stage.picture().starts_with(&format!("  supple  {title}")), "{}", stage.picture());
}

#[test]
fn anything_is_found_by_a_few_letters() {
    let mut stage = usual().keys(":nkease");
    assert!(stage.picture().contains("▸ routine: Neck ease"), "{}", stage.picture());
    assert!(stage.keys("<enter>").picture().starts_with("  supple  Neck ease"));
    let mut stage = usual().keys(":learn<enter>");
    assert!(stage.picture().starts_with("  supple  Learn"), "{}", stage.picture());
    // In a session nothing that would end it is offered.
    let mut session = usual().keys("{trap-release-5}<enter>:neck");
    assert!(session.picture().contains("No match."), "{}", session.picture());
}

#[test]
fn a_key_of_ones_own_works_and_is_named_in_the_footer() {
    let settings = Settings { keys: [("z".to_owned(), "history".to_owned())].into(), ..speechless() };
    let mut stage = stage(80, 24, settings);
    assert!(stage.picture().contains("z history"), "{}", stage.picture());
    assert!(stage.keys("z").picture().starts_with("  supple  History"));
}

#[test]
fn settings_that_change_in_their_file_hold_at_once_and_what_is_wrong_is_said() {
    let mut stage = usual();
    let colours = [("accent".to_owned(), "#010203".to_owned()), ("ink".to_owned(), "red".to_owned())];
    stage.app.configure(Settings { colours: colours.into(), ..speechless() });
    assert!(styles(&mut stage).iter().any(|style| style.fg == Some(ratatui::style::Color::Rgb(1, 2, 3))));
    assert!(stage.picture().contains("\"ink\" is not one of: text, dim"), "{}", stage.picture());
}

/// Every phase has its words in its own place.
#[test]
fn nothing_jumps_between_the_phases_of_an_exercise() {
    let mut stage = usual().keys("{trap-release-5}<enter>nnn").seconds(0.5);
    let mark = |stage: &mut Stage| {
        let picture = stage.picture();
        let row =
            picture.lines().position(|line| ["▷ ", "■ ", "⇄ ", "○ ", "‖ "].iter().any(|mark| line.contains(mark)));
        (row.unwrap(), picture)
    };
    let (row, first) = mark(&mut stage);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..160 {
        stage = stage.seconds(0.5);
        let (now, picture) = mark(&mut stage);
        if !picture.contains("step 4 of 6") {
            break;
        }
        assert_eq!(now, row, "{first}\n{picture}");
        seen.extend(["▷ ", "■ ", "⇄ ", "○ "].into_iter().filter(|mark| picture.contains(mark)));
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
}

/// The windows of a test for every size: 437.
fn windows() -> impl Iterator<Item = (u16, u16)> {
    (20..=150).step_by(7).flat_map(|columns| (6..=50).step_by(2).map(move |rows| (columns, rows)))
}

/// The exercise with the most to say, and a routine with it.
fn wordiest() -> (&'static str, &'static Exercise) {
    let said = |exercise: &Exercise| {
        let careful: usize = exercise.careful().map(str::len).sum();
        careful + exercise.instruction_of(false, None).len() + exercise.setup(None).len()
    };
    let first = |routine: &'static Routine| (routine.id.as_str(), routine.steps[0].exercise.as_ref());
    LIBRARY.routines().iter().map(first).max_by_key(|(_, exercise)| said(exercise)).unwrap()
}

/// What stands in the frame of a layer, or all of a screen without one.
fn in_front(picture: &str) -> String {
    let framed = |line: &str| Some(line.split_once('│')?.1.rsplit_once('│')?.0.to_owned());
    let lines: Vec<String> = picture.lines().filter_map(framed).collect();
    if lines.is_empty() { picture.to_owned() } else { lines.join("\n") }
}

/// Everything that can be read by scrolling to the end.
fn to_the_end(stage: &mut Stage) -> String {
    let mut all = String::new();
    loop {
        let before = in_front(&stage.picture());
        all.push_str(&before);
        all.push('\n');
        stage.press(Press::PageDown);
        if in_front(&stage.picture()) == before {
            return all;
        }
    }
}

fn assert_says(shown: &str, texts: &[String], what: &str) {
    // A longer word may be broken in the narrowest windows.
    for word in texts.iter().flat_map(|text| text.split([' ', '-'])).filter(|word| word.len() < 13) {
        assert!(shown.contains(word), "{what}: {word} is not in\n{shown}");
    }
}

#[test]
fn no_window_cuts_what_concerns_safety_and_all_of_it_can_be_read() {
    let (routine, exercise) = wordiest();
    let side = (exercise.sides == Sides::LeftRight).then_some(Side::FIRST);
    // Half blocks are drawn fastest, and here nobody looks at the body.
    let start = || stage(80, 24, Settings { glyphs: Glyphs::HalfBlock, ..speechless() });
    let session = |keys: &str| start().keys(&format!("{{{routine}}}<enter>")).seconds(2.0).keys(keys);
    let signs: Vec<String> = TEXTS.emergency.iter().map(supple::library::texts::Note::in_full).collect();
    let answers = Hurt::ALL.iter().map(|hurt| supple::words::hurt::signs(*hurt).to_owned()).collect();
    let careful: Vec<String> = exercise.careful().map(str::to_owned).collect();
    let words = vec![exercise.instruction_of(false, side), exercise.stop.join(" ")];
    let keys = vec!["it hurts continue safety end".to_owned()];
    // One after the other over the same screen, whose body is drawn once a window.
    let layers = |stage: Stage, opened: Vec<(&'static str, &'static str, &'static str, Vec<String>)>| {
        let mut stage = stage;
        for (index, (columns, rows)) in windows().enumerate() {
            stage.resize(columns, rows);
            for (name, open, close, texts) in &opened {
                stage = stage.keys(open);
                let shown = in_front(&stage.picture());
                assert!(!shown.contains('…'), "{name} at {columns}x{rows}:\n{shown}");
                if index % 31 == 0 {
                    assert_says(&to_the_end(&mut stage), texts, &format!("{name} at {columns}x{rows}"));
                }
                stage = stage.keys(close);
            }
        }
    };
    layers(start(), vec![("safety", "s", "<esc>", signs)]);
    layers(
        session(" "),
        vec![
            ("ouch", "o", "b", answers),
            ("words", "i", "<esc>", words),
            ("keys", "?", "<esc>", keys),
            ("leaving", "<esc>", "<esc>", Vec::new()),
        ],
    );
    // In the list of steps a name may be cut: beside it or below it stands whole.
    let mut preview = start().keys(&format!("{{{routine}}}<right>"));
    for (columns, rows) in windows().step_by(17) {
        preview.resize(columns, rows);
        preview.press(Press::Home);
        assert_says(&to_the_end(&mut preview), &careful, &format!("preview at {columns}x{rows}"));
    }
}

#[test]
fn a_session_that_was_ended_by_a_wrong_key_goes_on_where_it_was() {
    let mut stage = usual().keys("{trap-release-5}<enter>nnn").seconds(12.0);
    let before = stage.picture();
    let mut stage = stage.keys("q");
    assert!(stage.picture().contains("Ended early."));
    let mut stage = stage.keys("b");
    let paused = stage.picture();
    assert!(paused.contains("Upper trapezius stretch") && paused.contains("space to continue"), "{paused}");
    let left = |picture: &str| picture.lines().next().unwrap().rsplit("· ").next().unwrap().to_owned();
    assert_eq!(left(&paused), left(&before));
    let mut stage = stage.keys(" ").seconds(2.0);
    assert!(stage.picture().contains("continuing"), "{}", stage.picture());
    assert_eq!(stage.told, Vec::<String>::new(), "nothing was recorded");
}

#[test]
fn what_a_small_summary_leaves_out_is_read_in_its_details() {
    let mut stage = small().keys("{trap-release-5}<enter>").seconds(20.0).keys("nno3nqd");
    let top = stage.picture();
    assert!(top.contains("Ended early") && top.contains("of 6 exercises"), "{top}");
    let mut below = String::new();
    for _ in 0..5 {
        stage = stage.keys("jjjjjjjj");
        below += &stage.picture();
    }
    for said in ["ouch: too much pull", "not reached", "trapezius: 2:", "next milestone", "rest day"] {
        assert!(below.contains(said), "{said}: {below}");
    }
}

#[test]
fn a_change_of_the_sound_settings_is_heard_at_once() {
    let stage = stage(80, 24, Settings::default()).keys(",<right>jjj<right>jj");
    assert_eq!(
        (&*stage.cues, &*stage.said),
        (&["begin"][..], &["Upper trapezius stretch.", "Right side."].map(String::from)[..])
    );
    let mut stage = stage.keys("<right><up><up><up><up><right>");
    assert_eq!(stage.cues, ["begin"], "a quiet room is quiet");
    assert!(stage.picture().contains("Quiet room is on"), "{}", stage.picture());
}

#[test]
fn the_settings_show_where_every_file_is_in_full() {
    // The list stands at the left of them where there is room.
    for (columns, rows, list) in [(100, 30, 35), (80, 24, 35), (40, 12, 0)] {
        let mut stage = stage(columns, rows, speechless()).keys(",<end>");
        let text: String = stage.picture().lines().flat_map(|line| line.chars().skip(list)).collect();
        let text: String = text.split_whitespace().collect();
        let text = text.replace('\\', "/");
        for path in ["/.config/supple/settings.json", "/.local/share/supple/history", "/.config/supple/routines"] {
            assert!(text.contains(path), "{path}: {}", stage.picture());
        }
    }
}

#[test]
fn enter_alone_skips_every_rating() {
    let told = usual().keys("{desk-micro-2}<enter>").seconds(130.0).keys("<enter>").told;
    assert_eq!(told.len(), 1);
    assert!(!told[0].contains("before") && !told[0].contains("after"), "{told:?}");
}

#[test]
fn going_through_a_session_without_doing_anything_is_answered() {
    let mut stage = usual().keys("{micro-stand-1}<enter>nnn");
    assert!(stage.picture().contains("Nothing done, so nothing logged."), "{}", stage.picture());
}

#[test]
fn no_sound_key_changes_the_settings_of_a_run_without_sound() {
    let mut app = app(&LIBRARY, speechless(), truecolour());
    app.mute();
    let mut stage = stage_of(app, truecolour(), 80, 24).keys("{micro-stand-1}<enter>m]vc");
    assert!(stage.picture().contains("no sound this time"));
    assert_eq!(stage.app.settings(), &speechless());
}

#[test]
fn an_ouch_by_a_wrong_key_is_taken_back_with_escape() {
    let mut stage = usual().keys("{trap-release-5}<enter>nnn").seconds(12.0).keys("o");
    assert!(stage.picture().contains("esc by mistake"), "{}", stage.picture());
    let mut stage = stage.keys("<esc>");
    assert!(stage.picture().contains("paused"), "{}", stage.picture());
}

#[test]
fn in_a_preview_of_rounds_the_keys_pass_over_what_names_a_block() {
    let mut stage = with_rounds(80, 24).keys("{three-rounds}<right>j");
    assert!(stage.picture().contains("▸  2    Upper trapezius stretch"), "{}", stage.picture());
    let mut stage = stage.keys("k");
    assert!(stage.picture().contains("▸  1  Neck turns"), "{}", stage.picture());
}

#[test]
fn the_first_screen_tells_the_hours_at_the_desk() {
    let desk = Desk { secs: 15_000, breaks: 3, longest: 4_000, since: None, last: Some(0) };
    let mut usual = usual();
    usual.app.remember_desk(desk.clone());
    insta::assert_snapshot!("the_first_screen_with_desk_hours", usual.styled_picture());
    assert!(usual.picture().contains("24 of 28 days · at the desk 4 h 10 min"), "{}", usual.picture());
    let mut wide = stage(160, 50, speechless());
    wide.app.remember_desk(desk);
    let picture = wide.picture();
    for told in ["desk     4 h 10 min", "breaks   3", "longest  1 h 6 min"] {
        assert!(picture.contains(told), "{told} is missing in {picture}");
    }
}
