"""Lists that show more than their table has, and lists whose rows are taken away and not retired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.lists.columns import Problem, Scalar, Why
from app.lists.spec import RETIRED, ListSpec, cells_of, to_column
from db.models.base import Base

if TYPE_CHECKING:
    from app.lists.editing import Writing

GONE: Final = "gone"  # as ``retires``: the row is taken away; the log of changes keeps that it was there


def own(spec: ListSpec) -> ListSpec:
    """Return a list with the columns only that its table has."""
    there = set(spec.model.__table__.columns.keys())
    columns = tuple(column for column in spec.columns if column.name in there)
    retires = spec.retires if spec.retires in there else ""
    return replace(spec, columns=columns, retires=retires, read=None, write=None)


def read_own(
    session: Session,
    spec: ListSpec,
    within: str,
    more: Mapping[str, Mapping[Any, Scalar]] | None = None,
    *where: ColumnElement[bool],
) -> Iterator[dict[str, Scalar]]:
    """Yield the rows of a table; ``more`` are the shown columns beside it, by what a row's first key is."""
    plain = own(spec)
    asked = select(spec.model).where(*where)
    if spec.within is not None:
        asked = spec.within(asked, within)
    first = spec.lasting_key[0]
    for row in session.scalars(asked):
        key = getattr(row, first)
        shown = {name: known.get(key, 0) for name, known in (more or {}).items()}
        yield {RETIRED: False, **shown, **cells_of(plain, row)}


def write_own(writing: Writing) -> list[Problem]:
    """Write the cells of a row that its table has."""
    from app.lists.editing import write_row  # it knows all lists, and so these

    plain = own(writing.spec)
    cells = {name: cell for name, cell in writing.row.cells.items() if name in plain.names}
    if not cells:
        return []
    row = writing.row.model_copy(update={"cells": cells})
    return write_row(replace(writing, spec=plain, row=row))


def write_or_remove(writing: Writing) -> Iterable[Problem]:
    """Write a row of a list whose rows are taken away; what is gone already is told."""
    wrong = write_own(writing)
    gone = writing.row.cells.get(RETIRED)
    if wrong or gone is None or not gone.new or writing.row.is_new:
        return wrong
    row = row_of(writing)
    if row is None:
        return [Problem(writing.spec.lasting_key[-1], Why.GONE)]
    writing.session.delete(row)
    return []


def row_of(writing: Writing, *, is_locked: bool = False) -> Base | None:
    """Return the row that is written, if it is there."""
    named = writing.row.says if writing.row.is_new else writing.row.key
    spec = writing.spec
    try:
        keys = {name: to_column(spec.model, name, named.get(name)) for name in spec.lasting_key}
    except ValueError:  # of a key that no grid made
        return None
    lock = {"key_share": True} if is_locked else None
    return writing.session.get(spec.model, keys, with_for_update=lock)
