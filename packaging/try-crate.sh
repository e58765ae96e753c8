#!/usr/bin/env bash
# Proves that the packed crate installs on a machine that has neither this checkout nor the headers of sound libraries,
# and that what was installed runs. Options are handed to `cargo install`, such as --no-default-features.
#
#   packaging/try-crate.sh                          the packed crate, by itself, as a registry would hand it out
#   SUPPLE_PROFILE=quick packaging/try-crate.sh     the same, built faster
set -euo pipefail
cd "$(dirname "$0")/.."

MOST_BYTES=5000000
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
say() { printf '%s\n' "$*"; }

# What is not committed would not be published; what is committed and changed here is tried as it is here.
CARGO_TARGET_DIR="$room/pack" cargo package --quiet --no-verify --allow-dirty
crate=$(echo "$room"/pack/package/supple-*.crate)
bytes=$(wc -c <"$crate")
say "$(basename "$crate"): $bytes bytes"
if [ "$bytes" -ge "$MOST_BYTES" ]; then
    say "It must stay below $MOST_BYTES bytes." >&2
    exit 1
fi

mkdir "$room/unpacked"
tar -xzf "$crate" -C "$room/unpacked"
source=$(echo "$room"/unpacked/supple-*)

# Its own home for cargo, with no more than what was downloaded already, so that no settings of this one are read; no
# pkg-config finds a header; and no folder above has a .cargo.
home=${CARGO_HOME:-$HOME/.cargo}
mkdir "$room/cargo"
for part in registry config.toml; do
    if [ -e "$home/$part" ]; then ln -s "$home/$part" "$room/cargo/$part"; fi
done
cd "$room/unpacked"
env CARGO_HOME="$room/cargo" CARGO_TARGET_DIR="$room/target" PKG_CONFIG_PATH='' PKG_CONFIG_LIBDIR=/nonexistent \
    cargo install --quiet --locked --profile "${SUPPLE_PROFILE:-release}" --path "$source" --root "$room/installed" "$@"

# The program alone, in an empty home, without the files that it was built from.
rm -rf "$room/unpacked" "$room/target"
mkdir "$room/home"
cd "$room/home"
run() { env -i PATH=/usr/bin:/bin HOME="$room/home" "$room/installed/bin/supple" "$@"; }
run --version
run list >"$room/list"
say "supple list: $(wc -l <"$room/list") lines"
[ "$(wc -l <"$room/list")" -gt 10 ]
