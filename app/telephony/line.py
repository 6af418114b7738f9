"""What every phone line can be asked and what it tells, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from app.events import LineEvent

Listener = Callable[[LineEvent], None]


class Control(StrEnum):
    """What a desk may ask of a line."""

    ANSWER = "answer"
    HANG_UP = "hang_up"
    REJECT = "reject"
    HOLD = "hold"
    RESUME = "resume"
    DIAL = "dial"
    READY = "ready"
    NOT_READY = "not_ready"


class LostReason(StrEnum):
    CLOSED = "closed"  # the other side ended the connection
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # login refused
    SHUT_DOWN = "shut_down"  # the PBX said that it goes
    FINISHED = "finished"  # a recording or a scenario list came to its end


class Line(Protocol):
    """A phone line. Events come on a thread of the line's own, in order, one at a time.

    The controls return at once; what came of them comes as events. A control that is not in
    ``controls`` raises ``app.errors.ControlNotAvailable``.
    """

    name: str
    controls: frozenset[Control]

    def start(self, listener: Listener) -> None: ...

    def stop(self) -> None: ...

    def answer(self, linked_id: str) -> None: ...

    def reject(self, linked_id: str) -> None: ...

    def hang_up(self, linked_id: str) -> None: ...

    def hold(self, linked_id: str) -> None: ...

    def resume(self, linked_id: str) -> None: ...

    def dial(self, number: str, linked_id: str) -> None:
        """Ring this number. ``linked_id`` is made by the desk, so that both know the call by it."""

    def set_ready(self, ready: bool) -> None:
        """Tell the line whether this agent takes queue calls."""
