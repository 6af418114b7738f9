"""The list of promised calls that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.followup_list import DueFollowUp
from app.numbers import masked
from app.service_time import service_day
from ui.records import Mark, marked
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.wording import greeting, local, named, short_day

Index = QModelIndex | QPersistentModelIndex
BY, CUSTOMER, OWNER, TRIES = range(4)


class FollowUpModel(QAbstractTableModel):
    """By when, whom and why, whose, how often tried. ``UserRole`` is the follow-up's id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DueFollowUp, ...] = ()
        self._now = datetime.min.replace(tzinfo=UTC)
        self._mark: Callable[[UUID], Mark | None] = _unmarked

    def set_marks(self, mark: Callable[[UUID], Mark | None]) -> None:
        """Let each line show how far it is."""
        self._mark = mark

    def repaint(self) -> None:
        """Show the marks as they are now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, CUSTOMER), self.index(len(self._rows) - 1, CUSTOMER))

    def ids(self) -> list[UUID]:
        return [row.follow_up_id for row in self._rows]

    def show(self, rows: Sequence[DueFollowUp], now: datetime) -> None:
        self.beginResetModel()
        self._rows, self._now = tuple(rows), now
        self.endResetModel()

    def row_of(self, follow_up_id: UUID | None) -> int:
        """Return where a follow-up stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.follow_up_id == follow_up_id), -1)

    def row(self, number: int) -> DueFollowUp | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else TRIES + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == TRIES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("By"), self.tr("Customer"), self.tr("Whose"), self.tr("Tries"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row.follow_up_id
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cell(row, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, row: DueFollowUp, column: int) -> Cell:
        match column:
            case 0:
                return self._by(row)
            case 1:
                why = f"{named(row.reason_zh, row.reason_en)} · {masked(row.phone_key)}"
                cell = Cell(text=greeting(row.customer_name, row.title), second=why)
                return marked(cell, self._mark(row.follow_up_id))
            case 2:
                is_mine = row.owner_id or row.claimed_until
                return Cell(text=self.tr("mine") if is_mine else self.tr("anyone"), size="label")
            case _:
                return Cell(text=str(row.attempts), align=RIGHT, elide=WHOLE)

    def _by(self, row: DueFollowUp) -> Cell:
        is_late = row.due_at < self._now
        is_today = service_day(row.due_at) == service_day(self._now)
        text = f"{local(row.due_at):%H:%M}" if is_today else short_day(service_day(row.due_at))
        quiet = self.tr("from {0}").format(f"{local(row.quiet_until):%H:%M}") if row.quiet_until else ""
        return Cell(
            text=text,
            second=quiet or (self.tr("overdue") if is_late else ""),
            second_color="muted" if quiet else "broken",
            weight=SEMIBOLD if is_late else REGULAR,
            elide=WHOLE,
        )


def _unmarked(_follow_up_id: UUID) -> None:
    """Mark nothing."""
