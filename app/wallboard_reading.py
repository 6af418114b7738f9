"""Reading the wallboard: what moves each second anew, what moves slowly now and then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, case, func, literal, select
from sqlalchemy.orm import Session

from app.metrics.by_agent import agent_counts
from app.metrics.counts import NONE, Counts
from app.metrics.figures import BY_ID
from app.metrics.periods import HALF_HOUR_S, Period
from app.numbers import masked, normalise_number
from app.roster import ShiftLine, shifts_about
from app.rows import rows
from app.service_time import service_day
from app.wallboard import AgentLine, FloorAlert, FloorBoard, QueueLine, Slot
from app.wallboard_statements import AGENTS, ALERTS, MEMBERS, QUEUES, RECENT, RULES, SUMS, WAITING, of_day
from db.models.calls import CallDirection
from db.models.cases import Case
from db.models.floor import AgentState
from db.models.followups import FollowUp
from db.models.orders import RepairOrder
from db.models.wallboard import AlertStepKind

__all__ = ["FloorReader", "floor_board"]

SLOW: Final = timedelta(seconds=30)  # so old may be what an agent has done today
AHEAD: Final = timedelta(seconds=5)  # so long before it is too old it may be read anew
OPEN_FOR: Final = timedelta(days=30)  # an alert that nobody has ended for so long is not looked for
SURVEYED: Final = timedelta(days=30)  # what customers said of an agent's work is of so long
WEEKS: Final = 4  # the board compares with the same weekday of so many weeks before
HALF_HOURS: Final = 48
FIRST: Final = 16  # the half-hour with which a trend begins, 08:00, unless somebody rang before
BEST: Final = 5  # the score that counts as top box
_BUSY: Final = (AgentState.TALKING, AgentState.HOLD, AgentState.CONSULT, AgentState.RESERVED)
_SPAN: Final = timedelta(minutes=15)

Trends = dict[str, dict[int, Slot]]


@dataclass(frozen=True, slots=True)
class Slow:
    """What of the board is read now and then."""

    at: datetime
    done: dict[str, Counts]  # by the id of the agent
    top_box: dict[UUID, int]
    shifts: tuple[ShiftLine, ...]  # of yesterday and today


@dataclass(frozen=True, slots=True)
class Before:
    """The same weekday of the weeks before: calls offered by queue and half-hour, the mean of those days."""

    day: date
    compared: tuple[date, ...]
    offered: dict[str, dict[int, float]]


def floor_board(session: Session, now: datetime) -> FloorBoard:
    """Return the whole floor at an aware instant."""
    return FloorReader().read(session, now)


class FloorReader:
    """Reads the board again and again, and keeps what moves slowly.

    For one thread at a time, but for `read_ahead`.
    """

    def __init__(self) -> None:
        self._slow: Slow | None = None
        self._before: Before | None = None

    def read(self, session: Session, now: datetime) -> FloorBoard:
        """Return the whole floor at an aware instant."""
        slow, before = self._slow_at(session, now), self._before_at(session, now)
        on = session.connection()
        day = Period(service_day(now), service_day(now))
        trends = _trends(on, day, now)
        first = min((FIRST, *(number for slots in trends.values() for number in slots)))
        alerts = alerts_of(on, day.begins)
        agents = tuple(_agent(row, slow) for row in AGENTS.rows(on, {}))
        here = {agent.person_id for agent in agents}
        return FloorBoard(
            at=now,
            first=first,
            queues=tuple(_queues(on, now, day, trends, before, first)),
            agents=agents,
            alerts=tuple(alert for alert in alerts if alert.over_at is None),
            closed=sum(alert.over_at is not None and alert.over_at >= day.begins for alert in alerts),
            rules=RULES.rows(on, {})[0][0],
            compared=before.compared,
            absent=tuple(one for one in slow.shifts if one.is_on(now) and one.person_id not in here),
        )

    def read_ahead(self, session: Session, now: datetime) -> None:
        """Read what moves slowly before `read` would, which takes long; may be called beside it."""
        if self._slow is not None and now - self._slow.at >= SLOW - AHEAD:
            self._slow = _slow(session, now)

    def on_shift(self, now: datetime) -> frozenset[UUID]:
        """Return who should be at work by the roster as it was read last."""
        shifts = self._slow.shifts if self._slow is not None else ()
        return frozenset(one.person_id for one in shifts if one.is_on(now))

    def _slow_at(self, session: Session, now: datetime) -> Slow:
        slow = self._slow
        if slow is None or now - slow.at >= SLOW or service_day(slow.at) != service_day(now):
            slow = self._slow = _slow(session, now)
        return slow

    def _before_at(self, session: Session, now: datetime) -> Before:
        before = self._before
        if before is None or before.day != service_day(now):
            before = self._before = _before(session, now)
        return before


def day_begins(now: datetime) -> datetime:
    """Return when the day of the service began in which an instant lies."""
    return Period(service_day(now), service_day(now)).begins


def alerts_of(on: Connection, since: datetime) -> list[FloorAlert]:
    """Return the alerts since an instant, and those of `OPEN_FOR` before not over yet, the oldest first."""
    asked = {"since": since, "oldest": since - OPEN_FOR}
    found = groupby(ALERTS.rows(on, asked), key=lambda row: row[0])
    return [_alert(list(steps)) for _id, steps in found]


def _slow(session: Session, now: datetime) -> Slow:
    today = service_day(now)
    done = {line.group: line.counts for line in agent_counts(session, today, today, now).lines}
    return Slow(now, done, _top_box(session, now - SURVEYED), tuple(shifts_about(session, now)))


def _before(session: Session, now: datetime) -> Before:
    today = service_day(now)
    days = [today - timedelta(weeks=week) for week in range(1, WEEKS + 1)]
    found = [(day, _trends(session.connection(), Period(day, day), now)) for day in days]
    compared = [(day, trends) for day, trends in found if trends]
    sums: dict[str, Counter[int]] = defaultdict(Counter)
    for _day, trends in compared:
        for queue, slots in trends.items():
            sums[queue].update({number: slot.offered for number, slot in slots.items()})
    means = {
        queue: {number: round(offered / len(compared), 1) for number, offered in numbers.items()}
        for queue, numbers in sums.items()
    }
    return Before(today, tuple(day for day, _trends_of in compared), means)


def _top_box(session: Session, since: datetime) -> dict[UUID, int]:
    """Return the share of best scores, in percent, among what was said of what a person took up."""
    owner = func.coalesce(RepairOrder.owner_id, Case.owner_id).label("owner")
    best = func.sum(case((FollowUp.score == BEST, literal(1)), else_=literal(0)))
    asked = (
        select(owner, func.count(), best)
        .select_from(FollowUp)
        .join(RepairOrder, RepairOrder.id == FollowUp.order_id, isouter=True)
        .join(Case, Case.id == FollowUp.case_id, isouter=True)
        .where(FollowUp.due_at >= since, FollowUp.score.is_not(None))
        .group_by("owner")
    )
    return {who: int(100 * top / count + 0.5) for who, count, top in rows(session, asked) if who is not None}


def _trends(on: Connection, day: Period, now: datetime) -> Trends:
    found: Trends = defaultdict(dict)
    for queue, number, offered, within in of_day(day).trend.rows(on, {"now": now}):
        found[queue][int(number)] = Slot(int(offered), int(within))
    return found


def _queues(
    on: Connection, now: datetime, day: Period, trends: Trends, before: Before, first: int
) -> Iterable[QueueLine]:
    sums = {queue: _counts(values) for queue, *values in of_day(day).sums.rows(on, {"now": now})}
    recent = _recent(on, now)
    waiting = {queue: (count, since) for queue, count, since in WAITING.rows(on, {})}
    members = _members(on)
    last = int((now - day.begins).total_seconds() // HALF_HOUR_S)
    for name, *described in QUEUES.rows(on, {}):
        count, since = waiting.get(name, (0, None))
        slots, usual = trends.get(name, {}), before.offered.get(name, {})
        line: list[Any] = [
            name,
            *described,
            count,
            since,
            *members.get(name, (0, 0, 0, 0)),
            recent.get((name, 1), NONE),
            recent.get((name, 1), NONE) + recent.get((name, 0), NONE),
            sums.get(name, NONE),
            tuple(slots.get(number, Slot(0, 0)) for number in range(first, last + 1)),
            tuple(usual.get(number, 0.0) for number in range(first, HALF_HOURS)),
        ]
        yield QueueLine(*line)


def _recent(on: Connection, now: datetime) -> dict[tuple[str, int], Counts]:
    asked = {"now": now, "since": now - 2 * _SPAN, "later": now - _SPAN}
    return {(queue, later): _counts(values) for queue, later, *values in RECENT.rows(on, asked)}


def _counts(values: Sequence[Any]) -> Counts:
    return Counts(**{name: int(value) for name, value in zip(SUMS, values, strict=True)})


def _members(on: Connection) -> dict[str, tuple[int, int, int, int]]:
    """Return of each queue how many are signed in, ready, busy, and wrapping up."""
    states: dict[str, dict[AgentState, int]] = defaultdict(dict)
    for queue, state, count in MEMBERS.rows(on, {}):
        states[queue][state] = count
    return {
        queue: (
            sum(counts.values()),
            counts.get(AgentState.READY, 0),
            sum(counts.get(state, 0) for state in _BUSY),
            counts.get(AgentState.WRAP_UP, 0),
        )
        for queue, counts in states.items()
    }


def _agent(row: Sequence[Any], slow: Slow) -> AgentLine:
    *known, line, linked_id, direction, ani_key, dnis, answered_at, help_id, help_at, minutes = row
    person_id: UUID = row[0]
    done = slow.done.get(str(person_id), NONE)
    handle_s = BY_ID["aht"].of(done)
    dialled = direction is CallDirection.OUT
    line_of: list[Any] = [
        *known,
        line or "",
        linked_id or "",
        direction,
        masked(normalise_number(dnis) if dialled else ani_key) if direction is not None else "",
        answered_at,
        done.handled,
        None if handle_s is None else int(handle_s + 0.5),
        slow.top_box.get(person_id),
        help_id,
        help_at,
        60 * (minutes or 0),
    ]
    return AgentLine(*line_of)


def _alert(steps: Sequence[Any]) -> FloorAlert:
    """Return an alert of its rows, one a step."""
    *about, _kind, _at, _who, _name = steps[0]
    told = [(at, who, name) for *_, kind, at, who, name in steps if kind is AlertStepKind.TOLD]
    taken = [name for *_, kind, _at, _who, name in steps if kind is AlertStepKind.TAKEN]
    over = [at for *_, kind, at, _who, _name in steps if kind is AlertStepKind.OVER]
    found: list[Any] = [
        *about,
        tuple(name for _at, _who, name in told),
        tuple(who for _at, who, _name in told),
        told[-1][0],
        taken[0] if taken else "",
        over[0] if over else None,
    ]
    return FloorAlert(*found)
