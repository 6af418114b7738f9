"""The first sign of a name in a disc."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SEMIBOLD
from ui.widgets.painting import CENTRE, Painted, draw_text


class Avatar(Painted):
    """Show whom one speaks with by the initial. Screen readers hear the whole name."""

    def __init__(self, size: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        self.show_words(name)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent_soft"))
        painter.drawEllipse(QRectF(self.rect()))
        font = self.theme.font(self.theme.px("name"), SEMIBOLD)
        draw_text(painter, QRectF(self.rect()), self.text()[:1], font, self.theme.color("accent_t"), CENTRE)
