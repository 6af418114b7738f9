"""Strokes that painted widgets and row delegates share. Everything is asked of the theme by name."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QStaticText,
)
from PySide6.QtWidgets import QLabel, QWidget

from ui import icons
from ui.theme import MEDIUM, Theme

LEFT, RIGHT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
WHOLE, AT_END, IN_MIDDLE = (
    Qt.TextElideMode.ElideNone,
    Qt.TextElideMode.ElideRight,
    Qt.TextElideMode.ElideMiddle,
)
TONES = {
    "neutral": ("sunken", "text2"),
    "accent": ("accent_soft", "accent_t"),
    "good": ("good_soft", "good"),
    "attn": ("attn_soft", "attn"),
    "broken": ("broken_soft", "broken"),
    "info": ("info_soft", "info"),
}
FILLS = {tone: f"{tone}_fill" for tone in ("neutral", "good", "attn", "broken", "info")} | {
    "accent": "accent"
}
CHIP_HEIGHT, CHIP_ICON, KEY_HEIGHT = 22, 14, 18
KEPT_TEXTS = 4096  # lines whose glyphs are kept: finding them costs more than drawing them


class Painted(QLabel):
    """A label that paints its words itself: screen readers and tests still read them as its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_words(self, words: str) -> None:
        """Take new words: what is painted, what is heard, and the room it wants."""
        self.setText(words)
        self.updateGeometry()
        self.update()
        self._tell_if_cut()

    def is_cut(self) -> bool:
        """Tell whether there is less room than the words want."""
        return self.sizeHint().width() > self.width()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_if_cut()

    def _tell_if_cut(self) -> None:
        tip = self.text() if self.is_cut() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)


@lru_cache(maxsize=KEPT_TEXTS)
def text_width(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


@lru_cache(maxsize=KEPT_TEXTS)
def _laid_out(text: str, font: QFont) -> tuple[QStaticText, float]:
    """Return a line whose glyphs are found, and how far its top is above the middle of what it stands in.

    The baseline lies where figures, Latin and Chinese sit alike in the middle of a line.
    """
    line = QStaticText(text.replace("\n", " "))
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.prepare(font=font)
    return line, QFontMetricsF(font).ascent() - 0.36 * font.pixelSize()


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = LEFT,
    elide: Qt.TextElideMode = WHOLE,
) -> None:
    """Write one line, centred in height, elided only where the caller allows it."""
    if not text:
        return
    left, top, width, height = rect.getRect()
    if elide is not WHOLE and text_width(text, font) > width:
        text = QFontMetricsF(font).elidedText(text, elide, width)
    if align is not LEFT:
        spare = width - text_width(text, font)
        left += spare if align is RIGHT else spare / 2
    line, above = _laid_out(text, font)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawStaticText(QPointF(left, top + height / 2 - above), line)


def draw_icon(painter: QPainter, name: str, token: str, left: float, middle: float, size: int) -> None:
    """Draw an icon at the pixels of the device, left edge and middle height given."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(left, middle - size / 2), icons.pixmap(name, token, size, ratio))


def draw_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """Draw a rounded box with its edge inside the rectangle."""
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2) if edge else rect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, radius, radius)


def draw_left_edge(painter: QPainter, rect: QRectF, radius: float, color: QColor, width: int = 3) -> None:
    """Draw an accent on the left edge, clipped to the rounded box."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    edge = QPainterPath()
    edge.addRect(QRectF(rect.left(), rect.top(), width, rect.height()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path.intersected(edge), color)


def draw_bar(painter: QPainter, rect: QRectF, share: float, tone: str, theme: Theme) -> None:
    """Draw how much of a bar is full. Units: ``share`` from 0 to 1."""
    radius = rect.height() / 2
    draw_box(painter, rect, radius, theme.color("sunken"))
    if share > 0:
        filled = QRectF(
            rect.left(), rect.top(), max(rect.height(), rect.width() * min(share, 1)), rect.height()
        )
        draw_box(painter, filled, radius, theme.color(FILLS[tone]))


def chip_width(theme: Theme, text: str, icon: str = "", compact: bool = False) -> float:
    padding = 6 if compact else 8
    icon_part = CHIP_ICON + 4 if icon else 0
    return 2 * padding + icon_part + text_width(text, theme.font(theme.px("label"), MEDIUM))


def draw_chip(
    painter: QPainter, rect: QRectF, theme: Theme, text: str, tone: str, icon: str = "", compact: bool = False
) -> None:
    """Draw a word on its soft tone, with an icon before it; ``rect`` is the whole chip."""
    soft, word = TONES[tone]
    draw_box(painter, rect, theme.px("radius_chip"), theme.color(soft))
    left = rect.left() + (6 if compact else 8)
    if icon:
        draw_icon(painter, icon, word, left, rect.center().y(), CHIP_ICON)
        left += CHIP_ICON + 4
    line = QRectF(left, rect.top(), rect.right() - left - (6 if compact else 8), rect.height())
    elide = AT_END if rect.width() < chip_width(theme, text, icon, compact) else WHOLE
    draw_text(painter, line, text, theme.font(theme.px("label"), MEDIUM), theme.color(word), elide=elide)


def key_width(theme: Theme, key: str) -> float:
    return max(KEY_HEIGHT, text_width(key, theme.font(theme.px("key"), MEDIUM)) + 10)


def draw_key(
    painter: QPainter,
    left: float,
    middle: float,
    theme: Theme,
    key: str,
    text: str,
    edge: str = "",
    fill: str = "",
) -> None:
    """Draw a key cap at a left edge and a middle height; ``text``, ``edge``, ``fill`` are colour tokens."""
    rect = QRectF(left, middle - KEY_HEIGHT / 2, key_width(theme, key), KEY_HEIGHT)
    edge_color = theme.color(edge) if edge else None
    draw_box(painter, rect, theme.px("radius_key"), theme.color(fill) if fill else None, edge_color)
    draw_text(painter, rect, key, theme.font(theme.px("key"), MEDIUM), theme.color(text), CENTRE)


def draw_row_ground(painter: QPainter, rect: QRect, color: QColor | None, line: QColor | None) -> None:
    """Fill a row and draw its lower line on whole pixels, so that no seam shows between columns."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if color:
        painter.fillRect(rect, color)
    if line:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
