"""What is being dispatched, until it is confirmed: which unit, what fault, who goes, when. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.command import new_id
from app.dispatch import (
    FAULT_NOTE_LENGTH,
    DispatchOrder,
    HalfDay,
    NewCase,
    ProviderChoice,
    RequestOrder,
)
from app.entitlement import Entitlement, Light, StartBasis
from app.pop import PopPage, UnitLine
from app.reference import FaultRow, ProductLine
from app.service_time import HALF_DAYS, ZONE, Half

UNPROVEN = Entitlement(Light.UNKNOWN, StartBasis.NONE, None, None, None)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be repaired: a unit of the customer, or a product line when it is not registered."""

    line: ProductLine
    unit: UnitLine | None = None

    @property
    def entitlement(self) -> Entitlement:
        return self.unit.entitlement if self.unit else UNPROVEN


@dataclass(slots=True)
class Plan:
    """What was chosen so far: ``wanted`` is the half-day a person asked for, ``slot`` the one offered."""

    page: PopPage
    call_id: UUID | None
    note: str
    subject: Subject
    address_id: UUID | None
    region_code: str | None
    fault: FaultRow | None = None
    choice: ProviderChoice | None = None
    wanted: tuple[date, Half] | None = None
    slot: HalfDay | None = None

    @classmethod
    def begin(cls, page: PopPage, call_id: UUID | None, note: str, unit_id: UUID | None = None) -> Plan:
        """Begin with this unit, else the one that the page shows first, and the customer's own address."""
        head, offered_subjects = page.head, subjects(page)
        chosen = (each for each in offered_subjects if each.unit and each.unit.unit_id == unit_id)
        subject = next(chosen, offered_subjects[0])
        return cls(page, call_id, note, subject, head.address_id, head.region_code)

    def choose_provider(self, choice: ProviderChoice | None) -> None:
        self.choice = choice
        self.slot = offered(choice.half_days, self.wanted) if choice else None

    def pick(self, on: date, half: Half) -> None:
        """Ask for a half-day of the chosen provider."""
        self.wanted = on, half
        if self.choice:
            self.slot = offered(self.choice.half_days, self.wanted)

    @property
    def is_too_long(self) -> bool:
        return len(self.note) > FAULT_NOTE_LENGTH

    @property
    def is_whole(self) -> bool:
        return None not in (self.choice, self.slot) and self.is_request_whole

    @property
    def is_request_whole(self) -> bool:
        """Tell whether it can be recorded without an appointment."""
        return None not in (self.fault, self.address_id) and not self.is_too_long

    def order(self, number: str, summary: str, at: datetime) -> DispatchOrder:
        """Return the order, with the case that it opens."""
        assert self.is_whole
        return DispatchOrder(
            **self._facts(number, summary, at),
            provider_id=self.choice.provider_id,
            on=self.slot.on,
            half=self.slot.half,
            booking_id=new_id(),
            sent_event_id=new_id(),
        )

    def request(self, number: str, summary: str, at: datetime, confirm_by: datetime) -> RequestOrder:
        """Return the order without an appointment, with the case that it opens."""
        assert self.is_request_whole
        return RequestOrder(**self._facts(number, summary, at), confirm_by=confirm_by)

    def _facts(self, number: str, summary: str, at: datetime) -> dict[str, Any]:
        """Return what an order says whoever goes; its ids are new."""
        customer_id = self.page.head.customer_id
        return {
            "at": at,
            "order_id": new_id(),
            "number": number,
            "case_id": new_id(),
            "new_case": NewCase(customer_id=customer_id, call_id=self.call_id, summary=summary),
            "unit_id": self.subject.unit.unit_id if self.subject.unit else None,
            "address_id": self.address_id,
            "fault_code": self.fault.code,
            "fault_note": self.note,
            "entitlement": self.subject.entitlement.frozen(),
            "taken_event_id": new_id(),
        }


def subjects(page: PopPage) -> tuple[Subject, ...]:
    """Return what can be repaired: the customer's units, then the product lines for one not registered."""
    units = tuple(Subject(unit.line, unit) for unit in page.units)
    return units + tuple(Subject(line) for line in ProductLine)


def next_half_day(now: datetime) -> tuple[date, Half]:
    """Return the first half-day whose visits have not begun yet."""
    here = now.astimezone(ZONE)
    for half in Half:
        begin: time = HALF_DAYS[half][0]
        if here.time() < begin:
            return here.date(), half
    return here.date() + timedelta(days=1), Half.AM


def offered(half_days: Sequence[HalfDay], wanted: tuple[date, Half] | None) -> HalfDay | None:
    """Return the wanted half-day if it is free, else the next free one after it, else the first free one."""
    free = [slot for slot in half_days if slot.free]
    if wanted is None:
        return free[0] if free else None
    after = (slot for slot in free if (slot.on, slot.half) >= wanted)  # "am" sorts before "pm"
    return next(after, free[0] if free else None)
