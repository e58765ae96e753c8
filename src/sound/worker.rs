//! The thread that attends to the sound card.

use std::{mem, time::Duration};

use super::{
    Device, Output,
    shared::{Asked, End, PlayingGuard, STOPPED_ANSWERING, Shared, SpokenLine},
};
use crate::session::cue::Cue;

/// Waits of the thread before it does something again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// Between two attempts to open a card.
    retry: Duration,
    /// Without a cue, until an open card is closed.
    idle: Duration,
    /// Between two looks at whether an open card still takes samples.
    look: Duration,
}

impl Pace {
    /// Trying again costs a moment of work, and five seconds keep that out of sight. Within a running session
    /// cues are never ten minutes apart, so only a long pause closes the card, which would keep the processor
    /// and the sound hardware awake.
    pub(super) const NORMAL: Self =
        Self { retry: Duration::from_secs(5), idle: Duration::from_mins(10), look: Duration::from_millis(900) };
}

/// Looks in a row at which a card has taken no samples, and is lost. One look alone may come right after the whole
/// program was stopped for a while.
const STANDSTILLS_OF_A_LOST_CARD: u32 = 2;

/// An open sound card. Dropping it closes the card.
pub(super) trait Card {
    /// Starts the cue; `ringing` is dropped when it has been heard.
    fn play(&mut self, cue: Cue, ringing: PlayingGuard);

    /// Says the line after its wait; `ringing` is dropped when it has been heard, or when its turn is over.
    fn say(&mut self, line: SpokenLine, ringing: PlayingGuard);

    /// Samples that the card has taken since it was opened, wrapping. An open card takes some all the time.
    fn taken(&self) -> u32;

    /// Delay from asking for a cue to hearing it, as it is now: the card may be another one since.
    fn latency(&self) -> Duration;

    /// Description that it gives of itself.
    fn device(&self) -> Device;
}

impl Card for Box<dyn Card> {
    fn play(&mut self, cue: Cue, ringing: PlayingGuard) {
        (**self).play(cue, ringing);
    }

    fn say(&mut self, line: SpokenLine, ringing: PlayingGuard) {
        (**self).say(line, ringing);
    }

    fn taken(&self) -> u32 {
        (**self).taken()
    }

    fn latency(&self) -> Duration {
        (**self).latency()
    }

    fn device(&self) -> Device {
        (**self).device()
    }
}

/// Tells the speaker that the thread is no more, however it ends.
struct Farewell<'a>(&'a Shared);

impl Drop for Farewell<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Why a card was closed.
enum Closed {
    SpeakerGone,
    Idle,
    Lost(&'static str),
}

/// The life of the thread: opens a card, serves it, and does so again when it was lost or idle and a cue is
/// asked for.
pub(super) fn attend<C: Card>(shared: &Shared, pace: Pace, mut open: impl FnMut() -> Result<C, &'static str>) {
    let _farewell = Farewell(shared);
    loop {
        shared.state().lost = None;
        let mut card = open();
        let closed = match &mut card {
            Ok(card) => serve(shared, pace, card),
            Err(why) => Closed::Lost(why),
        };
        match closed {
            Closed::SpeakerGone => return,
            Closed::Idle => drop(card),
            Closed::Lost(why) => {
                // In this order: a broken card may take its time to close, and the bell need not wait for that.
                fall_back(shared, why);
                drop(card);
                drop(shared.wait(pace.retry, |state| state.end == End::NotYet));
            }
        }
        if shared.wait_for_ever(|state| state.end == End::NotYet && !state.wanted).end != End::NotYet {
            return;
        }
    }
}

/// Hands cues to the card until there is a reason to close it.
fn serve(shared: &Shared, pace: Pace, card: &mut impl Card) -> Closed {
    // Asked before the state is locked: a card that is fed looks at the state while it keeps its own place locked.
    let (latency, device) = (card.latency(), card.device());
    shared.change(|state| {
        state.output = Output::SoundCard;
        state.latency = latency;
        state.device = Some(device);
    });
    let (mut taken, mut standstills) = (card.taken(), 0);
    let (mut last_asked, mut last_look) = (shared.now(), shared.now());
    loop {
        let idle = shared.now().saturating_sub(last_asked);
        let asked = {
            let mut state = shared.wait(pace.look.min(pace.idle.saturating_sub(idle)), |state| {
                state.end == End::NotYet && state.lost.is_none() && state.asked.is_empty()
            });
            if state.end != End::NotYet {
                return Closed::SpeakerGone;
            }
            if let Some(why) = state.lost.take() {
                return Closed::Lost(why);
            }
            if state.asked.is_empty() && state.ringing == 0 && shared.now().saturating_sub(last_asked) >= pace.idle {
                state.wanted = false;
                return Closed::Idle;
            }
            state.ringing += state.asked.len();
            mem::take(&mut state.asked)
        };
        let now = shared.now();
        if !asked.is_empty() {
            last_asked = now;
        }
        let latency = card.latency();
        shared.state().latency = latency;
        if now.saturating_sub(last_look) >= pace.look {
            last_look = now;
            // A sound server that hangs reports nothing; it just takes no more samples.
            standstills = if card.taken() == taken { standstills + 1 } else { 0 };
            taken = card.taken();
            if standstills >= STANDSTILLS_OF_A_LOST_CARD {
                return Closed::Lost(STOPPED_ANSWERING);
            }
        }
        for what in asked {
            let ringing = |asked| PlayingGuard { shared: shared.clone(), asked };
            match what {
                Asked::Cue(cue, asked) => card.play(cue, ringing(Some(asked))),
                Asked::Line(spoken) => card.say(spoken, ringing(None)),
            }
        }
    }
}

fn fall_back(shared: &Shared, why: &str) {
    shared.change(|state| {
        state.asked.clear();
        state.wanted = false;
        state.latency = Duration::ZERO;
        state.device = None;
        state.output = Output::Bell { why: why.to_owned() };
    });
}

#[cfg(test)]
mod tests {
    use std::{
        sync::mpsc::{self, Receiver, Sender},
        thread,
    };

