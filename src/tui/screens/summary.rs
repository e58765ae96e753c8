//! Summary: the end of a session, with what was done, what it did for the week, and the ratings that a person may give.
//!
//! ```text
//! ( the body with what    Done.  5:01 of 5:01 · 6 of 6 exercises
//!   was worked lit )      █▀▀    ▁▁▁     ▄▄▄ ▁▁▁ ███      the streak, and the last
//!                         ▀▀█    ███  ·  ███ ███ ███      seven days with today
//! Last 7 days             How tense is each area?  0-9 …
//! trapezius ━━━■■─ 3:50   ▸ trapezius  ·─·─●━━━○─·─·─·  [ 6]  3
//! ```

mod ratings;
mod week;
mod work;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::history::{Kind, Record, Scores, Session};
use crate::practice::Felt;
use crate::practice::program::of_session;
use crate::session::engine::State;
use crate::session::{Engine, SessionHeader};
use crate::tui::context::Context;
use crate::tui::keymap::{self, Binding, Message, Press};
use crate::tui::layers::reading::Reading;
use crate::tui::scores;
use crate::tui::theme::Theme;
use crate::tui::view::{Command, Effect, Occasion, View};
use crate::tui::widgets::field::Field as Note;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::pen::{Pen, wrap};
use crate::words::clock::clock;
use crate::words::{dose, hurt};
use ratings::{Ratings, Told};
use week::Week;
use work::Work;

/// The longest note that can be typed, in characters.
const LONGEST_NOTE: usize = 200;
/// The least room in which the body stands beside the words, in columns and rows.
const BESIDE: (u16, u16) = (72, 13);
/// The room in which the body is shown from both sides.
const LARGE: (u16, u16) = (130, 22);

/// The rows from which on the week of each area stands beside the body, and not below it.
const HIGH: u16 = 34;

/// The way back into a session that was ended early.
pub type WayBack = fn(&Engine, SessionHeader, &Context) -> Vec<Command>;

/// The end of a session.
#[derive(Debug)]
pub struct Summary {
    engine: Engine,
    header: SessionHeader,
    way_back: WayBack,
    ratings: Ratings,
    note: Note,
    /// What was done, and the week with it.
    work: Work,
    week: Week,
    /// `true` if nothing of it is kept.
    is_rehearsal: bool,
    /// How it felt, in a programme.
    felt: Option<Felt>,
    /// Where a session of a programme led, as sentences: what was reached, and what comes next.
    course: Vec<String>,
    /// The scores, the number of words of the note, and the answer, that a kill would not cost.
    kept: (Told, usize, Option<Felt>),
}

impl Summary {
    /// The end of the session that `engine` ran; `way_back` goes on with it, if it was ended early. Scores of check-ins shortly before it are filled in.
    #[must_use]
    pub fn of(engine: Engine, header: SessionHeader, way_back: WayBack, context: &Context) -> Self {
        let before = context.digest.told_before(header.at);
        let work = Work::of(&engine, context);
        let scores = |area: &str| Scores { before: before.get(area).copied(), after: None };
        let told = work.areas().map(|area| (Some(area.clone()), scores(area.word()))).collect();
        let ratings = Ratings::of(told);
        let kept = (ratings.told().clone(), 0, None);
        let note = Note::new(LONGEST_NOTE);
        let (week, course) = (Week::default(), Vec::new());
        let is_rehearsal = !context.kept;
        let mut summary =
            Self { engine, header, way_back, ratings, note, work, week, is_rehearsal, felt: None, course, kept };
        summary.prepare(context);
        summary
    }

    fn is_completed(&self) -> bool {
        matches!(self.engine.state(), State::Finished { completed: true })
    }

    /// Returns `true` if it asks anything: not what nobody keeps, and nothing after an emergency.
    fn asks(&self) -> bool {
        !self.is_rehearsal && !self.engine.is_emergency()
    }

    /// Returns `true` if it was a session of a programme, done to its end.
    fn asks_how_it_felt(&self) -> bool {
        self.is_completed() && of_session(self.engine.plan().routine()).is_some()
    }

    /// Answers how it felt, or takes the answer back.
    fn feel(&mut self, felt: Felt) {
        self.felt = Some(felt).filter(|felt| self.felt != Some(*felt));
    }

    /// Where the session leads in its programme, with the answer given so far.
    fn course(&self, context: &Context) -> Vec<String> {
        let record = self.header.record(&self.engine, |session| self.tell(session));
        crate::work::course(&self.engine, record, context)
    }

