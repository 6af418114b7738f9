"""PySide6 6.12.0 drops a reference to None on every call and aborts CPython 3.11: it never comes in."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import requires, version

import pytest
from packaging.requirements import Requirement

CALLS = 20_000

SCRIPT = f"""
import sys
from PySide6.QtCore import QObject

thing = QObject()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    thing.setObjectName("desk")
    thing.setParent(None)
print(sys.getrefcount(None) - before)
"""


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal here: its references are not counted"
)
def test_calls_keep_the_references_to_none() -> None:
    child = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert child.returncode == 0, child.stderr
    assert abs(int(child.stdout)) < CALLS / 100


def test_the_release_in_use_is_one_that_we_ask_for() -> None:
    asked = [Requirement(line) for line in requires("ringside") or []]
    pyside = next(requirement for requirement in asked if requirement.name == "PySide6-Essentials")
    assert version("PySide6-Essentials") in pyside.specifier
    assert "6.12.0" not in pyside.specifier
