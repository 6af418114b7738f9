"""To whom a call can be given: found by a name, its initials, an extension, a queue, or any number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.floor.reachable import AgentState, Reachable
from app.names import readings, word_initials
from app.numbers import dial_string, numbers_named
from ui.wording import named

LEAST_OUTSIDE = 3  # digits of a number that nobody of ours has


@dataclass(frozen=True, slots=True)
class Target:
    """One who can be asked or given the call: ``words`` are the name, or the number where nobody has one."""

    words: str
    number: str
    state: AgentState | None = None
    since: datetime | None = None
    is_queue: bool = False
    is_outside: bool = False
    found_by: tuple[str, ...] = ()


def targets(found: Iterable[Reachable], but: UUID) -> list[Target]:
    """Return all but the agent: who is ready first, then the queues, then who is not."""
    made = [_target(one) for one in found if one.person_id != but]
    return sorted(made, key=_rank)


def fitting(among: Sequence[Target], typed: str) -> list[Target]:
    """Return those that fit, and last the number itself where one was typed that nobody here has."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(among)
    found = [one for one in among if _fits(one, wanted)]
    number = _number(wanted)
    if len(number) >= LEAST_OUTSIDE and all(one.number != number for one in found):
        found.append(Target(number, number, is_outside=True))
    return found


def _target(one: Reachable) -> Target:
    words = named(one.name_zh, one.name_en)
    if one.person_id is None:
        found_by = (one.name_zh, one.name_en.lower(), word_initials(one.name_zh))
    else:
        found_by = (one.name_zh, one.name_en.lower(), *readings(one.name_zh))
    return Target(words, one.number, one.state, one.since, one.person_id is None, found_by=found_by)


def _rank(one: Target) -> tuple[int, str]:
    return 0 if one.state is AgentState.READY else 1 if one.is_queue else 2, one.words


def _fits(one: Target, wanted: str) -> bool:
    return one.number.startswith(wanted) or any(f" {word}".find(f" {wanted}") >= 0 for word in one.found_by)


def _number(wanted: str) -> str:
    """Return the digits to dial of what was typed; empty where it is no number."""
    named_ones = numbers_named(wanted)
    if len(named_ones) == 1:
        return dial_string(named_ones[0].key)
    plain = "".join(sign for sign in wanted if sign not in " -()")
    return plain if plain and set(plain) <= set("0123456789*#+") else ""
