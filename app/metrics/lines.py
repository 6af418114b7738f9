"""What a question about the past is answered with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.metrics.counts import Counts, join
from app.metrics.periods import day_at, half_hour_words


class Split(StrEnum):
    """Into what the lines of a group are split."""

    HALF_HOUR = "half_hour"  # of the day, whatever day it is
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one part of one group: a half-hour of a queue, a day of an agent, a code of a level."""

    group: str
    part: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Name:
    """What a group or part is called; ``more`` is what tells two of one name apart, such as the team."""

    zh: str
    en: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines, in order of group and part, and what the groups and parts are called that have names."""

    lines: tuple[Line, ...]
    names: Mapping[str, Name] = field(default_factory=dict)


def part_words(split: Split, number: int) -> str:
    """Return a part as it is told: 09:30, 2026-11-23, 2026-11. A month is told by any day in it."""
    if split is Split.HALF_HOUR:
        return half_hour_words(number)
    on: date = day_at(number)
    return f"{on:%Y-%m}" if split is Split.MONTH else on.isoformat()


def gather(found: Iterable[tuple[str, str, Mapping[str, int]]]) -> tuple[Line, ...]:
    """Add up what is of one group and part, by the fields of `Counts`, and put the lines in order."""
    sums: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for group, part, fields in found:
        of = sums[group, part]
        for name, number in fields.items():
            of[name] = join(name, of[name], number) if name in of else number
    return tuple(Line(group, part, Counts(**sums[group, part])) for group, part in sorted(sums))
