"""Dispatch: who goes when. A slot is promised only when it is held, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up
from app.errors import MoveNotAllowed, NotCovered, NotFound, SlotTaken
from app.orders import ORDER_NUMBER
from app.seen_numbers import note_numbers
from app.service_time import half_day
from db.models.cases import Case, CaseKind, CaseState
from db.models.catalogue import Fault, ProductLine
from db.models.customers import Address, Customer, Unit
from db.models.orders import NextStep, OrderEvent, OrderEventKind, OrderState, RepairOrder
from db.models.providers import Booking, BookingState, Capacity, Coverage, Half, Provider

DAYS_AHEAD = 14
FAULT_NOTE_LENGTH = 20_000  # as long as the notes of a call


class NewCase(BaseModel):
    """The facts of a repair case that is opened by its first order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    customer_id: UUID
    call_id: UUID | None = None
    summary: str


class OrderFacts(BaseModel):
    """What an order says of a repair, whoever goes and whenever.

    ``new_case`` opens the case with the order; without it the case must be there and open.
    """

    order_id: UUID
    number: str = Field(pattern=ORDER_NUMBER)
    case_id: UUID
    new_case: NewCase | None = None
    unit_id: UUID | None
    address_id: UUID
    fault_code: str
    fault_note: str = Field(default="", max_length=FAULT_NOTE_LENGTH)
    entitlement: dict[str, Any]
    taken_event_id: UUID

    def case(self, session: Session, by: Actor, at: datetime, due_at: datetime) -> Case:
        """Return the case of the order, opened if it is new. Raises NotFound, MoveNotAllowed."""
        if self.new_case is not None:
            return self._open_case(session, self.new_case, by, at, due_at)
        case = fetch(session, Case, self.case_id)
        if case.state is not CaseState.OPEN:
            raise MoveNotAllowed(old=case.state.value, new="dispatched")
        self._require_unit(session, case.customer_id)
        return case

    def _open_case(self, session: Session, facts: NewCase, by: Actor, at: datetime, due_at: datetime) -> Case:
        look_up(session, Customer, facts.customer_id)
        self._require_unit(session, facts.customer_id)
        case = Case(
            id=self.case_id,
            customer_id=facts.customer_id,
            kind=CaseKind.REPAIR,
            state=CaseState.OPEN,
            unit_id=self.unit_id,
            call_id=facts.call_id,
            owner_id=by.person_id,
            summary=facts.summary,
            opened_at=at,
            due_at=due_at,
        )
        session.add(case)
        session.flush()
        return case

    def address(self, session: Session, customer_id: UUID) -> Address:
        """Return where the visit goes. Raises NotFound, also for an address of somebody else."""
        address = look_up(session, Address, self.address_id)
        if address.customer_id != customer_id:
            raise NotFound(what="address", id=str(self.address_id))
        return address

    def order(self, case: Case, by: Actor, at: datetime, **step: Any) -> RepairOrder:
        """Return the order, taken at an instant; ``step`` says its state and what comes next."""
        return RepairOrder(
            id=self.order_id,
            number=self.number,
            customer_id=case.customer_id,
            case_id=case.id,
            unit_id=self.unit_id,
            address_id=self.address_id,
            fault_code=self.fault_code,
            fault_note=self.fault_note,
            owner_id=by.person_id,
            entitlement=self.entitlement,
            urge_count=0,
            opened_at=at,
            **step,
        )

    def event(
        self, event_id: UUID, case: Case, kind: OrderEventKind, note: str, by: Actor, at: datetime
    ) -> OrderEvent:
        return OrderEvent(
            id=event_id,
            order_id=self.order_id,
            customer_id=case.customer_id,
            kind=kind,
            at=at,
            who=by.name,
            note=note,
        )

    def _require_unit(self, session: Session, customer_id: UUID) -> None:
        if self.unit_id is not None:
            unit = look_up(session, Unit, self.unit_id)
            if unit.customer_id != customer_id:
                raise NotFound(what="unit", id=str(self.unit_id))


class DispatchOrder(OrderFacts, Command):
    """Send a repair to a provider and hold a half-day there, or refuse whole.

    Raises: NotFound, also for a unit or an address of somebody else; MoveNotAllowed when the case is
    closed; NotCovered; SlotTaken.
    """

    central_only: ClassVar[bool] = True

    provider_id: UUID
    on: date
    half: Half
    booking_id: UUID
    sent_event_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        case = self.case(session, by, self.at, half_day(self.on, self.half)[1])
        provider = look_up(session, Provider, self.provider_id)
        self._require_coverage(session, case.customer_id)
        hold_half_day(session, self.provider_id, self.on, self.half)
        session.add(self._booked_order(case, by))
        session.flush()
        session.add(
            Booking(
                id=self.booking_id,
                order_id=self.order_id,
                customer_id=case.customer_id,
                provider_id=self.provider_id,
                on=self.on,
                half=self.half,
                state=BookingState.HELD,
                held_at=self.at,
            )
        )
        session.add(self.event(self.taken_event_id, case, OrderEventKind.TAKEN, self.fault_note, by, self.at))
        note_numbers(session, case.customer_id, self.fault_note, self.at, self.order_id)
        session.add(
            self.event(self.sent_event_id, case, OrderEventKind.DISPATCHED, provider.name, by, self.at)
        )

    def _booked_order(self, case: Case, by: Actor) -> RepairOrder:
        begins_at, ends_at = half_day(self.on, self.half)
        return self.order(
            case,
            by,
            self.at,
            provider_id=self.provider_id,
            state=OrderState.BOOKED,
            next_step=NextStep.VISIT,
            next_step_at=ends_at,
            promised_from=begins_at,
            promised_to=ends_at,
        )

    def _require_coverage(self, session: Session, customer_id: UUID) -> None:
        address = self.address(session, customer_id)
        line = look_up(session, Fault, self.fault_code).line
        covering = (
            select(Coverage.provider_id)
            .join(Provider, Provider.id == Coverage.provider_id)
            .where(
                Provider.id == self.provider_id,
                Provider.active.is_(True),
                Coverage.line == line,
                Coverage.region_code.in_(region_path(address.region_code)),
            )
        )
        if session.execute(covering).first() is None:
            raise NotCovered(provider=str(self.provider_id), region=address.region_code)


