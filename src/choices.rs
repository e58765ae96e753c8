//! Choices: every setting as one row, with its name, its value in words, what it does and what its values mean.
//!
//! A new setting is one row of [`GROUPS`]: list, explanation and preview follow from it.

use crate::history::goal::Goal;
use crate::presence::choices::Choices;
use crate::round::turn;
use crate::settings::{GlyphChoice, Settings, ThemeChoice, WeekStart};
use crate::words::{self, counted};

/// A setting as the screen shows it.
pub struct Choice {
    /// The name in the list.
    pub name: &'static str,
    /// The value in words.
    pub value: fn(&Settings) -> String,
    /// Changes the setting to the next value (`true`) or the one before.
    pub change: fn(&mut Settings, bool),
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// The values that have a name, and what each one means.
    pub values: &'static [(&'static str, &'static str)],
    /// How a change is shown or heard at once.
    pub sample: Sample,
}

/// The way in which a change is shown or heard at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// Neither.
    None,
    /// A cue.
    Cue,
    /// A cue or words, as much as the voice says.
    Voice,
    /// A figure and the inks.
    Look,
}

/// Settings that belong together, under their heading.
pub struct Group {
    /// The heading.
    pub name: &'static str,
    /// The settings.
    pub choices: &'static [Choice],
}

/// Every setting, in the order of the list.
pub const GROUPS: &[Group] = &[
    Group { name: "Sound", choices: SOUND },
    Group { name: "Session", choices: SESSION },
    Group { name: "Screen", choices: SCREEN },
    Group { name: "Streak", choices: STREAK },
    Group { name: "Breaks", choices: BREAKS },
];

const SOUND: &[Choice] = &[
    Choice {
        name: "volume",
        value: |s| s.volume.to_string(),
        change: |s, up| s.volume = step(s.volume, up, 10, 100),
        about: "How loud cues and voice are, from 0 to 100. In a session, [ and ] set it for that routine alone.",
        values: &[],
        sample: Sample::Cue,
    },
    Choice {
        name: "sound",
        value: |s| if s.muted { "muted" } else { "on" }.to_owned(),
        change: |s, _| s.muted = !s.muted,
        about: "Every sound has a sign on screen, so nothing is lost without it. In a session, m mutes that routine alone.",
        values: &[("on", "cues and voice are played"), ("muted", "cues and voice are silent")],
        sample: Sample::Cue,
    },
    Choice {
        name: "cues",
        value: |s| s.cues.word().to_owned(),
        change: |s, _| s.cues = s.cues.other(),
        about: "The tones that mark the start and the end of a hold, a rest, a change of sides. In a session: c.",
        values: &[
            ("soft", "warm and low, for headphones and quiet rooms"),
            ("clear", "brighter, for small speakers and noisy rooms"),
        ],
        sample: Sample::Cue,
    },
    Choice {
        name: "voice",
        value: |s| s.voice.level().word().to_owned(),
        change: |s, up| s.voice = if up { s.voice.level().next() } else { s.voice.level().next().next() }.into(),
        about: "How much the voice says. In a session: v.",
        values: &[
            ("full", "name, position, side and what to do"),
            ("brief", "names and sides"),
            ("off", "nothing; the cues go on"),
        ],
        sample: Sample::Voice,
    },
    Choice {
        name: "brief after",
        value: |s| match s.brief_after {
            0 => "never".to_owned(),
            sessions => counted(sessions.into(), "session", "sessions"),
        },
        change: |s, up| s.brief_after = step(s.brief_after, up, 1, Settings::MOST_BRIEF_AFTER),
        about: "Once you have done an exercise this often, a full voice says only its name and side, and get-ready is \
                shorter.",
        values: &[],
        sample: Sample::None,
    },
    Choice {
        name: "quiet room",
        value: |s| on_or_off(s.quiet_room),
        change: |s, _| s.quiet_room = !s.quiet_room,
        about: "For an open-plan office or a sleeping child.",
        values: &[
            ("on", "nothing sounds, not even the bell; every cue is a word on screen"),
            ("off", "the settings above decide"),
        ],
        sample: Sample::Cue,
    },
];

