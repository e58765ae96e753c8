//! From files to a streak, checked against the definition counted out slowly: any zones, any files, leap days, clocks
//! that were wrong.

use super::*;
use supple::history::{Rules, Streak};

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
        let streak = Streak::count(&history.days(start_hour), &history.rests(start_hour), date, &rules);

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
