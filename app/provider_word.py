"""What a provider can say about an order now, for whoever takes it down on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import look_up
from app.order_life import AT_A_PROVIDER, COMING, TechnicianLine, technicians
from app.rebooking import SENT, Deadlines, deadlines
from db.models.orders import ORDER_MOVES, OrderState, RepairOrder
from db.models.providers import Provider, ProviderPhone


class Word(StrEnum):
    """What a provider says, in the order in which it comes to be said."""

    ACCEPTS = "accepts"
    REFUSES = "refuses"
    RANG = "rang"  # the customer
    CAME = "came"
    NOBODY_HOME = "nobody_home"
    PART_MISSING = "part_missing"
    PART_HERE = "part_here"
    FINISHED = "finished"


def _from(new: OrderState) -> frozenset[OrderState]:
    """Return the states that lead to a state."""
    return frozenset(old for old, allowed in ORDER_MOVES.items() if new in allowed)


_ALLOWED: Final = {
    Word.ACCEPTS: frozenset({OrderState.BOOKED}),
    Word.REFUSES: SENT,
    Word.RANG: AT_A_PROVIDER,
    Word.CAME: COMING,
    Word.NOBODY_HOME: COMING,
    Word.PART_MISSING: _from(OrderState.PART_AWAITED),
    Word.PART_HERE: frozenset({OrderState.PART_AWAITED}),
    Word.FINISHED: _from(OrderState.DONE),
}


@dataclass(frozen=True, slots=True)
class ProviderSide:
    """An order as its provider has it. ``phones`` are keys; ``by`` are the deadlines of today, in UTC.

    ``can_say`` is empty for an order that no provider has, or that is closed.
    """

    order_id: UUID
    number: str
    provider_id: UUID | None
    provider: str
    phones: tuple[str, ...]
    technicians: tuple[TechnicianLine, ...]
    technician_id: UUID | None
    promised_to: datetime | None
    has_unit: bool
    can_say: tuple[Word, ...]
    by: Deadlines


def provider_side(session: Session, order_id: UUID, now: datetime) -> ProviderSide:
    """Return an order as its provider has it at an aware instant. Raises NotFound, NoRule."""
    row = look_up(session, RepairOrder, order_id)
    provider = session.get(Provider, row.provider_id) if row.provider_id else None
    phones = select(ProviderPhone.key).where(ProviderPhone.provider_id == row.provider_id)
    return ProviderSide(
        order_id=row.id,
        number=row.number,
        provider_id=row.provider_id,
        provider=provider.name if provider else "",
        phones=tuple(session.scalars(phones.order_by(ProviderPhone.key))) if provider else (),
        technicians=tuple(technicians(session, provider.id)) if provider else (),
        technician_id=row.technician_id,
        promised_to=row.promised_to,
        has_unit=row.unit_id is not None,
        can_say=tuple(word for word in Word if provider and row.state in _ALLOWED[word]),
        by=deadlines(session, now),
    )
