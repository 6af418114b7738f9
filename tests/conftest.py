"""What every test needs."""

from __future__ import annotations

import os

pytest_plugins = ["tests.postgres", "tests.stores"]

# Windows are painted in memory. A test of a real display gives its child process an environment of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
