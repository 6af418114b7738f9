"""The report of a practice: what went well in each scenario, and what did not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.reference import Reference
from ui.practice.lesson import Result
from ui.practice.words import title, told
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.labels import label
from ui.widgets.painting import Painted, draw_icon

COLUMNS, MARK = 2, 16


class ReportView(QWidget):
    """Show the results so far, each scenario on a card of its own.

    Signals: ``closed()``.
    """

    closed = Signal()

    def __init__(self, reference: Reference, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self._reference = reference
        self._sum = Chip()
        self._empty = EmptyState(
            "graduation-cap",
            self.tr("Nothing practised yet"),
            self.tr("Each call that you finish is judged here: what went well, and what did not."),
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Report of the practice"))
        self.setFocusProxy(self._scroll)
        self._lay_out()
        self.show_results(())

    def show_results(self, results: Sequence[Result]) -> None:
        """Show these results, in the order in which they were practised."""
        self._empty.setVisible(not results)
        self._scroll.setVisible(bool(results))
        well = sum(result.good == len(result.findings) for result in results)
        tone = "good" if well == len(results) else "attn"
        self._sum.set(self.tr("{0} of {1} calls all well").format(well, len(results)), tone)
        self._sum.setVisible(bool(results))
        self._scroll.setWidget(self._cards(results))

    def sentences(self) -> list[str]:
        """Return what is said, from top to bottom."""
        return [each.text() for each in self.findChildren(_Told)]

    def _cards(self, results: Sequence[Result]) -> QWidget:
        cards = QWidget()
        grid = QGridLayout(cards)
        grid.setContentsMargins(16, 4, 16, 16)
        grid.setSpacing(12)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        for place, result in enumerate(results):
            grid.addWidget(self._card(result), place // COLUMNS, place % COLUMNS, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(results) // COLUMNS + 1, 1)
        return cards

    def _card(self, result: Result) -> Card:
        card = Card(title(result.planned.scenario))
        count = len(result.findings)
        is_well = result.good == count
        words = self.tr("all well") if is_well else self.tr("{0} of {1} well").format(result.good, count)
        card.add_right(Chip(words, "good" if is_well else "attn"))
        for finding in result.findings:
            card.body.addWidget(_Told(told(finding, self._reference), is_good=finding.is_good))
        return card

    def _lay_out(self) -> None:
        back = KeyButton(self.tr("Back to the desk"), "Esc", "arrow-u-up-left", "quiet")
        back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(12)
        head.addWidget(label(self.tr("What went well"), "name"))
        head.addWidget(self._sum)
        head.addStretch()
        head.addWidget(back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._scroll, 1)


class _Told(QWidget):
    """A sentence behind its mark: done well, or to be done better."""

    def __init__(self, sentence: str, *, is_good: bool) -> None:
        super().__init__()
        self._words = label(sentence, "body" if is_good else "title")
        self._words.setWordWrap(True)
        spoken = self.tr("Well: {0}") if is_good else self.tr("To do better: {0}")
        self._words.setAccessibleName(spoken.format(sentence))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(_Mark(is_good=is_good), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)

    def text(self) -> str:
        return self._words.text()


class _Mark(Painted):
    def __init__(self, *, is_good: bool) -> None:
        super().__init__()
        self._look = ("check-circle", "good") if is_good else ("warning-circle", "attn")
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(MARK, MARK + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_icon(QPainter(self), *self._look, 0, self.height() / 2, MARK)
