"""A report as a table: what the screen shows and what a file is made of, in the words of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.metrics.counts import NONE, Counts, total
from app.metrics.figures import BY_ID, Figure, Unit
from app.metrics.lines import Line

Value = float | None


@dataclass(frozen=True, slots=True)
class Words:
    """What a figure is called, how it is made, and where others count otherwise (may be empty)."""

    name: str
    formula: str
    caution: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. ``part`` is None for the sum of a group; both are for the sum of all."""

    group: str | None
    part: str | None
    words: str
    values: tuple[Value, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Table:
    """``about`` says which days and what is left out, a line each; ``head`` is what the rows are of."""

    title: str
    about: tuple[str, ...]
    head: str
    figures: tuple[Figure, ...]
    words: Mapping[str, Words]  # by the figure's id
    rows: tuple[Row, ...]  # each group before its parts
    whole: Row

    @property
    def heads(self) -> tuple[str, ...]:
        return (self.head, *(self.words[figure.id].name for figure in self.figures))

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(figure.unit for figure in self.figures)

    def definitions(self) -> list[Words]:
        return [self.words[figure.id] for figure in self.figures]


def make_rows(
    lines: Sequence[Line],
    figures: Iterable[str],
    group_words: Callable[[str], str],
    part_words: Callable[[str], str],
    whole_words: str,
) -> tuple[tuple[Row, ...], Row]:
    """Return a row for each group, followed by those of its parts, and the row of all.

    Order: of the lines, which are sorted by group. A sum is made of counts, never of figures.
    """
    wanted = tuple(BY_ID[one] for one in figures)
    rows: list[Row] = []
    for group, found in groupby(lines, key=lambda line: line.group):
        parts = list(found)
        rows.append(_row(wanted, group, None, group_words(group), total(line.counts for line in parts)))
        rows += (_row(wanted, group, line.part, part_words(line.part), line.counts) for line in parts)
    whole = sum((row.counts for row in rows if row.part is None), NONE)
    return tuple(rows), _row(wanted, None, None, whole_words, whole)


def _row(figures: Sequence[Figure], group: str | None, part: str | None, words: str, counts: Counts) -> Row:
    return Row(group, part, words, tuple(figure.of(counts) for figure in figures), counts)
