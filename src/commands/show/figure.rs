//! Figures for the terminal's scroll-back, and as a picture file.

use std::io::IsTerminal;
use std::path::Path;

use crossterm::style::{ContentStyle, StyledContent};
use ratatui::backend::IntoCrossterm;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::super::context::{Context, Error, printable, say};
use crate::cli::{Show, ShownSide};
use crate::figure::cells::Look;
use crate::figure::handout::{Handout, Words};
use crate::figure::model::Frame;
use crate::figure::{Figure, Phase};
use crate::figure::{sheet, svg};
use crate::files;
use crate::library::Library;
use crate::practice::{Exercise, Side, Sides};
use crate::settings::Settings;
use crate::tui::theme::{Depth, Surroundings, Theme};
use crate::tui::widgets::figure::FigureAt;
use crate::tui::widgets::reel::Reel;

/// The columns and rows of a pose if no others are asked for: two fit beside each other in 80 columns.
const USUAL: (u16, u16) = (36, 16);
/// The columns between two poses.
const GAP: u16 = 2;

struct Ground {
    theme: Theme,
    look: Look,
    reel: Reel,
}

impl Ground {
    fn of(settings: &Settings) -> Self {
        let mut surroundings = Surroundings::from_environment();
        if !std::io::stdout().is_terminal() {
            // What goes into a file or a pipe is plain text.
            surroundings.depth = Depth::None;
        }
        let theme = Theme::of(settings, surroundings);
        Self { look: surroundings.look(settings.glyphs, &theme), theme, reel: Reel::default() }
    }
}

/// The named moments of a figure: start, half way, end, and the end on the other side.
pub(super) fn moments(figure: &Figure) -> Vec<(&'static str, Phase)> {
    let half_way = if figure.frames.mid.is_empty() {
        Phase { to: Frame::End, t: 0.5, ..Phase::still(Frame::Start) }
    } else {
        Phase::still(Frame::Mid)
    };
    let mut moments =
        vec![("start", Phase::still(Frame::Start)), ("half way", half_way), ("end", Phase::still(Frame::End))];
    if figure.frames.end2.is_some() {
        moments.push(("other side", Phase::still(Frame::End2)));
    }
    moments
}

/// Prints the start and the end of an exercise.
pub(super) fn one(context: &Context, exercise: &Exercise, options: &Show) -> Result<(), Error> {
    let Some(figure) = exercise.figure(exercise.position) else {
        return Ok(());
    };
    let all = moments(figure);
    let few: Vec<_> = all.into_iter().filter(|(name, _)| *name != "half way").collect();
    print(&Ground::of(&context.settings), figure, &few, options)?;
    say("")
}

/// Prints every exercise at every moment.
pub(super) fn all(context: &Context, library: &Library, options: &Show) -> Result<(), Error> {
    let ground = Ground::of(&context.settings);
    for exercise in library.exercises() {
        for (position, figure) in exercise.figures() {
            say(format_args!("{} ({position})", exercise.id))?;
            print(&ground, figure, &moments(figure), options)?;
        }
    }
    Ok(())
}

fn print(ground: &Ground, figure: &Figure, moments: &[(&str, Phase)], options: &Show) -> Result<(), Error> {
    let (columns, rows) = options.size.unwrap_or(USUAL);
    let count = u16::try_from(moments.len()).unwrap_or(1);
    let area = Rect { x: 0, y: 0, width: (columns + GAP).saturating_mul(count), height: rows + 1 };
    let mut buffer = Buffer::empty(area);
    for ((name, phase), place) in moments.iter().zip(0..count) {
        let x = place * (columns + GAP);
        let at = FigureAt {
            figure,
            phase: *phase,
            mirrored: options.side == ShownSide::Left,
            turn: 0,
            look: ground.look,
            theme: &ground.theme,
            reel: &ground.reel,
            pixels: None,
        };
        (&at).render(Rect { x, y: 0, width: columns, height: rows }, &mut buffer);
        buffer.set_stringn(x, rows, name, usize::from(columns), ground.theme.dim);
    }
    for y in 0..area.height {
        say(line(&buffer, y, ground.look.coloured))?;
    }
    Ok(())
}

/// A row of cells, with the escape sequences of its colours where there are some.
fn line(buffer: &Buffer, y: u16, coloured: bool) -> String {
    let area = buffer.area;
    let mut line = String::new();
    if !coloured {
        let cells = (area.left()..area.right()).map(|x| buffer[(x, y)].symbol());
        return cells.collect::<String>().trim_end().to_owned();
    }
    let last = (area.left()..area.right()).rev().find(|x| buffer[(*x, y)].symbol() != " ");
    let mut run: Option<(Style, String)> = None;
    for x in area.left()..last.map_or(0, |last| last + 1) {
        let cell = &buffer[(x, y)];
        match &mut run {
            Some((style, text)) if *style == cell.style() => text.push_str(cell.symbol()),
            _ => {
                line.push_str(&run.take().map(styled).unwrap_or_default());
                run = Some((cell.style(), cell.symbol().to_owned()));
            }
        }
    }
    line.push_str(&run.map(styled).unwrap_or_default());
    line
}

fn styled((style, text): (Style, String)) -> String {
    let style: ContentStyle = style.into_crossterm();
    StyledContent::new(style, text).to_string()
}

/// The width and height of a picture in a handout, in pixels: fine enough for a printer.
const PICTURE: usize = 600;

/// Writes the handout: the poses, and the instructions.
pub(super) fn write_handout(exercise: &Exercise, options: &Show, file: &Path, kind: Kind) -> Result<(), Error> {
    let Some(figure) = exercise.figure(exercise.position) else {
        return Err(Error::Usage(format!("{} has no figure; its file does not define one", exercise.id)));
    };
    let other_side = options.side == ShownSide::Left;
    let side = (exercise.sides == Sides::LeftRight).then_some(if other_side { Side::Left } else { Side::Right });
    let (each_side, shown) = match side {
        Some(side) => (" each side", format!(" · shown: {side} side")),
        None => ("", String::new()),
    };
    let subtitle = format!("{}{each_side} · {}{shown}", exercise.dose.shorthand(), exercise.position.plain());
    let (setup, instruction) = (exercise.setup(side), exercise.instruction(side));
    let careful = exercise.careful().collect::<Vec<_>>().join(" ");
    let paragraphs = [
        ("Set up", setup.as_str()),
        ("Do", instruction.as_str()),
        ("Feel", exercise.cues.feel.as_str()),
        ("Careful", careful.as_str()),
        ("Easier", exercise.easier.as_str()),
        ("Remember", "mild tension, never pain. General exercise information, not medical advice."),
    ];
    let words = Words { title: &exercise.name, subtitle: &subtitle, paragraphs: &paragraphs };
    let handout = Handout::of(figure, other_side, words, PICTURE);
    let bytes = match kind {
        Kind::Svg => svg::document(&handout).into_bytes(),
        Kind::Png => sheet::picture(&handout).png(),
    };
    files::write_out(file, &bytes).map_err(|source| Error::Write { path: file.to_owned(), source })?;
    say(format_args!("Wrote {}", printable(file)))
}

/// The kind of file that a handout is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Svg,
    Png,
}
