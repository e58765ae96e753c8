//! Areas and comfort: a chart for each area, week by week, beside what its numbers say. Where rows are few: the areas in
//! a list, and the chart of the chosen one.
//!
//! ```text
//! ▸ trapezius                     10 ┤      8         10
//!   last 7 days    2:40 of 5 min     │  5  ██     7   ██
//!   last 28 days  16 min           0 ┤ ██  ██    ██   ██
//!   minutes per week (max 10)         7 Sep    14 Sep
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::browse::Browse;
use crate::areas::Area;
use crate::history::statistics::AreaTotal;
use crate::tui::context::Context;
use crate::tui::widgets::bars::{Bars, columns, even_width, scale};
use crate::tui::widgets::list::scroll;
use crate::tui::widgets::pen::{Pen, cut, shifted, wrap};
use crate::words::clock::{amount, clock_of};
use crate::words::{days, dose, tension};

/// The columns of the scale beside the bars.
const SCALE: u16 = 4;
/// The width below which there is no room for words beside bars.
const NARROW: u16 = 60;
/// The width from which the words are in full.
const WIDE: u16 = 90;

/// The least columns of an area's name: more is cut only if the rest would not be whole.
const LEAST_NAME: usize = 8;
/// The most rows of a chart with its gap: higher bars say no more.
const MOST_ROWS: u16 = 12;

/// What is drawn of one area.
struct Chart {
    /// What stands beside the area's name.
    beside: String,
    /// The lines below the name, the most important first.
    lines: Vec<Line<'static>>,
    /// The share of the whole height of each week; `None` where there is nothing.
    parts: Vec<Option<f64>>,
    /// The value of each week in a word.
    values: Vec<String>,
    /// What is said instead where no week has anything.
    nothing: &'static str,
}

/// What is the same for all areas of a tab.
struct Frame<'a> {
    context: &'a Context,
    browse: &'a Browse,
    /// What the whole height is worth.
    most: String,
    legend: String,
    /// The columns of the words beside the bars.
    words: u16,
}

/// Draws the minutes of each area week by week, and their sides.
pub(super) fn areas(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let seconds = |of: &Area| -> Vec<u64> {
        browse.weeks.iter().map(|week| week.areas.get(of.word()).copied().unwrap_or(0)).collect()
    };
    let most = browse.areas.iter().flat_map(seconds).max().unwrap_or(0).max(60);
    let week = context.digest.last_seven_days(context.settings.day_start_hour);
    let is_wide = area.width >= WIDE;
    let chart = |of: &Area| {
        let total = browse.four_weeks.areas.get(of.word()).copied().unwrap_or_default();
        let week = week.get(of.word()).copied().unwrap_or(0);
        let mark = if dose::is_enough(week) { " ✓" } else { "" };
        let aim = format!("{}{mark}", dose::of_a_week_exactly(week));
        let (seven, month) = if is_wide { ("last 7 days   ", "last 28 days  ") } else { ("7 days   ", "28 days  ") };
        let line = |label: &'static str, text: String| {
            Line::from(vec![Span::styled(label, theme.dim), Span::styled(text, theme.text)])
        };
        let minutes = seconds(of);
        Chart {
            beside: aim.clone(),
            lines: vec![
                line(seven, aim),
                line(month, format!("{}{}", amount(total.secs), sides(total))),
                balance(total.left_secs, total.right_secs, context),
            ],
            parts: minutes.iter().map(|secs| (*secs > 0).then(|| *secs as f64 / most as f64)).collect(),
            values: minutes.iter().map(|secs| in_minutes(*secs)).collect(),
            nothing: "not stretched in these weeks",
        }
    };
    let legend = format!("minutes per week (max {})", rounded(most));
    let words = if is_wide { 40 } else { 34 };
    Frame { context, browse, most: rounded(most).to_string(), legend, words }.draw(chart, area, buffer);
}

/// Seconds in whole minutes.
const fn rounded(secs: u64) -> u64 {
    (secs + 30) / 60
}

