"""Editing lists: one command for the cells of any list, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command
from app.errors import ListProblems, NotAllowed
from app.lists.catalogue import list_named
from app.lists.columns import Problem, Scalar, Values, Why, check_cell
from app.lists.reading import today_of
from app.lists.spec import RETIRED, ListSpec, cell_of, cells_of, column_values, to_cell, to_column
from db.ids import derived_id
from db.models.base import Base
from db.models.lists import ListChange

MOST_ROWS: Final = 500


class CellEdit(BaseModel):
    """One cell as it was seen and as it shall be."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    old: Scalar = None
    new: Scalar = None


class RowEdit(BaseModel):
    """One row: which one it is, and the cells that change; of a new row all that it has.

    ``retired`` and ``position`` are cells like others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: dict[str, Scalar] = Field(max_length=6)
    cells: dict[str, CellEdit] = Field(min_length=1, max_length=60)
    is_new: bool = False

    @property
    def says(self) -> dict[str, Scalar]:
        return {name: cell.new for name, cell in self.cells.items()}


class EditList(Command):
    """Write rows of a list, all of them or none: added, changed, put in order, retired, brought back.

    Raises: NotFound for no such list; NotAllowed; ListProblems with every cell that is wrong, or that
    somebody changed meanwhile.
    """

    central_only: ClassVar[bool] = True

    list_id: str = Field(max_length=60)
    rows: tuple[RowEdit, ...] = Field(min_length=1, max_length=MOST_ROWS)

    def apply(self, session: Session, by: Actor) -> None:
        spec = list_named(self.list_id)
        if not by.roles & spec.may_edit:
            raise NotAllowed(what=spec.id)
        found: list[dict[str, Scalar]] = []
        for number, row in enumerate(self.rows):
            writing = Writing(session, spec, row, derived_id("list_row", self.id, number), self.at, by)
            wrong = [*check_row(spec, row)] or [*(spec.write or write_row)(writing)]
            found += [
                {"row": number, "column": one.column, "why": one.why.value, "about": one.about}
                for one in wrong
            ]
            if not wrong:
                session.flush()
                _log(writing)
        if found:
            raise ListProblems(problems=found)


@dataclass(frozen=True, slots=True)
class Writing:
    """One row that is being written; ``id`` is its own, for what follows from it."""

    session: Session
    spec: ListSpec
    row: RowEdit
    id: UUID
    at: datetime
    by: Actor


def check_row(spec: ListSpec, row: RowEdit) -> Iterator[Problem]:
    """Yield what is wrong with the cells of a row, each for itself."""
    for name in sorted(row.cells.keys() - set(spec.names)):
        yield Problem(name, Why.UNKNOWN)
    for name in spec.names:
        column, cell = spec.by_name[name], row.cells.get(name)
        if cell is None and not (row.is_new and column.is_required and not column.is_shown_only):
            continue
        is_once = (column.is_key or column.is_fixed) and name != spec.valid_from and not row.is_new
        if cell is not None and (column.is_shown_only or (is_once and cell.new != cell.old)):
            yield Problem(name, Why.FIXED)
            continue
        wrong = check_cell(column, cell.new if cell else column.start)
        if wrong is not None and not (name == spec.valid_from and (cell is None or cell.new is None)):
            yield wrong


def write_row(writing: Writing) -> list[Problem]:
    """Write a row into the table of its list; return what is wrong with it, for then nothing counts."""
    try:
        if writing.row.is_new:
            return _add(writing)
        return _change_version(writing) if writing.spec.valid_from else _change(writing)
    except ValueError:  # of a key that was not made by a grid
        return [Problem(writing.spec.key[0], Why.WRONG_FORM)]


def _add(writing: Writing) -> list[Problem]:
    spec = writing.spec
    if not spec.may_add:
        return [Problem(spec.key[0], Why.FIXED)]
    cells = {**{name: column.start for name, column in spec.by_name.items()}, **writing.row.says}
    if spec.valid_from:
        day = _begins(writing, cells.get(spec.valid_from))
        if isinstance(day, Problem):
            return [day]
        cells[spec.valid_from] = day
    cells = {**cells, **spec.derive(cells)}
    if _is_known(writing, cells):
        return [Problem(spec.lasting_key[-1], Why.KNOWN)]
    wrong = [*spec.check(writing.session, cells)]
    if not wrong:
        writing.session.add(spec.model(**_fixed(spec), **column_values(spec, cells, writing.at)))
    return wrong


def _is_known(writing: Writing, cells: Values) -> bool:
    """Tell whether the list has such a row; one that is retired can come again, from another day on."""
    spec, known = writing.spec, _versions(writing, cells)
    if not known or not spec.valid_from:
        return bool(known)
    day = to_column(spec.model, spec.valid_from, cells[spec.valid_from])
    newest = max(known, key=_begun(spec))
    return not _is_retired(spec, newest) or day in {_begin(spec, row) for row in known}


def _change(writing: Writing) -> list[Problem]:
    found = _versions(writing, writing.row.key)
    if not found:
        return [Problem(writing.spec.lasting_key[-1], Why.GONE)]
    return _write(writing, found[0])


def _change_version(writing: Writing) -> list[Problem]:
    """Let a change begin on a day, today if nobody says: what held before stays readable."""
    spec = writing.spec
    seen, asked = str(writing.row.key.get(spec.valid_from) or ""), writing.row.cells.get(spec.valid_from)
    day = _begins(writing, asked.new if asked else None, seen)
    if isinstance(day, Problem):
        return [day]
    begins, seen_at = (to_column(spec.model, spec.valid_from, one) for one in (day, seen))
    versions = {_begin(spec, row): row for row in _versions(writing, writing.row.key)}
    base = versions.get(max((one for one in versions if one <= max(begins, seen_at)), default=None))
    if base is None:
        return [Problem(spec.lasting_key[-1], Why.GONE)]
    is_coming = _begin(spec, base) == seen_at and seen > today_of(spec, writing.at)
    if is_coming or _begin(spec, base) == begins:
        return _move_version(writing, base, begins, versions)
    columns = {column.key: getattr(base, column.key) for column in spec.model.__table__.columns}
    after = spec.model(**columns | {spec.valid_from: begins})
    wrong = _write(writing, after)
    if not wrong:
        writing.session.add(after)
    return wrong


def _move_version(writing: Writing, row: Base, begins: Any, versions: Mapping[Any, Base]) -> list[Problem]:
    """Change a version that nobody has gone by yet, or that began on the same day, where it stands."""
    name = writing.spec.valid_from
    if versions.get(begins, row) is not row:
        return [Problem(name, Why.KNOWN)]
    wrong = _write(writing, row)
    if not wrong:
        setattr(row, name, begins)
    return wrong


def _write(writing: Writing, row: Base) -> list[Problem]:
    """Write the cells that still say what was seen of them."""
    spec = writing.spec
    theirs: list[Problem] = []
    for name, cell in writing.row.cells.items():
        now = cell_of(spec, row, name)
        if name != spec.valid_from and now not in (cell.old, cell.new):
            theirs.append(Problem(name, Why.CHANGED, now))
    if theirs:
        return theirs
    said = {name: value for name, value in writing.row.says.items() if name != spec.valid_from}
    cells = {**cells_of(spec, row), **said}
    derived = spec.derive(cells)
    wrong = [*spec.check(writing.session, {**cells, **derived})]
    if not wrong:
        for name, value in column_values(spec, {**said, **derived}, writing.at).items():
            setattr(row, name, value)
    return wrong


def _begins(writing: Writing, asked: Scalar, seen: str = "") -> str | Problem:
    """Return from when a version counts: as asked, else now, or with the coming one that was seen."""
    now = today_of(writing.spec, writing.at)
    if asked is None or str(asked) == seen:
        return max(now, seen)
    return str(asked) if str(asked) >= now else Problem(writing.spec.valid_from, Why.PAST)


def _begin(spec: ListSpec, row: Base) -> Any:
    return getattr(row, spec.valid_from)


def _begun(spec: ListSpec) -> Callable[[Base], Any]:
    return partial(_begin, spec)


def _is_retired(spec: ListSpec, row: Base) -> bool:
    return bool(spec.retires) and cell_of(spec, row, RETIRED) is True


def _fixed(spec: ListSpec) -> dict[str, Any]:
    return {name: to_column(spec.model, name, value) for name, value in spec.fixed.items()}


def _versions(writing: Writing, cells: Values) -> list[Base]:
    """Return the rows of a key, locked until the transaction ends."""
    spec = writing.spec
    asked = select(spec.model).with_for_update(key_share=True)
    for name, value in _fixed(spec).items():
        asked = asked.where(getattr(spec.model, name) == value)
    for name in spec.lasting_key:
        asked = asked.where(getattr(spec.model, name) == to_column(spec.model, name, cells.get(name)))
    return list(writing.session.scalars(asked))


def key_words(spec: ListSpec, cells: Values) -> str:
    """Return the key by which the log of changes knows a row through all its versions."""
    return json.dumps([cells.get(name) for name in spec.lasting_key], ensure_ascii=False)


def _log(writing: Writing) -> None:
    """Write down which cells became others."""
    spec, row = writing.spec, writing.row
    named = row.says if row.is_new else row.key
    plain = {name: to_cell(to_column(spec.model, name, named.get(name))) for name in spec.lasting_key}
    key = key_words(spec, plain)  # one key has one form, however it came
    for name, cell in row.cells.items():
        if cell.old == cell.new:
            continue
        writing.session.add(
            ListChange(
                id=derived_id("list_change", writing.id, name),
                list_id=spec.id,
                row_key=key,
                column=name,
                old=_log_words(cell.old),
                new=_log_words(cell.new),
                at=writing.at,
                by_id=writing.by.person_id,
            )
        )


def _log_words(value: Scalar) -> str | None:
    return None if value is None else value if isinstance(value, str) else json.dumps(value)
