"""A branch at work: what its agents, its customers and its clock do at each step of the virtual time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from app.absences import SetAbsence
from app.cases import CaseKind, OpenCase
from app.clockwork import keep_time, once
from app.demo.providers import DemoProviders
from app.demo.world_dice import HOUR_SHARES
from app.dispatch import DispatchOrder, NewCase, RequestOrder
from app.handover import HandOver, HandOverReason, Reassign
from app.orders import CancelOrder, UrgeOrder
from app.rebooking import Deadlines, deadlines
from app.service_time import ZONE, service_day
from db.models.orders import IS_OPEN, OrderState, RepairOrder
from db.store import Store
from tests.simulation.customers import Callers, Wish
from tests.simulation.ledger import Desk, Ledger
from tests.simulation.owners import Owners
from tests.simulation.people import CHANGES, CLOSES, OPENS, People
from tests.simulation.places import add_places, choose

STEP, AT_NIGHT = timedelta(minutes=10), timedelta(minutes=30)
DAYS_OF_PLACES: Final = 16
_AS_REQUEST: Final = 0.03
# by order and day: what customers do while an order is open
_URGES_A_DAY, _MOVES_A_DAY, _CANCELS_A_DAY, _COMPLAINS_A_DAY = 0.45, 0.08, 0.03, 0.02
_CUT_A_DAY: Final = 1.0  # of each desk's network
_CUT_MIN: Final = (20, 240)
_AWAY: Final = 0.05  # of the agents, a day


class Branch:
    """Works a store step by step; ``now`` is its virtual time."""

    def __init__(
        self,
        store: Store,
        people: People,
        callers: Callers,
        *,
        begun_at: datetime,
        orders_a_day: int,
        seed: int,
    ) -> None:
        self.store, self.now = store, begun_at
        self.ledger = Ledger(store, Random(f"{seed}:ids"))
        self.told: Counter[str] = Counter()
        self.people, self._callers, self._orders_a_day = people, callers, orders_a_day
        self.chance = Random(seed)
        self._providers = DemoProviders(seed, begun_at)
        self._owners = Owners(self)
        self.desks = {one.person_id: Desk(self.ledger, one) for one in people.everybody()}
        self._numbers = {person_id: 1000 + number for number, person_id in enumerate(self.desks)}
        self._mended_at: dict[UUID, datetime] = {}
        self._away: set[UUID] = set()
        self._deadlines: tuple[datetime, Deadlines] | None = None

    def step(self) -> None:
        """Let some minutes pass: everybody does what is theirs, and last of all the clock is read."""
        before = self.now.astimezone(ZONE)
        self.now += STEP if OPENS <= before.time() < CLOSES else AT_NIGHT
        here = self.now.astimezone(ZONE)
        if here.date() != before.date():
            self._begin_day()
        self._networks()
        self._calls()
        self._customers()
        self._owners.work()
        for act in self._providers.work(self.store, self.now):
            self.ledger.count(act.command, act.said)
        if here.time() in (CHANGES, CLOSES):
            self._hand_over(self.people.early if here.time() == CHANGES else self.people.late)
        self.told["clock"] += keep_time(self.store, self.now, once)

    def end(self) -> None:
        """Mend every network, so that nothing is left unsent."""
        for desk in self.desks.values():
            desk.mend()
        self.told["clock"] += keep_time(self.store, self.now, once)

    # the floor

    def _begin_day(self) -> None:
        """Give the providers places for another day, and let some agents be away."""
        with self.store.write() as session:
            add_places(session, self._orders_a_day, self.now, DAYS_OF_PLACES)
        self._away.clear()
        for shift in (self.people.early, self.people.late):
            for one in shift[1:]:
                if self.chance.random() < _AWAY:
                    self._let_go(one.person_id, shift[0].person_id)

    def _let_go(self, person_id: UUID, deputy_id: UUID) -> None:
        """Somebody is away today: the deputy stands in, and the supervisor gives their orders over."""
        until = self.now + timedelta(days=1)
        by = self.people.supervisor
        absence = SetAbsence(
            at=self.now,
            **self.ledger.ids("absence_id"),
            person_id=person_id,
            first_at=self.now,
            until_at=until,
            deputy_id=deputy_id,
        )
        self.ledger.do(absence, by)
        self._away.add(person_id)
        self._give(person_id, deputy_id, by.person_id, HandOverReason.ABSENCE)

    def _hand_over(self, leaving: Sequence[Any]) -> None:
        """At the end of a shift what is due before one is back goes to the next shift."""
        taking = self.people.late if leaving is self.people.early else self.people.early
        for number, one in enumerate(leaving):
            to = taking[number % len(taking)].person_id
            if one.person_id not in self._away and not self.desks[one.person_id].is_cut:
                to = taking[0].person_id if to in self._away else to
                self._give(one.person_id, to, one.person_id, HandOverReason.SHIFT_END)

    def _give(self, owner_id: UUID, to: UUID, by_id: UUID, reason: HandOverReason) -> None:
        with self.store.read() as session:
            owned = session.scalars(
                select(RepairOrder.id)
                .where(
                    RepairOrder.owner_id == owner_id,
                    IS_OPEN,
                    RepairOrder.next_step_at < self.now + timedelta(hours=18),
                )
                .order_by(RepairOrder.next_step_at)
                .limit(200)
            ).all()
        if not owned:
            return
        kind = HandOver if by_id == owner_id else Reassign
        command = kind(
            at=self.now, **self.ledger.ids(), order_ids=tuple(owned), to_person_id=to, reason=reason
        )
        desk = self.desks.get(by_id)
        if desk is not None:
            desk.do(command)
        else:
            self.ledger.do(command, self.people.supervisor)

    def _networks(self) -> None:
        """Cut the network of a desk now and then, and mend it again."""
        for person_id, until in list(self._mended_at.items()):
            if until <= self.now:
                del self._mended_at[person_id]
                self.desks[person_id].mend()
        for one in self.people.on_duty(self.now):
            desk = self.desks[one.person_id]
            if not desk.is_cut and self._happens(_CUT_A_DAY, timedelta(hours=6.5)):
                desk.is_cut = True
                minutes = timedelta(minutes=self.chance.randint(*_CUT_MIN))
                self._mended_at[one.person_id] = self.now + minutes
                self.told["cuts"] += 1

    # the customers

    def _calls(self) -> None:
        """Let so many customers call as the hour has, each about one thing to do."""
        hour = self.now.astimezone(ZONE).hour
        mean = self._orders_a_day * HOUR_SHARES.get(hour, 0) / 100 * (STEP / timedelta(hours=1))
        desks = self.on_duty()
        for _ in range(int(mean) + (self.chance.random() < mean % 1)):
            if desks:
                self._take(self.chance.choice(desks), self._callers.wish())

    def deadlines(self) -> Deadlines:
        """Return the deadlines of what is sent, or let go, in this step."""
        if self._deadlines is None or self._deadlines[0] != self.now:
            with self.store.read() as session:
                self._deadlines = self.now, deadlines(session, self.now)
        return self._deadlines[1]

    def on_duty(self) -> list[Desk]:
        return [
            self.desks[one.person_id]
            for one in self.people.on_duty(self.now)
            if one.person_id not in self._away
        ]

    def _take(self, desk: Desk, wish: Wish) -> None:
        """Dispatch the best half-day there is; without a place or without the centre take a request."""
        place = None
        if not desk.is_cut and self.chance.random() >= _AS_REQUEST:
            with self.store.read() as session:
                place = choose(session, self.now, wish.region_code, wish, self.chance)
        day = f"{service_day(self.now):%y%m%d}"
        number = desk.next_number(day, self._numbers[desk.actor.person_id])
        by = self.deadlines()
        facts: dict[str, Any] = {
            "at": self.now,
            "number": number,
            **self.ledger.ids("order_id", "case_id", "taken_event_id"),
            "new_case": NewCase(customer_id=wish.customer_id, summary=wish.fault_code),
            "unit_id": wish.unit_id,
            "address_id": wish.address_id,
            "fault_code": wish.fault_code,
            "entitlement": wish.entitlement,
        }
        if place is None:
            desk.do(RequestOrder(**facts, confirm_by=by.confirm_by))
            return
        desk.do(
            DispatchOrder(
                **(facts | self.ledger.ids("booking_id", "sent_event_id")),
                provider_id=place.provider_id,
                on=place.on,
                half=place.half,
                answer_by=by.answer_by,
            )
        )

    def _customers(self) -> None:
        """Let customers ask again, want another time, want nothing any more, or complain."""
        desks = self.on_duty()
        if not desks:
            return
        with self.store.read() as session:
            orders = session.execute(
                select(RepairOrder.id, RepairOrder.customer_id, RepairOrder.state)
                .where(IS_OPEN)
                .order_by(RepairOrder.opened_at, RepairOrder.id)
            ).all()
        acts: tuple[tuple[float, Callable[[Desk, Any], None]], ...] = (
            (_URGES_A_DAY, self._urge),
            (_MOVES_A_DAY, self._move),
            (_CANCELS_A_DAY, self._cancel),
            (_COMPLAINS_A_DAY, self._complain),
        )
        for order in orders:
            for a_day, act in acts:
                if self._happens(a_day, timedelta(hours=13)):
                    act(self.chance.choice(desks), order)

    def _urge(self, desk: Desk, order: Any) -> None:
        desk.do(UrgeOrder(at=self.now, order_id=order.id, **self.ledger.ids("event_id"), note="问什么时候来"))

    def _cancel(self, desk: Desk, order: Any) -> None:
        desk.do(
            CancelOrder(at=self.now, order_id=order.id, **self.ledger.ids("event_id"), reason="客户不修了")
        )

    def _move(self, desk: Desk, order: Any) -> None:
        if not desk.is_cut and order.state in (OrderState.BOOKED, OrderState.ACCEPTED):
            self._owners.book(desk, order.id, "客户改时间")

    def _complain(self, desk: Desk, order: Any) -> None:
        desk.do(
            OpenCase(
                at=self.now,
                **self.ledger.ids("case_id"),
                customer_id=order.customer_id,
                kind=CaseKind.COMPLAINT,
                summary="等太久",
                severity=self.chance.choice((2, 3, 3, 3, 4)),
                category_code="complaint.slow",
            )
        )

    def _happens(self, a_day: float, day: timedelta) -> bool:
        """Throw whether what comes so often a day comes in this step."""
        return self.chance.random() < a_day * (STEP / day)
