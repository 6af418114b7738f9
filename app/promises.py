"""Promise clocks: when a promise is due and how much of its time is used, with pauses, as pure functions.

Two kinds of clock: service promises run every day between the hours of the service, or at any hour; limits of
law and of the authorities run in working days, the day of the event not counted.
Source: Civil Code, articles 200 to 204; complaints of 12315: market regulator's measures, articles 14 and 21.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Protocol

from app.service_time import ZONE
from db.models.clocks import PromiseUnit

__all__ = ["Pause", "Promise", "PromiseUnit", "WorkingDays", "due_at", "is_running", "remaining", "used"]

_DAY: Final = timedelta(days=1)
_FAR: Final = 3_660  # days; no promise is longer than ten years
_NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)

Span = tuple[datetime, datetime]


class WorkingDays(Protocol):
    """A calendar that knows which days are worked."""

    def is_working_day(self, on: date, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Promise:
    """How long a promise may take. *Units*: ``amount`` in its unit, the hours in minutes after midnight."""

    amount: int
    unit: PromiseUnit
    opens_min: int = 0
    closes_min: int = 1440

    @property
    def time(self) -> timedelta:
        """The time that its clock runs; a working day is a day of the clock."""
        return timedelta(days=self.amount) if self._in_days else timedelta(minutes=self.amount)

    @property
    def _in_days(self) -> bool:
        return self.unit is PromiseUnit.WORKING_DAY


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands still; without an end it is still going on."""

    from_at: datetime
    until_at: datetime | None = None


def due_at(
    start: datetime,
    promise: Promise,
    pauses: Iterable[Pause],
    calendar: WorkingDays,
    zone: tzinfo = ZONE,
    *,
    extra: timedelta = timedelta(),
) -> datetime | None:
    """Return the instant (UTC) at which the time is used up; None while an open pause stands before it.

    Working days end with the last minute of the last of them. ``extra`` is time on top, or less of it.
    """
    left = promise.time + extra
    begin = _begin(start, promise, zone)
    if left <= timedelta():
        return begin
    for span_begin, span_end in _spans(begin, promise, list(pauses), calendar, zone):
        if span_end - span_begin >= left:
            return span_begin + left
        left -= span_end - span_begin
    return None


def used(
    start: datetime,
    now: datetime,
    promise: Promise,
    pauses: Iterable[Pause],
    calendar: WorkingDays,
    zone: tzinfo = ZONE,
) -> timedelta:
    """Return how long the clock has run; zero before the start."""
    total, now = timedelta(), now.astimezone(UTC)
    for begin, end in _spans(_begin(start, promise, zone), promise, list(pauses), calendar, zone):
        if begin >= now:
            break
        total += min(end, now) - begin
    return total


def remaining(
    start: datetime,
    now: datetime,
    promise: Promise,
    pauses: Iterable[Pause],
    calendar: WorkingDays,
    zone: tzinfo = ZONE,
) -> timedelta:
    """Return how long the clock has still to run until the promise is due; zero from then on."""
    return max(timedelta(), promise.time - used(start, now, promise, pauses, calendar, zone))


def is_running(
    start: datetime,
    now: datetime,
    promise: Promise,
    pauses: Iterable[Pause],
    calendar: WorkingDays,
    zone: tzinfo = ZONE,
) -> bool:
    """Tell whether the clock runs at an instant: begun, in its hours, and not paused."""
    now = now.astimezone(UTC)
    for begin, end in _spans(_begin(start, promise, zone), promise, list(pauses), calendar, zone):
        if end > now:
            return begin <= now
    return False


def _begin(start: datetime, promise: Promise, zone: tzinfo) -> datetime:
    """Return when the clock begins: at once, or with the day after."""
    if promise.unit is PromiseUnit.WORKING_DAY:
        return _instant(start.astimezone(zone).date() + _DAY, 0, zone)
    return start.astimezone(UTC)


@lru_cache(maxsize=8192)  # every promise of a floor asks for the hours of the same days
def _instant(on: date, minutes: int, zone: tzinfo) -> datetime:
    return (datetime.combine(on, time(), zone) + timedelta(minutes=minutes)).astimezone(UTC)


def _spans(
    begin: datetime, promise: Promise, pauses: Sequence[Pause], calendar: WorkingDays, zone: tzinfo
) -> Iterator[Span]:
    """Yield the times in which the clock runs from an instant on, in order, none of them empty."""
    stops = _stops(pauses, promise, zone)
    first = begin.astimezone(zone).date() - _DAY  # a day may begin late in a zone that changes its hour
    for day in range(_FAR):
        on = first + day * _DAY
        if stops and stops[-1][1] == _NEVER and _instant(on, 0, zone) >= stops[-1][0]:
            return
        if promise.unit is PromiseUnit.WORKING_DAY and not calendar.is_working_day(on):
            continue
        opens, closes = _hours(promise)
        span = (max(begin, _instant(on, opens, zone)), _instant(on, closes, zone))
        yield from _without(span, stops)


def _hours(promise: Promise) -> tuple[int, int]:
    if promise.unit is PromiseUnit.SERVICE_MINUTE:
        return promise.opens_min, promise.closes_min
    return 0, 1440


def _stops(pauses: Sequence[Pause], promise: Promise, zone: tzinfo) -> list[Span]:
    """Return the pauses in order, as one where they touch; a working day with a pause is not counted."""
    merged: list[Span] = []
    for begin, end in sorted(_stop(pause, promise, zone) for pause in pauses):
        if end <= begin:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _stop(pause: Pause, promise: Promise, zone: tzinfo) -> Span:
    begin, end = pause.from_at.astimezone(UTC), (pause.until_at or _NEVER).astimezone(UTC)
    if promise.unit is not PromiseUnit.WORKING_DAY or end <= begin:
        return begin, end
    begin = _instant(begin.astimezone(zone).date(), 0, zone)
    if end != _NEVER:
        day = end.astimezone(zone).date()
        end = end if end == _instant(day, 0, zone) else _instant(day + _DAY, 0, zone)
    return begin, end


def _without(span: Span, stops: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of a span."""
    begin, end = span
    for stop_begin, stop_end in stops:
        if stop_end <= begin:
            continue
        if stop_begin >= end:
            break
        if begin < stop_begin:
            yield begin, stop_begin
        begin = max(begin, stop_end)
    if begin < end:
        yield begin, end
