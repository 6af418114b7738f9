"""Promise clocks: hours of the service, working days, pauses. Laws over all of them, and the dated cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.promises import Pause, Promise, PromiseUnit, due_at, is_running, remaining, used
from app.service_time import ZONE

MINUTE, SERVICE, DAYS = PromiseUnit.MINUTE, PromiseUnit.SERVICE_MINUTE, PromiseUnit.WORKING_DAY
HOURS = (8 * 60, 20 * 60)


@dataclass(frozen=True)
class Days:
    """A calendar with days off, and Saturdays and Sundays that are worked."""

    off: frozenset[date] = field(default_factory=frozenset)
    work: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, on: date, /) -> bool:
        return on in self.work or (on.weekday() < 5 and on not in self.off)


def days(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=day) for day in range((end - begin).days + 1)}


# The notice of 2025-11-04.
IN_2026 = Days(
    frozenset(
        days("2026-01-01", "2026-01-03")
        | days("2026-02-15", "2026-02-23")
        | days("2026-04-04", "2026-04-06")
        | days("2026-05-01", "2026-05-05")
        | days("2026-06-19", "2026-06-21")
        | days("2026-09-25", "2026-09-27")
        | days("2026-10-01", "2026-10-07")
    ),
    frozenset(
        date.fromisoformat(f"2026-{day}") for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
    ),
)


def at(text: str) -> datetime:
    """Return the instant of a time in Chengdu."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "amount", "last_day"),
    [
        ("2026-02-12 15:00", 7, "2026-02-28"),
        ("2026-09-28 09:00", 7, "2026-10-13"),
        ("2026-09-28 09:00", 45, "2026-12-04"),
    ],
)
def test_the_limits_of_12315_end_with_the_last_working_day(start: str, amount: int, last_day: str) -> None:
    due = due_at(at(start), Promise(amount, DAYS), (), IN_2026)
    assert due == at(last_day) + timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-23 09:30", 120, "2026-11-23 11:30"),
        ("2026-11-23 19:00", 120, "2026-11-24 09:00"),  # an hour today, an hour tomorrow
        ("2026-11-23 23:10", 120, "2026-11-24 10:00"),
        ("2026-11-28 19:30", 60, "2026-11-29 08:30"),  # Sunday is a day like any other
        ("2026-11-23 15:00", 720, "2026-11-24 15:00"),  # 24 hours at the door
        ("2026-11-23 18:00", 120, "2026-11-23 20:00"),  # not the next morning
    ],
)
def test_a_service_promise_runs_each_day_between_its_hours(start: str, minutes: int, due: str) -> None:
    assert due_at(at(start), Promise(minutes, SERVICE, *HOURS), (), Days()) == at(due)


def test_a_matter_of_safety_runs_at_night() -> None:
    assert due_at(at("2026-11-23 23:50"), Promise(30, MINUTE), (), Days()) == at("2026-11-24 00:20")


def test_pauses_that_overlap_stop_the_clock_once() -> None:
    promise, start = Promise(60, SERVICE, *HOURS), at("2026-11-23 09:00")
    pauses = [
        Pause(at("2026-11-23 09:30"), at("2026-11-23 11:30")),
        Pause(at("2026-11-23 10:00"), at("2026-11-23 10:30")),  # within the first
        Pause(at("2026-11-23 11:00"), at("2026-11-23 12:00")),  # over its end
    ]
    assert due_at(start, promise, pauses, Days()) == at("2026-11-23 12:30")
    assert used(start, at("2026-11-23 11:50"), promise, pauses, Days()) == timedelta(minutes=30)
    assert not is_running(start, at("2026-11-23 11:50"), promise, pauses, Days())
    assert is_running(start, at("2026-11-23 12:00"), promise, pauses, Days())


def test_an_open_pause_leaves_the_end_open() -> None:
    promise, start = Promise(60, SERVICE, *HOURS), at("2026-11-23 09:00")
    paused = [Pause(at("2026-11-23 09:30"))]
    assert due_at(start, promise, paused, Days()) is None
    assert remaining(start, at("2027-11-23 09:30"), promise, paused, Days()) == timedelta(minutes=30)
    assert due_at(start, promise, [Pause(at("2026-11-23 10:00"))], Days()) == at("2026-11-23 10:00")


def test_a_working_day_with_a_pause_is_not_counted() -> None:
    paused = [Pause(at("2026-11-25 10:00"), at("2026-11-25 10:05"))]
    assert due_at(at("2026-11-23 09:00"), Promise(2, DAYS), paused, Days()) == at("2026-11-27 00:00")


YEAR_BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=330)).map(lambda past: YEAR_BEGINS + past)
SPANS = st.timedeltas(timedelta(0), timedelta(days=9))
HOURS_OF_DAY = st.tuples(st.integers(0, 700), st.integers(760, 1440))


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    unit = draw(st.sampled_from(PromiseUnit))
    return Promise(draw(st.integers(1, 12 if unit is DAYS else 4000)), unit, *draw(HOURS_OF_DAY))


@st.composite
def closed_pauses(draw: st.DrawFn) -> Pause:
    begin = draw(INSTANTS)
    return Pause(begin, begin + draw(SPANS))


def calendars() -> st.SearchStrategy[Days]:
    some = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40)
    return st.builds(Days, some, some)


