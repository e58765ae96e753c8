//! Preview: a routine before it starts.

use super::check_in::CheckIn;
use super::health::Health;
use super::reading::Reading;
use super::routine_line;
use crate::figure::words::capital;
use crate::history::Liking;
use crate::plain::page::{Page, Wish};
use crate::practice::routine::Why;
use crate::practice::{Routine, Side, Sides, Step};
use crate::situation::Situation;
use crate::words::rounds::{Listed, listed};
use crate::words::{self, aloud, fit};

/// A routine before it starts.
#[derive(Debug)]
pub struct Preview {
    routine: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Start,
    InFull,
    AskYourself,
    Everything,
    Order,
    CheckIn,
    Profile,
    Favourite,
    Never,
}

impl Preview {
    /// A preview of the routine with this id.
    #[must_use]
    pub fn of(routine: &str) -> Self {
        Self { routine: routine.to_owned() }
    }

    /// The routine as its steps are ordered now.
    fn routine(&self, situation: &Situation) -> Option<Routine> {
        let routine = situation.library.routine(&self.routine)?;
        Some(situation.order(routine).map_or_else(|| routine.clone(), |seed| routine.shuffled(seed)))
    }

    fn does(routine: &Routine) -> Vec<Does> {
        let mut does = vec![Does::Start, Does::InFull];
        does.extend((!routine.skip_if().is_empty()).then_some(Does::AskYourself));
        let is_tense = routine.changes.iter().any(|change| matches!(change.why, Why::Tense(..)));
        does.extend(is_tense.then_some(Does::Everything));
        does.extend((routine.steps.len() > 2).then_some(Does::Order));
        does.extend([Does::CheckIn, Does::Profile, Does::Favourite, Does::Never]);
        does
    }

    /// The wishes that mark the routine, or take the mark back where it has it.
    fn mark(&self, situation: &Situation, with: Liking) -> Vec<Wish> {
        mark(&self.routine, situation, with)
    }
}

/// The wishes that mark a routine or an exercise, or take the mark back where it has it.
pub(super) fn mark(id: &str, situation: &Situation, with: Liking) -> Vec<Wish> {
    let tastes = situation.digest.tastes();
    let now = if tastes.of(id) == with { Liking::Neither } else { with };
    let said = match (with, now) {
        (Liking::Favourite, Liking::Favourite) => "It is a favourite now.",
        (Liking::Favourite, _) => "It is no longer a favourite.",
        (_, Liking::Never) => "It is never suggested again.",
        _ => "It may be suggested again.",
    };
    let record = tastes.record(situation.now.local, id, now);
    vec![Wish::Do(crate::plain::page::Effect::Append(vec![record])), Wish::Say(said.to_owned())]
}

/// A step in full, a line for each thing there is to say of it.
pub(super) fn step_in_full(step: &Step, number: usize, situation: &Situation) -> Vec<String> {
    let exercise = &step.exercise;
    let side = (exercise.sides == Sides::LeftRight).then_some(Side::FIRST);
    let easier = if step.eased { ", the easier version" } else { "" };
    let mut lines =
        vec![format!("{number}. {}, {}, {}{easier}.", exercise.name, aloud::dose(step), step.position.plain())];
    let mut part = |label: &str, text: String| {
        if !text.trim().is_empty() {
            lines.push(format!("{label}: {text}"));
        }
    };
    part("Lately", situation.hurt(exercise).unwrap_or_default());
    part("Careful", exercise.careful().collect::<Vec<_>>().join(" "));
    part("Set up", exercise.setup(side));
    part("Do", exercise.instruction_of(step.eased, side));
    part("Feel", exercise.cues.feel.clone());
    part("Breathe", exercise.cues.breathe.clone());
    part("Easier", exercise.easier.clone());
    part("Harder", exercise.harder.clone());
    part("Picture", exercise.picture_in_words(step.position, side, step.eased).unwrap_or_default());
    lines
}

