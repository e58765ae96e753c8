//! A sound server of the test: it speaks the protocol of real ones, and is as hard to live with as it is told to be.

use std::{
    ffi::CString,
    io::{BufReader, Write},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    thread,
};

use pulseaudio::protocol::{self as wire, Command, PulseError};

/// What the server does to those who come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It takes the connection and never says a word.
    Silent,
    /// It says what nobody understands.
    Babbling,
    /// It lets nobody in.
    Closed,
    /// It has no device, and plays to nowhere.
    WithoutDevice,
    /// It opens a stream and never asks for a frame.
    Idle,
    /// It opens a stream, takes what it asked for, and takes the stream away.
    Killing,
}

/// Listens at `socket` for as long as the test runs.
pub fn listen(socket: &Path, manner: Manner) {
    let listener = UnixListener::bind(socket).unwrap();
    thread::spawn(move || {
        let mut guests = Vec::new();
        for guest in listener.incoming().map_while(Result::ok) {
            match manner {
                Manner::Silent => guests.push(guest),
                Manner::Babbling => {
                    let mut guest = guest;
                    // The guest may have gone.
                    let _ = guest.write_all(&[0xff; 64]);
                    guests.push(guest);
                }
                _ => drop(thread::spawn(move || serve(guest, manner))),
            }
        }
    });
}

/// Answers until the guest has gone.
fn serve(guest: UnixStream, manner: Manner) -> Option<()> {
    let version = wire::MAX_VERSION;
    let mut guest = BufReader::new(guest);
    loop {
        let about = wire::read_descriptor(&mut guest).ok()?;
        let mut message = vec![0; about.length as usize];
        std::io::Read::read_exact(&mut guest, &mut message).ok()?;
        let to = guest.get_mut();
        if about.channel != u32::MAX {
            if manner == Manner::Killing {
                wire::write_command_message(to, u32::MAX, &Command::PlaybackStreamKilled(0), version).ok()?;
            }
            continue;
        }
        let (number, command) = Command::read_tag_prefixed(&mut message.as_slice(), version).ok()?;
        match command {
            Command::Auth(_) if manner == Manner::Closed => wire::write_error(to, number, &PulseError::AccessDenied),
            Command::Auth(_) => {
                let reply = wire::AuthReply { version, ..wire::AuthReply::default() };
                wire::write_reply_message(to, number, &reply, version)
            }
            Command::SetClientName(_) => {
                wire::write_reply_message(to, number, &wire::SetClientNameReply { client_id: 1 }, version)
            }
            Command::GetServerInfo => {
                let server_name = Some(CString::new("test server").unwrap());
                wire::write_reply_message(to, number, &wire::ServerInfo { server_name, ..Default::default() }, version)
            }
            Command::GetSinkInfo(_) => {
                let mut sink = wire::SinkInfo::new_dummy(1);
                sink.sample_spec.sample_rate = 48_000;
                if manner == Manner::WithoutDevice {
                    sink.name = CString::new("auto_null").unwrap();
                }
                wire::write_reply_message(to, number, &sink, version)
            }
            Command::CreatePlaybackStream(asked) => {
                let reply = wire::CreatePlaybackStreamReply {
                    requested_bytes: asked.buffer_attr.target_length,
                    buffer_attr: asked.buffer_attr,
                    sample_spec: asked.sample_spec,
                    channel_map: asked.channel_map,
                    ..Default::default()
                };
                wire::write_reply_message(to, number, &reply, version)
            }
            _ => Ok(()),
        }
        .ok()?;
    }
}
