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
from app.telephony.line import Asked, Control, Listener

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

    def ask(self, asked: Asked) -> None:
        raise ControlNotAvailable(control=asked.control, linked_id=asked.linked_id)
