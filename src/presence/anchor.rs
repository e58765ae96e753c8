//! Anchor: a session that is offered after a command of the person's choice. Pure.

use std::collections::BTreeMap;

use super::choices::Anchor;

/// The seconds for which an offer is not made again.
pub const NOT_AGAIN: i64 = 60 * 60;

/// The anchor of a command that has just succeeded: the one whose words it begins with, and of several the one with most
/// words, unless it was offered within the hour.
#[must_use]
pub fn after<'a>(
    anchors: &'a BTreeMap<String, Anchor>,
    command: &str,
    offered: impl FnOnce() -> BTreeMap<String, i64>,
    now: i64,
) -> Option<(&'a str, &'a Anchor)> {
    let begins = |words: &str| {
        let mut typed = command.split_whitespace();
        !words.trim().is_empty() && words.split_whitespace().all(|word| typed.next() == Some(word))
    };
    let fits = anchors.iter().filter(|(words, _)| begins(words));
    let (words, anchor) = fits.max_by_key(|(words, _)| words.split_whitespace().count())?;
    // A clock that was set back does not silence an offer for longer than an hour.
    let lately = offered().get(words).is_some_and(|last| last.abs_diff(now) < NOT_AGAIN.unsigned_abs());
    (!lately).then_some((words.as_str(), anchor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors() -> BTreeMap<String, Anchor> {
        let anchor = |run: &str| Anchor { run: run.to_owned(), offer: String::new() };
        BTreeMap::from([("git".to_owned(), anchor("one")), ("git push".to_owned(), anchor("two"))])
    }

    fn offer(command: &str, last: Option<i64>) -> Option<String> {
        let offered = || last.map(|last| ("git push".to_owned(), last)).into_iter().collect();
        after(&anchors(), command, offered, 10_000).map(|(words, _)| words.to_owned())
    }

    #[test]
    fn a_command_is_told_by_the_words_it_begins_with() {
        assert_eq!(offer("git  push --force", None).as_deref(), Some("git push"));
        assert_eq!(offer("git pull", None).as_deref(), Some("git"));
        assert_eq!(offer("gitk", None), None);
        assert_eq!(offer("echo git push", None), None);
    }

    #[test]
    fn an_offer_is_made_once_an_hour() {
        assert_eq!(offer("git push", Some(10_000 - NOT_AGAIN + 1)), None);
        assert!(offer("git push", Some(10_000 - NOT_AGAIN)).is_some());
        assert!(offer("git push", Some(10_000 + 2 * NOT_AGAIN)).is_some());
    }
}
