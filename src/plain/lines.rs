//! The lines of a plain session: its events in words or as JSON, and what is typed.

use std::io::{self, Write, stdout};
use std::time::Duration;

use serde_json::{Value, json};

use crate::figure::words::capital;
use crate::history::Checkpoint;
use crate::library::Library;
use crate::practice::{Hurt, Side, Sides};
use crate::sanitize::clean;
use crate::session::engine::{Outcome, Reason};
use crate::session::{Cue, Engine, Event, Input, Plan, Segment, SegmentKind};
use crate::words::aloud::{self, time as minutes};
use crate::words::{ascii, counted, days, hurt, rounds};

/// The format in which events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The largest number of characters of a title that are written.
const LONGEST_TITLE: usize = 60;

/// Writes a line and flushes it at once, for somebody who follows along.
fn write_line(line: &impl std::fmt::Display) -> io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// The letters that can be typed.
const KEYS: &str = "Type a letter and enter: p pause or continue, n next, b back, + longer, - shorter, o ouch (o 6: 6 of 10), \
                    s safety, q end.";

/// Writes events, and reads typed lines.
pub(super) struct Lines {
    voice: Format,
    ascii: bool,
    /// `true` once the letters that can be typed were named, until a line is understood.
    has_explained: bool,
}

impl Lines {
    pub(super) const fn new(voice: Format, ascii: bool) -> Self {
        Self { voice, ascii, has_explained: false }
    }

    /// Writes a line of text.
    pub(super) fn write(&self, line: &str) -> io::Result<()> {
        let line = aloud::plain(line);
        write_line(&if self.ascii { ascii::plain(&line) } else { line })
    }

    pub(super) fn opening(&self, plan: &Plan, changes: &[String], asks: &[String]) -> io::Result<()> {
        match self.voice {
            Format::Json => write_line(&json!({
                "event": "plan",
                "routine": plan.routine(),
                "title": plan.title(),
                "total_secs": plan.total().as_secs(),
                "steps": plan.steps().iter().map(|step| step.exercise.id.as_str()).collect::<Vec<_>>(),
                "changes": changes,
                "asks": asks,
            })),
            Format::Text => {
                let steps = u64::try_from(plan.steps().len()).unwrap_or(u64::MAX);
                let steps = counted(steps, "exercise", "exercises");
                self.write(&format!("{}, {}, {steps}.", plan.title(), minutes(plan.total())))?;
                self.write(
                    "Mild tension, never pain. Stop on sharp pain, tingling or dizziness: type o, then say which.",
                )?;
                for line in changes.iter().chain(asks) {
                    self.write(line)?;
                }
                self.write(KEYS)
            }
        }
    }

    /// Tells of a session that was cut off, and of the commands for it.
    pub(super) fn cut_off(&self, checkpoint: &Checkpoint) -> io::Result<()> {
        let (done, all) = (checkpoint.active_secs, checkpoint.planned_secs);
        match self.voice {
            Format::Json => write_line(&json!({
                "event": "cut-off",
                "routine": checkpoint.routine,
                "title": checkpoint.title,
                "at": checkpoint.at.to_rfc3339(),
                "active_secs": done,
                "planned_secs": all,
            })),
            Format::Text => self.write(&format!(
                "A session was interrupted: {}, started {}; you did {} of {}.\nTo resume it: supple run --resume \
                     --plain. To log what you did: supple log --unfinished.\n",
                clean(&checkpoint.title, LONGEST_TITLE),
                days::moment_long(checkpoint.at),
                minutes(Duration::from_secs(done.into())),
                minutes(Duration::from_secs(all.into()))
            )),
        }
    }

    pub(super) fn remark(&self, text: &str) -> io::Result<()> {
        match self.voice {
            Format::Text => self.write(text),
            Format::Json => write_line(&json!({"event": "remark", "text": text})),
        }
    }

