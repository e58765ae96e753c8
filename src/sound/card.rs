//! The sound card by way of rodio's own output: WASAPI, Core Audio, or ALSA where that was built in.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use rodio::{
    ChannelCount, CpalError, CpalErrorKind, DeviceTrait, Sample, SampleRate,
    cpal::{
        self, BufferSize, FromSample, I24, SampleFormat, SizedSample, Stream, StreamConfig, U24,
        traits::{HostTrait, StreamTrait},
    },
};

use super::{
    Device,
    cues::Cues,
    mix::{Heard, mix},
    opened::Opened,
    shared::{End, Shared},
};
use crate::sanitize::clean;

/// The sound card is asked for this many buffers a second, which is 62 ms each: short enough that a key is heard at
/// once, and three times fewer wake-ups than with 20 ms.
const BUFFERS_PER_SECOND: u32 = 16;

/// One buffer.
const BUFFER: Duration = Duration::from_millis(1000 / BUFFERS_PER_SECOND as u64);

/// From asking for a cue to hearing it, with the buffer above (measured through ALSA and `PulseAudio`).
const LATENCY: Duration = Duration::from_millis(115);

/// The same with the buffer that a sound card picks itself when it refuses the one asked for.
const LATENCY_OF_DEFAULT_BUFFER: Duration = Duration::from_millis(120);

/// The system's interface to the card.
const BY: &str = if cfg!(windows) {
    "WASAPI"
} else if cfg!(target_os = "macos") {
    "Core Audio"
} else {
    "ALSA"
};

/// From opening to a steady stream: a few buffers.
const SETTLING: Duration = Duration::from_millis(100);

/// Number of faults in a row, with a moment's rest after each, that are taken for a hiccup: a tenth of a second in
/// all. `PulseAudio` reports an input/output error for the first milliseconds of one stream in five.
const FAULTS_FORGIVEN: u32 = 50;

/// The library would report the same fault again at once, and keep a processor busy with that.
const REST_AFTER_FAULT: Duration = Duration::from_millis(2);

/// Opens the sound card that the system calls its default, and no other: a card that nobody listens to
/// would be worse than the bell. The error is the reason in words for the user.
pub(super) fn open(shared: &Shared, cues: &Arc<Cues>) -> Result<Opened<Stream>, &'static str> {
    // `default_host` would panic where the sound system's own files are missing.
    let device = cpal::available_hosts()
        .into_iter()
        .find_map(|id| cpal::host_from_id(id).ok()?.default_output_device())
        .ok_or(why_not_opened(CpalErrorKind::DeviceNotAvailable))?;
    let config = device.default_output_config().map_err(|error| why_not_opened(error.kind()))?;
    let channels = ChannelCount::new(config.channels()).ok_or(why_not_opened(CpalErrorKind::Other))?;
    let rate = SampleRate::new(config.sample_rate()).ok_or(why_not_opened(CpalErrorKind::Other))?;
    let open = |buffer_size, latency| {
        let (mix, heard) = mix(shared, cues, (channels, rate), latency);
        let feed = Feed { heard, shared: shared.clone(), health: Arc::new(Health::default()), latency };
        let stream = feed.open(&device, config.sample_format(), StreamConfig { buffer_size, ..config.config() })?;
        stream.play()?;
        Ok::<_, CpalError>((stream, mix))
    };
    let fixed = open(BufferSize::Fixed((rate.get() / BUFFERS_PER_SECOND).max(1)), LATENCY);
    let is_fixed = fixed.is_ok();
    let (stream, mix) = fixed
        .or_else(|_| open(BufferSize::Default, LATENCY_OF_DEFAULT_BUFFER))
        .map_err(|error| why_not_opened(error.kind()))?;
    let device = Device {
        // Anybody may name a device.
        name: device.description().map_or_else(|_| "unnamed".to_owned(), |about| clean(about.name(), 60)),
        by: BY.to_owned(),
        buffer: is_fixed.then_some(BUFFER),
        rate: rate.get(),
        channels: channels.get(),
    };
    // The first cue waits for the buffers to fill, or it would come sooner after its moment than all others.
    mix.prepare();
    drop(shared.wait(SETTLING, |state| state.end == End::NotYet));
    Ok(Opened { mix, device, _keeper: stream })
}

/// Signs that tell a hiccup of the sound card from its end.
#[derive(Default)]
struct Health {
    /// Faults since it took the last.
    faults: AtomicU32,
}

