//! Reading: a text, line by line.

use crate::plain::page::{Page, Wish};
use crate::reading::Paragraph;
use crate::situation::Situation;

/// A text to read.
#[derive(Debug)]
pub struct Reading {
    lines: Vec<String>,
}

impl Reading {
    /// These paragraphs, a line each.
    #[must_use]
    pub fn of(paragraphs: &[Paragraph]) -> Self {
        let line = |paragraph: &Paragraph| match paragraph {
            // A heading has no other sign than its colon here.
            Paragraph::Heading(text) if text.ends_with(['.', ':', '?']) => text.clone(),
            Paragraph::Heading(text) => format!("{text}:"),
            Paragraph::Text(lead, text) if lead.trim_matches(['-', ' ']).is_empty() => text.clone(),
            Paragraph::Text(lead, text) => format!("{}: {text}", lead.trim()),
        };
        Self { lines: paragraphs.iter().map(line).filter(|line| !line.is_empty()).collect() }
    }

    /// Facts under headings.
    #[must_use]
    pub fn facts(facts: &[(&str, Vec<String>)]) -> Self {
        let told = facts.iter().filter(|(_, texts)| texts.iter().any(|text| !text.is_empty()));
        let lines = told.map(|(heading, texts)| {
            let text = texts.join(" ");
            if heading.is_empty() { text } else { format!("{heading}: {text}") }
        });
        Self { lines: lines.collect() }
    }

    /// These lines.
    #[must_use]
    pub const fn lines(lines: Vec<String>) -> Self {
        Self { lines }
    }
}

impl Page for Reading {
    fn says(&self, _: &Situation) -> Vec<String> {
        self.lines.clone()
    }

    fn question(&self, _: &Situation) -> String {
        "Press enter to go on.".to_owned()
    }

    fn names_letters(&self) -> bool {
        false
    }

    fn typed(&mut self, _: &Situation, answer: &str) -> Option<Vec<Wish>> {
        answer.is_empty().then(|| vec![Wish::Close])
    }
}
