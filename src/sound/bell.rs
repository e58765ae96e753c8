//! The terminal bell, which has one sound for everything.

/// Text that rings the bell of the terminal it is written to.
pub const BELL: &str = "\x07";

#[cfg(test)]
mod tests {
    use crate::session::cue::Cue;

    #[test]
    fn pacing_does_not_ring_the_bell() {
        let quiet: Vec<_> = Cue::ALL.into_iter().filter(|&cue| !cue.rings()).collect();
        assert_eq!(quiet, [Cue::Rep, Cue::Out, Cue::In]);
    }
}
