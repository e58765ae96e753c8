//! What a listener hears: each cue is one meaning, the same everywhere (design: "Cues").

/// A sound with a meaning. The order is the order of importance: when two fall on one moment, the
/// greater is played and the other is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// One of the last three seconds of a get-ready, a hold or a rest.
    Tick,
    /// Half of a hold of 20 s or more is done.
    Half,
    /// The next repetition begins.
    Rep,
    /// Breathe out.
    Out,
    /// Breathe in.
    In,
    /// A get-ready begins: take up the position.
    Ready,
    /// A rest begins: let go.
    Rest,
    /// A hold or the first repetition begins.
    Begin,
    /// Change sides.
    Switch,
    /// An exercise is done.
    Finish,
    /// The clock is stopped.
    Pause,
    /// The clock runs again.
    Resume,
    /// The session is done.
    Complete,
}

impl Cue {
    /// Every cue, least important first.
    pub const ALL: [Self; 13] = [
        Self::Tick,
        Self::Half,
        Self::Rep,
        Self::Out,
        Self::In,
        Self::Ready,
        Self::Rest,
        Self::Begin,
        Self::Switch,
        Self::Finish,
        Self::Pause,
        Self::Resume,
        Self::Complete,
    ];

    /// The word for it: the name of its file under `sounds/`, and in machine-readable output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tick => "tick",
            Self::Half => "half",
            Self::Rep => "rep",
            Self::Out => "out",
            Self::In => "in",
            Self::Ready => "ready",
            Self::Rest => "rest",
            Self::Begin => "begin",
            Self::Switch => "switch",
            Self::Finish => "finish",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Complete => "complete",
        }
    }

    /// When it is heard, for the help and the sound check.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Tick => "three more seconds, two, one",
            Self::Half => "half of a long hold is done",
            Self::Rep => "next repetition",
            Self::Out => "breathe out",
            Self::In => "breathe in",
            Self::Ready => "get ready",
            Self::Rest => "let go and rest",
            Self::Begin => "begin",
            Self::Switch => "change sides",
            Self::Finish => "exercise done",
            Self::Pause => "paused",
            Self::Resume => "going on",
            Self::Complete => "session done",
        }
    }
}
