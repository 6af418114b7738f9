"""The grid of a list: what is shown of a sheet, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.lists.columns import Choice, Column, Kind
from app.lists.reading import ListPage
from app.lists.sheet import Sheet, SheetRow
from app.lists.spec import RETIRED
from app.names import word_initials
from ui.admin.words import cell_words, choice_word, choices_of, column_word, why_sentence
from ui.theme import MEDIUM, REGULAR
from ui.widgets.list_model import UNSORTED, ranked
from ui.widgets.painting import LEFT, RIGHT
from ui.widgets.rows import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex
PLACE_ROLE = CELL_ROLE + 1  # where the row stands in the sheet, and the name of the column
AMOUNTS = (Kind.WHOLE, Kind.CLOCK)  # they stand at the right
SHOWN = (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class Show(StrEnum):
    """Which rows are shown."""

    USED = "used"
    ALL = "all"
    RETIRED = "retired"
    UNSAVED = "unsaved"
    WRONG = "wrong"


class GridModel(QAbstractTableModel):
    """The rows of a sheet that a filter and words keep. ``PLACE_ROLE`` is row and column in the sheet.

    Where ``is_open`` is not so nothing can be typed.

    Signals: ``edited()`` after a person wrote into a cell.
    """

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self._columns: Sequence[Column] = ()
        self._shown: list[int] = []
        self.is_open = True
        self._show, self._words = Show.USED, ""
        self._sort = UNSORTED, Qt.SortOrder.AscendingOrder
        self._initials: dict[str, str] = {}

    def set_sheet(self, sheet: Sheet | None, *, is_open: bool = True) -> None:
        """Show a sheet; one that is not open is only read."""
        self.beginResetModel()
        if sheet is not self.sheet:
            self._sort = UNSORTED, Qt.SortOrder.AscendingOrder
        self.sheet, self.is_open = sheet, is_open
        self._columns = [one for one in sheet.spec.columns if one.is_visible] if sheet else ()
        self._shown = self._kept()
        self.endResetModel()

    def refresh(self) -> None:
        """Show the sheet as it stands now."""
        self.beginResetModel()
        self._shown = self._kept()
        self.endResetModel()

    def find(self, show: Show, words: str) -> None:
        self._show, self._words = show, words.strip().casefold()
        self.refresh()

    @property
    def is_sorted(self) -> bool:
        """Tell whether the rows stand by a column, and not in the order of the list."""
        return self._sort[0] != UNSORTED

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1: in the order of the list. The hand stays on its cell."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [self._shown[index.row()] for index in before]
        self._sort = (column if 0 <= column < len(self._columns) else UNSORTED), order
        self._shown = self._in_order(self._shown)
        row_of = {place: row for row, place in enumerate(self._shown)}
        pairs = zip(before, places, strict=True)
        self.changePersistentIndexList(before, [self.index(row_of[at], one.column()) for one, at in pairs])
        self.layoutChanged.emit()

    def rows_from(self, index: Index) -> list[int]:
        """Return the rows of the sheet that are shown from a cell on."""
        return self._shown[index.row() :] if index.isValid() else []

    def counts(self) -> dict[str, int]:
        """Return how many rows each filter would show."""
        rows = self.sheet.rows if self.sheet else []
        return {show.value: sum(1 for row in rows if _is_shown(row, show)) for show in Show}

    def names(self, column: Column) -> list[tuple[str, tuple[str, ...]]]:
        """Return the choices of a column with the names that are taken for them."""
        return _names(column, self.sheet.page.choices if self.sheet else {})

    def names_of(self, page: ListPage) -> Callable[[Column], list[tuple[str, tuple[str, ...]]]]:
        """Return what gives the choices of a column of a page with the names that are taken for them."""
        return lambda column: _names(column, page.choices)

    def choices(self, column: Column) -> list[tuple[str, str]]:
        """Return what can be chosen now: value and word, without what is retired."""
        found = self.sheet.page.choices if self.sheet else {}
        return [(one.value, choice_word(column, one)) for one in choices_of(column, found) if not one.retired]

    def column(self, at: int) -> Column:
        return self._columns[at]

    def column_of(self, name: str) -> int:
        return next((at for at, one in enumerate(self._columns) if one.name == name), 0)

    def place(self, index: Index) -> tuple[int, str] | None:
        if not index.isValid():
            return None
        return self._shown[index.row()], self._columns[index.column()].name

    def index_of(self, at: int, name: str) -> QModelIndex:
        """Return where a row of the sheet is shown; not valid where the filter leaves it out."""
        return self.index(self._shown.index(at), self.column_of(name)) if at in self._shown else QModelIndex()

    def words_at(self, at: int, name: str) -> str:
        """Return a cell as it can be typed again."""
        assert self.sheet is not None
        row = self.sheet.rows[at]
        if name in row.unread:
            return row.unread[name]
        return cell_words(self.sheet.spec.by_name[name], row.cells.get(name), self.sheet.page.choices)

    def sentence_at(self, index: Index) -> str:
        """Say what is wrong with a cell; empty where nothing is."""
        place = self.place(index)
        if place is None or self.sheet is None:
            return ""
        problem = self.sheet.rows[place[0]].problems.get(place[1])
        if problem is None:
            return ""
        return why_sentence(self.sheet.spec.by_name[place[1]], problem, self.sheet.page.choices)

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self.sheet is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].kind in AMOUNTS:
            return RIGHT | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return column_word(self.sheet.spec.id, self._columns[section].name)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        place = self.place(index)
        if place is not None and self.is_open and self.sheet is not None and self.sheet.may_write(*place):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place(index)
        if place is None or self.sheet is None:
            return None
        if role == PLACE_ROLE:
            return place
        if role == Qt.ItemDataRole.EditRole:
            return self.words_at(*place)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.sentence_at(index) or None
        if role not in SHOWN:
            return None
        cell = self._cell(*place, index.column())
        return cell if role == CELL_ROLE else cell.spoken()

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        is_open = bool(self.flags(index) & Qt.ItemFlag.ItemIsEditable)  # what is pasted asks nobody else
        if place is None or self.sheet is None or role != Qt.ItemDataRole.EditRole or not is_open:
            return False
        if str(value) != self.words_at(*place):
            self.sheet.write(*place, str(value))
            self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(self._columns) - 1))
            self.edited.emit()
        return True

    def _cell(self, at: int, name: str, column: int) -> Cell:
        assert self.sheet is not None
        row, spec = self.sheet.rows[at], self.sheet.spec
        kind = spec.by_name[name].kind
        icon = _icon(row, name, column)
        is_other = not row.is_new and row.is_other(name)
        words = self.words_at(at, name)
        if spec.parent and name == spec.lasting_key[-1] and row.cells.get(spec.parent):
            words = f"    {words}"
        return Cell(
            text=" ".join(words.splitlines()) if kind is Kind.LINES else words,
            icon=icon,
            icon_color="broken" if icon == "warning-circle" else "attn",
            chip=self.tr("retired") if row.is_retired and column == len(self._columns) - 1 else "",
            weight=MEDIUM if is_other or row.is_new else REGULAR,
            color="muted" if row.is_retired else "accent_t" if is_other or row.is_new else "text",
            align=RIGHT if kind in AMOUNTS else LEFT,
            tip=self.sentence_at(self.index_of(at, name)) or self._told(row, name),
        )

    def _told(self, row: SheetRow, name: str) -> str:
        """Say what an unsaved cell said before."""
        if row.is_new:
            return self.tr("new, not saved")
        if row.seen is None or not row.is_other(name) or self.sheet is None:
            return ""
        before = cell_words(self.sheet.spec.by_name[name], row.seen.get(name), self.sheet.page.choices)
        return self.tr("not saved; was “{0}”").format(before)

    def _kept(self) -> list[int]:
        rows = self.sheet.rows if self.sheet else []
        kept = [at for at, row in enumerate(rows) if _is_shown(row, self._show)]
        return self._in_order([at for at in kept if self._has_words(at)] if self._words else kept)

    def _in_order(self, rows: Sequence[int]) -> list[int]:
        """Let rows stand in the order of the list or by a column; then new ones are the last."""
        as_listed = sorted(rows)
        column, order = self._sort
        if column == UNSORTED or self.sheet is None:
            return as_listed
        new = [at for at in as_listed if self.sheet.rows[at].is_new]
        known = [at for at in as_listed if not self.sheet.rows[at].is_new]
        keys = [self._sorted_by(at, self._columns[column]) for at in known]
        return [*(known[place] for place in ranked(keys, order)), *new]

    def _sorted_by(self, at: int, column: Column) -> object:
        """Return the amount of a cell, nothing before all others, or its words."""
        assert self.sheet is not None
        if column.kind not in AMOUNTS:
            return self.words_at(at, column.name)
        value = self.sheet.rows[at].cells.get(column.name)
        return value if isinstance(value, int) else float("-inf")

    def _has_words(self, at: int) -> bool:
        assert self.sheet is not None
        if self.sheet.rows[at].is_new:
            return True
        cells = [self.words_at(at, column.name) for column in self._columns]
        if any(self._words in words.casefold() for words in cells):
            return True
        return self._words.isascii() and any(self._words in self._initials_of(words) for words in cells)

    def _initials_of(self, words: str) -> str:
        if words not in self._initials:
            self._initials[words] = "" if words.isascii() else word_initials(words)
        return self._initials[words]


def _names(column: Column, found: Mapping[str, tuple[Choice, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    known = choices_of(column, found)
    return [(one.value, (choice_word(column, one), one.name_zh, one.name_en)) for one in known]


def _is_shown(row: SheetRow, show: Show) -> bool:
    match show:
        case Show.USED:
            return not row.is_retired or row.is_changed
        case Show.RETIRED:
            return row.is_retired
        case Show.UNSAVED:
            return row.is_changed
        case Show.WRONG:
            return bool(row.problems)
    return True


def _icon(row: SheetRow, name: str, column: int) -> str:
    if name in row.problems or (column == 0 and RETIRED in row.problems):
        return "warning-circle"
    return "pencil-simple" if column == 0 and row.is_changed else ""
