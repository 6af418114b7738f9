"""Hours in which customers are rung: the cases of the script, and what holds for any hours."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calling_hours import (
    CallPurpose,
    DayKind,
    Window,
    WindowKind,
    is_open,
    later_half_day,
    may_ring,
    next_time,
    quiet_until,
)
from app.followup_rules import calling_windows
from db.store import open_embedded
from tests.stores import KEY

CHENGDU, URUMQI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Urumqi"), ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
FOLLOW_UP, SERVICE, SAFETY = CallPurpose.FOLLOW_UP, CallPurpose.SERVICE, CallPurpose.SAFETY


@pytest.fixture(scope="module")
def windows(embedded_template) -> tuple[Window, ...]:
    with closing(open_embedded(embedded_template, KEY)) as store, store.read() as session:
        return calling_windows(session)


def monday(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """Return a time of Monday 23 November 2026 on the clock of Chengdu, or of a day after it."""
    return datetime(2026, 11, 23, hour, minute, tzinfo=CHENGDU) + timedelta(days=days)


@pytest.mark.parametrize(
    ("at", "purpose", "then"),
    [
        (monday(8), FOLLOW_UP, monday(10, 30)),
        (monday(11), FOLLOW_UP, monday(11)),
        (monday(11, 30), FOLLOW_UP, monday(15)),
        (monday(17, 30), FOLLOW_UP, monday(19)),
        (monday(20, 30), FOLLOW_UP, monday(10, 30, days=1)),
        (monday(20, 30), SERVICE, monday(20, 30)),
        (monday(21), SERVICE, monday(9, days=1)),
        (monday(12, 30), SERVICE, monday(12, 30)),
        (monday(3), SAFETY, monday(3)),
        (monday(3), CallPurpose.MARKETING, monday(10, 30)),
    ],
)
def test_a_call_is_planned_into_the_next_good_hour(windows, at, purpose, then) -> None:
    assert next_time(windows, at, purpose, CHENGDU) == then


@pytest.mark.parametrize(
    ("at", "purpose", "may"),
    [
        (monday(8, 59), FOLLOW_UP, False),
        (monday(9), FOLLOW_UP, True),  # not a best hour, but a person may
        (monday(12), FOLLOW_UP, False),
        (monday(14), FOLLOW_UP, True),
        (monday(21), FOLLOW_UP, False),
        (monday(9, 30, days=5), FOLLOW_UP, False),  # Saturday
        (monday(10, days=5), FOLLOW_UP, True),
        (monday(13), SERVICE, True),
        (monday(23), SERVICE, False),
        (monday(23), SAFETY, True),
    ],
)
def test_nobody_is_rung_in_a_quiet_hour(windows, at, purpose, may) -> None:
    assert may_ring(windows, at, purpose, CHENGDU) is may
    assert (quiet_until(windows, at, purpose, CHENGDU) is None) is may


def test_the_customers_clock_counts(windows) -> None:
    assert may_ring(windows, monday(10), FOLLOW_UP, CHENGDU)
    assert not may_ring(windows, monday(10), FOLLOW_UP, URUMQI)  # eight in the morning there
    assert next_time(windows, monday(10), FOLLOW_UP, URUMQI) == monday(12, 30)


def test_the_hotline_answers_from_eight_to_nine(windows) -> None:
    assert [is_open(windows, monday(hour), CHENGDU) for hour in (7, 8, 20, 21)] == [False, True, True, False]
    assert is_open((), monday(3), CHENGDU)


def test_the_newest_row_that_has_begun_is_in_force() -> None:
    def row(since: date, begin: int, end: int) -> Window:
        return Window("late", since, WindowKind.QUIET, FOLLOW_UP, None, begin, end)

    rows = (row(date(2026, 11, 24), 0, 0), row(date(2020, 1, 1), 1200, 1440))
    assert not may_ring(rows, monday(20), FOLLOW_UP, CHENGDU)
    assert may_ring(rows, monday(20, days=1), FOLLOW_UP, CHENGDU)
    assert next_time(rows, monday(20), FOLLOW_UP, CHENGDU) == monday(0, days=1)


def test_the_next_half_day_begins_at_midnight_or_noon() -> None:
    assert later_half_day(monday(11), 1, CHENGDU) == monday(12)
    assert later_half_day(monday(15), 1, CHENGDU) == monday(0, days=1)
    assert later_half_day(monday(15), 3, CHENGDU) == monday(0, days=2)


minutes = st.integers(0, 96).map(lambda quarter: quarter * 15)
rows_of_hours = st.lists(
    st.builds(
        Window,
        code=st.sampled_from("abcdef"),
        valid_from=st.sampled_from([date(2020, 1, 1), date(2026, 11, 25)]),
        kind=st.sampled_from([WindowKind.BEST, WindowKind.QUIET]),
        purpose=st.sampled_from([FOLLOW_UP, SERVICE]),
        days=st.sampled_from([None, *DayKind]),
        from_minute=minutes,
        to_minute=minutes,
    ),
    max_size=8,
).map(tuple)
instants = st.integers(0, 50 * 1440).map(lambda minute: datetime(2026, 10, 20, tzinfo=UTC) + minute * MINUTE)
zones = st.sampled_from([CHENGDU, URUMQI, BERLIN])
LAW = settings(max_examples=150, deadline=None)


@LAW
@given(rows=rows_of_hours, at=instants, zone=zones)
def test_what_is_planned_is_never_before_and_where_one_may_ring(rows, at, zone) -> None:
    then = next_time(rows, at, FOLLOW_UP, zone)
    assert then >= at
    if then > at:
        assert may_ring(rows, then, FOLLOW_UP, zone)
        assert next_time(rows, then, FOLLOW_UP, zone) == then
    elif not may_ring(rows, at, FOLLOW_UP, zone):  # then nobody may in all that time
        steps = (at + timedelta(minutes=30 * step) for step in range(600))
        assert not any(next_time(rows, step, FOLLOW_UP, zone) > step for step in list(steps)[:300])


@LAW
@given(rows=rows_of_hours, at=instants, later=st.integers(0, 5_000), zone=zones)
def test_who_waits_longer_is_not_rung_earlier(rows, at, later, zone) -> None:
    after = at + timedelta(minutes=later)
    first, second = (next_time(rows, one, FOLLOW_UP, zone) for one in (at, after))
    assert first <= second or first > at + timedelta(days=12) or second == after


@LAW
@given(rows=rows_of_hours, at=instants, zone=zones)
def test_safety_waits_for_nothing(rows, at, zone) -> None:
    assert may_ring(rows, at, SAFETY, zone)
    assert next_time(rows, at, SAFETY, zone) == at


@LAW
@given(at=instants, half_days=st.integers(1, 6), zone=zones)
def test_a_later_half_day_is_another_one(at, half_days, zone) -> None:
    def half(instant: datetime) -> int:
        here = instant.astimezone(zone)
        return here.date().toordinal() * 2 + (here.hour >= 12)

    assert half(later_half_day(at, half_days, zone)) == half(at) + half_days
