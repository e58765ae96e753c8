//! Message: the meaning of a key.

/// The meaning of a key.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the tables say what each one does, in the words people see")]
pub enum Message {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Before,
    After,
    Open,
    Start,
    Find,
    Position,
    Minutes,
    History,
    Learn,
    Settings,
    Palette,
    Safety,
    Help,
    Close,
    Quit,
    Toggle,
    Next,
    Back,
    Longer,
    Shorter,
    Ouch,
    CallForHelp,
    NotThisArea,
    Easier,
    End,
    Mute,
    Voice,
    Cues,
    Louder,
    Softer,
    Why,
    Words,
    Retract,
    Undo,
    Yes,
    Log,
    Discard,
    FieldDown,
    FieldUp,
    OtherScore,
    WeekBefore,
    WeekAfter,
    Turn,
    TurnBack,
    Rest,
    Sick,
    Vacation,
    CheckIn,
    Compose,
    Limits,
    Advice,
    Suggested,
    Again,
    Profile,
    Details,
    InFull,
    Favourite,
    Never,
    Order,
    Shuffle,
    BodyLeft,
    BodyRight,
    Write,
    Edit,
    Remove,
    Save,
    Title,
    Add,
    Duplicate,
    Move,
    Rounds,
    Redo,
    Programs,
    Pause,
    Stop,
    FeltEasy,
    FeltRight,
    FeltHard,
}

impl Message {
    /// Returns `true` if no screen that knows it may be without a key for it.
    #[must_use]
    pub const fn is_vital(self) -> bool {
        matches!(
            self,
            Self::Ouch
                | Self::CallForHelp
                | Self::NotThisArea
                | Self::Easier
                | Self::Toggle
                | Self::Yes
                | Self::Back
                | Self::Start
                | Self::Close
                | Self::End
                | Self::Help
                | Self::Safety
                | Self::Quit
        )
    }
}
