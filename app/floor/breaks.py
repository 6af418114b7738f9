"""Breaks by turn: who asks waits until the queues bear it, and is told how long that will be, about.

The rule, for each queue that the agent takes: no more than ``away_most`` of its members may be not ready, and
no more than ``waiting_most`` callers may wait. Who asked first goes first; one whose queues do not bear it
holds up nobody of other queues. How long it takes is said from those who are away alone: for each as long as
its reason allows. The callers of the next minutes are not foreseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.command import OVERSEEING, Actor, Command, fetch, require_own
from app.errors import MoveNotAllowed
from app.floor.moving import require_reason
from app.floor.now import note_answer
from db.models.calls import Call, CallDirection
from db.models.catalogue import Code, CodeList
from db.models.floor import AgentNow, AgentState, PlannedBreak, Queue, QueueMember

GRANT_HOLDS: Final = timedelta(minutes=10)  # who does not go by then asks again
_NOT_SAID: Final = timedelta(minutes=30)  # so long somebody is away for a reason that has no limit
_OVERDUE: Final = timedelta(minutes=1)  # who should be back already is taken to be back soon
_LONGEST_CALL: Final = timedelta(hours=2)  # nobody waits for longer: such a call's end was never heard


@dataclass(frozen=True, slots=True)
class Bound:
    """What a queue bears: so many away (None: any number), and only while so many callers wait at most."""

    away_most: int | None
    waiting_most: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A break asked for, by whom, who takes which queues."""

    break_id: UUID
    person_id: UUID
    queues: frozenset[str]
    asked_at: datetime
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is not ready, or may go now, and about when that will be over."""

    queues: frozenset[str]
    until: datetime


@dataclass(frozen=True, slots=True)
class Load:
    """What is known when a break is granted: what each queue bears, who waits there, and who is away."""

    bounds: Mapping[str, Bound]
    waiting: Mapping[str, int]
    away: Sequence[Away]


def turns(wanted: Iterable[Wanted], load: Load, now: datetime) -> dict[UUID, datetime | None]:
    """Return by break when its turn is: now or before, later, or None while callers wait. Pure.

    Who asked first is served first; each that is served counts as away for the next.
    """
    ends: defaultdict[str, list[datetime]] = defaultdict(list)
    for away in load.away:
        for queue in away.queues:
            ends[queue].append(away.until)
    found: dict[UUID, datetime | None] = {}
    for one in sorted(wanted, key=lambda each: (each.asked_at, each.break_id)):
        turn = max((_free_at(load, queue, ends[queue], now) for queue in one.queues), default=now)
        too_many = any(_waits_too_many(load, queue) for queue in one.queues)
        found[one.break_id] = None if too_many else turn
        for queue in one.queues:  # whoever comes after waits for this one too
            ends[queue].append(turn + one.lasts)
    return found


def _waits_too_many(load: Load, queue: str) -> bool:
    bound = load.bounds.get(queue)
    return bound is not None and load.waiting.get(queue, 0) > bound.waiting_most


def _free_at(load: Load, queue: str, ends: list[datetime], now: datetime) -> datetime:
    """Return when a place to be away comes free in a queue; where nobody may go, when the day is over."""
    bound = load.bounds.get(queue)
    if bound is None or bound.away_most is None:
        return now
    still = sorted(end for end in ends if end > now)
    if len(still) < bound.away_most:
        return now
    return still[len(still) - bound.away_most] if bound.away_most else now + timedelta(days=1)


class AskBreak(Command):
    """Ask for a break of so many minutes; it is granted at once where the queues bear it.

    Raises: GuardBroken while another of one's own is open; NotFound for a reason that is not one's to give.
    """

    central_only = True

    break_id: UUID
    reason: str = Field(min_length=1, max_length=40)
    minutes: int = Field(ge=1, le=480)

    def apply(self, session: Session, by: Actor) -> None:
        require_reason(session, by.person_id, self.reason)
        session.add(
            PlannedBreak(
                id=self.break_id,
                person_id=by.person_id,
                reason_code=self.reason,
                minutes=self.minutes,
                asked_at=self.at,
            )
        )
        session.flush()
        turn = turns_now(session, self.at).get(self.break_id)
        if turn is not None and turn <= self.at:
            session.get_one(PlannedBreak, self.break_id).granted_at = self.at
            note_answer(session, by.person_id)


class GrantBreak(Command):
    """Let somebody go who waited for it. The clock does it; a supervisor may, whatever the queues bear.

    Raises: NotFound; MoveNotAllowed for one that is over.
    """

    central_only = True

    break_id: UUID

    def apply(self, session: Session, by: Actor) -> None:  # noqa: ARG002
        row = fetch(session, PlannedBreak, self.break_id)
        if row.ended_at is not None:
            raise MoveNotAllowed(old="ended", new="granted")
        row.granted_at = row.granted_at or self.at
        note_answer(session, row.person_id)


class EndBreak(Command):
    """Take a break back that one asked for, or let it be over. Raises: NotFound, NotAllowed."""

    central_only = True

    break_id: UUID

    def apply(self, session: Session, by: Actor) -> None:
        row = fetch(session, PlannedBreak, self.break_id)
        require_own(row.person_id, by, or_roles=OVERSEEING)
        row.ended_at = row.ended_at or self.at
        note_answer(session, row.person_id)


@dataclass(frozen=True, slots=True)
class BreakTurn:
    """A break that somebody asked for. ``turn_at``: about when, None while too many callers wait; UTC."""

    break_id: UUID
    person_id: UUID
    reason_code: str
    minutes: int
    asked_at: datetime
    granted_at: datetime | None
    begun_at: datetime | None
    turn_at: datetime | None


def breaks(session: Session, now: datetime) -> list[BreakTurn]:
    """Return the breaks that are asked for, granted or under way at an aware instant, by when asked."""
    turn = turns_now(session, now)
    open_ones = select(PlannedBreak).where(PlannedBreak.ended_at.is_(None))
    found = session.scalars(open_ones.order_by(PlannedBreak.asked_at, PlannedBreak.id))
    return [
        BreakTurn(
            row.id,
            row.person_id,
            row.reason_code,
            row.minutes,
            row.asked_at,
            row.granted_at,
            row.begun_at,
            row.granted_at or turn.get(row.id),
        )
        for row in found
    ]


def my_break(session: Session, person_id: UUID, now: datetime) -> BreakTurn | None:
    """Return the break that a person asked for and that is not over."""
    return next((one for one in breaks(session, now) if one.person_id == person_id), None)


def turns_now(session: Session, now: datetime) -> dict[UUID, datetime | None]:
    """Return the turns of those who wait for a break, as the queues are now."""
    queues: defaultdict[UUID, set[str]] = defaultdict(set)
    for queue, person_id in session.execute(
        select(QueueMember.queue, QueueMember.person_id).where(QueueMember.is_in)
    ):
        queues[person_id].add(queue)
    waiting = select(PlannedBreak).where(PlannedBreak.granted_at.is_(None), PlannedBreak.ended_at.is_(None))
    wanted = [
        Wanted(row.id, row.person_id, frozenset(queues[row.person_id]), row.asked_at, _minutes(row.minutes))
        for row in session.scalars(waiting)
    ]
    if not wanted:
        return {}
    return turns(wanted, _load(session, queues, now), now)


def _load(session: Session, queues: Mapping[UUID, set[str]], now: datetime) -> Load:
    bounds = {
        row.name: Bound(row.away_most, row.waiting_most)
        for row in session.scalars(select(Queue).where(Queue.retired_at.is_(None)))
    }
    waits = select(Call.queue, func.count()).where(
        Call.ended_at.is_(None),
        Call.answered_at.is_(None),
        Call.direction == CallDirection.IN,
        Call.arrived_at > now - _LONGEST_CALL,
    )
    waiting = dict(session.execute(waits.group_by(Call.queue)).all())
    away = {
        person_id: max(since + (_minutes(minutes) if minutes else _NOT_SAID), now + _OVERDUE)
        for person_id, since, minutes in session.execute(_NOT_READY)
    }
    granted = select(PlannedBreak).where(
        PlannedBreak.granted_at.is_not(None), PlannedBreak.begun_at.is_(None), PlannedBreak.ended_at.is_(None)
    )
    away |= {row.person_id: now + _minutes(row.minutes) for row in session.scalars(granted)}
    found = [Away(frozenset(queues.get(person_id, ())), until) for person_id, until in away.items()]
    return Load(bounds, waiting, found)


_NOT_READY: Final = (
    select(AgentNow.person_id, AgentNow.since, Code.minutes)
    .outerjoin(Code, (Code.list == CodeList.AUX) & (Code.code == AgentNow.reason_code))
    .where(AgentNow.state == AgentState.NOT_READY)
)


def _minutes(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)


def due_breaks(session: Session, now: datetime) -> list[Command]:
    """Return who may go by an aware instant, and what was granted and not used. Only reads."""
    unused = select(PlannedBreak.id).where(
        PlannedBreak.granted_at <= now - GRANT_HOLDS,
        PlannedBreak.begun_at.is_(None),
        PlannedBreak.ended_at.is_(None),
    )
    over: list[Command] = [EndBreak(at=now, break_id=one) for one in session.scalars(unused)]
    free = (one for one, turn in turns_now(session, now).items() if turn is not None and turn <= now)
    return over + [GrantBreak(at=now, break_id=one) for one in free]
