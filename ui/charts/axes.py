"""The axes of charts: round ticks at the left, labels at the foot, never elided and never over each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.charts.chart import line_along
from ui.charts.figures import figure_text
from ui.charts.scale import Scale, shown_labels, tick_digits, ticks
from ui.theme import Theme
from ui.widgets.painting import RIGHT, draw_text, text_width

FOOT, BESIDE, LINE, LEAST_STEP = 18, 8, 16, 28  # heights; room between a tick's figure and the plot


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values are drawn: the room between the axes, the way from value to pixel, and the ticks."""

    rect: QRectF
    scale: Scale
    ticks: tuple[float, ...]
    words: tuple[str, ...]


def plot(rect: QRectF, low: float, high: float, unit: str, theme: Theme) -> Plot:
    """Return the plot of some bounds: as many ticks as have room, beside their figures."""
    inner = rect.adjusted(0, LINE / 2, 0, -FOOT)
    found = ticks(low, high, max(1, min(5, int(inner.height() // LEAST_STEP))))
    digits = tick_digits(found)
    words = tuple(figure_text(value, digits, unit) for value in found)
    font = theme.font(theme.px("label"))
    side = max(text_width(word, font) for word in words) + BESIDE
    room = inner.adjusted(side, 0, 0, 0)
    return Plot(room, Scale(found[0], found[-1], room.bottom(), room.top()), found, words)


def draw_ticks(painter: QPainter, on: Plot, theme: Theme) -> None:
    """Draw the level lines with their figures; zero is stronger, for from there one counts."""
    font = theme.font(theme.px("label"))
    for value, word in zip(on.ticks, on.words, strict=True):
        y = on.scale.at(value)
        line_along(painter, on.rect, y, theme.color("border2" if value == 0 else "border"))
        beside = QRectF(0, y - LINE / 2, on.rect.left() - BESIDE, LINE)
        draw_text(painter, beside, word, font, theme.color("muted"), RIGHT)


def draw_foot(
    painter: QPainter, on: Plot, labels: Sequence[str], across: Sequence[float], theme: Theme, at: int = -1
) -> None:
    """Write the labels that have room below the plot; the one ``at`` is always written."""
    font, strong = theme.font(theme.px("label")), theme.font(theme.px("label"), 500)
    widths = [text_width(label, font) for label in labels]
    places = dict(shown_labels(across, widths, on.rect.left(), on.rect.right()))
    if 0 <= at < len(labels):
        width = text_width(labels[at], strong)
        left = max(on.rect.left(), min(across[at] - width / 2, on.rect.right() - width))
        places = {n: x for n, x in places.items() if x + widths[n] + 4 < left or x > left + width + 4}
        places[at] = left
    for n, left in places.items():
        rect = QRectF(left, on.rect.bottom() + 3, widths[n], LINE)
        color = theme.color("text" if n == at else "muted")
        draw_text(painter, rect, labels[n], strong if n == at else font, color)
