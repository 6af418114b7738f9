"""What charts show, as frozen facts. Each of them is a table too: rows with a label and their figures.

A live feed gives a new one each time (`Chart.show_figures`); one equal to what is shown costs nothing.
Words and labels come in the language of the screen; ``tone`` is neutral, accent, good, attn, broken or info.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QLocale

from app.spreadsheet import to_spreadsheet
from ui.charts.scale import sound

Value = float | None  # None is not known, and is not drawn; nor is NaN
NO_FIGURE = "—"


@dataclass(frozen=True, slots=True)
class Row:
    """One point of a chart as a line of a table."""

    label: str
    values: tuple[Value, ...]


class Figures(Protocol):
    """What every chart can tell of itself. Units: ``unit`` stands behind each figure, with its space."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def digits(self) -> int: ...
    def heads(self) -> tuple[str, ...]: ...
    def rows(self) -> tuple[Row, ...]: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that the others are held against, drawn dashed: a target, a limit, the country."""

    value: float
    word: str


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Trend:
    """A course in little room, for a sparkline. ``low`` and ``high`` are bounds that are always seen."""

    name: str
    points: tuple[Point, ...]
    mark: Mark | None = None
    tone: str = "accent"
    low: Value = None
    high: Value = None
    unit: str = ""
    digits: int = 0

    def heads(self) -> tuple[str, ...]:
        return ("", self.name)

    def rows(self) -> tuple[Row, ...]:
        return tuple(Row(point.label, (point.value,)) for point in self.points)


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a line chart: a value for each label. The first one has its ground filled."""

    name: str
    values: tuple[Value, ...]
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Lines:
    """Courses over the same labels, for a line chart. ``low`` and ``high`` are bounds always seen."""

    name: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    mark: Mark | None = None
    low: Value = 0.0
    high: Value = None
    unit: str = ""
    digits: int = 0

    def heads(self) -> tuple[str, ...]:
        return ("", *(one.name for one in self.series))

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(label, tuple(one.values[n] if n < len(one.values) else None for one in self.series))
            for n, label in enumerate(self.labels)
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``beside`` is what it is held against, drawn as a line across; ``note`` is only heard."""

    label: str
    value: Value
    tone: str = "accent"
    beside: Value = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts of things that are not in one sum. ``beside`` names what each bar is held against.

    ``high`` is where the scale ends though a value goes beyond it: one outlier must not flatten the others.
    """

    name: str
    bars: tuple[Bar, ...]
    mark: Mark | None = None
    beside: str = ""
    high: Value = None
    unit: str = ""
    digits: int = 0

    def heads(self) -> tuple[str, ...]:
        return ("", self.name, self.beside) if self.beside else ("", self.name)

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(bar.label, (bar.value, bar.beside) if self.beside else (bar.value,)) for bar in self.bars
        )


@dataclass(frozen=True, slots=True)
class Part:
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Stack:
    """Sums and their parts, for stacked bars; each row has a value for each part, none below zero."""

    name: str
    parts: tuple[Part, ...]
    stacked: tuple[Row, ...]
    unit: str = ""
    digits: int = 0

    def heads(self) -> tuple[str, ...]:
        return ("", *(part.word for part in self.parts))

    def rows(self) -> tuple[Row, ...]:
        return self.stacked


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    count: int
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Distribution:
    """How often each answer of an ordered scale was given; ``share`` is the word for its head."""

    name: str
    answers: tuple[Answer, ...]
    share: str = "%"
    unit: str = ""
    digits: int = 0

    def total(self) -> int:
        return sum(max(0, one.count) for one in self.answers)

    def heads(self) -> tuple[str, ...]:
        return ("", self.name, self.share)

    def rows(self) -> tuple[Row, ...]:
        total = self.total()
        return tuple(
            Row(one.label, (one.count, round(100 * max(0, one.count) / total) if total else None))
            for one in self.answers
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left until a promise. Units: ``share`` from 0 (due) to 1 (just promised)."""

    share: float
    first: str
    second: str = ""
    tone: str = "attn"

    def words(self) -> str:
        return f"{self.first} {self.second}".strip()


def figure_text(value: Value, digits: int = 0, unit: str = "") -> str:
    """Return a figure as it is read: grouped in the screen's language, a very large one as a power of ten."""
    known = sound(value)
    if known is None:
        return NO_FIGURE
    if abs(known) >= 1e15:
        return f"{known:.1e}{unit}"
    text: str = QLocale().toString(known, "f", digits)
    return f"{text}{unit}"


def spoken(figures: Figures, at: int) -> str:
    """Return one point as a sentence part, for who hears the chart."""
    row = figures.rows()[at]
    said = [figure_text(value, figures.digits, figures.unit) for value in row.values]
    heads = figures.heads()[1:]
    if len(said) > 1:
        said = [f"{head} {one}" for head, one in zip(heads, said, strict=False)]
    return f"{row.label}: {', '.join(said)}"


def as_tsv(figures: Figures) -> str:
    """Return the table for a spreadsheet: plain numbers, an empty cell where there is none."""
    return to_spreadsheet(
        [figures.heads(), *((row.label, *map(plain, row.values)) for row in figures.rows())]
    )


def plain(value: Value) -> str:
    """Return a number without groups or unit; empty for what is none."""
    if value is None or not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e11 else repr(float(value))
