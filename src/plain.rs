//! Plain sessions: the same session as lines of text, or as one JSON object a line, without alternate screen or cursor
//! tricks. They work in a pipe and with a screen reader. Commands are typed as a letter and enter.

use std::io::{self, IsTerminal, Read, Write, stdin, stdout};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::clock::Clock;
use crate::figure::words::capital;
use crate::history::{Checkpoint, StoreError};
use crate::library::Library;
use crate::logbook::{Logbook, Unsaved};
use crate::practice::{Hurt, Side, Sides};
use crate::sanitize::clean;
use crate::session::engine::{Options, Outcome, Progress, Reason, State};
use crate::session::live::{Effect, Ending, Turn};
use crate::session::{Cue, Engine, Event, Guide, Input, Live, Plan, Segment, SegmentKind, SessionHeader};
use crate::settings::Settings;
use crate::sound::{BELL, LAST_CUE, LONGEST_OPENING, Output, Played, Speaker};
use crate::wake::{Signal, Wake, Woken};
use crate::words::clock::{clock as minutes, clock_of};
use crate::words::{ascii, days, hurt};

/// The largest number of characters of a title that are written.
const LONGEST_TITLE: usize = 60;

/// The format in which events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The outside world of a plain session: clock, files, settings and start options.
pub struct Edge<'a> {
    /// The clock.
    pub clock: Clock,
    /// The history.
    pub logbook: Logbook,
    /// The settings, of which volume and characters are used.
    pub settings: &'a Settings,
    /// The folder that keeps the user's own texts as speech.
    pub voice: PathBuf,
    /// `true` if all sound is off.
    pub mute: bool,
    /// `true` if the session is kept in the history.
    pub kept: bool,
}

/// The session to run.
pub struct Course {
    /// The plan.
    pub plan: Plan,
    /// The guide of its voice.
    pub guide: Guide,
    /// The options it runs with.
    pub options: Options,
    /// The header and the progress of a session that is taken up again after it was cut off.
    pub taken_up: Option<(SessionHeader, Progress)>,
    /// Another session that was cut off, which the person is told of.
    pub cut_off: Option<Checkpoint>,
    /// What was changed for the person, a sentence each.
    pub changes: Vec<String>,
    /// What is asked of the person before they begin, a sentence each, with the command that answers it.
    pub asks: Vec<String>,
}

/// The reason why the session had to end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] io::Error),
    /// The history cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record could not be kept.
    #[error(transparent)]
    Unsaved(#[from] Unsaved),
}

/// Runs a session; returns the exit code.
pub fn run(course: Course, voice: Format, edge: Edge<'_>) -> Result<u8, Error> {
    let Course { plan, guide, options, taken_up, cut_off, changes, asks } = course;
    let mut wake = Wake::new(false)?;
    let sound = edge.settings.sound_in(plan.routine());
    let mut speaker = if edge.mute { Speaker::silent() } else { Speaker::open(sound.volume.into()) };
    speaker.fit(sound);
    let lines = Lines {
        voice,
        ascii: edge.settings.glyphs == crate::settings::GlyphChoice::Ascii,
        typed: Vec::new(),
        has_explained: false,
    };
    if let Some(cut_off) = cut_off {
        lines.cut_off(&cut_off)?;
    }
    lines.opening(&plan, &changes, &asks)?;
    let is_new = taken_up.is_none();
    let (header, progress) = taken_up.unwrap_or_else(|| (SessionHeader::open(edge.clock.local()), Progress::default()));
    let mut live = Live::take_up(plan, guide, options, progress, header, edge.kept, edge.clock.now());
    speaker.prepare(live.texts(), &edge.voice);
    let _ = speaker.wait_until_ready(LONGEST_OPENING);
    let turn = if is_new { live.begin(options, edge.clock.now()) } else { live.shown() };
    let mut session = Teller {
        live,
        speaker,
        // What a session is expected to be heard by; anything else is told.
        output: Output::SoundCard,
        edge,
        lines,
        is_heard: true,
        is_cut_off: false,
    };
    let ended = session.go_on(&mut wake, turn);
    let (code, ended) = match ended {
        Ok(code) => (code, Ok(())),
        // The output is gone: what was done is kept all the same.
        Err(error) => (1, Err(error)),
    };
    session.keep()?;
    session.speaker.wait_until_quiet(LAST_CUE);
    drop(session);
    crate::sound::restore_stderr();
    ended?;
    Ok(code)
}