class RequestOrder(OrderFacts, Command):
    """Take a repair whose appointment nobody can hold now; its owner confirms one in time.

    ``confirm_by``: until then the customer hears when somebody comes.
    Raises: NotFound, also for a unit or an address of somebody else; MoveNotAllowed when the case is closed.
    """

    confirm_by: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:
        case = self.case(session, by, self.at, self.confirm_by)
        self.address(session, case.customer_id)
        look_up(session, Fault, self.fault_code)
        session.add(
            self.order(
                case,
                by,
                self.at,
                state=OrderState.REQUESTED,
                next_step=NextStep.CONFIRM_SLOT,
                next_step_at=self.confirm_by,
            )
        )
        session.flush()
        session.add(self.event(self.taken_event_id, case, OrderEventKind.TAKEN, self.fault_note, by, self.at))
        note_numbers(session, case.customer_id, self.fault_note, self.at, self.order_id)


def hold_half_day(session: Session, provider_id: UUID, on: date, half: Half) -> None:
    """Take one place of a half-day. Raises SlotTaken when none is left; counting and taking are one step."""
    taken = session.execute(
        update(Capacity)
        .where(
            Capacity.provider_id == provider_id,
            Capacity.on == on,
            Capacity.half == half,
            Capacity.used < Capacity.cap,
        )
        .values(used=Capacity.used + 1)
    )
    assert isinstance(taken, CursorResult)
    if taken.rowcount != 1:
        raise SlotTaken(on=on.isoformat(), half=half.value)


def region_path(code: str) -> tuple[str, ...]:
    """Return a region's code and those above it, narrowest first (9, 6, 4 and 2 digits).

    Source: GB/T 2260, where each level's code begins with the code of the level above.
    """
    return tuple(code[:length] for length in (9, 6, 4, 2) if length <= len(code))


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One half-day of a provider; ``free`` is None where the provider does not work."""

    on: date
    half: Half
    free: int | None


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """A provider who may go, and when it can. ``near`` is the length of the region code that matched."""

    provider_id: UUID
    name: str
    technician: str
    phone: str
    top_box_pct: int
    on_time_pct: int
    near: int
    rank: int
    half_days: tuple[HalfDay, ...]

    def first_free(self) -> HalfDay | None:
        return next((slot for slot in self.half_days if slot.free), None)


def provider_choices(
    session: Session, region_code: str, line: ProductLine, first_on: date, first_half: Half
) -> list[ProviderChoice]:
    """Return who can go to a region for a product line, best first, with two weeks of half-days.

    ``first_on`` and ``first_half`` say where the weeks begin; half-days before it are left out.
    Order: the narrowest coverage, then the rank agreed with the provider, then its top box.
    """
    found = session.execute(
        select(Provider, Coverage.region_code, Coverage.rank)
        .join(Coverage, Coverage.provider_id == Provider.id)
        .where(
            Coverage.line == line,
            Coverage.region_code.in_(region_path(region_code)),
            Provider.active.is_(True),
        )
    ).all()
    best: dict[UUID, tuple[Provider, int, int]] = {}
    for provider, code, rank in found:
        known = best.get(provider.id)
        if known is None or (len(code), -rank) > (known[1], -known[2]):
            best[provider.id] = (provider, len(code), rank)
    ranked = sorted(best.values(), key=lambda one: (-one[1], one[2], -one[0].top_box_pct, one[0].code))
    days = _half_days(session, list(best), first_on, first_half)
    return [_choice(provider, near, rank, days) for provider, near, rank in ranked]


def _choice(
    provider: Provider, near: int, rank: int, days: dict[UUID, tuple[HalfDay, ...]]
) -> ProviderChoice:
    return ProviderChoice(
        provider_id=provider.id,
        name=provider.name,
        technician=provider.technician,
        phone=provider.phone,
        top_box_pct=provider.top_box_pct,
        on_time_pct=provider.on_time_pct,
        near=near,
        rank=rank,
        half_days=days[provider.id],
    )


def _half_days(
    session: Session, providers: Sequence[UUID], first_on: date, first_half: Half
) -> dict[UUID, tuple[HalfDay, ...]]:
    rows = session.execute(
        select(Capacity.provider_id, Capacity.on, Capacity.half, Capacity.cap - Capacity.used).where(
            Capacity.provider_id.in_(providers),
            Capacity.on >= first_on,
            Capacity.on < first_on + timedelta(days=DAYS_AHEAD),
            Capacity.cap > 0,
        )
    )
    free = {(provider, on, half): left for provider, on, half, left in rows}
    slots = [
        (first_on + timedelta(days=day), half)
        for day in range(DAYS_AHEAD)
        for half in Half
        if day or first_half is Half.AM or half is Half.PM
    ]
    return {
        provider: tuple(HalfDay(on, half, free.get((provider, on, half))) for on, half in slots)
        for provider in providers
    }
