"""What articles and scripts have in common: of two who edit the same, the second is told of the first."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import EditedMeanwhile
from db.models.people import Person


def overtaken(session: Session, version: int, by_id: UUID | None) -> EditedMeanwhile:
    """Return the refusal for who edited an older version; it names who published this one."""
    person = session.get(Person, by_id) if by_id is not None else None
    return EditedMeanwhile(version=version, who=person.name if person else "")
