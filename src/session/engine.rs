//! Engine: runs a plan; time and input go in, events come out.
//!
//! The engine does no input or output and reads no clock. It keeps deadlines, not counters: the next deadline counts
//! from the last one, so that a late call shortens nothing and nothing drifts.

mod ouch;
mod windup;

use std::collections::BTreeMap;
use std::time::Duration;

use super::cue::Cue;
use super::plan::Plan;
use super::segment::{Segment, SegmentKind};
use super::timeline::{self, Before, DueCue};
pub use super::types::{Event, Input, Moment, Options, Ouch, Outcome, Progress, Reason, Tally};
use crate::practice::{Hurt, Side};

/// The state of the engine. A segment that is not running has no deadline, only a remaining time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The current segment runs until a deadline.
    Running {
        /// The end of the segment, on the monotonic clock.
        ends_at: Duration,
    },
    /// A short get-ready after a pause runs until a deadline; then the segment goes on with its remaining time.
    LeadIn {
        /// The end of the get-ready, on the monotonic clock.
        ends_at: Duration,
        /// The remaining time of the segment.
        left: Duration,
    },
    /// The clock stands still.
    Paused {
        /// The remaining time of the segment.
        left: Duration,
        /// The reason for the pause.
        reason: Reason,
    },
    /// The current segment begins on a key.
    Waiting,
    /// An exercise hurt; the session asks what to do.
    Asking {
        /// The remaining time of the segment.
        left: Duration,
    },
    /// The session is over.
    Finished {
        /// `true` if it counts as completed.
        completed: bool,
    },
}

/// The get-ready after a pause: a hold does not start at once.
const LEAD_IN: Duration = Duration::from_secs(3);
/// The time between two presses of back within which the second one means the exercise before.
const DOUBLE_BACK: Duration = Duration::from_secs(3);
/// The step by which the plus and minus keys change a hold.
const HOLD_STEP: Duration = Duration::from_secs(5);
/// The shortest time to which a hold can be made.
const SHORTEST_HOLD: Duration = Duration::from_secs(5);
/// The time that a shortened hold keeps for its three ticks at the end.
const TICKED_END: Duration = Duration::from_secs(3);

/// What is still done of the exercise that runs when the session is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Windup {
    /// The step that is finished.
    step: usize,
    /// The segment after which the session goes to another than the next, and that other: its further holds on the first
    /// side are not done.
    jump: Option<(usize, usize)>,
    /// The last segment.
    last: usize,
}

/// An engine: it runs one plan.
#[derive(Debug, Clone)]
pub struct Engine {
    plan: Plan,
    options: Options,
    state: State,
    /// Index of the current segment.
    current: usize,
    /// The length of the current segment, as changed by the plus and minus keys.
    length: Duration,
    /// The event before the current segment, as far as it changes the cues.
    before: Before,
    /// The cues of the current segment that are still to come.
    marks: Vec<DueCue>,
    /// The cues of the running lead-in that are still to come.
    lead_in_marks: Vec<DueCue>,
    last: Moment,
    last_back: Option<Duration>,
    /// The remaining time of the current segment when the session was ended in it.
    cut_short: Option<Duration>,
    /// What is still done, if the session ends with what has begun.
    windup: Option<Windup>,
    active: Duration,
    paused: Duration,
    tallies: Vec<Tally>,
    /// The lengths of the holds that were made longer or shorter than the plan has them, by segment.
    holds: BTreeMap<usize, Duration>,
}

impl Engine {
    /// Starts a plan; the first events belong to its first segment.
    #[must_use]
    pub fn start(plan: Plan, options: Options, now: Moment) -> (Self, Vec<Event>) {
        let tallies = plan.steps().iter().map(|step| Tally { eased: step.eased, ..Tally::default() }).collect();
        let progress = Progress { tallies, ..Progress::default() };
        let mut engine = Self::at(plan, options, progress, now);
        let mut events = Vec::new();
        engine.begin(0, now.monotonic, Before::Other, &mut events);
        engine.sound(now.monotonic, &mut events);
        (engine, events)
    }

