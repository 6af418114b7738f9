"""The agents' states at a hub: what the line and the desks' streams tell, and what the clock does.

The store has the states; what is only here can be read again. Nobody is asked in turn: each state says when
the clock will change it, and each stream tells when it comes and goes.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from anyio import to_thread
from sqlalchemy.orm import Session

from app.commands import decide
from app.events import LineEvent, LineLost, LineUp
from app.floor.machine import Happening, Standing, What, next_due
from app.floor.moving import MoveAgent, moved_in
from app.floor.now import ANSWERED, everyone, standings_of, state_facts
from app.hub.away import AWAY
from app.hub.faults import log_fault
from app.hub.floor_line import AtTheLine
from app.hub.streams import Streams
from app.hub.transactions import transact
from app.hub_person import HUB, be_a_person
from app.telephony.line import Line
from app.wire import BESIDE_KEY, FLOOR_KEY, EventKind
from db.models.floor import AgentState
from db.store import Store

GRACE_S: Final = 5.0  # a stream is renewed every ten minutes, and a desk's network may blink
LOOK_S: Final = 1.0
HINT_S: Final = 1.0
_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def keeping_floor(floor: Floor) -> AsyncIterator[None]:
    """Keep the states as long as the hub runs."""
    keeping = asyncio.create_task(floor.run(), name="floor")
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


def _is_done(work: Callable[[], None]) -> bool:
    """Do something for one person; a mistake of ours stops there, and the others' states go on all the same.

    Raises what a store raises that is away.
    """
    try:
        work()
    except AWAY:
        raise
    except Exception as error:
        log_fault(_LOG, "a state is not kept", error)
        return False
    return True


class Floor:
    """How everybody stands, for telling. `hear` and what comes of a commit may come on any thread."""

    def __init__(self, store: Store, streams: Streams, now: Callable[[], datetime]) -> None:
        self._store, self._streams, self._now = store, streams, now
        self.standings: dict[UUID, Standing] = {}
        self._lines: dict[str, AtTheLine] = {}
        self._line_lock = threading.Lock()  # of who asks a line and who hears it
        self._up: set[str] = set()
        self._was_told = False  # that a line is lost: before, nobody knows
        self._has_no_line = True
        self._lost_since: dict[UUID, datetime] = {}  # whose last stream has gone
        self._stuck: dict[UUID, datetime] = {}  # of whom a mistake of ours met what was due then
        self._moved: set[UUID] = set()
        self._answered: set[UUID] = set()  # whose break or call for help has its answer
        self._came_or_went: set[UUID] = set()
        self._is_changed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bell = asyncio.Event()
        streams.heard = self._hear
        store.hear_commits(self._on_commit)

    def attach(self, line: Line) -> None:
        """Let the PBX behind a line know who takes calls."""
        with self._line_lock:
            self._lines[line.name] = AtTheLine(self._store, line)
        self._has_no_line = False

    def detach(self, name: str) -> None:
        """Let a line go: what it told is not waited for any more."""
        with self._line_lock:
            self._lines.pop(name, None)
            self._up.discard(name)
        self._has_no_line = not self._lines
        self._ring()

    @property
    def line_is_lost(self) -> bool:
        """Tell whether no line of those there are is up."""
        return bool(self._lines) and self._was_told and not self._up

    def line_stands(self, event: LineEvent) -> bool:
        """Note whether a line is up; tell whether it changes how the agents stand."""
        if isinstance(event, LineUp):
            self._up.add(event.line)
        elif isinstance(event, LineLost):
            self._up.discard(event.line)
            self._was_told = True
            return not self._up
        return True

    def line_told(self, event: LineEvent) -> None:
        """Take what a line tells, after it was written down. Raises what a store raises that is away.

        What it tells of the queues is written down by `line_settled`.
        """
        with self._line_lock:
            at_line = self._lines.get(event.line)
            if at_line is not None:
                at_line.tell(event)
                if isinstance(event, LineUp):
                    at_line.stand(list(self.standings.items()), anew=True)
        self.changed()

    def line_settled(self, name: str) -> None:
        """Write down what a line told of its queues until now. Raises what a store raises that is away."""
        with self._line_lock:
            if (at_line := self._lines.get(name)) is not None:
                at_line.settle()

    def changed(self) -> None:
        """Say, from any thread, that something of the floor changed that is no agent's state."""
        self._is_changed = True
        self._ring()

    def _hear(self, person_id: UUID) -> None:
        self._came_or_went.add(person_id)
        self._ring()

    def _on_commit(self, session: Session) -> None:
        moved, answered = moved_in(session), session.info.get(ANSWERED, ())
        if moved or answered:
            self._moved.update(moved)
            self._answered.update(answered)
            self._ring()

    def _ring(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bell.set)

    async def run(self) -> None:
        """Work until cancelled; while the store is away what is due waits."""
        self._loop = asyncio.get_running_loop()
        is_begun, hinted_at = False, -HINT_S
        while True:
            try:
                if not is_begun:
                    await to_thread.run_sync(self._begin)
                    is_begun = True
                await to_thread.run_sync(self._see_to_it)
                if self._is_changed and self._loop.time() >= hinted_at + HINT_S:
                    hinted_at, self._is_changed = self._loop.time(), False
                    self._streams.tell_changed(FLOOR_KEY, "")
            except AWAY as error:
                _LOG.warning("the floor waits for the store: %s", type(error).__name__)
                await asyncio.sleep(LOOK_S)
            except Exception as error:  # a mistake of ours: the others' states go on all the same
                log_fault(_LOG, "a state is not kept", error)
                await asyncio.sleep(LOOK_S)
            await self._rest()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), LOOK_S)
        self._bell.clear()

    def _begin(self) -> None:
        """Take up how everybody stood when the last hub ended; whose desk does not come is lost then."""
        with self._store.write() as session:
            be_a_person(session)
        with self._store.read() as session:
            self.standings = everyone(session) | self.standings
        signed_in = [one for one, how in self.standings.items() if how.state is not AgentState.LOGGED_OUT]
        self._came_or_went.update(signed_in)
        self._stand(self.standings)

    def _read_moved(self) -> None:
        """Read how those stand who moved, and tell their desks and the PBX."""
        moved = [self._moved.pop() for _ in range(len(self._moved))]
        if not moved:
            return
        try:
            with self._store.read() as session:
                found = standings_of(session, moved)
            changed = {one: how for one, how in found.items() if self.standings.get(one) != how}
            self._stand(changed)
        except AWAY:
            self._moved.update(moved)
            raise
        self.standings.update(changed)
        for person_id in changed:
            self._is_changed = True
            self._tell_person(person_id)

    def _stand(self, standings: Mapping[UUID, Standing]) -> None:
        """Let the PBX know who takes calls."""
        with self._line_lock:
            for at_line in self._lines.values():
                at_line.stand(standings.items())

    def _tell_person(self, person_id: UUID) -> None:
        if (standing := self.standings.get(person_id)) is not None:
            facts = state_facts(person_id, standing)
            for desk_id in self._streams.of_person(person_id):
                self._streams.tell_desk(desk_id, EventKind.STATE, facts)

    def _tell_answered(self) -> None:
        """Let the desks of who was answered ask for it."""
        while self._answered:
            for desk_id in self._streams.of_person(self._answered.pop()):
                self._streams.tell_desk(desk_id, EventKind.CHANGED, {"key": BESIDE_KEY, "cursor": ""})

    def _see_to_it(self) -> None:
        """Tell who moved or was answered, and write what the streams and the clock did."""
        self._tell_answered()
        self._read_moved()
        for person_id in list(self._came_or_went):
            self._came_or_went.discard(person_id)  # before: who comes or goes meanwhile is seen to again
            try:
                _is_done(partial(self._see_desk, person_id))
            except AWAY:
                self._came_or_went.add(person_id)
                raise
        if self._has_no_line:  # one that was there before tells of nobody's calls any more
            lost = [one for one, how in self.standings.items() if how.line_lost]
            self.move(What.LINE_BACK, lost)
            self._has_no_line = False
        at = self._now()
        late = [one for one, since in self._lost_since.items() if since + timedelta(seconds=GRACE_S) <= at]
        for person_id in late:
            _is_done(partial(self.move, What.DESK_LOST, [person_id]))
            del self._lost_since[person_id]
        for person_id, due in self._due(at):
            if not _is_done(partial(self.move, due.what, [person_id], due.call_id, due.at)):
                self._stuck[person_id] = due.at

    def _due(self, at: datetime) -> list[tuple[UUID, Happening]]:
        found = ((one, next_due(standing)) for one, standing in list(self.standings.items()))
        return [(one, due) for one, due in found if due is not None and self._is_due(one, due.at, at)]

    def _is_due(self, person_id: UUID, due_at: datetime, at: datetime) -> bool:
        return due_at <= at and self._stuck.get(person_id) != due_at

    def _see_desk(self, person_id: UUID) -> None:
        """Note that a desk has gone, or let it be back and tell it how its person stands."""
        if not self._streams.of_person(person_id):
            self._lost_since.setdefault(person_id, self._now())
            return
        self._lost_since.pop(person_id, None)
        standing = self.standings.get(person_id)
        if standing is not None and (standing.desk_lost or standing.state is AgentState.LOGGED_OUT):
            self.move(What.DESK_BACK, [person_id])
        if standing is not None:
            self._stand({person_id: standing})  # it may be at another phone than before
        self._tell_person(person_id)

    def move(
        self,
        what: What,
        persons: Iterable[UUID],
        call_id: UUID | None = None,
        at: datetime | None = None,
    ) -> None:
        """Let something happen to these persons, now. Raises what a store raises that is away."""
        at = at or self._now()
        known = [one for one in persons if one in self.standings]

        def work(session: Session) -> None:
            for person_id in known:
                decide(session, MoveAgent(at=at, person_id=person_id, what=what, call_id=call_id), HUB)

        if known:
            transact(self._store, work)