const SESSION: &[Choice] = &[
    Choice {
        name: "start",
        value: |s| if s.wait { "on a key" } else { "automatic" }.to_owned(),
        change: |s, _| s.wait = !s.wait,
        about: "How each exercise and each side begins, once you are in position.",
        values: &[("automatic", "when get-ready is over"), ("on a key", "when you press space")],
        sample: Sample::None,
    },
    Choice {
        name: "screen",
        value: |s| if s.awake { "stays on" } else { "as usual" }.to_owned(),
        change: |s, _| s.awake = !s.awake,
        about: "Whether the screen may go dark during a session. supple doctor says whether your system can keep it on.",
        values: &[("stays on", "from start to end of a session"), ("as usual", "as your system does it")],
        sample: Sample::None,
    },
    Choice {
        name: "music",
        value: |s| if s.pause_music { "pauses" } else { "goes on" }.to_owned(),
        change: |s, _| s.pause_music = !s.pause_music,
        about: "What happens to music that plays when a session starts. Needs Linux and the program playerctl.",
        values: &[("goes on", "cues and voice play over it"), ("pauses", "until the session is over")],
        sample: Sample::None,
    },
    Choice {
        name: "sound lost",
        value: |s| if s.pause_unheard { "pause" } else { "continue" }.to_owned(),
        change: |s, _| s.pause_unheard = !s.pause_unheard,
        about: "What a session does when the sound card goes away, as when headphones are pulled out.",
        values: &[("pause", "until you press space"), ("continue", "with the terminal bell")],
        sample: Sample::None,
    },
    Choice {
        name: "after ouch",
        value: |s| match s.ouch_days {
            0 => "no break".to_owned(),
            days => counted(days.into(), "day", "days"),
        },
        change: |s, up| s.ouch_days = step(s.ouch_days, up, 1, Settings::MOST_OUCH_DAYS),
        about: "For how long a routine is not suggested after one of its exercises hurt. You can always start it \
                yourself.",
        values: &[],
        sample: Sample::None,
    },
];

const SCREEN: &[Choice] = &[
    Choice {
        name: "colours",
        value: |s| {
            match s.theme {
                ThemeChoice::Auto => "auto",
                ThemeChoice::Dark => "dark",
                ThemeChoice::Light => "light",
                ThemeChoice::HighContrast => "high contrast",
                ThemeChoice::ColourBlind => "colour-blind",
            }
            .to_owned()
        },
        change: |s, up| s.theme = turn(&ThemeChoice::ALL, s.theme, up),
        about: "Inks for the background of your terminal. NO_COLOR turns all colour off.",
        values: &[
            ("auto", "as the terminal reports it, else dark"),
            ("dark", "for a dark background"),
            ("light", "for a light background"),
            ("high contrast", "every ink far from its ground"),
            ("colour-blind", "told apart with any colour vision"),
        ],
        sample: Sample::Look,
    },
    Choice {
        name: "motion",
        value: |s| on_or_off(s.motion),
        change: |s, _| s.motion = !s.motion,
        about: "Whether anything on the screen moves.",
        values: &[
            ("on", "figures move with you, a cue lights up for a moment"),
            ("off", "nothing moves or flashes; a figure shows its start and its end"),
        ],
        sample: Sample::Look,
    },
    Choice {
        name: "characters",
        value: |s| {
            match s.glyphs {
                GlyphChoice::Auto => "auto",
                GlyphChoice::Pixels => "pixels",
                GlyphChoice::Quadrant => "quadrants",
                GlyphChoice::Octant => "octants",
                GlyphChoice::HalfBlock => "half blocks",
                GlyphChoice::Braille => "braille",
                GlyphChoice::Ascii => "ASCII",
            }
            .to_owned()
        },
        change: |s, up| s.glyphs = turn(&GlyphChoice::ALL, s.glyphs, up),
        about: "What figures are drawn with. Take another if you see boxes or question marks.",
        values: &[
            ("auto", "the best your terminal reports"),
            ("pixels", "pictures: Kitty, iTerm2 or Sixel"),
            ("quadrants", "in nearly every font"),
            ("octants", "finer, in few fonts"),
            ("half blocks", "coarser, safe"),
            ("braille", "dots, good without colour"),
            ("ASCII", "the whole screen in ASCII"),
        ],
        sample: Sample::Look,
    },
    Choice {
        name: "mouse",
        value: |s| on_or_off(s.mouse),
        change: |s, _| s.mouse = !s.mouse,
        about: "What a click does.",
        values: &[
            ("on", "clicks choose rows and press keys, the wheel scrolls"),
            ("off", "the terminal selects text, as usual"),
        ],
        sample: Sample::None,
    },
    Choice {
        name: "week starts",
        value: |s| {
            match s.week_starts {
                WeekStart::Auto => "auto",
                WeekStart::Monday => "Monday",
                WeekStart::Sunday => "Sunday",
                WeekStart::Saturday => "Saturday",
            }
            .to_owned()
        },
        change: |s, up| s.week_starts = turn(&WeekStart::ALL, s.week_starts, up),
        about: "The first day of a week in the picture of the year and in the minutes per week. Auto is the custom where \
                you are, as your locale says.",
        values: &[],
        sample: Sample::None,
    },
];

