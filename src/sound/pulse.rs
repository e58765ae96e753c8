//! The sound card by way of a server that speaks `PulseAudio`'s protocol: `PipeWire`, `PulseAudio` itself, that of `WSLg`,
//! or one behind a forwarded socket.
//!
//! A thread reads what the server asks for and writes it. The server also says when what it was given is heard; that, not
//! a constant, decides where in the stream a cue goes (see [`Timeline`](super::timeline::Timeline)).

mod server;

use std::{
    env,
    ffi::CString,
    io::{BufRead, BufReader, Cursor, Read, Write},
    sync::Arc,
    time::{Duration, SystemTime},
};

use pulseaudio::protocol::{
    self as wire, Command, CommandReply, ProtocolError, PulseError, TagStructReader,
    stream::{BufferAttr, StreamFlags},
};
use rodio::SampleRate;

use self::server::{Connection, addresses, cookie};
use super::{
    Device,
    cues::Cues,
    feeder::Feeder,
    mix::{Heard, Mix, STEREO, mix},
    opened::Opened,
    shared::{End, Shared},
};
use crate::sanitize::clean;

/// Time that the server is asked to keep in hand, its own buffers and those of the device included. Wireless
/// loudspeakers take longer, and the server says so.
const IN_HAND: Duration = Duration::from_millis(90);

/// The server asks for so much at a time: each time wakes two programs.
const AT_A_TIME: Duration = Duration::from_millis(45);

/// Added to the longest time that frames were seen to wait, for what is a little later than that.
const MARGIN: Duration = Duration::from_millis(10);

/// The longest time from asking for something to hearing it; a server that says more is not believed.
const LONGEST_LATENCY: Duration = Duration::from_secs(2);

/// The longest time that one answer may take while the stream is set up.
const LONGEST_ANSWER: Duration = Duration::from_secs(2);

/// The longest time from opening until the server says the same about when frames are heard: a session waits for it.
const SETTLING: Duration = Duration::from_millis(1200);

/// Questions about timing that follow each other without a pause, at the beginning and after a change.
const FIRST_QUESTIONS: u32 = 40;

/// Between two questions after that.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// Answers that took longer than this say too little about a moment.
const PROMPT: Duration = Duration::from_millis(20);

/// Far more than any message of a server that is well.
const LONGEST_MESSAGE: u32 = 1 << 20;

/// Bytes of one frame: two samples of 16 bits.
const FRAME: u32 = 4;

/// The number of each question about timing; other commands that are answered have lower ones.
const TIMING: u32 = 1000;

/// Name of a sink that plays to nowhere, which a server makes up where it has no device.
const NO_DEVICE: &[u8] = b"auto_null";

/// The way to the server. Dropping it ends the stream.
pub(super) struct Link {
    connection: Connection,
    feeder: Feeder,
}

/// Why there is no stream, in words for the user.
const NO_SERVER: &str = "no sound server was found";
const NO_CARD: &str = "the sound server has no sound card";
const REFUSED: &str = "the sound server lets nobody in without its cookie";
const NOT_OPENED: &str = "the sound server could not open a stream";

