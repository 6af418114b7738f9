"""How a line hands its events over: to the desk, and to a journal that says when."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from app.errors import ControlNotAvailable
from app.events import LineEvent
from app.telephony.ami import Message
from app.telephony.line import Control, Listener

Journal = Callable[[str, dict[str, Any]], None]


def no_journal(_kind: str, _facts: dict[str, Any]) -> None:
    """Keep nothing."""


class Keeper(Protocol):
    """Keeps what a PBX sent, as it came. ``at`` is when it came; each connection has an id of its own."""

    def keep(self, connection: UUID, message: Message, at: datetime) -> None: ...

    def close(self) -> None: ...


class Teller:
    """Write each event into the journal, then hand it to the listener.

    The journal's kind is the event's class name; its facts are the event's fields and ``t``.
    Units: ``t`` is ``time.monotonic_ns()``.
    """

    def __init__(self, listener: Listener, journal: Journal = no_journal) -> None:
        self._listener = listener
        self._journal = journal

    def tell(self, event: LineEvent, t: int | None = None) -> None:
        """Hand over an event that happened at ``t``; now, if nobody measured it closer to the wire."""
        facts = {**asdict(event), "at": event.at.isoformat()}
        self._journal(type(event).__name__, {**facts, "t": time.monotonic_ns() if t is None else t})
        self._listener(event)


class WatchOnly:
    """The controls of a line that can only be watched: none."""

    controls: frozenset[Control] = frozenset()

    def answer(self, linked_id: str) -> None:
        raise ControlNotAvailable(control=Control.ANSWER, linked_id=linked_id)

    def reject(self, linked_id: str) -> None:
        raise ControlNotAvailable(control=Control.REJECT, linked_id=linked_id)

    def hang_up(self, linked_id: str) -> None:
        raise ControlNotAvailable(control=Control.HANG_UP, linked_id=linked_id)

    def hold(self, linked_id: str) -> None:
        raise ControlNotAvailable(control=Control.HOLD, linked_id=linked_id)

    def resume(self, linked_id: str) -> None:
        raise ControlNotAvailable(control=Control.RESUME, linked_id=linked_id)

    def dial(self, number: str, linked_id: str) -> None:
        raise ControlNotAvailable(control=Control.DIAL, number=number, linked_id=linked_id)

    def set_ready(self, ready: bool) -> None:
        raise ControlNotAvailable(control=Control.READY if ready else Control.NOT_READY)
