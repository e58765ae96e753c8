//! Timeline: the cues of a segment and their times.

use std::time::Duration;

use super::cue::Cue;
use super::segment::{Segment, SegmentKind};

/// The shortest hold with a half-way cue (design: "The engine").
const LONG_HOLD: Duration = Duration::from_secs(20);
/// The number of seconds at the end that are ticked.
const TICKS: u32 = 3;
/// The time from the two falling notes of a finished exercise to the two rising ones of the next.
pub const AFTER_FINISH: Duration = Duration::from_secs(1);

/// The event before a segment, as far as it changes the segment's own cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Another exercise was done to its end.
    Finished,
    /// Anything else.
    Other,
}

/// A cue and the time from the start of its segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueCue {
    /// The time from the start of the segment.
    pub after: Duration,
    /// The cue.
    pub cue: Cue,
}

/// The cues of `segment` when it takes `length`, in order, at most one at each moment.
#[must_use]
pub fn marks(segment: &Segment, length: Duration, before: Before) -> Vec<DueCue> {
    let mut marks = Vec::new();
    let mut add = |after, cue| marks.push(DueCue { after, cue });
    match segment.kind {
        SegmentKind::GetReady if before == Before::Finished => {
            add(Duration::ZERO, Cue::Finish);
            add(AFTER_FINISH, Cue::Ready);
        }
        SegmentKind::GetReady => add(Duration::ZERO, Cue::Ready),
        SegmentKind::Rest if before == Before::Finished => {
            add(Duration::ZERO, Cue::Finish);
            if AFTER_FINISH < length {
                add(AFTER_FINISH, Cue::Rest);
            }
        }
        SegmentKind::Hold => add(Duration::ZERO, Cue::Begin),
        SegmentKind::Switch => add(Duration::ZERO, Cue::Switch),
        SegmentKind::Rest => add(Duration::ZERO, Cue::Rest),
        SegmentKind::Reps { count, each } => {
            add(Duration::ZERO, Cue::Begin);
            (1..count).for_each(|rep| add(each * rep, Cue::Rep));
        }
        SegmentKind::Breathe { breathe_in, breathe_out } => {
            let mut at = Duration::ZERO;
            while at < length && !(breathe_in + breathe_out).is_zero() {
                add(at, Cue::In);
                add(at + breathe_in, Cue::Out);
                at += breathe_in + breathe_out;
            }
        }
    }
    if segment.kind == SegmentKind::Hold && length >= LONG_HOLD {
        add(length / 2, Cue::Half);
    }
    // A rest before another round leads to a get-ready, which has ticks of its own.
    if matches!(segment.kind, SegmentKind::GetReady | SegmentKind::Hold | SegmentKind::Rest)
        && !segment.is_between_rounds()
    {
        for seconds in (1..=TICKS).rev() {
            if let Some(after) = length.checked_sub(Duration::from_secs(seconds.into())) {
                add(after, Cue::Tick);
            }
        }
    }
    // One cue a moment: the most important.
    marks.sort_by_key(|mark| (mark.after, std::cmp::Reverse(mark.cue)));
    marks.dedup_by_key(|mark| mark.after);
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(kind: SegmentKind, secs: u64) -> Segment {
        Segment {
            kind,
            step: 0,
            side: None,
            set: 1,
            sets: 1,
            length: Duration::from_secs(secs),
            longest: Duration::from_mins(1),
        }
    }

    fn heard(kind: SegmentKind, secs: u64, before: Before) -> Vec<(f64, &'static str)> {
        marks(&segment(kind, secs), Duration::from_secs(secs), before)
            .into_iter()
            .map(|mark| (mark.after.as_secs_f64(), mark.cue.word()))
            .collect()
    }

    #[test]
    fn a_long_hold_begins_halves_and_ticks() {
        assert_eq!(
            heard(SegmentKind::Hold, 30, Before::Other),
            [(0.0, "begin"), (15.0, "half"), (27.0, "tick"), (28.0, "tick"), (29.0, "tick")]
        );
    }

    #[test]
    fn a_hold_under_twenty_seconds_has_no_half() {
        assert!(heard(SegmentKind::Hold, 19, Before::Other).iter().all(|(_, cue)| *cue != "half"));
    }

    #[test]
    fn a_rest_of_three_seconds_keeps_its_own_cue_over_the_first_tick() {
        let between_holds = Segment { set: 2, sets: 2, ..segment(SegmentKind::Rest, 3) };
        let marks = marks(&between_holds, between_holds.length, Before::Other);
        let cues: Vec<_> = marks.iter().map(|mark| (mark.after.as_secs(), mark.cue.word())).collect();
        assert_eq!(cues, [(0, "rest"), (1, "tick"), (2, "tick")]);
    }

    #[test]
    fn a_rest_before_another_round_has_no_ticks_for_a_get_ready_follows() {
        assert_eq!(heard(SegmentKind::Rest, 20, Before::Finished), [(0.0, "finish"), (1.0, "rest")]);
    }

    #[test]
    fn after_a_finished_exercise_the_falling_notes_come_before_the_rising_ones() {
        let cues = heard(SegmentKind::GetReady, 5, Before::Finished);
        assert_eq!(cues[..2], [(0.0, "finish"), (1.0, "ready")]);
    }

    #[test]
    fn breaths_alternate() {
        let kind = SegmentKind::Breathe { breathe_in: Duration::from_secs(4), breathe_out: Duration::from_secs(6) };
        assert_eq!(heard(kind, 20, Before::Other), [(0.0, "in"), (4.0, "out"), (10.0, "in"), (14.0, "out")]);
    }
}
