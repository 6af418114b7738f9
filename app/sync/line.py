"""The hub's phone line at a desk: what the hub tells of the calls that ring here, with the caller's page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from app.calls import CallRecorder, RecordCall
from app.command import Command
from app.events import CallEnded, CallEvent, LineEvent, LineLost, LineUp
from app.sync.pops import Popped, read_popped
from app.sync.state import SyncKind, SyncState
from app.telephony.carried import read_event
from app.telephony.line import Listener, LostReason
from app.telephony.telling import Journal, Teller, WatchOnly, no_journal

_HEARD = frozenset({SyncKind.IN_STEP, SyncKind.SENDING})  # the stream is there
_LOG = logging.getLogger(__name__)


class HubLine(WatchOnly):
    """Ring as the hub says. Events come on the thread that listens to the hub.

    Give `receive` to the desk that hears the hub, and `on_state` to its `listen`.
    """

    name = "hub"

    def __init__(
        self, *, journal: Journal = no_journal, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._journal, self._now = journal, now
        self._teller: Teller | None = None
        self._is_up = False
        self._telling = Lock()
        self._brought: dict[str, Popped] = {}

    def start(self, listener: Listener) -> None:
        with self._telling:
            self._teller = Teller(listener, self._journal)
            self._tell_whether_up()

    def stop(self) -> None:
        with self._telling:
            self._teller = None
            self._brought.clear()

    def on_state(self, state: SyncState) -> None:
        """Be up while the stream is there."""
        with self._telling:
            if (state.kind in _HEARD) is self._is_up:
                return
            self._is_up = not self._is_up
            self._tell_whether_up()

    def receive(self, event: dict[str, Any]) -> None:
        """Take one ring event of the hub: what happened, in order, and the page if it came along."""
        try:
            told = [read_event(facts) for facts in event["events"]]
            page = read_popped(event["page"]) if event.get("page") else None
        except (KeyError, ValueError, TypeError):
            _LOG.warning("the hub told of something that this desk does not know")
            return
        with self._telling:
            for one in told:
                if isinstance(one, CallEvent) and page is not None:
                    self._brought[one.linked_id] = page
                self._tell(one)
                if isinstance(one, CallEnded):
                    self._brought.pop(one.linked_id, None)

    def brought(self, linked_id: str) -> Popped | None:
        """Return the page that came with a ring. It is there before the ring is told."""
        return self._brought.get(linked_id)

    def _tell_whether_up(self) -> None:
        lost = LineLost(line=self.name, at=self._now(), reason=LostReason.UNREACHABLE)
        self._tell(LineUp(line=self.name, at=self._now()) if self._is_up else lost)

    def _tell(self, event: LineEvent) -> None:
        if self._teller is not None:
            self._teller.tell(event)


class FirstWord(CallRecorder):
    """Writes only the call itself: its offers and its end are written by the hub, which owns the line."""

    def commands(self, event: LineEvent) -> Iterator[Command]:
        return (one for one in super().commands(event) if isinstance(one, RecordCall))
