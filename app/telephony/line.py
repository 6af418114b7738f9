"""What every phone line can be asked and what it tells, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.events import LineEvent

Listener = Callable[[LineEvent], None]


class Control(StrEnum):
    """What a desk may ask of a line."""

    ANSWER = "answer"
    HANG_UP = "hang_up"
    REJECT = "reject"
    HOLD = "hold"
    RESUME = "resume"
    DIAL = "dial"
    READY = "ready"
    NOT_READY = "not_ready"
    TRANSFER = "transfer"  # blind: the caller goes to the number, whoever is there
    CONSULT = "consult"  # begin an attended transfer: the caller waits, the number is rung
    COMPLETE = "complete"  # hand the caller over to who was consulted
    TAKE_BACK = "take_back"  # drop who was consulted
    DIGITS = "digits"
    PAUSE_RECORDING = "pause_recording"
    RESUME_RECORDING = "resume_recording"
    QUEUES_IN = "queues_in"
    QUEUES_OUT = "queues_out"
    LISTEN = "listen"


class LostReason(StrEnum):
    CLOSED = "closed"  # the other side ended the connection
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # login refused
    SHUT_DOWN = "shut_down"  # the PBX said that it goes
    FINISHED = "finished"  # a recording or a scenario list came to its end
    HELD = "held"  # another hub or desk holds the line, and this one does not connect
    NOT_TRUSTED = "not_trusted"  # its certificate is not of whom we trust, or names another host


class ControlProblem(StrEnum):
    """Why what was asked did not come to be, where that was known only later."""

    NO_PERMISSION = "no_permission"  # the line's user may not; ``missing`` says what to grant
    NO_CALL = "no_call"  # the call, or its leg at this agent, is not there any more
    NO_ANSWER = "no_answer"  # the PBX said nothing in time; the phone was not picked up
    REFUSED = "refused"  # the PBX does not do it
    LINE_LOST = "line_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that is asked of a line for an agent, by the line's own name of the agent.

    ``linked_id`` is the call; in DIAL it is made by who asks, so that both know the call by it. ``number`` is
    what DIAL, TRANSFER and CONSULT ring, and the keys of DIGITS. ``reason`` goes with NOT_READY. ``queues``
    are those of READY, NOT_READY, QUEUES_IN and QUEUES_OUT: none means all that the agent is in. LISTEN
    rings the ``supervisor``, by the line's name or the extension. Who joins queues with a ``penalty`` is
    called behind those with a smaller one.
    """

    control: Control
    agent: str
    linked_id: str = ""
    number: str = ""
    reason: str = ""
    queues: tuple[str, ...] = ()
    supervisor: str = ""
    penalty: int = 0


class Line(Protocol):
    """A phone line. Events come on a thread of the line's own, in order, one at a time.

    ``controls`` is what can be asked; it stands when ``LineUp`` is told, which carries it too.
    """

    name: str
    controls: frozenset[Control]

    def start(self, listener: Listener) -> None: ...

    def stop(self) -> None: ...

    def ask(self, asked: Asked) -> None:
        """Ask for something, and return at once: what came of it comes as events.

        Raises: ControlNotAvailable for what is not in ``controls``, or not as the call stands. What fails
        later is told as ``ControlFailed``.
        """
