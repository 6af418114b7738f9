"""Repair orders: their number, and what is decided about them after dispatch."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up, move
from app.errors import MoveNotAllowed, NotAllowed
from app.half_days import held_booking, release
from app.messages.order_events import tell_of
from app.promise_rules import PromiseClock, rules
from db.models.cases import Case, CaseKind, CaseState
from db.models.orders import (
    ORDER_MOVES,
    NextStep,
    OrderEvent,
    OrderEventKind,
    OrderResult,
    OrderState,
    RepairOrder,
)
from db.models.people import Person, Role
from db.models.providers import Provider

__all__ = ["NextStep", "OrderEventKind", "OrderResult", "OrderState"]

CLOSED = frozenset({OrderState.DONE, OrderState.CANCELLED})
_SETTLED_BY_OWNER = frozenset({CaseKind.COMPLAINT, CaseKind.RETURN})  # whatever the inspection found


def order_number(on: date, desk_number: int, counter: int) -> str:
    """Return a number that is short, readable aloud and unique offline: ``261122-9012-07``.

    ``on`` is the day of the service; ``counter`` begins at 1 each day at each desk.
    """
    return f"{on:%y%m%d}-{desk_number:04d}-{counter:02d}"


ORDER_NUMBER = r"^[0-9]{6}-[0-9]{4}-[0-9]{2,12}$"


def desk_of_number(number: str) -> int:
    """Return the number of the desk that gave an order its number."""
    return int(number.split("-")[1])


_SPOKEN = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))


def spoken_number(number: str) -> str:
    """Return the number as it is read out in Chinese, digit by digit, 1 as 幺."""
    return " · ".join(spoken_digits(group) for group in number.split("-"))


def spoken_digits(digits: str) -> str:
    """Return digits as they are read out in Chinese, one by one, 1 as 幺."""
    return "".join(_SPOKEN[digit] for digit in digits)


class UrgeOrder(Command):
    """Write down that the customer asked for an order again; it stays the same order.

    Somebody rings the customer by its rule; a promise of that kind that still runs is not put off. Who was
    told of it is a person or a provider, or else the owner, whose list has it. ``is_counted``: not for
    one more who is told in the same call.
    Raises: NotFound; MoveNotAllowed when it is closed; NoRule.
    """

    order_id: UUID
    event_id: UUID
    note: str = Field(default="", max_length=500)
    told_person_id: UUID | None = None
    told_provider_id: UUID | None = None
    is_counted: bool = True

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, RepairOrder, self.order_id)
        if row.state in CLOSED:
            raise MoveNotAllowed(old=row.state.value, new="urged")
        row.urge_count += self.is_counted
        if row.contact_due_at is None or row.contact_due_at <= self.at:
            row.contact_due_at = rules(session).due(PromiseClock.URGE, self.at)
        told = self._told(session, row)
        note_event(session, row, self.event_id, OrderEventKind.URGED, self.note, by, self.at, told=told)

    def _told(self, session: Session, row: RepairOrder) -> str:
        if self.told_provider_id is not None:
            return look_up(session, Provider, self.told_provider_id).name
        if self.told_person_id is not None:
            return look_up(session, Person, self.told_person_id).name
        owner = session.get(Person, row.owner_id)
        return "" if owner is None else owner.name


class CancelOrder(Command):
    """Take an order back; its place in the half-day is free again, and its case ends with its last order."""

    order_id: UUID
    event_id: UUID
    reason: str = Field(min_length=1, max_length=500)

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, RepairOrder, self.order_id)
        row.state = move(ORDER_MOVES, row.state, OrderState.CANCELLED)
        close(session, row, CaseState.CANCELLED, self.at)
        booking = held_booking(session, row.id)
        if booking is not None:
            release(session, booking)
        note_event(session, row, self.event_id, OrderEventKind.CANCELLED, self.reason, by, self.at)


def note_event(
    session: Session,
    order: RepairOrder,
    event_id: UUID,
    kind: OrderEventKind,
    note: str,
    by: Actor,
    at: datetime,
    *,
    provider_id: UUID | None = None,
    told: str = "",
) -> None:
    """Write down for good what happened to an order that stands as it shall be, and tell who has to know.

    ``provider_id``: to whom it was sent, or who let it go.
    ``told``: the name of who was told of it, or took it over.
    """
    session.add(
        OrderEvent(
            id=event_id,
            order_id=order.id,
            customer_id=order.customer_id,
            kind=kind,
            at=at,
            who=by.name,
            note=note,
            provider_id=provider_id,
            told=told,
        )
    )
    session.flush()
    tell_of(session, order, kind, event_id, at)


def fetch_own(session: Session, order_id: UUID, by: Actor) -> RepairOrder:
    """Return an order to be changed, locked; a provider's people have those of their provider only.

    Raises: NotFound; NotAllowed.
    """
    row = fetch(session, RepairOrder, order_id)
    if Role.PROVIDER in by.roles:
        person = session.get(Person, by.person_id)
        if person is None or person.provider_id is None or person.provider_id != row.provider_id:
            raise NotAllowed(what="order")
    return row


def close(session: Session, order: RepairOrder, case_state: CaseState, at: datetime) -> None:
    """End an order whose state says so already, and with its last order its case, if the work settles it.

    Order, case, half-days: all lock them in this order.
    """
    order.closed_at = at
    order.next_step = order.next_step_at = order.contact_due_at = None
    # A provider's copy has no case.
    case = session.get(Case, order.case_id, with_for_update={"key_share": True})
    session.flush()
    if case is None or case.state is not CaseState.OPEN or case.kind in _SETTLED_BY_OWNER:
        return
    if not has_open_order(session, case.id):
        case.state, case.closed_at = case_state, at


def has_open_order(session: Session, case_id: UUID) -> bool:
    """Tell whether any order on a case is still open."""
    still_open = select(RepairOrder.id).where(
        RepairOrder.case_id == case_id, RepairOrder.state.not_in(CLOSED)
    )
    return session.execute(still_open).first() is not None