    /// The row that asks how it felt.
    fn felt_line(&self, context: &Context) -> Line<'static> {
        let theme = &context.theme;
        let mut spans = vec![Span::styled("How was it?", theme.strong)];
        let answers =
            [(Felt::Easy, Message::FeltEasy), (Felt::Right, Message::FeltRight), (Felt::Hard, Message::FeltHard)];
        for (felt, message) in answers {
            let is_chosen = self.felt == Some(felt);
            let (mark, ink) = if is_chosen { ("▸", theme.accent.patch(theme.strong)) } else { (" ", theme.text) };
            let key = context.keys.of(message, keymap::SUMMARY_OF_A_PROGRAM);
            spans.push(Span::styled(format!("  {mark}{key} "), theme.accent));
            spans.push(Span::styled(felt.word(), ink));
        }
        Line::from(spans)
    }

    /// Adds to a record what the person has said.
    fn tell(&self, session: &mut Session) {
        let note = self.note.text().trim();
        session.felt = self.felt;
        session.note = (!note.is_empty()).then(|| note.to_owned());
        match self.ratings.told().as_slice() {
            [(None, scores)] => (session.before, session.after) = (scores.before, scores.after),
            told => {
                let told = told.iter().filter(|(_, scores)| *scores != Scores::default());
                let by_area = told.filter_map(|(area, scores)| Some((area.as_ref()?.word().to_owned(), *scores)));
                session.set_tension(by_area.collect());
            }
        }
    }

    /// Keeps what the person has said so far, if that is new: a kill must not cost it. A note is kept word by word.
    fn keep_said(&mut self, context: &Context) -> Vec<Command> {
        let words = self.note.text().split_whitespace().count();
        let said = (self.ratings.told().clone(), words, self.felt);
        if said == self.kept || !context.kept {
            return Vec::new();
        }
        self.kept = said;
        vec![Effect::Checkpoint(Box::new(self.header.told(&self.engine, |session| self.tell(session)))).into()]
    }

    /// The commands that keep the session's record now, with a check-in of every area that limits daily life.
    fn record(&self, context: &Context) -> Vec<Command> {
        if !context.kept {
            return Vec::new();
        }
        let record = self.header.record(&self.engine, |session| self.tell(session));
        let check_in = |(area, tension): (&crate::areas::Area, u8)| {
            let kind = Kind::CheckIn { area: area.word().to_owned(), tension, limits_daily_life: true };
            Record::new(context.now.local, kind)
        };
        let check_ins: Vec<Record> = self.ratings.limiting().map(check_in).collect();
        let check_ins = (!check_ins.is_empty()).then(|| Effect::Append(check_ins).into());
        std::iter::once(Effect::Close(Box::new(record)).into()).chain(check_ins).collect()
    }

    fn save(&self, context: &Context) -> Vec<Command> {
        let mut commands = self.record(context);
        commands.push(Command::Leave);
        commands
    }

    /// All of it in words: whatever a small window leaves out is read here.
    fn in_full(&self, context: &Context) -> Reading {
        let (head, rest) = self.headline();
        let mut facts = vec![
            (head.trim_end_matches('.').to_owned(), vec![rest]),
            ("Exercises".to_owned(), self.work.in_full()),
            ("Areas, last 7 days".to_owned(), self.work.weeks_in_words()),
        ];
        if context.kept {
            let record = self.header.record(&self.engine, |_| {});
            let doses = context.digest.doses_with(record, |id| context.library.exercise(id), &context.settings);
            facts.push(("Muscles stretched today".to_owned(), dose::muscles_today(&doses)));
            facts.push(("Strength, last 7 days".to_owned(), vec![dose::strength(&doses)]));
            facts.push(("Streak".to_owned(), vec![self.week.in_words()]));
            facts.push(("Last 7 days".to_owned(), self.week.day_by_day()));
        }
        if !self.note.is_blank() {
            facts.push(("Note".to_owned(), vec![self.note.text().trim().to_owned()]));
        }
        if self.ratings.is_high() {
            facts.push(("If it lasts".to_owned(), vec![STILL_TENSE.to_owned()]));
        }
        facts.push(("Programme".to_owned(), self.course.clone()));
        facts.retain(|(_, texts)| !texts.is_empty());
        Reading::facts("This session", facts)
    }

    /// How it ended, and how much was done.
    fn headline(&self) -> (&'static str, String) {
        let head = if self.is_completed() { "Done." } else { "Ended early." };
        let (active, total) = (self.engine.progress().active, self.engine.plan().total());
        (head, format!("{} of {} · {}", clock(active), clock(total), self.work.in_short()))
    }
}

