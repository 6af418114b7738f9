"""How soon a desk is there, and whether a long shift grows: ``python -m tests.benchmarks.start``.

A start is a process of its own, from its exec to the painted window with the line up, on a store that was
there before. To the first picture it is held against a window of Qt without anything, in processor
time. Memory is what the process holds after so many calls, each rung, answered and wrapped up.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from tests.benchmarks.kept import kept_embedded
from tests.benchmarks.measure import Figure, Noise, say
from tests.benchmarks.population import person_of
from tests.benchmarks.started import FIRST, READY
from tests.file_keyring import BACKEND, FILE
from tests.first_paint import profile_with_hub

STARTS, LAST = 5, 500
START_BAR_S, GROWTH_BAR = 2.5, 1.05
BARE = """
import json, time
from PySide6.QtWidgets import QApplication, QWidget
class Bare(QWidget):
    def paintEvent(self, _event):
        print(json.dumps({"processor_s": time.process_time()}), flush=True)
        QApplication.quit()
app = QApplication([])
window = Bare()
window.show()
app.exec()
"""


def desk(path: Path, person_id: UUID, calls: int = 0) -> tuple[float, list[int]]:
    """Start a desk in a process of its own; return how long it took and what it held. Units: s, bytes."""
    asked = ["--store", str(path), "--person", str(person_id), "--calls", str(calls)]
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.started", *asked],
        env=compiled,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        took_s = time.perf_counter() - begun
        held = [int(each) for each in child.stdout.readline().split()]
    if said != READY or child.returncode:
        raise RuntimeError(f"the desk did not start: {said!r}, exit code {child.returncode}")
    return took_s, held


def first_picture(*command: str, folder: Path) -> float:
    """Return what a program uses to its first picture, the least of some starts. Units: s of a processor."""
    keyring = {"PYTHON_KEYRING_BACKEND": BACKEND, FILE: str(folder / "keyring.json")}
    starts = [
        subprocess.run(
            [sys.executable, *command], env=os.environ | keyring, stdout=subprocess.PIPE, check=True
        )
        for _ in range(STARTS)
    ]
    return min(float(json.loads(start.stdout)["processor_s"]) for start in starts)


def measure_first_pictures() -> Iterator[Figure]:
    """Measure both first windows against one of Qt alone."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bare = first_picture("-c", BARE, folder=folder)
        for what, profile in (
            ("sign-in window of a hub", profile_with_hub(folder / "hub")),
            ("desk without a hub", folder / "alone"),
        ):
            took = first_picture("-m", "tests.first_paint", "--profile", str(profile), folder=folder)
            said = f"processor {took:.2f} s, {took / bare:.1f} times a bare window of Qt ({bare:.2f} s)"
            yield Figure(f"first picture: {what}", said, "", None)


def measure(customers: int, calls: int = LAST) -> Iterator[Figure]:
    """Measure starts, also on a store of some size, and what a shift leaves in memory."""
    yield from measure_first_pictures()
    path, person_id = kept_embedded(customers), person_of(1)
    with Noise() as noise:
        desk(path, person_id)  # as installed: compiled
        took = [desk(path, person_id)[0] for _ in range(STARTS)]
    yield Figure(
        f"exec to ready, {customers:,} customers",
        f"{min(took):.2f} to {max(took):.2f} s in {STARTS} starts ({noise})",
        f"{START_BAR_S:g} s",
        max(took) <= START_BAR_S,
    )
    _, (first, last) = desk(path, person_id, calls)
    yield Figure(
        f"memory from call {FIRST} to call {calls}",
        f"{last / first:.2f} ({first / 2**20:.0f} to {last / 2**20:.0f} MiB)",
        f"{GROWTH_BAR:g}",
        last / first <= GROWTH_BAR,
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.start", description=__doc__)
    parser.add_argument("--customers", type=int, default=2_000)
    parser.add_argument("--calls", type=int, default=LAST)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    held = True
    for figure in measure(options.customers, options.calls):
        say(figure.row())
        held = held and figure.held is not False
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
