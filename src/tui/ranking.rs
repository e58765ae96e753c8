//! Ranking: texts by how well a few typed letters fit them.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The texts that `typed` fits, by their places, the best first; all of them in their order where nothing is typed.
pub fn ranked(typed: &str, texts: impl Iterator<Item = String>) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(typed.trim(), CaseMatching::Ignore, Normalization::Smart);
    let mut letters = Vec::new();
    let score = |(index, text): (usize, String)| {
        let text = Utf32Str::new(&text, &mut letters);
        pattern.score(text, &mut matcher).map(|score| (score, index))
    };
    let mut scored: Vec<(u32, usize)> = texts.enumerate().filter_map(score).collect();
    scored.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    scored.into_iter().map(|(_, index)| index).collect()
}
