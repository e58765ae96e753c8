//! The sounds are what design section 6 promises: complete, soft, of one loudness, and told apart with closed eyes.
//!
//! They are decoded as the program decodes them; the decoder is there in tests without the feature `sound` too.

use std::{
    collections::BTreeSet,
    f64::consts::TAU,
    fs,
    path::{Path, PathBuf},
};

use opus_pure::{MAX_PACKET_SAMPLES, OggOpusReader, Trim};
use supple::session::cue::Cue;

#[expect(dead_code, reason = "the program's `main` writes the files; here they are only compared")]
#[path = "../examples/make_cues.rs"]
mod make_cues;

const RATE: f64 = 48_000.0;

/// 6 dB below full scale.
const LOUDEST: f64 = 0.501_2;

/// Made of noise, so without a pitch.
const NOISES: [Cue; 3] = [Cue::Rep, Cue::In, Cue::Out];

/// Heard often or along the way, so quieter than those that say what to do.
const QUIET: [Cue; 5] = [Cue::Tick, Cue::Half, Cue::Rep, Cue::In, Cue::Out];

struct Sound {
    channels: Vec<Vec<f64>>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sounds")
}

fn file(cue: Cue) -> Vec<u8> {
    file_in(&folder(), cue)
}

fn file_in(folder: &Path, cue: Cue) -> Vec<u8> {
    let path = folder.join(cue.word()).with_extension("opus");
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sound(cue: Cue) -> Sound {
    decoded(cue, &file(cue))
}

/// A cue of the clear set.
fn clear(cue: Cue) -> Sound {
    decoded(cue, &file_in(&folder().join("clear"), cue))
}

fn decoded(cue: Cue, file: &[u8]) -> Sound {
    let mut reader = OggOpusReader::new(file).unwrap_or_else(|error| panic!("{cue:?}: {error}"));
    let count = usize::from(reader.head().channel_count);
    let mut decoder = reader.head().decoder(48_000).unwrap();
    let mut trim = Trim::new(reader.head(), 48_000, count).unwrap();
    let mut block = vec![0.0; MAX_PACKET_SAMPLES * count];
    let mut samples = Vec::new();
    for packet in reader.packets() {
        let packet = packet.unwrap();
        let frames = decoder.decode(&packet.data, MAX_PACKET_SAMPLES, &mut block).unwrap();
        samples.extend(trim.keep(&packet, &block[..frames * count]).iter().map(|&sample| f64::from(sample)));
    }
    Sound { channels: (0..count).map(|first| samples.iter().skip(first).step_by(count).copied().collect()).collect() }
}

impl Sound {
    /// What one ear hears, or one small loudspeaker.
    fn mixed(&self) -> Vec<f64> {
        let count = self.channels.len() as f64;
        (0..self.channels[0].len())
            .map(|i| self.channels.iter().map(|channel| channel[i]).sum::<f64>() / count)
            .collect()
    }

    fn seconds(&self) -> f64 {
        self.channels[0].len() as f64 / RATE
    }

    fn peak(&self) -> f64 {
        self.channels.iter().map(|channel| peak(channel)).fold(0.0, f64::max)
    }

    /// The root mean square of the loudest 50 ms, in dB of full scale.
    fn loudness(&self) -> f64 {
        let windows = self.channels.iter().flat_map(|channel| channel.windows(2_400).step_by(480));
        10.0 * windows.map(power).fold(0.0, f64::max).log10()
    }

    /// The seconds after which `part` of the peak is reached first.
    fn reaches(&self, part: f64) -> f64 {
        let loud = self.peak() * part;
        let first = |channel: &Vec<f64>| channel.iter().position(|sample| sample.abs() >= loud);
        self.channels.iter().filter_map(first).min().unwrap() as f64 / RATE
    }
}

fn peak(samples: &[f64]) -> f64 {
    samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
}

fn power(samples: &[f64]) -> f64 {
    samples.iter().map(|sample| sample * sample).sum::<f64>() / samples.len() as f64
}

/// A tenth of a second of samples, from `at` seconds on.
fn tenth(samples: &[f64], at: f64) -> &[f64] {
    let from = whole(at * RATE).min(samples.len());
    &samples[from..(from + 4_800).min(samples.len())]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of samples")]
fn whole(number: f64) -> usize {
    number as usize
}

/// How strong one pitch is (Goertzel).
fn strength(samples: &[f64], hz: f64) -> f64 {
    let turn = 2.0 * (TAU * hz / RATE).cos();
    let (last, before) =
        samples.iter().fold((0.0, 0.0), |(last, before), sample| (sample + turn * last - before, last));
    (last * last + before * before - turn * last * before).sqrt()
}

/// Quarter tones from 150 Hz over five octaves, to 4.8 kHz.
fn pitches() -> impl Iterator<Item = f64> {
    (0..120).map(|step| 150.0 * (f64::from(step) / 24.0).exp2())
}

fn strongest_pitch(samples: &[f64]) -> f64 {
    pitches().max_by(|a, b| strength(samples, *a).total_cmp(&strength(samples, *b))).unwrap()
}

/// How strong each of thirty bands is in each of the first twelve tenths of a second, as one arrow of length one, so
/// that loudness does not count.
fn pattern(cue: Cue) -> Vec<f64> {
    let samples = sound(cue).mixed();
    let mut arrow = Vec::new();
    for step in 0..12 {
        let window = tenth(&samples, f64::from(step) / 10.0);
        let strengths: Vec<f64> = pitches().map(|hz| strength(window, hz)).collect();
        arrow.extend(strengths.chunks(4).map(|band| band.iter().sum::<f64>()));
    }
    let length = arrow.iter().map(|part| part * part).sum::<f64>().sqrt();
    arrow.iter().map(|part| part / length).collect()
}

#[test]
fn every_cue_has_its_file_and_no_file_is_left_over() {
    let wanted: BTreeSet<String> = Cue::ALL.iter().map(|cue| format!("{}.opus", cue.word())).collect();
    let found: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, wanted);
}

/// What is heard, and what the generator made of the same cue.
fn heard_and_made() -> impl Iterator<Item = (Cue, Sound, Sound)> {
    Cue::ALL.into_iter().flat_map(|cue| {
        let made = |set| Sound { channels: make_cues::render(cue, set) };
        [(cue, sound(cue), made(make_cues::SOFT)), (cue, clear(cue), made(make_cues::CLEAR))]
    })
}

#[test]
fn the_files_are_what_the_generator_makes() {
    for (cue, heard, made) in heard_and_made() {
        assert_eq!(heard.channels.len(), made.channels.len(), "{cue:?}");
        for (heard, made) in heard.channels.iter().zip(&made.channels) {
            assert_eq!(heard.len(), made.len(), "{cue:?}");
            let error: Vec<f64> = heard.iter().zip(made).map(|(heard, made)| heard - made).collect();
            let below = 10.0 * (power(made) / power(&error)).log10();
            // An ear hears no difference between two noises of one colour, so the encoder keeps them less exactly.
            // A click begins with the noise of the blow.
            let least = if NOISES.contains(&cue) {
                13.0
            } else if cue == Cue::Tick {
                27.0
            } else {
                30.0
            };
            assert!(below > least, "{cue:?}: the error is {below:.1} dB below; run `cargo run --example make_cues`");
        }
    }
}

#[test]
fn the_files_start_when_the_generator_does() {
    for (cue, heard, made) in heard_and_made() {
        let late = heard.reaches(0.1) - made.reaches(0.1);
        assert!(late.abs() < 0.001_5, "{cue:?}: {:.2} ms", late * 1_000.0);
        let attack = heard.reaches(0.7) - made.reaches(0.7);
        assert!(
            attack.abs() < if NOISES.contains(&cue) { 0.030 } else { 0.001_5 },
            "{cue:?}: {:.2} ms",
            attack * 1_000.0
        );
    }
}

#[test]
fn all_files_together_stay_below_300_kilobytes() {
    let folders = [folder(), folder().join("clear")];
    let total: usize = folders.iter().flat_map(|folder| Cue::ALL.map(|cue| file_in(folder, cue).len())).sum();
    assert!(total < 300_000, "{total}");
}

#[test]
fn every_sound_is_short() {
    for cue in Cue::ALL {
        let longest = if cue == Cue::Complete { 2.5 } else { 1.2 };
        let seconds = sound(cue).seconds();
        assert!((0.05..=longest).contains(&seconds), "{cue:?}: {seconds} s");
    }
}

#[test]
fn no_sound_is_louder_than_6_db_below_full_scale() {
    for cue in Cue::ALL {
        let peak = sound(cue).peak();
        assert!((0.1..=LOUDEST).contains(&peak), "{cue:?}: {peak}");
    }
}

#[test]
fn the_sounds_that_say_what_to_do_are_equally_loud() {
    let loud = |cue: &Cue| !QUIET.contains(cue);
    let levels: Vec<f64> = Cue::ALL.iter().filter(|cue| loud(cue)).map(|&cue| sound(cue).loudness()).collect();
    let (least, most) = levels.iter().fold((0.0_f64, -99.0_f64), |(l, m), &level| (l.min(level), m.max(level)));
    assert!(most - least < 4.0, "{levels:?}");
    for cue in QUIET {
        let level = sound(cue).loudness();
        assert!(level < least - 2.0 && level > -30.0, "{cue:?}: {level:.1} dB");
    }
}

#[test]
fn the_clear_cues_keep_pattern_and_pitch_and_are_louder_with_more_overtones() {
    /// How much of a sound changes from one sample to the next: the more overtones, the more.
    fn edge(sound: &Sound) -> f64 {
        let samples = sound.mixed();
        let energy = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>();
        energy(&mut samples.windows(2).map(|pair| pair[1] - pair[0])) / energy(&mut samples.iter().copied())
    }
    // One that has reached the loudest sample allowed stays as loud as it was; the others grow.
    let louder = Cue::ALL.iter().filter(|&&cue| clear(cue).loudness() > sound(cue).loudness() + 1.0).count();
    assert!(louder >= Cue::ALL.len() / 2, "{louder} are louder");
    for cue in Cue::ALL {
        let (soft, clear) = (sound(cue), clear(cue));
        assert_eq!(soft.channels[0].len(), clear.channels[0].len(), "{cue:?}");
        assert!((0.1..=LOUDEST).contains(&clear.peak()), "{cue:?}: {}", clear.peak());
        assert!(clear.loudness() > soft.loudness() - 0.5, "{cue:?}: {:.1}, {:.1}", soft.loudness(), clear.loudness());
        assert!(clear.reaches(0.1) <= 0.008, "{cue:?}");
        if !NOISES.contains(&cue) {
            assert!(edge(&clear) > edge(&soft) * 1.1, "{cue:?}: {} {}", edge(&soft), edge(&clear));
            let (low, high) = (strongest_pitch(&soft.mixed()), strongest_pitch(&clear.mixed()));
            let octaves = (high / low).log2();
            assert!((octaves - octaves.round()).abs() < 0.1, "{cue:?}: {low} Hz, {high} Hz");
        }
    }
}

#[test]
fn every_sound_starts_softly_and_at_once() {
    for cue in Cue::ALL {
        let sound = sound(cue);
        for channel in &sound.channels {
            assert!(channel[0].abs() < 0.004, "{cue:?} starts on a step");
        }
        let latest = if cue == Cue::Tick { 0.002 } else { 0.008 };
        assert!(sound.reaches(0.1) <= latest, "{cue:?}: {:.4} s", sound.reaches(0.1));
        let softest = if cue == Cue::Tick { 0.000_5 } else { 0.002 };
        assert!(sound.reaches(0.7) >= softest, "{cue:?}: {:.4} s", sound.reaches(0.7));
    }
}

#[test]
fn no_sound_is_cut_off() {
    for cue in Cue::ALL {
        for channel in sound(cue).channels {
            let last = channel.iter().rev().take(48).fold(0.0_f64, |most, sample| most.max(sample.abs()));
            assert!(last < 0.002, "{cue:?}: {last}");
        }
    }
}

#[test]
fn no_pitch_is_shrill() {
    for cue in Cue::ALL.into_iter().filter(|cue| !NOISES.contains(cue)) {
        let pitch = strongest_pitch(&sound(cue).mixed());
        assert!(pitch < 2_000.0, "{cue:?}: {pitch:.0} Hz");
    }
}

#[test]
fn no_two_cues_share_a_pattern() {
    let patterns: Vec<_> = Cue::ALL.iter().map(|&cue| (cue, pattern(cue))).collect();
    for (i, (one, first)) in patterns.iter().enumerate() {
        for (other, second) in &patterns[..i] {
            let likeness: f64 = first.iter().zip(second).map(|(a, b)| a * b).sum();
            assert!(likeness < 0.65, "{one:?} and {other:?} are too much alike: {likeness:.2}");
        }
    }
}

#[test]
fn ready_rises() {
    let samples = sound(Cue::Ready).mixed();
    assert!(strongest_pitch(tenth(&samples, 0.3)) > 1.2 * strongest_pitch(tenth(&samples, 0.05)));
}

#[test]
fn rest_and_finish_fall() {
    for cue in [Cue::Rest, Cue::Finish] {
        let samples = sound(cue).mixed();
        assert!(strongest_pitch(tenth(&samples, 0.45)) < 0.8 * strongest_pitch(tenth(&samples, 0.0)), "{cue:?}");
    }
}

#[test]
fn breathing_in_rises_and_breathing_out_falls() {
    let rise = |cue| {
        let samples = sound(cue).mixed();
        let colour = |at| {
            let window = tenth(&samples, at);
            let (sum, weighted) = pitches().fold((0.0, 0.0), |(sum, weighted), hz| {
                let strength = strength(window, hz);
                (sum + strength, weighted + strength * hz)
            });
            weighted / sum
        };
        colour(0.8) / colour(0.05)
    };
    assert!(rise(Cue::In) > 1.3, "{}", rise(Cue::In));
    assert!(rise(Cue::Out) < 0.8, "{}", rise(Cue::Out));
}

#[test]
fn going_on_is_higher_than_pausing() {
    let pitch = |cue| strongest_pitch(&sound(cue).mixed());
    assert!(pitch(Cue::Resume) > 2.0 * pitch(Cue::Pause));
}

#[test]
fn switch_goes_from_left_to_right_and_is_alone_in_two_channels() {
    for cue in Cue::ALL {
        assert_eq!(sound(cue).channels.len(), if cue == Cue::Switch { 2 } else { 1 }, "{cue:?}");
    }
    let [left, right] = <[Vec<f64>; 2]>::try_from(sound(Cue::Switch).channels).unwrap();
    assert!(power(tenth(&left, 0.0)) > 10.0 * power(tenth(&right, 0.0)));
    assert!(power(tenth(&right, 0.25)) > 2.0 * power(tenth(&left, 0.25)));
}

#[cfg(all(unix, feature = "alsa"))]
#[test]
fn standard_error_is_quiet_while_a_speaker_lives_and_whole_again_after() {
    use supple::sound::{Output, Speaker, Volume, restore_stderr};

    let where_to = || rustix::fs::fstat(std::io::stderr()).map(|file| (file.st_dev, file.st_ino)).unwrap();
    let screen = where_to();
    let nowhere = rustix::fs::stat("/dev/null").map(|file| (file.st_dev, file.st_ino)).unwrap();

    let first = Speaker::open(Volume::FULL);
    let second = Speaker::open(Volume::FULL);
    assert_eq!(where_to(), nowhere);
    assert_ne!(first.wait_until_ready(std::time::Duration::from_secs(20)), Output::Opening);
    drop(first);
    assert_eq!(where_to(), nowhere, "the second still needs quiet");
    restore_stderr();
    restore_stderr();
    assert_eq!(where_to(), screen, "a panic message must be seen");
    drop(second);
    assert_eq!(where_to(), screen);
}
