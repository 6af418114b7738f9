"""A guided script as data: its steps, which answers fit, and where the answers of a run have led."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

MOST_OPTIONS: Final = 9  # each has a digit


class StepKind(StrEnum):
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    END = "end"  # no question: what is proposed


class Then(StrEnum):
    """What a script can lead to."""

    DISPATCH = "dispatch"
    CASE = "case"
    FOLLOW_UP = "follow_up"


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Said):
    """One answer of a choice and the step it leads to. Of a yes or no the codes are ``yes`` and ``no``."""

    code: str = Field(min_length=1, max_length=40)
    next: str
    zh: str = ""
    en: str = ""


class Step(_Said):
    """A question, or with ``end`` what is proposed: an outcome, what one does next, an article to read.

    ``next`` is the step after a number, a date or a text.
    """

    id: str = Field(min_length=1, max_length=40)
    kind: StepKind
    zh: str = Field(min_length=1, max_length=500)
    en: str = Field(min_length=1, max_length=500)
    options: tuple[Option, ...] = Field(default=(), max_length=MOST_OPTIONS)
    next: str = ""
    unit_zh: str = ""
    unit_en: str = ""
    outcome: str = ""  # code list disposition
    then: Then | None = None
    article: str = ""  # its code

    def leads_to(self) -> set[str]:
        """Return the ids of the steps that can follow."""
        return {option.next for option in self.options} | ({self.next} - {""})

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)


Steps = tuple[Step, ...]
_STEPS: Final = TypeAdapter(Steps)


def read_steps(found: Any) -> Steps:
    """Return steps from what JSON has. Raises ValueError that says what is wrong with them."""
    steps = _STEPS.validate_python(found)
    _check(steps)
    return steps


def _check(steps: Steps) -> None:
    """Raise ValueError unless every step leads to an end, and none back to where it was."""
    known = {step.id: step for step in steps}
    if not steps or len(known) < len(steps):
        raise ValueError("a script has steps, each with an id of its own")
    for step in steps:
        _check_step(step)
        if unknown := step.leads_to() - known.keys():
            raise ValueError(f"step {step.id} leads to {', '.join(sorted(unknown))}, which is no step")
    reached = _reached(known, steps[0].id, ())
    if lost := known.keys() - reached:
        raise ValueError(f"no answer leads to {', '.join(sorted(lost))}")


def _check_step(step: Step) -> None:
    codes = [option.code for option in step.options]
    if len(set(codes)) < len(codes):
        raise ValueError(f"step {step.id} has an answer twice")
    if step.kind is StepKind.YES_NO and set(codes) != {"yes", "no"}:
        raise ValueError(f"step {step.id} asks yes or no and has other answers")
    if step.kind is StepKind.CHOICE and (len(codes) < 2 or not all(o.zh and o.en for o in step.options)):
        raise ValueError(f"step {step.id} has to offer two answers or more, in both languages")
    if (step.kind in (StepKind.NUMBER, StepKind.DATE, StepKind.TEXT)) != bool(step.next):
        raise ValueError(f"step {step.id} does not say what comes next, or says it twice")


def _reached(known: dict[str, Step], at: str, before: tuple[str, ...]) -> set[str]:
    if at in before:
        raise ValueError(f"step {at} leads back to itself")
    found = {at}
    for after in known[at].leads_to():
        found |= _reached(known, after, (*before, at))
    return found


def fits(step: Step, value: str) -> bool:
    """Tell whether a value answers a step: a code, a number with a point, a day as 2026-11-23, words."""
    match step.kind:
        case StepKind.CHOICE | StepKind.YES_NO:
            return step.option(value) is not None
        case StepKind.NUMBER:
            return _is_number(value)
        case StepKind.DATE:
            return _is_day(value)
        case StepKind.TEXT:
            return bool(value.strip())
        case _:
            return True


def _is_number(value: str) -> bool:
    whole, _, part = value.removeprefix("-").partition(".")
    return (whole + part).isdecimal() and value.isascii() and bool(whole) and not value.endswith(".")


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run is: the answers that count, in order, and the step that is asked now.

    ``is_done``: the end was confirmed.
    """

    answered: tuple[tuple[Step, str], ...]
    now: Step
    is_done: bool = False


def run_of(steps: Steps, answers: Iterable[tuple[str, str]]) -> Run:
    """Follow answers, in the order in which they were given; an earlier step answered again goes on there."""
    known = {step.id: step for step in steps}
    path: list[tuple[Step, str]] = []
    now, is_done = steps[0], False
    for step_id, value in answers:
        step = known.get(step_id)
        if step is None or not fits(step, value):
            continue
        if step.kind is StepKind.END:
            is_done = is_done or step is now
            continue
        if step is not now:
            before = [at for at, (one, _) in enumerate(path) if one is step]
            if not before:
                continue  # of a way that was left since
            del path[before[0] :]
        path.append((step, value))
        now, is_done = known[_after(step, value)], False
    return Run(tuple(path), now, is_done)


def _after(step: Step, value: str) -> str:
    option = step.option(value)
    return option.next if option else step.next


def steps_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return steps as they are stored: without what is empty."""
    return [step.model_dump(mode="json", exclude_defaults=True) for step in steps]
