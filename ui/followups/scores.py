"""How satisfied the customers were who were rung lately: a score from 1 to 5, five is a success."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.surveys import ScoreCount, survey_scores
from ui.charts.distribution import DistributionChart
from ui.charts.figures import Answer, Distribution
from ui.context import Context
from ui.widgets.card import Card
from ui.widgets.labels import label

LATELY, FRESH = timedelta(days=30), timedelta(minutes=5)
HEIGHT = 104
TONES = {1: "broken", 2: "broken", 3: "attn", 4: "info", 5: "good"}


class ScoresCard(Card):
    """Show how the scores are spread; nothing while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("How it was, 30 days"))
        self.chart = DistributionChart()
        self.chart.setAccessibleName(self.tr("Answers"))
        self.chart.setFixedHeight(HEIGHT)
        self._top = label("", "second")
        self.add_right(self._top)
        self.body.addWidget(self.chart)
        self.hide()

    def show_scores(self, found: Sequence[ScoreCount]) -> None:
        counts = {one.score: one.count for one in found}
        total = sum(counts.values())
        answers = tuple(Answer(f"{score}", counts.get(score, 0), tone) for score, tone in TONES.items())
        self.chart.show_figures(Distribution(self.tr("Answers"), answers, self.tr("Share, %")))
        if total:
            top = f"{100 * counts.get(5, 0) / total:.0f}"
            self._top.setText(self.tr("{0} answers, top box {1} %").format(f"{total:,}", top))
        self.setVisible(total > 0)

    def top(self) -> str:
        return self._top.text()


class ScoresPresenter(QObject):
    """Reads the scores when the page asks, at most every few minutes; with no hub they stay as they were."""

    def __init__(self, context: Context, card: ScoresCard) -> None:
        super().__init__(card)
        self._context, self._card = context, card
        self._asked_at: datetime | None = None

    @Slot()
    def refresh(self) -> None:
        now = self._context.now()
        if self._asked_at is not None and now - self._asked_at < FRESH:
            return
        self._asked_at = now
        work = partial(self._context.desk.ask, survey_scores, now - LATELY)
        self._context.bridge.read(self._card, work, self._card.show_scores, self._on_failed)

    def _on_failed(self, _error: Exception) -> None:
        """Leave what is shown: nobody's work waits for it, and the list beside says what is wrong."""
