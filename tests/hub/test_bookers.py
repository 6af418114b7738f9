"""Fifty bookers at a hub in the same moment: dispatch, move, send again and cancel; the places are exact."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import pytest
import requests
from sqlalchemy import func, select

from app.command import Command
from app.dispatch import DispatchOrder
from app.orders import CLOSED, CancelOrder
from app.rebooking import BookOrder
from app.wire import Decided
from db.ids import new_id
from db.models.orders import RepairOrder
from db.models.people import Role
from db.models.providers import Booking, BookingState, Capacity, Half
from tests.app.specimens import AT, a
from tests.hub.caller import Caller
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import PROVIDER, SECOND_PROVIDER, TODAY, TOMORROW

BOOKERS, ACTS, TRIES = 50, 8, 5
PLACES = tuple(
    (provider, on, half)
    for provider in (PROVIDER, SECOND_PROVIDER)
    for on in (TODAY, TOMORROW)
    for half in Half
)


@pytest.fixture
def bookers(hub: HubAtWork) -> Iterator[list[Caller]]:
    callers = [signed_in(hub, Role.AGENT if number % 2 else Role.SUPERVISOR) for number in range(BOOKERS)]
    yield callers
    for caller in callers:
        caller.__exit__()


class Booker:
    """Books, moves and cancels its own orders by chance, as fast as the hub answers."""

    def __init__(self, caller: Caller, number: int, start: threading.Barrier) -> None:
        self._caller, self._number, self._start = caller, number, start
        self._chance, self._orders, self._count = Random(number), list[UUID](), count(1)
        self._held: dict[UUID, UUID] = {}
        self.said = Counter[tuple[str, str]]()

    def work(self) -> None:
        self._start.wait()
        for _ in range(ACTS):
            command = self._next()
            decided = self._send(command)
            self.said[command.command_kind(), decided.code or "done"] += 1
            if isinstance(command, DispatchOrder | BookOrder) and decided.code is None:
                self._held[command.order_id] = command.booking_id
            if isinstance(command, DispatchOrder) and decided.code is None:
                self._orders.append(command.order_id)

    def _send(self, command: Command) -> Decided:
        """Send until there is an answer, as a desk does: the same number and id are decided once."""
        for _ in range(TRIES):
            with suppress(requests.ConnectionError):  # fifty at once: the hub may give one up
                return self._caller.do(command)
        return self._caller.do(command)

    def _next(self) -> Command:
        chance = self._chance.random()
        if not self._orders or chance < 0.4:
            return self._dispatch()
        order_id = self._chance.choice(self._orders)
        if chance < 0.85:
            seen = {"seen_booking_id": self._held[order_id]}
            return a(BookOrder, order_id=order_id, **self._place(), **ids("booking_id", "event_id"), **seen)
        self._orders.remove(order_id)
        return a(CancelOrder, order_id=order_id, **ids("event_id"))

    def _dispatch(self) -> DispatchOrder:
        number = f"261123-{self._number:04}-{next(self._count):02}"
        names = ("order_id", "booking_id", "taken_event_id", "sent_event_id")
        return a(DispatchOrder, number=number, **self._place(), **ids(*names))

    def _place(self) -> dict[str, Any]:
        provider, on, half = self._chance.choice(PLACES)
        return {"provider_id": provider, "on": on, "half": half, "answer_by": AT + timedelta(hours=1)}


def ids(*names: str) -> dict[str, UUID]:
    return {name: new_id() for name in names}


@pytest.mark.timeout(600)
def test_fifty_bookers_leave_every_half_day_exactly_as_full_as_its_bookings(
    hub: HubAtWork, bookers: list[Caller]
) -> None:
    with hub.store.write() as session:
        for slot in session.scalars(
            select(Capacity).where(Capacity.provider_id.in_((PROVIDER, SECOND_PROVIDER)))
        ):
            slot.cap = 6  # 48 places for fifty
    start = threading.Barrier(BOOKERS, timeout=300)
    working = [Booker(caller, number, start) for number, caller in enumerate(bookers, start=1)]
    with ThreadPoolExecutor(BOOKERS) as pool:
        for booked in [pool.submit(booker.work) for booker in working]:
            booked.result()
    said = sum((booker.said for booker in working), Counter[tuple[str, str]]())
    assert said.total() == BOOKERS * ACTS
    for kind in ("DispatchOrder", "BookOrder", "CancelOrder"):
        assert said[kind, "done"] > 10, said
    assert said["DispatchOrder", "slot_taken"] > 10, said
    assert {code for _, code in said} == {"done", "slot_taken"}, said
    assert_exact(hub)


def assert_exact(hub: HubAtWork) -> None:
    """The counter of each half-day is its bookings, none holds more than fit, each open order holds one."""
    with hub.store.read() as session:
        booked = Counter(
            (row.provider_id, row.on, row.half)
            for row in session.scalars(select(Booking).where(Booking.state != BookingState.RELEASED))
        )
        slots = session.scalars(select(Capacity)).all()
        held = dict(
            session.execute(
                select(Booking.order_id, func.count())
                .where(Booking.state == BookingState.HELD)
                .group_by(Booking.order_id)
            ).all()
        )
        orders = session.scalars(select(RepairOrder.id).where(RepairOrder.state.not_in(CLOSED))).all()
    for slot in slots:
        assert slot.used == booked[slot.provider_id, slot.on, slot.half] <= slot.cap
    assert any(slot.used == slot.cap for slot in slots)
    assert held == dict.fromkeys(orders, 1)
