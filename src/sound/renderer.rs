//! Speaks the texts for which there is no clip: rendered by the system's speech program ahead of time, kept in a
//! folder, and played like the rest.

use std::{
    collections::{BTreeMap, VecDeque},
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use rodio::Sample;
use sha2::{Digest, Sha256};

use super::clips::{LONGEST_SPEECH, decoded, frames};
use super::program::{Failure, LARGEST_FILE, Program};
use crate::files;
use crate::session::OwnText;

/// Longer than anything a person wants to be told at once, and short enough for any pipe.
const LONGEST_TEXT: usize = 3000;
/// Some hundred exercises of one's own.
const MOST_FILES: usize = 500;
/// A program that has failed this often in a row will go on to.
const MOST_FAILURES: usize = 3;

/// Loudness of speech: the root mean square of the clips inside the program, -19 dB, and their peak, -3 dB.
const LOUDNESS: f32 = 0.112;
const PEAK: f32 = 0.708;
/// Amplitude below which there is silence around the words.
const SILENCE: f32 = 0.005;

/// The system's speech program, and the folder with what it has spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SystemVoice {
    program: Program,
    folder: PathBuf,
    /// The language of each text that is not in English.
    languages: Arc<BTreeMap<String, String>>,
}

impl SystemVoice {
    /// The speech program of this system, if it has one, for these texts.
    pub(super) fn find(folder: &Path, texts: &[OwnText]) -> Option<Self> {
        let languages = texts.iter().filter_map(|own| Some((own.text.clone(), own.language.clone()?)));
        let languages = Arc::new(languages.collect());
        Some(Self { program: Program::find()?, folder: folder.to_owned(), languages })
    }

    /// Samples that say `text`, if it has been rendered: as loud as the clips inside the program.
    pub(super) fn samples(&self, text: &str) -> Option<Vec<Sample>> {
        samples_of(&self.file(text))
    }

    /// Another program speaks otherwise, so its files are others.
    fn file(&self, text: &str) -> PathBuf {
        let mut hash = Sha256::new();
        hash.update(self.program.path.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(text);
        if let Some(language) = self.languages.get(text) {
            hash.update([0]);
            hash.update(language);
        }
        self.folder.join(format!("{:x}.wav", hash.finalize()))
    }

    fn render(&self, text: &str, go_on: impl Fn(Duration) -> bool) -> Result<(), Failure> {
        if text.trim().is_empty() || text.len() > LONGEST_TEXT {
            return Err(Failure::Failed);
        }
        files::make_folder(&self.folder)?;
        let file = tempfile::Builder::new().prefix("rendering-").suffix(".wav").tempfile_in(&self.folder)?;
        let language = self.languages.get(text).map(String::as_str);
        self.program.speak(text, language, file.path(), go_on)?;
        samples_of(file.path()).ok_or(Failure::Failed)?;
        file.persist(self.file(text)).map_err(|error| error.error)?;
        Ok(())
    }

    /// Removes the oldest files where there are too many.
    fn tidy(&self) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if is_ours(&entry.path())
                && let Ok(about) = entry.metadata()
            {
                files.push((about.modified()?, entry.path()));
            }
        }
        files.sort();
        let too_many = files.len().saturating_sub(MOST_FILES);
        files.iter().take(too_many).try_for_each(|(_, file)| fs::remove_file(file))
    }
}

/// Returns `true` if `path` has the name of a rendered text, as [`SystemVoice::file`] gives it.
fn is_ours(path: &Path) -> bool {
    let is_digest = |stem: &str| stem.len() == 64 && stem.bytes().all(|digit| digit.is_ascii_hexdigit());
    path.extension().is_some_and(|extension| extension == "wav")
        && path.file_stem().and_then(|stem| stem.to_str()).is_some_and(is_digest)
}

fn samples_of(file: &Path) -> Option<Vec<Sample>> {
    levelled(decoded(&files::read(file, LARGEST_FILE).ok()?)?)
}

/// Without the silence around it, and as loud as the clips inside the program.
fn levelled(mut samples: Vec<Sample>) -> Option<Vec<Sample>> {
    samples.truncate(frames(LONGEST_SPEECH));
    let loud = |sample: &Sample| sample.abs() > SILENCE;
    let (first, last) = (samples.iter().position(loud)?, samples.iter().rposition(loud)?);
    let mut spoken = samples.get(first..=last)?.to_vec();
    let voiced: Vec<f32> = spoken.iter().copied().filter(loud).collect();
    let mean_square = voiced.iter().map(|sample| sample * sample).sum::<f32>() / voiced.len() as f32;
    let peak = spoken.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    let gain = (LOUDNESS / mean_square.sqrt()).min(PEAK / peak);
    for sample in &mut spoken {
        *sample *= gain;
    }
    Some(spoken)
}

