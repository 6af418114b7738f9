"""What went well in a call that was practised, and what did not, read from its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.demo.scenarios import Choose, Commit, DemoScenario, Expected, Press, Seen, Type
from app.demo.stored import StoredCall

ANSWER_WITHIN_S = 20.0  # the service level's threshold
KEYS_ALLOWED = 2  # times the least
FREE_TEXT = frozenset({"notes", "intake_name", "intake_phone", "intake_street"})  # as long as it has to be
NOTE_OF_A_TRY = "follow_ups"  # digits answer there, everything else is free


class Point(StrEnum):
    """What is looked at."""

    ANSWERED = "answered"  # found, expected: seconds
    LEFT = "left"  # a call that was not to be answered
    CUSTOMER = "customer"
    NOBODY = "nobody"  # who was not to be taken for a customer
    REGISTERED = "registered"
    NOTES = "notes"  # found: characters
    REASON = "reason"  # found, expected: codes
    OUTCOME = "outcome"  # found, expected: codes
    ORDERS = "orders"
    CHASED = "chased"
    PROMISED = "promised"
    TRIED = "tried"  # found, expected: codes of a try
    SAID = "said"  # found, expected: sentences; by the person's own word
    KEYS = "keys"  # found, expected: keys and clicks


@dataclass(frozen=True, slots=True)
class Finding:
    """One point of one call: ``found`` and ``expected`` as the point says, or whether it happened."""

    point: Point
    is_good: bool
    found: str | float | None = None
    expected: str | float | None = None


def judge(expect: Expected, customer_id: UUID | None, stored: StoredCall) -> Iterator[Finding]:
    """Yield what the rows of a call say; ``customer_id`` is who rang, None for a stranger."""
    if not expect.interactions:
        yield Finding(Point.LEFT, not stored.is_answered)
        return
    if expect.offer is not None:
        in_time = stored.rang_s is not None and stored.rang_s <= ANSWER_WITHIN_S
        yield Finding(Point.ANSWERED, in_time, stored.rang_s, ANSWER_WITHIN_S)
    yield from _whose(expect, customer_id, stored)
    if expect.attempt is None:
        yield Finding(Point.NOTES, bool(stored.notes.strip()), len(stored.notes.strip()))
    yield from _codes(expect, stored)
    for point, wanted, found in (
        (Point.ORDERS, expect.orders, len(stored.ordered_at)),
        (Point.CHASED, expect.chased, stored.chased),
        (Point.PROMISED, expect.follow_ups, stored.follow_ups),
    ):
        if wanted or found:
            yield Finding(point, wanted == found, found, wanted)


def _whose(expect: Expected, customer_id: UUID | None, stored: StoredCall) -> Iterator[Finding]:
    if expect.registered:
        yield Finding(Point.REGISTERED, stored.registered)
    elif not expect.matched:
        yield Finding(Point.NOBODY, stored.customer_id is None)
    else:
        right = stored.customer_id == customer_id if customer_id else stored.customer_id is not None
        yield Finding(Point.CUSTOMER, right)


def _codes(expect: Expected, stored: StoredCall) -> Iterator[Finding]:
    wrapped = stored.interactions[-1] if stored.interactions else None
    if expect.attempt is not None:
        tried = stored.attempts[-1].outcome if stored.attempts else None
        yield Finding(Point.TRIED, tried is expect.attempt.outcome, tried, expect.attempt.outcome)
        return
    reason, outcome = (wrapped.reason, wrapped.disposition) if wrapped else (None, None)
    yield Finding(Point.REASON, reason == expect.reason, reason, expect.reason)
    yield Finding(Point.OUTCOME, outcome == expect.disposition, outcome, expect.disposition)


def judge_said(scenario: DemoScenario, said: int) -> Iterator[Finding]:
    """Yield whether all that was to be said was, by the person's own word."""
    wanted = sum(cue.until is Seen.SAID for cue in scenario.lesson.cues)
    if wanted:
        yield Finding(Point.SAID, said >= wanted, said, wanted)


def judge_keys(scenario: DemoScenario, used: int) -> Finding:
    least = least_keys(scenario)
    return Finding(Point.KEYS, used <= KEYS_ALLOWED * least, used, least)


def least_keys(scenario: DemoScenario) -> int:
    """Return how many keys the scenario's own way takes, without what is free to be long or short."""
    return sum(_keys(step) for step in scenario.steps)


def _keys(step: object) -> int:
    match step:
        case Press(times=times):
            return times
        case Type(type=text, into=into) if into not in (*FREE_TEXT, NOTE_OF_A_TRY):
            return len(text)
        case Commit(into=into) if into not in (*FREE_TEXT, NOTE_OF_A_TRY):
            return 1
        case Choose():
            return 1
        case _:
            return 0


def is_free(key: str, text: str, focus: str) -> bool:
    """Tell whether a key only writes what may be long or short, so that it is not counted.

    ``key`` is portable with its modifiers, ``text`` what it writes, ``focus`` the name of the widget.
    """
    if key.startswith(("Ctrl+", "Alt+", "Meta+")) or not text:
        return False
    if focus == NOTE_OF_A_TRY:
        return not text.isdigit() and text.isprintable()
    return focus in FREE_TEXT and (text.isprintable() or key in ("Backspace", "Del"))
