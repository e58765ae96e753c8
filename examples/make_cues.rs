//! Makes the sounds of the coach: `cargo run --no-default-features --example make_cues` writes one Opus file a cue to `sounds/`,
//! and the clearer set to `sounds/clear/`.
//!
//! The files are committed, so that a build needs nothing but the repository; this program is their
//! source. A test decodes them as the program does and holds them against the samples that are made here. For those to
//! be the same on every machine the arithmetic here is addition, multiplication, division and square root only, which
//! IEEE 754 rounds the same everywhere. The sine and the decays are made from those, not taken from the system's
//! mathematics library, whose last bit differs from one system to the next.
//!
//! All pitches belong to C major, so that any two cues that meet are in tune.

use std::{error::Error, fs, path::Path};

use opus_pure::{Application, MAX_PACKET_BYTES, OggOpusWriter, OpusEncoder, OpusHead, OpusTags, RateControl};
use supple::session::cue::Cue;

/// Frames a second, in every file: the most that Opus keeps.
const RATE: u32 = 48_000;

/// Frames in a packet of 20 ms.
const PACKET: usize = 960;

/// The loudest sample that is made: a little less than half of full scale, which is 6 dB below it, for in the file a
/// peak may come out higher by a hundredth.
const LOUDEST: f64 = 0.49;

/// Bits a second of each channel. At 96,000 the error lies at least 30 dB below a tone and 14 dB below noise.
const BITS: i32 = 96_000;

/// One sound: a row of samples a channel, between -1 and 1.
pub type Channels = Vec<Vec<f64>>;

/// No sound ends on a step: its last moments fade out, slowly enough not to be noticed as an end.
const FADE_OUT_MS: usize = 120;

// Pitches in hertz, equal temperament, A4 = 440.
const C4: f64 = 261.63;
const E4: f64 = 329.63;
const F4: f64 = 349.23;
const G4: f64 = 392.00;
const A4: f64 = 440.00;
const B4: f64 = 493.88;
const C5: f64 = 523.25;
const D5: f64 = 587.33;
const E5: f64 = 659.26;
const G5: f64 = 783.99;
const C6: f64 = 1046.50;
const E6: f64 = 1318.51;

/// One of the sine waves that a sound is made of.
struct Partial {
    /// Its pitch, as a multiple of the fundamental.
    ratio: f64,
    /// Its loudness at the start, beside the others.
    level: f64,
    /// Seconds until a third of it is left.
    decay: f64,
}

const fn partial(ratio: f64, level: f64, decay: f64) -> Partial {
    Partial { ratio, level, decay }
}

/// A small bell: a slow hum, a bright start, partials slightly off the harmonic row, as in bronze.
const BELL: &[Partial] = &[
    partial(1.0, 1.0, 0.42),
    partial(1.002, 0.35, 0.30),
    partial(2.0, 0.42, 0.24),
    partial(2.76, 0.16, 0.13),
    partial(4.07, 0.10, 0.07),
    partial(5.40, 0.05, 0.035),
];

/// A soft mallet on a wooden bar: round, few overtones, no edge.
const MALLET: &[Partial] =
    &[partial(1.0, 1.0, 0.20), partial(2.0, 0.26, 0.13), partial(3.0, 0.09, 0.07), partial(4.0, 0.05, 0.03)];

/// The same mallet, with a hand on the bar.
const MUTED: &[Partial] = &[partial(1.0, 1.0, 0.042), partial(2.0, 0.30, 0.022), partial(3.9, 0.12, 0.009)];

/// A blown pipe: it holds its tone where all others are struck.
const PIPE: &[Partial] =
    &[partial(1.0, 1.0, 4.0), partial(2.0, 0.32, 4.0), partial(3.0, 0.16, 2.0), partial(4.0, 0.05, 1.0)];

/// A low pipe, with more of the overtones that the loudspeaker of a laptop can still give.
const LOW_PIPE: &[Partial] =
    &[partial(1.0, 1.0, 4.0), partial(2.0, 0.55, 4.0), partial(3.0, 0.30, 2.0), partial(4.0, 0.10, 1.0)];

/// A block of hard wood.
const WOOD: &[Partial] = &[partial(1.0, 1.0, 0.011), partial(1.63, 0.45, 0.006), partial(2.9, 0.18, 0.003)];

/// How a set of cues differs from the soft one; the patterns and pitches are the same.
#[derive(Clone, Copy)]
pub struct Set {
    /// What the levels of all partials but the first are multiplied with.
    overtones: f64,
    /// And how long they last.
    ring: f64,
    /// What the loudness of a cue is multiplied with.
    loudness: f64,
}

/// Warm and low.
pub const SOFT: Set = Set { overtones: 1.0, ring: 1.0, loudness: 1.0 };

