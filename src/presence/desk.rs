//! Desk: the moments of prompts and the sessions of a day, as sittings with breaks between them. Pure.
//!
//! Moments are seconds since 1970, so that no change of the clocks or of the zone moves them.

/// The seconds between two moments that are kept: what is told is told in minutes.
pub const THINNED: i64 = 5 * 60;

/// The seconds without a prompt from which on somebody was away, or is. No number about the body: an editor or a build may
/// fill the terminal for a while, and a break shorter than this is seen only if it is a session.
pub const AWAY: i64 = 15 * 60;

/// The seconds of stretching from which on a session is a break: breaks of 30 s eased discomfort at the keyboard (Appl
/// Ergon 32:225, 2001).
pub const A_BREAK: u32 = 30;

/// A time from one moment to another.
pub type Span = (i64, i64);

/// A day at the desk up to a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Desk {
    /// The seconds at the desk.
    pub secs: i64,
    /// The breaks: sessions, and times away with no session in them.
    pub breaks: usize,
    /// The longest sitting, in seconds.
    pub longest: i64,
    /// The moment since which somebody has been sitting; `None` if nobody is there, or a break has just ended.
    pub since: Option<i64>,
    /// The last moment at which somebody was seen; `None` if nobody was.
    pub last: Option<i64>,
}

/// Returns `true` if `now` is far enough from the moment that was kept last to be kept as well. A clock that was set back
/// does not stop the keeping.
#[must_use]
pub fn is_kept(last: Option<i64>, now: i64) -> bool {
    last.is_none_or(|last| last.abs_diff(now) >= THINNED.unsigned_abs())
}

impl Desk {
    /// The day of these moments and sessions, in any order, up to `now`. What is later than `now` was kept before the clock
    /// was set, and is left out.
    #[must_use]
    pub fn of(marks: &[i64], sessions: &[Span], now: i64) -> Self {
        let mut marks: Vec<i64> = marks.iter().copied().filter(|mark| *mark <= now).collect();
        marks.sort_unstable();
        let mut sessions: Vec<Span> =
            sessions.iter().copied().filter(|(from, to)| from <= to && *from <= now).collect();
        sessions.sort_unstable();
        let sittings = sittings(&marks, &sessions);
        let away_alone = sittings
            .iter()
            .zip(sittings.iter().skip(1))
            .filter(|(one, other)| !sessions.iter().any(|(from, to)| one.1 <= *to && *from <= other.0));
        let last = marks.last().copied();
        let is_there = last.is_some_and(|last| now - last < AWAY);
        let broke_off = |since: i64| sessions.iter().any(|(_, to)| since < *to);
        let running = sittings.last().filter(|_| is_there).filter(|(_, to)| !broke_off(*to));
        let since = running.map(|(from, _)| *from);
        let lengths = || sittings.iter().map(|(from, to)| if Some(*from) == since { now - from } else { to - from });
        Self {
            secs: lengths().sum(),
            breaks: sessions.len() + away_alone.count(),
            longest: lengths().max().unwrap_or(0),
            since,
            last,
        }
    }
}

/// The times at the desk: from one moment to the next while neither a time away nor a session lies between.
fn sittings(marks: &[i64], sessions: &[Span]) -> Vec<Span> {
    let mut sittings: Vec<Span> = Vec::new();
    for mark in marks.iter().copied() {
        if sessions.iter().any(|(from, to)| *from < mark && mark < *to) {
            continue;
        }
        let parts = |one: i64| sessions.iter().any(|(from, to)| one <= *from && *to <= mark);
        match sittings.last_mut() {
            Some((_, to)) if mark - *to < AWAY && !parts(*to) => *to = mark,
            _ => sittings.push((mark, mark)),
        }
    }
    sittings
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Prompts at these minutes and sessions between these, seen at minute `now`; secs, breaks, longest and since in minutes.
    fn day(marks: &[i64], sessions: &[Span], now: i64) -> (i64, usize, i64, Option<i64>) {
        let marks: Vec<i64> = marks.iter().map(|minute| minute * 60).collect();
        let sessions: Vec<Span> = sessions.iter().map(|(from, to)| (from * 60, to * 60)).collect();
        let desk = Desk::of(&marks, &sessions, now * 60);
        (desk.secs / 60, desk.breaks, desk.longest / 60, desk.since.map(|since| since / 60))
    }

    #[test]
    fn prompts_without_a_gap_are_one_sitting_that_goes_on() {
        assert_eq!(day(&[0, 5, 19, 30], &[], 40), (40, 0, 40, Some(0)));
    }

    #[test]
    fn a_time_without_prompts_is_a_break_and_begins_a_new_sitting() {
        assert_eq!(day(&[0, 10, 25, 30], &[], 30), (15, 1, 10, Some(25)));
    }

    #[test]
    fn who_is_not_there_is_not_sitting() {
        assert_eq!(day(&[0, 10], &[], 25), (10, 0, 10, None));
    }

    #[test]
    fn a_session_is_a_break_however_short_the_gap() {
        assert_eq!(day(&[0, 10, 14, 20], &[(11, 13)], 20), (16, 1, 10, Some(14)));
    }

    #[test]
    fn a_session_within_a_time_away_is_one_break_with_it() {
        assert_eq!(day(&[0, 10, 40], &[(15, 20)], 40), (10, 1, 10, Some(40)));
    }

    #[test]
    fn after_a_session_a_sitting_begins_with_the_next_prompt() {
        assert_eq!(day(&[0, 10], &[(11, 13)], 14), (10, 1, 10, None));
    }

    #[test]
    fn a_clock_that_was_set_back_loses_what_lies_ahead_and_no_more() {
        assert_eq!(day(&[0, 5, 500], &[], 6), (6, 0, 6, Some(0)));
        assert!(is_kept(Some(500 * 60), 6 * 60));
    }

    #[test]
    fn ten_thousand_prompts_of_a_day_keep_less_than_three_hundred_moments() {
        let mut kept: Vec<i64> = Vec::new();
        for prompt in 0..10_000 {
            let now = prompt * 86_400 / 10_000;
            if is_kept(kept.last().copied(), now) {
                kept.push(now);
            }
        }
        assert!((200..300).contains(&kept.len()), "{}", kept.len());
    }

    fn marks() -> impl Strategy<Value = Vec<i64>> {
        prop::collection::vec(0i64..50_000, 0..60)
    }

    fn sessions() -> impl Strategy<Value = Vec<Span>> {
        let one = (0i64..50_000, 0i64..1200).prop_map(|(from, secs)| (from, from + secs));
        prop::collection::vec(one, 0..5)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_order_in_which_terminals_wrote_is_no_matter(marks in marks(), sessions in sessions(), now in 0i64..60_000) {
            let mut other = marks.clone();
            other.reverse();
            prop_assert_eq!(Desk::of(&marks, &sessions, now), Desk::of(&other, &sessions, now));
        }

        #[test]
        fn nobody_sits_longer_than_the_day_or_less_than_the_longest(marks in marks(), sessions in sessions(), now in 0i64..60_000) {
            let desk = Desk::of(&marks, &sessions, now);
            prop_assert!(0 <= desk.longest && desk.longest <= desk.secs && desk.secs <= now);
            prop_assert!(desk.since.is_none_or(|since| now - since <= desk.longest));
        }

        #[test]
        fn a_session_that_has_just_ended_ends_the_sitting(marks in marks(), now in 0i64..60_000) {
            let desk = Desk::of(&marks, &[(now - 60, now)], now);
            prop_assert!(desk.since.is_none_or(|since| since >= now));
        }
    }
}
