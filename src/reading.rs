//! Reading: texts to be read as a whole: safety rules, advice, the reasons for a streak.

use crate::digest::{Digest, rules};
use crate::history::advice::{Advice, Rule};
use crate::library::texts::{Note, Texts};
use crate::sanitize::clean;
use crate::settings::Settings;
use crate::words::{days, hurt, streak, tension};

/// A paragraph of a text to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paragraph {
    /// A heading.
    Heading(String),
    /// Text, with something before its first line.
    Text(String, String),
}

impl Paragraph {
    /// Text with nothing before it.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Text(String::new(), text.into())
    }

    /// A statement in a list.
    #[must_use]
    pub fn listed(note: &Note) -> Self {
        Self::Text("- ".to_owned(), note.in_full())
    }
}

/// The safety rules.
#[must_use]
pub fn safety(texts: &Texts) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for (heading, notes) in texts.safety() {
        paragraphs.push(Paragraph::Heading(heading.to_owned()));
        paragraphs.extend(notes.iter().map(Paragraph::listed));
    }
    paragraphs.extend([Paragraph::plain(""), Paragraph::plain(&texts.short)]);
    paragraphs
}

/// The signs that need help at once, after one of them has ended a session; `by_mistake` says how to go on.
#[must_use]
pub fn emergency(texts: &Texts, by_mistake: &str) -> Vec<Paragraph> {
    let mut paragraphs = vec![
        Paragraph::Heading(hurt::CALL_FOR_HELP.to_owned()),
        Paragraph::plain(format!("What you have done so far is saved. {by_mistake}")),
        Paragraph::Heading("Get help at once if you have".to_owned()),
    ];
    paragraphs.extend(texts.emergency.iter().map(Paragraph::listed));
    paragraphs
}

/// What the log shows that a clinician should see, with the things to bring.
#[must_use]
pub fn advice(advice: &[Advice], texts: &Texts) -> Vec<Paragraph> {
    let is_alarm = advice.iter().any(|one| one.rule == Rule::Alarm);
    let mut paragraphs: Vec<Paragraph> =
        is_alarm.then(|| Paragraph::Heading(hurt::CALL_FOR_HELP.to_owned())).into_iter().collect();
    paragraphs.push(Paragraph::plain("Time to see a clinician. Stretching is not enough for this:"));
    paragraphs.extend(advice.iter().map(|one| Paragraph::Text("- ".to_owned(), tension::advice(one))));
    paragraphs
        .extend([Paragraph::plain(format!("This is not a diagnosis. The rules come from: {}.", sources(advice)))]);
    for (heading, notes) in
        [("Get help at once if you have", &texts.emergency), ("Get help soon if you have", &texts.urgent)]
    {
        paragraphs.push(Paragraph::Heading(heading.to_owned()));
        paragraphs.extend(notes.iter().map(Paragraph::listed));
    }
    paragraphs.extend([
        Paragraph::Heading("What to bring".to_owned()),
        Paragraph::plain("A one-page report, to print or show: supple export --report"),
        Paragraph::plain(tension::TO_TELL),
    ]);
    paragraphs
}

/// The reasons for the streak, day by day, newest first.
#[must_use]
pub fn why(digest: &Digest, settings: &Settings) -> Vec<Paragraph> {
    let rules = rules(settings);
    let mut paragraphs = vec![Paragraph::plain(streak::rules(&rules))];
    paragraphs.push(Paragraph::Heading(streak::in_short(digest.streak())));
    let explained = digest
        .history()
        .map(|history| streak::explain(history, digest.days(), digest.streak(), &rules))
        .unwrap_or_default();
    for day in explained.iter().rev() {
        paragraphs.push(Paragraph::Text(format!("{}  ", days::in_a_column(day.day)), clean(&day.why, 120)));
    }
    paragraphs
}

/// The sources of the rules, each once.
fn sources(advice: &[Advice]) -> String {
    let mut sources: Vec<&str> = advice.iter().map(|one| one.rule.source()).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.join("; ")
}
