"""How soon a desk is there, and whether a long shift grows: ``python -m tests.benchmarks.start``.

A start is a process of its own, from its exec to the painted window with the line up, on a store that was
there before. Memory is what the process holds after so many calls, each rung, answered and wrapped up.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.command import Actor
from app.demo.world import build_world
from app.desk import Desk
from app.numbers import dial_string
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario
from app.workers import Workers
from db.models.customers import Phone
from db.models.people import Role
from db.store import open_embedded
from tests.benchmarks.__main__ import KEY, Noise
from ui.i18n import install
from ui.seat import Seat
from ui.shift.keys import press
from ui.theme import Theme

STARTS, FIRST, LAST = 5, 50, 500
START_BAR_S, GROWTH_BAR = 2.5, 1.05
READY = "ready"


def now() -> datetime:
    return datetime.now(UTC)


class Child:
    """The seat of the child process, on the store of the benchmark."""

    def __init__(self, app: QApplication, path: Path, person_id: str) -> None:
        install(app, "zh_CN")
        Theme(app)
        self.store = open_embedded(path, KEY)
        self.line = PracticeLine(f"bench-{time.time_ns()}", agent="bench")
        desk = Desk(self.store, Actor(UUID(person_id), "bench", frozenset({Role.AGENT})))
        self.seat = Seat(desk, Workers(), self.line, agent="bench", now=now, practice=True)
        self.seat.window.resize(1366, 768)
        self.seat.window.show()
        self.seat.window.activateWindow()
        self.seat.start()
        self.until(lambda: self.seat.phone.state == READY and self.seat.is_settled)
        self.seat.window.repaint()

    def until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            QApplication.processEvents()
            time.sleep(0.0005)

    def work(self, calls: int) -> list[int]:
        """Work so many calls; return the memory after ``FIRST`` of them and after all. Units: bytes."""
        with self.store.read() as session:
            keys = list(session.scalars(select(Phone.key).where(Phone.key.like("m:%")).order_by(Phone.key)))
        held = []
        handle = self.seat.window.windowHandle()
        assert handle is not None
        for nth in range(1, calls + 1):
            ani = dial_string(keys[nth % len(keys)])
            self.line.ring(Scenario(ani=ani, dnis="4008111666", queue="hotline", wait_s=0, ring_s=600))
            self.until(lambda: self.seat.phone.state == "ringing" and self.seat.is_settled)
            press(handle, "F2")
            self.until(lambda: self.seat.phone.state == "talking" and self.seat.is_settled)
            press(handle, "F8")
            self.until(lambda: self.seat.phone.state == "wrap_up" and self.seat.is_settled)
            for key in ("Alt+O", "1", "Ctrl+Return"):
                press(handle, key)
            self.until(lambda: self.seat.phone.state == READY and self.seat.is_settled)
            if nth in (FIRST, calls):
                held.append(resident())
        return held


def resident() -> int:
    """Return the memory that this process holds, or 0 where that cannot be known. Units: bytes."""
    try:
        import psutil
    except ImportError:
        pages = Path("/proc/self/statm")
        return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if pages.exists() else 0
    return int(psutil.Process().memory_info().rss)


def be_a_desk(path: Path, person_id: str, calls: int) -> int:
    """Say when the desk is there, work so many calls and say what they left in memory."""
    app = QApplication([])
    child = Child(app, path, person_id)
    print(READY, flush=True)  # noqa: T201
    print(*child.work(calls) if calls else (), flush=True)  # noqa: T201
    child.seat.stop()
    child.store.close()
    child.seat.window.close()
    del child  # the widgets go before their application
    return 0


def desk(path: Path, person_id: UUID, calls: int = 0) -> tuple[float, list[int]]:
    """Start a desk in a process of its own; return how long it took and what it held. Units: s, bytes."""
    asked = ["--store", str(path), "--person", str(person_id), "--calls", str(calls)]
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.start", *asked], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        took_s = time.perf_counter() - begun
        held = [int(each) for each in child.stdout.readline().split()]
    if said != READY or child.returncode:
        raise RuntimeError(f"the desk did not start: {said!r}, exit code {child.returncode}")
    return took_s, held


def tell(what: str, value: float, unit: str, bar: float, detail: str) -> bool:
    held = value <= bar
    verdict = "holds" if held else "FALLS SHORT"
    print(f"{what:<34} {value:6.2f}{unit}  bar {bar:.2f}  {verdict}  ({detail})")  # noqa: T201
    return held


def measure(path: Path, person_id: UUID, calls: int) -> bool:
    with Noise() as noise:
        took = [desk(path, person_id)[0] for _ in range(STARTS)]
    detail = f"slowest of {STARTS} starts, fastest {min(took):.2f} s; {noise}"
    starts = tell("exec to ready", max(took), " s", START_BAR_S, detail)
    _, (first, last) = desk(path, person_id, calls)
    detail = f"{first / 2**20:.0f} MiB after {FIRST} calls, {last / 2**20:.0f} MiB after {calls}"
    return all([starts, tell("memory of a shift", last / first, "", GROWTH_BAR, detail)])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.start", description=__doc__)
    parser.add_argument("--customers", type=int, default=2_000)
    parser.add_argument("--calls", type=int, default=LAST)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--person", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.store:
        return be_a_desk(options.store, options.person, options.calls)
    with tempfile.TemporaryDirectory(prefix="ringside-bench-") as folder:
        path = Path(folder) / "start.db"
        with closing(open_embedded(path, KEY, create=True)) as store, store.writer.begin() as connection:
            person_id = build_world(connection, 7, options.customers, now=now()).desk_person_id
        return 0 if measure(path, person_id, options.calls) else 1


if __name__ == "__main__":
    sys.exit(main())
