"""The state of the one person of a desk without a hub: what its line tells is about nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from app.calls import CallDirection
from app.command import Command
from app.events import AgentEvent, CallArrived, CallEnded, CallEvent, LineEvent, LineLost, LineUp, OfferEnded
from app.floor.machine import Standing, What, next_due
from app.floor.moving import MoveAgent
from app.floor.told import OF_AGENT
from db.ids import call_id
from db.models.calls import OfferOutcome


class OwnMoves:
    """Makes the commands that move one person; ``agent`` is the line's name of them, empty for any."""

    def __init__(self, agent: str, person_id: UUID) -> None:
        self._agent, self._person_id = agent, person_id

    def commands(self, event: LineEvent) -> Iterator[Command]:
        """Yield what is to be executed for this event; what does not fit the state changes nothing."""
        match event:
            case LineUp():
                yield self._move(event.at, What.LINE_BACK)
            case LineLost():
                yield self._move(event.at, What.LINE_LOST)
            case CallArrived() if event.direction is CallDirection.OUT:
                if not event.dialled_by or self._is_mine(event.dialled_by):
                    yield self._of_call(event, What.DIALLED)
            case CallEnded():
                yield self._of_call(event, What.CALL_OVER)
            case AgentEvent():
                outcome = event.outcome if isinstance(event, OfferEnded) else None
                if self._is_mine(event.agent) and outcome is not OfferOutcome.ANSWERED:
                    yield self._of_call(event, OF_AGENT[type(event)], outcome)

    def signed_in(self, at: datetime) -> MoveAgent:
        return self._move(at, What.SIGNED_IN)

    def lost(self, at: datetime, call: UUID) -> MoveAgent:
        """Return what ends a call that nobody saw the end of."""
        return MoveAgent(at=at, person_id=self._person_id, what=What.CALL_OVER, call_id=call)

    def due(self, standing: Standing, now: datetime) -> MoveAgent | None:
        """Return what the clock does to the person by now."""
        found = next_due(standing)
        if found is None or found.at > now:
            return None
        return MoveAgent(at=found.at, person_id=self._person_id, what=found.what, call_id=found.call_id)

    def _is_mine(self, agent: str) -> bool:
        return not self._agent or agent == self._agent

    def _move(self, at: datetime, what: What) -> MoveAgent:
        return MoveAgent(at=at, person_id=self._person_id, what=what)

    def _of_call(self, event: CallEvent, what: What, outcome: OfferOutcome | None = None) -> MoveAgent:
        return MoveAgent(
            at=event.at,
            person_id=self._person_id,
            what=what,
            call_id=call_id(event.line, event.linked_id),
            queue=event.queue if isinstance(event, CallArrived) else "",
            outcome=outcome,
        )
