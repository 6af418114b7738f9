"""Reading customers: for a reason, within limits, and never without a trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotAllowed
from app.hub.hub import Hub
from app.hub.tokens import Speaker
from db.ids import new_id
from db.models.customers import Customer
from db.models.hub import CustomerRead, ReadReason


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody reads: the kind of reason, and the call, the order or the words searched for."""

    reason: ReadReason = ReadReason.WORK
    subject: str = ""


def _why(reason: ReadReason = ReadReason.WORK, subject: Annotated[str, Query(max_length=200)] = "") -> Why:
    require_read(reason)
    return Why(reason, subject)


def require_read(reason: ReadReason) -> None:
    """Raise NotAllowed for a reason that only the hub gives: masked lines are counted apart from reads."""
    if reason is ReadReason.LISTED:
        raise NotAllowed(what="reason")


AskedFor = Annotated[Why, Depends(_why)]


def log_reads(session: Session, hub: Hub, by: Speaker, customers: Iterable[UUID], why: Why) -> None:
    """Write down who read whom and why, in the transaction that reads; of whom nobody knows only the count.

    Raises: TooMuchRead.
    """
    asked, now = set(customers), hub.now()
    hub.limits.admit(session, by.actor, asked, now)
    there = session.scalars(select(Customer.id).where(Customer.id.in_(asked))) if asked else ()
    session.add_all(
        CustomerRead(
            id=new_id(),
            at=now,
            person_id=by.actor.person_id,
            customer_id=customer_id,
            reason=why.reason,
            subject=why.subject,
        )
        for customer_id in there
    )