    /// Takes up a session that was cut off: it is paused in the segment it had reached.
    #[must_use]
    pub fn take_up(plan: Plan, options: Options, mut progress: Progress, now: Moment) -> Self {
        progress.tallies.resize(plan.steps().len(), Tally::default());
        progress.segment = progress.segment.min(plan.segments().len().saturating_sub(1));
        let left = progress.left;
        let mut engine = Self::at(plan, options, progress, now);
        if let Some(segment) = engine.segment().copied() {
            engine.length = engine.length_of(engine.current).max(left);
            let done = engine.length.saturating_sub(left);
            engine.marks = timeline::marks(&segment, engine.length, Before::Other);
            engine.marks.retain(|mark| mark.after > done);
            let left = if left.is_zero() { engine.length } else { left };
            // What hurt when it was cut off is still to be answered.
            engine.state = match engine.hurting().and_then(|step| engine.tallies.get(step)) {
                Some(tally) if tally.waits_for_an_answer() => State::Asking { left },
                _ => State::Paused { left, reason: Reason::Interrupted },
            };
        }
        engine
    }

    fn at(plan: Plan, options: Options, progress: Progress, now: Moment) -> Self {
        Self {
            plan,
            options,
            state: State::Waiting,
            current: progress.segment,
            length: Duration::ZERO,
            before: Before::Other,
            marks: Vec::new(),
            lead_in_marks: Vec::new(),
            last: now,
            last_back: None,
            cut_short: None,
            windup: None,
            active: progress.active,
            paused: progress.paused,
            tallies: progress.tallies,
            holds: progress.holds,
        }
    }

    /// Lets time pass up to `now`, then does what `input` asks. Input that makes no sense in the present state does
    /// nothing.
    pub fn handle(&mut self, now: Moment, input: Input) -> Vec<Event> {
        let mut events = Vec::new();
        // A clock that goes backwards is no time passing.
        let now = Moment {
            monotonic: now.monotonic.max(self.last.monotonic),
            sleepless: now.sleepless.max(self.last.sleepless),
        };
        self.pass(now, &mut events);
        self.last = now;
        self.obey(now.monotonic, input, &mut events);
        keep_one_cue(&mut events);
        events
    }

