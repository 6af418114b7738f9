"""A line that tells what a test says, and notes what it is asked."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

from app.errors import ControlNotAvailable
from app.events import LineUp
from app.telephony.line import Asked, Control, Listener

WAIT_S = 60.0


class FakeLine:
    """Unless a test takes controls away it can do everything."""

    def __init__(self, name: str = "pbx") -> None:
        self.name, self.controls = name, frozenset(Control)
        self.tell: Listener = lambda _event: None
        self.asked: list[Asked] = []
        self.everything: list[Asked] = []  # also what was waited for
        self.stopped = threading.Event()

    def start(self, listener: Listener) -> None:
        self.tell = listener

    def stop(self) -> None:
        self.tell = lambda _event: None
        self.stopped.set()

    def come_up(self) -> None:
        words = tuple(sorted(control.value for control in self.controls))
        self.tell(LineUp(line=self.name, at=datetime.now(UTC), controls=words))

    def ask(self, asked: Asked) -> None:
        if asked.control not in self.controls:
            raise ControlNotAvailable(control=asked.control, linked_id=asked.linked_id)
        self.everything.append(asked)
        self.asked.append(asked)

    def wait_asked(self, control: Control) -> Asked:
        """Return the first thing of this kind that was asked and was not waited for; fail if none comes."""
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            for place, asked in enumerate(self.asked):
                if asked.control is control:
                    return self.asked.pop(place)
            time.sleep(0.01)
        raise AssertionError(f"nobody asked to {control}: {self.asked}")
