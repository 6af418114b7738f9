"""Scenarios: who rings or is rung, what the agent does by keys, what the store holds then; and the lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.demo.callers import Who
from app.telephony.scenarios import FarEnd, Scenario
from db.models.calls import CallDirection, CallOutcome, OfferOutcome
from db.models.followups import AttemptOutcome, FollowUpState

SCENARIOS = Path(__file__).resolve().parent.parent.parent / "resources" / "scenarios"
CALL_NUMBER = "{call}"  # in a text: the number of the call in its shift, so that no two texts are alike
TWO_DIGITS = "{nn}"  # the same as the last two digits of a telephone number


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
    HELD = "held"
    WRAP_UP = "wrap_up"
    OVER = "over"  # no call is up: in wrap-up or ready
    READY = "ready"  # for the next call
    FOUND = "found"  # the search stands at the customer who rings
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


class Choose(_Part):
    """Press the digit before the one who rings, in the choice of several customers."""

    choose: Literal["caller"]


class Turn(_Part):
    """Go on with the first or the second call; the second one rings at the first turn to it."""

    turn: Literal[1, 2]


Step = Press | Type | Commit | Wait | Focus | Picture | Choose | Turn


class Tried(_Part):
    """A try to make a promised call, and what became of the promise."""

    outcome: AttemptOutcome
    score: int | None = None
    follow_up: FollowUpState


class Expected(_Part):
    """What must be true of a call once it is over.

    ``matched``: the call is bound to a customer who was known before it, and it is the one who rang.
    """

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


class Second(_Part):
    """Another caller, who rings in the middle of the first call."""

    caller: Caller
    call: Scenario
    expect: Expected


class Words(_Part):
    """A sentence in both languages; ``{name}`` is how one greets the caller."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Seen(StrEnum):
    """What can be seen of a call while it is worked on: rows, what is typed, what is on screen."""

    ANSWERED = "answered"
    GONE = "gone"  # it rang and was not answered
    KNOWN = "known"  # it was written down whose call it is
    NOTED = "noted"  # something stands in the notes
    DISPATCHING = "dispatching"  # the dispatch is on screen
    ORDERED = "ordered"
    CHASED = "chased"
    PROMISED = "promised"  # a call back
    LISTED = "listed"  # the list of calls is on screen
    DIALLED = "dialled"
    TRIED = "tried"  # what became of a promised call is written down
    REASON = "reason"
    SAID = "said"  # by the person's own word
    ASIDE = "aside"  # the caller is not whom it is for
    REGISTERED = "registered"  # a new customer was saved
    RESUMED = "resumed"  # taken back from hold
    OVER = "over"  # nobody talks any more
    OUTCOME = "outcome"
    SEALED = "sealed"  # wrapped up


class Cue(_Part):
    """What is to be done next in a lesson, until it is seen.

    ``says`` is what the caller says from here on. ``do`` and ``keys`` are put by the screen where they are
    not given. ``call`` is the first or the second one; ``times`` counts orders.
    """

    until: Seen
    says: Words | None = None
    do: Words | None = None
    keys: tuple[str, ...] = ()
    call: Literal[1, 2] = 1
    times: int = Field(default=1, ge=1)


class Lesson(_Part):
    """How a newcomer is led through the scenario. ``today`` says what the desk cannot do for it yet."""

    place: int = Field(ge=1)  # in the order of the lessons
    about: Words
    today: Words | None = None
    cues: Annotated[tuple[Cue, ...], Field(min_length=1)]


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
    second: Second | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    expect: Expected
    lesson: Lesson

    @model_validator(mode="after")
    def _comes_or_is_made(self) -> DemoScenario:
        if (self.caller is None) is not (self.call is None) or (self.call is None) is (self.dial is None):
            raise ValueError("a call comes from a caller, or is dialled")
        return self

    @property
    def rings(self) -> int:
        """Return how many calls it takes of a shift."""
        return 1 if self.second is None else 2

    def callers(self) -> tuple[Who, ...]:
        """Return the kinds of those who ring in it, the first one first."""
        return tuple(each.caller.who for each in (self, self.second) if each and each.caller)

    def expected(self, call: int) -> Expected:
        """Return what must be true of its first or its second call."""
        return self.second.expect if self.second and call == 2 else self.expect

    def texts(self, number: int, call: int = 1) -> dict[str, str]:
        """Return all that is typed into each widget in the shift's nth call, or in the second one in it."""
        found: dict[str, str] = {}
        for now, step in self._turns():
            if now == call and isinstance(step, Type | Commit):
                found[step.into] = found.get(step.into, "") + text_of(step, number)
        return found

    def _turns(self) -> Iterator[tuple[int, Step]]:
        """Yield each step with the call that it is about."""
        call = 1
        for step in self.steps:
            call = step.turn if isinstance(step, Turn) else call
            yield call, step


def text_of(step: Type | Commit, number: int) -> str:
    """Return what is typed in the shift's nth call."""
    text = step.type if isinstance(step, Type) else step.commit
    return text.replace(CALL_NUMBER, str(number)).replace(TWO_DIGITS, f"{number % 100:02d}")


def load_scenarios(folder: Path = SCENARIOS) -> list[DemoScenario]:
    """Read all scenarios of a folder, by name. Raises pydantic.ValidationError for a file that is wrong."""
    paths = sorted(folder.glob("*.json"))
    return [DemoScenario.model_validate_json(path.read_text(encoding="utf-8")) for path in paths]


def by_lesson(scenarios: Sequence[DemoScenario]) -> list[DemoScenario]:
    """Return scenarios in the order in which a newcomer meets them."""
    return sorted(scenarios, key=lambda each: each.lesson.place)
