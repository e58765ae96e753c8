//! The end that is asked for from outside: what has begun is finished, on both sides, and nothing new begins.

use super::{Engine, State, Windup};
use crate::session::cue::Cue;
use crate::session::segment::{Segment, SegmentKind};
use crate::session::types::Event;

impl Engine {
    /// Returns `true` if the session ends with what has begun.
    #[must_use]
    pub const fn is_winding_up(&self) -> bool {
        self.windup.is_some()
    }

    /// Returns `true` if segment `index`, later than the current one, is still to come.
    pub(super) fn is_to_come(&self, index: usize) -> bool {
        self.windup.is_none_or(|windup| {
            index <= windup.last && windup.jump.is_none_or(|(from, to)| self.current > from || index >= to)
        })
    }

    /// Ends the session with what has begun, or at once where nothing has, or where the clock stands still and nobody may be
    /// there to start it again. What hurts is asked to its end.
    pub(super) fn wind_up(&mut self, events: &mut Vec<Event>) {
        if self.windup.is_some() {
            return;
        }
        let (Some(segment), State::Running { .. } | State::LeadIn { .. }) = (self.segment().copied(), self.state)
        else {
            return self.end_here(events);
        };
        match self.rest_of(&segment) {
            Some(windup) => {
                self.windup = Some(windup);
                events.push(Event::WindingUp);
                events.push(Event::Cue(Cue::Done));
            }
            None => self.end_here(events),
        }
    }

    fn end_here(&mut self, events: &mut Vec<Event>) {
        if !matches!(self.state, State::Asking { .. }) {
            self.cut_short = Some(self.segment_left(self.last));
            self.finish(events, false);
        }
        events.push(Event::Cue(Cue::Done));
    }

    /// What is still done of the exercise of `current`; `None` if nothing of it has begun.
    fn rest_of(&self, current: &Segment) -> Option<Windup> {
        let (step, side) = (current.step, current.side);
        let whole = self.plan.segments().iter().enumerate();
        let last = whole.clone().filter(|(_, segment)| segment.step == step).map(|(index, _)| index).next_back()?;
        let begins = current.kind == SegmentKind::GetReady || current.is_between_rounds();
        // Whoever has stretched one side does the other as often.
        let switch = whole
            .skip(self.current)
            .take_while(|(_, segment)| segment.step == step)
            .find(|(_, segment)| segment.kind == SegmentKind::Switch)
            .map(|(index, _)| index);
        match switch {
            _ if begins => None,
            Some(switch) if switch == self.current => Some(Windup { step, jump: None, last }),
            Some(switch) => {
                // In a rest that has begun, the hold before it was the last.
                let sets = if current.kind == SegmentKind::Rest { current.set - 1 } else { current.set };
                let on_the_other = self.plan.segments().iter().enumerate().skip(switch + 1);
                let last = on_the_other
                    .take_while(|(_, segment)| segment.step == step)
                    .filter(|(_, segment)| segment.kind.is_work() && segment.set <= sets)
                    .map(|(index, _)| index)
                    .last()?;
                Some(Windup { step, jump: Some((self.current, switch)), last })
            }
            None if side.is_some() => Some(Windup { step, jump: None, last }),
            None if current.kind == SegmentKind::Rest => None,
            None => Some(Windup { step, jump: None, last: self.current }),
        }
    }

    /// Ends the session after the last segment of what had begun.
    pub(super) fn end_wound_up(&mut self, ended: &Segment, events: &mut Vec<Event>) {
        let next = self.plan.segments().get(self.current + 1).map(|next| next.step);
        if next != Some(ended.step) {
            self.end_step(ended.step, events);
        }
        self.finish(events, next.is_none());
    }

    /// The segment that follows the current one, which has run to its end: `None` if the session ends with it.
    pub(super) fn after_current(&self) -> Option<usize> {
        match self.windup {
            Some(windup) if self.current >= windup.last => None,
            Some(Windup { jump: Some((from, to)), .. }) if from == self.current => Some(to),
            _ => Some(self.current + 1),
        }
    }

    /// Returns `true` if the session is to end, and a step of this number is none that has begun.
    pub(super) fn is_beyond(&self, step: usize) -> bool {
        self.windup.is_some_and(|windup| windup.step != step)
    }
}
