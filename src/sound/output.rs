//! Which way leads to a sound card: the first that works.

use std::sync::Arc;

use super::{cues::Cues, shared::Shared, worker::Card};

/// Opens the sound card: on Linux and its kin by the sound server, by ALSA where that was built in, or by a program that
/// plays what is piped into it; elsewhere by the system's own interface. The error is the reason in words for the user.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn open(shared: &Shared, cues: &Arc<Cues>) -> Result<Box<dyn Card>, &'static str> {
    let why = match super::pulse::open(shared, cues) {
        Ok(card) => return Ok(Box::new(card)),
        Err(why) => why,
    };
    // A failed attempt may have left word of its end.
    shared.state().lost = None;
    #[cfg(feature = "alsa")]
    if let Ok(card) = super::card::open(shared, cues) {
        return Ok(Box::new(card));
    }
    super::piped::open(shared, cues).map_or(Err(why), |card| Ok(Box::new(card)))
}

/// Opens the sound card by the system's own interface. The error is the reason in words for the user.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn open(shared: &Shared, cues: &Arc<Cues>) -> Result<Box<dyn Card>, &'static str> {
    Ok(Box::new(super::card::open(shared, cues)?))
}
