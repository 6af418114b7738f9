"""The look from `resources/tokens.json`: colours, fonts and measures by name, light and dark."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

RESOURCES = Path(__file__).resolve().parent.parent / "resources"  # files() fails on an editable namespace
REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600


class Scheme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Dress an application and answer what a token means now.

    One per application; painted widgets find it with `Theme.current`.
    Signals: ``changed()`` after light and dark were switched.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.LIGHT) -> None:
        super().__init__(app)
        tokens = json.loads((RESOURCES / "tokens.json").read_text(encoding="utf-8"))
        self._template = Template((RESOURCES / "ringside.qss").read_text(encoding="utf-8"))
        self._app = app
        self._tokens: dict[str, list[str]] = tokens["colors"]
        self._pixels: dict[str, int] = tokens["pixels"]
        self._families: list[str] = tokens["families"].get(sys.platform, tokens["families"]["other"])
        self._fonts: dict[tuple[int, int], QFont] = {}
        self._scheme = scheme
        self._colors = self._resolve()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font(self.px("body")))
        self._dress()

    @staticmethod
    def current() -> Theme:
        """Return the theme of the running application."""
        app = QApplication.instance()
        theme = app.findChild(Theme) if app else None
        if theme is None:
            raise RuntimeError("make a Theme before the first widget")
        return theme

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def is_dark(self) -> bool:
        return self._scheme is Scheme.DARK

    def set_scheme(self, scheme: Scheme) -> None:
        """Switch light and dark while the program runs."""
        if scheme is self._scheme:
            return
        self._scheme = scheme
        self._colors = self._resolve()
        self._dress()
        self.changed.emit()

    def color(self, token: str) -> QColor:
        """Return what a colour token means in the present scheme."""
        return self._colors[token]

    def px(self, token: str) -> int:
        """Return a measure or a text size in logical pixels."""
        return self._pixels[token]

    def font(self, size: int, weight: int = REGULAR) -> QFont:
        """Return the family of the system in a pixel size, with figures of one width."""
        font = self._fonts.get((size, weight))
        if font is None:
            font = QFont(self._families)
            font.setPixelSize(size)
            font.setWeight(QFont.Weight(weight))
            font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[size, weight] = font
        return font

    def _resolve(self) -> dict[str, QColor]:
        column = 1 if self.is_dark else 0
        return {name: _color(pair[column]) for name, pair in self._tokens.items()}

    def _dress(self) -> None:
        self._app.setPalette(self._palette())
        colors = {name: color.name() for name, color in self._colors.items()}
        sizes = {f"{name}_px": value for name, value in self._pixels.items()}
        self._app.setStyleSheet(self._template.substitute(colors | sizes))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in PALETTE.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("muted"))
        return palette


PALETTE = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_t",
    QPalette.ColorRole.ToolTipBase: "bar",
    QPalette.ColorRole.ToolTipText: "on_bar",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border2",
    QPalette.ColorRole.Dark: "field",
    QPalette.ColorRole.Shadow: "border",
}


def _color(text: str) -> QColor:
    """Read #RRGGBB or #RRGGBBAA (Qt's own reader puts the opacity first)."""
    color = QColor(text[:7])
    if len(text) == 9:
        color.setAlpha(int(text[7:], 16))
    return color
