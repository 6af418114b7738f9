"""A block before it is taken into the grid, and what was changed in a row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.lists.columns import Column, Kind, Scalar
from app.lists.editing import key_words
from app.lists.pasting import Pasted, PastedAt, PastedCell, PastedRow, changes_of, read_pasted, take_pasted
from app.lists.reading import Change, list_changes
from app.lists.sheet import Sheet
from app.spreadsheet import from_spreadsheet
from ui.admin.aside import ChangesModel, PastedLine, PastedModel
from ui.admin.view import AdminView
from ui.admin.words import cell_words, column_heads, column_word, why_sentence
from ui.context import Context
from ui.error_text import error_text


class Asides(QObject):
    """Show what would be pasted before it is, and who changed a row. ``touched`` is called after a paste."""

    def __init__(self, context: Context, view: AdminView, touched: Callable[[], None]) -> None:
        super().__init__(view)
        self._context, self._view, self._touched = context, view, touched
        self._waiting: Pasted | None = None
        view.pasted.taken.connect(self.take)
        view.pasted.left.connect(self.leave)
        view.changes.left.connect(self.leave)

    # pasting

    def paste(self, text: str, place: tuple[int, str] | None) -> None:
        """Write one word into the cell; show what a block would change before it is taken."""
        sheet = self._sheet
        if sheet is None or not text.strip():
            return
        try:
            table = from_spreadsheet(text)
        except ValueError:
            self._view.say(
                self.tr("The clipboard has no table. Copy the cells in the spreadsheet again."), "attn"
            )
            return
        if len(table) == 1 and len(table[0]) == 1 and place is not None:
            self._view.model.setData(self._view.grid.currentIndex(), table[0][0])
            return
        model, grid = self._view.model, self._view.grid
        hand = grid.currentIndex()
        at = PastedAt(model.rows_from(hand), grid.columns_from(hand))
        self._waiting = read_pasted(sheet, table, model.names, self._heads, at)
        self._show_pasted(sheet, self._waiting)

    @Slot()
    def take(self) -> None:
        """Take the block over; nothing is saved by that."""
        sheet, waiting = self._sheet, self._waiting
        if sheet is None or waiting is None or not self._view.model.is_open:
            return
        rows = take_pasted(sheet, waiting)
        self._touched()
        self.leave()
        if rows:
            self._view.grid.show_place((rows[0], self._view.model.column(0).name))
        words = self.tr("Rows taken over: {0}. Ctrl+Enter saves them.").format(len(rows))
        self._view.say(words, "attn" if waiting.wrong else "good")

    @Slot()
    def leave(self) -> None:
        self._waiting = None
        self._view.show_grid()
        self._view.to_grid()

    def _show_pasted(self, sheet: Sheet, pasted: Pasted) -> None:
        lines = [self._line(sheet, row, cell) for row in pasted.rows for cell in changes_of(sheet, row)]
        model = PastedModel()
        model.show_rows(lines)
        changed = sum(1 for row in pasted.rows if row.at is not None and changes_of(sheet, row))
        new = sum(1 for row in pasted.rows if row.at is None)
        title = self.tr("{0} rows change, {1} are new, {2} stay").format(
            changed, new, len(pasted.rows) - changed - new
        )
        self._view.pasted.show_lines(model, title, self._note(pasted), stretched=3)
        self._view.pasted.let_take(bool(lines))
        self._view.show_pasted()
        self._view.pasted.table.setFocus()

    def _note(self, pasted: Pasted) -> str:
        words = [self.tr("Nothing is saved before you save.")]
        if pasted.wrong:
            words.append(
                self.tr("Cells that are wrong: {0}. They are taken over as they are, and marked.").format(
                    pasted.wrong
                )
            )
        if pasted.left_out:
            words.append(
                self.tr("Columns that this list does not have: {0}. They are left out.").format(
                    pasted.left_out
                )
            )
        return " ".join(words)

    def _line(self, sheet: Sheet, row: PastedRow, cell: PastedCell) -> PastedLine:
        column, found = sheet.spec.by_name[cell.name], sheet.page.choices
        was = self._view.model.words_at(row.at, cell.name) if row.at is not None else ""
        title = (
            sheet.title(row.at)
            if row.at is not None
            else next((one.words for one in row.cells if one.words), "")
        )
        return PastedLine(
            row=title,
            is_new=row.at is None,
            column=column_word(sheet.spec.id, cell.name),
            was=was,
            becomes=cell.words if cell.wrong else cell_words(column, cell.value, found),
            wrong=why_sentence(column, cell.wrong, found) if cell.wrong else "",
        )

    def _heads(self, name: str) -> tuple[str, ...]:
        sheet = self._sheet
        return column_heads(sheet.spec.id, name) if sheet is not None else ()

    # what was changed

    def ask_changes(self) -> None:
        """Show who changed the row under the hand."""
        sheet, place = self._sheet, self._view.model.place(self._view.grid.currentIndex())
        if sheet is None or place is None or sheet.rows[place[0]].seen is None:
            self._view.say(self.tr("A new row has no history."))
            return
        seen = sheet.rows[place[0]].seen or {}
        ask = partial(self._context.desk.ask, list_changes, sheet.spec.id, key_words(sheet.spec, seen))
        on_found = partial(self._on_changes, sheet, sheet.title(place[0]))
        self._context.bridge.read(self._view, ask, on_found, self._on_failed)

    def _on_changes(self, sheet: Sheet, title: str, found: list[Change]) -> None:
        model = ChangesModel(partial(_column_word, sheet), partial(_log_words, sheet))
        model.show_rows(found)
        words = self.tr("What was changed in “{0}”").format(title)
        note = "" if found else self.tr("Nobody has changed it since the store was made.")
        self._view.changes.show_lines(model, words, note, stretched=4)
        self._view.show_changes()
        self._view.changes.table.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._view.say(error_text(error), "broken")

    @property
    def _sheet(self) -> Sheet | None:
        return self._view.model.sheet


def _column_word(sheet: Sheet, name: str) -> str:
    return column_word(sheet.spec.id, name) if name in sheet.spec.by_name else name


def _log_words(sheet: Sheet, name: str, value: str | None) -> str:
    """Return a cell of the log as it is read."""
    column = sheet.spec.by_name.get(name)
    return cell_words(column, _logged(column, value), sheet.page.choices) if column else value or ""


def _logged(column: Column, value: str | None) -> Scalar:
    if value is None:
        return None
    if column.kind is Kind.FLAG:
        return value == "true"
    return int(value) if column.kind in (Kind.WHOLE, Kind.CLOCK) and value.lstrip("-").isdigit() else value