struct Teller<'a> {
    live: Live,
    speaker: Speaker,
    /// The output of cues that the person was last told of.
    output: Output,
    edge: Edge<'a>,
    lines: Lines,
    /// `true` if anything can still be typed.
    is_heard: bool,
    /// `true` if the session was cut off with its terminal.
    is_cut_off: bool,
}

impl Teller<'_> {
    /// Goes on until the session is over; returns the exit code.
    fn go_on(&mut self, wake: &mut Wake, mut turn: Turn) -> Result<u8, Error> {
        loop {
            self.react(turn)?;
            if matches!(self.live.engine().state(), State::Finished { .. }) {
                return Ok(0);
            }
            let longest = self.live.next_wakeup().map(|deadline| self.edge.clock.until(deadline));
            let input = match wake.wait(longest)? {
                Woken::Timeout | Woken::Signal(Signal::Resize | Signal::Continue) => Input::Wake,
                Woken::Input => {
                    match self.lines.read()? {
                        None => {
                            wake.stop_listening();
                            self.is_heard = false;
                        }
                        Some(typed) => {
                            for input in typed {
                                let turn = self.handle(input);
                                self.react(turn)?;
                            }
                        }
                    }
                    Input::Wake
                }
                Woken::Signal(Signal::Stop) => {
                    let paused = self.handle(Input::Pause);
                    self.react(paused)?;
                    wake.stop()?;
                    Input::Wake
                }
                Woken::Signal(signal @ Signal::Hangup) => {
                    // Nobody may have wanted that: the session is offered at the next start.
                    self.handle(Input::Wake);
                    self.is_cut_off = true;
                    return Ok(signal.exit_code());
                }
                Woken::Signal(signal) => {
                    let ended = self.handle(Input::End);
                    // The terminal may be gone; what was done is kept by the caller.
                    let _ = self.react(ended);
                    return Ok(signal.exit_code());
                }
            };
            turn = self.handle(input);
            if !self.is_heard {
                turn = self.go_on_alone(turn)?;
            }
        }
    }

    /// Goes on, or ends, where the session waits for somebody, and nothing can be typed any more.
    fn go_on_alone(&mut self, turn: Turn) -> Result<Turn, Error> {
        let input = match self.live.engine().state() {
            State::Waiting => Input::Resume,
            State::Paused { .. } | State::Asking { .. } => Input::End,
            State::Running { .. } | State::LeadIn { .. } | State::Finished { .. } => return Ok(turn),
        };
        self.react(turn)?;
        if input == Input::End {
            self.lines.remark("Nothing more can be typed, so the session ends here. What was done is kept.")?;
        }
        Ok(self.handle(input))
    }

    fn handle(&mut self, input: Input) -> Turn {
        self.live.handle(self.edge.clock.now(), input)
    }

    /// Says that the sound has moved: to the bell, or back to a card.
    fn tell_output(&mut self) -> Result<(), Error> {
        let output = self.speaker.output();
        if output == self.output {
            return Ok(());
        }
        match &output {
            Output::Bell { why } => {
                self.lines.remark(&format!("No sound card ({why}); the terminal bell stands in."))?;
            }
            Output::SoundCard => self.lines.remark("The sound card plays the cues again.")?,
            // A card that is being opened is on its way, which is no news; silence was asked for.
            Output::Opening | Output::Silent => return Ok(()),
        }
        self.output = output;
        Ok(())
    }

    fn react(&mut self, turn: Turn) -> Result<(), Error> {
        self.tell_output()?;
        for effect in turn.effects {
            match effect {
                Effect::Play(cue) => {
                    if self.speaker.play(cue) == Played::RingBell {
                        ring()?;
                    }
                }
                Effect::Speak(speech) => self.speaker.speak(speech),
                Effect::Save(checkpoint) => {
                    if let Err(error) = self.edge.logbook.checkpoint(&checkpoint) {
                        self.lines.remark(&error.to_string())?;
                    }
                }
            }
        }
        self.speaker.keep_still(self.live.engine().is_working());
        for event in turn.events {
            self.lines.tell(event, self.live.engine())?;
        }
        Ok(())
    }

    /// Keeps the record of the session, if there is one.
    fn keep(&mut self) -> Result<(), Error> {
        if self.is_cut_off
            && let Some(checkpoint) = self.live.checkpoint()
        {
            return Ok(self.edge.logbook.checkpoint(&checkpoint)?);
        }
        match self.live.end(self.edge.clock.now(), |_| {}) {
            None => Ok(()),
            Some(Ending::Drop) => Ok(self.edge.logbook.drop_checkpoint()?),
            Some(Ending::Keep(record)) => {
                self.edge.logbook.close(&record).map_err(|source| Unsaved::new(source, &record).into())
            }
        }
    }
}

