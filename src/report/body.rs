//! The body in the report: each area as strongly coloured as it was tense.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Report;
use crate::areas::Area;
use crate::figure::atlas::{Facing, map};
use crate::figure::paper;

/// The width and height of a picture in pixels. It is shown at half its size, so that it is sharp in print.
const SIZE: (usize, usize) = (240, 480);

impl Report {
    /// Writes the body from the front and from behind, with the mean tension of each area that has one.
    pub(super) fn body(&self, page: &mut String) {
        let told: Vec<(&Area, f64)> =
            self.known.all().iter().filter_map(|area| Some((area, self.mean_tension(area)?))).collect();
        if told.is_empty() {
            return;
        }
        let words: Vec<String> = told.iter().map(|(area, mean)| format!("{} {mean:.1}", area.label())).collect();
        let words = words.join(", ");
        let _ = writeln!(
            page,
            "<h2>Where it was tense</h2>\n<p>Average tension before sessions and in check-ins: {words}. The more colour, the \
             more tension.</p>\n<p>"
        );
        #[expect(clippy::cast_possible_truncation, reason = "a share from 0 to 1")]
        let glow =
            |zone| told.iter().find(|(of, _)| of.zone() == Some(zone)).map_or(0.0, |(_, mean)| (mean / 10.0) as f32);
        for (facing, name) in [(Facing::Front, "front"), (Facing::Back, "back")] {
            let drawing = paper::of_scene(&map(facing, glow), SIZE);
            let _ = writeln!(
                page,
                "<img alt=\"The {name} of the body: {words}\" width=\"{}\" height=\"{}\" \
                 src=\"data:image/png;base64,{}\">",
                SIZE.0 / 2,
                SIZE.1 / 2,
                STANDARD.encode(drawing.png())
            );
        }
        page.push_str("</p>\n");
    }

    /// The mean of all scores of an area's tension in the weeks of the report.
    fn mean_tension(&self, area: &Area) -> Option<f64> {
        let told = self.weeks.iter().filter_map(|week| week.tension.get(area.word()));
        let (sum, count) = told.fold((0, 0), |(sum, count), (of_week, times)| (sum + of_week, count + times));
        (count > 0).then(|| f64::from(sum) / f64::from(count))
    }
}
