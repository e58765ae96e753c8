//! Files that were damaged in every way a file can be: nothing panics, nothing hangs, and no line that was left alone is
//! lost. `SUPPLE_DAMAGED_FILES=50000` damages more.

use super::*;
use crate::chance::Chance;

const SEED: u64 = 20_261_124;

fn files() -> u64 {
    std::env::var("SUPPLE_DAMAGED_FILES").ok().and_then(|files| files.parse().ok()).unwrap_or(3_000)
}

/// Lines of every kind, each with an id of its own.
fn good_lines() -> Vec<String> {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let kinds = [
        Kind::Session(session()),
        Kind::Session(Session { entered: Some(moment(AT)), corrects: Some("gone".to_owned()), ..session() }),
        Kind::Rest { from: day(24), to: day(26), reason: Some("sick, \"very\"".to_owned()) },
        Kind::RestWeekdays {
            from: day(1),
            weekdays: [chrono::Weekday::Sat, chrono::Weekday::Sun].into_iter().collect(),
        },
        Kind::CheckIn { area: "neck".to_owned(), tension: 7, limits_daily_life: true },
        Kind::Taste { of: "bridge".to_owned(), is: Liking::Never },
        Kind::Session(Session { note: Some("é \u{1f642} \\".to_owned()), ..Session::default() }),
    ];
    let twice = kinds.iter().chain(&kinds).enumerate();
    twice
        .map(|(number, kind)| {
            Record { id: format!("good-{number:02}"), at: moment(AT), kind: kind.clone() }.to_line().unwrap()
        })
        .collect()
}

fn mutate(line: &mut Vec<u8>, others: &[String], chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(line.len().max(1));
        match chance.below(12) {
            0 if !line.is_empty() => line[at] ^= 1 << chance.below(8),
            1 => line.insert(at, u8::try_from(chance.below(256)).unwrap()),
            2 if !line.is_empty() => drop(line.remove(at)),
            3 => line.truncate(at),
            4 => line.insert(at, 0),
            5 => line.insert(at, b'\n'),
            6 => line.insert(at, b'\r'),
            7 => {
                let other = others[chance.below(others.len())].as_bytes();
                let from = chance.below(other.len());
                line.splice(at..at, other[from..].iter().copied());
            }
            8 => drop(line.splice(at..at, "[".repeat(chance.below(300)).into_bytes())),
            9 => drop(line.splice(at..at, [0xEF, 0xBB, 0xBF])),
            10 => drop(line.splice(at..at, b"999999999999999999999999e9".iter().copied())),
            _ => drop(line.splice(at..at, "\u{202e}\u{0}\u{1b}[2J".bytes())),
        }
    }
}

#[test]
fn no_line_that_was_left_alone_is_lost_in_thousands_of_damaged_files() {
    let good = good_lines();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.jsonl");
    for number in 0..files() {
        let mut chance = Chance(SEED + number);
        chance.below(1);
        let mut text = Vec::new();
        let mut whole = BTreeSet::new();
        if chance.below(8) == 0 {
            text.extend([0xEF, 0xBB, 0xBF]);
        }
        for (index, line) in good.iter().enumerate() {
            if chance.below(3) == 0 {
                let mut damaged = line.clone().into_bytes();
                mutate(&mut damaged, &good, &mut chance);
                text.extend(damaged);
            } else {
                text.extend(line.bytes());
                whole.insert(format!("good-{index:02}"));
            }
            text.extend(if chance.below(4) == 0 { &b"\r\n"[..] } else { b"\n" });
        }
        if chance.below(4) == 0 {
            // The last byte goes, and with it at most the line's end.
            text.pop();
        }
        fs::write(&path, &text).unwrap();
        let history = read(&folder);
        let there: BTreeSet<String> = ids(&history).into_iter().map(str::to_owned).collect();
        // A damaged copy of a correction may still be one, and puts the line it names in its place.
        let lost: Vec<_> = whole.iter().filter(|id| !there.contains(*id) && !history.contains(id)).collect();
        assert!(lost.is_empty(), "file {number} lost {lost:?}:\n{}", String::from_utf8_lossy(&text));
        let readable = |entry: &&supple::history::Entry| history.record(entry).is_ok() || !whole.contains(&*entry.id);
        assert!(history.entries().iter().all(|entry| readable(&entry)));
        assert!(history.problems().iter().all(|problem| !problem.what.contains(char::is_control)));
        for hour in [0, 3, 23] {
            let rests = history.rests(hour);
            let rules = supple::history::Rules { day_start_hour: hour, ..Default::default() };
            let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
            let streak = supple::history::Streak::count(&history.days(hour), &rests, today, &rules);
            assert!(streak.longest >= streak.current);
        }
    }
}
