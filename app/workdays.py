"""Working days: which there are, counted and rolled. Pure: a frozen calendar, no store, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from db.models.calendar import DayKind

__all__ = ["Calendar", "CalendarEntry", "DayKind", "calendar_of"]

WARN_FROM: Final = (11, 1)  # month and day from which the next year's notice should be there [default]
_DAY: Final = timedelta(days=1)
_WEEKEND: Final = 5  # Saturday


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What is told of one day beside its weekday."""

    kind: DayKind
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The days that are told of by name; of every other day its weekday tells.

    Source: the State Council's yearly notice; until it comes, the law on holidays, provisionally.
    """

    days: Mapping[date, CalendarEntry] = field(default_factory=dict)

    @cached_property
    def settled_years(self) -> frozenset[int]:
        """Return the years whose notice is known: with days told of, none of them provisional."""
        open_years = {on.year for on, told in self.days.items() if told.provisional}
        return frozenset(on.year for on in self.days) - open_years

    def is_working_day(self, on: date) -> bool:
        told = self.days.get(on)
        return on.weekday() < _WEEKEND if told is None else told.kind is DayKind.WORK

    def is_provisional(self, on: date) -> bool:
        """Tell whether the notice of its year may still make this day another."""
        told = self.days.get(on)
        return on.year not in self.settled_years if told is None else told.provisional

    def add_working_days(self, on: date, count: int) -> date:
        """Return the day that is so many working days later; the first day is not counted.

        Source: Civil Code, art. 201. Raises ValueError for less than one.
        """
        if count < 1:
            raise ValueError(f"no number of working days: {count}")
        while count:
            on += _DAY
            count -= self.is_working_day(on)
        return on

    def roll(self, on: date) -> date:
        """Return the last day of a period: a rest day rolls on to the next working day.

        Source: Civil Code, art. 203.
        """
        while not self.is_working_day(on):
            on += _DAY
        return on

    def rests_on_provisional(self, first: date, last: date) -> bool:
        """Tell whether any day from one to the other is provisional; both count."""
        return any(self.is_provisional(first + day * _DAY) for day in range((last - first).days + 1))

    def missing_notice(self, today: date) -> int | None:
        """Return the first year whose notice should be there by now and is not."""
        last = today.year + (today >= date(today.year, *WARN_FROM))
        return next((year for year in (today.year, last) if year not in self.settled_years), None)


def calendar_of(rows: Iterable[tuple[date, DayKind, bool]]) -> Calendar:
    """Make a calendar of the rows of the table: day, kind, provisional."""
    return Calendar({on: CalendarEntry(kind, provisional) for on, kind, provisional in rows})
