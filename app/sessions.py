"""What is signed in at the centre, and who is left to administer."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models.hub import Credential, ExtensionUse, Token, TokenKind
from db.models.people import Person, PersonRole, Role

_SESSIONS: Final = (TokenKind.ACCESS, TokenKind.REFRESH)  # unsent work may still come


def end_sessions(session: Session, person_id: UUID) -> None:
    """End what a person has signed in, and give back the extension."""
    session.execute(delete(Token).where(Token.person_id == person_id, Token.kind.in_(_SESSIONS)))
    session.execute(delete(ExtensionUse).where(ExtensionUse.person_id == person_id))


def lock_admins(session: Session) -> frozenset[UUID]:
    """Return the administrators who can come in; none of them becomes another until the transaction ends.

    Two who disable each other wait here for each other, and one is left. Where the store has passwords, who
    has none cannot come in.
    """
    admins = select(PersonRole.person_id).where(PersonRole.role == Role.ADMIN)
    active = select(Person.id).where(Person.active.is_(True), Person.id.in_(admins)).order_by(Person.id)
    found = frozenset(session.scalars(active.with_for_update(key_share=True)))
    able = frozenset(session.scalars(select(Credential.person_id)))
    return found & able if able else found