/// Seconds in whole minutes, in a word as short as can be.
fn in_minutes(secs: u64) -> String {
    if (1..30).contains(&secs) { "<1".to_owned() } else { rounded(secs).to_string() }
}

/// The time on each side, where sides were told: `, left 0:50, right 1:10`.
fn sides(total: AreaTotal) -> String {
    match (total.left_secs, total.right_secs) {
        (0, 0) => String::new(),
        (left, right) => format!("  L {} R {}", clock_of(left), clock_of(right)),
    }
}

/// A scale from left to right: the mark stands at the share of time on each side.
fn balance(left: u64, right: u64, context: &Context) -> Line<'static> {
    const WIDE: usize = 21;
    let theme = &context.theme;
    if left + right == 0 {
        return Line::default();
    }
    let part = right as f64 / (left + right) as f64;
    let at = (1..WIDE).filter(|column| part >= (*column as f64 - 0.5) / (WIDE - 1) as f64).count();
    Line::from(vec![
        Span::styled("left ", theme.dim),
        Span::styled("─".repeat(at), theme.faint),
        Span::styled("■", theme.accent),
        Span::styled("─".repeat(WIDE - 1 - at), theme.faint),
        Span::styled(" right", theme.dim),
    ])
}

/// Draws tension week by week, and the change that a session makes.
pub(super) fn comfort(context: &Context, browse: &Browse, area: Rect, buffer: &mut Buffer) {
    let theme = &context.theme;
    let advice = context.digest.advice().first().map(|first| {
        let more = match context.digest.advice().len() - 1 {
            0 => String::new(),
            more => format!(" And {more} more."),
        };
        format!("{}{more} Time to see a clinician: press a for what to bring.", tension::advice(first))
    });
    let rows = advice.as_ref().map_or(0, |text| wrap(text, usize::from(area.width)).len());
    let rows = u16::try_from(rows).unwrap_or(3).min(area.height / 2);
    let above = Rect { height: area.height - rows, ..area };
    let chart = |of: &Area| {
        let comfort = browse.comfort.get(of.word()).copied().unwrap_or_default();
        let change = tension::change(&comfort);
        // Where bars are narrow, so are the values.
        let digits = usize::from(area.width >= WIDE);
        let means = || browse.weeks.iter().map(|week| week.mean_tension(of.word()));
        let window = if comfort.sessions > 0 { "before → after, last 28 days" } else { "" };
        Chart {
            beside: change.clone(),
            lines: vec![Line::styled(change, theme.text), Line::styled(window, theme.dim)],
            parts: means().map(|mean| mean.map(|mean| mean / 10.0)).collect(),
            values: means().map(|mean| mean.map_or_else(String::new, |mean| format!("{mean:.digits$}"))).collect(),
            nothing: "not rated in these weeks",
        }
    };
    let legend = "tension 0 to 10, per week".to_owned();
    Frame { context, browse, most: "10".to_owned(), legend, words: 32 }.draw(chart, above, buffer);
    if let Some(text) = advice {
        let below = Rect { y: above.bottom(), height: rows, ..area };
        Pen::new(buffer, below).text(&text, theme.warm);
    }
}