/// Opens a stream to the device that the server calls its default, and no other: one that nobody listens to would be
/// worse than the bell. The error is the reason in words for the user.
pub(super) fn open(shared: &Shared, cues: &Arc<Cues>) -> Result<Opened<Link>, &'static str> {
    let servers = addresses(|name| env::var(name).ok());
    let connection = Connection::open(&servers, LONGEST_ANSWER).ok_or(NO_SERVER)?;
    let mut talk = Talk::begin(connection).map_err(|error| why(&error))?;
    let about = talk.about().map_err(|error| why(&error))?;
    if about.sink.name.as_bytes() == NO_DEVICE {
        return Err(NO_CARD);
    }
    let rate = about.sink.sample_spec.sample_rate.clamp(8_000, 192_000);
    let stream = talk.stream(rate).map_err(|error| why(&error))?;
    let frames_a_second = SampleRate::new(rate).ok_or(NOT_OPENED)?;
    let (mix, heard) = mix(shared, cues, (STEREO, frames_a_second), IN_HAND + MARGIN);
    let device = Device {
        // Anybody may name a device.
        name: text(about.sink.description.as_ref().or(Some(&about.sink.name))),
        by: match text(about.server.server_name.as_ref()) {
            name if name == "pulseaudio" => "PulseAudio".to_owned(),
            name => name,
        },
        buffer: Some(time_of(stream.buffer_attr.target_length, rate)),
        rate,
        channels: STEREO.get(),
    };
    talk.connection.get_ref().wait_at_most(None).map_err(|_| NOT_OPENED)?;
    let connection = talk.connection.get_ref().again().map_err(|_| NOT_OPENED)?;
    let mut feed = Feed {
        talk,
        heard,
        shared: shared.clone(),
        channel: stream.channel,
        asked: None,
        questions: 0,
        last_question: Duration::ZERO,
        samples: Vec::new(),
    };
    let feed = move || feed.write(stream.requested_bytes).and_then(|()| feed.attend());
    let feeder = Feeder::start("sound server", shared, feed).map_err(|_| NOT_OPENED)?;
    let opened = Opened { mix, device, _keeper: Link { connection, feeder } };
    opened.mix.prepare();
    settle(&opened.mix, shared);
    Ok(opened)
}

/// Waits until it is known when frames are heard, or the first cue would come at any time.
fn settle(mix: &Mix, shared: &Shared) {
    let began = shared.now();
    while !mix.is_settled() && shared.now().saturating_sub(began) < SETTLING {
        let state = shared.wait(AT_A_TIME, |state| state.end == End::NotYet && state.lost.is_none());
        if state.end != End::NotYet || state.lost.is_some() {
            return;
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.feeder.end(|| self.connection.close());
    }
}

fn text(text: Option<&CString>) -> String {
    text.map_or_else(|| "unnamed".to_owned(), |text| clean(&text.to_string_lossy(), 60))
}

fn why(error: &ProtocolError) -> &'static str {
    match error {
        ProtocolError::ServerError(PulseError::AccessDenied | PulseError::AuthKey) => REFUSED,
        ProtocolError::ServerError(PulseError::NoEntity) => NO_CARD,
        _ => NOT_OPENED,
    }
}

fn bytes_of(time: Duration, rate: u32) -> u32 {
    u32::try_from(time.as_millis() * u128::from(rate) / 1000).unwrap_or(0) * FRAME
}

fn time_of(bytes: u32, rate: u32) -> Duration {
    Duration::from_secs_f64(f64::from(bytes / FRAME) / f64::from(rate))
}

/// What a server says of itself.
struct About {
    server: wire::ServerInfo,
    sink: wire::SinkInfo,
}

/// A conversation with a server.
struct Talk {
    connection: BufReader<Connection>,
    version: u16,
    number: u32,
    /// What is sent, kept so that nothing is allocated each time.
    message: Vec<u8>,
}

impl Talk {
    /// Introduces itself.
    fn begin(connection: Connection) -> Result<Self, ProtocolError> {
        let version = wire::MAX_VERSION;
        let mut talk = Self { connection: BufReader::new(connection), version, number: 0, message: Vec::new() };
        let entry = wire::AuthParams { version, supports_shm: false, supports_memfd: false, cookie: cookie() };
        let answer: wire::AuthReply = talk.ask(&Command::Auth(entry))?;
        talk.version = version.min(answer.version);
        let mut props = wire::Props::new();
        props.set(wire::Prop::ApplicationName, c"supple");
        props.set(wire::Prop::ApplicationIconName, c"supple");
        let _: wire::SetClientNameReply = talk.ask(&Command::SetClientName(props))?;
        Ok(talk)
    }

