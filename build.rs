//! Builds anew when a content file is added or removed: the files are embedded as a folder.

fn main() {
    println!("cargo::rerun-if-changed=routines");
    println!("cargo::rerun-if-changed=build.rs");
}
