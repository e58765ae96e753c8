//! Summary: the end of a session, with what was done, what it did for the week, and the ratings that a person may give.

use std::time::Duration;

use super::check_in::limiting;
use super::reading::Reading;
use super::score;
use crate::areas::Area;
use crate::figure::words::capital;
use crate::history::comfort::HIGH_TENSION;
use crate::history::{Kind, Record, Scores, Session};
use crate::plain::page::{Begin, Effect, Page, Wish};
use crate::practice::Felt;
use crate::practice::dose::OF_A_WEEK;
use crate::practice::program::of_session;
use crate::reading;
use crate::session::engine::State;
use crate::session::{Engine, SessionHeader};
use crate::situation::Situation;
use crate::words::{aloud, dose, streak};
use crate::work::{self, Work};

/// The longest note that is kept, in characters.
const LONGEST_NOTE: usize = 200;

/// The end of a session, and the question that is asked of it.
#[derive(Debug)]
pub struct Summary {
    engine: Box<Engine>,
    header: SessionHeader,
    work: Work,
    /// The areas that were worked, or the body as a whole: scores, and whether it limits the day.
    told: Vec<(Option<Area>, Scores, bool)>,
    felt: Option<Felt>,
    note: String,
    at: Asked,
    /// `true` until the first answer.
    is_first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Now(usize),
    Before(usize),
    Felt,
    Note,
    /// Nothing, after signs that need help at once.
    Mistake,
}

impl Summary {
    /// The end of the session that `engine` ran. Scores of check-ins shortly before it are filled in.
    #[must_use]
    pub fn of(engine: Engine, header: SessionHeader, situation: &Situation) -> Self {
        let before = situation.digest.told_before(header.at);
        let work = Work::of(&engine, situation);
        let scores = |area: &str| Scores { before: before.get(area).copied(), after: None };
        let areas = work.areas();
        let mut told: Vec<_> = areas.map(|area| (Some(area.clone()), scores(area.word()), false)).collect();
        if told.is_empty() {
            told.push((None, Scores::default(), false));
        }
        let at = if engine.is_emergency() { Asked::Mistake } else { Asked::Now(0) };
        let (felt, note) = (None, String::new());
        Self { engine: Box::new(engine), header, work, told, felt, note, at, is_first: true }
    }

    fn is_completed(&self) -> bool {
        matches!(self.engine.state(), State::Finished { completed: true })
    }

    fn can_go_on(&self) -> bool {
        self.engine.before_end().is_some()
    }

    /// Adds to a record what the person has said.
    fn tell(&self, session: &mut Session) {
        let note = self.note.trim();
        session.felt = self.felt;
        session.note = (!note.is_empty()).then(|| note.to_owned());
        if let [(None, scores, _)] = self.told.as_slice() {
            (session.before, session.after) = (scores.before, scores.after);
            return;
        }
        let told = self.told.iter().filter(|(_, scores, _)| *scores != Scores::default());
        let by_area = told.filter_map(|(area, scores, _)| Some((area.as_ref()?.word().to_owned(), *scores)));
        session.set_tension(by_area.collect());
    }

    fn record(&self) -> Record {
        self.header.record(&self.engine, |session| self.tell(session))
    }

    /// What keeps the session's record now, with a check-in of every area that limits daily life.
    fn keep(&self, situation: &Situation) -> Vec<Effect> {
        if !situation.kept {
            return Vec::new();
        }
        let check_in = |(area, scores, limits): &(Option<Area>, Scores, bool)| {
            let area = area.as_ref().filter(|_| *limits)?.word().to_owned();
            let kind = Kind::CheckIn { area, tension: scores.after.or(scores.before)?, limits_daily_life: true };
            Some(Record::new(situation.now.local, kind))
        };
        let check_ins: Vec<Record> = self.told.iter().filter_map(check_in).collect();
        let check_ins = (!check_ins.is_empty()).then_some(Effect::Append(check_ins));
        std::iter::once(Effect::Close(Box::new(self.record()))).chain(check_ins).collect()
    }

    /// Goes on to the next question; after the last one, the record is kept.
    fn go_on(&mut self, situation: &Situation) -> Vec<Wish> {
        self.is_first = false;
        let has = |place: usize| self.told.get(place).map(|(_, scores, _)| *scores);
        let next = match self.at {
            Asked::Now(place) if has(place).is_some_and(|of| of.after.is_some() && of.before.is_none()) => {
                Some(Asked::Before(place))
            }
            Asked::Now(place) | Asked::Before(place) if has(place + 1).is_some() => Some(Asked::Now(place + 1)),
            Asked::Now(_) | Asked::Before(_) if self.asks_how_it_felt() => Some(Asked::Felt),
            Asked::Now(_) | Asked::Before(_) | Asked::Felt => Some(Asked::Note),
            Asked::Note | Asked::Mistake => None,
        };
        let Some(next) = next else { return self.save(situation) };
        self.at = next;
        if !situation.kept {
            return Vec::new();
        }
        // A kill must not cost what was said.
        let told = self.header.told(&self.engine, |session| self.tell(session));
        vec![Wish::Do(Effect::Checkpoint(Box::new(told)))]
    }

    fn is_high(&self) -> bool {
        self.told.iter().any(|(_, scores, _)| scores.after.is_some_and(|after| after >= HIGH_TENSION))
    }

    fn save(&self, situation: &Situation) -> Vec<Wish> {
        let kept = self.keep(situation);
        let said = if kept.is_empty() {
            Wish::Say("A rehearsal, so it is not in your history.".to_owned())
        } else {
            Wish::Do(Effect::SaySaved)
        };
        let kept = kept.into_iter().map(Wish::Do);
        let still_tense = self.is_high().then(|| Wish::Say(STILL_TENSE.to_owned()));
        kept.chain([Wish::Leave, said]).chain(still_tense).collect()
    }