/// Writes a line and flushes it at once, for somebody who follows along.
fn write_line(line: &impl std::fmt::Display) -> io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Rings the bell. It is for ears, so it goes to a terminal only.
fn ring() -> io::Result<()> {
    let mut out = stdout();
    if out.is_terminal() {
        out.write_all(BELL.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}

/// The letters that can be typed.
const KEYS: &str = "Type a letter and enter: p pause or go on, n next, b back, + longer, - shorter, o ouch (o 6: 6 of 10), \
                    s safety, q end.";

/// Writes events, and reads typed lines.
struct Lines {
    voice: Format,
    ascii: bool,
    typed: Vec<u8>,
    /// `true` once the letters that can be typed were named, until a line is understood.
    has_explained: bool,
}

impl Lines {
    fn write(&self, line: &str) -> io::Result<()> {
        write_line(&if self.ascii { ascii::plain(line) } else { line.to_owned() })
    }

    fn opening(&self, plan: &Plan, changes: &[String], asks: &[String]) -> io::Result<()> {
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
                let steps = plan.steps().len();
                self.write(&format!("{}, {}, {steps} exercises.", plan.title(), minutes(plan.total())))?;
                self.write(
                    "Mild tension, never pain. Stop on sharp pain, tingling or dizziness: type o, and say which.",
                )?;
                for line in changes.iter().chain(asks) {
                    self.write(line)?;
                }
                self.write(KEYS)
            }
        }
    }

    /// Tells of a session that was cut off, and of the commands for it.
    fn cut_off(&self, checkpoint: &Checkpoint) -> io::Result<()> {
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
                "A session was cut off: {}, begun {}; {} of {} were done.\nTo take it up: supple run --resume \
                     --plain. To log what was done: supple log --unfinished.\n",
                clean(&checkpoint.title, LONGEST_TITLE),
                days::moment_long(checkpoint.at),
                clock_of(done.into()),
                clock_of(all.into())
            )),
        }
    }

    fn remark(&self, text: &str) -> io::Result<()> {
        match self.voice {
            Format::Text => self.write(text),
            Format::Json => write_line(&json!({"event": "remark", "text": text})),
        }
    }

    fn tell(&self, event: Event, engine: &Engine) -> io::Result<()> {
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
            self.remark(heading)?;
            for note in notes {
                self.remark(&format!("- {}", note.in_full()))?;
            }
        }
        Ok(())
    }

    /// Reads typed input line by line; `None` at the end of the input.
    fn read(&mut self) -> io::Result<Option<Vec<Input>>> {
        // As large as the standard library's own buffer, so that nothing stays in there unseen by the next wait.
        let mut buffer = [0; 16 * 1024];
        // There is something, so this does not block; a line may come in pieces.
        let read = stdin().lock().read(&mut buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.typed.extend_from_slice(&buffer[..read]);
        let mut inputs = Vec::new();
        while let Some(end) = self.typed.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.typed.drain(..=end).collect();
            if matches!(line.trim_ascii(), b"s" | b"S" | b"safety") {
                self.safety()?;
                continue;
            }
            let meant = command(&line);
            // Once is enough: whoever pipes something else in would be answered without end.
            if meant.is_empty() && !self.has_explained {
                self.remark(&format!("No such key. {KEYS}"))?;
            }
            self.has_explained = meant.is_empty();
            inputs.extend(meant);
        }
        self.typed.truncate(1024);
        Ok(Some(inputs))
    }
}

