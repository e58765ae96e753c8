//! Builds anew when a content file is added or removed: the files are embedded as a folder. Tells the tests whether the
//! machine has a sound server.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=routines");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PATH");
    println!("cargo::rustc-check-cfg=cfg(pulseaudio)");
    if has_pulseaudio() {
        println!("cargo::rustc-cfg=pulseaudio");
    }
}

/// Whether `PulseAudio` can be started, and ALSA can play through it.
fn has_pulseaudio() -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let libraries = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];
    let triples = libraries.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let mut folders =
        libraries.map(|folder| Path::new(folder).to_owned()).into_iter().chain(triples.map(|entry| entry.path()));
    env::split_paths(&path).any(|folder| folder.join("pulseaudio").is_file())
        && folders.any(|folder| folder.join("alsa-lib/libasound_module_pcm_pulse.so").is_file())
}