impl View for Summary {
    fn keys(&self) -> &'static [Binding] {
        if self.engine.is_emergency() {
            return keymap::SUMMARY_OF_AN_EMERGENCY;
        }
        if self.is_rehearsal {
            return keymap::SUMMARY_OF_A_REHEARSAL;
        }
        match (self.ratings.is_in_note(), self.engine.before_end().is_some()) {
            (true, _) => keymap::SUMMARY_NOTE,
            (false, true) => keymap::SUMMARY_OF_A_PART,
            (false, false) if self.asks_how_it_felt() => keymap::SUMMARY_OF_A_PROGRAM,
            (false, false) => keymap::SUMMARY,
        }
    }

    fn routine(&self) -> Option<&str> {
        Some(self.engine.plan().routine())
    }

    fn prepare(&mut self, context: &Context) {
        let active = self.engine.progress().active.as_secs();
        self.week = Week::with(self.is_completed(), active, context);
        self.work = Work::of(&self.engine, context);
        self.course = self.course(context);
    }

    fn typed(&mut self, context: &Context, press: Press) -> Option<Vec<Command>> {
        match press {
            _ if !self.asks() => return None,
            Press::Ctrl('c') | Press::Up | Press::Down => return None,
            press if self.ratings.is_in_note() && self.note.take(press) => {}
            Press::Char(digit @ '0'..='9') => {
                if let Some(score) = self.ratings.score() {
                    scores::type_digit(score, digit);
                }
            }
            Press::Backspace | Press::Char('-') => {
                if let Some(score) = self.ratings.score() {
                    *score = None;
                }
            }
            Press::Char('q') => return Some(self.save(context)),
            _ => return None,
        }
        Some(self.keep_said(context))
    }

    fn paste(&mut self, _: &Context, text: &str) {
        if self.ratings.is_in_note() {
            self.note.paste(text);
        }
    }

    fn update(&mut self, context: &Context, message: Message) -> Vec<Command> {
        match message {
            Message::Yes | Message::Close => return self.save(context),
            Message::FieldDown => self.ratings.step(true),
            Message::FieldUp => self.ratings.step(false),
            Message::OtherScore => self.ratings.other_score(),
            Message::After | Message::Before => {
                if let Some(score) = self.ratings.score() {
                    scores::step(score, if message == Message::After { 1 } else { -1 });
                }
            }
            Message::Limits => self.ratings.toggle_limits(),
            Message::FeltEasy => self.feel(Felt::Easy),
            Message::FeltRight => self.feel(Felt::Right),
            Message::FeltHard => self.feel(Felt::Hard),
            Message::Details => return vec![Command::open(self.in_full(context))],
            Message::Back => return (self.way_back)(&self.engine, self.header.clone(), context),
            _ => {}
        }
        self.keep_said(context)
    }

    fn on(&mut self, context: &Context, occasion: Occasion) -> Vec<Command> {
        if matches!(occasion, Occasion::End | Occasion::Gone) { self.record(context) } else { Vec::new() }
    }

    fn render(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let page = Page { title: self.engine.plan().title(), status: Line::default(), keys: self.keys(), context };
        let place = page.frame(area, buffer);
        if place.width < BESIDE.0 || place.height < BESIDE.1 {
            self.stacked(context, place, buffer);
            return;
        }
        let is_large = place.width >= LARGE.0 && place.height >= LARGE.1;
        let left = if is_large { place.width * 9 / 20 } else { (place.width * 3 / 10).clamp(22, 40) };
        let gap = if is_large { 5 } else { 3 };
        let body = Rect { width: left, ..place };
        let is_high = place.height >= HIGH;
        if is_large && is_high || self.engine.is_emergency() {
            self.work.body(context, body, buffer);
        } else {
            self.work.body_and_weeks(context, body, buffer);
        }
        let right = Rect { x: place.x + left + gap, width: place.width - left - gap, ..place };
        self.beside(context, is_large && is_high, right, buffer);
    }
}

/// The part of the words beside the body that is as high as there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Streak {
    /// The number and the days, in so many rows.
    Drawn(u16),
    /// One line.
    Line,
    Rehearsal,
}

