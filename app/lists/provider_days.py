"""When providers work: the places of their ordinary weeks, single half-days, and holidays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.capacity import AHEAD, WEEKDAYS, lay_out
from app.command import OVERSEEING
from app.lists.columns import Column, Kind, Problem, Scalar, Values, Why
from app.lists.own import GONE, read_own, row_of, write_or_remove, write_own
from app.lists.providers import FIRM, FIRM_OF, HALF, HELD, ID, counts, of_branch, scopes, shown
from app.lists.spec import Group, ListSpec, cells_of
from app.ranking import DAYS_AHEAD
from app.service_time import service_day
from db.models.providers import Booking, BookingState, Capacity, ProviderHoliday, ProviderWeek

if TYPE_CHECKING:
    from app.lists.editing import Writing

MOST: Final = 99


def _read_weeks(session: Session, within: str, now: datetime) -> Iterator[Values]:
    held = (
        select(Booking.provider_id, Booking.half, func.count())
        .where(Booking.state == BookingState.HELD, Booking.on >= service_day(now))
        .group_by(Booking.provider_id, Booking.half)
    )
    booked: dict[tuple[Scalar, ...], int] = {
        (str(firm), half.value): count for firm, half, count in session.execute(held)
    }
    for row in sorted(read_own(session, WEEKS, within), key=lambda row: (row["provider_id"], row["half"])):
        yield {**row, HELD: booked.get((row["provider_id"], row["half"]), 0)}


def _write_week(writing: Writing) -> list[Problem]:
    """Write an ordinary week, and let the half-days to come follow it that were as it said before."""
    before = None if writing.row.is_new else row_of(writing, is_locked=True)
    said = {day: getattr(before, day) for day in WEEKDAYS} if before is not None else None
    wrong = write_own(writing)
    if wrong:
        return wrong
    writing.session.flush()
    week = row_of(writing)
    assert isinstance(week, ProviderWeek)
    first = service_day(writing.at)
    lay_out(writing.session, week, first, first + AHEAD, partial(_follows, said))
    return []


def _follows(said: dict[str, int] | None, row: Capacity) -> bool:
    """Tell whether a half-day is as the week said; of a new week all are."""
    return said is None or row.cap == max(said[WEEKDAYS[row.on.weekday()]], row.used)


WEEKS: Final = ListSpec(
    id="provider_week",
    group=Group.PROVIDERS,
    model=ProviderWeek,
    columns=(
        FIRM,
        HALF,
        *(Column(day, Kind.WHOLE, most=MOST, start=0) for day in WEEKDAYS),
        shown(HELD),
    ),
    may_edit=OVERSEEING,
    read=_read_weeks,
    write=_write_week,
    scopes=scopes,
    within=of_branch(ProviderWeek),
)


def _read_half_days(session: Session, within: str, now: datetime) -> Iterator[Values]:
    """Return the half-days that agents can book now: two weeks of them."""
    first = service_day(now)
    asked = select(Capacity).where(Capacity.on >= first, Capacity.on < first + timedelta(days=DAYS_AHEAD))
    in_order = of_branch(Capacity)(asked, within).order_by(Capacity.provider_id, Capacity.on, Capacity.half)
    return (cells_of(HALF_DAYS, row) for row in session.scalars(in_order))


def _write_half_day(writing: Writing) -> list[Problem]:
    """Write how many places one half-day has; never fewer than are booked in it."""
    cap, day = writing.row.cells.get("cap"), row_of(writing, is_locked=True)
    if cap is not None and isinstance(cap.new, int) and isinstance(day, Capacity) and cap.new < day.used:
        return [Problem("cap", Why.TOO_SMALL, day.used)]
    return write_own(writing)


HALF_DAYS: Final = ListSpec(
    id="half_day",
    group=Group.PROVIDERS,
    model=Capacity,
    columns=(
        FIRM,
        Column("on", Kind.DAY, is_key=True),
        HALF,
        Column("cap", Kind.WHOLE, most=MOST, start=0),
        shown("used"),
    ),
    may_edit=OVERSEEING,
    read=_read_half_days,
    write=_write_half_day,
    scopes=scopes,
    within=of_branch(Capacity),
)


def _read_holidays(session: Session, within: str, _now: datetime) -> Iterator[Values]:
    held = (
        select(ProviderHoliday.id, func.count())
        .join(Booking, Booking.provider_id == ProviderHoliday.provider_id)
        .where(
            Booking.state == BookingState.HELD,
            Booking.on >= ProviderHoliday.first_on,
            Booking.on <= ProviderHoliday.last_on,
        )
        .group_by(ProviderHoliday.id)
    )
    more: dict[str, Mapping[Any, Scalar]] = {HELD: counts(session, held)}
    rows = read_own(session, HOLIDAYS, within, more)
    return iter(sorted(rows, key=lambda row: (str(row["first_on"]), str(row["provider_id"]))))


def _check_holiday(_session: Session, values: Values) -> Iterator[Problem]:
    if str(values["last_on"]) < str(values["first_on"]):
        yield Problem("last_on", Why.ENDS_FIRST)


HOLIDAYS: Final = ListSpec(
    id="provider_holiday",
    group=Group.PROVIDERS,
    model=ProviderHoliday,
    columns=(
        ID,
        FIRM_OF,
        Column("first_on", Kind.DAY),
        Column("last_on", Kind.DAY),
        Column("reason", is_required=False, longest=80),
        shown(HELD),
    ),
    retires=GONE,
    may_edit=OVERSEEING,
    check=_check_holiday,
    read=_read_holidays,
    write=write_or_remove,
    scopes=scopes,
    within=of_branch(ProviderHoliday),
)
