"""The list of commands that were refused and wait for their person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.errors import Refused
from app.sync.outbox import Attention
from ui.attention.words import kind_words, summary
from ui.error_text import refusal_text
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.wording import day_time

Index = QModelIndex | QPersistentModelIndex
WHAT, WHEN = range(2)
ROLES = (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def why(entry: Attention) -> str:
    """Return why a command was refused, as a sentence."""
    return refusal_text(Refused(entry.code, entry.details))


def what(entry: Attention) -> str:
    """Return what a command did, and by what one knows it again."""
    about = summary(entry.kind, entry.body)
    return f"{kind_words(entry.kind)} · {about}" if about else kind_words(entry.kind)


class AttentionModel(QAbstractTableModel):
    """What and why, and when it was entered. ``UserRole`` is the command's number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Attention, ...] = ()

    def show(self, rows: Sequence[Attention]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_of(self, n: int | None) -> int:
        """Return where a command stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.n == n), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WHEN + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row.n
        if role not in ROLES:
            return None
        cell = self._cell(row, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, row: Attention, column: int) -> Cell:
        if column == WHEN:
            return Cell(text=day_time(row.at), size="label", color="text2", align=RIGHT, elide=WHOLE)
        return Cell(text=what(row), second=why(row), icon="warning-circle", icon_color="broken")
