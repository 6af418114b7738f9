"""What every test needs."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.garbage import collect_due

pytest_plugins = ["tests.postgres", "tests.stores"]

# Of half a minute and more each. They are begun first: else one of them holds up the end on its own.
LONGEST = (
    "ui/test_faces.py",
    "hub/test_attacks.py",
    "hub/test_run.py",
    "simulation/test_simulation.py",
    "app/test_laws.py",
    "torture/test_torture.py",
    "display/test_pages.py",
    "ui/test_main.py",
    "display/test_focus.py",
    "hub/test_races.py",
    "whole/test_shift.py",
    "whole/test_kill.py",
    "sync/test_in_step.py",
)

# Windows are painted in memory. A test of a real display gives its child process an environment of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure() -> None:
    """Collect between tests, on the thread that has the windows; see ui/garbage.py."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files be begun first, the others in their order."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection_finish() -> None:
    """What was imported stays: a collection between two tests does not walk it again."""
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    collect_due()


class PatientBot(QtBot):
    """Wait as long as a busy machine may take: what is to come is not timed here."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 60_000) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(request: pytest.FixtureRequest) -> QtBot:
    request.getfixturevalue("qapp")
    return PatientBot(request)
