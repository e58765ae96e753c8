//! Safety rules, tips and doses: the texts that belong to no single exercise.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::schema::SourceFile;
use crate::practice::exercise::Source;
use crate::sanitize::clean;

/// Safety rules, tips and doses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// One line for the first screen.
    pub one_line: String,
    /// The purpose of the program and its limits, in three sentences.
    pub short: String,
    /// Signs that need help at once, with what to do.
    pub emergency: Vec<Note>,
    /// Signs that need help soon, with what to do.
    pub urgent: Vec<Note>,
    /// Signs that a clinician should see a knot.
    pub see_clinician: Vec<Note>,
    /// Signs to stop an exercise at.
    pub stop_rules: Vec<Note>,
    /// Strengths that a stretch may be felt with.
    pub pain_scale: Vec<Note>,
    /// Rules for every session.
    pub general_rules: Vec<Note>,
    /// Care with massage guns.
    pub massage_gun: Vec<Note>,
    /// Questions that rule exercises out, by tag.
    pub screening: Vec<(String, String)>,
    /// What a yes to each of them means, in a few words, by tag.
    labels: BTreeMap<String, String>,
    /// Tips about knots, by subject.
    pub tips: Vec<Tip>,
    /// Statements about doses.
    pub doses: Vec<Note>,
}

/// The subjects of tips, in reading order, as the content spells them and as they are shown.
pub const SUBJECTS: [(&str, &str); 9] = [
    ("what-knots-are", "What knots are"),
    ("telling-apart", "Telling them apart"),
    ("causes", "Where they come from"),
    ("prevention", "Keeping them away"),
    ("workstation", "The desk"),
    ("how-to-stretch", "How to stretch"),
    ("treatment", "What helps"),
    ("massage-gun", "Massage guns"),
    ("see-a-doctor", "When to see someone"),
];

/// A statement with its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The statement.
    pub text: String,
    /// The action it asks for, if any.
    pub action: Option<String>,
    /// The sources.
    pub sources: Vec<Source>,
}

impl Note {
    /// The statement, and the action it asks for.
    #[must_use]
    pub fn in_full(&self) -> String {
        self.action.as_ref().map_or_else(|| self.text.clone(), |action| format!("{} {action}", self.text))
    }
}

/// A statement about knots under a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// The subject's word, as in `what-knots-are`.
    pub subject: String,
    /// The statement, with its sources.
    pub note: Note,
}

impl Texts {
    /// Reads the three files that are inside the program. A test proves that they can be read; should one not be,
    /// its texts are empty and the program goes on.
    pub(super) fn read(safety: &str, tips: &str, doses: &str) -> Self {
        let safety: SafetyFile = serde_json::from_str(safety).unwrap_or_default();
        let tips: Vec<TipFile> = serde_json::from_str(tips).unwrap_or_default();
        let doses: Vec<DoseNoteFile> = serde_json::from_str(doses).unwrap_or_default();
        let notes = |files: Vec<NoteFile>| files.into_iter().map(Note::from).collect::<Vec<_>>();
        Self {
            one_line: safety.one_line,
            short: safety.short,
            emergency: notes(safety.emergency),
            urgent: notes(safety.urgent),
            see_clinician: notes(safety.see_clinician),
            stop_rules: notes(safety.stop_rules),
            pain_scale: safety
                .pain_scale
                .into_iter()
                .map(|s| Note {
                    text: format!("{} of 10, {}: {}", s.range, s.label, s.text),
                    action: None,
                    sources: vec![],
                })
                .collect(),
            general_rules: notes(safety.general_rules),
            massage_gun: notes(safety.massage_gun),
            labels: safety.screening.iter().filter_map(|s| Some((s.tag.clone(), s.label.clone()?))).collect(),
            screening: safety.screening.into_iter().map(|s| (s.tag, s.question)).collect(),
            tips: tips.into_iter().map(|t| Tip { subject: t.category, note: note(t.text, t.sources) }).collect(),
            doses: doses.into_iter().map(|d| note(format!("{}: {}", d.topic, d.fact), d.sources)).collect(),
        }
    }

    /// What a yes to the question behind a tag means, in a few words.
    #[must_use]
    pub fn label(&self, tag: &str) -> String {
        self.labels.get(tag).cloned().unwrap_or_else(|| clean(&tag.replace('-', " "), 60))
    }

    /// The texts on safety, each part with its heading, the most urgent first.
    #[must_use]
    pub fn safety(&self) -> [(&'static str, &[Note]); 7] {
        [
            ("Get help at once if you have", &self.emergency),
            ("Get help soon if you have", &self.urgent),
            ("See a clinician if you have", &self.see_clinician),
            ("Stop the exercise if you feel", &self.stop_rules),
            ("How strong a stretch should feel", &self.pain_scale),
            ("Always", &self.general_rules),
            ("With a massage gun", &self.massage_gun),
        ]
    }

    /// The statements under a subject, each said once: what the safety texts say of it, the most urgent first, then the
    /// tips.
    pub fn about<'a>(&'a self, subject: &'a str) -> impl Iterator<Item = &'a Note> {
        let of_safety: [&[Note]; 3] = match subject {
            "massage-gun" => [&self.massage_gun, &[], &[]],
            "see-a-doctor" => [&self.emergency, &self.urgent, &self.see_clinician],
            _ => [&[], &[], &[]],
        };
        let tips = self.tips.iter().filter(move |tip| tip.subject == subject).map(|tip| &tip.note);
        of_safety.into_iter().flatten().chain(tips)
    }

    /// The screening question behind a tag.
    #[must_use]
    pub fn question(&self, tag: &str) -> Option<&str> {
        self.screening.iter().find(|(known, _)| known == tag).map(|(_, question)| question.as_str())
    }
}

fn note(text: String, sources: Vec<SourceFile>) -> Note {
    Note { text, action: None, sources: sources.into_iter().map(Source::from).collect() }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SafetyFile {
    short: String,
    one_line: String,
    emergency: Vec<NoteFile>,
    urgent: Vec<NoteFile>,
    see_clinician: Vec<NoteFile>,
    screening: Vec<QuestionFile>,
    stop_rules: Vec<NoteFile>,
    pain_scale: Vec<ScaleFile>,
    general_rules: Vec<NoteFile>,
    massage_gun: Vec<NoteFile>,
    #[serde(rename = "choices")]
    _choices: serde::de::IgnoredAny,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteFile {
    #[serde(rename = "id", default)]
    _id: Option<String>,
    text: String,
    #[serde(default)]
    action: Option<String>,
    #[serde(rename = "from_memory", default)]
    _from_memory: Option<String>,
    #[serde(default)]
    sources: Vec<SourceFile>,
}

impl From<NoteFile> for Note {
    fn from(file: NoteFile) -> Self {
        Self { action: file.action, ..note(file.text, file.sources) }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    tag: String,
    question: String,
    #[serde(default)]
    label: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleFile {
    range: String,
    label: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TipFile {
    #[serde(rename = "id")]
    _id: String,
    category: String,
    #[serde(rename = "area")]
    _area: String,
    text: String,
    sources: Vec<SourceFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DoseNoteFile {
    topic: String,
    fact: String,
    #[serde(rename = "use")]
    _use: String,
    sources: Vec<SourceFile>,
    #[serde(rename = "from_memory", default)]
    _from_memory: Option<String>,
}
