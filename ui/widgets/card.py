"""The white card that everything on a page stands on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.labels import label
from ui.widgets.painting import draw_box, draw_left_edge


class Card(QFrame):
    """Hold a title, a count, what stands at the right of the head, and a body.

    ``body`` is the layout to fill. With ``flush`` the body reaches the card's edges, for tables.
    """

    def __init__(self, title: str = "", flush: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._edge = ""
        self._title, self._count = label("", "title"), label("", "muted")
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        self.body = QVBoxLayout()
        self._lay_out(flush)
        self.set_title(title)

    def set_title(self, title: str, count: int | None = None) -> None:
        self._title.setText(title)
        self._count.setText("" if count is None else f"{count}")
        self._count.setVisible(count is not None)
        self._head.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_edge(self, token: str) -> None:
        """Draw an edge in this colour token at the left; an empty token takes it away."""
        self._edge = token
        self.update()

    def add_left(self, widget: QWidget) -> None:
        """Put a widget after the title."""
        self._left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head."""
        self._right.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, radius = QRectF(self.rect()), self.theme.px("radius_card")
        draw_box(painter, rect, radius, self.theme.color("surface"), self.theme.color("border"))
        if self._edge:
            draw_left_edge(painter, rect, radius, self.theme.color(self._edge))

    def _lay_out(self, flush: bool) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(13 if flush else 16, 0, 13 if flush else 16, 0)
        head.setSpacing(8)
        self._left.setSpacing(8)
        self._right.setSpacing(8)
        for part in (self._title, self._count):
            head.addWidget(part)
        head.addLayout(self._left)
        head.addStretch()
        head.addLayout(self._right)
        self._head.setMinimumHeight(28)
        side = 1 if flush else 16
        self.body.setContentsMargins(side, 0, side, 8 if flush else 12)
        self.body.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(4 if flush else 8)
        whole.addWidget(self._head)
        whole.addLayout(self.body)