    use super::*;
    use crate::sound::{Played, Speaker, Volume};

    /// A wait that ends long before in any test that passes.
    const LONG: Duration = Duration::from_secs(20);

    const IMPATIENT: Pace = Pace { retry: Duration::from_millis(1), idle: LONG, look: LONG };

    /// Tells what it plays, and how loud.
    struct FakeCard(Sender<(Cue, f32)>);

    impl Card for FakeCard {
        fn play(&mut self, cue: Cue, ringing: PlayingGuard) {
            self.0.send((cue, ringing.gain())).unwrap();
        }

        fn say(&mut self, _: SpokenLine, _: PlayingGuard) {}

        fn taken(&self) -> u32 {
            0
        }

        fn latency(&self) -> Duration {
            Duration::from_millis(40)
        }

        fn device(&self) -> Device {
            Device { name: "fake".to_owned(), by: "nothing".to_owned(), buffer: None, rate: 44_100, channels: 2 }
        }
    }

    /// A speaker whose card opens as the answers say, in order, and never again after the last.
    fn speaker(pace: Pace, answers: Vec<Result<(), &'static str>>) -> (Speaker, Shared, Receiver<(Cue, f32)>) {
        let (heard, hear) = mpsc::channel();
        let shared = Shared::new(Volume::FULL, Output::Opening);
        let far = shared.clone();
        let mut answers = answers.into_iter();
        thread::spawn(move || {
            attend(&far, pace, || answers.next().unwrap_or(Err("no more answers")).map(|()| FakeCard(heard.clone())));
        });
        (Speaker::with_link(shared.clone()), shared, hear)
    }

    fn bell(why: &str) -> Output {
        Output::Bell { why: why.to_owned() }
    }

    #[test]
    fn a_cue_asked_for_while_the_card_opens_is_played_by_it() {
        let (speaker, _, hear) = speaker(IMPATIENT, vec![Ok(())]);
        assert_eq!(speaker.play(Cue::Ready), Played::OnCard);
        assert_eq!(hear.recv_timeout(LONG), Ok((Cue::Ready, 1.0)));
        assert_eq!(speaker.output(), Output::SoundCard);
        assert_eq!(speaker.latency(), Duration::from_millis(40));
    }

    /// Tells whether the state was locked whenever it was asked something.
    struct AskedCard(Shared, Sender<bool>);

    impl AskedCard {
        fn tell(&self) {
            // The test may have heard enough.
            let _ = self.1.send(self.0.is_locked());
        }
    }

    impl Card for AskedCard {
        fn play(&mut self, _: Cue, _: PlayingGuard) {}

