"""Numbers met with a customer who does not have them: rung from, or written into an order or notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.numbers import numbers_named
from db.ids import derived_id
from db.models.customers import Phone
from db.models.matching import SeenIn, SeenNumber

MOST_OF_A_TEXT: Final = 10


def note_numbers(
    session: Session, customer_id: UUID, text: str, at: datetime, order_id: UUID | None = None
) -> None:
    """Remember the numbers that stand in the words of an order, or in the notes of a call."""
    seen_in = SeenIn.NOTES if order_id is None else SeenIn.ORDER
    keys = [number.key for number in numbers_named(text)[:MOST_OF_A_TEXT]]
    remember(session, customer_id, keys, seen_in, at, order_id)


def remember(
    session: Session,
    customer_id: UUID,
    keys: Iterable[str],
    seen_in: SeenIn,
    at: datetime,
    order_id: UUID | None = None,
) -> None:
    """Remember numbers with a customer, unless the customer has them; the newest place counts."""
    wanted = list(keys)
    if not wanted:
        return
    own = select(Phone.key).where(Phone.customer_id == customer_id, Phone.key.in_(wanted))
    known = set(session.scalars(own))
    for key in wanted:
        if key not in known:
            row_id = derived_id("seen_number", customer_id, key, seen_in)
            row = session.get(SeenNumber, row_id) or SeenNumber(
                id=row_id, customer_id=customer_id, key=key, seen_in=seen_in
            )
            row.order_id, row.seen_at = order_id, at
            session.add(row)
