"""A supervisor lets agents take calls of another queue; who does it is written down, and they are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, look_up
from app.errors import GuardBroken, NotFound
from app.floor.messages import require_signed_in
from app.floor.now import note_answer
from app.rows import rows
from app.wallboard import AgentLine, AgentState, FloorBoard
from db.ids import derived_id
from db.models.floor import FloorMessage, Queue, QueueMember
from db.models.people import Person
from db.models.phone_lines import PersonQueue

MOST: Final = 50  # agents at once
QUEUES_MOVED: Final = "queues moved"  # in a session: what the PBX is to be told


@dataclass(frozen=True, slots=True)
class QueueMove:
    """Of one agent: the queue that they take calls of now, and the one they leave; empty: none."""

    person_id: UUID
    joins: str
    leaves: str
    penalty: int = 0  # of the queue that is joined


class MoveAgents(Command):
    """Let agents who are signed in join a queue, leave one, or both, from now on and at the next sign-in.

    All of them or none. Moving back is the same the other way round, with the penalty that the PBX had.
    Raises: NotFound for a queue that is not there, or that an agent is not in; MoveNotAllowed for who is
    logged out.
    """

    central_only = True

    persons: tuple[UUID, ...] = Field(min_length=1, max_length=MOST)
    joins: str = Field(default="", max_length=80)
    leaves: str = Field(default="", max_length=80)

    def apply(self, session: Session, by: Actor) -> None:
        if self.joins == self.leaves:  # also: neither
            raise GuardBroken(rule="value")
        if self.joins and look_up(session, Queue, self.joins).retired_at is not None:
            raise NotFound(what="queue", id=self.joins)
        persons = sorted(set(self.persons))
        moved = [self._move(session, person_id, by) for person_id in persons]
        for person_id in persons:  # after the last refusal: what stands in a session is not rolled back
            note_answer(session, person_id)
        session.info.setdefault(QUEUES_MOVED, []).extend(moved)

    def _move(self, session: Session, person_id: UUID, by: Actor) -> QueueMove:
        fetch(session, Person, person_id)
        require_signed_in(session, person_id)
        if self.leaves:
            _leave(session, person_id, self.leaves)
        penalty = _join(session, person_id, self.joins) if self.joins else 0
        told_id = derived_id("floor_message", self.id, person_id)
        told = FloorMessage(id=told_id, at=self.at, from_id=by.person_id, to_id=person_id, text="")
        told.joins, told.leaves = self.joins, self.leaves
        session.add(told)
        return QueueMove(person_id, self.joins, self.leaves, penalty)


def _join(session: Session, person_id: UUID, queue: str) -> int:
    """Name a queue for a person, if it is not; return the penalty they have or last had there."""
    row = session.get(PersonQueue, (person_id, queue))
    if row is None:
        last = select(QueueMember.penalty).where(*_theirs(person_id, queue)).order_by(QueueMember.at.desc())
        penalty = session.scalar(last.limit(1))
        row = PersonQueue(person_id=person_id, queue=queue, penalty=penalty or 0)
        session.add(row)
    return row.penalty


def _leave(session: Session, person_id: UUID, queue: str) -> None:
    """Take a queue from a person. Raises NotFound where neither the list nor the PBX has them in it."""
    row = session.get(PersonQueue, (person_id, queue))
    at_pbx = select(QueueMember.line).where(*_theirs(person_id, queue), QueueMember.is_in)
    if row is not None:
        session.delete(row)
    elif session.scalar(at_pbx) is None:
        raise NotFound(what="queue", id=queue)


def _theirs(person_id: UUID, queue: str) -> tuple[ColumnElement[bool], ...]:
    return QueueMember.person_id == person_id, QueueMember.queue == queue


def moved_away(session: Session, line: str, *, or_were_in: bool = False) -> dict[UUID, list[str]]:
    """Return by person the queues of a line that they are in, or were, though they were moved out of them."""
    at_pbx = select(QueueMember.person_id, QueueMember.queue).where(
        QueueMember.line == line,
        QueueMember.is_in | or_were_in,
        ~exists().where(
            PersonQueue.person_id == QueueMember.person_id, PersonQueue.queue == QueueMember.queue
        ),
        exists().where(FloorMessage.to_id == QueueMember.person_id, FloorMessage.leaves == QueueMember.queue),
    )
    found: dict[UUID, list[str]] = {}
    for person_id, queue in rows(session, at_pbx):
        found.setdefault(person_id, []).append(queue)
    return found


def queue_members(session: Session) -> dict[UUID, list[str]]:
    """Return by person the queues that they are in at the PBX, and those they join at the sign-in."""
    at_pbx = rows(session, select(QueueMember.person_id, QueueMember.queue).where(QueueMember.is_in))
    named = rows(session, select(PersonQueue.person_id, PersonQueue.queue))
    found: dict[UUID, set[str]] = {}
    for person_id, queue in [*at_pbx, *named]:
        found.setdefault(person_id, set()).add(queue)
    return {person_id: sorted(queues) for person_id, queues in found.items()}


def may_move(board: FloorBoard, members: dict[UUID, list[str]], queue: str) -> list[AgentLine]:
    """Return who could join a queue: who is ready, and whose own queues have fewest waiting, first."""
    waiting = {line.name: line.waiting for line in board.queues}
    others = [agent for agent in board.agents if queue not in members.get(agent.person_id, ())]
    return sorted(others, key=lambda agent: (_rank(agent), _wait_at(agent, members, waiting), agent.name))


def suggested(board: FloorBoard, members: dict[UUID, list[str]], queue: str) -> list[UUID]:
    """Return whom to move: those who are ready and at whose queues nobody waits, as many as are
    lacking and one may move at once.
    """
    waiting = {line.name: line.waiting for line in board.queues}
    lacking = next((max(0, line.waiting - line.ready) for line in board.queues if line.name == queue), 0)
    free = [
        agent.person_id
        for agent in may_move(board, members, queue)
        if agent.state is AgentState.READY and _wait_at(agent, members, waiting) == 0
    ]
    return free[: min(lacking, MOST)]


_ORDER: Final[Sequence[AgentState]] = (AgentState.READY, AgentState.WRAP_UP, AgentState.TALKING)


def _rank(agent: AgentLine) -> int:
    return _ORDER.index(agent.state) if agent.state in _ORDER else len(_ORDER)


def _wait_at(agent: AgentLine, members: dict[UUID, list[str]], waiting: dict[str, int]) -> int:
    queues: Iterable[str] = members.get(agent.person_id, ())
    return sum(waiting.get(queue, 0) for queue in queues)
