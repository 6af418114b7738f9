"""Writes down what the hub's line tells, as the hub itself, in order, and waits while the store is away."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID

from psycopg import Error
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.calls import CallRecorder, EndCall, RecordOffer, lost_calls
from app.command import Command
from app.commands import decide
from app.events import LineEvent
from app.floor.machine import What
from app.floor.moving import MoveAgent
from app.floor.told import moves, still_in_calls_that_ended
from app.hub.faults import log_fault
from app.hub.hub import Hub
from app.hub.transactions import transact
from app.hub_person import HUB, be_a_person
from app.telephony.agents import extension_of
from db.models.calls import Call, CallOutcome
from db.models.hub import ExtensionUse
from db.models.ledger import OutcomeState
from db.store import StoreProblem

AGAIN_S = 1.0
_LOG = logging.getLogger(__name__)


class CallLog:
    """A thread that writes; what is told meanwhile waits in memory."""

    def __init__(self, hub: Hub, line: str) -> None:
        self._hub, self._line = hub, line
        self._recorder = CallRecorder("", HUB.person_id)
        self._told: queue.Queue[LineEvent | None] = queue.Queue()
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._run, name="call log", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def tell(self, event: LineEvent) -> None:
        self._told.put(event)

    def stop(self) -> None:
        """Write what was told, if the store is there, and end."""
        self._leaving.set()
        self._told.put(None)
        self._thread.join()

    def _run(self) -> None:
        self._until_done(self._begin)
        while (event := self._told.get()) is not None:
            for command in self._recorder.commands(event):
                self._until_done(partial(self._write, command))
            self._until_done(partial(self._move_agents, event))
            self._until_done(partial(self._tell_floor, event))

    def _until_done(self, work: Callable[[Session], object]) -> None:
        while True:
            try:
                transact(self._hub.store, work)
            except (SQLAlchemyError, StoreProblem, Error) as error:
                _LOG.warning("a call waits for the store: %s", type(error).__name__)
                if self._leaving.wait(AGAIN_S):
                    return
            except Exception as error:  # a mistake of ours: the next event is written all the same
                log_fault(_LOG, "an event is not written", error)
                return
            else:
                return

    def _begin(self, session: Session) -> None:
        """Be a person of the store, and close the calls of this line whose end nobody heard."""
        be_a_person(session)
        mine = select(Call.id).where(Call.line == self._line, Call.id.in_(lost_calls(session)))
        for call_id in session.scalars(mine).all():
            end = EndCall(at=self._hub.now(), call_id=call_id, outcome=CallOutcome.UNKNOWN)
            decide(session, end, HUB)
        for person_id, call_id in still_in_calls_that_ended(session):
            over = MoveAgent(at=self._hub.now(), person_id=person_id, what=What.CALL_OVER, call_id=call_id)
            decide(session, over, HUB)

    def _move_agents(self, event: LineEvent, session: Session) -> None:
        if not self._hub.floor.line_stands(event):
            return
        for command in moves(session, event, partial(self._person_at, session)):
            decide(session, command, HUB)

    def _tell_floor(self, event: LineEvent, _session: Session) -> None:
        self._hub.floor.line_told(event)

    def _write(self, command: Command, session: Session) -> None:
        if isinstance(command, RecordOffer):
            person = self._person_at(session, command.agent)
            command = command.model_copy(update={"person_id": person})
        outcome = decide(session, command, HUB)
        if outcome.state is OutcomeState.REFUSED:
            # A line that was joined in the middle of a call tells of offers that nobody has seen begin.
            _LOG.warning("the line's event was refused: %s", outcome.code)

    def _person_at(self, session: Session, agent: str) -> UUID | None:
        seats = (agent, extension_of(agent))
        return session.scalar(select(ExtensionUse.person_id).where(ExtensionUse.extension.in_(seats)))
