//! The moving picture of the README: a visit from the first screen to the streak, in frames of the real program.

use super::{Stage, stage};
use crate::apng::{Moving, Screen, moving};

use std::path::Path;
use std::time::Duration;

use supple::history::History;
use supple::settings::Settings;
use tempfile::TempDir;

/// Time between two frames.
const EACH: Duration = Duration::from_millis(100);

/// What is pressed, how much is left out after it, and how much is shown then, in milliseconds.
const VISIT: [(&str, u64, u64); 14] = [
    // An area is chosen, and a routine for it.
    ("", 0, 1300),
    ("<tab>", 0, 700),
    ("<down>", 0, 300),
    ("<down>", 0, 300),
    ("<down>", 0, 900),
    ("<enter>", 0, 1200),
    // A stretch: getting ready, the hold, its end, the other side.
    ("", 115_800, 2400),
    ("", 8_800, 2400),
    ("", 45_800, 5400),
    ("", 5_000, 1200),
    // The end.
    ("", 151_200, 1800),
    ("2", 0, 500),
    ("<down>", 0, 300),
    ("5", 0, 1300),
];

/// A folder with the history of the other screens but for its last day, so that the visit is the first of its day.
fn until_yesterday() -> TempDir {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/history/m-example.jsonl");
    let all = std::fs::read_to_string(all).unwrap();
    let earlier: Vec<&str> = all.lines().filter(|line| !line.contains("2026-11-23")).collect();
    assert_eq!(earlier.len() + 1, all.lines().count(), "one session of the last day");
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("m-example.jsonl"), earlier.join("\n") + "\n").unwrap();
    folder
}

/// Goes through the visit, and shows each frame and when it begins.
fn frames(mut show: impl FnMut(Duration, &mut Stage)) -> Duration {
    let mut stage = stage(100, 30, Settings::default());
    let past = until_yesterday();
    stage.app.remember(History::read(past.path()).unwrap());
    let mut shown = Duration::ZERO;
    for (keys, left_out, seen) in VISIT {
        stage = stage.keys(keys).seconds(Duration::from_millis(left_out).as_secs_f64());
        let until = shown + Duration::from_millis(seen);
        while shown < until {
            // Drawn even where it is not looked at: a figure that moves is drawn with what was there before.
            stage.picture();
            show(shown, &mut stage);
            stage = stage.seconds(EACH.as_secs_f64());
            shown += EACH;
        }
    }
    shown
}

/// Run with `SUPPLE_WRITE_PICTURES=1` to draw it anew.
#[test]
fn the_moving_picture_of_the_readme_is_a_real_visit() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/pictures/moving.png");
    let screen = |stage: &Stage| Screen::of(stage.terminal.backend().buffer());
    if std::env::var_os("SUPPLE_WRITE_PICTURES").is_some() {
        let mut screens = Vec::new();
        frames(|_, stage| screens.push(screen(stage)));
        std::fs::write(&path, moving(&screens, EACH)).unwrap();
    }
    let mut picture = Moving::read(std::fs::read(&path).unwrap());
    // Pixels cost time, so one frame a second is looked at.
    let length = frames(|shown, stage| {
        let again = "look at it, and run SUPPLE_WRITE_PICTURES=1 cargo test of_the_readme";
        let is_looked_at = shown.subsec_millis() == 500;
        assert!(!is_looked_at || picture.shows(&screen(stage), shown), "{shown:?} of it has changed: {again}");
    });
    while picture.advance() {}
    assert_eq!(picture.until, length);
}
