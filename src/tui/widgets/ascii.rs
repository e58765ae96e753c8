//! For terminals and fonts that have nothing beyond ASCII: every character that has a plain likeness is replaced.

use ratatui::buffer::Buffer;

/// The plain likeness of a character; one column for one column.
#[must_use]
pub fn likeness(c: char) -> char {
    match c {
        _ if c.is_ascii() => c,
        '━' => '=',
        '─' | '–' | '—' | '‐' | '▃' => '-',
        '│' => '|',
        '┌' | '┐' | '└' | '┘' | '╭' | '╮' | '╰' | '╯' | '▒' => '+',
        '▸' | '→' | '▶' => '>',
        '←' | '◂' => '<',
        '↑' => '^',
        '↓' | '✓' => 'v',
        '·' | '…' | '•' => '.',
        '◆' => '@',
        '×' => 'x',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '█' | '▀' | '▄' | '▌' | '▐' | '▖' | '▗' | '▘' | '▙' | '▚' | '▛' | '▜' | '▝' | '▞' | '▟' | '■' | '▓' | '▅'
        | '▆' | '▇' => '#',
        '▪' | '░' => 'o',
        '▁' | '▂' => '_',
        'é' | 'è' | 'ê' => 'e',
        _ => '?',
    }
}

/// `text` in ASCII.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().map(likeness).collect()
}

/// The whole screen in ASCII.
pub fn make_plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let symbol = plain(cell.symbol().get(..).unwrap_or_default());
            cell.set_symbol(symbol.get(..1).unwrap_or("?"));
        }
    }
}
