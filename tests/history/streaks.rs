//! From files to a streak, checked against the definition counted out slowly: any zones, any files, leap days, clocks
//! that were wrong.

use super::*;
use supple::history::{Rests, Rules, Streak};

/// Minutes since 1970 of 2024-02-20T00:00 UTC: nine days before a leap day.
const START: i64 = 28_473_120;

/// A session: minutes after [`START`] by the world's clock, the zone's offset in quarters of an hour, its seconds.
type Lived = (i64, i32, u32);

fn line(number: usize, (minute, quarters, secs): Lived) -> String {
    let offset = FixedOffset::east_opt(quarters * 900).unwrap();
    let at = DateTime::from_timestamp((START + minute) * 60, 0).unwrap().with_timezone(&offset);
    let session = Session { active_secs: secs, ..Session::default() };
    Record { id: format!("id{number:03}"), at, kind: Kind::Session(session) }.to_line().unwrap()
}

/// The number of the day that a session belongs to, by nothing but arithmetic on minutes.
fn day_number((minute, quarters, _): Lived, start_hour: i64) -> i64 {
    (START + minute + i64::from(quarters) * 15 - start_hour * 60).div_euclid(24 * 60)
}

/// The definition, word for word, over day numbers.
fn slowly(active: &BTreeSet<i64>, today: i64, grace: usize) -> (u32, u32) {
    let first = *active.first().unwrap_or(&today);
    let is_miss = |day: i64| !active.contains(&day) && day != today;
    let is_run = |from: i64, to: i64| {
        active.contains(&from)
            && (from - 6..=to)
                .all(|week| (week..week + 7).filter(|day| (from..=to).contains(day) && is_miss(*day)).count() <= grace)
    };
    let until = |to: i64| {
        (first..=to).filter(|from| is_run(*from, to)).map(|from| active.range(from..=to).count()).max().unwrap_or(0)
    };
    let longest = (first..=today).map(until).max().unwrap_or(0);
    (u32::try_from(until(today)).unwrap(), u32::try_from(longest).unwrap())
}

fn lived() -> impl Strategy<Value = Lived> {
    // Thirty days around the leap day, in any zone of the world; Kiribati is 26 hours from Baker Island.
    (0..30 * 24 * 60i64, -48..=56i32, prop_oneof![3 => Just(300u32), 1 => 0..120u32])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn files_in_any_order_and_zones_of_any_kind_give_the_streak_that_was_lived(
        sessions in prop::collection::vec(lived(), 0..40),
        files in prop::collection::vec(0..4usize, 40),
        start_hour in 0..24u8,
        grace in 0..=6u8,
        today in 0..30i64,
        turned in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut texts = vec![String::new(); 4];
        let mut numbered: Vec<(usize, &Lived)> = sessions.iter().enumerate().collect();
        if turned {
            numbered.reverse();
        }
        for (number, session) in numbered {
            let text = &mut texts[files[number]];
            *text = format!("{text}{}\n", line(number, *session));
            if number % 5 == 0 {
                // As a copy of a file has it.
                texts[3] = format!("{}{}\n", texts[3], line(number, *session));
            }
        }
        // A clock that stood at 1970, one before it, and one years ahead.
        let wrong = ["1970-01-01T00:00:30+00:00", "1969-12-31T23:00:00+00:00", "2031-01-01T00:00:00+00:00"];
        for (number, at) in wrong.into_iter().enumerate() {
            let record = Record { id: format!("wrong{number}"), at: moment(at), kind: Kind::Session(session()) };
            texts[number] = format!("{}{}\n", texts[number], record.to_line().unwrap());
        }
        for (number, text) in texts.iter().enumerate() {
            fs::write(folder.path().join(format!("{number}.jsonl")), text).unwrap();
        }
        let history = read(&folder);
        prop_assert!(history.problems().is_empty());

        let rules = Rules { day_start_hour: start_hour, grace_per_week: grace, ..Rules::default() };
        let today = START / (24 * 60) + today;
        let date = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(today);
        // Nobody crosses the date line as often as this.
        let streak = Streak::count(&history.days(start_hour), &Rests::default(), date, &rules);

        let mut seconds = std::collections::BTreeMap::<i64, u64>::new();
        for session in &sessions {
            *seconds.entry(day_number(*session, start_hour.into())).or_default() += u64::from(session.2);
        }
        let counts = |(day, secs): (&i64, &u64)| (*secs >= 60 && *day <= today).then_some(*day);
        let active: BTreeSet<i64> = seconds.iter().filter_map(counts).collect();
        let (current, longest) = slowly(&active, today, grace.into());
        // The session of 1970 is a day long before all others, if the day-start hour leaves it in 1970.
        let longest = longest.max(u32::from(start_hour == 0));
        prop_assert_eq!((streak.current, streak.longest), (current, longest));
        prop_assert_eq!(streak.consistency as usize, active.range(today - 27..=today).count());
    }
}

/// The streak of somebody who did a session at each of these moments, seen at the last of them.
fn travelled(moments: &[&str]) -> (Streak, Vec<NaiveDate>) {
    let records = moments.iter().enumerate().map(|(number, at)| {
        let record = Record { id: format!("s{number}"), at: moment(at), kind: Kind::Session(session()) };
        record.to_line().unwrap() + "\n"
    });
    let history = read_text(records.collect::<String>());
    let today = history.today(moment(moments[moments.len() - 1]), 3);
    let rests = history.rests(3);
    let rules = Rules { day_start_hour: 3, grace_per_week: 0, ..Rules::default() };
    let skipped = rests.spans.iter().map(|rest| rest.from).collect();
    (Streak::count(&history.days(3), &rests, today, &rules), skipped)
}

#[test]
fn a_day_that_was_skipped_at_the_date_line_breaks_nothing() {
    // Honolulu to Auckland: the flight leaves on the 10th and lands on the 12th.
    let (streak, skipped) =
        travelled(&["2026-03-09T20:00:00-10:00", "2026-03-10T12:00:00-10:00", "2026-03-12T09:00:00+13:00"]);
    assert_eq!((streak.current, streak.bridged_grace), (3, 0));
    assert_eq!(skipped, [NaiveDate::from_ymd_opt(2026, 3, 11).unwrap()]);
    // Samoa had no 30 December 2011.
    let (samoa, _) = travelled(&["2011-12-29T20:00:00-10:00", "2011-12-31T09:00:00+14:00"]);
    assert_eq!(samoa.current, 2);
}

#[test]
fn a_day_that_is_lived_twice_at_the_date_line_costs_nothing() {
    // Auckland to Honolulu: done on the 12th, landed on the 11th.
    let (streak, _) =
        travelled(&["2026-03-11T20:00:00+13:00", "2026-03-12T08:00:00+13:00", "2026-03-11T20:00:00-10:00"]);
    assert_eq!(streak.current, 2, "the 11th and the 12th, on which it still is");
}

#[test]
fn a_day_that_was_missed_without_travelling_is_missed() {
    let (streak, skipped) = travelled(&["2026-03-10T12:00:00+13:00", "2026-03-12T09:00:00+13:00"]);
    assert_eq!((streak.current, skipped.len()), (1, 0));
}
