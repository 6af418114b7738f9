"""What colours mean, in words beside a small box of each; a mark has a dashed line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.charts.chart import fill_of, fill_sharp, line_along
from ui.theme import Theme
from ui.widgets.painting import draw_text, text_width

HEIGHT, BOX, DASH, GAP, BETWEEN = 20, 8, 16, 5, 14
DASHED, LINE_ACROSS = "dashed", "line"  # what is no filled tone
Entry = tuple[str, str]  # the word; a tone, or one of these two


def legend_width(entries: Sequence[Entry], theme: Theme) -> float:
    """Return the room that all words want in one line."""
    return sum(_width(entry, theme) for entry in entries) + BETWEEN * max(0, len(entries) - 1)


def draw_legend(painter: QPainter, rect: QRectF, entries: Sequence[Entry], theme: Theme) -> None:
    """Write the words at the right of the first line of a room."""
    left = rect.right() - legend_width(entries, theme)
    font = theme.font(theme.px("label"))
    for entry in entries:
        sample = QRectF(left, rect.top(), _sample(entry[1]), HEIGHT - 4)
        _draw_sample(painter, sample, entry[1], theme)
        room = QRectF(sample.right() + GAP, rect.top(), _width(entry, theme), HEIGHT - 4)
        draw_text(painter, room, entry[0], font, theme.color("text2"))
        left += _width(entry, theme) + BETWEEN


def _draw_sample(painter: QPainter, rect: QRectF, tone: str, theme: Theme) -> None:
    middle = rect.center().y()
    if tone == DASHED:
        line_along(painter, rect, middle, theme.color("field"), dashed=True)
    elif tone == LINE_ACROSS:
        fill_sharp(painter, QRectF(rect.left(), middle - 1, rect.width(), 2), theme.color("text2"))
    else:
        box = QRectF(rect.left(), middle - BOX / 2, BOX, BOX)
        fill_sharp(painter, box, fill_of(theme, tone))


def _sample(tone: str) -> int:
    return DASH if tone == DASHED else BOX


def _width(entry: Entry, theme: Theme) -> float:
    return _sample(entry[1]) + GAP + text_width(entry[0], theme.font(theme.px("label")))
