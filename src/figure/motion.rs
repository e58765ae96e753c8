//! The motion of a figure: the pose at each time. Time is an argument: seconds since the movement began.
//!
//! A [`Track`] is a row of legs; each leg is a way through some frames or a stay in one. It gives the phase of the
//! figure and the next time at which the figure looks different, so that nothing is drawn in vain.

use std::time::Duration;

/// The time between two pictures of a moving figure: ten pictures a second (measured: it reads as a movement, and costs
/// a terminal little).
pub const STEP: Duration = Duration::from_millis(100);
/// The same where there are 256 colours or fewer, which is where lines are slow: at 80x24 a moving figure stays within
/// 115,200 baud (measured: 11.4 kB a second of 11.5; at ten pictures a second it asks for 12.3, and keys wait a
/// second).
pub const SLOW_STEP: Duration = Duration::from_millis(125);
/// The same for pictures in pixels, which cost more to draw and to show.
pub const PIXEL_STEP: Duration = Duration::from_millis(200);
/// The time to reach the end pose of a hold, in seconds: 2 to 3 s (content sheet, `pose_conventions.loops`).
const INTO: f64 = 2.5;
/// The time to return from it, in seconds: 2 s (the same).
const BACK: f64 = 2.0;
/// The time a demonstration stays in the end pose, and in the start pose, in seconds.
const SHOWN: f64 = 1.0;
const RESTED: f64 = 0.7;
/// The time to return from the end pose on the way to the other side, in seconds; the change of sides takes at least 4
/// s.
const BACK_TO_SWITCH: f64 = 1.3;
/// The least time for one repetition of a demonstration, in seconds, so that it can be followed.
const SLOWEST_REP: f64 = 4.0;
/// The time of a slow breath in during a hold, and of the breath out, in seconds.
const BREATH_IN: f64 = 4.0;
const BREATH_OUT: f64 = 6.0;
/// The number of steps of a breath: a smaller difference is not seen, and each step is a picture to draw.
const BREATH_STEPS: f64 = 4.0;

/// The position of a figure within its movement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Phase {
    /// The frame it comes from.
    pub from: Frame,
    /// The frame it goes to.
    pub to: Frame,
    /// The share of the way from `from` to `to`, from 0 to 1.
    pub t: f64,
    /// The share of a breath that has filled the chest, from 0 to 1; on top of the pose.
    pub breath: f64,
    /// The number of the round, from 0.
    pub round: usize,
}

impl Phase {
    /// The phase of standing still in a frame.
    #[must_use]
    pub const fn still(frame: Frame) -> Self {
        Self { from: frame, to: frame, t: 0.0, breath: 0.0, round: 0 }
    }

    /// The frame that the figure is nearest to.
    #[must_use]
    pub fn nearest(&self) -> Frame {
        if self.t < 0.5 { self.from } else { self.to }
    }
}

/// The next time at which a figure looks different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// At this time since the movement began.
    At(Duration),
    /// Never: it stands.
    Never,
}

/// The order in which the poses follow each other (content sheet, `pose_conventions.loops`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cycle {
    /// Into the end pose, and stay there.
    Hold,
    /// There and back once a repetition.
    PingPong,
    /// To one side and to the other once a repetition.
    Alternate,
    /// Round and round, once a repetition.
    Round,
    /// `start` breathed out, `end` breathed in.
    Breathe,
}

impl Cycle {
    /// Every cycle, with its name in a file.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Hold, "hold"),
        (Self::PingPong, "ping-pong"),
        (Self::Alternate, "alternate"),
        (Self::Round, "round"),
        (Self::Breathe, "breathe"),
    ];
}

/// The name of a pose in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frame {
    /// The pose at the start.
    Start,
    /// The first pose on the way.
    Mid,
    /// The second pose on the way.
    Mid2,
    /// The pose at the end.
    End,
    /// The pose at the end on the other side.
    End2,
}

impl Frame {
    /// The name in a file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Mid => "mid",
            Self::Mid2 => "mid2",
            Self::End => "end",
            Self::End2 => "end2",
        }
    }
}