    /// Says that nothing was logged.
    pub(super) fn rehearsed(&self) -> io::Result<()> {
        match self.voice {
            Format::Text => self.write("A rehearsal, so it is not in your history; --log logs one."),
            Format::Json => Ok(()),
        }
    }

    pub(super) fn tell(&self, event: Event, engine: &Engine) -> io::Result<()> {
        match self.voice {
            Format::Json => write_line(&in_json(event, engine)),
            Format::Text => match in_words(event, engine) {
                Some(line) => self.write(&line),
                None => Ok(()),
            },
        }
    }

    /// Tells the warning signs, those that need help at once first.
    fn safety(&self) -> io::Result<()> {
        let texts = Library::texts();
        for (heading, notes) in texts.safety() {
            self.remark(&format!("{heading}:"))?;
            for note in notes {
                self.remark(&format!("- {}", note.in_full()))?;
            }
        }
        Ok(())
    }

    /// The inputs that a typed line asks for. What asks for a text is answered at once.
    pub(super) fn meant(&mut self, line: &str) -> io::Result<Vec<Input>> {
        if matches!(line, "s" | "S" | "safety") {
            self.safety()?;
            return Ok(Vec::new());
        }
        let meant = command(line);
        // Once is enough: whoever pipes something else in would be answered without end.
        if meant.is_empty() && !self.has_explained {
            self.remark(&format!("Unknown key. {KEYS}"))?;
        }
        self.has_explained = meant.is_empty();
        Ok(meant)
    }
}

/// The inputs that a typed line asks for; none if it means nothing.
fn command(line: &str) -> Vec<Input> {
    let text = line.to_lowercase();
    if let Some((ouch, strength)) = text.split_once(' ')
        && matches!(ouch, "o" | "ouch")
    {
        let strength = strength.trim().parse().ok().filter(|strength| *strength <= 10);
        return strength.map(|strength| vec![Input::Ouch, Input::Strength(strength)]).unwrap_or_default();
    }
    let answer = Hurt::ALL.iter().find(|hurt| text == hurt::key(**hurt) || text == hurt.word());
    vec![match text.as_str() {
        _ if let Some(hurt) = answer => Input::Answer(*hurt),
        "o" | "ouch" => Input::Ouch,
        "e" | "easier" => Input::Answer(Hurt::Pull),
        "p" | "" | "pause" => Input::Toggle,
        "n" | "next" => Input::Next,
        "b" | "back" => Input::Back,
        "+" | "longer" => Input::Longer,
        "-" | "shorter" => Input::Shorter,
        "q" | "quit" | "end" => Input::End,
        _ => return Vec::new(),
    }]
}