impl Summary {
    /// Draws all but the body, one below the other: in full where there is room, in fewer words where there is not.
    fn beside(&self, context: &Context, with_weeks: bool, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut pen = Pen::new(buffer, area);
        self.head(context, &mut pen);
        let ratings = self.ratings_rows(area.width, u16::MAX);
        let weeks = if with_weeks { self.work.weeks_rows() } else { 0 };
        let sentences = self.sentences(area.width);
        if self.engine.is_emergency() {
            // What counts now is help.
            pen.gap();
            let rows = pen.rows_left();
            tell(context, &sentences, rows, &mut pen);
            return;
        }
        let room = pen.rows_left().saturating_sub(ratings + weeks);
        // Either every exercise has its line, or they are told in sentences.
        let list = self.work.list_rows();
        let sections = 2 + u16::from(weeks > 0);
        let is_list = room > list + week::LEAST_ROWS + sections;
        let sections = sections + u16::from(is_list);
        let told = if is_list { list } else { count(&sentences).min(room.saturating_sub(week::LEAST_ROWS + 2)).max(1) };
        let left = room.saturating_sub(told + sections);
        let streak = match left {
            _ if !context.kept => Streak::Rehearsal,
            week::LEAST_ROWS.. => Streak::Drawn(left.min(if with_weeks { week::MOST_ROWS } else { week::USUAL_ROWS })),
            _ => Streak::Line,
        };
        let used = match streak {
            Streak::Drawn(rows) => rows,
            Streak::Line | Streak::Rehearsal => 1,
        };
        // What is left over stands between the parts.
        let spare = pen.rows_left().saturating_sub(ratings + weeks + told + used);
        let gap = (spare / sections).min(3);
        if !is_list {
            tell(context, &sentences, told, &mut pen);
        }
        pen.skip(gap);
        match streak {
            Streak::Drawn(rows) => {
                let place = Rect { y: pen.row(), height: rows, ..area };
                self.week.draw(theme, place, buffer);
                pen = Pen::new(
                    buffer,
                    Rect { y: place.bottom(), height: area.bottom().saturating_sub(place.bottom()), ..area },
                );
            }
            Streak::Line => pen.line(self.week.line(theme)),
            Streak::Rehearsal => pen.text(REHEARSAL, theme.warm),
        }
        if is_list {
            pen.skip(gap);
            self.work.list(theme, &mut pen);
        }
        if weeks > 0 {
            pen.skip(gap);
            self.work.weeks(theme, &mut pen);
        }
        pen.skip(gap);
        if ratings > 0 {
            self.rate(context, &mut pen);
        }
    }

    /// Draws everything in one column.
    fn stacked(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = &context.theme;
        let mut pen = Pen::new(buffer, area);
        self.head(context, &mut pen);
        let ratings = self.ratings_rows(area.width, 2);
        let week = 1;
        let rows = pen.rows_left().saturating_sub(ratings + week);
        tell(context, &self.sentences(area.width), rows.min(4), &mut pen);
        if self.engine.is_emergency() {
            return;
        }
        if !context.kept {
            pen.text(REHEARSAL, theme.warm);
        } else if area.width >= week::LEAST_WIDTH && pen.rows_left() >= ratings + week::LEAST_ROWS + 2 {
            let place = Rect { y: pen.row() + 1, height: week::LEAST_ROWS, ..area };
            self.week.draw(theme, place, buffer);
            pen = Pen::new(buffer, Rect { y: place.bottom() + 1, height: area.bottom() - place.bottom() - 1, ..area });
        } else {
            pen.line(self.week.line(theme));
        }
        let ratings = self.ratings_rows(area.width, u16::MAX);
        let weeks = self.work.weeks_rows();
        if context.kept && weeks > 0 && pen.rows_left() >= ratings + weeks + 2 {
            pen.gap();
            self.work.weeks(theme, &mut pen);
            pen.gap();
        }
        if ratings > 0 {
            self.rate(context, &mut pen);
        }
        let below = Rect { y: pen.row() + 1, height: area.bottom().saturating_sub(pen.row() + 1), ..area };
        if below.height >= work::LEAST_BODY && below.width >= 10 {
            self.work.body(context, below, buffer);
        }
    }

    /// Draws how it ended, and the way back where there is one.
    fn head(&self, context: &Context, pen: &mut Pen<'_>) {
        let theme = &context.theme;
        if self.engine.is_emergency() {
            pen.text(hurt::CALL_FOR_HELP, theme.warm.patch(theme.strong));
        }
        let (head, rest) = self.headline();
        let room = usize::from(pen.width()).saturating_sub(head.len() + 2);
        // Where there is no room for it, the number alone says what it counts.
        let short = rest.rsplit_once(' ').map_or("", |(short, _)| short);
        let rest = wrap(if Span::raw(&rest).width() > room { short } else { &rest }, room);
        pen.line(vec![
            Span::styled(format!("{head}  "), theme.accent.patch(theme.strong)),
            Span::styled(rest.first().cloned().unwrap_or_default(), theme.strong),
        ]);
        for row in rest.iter().skip(1) {
            pen.line(Line::styled(row.clone(), theme.strong));
        }
        for (index, sentence) in self.course.iter().enumerate() {
            pen.text(sentence, if index == 0 { theme.accent } else { theme.dim });
        }
        if self.engine.before_end().is_some() {
            let left = clock(self.engine.plan().total().saturating_sub(self.engine.progress().active));
            let key = context.keys.of(Message::Back, self.keys());
            let why = if self.engine.is_emergency() { "Pressed by mistake? Continue" } else { "continue" };
            pen.line(vec![
                Span::styled(format!("{key} "), theme.accent),
                Span::styled(format!("{why}: {left} left"), theme.text),
            ]);
        }
    }