/// The parts of an exercise's movement that a track is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// The order in which its poses follow each other.
    pub cycle: Cycle,
    /// The number of poses on the way: none, one or two.
    pub stations: usize,
}

impl Movement {
    fn there(self) -> Vec<Frame> {
        let mut way = vec![Frame::Start];
        way.extend([Frame::Mid, Frame::Mid2].into_iter().take(self.stations));
        way.push(Frame::End);
        way
    }

    fn back(self) -> Vec<Frame> {
        let mut way = self.there();
        way.reverse();
        way
    }
}

/// The share of a way that is covered after a share of its time (both 0 to 1): a limb speeds up and slows down, here as
/// a cosine.
#[must_use]
pub fn ease(share: f64) -> f64 {
    (1.0 - (share.clamp(0.0, 1.0) * std::f64::consts::PI).cos()) / 2.0
}

/// A row of legs, played once or again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    legs: Vec<Leg>,
    again: bool,
    breathes: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Leg {
    /// The frames on the way; a single frame is a stay.
    way: Vec<Frame>,
    secs: f64,
    /// `true` if the movement speeds up and slows down; otherwise it keeps an even pace.
    eased: bool,
}

impl Leg {
    fn go(way: &[Frame], secs: f64) -> Self {
        Self { way: way.to_vec(), secs, eased: true }
    }

    fn stay(frame: Frame, secs: f64) -> Self {
        Self { way: vec![frame], secs, eased: true }
    }
}

fn secs_of(legs: &[Leg]) -> f64 {
    legs.iter().map(|leg| leg.secs).sum()
}

/// Rounds seconds down to a whole number of pictures.
fn whole_steps(secs: f64) -> f64 {
    (secs / STEP.as_secs_f64()).floor() * STEP.as_secs_f64()
}

impl Track {
    /// Demonstrates the movement again and again: for get-ready and for looking at. `each` is the time of one
    /// repetition in the session.
    #[must_use]
    pub fn demonstration(movement: Movement, each: Duration) -> Self {
        match movement.cycle {
            Cycle::Hold => {
                let mut legs = vec![Leg::go(&movement.there(), INTO), Leg::stay(Frame::End, SHOWN)];
                legs.extend([Leg::go(&movement.back(), BACK), Leg::stay(Frame::Start, RESTED)]);
                Self { legs, again: true, breathes: false }
            }
            Cycle::Breathe => Self::breaths(Duration::from_secs(4), Duration::from_secs(6)),
            _ => Self::reps(movement, each.max(Duration::from_secs_f64(SLOWEST_REP))),
        }
    }

