//! Reminder: units for the timers of the system, systemd's on Linux and launchd's on macOS. Pure.

use std::fmt::Write;

use chrono::{NaiveTime, Timelike, Weekday, WeekdaySet};

/// When there is a reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// At these times of the day, on these days of the week; asks always.
    At(Vec<NaiveTime>, WeekdaySet),
    /// Every so many minutes; asks when a break is due.
    Every(u64),
}

/// A reminder and the program that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// When.
    pub when: When,
    /// The path of supple.
    pub program: String,
    /// The folders that were named in the environment, by the name of their variable.
    pub folders: Vec<(&'static str, String)>,
}

/// A file of the system's timers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub text: String,
}

/// The timer of systemd that is enabled.
pub const TIMER: &str = "supple-remind.timer";
const SERVICE: &str = "supple-remind.service";
const PLIST: &str = "supple.remind.plist";
const LABEL: &str = "supple.remind";
const WRITTEN: &str = "Written by supple remind; supple remind --remove removes it.";
/// The days of a week, as systemd and launchd begin to count them.
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Reminder {
    fn arguments(&self) -> Vec<&str> {
        let always = matches!(self.when, When::At(..)).then_some("--always");
        [self.program.as_str(), "nudge", "--notify"].into_iter().chain(always).collect()
    }

    /// A service and its timer for systemd's user manager (systemd.service(5), systemd.timer(5)).
    #[must_use]
    pub fn systemd(&self) -> [Unit; 2] {
        let mut service = format!("# {WRITTEN}\n[Unit]\nDescription=Reminder of a break\n\n[Service]\nType=oneshot\n");
        for (name, folder) in &self.folders {
            let _ = writeln!(service, "Environment={}", quoted(&format!("{name}={folder}"), false));
        }
        let call: Vec<String> = self.arguments().into_iter().map(|word| quoted(word, true)).collect();
        let _ = writeln!(service, "ExecStart={}", call.join(" "));
        let mut timer = format!("# {WRITTEN}\n[Unit]\nDescription=Times for a break\n\n[Timer]\n");
        match &self.when {
            When::At(times, days) => {
                for time in times {
                    let days = days_of_systemd(*days);
                    let _ = writeln!(timer, "OnCalendar={days}*-*-* {}:00", time.format("%H:%M"));
                }
            }
            When::Every(minutes) => {
                let _ = writeln!(timer, "OnActiveSec={minutes}min\nOnUnitActiveSec={minutes}min");
            }
        }
        timer.push_str("\n[Install]\nWantedBy=timers.target\n");
        [Unit { name: SERVICE, text: service }, Unit { name: TIMER, text: timer }]
    }

    /// An agent for launchd (launchd.plist(5)).
    #[must_use]
    pub fn launchd(&self) -> Unit {
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
             \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<!-- {WRITTEN} -->\n<plist version=\"1.0\">\n<dict>\n  \
             <key>Label</key>\n  <string>{LABEL}</string>\n  <key>ProgramArguments</key>\n  <array>\n"
        );
        for word in self.arguments() {
            let _ = writeln!(text, "    <string>{}</string>", xml(word));
        }
        text.push_str("  </array>\n");
        if !self.folders.is_empty() {
            text.push_str("  <key>EnvironmentVariables</key>\n  <dict>\n");
            for (name, folder) in &self.folders {
                let _ = writeln!(text, "    <key>{name}</key>\n    <string>{}</string>", xml(folder));
            }
            text.push_str("  </dict>\n");
        }
        match &self.when {
            When::Every(minutes) => {
                let _ = writeln!(text, "  <key>StartInterval</key>\n  <integer>{}</integer>", minutes * 60);
            }
            When::At(times, days) => {
                text.push_str("  <key>StartCalendarInterval</key>\n  <array>\n");
                for time in times {
                    for day in days_of_launchd(*days) {
                        let day = day.map(|day| format!("<key>Weekday</key><integer>{day}</integer>"));
                        let _ = writeln!(
                            text,
                            "    <dict>{}<key>Hour</key><integer>{}</integer><key>Minute</key><integer>{}</integer></dict>",
                            day.unwrap_or_default(),
                            time.hour(),
                            time.minute()
                        );
                    }
                }
                text.push_str("  </array>\n");
            }
        }
        text.push_str("</dict>\n</plist>\n");
        Unit { name: PLIST, text }
    }
}

