"""The lines of the floor: each call is written down, and rings at the desk of who sits at the extension.

The ring brings the caller's page, which is read once, when the call enters the queue, for nobody; before it
goes to a desk it is written down who reads it. A desk is told of its own offers and of the calls that rang
there, and of nothing else. With a call that a colleague passed on come the colleague's notes.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from anyio import to_thread
from sqlalchemy import bindparam, select

from app.call_passing import PassedCall, passed_facts, passed_notes
from app.calls import CallDirection, call_id
from app.command import Actor
from app.errors import DomainError
from app.events import (
    CallArrived,
    CallEnded,
    CallEvent,
    ControlFailed,
    LineEvent,
    LineLost,
    LineUp,
    MemberTold,
    OfferRinging,
    RecordingTold,
)
from app.hub.away import AWAY
from app.hub.call_log import CallLog
from app.hub.faults import log_fault
from app.hub.hub import Hub
from app.hub.line_calls import LineCall, Page
from app.hub.line_queues import Member, join_queues, leave_as_moved, leave_queues, member, seated_members
from app.hub.pops import Pops
from app.hub.read_pool import read_statement
from app.hub.streams import Stream, event_text
from app.hub.told_rings import ToldRings
from app.pop import pop_page
from app.rights import require_query
from app.telephony.agents import extension_of
from app.telephony.carried import event_facts
from app.telephony.line import Line, LostReason
from app.wire import EventKind
from db.models.hub import ExtensionUse, ReadReason
from db.models.people import PersonRole

PATIENCE_S = 0.03  # so long a ring waits for the database
UNHEARD_S = 4 * 3600.0  # no call is silent for so long: its end was lost with the line
_PASSED_S = 0.5  # the notes of who passes a call on are worth more than half a second
_MOST_ASKERS = 1000
_AGAIN_S = 1.0
_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def serving_rings(hub: Hub, pops: Pops, lines: Iterable[Line] = ()) -> AsyncIterator[Rings]:
    """Ring the floor as long as the app runs, with these lines from the start."""
    rings = Rings(hub, pops, PATIENCE_S)
    try:
        for line in lines:
            await rings.attach(line)
        yield rings
    finally:
        await rings.stop()


@dataclass(frozen=True, slots=True)
class _Seat:
    desk_id: UUID
    person: Actor


@dataclass(frozen=True, slots=True)
class _AtWork:
    line: Line
    log: CallLog


class Rings:
    """Tells the desks. Every method is called on the event loop of the hub."""

    def __init__(self, hub: Hub, pops: Pops, patience_s: float) -> None:
        self._hub, self._pops, self._patience_s = hub, pops, patience_s
        self._loop = asyncio.get_running_loop()
        self._lines: dict[str, _AtWork] = {}
        self._standing: dict[str, LineUp | LineLost] = {}  # how each line stands, as it was told last
        self._line_of: dict[str, str] = {}  # by extension: where its agent was heard of last
        self._calls: dict[tuple[str, str], LineCall] = {}
        self._seats: dict[str, _Seat] = {}  # as they were known last, for when the database is away
        self._askers: dict[tuple[str, str, str], UUID] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._told = ToldRings()

    # the lines

    async def attach(self, line: Line) -> None:
        """Follow a line; it is told as lost until it is up."""
        await self.detach(line.name)
        at_work = self._lines[line.name] = _AtWork(line, CallLog(self._hub, line.name, self._on_unheard))
        self._hub.floor.attach(line)
        at_work.log.start()
        line.start(partial(self._on_event, at_work))

    async def detach(self, name: str, *, for_good: bool = False) -> None:
        """Follow a line no more, and let the desks hear that it is gone.

        Its calls stay open for who follows it next; ``for_good`` they end as unknown.
        """
        at_work = self._lines.pop(name, None)
        if at_work is None:
            return
        if not for_good:  # before the line gives its calls up
            await to_thread.run_sync(at_work.log.stop)
        await to_thread.run_sync(at_work.line.stop)
        if for_good:
            await to_thread.run_sync(at_work.log.stop)
        self._hub.floor.detach(name)
        if isinstance(self._standing.get(name), LineUp):
            self.is_lost(name, LostReason.CLOSED)
        self._standing.pop(name, None)

    async def stop(self) -> None:
        for name in list(self._lines):
            await self.detach(name)
        for call in list(self._calls.values()):
            call.following.cancel()
        while self._tasks:  # what asks the database is not cut off: its connection would be lost
            await asyncio.wait(list(self._tasks))

    def is_lost(self, name: str, why: LostReason) -> None:
        """Tell that a line of this hub is not followed, unless that was told."""
        before = self._standing.get(name)
        if not isinstance(before, LineLost) or before.reason != why:
            self._take(LineLost(line=name, at=self._hub.now(), reason=why))

    def greet(self, stream: Stream, heard: int) -> None:
        """Tell a desk that begins to listen how the lines stand, and what it did not hear of its calls."""
        desk_id = stream.speaker.desk_id
        stream.hears_rings = True
        if self._standing:
            self._tell(desk_id, list(self._standing.values()))
        for text in self._told.after(desk_id, heard, self._is_on):
            stream.tell(text)

    def _is_on(self, event: CallEvent) -> bool:
        return (event.line, event.linked_id) in self._calls

    def line_at(self, extension: str, name: str = "", linked_id: str = "") -> Line | None:
        """Return the line that has a call, or that an extension belongs to; None where none is up."""
        if linked_id and not name:
            name = next((line for line, known in self._calls if known == linked_id), "")
        for wanted in (name, self._line_of.get(extension, "") if not name else "", *self._up(name)):
            if wanted in self._lines:
                return self._lines[wanted].line
        return None

    def _up(self, name: str) -> list[str]:
        stand = self._standing.items()
        return [] if name else [line for line, event in stand if isinstance(event, LineUp)]

    def call(self, line: str, linked_id: str) -> LineCall | None:
        return self._calls.get((line, linked_id))

    def asked_by(self, desk_id: UUID, control: str, linked_id: str, agent: str) -> None:
        """Remember whose desk is to hear that what it asked did not come to be."""
        self._askers[control, linked_id, extension_of(agent)] = desk_id
        if len(self._askers) > _MOST_ASKERS:
            del self._askers[next(iter(self._askers))]

    async def sat_down(self, person_id: UUID, extension: str, *, leaves: bool = False) -> None:
        """Let who signs in join their queues, or leave them at the sign-out."""
        line = self.line_at(extension) if extension else None
        if line is None:
            return

        def read() -> Member:
            with self._hub.store.read() as session:
                return member(session, line.name, person_id, extension)

        with suppress(*AWAY):
            who = await to_thread.run_sync(read)
            leave_queues(line, who) if leaves else join_queues(self._hub, line, who)

    async def _let_all_join(self, name: str) -> None:
        """Let everybody who sits here into their queues: the PBX may have forgotten them.

        And out of those they were moved away from while it was not there.
        """
        members: list[Member] | None = None
        while members is None and name in self._lines:
            try:
                members = await to_thread.run_sync(seated_members, self._hub, name)
            except AWAY:  # the store may come after the PBX
                await asyncio.sleep(_AGAIN_S)
        for who in members or ():
            if name in self._lines:
                join_queues(self._hub, self._lines[name].line, who)
                leave_as_moved(self._lines[name].line, who)

    # what a line tells

    def _on_event(self, at_work: _AtWork, event: LineEvent) -> None:
        """Take what a line tells; runs on its thread."""
        at_work.log.tell(event)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, event)

    def _on_unheard(self, event: CallEnded, agents: list[str]) -> None:
        """Take that a call was ended for lack of news; runs on any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.end_unheard, event, agents)

    def end_unheard(self, event: CallEnded, agents: Iterable[str]) -> None:
        """Tell of the end of a call that was written down already, wherever it may be shown still."""
        if (event.line, event.linked_id) in self._calls:
            self._take(event)
            return
        for agent in agents:
            self._begin(self._to_desk(event, agent, None))

    def _take(self, event: LineEvent) -> None:
        match event:
            case CallEvent():
                call = self._call(event)
                call.take(event)
                call.waiting.put_nowait(event)
            case LineUp() | LineLost():
                self._standing[event.line] = event
                _LOG.warning(
                    "the line %s is %s", event.line, "up" if isinstance(event, LineUp) else event.reason
                )
                for stream in self._hub.streams.open_ones():
                    self._tell(stream.speaker.desk_id, [event])
                if isinstance(event, LineUp):
                    self._begin(self._let_all_join(event.line))
            case ControlFailed():
                key = event.control, event.linked_id, extension_of(event.agent)
                desk_id = self._askers.pop(key, None)
                self._begin(self._to_desk(event, event.agent, desk_id))
            case MemberTold():
                self._line_of[extension_of(event.agent)] = event.line
                self._begin(self._to_desk(event, event.agent, None))

    def _call(self, event: CallEvent) -> LineCall:
        key = event.line, event.linked_id
        call = self._calls.get(key)
        if call is None:
            call = self._calls[key] = LineCall()
            call.following = self._begin(self._follow(key, call))
        if isinstance(event, CallArrived) and event.direction is CallDirection.IN:
            call.page = self._begin(self._pops.for_nobody(event.ani, event.line))
        if isinstance(event, OfferRinging):
            self._line_of[extension_of(event.agent)] = event.line
        return call

    def _begin(self, work: Any) -> asyncio.Task[Any]:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)
        return task

    def _over(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        # A page that cannot be read is a ring without one; anything else is a bug.
        if error is not None and not isinstance(error, (DomainError, *AWAY)):
            log_fault(_LOG, "a call is not followed", error)

    async def _to_desk(self, event: LineEvent, agent: str, desk_id: UUID | None) -> None:
        if desk_id is None:
            seat = await self._seat(agent)
            desk_id = seat.desk_id if seat is not None else None
        if desk_id is not None:
            self._tell(desk_id, [event])

    async def _follow(self, key: tuple[str, str], call: LineCall) -> None:
        """Tell what comes of a call until it ends, or until nothing was heard of it for long."""
        try:
            while True:
                event = await asyncio.wait_for(call.waiting.get(), UNHEARD_S)
                agent = getattr(event, "agent", None)
                if agent is not None:
                    await self._at_desk(call, event, agent)
                elif isinstance(event, CallEnded | RecordingTold):
                    for desk_id in call.told:
                        self._tell(desk_id, [event])
                    if isinstance(event, CallEnded):
                        return
        except TimeoutError:
            _LOG.warning("the end of a call was never heard")
        finally:
            del self._calls[key]

    async def _at_desk(self, call: LineCall, event: CallEvent, agent: str) -> None:
        """Tell the desk of an agent; when it hears of the call for the first time, how that began."""
        seat = await self._seat(agent)
        if seat is None:
            return
        before = [call.arrived] if call.arrived and seat.desk_id not in call.told else []
        was_elsewhere = bool(call.told - {seat.desk_id})
        call.told.add(seat.desk_id)
        if not isinstance(event, OfferRinging):
            self._tell(seat.desk_id, [*before, event])
            return
        key = call_id(event.line, event.linked_id)
        page = await self._page_for(call, seat, str(key))
        passed = await self._passed(key, seat) if was_elsewhere else []
        self._tell(seat.desk_id, [*before, event], json.loads(page) if page else None, passed)

    async def _page_for(self, call: LineCall, seat: _Seat, subject: str) -> bytes | None:
        """Return the caller's page, if in time it is there and this person's to read."""
        if call.page is None or not self._hub.streams.listens(seat.desk_id):
            return None
        try:
            require_query(seat.person, pop_page)
            page: bytes = await self._soon(
                self._begin(self._give(call.page, seat.person, subject)), self._patience_s
            )
        except (DomainError, TimeoutError):
            return None
        except AWAY as error:  # the store went away since the page was read
            _LOG.warning("a ring goes without its page: %s", type(error).__name__)
            return None
        except Exception as error:  # a mistake of ours: it rings all the same
            log_fault(_LOG, "a ring goes without its page", error)
            return None
        return page

    async def _passed(self, key: UUID, seat: _Seat) -> list[PassedCall]:
        """Return what colleagues passed on with a call, if this person may read it and the store is there."""

        def read() -> list[PassedCall]:
            with self._hub.store.read() as session:
                return passed_notes(session, key)

        try:
            require_query(seat.person, passed_notes)
            work = self._begin(to_thread.run_sync(read))
            found: list[PassedCall] = await self._soon(work, max(self._patience_s, _PASSED_S))
        except (DomainError, TimeoutError, *AWAY):
            return []
        except Exception as error:  # a mistake of ours: it rings all the same
            log_fault(_LOG, "a ring goes without its notes", error)
            return []
        return found

    async def _give(self, page: asyncio.Task[Page], person: Actor, subject: str) -> bytes:
        """Give a page to a person; that it was read has been written down before it is given."""
        found, shown = await page
        await self._pops.admit(person, shown, self._hub.now())
        if shown:
            await self._pops.log(person.person_id, shown, ReadReason.CALL, subject)
        return found

    async def _soon(self, work: asyncio.Task[Any], patience_s: float | None) -> Any:
        """Return what is done in time. It is not cancelled else: the driver would wait for the database."""
        done, _ = await asyncio.wait({work}, timeout=patience_s)
        if not done:
            raise TimeoutError
        return work.result()

    async def _seat(self, agent: str) -> _Seat | None:
        """Return who sits at an extension, as it was known last if the database does not say in time.

        Where nobody was known there is nothing else to ring: then the database is waited for.
        """
        patience_s = self._patience_s if agent in self._seats else None
        with suppress(DomainError, TimeoutError):
            values = {"agent": agent, "extension": extension_of(agent)}
            rows = await self._soon(self._begin(self._pops.pool.rows(_SEAT, values)), patience_s)
            self._seats.pop(agent, None)
            if rows:
                desk_id, person_id, _ = rows[0]
                roles = frozenset(role for *_, role in rows)
                self._seats[agent] = _Seat(desk_id, Actor(person_id, "", roles))
        return self._seats.get(agent)

    def _tell(
        self,
        desk_id: UUID,
        events: list[Any],
        page: dict[str, Any] | None = None,
        passed: Iterable[PassedCall] = (),
    ) -> None:
        said: dict[str, Any] = {"events": [event_facts(event) for event in events], "page": page}
        if found := [passed_facts(one) for one in passed]:
            said["passed"] = found
        if calls := [event for event in events if isinstance(event, CallEvent)]:
            self._told.number(desk_id, calls, said)
        stream = self._hub.streams.of_desk(desk_id)
        if stream is not None and stream.hears_rings:  # before that it is told by `greet`, in order
            stream.tell(event_text(EventKind.RING, said))


_SEAT: Final = read_statement(
    select(ExtensionUse.desk_id, ExtensionUse.person_id, PersonRole.role)
    .join(PersonRole, PersonRole.person_id == ExtensionUse.person_id)
    .where(ExtensionUse.extension.in_([bindparam("agent"), bindparam("extension")]))
)
