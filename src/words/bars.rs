//! Bars of one character each.

/// The bars, in eighths of a cell, and their likenesses in ASCII.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const PLAIN: [char; 8] = ['.', ':', '-', '=', '+', '*', '%', '#'];

/// The bar for a part, from 0 to 1, of the highest value. A part above 0 is never drawn as nothing.
#[must_use]
pub fn bar(part: f64, ascii: bool) -> char {
    if part <= 0.0 || !part.is_finite() {
        return if ascii { '_' } else { '·' };
    }
    let eighths = (1..8).filter(|eighth| part > f64::from(*eighth) / 8.0).count();
    if ascii { PLAIN[eighths] } else { BARS[eighths] }
}

/// A row of bars, the highest of them full.
#[must_use]
pub fn row(values: &[u64], ascii: bool) -> String {
    let most = values.iter().max().copied().unwrap_or(0).max(1);
    values.iter().map(|value| bar(*value as f64 / most as f64, ascii)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_is_full_nothing_is_a_dot_and_little_is_seen() {
        assert_eq!(row(&[0, 1, 50, 100], false), "·▁▄█");
        assert_eq!(row(&[0, 1, 50, 100], true), "_.=#");
        assert_eq!(row(&[0, 0], false), "··");
    }
}
