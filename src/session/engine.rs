//! Engine: runs a plan; time and input go in, events come out.
//!
//! The engine does no input or output and reads no clock. It keeps deadlines, not counters: the next deadline counts
//! from the last one, so that a late call shortens nothing and nothing drifts.

use std::time::Duration;

use super::cue::Cue;
use super::plan::Plan;
use super::segment::{Segment, SegmentKind};
use super::timeline::{self, Before, DueCue};
pub use super::types::{Event, Input, Moment, Options, Outcome, Progress, Reason, Tally};
use crate::practice::Side;

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
    Asking,
    /// The session is over.
    Finished {
        /// Whether it counts as completed.
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
    active: Duration,
    paused: Duration,
    tallies: Vec<Tally>,
}

impl Engine {
    /// Starts a plan; the first events belong to its first segment.
    #[must_use]
    pub fn start(plan: Plan, options: Options, now: Moment) -> (Self, Vec<Event>) {
        let progress = Progress { tallies: vec![Tally::default(); plan.steps().len()], ..Progress::default() };
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
            engine.length = segment.length.max(left);
            let done = engine.length.saturating_sub(left);
            engine.marks = timeline::marks(&segment, engine.length, Before::Other);
            engine.marks.retain(|mark| mark.after > done);
            let left = if left.is_zero() { engine.length } else { left };
            engine.state = State::Paused { left, reason: Reason::Interrupted };
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
            active: progress.active,
            paused: progress.paused,
            tallies: progress.tallies,
        }
    }

    /// Lets time pass up to `now`, then does what `input` asks. Input that makes no sense in the present state does
    /// nothing.
    pub fn handle(&mut self, now: Moment, input: Input) -> Vec<Event> {
        let mut events = Vec::new();
        // A clock that goes backwards is no time passing.
        let now = Moment { monotonic: now.monotonic.max(self.last.monotonic), wall: now.wall };
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
            State::Paused { left, .. } => left,
            State::Waiting | State::Asking => self.length,
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

    /// Whether muscles work or are stretched just now, with the clock running.
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
        let later: Duration = self.plan.segments().iter().skip(self.current + 1).map(|segment| segment.length).sum();
        lead_in + self.segment_left(now) + later
    }

    /// Whether the person is doing the easier version of the current exercise.
    #[must_use]
    pub fn eased(&self) -> bool {
        self.segment().and_then(|segment| self.tallies.get(segment.step)).is_some_and(|tally| tally.eased)
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
        }
    }

    /// Lets time pass: a gap stops the clock; otherwise the cues and segment ends that are due happen, in order.
    fn pass(&mut self, now: Moment, events: &mut Vec<Event>) {
        if let Some(away) = self.gap(now) {
            let left = self.segment_left(self.last);
            self.state = State::Paused { left, reason: Reason::Away(away) };
            self.paused += away;
            events.push(Event::Paused(Reason::Away(away)));
            events.push(Event::Cue(Cue::Pause));
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
        let on_the_wall = now.wall.saturating_sub(self.last.wall);
        let slept = on_the_wall.saturating_sub(passed) > self.options.longest_gap;
        (passed > self.options.longest_gap || slept).then(|| passed.max(on_the_wall))
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

    /// Starts segment `index` at `at`, or ends the session if there is no such segment.
    fn begin(&mut self, index: usize, at: Duration, before: Before, events: &mut Vec<Event>) {
        let Some(segment) = self.plan.segments().get(index).copied() else {
            self.finish(events, true);
            return;
        };
        self.enter(index, &segment, before);
        self.state = State::Running { ends_at: at + segment.length };
        events.push(Event::Segment(index));
    }

    fn enter(&mut self, index: usize, segment: &Segment, before: Before) {
        self.current = index;
        self.length = segment.length;
        self.before = before;
        self.marks = timeline::marks(segment, segment.length, before);
        self.lead_in_marks.clear();
    }

    /// Ends the current segment, which has run to its end, and starts the next one or waits for a key.
    fn end_segment(&mut self, at: Duration, events: &mut Vec<Event>) {
        let Some(ended) = self.segment().copied() else {
            return;
        };
        let next = self.plan.segments().get(self.current + 1).copied();
        let step_ends = next.is_none_or(|next| next.step != ended.step);
        if step_ends && let Some(tally) = self.tallies.get_mut(ended.step) {
            tally.outcome = if tally.eased { Outcome::Eased } else { Outcome::Done };
            events.push(Event::StepEnded(ended.step, tally.outcome));
        }
        let starts_on_a_key = self.options.wait
            && matches!(ended.kind, SegmentKind::GetReady | SegmentKind::Switch)
            && next.is_some_and(|next| next.kind.is_work());
        match next {
            Some(next) if starts_on_a_key => {
                self.enter(self.current + 1, &next, Before::Other);
                self.state = State::Waiting;
                events.push(Event::Waiting(self.current));
            }
            _ => {
                let before = if step_ends { Before::Finished } else { Before::Other };
                self.begin(self.current + 1, at, before, events);
            }
        }
    }

    fn obey(&mut self, now: Duration, input: Input, events: &mut Vec<Event>) {
        match (input, self.state) {
            (Input::Wake, _) | (_, State::Finished { .. }) => {}
            (Input::End, _) => self.finish(events, false),
            (Input::Easier, State::Asking) => self.ease(now, events),
            (Input::Next | Input::Resume | Input::Toggle, State::Asking) => self.go_to_step(now, 1, true, events),
            (_, State::Asking) => {}
            (Input::Pause | Input::Toggle, State::Running { .. } | State::LeadIn { .. }) => {
                let left = self.segment_left(self.last);
                self.state = State::Paused { left, reason: Reason::Asked };
                events.push(Event::Paused(Reason::Asked));
                events.push(Event::Cue(Cue::Pause));
            }
            (Input::Resume | Input::Toggle, State::Paused { left, .. }) => self.resume(now, left, events),
            (Input::Resume | Input::Toggle, State::Waiting) => {
                self.state = State::Running { ends_at: now + self.length };
                events.push(Event::Segment(self.current));
                self.sound(now, events);
            }
            (Input::Next, _) => self.go_to_step(now, 1, true, events),
            (Input::Back, _) => self.back(now, events),
            (Input::Longer | Input::Shorter, _) => self.change_hold(now, input == Input::Longer, events),
            (Input::Ouch, _) => self.hurt(events),
            (Input::Pause | Input::Resume | Input::Easier, _) => {}
        }
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

    /// Moves `by` steps from the current one, to that step's get-ready. A paused session stays paused there.
    fn go_to_step(&mut self, now: Duration, by: isize, leaving: bool, events: &mut Vec<Event>) {
        let Some(step) = self.segment().map(|segment| segment.step) else {
            return;
        };
        if leaving
            && let Some(tally) = self.tallies.get_mut(step)
            && tally.outcome == Outcome::Unfinished
        {
            tally.outcome = Outcome::Skipped;
            events.push(Event::StepEnded(step, Outcome::Skipped));
        }
        let target = step.saturating_add_signed(by);
        let index = self.plan.first_segment(target);
        let was_paused = match self.state {
            State::Paused { reason, .. } => Some(reason),
            _ => None,
        };
        if !leaving && let Some(tally) = self.tallies.get_mut(target) {
            tally.outcome = Outcome::Unfinished;
        }
        self.begin(index, now, Before::Other, events);
        match (was_paused, self.state) {
            (Some(reason), State::Running { .. }) => {
                self.state = State::Paused { left: self.length, reason };
                // Whoever looks away is told that nothing has begun.
                events.push(Event::Paused(Reason::Asked));
                events.push(Event::Cue(Cue::Pause));
            }
            _ => self.sound(now, events),
        }
    }

    fn change_hold(&mut self, now: Duration, longer: bool, events: &mut Vec<Event>) {
        let Some(segment) = self.segment().copied().filter(|segment| segment.kind == SegmentKind::Hold) else {
            return;
        };
        let longest = segment.longest;
        let left = self.segment_left(self.last);
        let done = self.length.saturating_sub(left);
        let wanted = if longer { self.length + HOLD_STEP } else { self.length.saturating_sub(HOLD_STEP) };
        let fits = if longer { wanted <= longest } else { wanted >= SHORTEST_HOLD && wanted >= done + TICKED_END };
        if !fits {
            events.push(Event::HoldAtLimit(longer));
            return;
        }
        let halved = !self.marks.iter().any(|mark| mark.cue == Cue::Half) && self.length / 2 <= done;
        self.length = wanted;
        self.marks = timeline::marks(&segment, wanted, Before::Other);
        self.marks.retain(|mark| mark.after > done && !(halved && mark.cue == Cue::Half));
        let left = wanted.saturating_sub(done);
        match &mut self.state {
            State::Running { ends_at } => *ends_at = now + left,
            State::LeadIn { left: of_segment, .. } | State::Paused { left: of_segment, .. } => *of_segment = left,
            State::Waiting => self.marks = timeline::marks(&segment, wanted, Before::Other),
            State::Asking | State::Finished { .. } => {}
        }
        events.push(Event::HoldIs(wanted));
    }

    fn hurt(&mut self, events: &mut Vec<Event>) {
        let Some(step) = self.segment().map(|segment| segment.step) else {
            return;
        };
        if let Some(tally) = self.tallies.get_mut(step) {
            tally.outcome = Outcome::Stopped;
        }
        self.state = State::Asking;
        events.push(Event::StepEnded(step, Outcome::Stopped));
        events.push(Event::Hurt(step));
        events.push(Event::Cue(Cue::Pause));
    }

    fn ease(&mut self, now: Duration, events: &mut Vec<Event>) {
        let step = self.segment().map(|segment| segment.step);
        if let Some(tally) = step.and_then(|step| self.tallies.get_mut(step)) {
            tally.eased = true;
            tally.outcome = Outcome::Unfinished;
        }
        self.go_to_step(now, 0, false, events);
    }

    /// Ends the session. It counts as completed when its end was reached with at least half of its work done: going
    /// through it with the next key alone does not make a day count.
    fn finish(&mut self, events: &mut Vec<Event>, reached_the_end: bool) {
        let done: Duration = self.tallies.iter().map(Tally::work).sum();
        let completed = reached_the_end && done * 2 >= self.plan.work();
        self.state = State::Finished { completed };
        self.marks.clear();
        if reached_the_end {
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