    /// Returns `true` if it was a session of a programme, done to its end.
    fn asks_how_it_felt(&self) -> bool {
        self.is_completed() && of_session(self.engine.plan().routine()).is_some()
    }

    fn area(&self, place: usize) -> String {
        let area = self.told.get(place).and_then(|(area, ..)| area.as_ref());
        area.map_or("Overall".to_owned(), |area| capital(area.label()))
    }

    fn left(&self) -> String {
        aloud::time(self.engine.plan().total().saturating_sub(self.engine.progress().active))
    }
}

/// How ratings are typed.
const HOW_TO_RATE: &str = "Rate tension from 0, not at all, to 10. Add l if it limits your day, such as 7 l.";

/// The sentence about an area that is still tense.
const STILL_TENSE: &str = "Still tense after a week or two? Time to see a clinician.";

impl Page for Summary {
    fn says(&self, situation: &Situation) -> Vec<String> {
        if !self.is_first {
            return Vec::new();
        }
        if self.at == Asked::Mistake {
            let by_mistake = "Pressed by mistake? Type c to continue.";
            return Reading::of(&reading::emergency(&situation.texts, by_mistake)).says(situation);
        }
        let (active, total) = (self.engine.progress().active, self.engine.plan().total());
        let head = if self.is_completed() { "done" } else { "ended early" };
        let title = self.engine.plan().title();
        let time = if self.is_completed() {
            aloud::time(active)
        } else {
            format!("{} of {}", aloud::time(active), aloud::time(total))
        };
        let mut says = vec![format!("{title}: {head}, {}, {time}.", self.work.in_short())];
        says.extend(self.work.sentences().into_iter().map(|(sentence, _)| sentence));
        says.extend(work::course(&self.engine, self.record(), situation));
        if situation.kept {
            let active = active.as_secs();
            let streak = situation.digest.streak_with(self.is_completed(), active, &situation.settings);
            says.extend(streak::in_sentences(&streak));
            says.extend(self.work.areas.iter().map(|share| {
                let [now, week] = [share.now, share.week].map(|secs| aloud::time(Duration::from_secs(secs)));
                let enough = if dose::is_enough(share.week) { ", which is enough" } else { "" };
                let goal = aloud::time(OF_A_WEEK);
                format!("{}: {now} now, {week} of {goal} in 7 days{enough}.", capital(share.area.label()))
            }));
        } else {
            says.push("A rehearsal, so it is not kept in your history.".to_owned());
        }
        says.push(HOW_TO_RATE.to_owned());
        says
    }

    fn question(&self, _: &Situation) -> String {
        match self.at {
            Asked::Now(place) => format!("{}: how tense is it now?", self.area(place)),
            Asked::Before(place) => format!("{}: how tense was it before the session?", self.area(place)),
            Asked::Felt => "How was it?".to_owned(),
            Asked::Note => "A note for yourself?".to_owned(),
            Asked::Mistake => hurt_question(),
        }
    }

    fn choices(&self, _: &Situation) -> Vec<String> {
        match self.at {
            Asked::Felt => Felt::ALL.iter().map(|felt| capital(felt.word())).collect(),
            _ => Vec::new(),
        }
    }

    fn answers(&self, _: &Situation) -> String {
        let go_on =
            if self.can_go_on() { format!(", c to continue the session, {} left", self.left()) } else { String::new() };
        match self.at {
            Asked::Now(_) | Asked::Before(_) => format!("0 to 10, enter to skip, d to skip all{go_on}"),
            Asked::Felt => "enter to skip".to_owned(),
            Asked::Note => "Type it, or press enter for none".to_owned(),
            Asked::Mistake => "Enter to close, c to continue if it was a mistake".to_owned(),
        }
    }

    fn in_short(&self) -> Option<&'static str> {
        match self.at {
            Asked::Now(_) | Asked::Before(_) => Some("0 to 10, or enter"),
            Asked::Felt | Asked::Note | Asked::Mistake => None,
        }
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        self.felt = Felt::ALL.get(choice).copied();
        self.go_on(situation)
    }

    fn typed(&mut self, situation: &Situation, answer: &str) -> Option<Vec<Wish>> {
        if self.at == Asked::Note {
            self.note = answer.chars().take(LONGEST_NOTE).collect();
            return Some(self.go_on(situation));
        }
        match (self.at, answer) {
            (_, "c" | "C" | "continue") if self.can_go_on() => {
                let begin = Begin::GoOn(self.engine.clone(), self.header.clone());
                return Some(vec![Wish::Leave, Wish::Do(Effect::Lead(begin))]);
            }
            (Asked::Mistake, "" | "b" | "B") => return Some(self.save(situation)),
            (Asked::Mistake, _) => return None,
            (_, "") => {}
            // Who goes back is done with it.
            (_, "d" | "D" | "done" | "b" | "B" | "back") => return Some(self.save(situation)),
            (Asked::Now(place), answer) => {
                let (number, limits) = limiting(answer);
                let after = score(number)?;
                let told = self.told.get_mut(place)?;
                (told.1.after, told.2) = (Some(after), limits);
            }
            (Asked::Before(place), answer) => self.told.get_mut(place)?.1.before = Some(score(answer)?),
            _ => return None,
        }
        Some(self.go_on(situation))
    }

    fn takes_text(&self) -> bool {
        self.at == Asked::Note
    }

    fn at_end(&self, situation: &Situation) -> Vec<Effect> {
        self.keep(situation)
    }
}

/// The question after signs that need help at once: nothing is asked of somebody who has to get help.
fn hurt_question() -> String {
    crate::words::hurt::CALL_FOR_HELP.to_owned()
}
