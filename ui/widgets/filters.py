"""Filters over a list, each with how many it would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from ui.theme import MEDIUM, REGULAR, SEMIBOLD, Theme
from ui.widgets.painting import draw_box, draw_text, text_width

PADDING, GAP, HEIGHT = 10, 5, 24


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its id, its word, and how many rows it shows."""

    id: str
    word: str
    count: int = 0


class FilterRow(QWidget):
    """Choose one filter of a row. It takes no focus by click: the list below keeps it.

    Signals: ``chosen(str)`` with the filter's id, when a person chose it.
    """

    chosen = Signal(str)

    def __init__(self, name: str, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._pills = {each.id: _Pill(each) for each in filters}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for pill in self._pills.values():
            self._group.addButton(pill)
            layout.addWidget(pill)
        self._group.buttonClicked.connect(self._on_clicked)
        if filters:
            self.choose(filters[0].id)

    def choose(self, filter_id: str) -> None:
        """Mark a filter without a signal."""
        self._pills[filter_id].setChecked(True)

    def current(self) -> str:
        return next(key for key, pill in self._pills.items() if pill.isChecked())

    def narrowed(self) -> str:
        """Return what is chosen, to be kept; empty for the first one, which is chosen by itself."""
        return "" if self.current() == next(iter(self._pills)) else self.current()

    def narrow(self, kept: str) -> None:
        """Choose what was kept, as by hand."""
        wanted = kept if kept in self._pills else next(iter(self._pills))
        if wanted != self.current():
            self.choose(wanted)
            self.chosen.emit(wanted)

    def set_counts(self, counts: dict[str, int]) -> None:
        for key, count in counts.items():
            self._pills[key].set_count(count)

    def _on_clicked(self, _pill: QAbstractButton) -> None:
        self.chosen.emit(self.current())


class _Pill(QAbstractButton):
    def __init__(self, shown: Filter) -> None:
        super().__init__()
        self.theme = Theme.current()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._word = shown.word
        self.setText(shown.word)
        self.set_count(shown.count)

    def set_count(self, count: int) -> None:
        self._count = str(count)
        self.setAccessibleName(f"{self._word} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = self.theme.px("label")
        words = text_width(self._word, self.theme.font(size, SEMIBOLD))
        count = text_width(self._count, self.theme.font(size))
        return QSize(int(words + count + GAP + 2 * PADDING + 0.99), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size, rect = self.theme.px("label"), QRectF(self.rect())
        is_on = self.isChecked()
        ground = "accent_soft" if is_on else "hover" if self.underMouse() else ""
        edge = self.theme.color("accent_t") if self.hasFocus() else None
        draw_box(painter, rect, 5, self.theme.color(ground) if ground else None, edge, 2)
        font = self.theme.font(size, SEMIBOLD if is_on else MEDIUM)
        color = self.theme.color("accent_t" if is_on else "text2")
        draw_text(painter, rect.adjusted(PADDING, 0, 0, 0), self._word, font, color)
        left = PADDING + text_width(self._word, font) + GAP
        count_color = color if is_on else self.theme.color("muted")
        count_font = self.theme.font(size, REGULAR)
        draw_text(painter, rect.adjusted(left, 0, 0, 0), self._count, count_font, count_color)
