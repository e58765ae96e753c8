//! The report as Markdown.

use std::fmt::Write as _;

use super::{ABILITIES, ABOUT, HEADS, Report, TITLE};
use crate::areas::Area;
impl Report {
    /// The report as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("# {TITLE}\n\n{} to {}. {}\n\n{ABOUT}\n", self.from, self.today, self.in_short());
        for finding in self.findings() {
            let _ = write!(text, "\n**{}**\n", plain(&finding));
        }
        let _ = write!(text, "\n## Areas\n\n| {} |\n|{}\n", HEADS.join(" | "), "---|".repeat(HEADS.len()));
        for area in self.areas() {
            let _ = writeln!(text, "| {} |", self.row(&area).map(|cell| plain(&cell)).join(" | "));
        }
        list(&mut text, ABILITIES, &self.abilities());
        self.tension_by_week(&mut text);
        for (heading, lines) in self.lists() {
            list(&mut text, heading, &lines);
        }
        text
    }

    fn tension_by_week(&self, text: &mut String) {
        let areas: Vec<_> = self.areas().into_iter().filter(|area| self.tension_told(area)).collect();
        if areas.is_empty() {
            return;
        }
        let names: Vec<&str> = areas.iter().map(Area::label).collect();
        let _ = write!(text, "\n## Average tension, week by week\n\n| Week of | {} |\n|", names.join(" | "));
        let _ = writeln!(text, "{}", "---|".repeat(names.len() + 1));
        for week in &self.weeks {
            let cells: Vec<String> = areas
                .iter()
                .map(|area| week.mean_tension(area.word()).map_or(String::new(), |mean| format!("{mean:.1}")))
                .collect();
            let _ = writeln!(text, "| {} | {} |", week.start, cells.join(" | "));
        }
    }
}

fn list(text: &mut String, heading: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = write!(text, "\n## {heading}\n\n");
        for line in lines {
            let _ = writeln!(text, "- {}", plain(line));
        }
    }
}

/// The text with the characters escaped that mean something in Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|!~".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
