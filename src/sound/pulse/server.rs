//! Where a sound server that speaks `PulseAudio`'s protocol listens, and the connection to it.

use std::{
    env,
    io::{self, Read, Write},
    net::{Shutdown, TcpStream, ToSocketAddrs},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::files;

/// Port of a server that is asked over the network.
const PORT: u16 = 4713;

/// The bytes of a cookie.
const COOKIE: usize = 256;

/// The longest cookie there is.
const LARGEST_COOKIE: u64 = 4096;

/// Place at which a server may listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    Socket(PathBuf),
    /// Host and port.
    Network(String, u16),
}

/// The places at which the environment says that a server listens, the likeliest first. `PULSE_SERVER` rules out all others.
pub(super) fn addresses(variable: impl Fn(&str) -> Option<String>) -> Vec<Address> {
    if let Some(servers) = variable("PULSE_SERVER").filter(|servers| !servers.trim().is_empty()) {
        return servers.split_whitespace().filter_map(address).collect();
    }
    let runtime = variable("PULSE_RUNTIME_PATH").map(|folder| Path::new(&folder).join("native"));
    let session = variable("XDG_RUNTIME_DIR").map(|folder| Path::new(&folder).join("pulse/native"));
    let user = format!("/run/user/{}/pulse/native", rustix::process::getuid().as_raw());
    let rest = [user.into(), PathBuf::from("/run/pulse/native")];
    let mut found: Vec<_> = runtime.into_iter().chain(session).chain(rest).map(Address::Socket).collect();
    found.dedup();
    found
}

/// One entry of `PULSE_SERVER`: `unix:/run/x`, `/run/x`, `tcp:host:port`, `host`, each after `{…}`, which names a machine.
fn address(server: &str) -> Option<Address> {
    let server = match server.strip_prefix('{') {
        Some(named) => named.split_once('}')?.1,
        None => server,
    };
    if let Some(path) = server.strip_prefix("unix:").or_else(|| server.starts_with('/').then_some(server)) {
        return Some(Address::Socket(path.into()));
    }
    let host = ["tcp:", "tcp4:", "tcp6:"].iter().find_map(|kind| server.strip_prefix(kind)).unwrap_or(server);
    let (host, port) = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        Some((host, rest)) => (host, rest.strip_prefix(':').map_or(Some(PORT), |port| port.parse().ok())?),
        None => match host.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') => (host, port.parse().ok()?),
            _ => (host, PORT),
        },
    };
    (!host.is_empty()).then(|| Address::Network(host.to_owned(), port))
}

/// What proves to a server that its user asks. Where there is no such file it is as long and empty: a server that wants none
/// would take anything shorter for a broken message.
pub(super) fn cookie() -> Vec<u8> {
    let home = env::home_dir().filter(|home| home.is_absolute());
    let at_home = ["pulse/cookie", ".config/pulse/cookie", ".pulse-cookie"];
    let configured = env::var_os("XDG_CONFIG_HOME").map(|folder| Path::new(&folder).join(at_home[0]));
    let named = env::var_os("PULSE_COOKIE").map(PathBuf::from);
    let rest = home.iter().flat_map(|home| at_home[1..].iter().map(move |path| home.join(path)));
    let mut paths = named.into_iter().chain(configured).chain(rest);
    paths.find_map(|path| files::read(&path, LARGEST_COOKIE).ok()).unwrap_or_else(|| vec![0; COOKIE])
}

/// A connection to a server.
#[derive(Debug)]
pub(super) enum Connection {
    Socket(UnixStream),
    Network(TcpStream),
}

impl Connection {
    /// Connects to the first of `addresses` that answers. What is read and written waits at most `longest` from then on.
    pub(super) fn open(addresses: &[Address], longest: Duration) -> Option<Self> {
        let connection = addresses.iter().find_map(|address| match address {
            Address::Socket(path) => UnixStream::connect(path).ok().map(Self::Socket),
            Address::Network(host, port) => {
                let mut found = (host.as_str(), *port).to_socket_addrs().ok()?;
                let stream = found.find_map(|address| TcpStream::connect_timeout(&address, longest).ok())?;
                let _ = stream.set_nodelay(true);
                Some(Self::Network(stream))
            }
        })?;
        connection.wait_at_most(Some(longest)).ok().map(|()| connection)
    }

    /// Sets how long reading and writing may wait; for ever if `None`.
    pub(super) fn wait_at_most(&self, longest: Option<Duration>) -> io::Result<()> {
        match self {
            Self::Socket(stream) => stream.set_read_timeout(longest).and_then(|()| stream.set_write_timeout(longest)),
            Self::Network(stream) => stream.set_read_timeout(longest).and_then(|()| stream.set_write_timeout(longest)),
        }
    }

    /// The same connection once more.
    pub(super) fn again(&self) -> io::Result<Self> {
        match self {
            Self::Socket(stream) => stream.try_clone().map(Self::Socket),
            Self::Network(stream) => stream.try_clone().map(Self::Network),
        }
    }

    /// Ends it, for all who read and write there.
    pub(super) fn close(&self) {
        // A server that is gone has closed it already.
        let _ = match self {
            Self::Socket(stream) => stream.shutdown(Shutdown::Both),
            Self::Network(stream) => stream.shutdown(Shutdown::Both),
        };
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Socket(stream) => stream.read(buffer),
            Self::Network(stream) => stream.read(buffer),
        }
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Socket(stream) => stream.write(bytes),
            Self::Network(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &'static str, value: &'static str) -> Vec<Address> {
        addresses(move |asked| (asked == name).then(|| value.to_owned()))
    }

    fn socket(path: &str) -> Address {
        Address::Socket(path.into())
    }

    #[test]
    fn a_server_that_is_named_is_the_only_one() {
        assert_eq!(told("PULSE_SERVER", "unix:/tmp/p.sock"), [socket("/tmp/p.sock")]);
        assert_eq!(told("PULSE_SERVER", "/tmp/p.sock"), [socket("/tmp/p.sock")]);
        assert_eq!(told("PULSE_SERVER", "{c0ffee}unix:/run/pulse/native"), [socket("/run/pulse/native")]);
    }

    #[test]
    fn a_server_on_the_network_is_a_host_and_perhaps_a_port() {
        let host = |name: &str, port| Address::Network(name.to_owned(), port);
        assert_eq!(told("PULSE_SERVER", "localhost"), [host("localhost", PORT)]);
        assert_eq!(told("PULSE_SERVER", "tcp:10.0.0.2:4714"), [host("10.0.0.2", 4714)]);
        assert_eq!(
            told("PULSE_SERVER", "tcp6:[::1]:4714 tcp:[fe80::1] ::1"),
            [host("::1", 4714), host("fe80::1", PORT), host("::1", PORT)]
        );
    }

    #[test]
    fn what_names_no_server_is_passed_over() {
        assert_eq!(told("PULSE_SERVER", "tcp: {open tcp:host:port"), []);
    }

    #[test]
    fn without_a_name_the_socket_of_the_session_comes_first() {
        assert_eq!(told("XDG_RUNTIME_DIR", "/run/user/7").first(), Some(&socket("/run/user/7/pulse/native")));
        assert_eq!(told("PULSE_RUNTIME_PATH", "/run/p").first(), Some(&socket("/run/p/native")));
        assert_eq!(told("PULSE_SERVER", "  ").last(), Some(&socket("/run/pulse/native")));
    }
}