few = settings(max_examples=40, deadline=None)
PAUSES = st.lists(closed_pauses(), max_size=5)
ZONES = st.sampled_from(
    [ZONE, UTC, ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")]
)


@few
@given(INSTANTS, promises(), PAUSES, calendars(), ZONES)
def test_at_the_due_time_the_time_is_used_up_and_not_before(
    start: datetime, promise: Promise, pauses: list[Pause], calendar: Days, zone: ZoneInfo
) -> None:
    due = due_at(start, promise, pauses, calendar, zone)
    assert due is not None  # every pause ends
    assert used(start, due, promise, pauses, calendar, zone) == promise.time
    just_before = due - timedelta(microseconds=1)
    assert used(start, just_before, promise, pauses, calendar, zone) < promise.time
    assert remaining(start, due, promise, pauses, calendar, zone) == timedelta(0)
    assert is_running(start, just_before, promise, pauses, calendar, zone)


@few
@given(INSTANTS, SPANS, SPANS, promises(), PAUSES, calendars(), ZONES)
def test_what_is_used_grows_with_the_time_and_never_faster(
    start: datetime,
    first: timedelta,
    second: timedelta,
    promise: Promise,
    pauses: list[Pause],
    calendar: Days,
    zone: ZoneInfo,
) -> None:
    until = [used(start, start + span, promise, pauses, calendar, zone) for span in (first, first + second)]
    assert timedelta(0) <= until[0] <= until[1] <= until[0] + second
    assert used(start, start - first, promise, pauses, calendar, zone) == timedelta(0)


@few
@given(INSTANTS, SPANS, SPANS, promises(), PAUSES, calendars(), ZONES)
def test_two_stretches_use_what_the_whole_uses(
    start: datetime,
    first: timedelta,
    second: timedelta,
    promise: Promise,
    pauses: list[Pause],
    calendar: Days,
    zone: ZoneInfo,
) -> None:
    assume(promise.unit is not DAYS)  # the day of the event is not counted: a second beginning has its own
    middle, end = start + first, start + first + second
    stretches = [used(*one, promise, pauses, calendar, zone) for one in ((start, middle), (middle, end))]
    assert sum(stretches, timedelta(0)) == used(start, end, promise, pauses, calendar, zone)


@few
@given(INSTANTS, promises(), PAUSES, closed_pauses(), calendars())
def test_one_more_pause_never_hurries(
    start: datetime, promise: Promise, pauses: list[Pause], more: Pause, calendar: Days
) -> None:
    before, after = (due_at(start, promise, some, calendar) for some in (pauses, [*pauses, more]))
    assert before is not None
    assert after is not None
    assert before <= after
    if more.from_at >= before:
        assert after == before  # what comes later changes nothing


@few
@given(INSTANTS, promises(), st.lists(closed_pauses(), min_size=1, max_size=5), calendars(), ZONES)
def test_nothing_is_used_and_nothing_runs_in_a_pause(
    start: datetime, promise: Promise, pauses: list[Pause], calendar: Days, zone: ZoneInfo
) -> None:
    for one in pauses:
        assert one.until_at is not None
        edges = [used(start, at, promise, pauses, calendar, zone) for at in (one.from_at, one.until_at)]
        assert edges[0] == edges[1]
        middle = one.from_at + (one.until_at - one.from_at) / 2
        assert one.from_at == one.until_at or not is_running(start, middle, promise, pauses, calendar, zone)


@few
@given(INSTANTS, promises(), PAUSES, calendars(), st.randoms(use_true_random=False))
def test_the_order_of_pauses_and_their_nesting_do_not_count(
    start: datetime, promise: Promise, pauses: list[Pause], calendar: Days, chance: object
) -> None:
    halves = [half for pause in pauses for half in _cut(pause)]
    chance.shuffle(halves)  # type: ignore[attr-defined]
    whole = due_at(start, promise, pauses, calendar)
    assert due_at(start, promise, [*halves, *pauses], calendar) == whole
    if promise.unit is not DAYS:
        assert due_at(start, promise, halves, calendar) == whole


def _cut(pause: Pause) -> Iterable[Pause]:
    assert pause.until_at is not None
    middle = pause.from_at + (pause.until_at - pause.from_at) / 2
    return Pause(pause.from_at, middle), Pause(middle, pause.until_at)


@few
@given(INSTANTS, promises(), PAUSES, calendars(), st.integers(-12 * 60, 14 * 60))
def test_the_zone_in_which_an_instant_is_written_does_not_count(
    start: datetime, promise: Promise, pauses: list[Pause], calendar: Days, minutes: int
) -> None:
    zone = timezone(timedelta(minutes=minutes))
    moved = [
        Pause(one.from_at.astimezone(zone), one.until_at and one.until_at.astimezone(zone)) for one in pauses
    ]
    assert due_at(start.astimezone(zone), promise, moved, calendar) == due_at(
        start, promise, pauses, calendar
    )


@few
@given(INSTANTS, promises(), PAUSES, calendars(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_holiday_more_never_hurries_and_counts_only_on_the_way(
    start: datetime, promise: Promise, pauses: list[Pause], calendar: Days, holiday: date
) -> None:
    edited = Days(calendar.off | {holiday}, calendar.work - {holiday})
    before, after = (due_at(start, promise, pauses, one) for one in (calendar, edited))
    assert before is not None
    assert after is not None
    assert before <= after
    on_the_way = start.astimezone(ZONE).date() < holiday < before.astimezone(ZONE).date()
    counted = on_the_way and promise.unit is DAYS and calendar.is_working_day(holiday)
    assert (before == after) or counted
