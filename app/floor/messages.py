"""What a supervisor tells an agent, and that the agent has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch, require_own, require_unused
from app.errors import MoveNotAllowed, NotFound
from app.floor.help_calls import AnswerHelp
from app.floor.now import note_answer, standing_of
from app.rows import rows
from db.models.floor import AgentState, FloorMessage, HelpCall
from db.models.people import Person

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class MessageAgent(Command):
    """Tell an agent who is signed in something short; with ``help_id`` it answers a call for help.

    Raises: NotFound; MoveNotAllowed for who is logged out, or help that was answered; NotAllowed.
    """

    central_only = True

    message_id: UUID
    person_id: UUID
    text: Words
    help_id: UUID | None = None

    def apply(self, session: Session, by: Actor) -> None:
        require_signed_in(session, self.person_id)
        require_unused(session, FloorMessage, self.message_id)
        if self.help_id is not None:
            if fetch(session, HelpCall, self.help_id).person_id != self.person_id:
                raise NotFound(what="help_call", id=str(self.help_id))
            AnswerHelp(id=self.id, at=self.at, help_id=self.help_id).apply(session, by)
        told = FloorMessage(
            id=self.message_id, at=self.at, from_id=by.person_id, to_id=self.person_id, text=self.text
        )
        told.joins = told.leaves = ""
        told.help_id = self.help_id
        session.add(told)
        note_answer(session, self.person_id)


class SeeMessage(Command):
    """Say that one has read what one was told; again changes nothing. Raises: NotFound; NotAllowed."""

    central_only = True

    message_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, FloorMessage, self.message_id)
        require_own(row.to_id, by)
        row.seen_at = row.seen_at or self.at


def require_signed_in(session: Session, person_id: UUID) -> None:
    """Raise NotFound for who was never here, MoveNotAllowed for who is logged out."""
    standing = standing_of(session, person_id)
    if standing is None:
        raise NotFound(what="person", id=str(person_id))
    if standing.state is AgentState.LOGGED_OUT:
        raise MoveNotAllowed(old=AgentState.LOGGED_OUT.value, new="told")


@dataclass(frozen=True, slots=True)
class ToldMessage:
    """What an agent was told; ``from_name`` says by whom. Instants are aware, UTC."""

    message_id: UUID
    at: datetime
    from_name: str
    text: str
    joins: str
    leaves: str
    help_id: UUID | None
    seen_at: datetime | None


def messages_to(session: Session, person_id: UUID, since: datetime) -> list[ToldMessage]:
    """Return what a person was told since an aware instant, the oldest first."""
    found = (
        select(
            FloorMessage.id,
            FloorMessage.at,
            Person.name,
            FloorMessage.text,
            FloorMessage.joins,
            FloorMessage.leaves,
            FloorMessage.help_id,
            FloorMessage.seen_at,
        )
        .join(Person, Person.id == FloorMessage.from_id)
        .where(FloorMessage.to_id == person_id, FloorMessage.at >= since)
        .order_by(FloorMessage.at, FloorMessage.id)
    )
    return [ToldMessage(*row) for row in rows(session, found)]
