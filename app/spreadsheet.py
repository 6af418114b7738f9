"""Tables as a spreadsheet takes and gives them: a line a row, tabs between the cells, quotes where needed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# Cells that begin so are formulas there, in Excel also with the full-width signs.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_AMOUNT = re.compile(r"-[0-9]+([.,][0-9]+)?%?")
# Codes of digits only lose their zeros in front, and from the twelfth digit on their end; 12E34 is a power.
_CODE = re.compile(r"0[0-9]+|[0-9]{12,}|[0-9]+[Ee][0-9]+")
_AS_TEXT = "'"


def to_spreadsheet(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a table for the clipboard; what would be a formula or a rounded number stays text.

    Source: OWASP, CSV injection.
    """
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerows([as_cell(cell) for cell in row] for row in rows)
    return table.getvalue()


def from_spreadsheet(text: str) -> list[list[str]]:
    """Return the cells of a pasted table; empty lines are left out, blanks around a cell too.

    Quoted cells may hold tabs and lines. Raises: ValueError for what is no table.
    """
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\ufeff"), newline="")
    try:
        rows = [[_from_cell(cell) for cell in row] for row in csv.reader(lines, delimiter="\t")]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return [row for row in rows if any(row)]


def as_cell(words: str) -> str:
    """Return a text as a spreadsheet is given it: what it would calculate or round stays text."""
    cell = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"{_AS_TEXT}{cell}" if _is_taken_for_more(cell) else cell


def _from_cell(cell: str) -> str:
    bare = cell.strip()
    rest = bare.removeprefix(_AS_TEXT)
    return rest if _is_taken_for_more(rest) else bare


def _is_taken_for_more(cell: str) -> bool:
    """Tell whether a spreadsheet would calculate or round what is a text."""
    is_formula = _FORMULA.match(cell) is not None and _AMOUNT.fullmatch(cell) is None
    return is_formula or _CODE.fullmatch(cell) is not None
