"""A report as a file for a spreadsheet: XLSX or CSV, made beside the screen and given up when told to."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any, Final, TextIO
from uuid import uuid4

from app.metrics.figures import Unit, as_duration, as_text
from app.reports.table import Row, Table, Value
from app.spreadsheet import as_cell

DAY_S: Final = 86_400
TOLD_EACH: Final = 50  # rows

Progress = Callable[[int, int], bool]  # rows that are written, rows in all; False gives it up


class GivenUp(Exception):
    """Somebody did not want to wait for the file; nothing of it is left."""


def write_file(path: Path, table: Table, definitions_head: str, progress: Progress) -> None:
    """Write a report to a file, XLSX or CSV by its ending; what was there is replaced when it is whole.

    Raises: GivenUp; OSError when the folder takes it not, or another program holds the old one.
    """
    fresh = path.with_name(f".{path.stem}-{uuid4().hex[:8]}{path.suffix}")
    write = _write_xlsx if path.suffix.lower() == ".xlsx" else _write_csv
    try:
        write(fresh, table, definitions_head, progress)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _rows(table: Table, progress: Progress) -> list[tuple[int, Row]]:
    numbered = list(enumerate((*table.rows, table.whole)))
    if not progress(0, len(numbered)):
        raise GivenUp
    return numbered


def _tell(number: int, count: int, progress: Progress) -> None:
    if (number + 1) % TOLD_EACH == 0 and not progress(number + 1, count):
        raise GivenUp


# CSV: what every program reads


def _write_csv(path: Path, table: Table, definitions_head: str, progress: Progress) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # without the mark Excel reads no Chinese
        _fill_csv(file, table, definitions_head, progress)


def _fill_csv(file: TextIO, table: Table, definitions_head: str, progress: Progress) -> None:
    writer = csv.writer(file)
    writer.writerows([as_cell(line)] for line in (table.title, *table.about))
    writer.writerow([])
    writer.writerow(map(as_cell, table.heads))
    rows = _rows(table, progress)
    for number, row in rows:
        cells = map(_plain, table.units, row.values)
        writer.writerow([f"{'' if row.part is None else '  '}{as_cell(row.words)}", *cells])
        _tell(number, len(rows), progress)
    writer.writerow([])
    writer.writerow([as_cell(definitions_head)])
    for words in table.definitions():
        writer.writerow(map(as_cell, (words.name, words.formula, words.caution)))


def _plain(unit: Unit, value: Value) -> str:
    """Return a number as a program reads it: 83.3%, 0:04:05, 1204."""
    if value is None:
        return ""
    match unit:
        case Unit.SHARE:
            return as_text(unit, value).replace(" ", "")
        case Unit.SECONDS:
            seconds = int(value + 0.5)
            return as_duration(seconds) if seconds >= 3600 else f"0:{seconds // 60:02}:{seconds % 60:02}"
    return str(int(value))


# XLSX: numbers as numbers, times as times, the definitions on a sheet of their own

_FORMATS: Final = {Unit.COUNT: "#,##0", Unit.SHARE: "0.0%", Unit.SECONDS: "[h]:mm:ss"}
_NO_GUESSING: Final = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_WIDEST: Final = 42


def _write_xlsx(path: Path, table: Table, definitions_head: str, progress: Progress) -> None:
    import xlsxwriter.exceptions  # a desk that never makes a file begins without it

    book = xlsxwriter.Workbook(str(path), dict(_NO_GUESSING))
    _fill_sheet(book, book.add_worksheet(), table, progress)
    _fill_definitions(book, book.add_worksheet(_sheet_name(definitions_head)), table)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _sheet_name(words: str) -> str:
    """Return words as the name of a sheet may be."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in words)[:31]


def _fill_sheet(book: Any, sheet: Any, table: Table, progress: Progress) -> None:
    bold, muted = book.add_format({"bold": True}), book.add_format({"font_color": "#555555"})
    heads = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, table.title, bold)
    for number, line in enumerate(table.about, start=1):
        sheet.write_string(number, 0, line, muted)
    top = len(table.about) + 2
    for column, head in enumerate(table.heads):
        sheet.write_string(top, column, head, heads)
    styles = _styles(book, table)
    rows = _rows(table, progress)
    for number, row in rows:
        _fill_row(sheet, top + 1 + number, row, styles[_rank(row)], table.units)
        _tell(number, len(rows), progress)
    _lay_out(sheet, table, top)


def _rank(row: Row) -> str:
    return "whole" if row.group is None else "group" if row.part is None else "part"


def _styles(book: Any, table: Table) -> dict[str, list[Any]]:
    """Return the formats of a row's cells by its rank."""
    looks: dict[str, dict[str, Any]] = {
        "part": {"indent": 1},
        "group": {"bold": True},
        "whole": {"bold": True, "top": 1},
    }
    made: dict[str, list[Any]] = {}
    for rank, look in looks.items():
        plain = {name: value for name, value in look.items() if name != "indent"}
        numbers = [book.add_format({**plain, "num_format": _FORMATS[unit]}) for unit in table.units]
        made[rank] = [book.add_format(look), *numbers]
    return made


def _fill_row(sheet: Any, at: int, row: Row, styles: list[Any], units: tuple[Unit, ...]) -> None:
    sheet.write_string(at, 0, row.words, styles[0])
    for column, (unit, value) in enumerate(zip(units, row.values, strict=True), start=1):
        if value is None:
            sheet.write_blank(at, column, None, styles[column])
        else:
            sheet.write_number(at, column, value / DAY_S if unit is Unit.SECONDS else value, styles[column])
    if row.part is not None:
        sheet.set_row(at, None, None, {"level": 1})


def _lay_out(sheet: Any, table: Table, top: int) -> None:
    names = chain((table.head,), (row.words for row in table.rows))
    sheet.set_column(0, 0, min(_WIDEST, max(map(_width, names)) + 3))
    sheet.set_column(1, len(table.figures), 13)
    sheet.freeze_panes(top + 1, 1)
    sheet.outline_settings(symbols_below=False)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _width(words: str) -> int:
    """Return how wide words are, in digits: a Chinese sign takes two."""
    return sum(2 if sign > "⺀" else 1 for sign in words)


def _fill_definitions(book: Any, sheet: Any, table: Table) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, words in enumerate(table.definitions()):
        sheet.write_string(number, 0, words.name, bold)
        sheet.write_string(number, 1, words.formula, wrapped)
        sheet.write_string(number, 2, words.caution, wrapped)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 60)
