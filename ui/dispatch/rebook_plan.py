"""Another appointment for an order that was taken before, until it is confirmed. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.command import new_id
from app.orders import CancelOrder, OrderState
from app.pop import Head, OpenOrder
from app.rebooking import BookOrder, OrderToBook
from ui.dispatch.plan import Visit

REASON_LENGTH: Final = 500


@dataclass(slots=True)
class RebookPlan(Visit):
    """What was chosen for an order; ``facts`` come a moment after it was chosen."""

    head: Head
    order: OpenOrder
    facts: OrderToBook | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        return None not in (self.facts, self.choice, self.slot)

    @property
    def is_request(self) -> bool:
        """Tell whether nobody goes for the order yet."""
        return (self.facts or self.order).state is OrderState.REQUESTED

    def booking(self, at: datetime, answer_by: datetime) -> BookOrder:
        """Return the decision for the chosen half-day."""
        assert self.is_whole
        return BookOrder(
            at=at,
            order_id=self.order.order_id,
            provider_id=self.choice.provider_id,
            on=self.slot.on,
            half=self.slot.half,
            answer_by=answer_by,
            booking_id=new_id(),
            event_id=new_id(),
            reason=self.reason,
            seen_state=self.facts.state,
            seen_booking_id=self.facts.booking_id,
        )

    def cancelling(self, at: datetime) -> CancelOrder:
        """Return the decision that the customer does not want it any more."""
        return CancelOrder(at=at, order_id=self.order.order_id, event_id=new_id(), reason=self.reason)
