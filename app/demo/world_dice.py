"""Chance from a seed: the same seed rolls the same world."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

from app.demo.world_calendar import EVEN, MOST_OF_A_DAY, Months, calls_of_day
from app.service_time import ZONE

T = TypeVar("T")

# Percent of the calls by hour; 21 stands for the rest of the day.
HOUR_SHARES = dict(enumerate((5, 11, 12, 9, 6, 6, 8, 9, 8, 7, 6, 6, 5, 2), start=8))
MEAN_AGE_DAYS = 420
OLDEST_DAYS = 6 * 365
LONGEST_CALL = timedelta(minutes=20)  # with its wrap-up
_DAY_MS, _IDS_A_MS = 86_400_000, 1 << 12


class Dice:
    """A seeded chance with the throws that the world needs."""

    def __init__(self, seed: int, now: datetime) -> None:
        self._random = Random(seed)
        self._ids, self._first_stamp = 0, int(now.timestamp() * 1000) - _DAY_MS
        self.now = now
        self.today = now.astimezone(ZONE).date()
        self.random = self._random.random
        self.between = self._random.uniform
        self.count = self._random.randint

    def new_id(self) -> UUID:
        """Make the next UUIDv7 of the seed. They ascend, so that a large world is written page after page."""
        self._ids += 1
        bits = self._random.getrandbits(62)
        stamp = self._first_stamp + self._ids // _IDS_A_MS
        return UUID(int=stamp << 80 | 7 << 76 | (self._ids % _IDS_A_MS) << 64 | 2 << 62 | bits)

    def one(self, items: Sequence[T]) -> T:
        return items[int(self.random() * len(items))]

    def chance(self, share: float) -> bool:
        return self.random() < share

    def spread(self, median: float, sigma: float) -> float:
        """Throw a log-normal value."""
        return median * float(self._random.lognormvariate(0, sigma))

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self._random.sample(items, len(items))

    def past(self, months: Months = EVEN) -> datetime:
        """Throw an instant of the last six years, thicker towards now, by hour, day and season.

        A call that began then is wrapped up by now.
        """
        most = MOST_OF_A_DAY * max(months)
        while True:
            age = self._random.expovariate(1 / MEAN_AGE_DAYS)
            if age > OLDEST_DAYS:
                continue
            day = self.today - timedelta(days=int(age))
            accepted = calls_of_day(day) * months[day.month - 1] / most
            if self.random() < accepted and (at := self.at_desk(day)) < self.now - LONGEST_CALL:
                return at

    def at_desk(self, day: date) -> datetime:
        """Throw an instant of this day, as calls come through it."""
        hour = HOURS.throw(self)
        minute, second = divmod(int(self.random() * 3600), 60)
        return datetime.combine(day, time(hour, minute, second), ZONE)

    def waking(self, at: datetime) -> datetime:
        """Move an instant of the night to the next day, as calls come through it."""
        local = at.astimezone(ZONE)
        if 8 <= local.hour < 21:
            return local
        return self.at_desk(local.date() + timedelta(days=local.hour >= 21))


class Shares(Generic[T]):
    """A choice by weight."""

    __slots__ = ("_items", "_sums")

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._items = list(weights)
        self._sums = list(accumulate(weights.values()))

    def throw(self, dice: Dice) -> T:
        return self._items[bisect(self._sums, dice.random() * self._sums[-1])]


HOURS = Shares(HOUR_SHARES)
