"""How far the messages about an order have come: what its owner sees of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.messages.queueing import GIVEN_UP, OVERTAKEN, Addressee, MessageState
from db.models.messages import Message

__all__ = ["GIVEN_UP", "Addressee", "Fate", "MessageState"]


@dataclass(frozen=True, slots=True)
class Fate:
    """How far one message has come. ``error``: a word of ours or the gateway's code, empty if all is well.

    ``at`` (UTC) is when it came to this; of one that waits, when it goes out.
    """

    addressee: Addressee
    state: MessageState
    error: str
    at: datetime
    text: str


def fates(session: Session, order_ids: Collection[UUID]) -> dict[UUID, tuple[Fate, ...]]:
    """Return of each of these orders the last message to the customer and the last to a technician.

    What was overtaken by a later one is no message.
    """
    counts = or_(Message.state != MessageState.DROPPED, Message.error != OVERTAKEN)
    asked = (
        select(
            Message.order_id,
            Message.addressee,
            Message.state,
            Message.error,
            Message.queued_at,
            Message.not_before,
            Message.sent_at,
            Message.settled_at,
            Message.text,
        )
        .where(Message.order_id.in_(order_ids), counts)
        .order_by(Message.queued_at, Message.id)
    )
    last: dict[UUID, dict[Addressee, Fate]] = {}
    for order_id, to, state, error, queued_at, not_before, sent_at, settled_at, text in session.execute(
        asked
    ):
        at = not_before if state is MessageState.QUEUED else settled_at or sent_at or queued_at
        assert order_id is not None  # it was asked for
        last.setdefault(order_id, {})[to] = Fate(to, state, error, at, text)
    return {order_id: tuple(of[to] for to in Addressee if to in of) for order_id, of in last.items()}
