"""What a line tells, as happenings of the agents it concerns: the same at a hub and at a desk of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events import (
    CallAnswered,
    CallArrived,
    CallConsulted,
    CallEnded,
    CallEvent,
    CallHeld,
    CallLeft,
    CallResumed,
    CallTakenBack,
    LineEvent,
    LineLost,
    LineUp,
    OfferEnded,
    OfferRinging,
)
from app.floor.machine import What
from app.floor.moving import MoveAgent
from db.ids import call_id
from db.models.calls import Call, OfferOutcome
from db.models.floor import AgentNow, AgentState

WhoSits = Callable[[Session, str], UUID | None]  # the person behind a line's own name of an agent

_OF_AGENT = {
    OfferRinging: What.OFFERED,
    OfferEnded: What.OFFER_LOST,
    CallAnswered: What.ANSWERED,
    CallHeld: What.HELD,
    CallResumed: What.RESUMED,
    CallConsulted: What.CONSULTED,
    CallTakenBack: What.TAKEN_BACK,
    CallLeft: What.CALL_OVER,
}


def moves(session: Session, event: LineEvent, who_sits: WhoSits) -> Iterator[MoveAgent]:
    """Yield what a line's event does to agents. Only reads."""
    match event:
        case LineLost() | LineUp():
            what = What.LINE_LOST if isinstance(event, LineLost) else What.LINE_BACK
            signed_in = select(AgentNow.person_id).where(AgentNow.state != AgentState.LOGGED_OUT)
            for person_id in session.scalars(signed_in):
                yield MoveAgent(at=event.at, person_id=person_id, what=what)
        case CallArrived(dialled_by=dialled_by) if dialled_by:
            yield from _one(session, event, dialled_by, What.DIALLED, who_sits)
        case CallEnded():
            call = call_id(event.line, event.linked_id)
            for person_id in session.scalars(select(AgentNow.person_id).where(AgentNow.call_id == call)):
                yield MoveAgent(at=event.at, person_id=person_id, what=What.CALL_OVER, call_id=call)
        case CallEvent() if type(event) in _OF_AGENT:
            yield from _one(session, event, event.agent, _OF_AGENT[type(event)], who_sits)  # type: ignore[attr-defined]


def _one(
    session: Session, event: CallEvent, agent: str, what: What, who_sits: WhoSits
) -> Iterator[MoveAgent]:
    person_id = who_sits(session, agent)
    outcome = event.outcome if isinstance(event, OfferEnded) else None
    if person_id is None or outcome is OfferOutcome.ANSWERED:
        return
    yield MoveAgent(
        at=event.at,
        person_id=person_id,
        what=what,
        call_id=call_id(event.line, event.linked_id),
        queue=event.queue if isinstance(event, CallArrived) else "",
        outcome=outcome,
    )


def still_in_calls_that_ended(session: Session) -> list[tuple[UUID, UUID]]:
    """Return who stands in a call that is over, and which: its end was not heard by who watched the line."""
    ended = (
        select(AgentNow.person_id, Call.id)
        .join(Call, Call.id == AgentNow.call_id)
        .where(Call.ended_at.is_not(None), AgentNow.state != AgentState.WRAP_UP)
    )
    return [(person_id, call) for person_id, call in session.execute(ended)]
