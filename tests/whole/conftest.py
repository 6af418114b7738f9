"""Seats at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.store import Store
from tests.whole.at_work import AtWork
from ui.i18n import install
from ui.theme import Theme


@pytest.fixture
def start_seat(qapp: QApplication, qtbot: QtBot, embedded_store: Store) -> Iterator[Callable[..., AtWork]]:
    """Start seats on the same store, one after another, as after a power cut."""
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    install(qapp, "en")
    seats: list[AtWork] = []

    def start(**options: object) -> AtWork:
        seats.append(AtWork(qtbot, embedded_store, **options))  # type: ignore[arg-type]
        return seats[-1]

    yield start
    for seat in seats:
        seat.stop()


@pytest.fixture
def at_work(start_seat: Callable[..., AtWork]) -> AtWork:
    return start_seat()
