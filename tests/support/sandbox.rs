//! A sandbox of its own for every test: folders nobody else uses, a calendar that stands still, no sound.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The program.
pub const SUPPLE: &str = env!("CARGO_BIN_EXE_supple");
/// When the tests take place, unless they say otherwise: a Monday.
pub const NOW: &str = "2026-11-23T20:00:00+00:00";
/// What no test takes; only a program that hangs meets it.
pub const DEADLINE: Duration = Duration::from_mins(1);
/// The name of this machine, in houses that are furnished with one.
pub const MACHINE: &str = "m-test";

/// The id of the host, whichever the tests run on.
pub const HOST_ID: &str = "5eed5eed-5eed-5eed-5eed-5eed5eed5eed";

/// Settings of somebody who was asked what suits them.
pub const ASKED_BEFORE: &str = r#"{"asked": "2026-11-01T08:00:00+00:00"}"#;

/// Folders, and commands that live in them.
pub struct Sandbox {
    folder: TempDir,
    /// A user with fewer rights that the program runs as, and its own copy of it.
    #[cfg(unix)]
    runs_as: Option<(u32, PathBuf)>,
    /// The largest size of a file, in blocks of 512 bytes, that the program can write.
    #[cfg(unix)]
    largest_file: Option<u32>,
}

/// The user that owns nothing, by the number that every Unix gives it.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

