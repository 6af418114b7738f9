"""What happened on a line, as frozen facts. The lines speak this vocabulary and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.models.calls import CallDirection, CallOutcome, OfferOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEvent:
    """Something that a line told, at an aware instant in UTC (the line's clock where it tells one)."""

    line: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent(LineEvent):
    """Something about one call; ``linked_id`` is the line's id of the whole call."""

    linked_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentEvent(CallEvent):
    """Something about one call at one agent; ``agent`` is the line's own name of the agent."""

    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallArrived(CallEvent):
    """A call entered a queue, or began without one. ``ani`` is raw: empty when the line gave none.

    ``dialled_by`` is the line's own name of the agent who dials; empty for a call that comes in, and
    where the line is of one agent only.
    """

    ani: str
    dnis: str
    queue: str
    direction: CallDirection = CallDirection.IN
    caller_name: str = ""
    dialled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRinging(AgentEvent):
    """The call rings at an agent."""

    agent_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEnded(AgentEvent):
    """The call stopped ringing at an agent who did not answer it."""

    outcome: OfferOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered(AgentEvent):
    """Caller and agent hear each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHeld(AgentEvent):
    """The agent lets the caller wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResumed(AgentEvent):
    """Agent and caller hear each other again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLeft(AgentEvent):
    """The agent's phone is free, whether or not the call goes on without it: it was transferred or parked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(CallEvent):
    """The call is over for good; always sent exactly once for each ``CallArrived``."""

    outcome: CallOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One channel of a call. Time zone: UTC, by the line's clock where it tells one.

    ``joined_at`` is when it was first heard by another leg; ``ended_at`` is None when its end was not heard.
    ``agent`` is the line's own name of the agent whose phone it is; ``cause`` as in ITU-T Q.850.
    """

    unique_id: str
    channel: str
    agent: str
    began_at: datetime
    joined_at: datetime | None
    ended_at: datetime | None
    cause: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegsEnded(LineEvent):
    """Every leg of a call that was told is gone: who was in it, from when to when. Comes after its end."""

    linked_id: str
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallConsulted(AgentEvent):
    """The agent asks somebody at ``number`` while the caller waits."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTakenBack(AgentEvent):
    """Who was consulted is gone, and the call was not handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingTold(CallEvent):
    """How the recording of a call stands. ``name`` is the file as the PBX names it; empty if it does not."""

    name: str
    is_paused: bool
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicemailTold(CallEvent):
    """The caller spoke to a machine. ``name`` is the file as the PBX names it."""

    name: str


class DeviceState(StrEnum):
    IDLE = "idle"
    IN_USE = "in_use"
    RINGING = "ringing"
    ON_HOLD = "on_hold"
    UNAVAILABLE = "unavailable"  # the phone is not registered
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTold(LineEvent):
    """How an agent stands in a queue by the line's own word; ``reason`` is that of the pause, as typed.

    ``name``, ``state_interface`` and ``penalty`` are how the queue has the agent, to be put in again so.
    """

    agent: str
    queue: str
    is_member: bool
    is_paused: bool
    reason: str
    device: DeviceState
    name: str = ""
    state_interface: str = ""
    penalty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlFailed(LineEvent):
    """What was asked of the line did not come to be.

    ``control`` and ``code`` are words of ``Control`` and ``ControlProblem`` in ``app.telephony.line``;
    ``missing`` is the right that the line's user lacks at the PBX, such as ``write=call``.
    """

    control: str
    agent: str
    linked_id: str
    code: str
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUp(LineEvent):
    """The line is connected and told its state.

    ``controls`` is what it can be asked. ``missing`` are the rights that the line's user lacks at the PBX for
    the others, such as ``write=call``.
    """

    controls: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLost(LineEvent):
    """The line is gone; ``reason`` is a code of ``app.telephony.line.LostReason``."""

    reason: str
