//! How long a history takes to open. It must grow with the records, and not with their square.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot set its scene may stop")]

use chrono::{DateTime, FixedOffset, TimeDelta};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::time::Duration;
use supple::history::{History, Kind, Record, Rules, Session, StepOutcome, StepRecord, Streak, day_of};
use tempfile::TempDir;

/// Ten sessions a day, most of them done to the end.
fn history(count: i32) -> (TempDir, DateTime<FixedOffset>) {
    let first = DateTime::parse_from_rfc3339("1995-01-01T08:00:00+01:00").unwrap();
    let step = |exercise: &str| StepRecord {
        exercise: exercise.to_owned(),
        areas: vec!["trapezius".to_owned(), "neck".to_owned()],
        left_secs: Some(30),
        right_secs: Some(30),
        secs: 60,
        outcome: StepOutcome::Done,
        ouches: Vec::new(),
    };
    let mut text = String::new();
    let mut at = first;
    for number in 0..count {
        at = first + TimeDelta::minutes(i64::from(number) * 144);
        let session = Session {
            routine: "trapezius-release".to_owned(),
            title: "Trapezius release".to_owned(),
            completed: number % 10 > 0,
            planned_secs: 300,
            active_secs: 280,
            paused_secs: 7,
            steps: vec![step("upper-trapezius-stretch"), step("levator-scapulae-stretch")],
            before: Some(6),
            after: Some(3),
            note: Some("left side tighter".to_owned()),
            ..Session::default()
        };
        let line = Record::new(at, Kind::Session(session)).to_line().unwrap();
        writeln!(text, "{line}").unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("m-bench.jsonl"), text).unwrap();
    (folder, at)
}

fn open(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("history");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for count in [1_000, 10_000, 100_000] {
        let (folder, last) = history(count);
        let rules = Rules::default();
        group.throughput(Throughput::Elements(u64::try_from(count).unwrap()));
        group.bench_function(BenchmarkId::new("read", count), |bencher| {
            bencher.iter(|| History::read(black_box(folder.path())).unwrap());
        });
        let read = History::read(folder.path()).unwrap();
        let today = day_of(last, rules.day_start_hour);
        group.bench_function(BenchmarkId::new("streak", count), |bencher| {
            bencher.iter(|| {
                Streak::count(&read.days(rules.day_start_hour), &read.rests(rules.day_start_hour), today, &rules)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, open);
criterion_main!(benches);