const STREAK: &[Choice] = &[
    Choice {
        name: "weekly goal",
        value: |s| {
            match s.goal {
                Goal::None => "none",
                Goal::Days(_) => "days",
                Goal::Minutes(_) => "minutes",
                Goal::Breaks(_) => "breaks",
            }
            .to_owned()
        },
        change: |s, up| s.goal = turn_goal(s.goal, up),
        about: "What you aim at in a week, shown beside the streak. Each rest day takes its part off; nothing is lost when \
                you miss it.",
        values: &[
            ("none", "no goal"),
            ("days", "days that count"),
            ("minutes", "minutes of stretching"),
            ("breaks", "sessions, however short"),
        ],
        sample: Sample::None,
    },
    Choice {
        name: "how much",
        value: |s| match s.goal {
            Goal::None => "-".to_owned(),
            goal => words::goal::goal(goal),
        },
        change: |s, up| s.goal = step_goal(s.goal, up).bounded(),
        about: "How much of it you aim at in a week: up to 7 days, 300 minutes or 50 breaks.",
        values: &[],
        sample: Sample::None,
    },
    Choice {
        name: "day starts",
        value: |s| format!("{}:00", s.day_start_hour),
        change: |s, up| s.day_start_hour = step(s.day_start_hour, up, 1, 23),
        about: "What you do before this hour counts for the day before, so that a late session belongs to its evening.",
        values: &[],
        sample: Sample::None,
    },
    Choice {
        name: "missed days",
        value: |s| match s.grace_per_week {
            0 => "none forgiven".to_owned(),
            days => format!("{days} in 7 forgiven"),
        },
        change: |s, up| s.grace_per_week = step(s.grace_per_week, up, 1, Settings::MOST_GRACE),
        about: "How many missed days in any seven do not end a streak. Rest days keep the streak but do not lengthen it. \
                The last 28 days are always shown too, for those who dislike streaks.",
        values: &[],
        sample: Sample::None,
    },
    Choice {
        name: "a day counts",
        value: |s| format!("from {} s", s.least_active_secs),
        change: |s, up| {
            let secs = if up { s.least_active_secs + 30 } else { s.least_active_secs.saturating_sub(30) };
            s.least_active_secs = secs.clamp(*Settings::ACTIVE_SECS.start(), *Settings::ACTIVE_SECS.end());
        },
        about: "A day counts once you finish a session, however short, or stretch for this long.",
        values: &[],
        sample: Sample::None,
    },
];

