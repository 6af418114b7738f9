"""Writes down what the hub's line tells, as the hub itself, in order, and waits while the store is away."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import CallRecorder, RecordOffer, call_id
from app.command import Command
from app.commands import decide, do
from app.events import (
    CallAnswered,
    CallEnded,
    CallEvent,
    LineEvent,
    LineUp,
    MemberTold,
    OfferEnded,
    OfferRinging,
)
from app.floor.told import moves
from app.hub.away import AWAY
from app.hub.faults import log_fault
from app.hub.hub import Hub
from app.hub.left_calls import end_calls, open_calls
from app.hub.transactions import transact
from app.hub_person import HUB, be_a_person
from app.telephony.agents import extension_of
from db.models.calls import Offer, OfferOutcome
from db.models.hub import ExtensionUse
from db.models.ledger import OutcomeState

AGAIN_S = 1.0
MOST_TOLD = 200_000  # events, each some hundred bytes
SETTLED_S = 10.0  # after the line is up: it has listed what is on
SETTLE_S = 1.0  # so long what is told of the queues may wait while there is more to hear
UNTOLD_S = 60.0  # where the line does not come up
_LOG = logging.getLogger(__name__)

Ended = Callable[[CallEnded, list[str]], None]


@dataclass(slots=True)
class _Told:
    """An event, and what is executed for it as soon as that is known."""

    event: LineEvent
    commands: list[Command] | None = None


class CallLog:
    """A thread that writes; what is told meanwhile waits in memory, for hours of a busy floor.

    The calls that were open when it begins may be on still: those of which the line does not tell again are
    closed once the line has told how it stands, or was not there for a while. ``ended`` hears of each, and at
    which agents it was.
    """

    def __init__(self, hub: Hub, line: str, ended: Ended = lambda _event, _agents: None) -> None:
        self._hub, self._line, self._ended = hub, line, ended
        self._recorder = CallRecorder("", HUB.person_id)
        self._told: queue.Queue[LineEvent | None] = queue.Queue(MOST_TOLD)
        self._is_full = False
        self._lost: set[UUID] = set()  # open when this began, and not told again
        self._has_closed = False
        self._close_at = time.monotonic() + UNTOLD_S
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._run, name="call log", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def tell(self, event: LineEvent) -> None:
        """Take an event; who tells never waits. What does not fit while the store is away is not written."""
        try:
            self._told.put_nowait(event)
        except queue.Full:
            if not self._is_full:
                _LOG.error("the store has been away for so long that calls are not written any more")
            self._is_full = True
        else:
            self._is_full = False

    def stop(self) -> None:
        """Write what was told until now, if the store is there, and end."""
        self._leaving.set()
        self._told.put(None)
        self._thread.join()

    def _run(self) -> None:
        settled_at = 0.0
        self._until_done(self._begin)
        while (event := self._next()) is not None:
            if not isinstance(event, MemberTold):  # of which a list may have fifty thousand
                told = _Told(event)
                if not self._is_done(told):
                    self._decide_with_care(told)
            self._until_done(partial(self._tell_floor, event))
            if self._told.empty() or time.monotonic() - settled_at >= SETTLE_S:
                settled_at = time.monotonic()
                self._until_done(self._settle_floor)

    def _until_done(self, work: Callable[[Session], object]) -> bool:
        """Do it once the store is there; tell whether it is done, and no mistake of ours was in the way."""
        while True:
            try:
                transact(self._hub.store, work)
            except AWAY as error:
                _LOG.warning("a call waits for the store: %s", type(error).__name__)
                if self._leaving.wait(AGAIN_S):
                    return True
            except Exception as error:  # a mistake of ours: the next event is written all the same
                log_fault(_LOG, "an event is not written", error)
                return False
            else:
                return True

    def _next(self) -> LineEvent | None:
        """Wait for what is told next; meanwhile close what was lost, when its time has come."""
        while not self._has_closed:
            try:
                return self._told.get(timeout=max(0.0, self._close_at - time.monotonic()))
            except queue.Empty:
                self._close_lost()
                self._has_closed = True
        return self._told.get()

    def _begin(self, session: Session) -> None:
        """Be a person of the store, and note the calls of this line whose end nobody heard."""
        be_a_person(session)
        self._lost = open_calls(session, self._line)

    def _recall(self, event: LineEvent, session: Session) -> None:
        """Find where a call stands that was on before this began: its rings are numbered on."""
        if isinstance(event, LineUp):
            self._close_at = min(self._close_at, time.monotonic() + SETTLED_S)
        if not isinstance(event, CallEvent):
            return
        call = call_id(event.line, event.linked_id)
        self._lost.discard(call)
        agent = getattr(event, "agent", "")
        if not isinstance(event, OfferRinging | OfferEnded | CallAnswered) or self._recorder.knows(
            call, agent
        ):
            return
        before = session.scalars(
            select(Offer.outcome)
            .where(Offer.call_id == call, Offer.agent == agent)
            .order_by(Offer.ringing_at)
        ).all()
        as_now = {OfferOutcome.RINGING}
        if time.monotonic() < self._close_at:  # so soon it lists what is on; later it rings anew
            as_now.add(OfferOutcome.ANSWERED)
        is_told_again = isinstance(event, OfferRinging) and bool(before) and before[-1] in as_now
        if before:
            self._recorder.remember(call, agent, len(before) - is_told_again)

    def _close_lost(self) -> None:
        """End what is lost; also let nobody stand in a call that was over before this began."""
        ended: list[tuple[CallEnded, list[str]]] = []

        def work(session: Session) -> None:
            ended[:] = end_calls(session, self._lost, self._hub.now())

        self._until_done(work)
        self._lost.clear()
        for event, agents in ended:
            self._ended(event, agents)

    def _is_done(self, told: _Told) -> bool:
        """Write down what an event tells as if nothing could be refused; tell whether nothing was."""
        try:
            transact(self._hub.store, partial(self._do, told))
        except Exception:  # a refusal, a store that is away, or a mistake: there it is seen which
            return False
        return True

    def _do(self, told: _Told, session: Session) -> None:
        if told.commands is None:
            self._recall(told.event, session)
            told.commands = list(self._recorder.commands(told.event))
        for command in told.commands:
            do(session, self._with_person(session, command), HUB)
        for move in self._moves(told.event, session):
            do(session, move, HUB)

    def _decide_with_care(self, told: _Told) -> None:
        if told.commands is None:
            self._until_done(partial(self._recall, told.event))
            told.commands = list(self._recorder.commands(told.event))
        if not self._until_done(partial(self._decide, told.event, told.commands)):
            self._decide_apart(told.event, told.commands)

    def _decide(self, event: LineEvent, commands: list[Command], session: Session) -> None:
        """Write down what an event tells and what it does to agents: one transaction, one commit."""
        for command in commands:
            self._write(command, session)
        self._move(event, session)

    def _decide_apart(self, event: LineEvent, commands: list[Command]) -> None:
        """Write down of an event what can be: a part that a mistake of ours meets takes no other with it."""
        for command in commands:
            self._until_done(partial(self._write, command))
        self._until_done(partial(self._move, event))

    def _move(self, event: LineEvent, session: Session) -> None:
        for command in self._moves(event, session):
            decide(session, command, HUB)

    def _moves(self, event: LineEvent, session: Session) -> Iterator[Command]:
        """Yield what an event does to agents."""
        if self._hub.floor.line_stands(event):
            yield from moves(session, event, partial(self._person_at, session))

    def _tell_floor(self, event: LineEvent, _session: Session) -> None:
        self._hub.floor.line_told(event)

    def _settle_floor(self, _session: Session) -> None:
        self._hub.floor.line_settled(self._line)

    def _write(self, command: Command, session: Session) -> None:
        outcome = decide(session, self._with_person(session, command), HUB)
        if outcome.state is OutcomeState.REFUSED:
            # A line that was joined in the middle of a call tells of offers that nobody has seen begin.
            _LOG.warning("the line's event was refused: %s", outcome.code)

    def _with_person(self, session: Session, command: Command) -> Command:
        """Return an offer with who sits there, any other command as it is."""
        if not isinstance(command, RecordOffer):
            return command
        return command.model_copy(update={"person_id": self._person_at(session, command.agent)})

    def _person_at(self, session: Session, agent: str) -> UUID | None:
        seats = (agent, extension_of(agent))
        return session.scalar(select(ExtensionUse.person_id).where(ExtensionUse.extension.in_(seats)))
