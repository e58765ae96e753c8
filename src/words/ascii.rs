//! Plain likenesses, for terminals and fonts that have nothing beyond ASCII.

/// The plain likeness of a character; one column for one column.
#[must_use]
pub fn likeness(c: char) -> char {
    match c {
        _ if c.is_ascii() => c,
        '━' => '=',
        '─' | '–' | '—' | '‐' | '▃' => '-',
        '│' | '┤' | '‖' | '↕' => '|',
        '┌' | '┐' | '└' | '┘' | '╭' | '╮' | '╰' | '╯' | '▒' => '+',
        '▸' | '→' | '▶' | '▷' => '>',
        '←' | '◂' => '<',
        '↑' | '▲' => '^',
        '↓' | '▼' => 'v',
        '✓' => '*',
        '…' => '~',
        '·' | '•' => '.',
        '◆' => '@',
        '●' => 'O',
        '×' | '⇄' => 'x',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '█' | '▀' | '▄' | '▌' | '▐' | '▖' | '▗' | '▘' | '▙' | '▚' | '▛' | '▜' | '▝' | '▞' | '▟' | '■' | '▣' | '▓'
        | '▅' | '▆' | '▇' => '#',
        '▪' | '▫' | '░' | '○' => 'o',
        '▁' | '▂' => '_',
        'é' | 'è' | 'ê' => 'e',
        _ => '?',
    }
}

/// The `text` in ASCII.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().map(likeness).collect()
}
