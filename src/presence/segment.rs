//! Segment: a break that is due, in the format of what shows it. Pure. Where nothing is due nothing is printed, and all of
//! these then show nothing.

use serde_json::json;

use crate::words::desk as words;

use super::choices::Choices;
use super::rule::Due;

/// What shows the segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Words alone.
    #[default]
    Plain,
    /// A tmux status line, as #(supple nudge --format tmux).
    Tmux,
    /// A custom module of Waybar with "return-type": "json".
    Waybar,
    /// A custom module of Starship.
    Starship,
    /// An object for programs, also when nothing is due.
    Json,
}

/// The segment in a format, without its line's end. [`Format::Json`] is made elsewhere, for it also tells why nothing is due.
#[must_use]
pub fn segment(due: &Due, choices: &Choices, now: i64, clock: impl Fn(i64) -> String, format: Format) -> String {
    let text = words::segment(due, now);
    match format {
        // Starship cuts white space off, escapes what its shell would take for a part of the prompt, and shows no module
        // whose output is empty (https://starship.rs/config/#custom-commands).
        Format::Plain | Format::Json | Format::Starship => text,
        Format::Tmux => tmux(&text),
        // One line of JSON; text and tooltip are Pango markup (waybar-custom(5)).
        Format::Waybar => {
            let tooltip = format!("{} {}", words::why(due, choices, now, clock), words::offer(due));
            // The share of the hour that is over, for `format-icons`.
            let percentage = due.since.secs(now).map_or(100, |secs| (secs / 36).clamp(0, 100));
            json!({
                "text": markup(&text),
                "alt": "due",
                "tooltip": markup(&tooltip),
                "class": "due",
                "percentage": percentage,
            })
            .to_string()
        }
    }
}

/// Text with a style of tmux around it: `#[fg=black,bg=yellow]…#[default]`, which can be read on a status line of any
/// colour. A `#` of the text is doubled (tmux(1), FORMATS and STYLES).
fn tmux(text: &str) -> String {
    format!("#[fg=black,bg=yellow] {} #[default]", text.replace('#', "##"))
}

/// Text in which nothing is markup of Pango.
fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::rule::Since;

    fn shown(format: Format) -> String {
        let due = Due { since: Since::Sitting(10_000 - 3_120), minutes: 2, area: Some("neck".to_owned()) };
        segment(&due, &Choices::default(), 10_000, |_| "9:10".to_owned(), format)
    }

    #[test]
    fn a_status_line_of_tmux_has_a_style_and_ends_it() {
        assert_eq!(shown(Format::Tmux), "#[fg=black,bg=yellow] 52 min sitting: supple go 2m neck #[default]");
        assert_eq!(tmux("#[fg=red]"), "#[fg=black,bg=yellow] ##[fg=red] #[default]");
    }

    #[test]
    fn waybar_gets_one_line_with_all_that_it_knows() {
        let line = shown(Format::Waybar);
        assert!(!line.contains('\n'));
        let said: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&said["text"], &said["alt"]), (&json!("52 min sitting: supple go 2m neck"), &json!("due")));
        assert_eq!((&said["class"], &said["percentage"]), (&json!("due"), &json!(86)));
        let tooltip = "A break is due: 52 min sitting, since 9:10; one is due after 30 min. 2 min for your neck: supple go 2m neck";
        assert_eq!(said["tooltip"], tooltip);
        assert_eq!(markup("<b>&"), "&lt;b&gt;&amp;");
    }

    #[test]
    fn starship_gets_words_alone() {
        assert_eq!(shown(Format::Starship), shown(Format::Plain));
    }
}
