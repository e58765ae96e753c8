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
        let step = self.hurting().filter(|_| matches!(self.state, State::Asking { .. }))?;
        self.tallies.get(step)?.ouches.last()
    }

    /// The step that hurts if something hurts now: in the rest before another round it is the one that was just done.
    #[must_use]
    pub fn hurting(&self) -> Option<usize> {
        let segment = self.segment()?;
        let is_done = |step: &usize| self.tallies.get(*step).is_some_and(|tally| !tally.work().is_zero());
        let before = segment.is_between_rounds().then(|| (0..segment.step).rev().find(is_done));
        Some(before.flatten().unwrap_or(segment.step))
    }

    /// Returns `true` if step `step` is not the current one: it was done before the rest that goes on.
    fn is_over(&self, step: usize) -> bool {
        self.segment().is_some_and(|segment| segment.step != step)
    }

    /// Takes the outcome of a step that hurt back to what it was before.
    fn restore_outcome(&mut self, step: usize) {
        let outcome = if self.is_over(step) { self.done(step) } else { Outcome::Unfinished };
        if let Some(tally) = self.tallies.get_mut(step) {
            tally.outcome = outcome;
        }
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
        let Some(step) = self.hurting() else {
            return;
        };
        let side = self.segment().and_then(|segment| segment.side);
        let after = self.active + self.paused;
        if let Some(tally) = self.tallies.get_mut(step) {
            tally.outcome = Outcome::Stopped;
            tally.ouches.push(Ouch { side, after, hurt: None, strength: None });
        }
        self.state = State::Asking { left: self.segment_left(self.last) };
        if !self.is_over(step) {
            events.push(Event::StepEnded(step, Outcome::Stopped));
        }
        events.push(Event::Hurt(step));
        events.push(Event::Cue(Cue::Pause));
    }

    /// Takes "it hurts" back, which was a wrong key: the session is paused where it was.
    pub(super) fn take_back_ouch(&mut self, left: Duration, events: &mut Vec<Event>) {
        if let Some(step) = self.hurting() {
            self.restore_outcome(step);
            if let Some(tally) = self.tallies.get_mut(step) {
                tally.ouches.pop();
            }
        }
        self.pause(left, Reason::Asked, events);
    }

    /// The last "it hurts" of the current step.
    pub(super) fn last_ouch(&mut self) -> Option<&mut Ouch> {
        let step = self.hurting()?;
        self.tallies.get_mut(step)?.ouches.last_mut()
    }

    /// Leaves the exercise that hurt, unanswered; after one that is over, the rest that goes on.
    pub(super) fn leave_what_hurt(&mut self, now: Duration, events: &mut Vec<Event>) {
        match self.hurting().filter(|step| self.is_over(*step)) {
            Some(step) => {
                self.restore_outcome(step);
                self.go_to(self.current + 1, now, None, events);
            }
            None => self.go_to_step(now, 1, true, events),
        }
    }

    /// Does what the answer calls for: the end, the rest without this area, or the easier version.
    pub(super) fn answer(&mut self, now: Duration, hurt: Hurt, events: &mut Vec<Event>) {
        let (Some(step), State::Asking { left }) = (self.hurting(), self.state) else {
            return;
        };
        if let Some(ouch) = self.last_ouch() {
            ouch.hurt = Some(hurt);
        }
        events.push(Event::Answered(step, hurt));
        let is_over = self.is_over(step);
        if is_over {
            self.restore_outcome(step);
        }
        match hurt {
            Hurt::Emergency => {
                self.cut_short = Some(self.segment_left(self.last));
                self.finish(events, false);
            }
            Hurt::Sharp => {
                let next = if is_over { self.current } else { self.plan.first_segment(step + 1) };
                self.go_to(next, now, Some(Reason::LeftOut), events);
            }
            // What is over is done the easier way in the rounds to come.
            Hurt::Pull if is_over => {
                let later = self.plan.in_all_rounds(step).find(|later| *later > step);
                if let Some(tally) = later.and_then(|later| self.tallies.get_mut(later)) {
                    tally.eased = true;
                }
                self.resume(now, left, events);
            }
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
