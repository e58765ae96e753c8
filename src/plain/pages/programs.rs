//! Programmes: sessions over weeks, to read, to begin, and to leave.

use super::reading::Reading;
use crate::coach::course::{Standing, Today};
use crate::coach::told;
use crate::history::record::Doing;
use crate::plain::page::{Effect, Page, Wish};
use crate::practice::Program;
use crate::situation::Situation;
use crate::words;

/// The programmes.
#[derive(Debug)]
pub struct Programs;

impl Page for Programs {
    fn choices(&self, situation: &Situation) -> Vec<String> {
        let line =
            |program: &Program| format!("{}, {}", program.title, told::standing(program, &situation.course(program)));
        situation.library.programs().iter().map(line).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "Which programme?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let program = situation.library.programs().get(choice);
        program.map(|program| Wish::open(OneProgram { id: program.id.clone() })).into_iter().collect()
    }
}

/// A programme.
#[derive(Debug)]
struct OneProgram {
    id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Session,
    Do(Doing),
    Read,
}

impl OneProgram {
    fn of<'s>(&self, situation: &'s Situation) -> Option<(&'s Program, Today)> {
        let program = situation.library.program(&self.id)?;
        Some((program, situation.course(program)))
    }

    fn does(today: &Today) -> Vec<Does> {
        let mut does = match today.standing {
            Standing::Open | Standing::Finished => vec![Does::Do(Doing::Start)],
            Standing::Paused => vec![Does::Do(Doing::Resume), Does::Do(Doing::Stop)],
            Standing::Running => vec![Does::Session, Does::Do(Doing::Pause), Does::Do(Doing::Stop)],
        };
        does.push(Does::Read);
        does
    }
}

impl Page for OneProgram {
    fn says(&self, situation: &Situation) -> Vec<String> {
        let Some((program, today)) = self.of(situation) else { return Vec::new() };
        let mut says = vec![format!("{}.", program.title), program.goal.clone()];
        says.extend(told::why(program, &today));
        says
    }

    fn choices(&self, situation: &Situation) -> Vec<String> {
        let Some((_, today)) = self.of(situation) else { return Vec::new() };
        let word = |does: &Does| match does {
            Does::Session => "Start today's session",
            Does::Do(Doing::Start) if today.standing == Standing::Finished => "Do it once more",
            Does::Do(Doing::Start) => "Begin this programme",
            Does::Do(Doing::Pause) => "Pause it; nothing is lost",
            Does::Do(Doing::Resume) => "Resume it",
            Does::Do(_) => "Stop it; started again, it begins at its first day",
            Does::Read => "Read all of it",
        };
        Self::does(&today).iter().map(|does| word(does).to_owned()).collect()
    }

    fn question(&self, _: &Situation) -> String {
        "What would you like to do?".to_owned()
    }

    fn choose(&mut self, situation: &Situation, choice: usize) -> Vec<Wish> {
        let Some((program, today)) = self.of(situation) else { return vec![Wish::Close] };
        match Self::does(&today).get(choice) {
            None => Vec::new(),
            Some(Does::Session) => match &today.session {
                Some(session) => vec![Wish::Start(session.id.clone())],
                None => Vec::new(),
            },
            Some(Does::Do(doing)) => {
                let said = match doing {
                    Doing::Start => "Started.",
                    Doing::Pause => "Paused.",
                    Doing::Resume => "Resumed.",
                    _ => "Stopped.",
                };
                let record = situation.digest.program_record(situation.now.local, &program.id, *doing);
                let again = Wish::open(Self { id: self.id.clone() });
                vec![Wish::Do(Effect::Append(vec![record])), Wish::Close, again, Wish::Say(said.to_owned())]
            }
            Some(Does::Read) => {
                let stage = |stage: &crate::practice::program::Stage| {
                    format!("{}: {}.", stage.title, words::counted(stage.days.into(), "day", "days"))
                };
                let day_by_day = told::explained(program, &today).iter().map(|day| format!("{day}.")).collect();
                let facts = [
                    ("", vec![program.goal.clone(), program.note.clone().unwrap_or_default()]),
                    ("Stages", program.stages.iter().map(stage).collect()),
                    ("Day by day", day_by_day),
                    ("What moves you", told::rules()),
                    ("Sources", program.sources.iter().map(|source| format!("{}.", source.title)).collect()),
                ];
                vec![Wish::open(Reading::facts(&facts))]
            }
        }
    }
}
