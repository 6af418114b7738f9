"""How the agents of the demo world stood on its past days: as their calls have it, and in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, select

from app.demo.world_batch import Row
from app.demo.world_dice import Dice
from app.demo.world_staff import Staff, Worker
from app.floor.machine import Standing
from app.floor.now import columns_of
from app.service_time import ZONE, service_day
from db.ids import derived_id
from db.models.calls import Call
from db.models.catalogue import ProductLine
from db.models.floor import AgentNow, AgentSpan, AgentState, QueueMember, StateCause
from db.models.interactions import Interaction

DAYS: Final = 35
_FROM, _TO = time(8, 30), time(17, 30)
# reason, hour and minute from which on, minutes that it lasts at least and at most
_BREAKS: Final = (("short_break", 10, 0, 8, 14), ("meal", 12, 0, 30, 44), ("short_break", 15, 30, 8, 14))
_RINGS, _HELD = (2, 9), (15, 60)  # seconds
_HOLDS: Final = 0.12  # share of the longer calls
_LONG: Final = timedelta(seconds=120)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Talk:
    call_id: UUID
    queue: str
    answered_at: datetime
    ended_at: datetime
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class _State:
    at: datetime
    state: AgentState
    cause: StateCause
    reason: str = ""
    call: _Talk | None = None


def add_floor(connection: Connection, dice: Dice, staff: Staff) -> None:
    """Write the states of the last days, how everybody stands now, and who takes which queues."""
    spans: list[Row] = []
    last: list[Row] = []
    for person_id, talks in _talks(connection, dice.now).items():
        states = _days(dice, talks, is_here=person_id != staff.desk.person_id)
        spans.extend(_span(person_id, one) for one in states)
        if states:
            last.append({"person_id": person_id, **columns_of(_standing(states[-1]))})
    if spans:
        connection.execute(insert(AgentSpan), spans)
        connection.execute(insert(AgentNow), last)
    connection.execute(insert(QueueMember), list(_members(staff.agents, dice.now)))


def _talks(connection: Connection, now: datetime) -> dict[UUID, list[_Talk]]:
    """Return the answered calls of the last days by who answered, one after the other."""
    wanted = (
        select(
            Interaction.person_id,
            Call.id,
            Call.queue,
            Call.answered_at,
            Call.ended_at,
            Interaction.sealed_at,
        )
        .join(Call, Call.id == Interaction.call_id)
        .where(Call.answered_at > now - timedelta(days=DAYS), Interaction.sealed_at < now)
        .order_by(Interaction.person_id, Call.answered_at, Call.id)
    )
    rows: Sequence[Any] = connection.execute(wanted).all()
    found: dict[UUID, list[_Talk]] = {}
    for person_id, *values in rows:
        talk, mine = _Talk(*values), found.setdefault(person_id, [])
        # Of two that chance gave one agent at once, the agent can have had one only.
        if not mine or talk.answered_at > mine[-1].ended_at + timedelta(seconds=_RINGS[1] + 1):
            mine.append(talk)
    return found


def _days(dice: Dice, talks: list[_Talk], *, is_here: bool) -> list[_State]:
    """Return the states of one agent; who is here stays until somebody ends the shift."""
    states = [
        state
        for on, day in groupby(talks, key=lambda talk: service_day(talk.answered_at))
        for state in _day(dice, on, list(day))
        if state.at < dice.now - 3 * _SECOND
    ]
    while states and states[-1].state not in (
        AgentState.READY,
        AgentState.NOT_READY,
        AgentState.LOGGED_OUT,
    ):
        states.pop()
    if states and states[-1].state is not AgentState.LOGGED_OUT and not is_here:
        states += _leaving(dice.now - 2 * _SECOND)
    return states


def _day(dice: Dice, on: date, talks: list[_Talk]) -> Iterator[_State]:
    """Yield the states of a day on which somebody took these calls."""
    margin = timedelta(seconds=dice.count(120, 900))
    begin = min(datetime.combine(on, _FROM, ZONE), talks[0].answered_at - margin)
    end = max(datetime.combine(on, _TO, ZONE), talks[-1].sealed_at + margin)
    yield _State(begin - timedelta(minutes=2), AgentState.NOT_READY, StateCause.SIGNED_IN)
    yield _State(begin, AgentState.READY, StateCause.AGENT)
    breaks = list(_BREAKS)
    rings = [talk.answered_at - timedelta(seconds=dice.count(*_RINGS)) for talk in talks]
    free = begin
    for talk, ring, until in zip(talks, rings, [*rings[1:], end], strict=True):
        yield from _pause(dice, breaks, free, ring)
        yield from _call(dice, talk, ring)
        free = min(talk.sealed_at, until - _SECOND)
        yield _State(max(free, talk.ended_at + _SECOND / 2), AgentState.READY, StateCause.AGENT)
    yield from _pause(dice, breaks, free, end)
    yield from _leaving(end)


def _call(dice: Dice, talk: _Talk, ring: datetime) -> Iterator[_State]:
    yield _State(ring, AgentState.RESERVED, StateCause.CALL, call=talk)
    yield _State(talk.answered_at, AgentState.TALKING, StateCause.CALL, call=talk)
    if talk.ended_at - talk.answered_at > _LONG and dice.chance(_HOLDS):
        held = talk.answered_at + timedelta(seconds=dice.count(20, 50))
        yield _State(held, AgentState.HOLD, StateCause.CALL, call=talk)
        resumed = held + timedelta(seconds=dice.count(*_HELD))
        yield _State(resumed, AgentState.TALKING, StateCause.CALL, call=talk)
    yield _State(talk.ended_at, AgentState.WRAP_UP, StateCause.CALL, call=talk)


def _pause(
    dice: Dice, breaks: list[tuple[str, int, int, int, int]], free: datetime, until: datetime
) -> Iterator[_State]:
    """Yield the next break, if it is time for it and nobody calls meanwhile."""
    if not breaks:
        return
    reason, hour, minute, least, most = breaks[0]
    day = free.astimezone(ZONE)
    start = max(free + 20 * _SECOND, day.replace(hour=hour, minute=minute, second=dice.count(0, 59)))
    over = start + timedelta(minutes=dice.count(least, most))
    if over < until - 20 * _SECOND:
        del breaks[0]
        yield _State(start, AgentState.NOT_READY, StateCause.AGENT, reason)
        yield _State(over, AgentState.READY, StateCause.AGENT)
        yield from _pause(dice, breaks, over, until)


def _leaving(at: datetime) -> list[_State]:
    return [
        _State(at, AgentState.NOT_READY, StateCause.AGENT),
        _State(at + _SECOND, AgentState.LOGGED_OUT, StateCause.AGENT),
    ]


def _span(person_id: UUID, one: _State) -> Row:
    return {
        "id": derived_id("agent_state", person_id, one.at.timestamp()),
        "person_id": person_id,
        "at": one.at,
        "state": one.state,
        "reason_code": one.reason,
        "cause": one.cause,
        "by_id": person_id,
        "call_id": one.call.call_id if one.call else None,
        "queue": one.call.queue if one.call else "",
    }


def _standing(one: _State) -> Standing:
    return Standing(state=one.state, since=one.at, cause=one.cause, reason_code=one.reason)


def _members(agents: Sequence[Worker], now: datetime) -> Iterator[Row]:
    """Yield who takes which queues: everybody the hotline, each two product lines, some the members' one."""
    lines = list(ProductLine)
    for number, worker in enumerate(agents):
        own = {"hotline", lines[number % len(lines)].value, lines[(number + 2) % len(lines)].value}
        for queue in sorted(own | ({"vip"} if number % 4 == 0 else set())):
            yield {
                "queue": queue,
                "person_id": worker.person_id,
                "is_paused": False,
                "device": "idle",
                "at": now,
            }
