"""The board's table: letters go to the search, and what is copied is made beside the screen."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from ui.board.model import FAULT, NAMES, OWNER, PLACE, PROMISE, PROVIDER, STATE, STEP
from ui.widgets.table import RowTable

WIDTHS = {PROMISE: 158, PLACE: 104, PROVIDER: 124, STATE: 102, STEP: 150, OWNER: 96}


class BoardTable(RowTable):
    """Show the board.

    Signals: ``copied()``; ``typed(str)`` a letter that is looked for.
    """

    copied = Signal()
    typed = Signal(str)

    def set_columns(self) -> None:
        """Give the columns of the model their widths, and let a person change them."""
        self.set_widths(WIDTHS, stretched=FAULT)
        self.let_arrange(NAMES)

    @Slot()
    def copy(self) -> None:
        """Let the table be made: a hundred thousand lines take their time."""
        self.copied.emit()

    def keyboardSearch(self, search: str) -> None:
        """Look in all lines: Qt would read a hundred thousand of them one by one."""
        if search.strip():
            self.typed.emit(search)
