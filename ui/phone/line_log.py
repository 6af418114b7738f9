"""Writes down what the line tells, behind all that was told before."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from app.calls import CallOutcome, EndCall, lost_calls
from app.command import Command
from app.desk import Desk
from app.errors import DomainError
from app.events import LineEvent, OfferRinging
from app.floor.now import standing_of
from app.floor.own import OwnMoves
from app.rights import FLOOR
from app.store_errors import StoreProblem
from app.workers import Workers
from ui.bridge import Bridge

log = logging.getLogger(__name__)
PAINT_S = 0.1  # while a page is painted nothing is written: Python runs one thread at a time


class Recorder(Protocol):
    """Says what is to be executed for an event, in order."""

    def commands(self, event: LineEvent) -> Iterator[Command]: ...


class LineLog:
    """Keep what the line tells, and hand it to the screen; ``own`` moves my state where no hub does.

    A ring at ``agent`` is painted before it is written; nobody sits at a recording, which is empty.
    """

    def __init__(
        self,
        desk: Desk,
        workers: Workers,
        bridge: Bridge,
        recorder: Recorder,
        own: OwnMoves | None,
        *,
        agent: str = "",
    ) -> None:
        self._desk, self._workers, self._bridge = desk, workers, bridge
        self._recorder, self._own, self._agent = recorder, own, agent
        self._painted = threading.Event()

    def hear(self, event: LineEvent) -> None:
        """Take an event; runs on the line's thread."""
        if isinstance(event, OfferRinging) and event.agent == self._agent:
            painted = self._painted = threading.Event()  # of this ring: an earlier one's paint is not its own
            self._workers.write(lambda: painted.wait(PAINT_S))
        for recorder in (self._recorder, self._own):
            for command in recorder.commands(event) if recorder is not None else ():
                self._workers.write(lambda command=command: self._record(command))
        self._bridge.tell(event)

    def on_painted(self) -> None:
        """Write on: the page of a ring is on screen."""
        self._painted.set()

    def close_lost(self, now: datetime) -> None:
        """End what a killed desk left open, and let me stand in no call: nobody can tell how they ended."""
        person = self._desk.actor
        if not person.roles & FLOOR:  # who takes no calls has left none
            return
        for lost in self._desk.ask(lost_calls):
            self._desk.execute(EndCall(at=now, call_id=lost, outcome=CallOutcome.UNKNOWN))
        standing = self._desk.ask(standing_of, person.person_id) if self._own is not None else None
        if self._own is not None and standing is not None and standing.call_id is not None:
            self._record(self._own.lost(now, standing.call_id))

    def _record(self, command: Command) -> None:
        try:
            self._desk.execute(command)
        except DomainError as refusal:
            # A line that was joined in the middle of a call tells of offers that nobody has seen begin.
            log.warning("the line's event was refused: %s", refusal.code)
        except StoreProblem as problem:
            self._bridge.trouble.emit(problem)
