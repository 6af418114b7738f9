"""A key drawn where its action is, so that the mouse teaches the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.painting import KEY_HEIGHT, Painted, draw_key, key_width


class KeyCap(Painted):
    """Show one key or one chord as one cap, such as ``Ctrl K``."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_words(key)

    def sizeHint(self) -> QSize:
        return QSize(int(key_width(self.theme, self.text()) + 0.99), KEY_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_key(painter, 0, self.height() / 2, self.theme, self.text(), "muted", "border2", "surface")
