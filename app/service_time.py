"""The clock of the service: its zone and its half-days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from db.models.providers import Half

__all__ = ["Half"]

ZONE = ZoneInfo("Asia/Shanghai")
HALF_DAYS = {Half.AM: (time(9), time(12)), Half.PM: (time(14), time(18))}


def half_day(on: date, half: Half) -> tuple[datetime, datetime]:
    """Return the instants (UTC) between which a visit of this half-day begins."""
    begin, end = HALF_DAYS[half]
    return (
        datetime.combine(on, begin, ZONE).astimezone(UTC),
        datetime.combine(on, end, ZONE).astimezone(UTC),
    )


def service_day(instant: datetime) -> date:
    """Return the day that it is at the service when this instant comes."""
    return instant.astimezone(ZONE).date()


def end_of_day(instant: datetime) -> datetime:
    """Return the instant (UTC) at which the day of the service ends in which this one lies."""
    return datetime.combine(service_day(instant) + timedelta(days=1), time(0), ZONE).astimezone(UTC)
