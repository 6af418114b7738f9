"""What is in a list, and who changed what in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import EnumType

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.lists.catalogue import list_named
from app.lists.columns import Choice, Scalar, Values
from app.lists.spec import POSITION, ListSpec, cells_of, to_column
from app.service_time import service_day
from db.models.lists import ListChange
from db.models.people import Person


@dataclass(frozen=True, slots=True)
class ListPage:
    """The rows of a list, each with the cells of `ListSpec.names`, and what its cells can be chosen from.

    Of a list by days a row is what holds now, or what will hold later. ``scopes`` are the parts of a list
    that is shown a part at a time.
    """

    rows: tuple[tuple[Scalar, ...], ...]
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    scopes: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that became another. ``old`` and ``new`` are as the cell has them, numbers and flags as JSON."""

    at: datetime
    by_name: str
    column: str
    old: str | None
    new: str | None


def list_page(session: Session, list_id: str, now: datetime, within: str = "") -> ListPage:
    """Return a list in its order, with what is retired; ``within`` is one of its scopes. Raises NotFound."""
    spec = list_named(list_id)
    scopes = tuple(spec.scopes(session)) if spec.scopes else ()
    within = within or (scopes[0].value if scopes else "")
    rows = spec.read(session, within, now) if spec.read else _rows(session, spec, within)
    kept = _in_order(spec, _versions(spec, rows, now) if spec.valid_from else list(rows))
    choices = {
        column.name: tuple(column.choices(session))
        for column in spec.columns
        if column.choices is not None and not isinstance(column.choices, EnumType)
    }
    return ListPage(tuple(tuple(row.get(name) for name in spec.names) for row in kept), choices, scopes)


def list_changes(session: Session, list_id: str, row_key: str, limit: int = 50) -> list[Change]:
    """Return what was changed in a row, the newest first; ``row_key`` is made by `key_words`."""
    asked = (
        select(ListChange.at, Person.name, ListChange.column, ListChange.old, ListChange.new)
        .join(Person, Person.id == ListChange.by_id)
        .where(ListChange.list_id == list_id, ListChange.row_key == row_key)
        .order_by(ListChange.at.desc(), ListChange.column)
        .limit(limit)
    )
    return [Change(*row) for row in session.execute(asked)]


def _rows(session: Session, spec: ListSpec, within: str) -> Iterable[Values]:
    asked = select(spec.model)
    for name, value in spec.fixed.items():
        asked = asked.where(getattr(spec.model, name) == to_column(spec.model, name, value))
    if spec.within is not None:
        asked = spec.within(asked, within)
    return [cells_of(spec, row) for row in session.scalars(asked)]


def _versions(spec: ListSpec, rows: Iterable[Values], now: datetime) -> list[Values]:
    """Leave out what holds no more."""
    today = today_of(spec, now)
    coming: list[Values] = []
    holding: dict[tuple[Scalar, ...], Values] = {}
    for row in rows:
        begins = str(row[spec.valid_from])
        key = tuple(row[name] for name in spec.lasting_key)
        if begins > today:
            coming.append(row)
        elif key not in holding or str(holding[key][spec.valid_from]) < begins:
            holding[key] = row
    return [*holding.values(), *coming]


def today_of(spec: ListSpec, now: datetime) -> str:
    """Return the day of an instant as a cell has it, or the instant in a list that goes by instants."""
    return now.astimezone(UTC).isoformat() if spec.goes_by_instants else service_day(now).isoformat()


def _in_order(spec: ListSpec, rows: list[Values]) -> list[Values]:
    """Return rows by position and key, each with those under it; what a list reads itself stays as it is."""
    if spec.read is not None:
        return rows

    def rank(row: Values) -> tuple[object, ...]:
        position = row.get(POSITION) or 0
        return (position, *(_sortable(row[name]) for name in spec.key))

    ranked = sorted(rows, key=rank)
    if not spec.parent:
        return ranked
    own = spec.lasting_key[-1]
    under: dict[Scalar, list[Values]] = {}
    for row in ranked:
        under.setdefault(row[spec.parent], []).append(row)
    known = {row[own] for row in ranked}
    found: list[Values] = []
    for row in ranked:
        if row[spec.parent] is None or row[spec.parent] not in known:
            found += [row, *under.get(row[own], ())]
    return found


def _sortable(value: Scalar) -> tuple[int, int | str]:
    """Return a cell so that numbers, words and nothing can stand in one order."""
    return (0, value) if isinstance(value, int) else (1, value or "")