    fn about(&mut self) -> Result<About, ProtocolError> {
        let server = self.ask(&Command::GetServerInfo)?;
        let default = wire::GetSinkInfo { index: None, name: Some(wire::DEFAULT_SINK.to_owned()) };
        let sink = self.ask(&Command::GetSinkInfo(default))?;
        Ok(About { server, sink })
    }

    fn stream(&mut self, rate: u32) -> Result<wire::CreatePlaybackStreamReply, ProtocolError> {
        let mut props = wire::Props::new();
        props.set(wire::Prop::MediaName, c"Cues and voice");
        props.set(wire::Prop::MediaRole, c"a11y");
        self.ask(&Command::CreatePlaybackStream(wire::PlaybackStreamParams {
            sample_spec: wire::SampleSpec {
                format: wire::SampleFormat::S16Le,
                channels: STEREO.get().try_into().unwrap_or(2),
                sample_rate: rate,
            },
            channel_map: wire::ChannelMap::stereo(),
            sink_name: Some(wire::DEFAULT_SINK.to_owned()),
            buffer_attr: BufferAttr {
                target_length: bytes_of(IN_HAND, rate),
                minimum_request_length: bytes_of(AT_A_TIME, rate),
                pre_buffering: bytes_of(AT_A_TIME, rate),
                ..BufferAttr::default()
            },
            props,
            flags: StreamFlags { adjust_latency: true, ..StreamFlags::default() },
            ..wire::PlaybackStreamParams::default()
        }))
    }

    /// Asks and waits for the answer; what else the server says until then is passed over.
    fn ask<R: CommandReply>(&mut self, command: &Command) -> Result<R, ProtocolError> {
        self.number += 1;
        self.command(self.number, command)?;
        loop {
            let message = self.next()?;
            let mut message = Cursor::new(message);
            match Command::read_tag_prefixed(&mut message, self.version) {
                Ok((number, Command::Reply)) if number == self.number => {
                    return TagStructReader::new(&mut message, self.version).read();
                }
                Ok((number, Command::Error(error))) if number == self.number => {
                    return Err(ProtocolError::ServerError(error));
                }
                _ => {}
            }
        }
    }

    /// Sends a command with a number of its own.
    fn command(&mut self, number: u32, command: &Command) -> Result<(), ProtocolError> {
        self.message.clear();
        wire::write_command_message(&mut self.message, number, command, self.version)?;
        self.send()
    }

    /// Sends sound.
    fn sound(&mut self, channel: u32, bytes: &[u8]) -> Result<(), ProtocolError> {
        self.message.clear();
        wire::write_memblock(&mut self.message, channel, bytes, 0)?;
        self.send()
    }

    /// Sends the message in one piece, for each piece wakes the server.
    fn send(&mut self) -> Result<(), ProtocolError> {
        Ok(self.connection.get_mut().write_all(&self.message)?)
    }

    /// The next message, whole, so that one of which nothing is understood does no harm.
    fn next(&mut self) -> Result<Vec<u8>, ProtocolError> {
        loop {
            let about = wire::read_descriptor(&mut self.connection)?;
            if about.length > LONGEST_MESSAGE {
                return Err(ProtocolError::Invalid("a message without end".to_owned()));
            }
            let mut message = vec![0; about.length as usize];
            self.connection.read_exact(&mut message)?;
            if about.channel == u32::MAX {
                return Ok(message);
            }
        }
    }
}

/// Gives the server what it asks for.
struct Feed {
    talk: Talk,
    heard: Heard,
    shared: Shared,
    channel: u32,
    /// The number of the open question about timing, and when it was asked.
    asked: Option<(u32, Duration)>,
    /// Questions since the beginning or a change.
    questions: u32,
    last_question: Duration,
    /// What is written at a time; kept so that nothing is allocated each time.
    samples: Vec<[u8; 2]>,
}

