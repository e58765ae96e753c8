//! Frames drawn one after the other into a terminal that is simulated.

use std::num::NonZero;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line};

use super::*;

/// Text to be written at some place, whatever is there.
type Scrap = (u16, u16, &'static str, Style);

/// Whether the screen is cleared before, and what is written on an empty frame.
type Sheet = (bool, Vec<Scrap>);

const NARROW: &[&str] = &["a", " ", "  ", "stretch", "⣿", "⡇⠉⢸", "⣀ ⣀", "━━━", "·", "é", "\u{2800}"];
const WIDE: &[&str] = &["a", " ", "stretch", "⣿⠉", "你", "你好", "＋", "a你b"];
/// Without a sign made an emoji by U+FE0F: ratatui writes on its second column, and the usual backend misses that.
const SEVERAL: &[&str] = &["a", " ", "⣿⠉", "你好", "👩‍🚀", "e\u{301}e\u{301}", "a\u{200b}b", "n\u{303}"];

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![
        3 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::White),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    // The simulated terminal cannot be bold and dim at once, and takes no notice of the rest.
    let modifier = prop_oneof![
        3 => Just(Modifier::empty()),
        1 => proptest::sample::subsequence(
            vec![Modifier::BOLD, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED, Modifier::CROSSED_OUT],
            0..5,
        ).prop_map(|some| some.into_iter().collect()),
        1 => Just(Modifier::DIM),
    ];
    (color(), color(), modifier).prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn sheets(texts: &'static [&'static str]) -> impl Strategy<Value = (u16, u16, Vec<Sheet>)> {
    // Few styles, so that cells share them as they do on real screens.
    let styles = proptest::collection::vec(style(), 1..5);
    (2u16..40, 1u16..12, styles).prop_flat_map(move |(width, height, styles)| {
        let scrap = (0..width, 0..height, proptest::sample::select(texts), proptest::sample::select(styles));
        let sheet = (prop::bool::weighted(0.1), proptest::collection::vec(scrap, 0..40));
        (Just(width), Just(height), proptest::collection::vec(sheet, 1..8))
    })
}

fn buffer(width: u16, height: u16, scraps: &[Scrap]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for &(x, y, text, style) in scraps {
        buffer.set_string(x, y, text, Style::reset().patch(style));
    }
    buffer
}

/// Both backends and their terminals, side by side.
struct Pair {
    frugal: Frugal<Tape>,
    frugal_tape: Tape,
    usual: CrosstermBackend<Tape>,
    usual_tape: Tape,
    ours: vt100::Parser,
    theirs: vt100::Parser,
    before: Buffer,
}

impl Pair {
    fn new(width: u16, height: u16) -> Self {
        let (frugal, frugal_tape) = frugal(width);
        let usual_tape = Tape::default();
        let screen = || vt100::Parser::new(NonZero::new(height).unwrap(), NonZero::new(width).unwrap(), 0);
        Self {
            frugal,
            frugal_tape,
            usual: CrosstermBackend::new(usual_tape.clone()),
            usual_tape,
            ours: screen(),
            theirs: screen(),
            before: Buffer::empty(Rect::new(0, 0, width, height)),
        }
    }

    fn clear(&mut self) {
        self.frugal.clear().unwrap();
        self.usual.clear().unwrap();
        self.ours.process(&self.frugal_tape.take());
        self.theirs.process(&self.usual_tape.take());
        self.before.reset();
    }

    /// Draws a frame with both; how many bytes each of them wrote.
    fn draw(&mut self, next: &Buffer) -> (usize, usize) {
        let changes = self.before.diff(next);
        self.frugal.draw(changes.iter().copied()).unwrap();
        self.usual.draw(changes.iter().copied()).unwrap();
        self.before = next.clone();
        let (few, many) = (self.frugal_tape.take(), self.usual_tape.take());
        self.ours.process(&few);
        self.theirs.process(&many);
        (few.len(), many.len())
    }
}

/// What is seen of a cell. On a blank neither the foreground nor weight and slant are.
fn seen(screen: &vt100::Screen, x: u16, y: u16) -> String {
    let cell = screen.cell(y, x).unwrap();
    let blank = matches!(cell.contents(), "" | " ") && !cell.inverse() && !cell.underline();
    let rest = (cell.underline(), cell.inverse(), cell.is_wide(), cell.is_wide_continuation());
    let on_ink = (cell.contents(), cell.fgcolor(), cell.bold(), cell.dim(), cell.italic());
    if blank { format!("{:?} {rest:?}", cell.bgcolor()) } else { format!("{:?} {rest:?} {on_ink:?}", cell.bgcolor()) }
}

/// The same of a cell that was to be drawn.
fn wanted(cell: &Cell, wide: bool) -> String {
    let color = |color| match Color::into_number(color) {
        None => vt100::Color::Default,
        Some(Ok(number)) => vt100::Color::Idx(number),
        Some(Err((red, green, blue))) => vt100::Color::Rgb(red, green, blue),
    };
    let has = |modifier| cell.modifier.contains(modifier);
    let rest = (has(Modifier::UNDERLINED), has(Modifier::REVERSED), wide, false);
    let on_ink = (cell.symbol(), color(cell.fg), has(Modifier::BOLD), has(Modifier::DIM), has(Modifier::ITALIC));
    let blank = cell.symbol() == " " && !rest.0 && !rest.1;
    if blank { format!("{:?} {rest:?}", color(cell.bg)) } else { format!("{:?} {rest:?} {on_ink:?}", color(cell.bg)) }
}

