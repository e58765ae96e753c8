//! Builds anew when a content file is added or removed: the files are embedded as a folder. Tells the tests whether the
//! machine has a sound server.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=routines");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PATH");
    println!("cargo::rustc-check-cfg=cfg(pulseaudio)");
    if has_pulseaudio() {
        println!("cargo::rustc-cfg=pulseaudio");
    }
}

/// Whether `PulseAudio` can be started.
fn has_pulseaudio() -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join("pulseaudio").is_file())
}