    /// The moment at which `handle` must be called next, on the monotonic clock: the next cue, the end of the segment,
    /// or the next change of the digits. `None` while only a person can change anything.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Duration> {
        let now = self.last.monotonic;
        let (ends_at, next_mark) = match self.state {
            State::Running { ends_at } => {
                (ends_at, self.marks.first().map(|mark| ends_at.saturating_sub(self.length) + mark.after))
            }
            State::LeadIn { ends_at, .. } => {
                (ends_at, self.lead_in_marks.first().map(|mark| ends_at.saturating_sub(LEAD_IN) + mark.after))
            }
            _ => return None,
        };
        let left = ends_at.saturating_sub(now);
        let whole_seconds_after = Duration::from_secs(left.saturating_sub(Duration::from_nanos(1)).as_secs());
        let digits_change = ends_at.saturating_sub(whole_seconds_after);
        Some(next_mark.map_or(digits_change, |mark| mark.min(digits_change)).max(now))
    }

    /// The state of the engine.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// The plan that is run.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Index of the current segment.
    #[must_use]
    pub const fn current(&self) -> usize {
        self.current
    }

    /// The length of segment `index`: the plan's, the one that a person gave it, or for the get-ready of an easier version
    /// the time to say what that is. Where the first exercise of a round is left out, the next takes over the rest before it.
    #[must_use]
    pub fn length_of(&self, index: usize) -> Duration {
        let planned = self.plan.segments().get(index).map_or(Duration::ZERO, |segment| match segment.kind {
            SegmentKind::GetReady => {
                let eased = Some(self.plan.eased_ready(segment.step)).filter(|_| self.is_eased(segment.step));
                segment.length.max(eased.unwrap_or_default()) + self.inherited_rest(segment.step)
            }
            _ => segment.length,
        });
        self.holds.get(&index).copied().unwrap_or(planned)
    }

    /// The current segment.
    #[must_use]
    pub fn segment(&self) -> Option<&Segment> {
        self.plan.segments().get(self.current)
    }

    /// The length of the current segment, as changed by the plus and minus keys.
    #[must_use]
    pub const fn length(&self) -> Duration {
        self.length
    }

    /// The event before the current segment, as far as it changes the cues.
    #[must_use]
    pub const fn before(&self) -> Before {
        self.before
    }

    /// The remaining time of the current segment, or of the get-ready after a pause.
    #[must_use]
    pub fn remaining(&self, now: Moment) -> Duration {
        match self.state {
            State::Running { ends_at } | State::LeadIn { ends_at, .. } => ends_at.saturating_sub(now.monotonic),
            State::Paused { left, .. } | State::Asking { left } => left,
            State::Waiting => self.length,
            State::Finished { .. } => Duration::ZERO,
        }
    }

    /// The remaining time of the current segment itself.
    #[must_use]
    pub fn segment_left(&self, now: Moment) -> Duration {
        match self.state {
            State::LeadIn { left, .. } => left,
            _ => self.remaining(now).min(self.length),
        }
    }

    /// Returns `true` if the current segment is a hold.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.segment().is_some_and(|segment| segment.kind == SegmentKind::Hold)
    }

    /// Returns `true` if the current exercise has a hold that goes on or is still to come.
    #[must_use]
    pub fn has_holds(&self) -> bool {
        let step = self.segment().map(|segment| segment.step);
        let mut here = self.plan.segments().iter().skip(self.current).take_while(|later| Some(later.step) == step);
        here.any(|segment| segment.kind == SegmentKind::Hold)
    }

    /// Returns `true` if muscles work or are stretched just now, with the clock running.
    #[must_use]
    pub fn is_working(&self) -> bool {
        let works = self.segment().is_some_and(|segment| segment.kind.is_work());
        works && matches!(self.state, State::Running { .. })
    }

    /// The remaining time of the whole session.
    #[must_use]
    pub fn remaining_in_all(&self, now: Moment) -> Duration {
        if matches!(self.state, State::Finished { .. }) {
            return Duration::ZERO;
        }
        let lead_in = match self.state {
            State::LeadIn { .. } => self.remaining(now),
            _ => Duration::ZERO,
        };
        let to_come = self.plan.segments().iter().enumerate().skip(self.current + 1);
        let later = to_come.filter(|(index, segment)| !self.is_left_out(segment.step) && self.is_to_come(*index));
        let later: Duration = later.map(|(index, _)| self.length_of(index)).sum();
        lead_in + self.segment_left(now) + later
    }

    /// Returns `true` if the person is doing the easier version of the current exercise.
    #[must_use]
    pub fn eased(&self) -> bool {
        self.segment().is_some_and(|segment| self.is_eased(segment.step))
    }

    /// Returns `true` if step `step` is done in its easier version, which was chosen for it or in another of its rounds.
    fn is_eased(&self, step: usize) -> bool {
        let eased = |step: usize| self.tallies.get(step).is_some_and(|tally| tally.eased);
        eased(step) || self.plan.in_all_rounds(step).any(eased)
    }

    /// The progress of the session.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            segment: self.current,
            left: self.segment_left(self.last),
            active: self.active,
            paused: self.paused,
            tallies: self.tallies.clone(),
            holds: self.holds.clone(),
        }
    }

    /// The progress of a session that was ended early, as it was before that: enough to go on with it. An emergency that
    /// ended it was a wrong key; that it hurt stands.
    #[must_use]
    pub fn before_end(&self) -> Option<Progress> {
        let mut before = Progress { left: self.cut_short?, ..self.progress() };
        for ouch in before.tallies.iter_mut().flat_map(|tally| &mut tally.ouches) {
            ouch.hurt = ouch.hurt.filter(|hurt| *hurt != Hurt::Emergency);
        }
        Some(before)
    }

    /// Lets time pass: a gap stops the clock; otherwise the cues and segment ends that are due happen, in order.
    fn pass(&mut self, now: Moment, events: &mut Vec<Event>) {
        if let Some(away) = self.gap(now) {
            let left = self.segment_left(self.last);
            self.paused += away;
            self.pause(left, Reason::Away(away), events);
            return;
        }
        let mut from = self.last.monotonic;
        loop {
            match self.state {
                State::Running { ends_at } if ends_at <= now.monotonic => {
                    self.credit(ends_at.saturating_sub(from));
                    from = ends_at;
                    self.sound(ends_at, events);
                    self.end_segment(ends_at, events);
                }
                State::LeadIn { ends_at, left } if ends_at <= now.monotonic => {
                    self.paused += ends_at.saturating_sub(from);
                    from = ends_at;
                    events.push(Event::Cue(Cue::Begin));
                    self.state = State::Running { ends_at: ends_at + left };
                }
                State::Running { .. } => {
                    self.credit(now.monotonic.saturating_sub(from));
                    break;
                }
                State::Finished { .. } => break,
                _ => {
                    self.paused += now.monotonic.saturating_sub(from);
                    break;
                }
            }
        }
        self.sound(now.monotonic, events);
    }

    /// The time that the machine slept or the program stood still while the clock ran, if it did.
    fn gap(&self, now: Moment) -> Option<Duration> {
        if !matches!(self.state, State::Running { .. } | State::LeadIn { .. }) {
            return None;
        }
        let passed = now.monotonic.saturating_sub(self.last.monotonic);
        // The clock on the wall says nothing: it is set, by people and by the network.
        let with_sleep = now.sleepless.saturating_sub(self.last.sleepless);
        let slept = with_sleep.saturating_sub(passed) > self.options.longest_gap;
        (passed > self.options.longest_gap || slept).then(|| passed.max(with_sleep))
    }

    /// Counts `time`, in which the clock ran, to the active time and to the work of the current step.
    fn credit(&mut self, time: Duration) {
        self.active += time;
        let Some(segment) = self.plan.segments().get(self.current).filter(|segment| segment.kind.is_work()) else {
            return;
        };
        if let Some(tally) = self.tallies.get_mut(segment.step) {
            match segment.side {
                Some(Side::Left) => tally.left += time,
                Some(Side::Right) => tally.right += time,
                None => tally.both += time,
            }
        }
    }

    /// Emits the cues that are due at `now`.
    fn sound(&mut self, now: Duration, events: &mut Vec<Event>) {
        let (start, marks) = match self.state {
            State::Running { ends_at } => (ends_at.saturating_sub(self.length), &mut self.marks),
            State::LeadIn { ends_at, .. } => (ends_at.saturating_sub(LEAD_IN), &mut self.lead_in_marks),
            _ => return,
        };
        let due = marks.partition_point(|mark| start + mark.after <= now);
        events.extend(marks.drain(..due).map(|mark| Event::Cue(mark.cue)));
    }

    /// Starts segment `index` at `at`, or the first after it that is not left out, or ends the session if there is none.
    fn begin(&mut self, mut index: usize, at: Duration, before: Before, events: &mut Vec<Event>) {
        while let Some(step) = self.plan.segments().get(index).map(|segment| segment.step)
            && self.is_left_out(step)
        {
            index = self.plan.first_segment(step + 1);
            if let Some(tally) = self.tallies.get_mut(step).filter(|tally| tally.outcome == Outcome::Unfinished) {
                tally.outcome = Outcome::Skipped;
                events.push(Event::StepEnded(step, Outcome::Skipped));
            }
        }
        let Some(segment) = self.plan.segments().get(index).copied() else {
            self.finish(events, true);
            return;
        };
        if self.is_beyond(segment.step) {
            return self.finish(events, false);
        }
        self.enter(index, &segment, before);
        self.state = State::Running { ends_at: at + self.length };
        events.push(Event::Segment(index));
    }

    fn enter(&mut self, index: usize, segment: &Segment, before: Before) {
        self.current = index;
        self.length = self.length_of(index);
        self.before = before;
        self.marks = timeline::marks(segment, self.length, before);
        self.lead_in_marks.clear();
    }

    /// Ends the current segment, which has run to its end, and starts the next one or waits for a key.
    fn end_segment(&mut self, at: Duration, events: &mut Vec<Event>) {
        let Some(ended) = self.segment().copied() else {
            return;
        };
        let Some(following) = self.after_current() else {
            return self.end_wound_up(&ended, events);
        };
        let next = self.plan.segments().get(following).copied();
        let step_ends = next.is_none_or(|next| next.step != ended.step);
        if step_ends {
            self.end_step(ended.step, events);
        }
        let starts_on_a_key = self.options.wait
            && matches!(ended.kind, SegmentKind::GetReady | SegmentKind::Switch)
            && next.is_some_and(|next| next.kind.is_work());
        match next {
            Some(next) if starts_on_a_key => {
                self.enter(following, &next, Before::Other);
                self.state = State::Waiting;
                events.push(Event::Waiting(self.current));
            }
            _ => {
                let before = if step_ends { Before::Finished } else { Before::Other };
                self.begin(following, at, before, events);
            }
        }
    }

    fn end_step(&mut self, step: usize, events: &mut Vec<Event>) {
        let done = self.done(step);
        let Some(tally) = self.tallies.get_mut(step) else {
            return;
        };
        // Whoever left a side early has not done the whole.
        if tally.outcome != Outcome::Skipped {
            tally.outcome = done;
        }
        events.push(Event::StepEnded(step, tally.outcome));
    }

    /// The outcome of step `step` if it is done to its end.
    fn done(&self, step: usize) -> Outcome {
        let is_eased = self.tallies.get(step).is_some_and(|tally| tally.eased);
        let is_planned = self.plan.steps().get(step).is_some_and(|step| step.eased);
        if is_eased && !is_planned { Outcome::Eased } else { Outcome::Done }
    }

    fn obey(&mut self, now: Duration, input: Input, events: &mut Vec<Event>) {
        match (input, self.state) {
            (Input::Wake, _) | (_, State::Finished { .. }) => {}
            (Input::End, _) => {
                self.cut_short = Some(self.segment_left(self.last));
                self.finish(events, false);
            }
            (Input::Answer(hurt), State::Asking { .. }) => self.answer(now, hurt, events),
            (Input::Strength(strength), State::Asking { .. }) => {
                let (step, strength) = (self.hurting(), strength.min(10));
                if let Some(ouch) = self.last_ouch() {
                    ouch.strength = Some(strength);
                }
                events.extend(step.map(|step| Event::Strength(step, strength)));
            }
            (Input::Next, State::Asking { .. }) => self.leave_what_hurt(now, events),
            (Input::Back, State::Asking { left }) => self.take_back_ouch(left, events),
            (Input::WindUp, State::Asking { .. }) => self.wind_up(events),
            (_, State::Asking { .. }) => {}
            (Input::Pause | Input::Toggle, State::Running { .. } | State::LeadIn { .. }) => {
                self.pause(self.segment_left(self.last), Reason::Asked, events);
            }
            (Input::Resume | Input::Toggle, State::Paused { left, .. }) => self.resume(now, left, events),
            (Input::Resume | Input::Toggle, State::Waiting) => {
                self.state = State::Running { ends_at: now + self.length };
                events.push(Event::Segment(self.current));
                self.sound(now, events);
            }
            (Input::WindUp, _) => self.wind_up(events),
            (Input::Next, _) => self.next(now, events),
            (Input::Back, _) => self.back(now, events),
            (Input::Longer | Input::Shorter, _) => self.change_hold(now, input == Input::Longer, events),
            (Input::Ouch, _) => self.hurt(events),
            (Input::Pause | Input::Resume | Input::Answer(_) | Input::Strength(_), _) => {}
        }
    }

    /// Stops the clock with `left` of the current segment.
    fn pause(&mut self, left: Duration, reason: Reason, events: &mut Vec<Event>) {
        self.state = State::Paused { left, reason };
        events.push(Event::Paused(reason));
        events.push(Event::Cue(Cue::Pause));
    }

    /// Goes on after a pause. Work begins after a short get-ready; a segment that only leads up to work goes on at
    /// once.
    fn resume(&mut self, now: Duration, left: Duration, events: &mut Vec<Event>) {
        let works = self.segment().is_some_and(|segment| segment.kind.is_work());
        if works {
            self.state = State::LeadIn { ends_at: now + LEAD_IN, left };
            self.lead_in_marks = (1..LEAD_IN.as_secs())
                .map(|after| DueCue { after: Duration::from_secs(after), cue: Cue::Tick })
                .collect();
        } else {
            self.state = State::Running { ends_at: now + left };
        }
        events.push(Event::Resumed(if works { LEAD_IN } else { Duration::ZERO }));
        events.push(Event::Cue(Cue::Resume));
    }

    fn back(&mut self, now: Duration, events: &mut Vec<Event>) {
        let again = self.last_back.is_some_and(|last| now.saturating_sub(last) <= DOUBLE_BACK);
        self.last_back = Some(now);
        self.go_to_step(now, if again { -1 } else { 0 }, false, events);
    }

    /// Leaves the current side for the other one, if that is still to come, else the exercise. In the get-ready before the
    /// first side nothing has begun, so the exercise is meant; in the rest before a round, that rest.
    fn next(&mut self, now: Duration, events: &mut Vec<Event>) {
        if self.segment().is_some_and(Segment::is_between_rounds) {
            self.go_to(self.current + 1, now, self.pause_reason(), events);
            return;
        }
        let other =
            self.segment().copied().filter(|segment| segment.kind != SegmentKind::GetReady).and_then(|segment| {
                let later = self.plan.segments().iter().enumerate().skip(self.current + 1);
                let mut here = later.take_while(|(_, later)| later.step == segment.step);
                here.find(|(_, later)| later.side != segment.side).map(|(index, _)| (segment.step, index))
            });
        let Some((step, index)) = other else {
            self.go_to_step(now, 1, true, events);
            return;
        };
        if let Some(tally) = self.tallies.get_mut(step) {
            tally.outcome = Outcome::Skipped;
        }
        self.go_to(index, now, self.pause_reason(), events);
    }

    /// Moves `by` steps from the current one, to that step's get-ready.
    fn go_to_step(&mut self, now: Duration, by: isize, leaving: bool, events: &mut Vec<Event>) {
        let Some(step) = self.segment().map(|segment| segment.step) else {
            return;
        };
        if leaving
            && let Some(tally) = self.tallies.get_mut(step)
            && matches!(tally.outcome, Outcome::Unfinished | Outcome::Skipped)
        {
            tally.outcome = Outcome::Skipped;
            events.push(Event::StepEnded(step, Outcome::Skipped));
        }
        // Going back is no reason to rest again, unless it is from the rest itself.
        let rests = self.segment().is_some_and(Segment::is_between_rounds);
        let mut target = step.saturating_add_signed(by);
        if by < 0 {
            target = (0..=target).rev().find(|before| !self.is_left_out(*before)).unwrap_or(step);
        }
        if !leaving && let Some(tally) = self.tallies.get_mut(target) {
            tally.outcome = Outcome::Unfinished;
        }
        let first =
            if by > 0 || (by == 0 && rests) { self.plan.first_segment(target) } else { self.plan.get_ready(target) };
        self.go_to(first, now, self.pause_reason(), events);
    }

    const fn pause_reason(&self) -> Option<Reason> {
        match self.state {
            State::Paused { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Begins segment `index` out of turn; with a reason, the clock stands still there.
    fn go_to(&mut self, index: usize, now: Duration, pause: Option<Reason>, events: &mut Vec<Event>) {
        self.begin(index, now, Before::Other, events);
        match (pause, self.state) {
            (Some(reason), State::Running { .. }) => {
                self.state = State::Paused { left: self.length, reason };
                // Whoever looks away is told that nothing has begun, and of a pause of long ago no more than that.
                events.push(Event::Paused(if reason == Reason::LeftOut { reason } else { Reason::Asked }));
                events.push(Event::Cue(Cue::Pause));
            }
            _ => self.sound(now, events),
        }
    }

    /// Changes the length of the current hold, or of the next one of the exercise, and of the same hold of the other side
    /// if that is still to come: sides stay equal.
    fn change_hold(&mut self, now: Duration, longer: bool, events: &mut Vec<Event>) {
        let segments = || self.plan.segments().iter().enumerate().skip(self.current);
        let step = self.segment().map(|segment| segment.step);
        let mut here = segments().take_while(|(_, segment)| Some(segment.step) == step);
        let Some((index, segment)) = here.find(|(_, segment)| segment.kind == SegmentKind::Hold) else {
            events.push(Event::NoHold);
            return;
        };
        let segment = *segment;
        let is_current = index == self.current;
        let (length, done) = if is_current {
            (self.length, self.length.saturating_sub(self.segment_left(self.last)))
        } else {
            (self.length_of(index), Duration::ZERO)
        };
        let wanted = if longer { length + HOLD_STEP } else { length.saturating_sub(HOLD_STEP) };
        let fits = if longer {
            wanted <= segment.longest
        } else {
            wanted >= SHORTEST_HOLD && (done.is_zero() || wanted >= done + TICKED_END)
        };
        if !fits {
            events.push(Event::HoldAtLimit(longer));
            return;
        }
        let other = segments().skip_while(|(later, _)| *later <= index).find(|(_, other)| {
            other.kind == SegmentKind::Hold
                && other.step == segment.step
                && other.set == segment.set
                && other.side != segment.side
        });
        let changed: Vec<usize> = std::iter::once(index).chain(other.map(|(index, _)| index)).collect();
        self.holds.extend(changed.into_iter().map(|index| (index, wanted)));
        if is_current {
            self.set_current_hold(now, &segment, wanted, done);
        }
        events.push(Event::HoldIs(wanted));
    }

    /// Goes on with the current hold in its new length.
    fn set_current_hold(&mut self, now: Duration, hold: &Segment, length: Duration, done: Duration) {
        let halved = !self.marks.iter().any(|mark| mark.cue == Cue::Half) && self.length / 2 <= done;
        self.length = length;
        self.marks = timeline::marks(hold, length, Before::Other);
        self.marks.retain(|mark| mark.after > done && !(halved && mark.cue == Cue::Half));
        let left = length.saturating_sub(done);
        match &mut self.state {
            State::Running { ends_at } => *ends_at = now + left,
            State::LeadIn { left: of_segment, .. } | State::Paused { left: of_segment, .. } => *of_segment = left,
            State::Waiting => self.marks = timeline::marks(hold, length, Before::Other),
            State::Asking { .. } | State::Finished { .. } => {}
        }
    }

    /// Ends the session. It counts as completed when its end was reached with at least half of its work done: going
    /// through it with the next key alone does not make a day count.
    fn finish(&mut self, events: &mut Vec<Event>, reached_the_end: bool) {
        let done: Duration = self.tallies.iter().map(Tally::work).sum();
        let completed = reached_the_end && done * 2 >= self.plan.work();
        self.state = State::Finished { completed };
        self.marks.clear();
        if reached_the_end || self.windup.is_some() {
            events.push(Event::Cue(Cue::Complete));
        }
        events.push(Event::Finished(completed));
    }
}

/// Keeps only the most important of the cues that are due in one call, which all come at the same moment.
fn keep_one_cue(events: &mut Vec<Event>) {
    let loudest = events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| match event {
            Event::Cue(cue) => Some((*cue, index)),
            _ => None,
        })
        .max();
    if let Some((_, keep)) = loudest {
        let mut index = 0;
        events.retain(|event| {
            let kept = !matches!(event, Event::Cue(_)) || index == keep;
            index += 1;
            kept
        });
    }
}
