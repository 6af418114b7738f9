"""How late each province is: the share of its open orders whose promise has passed, the worst first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.board import BoardNames
from app.board_picture import Facet, Found
from ui.board.words import value_word
from ui.charts.bars import BarChart
from ui.charts.figures import Bar, Bars, Mark
from ui.theme import Theme
from ui.widgets.labels import label

MARGIN = 26
BAD = 10.0  # percent of the open orders; above it a province is told in red


class LatePanel(QFrame):
    """Show the provinces as bars beside the list, in the place of the chosen order.

    Signals: ``province_wanted(str)`` the code of one that was picked.
    """

    province_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(Theme.current().px("side"))
        self.setAccessibleName(self.tr("Late by province"))
        self.chart = BarChart(lying=True)
        self.chart.setAccessibleName(self.accessibleName())
        self._codes: list[str] = []
        self._room = QScrollArea()
        self.chart.picked.connect(self._on_picked)
        self.chart.pointed.connect(self._on_pointed)
        self._lay_out()

    def show_counts(self, found: Found, names: BoardNames, chosen: str) -> None:
        """Show what was found; ``chosen`` is the province that the board is narrowed to."""
        shares = {code: 100 * late / count for code, (late, count) in found.late_of.items() if count}
        self._codes = sorted(shares, key=lambda code: (-shares[code], code))
        words = {code: value_word(Facet.PROVINCE, code, names) for code in self._codes}
        bars = tuple(
            Bar(
                words[code],
                shares[code],
                "broken" if shares[code] > BAD else "attn" if shares[code] else "neutral",
                note=self.tr("{0} of {1} late").format(*found.late_of[code]),
            )
            for code in self._codes
        )
        late, count = (sum(one) for one in zip(*found.late_of.values(), strict=True)) if shares else (0, 0)
        mark = (
            Mark(100 * late / count, self.tr("all {0} %").format(f"{100 * late / count:.1f}"))
            if count
            else None
        )
        self.chart.show_figures(Bars(self.tr("Late by province"), bars, mark, unit=" %", digits=1))
        self.chart.choose(words.get(chosen, ""))

    @Slot(int)
    def _on_picked(self, at: int) -> None:
        self.province_wanted.emit(self._codes[at])

    @Slot(int)
    def _on_pointed(self, at: int) -> None:
        """Let the province that the arrows stand on be seen."""
        if at == self.chart.at() >= 0:
            place = self.chart.areas()[at].center().toPoint()
            self._room.ensureVisible(place.x(), place.y(), 0, 2 * MARGIN)

    def _lay_out(self) -> None:
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setWidget(self.chart)
        note = label(
            self.tr("Share of the open orders whose promise has passed. Enter narrows the list."), "muted"
        )
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Late by province"), "title"))
        column.addWidget(self._room, 1)
        column.addWidget(note)
