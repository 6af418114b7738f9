"""What a command is: one thing that somebody decided, whole, with no clock and no chance in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Final, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.errors import FieldChanged, GuardBroken, MoveNotAllowed, NotAllowed, NotFound
from db.ids import new_id
from db.models import Base
from db.models.ledger import OutcomeState
from db.models.people import Role

__all__ = [
    "OVERSEEING",
    "Actor",
    "Command",
    "Edit",
    "Outcome",
    "edit_fields",
    "fetch",
    "look_up",
    "move",
    "new_id",
    "require_own",
    "require_unused",
]

OVERSEEING: Final = frozenset({Role.SUPERVISOR, Role.ADMIN})  # they see and end what others work at

M = TypeVar("M", bound=Base)
S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides."""

    person_id: UUID
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command; ``code`` and ``details`` are those of the refusal."""

    state: OutcomeState
    code: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


class Command(BaseModel):
    """A frozen, validated record of one decision.

    It carries its id, the ids of the rows it makes, the time and the values seen before an edit.
    ``central_only``: only the centre can decide it; a desk without the last word never forecasts it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    version: ClassVar[int] = 1
    central_only: ClassVar[bool] = False

    id: UUID = Field(default_factory=new_id)
    at: AwareDatetime

    @classmethod
    def command_kind(cls) -> str:
        return cls.__name__

    def apply(self, session: Session, by: Actor) -> None:
        """Make it so. Reads no clock, makes no ids. Raises DomainError to refuse."""
        raise NotImplementedError


def fetch(session: Session, model: type[M], key: Any) -> M:
    """Return a row to be changed, locked until the transaction ends. Raises NotFound."""
    # Not against who only names the row in one of theirs: two such who go on to change it would deadlock.
    row = session.get(model, key, with_for_update={"key_share": True})
    if row is None:
        raise NotFound(what=model.__tablename__, id=str(key))
    return row


def look_up(session: Session, model: type[M], key: Any) -> M:
    """Return a row that is only read here; others may read it at the same time. Raises NotFound."""
    row = session.get(model, key)
    if row is None:
        raise NotFound(what=model.__tablename__, id=str(key))
    session.info.setdefault("looked_up", set()).add(row)  # else it is forgotten, and read again
    return row


def require_unused(session: Session, model: type[Base], key: Any) -> None:
    """Raise GuardBroken for an id under which there is a row, also one that this transaction has changed."""
    if session.get(model, key) is not None:
        raise GuardBroken(rule="unique")


def require_own(person_id: UUID, by: Actor, *, or_roles: frozenset[Role] = frozenset()) -> None:
    """Raise NotAllowed for what is another person's, unless one has one of these roles."""
    if person_id != by.person_id and not by.roles & or_roles:
        raise NotAllowed(what="person")


def move(moves: Mapping[S, frozenset[S]], old: S, new: S) -> S:
    """Return the new state if it can be reached from the old one. Raises MoveNotAllowed."""
    if new not in moves.get(old, frozenset()):
        raise MoveNotAllowed(old=old.value, new=new.value)
    return new


class Edit(BaseModel):
    """One field as it was seen and as it shall be."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    old: str
    new: str


def edit_fields(row: Base, edits: Mapping[str, Edit]) -> None:
    """Write the fields of a row whose values are still those that were seen. Raises FieldChanged."""
    for name, edit in edits.items():
        now = getattr(row, name)
        if now not in (edit.old, edit.new):
            raise FieldChanged(field=name, seen=edit.old, theirs=str(now), yours=edit.new)
        setattr(row, name, edit.new)