impl Frame<'_> {
    /// Draws a block of words and bars for each area, as high as there is room; below them the weeks. Where there is no
    /// room for that, the areas in a list.
    fn draw(&self, chart: impl Fn(&Area) -> Chart, area: Rect, buffer: &mut Buffer) {
        let count = u16::try_from(self.browse.areas.len()).unwrap_or(u16::MAX).max(1);
        let block = area.height.saturating_sub(1) / count;
        if block < 3 || area.width < NARROW {
            self.list(chart, area, buffer);
            return;
        }
        let block = block.min(MOST_ROWS);
        let words = Rect { width: self.words, height: block - 1, ..area };
        // Up to the right edge, and all gaps alike: what is left over stands before the scale.
        let wide = even_width(area.width - self.words - SCALE - 1, self.browse.weeks.len()) + SCALE + 1;
        let bars = Rect { x: area.right() - wide, width: wide, height: block - 1, ..area };
        let charts: Vec<(&Area, Chart)> = self.browse.areas.iter().map(|of| (of, chart(of))).collect();
        let names = self.names(charts.iter().map(|(_, chart)| chart.beside.as_str()), self.words);
        // Where there are two rows, what stands beside the names leaves the second to the next line, if all of it fits.
        let is_whole = |(of, chart): &(&Area, Chart)| {
            Span::raw(of.label()).width() <= names && Span::raw(&*chart.beside).width() + names + 4 <= self.words.into()
        };
        let is_low = block < 4 && charts.iter().all(is_whole);
        let theme = &self.context.theme;
        // The values of the chosen area, where they do not stand above the bars.
        let mut values = Vec::new();
        for (index, (of, mut chart)) in charts.into_iter().enumerate() {
            let y = area.y + u16::try_from(index).unwrap_or(0) * block;
            let mut pen = Pen::new(buffer, Rect { y, ..words });
            let beside = if is_low { chart.beside.as_str() } else { "" };
            pen.line(self.name(index, of, beside, names));
            for line in std::mem::take(&mut chart.lines).into_iter().skip(usize::from(is_low)) {
                pen.line(shifted(line, 2));
            }
            let is_chosen = index == self.browse.area;
            if block <= 4 {
                let beneath = std::mem::take(&mut chart.values);
                if is_chosen && chart.parts.iter().any(Option::is_some) {
                    values = beneath;
                }
            }
            let ink = if is_chosen { theme.accent } else { theme.shades[1] };
            self.bars(chart, ink, Rect { y, ..bars }, buffer);
        }
        let foot = Rect { y: area.y + count * block, height: 1, ..area };
        let legend = Line::styled(self.legend.as_str(), theme.dim);
        buffer.set_line(foot.x + 2, foot.y, &legend, self.words - 2);
        let foot = Rect { x: bars.x, width: bars.width, ..foot };
        self.weeks(foot, buffer);
        if foot.y + 1 < area.bottom() {
            self.values(&values, Rect { y: foot.y + 1, ..foot }, buffer);
        }
    }

    /// Draws the areas in a list, and below it the chart of the chosen one.
    fn list(&self, chart: impl Fn(&Area) -> Chart, area: Rect, buffer: &mut Buffer) {
        let areas = &self.browse.areas;
        let charts_rows = if area.height >= 8 { area.height / 2 } else { 0 };
        let rows = usize::from(area.height - charts_rows).min(areas.len());
        let top = scroll(self.browse.area, rows, areas.len());
        let mut pen = Pen::new(buffer, area);
        let charts: Vec<Chart> = areas.iter().map(&chart).collect();
        let names = self.names(charts.iter().map(|chart| chart.beside.as_str()), area.width);
        for (index, (of, chart)) in areas.iter().zip(&charts).enumerate().skip(top).take(rows) {
            pen.line(self.name(index, of, &chart.beside, names));
        }
        let y = pen.row();
        let below = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        let Some(mut chart) = charts.into_iter().nth(self.browse.area).filter(|_| below.height >= 3) else {
            return;
        };
        let text =
            std::mem::take(&mut chart.lines).into_iter().nth(1).filter(|line| below.height >= 4 && line.width() > 0);
        let words = u16::from(text.is_some());
        if let Some(line) = text {
            let line = shifted(line, 2);
            buffer.set_line(below.x, below.y, &line, below.width);
        }
        // All gaps alike, unless that leaves too much of the width.
        let even = even_width(below.width.saturating_sub(SCALE + 1), self.browse.weeks.len()) + SCALE + 1;
        let leaves_little = (below.width - below.width / 8..=below.width).contains(&even);
        let wide = if leaves_little { even } else { below.width };
        let place = Rect { x: below.right() - wide, width: wide, ..below };
        let bars = Rect { y: below.y + words, height: below.height - words - 1, ..place };
        if bars.height < 4 {
            chart.values.clear();
        }
        self.bars(chart, self.context.theme.accent, bars, buffer);
        let foot = Rect { y: bars.bottom(), height: 1, ..bars };
        if area.width >= NARROW {
            self.weeks(foot, buffer);
        } else {
            let legend = cut(&self.legend, usize::from(foot.width.saturating_sub(SCALE)));
            buffer.set_line(foot.x + SCALE, foot.y, &Line::styled(legend, self.context.theme.dim), foot.width);
        }
    }

    /// The columns of the names, so that what stands beside each of them is whole.
    fn names<'c>(&self, beside: impl Iterator<Item = &'c str>, width: u16) -> usize {
        let longest = self.browse.areas.iter().map(|area| Span::raw(area.label()).width()).max().unwrap_or(0);
        let widest = beside.map(|beside| Span::raw(beside).width()).max().unwrap_or(0);
        longest.min(usize::from(width).saturating_sub(widest + 4)).max(LEAST_NAME)
    }

    /// The name of an area, marked if it is chosen, with something beside it.
    fn name(&self, index: usize, of: &Area, beside: &str, names: usize) -> Line<'static> {
        let theme = &self.context.theme;
        let is_chosen = index == self.browse.area;
        let (mark, ink) = if is_chosen { ("▸ ", theme.accent.patch(theme.strong)) } else { ("  ", theme.strong) };
        let name = if beside.is_empty() { of.label().to_owned() } else { cut(of.label(), names) };
        Line::from(vec![
            Span::styled(mark, theme.accent),
            Span::styled(format!("{name:<names$}"), ink),
            Span::styled(format!("  {beside}"), theme.text),
        ])
    }

    /// Draws the bars of an area to the right edge, with the scale at their left; words, where there is nothing to draw.
    fn bars(&self, chart: Chart, ink: Style, area: Rect, buffer: &mut Buffer) {
        let theme = &self.context.theme;
        let Chart { parts, values, nothing, .. } = chart;
        if parts.iter().all(Option::is_none) {
            let x = area.x + SCALE + 1;
            let room = area.width.saturating_sub(SCALE + 1);
            buffer.set_line(x, area.y + area.height / 2, &Line::styled(nothing, theme.dim), room);
            return;
        }
        let labelled = u16::from(!values.is_empty()).min(area.height);
        let axis = Rect { y: area.y + labelled, height: area.height - labelled, width: SCALE, ..area };
        scale(&self.most, axis, theme, buffer);
        let place = Rect { x: area.x + SCALE + 1, width: area.width.saturating_sub(SCALE + 1), ..area };
        (&Bars { parts, values, chosen: None, ink, theme }).render(place, buffer);
    }

    /// Writes the values of the chosen area below its weeks.
    fn values(&self, values: &[String], area: Rect, buffer: &mut Buffer) {
        let area = Rect { x: area.x + SCALE + 1, width: area.width.saturating_sub(SCALE + 1), ..area };
        let (starts, wide) = columns(area.width, values.len());
        for (value, start) in values.iter().zip(starts) {
            let width = u16::try_from(value.len()).unwrap_or(u16::MAX);
            let x = area.x + start + wide.saturating_sub(width).div_ceil(2);
            buffer.set_line(x, area.y, &Line::styled(value.as_str(), self.context.theme.accent), wide);
        }
    }

    /// Names the weeks below the bars, as many as fit.
    fn weeks(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.context.theme;
        let area = Rect { x: area.x + SCALE + 1, width: area.width.saturating_sub(SCALE + 1), ..area };
        let (starts, _) = columns(area.width, self.browse.weeks.len());
        let mut free_from = 0;
        for (week, start) in self.browse.weeks.iter().zip(starts) {
            let name = days::day_and_month(week.start);
            let wide = u16::try_from(name.len()).unwrap_or(6);
            let x = area.x + start;
            if x >= free_from && x + wide <= area.right() {
                buffer.set_line(x, area.y, &Line::styled(name, theme.dim), wide);
                free_from = x + wide + 2;
            }
        }
    }
}
