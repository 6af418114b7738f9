"""A listener for lines that tell on a thread of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from app.events import LineEvent

PATIENCE_S = 120.0


class Hearing:
    """Keep what was told and when; wait for it without polling."""

    def __init__(self) -> None:
        self.events: list[LineEvent] = []
        self.heard_ns: list[int] = []
        self._changed = threading.Condition()

    def __call__(self, event: LineEvent) -> None:
        with self._changed:
            self.events.append(event)
            self.heard_ns.append(time.monotonic_ns())
            self._changed.notify_all()

    def wait_for(self, kind: type[LineEvent], count: int = 1) -> LineEvent:
        """Return the event of this kind that makes up the count."""

        def found() -> list[Any]:
            return [event for event in self.events if isinstance(event, kind)]

        self.wait_until(lambda: len(found()) >= count)
        event: LineEvent = found()[count - 1]
        return event

    def wait_until(self, holds: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(holds, PATIENCE_S), self.events
