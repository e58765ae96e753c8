//! Taste: the routines and exercises that a person likes, and those that they never want. Pure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::record::{Kind, Liking, Record};

/// What a person likes and what they never want, by the ids of routines and exercises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tastes {
    /// The moment and the id of the newest record of each.
    told: BTreeMap<String, (DateTime<FixedOffset>, String)>,
    favourites: BTreeSet<String>,
    never: BTreeSet<String>,
}

impl Tastes {
    /// What these records say, in whatever order they are: of each id the newest counts.
    #[must_use]
    pub fn told<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut newest: BTreeMap<&str, (&Record, Liking)> = BTreeMap::new();
        for record in records {
            let Kind::Taste { of, is } = &record.kind else { continue };
            let known = newest.entry(of).or_insert((record, *is));
            if (known.0.at, &known.0.id) < (record.at, &record.id) {
                *known = (record, *is);
            }
        }
        let mut tastes = Self::default();
        for (of, (record, is)) in newest {
            tastes.told.insert(of.to_owned(), (record.at, record.id.clone()));
            match is {
                Liking::Favourite => tastes.favourites.insert(of.to_owned()),
                Liking::Never => tastes.never.insert(of.to_owned()),
                Liking::Neither | Liking::Unknown => false,
            };
        }
        tastes
    }

    /// The ids of what they like.
    #[must_use]
    pub const fn favourites(&self) -> &BTreeSet<String> {
        &self.favourites
    }

    /// The ids of what they never want.
    #[must_use]
    pub const fn never(&self) -> &BTreeSet<String> {
        &self.never
    }

    /// How much they like the routine or the exercise with this id.
    #[must_use]
    pub fn of(&self, id: &str) -> Liking {
        match (self.favourites.contains(id), self.never.contains(id)) {
            (true, _) => Liking::Favourite,
            (_, true) => Liking::Never,
            _ => Liking::Neither,
        }
    }

    /// The record that says `now` how much they like `of`. It is later than the one before: of two, the later counts.
    #[must_use]
    pub fn record(&self, now: DateTime<FixedOffset>, of: &str, is: Liking) -> Record {
        let before = self.told.get(of).map(|(at, _)| *at + TimeDelta::seconds(1));
        Record::new(before.map_or(now, |before| now.max(before)), Kind::Taste { of: of.to_owned(), is })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    fn at(second: i64) -> DateTime<FixedOffset> {
        DateTime::from_timestamp(1_795_000_000 + second, 0).unwrap().fixed_offset()
    }

    #[test]
    fn a_mark_in_the_second_of_the_one_before_is_the_newer() {
        let first = Tastes::default().record(at(0), "bridge", Liking::Favourite);
        let second = Tastes::told([&first]).record(at(0), "bridge", Liking::Never);
        assert_eq!(Tastes::told([&second, &first]).of("bridge"), Liking::Never);
    }

    #[test]
    fn a_word_of_a_later_version_is_no_mark() {
        let line = r#"{"v":1,"kind":"taste","id":"01A","at":"2026-11-20T08:00:00+00:00","of":"bridge","is":"weekly"}"#;
        let record = Record::from_line(line).unwrap();
        assert_eq!(Tastes::told([&record]).of("bridge"), Liking::Neither);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn marks_merged_in_any_order_are_the_same(
            told in prop::collection::vec((0i64..5, 0usize..3, 0usize..3), 0..12).prop_map(|told| {
                let liking = [Liking::Favourite, Liking::Never, Liking::Neither];
                let kind = |of: usize, is: usize| Kind::Taste { of: ["a", "b", "c"][of].to_owned(), is: liking[is] };
                told.into_iter().map(|(second, of, is)| Record::new(at(second), kind(of, is))).collect::<Vec<_>>()
            }),
            order in any::<u64>(),
        ) {
            let mut other = told.clone();
            other.sort_by_key(|record| (record.id.bytes().map(u64::from).sum::<u64>() ^ order, record.id.clone()));
            other.extend(told.first().cloned());
            prop_assert_eq!(Tastes::told(&told), Tastes::told(&other));
        }
    }
}
