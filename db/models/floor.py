"""The floor: queues, how each agent stands and stood, calls for help, breaks, and nuisance callers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime, enum_column


class AgentState(StrEnum):
    LOGGED_OUT = "logged_out"
    READY = "ready"
    NOT_READY = "not_ready"
    RESERVED = "reserved"  # a call rings
    TALKING = "talking"
    HOLD = "hold"
    CONSULT = "consult"
    WRAP_UP = "wrap_up"
    UNKNOWN = "unknown"  # the connection to the desk, or to the line, is lost


class StateCause(StrEnum):
    """Why an agent stands as it does."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    CALL = "call"
    MISSED = "missed"  # an offer was not taken; ``reason_code`` is then the offer's outcome
    WRAP_UP_OVER = "wrap_up_over"  # the time for it ran out
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    CONNECTION_LOST = "connection_lost"
    CONNECTION_BACK = "connection_back"
    ELSEWHERE = "elsewhere"  # signed in at another desk, the extension was taken, or paused at the PBX
    REPAIRED = "repaired"


class WrapUpPolicy(StrEnum):
    OPTIONAL = "optional"  # only if the agent asks for it
    MANDATORY = "mandatory"  # the agent ends it
    TIMED = "timed"  # ends by itself; may be left early
    FORCED = "forced"  # lasts its time


_LOST = frozenset({AgentState.UNKNOWN})
_IN_A_CALL = frozenset({AgentState.TALKING, AgentState.HOLD, AgentState.CONSULT})
_IDLE = frozenset({AgentState.READY, AgentState.NOT_READY})
# That an agent is in a call, and that something is lost, may be told at any time.
AGENT_MOVES: dict[AgentState, frozenset[AgentState]] = {
    AgentState.LOGGED_OUT: frozenset({AgentState.NOT_READY}),
    AgentState.NOT_READY: _IN_A_CALL | _LOST | {AgentState.READY, AgentState.LOGGED_OUT, AgentState.RESERVED},
    AgentState.READY: _IN_A_CALL | _LOST | {AgentState.NOT_READY, AgentState.RESERVED},
    AgentState.RESERVED: _IN_A_CALL | _LOST | _IDLE,
    AgentState.WRAP_UP: _IN_A_CALL | _LOST | _IDLE,
    **{state: (_IN_A_CALL - {state}) | _LOST | _IDLE | {AgentState.WRAP_UP} for state in sorted(_IN_A_CALL)},
    AgentState.UNKNOWN: frozenset(AgentState) - _LOST,
}


