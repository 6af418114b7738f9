"""The PBX of the floor: each call is written down, and rings at the desk whose person sits at the extension.

The ring brings the caller's page, which is read once, when the call enters the queue, for nobody; before it
goes to a desk it is written down who reads it. A desk is told of its own offers and of the calls that rang
there, and of nothing else.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from psycopg import Error
from sqlalchemy import bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from app.calls import CallDirection, call_id
from app.command import Actor
from app.errors import DomainError
from app.events import CallArrived, CallEnded, CallEvent, LineEvent, LineLost, LineUp, OfferRinging
from app.hub.call_log import CallLog, extension_of
from app.hub.faults import log_fault
from app.hub.hub import Hub
from app.hub.pops import Pops
from app.hub.read_pool import read_statement
from app.pop import pop_page
from app.rights import require_query
from app.telephony.carried import event_facts
from app.telephony.line import Line
from app.wire import EventKind
from db.models.hub import ExtensionUse, ReadReason
from db.models.people import PersonRole
from db.store import StoreProblem

PATIENCE_S = 0.03  # so long a ring waits for the database
UNHEARD_S = 4 * 3600.0  # no call is silent for so long: its end was lost with the line
_AWAY = (SQLAlchemyError, StoreProblem, Error)
_LOG = logging.getLogger(__name__)

Page = tuple[bytes, list[UUID]]


@asynccontextmanager
async def serving_rings(hub: Hub, pops: Pops, line: Line | None) -> AsyncIterator[None]:
    """Ring the floor as long as the app runs, if this hub has a line."""
    rings = Rings(hub, pops, line, PATIENCE_S) if line is not None else None
    if rings is not None:
        rings.start()
    try:
        yield
    finally:
        if rings is not None:
            await rings.stop()


@dataclass(frozen=True, slots=True)
class _Seat:
    desk_id: UUID
    person: Actor


@dataclass(slots=True)
class _Call:
    """A call on the floor: what comes of it is told in order, call by call."""

    arrived: CallArrived | None = None
    page: asyncio.Task[Page] | None = None
    told: set[UUID] = field(default_factory=set)  # the desks that know of it
    waiting: asyncio.Queue[CallEvent] = field(default_factory=asyncio.Queue)
    following: asyncio.Task[None] = field(init=False)


class Rings:
    """Tells the desks. Start and stop it on the event loop of the hub."""

    def __init__(self, hub: Hub, pops: Pops, line: Line, patience_s: float) -> None:
        self._hub, self._pops, self._line, self._patience_s = hub, pops, line, patience_s
        self._log = CallLog(hub, line.name)
        self._loop = asyncio.get_running_loop()
        self._calls: dict[str, _Call] = {}
        self._seats: dict[str, _Seat] = {}  # as they were known last, for when the database is away
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self) -> None:
        self._log.start()
        self._line.start(self._on_event)

    async def stop(self) -> None:
        await asyncio.to_thread(self._line.stop)
        await asyncio.to_thread(self._log.stop)
        for call in list(self._calls.values()):
            call.following.cancel()
        while self._tasks:  # what asks the database is not cut off: its connection would be lost
            await asyncio.wait(list(self._tasks))

    def _on_event(self, event: LineEvent) -> None:
        """Take what the line tells; runs on its thread."""
        self._log.tell(event)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, event)

    def _take(self, event: LineEvent) -> None:
        if isinstance(event, CallEvent):
            self._call(event).waiting.put_nowait(event)
        elif isinstance(event, LineUp | LineLost):
            for stream in self._hub.streams.open_ones():
                self._tell(stream.speaker.desk_id, [event])

    def _call(self, event: CallEvent) -> _Call:
        call = self._calls.get(event.linked_id)
        if call is None:
            call = self._calls[event.linked_id] = _Call()
            call.following = self._begin(self._follow(event.linked_id, call))
        if isinstance(event, CallArrived):
            call.arrived = event
            if event.direction is CallDirection.IN:
                call.page = self._begin(self._pops.for_nobody(event.ani, event.line))
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
        if error is not None and not isinstance(error, (DomainError, *_AWAY)):
            log_fault(_LOG, "a call is not followed", error)

    async def _follow(self, linked_id: str, call: _Call) -> None:
        """Tell what comes of a call until it ends, or until nothing was heard of it for long."""
        try:
            while True:
                event = await asyncio.wait_for(call.waiting.get(), UNHEARD_S)
                agent = getattr(event, "agent", None)
                if agent is not None:
                    await self._at_desk(call, event, agent)
                elif isinstance(event, CallEnded):
                    for desk_id in call.told:
                        self._tell(desk_id, [event])
                    return
        except TimeoutError:
            _LOG.warning("the end of a call was never heard")
        finally:
            del self._calls[linked_id]

    async def _at_desk(self, call: _Call, event: CallEvent, agent: str) -> None:
        """Tell the desk of an agent; when it hears of the call for the first time, how that began."""
        seat = await self._seat(agent)
        if seat is None:
            return
        before = [call.arrived] if call.arrived and seat.desk_id not in call.told else []
        call.told.add(seat.desk_id)
        if not isinstance(event, OfferRinging):
            self._tell(seat.desk_id, [*before, event])
            return
        page = await self._page_for(call, seat, str(call_id(event.line, event.linked_id)))
        self._tell(seat.desk_id, [*before, event], json.loads(page) if page else None)

    async def _page_for(self, call: _Call, seat: _Seat, subject: str) -> bytes | None:
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
        except _AWAY as error:  # the store went away since the page was read
            _LOG.warning("a ring goes without its page: %s", type(error).__name__)
            return None
        return page

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

    def _tell(self, desk_id: UUID, events: list[Any], page: dict[str, Any] | None = None) -> None:
        said = {"events": [event_facts(event) for event in events], "page": page}
        self._hub.streams.tell_desk(desk_id, EventKind.RING, said)


_SEAT: Final = read_statement(
    select(ExtensionUse.desk_id, ExtensionUse.person_id, PersonRole.role)
    .join(PersonRole, PersonRole.person_id == ExtensionUse.person_id)
    .where(ExtensionUse.extension.in_([bindparam("agent"), bindparam("extension")]))
)
