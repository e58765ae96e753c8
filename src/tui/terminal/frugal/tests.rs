//! The bytes of each rule, and in [`screens`] whether a terminal shows what it should.

#[cfg(unix)]
mod screens;

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::*;

const PLAIN: Style = Style::new();
/// One row down.
const DOWN: &str = if cfg!(unix) { "v" } else { "^[B" };

/// What was written, kept where it can be read.
#[derive(Debug, Default, Clone)]
struct Tape(Rc<RefCell<Vec<u8>>>);

impl Tape {
    fn take(&self) -> Vec<u8> {
        self.0.take()
    }

    fn read(&self) -> String {
        String::from_utf8(self.take()).unwrap().replace('\x1b', "^").replace('\x08', "<").replace('\n', "v")
    }
}

impl Write for Tape {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn frugal(width: u16) -> (Frugal<Tape>, Tape) {
    let tape = Tape::default();
    let mut frugal = Frugal::new(tape.clone());
    frugal.size.set(Some(Size { width, height: 50 }));
    frugal.coloured = true;
    (frugal, tape)
}

/// A terminal of 80 columns with its cursor in column 10 of row 10, counted from 0, and no style on.
fn settled() -> (Frugal<Tape>, Tape) {
    let (mut frugal, tape) = frugal(80);
    frugal.known = Known { cursor: Cursor::At(Position { x: 10, y: 10 }), look: Some(Look::default()) };
    (frugal, tape)
}

fn draw(frugal: &mut Frugal<Tape>, cells: &[(u16, u16, &str, Style)]) {
    let cells: Vec<_> = cells
        .iter()
        .map(|&(x, y, symbol, style)| {
            let mut cell = Cell::default();
            cell.set_symbol(symbol).set_style(style);
            (x, y, cell)
        })
        .collect();
    frugal.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell))).unwrap();
}

/// What is written for these cells; escape is `^`, backspace `<` and line feed `v`.
fn written(cells: &[(u16, u16, &str, Style)]) -> String {
    let (mut frugal, tape) = settled();
    draw(&mut frugal, cells);
    tape.read()
}

/// What is written for two cells side by side, the first of them at the cursor.
fn between(first: Style, second: Style) -> String {
    written(&[(10, 10, "a", first), (11, 10, "b", second)])
}

fn with(modifier: Modifier) -> Style {
    PLAIN.add_modifier(modifier)
}

#[test]
fn nothing_is_taken_for_granted_at_first() {
    let (mut frugal, tape) = frugal(80);
    draw(&mut frugal, &[(2, 1, "a", PLAIN)]);
    assert_eq!(tape.read(), "^[2;3H^[ma");
    draw(&mut frugal, &[(2, 1, "a", PLAIN)]);
    assert_eq!(tape.read(), "<a");
}

#[test]
fn what_is_on_stays_on_from_frame_to_frame() {
    let (mut frugal, tape) = settled();
    draw(&mut frugal, &[(10, 10, "a", PLAIN.fg(Color::Indexed(79)))]);
    assert_eq!(tape.read(), "^[38;5;79ma");
    draw(&mut frugal, &[(11, 10, "b", PLAIN.fg(Color::Indexed(79)))]);
    assert_eq!(tape.read(), "b");
}

#[test]
fn no_cells_are_no_bytes() {
    assert_eq!(written(&[]), "");
}

#[test]
fn the_cursor_goes_the_shortest_way() {
    for (x, y, way) in [
        (10, 10, ""),
        (11, 10, "^[C"),
        (14, 10, "^[4C"),
        (9, 10, "<"),
        (7, 10, "<<<"),
        (6, 10, "^[4D"),
        (0, 10, "^[11H"),
        (10, 9, "^[A"),
        (10, 7, "^[3A"),
        (10, 11, DOWN),
        (10, 14, "^[4B"),
        (10, 30, "^[20B"),
        (9, 11, &format!("{DOWN}<")),
        (14, 8, "^[9;15H"),
        (14, 11, &format!("{DOWN}^[4C")),
        (0, 0, "^[H"),
        (60, 0, "^[;61H"),
        (0, 20, "^[21H"),
        (60, 40, "^[41;61H"),
    ] {
        assert_eq!(written(&[(x, y, "a", PLAIN)]), format!("{way}a"), "to column {x} of row {y}");
    }
}