/// `Mon..Fri ` for days in a row, `Mon,Wed ` for others, and nothing for all.
fn days_of_systemd(days: WeekdaySet) -> String {
    let names: Vec<String> = WEEK.iter().filter(|day| days.contains(**day)).map(ToString::to_string).collect();
    let is_row = WEEK.iter().skip_while(|day| !days.contains(**day)).take(names.len()).all(|day| days.contains(*day));
    match names.as_slice() {
        [] => String::new(),
        names if names.len() == WEEK.len() => String::new(),
        [first, _, .., last] if is_row => format!("{first}..{last} "),
        names => format!("{} ", names.join(",")),
    }
}

/// The numbers of the days from Sunday, 0; one that names none for all days.
fn days_of_launchd(days: WeekdaySet) -> Vec<Option<u32>> {
    if WEEK.iter().all(|day| days.contains(*day)) {
        return vec![None];
    }
    WEEK.iter().filter(|day| days.contains(**day)).map(|day| Some(day.num_days_from_sunday())).collect()
}

/// A word for systemd in which nothing is a specifier, nor, in a command, a variable.
fn quoted(word: &str, is_command: bool) -> String {
    let word = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
    let word = if is_command { word.replace('$', "$$") } else { word };
    format!("\"{word}\"")
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(times: &[(u32, u32)], days: &[Weekday]) -> Reminder {
        let times = times.iter().map(|(hour, minute)| NaiveTime::from_hms_opt(*hour, *minute, 0).unwrap()).collect();
        let when = When::At(times, days.iter().copied().collect());
        Reminder { when, program: "/opt/my apps/supple".to_owned(), folders: vec![] }
    }

    #[test]
    fn units_for_times_of_working_days() {
        let reminder = at(&[(10, 30), (15, 0)], &WEEK[..5]);
        let [service, timer] = reminder.systemd();
        insta::assert_snapshot!("reminder_service", service.text);
        insta::assert_snapshot!("reminder_timer", timer.text);
        insta::assert_snapshot!("reminder_agent", reminder.launchd().text);
    }

    #[test]
    fn a_unit_for_every_so_many_minutes_asks_only_when_a_break_is_due() {
        let every = Reminder { when: When::Every(50), ..at(&[], &[]) };
        let [service, timer] = every.systemd();
        assert!(
            service.text.contains("ExecStart=\"/opt/my apps/supple\" \"nudge\" \"--notify\"\n"),
            "{}",
            service.text
        );
        assert!(timer.text.contains("OnActiveSec=50min\nOnUnitActiveSec=50min\n"), "{}", timer.text);
        assert!(every.launchd().text.contains("<key>StartInterval</key>\n  <integer>3000</integer>"));
    }

    #[test]
    fn days_in_a_row_are_a_range_and_others_a_list() {
        let of = |days: &[Weekday]| days_of_systemd(days.iter().copied().collect());
        assert_eq!(of(&WEEK), "");
        assert_eq!(of(&WEEK[1..4]), "Tue..Thu ");
        assert_eq!(of(&[Weekday::Mon, Weekday::Wed]), "Mon,Wed ");
        assert_eq!(of(&[Weekday::Sat]), "Sat ");
    }

    #[test]
    fn a_folder_with_signs_of_systemd_and_xml_stays_a_folder() {
        let folders = vec![("SUPPLE_DATA_DIR", "/a \"b\"/100%/<&>/$HOME".to_owned())];
        let reminder = Reminder { folders, ..at(&[(9, 0)], &WEEK) };
        let [service, _] = reminder.systemd();
        assert!(service.text.contains(r#"Environment="SUPPLE_DATA_DIR=/a \"b\"/100%%/<&>/$HOME""#), "{}", service.text);
        assert!(reminder.launchd().text.contains("<string>/a \"b\"/100%/&lt;&amp;&gt;/$HOME</string>"));
    }
}