        fn say(&mut self, _: SpokenLine, _: PlayingGuard) {}

        fn taken(&self) -> u32 {
            self.tell();
            0
        }

        fn latency(&self) -> Duration {
            self.tell();
            Duration::ZERO
        }

        fn device(&self) -> Device {
            self.tell();
            Device { name: "asked".to_owned(), by: "nothing".to_owned(), buffer: None, rate: 44_100, channels: 2 }
        }
    }

    #[test]
    fn a_card_is_asked_nothing_while_the_state_is_locked() {
        let shared = Shared::new(Volume::FULL, Output::Opening);
        shared.state().asked.push(Asked::Cue(Cue::Ready, Duration::ZERO));
        let (told, tell) = mpsc::channel();
        let far = shared.clone();
        let at_once = Pace { look: Duration::ZERO, ..IMPATIENT };
        thread::spawn(move || attend(&far, at_once, || Ok(AskedCard(far.clone(), told.clone()))));
        let locked: Vec<bool> = (0..6).map_while(|_| tell.recv_timeout(LONG).ok()).collect();
        assert_eq!(locked, [false; 6]);
        shared.end();
    }

    #[test]
    fn without_a_card_the_caller_rings_the_bell() {
        let (speaker, ..) = speaker(IMPATIENT, vec![Err("no sound card was found")]);
        assert_eq!(speaker.wait_until_ready(LONG), bell("no sound card was found"));
        assert_eq!(speaker.play(Cue::Begin), Played::RingBell);
        assert_eq!(speaker.play(Cue::Rep), Played::Nothing);
        assert_eq!(speaker.latency(), Duration::ZERO);
    }

    #[test]
    fn a_lost_card_is_tried_again_when_the_next_cue_is_asked_for() {
        let (speaker, shared, hear) = speaker(IMPATIENT, vec![Ok(()), Ok(())]);
        assert_eq!(speaker.wait_until_ready(LONG), Output::SoundCard);
        shared.lose("the sound card went away");
        drop(shared.wait(LONG, |state| state.output == Output::SoundCard));
        assert_eq!(speaker.output(), bell("the sound card went away"));

        assert_eq!(speaker.play(Cue::Tick), Played::RingBell);
        drop(shared.wait(LONG, |state| state.output != Output::SoundCard));
        assert_eq!(speaker.output(), Output::SoundCard);
        assert_eq!(speaker.play(Cue::Begin), Played::OnCard);
        assert_eq!(hear.recv_timeout(LONG).map(|(cue, _)| cue), Ok(Cue::Begin));
    }

    #[test]
    fn a_lost_card_is_left_alone_until_someone_asks() {
        let (speaker, shared, _hear) = speaker(IMPATIENT, vec![Err("not yet"), Ok(())]);
        assert_eq!(speaker.wait_until_ready(LONG), bell("not yet"));
        let waited = shared.wait(Duration::from_millis(50), |state| state.output != Output::SoundCard);
        assert_eq!(waited.output, bell("not yet"));
        drop(waited);
        speaker.wake();
        drop(shared.wait(LONG, |state| state.output != Output::SoundCard));
        assert_eq!(speaker.output(), Output::SoundCard);
    }

    #[test]
    fn an_idle_card_is_closed_and_opened_for_the_next_cue() {
        let idle_at_once = Pace { idle: Duration::ZERO, ..IMPATIENT };
        let (speaker, _, hear) = speaker(idle_at_once, vec![Ok(()), Ok(()), Ok(())]);
        assert_eq!(speaker.wait_until_ready(LONG), Output::SoundCard);
        assert_eq!(speaker.play(Cue::Begin), Played::OnCard);
        assert_eq!(hear.recv_timeout(LONG).map(|(cue, _)| cue), Ok(Cue::Begin));
        assert_eq!(speaker.output(), Output::SoundCard);
    }

    #[test]
    fn a_card_that_is_slow_to_open_gives_way_to_the_bell() {
        let shared = Shared::new(Volume::FULL, Output::Opening);
        let speaker = Speaker::with_link(shared.clone());
        assert_eq!(speaker.play(Cue::Ready), Played::OnCard);
        assert_eq!(speaker.play(Cue::Tick), Played::RingBell);
        assert!(shared.state().asked.is_empty(), "a late cue would mislead");
        shared.end();
    }

