"""The tinted box of the sentence to read out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.labels import label
from ui.widgets.painting import draw_box, draw_icon

ICON, PADDING, LEAD = 16, 12, 36


class SentenceBox(QFrame):
    """Show what to say to the customer, in quotes, wrapped and never cut."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._words = label("", "body")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LEAD, 6, PADDING, 6)
        layout.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set(text)

    def set(self, text: str) -> None:
        """Show a sentence; quotes are put round it if it has none."""
        quoted = text if not text or text.startswith(("“", '"')) else f"“{text}”"
        self._words.setText(quoted)
        self.setAccessibleName(quoted)

    def text(self) -> str:
        return self._words.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), self.theme.px("radius"), self.theme.color("accent_soft"))
        draw_icon(painter, "chat-text", "accent_t", PADDING, 16, ICON)
