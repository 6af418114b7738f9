"""Scenarios of a shift: who rings, what the agent does by keys, and what the store must hold afterwards."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.demo.callers import Who, callers
from app.telephony.scenarios import Scenario
from db.models.calls import CallOutcome, OfferOutcome

T = TypeVar("T")
SCENARIOS = Path(__file__).resolve().parent.parent.parent / "resources" / "scenarios"
CALL_NUMBER = "{call}"  # in a text: the number of the call in its shift, so that no two texts are alike


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Press(_Part):
    """Press a key, written portably such as ``Ctrl+Return``."""

    key: str
    times: int = Field(default=1, ge=1)


class Type(_Part):
    """Type a text key by key; ``into`` names the widget that must have the focus."""

    type: str = Field(pattern=r"^[ -~]+$")
    into: str


class Commit(_Part):
    """Commit a text as an input method does."""

    commit: str
    into: str


class Awaited(StrEnum):
    """What the desk can be waited for; never a time."""

    SHOWN = "shown"  # the ring's page is on screen
    TALKING = "talking"
    WRAP_UP = "wrap_up"
    READY = "ready"  # for the next call
    KNOWN = "known"  # the customer's page is on screen
    LINKED = "linked"  # the call is about an order
    SETTLED = "settled"  # everything asked of the store is answered


class Wait(_Part):
    wait: Awaited


class Focus(_Part):
    """Wait until the focus is in the widget of this name."""

    focus: str


class Picture(_Part):
    """Take a picture of the window, once a shift."""

    picture: str = Field(pattern=r"^[a-z-]+$")


Step = Press | Type | Commit | Wait | Focus | Picture


class Expected(_Part):
    """What must be true of a call once it is over. ``matched``: the caller was known before it rang."""

    popped: bool
    matched: bool
    offer: OfferOutcome
    call: CallOutcome
    interactions: int = 0
    orders: int = 0
    follow_ups: int = 0
    chased: int = 0  # orders that the customer asked for again
    registered: bool = False  # a customer who was new
    reason: str | None = None
    disposition: str | None = None


class Caller(_Part):
    who: Who


class DemoScenario(_Part):
    """One kind of call; ``weight`` is its share of a shift."""

    id: str
    title_zh: str
    title_en: str
    weight: int = Field(ge=1)
    caller: Caller
    call: Scenario
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    expect: Expected

    def texts(self, number: int) -> dict[str, str]:
        """Return all that is typed into each widget in the shift's nth call."""
        found: dict[str, str] = {}
        for step in self.steps:
            if isinstance(step, Type | Commit):
                found[step.into] = found.get(step.into, "") + text_of(step, number)
        return found


def text_of(step: Type | Commit, number: int) -> str:
    """Return what is typed in the shift's nth call."""
    text = step.type if isinstance(step, Type) else step.commit
    return text.replace(CALL_NUMBER, str(number))


def load_scenarios(folder: Path = SCENARIOS) -> list[DemoScenario]:
    """Read all scenarios of a folder, by name. Raises pydantic.ValidationError for a file that is wrong."""
    paths = sorted(folder.glob("*.json"))
    return [DemoScenario.model_validate_json(path.read_text(encoding="utf-8")) for path in paths]


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """The nth call of a shift, from 1, and the number that rings."""

    number: int
    scenario: DemoScenario
    ani: str

    @property
    def ring(self) -> Scenario:
        """Return the call as the practice line plays it."""
        return self.scenario.call.model_copy(update={"ani": self.ani})


def plan_shift(
    session: Session, scenarios: Sequence[DemoScenario], calls: int, seed: int, now: datetime
) -> list[PlannedCall]:
    """Choose who rings, by weight, the same again for the same seed and store.

    Each scenario comes at least once if there are calls enough, but one that nobody in a small store fits is
    left out. A caller rings again only when all others of the kind have.
    """
    rng = random.Random(seed)
    kinds = sorted({scenario.caller.who for scenario in scenarios})
    numbers = {who: deque(_shuffled(rng, callers(session, who, now))) for who in kinds}
    possible = [scenario for scenario in scenarios if numbers[scenario.caller.who]]
    more = rng.choices(possible, [each.weight for each in possible], k=max(0, calls - len(possible)))
    plan = []
    for number, scenario in enumerate(_shuffled(rng, [*possible, *more])[:calls], start=1):
        waiting = numbers[scenario.caller.who]
        plan.append(PlannedCall(number, scenario, waiting[0]))
        waiting.rotate(-1)
    return plan


def _shuffled(rng: random.Random, found: Sequence[T]) -> list[T]:
    return rng.sample(found, k=len(found))