#[test]
fn behind_the_last_column_the_cursor_is_nowhere() {
    let last = (79, 10, "a", PLAIN);
    assert_eq!(written(&[last, (0, 11, "b", PLAIN)]), "^[69Ca^[12Hb");
    assert_eq!(written(&[last, (79, 11, "b", PLAIN)]), "^[69Ca^[12;80Hb");
    assert_eq!(written(&[last, (78, 10, "b", PLAIN)]), "^[69Ca^[11;79Hb");
    assert_eq!(written(&[(78, 10, "a", PLAIN), (78, 11, "b", PLAIN)]), format!("^[68Ca{DOWN}<b"));
}

#[test]
fn where_the_last_column_is_unknown_every_cell_is_gone_to() {
    let (mut frugal, tape) = frugal(80);
    frugal.measure_anew();
    draw(&mut frugal, &[(3, 0, "a", PLAIN), (4, 0, "b", PLAIN)]);
    assert_eq!(tape.read(), "^[;4H^[ma^[;5Hb");
}

#[test]
fn braille_moves_the_cursor_by_one() {
    assert_eq!(written(&[(10, 10, "⣿", PLAIN), (12, 10, "⡇", PLAIN)]), "⣿^[C⡇");
}

#[test]
fn after_a_wide_symbol_and_after_several_in_one_cell_the_cursor_is_nowhere() {
    for symbol in ["你", "e\u{301}", "👩‍🚀", "\u{200b}", "⚠\u{fe0f}"] {
        let cells = [(10, 10, symbol, PLAIN), (12, 10, "b", PLAIN)];
        assert_eq!(written(&cells), format!("{symbol}^[11;13Hb"));
    }
}

#[test]
fn a_symbol_of_ambiguous_width_is_written_on_from_but_not_counted_from() {
    assert_eq!(written(&[(10, 10, "━", PLAIN), (11, 10, "a", PLAIN)]), "━a");
    assert_eq!(written(&[(10, 10, "━", PLAIN), (12, 10, "a", PLAIN)]), "━^[11;13Ha");
    assert_eq!(written(&[(10, 10, "━", PLAIN), (11, 10, "a", PLAIN), (11, 11, "b", PLAIN)]), "━a^[12;12Hb");
}

#[test]
fn an_empty_symbol_is_passed_over() {
    assert_eq!(written(&[(10, 10, "", PLAIN), (11, 10, "b", PLAIN)]), "^[Cb");
}

#[test]
fn colours_have_their_shortest_names() {
    for (color, name) in [
        (Color::Red, "31"),
        (Color::Gray, "37"),
        (Color::DarkGray, "90"),
        (Color::White, "97"),
        (Color::Indexed(3), "33"),
        (Color::Indexed(9), "91"),
        (Color::Indexed(16), "38;5;16"),
        (Color::Rgb(1, 20, 255), "38;2;1;20;255"),
    ] {
        assert_eq!(between(PLAIN.fg(color), PLAIN.bg(Color::Black)), format!("^[{name}ma^[0;40mb"));
    }
    for (color, name) in
        [(Color::LightBlue, "104"), (Color::Indexed(254), "48;5;254"), (Color::Rgb(224, 238, 236), "48;2;224;238;236")]
    {
        assert_eq!(between(PLAIN.bg(color), PLAIN.fg(Color::Black)), format!("^[{name}ma^[0;30mb"));
    }
}

#[test]
fn underlines_have_colours_by_number_only() {
    let (red, teal) = (Color::Red, Color::Rgb(0, 118, 104));
    let underlined = with(Modifier::UNDERLINED);
    assert_eq!(
        between(underlined.underline_color(red), underlined.underline_color(teal)),
        "^[4;58;5;1ma^[58;2;0;118;104mb"
    );
    let (red, bold) = (PLAIN.fg(red).underline_color(red), PLAIN.fg(red).add_modifier(Modifier::ITALIC));
    assert_eq!(between(red, bold), "^[31;58;5;1ma^[3;59mb");
}

