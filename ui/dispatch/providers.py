"""The providers who may go, as a list of a few rows: best first, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ranking import Cannot, ProviderChoice
from ui.dispatch.reasons import cannot_chip, reason_for
from ui.dispatch.sentences import slot_word
from ui.theme import SEMIBOLD
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.widgets.table import RowTable

Index = QModelIndex | QPersistentModelIndex
COLUMNS = 4


class ProviderModel(QAbstractTableModel):
    """Who, why, how good, first free half-day. ``UserRole`` is the provider's id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[ProviderChoice, ...] = ()
        self._today = date.min

    def show(self, choices: Sequence[ProviderChoice], today: date) -> None:
        self.beginResetModel()
        self._choices, self._today = tuple(choices), today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._choices)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return choice.provider_id
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cell(choice, index.row(), index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, choice: ProviderChoice, row: int, column: int) -> Cell:
        match column:
            case 0:
                key = str(row + 1) if row < 9 else ""
                return Cell(text=choice.name, second=choice.technician, key=key, weight=SEMIBOLD)
            case 1:
                reason = reason_for(choice, self._choices, self._today)
                return Cell(text=reason.first, second=reason.second, icon=reason.icon, icon_color=reason.tone)
            case 2:
                first = self.tr("Five points {0} %").format(choice.top_box_pct)
                second = self.tr("on time {0} %").format(choice.on_time_pct)
                return Cell(text=first, second=second, align=RIGHT, elide=WHOLE)
            case _:
                return self._first_free(choice)

    def _first_free(self, choice: ProviderChoice) -> Cell:
        slot = choice.first_free()
        if slot is None:
            tone = "broken" if choice.cannot is Cannot.FULL else "neutral"
            return Cell(chip=cannot_chip(choice.cannot or Cannot.FULL), chip_tone=tone, align=RIGHT)
        words = self.tr("{0}: {1} free").format(slot_word(slot, self._today), slot.free)
        return Cell(chip=words, chip_tone="good" if slot is choice.half_days[0] else "neutral", align=RIGHT)


class ProviderTable(RowTable):
    """Choose who goes: a digit takes a row and says so, arrows move.

    Signals: ``taken()`` when a digit or Enter chose a row for good.
    """

    taken = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.horizontalHeader().hide()
        self.opened.connect(self.taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        row = int(digit) - 1 if digit in set("123456789") else -1
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and 0 <= row < self.model().rowCount():
            self.selectRow(row)
            self.taken.emit()
            return
        super().keyPressEvent(event)
