//! Tension scores as they are typed: a digit, a step up or down, and how a score looks.

use ratatui::text::{Line, Span};

use super::theme::Theme;

/// Typing 1 and then 0 means 10; any other digit is the score.
pub fn type_digit(score: &mut Option<u8>, digit: char) {
    if let Some(value) = digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
        *score = Some(if *score == Some(1) && value == 0 { 10 } else { value });
    }
}

/// One more or one less. The first step up tells 0, the first step down tells 10.
pub fn step(score: &mut Option<u8>, by: i8) {
    *score = match *score {
        None => Some(if by > 0 { 0 } else { 10 }),
        Some(value) => Some(value.saturating_add_signed(by).min(10)),
    };
}

/// ` 6  ■■■■■■····`, or a dash where nothing was told.
#[must_use]
pub fn meter(value: Option<u8>) -> String {
    value.map_or(" -".to_owned(), |score| format!("{score:>2}  {}", marks(value)))
}

/// `■■■■■■····`, or nothing where nothing was told.
#[must_use]
pub fn marks(value: Option<u8>) -> String {
    let value = value.map(|value| value.min(10));
    value.map_or(String::new(), |value| format!("{}{}", "■".repeat(value.into()), "·".repeat((10 - value).into())))
}

/// Whether it limits daily life, and the key that says so.
#[must_use]
pub fn limits(limits: bool, key: &'static str, theme: &Theme) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!("{key} "), theme.accent),
        Span::styled("It limits my daily life: ", theme.warm),
        Span::styled(if limits { "yes" } else { "no" }, theme.strong),
    ])
}
