"""Places in lists: typed by code or name, shown by name, and lists that are shown a branch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.lists.columns import Choice, Column, Kind, Problem, Why
from app.places import places
from app.regions import branch_of, region_path
from db.models.catalogue import Region

if TYPE_CHECKING:
    from app.lists.editing import Writing

Write = Callable[["Writing"], Iterable[Problem]]

PLACE: Final = "place"  # the region's name, beside its code
_DIGITS: Final = frozenset({2, 4, 6, 9})


def branches(session: Session, *asked: Select[str]) -> list[Choice]:
    """Return the branches of the regions that some queries give, by code."""
    codes = {branch_of(code) for one in asked for code in session.scalars(one)} - {""}
    return _named(session, codes)


def region_names(asked: Select[str]) -> Callable[[Session], list[Choice]]:
    """Return what names the regions that a query gives."""
    return lambda session: _named(session, set(session.scalars(asked)))


def place_column(choices: Callable[[Session], list[Choice]]) -> Column:
    """Return the column that names the region whose code stands beside it."""
    return Column(PLACE, Kind.CHOICE, is_required=False, is_shown_only=True, choices=choices)


def placed(write: Write, *columns: str) -> Write:
    """Return how rows are written whose ``columns`` name regions, by code or by name."""

    def write_placed(writing: Writing) -> Iterable[Problem]:
        for column in columns:
            found = _with_region(writing, column)
            if isinstance(found, Problem):
                return [found]
            writing = found
        return write(writing)

    return write_placed


def _with_region(writing: Writing, column: str) -> Writing | Problem:
    """Return what is written with the code of a place that was typed by its name; or that it means none."""
    cell = writing.row.cells.get(column)
    if cell is None or cell.new == cell.old or not isinstance(cell.new, str):
        return writing
    code = _code(writing.session, cell.new)
    if code is None:
        return Problem(column, Why.UNKNOWN, cell.new)
    cells = {**writing.row.cells, column: cell.model_copy(update={"new": code})}
    return replace(writing, row=writing.row.model_copy(update={"cells": cells}))


def _code(session: Session, text: str) -> str | None:
    """Return the code of the one region that a text means."""
    if text.isdecimal():
        known = len(text) in _DIGITS and session.get(Region, text) is not None
        return text if known else None
    found = places(session, text, 2)
    return found[0].code if len(found) == 1 else None


def _named(session: Session, codes: Iterable[str]) -> list[Choice]:
    wanted = {code: region_path(code)[:2] for code in codes}
    asked = select(Region.code, Region.name_zh, Region.name_en).where(
        Region.code.in_({one for path in wanted.values() for one in path} | wanted.keys())
    )
    names: dict[str, Any] = {code: (zh, en) for code, zh, en in session.execute(asked)}
    found = []
    for code in sorted(wanted.keys() & names.keys()):
        zh, en = names[code]
        above = [names[one] for one in wanted[code] if one != code and one in names]
        found.append(
            Choice(
                code,
                " · ".join([*(one[0] for one in above), zh]),
                ", ".join([en, *(one[1] for one in above)]),
            )
        )
    return found
