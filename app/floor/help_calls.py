"""The help key: an agent asks for a supervisor, who sees it at once and says who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.command import OVERSEEING, Actor, Command, fetch, require_own
from app.errors import MoveNotAllowed
from app.floor.now import note_answer
from app.rows import rows
from db.models.floor import HelpCall
from db.models.people import Person


class AskHelp(Command):
    """Ask for a supervisor, during a call or without one; who has asked already has asked."""

    central_only = True

    help_id: UUID
    call_id: UUID | None = None

    def apply(self, session: Session, by: Actor) -> None:
        mine = select(HelpCall.id).where(HelpCall.person_id == by.person_id, HelpCall.answered_at.is_(None))
        if session.execute(mine).first() is None:
            session.add(
                HelpCall(id=self.help_id, person_id=by.person_id, call_id=self.call_id, asked_at=self.at)
            )


class AnswerHelp(Command):
    """Say that one comes, as a supervisor; or, as who asked, that nobody need come.

    Raises: NotFound; MoveNotAllowed when somebody has answered; NotAllowed.
    """

    central_only = True

    help_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, HelpCall, self.help_id)
        require_own(row.person_id, by, or_roles=OVERSEEING)
        if row.answered_at is not None:
            raise MoveNotAllowed(old="answered", new="answered")
        row.answered_by_id, row.answered_at = by.person_id, self.at
        note_answer(session, row.person_id)


@dataclass(frozen=True, slots=True)
class AskedHelp:
    """A call for help. ``answered_by`` is empty while nobody comes. Instants are aware, UTC."""

    help_id: UUID
    person_id: UUID
    person: str
    extension: str
    call_id: UUID | None
    asked_at: datetime
    answered_by: str | None
    answered_at: datetime | None


def help_asked(session: Session, since: datetime) -> list[AskedHelp]:
    """Return who asks for help, longest first, and who was answered since an aware instant."""
    helper = aliased(Person)
    found = rows(
        session,
        select(
            HelpCall.id,
            HelpCall.person_id,
            Person.name,
            Person.extension,
            HelpCall.call_id,
            HelpCall.asked_at,
            helper.name,
            HelpCall.answered_at,
        )
        .join(Person, Person.id == HelpCall.person_id)
        .outerjoin(helper, helper.id == HelpCall.answered_by_id)
        .where(HelpCall.answered_at.is_(None) | (HelpCall.answered_at >= since))
        .order_by(HelpCall.answered_at.is_not(None), HelpCall.asked_at, HelpCall.id),
    )
    return [AskedHelp(*row) for row in found]


def my_help(session: Session, person_id: UUID, since: datetime) -> AskedHelp | None:
    """Return the last that a person asked for since an aware instant: who comes, if somebody does."""
    mine = (one for one in help_asked(session, since) if one.person_id == person_id)
    return max(mine, key=lambda one: one.asked_at, default=None)
