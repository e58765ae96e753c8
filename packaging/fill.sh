#!/usr/bin/env bash
# Fills the templates for Arch, Homebrew, Scoop and WinGet: version, description and address are those of Cargo.toml, the
# checksums those of the files of the release.
#
#   packaging/fill.sh FOLDER [SOURCE_ARCHIVE [WINDOWS_ARCHIVE]]
#
# Without the archives the checksums are zeros, which no installer accepts.
set -euo pipefail
mkdir -p "$1"
folder=$(realpath "$1")
sum() { if [ -n "${1:-}" ]; then sha256sum "$1" | cut -d' ' -f1; else printf '0%.0s' {1..64}; fi; }
source_sum=$(sum "${2:-}")
windows_sum=$(sum "${3:-}")
cd "$(dirname "$0")"
field() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" ../Cargo.toml | head -1; }
version=$(field version)
description=$(field description)
repository=$(field repository)

cp -r templates/. "$folder/"
find "$folder" -type f -exec sed -i \
    -e "s|@VERSION@|$version|g" -e "s|@DESCRIPTION@|$description|g" -e "s|@REPOSITORY@|$repository|g" \
    -e "s|@SHA256_SOURCE@|$source_sum|g" -e "s|@SHA256_WINDOWS@|$windows_sum|g" \
    -e "s|@SHA256_WINDOWS_CAPITALS@|${windows_sum^^}|g" {} +
if grep -rn '@[A-Z0-9_]*@' "$folder"; then
    echo "These places of a template are not known to packaging/fill.sh." >&2
    exit 1
fi
