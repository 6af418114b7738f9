"""Numbers that only disturb: marked by who was rung, counting once a supervisor has confirmed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import AwareDatetime, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command, fetch
from app.errors import GuardBroken, MoveNotAllowed
from app.rows import rows
from db.models.floor import NuisanceNumber
from db.models.people import Person

LONGEST: Final = timedelta(days=366)  # then somebody looks again: numbers get new owners


class MarkNuisance(Command):
    """Say that a number only disturbs, until when and why. A mark that ended, or waits, is made anew.

    Raises: GuardBroken for no number, or a time that is over or too long; MoveNotAllowed for one that is
    confirmed and holds.
    """

    central_only = True

    number_key: str = Field(max_length=60)
    raw: str = Field(max_length=60)
    reason: str = Field(min_length=1, max_length=200)
    until_at: AwareDatetime

    def apply(self, session: Session, by: Actor) -> None:
        if not self.number_key.partition(":")[2]:
            raise GuardBroken(rule="number")
        if not self.at < self.until_at <= self.at + LONGEST:
            raise GuardBroken(rule="until")
        row = session.get(NuisanceNumber, self.number_key, with_for_update={"key_share": True})
        if row is None:
            row = NuisanceNumber(number_key=self.number_key)
            session.add(row)
        elif row.confirmed_at is not None and row.dropped_at is None and row.until_at > self.at:
            raise MoveNotAllowed(old="confirmed", new="marked")
        row.raw, row.reason, row.until_at = self.raw, self.reason, self.until_at
        row.marked_by_id, row.marked_at = by.person_id, self.at
        row.confirmed_by_id = row.confirmed_at = row.dropped_at = None


class ConfirmNuisance(Command):
    """Let a mark count. Raises: NotFound; MoveNotAllowed for one that counts already, or was dropped."""

    central_only = True

    number_key: str

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, NuisanceNumber, self.number_key)
        if row.confirmed_at is not None or row.dropped_at is not None:
            raise MoveNotAllowed(old="dropped" if row.dropped_at else "confirmed", new="confirmed")
        row.confirmed_by_id, row.confirmed_at = by.person_id, self.at


class DropNuisance(Command):
    """Say that a number disturbs no more, or never did. Raises NotFound."""

    central_only = True

    number_key: str

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        row = fetch(session, NuisanceNumber, self.number_key)
        row.dropped_at = row.dropped_at or self.at


@dataclass(frozen=True, slots=True)
class Nuisance:
    """A number that disturbs. ``confirmed_at`` is None while nobody has confirmed it. Instants are UTC."""

    number_key: str
    raw: str
    reason: str
    marked_by: str
    marked_at: datetime
    until_at: datetime
    confirmed_at: datetime | None


_NUISANCES: Final = select(
    NuisanceNumber.number_key,
    NuisanceNumber.raw,
    NuisanceNumber.reason,
    Person.name,
    NuisanceNumber.marked_at,
    NuisanceNumber.until_at,
    NuisanceNumber.confirmed_at,
).outerjoin(Person, Person.id == NuisanceNumber.marked_by_id)


def nuisance_of(session: Session, number_key: str, now: datetime) -> Nuisance | None:
    """Return the warning for who is rung from a number at an aware instant, if it is confirmed and holds."""
    holds = (
        NuisanceNumber.number_key == number_key,
        NuisanceNumber.confirmed_at.is_not(None),
        NuisanceNumber.dropped_at.is_(None),
        NuisanceNumber.until_at > now,
    )
    found = rows(session, _NUISANCES.where(*holds))
    return next((Nuisance(*row) for row in found), None)


def nuisances(session: Session, now: datetime) -> list[Nuisance]:
    """Return the marks that hold at an aware instant, those that wait for a supervisor first."""
    found = rows(
        session,
        _NUISANCES.where(NuisanceNumber.dropped_at.is_(None), NuisanceNumber.until_at > now).order_by(
            NuisanceNumber.confirmed_at.is_not(None), NuisanceNumber.marked_at, NuisanceNumber.number_key
        ),
    )
    return [Nuisance(*row) for row in found]