    /// The same demonstration, as often as it fits into `length`, then standing at the start. It keeps its pace, and
    /// stays in the end pose for the time that is left: so it shows the pictures of the session, which are there
    /// already when that begins. One that does not fit once is hurried; a breath is not: it is not shown before its
    /// time.
    #[must_use]
    pub fn demonstration_within(movement: Movement, each: Duration, length: Duration) -> Self {
        if movement.cycle == Cycle::Breathe {
            return Self::still(Frame::Start);
        }
        let mut legs = Self::demonstration(movement, each).legs;
        let (whole, length) = (secs_of(&legs), length.as_secs_f64());
        let rounds = (length / whole).floor().max(1.0);
        if whole > length {
            for leg in &mut legs {
                leg.secs *= length / whole;
            }
        } else {
            let left = length / rounds - whole;
            let is_end = |leg: &&mut Leg| !matches!(leg.way.as_slice(), [Frame::Start] | [_, _, ..]);
            let ends = legs.iter_mut().filter(is_end).count();
            if ends == 0 {
                legs.insert(0, Leg::stay(Frame::Start, whole_steps(left)));
            } else {
                legs.iter_mut().filter(is_end).for_each(|leg| leg.secs += whole_steps(left / ends as f64));
            }
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few, and at least one")]
        let mut legs: Vec<Leg> = std::iter::repeat_n(legs, rounds as usize).flatten().collect();
        legs.push(Leg::stay(Frame::Start, f64::INFINITY));
        Self { legs, again: false, breathes: false }
    }

    /// The duration of one round; none for a track that stays in its last pose for ever.
    #[must_use]
    pub fn round(&self) -> Option<Duration> {
        Duration::try_from_secs_f64(self.round_secs()).ok()
    }

    /// Repetitions of `each`, one after another.
    #[must_use]
    pub fn reps(movement: Movement, each: Duration) -> Self {
        let each = each.as_secs_f64();
        let (into, back) = (movement.there(), movement.back());
        let legs = match movement.cycle {
            Cycle::Round => {
                let mut way = into;
                way.push(Frame::Start);
                vec![Leg { way, secs: each, eased: false }]
            }
            Cycle::Alternate => vec![
                Leg::go(&into, each * 0.2),
                Leg::stay(Frame::End, each * 0.1),
                Leg::go(&back, each * 0.2),
                Leg::go(&[Frame::Start, Frame::End2], each * 0.2),
                Leg::stay(Frame::End2, each * 0.1),
                Leg::go(&[Frame::End2, Frame::Start], each * 0.2),
            ],
            Cycle::Hold | Cycle::PingPong | Cycle::Breathe => {
                vec![Leg::go(&into, each * 0.4), Leg::stay(Frame::End, each * 0.2), Leg::go(&back, each * 0.4)]
            }
        };
        Self { legs, again: true, breathes: false }
    }

    /// Breaths at the session's pace, again and again.
    #[must_use]
    pub fn breaths(breathe_in: Duration, breathe_out: Duration) -> Self {
        let legs = vec![
            Leg::go(&[Frame::Start, Frame::End], breathe_in.as_secs_f64()),
            Leg::go(&[Frame::End, Frame::Start], breathe_out.as_secs_f64()),
        ];
        Self { legs, again: true, breathes: false }
    }

    /// A way into the end pose and a stay there, breathing slowly, for a hold of `length`: a short push is not spent on
    /// the way.
    #[must_use]
    pub fn hold(movement: Movement, length: Duration) -> Self {
        let into = INTO.min(length.as_secs_f64() / 4.0);
        let legs = vec![Leg::go(&movement.there(), into), Leg::stay(Frame::End, f64::INFINITY)];
        Self { legs, again: false, breathes: true }
    }

    /// A way back to the start pose at the end of a hold, and a rest there, for `length`.
    #[must_use]
    pub fn release(movement: Movement, length: Duration) -> Self {
        let back = BACK.min(length.as_secs_f64() / 2.0);
        let legs = vec![Leg::go(&movement.back(), back), Leg::stay(Frame::Start, f64::INFINITY)];
        Self { legs, again: false, breathes: false }
    }

    /// A way back to the start pose before the sides are changed; after [`Track::switched_after`] the figure is
    /// mirrored.
    #[must_use]
    pub fn switch(movement: Movement) -> Self {
        let legs = vec![Leg::go(&movement.back(), BACK_TO_SWITCH), Leg::stay(Frame::Start, f64::INFINITY)];
        Self { legs, again: false, breathes: false }
    }

    /// The time from the start of a switch until the figure is mirrored.
    #[must_use]
    pub fn switched_after() -> Duration {
        Duration::from_secs_f64(BACK_TO_SWITCH + 0.2)
    }

    /// A stay in a frame.
    #[must_use]
    pub fn still(frame: Frame) -> Self {
        Self { legs: vec![Leg::stay(frame, f64::INFINITY)], again: false, breathes: false }
    }

    fn round_secs(&self) -> f64 {
        secs_of(&self.legs)
    }

    /// The leg at `elapsed`, the seconds since it began, and the number of the round.
    fn leg(&self, elapsed: Duration) -> Option<(&Leg, f64, usize)> {
        let whole = self.round_secs();
        let mut round = 0;
        let mut secs = elapsed.as_secs_f64();
        if self.again && whole.is_finite() && whole > 0.0 {
            let length = Duration::from_secs_f64(whole).as_nanos().max(1);
            round = usize::try_from(elapsed.as_nanos() / length).unwrap_or(usize::MAX);
            secs = (elapsed.as_nanos() % length) as f64 / 1e9;
        }
        for leg in &self.legs {
            if secs < leg.secs {
                return Some((leg, secs, round));
            }
            secs -= leg.secs;
        }
        self.legs.last().map(|leg| (leg, leg.secs, round))
    }

    /// The phase of the figure after `elapsed`.
    #[must_use]
    pub fn at(&self, elapsed: Duration) -> Phase {
        let Some((leg, into, round)) = self.leg(elapsed) else {
            return Phase::still(Frame::Start);
        };
        let [first, .., last] = leg.way.as_slice() else {
            let frame = leg.way.first().copied().unwrap_or(Frame::Start);
            return Phase { breath: self.breath(elapsed), round, ..Phase::still(frame) };
        };
        let share = if leg.secs > 0.0 { (into / leg.secs).clamp(0.0, 1.0) } else { 1.0 };
        let along = if leg.eased { ease(share) } else { share };
        // The frames on the way are equally far from each other.
        let pieces = leg.way.len() - 1;
        let scaled = along * pieces as f64;
        let piece = (0..pieces).rev().find(|piece| scaled >= *piece as f64).unwrap_or(0);
        let (from, to) = leg.way.get(piece).zip(leg.way.get(piece + 1)).unwrap_or((first, last));
        Phase { from: *from, to: *to, t: (scaled - piece as f64).clamp(0.0, 1.0), breath: 0.0, round }
    }

    /// The phase that is shown after `elapsed`: pictures change once a `step`, so a movement that repeats shows the
    /// same pictures again.
    #[must_use]
    pub fn shown_at(&self, elapsed: Duration, step: Duration) -> Phase {
        let steps = elapsed.as_millis() / step.as_millis().max(1);
        self.at(step * u32::try_from(steps).unwrap_or(u32::MAX))
    }

    /// The share of a slow breath in the chest, from 0 to 1. It changes once a second, with the digits: a held figure
    /// must cost no picture of its own.
    fn breath(&self, elapsed: Duration) -> f64 {
        if !self.breathes {
            return 0.0;
        }
        let whole = elapsed.as_secs() as f64 % (BREATH_IN + BREATH_OUT);
        let filled =
            if whole <= BREATH_IN { ease(whole / BREATH_IN) } else { ease(1.0 - (whole - BREATH_IN) / BREATH_OUT) };
        (filled * BREATH_STEPS).round() / BREATH_STEPS
    }

    /// The next time at which the figure looks different, counted like `elapsed`, where pictures change once a `step`.
    #[must_use]
    pub fn next(&self, elapsed: Duration, step: Duration) -> Next {
        match self.leg(elapsed) {
            None => Next::Never,
            Some((leg, _, _)) if leg.way.len() > 1 => {
                let steps = elapsed.as_millis() / step.as_millis().max(1) + 1;
                Next::At(step * u32::try_from(steps).unwrap_or(u32::MAX))
            }
            Some((leg, _, _)) if leg.secs.is_infinite() => Next::Never,
            Some((leg, into, _)) => {
                let rest = Duration::from_secs_f64((leg.secs - into).max(0.001));
                Next::At(elapsed + rest)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Movement = Movement { cycle: Cycle::Hold, stations: 0 };

    fn secs(secs: f64) -> Duration {
        Duration::from_secs_f64(secs)
    }

    /// The frame that the figure is nearest to at each of these seconds.
    fn near(track: &Track, at: &[f64]) -> Vec<Frame> {
        at.iter().map(|second| track.at(secs(*second)).nearest()).collect()
    }

    #[test]
    fn a_demonstration_goes_there_and_back_again_and_again() {
        let track = Track::demonstration(PLAIN, Duration::ZERO);
        assert_eq!(near(&track, &[0.0, 2.6, 3.4, 5.6, 6.2, 8.8]), {
            use Frame::{End, Start};
            [Start, End, End, Start, Start, End]
        });
    }

    #[test]
    fn a_demonstration_ends_where_it_began_when_get_ready_is_over() {
        for length in [5.0, 8.0, 12.0, 14.0] {
            let track = Track::demonstration_within(PLAIN, Duration::ZERO, secs(length));
            let before = track.at(secs(length - 0.01));
            assert_eq!((before.from, before.to), (Frame::Start, Frame::Start), "{length}");
            assert!(near(&track, &[length / 2.0, length / 4.0, length / 3.0]).contains(&Frame::End), "{length}");
        }
    }

    #[test]
    fn a_demonstration_that_has_time_moves_as_the_session_does() {
        let movement = Movement { cycle: Cycle::PingPong, stations: 0 };
        let (shown, session) =
            (Track::demonstration_within(movement, secs(4.0), secs(5.0)), Track::reps(movement, secs(4.0)));
        for tenth in 0..16 {
            assert_eq!(shown.at(STEP * tenth), session.at(STEP * tenth));
        }
        assert_eq!(shown.at(secs(2.9)).to, Frame::End, "it stays where it leads for the second that is left");
        let round = Movement { cycle: Cycle::Round, stations: 2 };
        let (shown, session) =
            (Track::demonstration_within(round, secs(4.0), secs(5.0)), Track::reps(round, secs(4.0)));
        let (there, here) = (shown.at(secs(3.0)), session.at(secs(2.0)));
        assert_eq!((there.from, there.to), (here.from, here.to), "it stands for the second that is left, then moves");
        assert!((there.t - here.t).abs() < 1e-6);
    }

    #[test]
    fn a_hold_arrives_and_then_only_breathes_with_the_seconds() {
        let track = Track::hold(PLAIN, secs(30.0));
        assert!(matches!(track.next(secs(1.0), STEP), Next::At(at) if at == secs(1.1)));
        assert_eq!(track.next(secs(3.0), STEP), Next::Never);
        let (empty, full) = (track.at(secs(10.2)), track.at(secs(14.9)));
        assert_eq!((empty.to, full.to), (Frame::End, Frame::End));
        assert!(empty.breath < 0.01 && full.breath > 0.9);
        assert_eq!(track.at(secs(12.1)), track.at(secs(12.9)));
    }

    #[test]
    fn a_short_push_is_held_for_most_of_its_time() {
        let track = Track::hold(PLAIN, secs(4.0));
        assert_eq!(track.at(secs(1.0)).from, Frame::End);
        assert_eq!(Track::release(PLAIN, secs(2.0)).at(secs(1.0)).from, Frame::Start);
    }

    #[test]
    fn a_repetition_is_out_for_two_fifths_stays_a_fifth_and_comes_back() {
        let movement = Movement { cycle: Cycle::PingPong, stations: 0 };
        let track = Track::reps(movement, secs(5.0));
        assert!((track.at(secs(1.0)).t - 0.5).abs() < 1e-9);
        assert_eq!(track.at(secs(2.5)), Phase::still(Frame::End));
        // Nothing moves while it stays, so nothing is drawn.
        assert_eq!(track.next(secs(2.5), STEP), Next::At(secs(3.0)));
        assert_eq!(track.at(secs(5.0)).from, Frame::Start);
        assert_eq!(track.at(secs(5.0)).round, 1);
    }

    #[test]
    fn an_alternating_repetition_covers_both_sides() {
        let track = Track::reps(Movement { cycle: Cycle::Alternate, stations: 0 }, secs(10.0));
        assert_eq!(near(&track, &[2.5, 5.0, 7.5]), [Frame::End, Frame::Start, Frame::End2]);
    }

    #[test]
    fn a_breath_follows_its_pace_to_the_second() {
        let track = Track::breaths(secs(4.0), secs(6.0));
        let filled = |at: f64| {
            let phase = track.at(secs(at));
            if phase.to == Frame::End { phase.t } else { 1.0 - phase.t }
        };
        assert!(filled(0.0) < 1e-9 && (filled(2.0) - 0.5).abs() < 1e-9 && filled(3.999) > 0.99);
        assert!((filled(7.0) - 0.5).abs() < 1e-9 && filled(9.99) < 0.01 && filled(12.0) > 0.4);
    }

    #[test]
    fn a_way_by_a_middle_pose_passes_it_half_way_without_stopping() {
        let track = Track::reps(Movement { cycle: Cycle::PingPong, stations: 1 }, secs(5.0));
        let (before, after) = (track.at(secs(0.99)), track.at(secs(1.01)));
        assert_eq!((before.to, after.from), (Frame::Mid, Frame::Mid));
        assert!(before.t > 0.9 && after.t < 0.1);
    }
}
