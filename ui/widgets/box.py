"""Tinted boxes: the sentence to read out, and what a person must know now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import SEMIBOLD, Theme
from ui.widgets.button import KeyButton
from ui.widgets.labels import label
from ui.widgets.painting import TONES, draw_box, draw_icon

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


class Banner(QFrame):
    """Say what happened, what is safe and the ways on, in the tone of the matter."""

    def __init__(
        self, tone: str, icon: str, title: str, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._title, self._text = _Toned(TONES[tone][1]), label("", "body")
        self._text.setWordWrap(True)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16 + ICON + 8, 10, 16, 10)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(self._acts)
        layout.addStretch()
        self.set(tone, icon, title, text)

    def set(self, tone: str, icon: str, title: str, text: str = "") -> None:
        self._tone, self._icon = tone, icon
        self._title.token = TONES[tone][1]
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())
        self.update()

    def set_acts(self, acts: Sequence[KeyButton]) -> None:
        """Show these buttons under the words, in place of those before."""
        while item := self._acts.takeAt(0):
            if old := item.widget():
                old.deleteLater()
        for act in acts:
            self._acts.addWidget(act)
        self._acts.addStretch()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft, word = TONES[self._tone]
        draw_box(painter, QRectF(self.rect()), self.theme.px("radius_card"), self.theme.color(soft))
        draw_icon(painter, self._icon, word, 16, self._title.geometry().center().y() + 1, ICON)


class _Toned(QLabel):
    """A title in a token's colour, asked for when it is painted."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token, self._theme = token, Theme.current()
        self.setFont(self._theme.font(self._theme.px("body"), SEMIBOLD))
        self.setWordWrap(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.color(self.token))
        painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter, self.text())
