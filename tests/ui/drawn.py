"""What a window really draws: every piece of text with its place, its colours and the clip it met.

The window is rendered into a paint engine that writes down instead of painting, so that labels, headers,
delegates and widgets that paint themselves are all judged by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

OPAQUE, SHADE = 255, 0x60  # of the alpha channel
ASCENT, DESCENT = 0.74, 0.2  # of the pixel size: what the ink of a line takes above and below its base


@dataclass(frozen=True, slots=True)
class Text:
    """One run of one font. ``box`` is its ink, ``clip`` what may be seen of it; both in the window."""

    order: int
    words: str
    box: QRectF
    clip: QRectF
    color: QColor
    font: QFont

    def is_seen(self) -> bool:
        return self.box.intersects(self.clip)


@dataclass(frozen=True, slots=True)
class Fill:
    """An area that was filled with one colour."""

    order: int
    rect: QRectF
    color: QColor

    def hides(self) -> bool:
        """Tell whether what lies under it is not to be read: it is opaque, or a shade over a page."""
        return self.color.alpha() >= SHADE


@dataclass
class Drawn:
    """Everything that a window drew, in order."""

    texts: list[Text] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)

    @cached_property
    def seen(self) -> list[Text]:
        """The texts whose middle nothing covers which was painted after them."""
        return [text for text in self.texts if text.is_seen() and not self._is_covered(text)]

    @cached_property
    def lost(self) -> list[Text]:
        """The texts that were written where nothing of them may be seen."""
        return [
            text
            for text in self.texts
            if not text.is_seen() and not text.clip.isEmpty() and not self._is_covered(text)
        ]

    def ground(self, text: Text) -> QColor:
        """Return the colour behind the middle of a text."""
        middle = text.box.intersected(text.clip).center()
        layers = []
        for fill in reversed(self.fills):
            if fill.order < text.order and fill.rect.contains(middle):
                layers.append(fill.color)
                if fill.color.alpha() == OPAQUE:
                    break
        ground = QColor("white")
        for color in reversed(layers):
            ground = blended(ground, color)
        return ground

    def _is_covered(self, text: Text) -> bool:
        """Tell whether the middle of a text is covered: what shows it cannot be found then."""
        middle = (text.box.intersected(text.clip) if text.is_seen() else text.clip).center()
        for order, rect in self._hiding:
            if order < text.order:
                return False
            if rect.contains(middle):
                return True
        return False

    @cached_property
    def _hiding(self) -> list[tuple[int, QRectF]]:
        """What hides, the last first."""
        return [(fill.order, fill.rect) for fill in reversed(self.fills) if fill.hides()]


def drawn(window: QWidget) -> Drawn:
    """Let a window draw itself and return what it drew."""
    sheet = _Sheet(window)
    window.render(sheet, QPoint())
    return sheet.engine.drawn


def blended(ground: QColor, color: QColor) -> QColor:
    """Return what is seen of a colour over a ground."""
    share = color.alphaF()
    parts = [
        under * (1 - share) + over * share
        for under, over in zip(ground.getRgbF()[:3], color.getRgbF()[:3], strict=True)
    ]
    return QColor.fromRgbF(*parts)


class _Engine(QPaintEngine):
    """Write down texts and fills; lines, pictures and ellipses are not looked at."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.drawn = Drawn()
        self._order = 0

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: QPaintEngineState) -> None:
        """Everything is asked of the painter at the moment when something is drawn."""

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        words = item.text()
        if not words.strip():
            return
        painter, size = self.painter(), item.font().pixelSize()
        width = item.width() if words == words.rstrip() else _width(words.rstrip(), item.font())
        ink = QRectF(at.x(), at.y() - ASCENT * size, width, (ASCENT + DESCENT) * size)
        box = painter.deviceTransform().mapRect(ink)
        text = Text(self._next(), words, box, self._clip(), painter.pen().color(), QFont(item.font()))
        self.drawn.texts.append(text)

    def drawRects(self, rects: object, *_count: int) -> None:
        for rect in rects if isinstance(rects, list) else [rects]:
            self._fill(QRectF(rect))

    def drawPath(self, path: QPainterPath) -> None:
        self._fill(path.boundingRect())

    def drawPolygon(self, *_what: object) -> None: ...
    def drawLines(self, *_what: object) -> None: ...
    def drawEllipse(self, *_what: object) -> None: ...
    def drawPoints(self, *_what: object) -> None: ...
    def drawPixmap(self, *_what: object) -> None: ...
    def drawTiledPixmap(self, *_what: object) -> None: ...
    def drawImage(self, *_what: object) -> None: ...

    def _fill(self, rect: QRectF) -> None:
        painter = self.painter()
        brush = painter.brush()
        if brush.style() == Qt.BrushStyle.SolidPattern and brush.color().alpha():
            area = painter.deviceTransform().mapRect(rect).intersected(self._clip())
            self.drawn.fills.append(Fill(self._next(), area, QColor(brush.color())))

    def _clip(self) -> QRectF:
        painter = self.painter()
        clip = QRectF(self.systemClip().boundingRect())
        if painter.hasClipping():
            clip = clip.intersected(painter.deviceTransform().mapRect(painter.clipBoundingRect()))
        return clip

    def _next(self) -> int:
        self._order += 1
        return self._order


class _Sheet(QPaintDevice):
    """What the engine is given to draw on: as large as the window, at 96 dots an inch."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.engine = _Engine()
        self._rect: QRect = window.rect()

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, asked: QPaintDevice.PaintDeviceMetric) -> int:
        metric = QPaintDevice.PaintDeviceMetric
        answers = {
            metric.PdmWidth: self._rect.width(),
            metric.PdmHeight: self._rect.height(),
            metric.PdmDepth: 32,
            metric.PdmNumColors: 0,
            metric.PdmDevicePixelRatio: 1,
            metric.PdmDevicePixelRatioScaled: 0x10000,
        }
        return answers.get(asked, 96)


def _width(words: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(words)
