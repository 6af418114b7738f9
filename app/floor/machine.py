"""How an agent's state follows from what happens: one pure function, which every writer uses.

What is lost (the desk's stream, the line) lies over the state like a veil: behind it the state goes on by
what the line tells, and it is shown again when all that was lost is back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.errors import DeskGone, MoveNotAllowed
from db.models.calls import OfferOutcome
from db.models.floor import AgentState, StateCause, WrapUpPolicy

IN_CALL: Final = frozenset({AgentState.TALKING, AgentState.HOLD, AgentState.CONSULT})
_IDLE: Final = frozenset({AgentState.READY, AgentState.NOT_READY})
_MOMENT: Final = timedelta(microseconds=1)  # no two states of a person begin at once: the later one lasts
GONE_AFTER: Final = timedelta(minutes=15)  # a desk away for longer does not come back by itself


class What(StrEnum):
    """What may happen to an agent."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    ELSEWHERE = "elsewhere"  # at another desk, the extension taken, or paused at the PBX
    ASKED = "asked"  # by the agent
    REPAIRED = "repaired"  # by a supervisor
    OFFERED = "offered"
    OFFER_LOST = "offer_lost"
    DIALLED = "dialled"
    ANSWERED = "answered"
    HELD = "held"
    RESUMED = "resumed"
    CONSULTED = "consulted"
    TAKEN_BACK = "taken_back"
    CALL_OVER = "call_over"
    WRAPPED_UP = "wrapped_up"
    TIME_OVER = "time_over"
    DESK_LOST = "desk_lost"
    DESK_BACK = "desk_back"
    LINE_LOST = "line_lost"
    LINE_BACK = "line_back"
    GONE = "gone"  # the desk was away for so long that nobody is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an agent stands; the fields are those of `db.models.floor.AgentNow`. ``since`` is aware, UTC."""

    state: AgentState = AgentState.LOGGED_OUT
    since: datetime
    cause: StateCause = StateCause.SIGNED_OUT
    reason_code: str = ""
    behind: AgentState | None = None
    behind_reason: str = ""
    desk_lost: bool = False
    line_lost: bool = False
    pending_state: AgentState | None = None
    pending_reason: str = ""
    wants_wrap_up: bool = False
    call_id: UUID | None = None
    queue: str = ""
    policy: WrapUpPolicy | None = None
    wrap_up_until: datetime | None = None

    @property
    def true_state(self) -> AgentState:
        """Return what the line told last, also while that is not shown."""
        return self.behind or self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened to an agent, with what the store knows of it.

    ``state`` and ``reason`` are what was asked for or repaired to. ``rests``: who refuses is not ready.
    ``is_wrapped``: when a call is over, that it was wrapped up already; when the agent asks, that nothing
    of the call waits for its wrap-up.
    """

    what: What
    at: datetime
    call_id: UUID | None = None
    queue: str = ""
    state: AgentState | None = None
    reason: str = ""
    outcome: OfferOutcome | None = None
    rests: bool = True
    policy: WrapUpPolicy = WrapUpPolicy.MANDATORY
    wrap_up_s: int = 0
    is_wrapped: bool = False


def step(now: Standing, happening: Happening) -> Standing:
    """Return how the agent stands then; ``now`` itself where it changes nothing.

    What the line tells and does not fit is passed over. Raises MoveNotAllowed for what somebody asked for.
    """
    bare = _unveil(now)
    then = _veil(now, _RULES[happening.what](bare, happening))
    if _shown(then) == _shown(now):
        return replace(then, since=now.since, cause=now.cause)
    if happening.what in _BACK and now.state is AgentState.UNKNOWN:
        then = replace(then, cause=StateCause.CONNECTION_BACK)
    return replace(then, since=max(now.since + _MOMENT, happening.at))


def is_changed(before: Standing, then: Standing) -> bool:
    """Tell whether a new state begins, which is written down."""
    return _shown(before) != _shown(then)


def next_due(now: Standing) -> Happening | None:
    """Return what the clock alone does to the agent, at its instant."""
    if now.true_state is AgentState.WRAP_UP and now.wrap_up_until is not None:
        return Happening(what=What.TIME_OVER, at=now.wrap_up_until, call_id=now.call_id)
    if now.state is AgentState.UNKNOWN and now.desk_lost and now.true_state not in IN_CALL:
        return Happening(what=What.GONE, at=now.since + GONE_AFTER)
    return None


def _shown(now: Standing) -> tuple[AgentState, str, UUID | None]:
    return now.state, now.reason_code, now.call_id if now.state is not AgentState.UNKNOWN else None


def _unveil(now: Standing) -> Standing:
    if now.behind is None:
        return now
    return replace(now, state=now.behind, reason_code=now.behind_reason, behind=None, behind_reason="")


def _veil(before: Standing, then: Standing) -> Standing:
    if then.state is AgentState.LOGGED_OUT:
        return replace(then, desk_lost=False, line_lost=False)
    if not (then.desk_lost or then.line_lost):
        return then
    was_lost = before.state is AgentState.UNKNOWN
    return replace(
        then,
        state=AgentState.UNKNOWN,
        reason_code="",
        cause=before.cause if was_lost else StateCause.CONNECTION_LOST,
        behind=then.state,
        behind_reason=then.reason_code,
    )


def _to(now: Standing, state: AgentState, cause: StateCause, reason: str = "") -> Standing:
    """Let the agent stand in a state outside of any call."""
    return replace(
        now,
        state=state,
        cause=cause,
        reason_code=reason,
        pending_state=None,
        pending_reason="",
        wants_wrap_up=False,
        call_id=None,
        queue="",
        policy=None,
        wrap_up_until=None,
    )


def _follow(now: Standing, cause: StateCause) -> Standing:
    """Let come what was to follow the call."""
    return _to(now, now.pending_state or AgentState.NOT_READY, cause, now.pending_reason)


def _engage(now: Standing, what: Happening, state: AgentState) -> Standing:
    """Let the agent be rung or in a call; what it was follows, unless it chooses otherwise meanwhile."""
    if now.state in _IDLE:
        now = replace(now, pending_state=now.state, pending_reason=now.reason_code)
    return replace(
        now,
        state=state,
        cause=StateCause.CALL,
        reason_code="",
        call_id=what.call_id,
        queue=what.queue or (now.queue if now.call_id == what.call_id else ""),
        policy=None,
        wrap_up_until=None,
    )


def _signed_in(now: Standing, _what: Happening) -> Standing:
    now = replace(now, desk_lost=False)
    if now.state in (AgentState.LOGGED_OUT, AgentState.READY):
        return _to(now, AgentState.NOT_READY, StateCause.SIGNED_IN)
    return now


def _signed_out(now: Standing, _what: Happening) -> Standing:
    match now.state:
        case AgentState.NOT_READY:
            return _to(now, AgentState.LOGGED_OUT, StateCause.SIGNED_OUT)
        case AgentState.READY | AgentState.WRAP_UP:
            return _to(
                replace(now, desk_lost=False, line_lost=False), AgentState.NOT_READY, StateCause.SIGNED_OUT
            )
        case AgentState.LOGGED_OUT:
            return now
    return replace(now, pending_state=AgentState.NOT_READY, pending_reason="")


def _elsewhere(now: Standing, what: Happening) -> Standing:
    match now.state:
        case AgentState.READY:
            return _to(now, AgentState.NOT_READY, StateCause.ELSEWHERE, what.reason)
        case AgentState.LOGGED_OUT | AgentState.NOT_READY:
            return now
    return replace(now, pending_state=AgentState.NOT_READY, pending_reason=what.reason)


def _asked(now: Standing, what: Happening) -> Standing:
    wanted = what.state
    if wanted is AgentState.WRAP_UP and now.state in IN_CALL:
        return replace(now, wants_wrap_up=True)
    if wanted is AgentState.LOGGED_OUT and now.state is AgentState.NOT_READY:
        return _to(now, AgentState.LOGGED_OUT, StateCause.AGENT)
    if wanted not in _IDLE or now.state is AgentState.LOGGED_OUT:
        raise MoveNotAllowed(old=now.state.value, new=wanted.value if wanted else "")
    assert wanted is not None
    reason = what.reason if wanted is AgentState.NOT_READY else ""
    if now.state in _IDLE:
        return _to(now, wanted, StateCause.AGENT, reason)
    then = replace(now, pending_state=wanted, pending_reason=reason)
    may_leave = now.policy is WrapUpPolicy.OPTIONAL or (
        what.is_wrapped and now.policy is not WrapUpPolicy.FORCED
    )
    return _follow(then, StateCause.AGENT) if now.state is AgentState.WRAP_UP and may_leave else then


def _repaired(now: Standing, what: Happening) -> Standing:
    wanted = what.state
    if wanted not in (*_IDLE, AgentState.LOGGED_OUT) or now.state is AgentState.LOGGED_OUT:
        raise MoveNotAllowed(old=now.state.value, new=wanted.value if wanted else "")
    assert wanted is not None
    if wanted is AgentState.READY and now.desk_lost:
        raise DeskGone
    is_lost = now.desk_lost or now.line_lost
    cause = StateCause.SUPERVISOR if now.state in _IDLE and not is_lost else StateCause.REPAIRED
    if wanted is AgentState.LOGGED_OUT and (now.state is not AgentState.NOT_READY or is_lost):
        wanted = AgentState.NOT_READY  # one is logged out from there only: the writer goes on
    reason = what.reason if wanted is AgentState.NOT_READY else ""
    return _to(replace(now, desk_lost=False, line_lost=False), wanted, cause, reason)


def _offered(now: Standing, what: Happening) -> Standing:
    return _engage(now, what, AgentState.RESERVED) if now.state in _IDLE else now


def _offer_lost(now: Standing, what: Happening) -> Standing:
    if now.state is not AgentState.RESERVED or now.call_id != what.call_id:
        return now
    outcome = what.outcome or OfferOutcome.WITHDRAWN
    refused = outcome in (OfferOutcome.REJECTED, OfferOutcome.BUSY) and what.rests
    if now.pending_state is AgentState.READY and (outcome is OfferOutcome.MISSED or refused):
        return _to(now, AgentState.NOT_READY, StateCause.MISSED, outcome.value)
    return _follow(now, StateCause.CALL)


def _in_call(now: Standing, what: Happening, state: AgentState) -> Standing:
    """Let the agent be in a call that the line says it is in; of two calls at once the first counts."""
    if now.state is AgentState.LOGGED_OUT or (now.state in IN_CALL and now.call_id != what.call_id):
        return now
    if now.state is state and now.call_id == what.call_id:
        return now
    return _engage(now, what, state)


def _dialled(now: Standing, what: Happening) -> Standing:
    return now if now.state is AgentState.RESERVED else _in_call(now, what, AgentState.TALKING)


def _call_over(now: Standing, what: Happening) -> Standing:
    if now.call_id != what.call_id:
        return now
    if now.state is AgentState.RESERVED:
        return _follow(now, StateCause.CALL)
    if now.state not in IN_CALL:
        return now
    wanted = what.policy is not WrapUpPolicy.OPTIONAL or now.wants_wrap_up
    if what.policy is not WrapUpPolicy.FORCED and (what.is_wrapped or not wanted):
        return _follow(now, StateCause.CALL)
    has_end = what.policy in (WrapUpPolicy.TIMED, WrapUpPolicy.FORCED)
    return replace(
        now,
        state=AgentState.WRAP_UP,
        cause=StateCause.CALL,
        wants_wrap_up=False,
        policy=what.policy,
        wrap_up_until=what.at + timedelta(seconds=what.wrap_up_s) if has_end else None,
    )


def _wrapped_up(now: Standing, what: Happening) -> Standing:
    is_it = now.state is AgentState.WRAP_UP and now.call_id == what.call_id
    return _follow(now, StateCause.AGENT) if is_it and now.policy is not WrapUpPolicy.FORCED else now


def _time_over(now: Standing, what: Happening) -> Standing:
    is_over = now.wrap_up_until is not None and now.wrap_up_until <= what.at
    return _follow(now, StateCause.WRAP_UP_OVER) if now.state is AgentState.WRAP_UP and is_over else now


def _desk_back(now: Standing, _what: Happening) -> Standing:
    if now.state is AgentState.LOGGED_OUT and now.cause is StateCause.CONNECTION_LOST:
        return _to(now, AgentState.NOT_READY, StateCause.CONNECTION_BACK)
    return replace(now, desk_lost=False)


def _gone(now: Standing, _what: Happening) -> Standing:
    if now.desk_lost and now.state not in IN_CALL:
        found = replace(now, desk_lost=False, line_lost=False)
        return _to(found, AgentState.NOT_READY, StateCause.CONNECTION_LOST)
    if now.state is AgentState.NOT_READY and now.cause is StateCause.CONNECTION_LOST:
        return _to(now, AgentState.LOGGED_OUT, StateCause.CONNECTION_LOST)
    return now


Rule = Callable[[Standing, Happening], Standing]


def _call_rule(state: AgentState) -> Rule:
    return lambda now, what: _in_call(now, what, state)


_RULES: Final[Mapping[What, Rule]] = {
    What.SIGNED_IN: _signed_in,
    What.SIGNED_OUT: _signed_out,
    What.ELSEWHERE: _elsewhere,
    What.ASKED: _asked,
    What.REPAIRED: _repaired,
    What.OFFERED: _offered,
    What.OFFER_LOST: _offer_lost,
    What.DIALLED: _dialled,
    What.ANSWERED: _call_rule(AgentState.TALKING),
    What.HELD: _call_rule(AgentState.HOLD),
    What.RESUMED: _call_rule(AgentState.TALKING),
    What.CONSULTED: _call_rule(AgentState.CONSULT),
    What.TAKEN_BACK: _call_rule(AgentState.TALKING),
    What.CALL_OVER: _call_over,
    What.WRAPPED_UP: _wrapped_up,
    What.TIME_OVER: _time_over,
    What.DESK_LOST: lambda now, _what: replace(now, desk_lost=now.state is not AgentState.LOGGED_OUT),
    What.DESK_BACK: _desk_back,
    What.LINE_LOST: lambda now, _what: replace(now, line_lost=now.state is not AgentState.LOGGED_OUT),
    What.LINE_BACK: lambda now, _what: replace(now, line_lost=False),
    What.GONE: _gone,
}
_BACK: Final = frozenset({What.DESK_BACK, What.LINE_BACK})
AGAIN: Final = frozenset({What.SIGNED_OUT, What.GONE, What.REPAIRED})  # take two steps, by way of not ready
