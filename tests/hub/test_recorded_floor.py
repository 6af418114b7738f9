"""Every recording of a real PBX through a hub, its PostgreSQL and the desks that listen to it."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from contextlib import ExitStack

import requests
from sqlalchemy import select

from app.events import LineEvent, LineLost
from app.hub.call_log import extension_of
from app.hub.hub import Hub
from app.hub.rings import Rings
from app.telephony.line import Listener
from app.telephony.recorded import RecordedLine
from db.models.calls import Call, Offer
from db.models.people import Role
from db.store import Store
from tests.hub.caller import Caller, events
from tests.hub.conftest import Clock, signed_in
from tests.hub.serving import serve
from tests.telephony.expected import EXPECTED
from tests.telephony.recordings import ALL, path_of

SEATS = {Role.AGENT: "agent1", Role.SUPERVISOR: "agent2", Role.DISPATCHER: "2001", Role.ANALYST: "2002"}
SPEED = 1000.0
AT_ONCE = 4


class Played(RecordedLine):
    """A recording as a line of its own, which knows when it is over."""

    def __init__(self, name: str) -> None:
        super().__init__(path_of(name), SPEED, name=name)
        self.is_over = threading.Event()

    def start(self, listener: Listener) -> None:
        def tell(event: LineEvent) -> None:
            listener(event)
            if isinstance(event, LineLost):
                self.is_over.set()

        super().start(tell)


class AllPlayed:
    """Holds the recorded lines, some at once, as a hub holds the lines of its store."""

    def __init__(self) -> None:
        self.rings: Rings
        self.may_begin, self.is_over = threading.Event(), threading.Event()

    def of(self, _hub: Hub, rings: Rings) -> AllPlayed:
        self.rings = rings
        return self

    async def run(self) -> None:
        await asyncio.to_thread(self.may_begin.wait)
        free = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._play(name, free) for name in ALL))
        self.is_over.set()

    async def _play(self, name: str, free: asyncio.Semaphore) -> None:
        async with free:
            line = Played(name)
            await self.rings.attach(line)
            await asyncio.to_thread(line.is_over.wait)
            await self.rings.detach(name)

    async def stop(self) -> None:
        """Nothing is left to be stopped."""


class Listening:
    """A desk that notes what rings there."""

    def __init__(self, caller: Caller) -> None:
        self.rang: list[tuple[str, str, str]] = []
        self._said: requests.Response = caller.stream()
        self._events = events(self._said)
        assert next(self._events)[0] == "here"

    def hear(self, until: int) -> None:
        """Listen until so many calls rang here."""
        while len(self.rang) < until:
            kind, data = next(self._events)
            for one in data["events"] if kind == "ring" else ():
                if one["kind"] == "OfferRinging":
                    self.rang.append((one["line"], one["linked_id"], one["agent"]))

    def close(self) -> None:
        self._said.close()


def test_every_recording_is_written_by_the_hub_and_rings_at_its_desks(hub_store: Store, clock: Clock) -> None:
    played = AllPlayed()
    with ExitStack() as stack:
        hub = stack.enter_context(serve(hub_store, clock, lines=played.of))
        stack.callback(played.may_begin.set)
        desks = {}
        for role, extension in SEATS.items():
            desks[extension] = Listening(stack.enter_context(signed_in(hub, role, extension)))
            stack.callback(desks[extension].close)
        played.may_begin.set()
        for extension, desk in desks.items():
            desk.hear(len(expected_at(extension)))
            assert Counter(desk.rang) == Counter(expected_at(extension))
        assert played.is_over.wait(120)
        assert_written(hub.store)


def expected_at(extension: str) -> list[tuple[str, str, str]]:
    """Return what must ring at an extension: recording, call and agent."""
    offers = ((name, *row.split()[:2]) for name in ALL for row in EXPECTED[name].offers)
    return [(name, call, agent) for name, call, agent in offers if extension_of(agent) == extension]


def assert_written(store: Store) -> None:
    """Compare the rows of calls and offers with what is expected of all recordings, times left out."""
    with store.read() as session:
        calls = {call.id: call for call in session.scalars(select(Call).where(Call.line.in_(ALL)))}
        offers = session.scalars(select(Offer).where(Offer.call_id.in_(calls))).all()
    for name in ALL:
        told = [call for call in calls.values() if call.line == name]
        assert sorted(_call(call) for call in told) == sorted(_timeless(EXPECTED[name].calls)), name
        rang = [
            f"{calls[o.call_id].linked_id} {o.agent} {o.outcome}"
            for o in offers
            if calls[o.call_id].line == name
        ]
        wanted = [" ".join((*row.split()[:2], row.split()[4])) for row in EXPECTED[name].offers]
        assert sorted(rang) == sorted(wanted), name


def _call(call: Call) -> str:
    who = (call.linked_id, call.direction, call.ani, call.dnis, call.queue, call.outcome)
    return " ".join(str(each) or "-" for each in who)


def _timeless(rows: list[str]) -> list[str]:
    return [" ".join((*row.split()[:5], row.split()[8])) for row in rows]
