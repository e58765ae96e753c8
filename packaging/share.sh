#!/usr/bin/env bash
# Writes what a package puts under share/: manual pages, completions, the desktop entry and its icon.
#
#   packaging/share.sh PROGRAM FOLDER
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"
share=$(realpath "$2")
cd "$(dirname "$0")"
# The program is asked without what a person has chosen for it.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
ask() { env -i PATH="$PATH" HOME="$home" "$program" "$@"; }

completions=(
    "bash bash-completion/completions/supple"
    "zsh zsh/site-functions/_supple"
    "fish fish/vendor_completions.d/supple.fish"
)
for line in "${completions[@]}"; do
    read -r shell path <<<"$line"
    mkdir -p "$share/$(dirname "$path")"
    ask completions "$shell" >"$share/$path"
done
mkdir -p "$share/man/man1" "$share/applications" "$share/icons/hicolor/scalable/apps"
ask man --out "$share/man/man1"
cp supple.desktop "$share/applications/"
cp supple.svg "$share/icons/hicolor/scalable/apps/"
chmod -R u=rwX,go=rX "$share"
