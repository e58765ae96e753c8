//! A screen as a picture: every cell in its colours, with braille and blocks drawn dot by dot, so that it looks the same
//! with any font.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const WIDTH: f64 = 8.0;
const HEIGHT: f64 = 16.0;
const MARGIN: f64 = 12.0;
const GROUND: &str = "#101418";
const TEXT: &str = "#c9ced6";

/// The screen as an SVG document.
pub fn picture(buffer: &Buffer, title: &str) -> String {
    let area = buffer.area;
    let (width, height) = (f64::from(area.width) * WIDTH, f64::from(area.height) * HEIGHT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{0} {0} {1} {2}\" width=\"{1}\" height=\"{2}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13\" role=\"img\" aria-label=\"{title}\">\n\
         <rect x=\"{0}\" y=\"{0}\" width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n",
        -MARGIN,
        width + 2.0 * MARGIN,
        height + 2.0 * MARGIN
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            // A run of letters in one look is one piece of text; dots and blocks are drawn cell by cell.
            let same = |other: &Cell| other.style() == cell.style() && !is_drawn(other.symbol());
            let run = (x..area.width).take_while(|at| same(&buffer[(*at, y)])).count().max(1);
            let cells: Vec<&Cell> = (x..).take(run).map(|at| &buffer[(at, y)]).collect();
            draw(&mut svg, f64::from(x) * WIDTH, f64::from(y) * HEIGHT, &cells);
            x += u16::try_from(run).unwrap();
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn is_drawn(symbol: &str) -> bool {
    symbol.chars().any(|c| matches!(c, '\u{2800}'..='\u{28ff}' | '█' | '▀' | '▄' | '▌' | '▐' | '▘' | '▝' | '▖' | '▗' | '▙'..='▟' | '━' | '─' | '■' | '▪'))
}

fn draw(svg: &mut String, x: f64, y: f64, cells: &[&Cell]) {
    let cell = cells[0];
    let (mut ink, mut ground) = (colour(cell.fg, TEXT), colour(cell.bg, ""));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (if ground.is_empty() { GROUND.to_owned() } else { ground }, ink);
    }
    if !ground.is_empty() {
        let width = WIDTH * f64::from(u16::try_from(cells.len()).unwrap());
        writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\" fill=\"{ground}\" shape-rendering=\"crispEdges\"/>").unwrap();
    }
    let first = cell.symbol().chars().next().unwrap_or(' ');
    if is_drawn(cell.symbol()) {
        let block = |dx: f64, dy: f64, w: f64, h: f64| format!("M{} {}h{w}v{h}h-{w}z", x + dx, y + dy);
        let path: String = match first {
            '█' => block(0.0, 0.0, WIDTH, HEIGHT),
            '▘' | '▝' | '▖' | '▗' | '▙'..='▟' | '▌' | '▐' => {
                let quarters = [(0.0, 0.0), (WIDTH / 2.0, 0.0), (0.0, HEIGHT / 2.0), (WIDTH / 2.0, HEIGHT / 2.0)];
                let bits = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".chars().position(|c| c == first).unwrap_or(0);
                let set = quarters.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                set.map(|(_, (dx, dy))| block(*dx, *dy, WIDTH / 2.0, HEIGHT / 2.0)).collect()
            }
            '▀' => block(0.0, 0.0, WIDTH, HEIGHT / 2.0),
            '▄' => block(0.0, HEIGHT / 2.0, WIDTH, HEIGHT / 2.0),
            '━' => block(0.0, HEIGHT / 2.0 - 1.0, WIDTH, 2.5),
            '─' => block(0.0, HEIGHT / 2.0, WIDTH, 1.0),
            '■' => block(1.0, 5.0, 6.0, 6.0),
            '▪' => block(2.5, 6.5, 3.0, 3.0),
            braille => {
                let bits = u32::from(braille) - 0x2800;
                let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
                let set = places.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                set.map(|(_, (dx, dy))| block(f64::from(*dx) * 4.0 + 0.4, f64::from(*dy) * 4.0 + 0.4, 3.2, 3.2))
                    .collect()
            }
        };
        writeln!(svg, "<path d=\"{path}\" fill=\"{ink}\" shape-rendering=\"crispEdges\"/>").unwrap();
        return;
    }
    let text: String = cells.iter().map(|cell| cell.symbol()).collect();
    let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let mut column = 0;
    // A reader of SVG makes one space of two, so what stands apart is placed apart.
    for piece in text.split("  ") {
        let words = piece.trim();
        let indent = piece.chars().take_while(|c| *c == ' ').count();
        if !words.is_empty() {
            let cells = |count: usize| WIDTH * f64::from(u16::try_from(count).unwrap());
            let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" fill=\"{ink}\" textLength=\"{}\"{weight}>{escaped}</text>",
                x + cells(column + indent),
                y + HEIGHT * 0.75,
                cells(words.chars().count())
            )
            .unwrap();
        }
        column += piece.chars().count() + 2;
    }
}

fn colour(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        // The colour cube and the greys of the usual palette.
        Color::Indexed(index @ 16..=231) => {
            let level = |digit: u8| if digit == 0 { 0 } else { 55 + 40 * digit };
            let cube = index - 16;
            format!("#{:02x}{:02x}{:02x}", level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        Color::Indexed(index @ 232..) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        _ => otherwise.to_owned(),
    }
}
