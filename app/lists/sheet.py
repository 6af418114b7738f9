"""A list while it is edited: what was seen, what it shall be, what is wrong so far. It stores nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.command import new_id
from app.lists.columns import CellProblem, Column, Kind, Problem, Scalar, Values, Why, check_cell, read_cell
from app.lists.editing import CellEdit, RowEdit
from app.lists.reading import ListPage
from app.lists.spec import POSITION, RETIRED, ListSpec

Names = Callable[[Column], Sequence[tuple[str, Sequence[str]]]]  # of a column: its choices with their names


@dataclass(slots=True)
class SheetRow:
    """One row. ``seen`` is None while the list does not have it; ``unread`` are words that are no value."""

    seen: dict[str, Scalar] | None
    cells: dict[str, Scalar]
    unread: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.seen is None

    @property
    def is_retired(self) -> bool:
        return self.cells.get(RETIRED) is True

    def is_other(self, name: str) -> bool:
        """Tell whether a cell is not as it stands in the list."""
        return self.seen is None or name in self.unread or self.cells.get(name) != self.seen.get(name)

    @property
    def is_changed(self) -> bool:
        return self.seen is None or bool(self.unread) or self.cells != self.seen


class Sheet:
    """The rows of one list under somebody's hands.

    ``names`` gives what a choice is called, ``new_id`` the id of a row that is made here.
    """

    def __init__(
        self, spec: ListSpec, page: ListPage, names: Names, new_id: Callable[[], UUID] = new_id
    ) -> None:
        self.spec, self._names, self._new_id = spec, names, new_id
        self.page = page
        self.rows = [SheetRow(dict(cells), dict(cells)) for cells in _cells(spec, page)]

    # what a person does

    def write(self, at: int, name: str, words: str) -> None:
        """Put words into a cell; what cannot be read stays there as it was typed, with what is wrong."""
        row, column = self.rows[at], self.spec.by_name[name]
        row.unread.pop(name, None)
        row.problems.pop(name, None)
        try:
            row.cells[name] = read_cell(column, words, self._names(column))
        except CellProblem as problem:
            row.unread[name] = words
            row.problems[name] = Problem(name, problem.why, problem.about)
            return
        self._check(row)

    def may_write(self, at: int, name: str) -> bool:
        """Tell whether somebody may type into a cell: what is given once belongs to new rows."""
        column, is_new = self.spec.by_name[name], self.rows[at].is_new
        if column.is_shown_only or column.kind is Kind.INSTANT:
            return False
        return is_new or name == self.spec.valid_from or not (column.is_key or column.is_fixed)

    def take_back(self, at: int, name: str) -> None:
        """Let a cell say again what stands in the list."""
        row = self.rows[at]
        row.unread.pop(name, None)
        row.problems.pop(name, None)
        row.cells[name] = row.seen.get(name) if row.seen is not None else self.spec.by_name[name].start
        self._check(row)

    def add(self, after: int = -1) -> int:
        """Make a row under another one, in a list with an order as the last of its siblings; return where."""
        cells: dict[str, Scalar] = {name: column.start for name, column in self.spec.by_name.items()}
        for column in self.spec.columns:
            if column.kind is Kind.ID:
                cells[column.name] = str(self._new_id())
        if self.spec.parent and 0 <= after < len(self.rows):
            beside = self.rows[after].cells
            cells[self.spec.parent] = beside[self.spec.parent] or beside[self.spec.lasting_key[-1]]
        row = SheetRow(None, cells)
        at = min(after, len(self.rows) - 1) + 1
        self.rows.insert(at, row)
        if self.spec.position:
            others = (_position(one) for one in self._siblings(row) if one is not row)
            cells[POSITION] = 1 + max(others, default=0)
            self._arrange()
        self._check(row)
        return self._at(row)

    def retire(self, at: int) -> None:
        """Take a row out of use, or bring it back; one that the list never had is gone."""
        row = self.rows[at]
        if row.is_new:
            del self.rows[at]
        elif self.spec.retires:
            row.cells[RETIRED] = not row.cells[RETIRED]
            row.problems.pop(RETIRED, None)

    def move(self, at: int, step: int) -> int:
        """Move a row by -1 or 1 among its siblings that are in use; return where it stands then."""
        row = self.rows[at]
        siblings = [one for one in self._siblings(row) if one is row or not one.is_retired]
        here = next(n for n, one in enumerate(siblings) if one is row)
        if not self.spec.position or not 0 <= here + step < len(siblings):
            return at
        every = [one for one in self._siblings(row) if one is not row]
        beside = next(n for n, one in enumerate(every) if one is siblings[here + step])
        every.insert(beside + (step > 0), row)
        for position, one in enumerate(every, 1):
            one.cells[POSITION] = position
        self._arrange()
        return self._at(row)

    def _at(self, row: SheetRow) -> int:
        return next(n for n, one in enumerate(self.rows) if one is row)

    def _siblings(self, row: SheetRow) -> list[SheetRow]:
        parent = self.spec.parent
        if not parent:
            return list(self.rows)
        return [one for one in self.rows if one.cells.get(parent) == row.cells.get(parent)]

    def _arrange(self) -> None:
        """Let rows stand by their positions, each with those under it; of equals as they stood."""
        parent, own = self.spec.parent, self.spec.lasting_key[-1]
        ranked = sorted(self.rows, key=_position)
        if not parent:
            self.rows = ranked
            return
        known = {row.cells[own] for row in ranked} - {None}
        under: dict[Scalar, list[SheetRow]] = {}
        for row in ranked:
            under.setdefault(row.cells[parent], []).append(row)
        found: dict[int, SheetRow] = {}
        for top in (row for row in ranked if row.cells[parent] not in known):
            below = under.get(top.cells[own], []) if top.cells[own] is not None else []
            found |= {id(row): row for row in (top, *below) if id(row) not in found}
        found |= {id(row): row for row in ranked if id(row) not in found}
        self.rows = list(found.values())

    def title(self, at: int) -> str:
        """Return what a row is about: its name, or the words of its key."""
        cells = self.rows[at].cells
        names = [name for name in ("name_zh", "name", *self.spec.lasting_key) if cells.get(name) is not None]
        return str(cells[names[0]]) if names else ""

    # what is wrong

    def _check(self, row: SheetRow) -> None:
        """Find what is wrong with the cells of a row that is to be saved, each for itself."""
        for name, column in self.spec.by_name.items():
            if name in row.unread or column.is_shown_only:
                continue
            told = row.problems.get(name)
            is_free = name == self.spec.valid_from and row.cells.get(name) is None
            wrong = None if is_free or not row.is_other(name) else check_cell(column, row.cells.get(name))
            if wrong is not None:
                row.problems[name] = wrong
            elif told is not None and told.why is Why.REQUIRED:
                del row.problems[name]

    def wrong_cells(self) -> list[tuple[int, str]]:
        """Return where something is wrong, from the top."""
        return [
            (at, name)
            for at, row in enumerate(self.rows)
            for name in self.spec.names
            if name in row.problems and row.problems[name].why is not Why.CHANGED
        ]

    def changed(self) -> list[int]:
        return [at for at, row in enumerate(self.rows) if row.is_changed]

    def edits(self, rows: Sequence[int]) -> tuple[RowEdit, ...]:
        """Return what is to be saved of these rows."""
        return tuple(self._edit(self.rows[at]) for at in rows)

    def _edit(self, row: SheetRow) -> RowEdit:
        seen = row.seen
        if seen is None:
            cells = {
                name: CellEdit(new=value)
                for name, value in row.cells.items()
                if not self.spec.by_name[name].is_shown_only
            }
            return RowEdit(key={}, cells=cells, is_new=True)
        other = {name: value for name, value in row.cells.items() if value != seen.get(name)}
        return RowEdit(
            key={name: seen[name] for name in self.spec.key},
            cells={name: CellEdit(old=seen.get(name), new=value) for name, value in other.items()},
        )

    def refused(self, rows: Sequence[int], problems: Sequence[dict[str, Any]]) -> None:
        """Mark what the store says is wrong with rows as they were sent.

        A cell that somebody else has changed is theirs from now on: saved again, mine takes its place.
        """
        for told in problems:
            if not 0 <= told["row"] < len(rows):
                continue
            row, name, why = self.rows[rows[told["row"]]], str(told["column"]), Why(told["why"])
            row.problems[name] = Problem(name, why, told["about"])
            if why is Why.CHANGED and row.seen is not None:
                row.seen[name] = told["about"]

    def settle(self, rows: Sequence[int]) -> None:
        """Take what is there of these rows as saved."""
        for row in (self.rows[at] for at in rows):
            row.seen = dict(row.cells)
            row.problems.clear()

    # the list as it is now

    def renew(self, page: ListPage) -> None:
        """Put the list as it is now under what is not saved; what is saved has nothing left."""
        mine = [row for row in self.rows if row.is_changed]
        self.page, self.rows = page, [SheetRow(dict(cells), dict(cells)) for cells in _cells(self.spec, page)]
        by_key = {self._key(row): row for row in self.rows}
        holding: dict[tuple[Scalar, ...], SheetRow] = {}
        for row in self.rows:
            holding.setdefault(self._lasting(row), row)
        for own in mine:
            now = by_key.get(self._key(own)) or self._follower(own, holding.get(self._lasting(own)))
            if now is not None:
                self._carry(own, now)
            elif own.is_new:
                self.rows.append(own)
        if self.spec.position:
            self._arrange()

    def _follower(self, own: SheetRow, holding: SheetRow | None) -> SheetRow | None:
        """Return the version that took the place of one that was seen."""
        name = self.spec.valid_from
        if not name or own.seen is None or holding is None or holding.seen is None:
            return None
        return holding if str(holding.seen[name]) > str(own.seen[name]) else None

    def _carry(self, own: SheetRow, row: SheetRow) -> None:
        """Carry what is not saved of a row over to the row as it is now."""
        assert row.seen is not None
        for name, value in own.cells.items():
            before = own.seen.get(name) if own.seen is not None else None
            if value == row.seen.get(name) or (own.seen is not None and value == before):
                continue
            row.cells[name] = value
            if own.seen is not None and before != row.seen.get(name):
                row.problems[name] = Problem(name, Why.CHANGED, row.seen.get(name))
            elif name in own.problems:
                row.problems[name] = own.problems[name]
        row.unread.update(own.unread)
        row.problems.update({name: own.problems[name] for name in own.unread if name in own.problems})

    def _key(self, row: SheetRow) -> tuple[Scalar, ...]:
        cells = row.seen if row.seen is not None else row.cells
        return tuple(cells.get(name) for name in self.spec.key)

    def _lasting(self, row: SheetRow) -> tuple[Scalar, ...]:
        return tuple(row.cells.get(name) for name in self.spec.lasting_key)

    # kept for later

    def dump(self) -> str:
        """Return what is not saved as text; nothing where all is."""
        rows = [
            {"seen": row.seen, "cells": row.cells, "unread": row.unread}
            for row in self.rows
            if row.is_changed
        ]
        return json.dumps(rows, ensure_ascii=False) if rows else ""

    def restore(self, text: str) -> None:
        """Put what was not saved over the list as it is now; what does not fit any more is left out."""
        names = set(self.spec.names)
        kept = [one for one in json.loads(text) if set(one["cells"]) == names]
        page, rows = self.page, [SheetRow(one["seen"], one["cells"], one["unread"]) for one in kept]
        self.rows = rows
        for row in rows:
            for name, words in row.unread.items():
                row.problems[name] = _problem(self.spec.by_name[name], words, self._names)
        self.renew(page)
        for row in self.rows:
            if row.is_changed:
                self._check(row)


def _cells(spec: ListSpec, page: ListPage) -> Iterator[Values]:
    for row in page.rows:
        yield dict(zip(spec.names, row, strict=True))


def _position(row: SheetRow) -> int:
    found = row.cells.get(POSITION)
    return found if isinstance(found, int) else 0


def _problem(column: Column, words: str, names: Names) -> Problem:
    try:
        read_cell(column, words, names(column))
    except CellProblem as problem:
        return Problem(column.name, problem.why, problem.about)
    return Problem(column.name, Why.WRONG_FORM)
