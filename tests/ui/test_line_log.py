"""A ring is painted before it is written: while Python computes for the store, nothing is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.command import Command
from app.events import CallArrived, LineEvent, OfferRinging
from db.models.calls import CallDirection
from ui.paint_watch import PaintWatch, no_journal
from ui.phone import line_log
from ui.phone.line_log import LineLog

AT = datetime(2026, 11, 20, 1, tzinfo=UTC)


class Hands:
    """Workers who do nothing by themselves, and a bridge that counts what it is told."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], object]] = []
        self.told: list[LineEvent] = []

    def write(self, work: Callable[[], object]) -> None:
        self.jobs.append(work)

    def tell(self, event: LineEvent) -> None:
        self.told.append(event)


class OneEach:
    """Have one command for each event."""

    def commands(self, _event: LineEvent) -> Iterator[Command]:
        yield cast(Command, None)


def ring(agent: str) -> OfferRinging:
    return OfferRinging(line="l", at=AT, linked_id="1", agent=agent)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def log(hands: Hands) -> LineLog:
    anything = cast(Any, hands)
    return LineLog(anything, anything, anything, OneEach(), None, agent="me")


def test_my_ring_is_written_when_its_page_is_painted_and_not_much_later_without_one(
    log: LineLog, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_log, "PAINT_S", 0)
    log.hear(ring("me"))
    wait, _record = hands.jobs
    assert wait() is False  # it gave up: no page came
    log.on_painted()
    assert wait() is True
    log.hear(ring("me"))
    log.hear(ring("me"))
    log.on_painted()
    assert [hands.jobs[n]() for n in (2, 4)] == [False, True], "each ring is painted for itself"


def test_a_recording_is_not_held_up(hands: Hands) -> None:
    anything = cast(Any, hands)
    LineLog(anything, anything, anything, OneEach(), None).hear(ring("me"))
    assert len(hands.jobs) == 1


def test_what_paints_no_page_is_written_at_once(log: LineLog, hands: Hands) -> None:
    log.hear(ring("somebody else"))
    log.hear(
        CallArrived(
            line="l",
            at=AT,
            linked_id="1",
            ani="1",
            dnis="2",
            queue="",
            direction=CallDirection.IN,
            caller_name="",
        )
    )
    assert len(hands.jobs) == len(hands.told) == 2


def test_the_end_of_the_first_paint_of_a_page_is_told(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    watch = PaintWatch(window, no_journal)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitSignal(watch.painted, timeout=30_000):
        watch.page_shown("1")
        window.update()
