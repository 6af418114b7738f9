"""The floor as it is now: queues, agents and what needs a supervisor, in one picture that is read each second.

What a figure means is `app.metrics`' alone: the board adds up calls and asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from app.metrics.counts import Counts
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
    board's ``opens_at``, the one under way among them; ``before`` the calls offered in each half-hour of the
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

    ``number`` is the other side of the call under way, masked; ``help_at`` when help was asked for and
    nobody came yet. ``away_s``: so long the reason of being away allows; 0: it says nothing.
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
    direction: CallDirection | None
    number: str
    calls: int
    handle_s: int | None
    top_box: int | None
    help_at: datetime | None
    away_s: int


@dataclass(frozen=True, slots=True)
class FloorAlert:
    """A limit that is passed and that somebody was told of. ``value`` is as it was when they were told.

    ``told`` and ``taken_by`` are names; ``told_ids`` whose desks show it.
    """

    id: UUID
    measure: Measure
    queue: str
    person_id: UUID | None
    bound: int
    is_grave: bool
    since: datetime
    at: datetime
    value: int
    told: tuple[str, ...]
    told_ids: tuple[UUID, ...]
    taken_by: str


@dataclass(frozen=True, slots=True)
class FloorBoard:
    """The whole floor at an instant. ``closed`` are the alerts of today that are over, ``rules`` how many
    thresholds are looked at; ``compared`` the days of the same weekday that had calls.
    """

    at: datetime
    opens_at: datetime
    queues: tuple[QueueLine, ...]
    agents: tuple[AgentLine, ...]
    alerts: tuple[FloorAlert, ...]
    closed: int
    rules: int
    compared: tuple[date, ...]
