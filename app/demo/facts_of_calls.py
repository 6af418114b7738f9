"""What the calls of a world are like: about what, when, from whom, and how often again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from math import exp
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.fact import Fact, share, shares
from app.demo.world_calendar import (
    AC_MONTHS,
    AFTER_A_HOLIDAY,
    INSTALL_MONTHS,
    NATIONAL_DAYS,
    PEAK_MONTHS,
    SPRING_FESTIVAL,
    SPRING_FESTIVALS,
    WEEKDAYS,
    Months,
    calls_of_day,
)
from app.demo.world_contacts import HOTLINE
from app.demo.world_dice import HOUR_SHARES, MEAN_AGE_DAYS, OLDEST_DAYS
from app.numbers import NumberKind
from app.service_time import ZONE, service_day
from db.models.calls import Call
from db.models.catalogue import Fault, OrderKind, ProductLine
from db.models.customers import Phone
from db.models.interactions import Interaction
from db.models.orders import RepairOrder

_REASONS = {"repair": 34, "chase": 22, "consult": 18, "install": 13, "complaint": 4}
_REASONS |= {"appointment": 4, "fee": 3, "other": 2}
_CHASES_IN_PEAK, _REPEATS_IN_PEAK = 30, 33


def reasons(session: Session) -> Iterable[Fact]:
    """Yield the shares of the first level of the reasons, and of chases in the summer."""
    counts, peak = Counter[str](), Counter[bool]()
    for code, at in _interactions(session, Interaction.reason_code, Interaction.opened_at):
        reason = str(code).partition(".")[0]
        counts[reason] += 1
        if at.astimezone(ZONE).month in PEAK_MONTHS:
            peak[reason == "chase"] += 1
    yield from shares("call reason", _REASONS, counts)
    yield share("call reason", "chase in the peak", _CHASES_IN_PEAK, peak[True], peak.total())


def seasons(session: Session) -> Iterable[Fact]:
    """Yield the share of each quarter of the year, for what has a season, as it grew over the years."""
    repairs = (
        select(RepairOrder.opened_at)
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .where(Fault.line == ProductLine.AC, Fault.kind == OrderKind.REPAIR)
    )
    yield from _by_quarter("season of AC repairs", session.scalars(repairs).all(), AC_MONTHS)
    installs = select(Interaction.opened_at).where(Interaction.reason_code.like("install.%"))
    yield from _by_quarter("season of installs", session.scalars(installs).all(), INSTALL_MONTHS)


def hours(session: Session) -> list[Fact]:
    """Return the share of each hour; 21 stands for the rest of the day."""
    counts = Counter[str]()
    for (at,) in _interactions(session, Interaction.opened_at):
        hour = at.astimezone(ZONE).hour
        counts[str(hour) if 8 <= hour < 21 else "21"] += 1
    return shares("hour of the call", {str(hour): weight for hour, weight in HOUR_SHARES.items()}, counts)


def days(session: Session) -> Iterable[Fact]:
    """Yield how many calls special days have; those of orders follow others and are left out."""
    of_day = Counter(
        service_day(at)
        for at in session.scalars(select(Interaction.opened_at).where(Interaction.order_id.is_(None)))
    )
    if not of_day:
        return
    today, total = max(of_day), of_day.total()
    for name, weekday in (("Monday", 0), ("Sunday", 6)):
        counted = sum(number for day, number in of_day.items() if day.weekday() == weekday)
        yield share("day of the call", name, 100 * WEEKDAYS[weekday] / sum(WEEKDAYS), counted, total)
    festival = [
        first + timedelta(days=day)
        for first, last in SPRING_FESTIVALS
        for day in range((last - first).days + 1)
    ]
    after = [last + timedelta(days=1) for _, last in (*SPRING_FESTIVALS, *NATIONAL_DAYS)]
    for name, special, factor in (
        ("Spring Festival", festival, SPRING_FESTIVAL),
        ("after a holiday", after, AFTER_A_HOLIDAY),
    ):
        counted = sum(of_day[day] for day in special)
        yield share("day of the call", name, 100 * _weight_of(special, today, factor), counted, total)


def callers(session: Session) -> list[Fact]:
    """Return who calls by the number that is shown, and how many of unknown numbers stay anonymous."""
    known = select(Phone.key).where(Phone.key == Call.ani_key).exists()
    came = select(func.count()).where(Call.dnis == HOTLINE)
    total = session.scalar(came) or 0
    counts = {
        kind.value: session.scalar(came.where(Call.ani_key.like(f"{kind.value}:%"))) or 0
        for kind in (NumberKind.LANDLINE, NumberKind.MOBILE, NumberKind.SERVICE)
    }
    familiar = session.scalar(came.where(known)) or 0
    anonymous = session.scalar(came.where(~known, Call.customer_id.is_(None))) or 0
    return [
        share("caller", "known number", 62, familiar, total),
        share("caller", "unknown, stays so", 15, anonymous, total - familiar),
        share("caller", "hidden", 0.7, session.scalar(came.where(Call.ani_key == "")) or 0, total),
        share("caller", "landline", 9, counts["f"], total),
        share("caller", "mobile", 88, counts["m"], total),
        share("caller", "400", 3, counts["n"], total),
    ]


def repeats(session: Session) -> list[Fact]:
    """Follow the calls on each order."""
    calls = list(_calls_on_orders(session))
    again = [at for each in calls for at in _within_three_days([row.opened_at for row in each])]
    chases = [found for each in calls if (found := _first_chase(each))]
    hours_to = [(chase.opened_at - chase.taken_at).total_seconds() / 3600 for chase in chases]
    early = sum(chase.promised_to is not None and chase.opened_at < chase.promised_to for chase in chases)
    every = [
        at.astimezone(ZONE).month in PEAK_MONTHS for (at,) in _interactions(session, Interaction.opened_at)
    ]
    in_peak = sum(at.astimezone(ZONE).month in PEAK_MONTHS for at in again)
    many = sum(len(each) > 3 for each in calls)
    return [
        share("repeat calls", "on an order, 3 days", 24, len(again), len(every)),
        share("repeat calls", "in the peak", _REPEATS_IN_PEAK, in_peak, sum(every)),
        share("repeat calls", "more than 3 calls", 4, many, len(calls)),
        share("chase", "before the promise", 8, early, len(chases)),
        Fact("chase", "first, median", 20, median(hours_to) if chases else 0.0, len(chases), "hours"),
    ]


def _interactions(session: Session, *columns: Any) -> Iterable[Any]:
    asked = select(*columns).where(Interaction.reason_code.is_not(None))
    return session.execute(asked.execution_options(yield_per=1000))


def _calls_on_orders(session: Session) -> Iterable[list[Any]]:
    """Yield the calls on each repair, the first one first."""
    found = session.execute(
        select(
            Interaction.order_id,
            Interaction.opened_at,
            Interaction.reason_code,
            RepairOrder.opened_at.label("taken_at"),
            RepairOrder.promised_to,
        )
        .join(RepairOrder, RepairOrder.id == Interaction.order_id)
        .join(Fault, Fault.code == RepairOrder.fault_code)
        .where(Fault.kind == OrderKind.REPAIR)
        .order_by(Interaction.order_id, Interaction.opened_at)
    )
    for _, rows in groupby(found, key=lambda row: row.order_id):
        yield list(rows)


def _within_three_days(times: Sequence[datetime]) -> list[datetime]:
    return [after for before, after in pairwise(times) if after - before <= timedelta(days=3)]


def _first_chase(calls: Sequence[Any]) -> Any:
    return next((row for row in calls if (row.reason_code or "").startswith("chase.")), None)


def _by_quarter(subject: str, times: Sequence[datetime], months: Months) -> list[Fact]:
    """Compare the quarters; a year ago there were fewer customers, so that months do not weigh the same."""
    if not times:
        return []
    counts = Counter(_quarter(service_day(at)) for at in times)
    today = max(service_day(at) for at in times)
    expected = _weights(today, _quarter, lambda day: months[day.month - 1])
    return shares(subject, expected, counts)


def _quarter(day: date) -> str:
    return f"quarter {(day.month + 2) // 3}"


def _weight_of(special: Sequence[date], today: date, factor: float) -> float:
    """Return the share of all calls that come on special days, if each has so many as is said."""
    wanted = frozenset(special)

    def calls(day: date) -> float:
        return WEEKDAYS[day.weekday()] * factor if day in wanted else calls_of_day(day)

    found = _weights(today, lambda day: str(day in wanted), calls)
    return found.get("True", 0.0) / sum(found.values())


def _weights(today: date, name: Callable[[date], str], calls: Callable[[date], float]) -> dict[str, float]:
    """Add up what the days of six years weigh, under a name each."""
    found: dict[str, float] = {}
    for age in range(OLDEST_DAYS):
        day = today - timedelta(days=age)
        found[name(day)] = found.get(name(day), 0.0) + exp(-age / MEAN_AGE_DAYS) * calls(day)
    return dict(sorted(found.items()))
