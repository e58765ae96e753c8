//! The report as one HTML file that needs no other: charts are SVG inside it, nothing is loaded, nothing runs.

use std::fmt::Write as _;

use super::{ABILITIES, ABOUT, HEADS, Report, TITLE};
use crate::areas::Area;
use crate::figure::svg::escaped;
use crate::history::comfort::HIGH_TENSION;
use crate::words::days;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1d2524;--paper:#fff;--dim:#4c5654;--line:#c8d0ce;--warm:#8a4b00;--warm-paper:#fdf3e4;\
--bar:#0b6e67;--pain:#a34700}\
@media(prefers-color-scheme:dark){:root{--ink:#e4ebe9;--paper:#161c1b;--dim:#a2aeab;--line:#3a4543;--warm:#f0b36b;\
--warm-paper:#2b2115;--bar:#4fc2b6;--pain:#ff9d5c}}\
body{font:15px/1.4 system-ui,sans-serif;max-width:52em;margin:2em auto;padding:0 1em;color:var(--ink);\
background:var(--paper)}h1{font-size:1.5em;margin-bottom:.2em}h2{font-size:1.05em;margin:1.2em 0 .3em}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25em .6em .25em 0;\
border-bottom:1px solid var(--line);vertical-align:top;font-variant-numeric:tabular-nums}th{color:var(--dim);\
font-weight:600}.rule{border-left:4px solid var(--warm);padding:.1em .8em;background:var(--warm-paper)}\
.rule p{margin:.4em 0}ul{margin:.3em 0;padding-left:1.2em}.about{color:var(--dim);margin:.2em 0}\
svg{max-width:100%;height:auto}svg text{fill:var(--ink)}svg .dim{fill:var(--dim)}img{background:#fff}\
.wide{overflow-x:auto}.lists{columns:22em 2;column-gap:2.5em}img{border-radius:6px}\
@media print{:root{--ink:#000;--paper:#fff;--dim:#333;--line:#999;--warm:#000;--warm-paper:#fff;--bar:#444;--pain:#000}\
body{margin:0;font-size:10.5px;max-width:none}h1{font-size:15px}h2{font-size:12px;margin:.7em 0 .2em;\
break-after:avoid}p{margin:.2em 0}th,td{padding:.12em .5em .12em 0}img{height:110px;width:auto}svg{width:100%}\
.charts{display:grid;grid-template-columns:1fr 1fr;gap:0 6mm}\
.lists{columns:2}li,tr,svg{break-inside:avoid}@page{margin:11mm}}";

/// The measures of a chart, in the units of its picture.
const WIDTH: f64 = 620.0;
const LEFT: f64 = 96.0;
const BARS: f64 = 46.0;
const LINES: f64 = 90.0;
/// The height of the row that names the first days of weeks.
const WEEK_ROW: f64 = 14.0;

impl Report {
    /// The report as one HTML file.
    #[must_use]
    pub fn html(&self) -> String {
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\"><title>{TITLE}</title><style>{STYLE}</style></head><body>\n<h1>{TITLE}</h1>\n\
             <p>{} to {}. {}</p>\n<p class=\"about\">{ABOUT}</p>\n",
            self.from,
            self.today,
            escaped(&self.in_short())
        );
        let findings = self.findings();
        if !findings.is_empty() {
            page.push_str("<div class=\"rule\"><p>What the log shows, by rules on when to see a clinician:</p><ul>\n");
            for finding in findings {
                let _ = writeln!(page, "<li>{}</li>", escaped(&finding));
            }
            page.push_str("</ul></div>\n");
        }
        let head = HEADS.map(|head| format!("<th>{head}</th>")).concat();
        let _ = write!(page, "<h2>Areas</h2>\n<div class=\"wide\"><table class=\"areas\"><tr>{head}</tr>\n");
        for area in self.areas() {
            let cells = self.row(&area).map(|cell| format!("<td>{}</td>", escaped(&cell))).concat();
            let _ = writeln!(page, "<tr>{cells}</tr>");
        }
        page.push_str("</table></div>\n");
        list(&mut page, ABILITIES, &self.abilities());
        self.body(&mut page);
        self.charts(&mut page);
        page.push_str("<div class=\"lists\">\n");
        for (heading, lines) in self.lists() {
            list(&mut page, heading, &lines);
        }
        page.push_str("</div>\n");
        page.push_str("</body></html>\n");
        page
    }

    fn charts(&self, page: &mut String) {
        let areas = self.areas();
        if areas.is_empty() {
            return;
        }
        page.push_str("<div class=\"charts\"><section><h2>Minutes a week</h2>\n");
        self.minutes(&areas, page);
        page.push_str("</section><section>\n");
        let told: Vec<Area> = areas.into_iter().filter(|area| self.tension_told(area)).collect();
        if !told.is_empty() {
            let _ = writeln!(
                page,
                "<h2>Average tension, week by week</h2>\n<p>The line at {HIGH_TENSION} marks the end of mild.</p>"
            );
            self.tension(&told, page);
        }
        page.push_str("</section></div>\n");
    }

    pub(super) fn tension_told(&self, area: &Area) -> bool {
        self.weeks.iter().any(|week| week.tension.contains_key(area.word()))
    }

    fn place(&self, week: usize) -> (f64, f64) {
        let step = (WIDTH - LEFT) / self.weeks.len().max(1) as f64;
        (LEFT + step * week as f64, step)
    }

    fn minutes(&self, areas: &[Area], page: &mut String) {
        let most = self.weeks.iter().flat_map(|week| week.areas.values()).max().copied().unwrap_or(0).max(1);
        open(page, areas.len(), BARS, "Minutes of each area, week by week");
        for (row, area) in areas.iter().enumerate() {
            let base = BARS * (row + 1) as f64 - 8.0;
            name(page, area, base);
            for (index, week) in self.weeks.iter().enumerate() {
                let secs = week.areas.get(area.word()).copied().unwrap_or(0);
                let height = (BARS - 20.0) * secs as f64 / most as f64;
                let (x, step) = self.place(index);
                let _ = write!(
                    page,
                    "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"var(--bar)\"><title>{}: {} \
                     min</title></rect>",
                    base - height,
                    step - 6.0,
                    week.start,
                    secs / 60
                );
                if secs > 0 {
                    let (x, y) = (x + (step - 6.0) / 2.0, base - height - 3.0);
                    let minutes = if secs < 60 { "&lt;1".to_owned() } else { (secs / 60).to_string() };
                    let _ = write!(page, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{minutes}</text>");
                }
            }
        }
        self.week_names(BARS * areas.len() as f64 + 8.0, page);
        page.push_str("</svg>\n");
    }

    /// Writes the first day of every other week.
    fn week_names(&self, y: f64, page: &mut String) {
        for (index, week) in self.weeks.iter().enumerate().step_by(2) {
            let (x, _) = self.place(index);
            let day = days::day_and_month(week.start);
            let _ = write!(page, "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"dim\">{day}</text>");
        }
    }

    fn tension(&self, areas: &[Area], page: &mut String) {
        open(page, areas.len(), LINES, "Average tension of each area, week by week");
        for (row, area) in areas.iter().enumerate() {
            let top = LINES * row as f64 + 12.0;
            let y = |score: f64| top + (LINES - 24.0) * (1.0 - score / 10.0);
            name(page, area, top + LINES / 2.0 - 8.0);
            for score in [0, HIGH_TENSION, 10] {
                let at = y(score.into());
                let dash = if score == HIGH_TENSION { " stroke-dasharray=\"4 3\"" } else { "" };
                let _ = write!(
                    page,
                    "<path d=\"M{LEFT} {at:.1}H{WIDTH}\" stroke=\"var(--line)\" stroke-width=\".7\"{dash}/><text x=\"{:.1}\" \
                     y=\"{:.1}\" text-anchor=\"end\">{score}</text>",
                    LEFT - 5.0,
                    at + 4.0
                );
            }
            let points: Vec<(f64, f64, f64)> = self
                .weeks
                .iter()
                .enumerate()
                .filter_map(|(index, week)| {
                    let mean = week.mean_tension(area.word())?;
                    let (x, step) = self.place(index);
                    Some((x + step / 2.0, y(mean), mean))
                })
                .collect();
            let line: Vec<String> = points.iter().map(|(x, y, _)| format!("{x:.1},{y:.1}")).collect();
            let line = line.join(" ");
            let _ =
                write!(page, "<polyline points=\"{line}\" fill=\"none\" stroke=\"var(--pain)\" stroke-width=\"2\"/>");
            for (x, y, mean) in points {
                let _ = write!(page, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"var(--pain)\"/>");
                let _ = write!(page, "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{mean:.1}</text>", y - 6.0);
            }
        }
        self.week_names(LINES * areas.len() as f64 + 8.0, page);
        page.push_str("</svg>\n");
    }
}

fn open(page: &mut String, rows: usize, height: f64, what: &str) {
    let height = height * rows as f64 + WEEK_ROW;
    let _ = write!(
        page,
        "<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{what}\" font-size=\"11\" \
         font-family=\"system-ui,sans-serif\"><title>{what}</title>"
    );
}

fn name(page: &mut String, area: &Area, y: f64) {
    let _ = write!(page, "<text x=\"0\" y=\"{y:.1}\" font-size=\"12\">{}</text>", area.label());
}

fn list(page: &mut String, heading: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = write!(page, "<h2>{heading}</h2>\n<ul>\n");
        for line in lines {
            let _ = writeln!(page, "<li>{}</li>", escaped(line));
        }
        page.push_str("</ul>\n");
    }
}
