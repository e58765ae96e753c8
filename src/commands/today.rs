//! `supple today`

use serde_json::json;

use super::context::{Context, Error, say, say_json};
use crate::areas::Area;
use crate::cli::Today;
use crate::coach::dose::is_enough_of_a_muscle;
use crate::digest::Digest;
use crate::figure::words::capital;
use crate::practice::dose::{OF_A_MUSCLE, OF_A_WEEK};
use crate::presence::look::Look;
use crate::words::clock::clock_of;
use crate::words::{counted, desk as desk_words, dose, goal, listed, streak};

pub fn run(context: &Context, options: &Today) -> Result<u8, Error> {
    let library = context.library();
    let history = context.read_history()?;
    let digest = Digest::of(history, &context.settings, context.clock.local());
    let doses = digest.doses(|id| library.exercise(id), context.settings.day_start_hour);
    let day = digest.days().get(&digest.today()).copied().unwrap_or_default();
    let areas = library.areas().all();
    let look = Look::at(context.clock.local(), &context.paths, &context.settings, false);
    let desk = Some(&look.desk).filter(|desk| desk.last.is_some());
    if options.json {
        let of_area = |area: &Area| {
            let secs = doses.areas.get(area.word()).copied().unwrap_or(0);
            json!({"area": area.word(), "secs": secs, "of_secs": OF_A_WEEK.as_secs(), "lacks_secs": doses.lacks(area.word())})
        };
        let of_muscle =
            |(muscle, secs): &(String, u64)| json!({"muscle": muscle, "secs": secs, "of_secs": OF_A_MUSCLE.as_secs()});
        say_json(&json!({
            "day": digest.today().to_string(),
            "sessions": day.sessions,
            "secs": day.seconds,
            "streak": digest.streak().current,
            "areas_last_seven_days": areas.iter().map(of_area).collect::<Vec<_>>(),
            "muscles_today": doses.muscles.iter().map(of_muscle).collect::<Vec<_>>(),
            "desk": desk.map(|desk| json!({
                "secs": desk.secs,
                "breaks": desk.breaks,
                "longest_sitting_secs": desk.longest,
                "sitting_secs": desk.since.map(|since| look.now.secs - since),
            })),
            "strength_last_seven_days": {"exercises": doses.sets, "days": doses.days_of_strength},
        }))?;
        return Ok(0);
    }
    let done = match day.sessions {
        0 => "nothing yet".to_owned(),
        sessions => format!("{}, {}", counted(sessions.into(), "session", "sessions"), clock_of(day.seconds)),
    };
    say(format_args!("Today: {done}. {}.", capital(&streak::in_short(digest.streak()))))?;
    let first = context.settings.week_starts.day(crate::locale::first_weekday());
    if let Some(week) = digest.week(&context.settings, first) {
        say(capital(&goal::week(&week, digest.short(context.settings.day_start_hour).as_ref())))?;
    }
    for line in desk.map(desk_words::day).into_iter().flatten() {
        say(line)?;
    }
    let (enough, missing): (Vec<_>, Vec<_>) = doses.muscles.iter().partition(|(_, secs)| is_enough_of_a_muscle(*secs));
    if !doses.muscles.is_empty() {
        say("")?;
        say("Muscles stretched today")?;
        for (muscle, secs) in enough.into_iter().chain(missing) {
            let mark = if is_enough_of_a_muscle(*secs) { "enough" } else { "" };
            say(format_args!("  {:<34} {:>3} of {} s  {mark}", capital(muscle), secs, OF_A_MUSCLE.as_secs()))?;
        }
    }
    say("")?;
    say("Last seven days")?;
    for area in areas {
        let secs = doses.areas.get(area.word()).copied().unwrap_or(0);
        let mark = match doses.lacks(area.word()) {
            0 => "enough".to_owned(),
            lacks => format!("{} short", clock_of(lacks)),
        };
        say(format_args!("  {:<20} {:>14}   {mark}", capital(area.label()), dose::of_a_week_exactly(secs)))?;
    }
    say(format_args!("  {}", capital(&dose::strength(&doses))))?;
    let short: Vec<&str> = areas.iter().filter(|area| doses.lacks(area.word()) > 0).map(Area::label).collect();
    say("")?;
    match short.as_slice() {
        [] => say("Every area has had its five minutes."),
        short => say(format_args!("supple go makes a session for your {}.", listed(short))),
    }?;
    Ok(0)
}
