"""What the line of a floor tells, as happenings of its agents; and what the clock does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events import (
    AgentEvent,
    CallAnswered,
    CallArrived,
    CallConsulted,
    CallEnded,
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
from app.floor.machine import What, next_due
from app.floor.moving import MoveAgent
from app.floor.now import everyone
from db.ids import call_id
from db.models.calls import Call, OfferOutcome
from db.models.floor import AgentNow, AgentState

WhoSits = Callable[[str], UUID | None]  # the person behind a line's own name of an agent

OF_AGENT: Final[Mapping[type[AgentEvent], What]] = {
    OfferRinging: What.OFFERED,
    OfferEnded: What.OFFER_LOST,
    CallAnswered: What.ANSWERED,
    CallHeld: What.HELD,
    CallResumed: What.RESUMED,
    CallConsulted: What.CONSULTED,
    CallTakenBack: What.TAKEN_BACK,
    CallLeft: What.CALL_OVER,
}


def move_of(event: LineEvent, who_sits: WhoSits) -> MoveAgent | None:
    """Return what an event does to the one agent whom it names; None for any other event."""
    match event:
        case CallArrived():
            what, agent = What.DIALLED, event.dialled_by
        case AgentEvent():
            what, agent = OF_AGENT[type(event)], event.agent
        case _:
            return None
    outcome = event.outcome if isinstance(event, OfferEnded) else None
    person_id = who_sits(agent) if agent and outcome is not OfferOutcome.ANSWERED else None
    if person_id is None:
        return None
    return MoveAgent(
        at=event.at,
        person_id=person_id,
        what=what,
        call_id=call_id(event.line, event.linked_id),
        queue=event.queue if isinstance(event, CallArrived) else "",
        outcome=outcome,
    )


def moves(session: Session, event: LineEvent, who_sits: WhoSits) -> Iterator[MoveAgent]:
    """Yield what an event of a floor's line does to agents. Only reads."""
    if isinstance(event, LineLost | LineUp):
        signed_in = select(AgentNow.person_id).where(AgentNow.state != AgentState.LOGGED_OUT)
        for person_id in session.scalars(signed_in).all():
            yield MoveAgent(at=event.at, person_id=person_id, what=_of_line(event))
    elif isinstance(event, CallEnded):
        call = call_id(event.line, event.linked_id)
        for person_id in session.scalars(select(AgentNow.person_id).where(AgentNow.call_id == call)).all():
            yield MoveAgent(at=event.at, person_id=person_id, what=What.CALL_OVER, call_id=call)
    elif (move := move_of(event, who_sits)) is not None:
        yield move


def _of_line(event: LineEvent) -> What:
    return What.LINE_LOST if isinstance(event, LineLost) else What.LINE_BACK


def due_moves(session: Session, now: datetime) -> list[MoveAgent]:
    """Return what the clock alone does to agents by an aware instant. Only reads."""
    found = ((person_id, next_due(standing)) for person_id, standing in everyone(session).items())
    return [
        MoveAgent(at=due.at, person_id=person_id, what=due.what, call_id=due.call_id)
        for person_id, due in found
        if due is not None and due.at <= now
    ]


def still_in_calls_that_ended(session: Session) -> list[tuple[UUID, UUID]]:
    """Return who stands in a call that is over, and which: its end was not heard by who watched the line."""
    ended = (
        select(AgentNow.person_id, Call.id)
        .join(Call, Call.id == AgentNow.call_id)
        .where(Call.ended_at.is_not(None), AgentNow.state != AgentState.WRAP_UP)
    )
    return [(person_id, call) for person_id, call in session.execute(ended)]
