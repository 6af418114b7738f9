"""The agents' time and calls, by day or month: how they stood, what they handled, what rang at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, literal, or_, select, union_all
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


Found = tuple[Any, int, str, int]


def _stood(session: Session, period: Period, now: datetime, team: str) -> Iterator[Found]:
    """Yield seconds by person, day and state, and handled calls."""
    midnights = dict(period.midnights())
    for person, day, state, since, until, seconds, begun in rows(session, _standing(period, now, team)):
        yield person, day, "handled", int(begun)
        name = SECONDS[AgentState(state)]
        if since is None:
            yield person, day, name, int(seconds)
        else:
            yield from ((person, on, name, of) for on, of in _cut(since, until, day, midnights))


def _cut(since: int, until: int, day: int, midnights: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the seconds of each day of a time that lasts over midnight."""
    while since < until:
        midnight = midnights.get(day + 1, until)
        yield day, min(until, midnight) - since
        since, day = midnight, day + 1


def _standing(period: Period, now: datetime, team: str) -> Select[Any]:
    """Return the sums by person, day and state; a time that lasts over midnight is a line of its own."""
    rows_of = _rows(period, team)
    person, order = rows_of.c.person_id, (rows_of.c.at, rows_of.c.nth, rows_of.c.id)
    begins, ends = int(period.begins.timestamp()), int(min(now, period.ends).timestamp())
    follows = func.lead(second_of(rows_of.c.at)).over(partition_by=person, order_by=order)
    before = func.lag(rows_of.c.state).over(partition_by=person, order_by=order)
    call_before = func.lag(rows_of.c.call_id).over(partition_by=person, order_by=order)
    second = second_of(rows_of.c.at)
    is_new = or_(call_before.is_distinct_from(rows_of.c.call_id), before == AgentState.RESERVED)
    talks = and_(
        rows_of.c.state == AgentState.TALKING, rows_of.c.call_id.is_not(None), rows_of.c.at >= period.begins
    )
    span = select(
        person,
        rows_of.c.state,
        case((second < begins, literal(begins)), else_=second).label("since"),
        func.coalesce(follows, literal(ends)).label("until"),
        case((and_(talks, is_new), 1), else_=0).label("begun"),
    ).cte("span")
    day = period.day(span.c.since)
    crosses = period.day(span.c.until - 1) != day
    since, until = case((crosses, span.c.since)), case((crosses, span.c.until))
    keys = (span.c.person_id, day.label("day"), span.c.state, since.label("from_s"), until.label("to_s"))
    return (
        select(*keys, func.sum(span.c.until - span.c.since), func.sum(span.c.begun))
        .where(span.c.until >= span.c.since, span.c.state != AgentState.LOGGED_OUT)
        .group_by("person_id", "day", "state", "from_s", "to_s")
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
        AgentSpan.id,
        AgentSpan.person_id,
        AgentSpan.at,
        AgentSpan.state,
        AgentSpan.call_id,
        state_order(AgentSpan.state).label("nth"),
    )
    within = select(*columns).join(Person, Person.id == AgentSpan.person_id)
    stood = select(*columns).join(Person, AgentSpan.id == before)
    return union_all(within.where(period.has(AgentSpan.at), of_team(team)), stood.where(of_team(team))).cte(
        "stood"
    )


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
