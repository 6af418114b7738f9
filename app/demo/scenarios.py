"""Scenarios of a shift: who rings or is rung, what the agent does by keys, what the store holds then."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy.orm import Session

from app.demo.callers import Who, callers
from app.followups import due_follow_ups
from app.service_time import ZONE, service_day
from app.telephony.scenarios import FarEnd, Scenario
from db.models.calls import CallDirection, CallOutcome, OfferOutcome
from db.models.followups import AttemptOutcome, FollowUpState

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
    OVER = "over"  # no call is up: in wrap-up or ready
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


class Tried(_Part):
    """A try to make a promised call, and what became of the promise."""

    outcome: AttemptOutcome
    score: int | None = None
    follow_up: FollowUpState


class Expected(_Part):
    """What must be true of a call once it is over. ``matched``: the customer was known before it."""

    popped: bool
    matched: bool
    direction: CallDirection = CallDirection.IN
    offer: OfferOutcome | None = None  # none for a call that the agent makes
    call: CallOutcome
    attempt: Tried | None = None
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
    """One kind of call; ``weight`` is its share of a shift.

    ``caller`` and ``call`` are of one that comes; ``dial`` is whom the agent reaches in one that he makes.
    """

    id: str
    title_zh: str
    title_en: str
    weight: int = Field(ge=1)
    caller: Caller | None = None
    call: Scenario | None = None
    dial: FarEnd | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    expect: Expected

    @model_validator(mode="after")
    def _comes_or_is_made(self) -> DemoScenario:
        if (self.caller is None) is not (self.call is None) or (self.call is None) is (self.dial is None):
            raise ValueError("a call comes from a caller, or is dialled")
        return self

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
    """The nth call of a shift, from 1, and the number that rings; empty for one that the agent makes."""

    number: int
    scenario: DemoScenario
    ani: str

    @property
    def ring(self) -> Scenario | None:
        """Return a call that comes as the practice line plays it; None for one that the agent makes."""
        call = self.scenario.call
        return call.model_copy(update={"ani": self.ani}) if call else None


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

    Each scenario comes at least once if there are calls enough, but one that nobody in a small store fits is
    left out, and one that is dialled comes only once: a promise is kept once. A caller rings again only when
    all others of the kind have.
    """
    rng = random.Random(seed)
    kinds = sorted({scenario.caller.who for scenario in scenarios if scenario.caller})
    numbers = {who: deque(_shuffled(rng, callers(session, who, now))) for who in kinds}
    coming = [scenario for scenario in scenarios if scenario.caller and numbers[scenario.caller.who]]
    made = [scenario for scenario in scenarios if scenario.dial and _is_due_today(session, person_id, now)]
    once = [*coming, *made]
    more = rng.choices(coming, [each.weight for each in coming], k=max(0, calls - len(once)))
    chosen = _shuffled(rng, [*once, *more])[:calls]
    return [
        PlannedCall(number, each, _next_caller(numbers, each)) for number, each in enumerate(chosen, start=1)
    ]


def _is_due_today(session: Session, person_id: UUID, now: datetime) -> bool:
    tomorrow = datetime.combine(service_day(now) + timedelta(days=1), time(), ZONE)
    return bool(due_follow_ups(session, person_id, tomorrow))


def _next_caller(numbers: Mapping[Who, deque[str]], scenario: DemoScenario) -> str:
    if scenario.caller is None:
        return ""
    waiting = numbers[scenario.caller.who]
    waiting.rotate(-1)
    return waiting[-1]


def _shuffled(rng: random.Random, found: Sequence[T]) -> list[T]:
    return rng.sample(found, k=len(found))