    /// The rows of the question, at most `areas`, whether the chosen one limits the day, the note, and advice, for which a
    /// row is kept so that nothing jumps when a score calls for it. Who has to get help is asked nothing.
    fn ratings_rows(&self, width: u16, areas: u16) -> u16 {
        let areas = self.ratings.rows().min(areas);
        if self.asks() {
            let felt = u16::from(self.asks_how_it_felt());
            Ratings::heading_rows(width).saturating_add(areas).saturating_add(3 + felt)
        } else {
            0
        }
    }

    fn sentences(&self, width: u16) -> Vec<(String, bool)> {
        let rows = |(text, is_warm): (String, bool)| {
            wrap(&text, width.into()).into_iter().map(move |row| (row, is_warm)).collect::<Vec<_>>()
        };
        self.work.sentences().into_iter().flat_map(rows).collect()
    }

    /// Draws the ratings, the note, and what there is to say of them, into what is left.
    fn rate(&self, context: &Context, pen: &mut Pen<'_>) {
        let theme = &context.theme;
        if self.asks_how_it_felt() {
            pen.line(self.felt_line(context));
        }
        let limits = self.ratings.limits_line(theme);
        let is_high = self.ratings.is_high();
        let beside = Ratings::heading_rows(pen.width()) + 2 + u16::from(is_high);
        self.ratings.draw(pen.rows_left().saturating_sub(beside).max(1), theme, pen);
        // Its row stays where nothing is chosen that could limit anything.
        pen.line(limits.unwrap_or_default());
        self.note_line(theme, pen);
        let advice =
            [STILL_TENSE, "Tense for weeks? See a clinician."].map(|text| (text, wrap(text, pen.width().into())));
        let advice = advice.iter().find(|(_, rows)| count(rows) <= pen.rows_left());
        if let (true, Some((text, rows))) = (is_high, advice) {
            pen.skip(u16::from(count(rows) < pen.rows_left()));
            pen.text(text, theme.warm);
        }
    }

    fn note_line(&self, theme: &Theme, pen: &mut Pen<'_>) {
        let chosen = self.ratings.is_in_note();
        let width = usize::from(pen.width()).saturating_sub(8);
        let note = match (chosen, self.note.text()) {
            (true, _) => Span::styled(self.note.shown(width, true), theme.strong),
            (false, "") => Span::styled("-", theme.dim),
            (false, _) => Span::styled(self.note.shown(width, false), theme.text),
        };
        pen.line(vec![
            Span::styled(if chosen { "▸ " } else { "  " }, theme.accent),
            Span::styled("note  ", theme.dim),
            note,
        ]);
    }
}

/// The sentence about an area that is still tense.
const STILL_TENSE: &str = "Still tense after a week or two? Time to see a clinician.";

/// The sentence about a session that leaves no record.
const REHEARSAL: &str = "A rehearsal: not kept in the history.";

/// Draws sentences into so many rows; the key for the rest stands where they do not fit.
fn tell(context: &Context, sentences: &[(String, bool)], rows: u16, pen: &mut Pen<'_>) {
    let theme = &context.theme;
    let rows = usize::from(rows);
    let is_cut = sentences.len() > rows;
    let key = context.keys.of(Message::Details, keymap::SUMMARY);
    for (index, (text, is_warm)) in sentences.iter().take(rows).enumerate() {
        let ink = if *is_warm { theme.warm } else { theme.dim };
        if is_cut && index + 1 == rows {
            let room = usize::from(pen.width()).saturating_sub(7 + Span::raw(key.as_str()).width());
            let text: String = text.chars().take(room).collect();
            let text = text.trim_end_matches(['.', ',', ' ']);
            pen.line(vec![
                Span::styled(format!("{text}… "), ink),
                Span::styled(key.clone(), theme.accent),
                Span::styled(" more", theme.dim),
            ]);
        } else {
            pen.line(Line::styled(text.clone(), ink));
        }
    }
}

/// The number of rows that texts take, one each.
fn count<T>(rows: &[T]) -> u16 {
    u16::try_from(rows.len()).unwrap_or(u16::MAX)
}