class Queue(Base):
    """Where callers wait, by the name that the PBX has for it. Seconds whole; the goal in percent.

    ``answer_within_s`` and ``service_goal``: so much of what is offered is to be answered so soon. Who gives
    up before ``short_abandon_s`` counts as neither offered nor abandoned.
    """

    __tablename__ = "queue"

    name: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    wrap_up_policy: Mapped[WrapUpPolicy] = enum_column(WrapUpPolicy, server_default=WrapUpPolicy.MANDATORY)
    wrap_up_s: Mapped[int] = mapped_column(server_default="60")  # of TIMED and FORCED
    answer_within_s: Mapped[int] = mapped_column(server_default="20")
    service_goal: Mapped[int] = mapped_column(server_default="80")
    short_abandon_s: Mapped[int] = mapped_column(server_default="5")
    rests_after_refusal: Mapped[bool] = mapped_column(
        server_default=text("true")
    )  # busy, rejected: not ready
    away_most: Mapped[int | None]  # of its members not ready at once by planned breaks; empty: any number
    waiting_most: Mapped[int] = mapped_column(server_default="0")  # callers; beyond them no break begins
    position: Mapped[int] = mapped_column(server_default="0")
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class QueueMember(Base):
    """Who is in a queue, by the word of the PBX of a line; two PBXs may have a queue of one name each.

    ``is_in`` is false for who was taken out and may go in again as before: ``agent`` and what follows is how
    the PBX had them.
    """

    __tablename__ = "queue_member"

    queue: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    line: Mapped[str] = mapped_column(primary_key=True, default="")
    is_in: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    agent: Mapped[str] = mapped_column(default="", server_default="")
    name: Mapped[str] = mapped_column(default="", server_default="")
    state_interface: Mapped[str] = mapped_column(default="", server_default="")
    penalty: Mapped[int] = mapped_column(default=0, server_default="0")
    is_paused: Mapped[bool]
    device: Mapped[str]  # of app.events.DeviceState
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgentNow(Base):
    """How one person stands; one writer, `app.floor.moving`. Absent: has never signed in.

    ``state`` is what is shown. While it is UNKNOWN ``behind`` is what the line goes on telling, which is
    shown when all that was lost is back. ``pending_state`` follows what is on now: it is set from the first
    ring to the end of the wrap-up. ``policy`` is that of the wrap-up under way.
    """

    __tablename__ = "agent_now"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    state: Mapped[AgentState] = enum_column(AgentState)
    reason_code: Mapped[str]
    cause: Mapped[StateCause] = enum_column(StateCause)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    behind: Mapped[AgentState | None] = enum_column(AgentState, nullable=True)
    behind_reason: Mapped[str]
    desk_lost: Mapped[bool]
    line_lost: Mapped[bool]
    pending_state: Mapped[AgentState | None] = enum_column(AgentState, nullable=True)
    pending_reason: Mapped[str]
    wants_wrap_up: Mapped[bool]
    call_id: Mapped[UUID | None]
    queue: Mapped[str]
    policy: Mapped[WrapUpPolicy | None] = enum_column(WrapUpPolicy, nullable=True)
    wrap_up_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AgentSpan(Base):
    """A state that an agent took: it lasts until the next row of the same person. Never changes.

    ``by_id`` is who made it so: the agent, a supervisor, or the house itself. ``call_id`` has no foreign
    key: a state may be told before its call is.
    """

    __tablename__ = "agent_state"
    __table_args__ = (
        Index("ix_agent_state_person_at", "person_id", "at", "state", "call_id"),  # all that a report reads
        Index("ix_agent_state_at", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[AgentState] = enum_column(AgentState)
    reason_code: Mapped[str]
    cause: Mapped[StateCause] = enum_column(StateCause)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    call_id: Mapped[UUID | None]
    queue: Mapped[str]


HELP_IS_OPEN = text("answered_at is null")


class HelpCall(Base):
    """An agent asked a supervisor to come; open until somebody answers or the agent takes it back."""

    __tablename__ = "help_call"
    __table_args__ = (
        Index(
            "uq_help_call_open",
            "person_id",
            unique=True,
            sqlite_where=HELP_IS_OPEN,
            postgresql_where=HELP_IS_OPEN,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    call_id: Mapped[UUID | None]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # the agent: taken back
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FloorMessage(Base):
    """What a supervisor told an agent: in words, or by another queue to take calls of.

    ``joins`` and ``leaves`` are queues as the PBX has them; empty in a message of words alone. Only
    ``seen_at`` changes.
    """

    __tablename__ = "floor_message"
    __table_args__ = (Index("ix_floor_message_to", "to_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    from_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    joins: Mapped[str]
    leaves: Mapped[str]
    help_id: Mapped[UUID | None] = mapped_column(ForeignKey("help_call.id"))  # the call for help it answers
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NuisanceNumber(Base):
    """A number that only disturbs. It counts once a supervisor has confirmed it, until its day has gone."""

    __tablename__ = "nuisance_number"

    number_key: Mapped[str] = mapped_column(primary_key=True)
    raw: Mapped[str]  # as it was shown
    reason: Mapped[str]
    marked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # it disturbs no more, or never did


BREAK_IS_OPEN = text("ended_at is null")


class PlannedBreak(Base):
    """A break that an agent asks for: it waits for its turn, is granted, begun, and over."""

    __tablename__ = "planned_break"
    __table_args__ = (
        Index(
            "uq_planned_break_open",
            "person_id",
            unique=True,
            sqlite_where=BREAK_IS_OPEN,
            postgresql_where=BREAK_IS_OPEN,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reason_code: Mapped[str]
    minutes: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # over, or taken back
