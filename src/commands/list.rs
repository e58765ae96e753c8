//! `supple list`

use serde_json::json;

use super::context::{Context, Error, named_area, say, say_json, tell_faults};
use super::when::duration;
use crate::areas::Area;
use crate::cli::List;
use crate::history::Liking;
use crate::library::Filter;
use crate::practice::routine::{Change, How, Why};
use crate::practice::{Position, Routine};
use crate::sanitize::clean;
use crate::session::{Level, Plan};
use crate::words::clock::clock;
use crate::words::{fit, taste};

pub fn run(context: &Context, options: &List) -> Result<u8, Error> {
    let digest = context.digest();
    let mut library = context.library();
    library.fit(&digest.needs(&context.settings));
    let areas = library.areas();
    let filter = Filter {
        area: options.area.as_deref().map(|word| named_area(areas, word)).transpose()?,
        position: named("--position", options.position.as_deref(), Position::named, Position::ALL)?,
        longest: options.max.as_deref().map(duration).transpose()?,
        words: String::new(),
    };
    tell_faults(&library);
    let plans = context.plans(&digest);
    let tastes = digest.tastes();
    let mut listed: Vec<_> = library
        .routines()
        .iter()
        .filter(|routine| filter.admits(routine, |routine| plans.plan(routine).total()))
        .collect();
    // A long id pushes nothing aside.
    let ids = listed.iter().map(|routine| routine.id.len()).max().unwrap_or(0).max(18);
    listed.sort_by_cached_key(|routine| (tastes.never().contains(&routine.id), plans.plan(routine).total()));
    if options.json {
        let marked = |routine: &&Routine| {
            let mut value = summary(routine, &plans.plan(routine));
            value["mark"] = json!(taste::word(tastes.of(&routine.id)));
            value
        };
        let routines: Vec<_> = listed.iter().map(marked).collect();
        say_json(&json!(routines))?;
        return Ok(0);
    }
    if listed.is_empty() {
        say("No routine matches. Try fewer filters.")?;
        return Ok(0);
    }
    let widest = listed.iter().map(|routine| title(routine, tastes.of(&routine.id)).chars().count()).max().unwrap_or(0);
    let mut spoken = false;
    for routine in listed {
        spoken |= plans.guide(routine).level != Level::Off;
        let areas: Vec<_> = routine.areas.iter().map(Area::label).collect();
        let changed = fit::summary(routine).map(|changed| format!("; {changed}")).unwrap_or_default();
        say(format_args!(
            "{:<ids$} {:>6}  {:<9} {:<widest$} {}{changed}",
            routine.id,
            clock(plans.plan(routine).total()),
            routine.setting(),
            title(routine, tastes.of(&routine.id)),
            areas.join(", ")
        ))?;
    }
    say(if spoken {
        "\nTimes are with the voice; supple show ID says how long without."
    } else {
        "\nTimes are without the voice, which is off."
    })?;
    Ok(0)
}

/// The columns that a title may take.
const WIDEST_TITLE: usize = 44;

/// The title in a column, with the sign of its mark.
fn title(routine: &Routine, liking: Liking) -> String {
    let sign = taste::sign(liking);
    format!("{}{sign}", clean(&routine.title, WIDEST_TITLE.saturating_sub(sign.len())))
}

/// A routine in a few fields, for programs.
pub fn summary(routine: &Routine, plan: &Plan) -> serde_json::Value {
    json!({
        "id": routine.id,
        "title": routine.title,
        "goal": routine.goal,
        "when": routine.when,
        "level": routine.level.word(),
        "areas": routine.areas.iter().map(Area::word).collect::<Vec<_>>(),
        "positions": routine.positions().iter().map(|position| position.word()).collect::<Vec<_>>(),
        "equipment": routine.equipment,
        "skip_if": routine.skip_if(),
        "changes": routine.changes.iter().map(change).collect::<Vec<_>>(),
        "total_secs": plan.total().as_secs(),
        "steps": routine.steps.len(),
    })
}

/// What was changed for the person, for programs.
fn change(change: &Change) -> serde_json::Value {
    let how = match change.how {
        How::LeftOut => "left-out",
        How::Easier => "easier",
        How::Kept | How::Stays => "kept",
    };
    let why = match &change.why {
        Why::Yes(tag) => json!({"question": tag}),
        Why::Tense(area, tension) => json!({"area": area, "tension": tension}),
        Why::Sharp(area) => json!({"area": area, "sharp_today": true}),
        Why::Hurt(area, day) => json!({"area": area, "hurt_on": day}),
        Why::Never => json!({"mark": "never"}),
    };
    json!({"exercise": change.exercise.id, "how": how, "why": why})
}

fn named<T: Clone + std::fmt::Display>(
    option: &str,
    word: Option<&str>,
    find: impl Fn(&str) -> Option<T>,
    all: &[T],
) -> Result<Option<T>, Error> {
    let Some(word) = word else {
        return Ok(None);
    };
    find(word).map(Some).ok_or_else(|| {
        let known: Vec<String> = all.iter().map(ToString::to_string).collect();
        Error::Usage(format!("{option} must be one of {}, not \"{}\"", known.join(", "), clean(word, 40)))
    })
}