/// More of the overtones that a small loudspeaker gives and a noisy room leaves free, and a little louder.
pub const CLEAR: Set = Set { overtones: 2.6, ring: 1.6, loudness: 1.5 };

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sounds");
    let mut total = 0;
    for (folder, set) in [(folder.clone(), SOFT), (folder.join("clear"), CLEAR)] {
        fs::create_dir_all(&folder)?;
        for cue in Cue::ALL {
            let file = encoded(&render(cue, set))?;
            total += file.len();
            println!("{:>7} bytes  {}.opus", file.len(), cue.word());
            fs::write(folder.join(cue.word()).with_extension("opus"), file)?;
        }
    }
    println!("{total:>7} bytes in all");
    Ok(())
}

/// The sound as an Opus file that decodes to as many frames. The number of its stream is given, so that the same sound makes the
/// same file.
#[expect(clippy::cast_possible_truncation, reason = "24 bits are enough for a sample")]
fn encoded(sound: &Channels) -> Result<Vec<u8>, Box<dyn Error>> {
    let channels = sound.len();
    let mut encoder = OpusEncoder::new(i32::try_from(RATE)?, channels, Application::Audio)?;
    encoder.bitrate_bps = BITS * i32::try_from(channels)?;
    encoder.rate_control = RateControl::Vbr;
    let head = OpusHead::for_encoder(&encoder, RATE);
    // The encoder is behind by this much, which some silence at the end makes up for.
    let behind = usize::from(head.pre_skip);
    let end = behind + sound[0].len();
    let samples: Vec<f32> = (0..end.next_multiple_of(PACKET))
        .flat_map(|i| sound.iter().map(move |channel| channel.get(i).map_or(0.0, |&sample| sample as f32)))
        .collect();
    let mut writer = OggOpusWriter::with_serial(Vec::new(), head, OpusTags::new(), 1)?;
    let mut packet = vec![0; MAX_PACKET_BYTES];
    for (number, frames) in samples.chunks_exact(PACKET * channels).enumerate() {
        let length = encoder.encode(frames, PACKET, &mut packet)?;
        // The last one says where in it the sound ends.
        let lasts = PACKET.min(end - number * PACKET);
        writer.write_packet_with_duration(&packet[..length], u32::try_from(lasts)?)?;
    }
    Ok(writer.finish()?)
}

/// The samples of a cue.
#[must_use]
pub fn render(cue: Cue, set: Set) -> Channels {
    match cue {
        Cue::Tick => mono(set, woodblock(set), 0.04),
        Cue::Half => mono(set, strike(set, MUTED, D5, 4, 240), 0.085),
        Cue::Rep => mono(set, brush(), 0.065),
        Cue::In => mono(set, breath([320.0, 1150.0], [(0, 0.4), (760, 1.0), (900, 1.0), (1_100, 0.0)], 11), 0.085),
        Cue::Out => mono(set, breath([1_000.0, 260.0], [(0, 0.45), (160, 1.0), (420, 0.75), (1_100, 0.0)], 29), 0.085),
        Cue::Ready => mono(
            set,
            sequence(600, &[(0, strike(set, MALLET, G4, 7, 420)), (170, strike(set, MALLET, C5, 7, 430))]),
            0.16,
        ),
        Cue::Rest => mono(set, fall(set), 0.15),
        Cue::Begin => mono(set, strike(set, BELL, G5, 4, 1_000), 0.15),
        Cue::Switch => switch(set),
        Cue::Finish => {
            mono(set, sequence(820, &[(0, strike(set, BELL, G5, 5, 600)), (230, strike(set, BELL, C5, 5, 590))]), 0.15)
        }
        Cue::Pause => mono(set, blow(set, LOW_PIPE, C4, 300), 0.17),
        Cue::Resume => mono(set, blow(set, PIPE, C6, 220), 0.12),
        Cue::Done => mono(set, doorbell(set), 0.15),
        Cue::Complete => mono(set, cadence(set), 0.16),
    }
}

/// A struck sound of one pitch.
fn strike(set: Set, timbre: &[Partial], hz: f64, attack_ms: usize, ms: usize) -> Vec<f64> {
    sound(set, timbre, |_| hz, attack_ms, ms)
}

/// A held sound of one pitch: it rises and ends more slowly than a struck one.
fn blow(set: Set, timbre: &[Partial], hz: f64, ms: usize) -> Vec<f64> {
    let mut samples = sound(set, timbre, |_| hz, 10, ms);
    fade_out(&mut samples, 90);
    samples
}

/// Let go: one note that sinks from C5 to E4, as a shoulder does.
fn fall(set: Set) -> Vec<f64> {
    let pitch = |seconds: f64| {
        let way = ((seconds - 0.05) / 0.36).clamp(0.0, 1.0);
        C5 + (E4 - C5) * raised_cosine(way)
    };
    let long: Vec<Partial> = MALLET.iter().map(|p| partial(p.ratio, p.level, p.decay * 1.9)).collect();
    sound(set, &long, pitch, 7, 650)
}