#[test]
fn bold_does_not_change_a_colour() {
    let red = PLAIN.fg(Color::Red);
    let bold = red.add_modifier(Modifier::BOLD);
    // Many terminals draw 31 as 91 where it is bold; crossterm's 38;5;1 they leave alone.
    assert_eq!(between(red, bold), "^[31ma^[1;38;5;1mb");
    assert_eq!(between(bold, red), "^[1;38;5;1ma^[22mb");
    let bold = PLAIN.fg(Color::LightRed).add_modifier(Modifier::BOLD);
    assert_eq!(between(PLAIN.fg(Color::LightRed), bold), "^[91ma^[1mb");
}

#[test]
fn a_change_of_style_says_what_changes_and_no_more() {
    let accent = PLAIN.fg(Color::Indexed(79)).bg(Color::Indexed(254));
    assert_eq!(between(accent, accent.fg(Color::Indexed(209))), "^[38;5;79;48;5;254ma^[38;5;209mb");
    assert_eq!(between(accent, accent.bg(Color::Reset)), "^[38;5;79;48;5;254ma^[49mb");
    assert_eq!(
        between(accent, accent.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)),
        "^[38;5;79;48;5;254ma^[1;4mb"
    );
}

#[test]
fn every_modifier_is_turned_on_and_off() {
    // With a colour that stays, so that turning everything off is not the shorter way.
    let base = PLAIN.fg(Color::Rgb(100, 100, 100));
    for (modifier, on, off) in [
        (Modifier::BOLD, "1", "22"),
        (Modifier::DIM, "2", "22"),
        (Modifier::ITALIC, "3", "23"),
        (Modifier::UNDERLINED, "4", "24"),
        (Modifier::SLOW_BLINK, "5", "25"),
        (Modifier::RAPID_BLINK, "6", "25"),
        (Modifier::REVERSED, "7", "27"),
        (Modifier::HIDDEN, "8", "28"),
        (Modifier::CROSSED_OUT, "9", "29"),
        (Modifier::BOLD | Modifier::ITALIC | Modifier::REVERSED, "1;3;7", "22;23;27"),
    ] {
        let bytes = between(base.add_modifier(modifier), base);
        assert_eq!(bytes, format!("^[{on};38;2;100;100;100ma^[{off}mb"), "{modifier:?}");
    }
}

#[test]
fn what_goes_off_with_another_comes_on_again() {
    let base = PLAIN.fg(Color::Rgb(100, 100, 100));
    let style = |modifier| base.add_modifier(modifier);
    for (both, one, bytes) in [
        (Modifier::BOLD | Modifier::DIM, Modifier::BOLD, "22;1"),
        (Modifier::BOLD | Modifier::DIM, Modifier::DIM, "22;2"),
        (Modifier::SLOW_BLINK | Modifier::RAPID_BLINK, Modifier::RAPID_BLINK, "25;6"),
    ] {
        let written = between(style(both), style(one));
        assert!(written.ends_with(&format!("^[{bytes}mb")), "{written}");
    }
}

#[test]
fn everything_is_turned_off_where_that_is_shorter() {
    assert_eq!(between(PLAIN.fg(Color::Red), PLAIN), "^[31ma^[mb");
    let much = PLAIN.fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    assert_eq!(between(much, with(Modifier::ITALIC)), "^[1;4;38;5;1;44ma^[0;3mb");
}

#[test]
fn a_blank_takes_any_style_that_does_not_show_on_it() {
    let (warm, bold) = (PLAIN.fg(Color::Indexed(209)), with(Modifier::BOLD));
    assert_eq!(between(warm, PLAIN), "^[38;5;209ma^[mb");
    let (mut frugal, tape) = settled();
    draw(&mut frugal, &[(10, 10, "a", warm), (11, 10, " ", PLAIN), (12, 10, " ", bold), (13, 10, "b", warm)]);
    assert_eq!(tape.read(), "^[38;5;209ma  b");
    for shows in [warm.bg(Color::Blue), warm.add_modifier(Modifier::UNDERLINED), warm.add_modifier(Modifier::REVERSED)]
    {
        draw(&mut frugal, &[(14, 10, "a", shows), (15, 10, " ", PLAIN)]);
        assert!(tape.read().ends_with("ma^[m "));
        draw(&mut frugal, &[(14, 10, " ", shows)]);
        assert!(tape.read().ends_with("m "));
    }
}

