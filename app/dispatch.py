"""Dispatch: who goes when. A slot is promised only when it is held, in the same transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up
from app.coverage import note_if_uncovered, require_coverage
from app.errors import MoveNotAllowed, NotFound
from app.half_days import Place, hold, new_booking
from app.orders import ORDER_NUMBER, note_event
from app.seen_numbers import note_numbers
from app.service_time import half_day
from db.models.cases import Case, CaseKind, CaseState
from db.models.catalogue import Fault, OrderKind
from db.models.customers import Address, Customer, Unit
from db.models.orders import NextStep, OrderEventKind, OrderState, RepairOrder
from db.models.providers import Half, Provider

FAULT_NOTE_LENGTH = 20_000  # as long as the notes of a call
_CASE_OF: Final = {
    OrderKind.REPAIR: CaseKind.REPAIR,
    OrderKind.INSTALLATION: CaseKind.INSTALLATION,
    OrderKind.DELIVERY: CaseKind.INSTALLATION,
    OrderKind.INSPECTION: CaseKind.RETURN,  # one for a complaint is of a case that is there
}


class NewCase(BaseModel):
    """The facts of a case that is opened by its first order; the work says of which kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    customer_id: UUID
    call_id: UUID | None = None
    summary: str


class OrderFacts(BaseModel):
    """What an order says of some work, whoever goes and whenever.

    ``fault_code`` names the work: a fault to mend, or an installation, delivery or inspection.
    ``new_case`` opens the case with the order; without it the case, of any kind, must be there and open.
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
            kind=_CASE_OF[self.work(session).kind],
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

    def work(self, session: Session) -> Fault:
        return look_up(session, Fault, self.fault_code)

    def note_taken(self, session: Session, order: RepairOrder, by: Actor, at: datetime) -> None:
        note_event(session, order, self.taken_event_id, OrderEventKind.TAKEN, self.fault_note, by, at)
        note_numbers(session, order.customer_id, self.fault_note, at, order.id)

    def _require_unit(self, session: Session, customer_id: UUID) -> None:
        if self.unit_id is not None:
            unit = look_up(session, Unit, self.unit_id)
            if unit.customer_id != customer_id:
                raise NotFound(what="unit", id=str(self.unit_id))


class DispatchOrder(OrderFacts, Command):
    """Send work to a provider and hold a half-day there, or refuse whole.

    ``answer_by``: until then the provider says whether it goes; else the order is passed on.
    Raises: NotFound, also for a unit or an address of somebody else; MoveNotAllowed when the case is
    closed; NotCovered; SlotTaken.
    """

    central_only: ClassVar[bool] = True

    provider_id: UUID
    on: date
    half: Half
    answer_by: AwareDatetime
    booking_id: UUID
    sent_event_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        begins_at, ends_at = half_day(self.on, self.half)
        case = self.case(session, by, self.at, ends_at)
        provider = look_up(session, Provider, self.provider_id)
        address = self.address(session, case.customer_id)
        require_coverage(session, self.provider_id, address.region_code, self.work(session))
        place = Place(self.provider_id, self.on, self.half)
        hold(session, place, self.at)
        order = self.order(
            case,
            by,
            self.at,
            provider_id=self.provider_id,
            state=OrderState.BOOKED,
            next_step=NextStep.PROVIDER_ANSWER,
            next_step_at=self.answer_by,
            promised_from=begins_at,
            promised_to=ends_at,
        )
        session.add(order)
        session.flush()
        session.add(new_booking(self.booking_id, order, place, self.at))
        self.note_taken(session, order, by, self.at)
        sent = (self.sent_event_id, OrderEventKind.DISPATCHED, provider.name, by, self.at)
        note_event(session, order, *sent, provider_id=provider.id)


class RequestOrder(OrderFacts, Command):
    """Take work whose appointment nobody can hold now; its owner confirms one in time.

    ``confirm_by``: until then the customer hears when somebody comes. Where nobody goes, the gap is noted.
    Raises: NotFound, also for a unit or an address of somebody else; MoveNotAllowed when the case is closed.
    """

    confirm_by: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:
        case = self.case(session, by, self.at, self.confirm_by)
        address = self.address(session, case.customer_id)
        work = self.work(session)
        order = self.order(
            case,
            by,
            self.at,
            state=OrderState.REQUESTED,
            next_step=NextStep.CONFIRM_SLOT,
            next_step_at=self.confirm_by,
        )
        session.add(order)
        session.flush()
        self.note_taken(session, order, by, self.at)
        note_if_uncovered(session, address.region_code, work, self.at)