/// Two equal bells, the first from the left, the second from the right. Equal in pitch, so that they are
/// neither *ready* (which rises) nor *finish* (which falls) to someone who hears with one ear.
fn switch(set: Set) -> Channels {
    let (near, far) = (1.0, 0.16);
    let (first, second) = (strike(set, BELL, E5, 4, 420), strike(set, BELL, E5, 4, 480));
    let pan = |left: f64, right: f64| {
        [(0, left, &first), (220, right, &second)]
            .map(|(at, level, note)| (at, note.iter().map(|s| s * level).collect()))
    };
    levelled(vec![sequence(700, &pan(near, far)), sequence(700, &pan(far, near))], 0.15 * set.loudness)
}

/// Down and up again, as at a door: somebody is there.
fn doorbell(set: Set) -> Vec<f64> {
    let bell = |hz, ms| strike(set, BELL, hz, 4, ms);
    sequence(720, &[(0, bell(C6, 260)), (130, bell(G5, 260)), (260, bell(C6, 460))])
}

/// Subdominant, dominant, tonic: the ear knows that it is over.
fn cadence(set: Set) -> Vec<f64> {
    let chord = |notes: &[f64], ms| {
        let parts: Vec<_> = notes.iter().map(|&hz| (0, strike(set, MALLET, hz, 7, ms))).collect();
        sequence(ms, &parts)
    };
    let last: Vec<Partial> = MALLET.iter().map(|p| partial(p.ratio, p.level, p.decay * 2.0)).collect();
    let ring = |hz| strike(set, &last, hz, 7, 1_360);
    sequence(
        2_000,
        &[
            (0, chord(&[F4, A4, C5], 600)),
            (320, chord(&[G4, B4, D5], 600)),
            (640, ring(C4)),
            (640, ring(G4)),
            (640, ring(E5)),
            (640, ring(C5)),
            (700, strike(set, BELL, C6, 6, 1_300).iter().map(|s| s * 0.4).collect()),
        ],
    )
}

/// Dry and short: its whole point is the moment at which it starts.
fn woodblock(set: Set) -> Vec<f64> {
    let ms = 90;
    let mut samples = vec![0.0; frames(ms)];
    // The partials of wood are in tune with nothing: the first must stay the strongest.
    let set = Set { overtones: set.overtones.min(1.5), ..set };
    for part in WOOD {
        add_partial(set, &mut samples, part, |_| E6);
    }
    let mut noise = Noise(5);
    let mut left = 0.5;
    for sample in &mut samples {
        *sample += noise.next() * left;
        left *= keep(0.0015);
    }
    fade_in(&mut samples, 1);
    fade_out(&mut samples, 25);
    samples
}

/// One stroke of a brush on skin: wide noise, over in a fifth of a second.
fn brush() -> Vec<f64> {
    let shape = [(0, 0.35), (35, 1.0), (70, 0.62), (200, 0.0)];
    shaped_noise(|_| 1_900.0, 1.1, &shape, 3)
}

/// A breath: noise whose colour moves as the air in a mouth does.
fn breath(hz: [f64; 2], shape: [(usize, f64); 4], seed: u64) -> Vec<f64> {
    let length = shape[3].0 as f64 / 1_000.0;
    let pitch = move |seconds: f64| hz[0] + (hz[1] - hz[0]) * raised_cosine((seconds / length).clamp(0.0, 1.0));
    shaped_noise(pitch, 0.75, &shape, seed)
}

/// Noise around a pitch that may move; `damping` is the width of its band, `shape` its loudness as
/// (milliseconds, level) corners, the last of them silent.
fn shaped_noise(pitch: impl Fn(f64) -> f64, damping: f64, shape: &[(usize, f64)], seed: u64) -> Vec<f64> {
    let ms = shape.last().map_or(0, |corner| corner.0);
    let mut noise = Noise(seed);
    let mut filters = [BandPass::default(), BandPass::default()];
    let mut samples: Vec<f64> = (0..frames(ms))
        .map(|i| {
            let seconds = i as f64 / f64::from(RATE);
            let hz = pitch(seconds);
            let coloured = filters.iter_mut().fold(noise.next(), |sample, filter| filter.pass(sample, hz, damping));
            coloured * level_at(shape, seconds * 1_000.0)
        })
        .collect();
    fade_in(&mut samples, 6);
    samples
}

/// The level between the two corners that `ms` falls between.
fn level_at(shape: &[(usize, f64)], ms: f64) -> f64 {
    shape.windows(2).find(|pair| ms < pair[1].0 as f64).map_or(0.0, |pair| {
        let (from, to) = (pair[0].0 as f64, pair[1].0 as f64);
        pair[0].1 + (pair[1].1 - pair[0].1) * raised_cosine((ms - from) / (to - from))
    })
}

