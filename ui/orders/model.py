"""The list of one's own orders and cases, by what is due first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.my_orders import Due, OwnWork
from ui.orders.words import about, due_words, slips_word, step_word
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.painting import WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.wording import greeting

Index = QModelIndex | QPersistentModelIndex
BY, WHAT = range(2)


class OwnWorkModel(QAbstractTableModel):
    """By when, and whom and what. ``UserRole`` is the order's id, or the case's where there is no order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[OwnWork, ...] = ()
        self._now = datetime.min.replace(tzinfo=UTC)

    def show(self, rows: Sequence[OwnWork], now: datetime) -> None:
        self.beginResetModel()
        self._rows, self._now = tuple(rows), now
        self.endResetModel()

    def row_of(self, subject_id: UUID | None) -> int:
        """Return where an order or case stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if subject(row) == subject_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WHAT + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("By"), self.tr("Customer and next step"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return subject(row)
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._by(row) if index.column() == BY else self._what(row)
        return cell if role == CELL_ROLE else cell.spoken()

    def _by(self, row: OwnWork) -> Cell:
        is_late = row.due is Due.LATE
        second = self.tr("late") if is_late else self.tr("paused") if row.is_paused else ""
        if row.told_at is not None:
            second = self.tr("told {0}").format(due_words(row.told_at, self._now))
        return Cell(
            text=due_words(row.due_at, self._now),
            second=second,
            second_color="broken" if is_late else "muted",
            weight=SEMIBOLD if is_late else REGULAR,
            elide=WHOLE,
        )

    def _what(self, row: OwnWork) -> Cell:
        chip, tone = "", "neutral"
        if row.urge_count:
            chip, tone = self.tr("chased {0}×").format(row.urge_count), "attn"
        if row.escalated > 1:
            chip, tone = self.tr("told further up"), "broken"
        if row.slips is not None:
            chip = ""  # the line says what was told
        what = step_word(row.step) if row.slips is None else slips_word(row.slips)
        text = f"{greeting(row.customer_name, row.title)} · {what}"
        return Cell(text=text, second=about(row), chip=chip, chip_tone=tone)


def subject(row: OwnWork) -> UUID:
    return row.order_id or row.case_id
