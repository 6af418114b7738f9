"""A panel in which somebody, a queue or a number is chosen to be rung."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QKeyEvent

from ui.frame.window import MainWindow
from ui.phone.drop import DropPanel
from ui.phone.target_model import NUMBER, STANDS, WHO, TargetModel
from ui.phone.targets import LEAST_OUTSIDE, Target, fitting
from ui.search.field import SearchField
from ui.widgets.fields import Field
from ui.widgets.table import RowTable

ROWS = 7


class TargetPanel(DropPanel):
    """Find by initials, name, extension or number as one types; the arrows move in the list.

    Signals: ``chosen(object)`` a `Target`, by Enter or a double click.
    """

    chosen = Signal(object)

    def __init__(self, window: MainWindow, action_id: str) -> None:
        super().__init__(window, action_id)
        self.field = SearchField(self.tr("Initials, name, extension, queue or number"))
        self.model, self.table = TargetModel(self), RowTable(self.tr("To whom"), two_lines=False)
        self._among: Sequence[Target] = ()
        self.table.setModel(self.model)
        self.table.set_widths({STANDS: 190, NUMBER: 140}, WHO)
        self.table.setFixedHeight(ROWS * self.table.verticalHeader().defaultSectionSize() + 34)
        self.body.addWidget(Field(self.tr("To whom"), self.field))
        self.body.addWidget(self.table)
        self.field.textChanged.connect(self._on_typed)
        self.field.moved.connect(self._on_moved)
        self.table.opened.connect(self._on_opened)
        self.answer_key("Return", self._on_enter)
        self.answer_key("Enter", self._on_enter)
        self.tell("open_line")

    def begin(self, typed: str = "") -> None:
        """Come down with an empty field, or with what is to be tried again; a letter replaces it."""
        self.field.set_chinese(False)
        self.field.setText(typed)
        self._on_typed(typed)
        self.open_on(self.field)
        self.field.selectAll()

    def set_among(self, among: Sequence[Target]) -> None:
        """Say who there is; what is chosen stays so, if it still fits."""
        before = self.target()
        self._among = among
        self._on_typed(self.field.text())
        row = self.model.row_of(before)
        if row > 0:
            self.table.setCurrentIndex(self.model.index(row, WHO))

    def target(self) -> Target | None:
        """Return who is chosen."""
        found = self.model.row(self.table.currentIndex().row())
        return found if isinstance(found, Target) else None

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        if self.message():
            self.say("")
        found = fitting(self._among, typed)
        self.model.show_rows(found)
        if found:
            self.table.setCurrentIndex(self.model.index(0, WHO))

    @Slot(object)
    def _on_moved(self, event: QKeyEvent) -> None:
        self.table.keyPressEvent(event)

    @Slot()
    def _on_enter(self) -> None:
        target = self.target()
        if target is not None:
            self.chosen.emit(target)
        else:
            self.say(
                self.tr("Nobody here has that name. A number has {0} digits or more.").format(LEAST_OUTSIDE)
            )

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self._on_enter()
