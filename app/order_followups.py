"""Which call follows from the end of an order."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.followup_rules import FollowUpEvent, Happened, follow_ups_after
from db.models.catalogue import Fault, OrderKind, ProductModel
from db.models.customers import Unit
from db.models.orders import OrderResult, RepairOrder

_BY_KIND: Final = {
    OrderKind.REPAIR: FollowUpEvent.REPAIRED,
    OrderKind.INSPECTION: FollowUpEvent.REPAIRED,
    OrderKind.INSTALLATION: FollowUpEvent.INSTALLED,
    OrderKind.DELIVERY: FollowUpEvent.DELIVERED,
}


def follow_up_order(session: Session, order: RepairOrder, at: datetime) -> None:
    """Make the call that the rules ask for when an order is finished: how it went, or when to install."""
    event = _event(session, order)
    if event is not None:
        follow_ups_after(
            session,
            Happened(
                event=event,
                subject_id=order.id,
                customer_id=order.customer_id,
                at=at,
                order_id=order.id,
                paid_fen=order.paid_fen or 0,
            ),
        )


def _event(session: Session, order: RepairOrder) -> FollowUpEvent | None:
    if order.result is OrderResult.RETURNED:
        return None
    if order.result is OrderResult.EXCHANGED:
        return FollowUpEvent.EXCHANGED
    event = _BY_KIND[session.get_one(Fault, order.fault_code).kind]
    if event is FollowUpEvent.DELIVERED and not _needs_installation(session, order):
        return None
    return event


def _needs_installation(session: Session, order: RepairOrder) -> bool:
    unit = session.get(Unit, order.unit_id) if order.unit_id else None
    model = session.get(ProductModel, unit.model_code) if unit else None
    return model is not None and model.needs_installation
