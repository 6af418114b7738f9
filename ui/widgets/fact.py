"""A state in one line: an icon, and the words without which it says nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.painting import AT_END, WHOLE, Painted, draw_icon, draw_text, text_width

HEIGHT, LEAST_WIDTH = 20, 72


class Fact(Painted):
    """Show an icon and words, such as "Fresh from centre". ``tone`` colours the icon only.

    Where there is no room it is cut at its end and whole on the tooltip.
    """

    def __init__(
        self,
        text: str = "",
        icon: str = "",
        tone: str = "muted",
        size: str = "label",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._icon = self._tone = self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(text, icon, tone)

    def set(self, text: str, icon: str = "", tone: str = "muted", words: str = "text2") -> None:
        """Show words; ``tone`` and ``words`` are the colour tokens of the icon and of the text."""
        if (self.text(), self._icon, self._tone, self._words) != (text, icon, tone, words):
            self._icon, self._tone, self._words = icon, tone, words
            self.show_words(text)

    def sizeHint(self) -> QSize:
        width = text_width(self.text(), self.theme.font(self.theme.px(self._size)))
        return QSize(int(self._lead() + width + 0.99), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST_WIDTH, self.sizeHint().width()), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._icon:
            draw_icon(painter, self._icon, self._tone, 0, self.height() / 2, self._icon_size())
        line = QRectF(self._lead(), 0, self.width() - self._lead(), self.height())
        elide = AT_END if self.is_cut() else WHOLE
        font = self.theme.font(self.theme.px(self._size))
        draw_text(painter, line, self.text(), font, self.theme.color(self._words), elide=elide)

    def _icon_size(self) -> int:
        return self.theme.px(self._size) + 2

    def _lead(self) -> int:
        return self._icon_size() + 6 if self._icon else 0
