//! Own keys: the keys that a person gave a meaning of their own in the settings file.

use std::collections::BTreeMap;
use std::str::FromStr;

use strum::IntoEnumIterator;

use super::keymap::{self, Binding, Message, Press};
use crate::sanitize::clean;

/// The keys of the person's own, each with its message; `None` for a key that means nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnKeys {
    own: Vec<(Press, Option<Message>)>,
    /// `true` if arrows are written as words: in ASCII they would be taken for the keys `<`, `>`, `^` and `v`.
    in_words: bool,
}

/// The word for a key that means nothing.
const NOTHING: &str = "none";

impl OwnKeys {
    /// The keys as the settings name them: a key, and the word of its message. What cannot be done comes back as sentences;
    /// the rest holds.
    #[must_use]
    pub fn read(named: &BTreeMap<String, String>) -> (Self, Vec<String>) {
        let mut own = Self::default();
        let mut faults = Vec::new();
        for (key, word) in named {
            match read_one(key, word) {
                Ok(meant) => own.own.push(meant),
                Err(fault) => faults.push(fault),
            }
        }
        if own.own.is_empty() {
            return (own, faults);
        }
        // Nobody may lock themselves in, or be left without the key for pain.
        for table in keymap::TABLES {
            for binding in table.iter().filter(|binding| binding.message.is_vital() && !binding.on.is_empty()) {
                if own.reaches(table, binding.message) {
                    continue;
                }
                own.own.retain(|(press, _)| !binding.on.contains(press));
                let words =
                    format!("\"keys\" would leave \"{}\" without a key, so it keeps its default", binding.message);
                if !faults.contains(&words) {
                    faults.push(words);
                }
            }
        }
        (own, faults)
    }

    /// The same keys, with arrows written as words.
    #[must_use]
    pub fn in_words(self, in_words: bool) -> Self {
        Self { in_words, ..self }
    }

    /// The message that `press` sends in `table`, if it sends one. A key of the person's own goes first; where its message
    /// means nothing, the key keeps its usual one.
    #[must_use]
    pub fn meaning(&self, table: &[Binding], press: Press) -> Option<Message> {
        match self.own.iter().find(|(own, _)| *own == press) {
            Some((_, None)) => None,
            Some((_, Some(message))) if table.iter().any(|binding| binding.message == *message) => Some(*message),
            _ => keymap::meaning(table, press),
        }
    }

    fn reaches(&self, table: &[Binding], message: Message) -> bool {
        let own = self.own.iter().map(|(press, _)| *press);
        let usual = table.iter().flat_map(|binding| binding.on.iter().copied());
        own.chain(usual).any(|press| self.meaning(table, press) == Some(message))
    }

    /// The keys that send `message` in `table` as they are written for people; nothing if none do.
    #[must_use]
    pub fn of(&self, message: Message, table: &[Binding]) -> String {
        let sends = |binding: &&Binding| binding.message == message && !binding.on.is_empty();
        table.iter().find(sends).map_or(String::new(), |binding| self.label(binding, table))
    }

    /// The keys of a line of `table` as they are written for people.
    #[must_use]
    pub fn label(&self, binding: &Binding, table: &[Binding]) -> String {
        let own = self.own.iter().find(|(_, message)| !binding.on.is_empty() && *message == Some(binding.message));
        if let Some((press, _)) = own {
            return press.to_string();
        }
        let usual = |keys: &str| if self.in_words { arrows_in_words(keys) } else { keys.to_owned() };
        let is_taken = |press: &&Press| self.meaning(table, **press) != Some(binding.message);
        if self.own.is_empty() || !binding.on.iter().any(|press| is_taken(&press)) {
            return usual(binding.keys);
        }
        binding.on.iter().find(|press| !is_taken(press)).map_or("-".to_owned(), Press::to_string)
    }
}

/// The arrows among `keys` as words: two of them with a stroke between, as in `up/down`.
fn arrows_in_words(keys: &str) -> String {
    let keys = keys.replace("↑ ↓", "up/down").replace("← →", "left/right");
    keys.replace('↑', "up").replace('↓', "down").replace('←', "left").replace('→', "right")
}

fn read_one(key: &str, word: &str) -> Result<(Press, Option<Message>), String> {
    let press = Press::from_str(key).map_err(|()| {
        format!(
            "\"keys\": \"{}\" is not a key; write a character, ctrl- and a letter, or one of: {}",
            clean(key, 30),
            keymap::NAMED.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
        )
    })?;
    if word == NOTHING {
        return Ok((press, None));
    }
    let message = Message::from_str(word).map_err(|_| {
        let likeness = |known: &Message| strsim::jaro_winkler(known.into(), word);
        let guess = Message::iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        let guess = guess.map(|guess| format!("; did you mean \"{guess}\"?")).unwrap_or_default();
        format!(
            "\"keys\": \"{}\" is not an action{guess} The guide lists them (Files, formats and commands)",
            clean(word, 40)
        )
    })?;
    Ok((press, Some(message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(keys: &[(&str, &str)]) -> (OwnKeys, Vec<String>) {
        OwnKeys::read(&keys.iter().map(|(key, word)| ((*key).to_owned(), (*word).to_owned())).collect())
    }

    #[test]
    fn a_key_gets_a_meaning_where_that_is_one() {
        let (own, faults) = own(&[("d", "down"), ("ctrl-p", "history")]);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(own.meaning(keymap::PICKER, Press::Char('d')), Some(Message::Down));
        assert_eq!(own.meaning(keymap::PICKER, Press::Ctrl('p')), Some(Message::History));
        assert_eq!(own.meaning(keymap::SESSION, Press::Ctrl('p')), None);
        assert_eq!(own.meaning(keymap::UNFINISHED, Press::Char('d')), Some(Message::Discard), "no list is here");
    }

    #[test]
    fn a_footer_names_the_key_that_works() {
        let (own, _) = own(&[("d", "history"), ("l", "none")]);
        let label = |message| {
            let binding = keymap::PICKER.iter().find(|binding| binding.message == message).unwrap();
            own.label(binding, keymap::PICKER)
        };
        assert_eq!((label(Message::History), label(Message::Learn)), ("d".to_owned(), "-".to_owned()));
    }

    #[test]
    fn no_key_can_be_taken_from_pain() {
        let (own, faults) = own(&[("o", "none")]);
        assert_eq!(own.meaning(keymap::SESSION, Press::Char('o')), Some(Message::Ouch));
        assert_eq!(faults, ["\"keys\" would leave \"ouch\" without a key, so it keeps its default"]);
    }

    #[test]
    fn what_is_no_key_and_what_no_key_can_do_are_answered() {
        let (own, faults) = own(&[("hyper-x", "down"), ("x", "histroy")]);
        assert_eq!(own, OwnKeys::default());
        assert!(
            faults[0].contains("\"hyper-x\" is not a key") && faults[1].contains("did you mean \"history\"?"),
            "{faults:?}"
        );
    }
}
