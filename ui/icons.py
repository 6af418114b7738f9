"""Icons of `resources/icons`, drawn in a token's colour at the pixels of the screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ui.theme import RESOURCES, Theme

RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0)


def pixmap(name: str, token: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a square picture. Units: ``size`` in logical pixels, ``ratio`` device pixels each."""
    color = Theme.current().color(token).name()
    key = f"ringside/{name}/{color}/{size}/{ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = _draw(name, color, size, ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, token: str, size: int = 16) -> QIcon:
    """Return an icon for what wants a QIcon; it keeps the colour of the scheme it was made in."""
    result = QIcon()
    for ratio in RATIOS:
        result.addPixmap(pixmap(name, token, size, ratio))
    return result


def _draw(name: str, color: str, size: int, ratio: float) -> QPixmap:
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
