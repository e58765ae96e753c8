//! Cues: each is a sound with one meaning, the same everywhere (design: "Cues").

/// The table of the cues, handed to the macro `with`. A row is a cue, its word (the name of its file under `sounds/`), its
/// meaning, and whether the terminal's bell rings for it where no sound card does: one that paces every second or breath
/// would only say "ding" without end. The order is that of importance.
macro_rules! cue_table {
    ($with:ident) => {
        $with! {
            /// One of the last three seconds of a get-ready, a hold or a rest.
            Tick: "tick", "three seconds left, two, one", true;
            /// Half of a hold of 20 s or more is done.
            Half: "half", "halfway through a long hold", true;
            /// The next repetition begins.
            Rep: "rep", "next repetition", false;
            /// Breathe out.
            Out: "out", "breathe out", false;
            /// Breathe in.
            In: "in", "breathe in", false;
            /// A get-ready begins: take up the position.
            Ready: "ready", "get ready", true;
            /// A rest begins: let go.
            Rest: "rest", "let go and rest", true;
            /// A hold or the first repetition begins.
            Begin: "begin", "begin", true;
            /// Change sides.
            Switch: "switch", "change sides", true;
            /// An exercise is done.
            Finish: "finish", "exercise done", true;
            /// The clock is stopped.
            Pause: "pause", "paused", true;
            /// The clock runs again.
            Resume: "resume", "resuming", true;
            /// What was waited for, such as a command, is done.
            Done: "done", "what you waited for is done", true;
            /// The session is done.
            Complete: "complete", "session done", true;
        }
    };
}
#[cfg(feature = "sound")]
pub(crate) use cue_table;

macro_rules! cues {
    ($($(#[$doc:meta])* $cue:ident: $word:literal, $meaning:literal, $rings:literal;)+) => {
        /// A sound with a meaning. The order is the order of importance: when two fall on one moment, the greater is played
        /// and the other is not.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cue { $($(#[$doc])* $cue),+ }

        impl Cue {
            /// Every cue, least important first.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$cue),+];

            /// The word for it: the name of its file under `sounds/`, and in machine-readable output.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$cue => $word),+ }
            }

            /// The meaning of it, for the banner and the sound check.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$cue => $meaning),+ }
            }

            /// Returns `true` if the terminal's bell rings for it where no sound card is heard.
            #[must_use]
            pub const fn rings(self) -> bool {
                match self { $(Self::$cue => $rings),+ }
            }
        }
    };
}

cue_table!(cues);
