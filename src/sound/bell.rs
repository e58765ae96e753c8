//! The terminal bell, which has one sound for everything.

use crate::session::cue::Cue;

/// What rings the bell of the terminal it is written to.
pub const BELL: &str = "\x07";

/// Whether a cue is worth a ring. One that paces every second or breath would only say "ding" without end;
/// ticks stay, because they say that the hold is about to end, and come three at a time.
pub(super) const fn is_worth_a_ring(cue: Cue) -> bool {
    !matches!(cue, Cue::Rep | Cue::In | Cue::Out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pacing_does_not_ring_the_bell() {
        let quiet: Vec<_> = Cue::ALL.into_iter().filter(|&cue| !is_worth_a_ring(cue)).collect();
        assert_eq!(quiet, [Cue::Rep, Cue::Out, Cue::In]);
    }
}
