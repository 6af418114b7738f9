"""Buttons with an icon, a verb that is never cut, and the key that does the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import MEDIUM, REGULAR, SEMIBOLD, Theme
from ui.widgets.painting import draw_box, draw_icon, draw_key, draw_text, key_width, text_width


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of button is drawn: colour tokens, size and weight."""

    ground: str
    hover: str
    edge: str
    text: str
    key: tuple[str, str, str]  # text, edge, fill
    height: int = 32
    weight: int = REGULAR
    centred: bool = False
    focus: str = "accent_t"
    size: str = "body"


_QUIET_KEY = ("muted", "border2", "surface")
_ACCENT_KEY = ("on_accent", "", "on_accent_key")
_BAR_KEY = ("on_bar2", "", "bar_line")
LOOKS = {
    "normal": Look("surface", "hover", "border2", "text", _QUIET_KEY),
    "primary": Look("accent", "accent_h", "", "on_accent", _ACCENT_KEY, 36, SEMIBOLD, True, "on_accent"),
    "quiet": Look("", "hover", "", "text2", _QUIET_KEY),
    "tab": Look("", "accent_soft", "", "text", _QUIET_KEY, weight=MEDIUM),
    "status": Look("", "hover", "", "text2", _QUIET_KEY, 26, size="label"),
    "status_attention": Look("", "hover", "", "broken", _QUIET_KEY, 26, SEMIBOLD, size="label"),
    "danger": Look("surface", "broken_soft", "broken", "broken", _QUIET_KEY),
    "bar": Look("bar2", "bar2_h", "", "on_bar", _BAR_KEY, 40, MEDIUM, True),
    "bar_answer": Look("answer", "answer_h", "", "on_bar", _ACCENT_KEY, 40, SEMIBOLD, True),
    "bar_end": Look("end", "end_h", "", "on_bar", _ACCENT_KEY, 40, SEMIBOLD, True),
}
OFF = Look("sunken", "sunken", "", "muted", _QUIET_KEY)
BAR_OFF = Look("bar", "bar", "bar_line", "on_bar2", _BAR_KEY)
PADDING, GAP, KEY_GAP, ICON = 10, 6, 8, 16


class KeyButton(QAbstractButton):
    """Show a verb and its key. It is never narrower than its words.

    Kinds: the keys of ``LOOKS``; bar and status kinds take no focus. ``small`` fits a card's head.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        icon: str = "",
        kind: str = "normal",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._look, self._key, self._icon, self._small = LOOKS[kind], key, icon, small
        self._on_bar = kind.startswith("bar")
        takes_focus = not self._on_bar and not kind.startswith("status")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_focus else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Change the verb; what is heard is the verb and its key."""
        self.setText(text.replace("&", "&&"))
        self._words = text
        self.setAccessibleName(text)
        self.setAccessibleDescription(self._key)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return self._words

    def key(self) -> str:
        return self._key

    def sizeHint(self) -> QSize:
        return QSize(
            int(self._content_width() + 2 * PADDING + 0.99), 28 if self._small else self._look.height
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._present_look()
        self._paint_ground(painter, look)
        self._paint_words(painter, look)

    def _present_look(self) -> Look:
        if self.isEnabled():
            return self._look
        return replace(BAR_OFF if self._on_bar else OFF, centred=self._look.centred)

    def _font_size(self) -> int:
        return self.theme.px("label" if self._small else self._look.size)

    def _content_width(self) -> float:
        width = text_width(self._words, self.theme.font(self._font_size(), self._weight()))
        if self._icon:
            width += ICON + GAP
        if self._key:
            width += KEY_GAP + key_width(self.theme, self._key)
        return width

    def _weight(self) -> int:
        return MEDIUM if self._small else self._look.weight

    def _paint_ground(self, painter: QPainter, look: Look) -> None:
        raised = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        ground = look.hover if raised else look.ground
        rect, radius = QRectF(self.rect()), self.theme.px("radius")
        fill = self.theme.color(ground) if ground else None
        edge = self.theme.color(look.edge) if look.edge else None
        draw_box(painter, rect, radius, fill, edge)
        if self.hasFocus():
            self._paint_focus(painter, look, rect, radius)

    def _paint_focus(self, painter: QPainter, look: Look, rect: QRectF, radius: int) -> None:
        inner = rect.adjusted(2, 2, -2, -2) if look.focus == "on_accent" else rect
        draw_box(painter, inner, radius, None, self.theme.color(look.focus), 2)

    def _paint_words(self, painter: QPainter, look: Look) -> None:
        middle = self.height() / 2
        spare = self.width() - self._content_width() - 2 * PADDING
        left = PADDING + (spare / 2 if look.centred else 0)
        if self._icon:
            draw_icon(painter, self._icon, look.text, left, middle, ICON)
            left += ICON + GAP
        font = self.theme.font(self._font_size(), self._weight())
        draw_text(
            painter,
            QRectF(left, 0, self.width(), self.height()),
            self._words,
            font,
            self.theme.color(look.text),
        )
        if self._key:
            left = left + text_width(self._words, font) + KEY_GAP + (0 if look.centred else spare)
            draw_key(painter, left, middle, self.theme, self._key, *look.key)


def at_right(*buttons: KeyButton) -> QHBoxLayout:
    """Return buttons in a row, pushed to the right: the last one is what one came for."""
    row = QHBoxLayout()
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return row
