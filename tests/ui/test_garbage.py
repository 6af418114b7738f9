"""Widgets die on the Qt thread, whoever fills the memory."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.garbage import Garbage


class Tangled(QWidget):
    """A widget that only the collector can free."""

    def __init__(self, died_on: list[int]) -> None:
        super().__init__()
        self.itself, self.died_on = self, died_on

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    gc.enable()
    garbage = Garbage(qapp)
    yield garbage
    garbage.deleteLater()
    gc.disable()
    gc.unfreeze()


def allocate() -> None:
    """Make so many containers that the automatic collection would go through all generations."""
    for _ in range(40):
        for _ in range(2_000):
            cycle: list[object] = []
            cycle.append(cycle)


@pytest.mark.usefixtures("garbage")
def test_a_widget_in_a_cycle_is_freed_by_the_thread_that_paints(qtbot: QtBot) -> None:
    died_on: list[int] = []
    Tangled(died_on)
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert died_on == []
    qtbot.waitUntil(lambda: died_on == [threading.get_ident()])