impl Feed {
    /// Reads and answers until the connection ends or the server takes the stream away.
    fn attend(&mut self) -> Result<(), ProtocolError> {
        loop {
            let message = self.talk.next()?;
            let mut message = Cursor::new(message.as_slice());
            match Command::read_tag_prefixed(&mut message, self.talk.version) {
                Ok((_, Command::Request(request))) if request.channel == self.channel => self.write(request.length)?,
                Ok((number, Command::Reply)) => self.take_in(number, &mut message)?,
                Ok((_, Command::PlaybackStreamKilled(channel))) if channel == self.channel => {
                    return Err(ProtocolError::ServerError(PulseError::Killed));
                }
                Ok((_, Command::PlaybackStreamMoved(_))) => self.begin_anew(),
                Ok((_, Command::Underflow(_) | Command::Overflow(_))) => self.questions = 0,
                _ => {}
            }
        }
    }

    /// Writes what comes next.
    fn write(&mut self, bytes: u32) -> Result<(), ProtocolError> {
        let frames = bytes.min(LONGEST_MESSAGE) / FRAME;
        let bytes = self.heard.fill_bytes(&mut self.samples, frames as usize);
        self.talk.sound(self.channel, bytes)?;
        self.widen();
        self.ask_for_timing()
    }

    /// Another device takes its own time.
    fn begin_anew(&mut self) {
        self.questions = 0;
        self.heard.place(|place| {
            place.timeline.forget();
            place.latency = IN_HAND + MARGIN;
            place.settled = false;
        });
    }

    /// What is written now was written as late as anything is that is asked for now: it must be heard in time.
    fn widen(&mut self) {
        let now = self.shared.now();
        self.heard.place(|place| {
            if place.timeline.is_known()
                && let Some(depth) = place.timeline.depth(now)
            {
                place.settled |= place.timeline.is_steady();
                if depth > place.latency && depth < LONGEST_LATENCY {
                    place.latency = depth + MARGIN;
                }
            }
        });
    }

    fn ask_for_timing(&mut self) -> Result<(), ProtocolError> {
        let now = self.shared.now();
        let is_due = self.questions < FIRST_QUESTIONS || now.saturating_sub(self.last_question) >= ASK_EVERY;
        if !is_due || self.asked.is_some() {
            return Ok(());
        }
        self.questions += 1;
        self.last_question = now;
        let number = TIMING.wrapping_add(self.questions);
        let about = wire::LatencyParams { channel: self.channel, now: SystemTime::UNIX_EPOCH };
        self.asked = Some((number, self.shared.now()));
        self.talk.command(number, &Command::GetPlaybackLatency(about))
    }

    fn take_in(&mut self, number: u32, answer: &mut impl BufRead) -> Result<(), ProtocolError> {
        let Some((_, asked)) = self.asked.take_if(|(asked, _)| *asked == number) else {
            return Ok(());
        };
        let timing: wire::PlaybackLatency = TagStructReader::new(answer, self.talk.version).read()?;
        let now = self.shared.now();
        let took = now.saturating_sub(asked);
        if !timing.playing || took > PROMPT {
            return Ok(());
        }
        let heard = asked + took / 2 + Duration::from_micros(timing.sink_usec);
        if let Ok(read) = u64::try_from(timing.read_offset) {
            self.heard.place(|place| place.timeline.note(read / u64::from(FRAME), heard));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_times_are_the_same_amount_of_sound() {
        assert_eq!(bytes_of(Duration::from_millis(50), 48_000), 9600);
        assert_eq!(time_of(9600, 48_000), Duration::from_millis(50));
    }

    #[test]
    fn no_reason_is_in_the_words_of_the_protocol() {
        let errors = [
            ProtocolError::ServerError(PulseError::AccessDenied),
            ProtocolError::ServerError(PulseError::NoEntity),
            ProtocolError::Timeout,
        ];
        assert_eq!(errors.map(|error| why(&error)), [REFUSED, NO_CARD, NOT_OPENED]);
    }
}
