"""When a customer may be rung, on the customer's own clock. Reads no store and no clock.

Hours are data: best ones, into which calls are planned, and quiet ones, in which nobody is rung.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from db.models.followups import CallPurpose, DayKind, WindowKind

__all__ = ["CallPurpose", "DayKind", "WindowKind"]

DAY = 24 * 60
SEARCHED = 14  # days; who has no hour in so many has none at all
SATURDAY = 5
NOON = time(12)

Span = tuple[int, int]  # minutes of the day, the last not included


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the day; of one code the newest that has begun is in force. ``days`` empty: every day."""

    code: str
    valid_from: date
    kind: WindowKind
    purpose: CallPurpose
    days: DayKind | None
    from_minute: int
    to_minute: int
    retired: bool = False


def may_ring(windows: Sequence[Window], at: datetime, purpose: CallPurpose, zone: tzinfo) -> bool:
    """Tell whether nothing forbids to ring for this purpose at an aware instant."""
    here = at.astimezone(zone)
    return not _is_in(_spans(windows, here.date(), WindowKind.QUIET, purpose), here)


def is_open(windows: Sequence[Window], at: datetime, zone: tzinfo) -> bool:
    """Tell whether the hotline answers at an aware instant; it does always where no hours are written."""
    here = at.astimezone(zone)
    hours = _spans(windows, here.date(), WindowKind.OPEN, CallPurpose.SERVICE)
    if not any(window.kind is WindowKind.OPEN for window in _in_force(windows, here.date())):
        return True
    return _is_in(hours, here)


def next_time(windows: Sequence[Window], at: datetime, purpose: CallPurpose, zone: tzinfo) -> datetime:
    """Return the first instant (UTC) from ``at`` on into which a call for this purpose is planned.

    That is within the best hours of a purpose that has any, and never in a quiet one. A purpose that has no
    hour in two weeks is not moved: that nobody may ring is then for the list to say.
    """
    today = at.astimezone(zone).date()
    for ahead in range(SEARCHED):
        day = today + timedelta(days=ahead)
        for begin, end in _plannable(windows, day, purpose):
            opens, closes = _instant(day, begin, zone), _instant(day, end, zone)
            if at < closes and opens < closes:
                return max(opens, at.astimezone(UTC))
    return at.astimezone(UTC)


def later_half_day(at: datetime, half_days: int, zone: tzinfo) -> datetime:
    """Return when the half-day begins (UTC) that is so many after the one of ``at``: midnight or noon."""
    here = at.astimezone(zone)
    halves = (1 if here.time() >= NOON else 0) + half_days
    day = here.date() + timedelta(days=halves // 2)
    return datetime.combine(day, NOON if halves % 2 else time(0), zone).astimezone(UTC)


def quiet_until(
    windows: Sequence[Window], at: datetime, purpose: CallPurpose, zone: tzinfo
) -> datetime | None:
    """Return when one may ring again (UTC); None when one may ring now."""
    return None if may_ring(windows, at, purpose, zone) else next_time(windows, at, purpose, zone)


def _plannable(windows: Sequence[Window], day: date, purpose: CallPurpose) -> list[Span]:
    has_best = any(
        window.kind is WindowKind.BEST and window.purpose is purpose and window.from_minute < window.to_minute
        for window in _in_force(windows, day)
    )
    best = _spans(windows, day, WindowKind.BEST, purpose) if has_best else [(0, DAY)]
    return sorted(_without(best, _spans(windows, day, WindowKind.QUIET, purpose)))


def _spans(windows: Iterable[Window], day: date, kind: WindowKind, purpose: CallPurpose) -> list[Span]:
    days = DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WEEKDAY
    return [
        (window.from_minute, window.to_minute)
        for window in _in_force(windows, day)
        if window.kind is kind and window.purpose is purpose and window.days in (None, days)
    ]


def _in_force(windows: Iterable[Window], day: date) -> Iterator[Window]:
    newest: dict[str, Window] = {}
    for window in windows:
        known = newest.get(window.code)
        if window.valid_from <= day and (known is None or known.valid_from < window.valid_from):
            newest[window.code] = window
    return (window for window in newest.values() if not window.retired)


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """Yield what of the spans none of the others covers."""
    holes = sorted((first, last) for first, last in taken if first < last)
    for begin, end in spans:
        at = begin
        for first, last in holes:
            if at < min(first, end):
                yield at, min(first, end)
            at = max(at, last)
        if at < end:
            yield at, end


def _is_in(spans: Iterable[Span], here: datetime) -> bool:
    minute = here.hour * 60 + here.minute
    return any(begin <= minute < end for begin, end in spans)


def _instant(day: date, minute: int, zone: tzinfo) -> datetime:
    """Return the instant (UTC) of a minute of a day; the last of a day is the first of the next."""
    day += timedelta(days=minute // DAY)
    return datetime.combine(day, time(minute % DAY // 60, minute % 60), zone).astimezone(UTC)