/// An event in words, if it is worth a line.
fn in_words(event: Event, engine: &Engine) -> Option<String> {
    let plan = engine.plan();
    let name = |step: usize| plan.exercise(step).map(|exercise| exercise.name.clone()).unwrap_or_default();
    let easier = |step: usize| plan.exercise(step).map(|exercise| exercise.easier.clone()).unwrap_or_default();
    Some(match event {
        Event::Segment(index) => {
            let segment = plan.segments().get(index)?;
            let exercise = plan.exercise(segment.step)?;
            let secs = engine.length_of(index).as_secs();
            let side = segment.side.map(|side| format!("{} side. ", capital(side.word()))).unwrap_or_default();
            let eased = engine.eased();
            let (setup, instruction) = (exercise.setup(segment.side), exercise.instruction_of(eased, segment.side));
            match segment.kind {
                SegmentKind::GetReady => format!(
                    "\nExercise {} of {}{}: {}, {}. Get ready, {secs} seconds. {}\n{side}{}{}",
                    segment.step + 1,
                    plan.steps().len(),
                    plan.round(segment.step).map(|of| format!(", {}", rounds::round(of))).unwrap_or_default(),
                    exercise.name,
                    plan.steps().get(segment.step)?.position.plain(),
                    if eased { "The easier version." } else { &setup },
                    instruction,
                    picture(plan, segment, eased).map(|words| format!("\nPicture: {words}")).unwrap_or_default(),
                ),
                SegmentKind::Hold if segment.sets > 1 => {
                    format!("{side}Hold {} of {}, {secs} seconds.", segment.set, segment.sets)
                }
                SegmentKind::Hold => format!("{side}Hold, {secs} seconds."),
                SegmentKind::Reps { count, each } => {
                    format!("{side}Move: {count} times, {} seconds each.", each.as_secs())
                }
                SegmentKind::Breathe { breathe_in, breathe_out } => format!(
                    "Breathe: {} seconds in, {} seconds out, for {secs} seconds.",
                    breathe_in.as_secs(),
                    breathe_out.as_secs()
                ),
                SegmentKind::Switch => {
                    format!("Change sides, {secs} seconds. {side}{instruction}")
                }
                SegmentKind::Rest if segment.is_between_rounds() => {
                    let then = plan.round(segment.step).map(|of| format!(" Then {}.", rounds::round(of)));
                    format!("\nRest, {secs} seconds.{}", then.unwrap_or_default())
                }
                SegmentKind::Rest => format!("Let go and rest, {secs} seconds."),
            }
        }
        Event::Cue(Cue::Half) => "Halfway.".to_owned(),
        Event::Cue(_) | Event::Strength(..) | Event::StepEnded(_, Outcome::Stopped | Outcome::Unfinished) => {
            return None;
        }
        Event::Paused(Reason::Away(away)) => {
            format!("Paused: you were away for {}. Type p to continue.", minutes(away))
        }
        Event::Paused(Reason::Interrupted) => format!(
            "Resumed where you stopped: {} left. Type p to continue.",
            minutes(engine.plan().total().saturating_sub(engine.progress().active))
        ),
        Event::Paused(Reason::Asked) => "Paused. Type p to continue.".to_owned(),
        Event::Resumed(lead_in) if lead_in.is_zero() => "Continuing.".to_owned(),
        Event::Resumed(lead_in) => format!("Continuing in {} seconds.", lead_in.as_secs()),
        Event::Waiting(_) => "Ready when you are: press enter to start.".to_owned(),
        Event::HoldIs(length) if engine.is_held() => format!("This hold now takes {} seconds.", length.as_secs()),
        Event::HoldIs(length) => format!("The next hold now takes {} seconds.", length.as_secs()),
        Event::WindingUp => "Your wait is over. The session ends with this exercise.".to_owned(),
        Event::NoHold => "Only holds can be made longer or shorter.".to_owned(),
        Event::HoldAtLimit(true) => "This hold is as long as is safe.".to_owned(),
        Event::HoldAtLimit(false) => "This hold is as short as it gets.".to_owned(),
        Event::Hurt(step) => {
            let easier = easier(step);
            let answers: Vec<String> =
                Hurt::ALL.iter().map(|hurt| format!("{}: {}", hurt::key(*hurt), hurt::signs(*hurt))).collect();
            let by_mistake = "b: pressed by mistake. n: next exercise. q: end.";
            format!("Stopped. What do you feel?\n{}\n   Easier: {easier}\n{by_mistake}", answers.join("\n"))
        }
        Event::Answered(_, Hurt::Emergency) => format!("\n{}", hurt::CALL_FOR_HELP),
        Event::Answered(step, Hurt::Sharp) => hurt::area_is_over(&name(step), plan.serves_no_area(step)),
        Event::Answered(step, Hurt::Pull) => {
            let easier = easier(step);
            format!("The easier version: {easier}")
        }
        Event::Paused(Reason::LeftOut) => "Type p to continue with the rest, or q to end.".to_owned(),
        Event::StepEnded(step, Outcome::Done | Outcome::Eased) => format!("{}: done.", name(step)),
        Event::StepEnded(step, Outcome::Skipped) => format!("{}: skipped.", name(step)),
        Event::Finished(completed) => {
            let done = minutes(engine.progress().active);
            if completed { format!("\nDone: {done}.") } else { format!("\nEnded early: {done}.") }
        }
    })
}

