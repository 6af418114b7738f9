"""Which messages an event of an order calls for."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.messages.queueing import messages_after, tell_former
from db.models.messages import MessageOccasion
from db.models.orders import OrderEvent, OrderEventKind, OrderState, RepairOrder

_OCCASIONS: Final = {
    OrderEventKind.DISPATCHED: MessageOccasion.BOOKED,
    OrderEventKind.MOVED: MessageOccasion.MOVED,
    OrderEventKind.PART_MISSING: MessageOccasion.PART_DELAYED,
    OrderEventKind.PART_ARRIVED: MessageOccasion.PART_ARRIVED,
    OrderEventKind.DONE: MessageOccasion.FINISHED,
    OrderEventKind.CANCELLED: MessageOccasion.CANCELLED,
}
_HAVING = (OrderEventKind.DISPATCHED, OrderEventKind.MOVED)  # whoever the last of these names has the order
_LETTING_GO = (OrderEventKind.REFUSED, OrderEventKind.NO_ANSWER)


def tell_of(session: Session, order: RepairOrder, kind: OrderEventKind, event_id: UUID, at: datetime) -> None:
    """Write what this event calls for; to be called after it was written and the order stands."""
    former = _former(session, order, kind, event_id)
    if former is not None:
        tell_former(session, order, former, event_id, at)
    occasion = _OCCASIONS.get(kind)
    if kind is OrderEventKind.TAKEN and order.state is OrderState.REQUESTED:
        occasion = MessageOccasion.TAKEN
    if occasion is not None:
        messages_after(session, order, occasion, event_id, at)


def _former(session: Session, order: RepairOrder, kind: OrderEventKind, event_id: UUID) -> UUID | None:
    """Return the provider that was told to go and need not any more; who refused knows it."""
    if kind is OrderEventKind.NO_ANSWER:
        event = session.get(OrderEvent, event_id)
        return None if event is None else event.provider_id
    if kind is not OrderEventKind.DISPATCHED:
        return None
    last = session.execute(
        select(OrderEvent.kind, OrderEvent.provider_id)
        .where(
            OrderEvent.order_id == order.id,
            OrderEvent.id != event_id,
            OrderEvent.provider_id.is_not(None),
            OrderEvent.kind.in_((*_HAVING, *_LETTING_GO)),
        )
        .order_by(OrderEvent.at.desc(), OrderEvent.id.desc())
        .limit(1)
    ).first()
    if last is None or last.kind in _LETTING_GO or last.provider_id == order.provider_id:
        return None
    former: UUID = last.provider_id
    return former