impl Sandbox {
    /// An empty one: none of the folders exists.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            #[cfg(unix)]
            runs_as: None,
            #[cfg(unix)]
            largest_file: None,
        }
    }

    /// One where no file can grow beyond so many blocks of 512 bytes, like on a disk that is full there.
    #[cfg(target_os = "linux")]
    pub fn with_room(mut self, blocks: u32) -> Self {
        self.largest_file = Some(blocks);
        self
    }

    /// One with room for everything but another line of history.
    #[cfg(target_os = "linux")]
    pub fn with_full_disk() -> Self {
        let sandbox = Self::with_machine().with_room(2048);
        write(&sandbox.history_file(), "\n".repeat(2048 * 512));
        sandbox
    }

    /// The program and what comes before the arguments.
    #[cfg(unix)]
    pub fn call(&self) -> Vec<String> {
        let program = self.runs_as.as_ref().map_or(SUPPLE, |(_, program)| program.to_str().unwrap());
        match self.largest_file {
            None => vec![program.to_owned()],
            Some(blocks) => ["/bin/sh", "-c", &format!("ulimit -f {blocks}; exec \"$0\" \"$@\""), program]
                .map(str::to_owned)
                .to_vec(),
        }
    }

    /// Runs the program without the superuser's rights from now on, to whom nothing is closed; what is in the sandbox
    /// becomes that user's own. Where the tests do not run as the superuser, nothing changes.
    #[cfg(unix)]
    pub fn without_superuser(mut self) -> Self {
        use std::os::unix::fs::chown;
        if rustix::process::geteuid().is_root() {
            let program = self.folder.path().join("supple");
            // By another process: what this one has open for writing, a child of another test may hold while it is started.
            let copied = std::process::Command::new("cp").args([SUPPLE.as_ref(), program.as_os_str()]).status();
            assert!(copied.unwrap().success());
            let mut entries = vec![self.folder.path().to_owned()];
            while let Some(path) = entries.pop() {
                chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
                if path.is_dir() {
                    entries.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                }
            }
            self.runs_as = Some((NOBODY, program));
        }
        self
    }

    /// Says that the person was asked before what suits them, unless there are settings already.
    pub fn asked_before(&self) {
        let settings = self.config().join("settings.json");
        if !settings.exists() {
            write(&settings, ASKED_BEFORE);
        }
    }

    /// One where the history is the file [`Sandbox::history_file`].
    pub fn with_machine() -> Self {
        let sandbox = Self::new();
        write(&sandbox.state().join("machine"), MACHINE);
        sandbox
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    pub fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    pub fn routines(&self) -> PathBuf {
        self.config().join("routines")
    }

    pub fn history_file(&self) -> PathBuf {
        self.data().join("history").join(format!("{MACHINE}.jsonl"))
    }

    /// What the program finds around it; nothing else is handed on.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let folder = |path: PathBuf| path.to_str().unwrap().to_owned();
        vec![
            ("SUPPLE_DATA_DIR", folder(self.data())),
            ("SUPPLE_CONFIG_DIR", folder(self.config())),
            ("SUPPLE_STATE_DIR", folder(self.state())),
            ("SUPPLE_HOST_ID", HOST_ID.to_owned()),
            ("SUPPLE_NOW", NOW.to_owned()),
            ("TZ", "UTC".to_owned()),
        ]
    }

    /// `supple ARGS`, to be asserted about.
    pub fn supple(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::from_std(self.process(args));
        command.timeout(DEADLINE);
        command
    }

    /// `supple ARGS`, to be talked to while it runs.
    pub fn process(&self, args: &[&str]) -> std::process::Command {
        let mut command = self.program();
        command.env_clear().envs(self.environment()).arg("--mute").args(args);
        command
    }

    #[cfg(unix)]
    fn program(&self) -> std::process::Command {
        use std::os::unix::process::CommandExt;
        let call = self.call();
        let mut command = std::process::Command::new(&call[0]);
        command.args(&call[1..]);
        if let Some((user, _)) = self.runs_as {
            command.uid(user).gid(user);
        }
        command
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "on Unix the sandbox says as whom the program runs")]
    fn program(&self) -> std::process::Command {
        std::process::Command::new(SUPPLE)
    }

    /// What a command that succeeds prints.
    pub fn says(&self, args: &[&str]) -> String {
        let output = self.supple(args).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    }

    /// The JSON that a command that succeeds prints.
    pub fn json(&self, args: &[&str]) -> Value {
        let text = self.says(args);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// Every record of the history, as `supple history --json` prints them, newest first.
    pub fn records(&self) -> Vec<Value> {
        let text = self.says(&["history", "--json", "-n", "1000"]);
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Writes a file of the user's own.
    pub fn write_routine(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.routines().join(name);
        write(&path, text);
        path
    }
}

/// Copies all that is in a folder over what is in another one, as `cp -r` and `rsync` do.
pub fn copy_over(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_over(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Writes a file, and makes its folder.
pub fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A line of history: a session at noon of `day`.
pub fn session_on(day: &str, completed: bool, active_secs: u32) -> String {
    let line = json!({
        "v": 1, "kind": "session", "id": format!("S{}", day.replace('-', "")), "at": format!("{day}T12:00:00+00:00"),
        "routine": "neck-ease-5", "title": "Neck ease", "completed": completed, "planned_secs": 298,
        "active_secs": active_secs, "paused_secs": 0, "steps": [],
    });
    format!("{line}\n")
}

/// A routine's file, good in every way.
pub fn good_routine() -> Value {
    json!({
        "id": "mine",
        "title": "My own",
        "areas": ["neck"],
        "level": "beginner",
        "goal": "To test.",
        "steps": [{"exercise": "upper-trap-stretch", "dose": {"hold_secs": 20, "times": 1, "rest_secs": 0}}],
    })
}

/// [`good_routine`] with one thing changed.
pub fn routine_with(pointer: &str, value: Value) -> String {
    let mut routine = good_routine();
    match routine.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => routine[pointer.trim_start_matches('/')] = value,
    }
    serde_json::to_string_pretty(&routine).unwrap()
}

/// Nothing in it steers a terminal or turns text around.
pub fn assert_harmless(what: &str, text: &[u8]) {
    let text = String::from_utf8(text.to_vec()).unwrap();
    let hostile = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}')
    };
    if let Some(found) = text.chars().find(hostile) {
        panic!("{what} holds {found:?}: {text:?}");
    }
}
