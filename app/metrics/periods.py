"""Days of the service, and the half-hours in them, as instants and in SQL; true where clocks are changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, and_, case, literal
from sqlalchemy.orm import InstrumentedAttribute

from app.errors import NotFound
from app.service_time import ZONE
from db.seconds import second_of

DAY_S: Final = 86_400
HALF_HOUR_S: Final = 1_800
MOST_DAYS: Final = 400  # in one question
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True)
class Period:
    """Whole days by the clock of the service, the first and the last one too. Raises NotFound for too many.

    A half-hour is told by its number in the day, 0 to 47: one that comes twice, when the clock is put back,
    is one.
    """

    first: date
    last: date
    zone: ZoneInfo = ZONE

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < MOST_DAYS:
            raise NotFound(what="period", id=f"{self.first}..{self.last}")

    @cached_property
    def begins(self) -> datetime:
        return self._midnight(self.first)

    @cached_property
    def ends(self) -> datetime:
        return self._midnight(self.last + timedelta(days=1))

    def midnights(self) -> Iterator[tuple[int, int]]:
        """Yield the number of each day since 1970, and the second (UTC) at which it begins."""
        for number in range((self.last - self.first).days + 1):
            on = self.first + timedelta(days=number)
            yield (on - _EPOCH).days, int(self._midnight(on).timestamp())

    def has(self, instant: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        return and_(instant >= self.begins, instant < self.ends)

    def day(self, second: ColumnElement[int]) -> ColumnElement[int]:
        """Return the day (since 1970) in which a second lies, by the clock of the service."""
        return self._local(second) // literal(DAY_S, Integer)

    def day_of(self, instant: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[int]:
        return self.day(second_of(instant))

    def half_hour_of(self, instant: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[int]:
        """Return the half-hour of the day, 0 to 47."""
        second = self._local(second_of(instant)) % literal(DAY_S, Integer)
        return second // literal(HALF_HOUR_S, Integer)

    def _midnight(self, on: date) -> datetime:
        return datetime.combine(on, time(0), self.zone).astimezone(UTC)

    def _local(self, second: ColumnElement[int]) -> ColumnElement[int]:
        (_since, offset), *changes = self._offsets
        if not changes:
            return second + literal(offset, Integer)
        whens = [(second >= since, literal(then, Integer)) for since, then in reversed(changes)]
        return second + case(*whens, else_=literal(offset, Integer))

    @cached_property
    def _offsets(self) -> list[tuple[int, int]]:
        """Return how far the clock of the service is ahead of UTC, and from which second on."""
        at, until = int(self.begins.timestamp()) - DAY_S, int(self.ends.timestamp()) + DAY_S
        found = [(at, self._offset(at))]
        while at < until:
            if self._offset(at + DAY_S) != found[-1][1]:
                found.append(self._change(at, at + DAY_S))
            at += DAY_S
        return found

    def _change(self, before: int, after: int) -> tuple[int, int]:
        old = self._offset(before)
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (middle, after) if self._offset(middle) == old else (before, middle)
        return after, self._offset(after)

    def _offset(self, second: int) -> int:
        offset = datetime.fromtimestamp(second, self.zone).utcoffset()
        assert offset is not None
        return int(offset.total_seconds())


def day_at(number: int) -> date:
    """Return the day of which so many came before, since 1970."""
    return _EPOCH + timedelta(days=number)


def half_hour_words(number: int) -> str:
    """Return when a half-hour of the day begins, as 09:30."""
    return f"{number // 2:02}:{number % 2 * 30:02}"
