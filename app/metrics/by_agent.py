"""The agents' time and calls, by day or month: how they stood, what they handled, what rang at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from app.metrics.lines import Lines, Name, Split, gather, part_words
from app.metrics.periods import Period
from app.metrics.spans import SECONDS, state_order
from app.rows import rows
from db.models.calls import Call, Offer, OfferOutcome
from db.models.floor import AgentSpan, AgentState
from db.models.people import Person
from db.seconds import second_of

_OFFERS: Final = {
    OfferOutcome.ANSWERED: "offers_answered",
    OfferOutcome.MISSED: "offers_missed",
    OfferOutcome.REJECTED: "offers_refused",
    OfferOutcome.BUSY: "offers_refused",
}
_WAITED: Final = timedelta(days=1)  # so long before it rings at an agent a call may have arrived


def agent_counts(
    session: Session,
    first: date,
    last: date,
    now: datetime,
    split: Split = Split.DAY,
    team: str = "",
) -> Lines:
    """Return the counts of agents over days of the service, both too; groups are the ids of persons.

    A state that lasts over midnight is cut there; what goes on lasts until ``now``, an aware instant. A call
    is handled on the day on which the talk began. Raises: NotFound for a period that is none.
    """
    period = Period(first, last)
    names = _names(session, team)
    found = [*_stood(session, period, now, team), *_rang(session, period, team)]
    lines = gather(
        (str(person), part_words(split, day), {name: number}) for person, day, name, number in found if number
    )
    return Lines(lines, names)


def _names(session: Session, team: str) -> dict[str, Name]:
    asked = select(Person.id, Person.name, Person.team).where(of_team(team))
    return {str(person): Name(name, name, of) for person, name, of in rows(session, asked)}


def of_team(team: str) -> ColumnElement[bool]:
    return Person.team == team if team else literal(True)


def of_persons(team: str = "") -> Select[UUID]:
    """Return the ids of a team, or of all: person by person a store finds the rows of a time by its index."""
    return select(Person.id).where(of_team(team))


Found = tuple[Any, int, str, int]


def _stood(session: Session, period: Period, now: datetime, team: str) -> Iterator[Found]:
    """Yield seconds by person, day and state, and handled calls."""
    midnights = dict(period.midnights())
    for person, state, first, last, *sums, begun in rows(session, _standing(period, now, team)):
        yield person, first, "handled", int(begun)
        name = SECONDS[AgentState(state)]
        yield from ((person, on, name, seconds) for on, seconds in _cut(first, last, sums, midnights))


def _cut(first: int, last: int, sums: list[int], midnights: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the seconds of each day of times that began on one day and ended on another.

    ``sums``: of the seconds at which they began, of those at which they ended, and how many they are.
    """
    began, ended, count = map(int, sums)
    if last <= first:
        yield first, ended - began
        return
    yield first, count * midnights[first + 1] - began
    for day in range(first + 1, last):
        yield day, count * (midnights[day + 1] - midnights[day])
    yield last, ended - count * midnights[last]


def _standing(period: Period, now: datetime, team: str) -> Select[Any]:
    """Return the sums by person, state, and the days on which the times began and ended."""
    rows_of = _rows(period, team)
    person, order = rows_of.c.person_id, (rows_of.c.at, rows_of.c.nth, rows_of.c.call_id.nulls_first())
    begins, ends = int(period.begins.timestamp()), int(min(now, period.ends).timestamp())
    second = second_of(rows_of.c.at)
    follows = func.lead(second).over(partition_by=person, order_by=order)
    call = case((rows_of.c.state == AgentState.RESERVED, null()), else_=rows_of.c.call_id)
    talked_before = func.lag(call).over(partition_by=person, order_by=order)
    talks = and_(
        rows_of.c.state == AgentState.TALKING, rows_of.c.call_id.is_not(None), rows_of.c.at >= period.begins
    )
    begun = case((and_(talks, talked_before.is_distinct_from(rows_of.c.call_id)), 1), else_=0)
    span = select(
        person,
        rows_of.c.state,
        case((second < begins, literal(begins)), else_=second).label("since"),
        func.coalesce(follows, literal(ends)).label("until"),
        begun.label("begun"),
    ).cte("span")
    first, last = period.day(span.c.since).label("first"), period.day(span.c.until - 1).label("last")
    sums = (func.sum(span.c.since), func.sum(span.c.until), func.count(), func.sum(span.c.begun))
    return (
        select(span.c.person_id, span.c.state, first, last, *sums)
        .where(span.c.until >= span.c.since, span.c.state != AgentState.LOGGED_OUT)
        .group_by("person_id", "state", "first", "last")
    )


def _rows(period: Period, team: str) -> CTE:
    """Return the rows of the period, and how each person stood before it."""
    last = aliased(AgentSpan)
    before = (
        select(last.id)
        .where(last.person_id == Person.id, last.at < period.begins)
        .order_by(last.at.desc(), state_order(last.state).desc(), last.id.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    columns = (
        AgentSpan.person_id,
        AgentSpan.at,
        AgentSpan.state,
        AgentSpan.call_id,
        state_order(AgentSpan.state).label("nth"),
    )
    within = select(*columns).where(period.has(AgentSpan.at), AgentSpan.person_id.in_(of_persons(team)))
    stood = select(*columns).join(Person, AgentSpan.id == before).where(of_team(team))
    return union_all(within, stood).cte("stood")


def lately_arrived(period: Period) -> ColumnElement[bool]:
    """Which calls may ring or be talked in then: without it those of all time would be looked through."""
    return and_(Call.arrived_at >= period.begins - _WAITED, Call.arrived_at < period.ends)


def _rang(session: Session, period: Period, team: str) -> list[Found]:
    """Return how many calls rang at each person, by day and by what came of it."""
    day = period.day_of(Offer.ringing_at)
    asked = (
        select(Offer.person_id, day.label("day"), Offer.outcome, func.count())
        .select_from(Call)
        .join(Offer, Offer.call_id == Call.id)
        .join(Person, Person.id == Offer.person_id)
        .where(
            lately_arrived(period),
            period.has(Offer.ringing_at),
            Offer.outcome.in_(sorted(_OFFERS)),
            of_team(team),
        )
        .group_by(Offer.person_id, "day", Offer.outcome)
    )
    sums: defaultdict[tuple[Any, int, str], int] = defaultdict(int)
    for person, on, outcome, count in rows(session, asked):
        sums[person, on, _OFFERS[outcome]] += count
    return [(*key, count) for key, count in sums.items()]
