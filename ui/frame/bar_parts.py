"""The parts of the top bar that are not plain buttons: my state, the call's clock, the way to search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.actions import ACTIONS
from ui.frame.state_menu import Choice, StateMenu
from ui.theme import SEMIBOLD, Theme
from ui.times import clock_text
from ui.widgets.painting import Painted, draw_box, draw_icon, draw_key, draw_text, key_width, text_width

HEIGHT, PADDING, DOT = 40, 12, 10
DOTS = {"good": "bar_good", "attn": "bar_attn", "broken": "bar_broken", "neutral": "on_bar2"}


class StateButton(QAbstractButton):
    """Show my state with its clock, and the states one can go to as a menu.

    Signals: ``state_requested(str)`` with the id of a state.
    """

    state_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(ACTIONS["state"].key)
        self._menu = StateMenu(self)
        self._words, self._tone, self._clock = "", "neutral", ""
        self._menu.triggered.connect(self._on_chosen)
        self.clicked.connect(self.open_menu)

    def set_state(self, words: str, tone: str) -> None:
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_clock(self, elapsed_s: float | None) -> None:
        """Show how long the state lasts. Units: seconds; None shows no clock."""
        clock = "" if elapsed_s is None else clock_text(elapsed_s)
        if len(clock) != len(self._clock):
            self.updateGeometry()
        self._clock = clock
        self.update()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these states and acts."""
        self._menu.set_choices(choices)

    def choices(self) -> tuple[Choice, ...]:
        return self._menu.choices()

    def open_menu(self) -> None:
        """Let a person choose a state; the focus goes back to where it was."""
        if not self._menu.isEmpty():
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def sizeHint(self) -> QSize:
        return QSize(int(PADDING * 2 + DOT + 8 + self._words_width() + 10 + self._clock_width() + 20), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle, color = self.height() / 2, self.theme.color
        ground = color("bar2_h" if self.underMouse() else "bar2")
        draw_box(painter, QRectF(self.rect()), self.theme.px("radius"), ground)
        painter.setBrush(color(DOTS[self._tone]))
        painter.drawEllipse(QPointF(PADDING + DOT / 2, middle), DOT / 2, DOT / 2)
        left = PADDING + DOT + 8.0
        body = self.theme.px("body")
        line = QRectF(left, 0, self.width(), self.height())
        draw_text(painter, line, self._words, self.theme.font(body, SEMIBOLD), color("on_bar"))
        left += self._words_width() + 10
        line.setLeft(left)
        draw_text(painter, line, self._clock, self.theme.font(body), color("on_bar2"))
        draw_icon(painter, "caret-down", "on_bar2", self.width() - PADDING - 12, middle, 12)

    def _on_chosen(self, choice: QAction) -> None:
        if choice.menu() is None:
            self.state_requested.emit(choice.data())

    def _words_width(self) -> float:
        return text_width(self._words, self.theme.font(self.theme.px("body"), SEMIBOLD))

    def _clock_width(self) -> float:
        return text_width(self._clock, self.theme.font(self.theme.px("body")))


class SearchButton(QAbstractButton):
    """Look like a field and open the search; where it is narrow the words go and the key stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._words = ACTIONS["search"].text
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(ACTIONS["search"].key)
        self.setToolTip(self._words)

    def sizeHint(self) -> QSize:
        return QSize(252, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(int(PADDING * 2 + 24 + key_width(self.theme, ACTIONS["search"].key) + 0.99), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle, key = self.height() / 2, ACTIONS["search"].key
        ground = self.theme.color("bar2" if self.underMouse() else "bar")
        radius = self.theme.px("radius")
        draw_box(painter, QRectF(self.rect()), radius, ground, self.theme.color("bar_line"))
        draw_icon(painter, "magnifying-glass", "on_bar2", PADDING, middle, 16)
        key_left = self.width() - PADDING - key_width(self.theme, key)
        draw_key(painter, key_left, middle, self.theme, key, "on_bar2", "", "bar2_h")
        line = QRectF(PADDING + 24, 0, key_left - PADDING - 24 - 8, self.height())
        font = self.theme.font(self.theme.px("body"))
        if text_width(self._words, font) <= line.width():
            draw_text(painter, line, self._words, font, self.theme.color("on_bar2"))


class CallClock(Painted):
    """Show how long the call lasts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_elapsed(0)

    def set_elapsed(self, elapsed_s: float) -> None:
        self.show_words(clock_text(elapsed_s))

    def sizeHint(self) -> QSize:
        font = self.theme.font(self.theme.px("name"), SEMIBOLD)
        return QSize(int(text_width(self.text(), font) + 0.99), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.theme.font(self.theme.px("name"), SEMIBOLD)
        draw_text(painter, QRectF(self.rect()), self.text(), font, self.theme.color("bar_good"))
