//! Scores of tension as they are typed: a digit, a step up or down, and the way a score is shown.

use ratatui::text::{Line, Span};

use super::theme::Theme;

/// Types a digit into a score: 1 and then 0 means 10; any other digit is the score.
pub fn type_digit(score: &mut Option<u8>, digit: char) {
    if let Some(value) = digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
        *score = Some(if *score == Some(1) && value == 0 { 10 } else { value });
    }
}

/// Steps a score up or down by one. The first step up gives 0, the first step down gives 10.
pub fn step(score: &mut Option<u8>, by: i8) {
    *score = match *score {
        None => Some(if by > 0 { 0 } else { 10 }),
        Some(value) => Some(value.saturating_add_signed(by).min(10)),
    };
}

/// A score as ` 6  ■■■■■■····`, or a dash for none.
#[must_use]
pub fn meter(value: Option<u8>) -> String {
    value.map_or(" -".to_owned(), |score| format!("{score:>2}  {}", marks(value)))
}

/// The marks of a score as `■■■■■■····`, or nothing for none.
#[must_use]
pub fn marks(value: Option<u8>) -> String {
    let value = value.map(|value| value.min(10));
    value.map_or(String::new(), |value| format!("{}{}", "■".repeat(value.into()), "·".repeat((10 - value).into())))
}

/// The line that says whether an area limits daily life, with the key that changes it. Without a score it would be lost.
#[must_use]
pub fn limits(area: &str, limits: bool, has_score: bool, theme: &Theme) -> Line<'static> {
    Line::from(vec![
        Span::styled("l ", theme.accent),
        Span::styled(format!("{area} limits my day: "), if limits { theme.warm } else { theme.text }),
        Span::styled(
            match (limits, has_score) {
                (false, _) => "no",
                (true, true) => "yes",
                (true, false) => "yes; add a score",
            },
            theme.strong,
        ),
    ])
}
