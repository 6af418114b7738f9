"""A desk on a real screen, for the tests of where the keys go."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.display.screen import Child, Screen, missing
from tests.display.typist import Typist

# `required` where everything must be installed, as on the machine that checks; else what is missing skips.
WANTED = os.environ.get("RINGSIDE_TEST_DISPLAY", "")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    lacking = ["X"] if sys.platform in ("win32", "darwin") else missing()
    if lacking and WANTED != "required":
        pytest.skip(f"a real screen needs {', '.join(lacking)}")
    assert not lacking, f"not installed: {', '.join(lacking)}"
    screen = Screen()
    yield screen
    screen.close()


class Desks:
    """One desk for all tests of a module; another one after a test that left it in a mess.

    Dead keys are composed there by Qt's own input method.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen, self._desk = screen, ExitStack()
        self._child: Child | None = None

    def desk(self) -> Child:
        if self._child is None:
            child = Child(self._screen, "tests.display.desk", QT_IM_MODULE="compose", LC_ALL="C.UTF-8")
            self._child = self._desk.enter_context(child)
        return self._child

    def leave(self) -> None:
        self._child = None
        self._desk.close()


@pytest.fixture(scope="module")
def desks(screen: Screen) -> Iterator[Desks]:
    desks = Desks(screen)
    yield desks
    desks.leave()


@pytest.fixture
def typist(screen: Screen, desks: Desks) -> Iterator[Typist]:
    """Somebody at an idle desk that is in front; the desk is idle again when they leave."""
    typist = Typist(screen, desks.desk())
    try:
        typist.sit_down()
        yield typist
        typist.leave()
    except BaseException:
        desks.leave()
        raise
