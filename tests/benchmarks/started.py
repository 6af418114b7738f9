"""A desk for `tests.benchmarks.start`, in a process of its own, with what a desk imports and nothing else."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication

from app.command import Actor
from app.desk import Desk
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario
from app.workers import Workers
from db.models.people import Role
from db.store import open_embedded
from tests.benchmarks import KEY
from ui.i18n import install
from ui.seat import Seat
from ui.shift.keys import press
from ui.theme import Theme

FIRST = 50
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
        self.seat.my_state.be_ready()
        self.until(lambda: self.seat.phone.state == READY and self.seat.is_settled)
        self.seat.window.repaint()

    def until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            QApplication.processEvents()
            time.sleep(0.0005)

    def work(self, calls: int) -> list[int]:
        """Work so many calls; return the memory after ``FIRST`` of them and after all. Units: bytes."""
        from tests.benchmarks.population import number_of

        held = []
        handle = self.seat.window.windowHandle()
        assert handle is not None
        for nth in range(1, calls + 1):
            ani = number_of(nth)
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.started", description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--person", required=True)
    parser.add_argument("--calls", type=int, default=0)
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return be_a_desk(asked.store, asked.person, asked.calls)


if __name__ == "__main__":
    sys.exit(main())
