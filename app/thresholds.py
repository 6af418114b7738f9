"""Limits of the floor: what is measured, since when a limit is passed, and who is named to see to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.metrics.figures import BY_ID, whole_percent
from app.wallboard import AgentLine, FloorBoard, QueueLine
from db.models.floor import AgentState
from db.models.people import Role
from db.models.wallboard import Measure, Threshold

__all__ = ["Measure"]

OF_AGENTS: Final = {
    Measure.CALL_TIME: frozenset({AgentState.TALKING, AgentState.HOLD, AgentState.CONSULT}),
    Measure.WRAP_UP_TIME: frozenset({AgentState.WRAP_UP}),
    Measure.AWAY_TIME: frozenset({AgentState.NOT_READY}),
}
BELOW: Final = frozenset({Measure.SERVICE_LEVEL, Measure.READY})  # told when the value is too small
TIMES: Final = frozenset({Measure.LONGEST_WAIT, *OF_AGENTS})


@dataclass(frozen=True, slots=True)
class Rule:
    """A threshold, see `db.models.wallboard.Threshold`. Units: seconds and percent, whole."""

    id: UUID
    measure: Measure
    queue: str
    bound: int
    held_s: int
    is_grave: bool
    tells_id: UUID | None
    then_id: UUID | None
    role: Role
    quiet_s: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What a limit is about: a queue, or an agent."""

    queue: str
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule reads of one subject. ``since`` is when a time began to run, None for other measures."""

    subject: Subject
    value: int
    bound: int
    since: datetime | None = None

    def is_beyond(self, measure: Measure) -> bool:
        return self.value < self.bound if measure in BELOW else self.value > self.bound

    def passed_at(self) -> datetime | None:
        """Return when a time passed its limit."""
        return None if self.since is None else self.since + timedelta(seconds=self.bound)


def rules_in_force(session: Session) -> list[Rule]:
    """Return the thresholds that are looked at, in their order."""
    columns = [getattr(Threshold, name) for name in Rule.__dataclass_fields__]
    asked = select(*columns).where(Threshold.retired_at.is_(None)).order_by(Threshold.position, Threshold.id)
    return [Rule(*row) for row in session.execute(asked)]


def readings(rule: Rule, board: FloorBoard, now: datetime) -> Iterator[Reading]:
    """Yield what a rule reads on the board at an aware instant, one a queue or an agent."""
    if rule.measure in OF_AGENTS:
        for agent in board.agents:
            if rule.queue in ("", agent.queue) and agent.state in OF_AGENTS[rule.measure]:
                yield _of_agent(rule, agent, now)
        return
    for queue in board.queues:
        if rule.queue in ("", queue.name):
            found = _of_queue(rule, queue, now)
            if found is not None:
                yield found


def since_of(agent: AgentLine) -> datetime:
    """Return since when what is timed goes on: a call from its answer, whatever was held meanwhile."""
    in_call = agent.state in OF_AGENTS[Measure.CALL_TIME]
    return agent.answered_at if in_call and agent.answered_at is not None else agent.since


def _of_agent(rule: Rule, agent: AgentLine, now: datetime) -> Reading:
    since = since_of(agent)
    bound = agent.away_s or rule.bound if rule.measure is Measure.AWAY_TIME else rule.bound
    return Reading(Subject(rule.queue, agent.person_id), seconds(now - since), bound, since)


def _of_queue(rule: Rule, queue: QueueLine, now: datetime) -> Reading | None:
    subject = Subject(queue.name)
    match rule.measure:
        case Measure.LONGEST_WAIT:
            since = queue.waits_since
            return Reading(subject, seconds(now - since), rule.bound, since) if since is not None else None
        case Measure.WAITING:
            return Reading(subject, queue.waiting, rule.bound)
        case Measure.READY:
            return Reading(subject, queue.ready, rule.bound)
        case Measure.SERVICE_LEVEL | Measure.ABANDON_RATE:
            share = BY_ID[rule.measure.value].of(queue.last_30)
            return Reading(subject, whole_percent(share), rule.bound) if share is not None else None
    raise AssertionError(rule.measure)  # the others are of agents


def seconds(span: timedelta) -> int:
    """Return whole seconds, none below zero: two clocks may differ a little."""
    return max(0, int(span.total_seconds()))


def named(
    rule: Rule, present: Mapping[UUID, Collection[Role]], on_shift: Collection[UUID]
) -> tuple[UUID, ...]:
    """Return who is told: the first person of the rule who is signed in, else all in its role, else all
    supervisors; each time who is on shift before who only has a desk open. ``present`` are the roles of
    everybody who is signed in. Nobody: it waits for who comes.
    """
    persons = [one for one in (rule.tells_id, rule.then_id) if one is not None and one in present]
    if persons:
        return _on_shift(persons, on_shift)[:1]
    for role in (rule.role, Role.SUPERVISOR):
        found = sorted(person_id for person_id, roles in present.items() if role in roles)
        if found:
            return _on_shift(found, on_shift)
    return ()


def _on_shift(persons: Sequence[UUID], on_shift: Collection[UUID]) -> tuple[UUID, ...]:
    """Return who of these is on shift, or all where none is: a roster that nobody keeps silences nobody."""
    return tuple(one for one in persons if one in on_shift) or tuple(persons)
