"""Working days by the list of 2026, and laws that hold for every calendar."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.standing_warranty import day_rows, standing_calendar
from app.workdays import Calendar, CalendarEntry, DayKind

KNOWN = standing_calendar()
DAYS = st.dates(date(2025, 6, 1), date(2027, 12, 31))
LAW = settings(deadline=None)
CALENDARS = st.builds(
    Calendar,
    st.dictionaries(DAYS, st.builds(CalendarEntry, st.sampled_from(DayKind), st.booleans()), max_size=40),
)


def test_2026_is_as_the_notice_has_it() -> None:
    off = [("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7)]
    expected = {
        date.fromisoformat(f"2026-{first}") + timedelta(days=day)
        for first, days in off
        for day in range(days)
    }
    work = {date.fromisoformat(f"2026-{on}") for on in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")}
    told = {on: one for on, one in KNOWN.days.items() if on.year == 2026}
    assert {on for on, one in told.items() if one.kind is DayKind.OFF} == expected
    assert {on for on, one in told.items() if one.kind is DayKind.WORK} == work
    assert not any(one.provisional for one in told.values())


def test_2027_is_what_the_law_says_and_provisional() -> None:
    named = Counter(row["name"] for row in day_rows() if row["on"].year == 2027)
    assert named == {"元旦": 1, "春节": 6, "清明节": 1, "劳动节": 4, "端午节": 1, "中秋节": 1, "国庆节": 5}
    assert not KNOWN.is_working_day(date(2027, 2, 5))  # the eve of the new year
    assert not KNOWN.is_working_day(date(2027, 4, 5))
    assert KNOWN.is_provisional(date(2027, 4, 5))
    assert KNOWN.is_provisional(date(2027, 4, 6))  # the notice may make any day another
    assert not KNOWN.is_provisional(date(2026, 4, 7))
    assert KNOWN.is_provisional(date(2031, 4, 7))


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        ("2026-02-12", 7, "2026-02-28"),  # a Saturday that is worked
        ("2026-09-28", 7, "2026-10-13"),
        ("2026-09-28", 45, "2026-12-04"),
    ],
)
def test_so_many_working_days_later(first: str, count: int, last: str) -> None:
    assert KNOWN.add_working_days(date.fromisoformat(first), count) == date.fromisoformat(last)


def test_the_last_day_rolls_over_rest_days_only() -> None:
    assert KNOWN.roll(date(2026, 10, 1)) == date(2026, 10, 8)
    assert KNOWN.roll(date(2026, 2, 28)) == date(2026, 2, 28)
    assert KNOWN.roll(date(2027, 4, 3)) == date(2027, 4, 6)
    assert Calendar().roll(date(2027, 4, 3)) == date(2027, 4, 5)
    with pytest.raises(ValueError, match="working days"):
        KNOWN.add_working_days(date(2026, 10, 1), 0)


def test_the_notice_is_missed_from_november_on() -> None:
    assert KNOWN.missing_notice(date(2026, 10, 31)) is None
    assert KNOWN.missing_notice(date(2026, 11, 1)) == 2027
    assert KNOWN.missing_notice(date(2027, 1, 1)) == 2027


@LAW
@given(CALENDARS, DAYS)
def test_rolling_never_shortens_ends_on_a_working_day_and_skips_none(known: Calendar, on: date) -> None:
    rolled = known.roll(on)
    assert rolled >= on
    assert known.is_working_day(rolled)
    assert not any(known.is_working_day(on + timedelta(days=day)) for day in range((rolled - on).days))


@LAW
@given(CALENDARS, DAYS, st.integers(1, 60))
def test_counting_counts_every_working_day_once(known: Calendar, on: date, count: int) -> None:
    last = known.add_working_days(on, count)
    between = [on + timedelta(days=day) for day in range(1, (last - on).days + 1)]
    assert sum(map(known.is_working_day, between)) == count
    assert known.is_working_day(last)
    assert known.add_working_days(on, count + 1) > last


@LAW
@given(CALENDARS, DAYS, st.integers(1, 30), DAYS)
def test_one_more_day_off_never_brings_an_end_forward(
    known: Calendar, on: date, count: int, free: date
) -> None:
    more = Calendar({**known.days, free: CalendarEntry(DayKind.OFF, provisional=False)})
    assert more.add_working_days(on, count) >= known.add_working_days(on, count)
    assert more.roll(on) >= known.roll(on)