/// A thread that renders texts one after the other, while it may. Dropping it ends it, and its program.
#[derive(Debug)]
pub(super) struct Renderer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default, Clone, Copy)]
struct State {
    /// Somebody holds a stretch: the machine is to be still.
    still: bool,
    /// Nobody wants to hear any of it.
    unwanted: bool,
    done: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    /// Waits until the machine may work; says whether it still is to.
    fn wait_for_leave(&self) -> bool {
        let waiting = |state: &mut State| state.still && !state.unwanted;
        !self.changed.wait_while(self.state(), waiting).unwrap_or_else(PoisonError::into_inner).unwanted
    }

    /// Waits for `time`, or until there is a reason to stop; says whether there is none.
    fn go_on(&self, time: Duration) -> bool {
        let waiting = |state: &mut State| !state.still && !state.unwanted;
        let waited = self.changed.wait_timeout_while(self.state(), time, waiting);
        waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Renderer {
    /// Starts to render what is not there yet of `texts`.
    pub(super) fn start(voice: SystemVoice, texts: Vec<String>) -> Self {
        let shared = Arc::new(Shared::default());
        let far = Arc::clone(&shared);
        let thread = thread::Builder::new().name("speech".to_owned()).spawn(move || {
            render_all(&voice, texts, &far);
            far.change(|state| state.done = true);
        });
        if thread.is_err() {
            shared.change(|state| state.done = true);
        }
        Self { shared, thread: thread.ok() }
    }

    /// Renders nothing while somebody holds a stretch: what is being rendered is dropped, and taken up again after.
    pub(super) fn keep_still(&self, still: bool) {
        if self.shared.state().still != still {
            self.shared.change(|state| state.still = still);
        }
    }

    /// Waits until everything has been tried, at most `longest`.
    pub(super) fn wait(&self, longest: Duration) {
        let waited = self.shared.changed.wait_timeout_while(self.shared.state(), longest, |state| !state.done);
        drop(waited);
    }
}

impl Drop for Renderer {
    fn drop(&mut self) {
        self.shared.change(|state| state.unwanted = true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn render_all(voice: &SystemVoice, texts: Vec<String>, shared: &Shared) {
    // A folder that is not there yet has nothing too many.
    let _ = voice.tidy();
    let mut todo = VecDeque::from(texts);
    let mut failures = 0;
    while let Some(text) = todo.pop_front()
        && failures < MOST_FAILURES
        && shared.wait_for_leave()
    {
        if voice.samples(&text).is_some() {
            continue;
        }
        match voice.render(&text, |time| shared.go_on(time)) {
            Ok(()) => failures = 0,
            Err(Failure::Interrupted) => todo.push_front(text),
            Err(Failure::Failed) => failures += 1,
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use rustix::process::{Pid, test_kill_process};
    use tempfile::TempDir;

    use super::super::program::Kind;
    use super::*;

    /// Long before the end of any test that passes.
    const LONG: Duration = Duration::from_secs(30);
    const CLICK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/spoken.wav");

    /// A folder with a speech program that is this shell script; `$7` is the file it is to write.
    fn voice(script: &str) -> (TempDir, SystemVoice) {
        let house = tempfile::tempdir().unwrap();
        let path = house.path().join("speaks");
        fs::write(&path, format!("#!/bin/sh\ncd '{}'\n{script}\n", house.path().display())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        let folder = house.path().join("cache/voice");
        (house, SystemVoice { program: Program { kind: Kind::Espeak, path }, folder, languages: Arc::default() })
    }

    fn good() -> String {
        format!("cat >> heard; cp '{CLICK}' \"$7\"")
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn render(voice: &SystemVoice, what: &[&str]) {
        Renderer::start(voice.clone(), texts(what)).wait(LONG);
    }

    fn files(voice: &SystemVoice) -> usize {
        fs::read_dir(&voice.folder).map_or(0, Iterator::count)
    }

    #[test]
    fn a_text_is_rendered_once_and_played_from_then_on() {
        let (house, voice) = voice(&good());
        assert_eq!(voice.samples("Roll your wrists."), None);
        render(&voice, &["Roll your wrists."]);
        render(&voice, &["Roll your wrists."]);
        assert!(voice.samples("Roll your wrists.").is_some_and(|samples| samples.len() > 1000));
        assert_eq!(fs::read_to_string(house.path().join("heard")).unwrap(), "Roll your wrists.");
        assert_eq!(files(&voice), 1);
    }

    #[test]
    fn no_shell_and_no_option_is_made_of_a_text() {
        let (house, voice) = voice(&good());
        let hostile = ["$(touch owned)", "; touch owned; '\"`touch owned`", "--help -w owned"];
        render(&voice, &hostile);
        assert_eq!(fs::read_to_string(house.path().join("heard")).unwrap(), hostile.concat());
        assert!(!house.path().join("owned").exists());
    }

    #[test]
    fn what_is_rendered_is_as_loud_as_a_clip_and_starts_with_the_words() {
        let (_house, voice) = voice(&good());
        render(&voice, &["Now."]);
        let samples = voice.samples("Now.").unwrap();
        let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        assert!((0.1..=PEAK + 0.001).contains(&peak), "{peak}");
        assert!(samples.first().is_some_and(|sample| sample.abs() > 0.001));
    }

    #[test]
    fn a_program_that_fails_or_writes_no_sound_leaves_nothing() {
        for script in ["exit 3", "echo noise > \"$7\"", "true", "head -c 6000000 /dev/zero > \"$7\""] {
            let (_house, voice) = voice(script);
            render(&voice, &["One.", "Two."]);
            assert_eq!((voice.samples("One."), files(&voice)), (None, 0), "{script}");
        }
    }

    #[test]
    fn a_program_that_goes_on_failing_is_asked_three_times() {
        let (house, voice) = voice("cat >> heard; exit 1");
        render(&voice, &["1", "2", "3", "4", "5"]);
        assert_eq!(fs::read_to_string(house.path().join("heard")).unwrap(), "123");
    }

    #[test]
    fn a_program_that_hangs_ends_with_the_interest_in_it() {
        let (house, voice) = voice("echo $$ > pid; exec sleep 1000");
        let renderer = Renderer::start(voice, texts(&["Wait."]));
        let pid = pid_in(&house);
        drop(renderer);
        assert!(!runs(pid));
    }

    fn pid_in(house: &TempDir) -> Pid {
        loop {
            let written = fs::read_to_string(house.path().join("pid")).unwrap_or_default();
            if let Some(pid) = written.strip_suffix('\n') {
                return Pid::from_raw(pid.parse().unwrap()).unwrap();
            }
            thread::yield_now();
        }
    }

    fn runs(pid: Pid) -> bool {
        test_kill_process(pid).is_ok()
    }

    #[test]
    fn nothing_is_rendered_while_somebody_holds_a_stretch_and_all_of_it_after() {
        let (house, voice) = voice(&format!("test -e may || {{ echo $$ > pid; exec sleep 1000; }}; {}", good()));
        let renderer = Renderer::start(voice.clone(), texts(&["One.", "Two."]));
        let pid = pid_in(&house);
        renderer.keep_still(true);
        while runs(pid) {
            thread::yield_now();
        }
        fs::write(house.path().join("may"), "").unwrap();
        assert_eq!(voice.samples("One."), None);
        renderer.keep_still(false);
        renderer.wait(LONG);
        assert!(voice.samples("One.").is_some() && voice.samples("Two.").is_some());
    }

    #[test]
    fn a_folder_that_cannot_be_made_costs_the_voice_and_nothing_else() {
        let (house, voice) = voice(&good());
        fs::write(house.path().join("cache"), "a file").unwrap();
        render(&voice, &["One."]);
        assert_eq!(voice.samples("One."), None);
    }

    #[test]
    fn a_text_in_another_language_is_spoken_in_it() {
        let (house, mut voice) = voice(&format!("echo \"$2\" >> languages; {}", good()));
        voice.languages = Arc::new([("肩を回す。".to_owned(), "ja".to_owned())].into());
        render(&voice, &["肩を回す。", "Roll your shoulders."]);
        assert_eq!(fs::read_to_string(house.path().join("languages")).unwrap(), "ja\nen-us\n");
    }

    #[test]
    fn what_is_in_no_letters_of_english_is_spoken_only_where_its_language_is_known() {
        let (house, voice) = voice(&good());
        render(&voice, &["肩を回す。"]);
        assert!(!house.path().join("heard").exists());
    }

    #[test]
    fn what_is_too_long_to_be_said_at_once_is_left_to_be_read() {
        let (house, voice) = voice(&good());
        render(&voice, &[&"long ".repeat(1000), "", "Short."]);
        assert_eq!(fs::read_to_string(house.path().join("heard")).unwrap(), "Short.");
    }

    #[test]
    fn the_oldest_of_too_many_files_goes_and_no_file_of_anybody_else() {
        let (_house, voice) = voice(&good());
        fs::create_dir_all(&voice.folder).unwrap();
        let others = voice.folder.join("birdsong.wav");
        fs::write(&others, "").unwrap();
        for number in 0..MOST_FILES + 5 {
            fs::write(voice.file(&number.to_string()), "").unwrap();
        }
        voice.tidy().unwrap();
        assert_eq!(files(&voice), MOST_FILES + 1);
        assert!(others.exists());
    }

    #[test]
    fn a_pipe_in_place_of_a_rendered_text_is_not_waited_for() {
        let (_house, voice) = voice(&good());
        fs::create_dir_all(&voice.folder).unwrap();
        let pipe = voice.file("Wait.");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(voice.samples("Wait."), None);
    }
}
