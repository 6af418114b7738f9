"""One choice of a few, side by side, each with the key that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import MEDIUM, SEMIBOLD, Theme
from ui.widgets.painting import CENTRE, draw_box, draw_key, draw_text, key_width, text_width

LOW, HIGH, GAP, PADDING, KEY_GAP = 36, 60, 8, 10, 8
TIGHT = 4  # gap and padding where there is no more room


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its id, its word, and the key drawn with it."""

    id: str
    word: str
    key: str = ""


class OptionRow(QWidget):
    """Choose one option by its digit, the arrows or the mouse; nothing may be chosen.

    ``tall`` draws the key large over the word, for answers that one takes while listening.
    Signals: ``chosen(str)`` when a person chose an option.
    """

    chosen = Signal(str)

    def __init__(self, name: str, tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self._name, self._tall = name, tall
        self._options: tuple[Option, ...] = ()
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set(self, options: Sequence[Option]) -> None:
        self._options = tuple(options)
        self.updateGeometry()
        self._tell()

    def options(self) -> tuple[Option, ...]:
        return self._options

    def choose(self, option_id: str) -> None:
        """Mark an option without a signal; an empty id marks none."""
        self._current = option_id
        self._tell()

    def current(self) -> str:
        return self._current

    def take(self, option_id: str) -> None:
        """Choose an option as a person does."""
        self.choose(option_id)
        self.chosen.emit(option_id)

    def sizeHint(self) -> QSize:
        return self._whole(PADDING, GAP)

    def minimumSizeHint(self) -> QSize:
        return self._whole(TIGHT, TIGHT)

    def _whole(self, padding: int, gap: int) -> QSize:
        width = sum(self._widths(padding)) + gap * max(0, len(self._options) - 1)
        return QSize(int(width + 0.99), HIGH if self._tall else LOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        by_digit = next((each.id for each in self._options if each.key and each.key == event.text()), None)
        if by_digit is not None:
            self.take(by_digit)
        elif step := steps.get(Qt.Key(event.key())):
            self._step(step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = next((i for i in range(len(self._options)) if self._box(i).contains(event.position())), None)
        if at is not None:
            self.take(self._options[at].id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, option in enumerate(self._options):
            self._paint_option(painter, self._box(at), option)

    def _step(self, by: int) -> None:
        ids = [option.id for option in self._options]
        at = ids.index(self._current) + by if self._current in ids else 0
        if ids:
            self.take(ids[max(0, min(len(ids) - 1, at))])

    def _tell(self) -> None:
        """Give a screen reader what is chosen."""
        words = {option.id: option.word for option in self._options}
        self.setAccessibleDescription(words.get(self._current, ""))
        self.update()

    def _widths(self, padding: int) -> list[float]:
        """Return what each option needs; large answers are all as wide as the widest."""
        widths = [self._content_width(option) + 2 * padding for option in self._options]
        return [max(widths)] * len(widths) if self._tall and widths else widths

    def _box(self, at: int) -> QRectF:
        padding, gap = (PADDING, GAP) if self.width() >= self.sizeHint().width() else (TIGHT, TIGHT)
        widths = self._widths(padding)
        gaps = gap * (len(widths) - 1)
        spare = max(0.0, self.width() - gaps - sum(widths)) / len(widths)
        left = sum(widths[:at]) + at * (spare + gap)
        return QRectF(left, 0, widths[at] + spare, self.height())

    def _content_width(self, option: Option) -> float:
        words = text_width(
            option.word, self.theme.font(self.theme.px("label" if self._tall else "body"), SEMIBOLD)
        )
        has_key = option.key and not self._tall
        return words + (key_width(self.theme, option.key) + KEY_GAP if has_key else 0)

    def _paint_option(self, painter: QPainter, box: QRectF, option: Option) -> None:
        is_on, can = option.id == self._current, self.isEnabled()
        ground = "accent_soft" if is_on else "surface" if can else "sunken"
        edge = "accent_t" if is_on else "border2"
        draw_box(
            painter,
            box,
            self.theme.px("radius"),
            self.theme.color(ground),
            self.theme.color(edge),
            2 if is_on else 1,
        )
        if self.hasFocus() and (is_on or (not self._current and option is self._options[0])):
            inner = box.adjusted(3, 3, -3, -3)
            draw_box(painter, inner, self.theme.px("radius") - 2, None, self.theme.color("accent_t"), 1)
        color = "accent_t" if is_on else "text" if can else "muted"
        paint = self._paint_tall if self._tall else self._paint_low
        paint(painter, box, option, color, SEMIBOLD if is_on else MEDIUM)

    def _paint_tall(self, painter: QPainter, box: QRectF, option: Option, color: str, weight: int) -> None:
        upper = QRectF(box.left(), box.top() + 5, box.width(), 28)
        large = self.theme.font(self.theme.px("name"), SEMIBOLD)
        draw_text(painter, upper, option.key, large, self.theme.color(color), CENTRE)
        lower = QRectF(box.left(), box.top() + 34, box.width(), 20)
        small = self.theme.font(self.theme.px("label"), weight)
        draw_text(painter, lower, option.word, small, self.theme.color(color), CENTRE)

    def _paint_low(self, painter: QPainter, box: QRectF, option: Option, color: str, weight: int) -> None:
        font = self.theme.font(self.theme.px("body"), weight)
        width = text_width(option.word, font)
        key = key_width(self.theme, option.key) + KEY_GAP if option.key else 0
        start = QPointF(box.center().x() - (width + key) / 2, box.center().y())
        words = QRectF(start.x(), box.top(), width, box.height())
        draw_text(painter, words, option.word, font, self.theme.color(color))
        if option.key:
            left = start.x() + width + KEY_GAP
            draw_key(painter, left, start.y(), self.theme, option.key, "muted", "border2", "surface")
