//! Sample: a figure and the inks as the settings have them, and what is heard of a change.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::figure::Figure;
use crate::practice::Exercise;
use crate::session::{Cue, Level};
use crate::settings::Settings;
use crate::tui::context::{Context, Instead};
use crate::tui::demonstration::{Demonstration, demonstrate};
use crate::tui::view::{Effect, Heard};
use crate::tui::widgets::pen::Pen;

use crate::choices::Sample;

/// The exercise that is shown and named.
const EXERCISE: &str = "upper-trap-stretch";
/// The cue that is played: the one that is heard most, and easy to tell in both sets.
const CUE: Cue = Cue::Begin;
/// Texts that the voice has clips for, as a session begins with them.
const BRIEF: &[&str] = &["Upper trapezius stretch.", "Right side."];
const FULL: &[&str] = &["Upper trapezius stretch.", "Right side.", "Sit tall."];

/// The rows of the inks.
const INKS: u16 = 2;
/// The rows and columns from which on the figure is shown.
const LEAST: (u16, u16) = (7, 18);
/// The rows above which a figure shows no more.
const MOST_ROWS: u16 = 32;

/// Returns `true` if there is room for the figure.
pub(super) const fn has_room(area: Rect) -> bool {
    area.height > LEAST.0 + INKS && area.width >= LEAST.1
}

/// The next moment at which the figure looks different.
pub(super) fn next(context: &Context, demonstration: Demonstration) -> Option<Duration> {
    let (exercise, figure) = shown(context).filter(|_| context.figures_move())?;
    demonstration.next(exercise, figure, context.now.moment.monotonic, context.step())
}

/// Draws the inks, and below them the figure.
pub(super) fn draw(context: &Context, demonstration: Demonstration, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let mut pen = Pen::new(buffer, area);
    let mut inks = vec![
        Span::styled("text", theme.text),
        Span::styled("  strong", theme.strong),
        Span::styled("  label", theme.dim),
        Span::styled("  key", theme.accent),
        Span::styled("  body", theme.warm),
    ];
    if area.width >= 40 {
        inks.extend([Span::raw("  "), Span::styled(" chosen ", theme.chosen)]);
    }
    pen.line(Line::from(inks));
    let mut bars = vec![Span::styled("━━━━━━━", theme.accent), Span::styled("─────  ", theme.faint)];
    bars.extend(
        ["▃", "▅", "▆", "█"].into_iter().zip(theme.shades).map(|(bar, shade)| Span::styled(bar.repeat(2), shade)),
    );
    bars.push(Span::styled("  ▸ ● ○ ✓", theme.text));
    pen.line(Line::from(bars));
    let height = area.height.saturating_sub(INKS + 1).min(MOST_ROWS);
    let place = Rect { y: area.y + INKS + 1, height, ..area };
    if let Some(shown) = shown(context).filter(|_| has_room(area)) {
        demonstrate(context, demonstration, shown, place, buffer);
    }
}

/// The exercise that is shown, or any that has a figure.
fn shown<'a>(context: &'a Context) -> Option<(&'a Exercise, &'a Figure)> {
    let library = &context.library;
    let with_figure = |exercise: &'a Arc<Exercise>| figure_of(exercise).map(|figure| (&**exercise, figure));
    library.exercise(EXERCISE).and_then(with_figure).or_else(|| library.exercises().into_iter().find_map(with_figure))
}

fn figure_of(exercise: &Exercise) -> Option<&Figure> {
    exercise.figure(exercise.position).map(AsRef::as_ref)
}

/// What is heard of a change that leads to `settings`: a cue, or the voice as much as it says.
pub(super) fn heard(context: &Context, settings: &Settings, sample: Sample) -> Option<Effect> {
    if why_silent(context, settings).is_some() {
        return None;
    }
    let heard = match (sample, settings.voice.level()) {
        (Sample::None | Sample::Look, _) => return None,
        (Sample::Voice, Level::Full) => Heard::Words(FULL),
        (Sample::Voice, Level::Brief) => Heard::Words(BRIEF),
        (Sample::Voice, Level::Off) | (Sample::Cue, _) => Heard::Cue(CUE),
    };
    Some(Effect::LetHear(heard))
}

/// What stands in for the sound card, if something does.
pub(super) fn by_bell(context: &Context) -> Option<&'static str> {
    (context.instead == Some(Instead::Bell)).then_some("No sound card answers: using the terminal bell.")
}

/// The reason why nothing is heard with these settings, if that is so.
pub(super) fn why_silent(context: &Context, settings: &Settings) -> Option<&'static str> {
    if context.mute {
        Some("This run is silent (--mute).")
    } else if settings.quiet_room {
        Some("Quiet room is on: you hear nothing now.")
    } else if settings.muted {
        Some("Muted: you hear nothing now.")
    } else if settings.volume == 0 {
        Some("The volume is 0: you hear nothing now.")
    } else if context.instead == Some(Instead::Silence) {
        Some("There is no sound here.")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::phrases;

    #[test]
    fn every_text_of_the_sample_has_a_clip() {
        for text in FULL.iter().chain(BRIEF) {
            assert!(phrases::clip(text).is_some(), "{text}");
        }
    }
}
