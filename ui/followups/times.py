"""When a customer is rung: the times one offers, and when one tries again. In the zone of the service."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from app.followups import AttemptOutcome
from app.service_time import ZONE

FIRST_CALL, LAST_CALL = time(9), time(20, 30)  # nobody is rung at night
MORNING = time(10)
QUICK = ("two_hours", "tomorrow", "three_days", "seven_days")
DAYS = {"tomorrow": 1, "three_days": 3, "seven_days": 7}
LATER = timedelta(days=1)


def quick_time(choice: str, now: datetime) -> datetime:
    """Return the instant of a quick choice, one of ``QUICK``."""
    if choice not in DAYS:
        return by_day(now + timedelta(hours=2))
    day = now.astimezone(ZONE).date() + timedelta(days=DAYS[choice])
    return datetime.combine(day, MORNING, ZONE).astimezone(UTC)


def next_try(outcome: AttemptOutcome, now: datetime, by_rule: datetime | None) -> datetime | None:
    """Return when one tries again after this outcome; None when the call is over.

    ``by_rule`` is when the rule of the call says so where nobody answers.
    """
    if outcome in (AttemptOutcome.NO_ANSWER, AttemptOutcome.BUSY):
        return by_rule
    return by_day(now + LATER) if outcome is AttemptOutcome.LATER else None


def by_day(instant: datetime) -> datetime:
    """Return the instant, or the next morning when it falls into the night."""
    here = instant.astimezone(ZONE)
    if here.time() < FIRST_CALL:
        return datetime.combine(here.date(), FIRST_CALL, ZONE).astimezone(UTC)
    if here.time() > LAST_CALL:
        return datetime.combine(here.date() + timedelta(days=1), FIRST_CALL, ZONE).astimezone(UTC)
    return instant.astimezone(UTC)
