#!/usr/bin/env python3
"""Measure what supple costs while it runs, beside timr-tui, and print the table of the README.

usage: benches/speed.py [--supple FILE] [--timr FILE] [--seconds N] [--cues ROUTINE]

It needs Linux and Python 3, a release build (cargo build --release), and for the second column timr-tui
(cargo install timr-tui --no-default-features). Where PulseAudio's programs (pulseaudio, pactl, pacat, parec) are there,
sounds go to a sound card that exists in memory only, and the times at which cues are heard are measured as well.

Each program runs in a pseudo-terminal of 100x30, with folders of its own: your history and settings are not touched. It
takes about five minutes.

first frame    from the start of the program until it has drawn and waits; the middle of eleven starts
CPU            time of all threads, user and system, in a second
wake-ups       how often in a second a thread waited and was woken (voluntary context switches)
memory         the most that was resident (VmHWM)
cue error      how far each cue of a routine is heard from where it belongs, less one constant for each kind of cue, for
               some begin softly. The clock of the sound card runs unevenly when the machine is busy; it is tied to that
               of the system by the times at which the pieces of the recording come
"""

import argparse
import array
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, ROWS = 100, 30
STARTS = 11
RATE = 48000

# What a terminal is asked, and what a usual one answers: cursor, kind, background.
ANSWERS = [
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\]11;\?"), b"\x1b]11;rgb:1010/1414/1818\x1b\\"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
]


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, command, environment):
        self.started = time.monotonic()
        self.drawn = 0
        self.last = self.started
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], command, environment)

    def read(self, seconds):
        """Whether anything was drawn within so many seconds; what the terminal is asked is answered."""
        if not select.select([self.terminal], [], [], max(seconds, 0))[0]:
            return False
        try:
            drawn = os.read(self.terminal, 1 << 16)
        except OSError:
            drawn = b""
        if not drawn:
            raise SystemExit("a program has ended too early; try it by hand")
        for question, answer in ANSWERS:
            if question.search(drawn):
                os.write(self.terminal, answer)
        self.drawn += len(drawn)
        self.last = time.monotonic()
        return True

    def first_frame(self):
        """Milliseconds from the start until it has drawn and is silent for a while."""
        while self.drawn < 400 or self.read(0.05):
            if self.drawn < 400:
                self.read(1)
        return (self.last - self.started) * 1000

    def until(self, moment):
        """Lets it run until so many seconds after its start."""
        while time.monotonic() < self.started + moment:
            self.read(self.started + moment - time.monotonic())

    def type(self, keys):
        os.write(self.terminal, keys)

    def spent(self):
        """Milliseconds of CPU, and wake-ups, of all threads."""
        nanoseconds = wakeups = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            nanoseconds += int((task / "schedstat").read_text().split()[0])
            wakeups += int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", (task / "status").read_text(), re.M)[1])
        return nanoseconds / 1e6, wakeups

    def cost(self, begin, seconds):
        """CPU (ms) and wake-ups in a second, from one moment on, and the memory (MiB)."""
        self.until(begin)
        (cpu, wakeups), since = self.spent(), time.monotonic()
        self.until(begin + seconds)
        (later_cpu, later_wakeups), passed = self.spent(), time.monotonic() - since
        status = Path(f"/proc/{self.pid}/status").read_text()
        memory = int(re.search(r"^VmHWM:\s*(\d+)", status, re.M)[1]) / 1024
        return (later_cpu - cpu) / passed, (later_wakeups - wakeups) / passed, memory

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


