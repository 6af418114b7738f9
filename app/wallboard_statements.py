"""What the wallboard asks the store each second: prepared, those that name a day once for that day."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.metrics.classify import CallColumns, CallKind, came_in_by_queue
from app.metrics.periods import Period
from db.models.base import UtcDateTime
from db.models.calls import Call
from db.models.catalogue import Code, CodeList
from db.models.floor import AgentNow, AgentState, HelpCall, Queue, QueueMember
from db.models.people import Person
from db.models.wallboard import Alert, AlertStep, AlertStepKind, Threshold
from db.prepared import PreparedRows

_NOW: Final = bindparam("now", type_=UtcDateTime())
_CALLS: Final = CallColumns(Queue.answer_within_s, Queue.short_abandon_s, _NOW)
SUMS: Final = tuple(_CALLS.sums())

QUEUES: Final = PreparedRows(
    select(Queue.name, Queue.name_zh, Queue.name_en, Queue.answer_within_s, Queue.service_goal)
    .where(Queue.retired_at.is_(None))
    .order_by(Queue.position, Queue.name)
)
WAITING: Final = PreparedRows(
    select(Call.queue, func.count(), func.min(Call.arrived_at))
    .where(Call.ended_at.is_(None), Call.answered_at.is_(None), came_in_by_queue())
    .group_by(Call.queue)
)
MEMBERS: Final = PreparedRows(
    select(QueueMember.queue, AgentNow.state, func.count(QueueMember.person_id.distinct()))
    .join(AgentNow, AgentNow.person_id == QueueMember.person_id)
    .where(QueueMember.is_in, AgentNow.state != literal(AgentState.LOGGED_OUT, AgentNow.state.type))
    .group_by(QueueMember.queue, AgentNow.state)
)
RULES: Final = PreparedRows(select(func.count()).select_from(Threshold).where(Threshold.retired_at.is_(None)))


def _by_queue(*more: Any) -> Select[*tuple[Any, ...]]:
    return select(Call.queue, *more).join(Queue, Queue.name == Call.queue, isouter=True)


def _recent() -> Select[*tuple[Any, ...]]:
    """Return the sums of the calls since an instant, those since a later one apart."""
    is_later = Call.arrived_at >= bindparam("later", type_=UtcDateTime())
    later = case((is_later, literal(1)), else_=literal(0)).label("later")
    since = Call.arrived_at >= bindparam("since", type_=UtcDateTime())
    return (
        _by_queue(later, *_CALLS.sums().values())
        .where(came_in_by_queue(), since)
        .group_by(Call.queue, "later")
    )


RECENT: Final = PreparedRows(_recent())


def _agents() -> Select[*tuple[Any, ...]]:
    aux = and_(Code.list == literal(CodeList.AUX, Code.list.type), Code.code == AgentNow.reason_code)
    needs_help = and_(HelpCall.person_id == AgentNow.person_id, HelpCall.answered_at.is_(None))
    of_person = (Person.id, Person.name, Person.extension, Person.team)
    of_state = (AgentNow.state, AgentNow.reason_code, AgentNow.cause, AgentNow.since, AgentNow.pending_state)
    of_call = (Call.line, Call.linked_id, Call.direction, Call.ani_key, Call.dnis, Call.answered_at)
    more = (AgentNow.wrap_up_until, AgentNow.queue, AgentNow.call_id)
    return (
        select(*of_person, *of_state, *more, *of_call, HelpCall.id, HelpCall.asked_at, Code.minutes)
        .select_from(AgentNow)
        .join(Person, Person.id == AgentNow.person_id)
        .join(Call, Call.id == AgentNow.call_id, isouter=True)
        .join(HelpCall, needs_help, isouter=True)
        .join(Code, aux, isouter=True)
        .where(AgentNow.state != literal(AgentState.LOGGED_OUT, AgentNow.state.type))
        .order_by(Person.name, Person.id)
    )


AGENTS: Final = PreparedRows(_agents())


def _alerts() -> Select[*tuple[Any, ...]]:
    """Return the alerts since an instant and older ones that are not over, each with its steps."""
    ended = AlertStep.kind == literal(AlertStepKind.OVER, AlertStep.kind.type)
    is_over = exists().where(AlertStep.alert_id == Alert.id, ended).correlate(Alert)
    lately = Alert.at >= bindparam("since", type_=UtcDateTime())
    not_long_ago = Alert.at >= bindparam("oldest", type_=UtcDateTime())  # else all of all time would be read
    about = aliased(Person)
    of_alert = (Alert.id, Alert.threshold_id, Alert.measure, Alert.queue, Alert.person_id)
    more = (func.coalesce(about.name, ""), Alert.bound, Alert.is_grave, Alert.since, Alert.at, Alert.value)
    asked: Select[*tuple[Any, ...]] = select(
        *of_alert, *more, AlertStep.kind, AlertStep.at, AlertStep.person_id, Person.name
    )
    return (
        asked.join(AlertStep, AlertStep.alert_id == Alert.id)
        .join(Person, Person.id == AlertStep.person_id, isouter=True)
        .join(about, about.id == Alert.person_id, isouter=True)
        .where(not_long_ago, or_(lately, ~is_over))
        .order_by(Alert.at, Alert.id, AlertStep.at, AlertStep.id)
    )


ALERTS: Final = PreparedRows(_alerts())


class OfDay:
    """The statements about the calls of one day of the service."""

    def __init__(self, period: Period) -> None:
        wanted = and_(came_in_by_queue(), period.has(Call.arrived_at))
        half_hour = period.half_hour_of(Call.arrived_at).label("half_hour")
        in_time = _CALLS.sums()["answered_within"]
        trend = _by_queue(half_hour, _offered(), in_time).where(wanted).group_by(Call.queue, "half_hour")
        self.sums = PreparedRows(_by_queue(*_CALLS.sums().values()).where(wanted).group_by(Call.queue))
        self.trend = PreparedRows(trend)


def _offered() -> ColumnElement[int]:
    """Return how many calls were offered, as `Counts.offered` has it."""
    kinds = [_CALLS.is_kind(kind) for kind in (CallKind.ANSWERED, CallKind.ABANDONED, CallKind.TURNED_AWAY)]
    return func.coalesce(func.sum(case((or_(*kinds), 1), else_=0)), 0)


@lru_cache(maxsize=8)
def of_day(period: Period) -> OfDay:
    """Return the statements of a day: today's are asked each second, those of earlier weeks once."""
    return OfDay(period)
