"""The left side of a page: a title with how many, a line under it, and the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.widgets.card import Card
from ui.widgets.labels import label

WIDTH = 500


class ListColumn(QWidget):
    """Hold a page's list. ``empty`` stands in its place when there are no rows, if it is given."""

    def __init__(
        self,
        title: str,
        under: QWidget,
        table: QWidget,
        empty: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._how_many = label("", "second")
        self._list = QStackedWidget()
        card = Card(flush=True)
        card.body.setContentsMargins(1, 0, 1, 8)
        card.body.addWidget(table)
        self._list.addWidget(card)
        if empty is not None:
            self._list.addWidget(empty)
        self._lay_out(title, under)

    def set_how_many(self, words: str) -> None:
        self._how_many.setText(words)

    def set_empty(self, is_empty: bool) -> None:
        self._list.setCurrentIndex(1 if is_empty else 0)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the list, as wide as it."""
        self._column.addWidget(widget)

    def is_empty(self) -> bool:
        return self._list.currentIndex() == 1

    def _lay_out(self, title: str, under: QWidget) -> None:
        self.setFixedWidth(WIDTH)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(title, "name"))
        head.addWidget(self._how_many)
        head.addStretch()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 0, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(under, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list, 1)
