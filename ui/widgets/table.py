"""The table that all lists of the desk are made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from app.spreadsheet import to_spreadsheet
from ui.theme import Theme
from ui.widgets.arrangement import Arrangement
from ui.widgets.columns import ColumnsPanel
from ui.widgets.list_model import UNSORTED, ListModel
from ui.widgets.rows import CELL_ROLE, PADDING, RowDelegate

ROLE = Qt.ItemDataRole.AccessibleTextRole
TELL_MS = 500


class RowTable(QTableView):
    """Show rows by a `RowDelegate`: whole rows chosen and lit, no grid, height by one or two lines.

    Ctrl+C copies all of it as a table. With `let_arrange` a person moves, sizes, hides and sorts its columns.
    Signals: ``opened(QModelIndex)`` when a row is double-clicked or Enter is pressed on it; ``arranged()``
    when a person has arranged it.
    """

    opened = Signal(QModelIndex)
    arranged = Signal()

    def __init__(self, name: str, two_lines: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = RowDelegate(self)
        self.setItemDelegate(self.rows)
        self._names: Sequence[str] = ()
        self._widths: dict[int, int] = {}
        self._stretched = -1
        self._is_arranging = False
        self._later = QTimer(self, singleShot=True, interval=TELL_MS)
        self._later.timeout.connect(self.arranged)
        self._set_behaviour()
        self._set_heads(Theme.current().px("row_two" if two_lines else "row"))
        self.doubleClicked.connect(self.opened)

    def set_widths(self, widths: dict[int, int], stretched: int) -> None:
        """Give columns their widths in pixels and one column all that is left."""
        self._widths, self._stretched = dict(widths), stretched
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    # arranging: the stretched column is what a row is about, and stays

    def let_arrange(self, names: Sequence[str], sortable: bool = True) -> None:
        """Let a person arrange the columns, which are remembered by these names."""
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSectionsClickable(sortable)
        head.setSortIndicatorClearable(True)
        self.name_columns(names)
        self.setSortingEnabled(sortable)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self.choose_columns)
        for changed in (head.sectionMoved, head.sectionResized, head.sortIndicatorChanged):
            changed.connect(self._on_arranged)

    def name_columns(self, names: Sequence[str]) -> None:
        """Let the columns be remembered by these names from now on, or not at all; nothing is sorted."""
        self._names = tuple(names)
        self.horizontalHeader().setSortIndicator(UNSORTED, Qt.SortOrder.AscendingOrder)

    def may_arrange(self) -> bool:
        """Tell whether its columns are a person's to arrange."""
        return bool(self._names)

    def is_kept(self, column: int) -> bool:
        """Tell whether a column is always there."""
        return column == self._stretched

    def arrangement(self) -> Arrangement:
        """Return what a person has made other than it came."""
        head, names = self.horizontalHeader(), self._names
        order = tuple(names[head.logicalIndex(at)] for at in range(len(names)))
        shown = [at for at in sorted(self.shown_columns()) if at != self._fills()]
        sort = head.sortIndicatorSection()
        return Arrangement(
            order=() if order == tuple(names) else order,
            widths={
                names[at]: head.sectionSize(at)
                for at in shown
                if head.sectionSize(at) != self._widths.get(at)
            },
            hidden=tuple(names[at] for at in range(len(names)) if head.isSectionHidden(at)),
            sort=names[sort] if 0 <= sort < len(names) else "",
            falling=sort >= 0 and head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )

    def arrange(self, wanted: Arrangement) -> None:
        """Let the columns stand so, without a signal; names that are none any more are passed over."""
        self._is_arranging = True
        head, names = self.horizontalHeader(), self._names
        known = [name for name in wanted.order if name in names]
        for at, name in enumerate([*known, *(name for name in names if name not in known)]):
            head.moveSection(head.visualIndex(names.index(name)), at)
        for at, name in enumerate(names):
            head.setSectionHidden(at, name in wanted.hidden and not self.is_kept(at))
            if at != self._stretched:
                self.setColumnWidth(at, wanted.widths.get(name, self._widths.get(at, self.columnWidth(at))))
        falling = Qt.SortOrder.DescendingOrder if wanted.falling else Qt.SortOrder.AscendingOrder
        sort = names.index(wanted.sort) if wanted.sort in names else UNSORTED
        head.setSortIndicator(sort, falling if sort != UNSORTED else Qt.SortOrder.AscendingOrder)
        self._is_arranging = False
        self.keep_hand_shown()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.isColumnHidden(current.column()):
            self.keep_hand_shown()

    def keep_hand_shown(self) -> None:
        """Let the hand go to the nearest column that is shown: what is pressed is for what one sees."""
        hand, head, shown = self.currentIndex(), self.horizontalHeader(), self.shown_columns()
        if hand.isValid() and shown and self.isColumnHidden(hand.column()):
            here = head.visualIndex(hand.column())
            self.setCurrentIndex(
                hand.siblingAtColumn(min(shown, key=lambda at: abs(head.visualIndex(at) - here)))
            )

    def _fills(self) -> int:
        """Return the column that has all that is left, or -1."""
        shown = self.shown_columns()
        return shown[-1] if shown and self.horizontalHeader().stretchLastSection() else self._stretched

    @Slot()
    def choose_columns(self) -> None:
        """Open the list of the columns, by which keys do what the mouse does at the heads."""
        if self._names:
            ColumnsPanel(self).open_at(self.mapToGlobal(QPoint(8, 8)))

    def tell_arranged(self) -> None:
        """Tell now what was just arranged, before other columns come."""
        if self._later.isActive():
            self._later.stop()
            self.arranged.emit()

    @Slot()
    def _on_arranged(self) -> None:
        if self._names and self.isVisible() and not self._is_arranging:
            self._later.start()

    # copying

    @Slot()
    def copy(self) -> None:
        """Copy all that is shown as a table that a spreadsheet takes."""
        self.take_copy(to_spreadsheet(self._as_table()), self.model().rowCount())

    def take_copy(self, table: str, count: int) -> None:
        """Put a table on the clipboard and say how many lines it has."""
        QGuiApplication.clipboard().setText(table)
        place = self.mapToGlobal(QPoint(16, self.horizontalHeader().height()))
        QToolTip.showText(place, self.tr("Lines copied as a table: {0}").format(count), self)

    def shown_columns(self) -> list[int]:
        """Return the columns as they stand, without those that are hidden."""
        head = self.horizontalHeader()
        columns = (head.logicalIndex(at) for at in range(head.count()))
        return [column for column in columns if not self.isColumnHidden(column)]

    def _as_table(self) -> list[list[str]]:
        model, columns = self.model(), self.shown_columns()
        if isinstance(model, ListModel):
            return model.table(columns)
        count = range(model.rowCount())
        return [[str(model.index(row, column).data(ROLE) or "") for column in columns] for row in count]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole rows: a cell that is asked for by itself costs as much again as what it shows."""
        if not self.rows.paints_rows:
            super().paintEvent(event)
            return
        painter, model, head = QPainter(self.viewport()), self.model(), self.horizontalHeader()
        places = [(at, head.sectionViewportPosition(at), head.sectionSize(at)) for at in self.shown_columns()]
        for row in self._rows_at(event.rect()):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            is_selected = self.selectionModel().isSelected(model.index(row, 0))
            ground = QRect(-head.offset(), top, head.length(), height)
            self.rows.paint_ground(painter, ground, row, is_selected)
            for column, left, width in places:
                cell = model.index(row, column).data(CELL_ROLE)
                if cell is not None:
                    rect = QRectF(left + PADDING, top, width - 2 * PADDING, height - 1)
                    self.rows.paint_cell(painter, rect, cell)

    def _rows_at(self, area: QRect) -> range:
        """Return the rows that lie in a part of the viewport."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return range(0)
        return range(first, last + 1 if last >= 0 else self.model().rowCount())

    # keys and the pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End go to the first and the last row: no cell is chosen by itself."""
        ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
        if action in ends:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.rows.hovered_row:
            self.rows.hovered_row = row
            self.viewport().update()

    def _set_behaviour(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)

    def _set_heads(self, row_height: int) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setMinimumSectionSize(row_height)
        side.setDefaultSectionSize(row_height)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setFixedHeight(Theme.current().px("row"))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setMinimumSectionSize(24)
