"""The wallboard of a hub: one reads it, many ask."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.hub import wallboard
from app.hub.hub import Hub
from app.hub.wallboard import Wallboard
from app.wallboard_reading import AHEAD, SLOW, FloorReader
from db.models.floor import Queue
from db.models.people import Role
from db.store import Store
from tests.rows import actor, put

LONG_S = 60.0


def test_who_asks_while_the_board_is_read_is_given_the_last_one(
    central_at_work: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wallboard, "EVERY_S", 0.0)
    board, read = Wallboard(Hub(central_at_work)), FloorReader.read
    last = board.answer()
    is_read, goes_on = threading.Event(), threading.Event()

    def slowly(*asked: object) -> object:
        is_read.set()
        assert goes_on.wait(LONG_S)
        return read(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(FloorReader, "read", slowly)
    reading = threading.Thread(target=board.answer)
    reading.start()
    try:
        assert is_read.wait(LONG_S)
        assert board.answer() is last
    finally:
        goes_on.set()
        reading.join()
    assert board.answer() is not last


def test_who_looks_is_told_of_what_somebody_who_asked_has_read(
    central_at_work: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wallboard, "EVERY_S", 0.0)
    hub = Hub(central_at_work)
    board, told = Wallboard(hub), list[int]()
    stream = SimpleNamespace(speaker=SimpleNamespace(actor=actor(Role.SUPERVISOR)))
    monkeypatch.setattr(hub.streams, "open_ones", lambda: [stream])
    monkeypatch.setattr(hub.floor, "changed", lambda: told.append(1))
    board.look()
    board.look()
    assert len(told) == 1
    put(central_at_work, Queue(name="600", name_zh="洗衣机", name_en="Washers"))
    board.answer()
    board.look()
    assert len(told) == 2


def test_what_moves_slowly_is_read_before_it_is_too_old(
    central_at_work: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, reader, looks = datetime(2026, 11, 18, 3, tzinfo=UTC), FloorReader(), list[datetime]()
    monkeypatch.setattr("app.wallboard_reading.shifts_about", lambda _session, at: looks.append(at) or ())
    with central_at_work.read() as session:
        reader.read_ahead(session, now)  # nobody has read the board yet
        reader.read(session, now)
        reader.read_ahead(session, now + SLOW - 2 * AHEAD)
        reader.read_ahead(session, now + SLOW - AHEAD)
        reader.read(session, now + SLOW)
    assert looks == [now, now + SLOW - AHEAD]
