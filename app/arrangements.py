"""How a person has arranged the lists: it belongs to the person and comes along to every desk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.command import Actor, Command
from db.feed import own_key
from db.models.arrangements import Arrangement

__all__ = ["ArrangeList", "Arranged", "arrangements", "own_key"]


class ArrangeList(Command):
    """Keep how one's own list stands; an empty one forgets it. What was arranged later elsewhere stays."""

    list_name: str = Field(pattern=r"^[a-z_]{1,40}$")
    arrangement: str = Field(max_length=4_000)

    def apply(self, session: Session, by: Actor) -> None:
        key = {"person_id": by.person_id, "list_name": self.list_name}
        values = key | {"text": self.arrangement, "arranged_at": self.at}
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        # Of two desks that arrange it for the first time at once, one makes the row.
        session.execute(dialect.insert(Arrangement).values(values).on_conflict_do_nothing())
        row = session.get_one(Arrangement, tuple(key.values()), with_for_update=True)
        if row.arranged_at <= self.at:
            row.text, row.arranged_at = self.arrangement, self.at


@dataclass(frozen=True, slots=True)
class Arranged:
    """One list and how it stands."""

    list_name: str
    text: str


def arrangements(session: Session, person_id: UUID) -> list[Arranged]:
    """Return what a person has arranged, by the lists' names."""
    found = session.execute(
        select(Arrangement.list_name, Arrangement.text)
        .where(Arrangement.person_id == person_id, Arrangement.text != "")
        .order_by(Arrangement.list_name)
    )
    return [Arranged(*row) for row in found]
