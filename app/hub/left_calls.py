"""Ends calls whose end nobody will hear, and frees who stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import EndCall, EndOffer
from app.commands import decide
from app.events import CallEnded
from app.floor.machine import What
from app.floor.moving import MoveAgent
from app.floor.told import still_in_calls_that_ended
from app.hub_person import HUB
from db.models.calls import Call, CallOutcome, Offer, OfferOutcome


def open_calls(session: Session, line: str) -> set[UUID]:
    """Return the calls of a line that are not over."""
    return set(session.scalars(select(Call.id).where(Call.line == line, Call.ended_at.is_(None))))


def end_calls(session: Session, calls: Iterable[UUID], at: datetime) -> list[tuple[CallEnded, list[str]]]:
    """End calls as unknown and their rings as withdrawn, and let nobody stand in a call that is over.

    Returns each end with the agents where the call rang or was answered: their desks may show it still. Time
    zone: ``at`` is aware.
    """
    ended = []
    for row in session.scalars(select(Call).where(Call.id.in_(list(calls))).order_by(Call.id)).all():
        offers = session.scalars(select(Offer).where(Offer.call_id == row.id)).all()
        for offer in offers:
            if offer.outcome is OfferOutcome.RINGING:
                decide(session, EndOffer(at=at, offer_id=offer.id, outcome=OfferOutcome.WITHDRAWN), HUB)
        decide(session, EndCall(at=at, call_id=row.id, outcome=CallOutcome.UNKNOWN), HUB)
        event = CallEnded(line=row.line, at=at, linked_id=row.linked_id, outcome=CallOutcome.UNKNOWN)
        ended.append((event, sorted({offer.agent for offer in offers})))
    session.flush()
    for person_id, over in still_in_calls_that_ended(session):
        decide(session, MoveAgent(at=at, person_id=person_id, what=What.CALL_OVER, call_id=over), HUB)
    return ended