/// The inputs that a typed line asks for; none if it means nothing.
fn command(line: &[u8]) -> Vec<Input> {
    let text = String::from_utf8_lossy(line).trim().to_lowercase();
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
                    "\nExercise {} of {}: {}, {}. Get ready, {secs} seconds. {}\n{side}{}{}",
                    segment.step + 1,
                    plan.steps().len(),
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
                SegmentKind::Rest => format!("Let go and rest, {secs} seconds."),
            }
        }
        Event::Cue(Cue::Half) => "Half way.".to_owned(),
        Event::Cue(_) | Event::Strength(..) | Event::StepEnded(_, Outcome::Stopped | Outcome::Unfinished) => {
            return None;
        }
        Event::Paused(Reason::Away(away)) => {
            format!("Paused: away for {}. Type p to go on.", minutes(away))
        }
        Event::Paused(Reason::Interrupted) => format!(
            "Taken up where it was cut off: {} left. Type p to go on.",
            minutes(engine.plan().total().saturating_sub(engine.progress().active))
        ),
        Event::Paused(Reason::Asked) => "Paused. Type p to go on.".to_owned(),
        Event::Resumed(lead_in) if lead_in.is_zero() => "Going on.".to_owned(),
        Event::Resumed(lead_in) => format!("Going on in {} seconds.", lead_in.as_secs()),
        Event::Waiting(_) => "Ready when you are: press enter to start.".to_owned(),
        Event::HoldIs(length) if engine.is_held() => format!("This hold now takes {} seconds.", length.as_secs()),
        Event::HoldIs(length) => format!("The next hold now takes {} seconds.", length.as_secs()),
        Event::NoHold => "Only holds can be made longer or shorter.".to_owned(),
        Event::HoldAtLimit(true) => "This hold is as long as it is safe.".to_owned(),
        Event::HoldAtLimit(false) => "This hold is as short as it gets.".to_owned(),
        Event::Hurt(step) => {
            let easier = plan.exercise(step).map(|exercise| exercise.easier.clone()).unwrap_or_default();
            let answers: Vec<String> =
                Hurt::ALL.iter().map(|hurt| format!("{}: {}", hurt::key(*hurt), hurt::signs(*hurt))).collect();
            let by_mistake = "b: pressed by mistake. n: next exercise. q: end.";
            format!("Stopped. Which is it?\n{}\n   Easier: {easier}\n{by_mistake}", answers.join("\n"))
        }
        Event::Answered(_, Hurt::Emergency) => format!("\n{}", hurt::CALL_FOR_HELP),
        Event::Answered(step, Hurt::Sharp) => hurt::area_is_over(&name(step), plan.serves_no_area(step)),
        Event::Answered(step, Hurt::Pull) => {
            let easier = plan.exercise(step).map(|exercise| exercise.easier.clone()).unwrap_or_default();
            format!("The easier version: {easier}")
        }
        Event::Paused(Reason::LeftOut) => "Type p to go on with the rest, or q to end.".to_owned(),
        Event::StepEnded(step, Outcome::Done | Outcome::Eased) => format!("{} is done.", name(step)),
        Event::StepEnded(step, Outcome::Skipped) => format!("{} is left out.", name(step)),
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
