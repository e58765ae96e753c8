//! Round: a key's way from one value to the next, and from the last one to the first.

use std::collections::BTreeSet;

/// Puts `value` into a set, or takes it out if it is there.
pub fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

/// The value after or before `current` in `all`, going round at the ends.
#[must_use]
pub fn turn<T: Copy + PartialEq>(all: &[T], current: T, forward: bool) -> T {
    let at = all.iter().position(|one| *one == current).unwrap_or(0);
    let by = if forward { 1 } else { all.len().saturating_sub(1) };
    all.get((at + by) % all.len().max(1)).copied().unwrap_or(current)
}

/// The value after or before `current` in `values` and none, going round at the ends.
#[must_use]
pub fn turn_or_none<T: Clone + PartialEq>(values: &[T], current: Option<&T>, forward: bool) -> Option<T> {
    let at = current.and_then(|current| values.iter().position(|value| value == current)).map_or(0, |at| at + 1);
    let by = if forward { 1 } else { values.len() };
    let next = (at + by) % (values.len() + 1);
    next.checked_sub(1).and_then(|index| values.get(index)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_ends_where_it_began() {
        assert_eq!(turn(&[1, 2, 3], 3, true), 1);
        assert_eq!(turn(&[1, 2, 3], 1, false), 3);
    }

    #[test]
    fn a_round_with_none_passes_it_once() {
        let forward: Vec<_> = (0..3)
            .scan(None, |at, _| {
                *at = turn_or_none(&['a', 'b'], at.as_ref(), true);
                Some(*at)
            })
            .collect();
        assert_eq!(forward, [Some('a'), Some('b'), None]);
        assert_eq!(turn_or_none(&['a', 'b'], None, false), Some('b'));
        assert_eq!(turn_or_none(&['a', 'b'], Some(&'a'), false), None);
    }
}