const BREAKS: &[Choice] = &[
    Choice {
        name: "desk hours",
        value: |s| on_or_off(s.nudge.desk_hours),
        change: |s, _| s.nudge.desk_hours = !s.nudge.desk_hours,
        about: "With supple init in your shell, a prompt that is drawn is you at the desk. Its moments stay on this machine, \
                30 days long; supple nudge --forget deletes them.",
        values: &[
            ("on", "hours at the desk and breaks are known"),
            ("off", "nothing is written; a break is due some time after the last session"),
        ],
        sample: Sample::None,
    },
    Choice {
        name: "break after",
        value: |s| format!("{} min", s.nudge.after_minutes),
        change: |s, up| {
            let (least, most) = Choices::AFTER_MINUTES.into_inner();
            s.nudge.after_minutes = step(s.nudge.after_minutes, up, 5, most).max(least);
        },
        about: "How long at the desk until your prompt or status line offers a break. Guidelines say about every half hour \
                (Mayo Clinic), and five minutes every hour (UK).",
        values: &[],
        sample: Sample::None,
    },
    Choice {
        name: "quiet from",
        value: |s| format!("{}:00", s.nudge.quiet_from),
        change: |s, up| s.nudge.quiet_from = around(s.nudge.quiet_from, up),
        about: "From this hour on no break is offered. The same hour for both means no quiet hours.",
        values: &[],
        sample: Sample::None,
    },
    Choice {
        name: "quiet to",
        value: |s| format!("{}:00", s.nudge.quiet_to),
        change: |s, up| s.nudge.quiet_to = around(s.nudge.quiet_to, up),
        about: "From this hour on breaks are offered again.",
        values: &[],
        sample: Sample::None,
    },
    Choice {
        name: "in calls",
        value: |s| if s.nudge.quiet_in_calls { "silent" } else { "offered" }.to_owned(),
        change: |s, _| s.nudge.quiet_in_calls = !s.nudge.quiet_in_calls,
        about: "Whether a break is offered while a microphone or a camera is in use. Only Linux tells.",
        values: &[("silent", "nothing is offered in a call"), ("offered", "calls are not looked for")],
        sample: Sample::None,
    },
];

/// The goals, each as it is when it is first chosen.
const GOALS: [Goal; 4] = [Goal::None, Goal::Days(5), Goal::Minutes(60), Goal::Breaks(10)];

/// The goal before or after `goal`, of another kind.
fn turn_goal(goal: Goal, up: bool) -> Goal {
    let is_it = |one: &&Goal| std::mem::discriminant(*one) == std::mem::discriminant(&goal);
    turn(&GOALS, GOALS.iter().find(is_it).copied().unwrap_or_default(), up)
}

/// The same goal with a little more or less in it.
const fn step_goal(goal: Goal, up: bool) -> Goal {
    match goal {
        Goal::None => Goal::None,
        Goal::Days(days) => Goal::Days(if up { days.saturating_add(1) } else { days.saturating_sub(1) }),
        Goal::Minutes(minutes) => Goal::Minutes(if up { minutes.saturating_add(5) } else { minutes.saturating_sub(5) }),
        Goal::Breaks(breaks) => Goal::Breaks(if up { breaks.saturating_add(1) } else { breaks.saturating_sub(1) }),
    }
}

/// The hour of the day after or before another.
const fn around(hour: u8, up: bool) -> u8 {
    if up { (hour + 1) % 24 } else { (hour + 23) % 24 }
}

fn on_or_off(is_on: bool) -> String {
    if is_on { "on" } else { "off" }.to_owned()
}

fn step(value: u8, up: bool, by: u8, most: u8) -> u8 {
    if up { value.saturating_add(by).min(most) } else { value.saturating_sub(by) }
}
