"""How soon a ring is painted, and how a long timeline scrolls: ``python -m tests.benchmarks.screen``.

Real windows, painted in memory. A ring counts from the line's telling of it to the end of the paint that
shows its page; it was 50 ms in the queue before, so that the page may have been read by then.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.command import Actor
from app.demo.world import World, build_world
from app.desk import Desk
from app.numbers import dial_string
from app.telephony.practice import PracticeLine
from app.telephony.scenarios import Scenario, Unanswered
from app.workers import Workers
from db.models.customers import Phone
from db.models.people import Role
from db.store import Store, open_embedded
from tests.benchmarks.__main__ import KEY, Noise, median, p99
from ui.i18n import install
from ui.seat import Seat
from ui.theme import Theme

CALLERS, PAGES = 1_000, 200
P50_BAR_MS, P99_BAR_MS, STALL_BAR_MS = 16.0, 33.0, 50.0
HEAVY = "02885559999"


class Painted:
    """A journal that keeps how long each ring took to be painted. Units: milliseconds."""

    def __init__(self) -> None:
        self.took_ms: list[float] = []
        self._rang: dict[str, int] = {}

    def __call__(self, kind: str, facts: dict[str, Any]) -> None:
        if kind == "OfferRinging":
            self._rang[facts["linked_id"]] = facts["t"]
        elif kind == "painted" and facts["linked_id"] in self._rang:
            self.took_ms.append((facts["t"] - self._rang.pop(facts["linked_id"])) / 1e6)


class Screen:
    """A seat on a store, led by the benchmark."""

    def __init__(self, store: Store, world: World) -> None:
        self.painted = Painted()
        self.line = PracticeLine("bench", agent="bench", journal=self.painted)
        desk = Desk(store, Actor(world.desk_person_id, "", frozenset({Role.AGENT})))
        self.seat = Seat(
            desk, Workers(), self.line, agent="bench", now=lambda: datetime.now(UTC), journal=self.painted
        )
        self.seat.window.resize(1366, 768)
        self.seat.window.show()
        self.seat.start()
        self.until(lambda: self.seat.phone.state == "ready")

    def until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            QApplication.processEvents()
            time.sleep(0.0005)

    def ring(self, number: str) -> None:
        """Let a number ring until its page is painted, and give up."""
        before = len(self.painted.took_ms)
        self.line.ring(
            Scenario(
                ani=number,
                dnis="4008111666",
                queue="",
                wait_s=0.05,
                ring_s=0.2,
                unanswered=Unanswered.GIVES_UP,
            )
        )
        self.until(lambda: len(self.painted.took_ms) > before)
        self.until(lambda: self.seat.phone.state == "ready")

    def stalls_of_the_timeline(self) -> list[float]:
        """Press End and then PageUp again and again; return how long the loop was away each time."""
        self.line.ring(Scenario(ani=HEAVY, dnis="4008111666", queue="", wait_s=0.05, ring_s=600))
        self.until(lambda: self.seat.phone.state == "ringing" and self.seat.is_settled)
        self.seat.desk_view.pop.timeline.setFocus()
        away_ms = []
        for key in [Qt.Key.Key_End, *[Qt.Key.Key_PageUp] * PAGES]:
            begun = time.perf_counter()
            QTest.keyClick(self.seat.window.windowHandle(), key)
            QApplication.processEvents()
            away_ms.append((time.perf_counter() - begun) * 1000)
            self.until(lambda: self.seat.is_settled)
        return away_ms


def tell(what: str, value_ms: float, bar_ms: float, detail: str) -> bool:
    held = value_ms <= bar_ms
    verdict = "holds" if held else "FALLS SHORT"
    print(f"{what:<34} {value_ms:6.1f} ms  bar {bar_ms:.0f}  {verdict}  ({detail})")  # noqa: T201
    return held


def measure_rings(screen: Screen, store: Store) -> bool:
    with store.read() as session:
        keys = list(session.scalars(select(Phone.key).where(Phone.key.like("m:%")).order_by(Phone.key)))
    callers = random.Random(7).sample(keys, min(CALLERS, len(keys)))
    with Noise() as noise:
        for key in callers:
            screen.ring(dial_string(key))
    took = screen.painted.took_ms
    detail = f"{len(took)} callers, max {max(took):.1f} ms; {noise}"
    return all(
        [
            tell("ring to painted, p50", median(took), P50_BAR_MS, detail),
            tell("ring to painted, p99", p99(took), P99_BAR_MS, detail),
        ]
    )


def measure_timeline(screen: Screen) -> bool:
    with Noise() as noise:
        away = screen.stalls_of_the_timeline()
    detail = f"End and {PAGES} PageUp over 10,000 entries, p50 {median(away):.1f} ms; {noise}"
    return tell("longest stall of a timeline", max(away), STALL_BAR_MS, detail)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.screen", description=__doc__)
    parser.add_argument("--customers", type=int, default=2_000)
    customers: int = parser.parse_args().customers
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    Theme(app)
    install(app, "zh_CN")
    with tempfile.TemporaryDirectory(prefix="ringside-bench-") as folder:
        path = Path(folder) / "screen.db"
        with closing(open_embedded(path, KEY, create=True)) as store:
            with store.writer.begin() as connection:
                world = build_world(connection, 7, customers, now=datetime.now(UTC), heavy=True)
            screen = Screen(store, world)
            try:
                held = [measure_rings(screen, store), measure_timeline(screen)]
            finally:
                screen.seat.stop()
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
