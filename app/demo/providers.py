"""The providers of a made-up service at work: they answer, ring, go, wait for parts and finish.

They decide by chance from a seed, order by order, and act by the commands of their role only, so that what a
desk dispatches moves. Source of the shares: ../shared/research/domain-china.md, section 9.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from app.command import Actor, Command
from app.commands import decide
from app.demo.world_units import Payer, payer
from app.entitlement import Light
from app.order_life import (
    AcceptOrder,
    AwaitPart,
    FinishOrder,
    PartArrived,
    RecordFirstContact,
    RecordVisit,
)
from app.orders import OrderResult
from app.rebooking import Deadlines, RefuseOrder, deadlines
from app.service_time import ZONE
from db.ids import derived_id
from db.models.catalogue import Fault, OrderKind
from db.models.ledger import OutcomeState
from db.models.orders import IS_OPEN, NextStep, OrderEvent, OrderEventKind, OrderState, RepairOrder
from db.models.people import Person, PersonRole, Role
from db.models.providers import Booking, BookingState, Provider, Technician
from db.store import Store

_SILENT, _REFUSES = 0.04, 0.05
_ANSWER_MIN, _RING_MIN = 18, 35  # medians, in minutes
_NO_SHOW, _NOBODY_HOME, _BY_PHONE = 0.02, 0.04, 0.03
_LATE_REPORT, _LATE_PART = 0.04, 0.12
_VISITS: Final = ((1, 84), (2, 13), (3, 3))
_RESULTS: Final = (
    (OrderResult.OK, 86),
    (OrderResult.NO_FAULT, 4),
    (OrderResult.EXCHANGED, 1.2),
    (OrderResult.RETURNED, 0.5),
)
_HOUR = timedelta(hours=1)
T = TypeVar("T")
_WENT: Final = (OrderEventKind.VISITED, OrderEventKind.NOBODY_HOME)


@dataclass(frozen=True, slots=True)
class Standing:
    """An open order at its provider, as the provider sees it. ``sent_at`` is when its place was taken."""

    order_id: UUID
    customer_id: UUID
    provider_id: UUID
    state: OrderState
    next_step: NextStep
    next_step_at: datetime
    promised_from: datetime | None
    promised_to: datetime | None
    first_contact_at: datetime | None
    opened_at: datetime
    light: str
    kind: OrderKind
    minutes: int
    is_main_part: bool
    is_paid: bool
    on_time_pct: int
    sent_at: datetime | None
    visits: int


@dataclass(frozen=True, slots=True)
class Act:
    """What a provider does now, for which customer; ``said`` is what came of it, empty before."""

    by: Actor
    command: Command
    customer_id: UUID
    said: str = ""


class DemoProviders:
    """Plays every provider of a store; the same again for the same seed, order and time.

    ``speed``: how many times faster than people they answer, ring and report; visits keep to what was
    promised. What should have been done before ``begun_at`` is done in the first minutes after it.
    """

    def __init__(self, seed: int, begun_at: datetime, speed: float = 1.0) -> None:
        self._seed, self._begun_at, self._speed = seed, begun_at, speed
        self._next: dict[UUID, tuple[Standing, datetime | None]] = {}  # as each order stood when looked at

    def work(self, store: Store, now: datetime) -> list[Act]:
        """Decide what all providers do until an instant; return it with what came of each."""
        with store.read() as session:
            acts = self.acts(session, now)
        said = []
        for act in acts:
            with store.write() as session:
                outcome = decide(session, act.command, act.by)
            is_done = outcome.state is OutcomeState.DONE
            said.append(replace(act, said="done" if is_done else outcome.code or "refused"))
        return said

    def acts(self, session: Session, now: datetime) -> list[Act]:
        """Return what the providers do at an aware instant, the oldest order first. Only reads."""
        standing = standing_orders(session)
        self._next = {one.order_id: self._seen(one) for one in standing}
        due = [one for one in standing if self._is_time(one, now)]
        if not due:
            return []
        by, actors, visitors = deadlines(session, now), _actors(session), _technicians(session)
        return [
            Act(actors[one.provider_id], command, one.customer_id)
            for one in due
            if one.provider_id in actors and visitors.get(one.provider_id)
            for command in self._commands(one, visitors[one.provider_id], by, now)
        ]

    def _is_time(self, one: Standing, now: datetime) -> bool:
        _, at = self._next[one.order_id]
        return at is not None and at <= now

    def _seen(self, one: Standing) -> tuple[Standing, datetime | None]:
        """Return an order and when it is taken up, worked out anew only once it has moved on."""
        before = self._next.get(one.order_id)
        return before if before is not None and before[0] == one else (one, self.acts_at(one))

    def acts_at(self, one: Standing) -> datetime | None:
        """Return when the provider takes up an order next; None: it does not."""
        at = self._planned_at(one)
        if at is None or at >= self._begun_at:
            return at
        return self._begun_at + 20 * timedelta(minutes=1) * self._chance(one, "begin").random() / self._speed

    def _planned_at(self, one: Standing) -> datetime | None:
        match one.next_step:
            case NextStep.PROVIDER_ANSWER:
                return self._answers_at(one)
            case NextStep.VISIT if one.first_contact_at is None:
                rung = self._minutes(one, "ring", _RING_MIN)
                return min(_by_day((one.sent_at or one.opened_at) + rung), self._goes_at(one))
            case NextStep.VISIT:
                return self._goes_at(one)
            case NextStep.REPORT:
                return self._reports_at(one)
            case NextStep.PART:
                return self._part_at(one)
            case _:
                return None  # the owner is at it

    def _answers_at(self, one: Standing) -> datetime | None:
        if self._chance(one, "silent").random() < _SILENT:
            return None
        return _by_day((one.sent_at or one.opened_at) + self._minutes(one, "answer", _ANSWER_MIN))

    def _goes_at(self, one: Standing) -> datetime:
        chance = self._chance(one, "go")
        begins = one.promised_from or one.next_step_at - 3 * _HOUR
        ends = one.promised_to or one.next_step_at
        if chance.random() < _NO_SHOW:
            return _by_day(ends + 20 * _HOUR)
        if chance.random() * 100 > one.on_time_pct:
            return _by_day(ends + chance.uniform(0.1, 4) * _HOUR)
        return begins + (ends - begins) * chance.random()

    def _reports_at(self, one: Standing) -> datetime:
        chance = self._chance(one, "report")
        if chance.random() < _LATE_REPORT:
            return one.next_step_at + chance.uniform(0.1, 3) * _HOUR
        return one.next_step_at - timedelta(minutes=25) * chance.random()

    def _part_at(self, one: Standing) -> datetime:
        chance = self._chance(one, "part")
        if chance.random() < _LATE_PART:
            return _by_day(one.next_step_at + chance.uniform(1, 30) * _HOUR)
        return _by_day(one.next_step_at - chance.uniform(0, 6) * _HOUR)

    def _commands(
        self, one: Standing, technicians: Sequence[UUID], by: Deadlines, now: datetime
    ) -> Iterator[Command]:
        facts: dict[str, Any] = {"at": now, "order_id": one.order_id}
        match one.next_step:
            case NextStep.PROVIDER_ANSWER:
                yield self._answer(one, technicians, by, facts)
            case NextStep.VISIT if self._chance(one, "phone").random() < _BY_PHONE and _mends(one):
                yield FinishOrder(
                    **facts, **_ids(one, "finish", "event_id"), result=OrderResult.SOLVED_BY_PHONE
                )
            case NextStep.VISIT if one.first_contact_at is None:
                yield RecordFirstContact(**facts, **_ids(one, "ring", "event_id"))
            case NextStep.VISIT:
                yield self._visit(one, facts, now)
            case NextStep.REPORT:
                yield self._report(one, facts, now)
            case NextStep.PART:
                ids = _ids(one, "arrived", "event_id")
                yield PartArrived(**facts, **ids, confirm_by=by.confirm_by)

    def _answer(
        self, one: Standing, technicians: Sequence[UUID], by: Deadlines, facts: dict[str, Any]
    ) -> Command:
        chance = self._chance(one, "says")
        if chance.random() < _REFUSES:
            return RefuseOrder(
                **facts,
                **_ids(one, "refuse", "event_id", "booking_id", "sent_event_id"),
                provider_id=one.provider_id,
                answer_by=by.answer_by,
                confirm_by=by.confirm_by,
                reason="当天排满了",
            )
        technician_id = chance.choice(technicians)
        return AcceptOrder(**facts, **_ids(one, "accept", "event_id"), technician_id=technician_id)

    def _visit(self, one: Standing, facts: dict[str, Any], now: datetime) -> Command:
        is_home = self._chance(one, "home").random() >= _NOBODY_HOME
        wait = timedelta(minutes=one.minutes + 40) if is_home else 2 * _HOUR
        return RecordVisit(**facts, **_ids(one, "visit", "event_id"), is_home=is_home, next_at=now + wait)

    def _report(self, one: Standing, facts: dict[str, Any], now: datetime) -> Command:
        chance = self._chance(one, "result")
        if _mends(one) and one.visits < self._visits(one):
            part_by = _by_day(now + timedelta(days=chance.randint(1, 3)))
            ids = _ids(one, "part", "event_id")
            return AwaitPart(**facts, **ids, part_by=part_by, note="缺件，已向备件库要货")
        result = _throw(chance, _RESULTS) if _mends(one) else OrderResult.OK
        pays = payer(Light(one.light), one.is_main_part, one.is_paid) is Payer.CUSTOMER
        yuan = min(2600, round(180 * chance.lognormvariate(0, 0.83), -1)) if pays else 0
        is_free = result is not OrderResult.OK or not _mends(one)
        ids = _ids(one, "finish", "event_id")
        return FinishOrder(**facts, **ids, result=result, paid_fen=0 if is_free else int(yuan) * 100)

    def _visits(self, one: Standing) -> int:
        return _throw(Random(f"{self._seed}:{one.order_id}:visits"), _VISITS)

    def _minutes(self, one: Standing, what: str, median: float) -> timedelta:
        minutes = median * self._chance(one, what).lognormvariate(0, 0.7)
        return timedelta(minutes=minutes / self._speed)

    def _chance(self, one: Standing, what: str) -> Random:
        """Return a chance that is the same however often one looks, until the order has moved on."""
        return Random(f"{self._seed}:{one.order_id}:{one.provider_id}:{one.sent_at}:{one.visits}:{what}")


def standing_orders(session: Session, *conditions: ColumnElement[bool]) -> list[Standing]:
    """Return the open orders that are at a provider, oldest first."""
    went = (
        select(func.count(OrderEvent.id))
        .where(OrderEvent.order_id == RepairOrder.id, OrderEvent.kind.in_(_WENT))
        .scalar_subquery()
    )
    same = aliased(RepairOrder)
    is_open = select(same.id).where(IS_OPEN)
    found = session.execute(
        select(
            RepairOrder.id,
            RepairOrder.customer_id,
            RepairOrder.provider_id,
            RepairOrder.state,
            RepairOrder.next_step,
            RepairOrder.next_step_at,
            RepairOrder.promised_from,
            RepairOrder.promised_to,
            RepairOrder.first_contact_at,
            RepairOrder.opened_at,
            RepairOrder.entitlement,
            Fault.kind,
            Fault.minutes,
            Fault.is_main_part,
            Fault.is_paid,
            Provider.on_time_pct,
            Booking.held_at,
            went,
        )
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .join(Provider, Provider.id == RepairOrder.provider_id)
        .outerjoin(Booking, (Booking.order_id == RepairOrder.id) & (Booking.state == BookingState.HELD))
        .where(RepairOrder.id.in_(is_open), RepairOrder.provider_id.is_not(None), *conditions)
        .order_by(RepairOrder.opened_at, RepairOrder.id)
    )
    return [_standing(tuple(row)) for row in found]


def _standing(row: tuple[Any, ...]) -> Standing:
    light = row[10].get("light", Light.UNKNOWN.value)
    values: tuple[Any, ...] = (*row[:10], light, *row[11:])
    return Standing(*values)


def _actors(session: Session) -> dict[UUID, Actor]:
    """Return who acts for each provider; one without anybody who signs in does nothing."""
    found = session.execute(
        select(Person.provider_id, Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == Role.PROVIDER, Person.provider_id.is_not(None), Person.active)
        .order_by(Person.login)
    )
    return {
        provider_id: Actor(person_id, name, frozenset({Role.PROVIDER}))
        for provider_id, person_id, name in found
        if provider_id is not None
    }


def _technicians(session: Session) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    rows = session.execute(
        select(Technician.provider_id, Technician.id).where(Technician.active).order_by(Technician.id)
    )
    for provider_id, technician_id in rows:
        found.setdefault(provider_id, []).append(technician_id)
    return found


def _ids(one: Standing, what: str, *names: str) -> dict[str, UUID]:
    """Return the ids of a command: the same for whoever plays this provider at this step."""
    step = (one.order_id, one.provider_id, one.next_step_at.isoformat(), str(one.visits))
    return {name: derived_id("demo_provider", what, name, *step) for name in ("id", *names)}


def _mends(one: Standing) -> bool:
    return one.kind is OrderKind.REPAIR


def _throw(chance: Random, shares: Sequence[tuple[T, float]]) -> T:
    [thrown] = chance.choices([each for each, _ in shares], [weight for _, weight in shares])
    return thrown


def _by_day(at: datetime) -> datetime:
    """Move an instant of the night to the next morning: nobody works between 20:00 and 8:00."""
    local = at.astimezone(ZONE)
    if 8 <= local.hour < 20:
        return at
    morning = local.replace(hour=8, minute=local.minute, second=local.second)
    return (morning + timedelta(days=local.hour >= 20)).astimezone(at.tzinfo)
