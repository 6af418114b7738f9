"""What a caller does on the practice line, and what a number does that is dialled there."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Unanswered(StrEnum):
    """What happens when the agent lets it ring."""

    GIVES_UP = "gives_up"  # the caller hangs up
    MOVES_ON = "moves_on"  # the queue gives the call to a colleague


class Scenario(BaseModel):
    """One caller. Units: seconds of the scenario, which the line's speed divides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ani: str = ""  # as a line gives it; empty when withheld
    dnis: str
    queue: str
    caller_name: str = ""
    wait_s: float = Field(default=1.0, ge=0)  # in the queue before it can ring
    patience_s: float = Field(default=180.0, ge=0)  # in the queue before the caller gives up
    ring_s: float = Field(default=20.0, ge=0)
    unanswered: Unanswered = Unanswered.MOVES_ON
    hangs_up_after_s: float | None = Field(default=None, ge=0)  # of talk; None: until the agent ends it
    colleague_talks_s: float = Field(default=60.0, ge=0)  # when the call went to a colleague
    while_talking: bool = False  # rings while the agent is in another call: two in a row


class FarEndAnswer(StrEnum):
    ANSWERS = "answers"
    NO_ANSWER = "no_answer"
    BUSY = "busy"


class FarEnd(BaseModel):
    """Somebody whom the agent dials. Units: seconds, which the line's speed divides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ring_s: float = Field(default=4.0, ge=0)
    then: FarEndAnswer = FarEndAnswer.ANSWERS
    hangs_up_after_s: float | None = Field(default=None, ge=0)
