"""How agents stand now, as the store has it, and as a desk is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.floor.machine import Standing
from db.models.floor import AgentNow, AgentState, StateCause, WrapUpPolicy

__all__ = ["AgentState", "Standing", "StateCause", "WrapUpPolicy", "everyone", "standing_of"]

ANSWERED: Final = "answered"  # in a session: whose break or call for help it answered
FIELDS: Final = tuple(field.name for field in fields(Standing))
_READ: Final = TypeAdapter(Standing)


def standing_of(session: Session, person_id: UUID) -> Standing | None:
    """Return how a person stands; None for who has never signed in."""
    row = session.get(AgentNow, person_id)
    return as_standing(row) if row is not None else None


def standings_of(session: Session, persons: Iterable[UUID]) -> dict[UUID, Standing]:
    """Return how these persons stand, those of them who have ever signed in."""
    found = select(AgentNow).where(AgentNow.person_id.in_(list(persons)))
    return {row.person_id: as_standing(row) for row in session.scalars(found)}


def everyone(session: Session) -> dict[UUID, Standing]:
    """Return how everybody stands who has ever signed in, by person."""
    return {row.person_id: as_standing(row) for row in session.scalars(select(AgentNow))}


def note_answer(session: Session, person_id: UUID) -> None:
    """Note that a person's break or call for help has its answer, so that the desk asks for it."""
    session.info.setdefault(ANSWERED, set()).add(person_id)


def as_standing(row: AgentNow) -> Standing:
    return Standing(**{name: getattr(row, name) for name in FIELDS})


def state_facts(person_id: UUID, standing: Standing) -> dict[str, Any]:
    """Return a standing as plain JSON: what a desk is told of its person."""
    facts: dict[str, Any] = _READ.dump_python(standing, mode="json")
    return {"person_id": str(person_id), **facts}


def read_state(facts: Mapping[str, Any]) -> tuple[UUID, Standing]:
    """Return whom it is about, and how they stand. Raises KeyError or ValueError for what is none."""
    values = {name: value for name, value in facts.items() if name != "person_id"}
    return UUID(str(facts["person_id"])), _READ.validate_python(values)


def columns_of(standing: Standing) -> dict[str, Any]:
    """Return a standing as the columns of its row."""
    return asdict(standing)
