"""The table of the order board: a row of words is made when it is painted, never for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.board import BoardLine, BoardNames
from app.board_picture import Picture, Spelling
from app.customers import Tier
from app.service_time import service_day
from app.spreadsheet import to_spreadsheet
from ui.board.words import (
    at,
    fault_words,
    joined,
    late_words,
    owner_words,
    place_words,
    provider_words,
    state_word,
    step_word,
    until_words,
    when_words,
)
from ui.desk.unit_model import ICONS
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.painting import WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.wording import sheet_time, short_day, tier_word

Index = QModelIndex | QPersistentModelIndex
PROMISE, FAULT, PLACE, PROVIDER, STATE, STEP, OWNER = range(7)
MOST_MADE = 500
NAMES = ("promise", "fault", "place", "provider", "state", "step", "owner")  # as they are remembered
translate = QCoreApplication.translate


class BoardModel(QAbstractTableModel):
    """One open order a row, of which two lines are painted. ``UserRole`` is the order's `BoardLine`.

    Signals: ``sort_wanted(int, object)`` a column (-1: none) and a `Qt.SortOrder`: all is sorted elsewhere.
    """

    sort_wanted = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = BoardNames({}, {}, {}, {})
        self._picture = Picture.of((), Spelling(self._names))
        self._at: Sequence[int] = ()
        self._made: dict[int, BoardLine] = {}  # those that were painted lately
        self._now = datetime.min.replace(tzinfo=UTC)

    def show(self, picture: Picture, places: Sequence[int], names: BoardNames, now: datetime) -> None:
        """Show the lines at these places, in this order; nothing is copied."""
        self.beginResetModel()
        self._picture, self._at, self._names, self._now = picture, places, names, now
        self._made.clear()
        self.endResetModel()

    def line(self, row: int) -> BoardLine | None:
        if not 0 <= row < len(self._at):
            return None
        line = self._made.get(row)
        if line is None:
            if len(self._made) > MOST_MADE:
                self._made.clear()
            line = self._made[row] = self._picture.line(self._at[row])
        return line

    def lines(self) -> Iterator[BoardLine]:
        """Return all that is shown, to be gone through beside the screen."""
        return map(self._picture.line, self._at)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_wanted.emit(column, order)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._at)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(NAMES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Promise"),
            self.tr("Machine · fault"),
            self.tr("Where"),
            self.tr("Provider"),
            self.tr("Now"),
            self.tr("Next step"),
            self.tr("Owner"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cell(line, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, line: BoardLine, column: int) -> Cell:
        match column:
            case 0:
                return self._promise(line)
            case 1:
                machine, fault = fault_words(line, self._names)
                known = self._names.faults.get(line.fault_code)
                icon = ICONS[known.line] if known else ""
                return Cell(text=fault, second=line.number, icon=icon, tip=machine, weight=SEMIBOLD)
            case 2:
                county, branch = place_words(line.region_code, self._names)
                return Cell(text=county, second=branch)
            case 3:
                name, technician = provider_words(line, self._names)
                return Cell(text=name, second=technician)
            case 4:
                return self._state(line)
            case 5:
                return self._step(line)
            case _:
                name, _extension = owner_words(line, self._names)
                return Cell(text=name, second=self._weight(line))

    def _promise(self, line: BoardLine) -> Cell:
        words, color = late_words(at(line.due_at), self._now)
        if line.is_paused:
            words, color = self.tr("at rest"), "muted"
        return Cell(
            text=words,
            second=when_words(line, self._now),
            color=color,
            icon="pause" if line.is_paused else "warning-circle" if color == "broken" else "clock",
            icon_color=color,
            weight=REGULAR if color == "text" else SEMIBOLD,
            elide=WHOLE,
        )

    def _weight(self, line: BoardLine) -> str:
        """Return why it presses: how often the customer asked, or the tier, or since when it is open."""
        if line.urge_count:
            return self.tr("chased {0}×").format(line.urge_count)
        if line.tier is not Tier.STANDARD:
            return tier_word(line.tier)
        return self.tr("since {0}").format(short_day(service_day(at(line.opened_at))))

    def _state(self, line: BoardLine) -> Cell:
        word, tone = state_word(line.state)
        if line.told_count:
            return Cell(chip=word, chip_tone=tone, tip=self.tr("escalated {0}×").format(line.told_count))
        return Cell(chip=word, chip_tone=tone)

    def _step(self, line: BoardLine) -> Cell:
        return Cell(
            text=step_word(line.next_step),
            second=until_words(line.next_step_at, self._now),
            second_color="broken" if at(line.next_step_at) < self._now else "muted",
        )


def as_table(lines: Iterable[BoardLine], names: BoardNames, now: datetime) -> str:
    """Return lines as a table that a spreadsheet takes, with its heads."""
    return to_spreadsheet(_rows(lines, names, now))


def _rows(lines: Iterable[BoardLine], names: BoardNames, now: datetime) -> Iterator[tuple[str, ...]]:
    yield _heads()
    for line in lines:
        due = at(line.due_at)
        yield (
            line.number,
            sheet_time(due),
            late_words(due, now)[0] if due < now else "",
            when_words(line, now),
            *place_words(line.region_code, names),
            place_words(line.region_code[:2], names)[0],
            *provider_words(line, names),
            joined(*fault_words(line, names)),
            state_word(line.state)[0],
            step_word(line.next_step),
            sheet_time(at(line.next_step_at)),
            owner_words(line, names)[0],
            str(line.urge_count),
            str(line.told_count),
            tier_word(line.tier),
            sheet_time(at(line.opened_at)),
        )


def _heads() -> tuple[str, ...]:
    return (
        translate("BoardTable", "Order"),
        translate("BoardTable", "Due"),
        translate("BoardTable", "Late"),
        translate("BoardTable", "Promised"),
        translate("BoardTable", "Place"),
        translate("BoardTable", "Branch"),
        translate("BoardTable", "Province"),
        translate("BoardTable", "Provider"),
        translate("BoardTable", "Technician"),
        translate("BoardTable", "Machine · fault"),
        translate("BoardTable", "State"),
        translate("BoardTable", "Next step"),
        translate("BoardTable", "By"),
        translate("BoardTable", "Owner"),
        translate("BoardTable", "Chased"),
        translate("BoardTable", "Escalated"),
        translate("BoardTable", "Tier"),
        translate("BoardTable", "Opened"),
    )