/// A number of the palette, or red, green and blue.
trait IntoNumber {
    fn into_number(self) -> Option<Result<u8, (u8, u8, u8)>>;
}

impl IntoNumber for Color {
    fn into_number(self) -> Option<Result<u8, (u8, u8, u8)>> {
        match self {
            Self::Red => Some(Ok(1)),
            Self::White => Some(Ok(15)),
            Self::Indexed(number) => Some(Ok(number)),
            Self::Rgb(red, green, blue) => Some(Err((red, green, blue))),
            _ => None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_terminal_shows_what_was_drawn((width, height, sheets) in sheets(NARROW)) {
        let mut pair = Pair::new(width, height);
        for (clear, scraps) in sheets {
            if clear {
                pair.clear();
            }
            let next = buffer(width, height, &scraps);
            pair.draw(&next);
            for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                prop_assert_eq!(seen(pair.ours.screen(), x, y), wanted(&next[(x, y)], false), "at {}, {}", x, y);
            }
        }
    }

    #[test]
    fn wide_symbols_are_shown_on_a_cleared_screen((width, height, sheets) in sheets(WIDE)) {
        let mut pair = Pair::new(width, height);
        for (_, scraps) in sheets {
            // Without clearing, what is left of a symbol half covered depends on the terminal, not on us.
            pair.clear();
            let next = buffer(width, height, &scraps);
            pair.draw(&next);
            for y in 0..height {
                let mut x = 0;
                while x < width {
                    let wide = unicode_width::UnicodeWidthStr::width(next[(x, y)].symbol()) > 1;
                    prop_assert_eq!(seen(pair.ours.screen(), x, y), wanted(&next[(x, y)], wide), "at {}, {}", x, y);
                    x += if wide { 2 } else { 1 };
                }
            }
        }
    }

    #[test]
    fn a_terminal_shows_what_the_usual_backend_would(
        (width, height, sheets) in prop_oneof![sheets(WIDE), sheets(SEVERAL)],
    ) {
        let mut pair = Pair::new(width, height);
        for (clear, scraps) in sheets {
            if clear {
                pair.clear();
            }
            pair.draw(&buffer(width, height, &scraps));
            for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                let (ours, theirs) = (seen(pair.ours.screen(), x, y), seen(pair.theirs.screen(), x, y));
                prop_assert_eq!(ours, theirs, "at {}, {}", x, y);
            }
        }
    }

    // Several characters in one cell are left out: the usual backend relies on their width, and this one does not.
    #[test]
    fn no_frame_takes_more_bytes_than_with_the_usual_backend(
        (width, height, sheets) in prop_oneof![sheets(NARROW), sheets(WIDE)],
    ) {
        let mut pair = Pair::new(width, height);
        for (clear, scraps) in sheets {
            if clear {
                pair.clear();
            }
            let (few, many) = pair.draw(&buffer(width, height, &scraps));
            prop_assert!(few <= many, "{} bytes instead of {}", few, many);
        }
    }
}

/// A body, a head, an arm and a leg that move, and a floor that does not.
fn figure(step: u32) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    let swing = (f64::from(step) / 10.0).sin();
    let canvas = Canvas::default().x_bounds([0.0, 80.0]).y_bounds([0.0, 48.0]).paint(|context| {
        let (accent, warm, text) = (Color::Indexed(79), Color::Indexed(209), Color::Reset);
        let mut limb = |x1: f64, y1: f64, x2: f64, y2: f64, color| {
            for thick in 0..4 {
                let aside = f64::from(thick) / 2.0;
                context.draw(&Line { x1: x1 + aside, y1, x2: x2 + aside, y2, color });
            }
        };
        let (hip, neck) = (40.0 + 3.0 * swing, 40.0 + 12.0 * swing);
        limb(40.0, 2.0, 37.0 + 4.0 * swing, 12.0, text);
        limb(37.0 + 4.0 * swing, 12.0, hip, 22.0, text);
        limb(hip, 22.0, neck, 36.0, accent);
        limb(neck, 36.0, neck + 2.0, 42.0, text);
        limb(neck, 34.0, neck + 12.0, 34.0 + 8.0 * swing, warm);
        limb(neck + 12.0, 34.0 + 8.0 * swing, neck + 20.0, 34.0 + 12.0 * swing, text);
        context.draw(&Line { x1: 10.0, y1: 1.0, x2: 70.0, y2: 1.0, color: Color::Indexed(238) });
    });
    canvas.render(buffer.area, &mut buffer);
    buffer
}

#[test]
fn a_figure_that_moves_takes_less_than_four_kilobytes_a_second() {
    let mut pair = Pair::new(80, 24);
    pair.draw(&figure(0));
    let (few, many) =
        (1..=100).map(|step| pair.draw(&figure(step))).fold((0, 0), |sum, bytes| (sum.0 + bytes.0, sum.1 + bytes.1));
    // Ten seconds at ten frames a second, some 64 cells a frame.
    assert!(few < 10 * 4000 && many > 10 * 4000, "{few} bytes instead of {many}");
}
