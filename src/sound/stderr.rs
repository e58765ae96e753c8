//! Keeps what sound libraries print away from the screen.
//!
//! The C libraries behind a sound card write complaints straight to file descriptor 2, which is the
//! screen. While a speaker lives, that descriptor points to nowhere; the real one is kept aside and put
//! back when the last speaker goes, or earlier by [`restore_stderr`].

#[cfg(unix)]
pub(super) use unix::Hush;
#[cfg(unix)]
pub use unix::restore_stderr;

#[cfg(unix)]
mod unix {
    use std::{
        fs::File,
        io,
        os::fd::{AsFd, OwnedFd},
        sync::{Mutex, MutexGuard, PoisonError},
    };

    /// The process has one standard error, so there is one of these.
    static REAL: Mutex<Real> = Mutex::new(Real { kept: None, hushes: 0 });

    struct Real {
        /// The real standard error, while descriptor 2 points to nowhere.
        kept: Option<OwnedFd>,
        /// Number of those who ask for quiet.
        hushes: usize,
    }

    fn real() -> MutexGuard<'static, Real> {
        REAL.lock().unwrap_or_else(PoisonError::into_inner)
    }

    impl Real {
        fn hide(&mut self) -> io::Result<()> {
            if self.kept.is_none() {
                let nowhere = File::options().write(true).open("/dev/null")?;
                let kept = io::stderr().as_fd().try_clone_to_owned()?;
                rustix::stdio::dup2_stderr(&nowhere)?;
                self.kept = Some(kept);
            }
            Ok(())
        }

        fn restore(&mut self) {
            if let Some(kept) = self.kept.take() {
                // If even this fails there is no standard error left to say so on.
                let _ = rustix::stdio::dup2_stderr(&kept);
            }
        }
    }

    /// Quiet on standard error for as long as this lives.
    #[derive(Debug)]
    pub(in crate::sound) struct Hush(());

    impl Hush {
        pub(in crate::sound) fn new() -> Self {
            let mut real = real();
            real.hushes += 1;
            // Without descriptors to spare the cues matter more than a tidy screen: go on.
            let _ = real.hide();
            Self(())
        }
    }

    impl Drop for Hush {
        fn drop(&mut self) {
            let mut real = real();
            real.hushes = real.hushes.saturating_sub(1);
            if real.hushes == 0 {
                real.restore();
            }
        }
    }

    /// Puts the real standard error back, for a panic message or the error that `main` prints, even while a
    /// [`Speaker`](crate::sound::Speaker) lives. May be called at any time and any number of times.
    pub fn restore_stderr() {
        real().restore();
    }
}

#[cfg(not(unix))]
#[derive(Debug)]
pub(super) struct Hush(());

#[cfg(not(unix))]
impl Hush {
    pub(super) fn new() -> Self {
        Self(())
    }
}

/// Nothing to put back: on this system sound libraries do not print.
#[cfg(not(unix))]
pub fn restore_stderr() {}