/// Partials of a pitch that may move with time (in seconds), with a soft start and a soft end.
fn sound(set: Set, timbre: &[Partial], pitch: impl Fn(f64) -> f64, attack_ms: usize, ms: usize) -> Vec<f64> {
    let mut samples = vec![0.0; frames(ms)];
    for part in timbre {
        add_partial(set, &mut samples, part, &pitch);
    }
    fade_in(&mut samples, attack_ms);
    fade_out(&mut samples, FADE_OUT_MS);
    samples
}

fn add_partial(set: Set, samples: &mut [f64], part: &Partial, pitch: impl Fn(f64) -> f64) {
    let (gain, ring) = if part.ratio > 1.5 { (set.overtones, set.ring) } else { (1.0, 1.0) };
    let (mut turns, mut level) = (0.0, part.level * gain);
    for (i, sample) in samples.iter_mut().enumerate() {
        *sample += level * sine(turns);
        turns += pitch(i as f64 / f64::from(RATE)) * part.ratio / f64::from(RATE);
        level *= keep(part.decay * ring);
    }
}

/// Several sounds in one, each from its own millisecond on.
fn sequence(ms: usize, parts: &[(usize, Vec<f64>)]) -> Vec<f64> {
    let mut all = vec![0.0; frames(ms)];
    for (at, part) in parts {
        for (sample, more) in all.iter_mut().skip(frames(*at)).zip(part) {
            *sample += more;
        }
    }
    fade_out(&mut all, FADE_OUT_MS);
    all
}

fn fade_in(samples: &mut [f64], ms: usize) {
    let length = frames(ms);
    for (i, sample) in samples.iter_mut().take(length).enumerate() {
        *sample *= raised_cosine(i as f64 / length as f64);
    }
}

fn fade_out(samples: &mut [f64], ms: usize) {
    let length = frames(ms);
    for (i, sample) in samples.iter_mut().rev().take(length).enumerate() {
        *sample *= raised_cosine(i as f64 / length as f64);
    }
}

const fn frames(ms: usize) -> usize {
    ms * RATE as usize / 1_000
}

/// What is left of a level after one frame, when `decay` seconds leave about a third.
fn keep(decay: f64) -> f64 {
    1.0 - 1.0 / (decay * f64::from(RATE))
}

/// Half a wave from 0 to 1: a ramp without corners.
fn raised_cosine(way: f64) -> f64 {
    0.5 - 0.5 * sine(0.25 + way / 2.0)
}

/// The sine of an angle in turns, by its power series; right to a billionth.
fn sine(turns: f64) -> f64 {
    let mut near = turns - (turns + 0.5).floor();
    if near > 0.25 {
        near = 0.5 - near;
    } else if near < -0.25 {
        near = -0.5 - near;
    }
    let x = near * std::f64::consts::TAU;
    let square = x * x;
    let mut term = x;
    let mut sum = x;
    for n in [2.0, 4.0, 6.0, 8.0, 10.0, 12.0] {
        term *= -square / (n * (n + 1.0));
        sum += term;
    }
    sum
}

/// White noise that is the same in every run: Knuth's MMIX generator, its high bits.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1_u32 << 30) - 1.0
    }
}

/// A state-variable filter, by Chamberlin, that lets a band through; its pitch may move.
#[derive(Default)]
struct BandPass {
    low: f64,
    band: f64,
}

impl BandPass {
    fn pass(&mut self, sample: f64, hz: f64, damping: f64) -> f64 {
        let step = 2.0 * sine(hz / f64::from(RATE) / 2.0);
        self.low += step * self.band;
        let high = sample - self.low - damping * self.band;
        self.band += step * high;
        self.band
    }
}

fn mono(set: Set, samples: Vec<f64>, loudness: f64) -> Channels {
    levelled(vec![samples], loudness * set.loudness)
}

/// Scales so that the loudest 50 ms have the loudness asked for (root mean square, of full scale), which is
/// closer to what an ear calls loud than the peak is, yet never above the loudest sample allowed.
fn levelled(mut channels: Channels, loudness: f64) -> Channels {
    let (mut peak, mut most) = (0.0_f64, 0.0_f64);
    for channel in &channels {
        peak = channel.iter().fold(peak, |peak, sample| peak.max(sample.abs()));
        for window in channel.chunks(frames(10)).collect::<Vec<_>>().windows(5) {
            most = most.max(window.iter().copied().flatten().map(|sample| sample * sample).sum());
        }
    }
    let gain = (loudness / (most / frames(50) as f64).sqrt()).min(LOUDEST / peak);
    for sample in channels.iter_mut().flatten() {
        *sample *= gain;
    }
    channels
}
