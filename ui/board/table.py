"""The board's table: its columns are moved, sized and remembered, and letters go to the search."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.board.model import FAULT, OWNER, PLACE, PROMISE, PROVIDER, STATE, STEP
from ui.widgets.table import RowTable

WIDTHS = {PROMISE: 158, PLACE: 104, PROVIDER: 124, STATE: 102, STEP: 150, OWNER: 96}
KEEP_MS = 500


class BoardTable(RowTable):
    """Show the board.

    Signals: ``copied()``; ``typed(str)`` a letter that is looked for; ``arranged(str)`` how the columns
    stand now, to be given to ``arrange`` the next time.
    """

    copied = Signal()
    typed = Signal(str)
    arranged = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEEP_MS)
        self._later.timeout.connect(self._tell)

    def set_columns(self) -> None:
        """Give the columns of the model their widths, and let a person change them."""
        self.set_widths(WIDTHS, stretched=FAULT)
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.sectionMoved.connect(self._on_arranged)
        head.sectionResized.connect(self._on_arranged)

    def arrange(self, kept: str) -> None:
        """Let the columns stand as they did; what cannot be read leaves them as they are."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        head.restoreState(QByteArray.fromBase64(kept.encode()))
        head.setSectionResizeMode(FAULT, QHeaderView.ResizeMode.Stretch)
        head.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Look in all lines: Qt would read a hundred thousand of them one by one."""
        if search.strip():
            self.typed.emit(search)

    @Slot()
    def _on_arranged(self) -> None:
        if self.isVisible():
            self._later.start()

    @Slot()
    def _tell(self) -> None:
        self.arranged.emit(self.horizontalHeader().saveState().toBase64().data().decode())
