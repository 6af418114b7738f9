"""What every presenter of a seat is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.reference import Reference
from ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Context:
    """The desk, the way to it, the reference data, and the clock (aware, UTC)."""

    desk: Desk
    bridge: Bridge
    reference: Reference
    now: Callable[[], datetime]
