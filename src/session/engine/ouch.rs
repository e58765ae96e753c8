//! What hurts: the question, its answers, and what is left out because of them.

use std::time::Duration;

use super::{Engine, State};
use crate::practice::Hurt;
use crate::session::cue::Cue;
use crate::session::types::{Event, Ouch, Outcome, Reason};

impl Engine {
    /// The "it hurts" that the session asks about.
    #[must_use]
    pub fn ouch(&self) -> Option<&Ouch> {
        let step = self.segment().filter(|_| matches!(self.state, State::Asking { .. }))?.step;
        self.tallies.get(step)?.ouches.last()
    }

    /// Returns `true` if the session was ended by signs that need help at once.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        self.tallies.iter().flat_map(|tally| &tally.ouches).any(|ouch| ouch.hurt == Some(Hurt::Emergency))
    }

    /// Returns `true` if step `step` is left out today, because an exercise for one of its areas hurt in a way that ends
    /// the area.
    #[must_use]
    pub fn is_left_out(&self, step: usize) -> bool {
        let hurt = self.tallies.iter().enumerate().filter(|(_, tally)| tally.ends_its_area());
        // Where it is, nobody knows in an exercise for no area: then it is all of them.
        let reaches = |hurt: usize| self.plan.serves_no_area(hurt) || self.plan.share_an_area(hurt, step);
        hurt.map(|(hurt, _)| hurt).any(|hurt| hurt == step || reaches(hurt))
    }

    /// The rest before the round of step `step`, if the steps before it in that round are left out and nobody has come to
    /// them.
    pub(super) fn inherited_rest(&self, step: usize) -> Duration {
        let mut rest = Duration::ZERO;
        let Some(round) = self.plan.round(step) else {
            return rest;
        };
        for earlier in (0..step).rev().take_while(|earlier| self.plan.round(*earlier) == Some(round)) {
            let is_untouched = self.tallies.get(earlier).is_some_and(|tally| {
                matches!(tally.outcome, Outcome::Unfinished | Outcome::Skipped)
                    && tally.work().is_zero()
                    && tally.ouches.is_empty()
            });
            if !is_untouched || !self.is_left_out(earlier) {
                return Duration::ZERO;
            }
            rest += self.plan.steps().get(earlier).map_or(Duration::ZERO, |step| step.rest_before);
        }
        rest
    }

    pub(super) fn hurt(&mut self, events: &mut Vec<Event>) {
        let Some(step) = self.segment().map(|segment| segment.step) else {
            return;
        };
        let side = self.segment().and_then(|segment| segment.side);
        let after = self.active + self.paused;
        if let Some(tally) = self.tallies.get_mut(step) {
            tally.outcome = Outcome::Stopped;
            tally.ouches.push(Ouch { side, after, hurt: None, strength: None });
        }
        self.state = State::Asking { left: self.segment_left(self.last) };
        events.push(Event::StepEnded(step, Outcome::Stopped));
        events.push(Event::Hurt(step));
        events.push(Event::Cue(Cue::Pause));
    }

    /// Takes "it hurts" back, which was a wrong key: the session is paused where it was.
    pub(super) fn take_back_ouch(&mut self, left: Duration, events: &mut Vec<Event>) {
        let step = self.segment().map(|segment| segment.step);
        if let Some(tally) = step.and_then(|step| self.tallies.get_mut(step)) {
            tally.outcome = Outcome::Unfinished;
            tally.ouches.pop();
        }
        self.pause(left, Reason::Asked, events);
    }

    /// The last "it hurts" of the current step.
    pub(super) fn last_ouch(&mut self) -> Option<&mut Ouch> {
        let step = self.segment()?.step;
        self.tallies.get_mut(step)?.ouches.last_mut()
    }

    /// Does what the answer calls for: the end, the rest without this area, or the easier version.
    pub(super) fn answer(&mut self, now: Duration, hurt: Hurt, events: &mut Vec<Event>) {
        let Some(step) = self.segment().map(|segment| segment.step) else {
            return;
        };
        if let Some(ouch) = self.last_ouch() {
            ouch.hurt = Some(hurt);
        }
        events.push(Event::Answered(step, hurt));
        match hurt {
            Hurt::Emergency => {
                self.cut_short = Some(self.segment_left(self.last));
                self.finish(events, false);
            }
            Hurt::Sharp => self.go_to(self.plan.first_segment(step + 1), now, Some(Reason::LeftOut), events),
            Hurt::Pull => {
                if let Some(tally) = self.tallies.get_mut(step) {
                    tally.eased = true;
                    tally.outcome = Outcome::Unfinished;
                }
                self.go_to_step(now, 0, false, events);
            }
        }
    }
}
