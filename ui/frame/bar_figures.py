"""The floor in a few figures on the dark bar: each with its word, none told by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SEMIBOLD
from ui.widgets.painting import Painted, draw_text, text_width

HEIGHT, NEAR, APART = 40, 6, 18


class BarFigure(NamedTuple):
    """A figure, its word, and the token of its colour."""

    figure: str
    word: str
    token: str


class BarFigures(Painted):
    """Paint figures side by side; where there is no room the last ones go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._figures: tuple[BarFigure, ...] = ()

    def set(self, figures: Sequence[BarFigure]) -> None:
        """Show these."""
        if self._figures != tuple(figures):
            self._figures = tuple(figures)
            self.show_words(", ".join(f"{one.figure} {one.word}" for one in figures))
            self.updateGeometry()

    def figures(self) -> tuple[BarFigure, ...]:
        return self._figures

    def sizeHint(self) -> QSize:
        return QSize(int(sum(self._width(one) + APART for one in self._figures) + 0.99), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, left = QPainter(self), float(NEAR)
        big = self.theme.font(self.theme.px("name"), SEMIBOLD)
        small = self.theme.font(self.theme.px("label"))
        for one in self._figures:
            if left + self._width(one) > self.width():
                return
            line = QRectF(left, 0, self.width() - left, self.height())
            draw_text(painter, line, one.figure, big, self.theme.color(one.token))
            line.setLeft(left + text_width(one.figure, big) + NEAR)
            draw_text(painter, line, one.word, small, self.theme.color("on_bar2"))
            left += self._width(one) + APART

    def _width(self, one: BarFigure) -> float:
        big = text_width(one.figure, self.theme.font(self.theme.px("name"), SEMIBOLD))
        return big + NEAR + text_width(one.word, self.theme.font(self.theme.px("label")))
