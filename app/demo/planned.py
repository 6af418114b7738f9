"""Who rings in a shift, and in a practice: scenarios with callers out of a store."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from app.demo.callers import Ringer, Who, callers
from app.demo.scenarios import DemoScenario, by_lesson
from app.followup_list import due_follow_ups
from app.telephony.scenarios import Scenario

T = TypeVar("T")
Waiting = Mapping[Who, deque[Ringer]]


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """The nth call of a shift, from 1, and those who ring in it; nobody does in one that the agent makes."""

    number: int
    scenario: DemoScenario
    ringers: tuple[Ringer, ...] = ()

    def ring(self, call: int = 1) -> Scenario | None:
        """Return its first or its second call as the practice line plays it; None if nobody rings."""
        part = self.scenario if call == 1 else self.scenario.second
        if part is None or part.call is None:
            return None
        return part.call.model_copy(update={"ani": self.ringers[call - 1].ani})

    def ringer(self, call: int) -> Ringer | None:
        """Return who rings in the first or the second call."""
        return self.ringers[call - 1] if len(self.ringers) >= call else None


def plan_shift(
    session: Session,
    scenarios: Sequence[DemoScenario],
    calls: int,
    seed: int,
    now: datetime,
    *,
    person_id: UUID,
) -> list[PlannedCall]:
    """Choose who rings at a person's desk, by weight, the same again for the same seed and store.

    Each scenario comes at least once if there are calls enough, else those of most weight; but one that
    nobody in a small store fits is left out, and one that is dialled comes only once: a promise is kept once.
    A caller rings again only when all others of the kind have.
    """
    rng = random.Random(seed)
    waiting = {who: deque(_shuffled(rng, found)) for who, found in _fitting(session, scenarios, now).items()}
    possible = _possible(session, scenarios, waiting, now, person_id)
    coming = [scenario for scenario in possible if scenario.caller]
    chosen: list[DemoScenario] = []
    heaviest_first = sorted(possible, key=lambda each: -each.weight)
    left = calls - _take(chosen, heaviest_first, calls)
    while left and (fits := [each for each in coming if each.rings <= left]):
        left -= _take(chosen, rng.choices(fits, [each.weight for each in fits]), left)
    return [_planned(n, each, waiting, set()) for n, each in enumerate(_shuffled(rng, chosen), start=1)]


def plan_practice(
    session: Session, scenarios: Sequence[DemoScenario], now: datetime, *, person_id: UUID
) -> list[PlannedCall]:
    """Plan each scenario once, in the order of the lessons, and nobody twice as long as there are others."""
    waiting = {who: deque(found) for who, found in _fitting(session, scenarios, now).items()}
    possible = by_lesson(_possible(session, scenarios, waiting, now, person_id))
    met: set[UUID | None] = set()
    return [_planned(number, each, waiting, met) for number, each in enumerate(possible, start=1)]


def _fitting(session: Session, scenarios: Sequence[DemoScenario], now: datetime) -> dict[Who, list[Ringer]]:
    kinds = sorted({who for scenario in scenarios for who in scenario.callers()})
    return {who: callers(session, who, now) for who in kinds}


def _possible(
    session: Session, scenarios: Sequence[DemoScenario], waiting: Waiting, now: datetime, person_id: UUID
) -> list[DemoScenario]:
    """Leave out what nobody fits, and what is dialled where no call is promised for today."""
    is_due = bool(due_follow_ups(session, person_id, now))
    return [
        each for each in scenarios if (each.caller or is_due) and all(waiting[who] for who in each.callers())
    ]


def _take(chosen: list[DemoScenario], more: Sequence[DemoScenario], left: int) -> int:
    """Choose those that fit into so many calls; return how many calls they take."""
    taken = 0
    for each in more:
        if each.rings <= left - taken:
            chosen.append(each)
            taken += each.rings
    return taken


def _planned(number: int, scenario: DemoScenario, waiting: Waiting, met: set[UUID | None]) -> PlannedCall:
    """Let those ring who wait longest, and nobody who was met; whoever rings has been met."""
    ringers = []
    for who in scenario.callers():
        ringers.append(_next_caller(waiting[who], met))
        met.update(ringer.customer_id for ringer in ringers if ringer.customer_id)
    return PlannedCall(number, scenario, tuple(ringers))


def _next_caller(waiting: deque[Ringer], met: set[UUID | None]) -> Ringer:
    ringer = next((each for each in waiting if each.customer_id not in met), waiting[0])
    waiting.remove(ringer)
    waiting.append(ringer)
    return ringer


def _shuffled(rng: random.Random, found: Sequence[T]) -> list[T]:
    return rng.sample(found, k=len(found))
