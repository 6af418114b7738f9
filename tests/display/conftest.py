"""A desk on a real screen, for the tests of where the keys go."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

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


@pytest.fixture(scope="module")
def desk(screen: Screen) -> Iterator[Child]:
    """One desk for all tests of a module: dead keys are composed there by Qt's own input method."""
    with Child(screen, "tests.display.desk", QT_IM_MODULE="compose", LC_ALL="C.UTF-8") as desk:
        yield desk


@pytest.fixture
def typist(screen: Screen, desk: Child) -> Iterator[Typist]:
    """Somebody at an idle desk that is in front; the desk is idle again when they leave."""
    typist = Typist(screen, desk)
    typist.sit_down()
    yield typist
    typist.leave()
