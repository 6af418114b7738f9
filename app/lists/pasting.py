"""A block from a spreadsheet over a sheet: which rows it means, what would change, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.lists.columns import CellProblem, Kind, Problem, Scalar, Why, check_cell, read_cell
from app.lists.sheet import Names, Sheet
from app.lists.spec import RETIRED

Heads = Callable[[str], Sequence[str]]  # what stands over a column, in the words that are taken for it


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell of the block: what it says, and what is wrong with that."""

    name: str
    words: str
    value: Scalar
    wrong: Problem | None


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line of the block; ``at`` is the row of the sheet that it means, None a new one."""

    at: int | None
    cells: tuple[PastedCell, ...]

    @property
    def is_wrong(self) -> bool:
        return any(cell.wrong for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A whole block; ``left_out`` counts the columns that the list does not have."""

    rows: tuple[PastedRow, ...]
    left_out: int = 0

    @property
    def wrong(self) -> int:
        return sum(1 for row in self.rows for cell in row.cells if cell.wrong)


@dataclass(frozen=True, slots=True)
class PastedAt:
    """Where a block is pasted: the rows of the sheet and the columns from the cell on, as they are shown."""

    rows: Sequence[int]
    columns: Sequence[str]


def read_pasted(
    sheet: Sheet, table: Sequence[Sequence[str]], names: Names, heads: Heads, place: PastedAt
) -> Pasted:
    """Read a block that is pasted at a cell.

    With a line of heads the columns are those that it names, else those from the cell on. Where the block has
    the key, a line means the row with that key or a new one; else the rows from the cell on, and new ones.
    """
    columns, lines, left_out = _columns(sheet, table, heads, place.columns)
    keys = _keys_among(sheet, columns)
    known = [(key, {_key_words(sheet, n, key): n for n in range(len(sheet.rows))}) for key in keys]
    rows = []
    for number, line in enumerate(lines):
        words = {name: cell for name, cell in zip(columns, line, strict=False) if name}
        if keys:
            found = [of_key.get(_key_of_line(sheet, words, names, key)) for key, of_key in known]
            at = next((one for one in found if one is not None), None)
        else:
            at = place.rows[number] if number < len(place.rows) else None
        rows.append(PastedRow(at, _cells(sheet, words, at, names)))
    return Pasted(tuple(rows), left_out)


def take_pasted(sheet: Sheet, pasted: Pasted) -> list[int]:
    """Write a block into the sheet, also what is wrong: it is marked there. Return the rows it went to."""
    touched = []
    for row in sorted(pasted.rows, key=lambda one: one.at is None):  # a new one may move those under it
        changes = changes_of(sheet, row)
        at = sheet.add(len(sheet.rows) - 1) if row.at is None else row.at
        for cell in changes:
            if sheet.may_write(at, cell.name):
                sheet.write(at, cell.name, cell.words)
        if changes:
            touched.append(at)
    return touched


def changes_of(sheet: Sheet, row: PastedRow) -> list[PastedCell]:
    """Return the cells of a line that would become others."""
    return [cell for cell in row.cells if row.at is None or _is_change(sheet, row.at, cell)]


def _is_change(sheet: Sheet, at: int, cell: PastedCell) -> bool:
    return cell.wrong is not None or sheet.rows[at].cells.get(cell.name) != cell.value


def _columns(
    sheet: Sheet, table: Sequence[Sequence[str]], heads: Heads, shown: Sequence[str]
) -> tuple[list[str], Sequence[Sequence[str]], int]:
    visible = [column.name for column in sheet.spec.columns if column.is_visible]
    if sheet.spec.retires:
        visible.append(RETIRED)
    named = _named(table[0], visible, heads) if table else []
    found = [name for name in named if name]
    if found and len(found) * 2 > len(named):
        return named, table[1:], len(named) - len(found)
    wanted = [*shown, *(RETIRED for name in visible if name == RETIRED)]
    widest = max((len(line) for line in table), default=0)
    return wanted[:widest], table, max(0, widest - len(wanted))


def _named(line: Sequence[str], visible: Sequence[str], heads: Heads) -> list[str]:
    """Return the columns that a line names; two of the same name are meant in their order."""
    by_head: dict[str, list[str]] = {}
    for name in visible:
        for word in {word.casefold() for word in (name, *heads(name))}:
            by_head.setdefault(word, []).append(name)
    found: list[str] = []
    for cell in line:
        meant = (name for name in by_head.get(cell.casefold(), ()) if name not in found)
        found.append(next(meant, ""))
    return found


def _typed_key(sheet: Sheet) -> list[str]:
    """Return the key as people type it; a row known by an id alone is known by no words."""
    names = [name for name in sheet.spec.lasting_key if sheet.spec.by_name[name].kind is not Kind.ID]
    return names or [sheet.spec.lasting_key[0]]


def _keys_among(sheet: Sheet, columns: Sequence[str]) -> list[list[str]]:
    """Return the keys that the columns hold: that of one version of a row first, then that of them all."""
    lasting, day = _typed_key(sheet), sheet.spec.valid_from
    if not set(lasting) <= set(columns):
        return []
    return [[*lasting, day], lasting] if day and day in columns and day not in lasting else [lasting]


def _key_words(sheet: Sheet, at: int, key: Sequence[str]) -> tuple[Scalar, ...]:
    return tuple(sheet.rows[at].cells.get(name) for name in key)


def _key_of_line(sheet: Sheet, words: dict[str, str], names: Names, key: Sequence[str]) -> tuple[Scalar, ...]:
    found: list[Scalar] = []
    for name in key:
        column = sheet.spec.by_name[name]
        try:
            found.append(read_cell(column, words.get(name, ""), names(column)))
        except CellProblem:
            found.append(words.get(name, ""))
    return tuple(found)


def _cells(sheet: Sheet, words: dict[str, str], at: int | None, names: Names) -> tuple[PastedCell, ...]:
    return tuple(_cell(sheet, name, said, at, names) for name, said in words.items())


def _cell(sheet: Sheet, name: str, words: str, at: int | None, names: Names) -> PastedCell:
    column = sheet.spec.by_name[name]
    stands = sheet.rows[at].cells.get(name) if at is not None else None
    if at is not None and (column.kind is Kind.INSTANT or column.is_shown_only or words == stands):
        return PastedCell(name, words, stands, None)  # nobody types it, or it says what stands there
    try:
        value = read_cell(column, words, names(column))
    except CellProblem as problem:
        return PastedCell(name, words, None, Problem(name, problem.why, problem.about))
    if at is not None and stands == value:
        return PastedCell(name, words, value, None)
    if at is not None and not sheet.may_write(at, name):
        if value is None:  # nothing is said of what does not change anyway
            return PastedCell(name, words, stands, None)
        return PastedCell(name, words, value, Problem(name, Why.FIXED))
    wrong = None if column.is_shown_only or name == sheet.spec.valid_from else check_cell(column, value)
    return PastedCell(name, words, value, wrong)
