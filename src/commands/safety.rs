//! `supple safety` and `supple learn [TOPIC]`: the texts of the screens, as lines.

use serde_json::json;

use super::context::{Error, say, say_json};
use crate::cli::{Learn, Safety};
use crate::library::Library;
use crate::library::texts::{Note, SUBJECTS, Texts};
use crate::sanitize::clean;
use crate::words::counted;

/// The word and the title of the topic on doses.
const DOSES: (&str, &str) = ("doses", "How much and how often");

pub fn safety(options: &Safety) -> Result<u8, Error> {
    let texts = Library::texts();
    if options.json {
        let sections: Vec<_> = texts
            .safety()
            .iter()
            .map(|(heading, notes)| json!({"heading": heading, "notes": notes.iter().map(note).collect::<Vec<_>>()}))
            .collect();
        say_json(&json!({"short": texts.short, "sections": sections}))?;
        return Ok(0);
    }
    for (heading, notes) in texts.safety() {
        say(format_args!("{heading}:"))?;
        for note in notes {
            say(format_args!("- {}", note.in_full()))?;
        }
        say("")?;
    }
    say(&texts.short)?;
    Ok(0)
}

pub fn learn(options: &Learn) -> Result<u8, Error> {
    let texts = Library::texts();
    let Some(words) = &options.topic else {
        return topics(&texts, options.json);
    };
    let (word, title) = topic(words)?;
    let notes = notes_of(&texts, word);
    if options.json {
        say_json(&json!({"topic": word, "title": title, "notes": notes.into_iter().map(note).collect::<Vec<_>>()}))?;
        return Ok(0);
    }
    say(title)?;
    for note in notes {
        say(format_args!("\n{}", note.in_full()))?;
        let sources: Vec<&str> = note.sources.iter().map(|source| source.title.as_str()).collect();
        if !sources.is_empty() {
            say(format_args!("   {}", sources.join("; ")))?;
        }
    }
    Ok(0)
}

fn topics(texts: &Texts, as_json: bool) -> Result<u8, Error> {
    let all = SUBJECTS.into_iter().chain([DOSES]);
    if as_json {
        let topics: Vec<_> = all.map(|(word, title)| json!({"topic": word, "title": title})).collect();
        say_json(&json!(topics))?;
        return Ok(0);
    }
    for (word, title) in all {
        let count = u64::try_from(notes_of(texts, word).len()).unwrap_or(u64::MAX);
        say(format_args!("{word:<16} {title}, {}", counted(count, "card", "cards")))?;
    }
    say("\nRead one with supple learn TOPIC. Warning signs: supple safety. Exercises: supple show ID.")?;
    Ok(0)
}

/// The topic that `words` name: by its word or title, or by a part of them that is in no other.
fn topic(words: &str) -> Result<(&'static str, &'static str), Error> {
    let words = words.trim().to_lowercase();
    let all = || SUBJECTS.into_iter().chain([DOSES]);
    let is = |(word, title): &(&str, &str)| *word == words || title.to_lowercase() == words;
    let holds = |(word, title): &(&str, &str)| word.contains(&words) || title.to_lowercase().contains(&words);
    let near: Vec<_> = all().filter(holds).collect();
    all().find(is).or_else(|| near.first().copied().filter(|_| near.len() == 1)).ok_or_else(|| {
        let known: Vec<&str> = all().map(|(word, _)| word).collect();
        Error::Usage(format!("there is no topic \"{}\". Topics: {}", clean(&words, 40), known.join(", ")))
    })
}

fn notes_of<'a>(texts: &'a Texts, word: &'a str) -> Vec<&'a Note> {
    if word == DOSES.0 {
        return texts.doses.iter().collect();
    }
    texts.about(word).collect()
}

fn note(note: &Note) -> serde_json::Value {
    json!({
        "text": note.text,
        "action": note.action,
        "sources": note.sources.iter().map(|source| json!({"title": source.title, "url": source.url})).collect::<Vec<_>>(),
    })
}