/// The figure of a segment in words, for somebody who does not see it.
fn picture(plan: &Plan, segment: &Segment, eased: bool) -> Option<String> {
    let step = plan.steps().get(segment.step)?;
    step.exercise.picture_in_words(step.position, segment.side, eased)
}

/// An event as a JSON object. `active_ms` counts the time in which the clock ran.
fn in_json(event: Event, engine: &Engine) -> Value {
    let plan = engine.plan();
    let mut value = match event {
        Event::Segment(index) | Event::Waiting(index) => {
            let segment = plan.segments().get(index).copied();
            let exercise = segment.and_then(|segment| plan.exercise(segment.step));
            let round = segment.and_then(|segment| plan.round(segment.step));
            json!({
                "event": if matches!(event, Event::Waiting(_)) { "waiting" } else { "segment" },
                "segment": index,
                "kind": segment.map(|segment| segment.kind.word()),
                "step": segment.map(|segment| segment.step),
                "exercise": exercise.map(|exercise| exercise.id.as_str()),
                "name": exercise.map(|exercise| exercise.name.as_str()),
                "eased": engine.eased(),
                "instruction": exercise.zip(segment).map(|(one, segment)| one.instruction_of(engine.eased(), segment.side)),
                "picture": segment.and_then(|segment| picture(plan, &segment, engine.eased())),
                "sided": exercise.map(|exercise| exercise.sides == Sides::LeftRight),
                "side": segment.and_then(|segment| segment.side).map(Side::word),
                "round": round.map(|round| round.number),
                "rounds": round.map(|round| round.of),
                "set": segment.map(|segment| segment.set),
                "sets": segment.map(|segment| segment.sets),
                "secs": segment.map(|_| engine.length_of(index).as_secs_f64()),
            })
        }
        Event::Cue(cue) => json!({"event": "cue", "cue": cue.word()}),
        Event::Paused(reason) => json!({"event": "paused", "reason": match reason {
            Reason::Asked => "asked",
            Reason::Away(_) => "away",
            Reason::Interrupted => "interrupted",
            Reason::LeftOut => "left-out",
        }, "away_secs": match reason { Reason::Away(away) => Some(away.as_secs()), _ => None }}),
        Event::Resumed(lead_in) => json!({"event": "resumed", "get_ready_secs": lead_in.as_secs()}),
        Event::HoldIs(length) => json!({"event": "hold-is", "secs": length.as_secs()}),
        Event::HoldAtLimit(longer) => json!({"event": "hold-at-limit", "longer": longer}),
        Event::WindingUp => json!({"event": "winding-up"}),
        Event::NoHold => json!({"event": "no-hold"}),
        Event::Hurt(step) => json!({
            "event": "hurt",
            "step": step,
            "exercise": plan.exercise(step).map(|exercise| exercise.id.as_str()),
            "easier": plan.exercise(step).map(|exercise| exercise.easier.as_str()),
            "answers": Hurt::ALL.iter().map(|hurt| json!({
                "answer": hurt.word(),
                "key": hurt::key(*hurt),
                "text": hurt::signs(*hurt),
            })).collect::<Vec<_>>(),
        }),
        Event::Strength(step, strength) => json!({"event": "strength", "step": step, "strength": strength}),
        Event::Answered(step, hurt) => json!({"event": "answered", "step": step, "answer": hurt.word()}),
        Event::StepEnded(step, outcome) => json!({"event": "step-ended", "step": step, "outcome": match outcome {
            Outcome::Done => "done",
            Outcome::Eased => "eased",
            Outcome::Skipped => "skipped",
            Outcome::Stopped => "stopped",
            Outcome::Unfinished => "unfinished",
        }}),
        Event::Finished(completed) => json!({"event": "finished", "completed": completed}),
    };
    value["active_ms"] = json!(u64::try_from(engine.progress().active.as_millis()).unwrap_or(u64::MAX));
    value
}
