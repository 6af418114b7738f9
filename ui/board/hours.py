"""The promises of the day as bars by the hour: what is late, this hour, the next ones, tomorrow, later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from app.service_time import service_day
from ui.charts.bars import BarChart
from ui.charts.figures import Bar, Bars
from ui.wording import local

HEIGHT = 96


@dataclass(frozen=True, slots=True)
class Span:
    """A column of the strip. Units: seconds since 1970; ``last`` is not included, None is no bound."""

    word: str
    first: int | None
    last: int | None
    tone: str = "neutral"


class HourStrip(BarChart):
    """Show how many promises each span has, and choose one by click or arrows and Enter.

    Signals: ``chosen(object)`` a `Span`, or None when the chosen one is given up.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._spans: list[Span] = []
        self._chosen_word = ""
        self.picked.connect(self._on_picked)
        self.setAccessibleName(self.tr("Promises by the hour"))

    def spans(self, now: datetime) -> list[Span]:
        """Return the columns as the day stands now: bounded by now, the full hours, midnight."""
        here = local(now)
        hour = here.replace(minute=0, second=0, microsecond=0)
        midnight = (hour + timedelta(days=1)).replace(hour=0)
        hours = [hour + timedelta(hours=n) for n in range(1, 24 - hour.hour)]
        bounds = [here, *hours, midnight]
        words = [self.tr("now"), *(f"{one:%H}" for one in hours)]
        found = [Span(self.tr("late"), None, int(now.timestamp()), "broken")]
        for word, (first, last) in zip(words, pairwise(bounds), strict=True):
            tone = "attn" if first is here else "info"
            found.append(Span(word, int(first.timestamp()), int(last.timestamp()), tone))
        then = midnight + timedelta(days=1)
        tomorrow = int(midnight.timestamp()), int(then.timestamp())
        assert service_day(midnight) > service_day(now)
        return [
            *found,
            Span(self.tr("tomorrow"), *tomorrow),
            Span(self.tr("after"), int(then.timestamp()), None),
        ]

    def show_counts(self, spans: Sequence[Span], counts: Sequence[int], chosen: Span | None) -> None:
        """Show how many are due in each span, and mark the one that is chosen by its place.

        What is late, and all that is later than today, may be so much that the hours could not be told apart:
        their bars end where those of the hours do.
        """
        self._spans = list(spans)
        bars = tuple(Bar(span.word, count, span.tone) for span, count in zip(spans, counts, strict=True))
        most = max([1, *counts[1:-2]])
        self.show_figures(Bars(self.tr("Promises by the hour"), bars, high=most))
        self._chosen_word = chosen.word if chosen else ""
        self.choose(self._chosen_word)

    def counts(self) -> dict[str, int]:
        """Return how many each column shows, by its word."""
        return {bar.label: int(bar.value or 0) for bar in self.bars().bars}

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.at() < 0 and self.count():
            self.go(0)

    @Slot(int)
    def _on_picked(self, at: int) -> None:
        span = self._spans[at]
        self.chosen.emit(None if span.word == self._chosen_word else span)
