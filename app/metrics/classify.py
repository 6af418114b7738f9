"""What became of a call, and how long it waited: once in Python, once in SQL, and a test that they agree.

Instants are cut to whole seconds before they are subtracted. A queue that nobody has described is judged by
`UNDESCRIBED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, literal
from sqlalchemy.orm import InstrumentedAttribute

from app.metrics.counts import Counts
from db.models.calls import Call, CallDirection, CallOutcome
from db.seconds import second_of

__all__ = ["CallDirection", "CallOutcome"]

Column = ColumnElement[Any] | InstrumentedAttribute[Any]


class CallKind(StrEnum):
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SHORT = "short"  # gave up before the queue's short_abandon_s: neither offered nor abandoned
    TURNED_AWAY = "turned_away"  # the PBX ended the wait: the queue's time was over, or it takes nobody
    UNHEARD = "unheard"  # the line was lost, or the call was taken back: nobody knows what became of it
    WAITING = "waiting"  # still there, and not answered


GAVE_UP: Final = frozenset({CallOutcome.ABANDONED_WAITING, CallOutcome.ABANDONED_RINGING})
SENT_AWAY: Final = frozenset({CallOutcome.TIMED_OUT, CallOutcome.REFUSED})
PASSED_ON: Final = frozenset({CallOutcome.TRANSFERRED_BLIND, CallOutcome.TRANSFERRED_ATTENDED})


@dataclass(frozen=True, slots=True)
class Limits:
    """By what a queue's calls are judged, in whole seconds."""

    answer_within_s: int
    short_abandon_s: int


UNDESCRIBED: Final = Limits(answer_within_s=20, short_abandon_s=5)


@dataclass(frozen=True, slots=True)
class CallTimes:
    """What of a call the figures need. Time zone: aware instants."""

    arrived_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    outcome: CallOutcome | None


def wait_s(call: CallTimes, now: datetime) -> int:
    """Return how long a caller waited in the queue, or has waited until ``now``, an aware instant."""
    until = call.answered_at or call.ended_at or now
    return int(until.timestamp() // 1) - int(call.arrived_at.timestamp() // 1)


def kind_of(call: CallTimes, limits: Limits) -> CallKind:
    """Tell what became of a call that came in by a queue."""
    if call.answered_at is not None:
        return CallKind.ANSWERED
    if call.ended_at is None:
        return CallKind.WAITING
    if call.outcome in GAVE_UP:
        short = wait_s(call, call.ended_at) < limits.short_abandon_s
        return CallKind.SHORT if short else CallKind.ABANDONED
    return CallKind.TURNED_AWAY if call.outcome in SENT_AWAY else CallKind.UNHEARD


def counts_of(call: CallTimes, limits: Limits, now: datetime) -> Counts:
    """Return one call as sums; ``longest_wait_s`` is of every call, also of one that waits."""
    kind, wait = kind_of(call, limits), wait_s(call, now)
    is_answered, is_abandoned = kind is CallKind.ANSWERED, kind is CallKind.ABANDONED
    return Counts(
        answered=int(is_answered),
        answered_within=int(is_answered and wait <= limits.answer_within_s),
        abandoned=int(is_abandoned),
        short_abandoned=int(kind is CallKind.SHORT),
        turned_away=int(kind is CallKind.TURNED_AWAY),
        unheard=int(kind is CallKind.UNHEARD),
        waiting=int(kind is CallKind.WAITING),
        transferred=int(is_answered and call.outcome in PASSED_ON),
        wait_s=wait if is_answered else 0,
        abandoned_wait_s=wait if is_abandoned else 0,
        longest_wait_s=wait,
    )


class CallColumns:
    """The same in SQL, over the table of calls.

    ``answer_within_s`` and ``short_abandon_s`` are columns of the joined queue, empty where there is none;
    ``now`` is the aware instant until which those wait who are still there, or a parameter for it.
    """

    def __init__(
        self,
        answer_within_s: Column,
        short_abandon_s: Column,
        now: datetime | ColumnElement[Any],
    ) -> None:
        self._within: ColumnElement[int] = func.coalesce(answer_within_s, UNDESCRIBED.answer_within_s)
        self._short: ColumnElement[int] = func.coalesce(short_abandon_s, UNDESCRIBED.short_abandon_s)
        then = literal(now, Call.ended_at.type) if isinstance(now, datetime) else now
        until = func.coalesce(Call.answered_at, Call.ended_at, then)
        self.wait_s: ColumnElement[int] = second_of(until) - second_of(Call.arrived_at)
        gave_up = Call.outcome.in_(sorted(GAVE_UP))
        self.kind: ColumnElement[str] = case(
            (Call.answered_at.is_not(None), literal(CallKind.ANSWERED.value)),
            (Call.ended_at.is_(None), literal(CallKind.WAITING.value)),
            (and_(gave_up, self.wait_s < self._short), literal(CallKind.SHORT.value)),
            (gave_up, literal(CallKind.ABANDONED.value)),
            (Call.outcome.in_(sorted(SENT_AWAY)), literal(CallKind.TURNED_AWAY.value)),
            else_=literal(CallKind.UNHEARD.value),
        )

    @property
    def in_time(self) -> ColumnElement[bool]:
        """Which calls were answered within their queue's limit."""
        return and_(self.is_kind(CallKind.ANSWERED), self.wait_s <= self._within)

    def is_kind(self, kind: CallKind) -> ColumnElement[bool]:
        return self.kind == literal(kind.value)

    def sums(self) -> Mapping[str, ColumnElement[int]]:
        """Return what to select for each field of `Counts` that calls tell of."""
        answered, abandoned = self.is_kind(CallKind.ANSWERED), self.is_kind(CallKind.ABANDONED)
        return {
            "answered": _count(answered),
            "answered_within": _count(self.in_time),
            "abandoned": _count(abandoned),
            "short_abandoned": _count(self.is_kind(CallKind.SHORT)),
            "turned_away": _count(self.is_kind(CallKind.TURNED_AWAY)),
            "unheard": _count(self.is_kind(CallKind.UNHEARD)),
            "waiting": _count(self.is_kind(CallKind.WAITING)),
            "transferred": _count(and_(answered, Call.outcome.in_(sorted(PASSED_ON)))),
            "wait_s": _sum(answered, self.wait_s),
            "abandoned_wait_s": _sum(abandoned, self.wait_s),
            "longest_wait_s": func.coalesce(func.max(self.wait_s), 0),
        }


def came_in_by_queue() -> ColumnElement[bool]:
    """Which calls the figures are of."""
    return and_(Call.direction == CallDirection.IN, Call.queue != "")


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return _sum(condition, literal(1))


def _sum(condition: ColumnElement[bool], what: ColumnElement[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, what), else_=0)), 0)
