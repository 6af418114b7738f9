"""The pages at the left: icon, word, and how much waits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from ui.theme import MEDIUM, SEMIBOLD, Theme
from ui.widgets.painting import AT_END, CENTRE, draw_box, draw_icon, draw_text, text_width

WIDTH, HEIGHT, LEAST, BADGE = 64, 52, 46, 16  # of a low window the pages take less
BADGES = {
    "neutral": ("neutral_fill", "on_badge"),
    "attn": ("badge_attn", "on_badge_attn"),
    "broken": ("end", "on_bar"),
}


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page that exists. ``text`` is translated already; ``at_foot`` puts it at the lower end."""

    id: str
    text: str
    icon: str
    at_foot: bool = False


class Rail(QFrame):
    """Lead from page to page. A click leaves the keyboard where it is.

    Signals: ``page_requested(str)``.
    """

    page_requested = Signal(str)

    def __init__(self, pages: Sequence[PageInfo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(Theme.current().px("rail"))
        self.setAccessibleName(self.tr("Pages"))
        self._pages = tuple(pages)
        self._buttons = {page.id: _RailButton(page, self) for page in pages}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 3, 8)
        layout.setSpacing(4)
        for page in sorted(pages, key=lambda page: page.at_foot):
            if page.at_foot and layout.count() == len([p for p in pages if not p.at_foot]):
                layout.addStretch()
            layout.addWidget(self._buttons[page.id])
        if not any(page.at_foot for page in pages):
            layout.addStretch()
        for button in self._buttons.values():
            button.clicked.connect(self._on_clicked)

    def set_current(self, page_id: str) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name == page_id)

    def set_badge(self, page_id: str, count: int, tone: str = "neutral") -> None:
        """Show how much waits on a page. Tones: neutral how many, attn needs me, broken attention."""
        self._buttons[page_id].set_badge(count, tone)

    def pages(self) -> Sequence[PageInfo]:
        return self._pages

    def button(self, page_id: str) -> QAbstractButton:
        return self._buttons[page_id]

    def _on_clicked(self) -> None:
        self.page_requested.emit(self.sender().objectName())


class _RailButton(QAbstractButton):
    def __init__(self, page: PageInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.setObjectName(page.id)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(LEAST)
        self.setMaximumHeight(HEIGHT)
        self._page, self._badge, self._tone = page, "", "neutral"
        self.setText(page.text)
        self.setAccessibleName(page.text)
        if text_width(page.text, self.theme.font(self.theme.px("label"), SEMIBOLD)) > WIDTH:
            self.setToolTip(page.text)

    def set_badge(self, count: int, tone: str) -> None:
        self._badge, self._tone = ("99+" if count > 99 else str(count)) if count else "", tone
        self.setAccessibleName(f"{self._page.text}, {count}" if count else self._page.text)
        self.update()

    def nextCheckState(self) -> None:
        """Stay as told: the page that is shown is marked by the frame."""

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, is_here = QRectF(self.rect()), self.isChecked()
        ground = "accent_soft" if is_here else "hover" if self.underMouse() else ""
        edge = self.theme.color("accent_t") if self.hasFocus() else None
        draw_box(
            painter, rect, self.theme.px("radius_card"), self.theme.color(ground) if ground else None, edge, 2
        )
        token = "accent_t" if is_here else "text2"
        draw_icon(painter, self._page.icon, token, rect.center().x() - 10, 18, 20)
        font = self.theme.font(self.theme.px("label"), SEMIBOLD if is_here else MEDIUM)
        line = QRectF(0, 30, self.width(), 18)
        draw_text(painter, line, self._page.text, font, self.theme.color(token), CENTRE, AT_END)
        if self._badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        ground, word = BADGES[self._tone]
        font = self.theme.font(self.theme.px("label"), SEMIBOLD)
        width = max(18.0, text_width(self._badge, font) + 10)
        rect = QRectF(min(37.0, self.width() - width - 2), 1, width, BADGE)
        draw_box(painter, rect, BADGE / 2, self.theme.color(ground))
        draw_text(painter, rect, self._badge, font, self.theme.color(word), CENTRE)
