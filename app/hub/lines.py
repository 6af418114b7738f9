"""The lines that the store names: each is begun as long as this hub holds it, and anew when it is edited."""

from __future__ import annotations

import asyncio
import logging
import math
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from anyio import to_thread
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.errors import NoKeyring
from app.events import CallEnded
from app.hub.away import AWAY
from app.hub.call_log import UNTOLD_S
from app.hub.facts import fact
from app.hub.faults import log_fault
from app.hub.hub import Hub
from app.hub.left_calls import end_calls, open_calls
from app.hub.line_queues import left_queues
from app.hub.rings import Rings
from app.hub.transactions import transact
from app.line_maker import asterisk_line
from app.line_records import LineRecords
from app.phone_lines import (
    RENEW_S,
    Held,
    Holder,
    LineWay,
    give_lease_back,
    line_names,
    line_way,
    line_ways,
    take_lease,
)
from app.telephony.line import Line, LostReason
from db.ids import new_id
from db.models.floor import QueueMember

SecretOf = Callable[[str, str], str | None]  # by store and line
_LOG = logging.getLogger(__name__)


class Lines:
    """Looks every few seconds which lines there are. ``secret_of`` reads the keyring of who runs the hub.

    While the store is away the lines stay as they are: what they tell waits for it, and whoever else could
    take them has no store either.
    """

    def __init__(self, hub: Hub, rings: Rings, secret_of: SecretOf, look_s: float = RENEW_S) -> None:
        self._hub, self._rings, self._secret_of, self._look_s = hub, rings, secret_of, look_s
        self._holder = Holder(new_id(), socket.gethostname())
        self._running: dict[str, LineWay] = {}
        self._said: dict[str, str] = {}
        self._left: dict[str, float] = {}  # lines that nobody runs, since when by the monotonic clock

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                await self.look()
            except AWAY as error:
                _LOG.warning("the lines wait for the store: %s", type(error).__name__)
            except Exception as error:  # a mistake of ours: the lines that run go on
                log_fault(_LOG, "the lines are not looked after", error)
            await asyncio.sleep(self._look_s)

    async def look(self) -> None:
        """Begin and end lines as the store has them now."""
        names, ways, held = await to_thread.run_sync(transact, self._hub.store, self._renew)
        for name in self._running.keys() - {way.name for way in ways}:
            await self._end(name, for_good=True)
            await to_thread.run_sync(transact, self._hub.store, self._give_back(name))
        for way in ways:
            await self._see_to(way, held[way.name])
        elsewhere = {name for name, one in held.items() if one.holder != self._holder}
        await self._end_left(names - self._running.keys() - elsewhere)

    async def stop(self) -> None:
        """Give every line back, so that who comes next need not wait."""
        for name in list(self._running):
            await self._end(name)
            with suppress(*AWAY):
                await to_thread.run_sync(transact, self._hub.store, self._give_back(name))

    def _renew(self, session: Session) -> tuple[set[str], list[LineWay], dict[str, Held]]:
        ways = line_ways(session)
        now = self._hub.now()
        return (
            line_names(session),
            ways,
            {way.name: take_lease(session, way.name, self._holder, now) for way in ways},
        )

    async def _end_left(self, names: set[str]) -> None:
        """End the calls that are open at lines which nobody runs, a while after that began."""
        now = time.monotonic()
        self._left = {name: self._left.get(name, now) for name in names}
        for name, since in list(self._left.items()):
            if since + UNTOLD_S <= now:
                ended = await to_thread.run_sync(transact, self._hub.store, self._ends(name))
                self._left[name] = math.inf  # once: nothing begins at a line that nobody runs
                for event, agents in ended:
                    self._rings.end_unheard(event, agents)

    def _ends(self, name: str) -> Callable[[Session], list[tuple[CallEnded, list[str]]]]:
        def work(session: Session) -> list[tuple[CallEnded, list[str]]]:
            members = delete(QueueMember).where(QueueMember.line == name)
            waits = line_way(session, name) is not None  # who left a queue by hand may go in again
            session.execute(members.where(QueueMember.is_in) if waits else members)
            calls = open_calls(session, name)
            return end_calls(session, calls, self._hub.now()) if calls else []

        return work

    def _give_back(self, name: str) -> Callable[[Session], None]:
        return lambda session: give_lease_back(session, name, self._holder)

    async def _see_to(self, way: LineWay, held: Held) -> None:
        if held.holder != self._holder:
            if way.name in self._running:
                await self._end(way.name)
            self._say(
                way.name, f"the line {way.name} is held by {held.holder.name}: this hub does not connect"
            )
            self._rings.is_lost(way.name, LostReason.HELD)
        elif self._running.get(way.name) != way:
            line = await to_thread.run_sync(self._make, way)
            if line is None:
                self._rings.is_lost(way.name, LostReason.REFUSED)
                return
            self._say(way.name, f"the line {way.name} begins at {way.host} port {way.port}")
            self._running[way.name] = way
            await self._rings.attach(line)

    async def _end(self, name: str, *, for_good: bool = False) -> None:
        del self._running[name]
        await self._rings.detach(name, for_good=for_good)
        self._said.pop(name, None)

    def _make(self, way: LineWay) -> Line | None:
        """Return the line; None, said once, where its secret is not known."""
        with self._hub.store.read() as session:
            store_id, left = fact(session, "store_id"), left_queues(session, way.name)
        try:
            secret = self._secret_of(store_id, way.name)
        except NoKeyring as error:
            self._say(
                way.name, f"the line {way.name} waits: no keyring holds its secret ({error.details['why']})"
            )
            return None
        if not secret:
            self._say(
                way.name, f"the line {way.name} waits: its secret is not in the keyring of who runs the hub"
            )
            return None
        keeper = LineRecords(self._hub.store, way.name, self._hub.now)
        return asterisk_line(way, secret, keeper=keeper, left=left)

    def _say(self, name: str, what: str) -> None:
        """Log how a line stands once, until it stands otherwise."""
        if self._said.get(name) != what:
            _LOG.warning("%s", what)
        self._said[name] = what


@asynccontextmanager
async def serving_lines(lines: Lines | None) -> AsyncIterator[None]:
    """Hold the store's lines meanwhile, where there is somebody who does."""
    if lines is None:
        yield
        return
    running = asyncio.create_task(lines.run(), name="lines")
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await lines.stop()