    #[test]
    fn a_session_that_has_waited_long_enough_begins_with_the_bell() {
        let shared = Shared::new(Volume::FULL, Output::Opening);
        let speaker = Speaker::with_link(shared.clone());
        assert_eq!(speaker.wait_until_ready(Duration::ZERO), bell("the sound card is slow to answer"));
        assert_eq!(speaker.play(Cue::Ready), Played::RingBell);
        shared.end();
    }

    #[test]
    fn a_card_that_takes_no_more_samples_is_lost_within_two_seconds() {
        let looks_often = Pace { look: Duration::from_millis(1), ..IMPATIENT };
        let (speaker, shared, _hear) = speaker(looks_often, vec![Ok(())]);
        drop(shared.wait(LONG, |state| matches!(state.output, Output::Opening | Output::SoundCard)));
        assert_eq!(speaker.output(), bell("the sound card stopped answering"));
        assert!(Pace::NORMAL.look * STANDSTILLS_OF_A_LOST_CARD < Duration::from_secs(2));
    }

    #[test]
    fn five_hundred_cues_in_a_row_are_all_played() {
        let (speaker, _, hear) = speaker(IMPATIENT, vec![Ok(())]);
        assert_eq!(speaker.wait_until_ready(LONG), Output::SoundCard);
        for _ in 0..500 {
            assert_eq!(speaker.play(Cue::Tick), Played::OnCard);
        }
        speaker.wait_until_quiet(LONG);
        assert_eq!(hear.try_iter().count(), 500);
    }

    #[test]
    fn a_line_that_was_asked_for_gives_way_to_the_next() {
        let shared = Shared::new(Volume::FULL, Output::Opening);
        let speaker = Speaker::with_link(shared.clone());
        speaker.say(Duration::ZERO, vec!["First:".to_owned()]);
        speaker.say(Duration::ZERO, vec!["Next:".to_owned()]);
        let asked = shared.state().asked.clone();
        let next = SpokenLine { texts: vec!["Next:".to_owned()], wait: Duration::ZERO, turn: 2 };
        assert_eq!(asked, [Asked::Line(next)]);
        shared.end();
    }

    #[test]
    fn without_a_card_nothing_is_said() {
        let (speaker, shared, _hear) = speaker(IMPATIENT, vec![Err("none")]);
        assert_eq!(speaker.wait_until_ready(LONG), bell("none"));
        speaker.say(Duration::ZERO, vec!["Next:".to_owned()]);
        assert!(shared.state().asked.is_empty());
    }

    #[test]
    fn muted_means_neither_card_nor_bell() {
        let (speaker, ..) = speaker(IMPATIENT, vec![Err("none")]);
        assert_eq!(speaker.wait_until_ready(LONG), bell("none"));
        speaker.set_muted(true);
        assert_eq!(speaker.play(Cue::Begin), Played::Nothing);
        speaker.set_muted(false);
        speaker.set_volume(0);
        assert_eq!(speaker.play(Cue::Begin), Played::Nothing);
        speaker.set_volume(1);
        assert_eq!(speaker.play(Cue::Begin), Played::RingBell);
    }

    #[test]
    fn the_volume_reaches_the_samples() {
        let (speaker, _, hear) = speaker(IMPATIENT, vec![Ok(())]);
        speaker.set_volume(50);
        assert_eq!(speaker.play(Cue::Begin), Played::OnCard);
        assert_eq!(hear.recv_timeout(LONG), Ok((Cue::Begin, 0.25)));
    }

    #[test]
    fn the_last_cue_can_be_waited_for() {
        let (speaker, _, hear) = speaker(IMPATIENT, vec![Ok(())]);
        assert_eq!(speaker.play(Cue::Complete), Played::OnCard);
        speaker.wait_until_quiet(LONG);
        assert_eq!(hear.try_recv().map(|(cue, _)| cue), Ok(Cue::Complete));
    }

    #[test]
    fn a_thread_that_dies_leaves_the_bell() {
        let shared = Shared::new(Volume::FULL, Output::SoundCard);
        shared.end();
        assert_eq!(Speaker::with_link(shared).play(Cue::Begin), Played::RingBell);
    }

    #[test]
    fn a_silent_speaker_says_so() {
        let speaker = Speaker::silent();
        assert_eq!(speaker.play(Cue::Begin), Played::Nothing);
        assert_eq!(speaker.wait_until_ready(LONG), Output::Silent);
    }
}
