"""Actions on one AMI connection, each answered by its ActionID, or by silence when it took too long."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.events import LineEvent
from app.telephony.ami import Message
from app.telephony.ami_account import action
from app.telephony.line import ControlProblem

ANSWERED_WITHIN = timedelta(seconds=10)
RUNG_WITHIN = timedelta(minutes=3)  # an Originate tells at its end what came of it

Told = list[LineEvent]
Answer = Callable[[Message | None], Told]


def nothing(_message: Message | None) -> Told:
    return []


@dataclass(frozen=True, slots=True)
class _Open:
    until: datetime
    then: Answer
    at_the_end: Answer | None


class AmiActions:
    """``take`` is what is to be sent; give each message to ``on_message``; call ``sweep`` now and then."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.silence = ControlProblem.NO_ANSWER  # why nothing came
        self._now = now
        self._numbers = itertools.count(1)
        self._open: dict[str, _Open] = {}
        self._later: list[tuple[datetime, Callable[[], Told]]] = []
        self._to_send = bytearray()

    @property
    def are_open(self) -> bool:
        """Tell whether somebody waits for an answer, or for a moment."""
        return bool(self._open or self._later)

    def send(
        self,
        name: str,
        headers: Mapping[str, str],
        then: Answer = nothing,
        at_the_end: Answer | None = None,
    ) -> None:
        """Send an action. ``then`` gets its response; ``at_the_end`` the OriginateResponse after a success.

        Either gets None where nothing came in time, or the connection was lost: ``silence`` says which.
        """
        action_id = f"desk-{next(self._numbers)}"
        self._open[action_id] = _Open(self._now() + ANSWERED_WITHIN, then, at_the_end)
        self._to_send += action(name, ActionID=action_id, **headers)

    def after(self, delay: timedelta, act: Callable[[], Told]) -> None:
        self._later.append((self._now() + delay, act))

    def take(self) -> bytes:
        data = bytes(self._to_send)
        self._to_send.clear()
        return data

    def on_message(self, message: Message) -> Told:
        """Return what an answer to one of our actions comes to."""
        action_id = message.get("ActionID")
        waiting = self._open.get(action_id)
        is_end = message.event == "OriginateResponse"
        if waiting is None or not (message.response or is_end):
            return []
        del self._open[action_id]
        if message.response == "Success" and waiting.at_the_end is not None:
            self._open[action_id] = _Open(self._now() + RUNG_WITHIN, waiting.at_the_end, None)
        return waiting.then(message)

    def sweep(self) -> Told:
        """Give up what was not answered in time, and do what was put off until now."""
        at = self._now()
        late = [name for name, waiting in self._open.items() if waiting.until <= at]
        due = [act for when, act in self._later if when <= at]
        self._later = [(when, act) for when, act in self._later if when > at]
        told = [event for name in late for event in self._open.pop(name).then(None)]
        return [*told, *(event for act in due for event in act())]

    def give_up(self) -> Told:
        """Answer everybody that nothing came: the connection is lost."""
        self.silence = ControlProblem.LINE_LOST
        waiting = list(self._open.values())
        self._open.clear()
        self._later.clear()
        return [event for each in waiting for event in each.then(None)]
