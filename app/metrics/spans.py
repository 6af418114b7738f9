"""How long agents stood in each state: each row of a person lasts until the person's next one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from app.metrics.periods import Period
from db.models.floor import AgentSpan, AgentState
from db.models.people import Person
from db.seconds import second_of

TALK: Final = (AgentState.TALKING, AgentState.CONSULT)
SECONDS: Final = {
    AgentState.TALKING: "talk_s",
    AgentState.CONSULT: "talk_s",
    AgentState.HOLD: "hold_s",
    AgentState.WRAP_UP: "wrap_s",
    AgentState.READY: "ready_s",
    AgentState.RESERVED: "ringing_s",
    AgentState.NOT_READY: "not_ready_s",
    AgentState.UNKNOWN: "unknown_s",
}
# Of states that began in one instant the later one comes later here: nothing else tells them apart.
_ORDER: Final = {
    AgentState.RESERVED: 0,
    AgentState.TALKING: 1,
    AgentState.HOLD: 2,
    AgentState.CONSULT: 3,
    AgentState.WRAP_UP: 4,
    AgentState.READY: 5,
    AgentState.UNKNOWN: 6,
    AgentState.NOT_READY: 7,
    AgentState.LOGGED_OUT: 8,
}
_AFTER: Final = timedelta(days=1)  # so long after the last day a call of it may still be talked and written


def state_order(state: InstrumentedAttribute[AgentState] | ColumnElement[Any]) -> ColumnElement[int]:
    return case(*((state == one, literal(nth)) for one, nth in _ORDER.items()), else_=literal(9))


def of_calls(period: Period, now: datetime, *, by_person: bool = False) -> Subquery:
    """Return talk_s, hold_s and wrap_s by call_id, and by person_id if that is wanted.

    Of calls that arrived in the period; what goes on at ``now``, an aware instant, lasts until then.
    """
    until = min(now, period.ends + _AFTER)
    follows = func.lead(AgentSpan.at).over(
        partition_by=AgentSpan.person_id,
        order_by=(AgentSpan.at, state_order(AgentSpan.state), AgentSpan.call_id.nulls_first()),
    )
    ends = func.coalesce(follows, literal(until, AgentSpan.at.type))
    span = (
        select(
            AgentSpan.call_id,
            AgentSpan.person_id,
            AgentSpan.state,
            (second_of(ends) - second_of(AgentSpan.at)).label("seconds"),
        )
        .where(
            AgentSpan.at >= period.begins, AgentSpan.at < until, AgentSpan.person_id.in_(select(Person.id))
        )
        .subquery("span")
    )
    keys = (span.c.call_id, span.c.person_id) if by_person else (span.c.call_id,)
    names = ("talk_s", "hold_s", "wrap_s")
    sums = (_sum(span.c.state.in_(_states(name)), span.c.seconds).label(name) for name in names)
    in_call = [state for name in names for state in _states(name)]
    return (
        select(*keys, *sums)
        .where(and_(span.c.call_id.is_not(None), span.c.state.in_(in_call)))
        .group_by(*keys)
        .subquery("of_call")
    )


def _states(name: str) -> list[AgentState]:
    return [state for state, seconds in SECONDS.items() if seconds == name]


def _sum(condition: ColumnElement[bool], what: ColumnElement[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, what), else_=0)), 0)
