"""What is being dispatched, until it is confirmed: which unit, what fault, who goes, when. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.cases import CaseKind
from app.command import new_id
from app.dispatch import FAULT_NOTE_LENGTH, DispatchOrder, NewCase, RequestOrder
from app.entitlement import Entitlement, Light, StartBasis
from app.pop import OpenCaseLine, PopPage, UnitLine
from app.ranking import HalfDay, ProviderChoice
from app.reference import FaultRow, OrderKind, ProductLine, WorkLevel
from app.service_time import HALF_DAYS, ZONE, Half
from ui.wording import named

_CASES_FOR = {
    OrderKind.REPAIR: frozenset({CaseKind.REPAIR}),
    OrderKind.INSTALLATION: frozenset({CaseKind.INSTALLATION}),
    OrderKind.DELIVERY: frozenset({CaseKind.INSTALLATION}),
    OrderKind.INSPECTION: frozenset({CaseKind.COMPLAINT, CaseKind.RETURN}),
}
UNPROVEN = Entitlement(Light.UNKNOWN, StartBasis.NONE, None, None, None)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be repaired: a unit of the customer, or a product line when it is not registered."""

    line: ProductLine
    unit: UnitLine | None = None

    @property
    def entitlement(self) -> Entitlement:
        return self.unit.entitlement if self.unit else UNPROVEN


@dataclass(slots=True, kw_only=True)
class Visit:
    """Who goes when, so far: ``wanted`` is the half-day a person asked for, ``slot`` the one offered."""

    choice: ProviderChoice | None = None
    wanted: tuple[date, Half] | None = None
    slot: HalfDay | None = None

    def choose_provider(self, choice: ProviderChoice | None) -> None:
        self.choice = choice
        self.slot = self._offered()

    def pick(self, on: date, half: Half) -> None:
        """Ask for a half-day of the chosen provider."""
        self.wanted = on, half
        self.slot = self._offered()

    def _offered(self) -> HalfDay | None:
        choice = self.choice
        return offered(choice.half_days, self.wanted) if choice and choice.cannot is None else None


@dataclass(slots=True)
class Plan(Visit):
    """What is dispatched, as far as it is known."""

    page: PopPage
    call_id: UUID | None
    note: str
    subject: Subject
    address_id: UUID | None
    region_code: str | None
    place: str
    street: str
    fault: FaultRow | None = None

    @classmethod
    def begin(cls, page: PopPage, call_id: UUID | None, note: str, unit_id: UUID | None = None) -> Plan:
        """Begin with this unit, else the one that the page shows first, and the customer's own address."""
        head, offered_subjects = page.head, subjects(page)
        chosen = (each for each in offered_subjects if each.unit and each.unit.unit_id == unit_id)
        subject = next(chosen, offered_subjects[0])
        place = named(head.place_zh, head.place_en)
        return cls(page, call_id, note, subject, head.address_id, head.region_code, place, head.address_line)

    @property
    def work(self) -> tuple[OrderKind, WorkLevel]:
        """What one must be able to do; as long as the fault is not known, as little as there is."""
        fault = self.fault
        return (fault.kind, WorkLevel(fault.level)) if fault else (OrderKind.REPAIR, WorkLevel.SIMPLE)

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

    def order(self, number: str, summary: str, at: datetime, answer_by: datetime) -> DispatchOrder:
        """Return the order, with the case that it opens."""
        assert self.is_whole
        return DispatchOrder(
            **self._facts(number, summary, at),
            provider_id=self.choice.provider_id,
            on=self.slot.on,
            half=self.slot.half,
            answer_by=answer_by,
            booking_id=new_id(),
            sent_event_id=new_id(),
        )

    def request(self, number: str, summary: str, at: datetime, confirm_by: datetime) -> RequestOrder:
        """Return the order without an appointment, with the case that it opens."""
        assert self.is_request_whole
        return RequestOrder(**self._facts(number, summary, at), confirm_by=confirm_by)

    def _facts(self, number: str, summary: str, at: datetime) -> dict[str, Any]:
        """Return what an order says whoever goes; its ids are new."""
        case = self._open_case()
        customer_id = self.page.head.customer_id
        begun = None if case else NewCase(customer_id=customer_id, call_id=self.call_id, summary=summary)
        return {
            "at": at,
            "order_id": new_id(),
            "number": number,
            "case_id": case.case_id if case else new_id(),
            "new_case": begun,
            "unit_id": self.subject.unit.unit_id if self.subject.unit else None,
            "address_id": self.address_id,
            "fault_code": self.fault.code,
            "fault_note": self.note,
            "entitlement": self.subject.entitlement.frozen(),
            "taken_event_id": new_id(),
        }

    def _open_case(self) -> OpenCaseLine | None:
        """Return the matter that this work belongs to, if it was taken before and nobody goes for it yet."""
        sent = {order.case_id for order in self.page.orders}
        fits = _CASES_FOR[self.fault.kind]
        waiting = (case for case in self.page.cases if case.kind in fits and case.case_id not in sent)
        return next(waiting, None)


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