class Place:
    """Folders that are thrown away, and a sound card in memory where that can be had."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="speed-"))
        settings = self.folder / "config" / "settings.json"
        settings.parent.mkdir(parents=True)
        # Words take time that differs from exercise to exercise.
        settings.write_text('{"voice": "off"}')
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "SHELL": "/bin/sh",
            "XDG_RUNTIME_DIR": str(runtime),
            "SUPPLE_CONFIG_DIR": str(settings.parent),
        }
        # ALSA's programs, if they know how, play through the same.
        (self.folder / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        self.server = None
        if all(map(shutil.which, ("pulseaudio", "pactl", "pacat", "parec"))):
            modules = ["module-native-protocol-unix", f"module-null-sink sink_name=memory rate={RATE}"]
            loads = [word for module in modules for word in ("-L", module)]
            self.server = self.quietly(
                ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", *loads]
            )
            for _ in range(200):
                if subprocess.run(["pactl", "info"], env=self.environment, capture_output=True).returncode == 0:
                    break
                time.sleep(0.05)
            else:
                raise SystemExit("PulseAudio does not start; try pulseaudio -n by hand")
        return self

    def quietly(self, command, **options):
        options.setdefault("stdout", subprocess.DEVNULL)
        return subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL, **options)

    def __exit__(self, *_):
        if self.server:
            self.server.terminate()
            self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start_of(supple, place, exercise, kind):
    """When the first segment of a kind begins in an exercise, and how long it takes: from a rehearsal."""
    command = [supple, "run", exercise, "--events", "json", "--speed", "60", "--mute"]
    rehearsal = subprocess.run(command, env=place.environment, capture_output=True, check=True, text=True)
    for event in map(json.loads, rehearsal.stdout.splitlines()):
        if event["event"] == "segment" and event["kind"] == kind:
            return event["active_ms"] / 1000, event["secs"]
    raise SystemExit(f"{exercise} has no {kind}")


def first_frame(command, place):
    times = []
    for _ in range(STARTS):
        program = Program(command, place.environment)
        times.append(program.first_frame())
        program.end()
    return statistics.median(times)


def session(supple, place, exercise, kind, seconds):
    begin, length = start_of(supple, place, exercise, kind)
    program = Program([supple, "run", exercise], place.environment)
    # A session begins when the sound card is open, within a second and a half.
    cost = program.cost(begin + 3, min(seconds, length - 5))
    program.end()
    return cost


def countdown(timr, place, seconds, *options):
    command = [timr, "--mode", "countdown", "--countdown", "25:00", "--notification", "off", *options]
    program = Program(command, place.environment)
    program.until(1)
    program.type(b"s")
    cost = program.cost(3, seconds)
    program.end()
    return cost


def cue_error(supple, place, routine):
    """The errors of all cues of a routine, in milliseconds, and how many of them were not heard."""
    record = ["parec", "-d", "memory.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
    # A stream without a sound keeps the card running, so that the recording has no gaps.
    play = ["pacat", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20", "/dev/zero"]
    steady = place.quietly(play)
    time.sleep(0.5)
    recorder = place.quietly([*record, "--latency-msec=10"], stdout=subprocess.PIPE)
    recorded, arrivals = bytearray(), []

    def hear(most):
        recorded.extend(os.read(recorder.stdout.fileno(), most))
        arrivals.append((time.monotonic(), len(recorded) // 2 / RATE))

    while len(recorded) < RATE:
        hear(1 << 16)
    events = subprocess.Popen(
        [supple, "run", routine, "--events", "json"],
        env=place.environment,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
    )
    told = b""
    while True:
        ready = select.select([recorder.stdout, events.stdout], [], [])[0]
        if recorder.stdout in ready:
            hear(1 << 16)
        if events.stdout in ready:
            line = os.read(events.stdout.fileno(), 1 << 16)
            if not line:
                break
            told += line
    ends = time.monotonic() + 1
    while time.monotonic() < ends:
        hear(1 << 16)
    for process in (recorder, steady):
        process.terminate()
        process.wait()
    cues = [event for event in map(json.loads, told.splitlines()) if event["event"] == "cue"]
    due = [(event["active_ms"] / 1000, event["cue"]) for event in cues]
    return errors(due, [moment(onset, arrivals) for onset in onsets(recorded)])


def moment(second, arrivals):
    """When a second of the recording was heard: pieces come late, and the one that came least late tells best."""
    return second + min(came - end for came, end in arrivals if abs(end - second) < 1)


def onsets(recorded):
    """The moments, in seconds, at which something louder begins than what went before."""
    samples = array.array("h", bytes(recorded[: len(recorded) // 2 * 2]))
    step = RATE // 1000
    loud = [max(map(abs, samples[at : at + step])) for at in range(0, len(samples) - step, step)]
    found = []
    for at in range(60, len(loud)):
        before = max(loud[at - 60 : at - 2])
        if loud[at] > 300 and loud[at] > 1.8 * before and (not found or at - found[-1] > 150):
            found.append(at)
    return [at / 1000 for at in found]


def errors(due, heard):
    """How far each cue is from where its kind usually is, and how many were not heard."""

    # The shift that lets most cues meet a sound, then the nearest sound to each.
    def meets(shift):
        return sum(any(abs(sound - shift - at) < 0.06 for sound in heard) for at, _ in due)

    shift = max((sound - due[0][0] for sound in heard), key=meets)
    pairs = []
    for at, word in due:
        sound = min(heard, key=lambda sound: abs(sound - shift - at))
        if abs(sound - shift - at) < 0.15:
            pairs.append((at, sound - shift - at, word))
    usual = {word: statistics.median(late for _, late, other in pairs if other == word) for _, _, word in pairs}
    return sorted(abs(late - usual[word]) * 1000 for _, late, word in pairs), len(due) - len(pairs)


def version(command):
    return subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]


def machine():
    model = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.M)
    return f"{os.cpu_count()} x {model[1] if model else os.uname().machine}, Linux {os.uname().release.split('-')[0]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--supple", default=str(target / "release" / "supple"), help="the release build")
    parser.add_argument("--timr", default=shutil.which("timr-tui"), help="timr-tui, if it is not in PATH")
    parser.add_argument("--seconds", type=float, default=20, help="how long each cost is measured")
    parser.add_argument("--cues", default="desk-micro-2", help="routine whose cues are measured")
    options = parser.parse_args()
    if not Path(options.supple).is_file():
        parser.exit(1, f"{options.supple} is not there. Build it with: cargo build --release\n")
    columns = [f"supple {version(options.supple)}"]
    rows = {}

    def note(name, *values):
        rows.setdefault(name, []).extend(values)
        print(f"{name}: {', '.join(values)}", file=sys.stderr, flush=True)

    def costs(counting, moving):
        for name, (cpu, wakeups, _) in (("counting", counting), ("moving", moving)):
            note(f"CPU while {name}", f"{cpu:.1f} ms/s")
            note(f"wake-ups while {name}", f"{wakeups:.1f} /s")
        note("memory", f"{max(counting[2], moving[2]):.1f} MiB")

    with Place() as place:
        note("first frame", f"{first_frame([options.supple], place):.0f} ms")
        costs(
            session(options.supple, place, "upper-trap-stretch", "hold", options.seconds),
            session(options.supple, place, "cat-cow", "reps", options.seconds),
        )
        if options.timr:
            columns.append(f"timr-tui {version(options.timr)}")
            note("first frame", f"{first_frame([options.timr], place):.0f} ms")
            costs(
                countdown(options.timr, place, options.seconds),
                countdown(options.timr, place, options.seconds, "--decis"),
            )
        if place.server:
            late, missed = cue_error(options.supple, place, options.cues)
            ninety_nine = late[min(len(late) - 1, len(late) * 99 // 100)]
            note("cue error, middle", f"{statistics.median(late):.1f} ms")
            note("cue error, 99 of 100", f"{ninety_nine:.1f} ms")
            note("cues not heard", f"{missed} of {len(late) + missed}")
    sound = "with sound" if place.server else "without a sound card"
    print(f"\n{machine()}, {COLUMNS}x{ROWS}, {sound}\n")
    print(f"| | {' | '.join(columns)} |")
    print("|---|" + "---:|" * len(columns))
    for name, values in rows.items():
        print(f"| {name} | {' | '.join((values + ['-'])[: len(columns)])} |")


main()