#[test]
fn cells_are_drawn_style_by_style_where_that_is_shorter() {
    let (one, other) = (PLAIN.fg(Color::Indexed(79)), PLAIN.fg(Color::Indexed(209)));
    let cells = [(10, 10, "a", one), (11, 10, "b", other), (12, 10, "c", one), (13, 10, "d", other)];
    assert_eq!(written(&cells), "^[38;5;79ma^[Cc^[38;5;209md<<<b");
    // The style that is on comes first.
    let (mut frugal, tape) = settled();
    draw(&mut frugal, &[(9, 10, "x", other)]);
    tape.take();
    draw(&mut frugal, &cells);
    assert_eq!(tape.read(), "^[Cb^[Cd<<^[38;5;79mc<<<a");
}

#[test]
fn what_may_cover_its_neighbour_is_drawn_in_its_turn() {
    let (one, other) = (PLAIN.fg(Color::Indexed(79)), PLAIN.fg(Color::Indexed(209)));
    let cells = [(10, 10, "a", one), (11, 10, "b", other), (12, 10, "c", one), (13, 10, "你", other)];
    assert_eq!(written(&cells), "^[38;5;79ma^[38;5;209mb^[38;5;79mc^[38;5;209m你");
}

#[test]
fn another_screen_takes_nothing_for_granted() {
    let (mut frugal, tape) = settled();
    let cells: Vec<_> = (0..10).flat_map(|y| (0..70).map(move |x| (x, y, "a", PLAIN))).collect();
    draw(&mut frugal, &cells);
    assert!(tape.read().starts_with("^[H^[maa"));
}

#[test]
fn a_screen_is_cleared_in_no_colour() {
    let (mut frugal, tape) = settled();
    draw(&mut frugal, &[(10, 10, "a", PLAIN.bg(Color::Blue))]);
    tape.take();
    frugal.clear().unwrap();
    assert_eq!(tape.read(), "^[m^[2J");
    draw(&mut frugal, &[(11, 10, "a", PLAIN)]);
    assert_eq!(tape.read(), "^[11;12Ha");
}

#[test]
fn what_was_forgotten_is_said_again() {
    let (mut frugal, tape) = settled();
    frugal.hide_cursor().unwrap();
    tape.take();
    frugal.forget();
    frugal.hide_cursor().unwrap();
    draw(&mut frugal, &[(10, 10, "a", PLAIN)]);
    assert_eq!(tape.read(), "^[?25l^[11;11H^[ma");
}

#[test]
fn whoever_moves_the_cursor_leaves_it_nowhere() {
    let (mut frugal, tape) = settled();
    frugal.set_cursor_position((11, 10)).unwrap();
    tape.take();
    draw(&mut frugal, &[(11, 10, "a", PLAIN)]);
    assert_eq!(tape.read(), "^[11;12Ha");
    frugal.append_lines(1).unwrap();
    tape.take();
    draw(&mut frugal, &[(12, 10, "a", PLAIN)]);
    assert_eq!(tape.read(), "^[11;13Ha");
}

#[test]
fn a_frame_is_one_write() {
    #[derive(Default, Clone)]
    struct Count(Rc<RefCell<usize>>);
    impl Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            *self.0.borrow_mut() += 1;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let count = Count::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
    let mut terminal = Terminal::with_options(Frugal::new(count.clone()), TerminalOptions { viewport }).unwrap();
    terminal.draw(|frame| frame.render_widget("first", frame.area())).unwrap();
    count.0.take();
    terminal.draw(|frame| frame.render_widget("second", frame.area())).unwrap();
    assert_eq!(count.0.take(), 1);
    terminal.draw(|frame| frame.render_widget("second", frame.area())).unwrap();
    assert_eq!(count.0.take(), 0);
}

#[test]
fn the_cursor_is_hidden_once() {
    let (mut frugal, tape) = settled();
    frugal.hide_cursor().unwrap();
    frugal.hide_cursor().unwrap();
    frugal.show_cursor().unwrap();
    frugal.show_cursor().unwrap();
    frugal.hide_cursor().unwrap();
    assert_eq!(tape.read(), "^[?25l^[?25h^[?25l");
}

#[test]
fn without_colours_there_are_modifiers_only() {
    let (mut frugal, tape) = settled();
    frugal.coloured = false;
    let style = PLAIN.fg(Color::Red).bg(Color::Blue).underline_color(Color::Green).add_modifier(Modifier::BOLD);
    draw(&mut frugal, &[(10, 10, "a", style)]);
    assert_eq!(tape.read(), "^[1ma");
}