impl Page for Preview {
    fn says(&self, situation: &Situation) -> Vec<String> {
        let Some(routine) = self.routine(situation) else {
            return vec!["This session is gone.".to_owned()];
        };
        let mut says = vec![format!("{}.", routine_line(&routine, situation)), routine.goal.clone()];
        says.extend(fit::summary(&routine).map(|summary| format!("{}.", capital(&summary))));
        says.extend(routine.changes.iter().map(|change| format!("{}.", fit::change(change, &situation.texts))));
        says.extend(routine.note.clone());
        says.push(format!("You need: {}.", words::needs(&routine.equipment)));
        for row in listed(&routine.steps) {
            says.push(match row {
                Listed::Block(rounds) => format!("{}:", capital(&rounds)),
                Listed::Step { index, number, .. } => {
                    let Some(step) = routine.steps.get(index) else { continue };
                    let easier = if step.eased { ", the easier version" } else { "" };
                    format!("Step {number}: {}, {}{easier}.", step.exercise.short_name(), aloud::dose(step))
                }
            });
        }
        says.push(situation.texts.one_line.clone());
        says
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        let Some(routine) = self.routine(situation) else { return Vec::new() };
        let liking = situation.digest.tastes().of(&self.routine);
        let word = |does: &Does| match does {
            Does::Start => format!("Start, {}", aloud::time(situation.total(&routine))),
            Does::InFull => "Hear every step in full".to_owned(),
            Does::AskYourself => {
                let questions = words::counted(routine.skip_if().len() as u64, "question", "questions");
                format!("Ask yourself first: {questions}")
            }
            Does::Everything => "Do everything in full today, or eased again".to_owned(),
            Does::Order if situation.order(&routine).is_some() => "The usual order of the steps".to_owned(),
            Does::Order => "Another order of the steps".to_owned(),
            Does::CheckIn => "Check in first".to_owned(),
            Does::Profile => "Health questions".to_owned(),
            Does::Favourite if liking == Liking::Favourite => "No longer a favourite".to_owned(),
            Does::Favourite => "Make it a favourite".to_owned(),
            Does::Never if liking == Liking::Never => "It may be suggested again".to_owned(),
            Does::Never => "Never suggest it".to_owned(),
        };
        Self::does(&routine).iter().map(word).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Start?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let Some(routine) = self.routine(situation) else { return vec![Wish::Close] };
        match Self::does(&routine).get(choice) {
            None => Vec::new(),
            Some(Does::Start) => vec![Wish::Start(self.routine.clone())],
            Some(Does::InFull) => {
                let lines = routine.steps.iter().filter(|step| !step.is_repeated()).enumerate();
                let lines = lines.flat_map(|(index, step)| step_in_full(step, index + 1, situation));
                let muscles = words::dose::muscles(&routine).map(|muscles| format!("Held: {muscles}"));
                vec![Wish::open(Reading::lines(lines.chain(muscles).collect()))]
            }
            Some(Does::AskYourself) => {
                let about = "If yes, skip the steps named after it, or ask a clinician. The health questions leave them \
                             out for all sessions.";
                let ask = |tag: &str| {
                    let steps = listed(&routine.steps).into_iter().filter_map(|row| match row {
                        Listed::Step { index, number, .. } => {
                            let step = routine.steps.get(index)?;
                            step.exercise.skip_if.iter().any(|of_step| of_step == tag).then(|| number.to_string())
                        }
                        Listed::Block(_) => None,
                    });
                    let steps: Vec<String> = steps.collect();
                    let word = words::plural(steps.len() as u64, "Step", "Steps");
                    format!("{} {word} {}.", situation.texts.question(tag).unwrap_or(tag), steps.join(", "))
                };
                let asks = routine.skip_if().into_iter().map(ask);
                vec![Wish::open(Reading::lines(std::iter::once(about.to_owned()).chain(asks).collect()))]
            }
            Some(Does::Everything) => vec![Wish::InFull],
            Some(Does::Order) => {
                if situation.order(&routine).is_some() {
                    return vec![Wish::Shuffle(None)];
                }
                if routine.shuffled(situation.digest.order_of_today()).steps == routine.steps {
                    let text = "No steps here can change places.".to_owned();
                    return vec![Wish::Say(text)];
                }
                vec![Wish::Shuffle(Some(self.routine.clone()))]
            }
            Some(Does::CheckIn) => vec![Wish::open(CheckIn::open(situation))],
            Some(Does::Profile) => vec![Wish::open(Health::asked_of(situation))],
            Some(Does::Favourite) => self.mark(situation, Liking::Favourite),
            Some(Does::Never) => self.mark(situation, Liking::Never),
        }
    }
}
