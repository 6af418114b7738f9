"""An empty place says what will be here and how to get the first one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.button import KeyButton
from ui.widgets.labels import label
from ui.widgets.painting import draw_icon

ICON = 32


class EmptyState(QWidget):
    """Show an icon, what will be here, a hint, and at most one act."""

    def __init__(
        self,
        icon: str,
        title: str,
        hint: str = "",
        act: KeyButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._hint = label("", "title"), label("", "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch()
        layout.addSpacing(ICON + 4)
        for part in (self._title, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setWordWrap(True)
            layout.addWidget(part)
        if act:
            layout.addWidget(act, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.set(icon, title, hint)

    def set(self, icon: str, title: str, hint: str = "") -> None:
        self._icon = icon
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{title} {hint}".strip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self._title.geometry().top() - 8 - ICON / 2
        draw_icon(painter, self._icon, "muted", (self.width() - ICON) / 2, middle, ICON)
