"""The floor as it is now: queues, agents, what needs a supervisor; one picture, read anew each second.

What a figure means is `app.metrics`' alone: the board adds up calls and asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from app.metrics.counts import Counts
from app.roster import ShiftLine
from db.models.calls import CallDirection
from db.models.floor import AgentState, StateCause
from db.models.wallboard import Measure

__all__ = ["AgentState", "CallDirection", "Measure", "StateCause"]


class Slot(NamedTuple):
    """A half-hour of a queue: how many calls were offered, and how many of them answered in time."""

    offered: int
    within: int


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One queue. Units: seconds whole, the goal in percent.

    ``waits_since`` is when the caller who has waited longest came. ``agents`` are signed in and members;
    those who ring, hold or consult are ``busy`` as those who talk. ``trend`` are the half-hours since the
    board's ``first``, the one under way among them; ``before`` the calls offered in each half-hour of the
    days that the board compares with, the mean of them.
    """

    name: str
    name_zh: str
    name_en: str
    answer_within_s: int
    service_goal: int
    waiting: int
    waits_since: datetime | None
    agents: int
    ready: int
    busy: int
    wrap_up: int
    last_15: Counts
    last_30: Counts
    today: Counts
    trend: tuple[Slot, ...]
    before: tuple[float, ...]


class AgentLine(NamedTuple):
    """One agent who is signed in. Units: ``handle_s`` seconds, ``top_box`` percent; None: nothing to count.

    ``number`` is the other side of the call under way, masked, ``answered_at`` since when they talk, and
    ``linked_id`` the line's own id of it; ``help_at`` when help was asked for and nobody came yet.
    ``away_s``: so long the reason of being away allows; 0: it says nothing.
    """

    person_id: UUID
    name: str
    extension: str
    team: str
    state: AgentState
    reason_code: str
    cause: StateCause
    since: datetime
    pending_state: AgentState | None
    wrap_up_until: datetime | None
    queue: str
    call_id: UUID | None
    line: str
    linked_id: str
    direction: CallDirection | None
    number: str
    answered_at: datetime | None
    calls: int
    handle_s: int | None
    top_box: int | None
    help_id: UUID | None
    help_at: datetime | None
    away_s: int


@dataclass(frozen=True, slots=True)
class FloorAlert:
    """A limit that is passed and that somebody was told of. ``value`` is as it was when they were told.

    ``person``, ``told`` and ``taken_by`` are names: of the agent whom it is about, if it is about one, of
    who was told, and of who sees to it; ``told_ids`` whose desks show it.
    """

    id: UUID
    threshold_id: UUID
    measure: Measure
    queue: str
    person_id: UUID | None
    person: str
    bound: int
    is_grave: bool
    since: datetime
    at: datetime
    value: int
    told: tuple[str, ...]
    told_ids: tuple[UUID, ...]
    told_at: datetime
    taken_by: str
    over_at: datetime | None


@dataclass(frozen=True, slots=True)
class FloorBoard:
    """The whole floor at an instant. ``alerts`` are not over, ``closed`` are those of today that are,
    ``rules`` how many thresholds are looked at; ``compared`` the days of the same weekday that had calls.
    ``first`` is the half-hour of the day, 0 to 47, with which every trend begins. ``absent`` are on shift by
    the roster and not signed in, who should have come first before the others.
    """

    at: datetime
    first: int
    queues: tuple[QueueLine, ...]
    agents: tuple[AgentLine, ...]
    alerts: tuple[FloorAlert, ...]
    closed: int
    rules: int
    compared: tuple[date, ...]
    absent: tuple[ShiftLine, ...] = ()