impl Health {
    /// Takes in one more fault; returns `true` if the card is lost with it.
    fn is_lost_with(&self, kind: CpalErrorKind) -> bool {
        match kind {
            CpalErrorKind::DeviceNotAvailable | CpalErrorKind::HostUnavailable | CpalErrorKind::StreamInvalidated => {
                true
            }
            CpalErrorKind::DeviceChanged | CpalErrorKind::RealtimeDenied => false,
            _ => self.faults.fetch_add(1, Ordering::Relaxed) >= FAULTS_FORGIVEN,
        }
    }

    /// The card takes samples again.
    fn recover(&self) {
        self.faults.store(0, Ordering::Relaxed);
    }
}

/// Feeds the card.
struct Feed {
    heard: Heard,
    shared: Shared,
    health: Arc<Health>,
    /// From taking the first frame of a buffer to hearing it.
    latency: Duration,
}

impl Feed {
    fn open(self, device: &cpal::Device, format: SampleFormat, config: StreamConfig) -> Result<Stream, CpalError> {
        match format {
            SampleFormat::F32 => self.open_as::<f32>(device, config),
            SampleFormat::F64 => self.open_as::<f64>(device, config),
            SampleFormat::I8 => self.open_as::<i8>(device, config),
            SampleFormat::I16 => self.open_as::<i16>(device, config),
            SampleFormat::I24 => self.open_as::<I24>(device, config),
            SampleFormat::I32 => self.open_as::<i32>(device, config),
            SampleFormat::I64 => self.open_as::<i64>(device, config),
            SampleFormat::U8 => self.open_as::<u8>(device, config),
            SampleFormat::U16 => self.open_as::<u16>(device, config),
            SampleFormat::U24 => self.open_as::<U24>(device, config),
            SampleFormat::U32 => self.open_as::<u32>(device, config),
            SampleFormat::U64 => self.open_as::<u64>(device, config),
            _ => Err(CpalError::from(CpalErrorKind::UnsupportedConfig)),
        }
    }

    fn open_as<T: SizedSample + FromSample<Sample>>(
        mut self,
        device: &cpal::Device,
        config: StreamConfig,
    ) -> Result<Stream, CpalError> {
        let (losing, health) = (self.shared.clone(), Arc::clone(&self.health));
        let lost = move |error: CpalError| {
            if health.is_lost_with(error.kind()) {
                losing.lose("the sound card went away");
            }
            thread::sleep(REST_AFTER_FAULT);
        };
        device.build_output_stream::<T, _, _>(config, move |buffer: &mut [T], _| self.fill(buffer), lost, None)
    }

    fn fill<T: SizedSample + FromSample<Sample>>(&mut self, buffer: &mut [T]) {
        self.health.recover();
        let now = self.shared.now();
        let late = self.latency;
        self.heard.place(|place| {
            let written = place.timeline.written();
            place.timeline.note(written, (now + late).saturating_sub(BUFFER));
        });
        self.heard.fill(buffer, T::from_sample_);
    }
}

/// The library's own words never reach the user: they name devices and calls that only its authors know.
const fn why_not_opened(kind: CpalErrorKind) -> &'static str {
    match kind {
        CpalErrorKind::DeviceNotAvailable | CpalErrorKind::HostUnavailable => "no sound card was found",
        CpalErrorKind::PermissionDenied => "this user may not use the sound card",
        CpalErrorKind::DeviceBusy => "another program keeps the sound card to itself",
        _ => "the sound card could not be opened",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reason_is_in_the_words_of_the_library() {
        let kinds = [
            CpalErrorKind::DeviceNotAvailable,
            CpalErrorKind::PermissionDenied,
            CpalErrorKind::DeviceBusy,
            CpalErrorKind::BackendError,
        ];
        let mut reasons: Vec<_> = kinds.into_iter().map(why_not_opened).collect();
        assert!(reasons.iter().all(|why| why.contains("sound card") && !why.contains("snd_")));
        reasons.dedup();
        assert_eq!(reasons.len(), kinds.len());
    }

    #[test]
    fn a_few_faults_are_a_hiccup_and_many_are_the_end() {
        let health = Health::default();
        let faults = |count: u32| (0..count).any(|_| health.is_lost_with(CpalErrorKind::BackendError));
        assert!(!faults(FAULTS_FORGIVEN));
        health.recover();
        assert!(!faults(FAULTS_FORGIVEN));
        assert!(faults(1));
    }

    #[test]
    fn an_unplugged_card_is_lost_at_once_and_a_changed_one_is_not() {
        let health = Health::default();
        assert!(health.is_lost_with(CpalErrorKind::DeviceNotAvailable));
        assert!(!health.is_lost_with(CpalErrorKind::DeviceChanged));
    }
}
