"""What stands beside the table: the chosen figure as bars and as a course, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.metrics.figures import Unit
from app.reports.table import Row, Table
from ui.charts.bars import BarChart
from ui.charts.figures import Bar, Bars, Lines, Series, Value
from ui.charts.line import LineChart
from ui.figure_words import figure_words
from ui.widgets.card import Card
from ui.widgets.labels import label

translate = QCoreApplication.translate
MOST_BARS = 8
WIDTH = 288
TALL = 700  # pixels: room for a long definition and both charts


class Beside(QWidget):
    """Follow the cell that the table stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.bars, self.course = BarChart(lying=True), LineChart()
        self._bars_card, self._course_card = Card(), Card()
        self._definition_card = Card()
        self._formula, self._caution = label("", "second"), label("", "muted")
        self._has_bars = self._has_course = self._is_at_part = False
        self._lay_out()

    def show_figure(self, table: Table, row: Row | None, figure: str) -> None:
        """Show one figure of a report, and its course in the group of a row."""
        at = next((n for n, one in enumerate(table.figures) if one.id == figure), 0)
        chosen = table.figures[at].id
        words = figure_words(chosen)
        self._definition_card.set_title(words.name)
        self._formula.setText(words.formula)
        self._caution.setText(words.caution)
        self._caution.setVisible(bool(words.caution))
        self._show_bars(table, at)
        self._show_course(table, at, row)
        self._is_at_part = row is not None and row.part is not None
        self._make_room()
        if row is not None:
            self.bars.choose(_group_words(table, row.group))

    def definition(self) -> str:
        return self._formula.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Show both charts where there is room; else the one that fits the row."""
        is_tall = self.height() >= TALL
        shows_course = self._has_course and (is_tall or self._is_at_part or not self._has_bars)
        self._course_card.setVisible(shows_course)
        self._bars_card.setVisible(self._has_bars and (is_tall or not shows_course))

    def _show_bars(self, table: Table, at: int) -> None:
        groups = [row for row in table.rows if row.part is None]
        shown = sorted(groups, key=lambda row: -(row.values[at] or 0))[:MOST_BARS]
        factor, unit, digits = _scale(table.figures[at].unit, [row.values[at] for row in shown])
        bars = tuple(Bar(row.words, _times(row.values[at], factor)) for row in shown)
        title = table.words[table.figures[at].id].name
        self.bars.show_figures(Bars(title, bars, unit=unit, digits=digits))
        self._bars_card.set_title(table.head)
        self._has_bars = len(groups) > 1

    def _show_course(self, table: Table, at: int, row: Row | None) -> None:
        first = table.rows[0].group if table.rows else None
        group = row.group if row is not None and row.group is not None else first
        parts = [one for one in table.rows if one.part is not None and one.group == group]
        factor, unit, digits = _scale(table.figures[at].unit, [one.values[at] for one in parts])
        values = tuple(_times(one.values[at], factor) for one in parts)
        name = _group_words(table, group)
        figure = table.words[table.figures[at].id].name
        labels = tuple(one.words for one in parts)
        self.course.show_figures(Lines(name, labels, (Series(figure, values),), unit=unit, digits=digits))
        self._course_card.set_title(name)
        self._has_course = len(parts) > 1

    def _lay_out(self) -> None:
        for words in (self._formula, self._caution):
            words.setWordWrap(True)
            self._definition_card.body.addWidget(words)
        self._bars_card.body.addWidget(self.bars)
        self._course_card.body.addWidget(self.course)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._definition_card, self._bars_card, self._course_card):
            column.addWidget(part)
        column.addStretch()


def _group_words(table: Table, group: str | None) -> str:
    found: Sequence[Row] = [row for row in table.rows if row.group == group and row.part is None]
    return found[0].words if found else ""


def _scale(unit: Unit, values: Sequence[Value]) -> tuple[float, str, int]:
    """Return by what the figures are multiplied, the unit behind them, and their digits."""
    if unit is Unit.SHARE:
        return 100, " %", 1
    if unit is Unit.COUNT:
        return 1, "", 0
    most = max((value for value in values if value is not None), default=0)
    if most >= 2 * 3600:
        return 1 / 3600, translate("Reports", " h"), 1
    if most >= 120:
        return 1 / 60, translate("Reports", " min"), 1
    return 1, translate("Reports", " s"), 0


def _times(value: Value, factor: float) -> Value:
    return None if value is None else value * factor
